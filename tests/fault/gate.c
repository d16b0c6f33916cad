/* Preloaded into a process: work that the screen runs beside itself stops where
 * it first opens a file whose name has KK_GATE in it, says so where it tells
 * its progress, and goes on when it is told to end. So a key is pressed in the
 * middle of it, whatever the machine's speed. */
#include "preload.h"

#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

enum { PROGRESS_FD = 3 }; /* as src/app/job.c hands it on */

/* A preloaded library has nowhere else to keep it. */
static bool passed;

static bool is_job(void)
{
    static const char word[] = "--progress-fd";
    char line[4096];
    ssize_t n;
    int fd;

    fd = real_open(AT_FDCWD, "/proc/self/cmdline", O_RDONLY | O_CLOEXEC, 0);
    n = fd < 0 ? 0 : read(fd, line, sizeof line);
    close(fd);
    return n > 0 && memmem(line, (size_t)n, word, sizeof word) != NULL;
}

static void wait_at(const char *path)
{
    static const char said[] = "50 100 門\n";
    const char *gate = getenv("KK_GATE"), *name = strrchr(path, '/');
    sigset_t term, before;

    name = name == NULL ? path : name + 1;
    if (passed || gate == NULL || *gate == '\0' || strstr(name, gate) == NULL ||
        !is_job())
        return;
    passed = true;
    /* Told to end before it waits, it would wait for good. */
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    sigdelset(&before, SIGTERM);
    (void)!write(PROGRESS_FD, said, sizeof said - 1);
    sigsuspend(&before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static int opened(int dir, const char *path, int flags, mode_t mode)
{
    wait_at(path);
    return real_open(dir, path, flags, mode);
}
