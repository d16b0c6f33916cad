/* Preloaded into a process: the n-th call that changes a file or reaches for
 * the disk fails. KK_FAULT_AT=N (0: none, only count), KK_FAULT_ERRNO=NUMBER,
 * KK_FAULT_STAYS=1 (every later one fails too, as on a full disk),
 * KK_FAULT_KILL=1 (the process is killed there instead, a write half done),
 * KK_FAULT_WHILE=FILE (the disk is full for as long as that file is there),
 * KK_FAULT_COUNT=FILE (how many there were, written at the end). */
#include "preload.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

/* A preloaded library has nowhere else to count. */
static long calls;

/* For who breaks the disk under its own feet. */
long kk_fault_calls(void);

long kk_fault_calls(void)
{
    return calls;
}

static long setting(const char *name)
{
    const char *s = getenv(name);

    return s == NULL ? 0 : strtol(s, NULL, 10);
}

/* Only what the program does to files; what it says on its pipes goes on. */
static bool is_file(int fd)
{
    struct stat sb;

    return fstat(fd, &sb) == 0 && (S_ISREG(sb.st_mode) || S_ISDIR(sb.st_mode));
}

/* A disk that is full takes nothing more, but lets go of what it has. */
enum kind { TAKES, FREES };

static bool is_now(enum kind kind)
{
    const char *full = getenv("KK_FAULT_WHILE");
    long at = setting("KK_FAULT_AT");
    bool stays = setting("KK_FAULT_STAYS") && kind == TAKES;

    calls++;
    if (full != NULL && kind == TAKES && access(full, F_OK) == 0)
        return true;
    return at != 0 && (calls == at || (calls > at && stays));
}

static void die(void)
{
    if (setting("KK_FAULT_KILL"))
        (void)kill(getpid(), SIGKILL);
}

static bool fails(enum kind kind)
{
    if (!is_now(kind))
        return false;
    die();
    errno = getenv("KK_FAULT_WHILE") != NULL ? ENOSPC
                                             : (int)setting("KK_FAULT_ERRNO");
    return true;
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("KK_FAULT_COUNT");
    FILE *out = path == NULL ? NULL : fopen(path, "we");

    if (out != NULL) {
        fprintf(out, "%ld\n", calls);
        fclose(out);
    }
}

/* Declared as the C library declares them, whatever its headers rename. */
ssize_t write(int fd, const void *p, size_t n);
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at);
int fsync(int fd);
int fdatasync(int fd);
int ftruncate64(int fd, off64_t n);
int syncfs(int fd);
int rename(const char *from, const char *to);
int renameat(int a, const char *from, int b, const char *to);
int renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int link(const char *from, const char *to);
int unlink(const char *path);
int unlinkat(int dir, const char *path, int flags);

ssize_t write(int fd, const void *p, size_t n)
{
    ssize_t (*real)(int, const void *, size_t);

    next("write", &real, sizeof real);
    if (!is_file(fd) || !is_now(TAKES))
        return real(fd, p, n);
    if (setting("KK_FAULT_KILL"))
        (void)!real(fd, p, n / 2);
    die();
    errno = (int)setting("KK_FAULT_ERRNO");
    return -1;
}

/* The first half arrives: a torn write is the harder case. */
static ssize_t torn(int fd, const void *p, size_t n, off64_t at)
{
    ssize_t (*real)(int, const void *, size_t, off64_t);

    next("pwrite64", &real, sizeof real);
    if (!is_now(TAKES))
        return real(fd, p, n, at);
    (void)!real(fd, p, n / 2, at);
    die();
    errno = (int)setting("KK_FAULT_ERRNO");
    return -1;
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    return torn(fd, p, n, at);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return torn(fd, p, n, at);
}

int fsync(int fd)
{
    int (*real)(int);

    next("fsync", &real, sizeof real);
    return fails(TAKES) ? -1 : real(fd);
}

int fdatasync(int fd)
{
    int (*real)(int);

    next("fdatasync", &real, sizeof real);
    return fails(TAKES) ? -1 : real(fd);
}

int syncfs(int fd)
{
    int (*real)(int);

    next("syncfs", &real, sizeof real);
    return fails(TAKES) ? -1 : real(fd);
}

int ftruncate64(int fd, off64_t n)
{
    int (*real)(int, off64_t);

    next("ftruncate64", &real, sizeof real);
    return fails(FREES) ? -1 : real(fd, n);
}

int ftruncate(int fd, off_t n)
{
    return ftruncate64(fd, n);
}

int rename(const char *from, const char *to)
{
    int (*real)(const char *, const char *);

    next("rename", &real, sizeof real);
    return fails(TAKES) ? -1 : real(from, to);
}

int renameat(int a, const char *from, int b, const char *to)
{
    int (*real)(int, const char *, int, const char *);

    next("renameat", &real, sizeof real);
    return fails(TAKES) ? -1 : real(a, from, b, to);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    int (*real)(int, const char *, int, const char *, unsigned);

    next("renameat2", &real, sizeof real);
    return fails(TAKES) ? -1 : real(a, from, b, to, flags);
}

int link(const char *from, const char *to)
{
    int (*real)(const char *, const char *);

    next("link", &real, sizeof real);
    return fails(TAKES) ? -1 : real(from, to);
}

int unlinkat(int dir, const char *path, int flags)
{
    int (*real)(int, const char *, int);

    next("unlinkat", &real, sizeof real);
    return fails(FREES) ? -1 : real(dir, path, flags);
}

int unlink(const char *path)
{
    int (*real)(const char *);

    next("unlink", &real, sizeof real);
    return fails(FREES) ? -1 : real(path);
}

static int opened(int dir, const char *path, int flags, mode_t mode)
{
    if (flags & O_CREAT && fails(TAKES))
        return -1;
    return real_open(dir, path, flags, mode);
}
