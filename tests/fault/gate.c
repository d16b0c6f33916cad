/* Preloaded into a process: work that the screen runs beside itself stops where
 * it first opens a file whose name has KK_GATE in it, says so where it tells
 * its progress, and goes on when it is told to end. So a key is pressed in the
 * middle of it, whatever the machine's speed. */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROGRESS_FD = 3 }; /* as src/app/job.c hands it on */

/* A preloaded library has nowhere else to keep it. */
static bool passed;

/* A function of the C library by name, behind this one. */
static void next(const char *name, void *fn, size_t size)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (found == NULL)
        abort();
    memcpy(fn, &found, size);
}

static bool is_job(void)
{
    static const char word[] = "--progress-fd";
    int (*real)(const char *, int, ...);
    char line[4096];
    ssize_t n;
    int fd;

    next("open64", &real, sizeof real);
    fd = real("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
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

/* Declared as the C library declares them, whatever its headers rename. */
int open64(const char *path, int flags, ...);
int openat64(int dir, const char *path, int flags, ...);

static int opened(int dir, const char *path, int flags, va_list ap)
{
    int (*real)(int, const char *, int, ...);
    mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;

    next("openat64", &real, sizeof real);
    wait_at(path);
    return real(dir, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list ap;
    int fd;

    va_start(ap, flags);
    fd = opened(AT_FDCWD, path, flags, ap);
    va_end(ap);
    return fd;
}

int open(const char *path, int flags, ...)
{
    va_list ap;
    int fd;

    va_start(ap, flags);
    fd = opened(AT_FDCWD, path, flags, ap);
    va_end(ap);
    return fd;
}

int openat64(int dir, const char *path, int flags, ...)
{
    va_list ap;
    int fd;

    va_start(ap, flags);
    fd = opened(dir, path, flags, ap);
    va_end(ap);
    return fd;
}

int openat(int dir, const char *path, int flags, ...)
{
    va_list ap;
    int fd;

    va_start(ap, flags);
    fd = opened(dir, path, flags, ap);
    va_end(ap);
    return fd;
}
