/* Somebody who looks at a database again and again, as a screen does when it is
 * told of a change, while others write: how long a look takes at most. */
#ifndef KIKUSUI_TESTS_BENCH_READER_H
#define KIKUSUI_TESTS_BENCH_READER_H

#include "bench.h"

struct reader {
    pid_t pid;
    int stop, told; /* pipes */
};
struct reader_saw {
    double longest_ms;
    int64_t reads;
};
/* Looks once before it returns. */
void reader_start(struct reader *r, const char *db);
struct reader_saw reader_stop(struct reader *r);

#endif
