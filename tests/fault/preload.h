/* What the preloaded libraries share: the way to the functions that they stand
 * in front of, and the four ways to open a file as one. */
#ifndef KIKUSUI_TESTS_PRELOAD_H
#define KIKUSUI_TESTS_PRELOAD_H

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

/* A function of the C library by name, behind this one. */
static inline void next(const char *name, void *fn, size_t size)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (found == NULL)
        abort();
    memcpy(fn, &found, size);
}

static inline int real_open(int dir, const char *path, int flags, mode_t mode)
{
    int (*real)(int, const char *, int, ...);

    next("openat64", &real, sizeof real);
    return real(dir, path, flags, mode);
}

/* The library's own. */
static int opened(int dir, const char *path, int flags, mode_t mode);

/* Declared as the C library declares them, whatever its headers rename. */
int open64(const char *path, int flags, ...);
int openat64(int dir, const char *path, int flags, ...);

#define OPEN_AS(dir)                                                           \
    va_list ap;                                                                \
    mode_t mode = 0;                                                           \
                                                                               \
    va_start(ap, flags);                                                       \
    if (flags & O_CREAT)                                                       \
        mode = va_arg(ap, mode_t);                                             \
    va_end(ap);                                                                \
    return opened(dir, path, flags, mode)

int open64(const char *path, int flags, ...)
{
    OPEN_AS(AT_FDCWD);
}

int open(const char *path, int flags, ...)
{
    OPEN_AS(AT_FDCWD);
}

int openat64(int dir, const char *path, int flags, ...)
{
    OPEN_AS(dir);
}

int openat(int dir, const char *path, int flags, ...)
{
    OPEN_AS(dir);
}

#endif
