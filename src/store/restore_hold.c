/* Keeping everybody off a database while it is put back. Whoever comes to open
 * it sees the marker; whoever has it open waits for the lock on the file, and
 * then finds that it is another's (kk_db_here). */
#include "restore_priv.h"

#include <kikusui/base/file.h>
#include <kikusui/base/lock.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

/* What SQLite locks of a file: the pending byte, the reserved one, and those
 * that readers share. */
#define SQLITE_LOCK_AT 0x40000000
#define SQLITE_LOCK_BYTES 512

static bool is_suffix(const char *s, size_t n)
{
    return n == strlen(".old-20230412-102000") && memcmp(s, ".old-", 5) == 0;
}

/* One that was not written to its end moved nothing yet. */
static void read_marker(int fd, char suffix[40])
{
    char text[40] = "";
    ssize_t n = pread(fd, text, sizeof text - 1, 0);

    suffix[0] = '\0';
    if (n > 0 && is_suffix(text, (size_t)n))
        snprintf(suffix, 40, "%s", text);
}

enum kk_status kk_restore_mark(const char *path, int wait_ms, int *out,
                               char suffix[40], struct kk_err *err)
{
    char *marker = kk_restore_marker(path), *dir = kk_path_dir(path);
    enum kk_status st = KK_OK;

    for (*out = -1; st == KK_OK && *out < 0;) {
        struct stat by_fd, by_name;
        int fd = open(marker, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

        if (fd < 0) {
            st = kk_fail(err, KK_IO, "%s に書けません: %s", marker,
                         kk_errno_text(errno));
            break;
        }
        kk_fd_own_as(fd, dir);
        st = kk_lock_take(fd, marker, wait_ms, err);
        if (st == KK_OK && fstat(fd, &by_fd) == 0 &&
            stat(marker, &by_name) == 0 && by_fd.st_ino == by_name.st_ino)
            *out = fd;
        else
            close(fd); /* the one before us has taken it away */
    }
    if (st == KK_OK)
        read_marker(*out, suffix);
    else if (st == KK_BUSY)
        kk_err_prefix(err, "復元中です。");
    kk_free(dir);
    kk_free(marker);
    return st;
}

enum kk_status kk_restore_mark_write(int fd, const char *path,
                                     const char *suffix, struct kk_err *err)
{
    char *marker = kk_restore_marker(path);
    size_t n = strlen(suffix);
    enum kk_status st = KK_OK;

    errno = ENOSPC;
    if (ftruncate(fd, 0) != 0 || pwrite(fd, suffix, n, 0) != (ssize_t)n)
        st = kk_fail(err, KK_IO, "%s に書けません: %s", marker,
                     kk_errno_text(errno));
    if (st == KK_OK)
        st = kk_file_sync(marker, err);
    kk_free(marker);
    return st;
}

enum kk_status kk_restore_hold(const char *path, int wait_ms, int *fd,
                               struct kk_err *err)
{
    enum kk_status st;

    *fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (*fd < 0 && errno == ENOENT)
        return KK_OK;
    if (*fd < 0)
        return kk_fail(err, KK_IO, "%s: %s", path, kk_errno_text(errno));
    st = kk_lock_range(*fd, SQLITE_LOCK_AT, SQLITE_LOCK_BYTES, path, wait_ms,
                       err);
    if (st != KK_OK) {
        close(*fd);
        *fd = -1;
    }
    return st;
}
