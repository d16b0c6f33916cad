#include "tty.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/wait.h>

void tty_start(struct tty *t, const char *const *argv, const char *const *env,
               int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows,
                           .ws_col = (unsigned short)cols};

    *t = (struct tty){.from = bench_now()};
    t->pid = forkpty(&t->master, NULL, NULL, &size);
    if (t->pid < 0)
        bench_fail("forkpty: %s", strerror(errno));
    if (t->pid == 0) {
        execvpe(argv[0], (char *const *)argv, (char *const *)env);
        _exit(127);
    }
}

static void answer(struct tty *t, size_t had)
{
    static const char question[] = "\033[6n", narrow[] = "\033[1;2R";
    size_t at = had < sizeof question ? 0 : had - sizeof question + 2;

    if (memmem(t->out.s + at, t->out.n_bytes - at, question,
               sizeof question - 1) != NULL &&
        write(t->master, narrow, sizeof narrow - 1) < 0)
        bench_fail("terminal: %s", strerror(errno));
}

/* False when nothing came for so long, or the program has gone. */
static bool read_some(struct tty *t, int ms)
{
    struct pollfd p = {.fd = t->master, .events = POLLIN};
    char buf[65536];
    size_t had = t->out.n_bytes;
    ssize_t n;

    if (poll(&p, 1, ms) <= 0)
        return false;
    n = read(t->master, buf, sizeof buf);
    if (n <= 0)
        return false;
    kk_str_addn(&t->out, buf, (size_t)n);
    answer(t, had);
    return true;
}

double tty_quiet(struct tty *t)
{
    double last = -1;
    int ms = TTY_FIRST_MS;

    while (read_some(t, ms)) {
        last = bench_now() - t->from;
        ms = TTY_QUIET_MS;
    }
    return last;
}

double tty_shown(struct tty *t, const char *text)
{
    double last;

    while (strstr(kk_str_c(&t->out), text) == NULL)
        if (!read_some(t, TTY_FIRST_MS))
            bench_fail("\"%s\" never came, but: %s", text, kk_str_c(&t->out));
    last = bench_now() - t->from;
    while (read_some(t, TTY_QUIET_MS))
        last = bench_now() - t->from;
    return last;
}

double tty_key(struct tty *t, const char *bytes)
{
    size_t n = strlen(bytes);

    kk_str_clear(&t->out);
    t->from = bench_now();
    if (write(t->master, bytes, n) != (ssize_t)n)
        bench_fail("terminal: %s", strerror(errno));
    return tty_quiet(t);
}

static void reap(struct tty *t)
{
    int status;

    close(t->master);
    while (waitpid(t->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    kk_str_free(&t->out);
}

double tty_ended(struct tty *t)
{
    double ms;

    while (read_some(t, TTY_FIRST_MS))
        continue;
    ms = bench_now() - t->from;
    reap(t);
    return ms;
}

void tty_close(struct tty *t)
{
    kill(t->pid, SIGHUP);
    reap(t);
}

static long status_of(const struct tty *t, const char *field)
{
    char path[64], line[256];
    long value = -1;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/status", (int)t->pid);
    f = fopen(path, "re");
    if (f == NULL)
        bench_fail("%s: %s", path, strerror(errno));
    while (value < 0 && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, field, strlen(field)) == 0)
            value = strtol(line + strlen(field), NULL, 10);
    fclose(f);
    return value;
}

long tty_peak_kb(const struct tty *t)
{
    return status_of(t, "VmHWM:");
}

long tty_sleeps(const struct tty *t)
{
    return status_of(t, "voluntary_ctxt_switches:");
}
