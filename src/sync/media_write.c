/* Writing bundle files to a stick: whole, synced, read back. */
#include "part.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/sync/media.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

struct writing {
    const char *dir, *name;
    const void *bytes;
    size_t n_bytes;
    int dir_fd, part_fd;
    char part[KK_PART_NAME_BYTES];
    bool part_made, placed;
};

void kk_part_name(const char *name, char out[KK_PART_NAME_BYTES])
{
    snprintf(out, KK_PART_NAME_BYTES, "~%.*s.part", KK_CUT(name, 200));
}

/* EWOULDBLOCK when another process holds it. Where a file system has no locks,
 * two who write the same name at once spoil each other's try, no more: what
 * they end with is read back. */
static int lock(int fd)
{
    return flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
               ? EWOULDBLOCK
               : 0;
}

int kk_part_remove_stale(int dir_fd, const char *part)
{
    int fd = openat(dir_fd, part, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int e = 0;

    if (fd < 0)
        return errno;
    e = lock(fd);
    if (e == 0 && unlinkat(dir_fd, part, 0) != 0)
        e = errno;
    close(fd);
    return e;
}

/* Bytes an ordinary user may still write; UINT64_MAX where the file system does
 * not tell. */
static uint64_t room_left(int dir_fd)
{
    struct statvfs v;

    if (fstatvfs(dir_fd, &v) != 0 || v.f_blocks == 0)
        return UINT64_MAX;
    return (uint64_t)v.f_bavail * v.f_frsize;
}

static enum kk_status no_room(const struct writing *w, struct kk_err *err)
{
    uint64_t left = room_left(w->dir_fd);

    if (left == UINT64_MAX)
        return kk_fail(
            err, KK_IO,
            "%s: 空きが足りません。%zu バイト必要です。要らない"
            "ファイルを消すか、別の USB メモリーに書き出してください。",
            w->dir, w->n_bytes);
    /* FAT16's own folder holds 512 names; any disk has some such end. */
    if (left >= w->n_bytes && !w->part_made && !w->placed)
        return kk_fail(err, KK_IO,
                       "%s: 空きはありますが、書き足せません。置ける"
                       "ファイルの数がいっぱいです。要らないファイルを消すか、"
                       "フォルダーを作ってその中に書き出してください。",
                       w->dir);
    return kk_fail(err, KK_IO,
                   "%s: 空きが足りません。%zu バイト必要で、空きは %llu "
                   "バイトです。要らないファイルを消すか、別の USB メモリーに"
                   "書き出してください。",
                   w->dir, w->n_bytes, (unsigned long long)left);
}

static enum kk_status failed(const struct writing *w, int e, struct kk_err *err)
{
    const char *what_to_do = "別の USB メモリーに書き出し直してください。"
                             "記録は失われていません。";

    switch (e) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return no_room(w, err);
    case EEXIST:
        return kk_fail(err, KK_REFUSED,
                       "%s: 同じ名前の %s がもうあります。上書きはしません。"
                       "別のフォルダーに書き出してください。",
                       w->dir, w->name);
    case EWOULDBLOCK:
        return kk_fail(err, KK_BUSY,
                       "%s: ほかの kikusui が書き出しています。"
                       "終わってからやり直してください。",
                       w->dir);
    case EROFS:
    case EACCES:
    case EPERM:
        what_to_do = "USB メモリーの書き込み防止スイッチと、フォルダーの権限を"
                     "確かめてください。";
        break;
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
        what_to_do = "USB メモリーが差してあるか、フォルダー名が正しいか"
                     "確かめてください。";
        break;
    }
    return kk_fail(err, KK_IO, "%s に書けません。%s（%d）。%s", w->dir,
                   kk_errno_text(e), e, what_to_do);
}

/* Creates and locks the part, readable for all: it is sealed, and on the stick
 * of another machine its reader may have another user number. What an earlier,
 * broken-off writing left is removed first, once: a stick pulled too early must
 * not block the next try. */
static int make_part(struct writing *w)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    struct stat sb;

    w->part_fd = openat(w->dir_fd, w->part, flags, 0644);
    if (w->part_fd < 0 && errno == EEXIST) {
        int e = kk_part_remove_stale(w->dir_fd, w->part);

        if (e != 0)
            return e;
        w->part_fd = openat(w->dir_fd, w->part, flags, 0644);
    }
    if (w->part_fd < 0)
        return errno == EEXIST ? EWOULDBLOCK : errno;
    /* Between creation and lock another may have taken it for a stale one. */
    if (lock(w->part_fd) != 0 || fstat(w->part_fd, &sb) != 0 ||
        sb.st_nlink == 0)
        return EWOULDBLOCK;
    w->part_made = true;
    return 0;
}

