/* A ledger of any size, made of the training copy's own places and models. */
#ifndef KIKUSUI_TESTS_BENCH_LEDGER_H
#define KIKUSUI_TESTS_BENCH_LEDGER_H

#include <stddef.h>

/* The city's list as CSV with so many units "BN-000000" and on, their notes
 * ending in `note`, for the database that lists the seed. */
void bench_ledger(const char *db, size_t units, const char *note,
                  const char *csv);

#endif
