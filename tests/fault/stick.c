/* Preloaded into a process, for what lies below the folder KK_STICK.
 * KK_STICK_POOR=1: all is as on the poorest stick that is met. Names that FAT
 * cannot hold are refused, there are no links, no modes, no locks, no rename
 * that refuses to replace, and a folder cannot be synced. KK_STICK_FULL=1: its
 * folder takes no further name. KK_STICK_MAGIC=HEX: the file system's number;
 * KK_STICK_MOUNTS=FILE: is read in place of mountinfo. */
#include "preload.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include <sys/file.h>
#include <sys/statfs.h>

/* Declared as the C library declares it, whatever its headers rename. */
struct statfs64;
int statfs64(const char *path, struct statfs64 *out);

static bool is_below(const char *path)
{
    const char *stick = getenv("KK_STICK");
    size_t n = stick == NULL ? 0 : strlen(stick);

    return n > 0 && strncmp(path, stick, n) == 0 &&
           (path[n] == '/' || path[n] == '\0');
}

static bool is_set(const char *name)
{
    const char *s = getenv(name);

    return s != NULL && *s != '\0';
}

/* The file, or what a name in that folder is. */
static bool is_on(int dir, const char *name)
{
    char link[64], path[8192];
    ssize_t n;

    if (name != NULL && name[0] == '/')
        return is_below(name);
    if (dir == AT_FDCWD)
        snprintf(link, sizeof link, "/proc/self/cwd");
    else
        snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
    n = readlink(link, path, 4096);
    if (n < 0)
        return false;
    snprintf(path + n, sizeof path - (size_t)n, "/%s",
             name == NULL ? "" : name);
    return is_below(path);
}

static bool is_poor(int dir, const char *name)
{
    return is_set("KK_STICK_POOR") && is_on(dir, name);
}

static int refuse(int e)
{
    errno = e;
    return -1;
}

/* What FAT's long names cannot hold. */
static bool is_bad_name(const char *path)
{
    const char *name = strrchr(path, '/');
    size_t n;

    name = name == NULL ? path : name + 1;
    n = strlen(name);
    if (n == 0 || n > 255 || name[n - 1] == '.' || name[n - 1] == ' ')
        return true;
    for (; *name != '\0'; name++)
        if ((unsigned char)*name < 0x20 || strchr("\"*:<>?|\\", *name) != NULL)
            return true;
    return false;
}

static int made(int dir, const char *path, int flags)
{
    if ((flags & O_CREAT) == 0 || !is_poor(dir, path))
        return 0;
    if (is_bad_name(path))
        return EINVAL;
    return is_set("KK_STICK_FULL") ? ENOSPC : 0;
}

static int opened(int dir, const char *path, int flags, mode_t mode)
{
    const char *mounts = getenv("KK_STICK_MOUNTS");
    int e = made(dir, path, flags);

    if (mounts != NULL && strcmp(path, "/proc/self/mountinfo") == 0)
        path = mounts;
    return e != 0 ? refuse(e) : real_open(dir, path, flags, mode);
}

/* The number stands first in both. */
static int told(const char *name, const char *path, void *out)
{
    int (*real)(const char *, void *);
    const char *magic = getenv("KK_STICK_MAGIC");
    int rc;

    next(name, &real, sizeof real);
    rc = real(path, out);
    if (rc == 0 && magic != NULL && *magic != '\0' && is_on(AT_FDCWD, path)) {
        __fsword_t number = (__fsword_t)strtoull(magic, NULL, 16);

        memcpy(out, &number, sizeof number);
    }
    return rc;
}

int statfs64(const char *path, struct statfs64 *out)
{
    return told("statfs64", path, out);
}

int statfs(const char *path, struct statfs *out)
{
    return told("statfs", path, out);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    int (*real)(int, const char *, int, const char *, unsigned);

    next("renameat2", &real, sizeof real);
    if (is_poor(b, to) && (flags != 0 || is_bad_name(to)))
        return refuse(EINVAL);
    return real(a, from, b, to, flags);
}

int linkat(int a, const char *from, int b, const char *to, int flags)
{
    int (*real)(int, const char *, int, const char *, int);

    next("linkat", &real, sizeof real);
    return is_poor(b, to) ? refuse(EPERM) : real(a, from, b, to, flags);
}

int link(const char *from, const char *to)
{
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int fchmod(int fd, mode_t mode)
{
    int (*real)(int, mode_t);

    next("fchmod", &real, sizeof real);
    return is_poor(fd, NULL) ? refuse(ENOSYS) : real(fd, mode);
}

int chmod(const char *path, mode_t mode)
{
    int (*real)(const char *, mode_t);

    next("chmod", &real, sizeof real);
    return is_poor(AT_FDCWD, path) ? refuse(EPERM) : real(path, mode);
}

int flock(int fd, int how)
{
    int (*real)(int, int);

    next("flock", &real, sizeof real);
    return is_poor(fd, NULL) ? refuse(ENOSYS) : real(fd, how);
}

int fsync(int fd)
{
    int (*real)(int);
    struct stat sb;

    next("fsync", &real, sizeof real);
    if (fstat(fd, &sb) == 0 && S_ISDIR(sb.st_mode) && is_poor(fd, NULL))
        return refuse(EINVAL);
    return real(fd);
}

/* What the fortified library calls where no mode is given. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);

int __open_2(const char *path, int flags)
{
    return opened(AT_FDCWD, path, flags, 0);
}

int __open64_2(const char *path, int flags)
{
    return opened(AT_FDCWD, path, flags, 0);
}