/* A failed fsync has thrown the pages away: asking again would say all is
 * well. So one try, and the file goes. The descriptor stays open for its lock
 * until the end. */
static int fill_part(const struct writing *w)
{
    int e = kk_fd_write(w->part_fd, w->bytes, w->n_bytes);

    if (e == 0 && fsync(w->part_fd) != 0)
        e = errno;
    return e == 0 ? kk_fd_sync_dir(w->dir_fd) : e;
}

/* Removes an empty file of our name, which is what a power cut leaves on FAT;
 * no bundle is empty. */
static bool remove_empty(const struct writing *w)
{
    struct stat sb;

    return fstatat(w->dir_fd, w->name, &sb, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISREG(sb.st_mode) && sb.st_size == 0 &&
           unlinkat(w->dir_fd, w->name, 0) == 0;
}

static int rename_new(struct writing *w)
{
    return kk_fd_rename_new(w->dir_fd, w->part, w->name, &w->placed);
}

static int place(struct writing *w)
{
    int e = rename_new(w);

    if (e == EEXIST && remove_empty(w))
        e = rename_new(w);
    if (e != 0)
        return e;
    w->part_made = false;
    w->placed = true;
    e = kk_fd_sync_dir(w->dir_fd);
    if (e == 0 && syncfs(w->dir_fd) != 0)
        e = errno;
    return e;
}

static bool same_bytes(int fd, const char *want, size_t n_bytes, int *e)
{
    char chunk[65536];
    ssize_t n = 0;

    for (size_t at = 0; at < n_bytes; at += (size_t)n) {
        n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR) {
            n = 0;
            continue;
        }
        if (n < 0)
            *e = errno;
        if (n <= 0 || (size_t)n > n_bytes - at ||
            memcmp(chunk, want + at, (size_t)n) != 0)
            return false;
    }
    return read(fd, chunk, 1) == 0;
}

/* From the medium, not from memory. */
static enum kk_status read_back(const struct writing *w, struct kk_err *err)
{
    int fd = openat(w->dir_fd, w->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    int e = 0;
    bool same;

    if (fd < 0)
        return failed(w, errno, err);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    same = same_bytes(fd, w->bytes, w->n_bytes, &e);
    close(fd);
    if (same)
        return KK_OK;
    if (e != 0)
        return failed(w, e, err);
    return kk_fail(err, KK_IO,
                   "%s: 書いた内容を読み戻すと違っています。この "
                   "USB メモリーは使わず、別の USB メモリーに書き出し直して"
                   "ください。記録は失われていません。",
                   w->dir);
}

static void clean_up(const struct writing *w, struct kk_err *err)
{
    bool part_left = w->part_made && unlinkat(w->dir_fd, w->part, 0) != 0;
    bool file_left = w->placed && unlinkat(w->dir_fd, w->name, 0) != 0;

    if (!w->part_made && !w->placed)
        return;
    /* Best effort: the failure that brought us here is what is reported. */
    (void)kk_fd_sync_dir(w->dir_fd);
    if ((part_left || file_left) && err != NULL) {
        char text[sizeof err->text];

        kk_fmt(text, sizeof text, "%s", err->text);
        (void)kk_fail(err, err->status,
                      "%s\n書きかけの %s が残っています。取り込まずに"
                      "消してください。",
                      text, part_left ? w->part : w->name);
    }
}

enum kk_status kk_media_write(const char *dir, const char *name,
                              const void *bytes, size_t n_bytes,
                              struct kk_err *err)
{
    struct writing w = {.dir = dir,
                        .name = name,
                        .bytes = bytes,
                        .n_bytes = n_bytes,
                        .part_fd = -1};
    enum kk_status st = KK_OK;
    int e = 0;

    kk_part_name(name, w.part);
    w.dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (w.dir_fd < 0)
        return failed(&w, errno, err);
    if (room_left(w.dir_fd) < n_bytes)
        e = ENOSPC;
    if (e == 0)
        e = make_part(&w);
    if (e == 0)
        e = fill_part(&w);
    if (e == 0)
        e = place(&w);
    st = e == 0 ? read_back(&w, err) : failed(&w, e, err);
    if (st != KK_OK)
        clean_up(&w, err);
    if (w.part_fd >= 0)
        close(w.part_fd);
    close(w.dir_fd);
    return st;
}
