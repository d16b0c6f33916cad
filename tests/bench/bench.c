#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/resource.h>
#include <sys/wait.h>

double bench_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

void bench_fail(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    fputs("bench: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(2);
}

static int by_size(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;

    return (a > b) - (a < b);
}

double bench_median(double *v, size_t n)
{
    if (n == 0)
        bench_fail("nothing was measured");
    qsort(v, n, sizeof *v, by_size);
    return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

double bench_most(const double *v, size_t n)
{
    double most = 0;

    for (size_t i = 0; i < n; i++)
        most = v[i] > most ? v[i] : most;
    return most;
}

/* --- telling --- */

static int missed; /* figures over their target */

void bench_tell(const char *what, double value, const char *unit, double target,
                const char *fmt, ...)
{
    va_list ap;
    bool good = value <= target;

    if (!good)
        missed++;
    printf("%-34s %9.2f %-5s (<= %g) %s  ", what, value, unit, target,
           good ? "ok    " : "MISSED");
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
    fflush(stdout);
}

void bench_note(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
    fflush(stdout);
}

int bench_status(void)
{
    return missed > 0 ? 1 : 0;
}

/* --- a folder --- */

char *bench_dir(void)
{
    char *cwd = getcwd(NULL, 0);
    struct kk_str path = {0};

    if (cwd == NULL)
        bench_fail("getcwd: %s", strerror(errno));
    kk_str_addf(&path, "%s/bench-XXXXXX", cwd);
    free(cwd);
    if (mkdtemp(path.s) == NULL)
        bench_fail("%s: %s", path.s, strerror(errno));
    return kk_str_take(&path);
}

static int drop_one(const char *path, const struct stat *sb, int type,
                    struct FTW *at)
{
    (void)sb;
    (void)type;
    (void)at;
    return remove(path);
}

void bench_drop(char *dir)
{
    if (nftw(dir, drop_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        fprintf(stderr, "bench: %s stays: %s\n", dir, strerror(errno));
    kk_free(dir);
}

static const char *pair(const char *name, const char *value)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s=%s", name, value);
    return kk_str_take(&s);
}

const char *const *bench_env(const char *dir, const char *now)
{
    const char **env = kk_alloc(sizeof *env * 8);
    const char *path = getenv("PATH");
    size_t n = 0;

    env[n++] = pair("PATH", path == NULL ? "/usr/bin:/bin" : path);
    env[n++] = pair("HOME", dir);
    env[n++] = pair("LC_ALL", "C.UTF-8");
    env[n++] = pair("TERM", "xterm-256color");
    if (now != NULL)
        env[n++] = pair("KIKUSUI_NOW", now);
    return env;
}

const char *bench_setting(const char *name)
{
    const char *value = getenv(name);

    if (value == NULL || *value == '\0')
        bench_fail("%s is not set: run it with meson test --benchmark", name);
    return value;
}

/* --- processes --- */

static void read_all(int fd, struct kk_str *out)
{
    char buf[16384];
    ssize_t n;

    while ((n = read(fd, buf, sizeof buf)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0 && out != NULL)
            kk_str_addn(out, buf, (size_t)n);
}

struct bench_ran bench_run(const char *const *argv, const char *const *env,
                           struct kk_str *out)
{
    posix_spawn_file_actions_t acts;
    struct bench_ran ran = {0};
    struct rusage use;
    int end[2], status, rc;
    double from = bench_now();
    pid_t pid;

    if (pipe2(end, O_CLOEXEC) != 0)
        bench_fail("pipe: %s", strerror(errno));
    posix_spawn_file_actions_init(&acts);
    posix_spawn_file_actions_addopen(&acts, STDIN_FILENO, "/dev/null", O_RDONLY,
                                     0);
    posix_spawn_file_actions_adddup2(&acts, end[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&acts, end[1], STDERR_FILENO);
    rc = posix_spawnp(&pid, argv[0], &acts, NULL, (char *const *)argv,
                      (char *const *)env);
    posix_spawn_file_actions_destroy(&acts);
    close(end[1]);
    if (rc != 0)
        bench_fail("%s: %s", argv[0], strerror(rc));
    read_all(end[0], out);
    close(end[0]);
    if (wait4(pid, &status, 0, &use) != pid)
        bench_fail("wait4: %s", strerror(errno));
    ran.ms = bench_now() - from;
    ran.cpu_ms = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e3 +
                 (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e3;
    ran.peak_kb = use.ru_maxrss;
    ran.status =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return ran;
}

struct bench_ran bench_must_run(const char *const *argv, const char *const *env)
{
    struct kk_str out = {0};
    struct bench_ran ran = bench_run(argv, env, &out);

    if (ran.status != 0)
        bench_fail("%s ended with %d:\n%s", argv[0], ran.status,
                   kk_str_c(&out));
    kk_str_free(&out);
    return ran;
}

double bench_must(const char *const *argv, const char *const *env)
{
    return bench_must_run(argv, env).ms;
}
