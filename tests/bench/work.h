/* A journal of any size: the entries of a few cases that the program itself
 * recorded, over and over for other units, at other times and in other words,
 * so that an entry has as many changes, arguments and bytes as real work has.
 * In a process of its own: what it takes is no part of what is measured. */
#ifndef KIKUSUI_TESTS_BENCH_WORK_H
#define KIKUSUI_TESTS_BENCH_WORK_H

#include <stdint.h>

/* What the cases say where each that follows says something of its own. */
#define WORK_SYMPTOM "症状の文"
#define WORK_PERSON "現地担当"
#define WORK_PHONE "011-000-0000"
#define WORK_CAUSE "原因の文"
#define WORK_DONE "対応の文"

struct work {
    const char *db, *now; /* now: ISO, when the cases were recorded */
    int64_t first, last;  /* their entries, by arrival */
    int copy;             /* stands in the numbers that this copy gives */
    int unit;             /* how many cloned units cases were told of */
};

/* Clones of the ledger's units, "BC-000000" and on. */
void work_units(struct work *w, int units);
/* Cases until there are at least so many changes more, on units that no other
 * was told of; how many there are more. */
int64_t work_cases(struct work *w, int64_t changes);

#endif
