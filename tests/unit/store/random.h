/* Repeatable randomness for property tests: KIKUSUI_SEED, or a fresh seed that
 * is printed, so that a failure can be run again. */
#ifndef KIKUSUI_TESTS_STORE_RANDOM_H
#define KIKUSUI_TESTS_STORE_RANDOM_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct rnd {
    uint64_t s;
};

static inline struct rnd rnd_new(void)
{
    const char *seed = getenv("KIKUSUI_SEED");
    struct timespec now;
    struct rnd r;

    clock_gettime(CLOCK_REALTIME, &now);
    r.s = seed != NULL
              ? strtoull(seed, NULL, 10)
              : (uint64_t)now.tv_sec * 1000000007u + (uint64_t)now.tv_nsec;
    printf("KIKUSUI_SEED=%" PRIu64 "\n", r.s);
    (void)fflush(stdout); /* a test that fails does not */
    return r;
}

static inline uint64_t rnd_u64(struct rnd *r) /* splitmix64 */
{
    uint64_t z = (r->s += 0x9E3779B97F4A7C15u);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static inline size_t rnd_below(struct rnd *r, size_t n)
{
    return (size_t)(rnd_u64(r) % n);
}

#endif
