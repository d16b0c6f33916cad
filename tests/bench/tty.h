/* A terminal that only takes the time: what a program prints is counted, not
 * drawn, so that drawing is no part of a figure. */
#ifndef KIKUSUI_TESTS_BENCH_TTY_H
#define KIKUSUI_TESTS_BENCH_TTY_H

#include "bench.h"

struct tty {
    int master;
    pid_t pid;
    double from;       /* when the program, or the last key, set out */
    struct kk_str out; /* what came since then */
};

/* How long nothing may come before what was printed counts as all of it. */
#define TTY_QUIET_MS 80
#define TTY_FIRST_MS 10000 /* and for the first of it */

void tty_start(struct tty *t, const char *const *argv, const char *const *env,
               int rows, int cols);
/* Answers a question for the cursor as a terminal with narrow ambiguous
 * characters does. Milliseconds from the start or the last key to the last
 * byte that came; -1: nothing did. */
double tty_quiet(struct tty *t);
/* The same, from when the text was among what came: the frame is whole. */
double tty_shown(struct tty *t, const char *text);
double tty_key(struct tty *t, const char *bytes); /* sends, then tty_quiet */
/* Until the program ends by itself; milliseconds since the start. */
double tty_ended(struct tty *t);
void tty_close(struct tty *t); /* hangs up */

long tty_peak_kb(const struct tty *t);
/* How often it went to sleep so far: an upper bound of how often it woke. */
long tty_sleeps(const struct tty *t);

#endif
