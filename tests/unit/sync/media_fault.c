/* A stick that fails at each step of a writing. The linker puts the __wrap_
 * functions in front of the system's calls (meson.build lists them). */
#include "temp.h"

#include <kikusui/sync/media.h>

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>

#include <sys/stat.h>
#include <sys/statvfs.h>

/* The calls of a writing that may fail, one letter each in the trace. */
enum call { NO_CALL, OPEN, WRITE, FSYNC, RENAME, SYNCFS, DROP, READ };

static struct {
    bool armed;
    enum call fails;
    int nth, errnum; /* the nth such call fails */
    int seen;
    bool corrupt;   /* what is read back differs in one bit */
    bool no_rename; /* renameat2 does not know RENAME_NOREPLACE */
    uint64_t free;  /* bytes the file system says; 0: its own word */
    ino_t failed_fsync;
    bool fsync_again;
    char trace[256];
} io;

static bool fails(enum call call)
{
    size_t n = strlen(io.trace);

    if (!io.armed)
        return false;
    if (n + 1 < sizeof io.trace &&
        (n == 0 || io.trace[n - 1] != "-owfrsdv"[call]))
        io.trace[n] = "-owfrsdv"[call];
    if (call != io.fails || ++io.seen != io.nth)
        return false;
    errno = io.errnum;
    return true;
}

int __real_openat64(int dir, const char *path, int flags, ...);
int __wrap_openat64(int dir, const char *path, int flags, ...);
ssize_t __real_write(int fd, const void *p, size_t n);
ssize_t __wrap_write(int fd, const void *p, size_t n);
int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_renameat2(int a, const char *from, int b, const char *to,
                     unsigned flags);
int __wrap_renameat2(int a, const char *from, int b, const char *to,
                     unsigned flags);
int __real_renameat(int a, const char *from, int b, const char *to);
int __wrap_renameat(int a, const char *from, int b, const char *to);
int __real_syncfs(int fd);
int __wrap_syncfs(int fd);
int __real_posix_fadvise64(int fd, off_t at, off_t n, int advice);
int __wrap_posix_fadvise64(int fd, off_t at, off_t n, int advice);
ssize_t __real_read(int fd, void *p, size_t n);
ssize_t __wrap_read(int fd, void *p, size_t n);
int __real_fstatvfs64(int fd, struct statvfs *v);
int __wrap_fstatvfs64(int fd, struct statvfs *v);

int __wrap_openat64(int dir, const char *path, int flags, ...)
{
    va_list ap;
    mode_t mode = 0;

    va_start(ap, flags);
    if ((flags & O_CREAT) != 0)
        mode = va_arg(ap, mode_t);
    va_end(ap);
    if ((flags & O_CREAT) != 0 && fails(OPEN))
        return -1;
    return __real_openat64(dir, path, flags, mode);
}

/* A full medium takes a part of what it is given first. */
ssize_t __wrap_write(int fd, const void *p, size_t n)
{
    if (fails(WRITE))
        return -1;
    return __real_write(fd, p, io.armed && n > 1 ? n / 2 : n);
}

int __wrap_fsync(int fd)
{
    struct stat sb = {0};

    if (io.armed && fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) &&
        sb.st_ino == io.failed_fsync)
        io.fsync_again = true;
    if (!fails(FSYNC))
        return __real_fsync(fd);
    io.failed_fsync = sb.st_ino;
    return -1;
}

int __wrap_renameat2(int a, const char *from, int b, const char *to,
                     unsigned flags)
{
    if (io.armed && io.no_rename) {
        errno = EINVAL;
        return -1;
    }
    return fails(RENAME) ? -1 : __real_renameat2(a, from, b, to, flags);
}

int __wrap_renameat(int a, const char *from, int b, const char *to)
{
    return fails(RENAME) ? -1 : __real_renameat(a, from, b, to);
}

int __wrap_syncfs(int fd)
{
    return fails(SYNCFS) ? -1 : __real_syncfs(fd);
}

int __wrap_posix_fadvise64(int fd, off_t at, off_t n, int advice)
{
    (void)fails(DROP);
    return __real_posix_fadvise64(fd, at, n, advice);
}

ssize_t __wrap_read(int fd, void *p, size_t n)
{
    ssize_t got;

    if (fails(READ))
        return -1;
    got = __real_read(fd, p, n);
    if (io.armed && io.corrupt && got > 0)
        ((char *)p)[got - 1] ^= 1;
    return got;
}

int __wrap_fstatvfs64(int fd, struct statvfs *v)
{
    int rc = __real_fstatvfs64(fd, v);

    if (io.armed && io.free > 0) {
        v->f_frsize = 1;
        v->f_bavail = io.free;
    }
    return rc;
}

