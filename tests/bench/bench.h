/* What the benches share: time, medians, processes, a folder of their own, and
 * lines that put each figure beside its target. Times are in milliseconds.
 *
 * A bench gives up with a message when a step that it needs fails; it ends
 * with status 1 when a figure misses its target. */
#ifndef KIKUSUI_TESTS_BENCH_H
#define KIKUSUI_TESTS_BENCH_H

#include <kikusui/base/mem.h>
#include <kikusui/base/str.h>

#include <sys/types.h>

double bench_now(void); /* monotonic */
void bench_fail(const char *fmt, ...)
    __attribute__((format(printf, 1, 2), noreturn));
/* The arrays are sorted by it. */
double bench_median(double *v, size_t n);
double bench_most(const double *v, size_t n);

/* One line: what, the words of fmt, the value, and whether it is at most
 * `target`. */
void bench_tell(const char *what, double value, const char *unit, double target,
                const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* A line without a target: what cannot be the same on every machine. */
void bench_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
int bench_status(void); /* of the process: 1 when a target was missed */

/* A fresh folder in the current one: meson runs the benches in the build tree,
 * which is on a real disk where /tmp may not be. Removed with bench_drop. */
char *bench_dir(void);
void bench_drop(char *dir); /* frees it as well */

/* The environment for programs that are measured: nothing of the caller's own
 * but what finds programs and libraries, HOME in the folder. `now`: the time
 * that they take it to be; NULL: the real one. Ends with NULL; kept until
 * bench_drop. */
const char *const *bench_env(const char *dir, const char *now);

struct bench_ran {
    double ms, cpu_ms;
    long peak_kb; /* not below this process's own */
    int status;   /* as a shell gives it */
};
/* argv[0] is looked for in PATH; what it prints goes to `out`, NULL: nowhere.
 */
struct bench_ran bench_run(const char *const *argv, const char *const *env,
                           struct kk_str *out);
/* The same, and it has to succeed. */
struct bench_ran bench_must_run(const char *const *argv,
                                const char *const *env);
double bench_must(const char *const *argv, const char *const *env);

/* What the environment variable says, which meson.build sets. */
const char *bench_setting(const char *name);

#endif
