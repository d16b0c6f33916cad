/* The yardstick of an import: the rows that it wrote, inserted by plain SQL.
 *
 * They are taken from an office after the import and lie ready in a small
 * file, in the order in which they arrived. `INSERT … SELECT` puts them into a
 * copy of the office as it was before, in one transaction of sqlite3, with the
 * same indexes, pragmas and syncs as the program has: the entries and changes
 * of the journal, and each new or changed row of the other replicated tables
 * (an upsert where the row was there). The capture triggers are dropped and
 * SQLite's check of foreign keys is off, since the program sets both aside for
 * an import as well.
 *
 * It does less than an import has to, so that the ratio is what everything
 * else costs: it opens no bundle, checks no chain and no signature, looks for
 * no base, retires no head, looks after no reference, keeps no search index
 * and no tail. */
#ifndef KIKUSUI_TESTS_BENCH_PLAIN_H
#define KIKUSUI_TESTS_BENCH_PLAIN_H

#include "pair.h"

/* A copy of the office without triggers, and the rows that `after` has more
 * than it, in files of the folder. */
void plain_prepare(struct pair *p, const char *after);
/* On a fresh copy. */
struct bench_ran plain_insert(struct pair *p);

#endif