static const char name[] = "KKS-7F3A-0B21C4-000123.KKS";
static const char content[] = "0123456789";

static enum kk_status write_it(const char *dir, struct kk_err *err)
{
    enum kk_status st;

    io.armed = true;
    st = kk_media_write(dir, name, content, strlen(content), err);
    io.armed = false;
    return st;
}

static void forget(void)
{
    memset(&io, 0, sizeof io);
}

START_TEST(ok_is_said_only_after_every_step_in_its_order)
{
    char *dir = temp_make();
    struct kk_err err = {0};

    forget();
    ck_ok(write_it(dir, &err), &err);
    /* Created, written, file and folder flushed, renamed, folder and file
     * system flushed, cache dropped, read. */
    ck_assert_str_eq(io.trace, "owfrfsdv");
    temp_drop(dir);
}
END_TEST

START_TEST(whatever_fails_nothing_is_left)
{
    static const struct {
        enum call call;
        int nth, errnum;
    } faults[] = {
        {OPEN, 1, ENOSPC},  {OPEN, 1, EROFS},   {OPEN, 1, EIO},
        {WRITE, 1, EIO},    {WRITE, 2, ENOSPC}, {WRITE, 3, EIO},
        {WRITE, 2, EROFS},  {FSYNC, 1, EIO},    {FSYNC, 1, ENOSPC},
        {FSYNC, 2, EIO},    {RENAME, 1, EIO},   {RENAME, 1, ENOSPC},
        {RENAME, 1, EROFS}, {FSYNC, 3, EIO},    {SYNCFS, 1, EIO},
        {SYNCFS, 1, EROFS}, {READ, 1, EIO},     {READ, 1, ENODEV},
    };

    for (int claimed = 0; claimed < 2; claimed++) {
        for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
            char *dir = temp_make();
            struct kk_err err = {0};

            forget();
            io.no_rename = claimed == 1;
            io.fails = faults[i].call;
            io.nth = faults[i].nth;
            io.errnum = faults[i].errnum;
            ck_assert_msg(write_it(dir, &err) == KK_IO, "fault %zu", i);
            ck_assert_int_ge(io.seen, io.nth);
            ck_assert_msg(temp_count(dir) == 0, "fault %zu left a file", i);
            ck_assert_msg(!io.fsync_again, "fault %zu: fsync again", i);
            ck_assert_str_ne(err.text, "");
            temp_drop(dir);
        }
    }
}
END_TEST

START_TEST(a_full_stick_says_what_is_needed_and_what_is_free)
{
    char *dir = temp_make();
    struct kk_err err = {0};

    forget();
    io.free = 7; /* too little from the start: nothing is even tried */
    ck_assert_int_eq(write_it(dir, &err), KK_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "10 バイト必要"));
    ck_assert_ptr_nonnull(strstr(err.text, "空きは 7 バイト"));
    ck_assert_str_eq(io.trace, "");
    forget();
    io.free = 4096; /* it said there was room */
    io.fails = WRITE;
    io.nth = 2;
    io.errnum = ENOSPC;
    ck_assert_int_eq(write_it(dir, &err), KK_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "10 バイト必要"));
    ck_assert_ptr_nonnull(strstr(err.text, "空きは 4096 バイト"));
    ck_assert_int_eq(temp_count(dir), 0);
    temp_drop(dir);
}
END_TEST

START_TEST(a_stick_that_gives_back_other_bytes_is_refused)
{
    char *dir = temp_make();
    struct kk_err err = {0};

    forget();
    io.corrupt = true;
    ck_assert_int_eq(write_it(dir, &err), KK_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "読み戻すと違っています"));
    ck_assert_int_eq(temp_count(dir), 0);
    temp_drop(dir);
}
END_TEST

START_TEST(without_a_refusing_rename_nothing_is_replaced_either)
{
    char *dir = temp_make();
    struct kk_str got = {0};
    struct kk_err err = {0};
    char *path;

    forget();
    io.no_rename = true;
    ck_ok(write_it(dir, &err), &err);
    ck_assert_int_eq(temp_count(dir), 1);
    ck_assert_int_eq(write_it(dir, &err), KK_REFUSED);
    path = kk_path_join(dir, name);
    temp_get(path, &got);
    ck_assert_str_eq(kk_str_c(&got), content);
    ck_assert_int_eq(temp_count(dir), 1);
    kk_str_free(&got);
    kk_free(path);
    temp_drop(dir);
}
END_TEST

KK_TEST_MAIN("media_fault", ok_is_said_only_after_every_step_in_its_order,
             whatever_fails_nothing_is_left,
             a_full_stick_says_what_is_needed_and_what_is_free,
             a_stick_that_gives_back_other_bytes_is_refused,
             without_a_refusing_rename_nothing_is_replaced_either)
