/* Paths and files: whole reads, writes that are synced, errno in words. */
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

const char *kk_errno_text(int errnum)
{
    static const struct {
        int errnum;
        const char *text;
    } known[] = {
        {EACCES, "権限がありません"},
        {EPERM, "権限がありません"},
        {ENOENT, "ファイルまたはフォルダーがありません"},
        {ENOTDIR, "途中の名前がフォルダーではありません"},
        {EISDIR, "フォルダーです"},
        {EEXIST, "同じ名前のものがあります"},
        {ENOSPC, "空き容量がありません"},
        {EDQUOT, "割り当てられた容量を使い切りました"},
        {EROFS, "書き込み禁止です"},
        {EIO, "装置の読み書きに失敗しました"},
        {ENODEV, "装置が抜かれています"},
        {ENXIO, "装置が抜かれています"},
        {EBUSY, "ほかで使われています"},
        {ELOOP, "シンボリックリンクです"},
        {ENAMETOOLONG, "名前が長すぎます"},
        {EMFILE, "開いているファイルが多すぎます"},
        {ENFILE, "開いているファイルが多すぎます"},
        {EFBIG, "ファイルが大きすぎます"},
        {ENOMEM, "メモリーが足りません"},
        {EINVAL, "この場所ではできません"},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].errnum == errnum)
            return known[i].text;
    return "システムが断りました";
}

static enum kk_status sys_fail(struct kk_err *err, const char *path,
                               const char *what, int errnum)
{
    enum kk_status st = errnum == ELOOP ? KK_REFUSED : KK_IO;

    return kk_fail(err, st, "%s: %s。%s (%d)。", path, what,
                   kk_errno_text(errnum), errnum);
}

static enum kk_status read_all(int fd, const char *path, size_t max_bytes,
                               struct kk_str *out, struct kk_err *err)
{
    char chunk[16384];
    size_t got = 0;

    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return sys_fail(err, path, "読めません", errno);
        if (n == 0)
            return KK_OK;
        if ((size_t)n > max_bytes - got)
            return kk_fail(err, KK_REFUSED,
                           "%s: 大きすぎます。%zu バイトまでです。", path,
                           max_bytes);
        kk_str_addn(out, chunk, (size_t)n);
        got += (size_t)n;
    }
}

enum kk_status kk_file_read(const char *path, size_t max_bytes, bool nofollow,
                            struct kk_str *out, struct kk_err *err)
{
    size_t before = out->n_bytes;
    enum kk_status st;
    struct stat sb;
    /* O_NONBLOCK: a named pipe would hold open() until someone writes. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
                            (nofollow ? O_NOFOLLOW : 0));

    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return kk_fail(err, KK_NONE,
                       "%s: ファイルがありません。名前を確かめてください。",
                       path);
    if (fd < 0)
        return sys_fail(err, path, "開けません", errno);
    if (fstat(fd, &sb) != 0)
        st = sys_fail(err, path, "読めません", errno);
    else if (!S_ISREG(sb.st_mode))
        st = kk_fail(err, KK_REFUSED,
                     "%s: ファイルではありません。ファイルを指定してください。",
                     path);
    else
        st = read_all(fd, path, max_bytes, out, err);
    close(fd);
    if (st != KK_OK && out->n_bytes > before) {
        out->n_bytes = before;
        out->s[before] = '\0';
    }
    return st;
}

int kk_fd_write(int fd, const void *bytes, size_t n_bytes)
{
    const char *p = bytes;

    while (n_bytes > 0) {
        ssize_t n = write(fd, p, n_bytes);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        p += n;
        n_bytes -= (size_t)n;
    }
    return 0;
}

/* 0 or errno. FAT sticks keep no modes and refuse to be told one; ENOSYS: what
 * serves the folder knows none. */
static int fill(int fd, unsigned mode, const void *bytes, size_t n_bytes)
{
    int e;

    if (fchmod(fd, (mode_t)mode) != 0 && errno != EPERM &&
        errno != EOPNOTSUPP && errno != ENOSYS)
        return errno;
    e = kk_fd_write(fd, bytes, n_bytes);
    if (e == 0 && fsync(fd) != 0)
        e = errno;
    return e;
}

/* EINVAL: a file system that cannot sync a folder. */
int kk_fd_sync_dir(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
}

/* The name is claimed with an empty file of ours, which the rename then
 * replaces. */
static int rename_claimed(int dir_fd, const char *from, const char *to,
                          bool *left)
{
    int e,
        fd = openat(dir_fd, to,
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);

    if (fd < 0)
        return errno;
    close(fd);
    if (renameat(dir_fd, from, dir_fd, to) == 0)
        return 0;
    e = errno;
    *left = unlinkat(dir_fd, to, 0) != 0;
    return e;
}

int kk_fd_rename_new(int dir_fd, const char *from, const char *to, bool *left)
{
    *left = false;
    if (renameat2(dir_fd, from, dir_fd, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
        return rename_claimed(dir_fd, from, to, left);
    return errno;
}

static bool owner_of(const char *like, struct stat *sb)
{
    return geteuid() == 0 && lstat(like, sb) == 0;
}

void kk_fd_own_as(int fd, const char *like)
{
    struct stat sb;

    if (owner_of(like, &sb) && fchown(fd, sb.st_uid, sb.st_gid) != 0)
        return; /* FAT keeps none; root may use it all the same */
}

void kk_path_own_as(const char *path, const char *like)
{
    struct stat sb;

    if (owner_of(like, &sb) && lchown(path, sb.st_uid, sb.st_gid) != 0)
        return;
}

static void put_user(uid_t uid, struct kk_str *out)
{
    const struct passwd *pw = getpwuid(uid);

    if (pw != NULL)
        kk_str_add(out, pw->pw_name);
    else
        kk_str_addf(out, "番号%lu", (unsigned long)uid);
}

void kk_path_owner(const char *path, struct kk_str *out)
{
    struct stat sb;

    if (stat(path, &sb) != 0 || sb.st_uid == geteuid())
        return;
    kk_str_add(out, "（持ち主は ");
    put_user(sb.st_uid, out);
    kk_str_add(out, "、今は ");
    put_user(geteuid(), out);
    kk_str_add(out, " です）");
}

/* 0 or errno. */
static int sync_dir(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int e;

    if (fd < 0)
        return errno;
    e = kk_fd_sync_dir(fd);
    close(fd);
    return e;
}

enum kk_status kk_file_replace(const char *path, unsigned mode,
                               const void *bytes, size_t n_bytes,
                               struct kk_err *err)
{
    enum kk_status st = KK_OK;
    char *dir = kk_path_dir(path);
    char *temp = kk_path_join(dir, ".kikusui-XXXXXX");
    int fd = mkostemp(temp, O_CLOEXEC);
    int e = fd < 0 ? errno : fill(fd, mode, bytes, n_bytes);

    if (fd >= 0)
        kk_fd_own_as(fd, access(path, F_OK) == 0 ? path : dir);
    if (fd >= 0 && close(fd) != 0 && e == 0)
        e = errno;
    if (e == 0 && rename(temp, path) != 0)
        e = errno;
    if (e != 0 && fd >= 0)
        unlink(temp);
    if (e == 0)
        e = sync_dir(dir);
    if (e != 0)
        st = sys_fail(err, path, "書き込めません", e);
    kk_free(temp);
    kk_free(dir);
    return st;
}

enum kk_status kk_file_sync(const char *path, struct kk_err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    char *dir = kk_path_dir(path);
    int e = fd < 0 || fsync(fd) != 0 ? errno : sync_dir(dir);

    if (fd >= 0)
        close(fd);
    kk_free(dir);
    return e == 0 ? KK_OK
                  : sys_fail(err, path, "ディスクに書き終えられません", e);
}

static bool is_dir(const char *path)
{
    struct stat sb;

    return stat(path, &sb) == 0 && S_ISDIR(sb.st_mode);
}

/* 0 or errno. */
static int make_one(const char *path, unsigned mode)
{
    char *parent;

    if (mkdir(path, (mode_t)mode) != 0)
        return is_dir(path) ? 0 : errno;
    parent = kk_path_dir(path);
    kk_path_own_as(path, parent);
    kk_free(parent);
    return 0;
}

enum kk_status kk_dir_make(const char *path, unsigned mode, struct kk_err *err)
{
    enum kk_status st = KK_OK;
    char *p = kk_strdup(path);
    int e = 0;

    for (size_t i = 1; e == 0 && i <= strlen(path); i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        p[i] = '\0';
        if (!is_dir(p))
            e = make_one(p, mode);
        p[i] = path[i];
    }
    if (e == 0 && !is_dir(path))
        e = ENOENT;
    if (e != 0)
        st = sys_fail(err, path, "フォルダーを作れません", e);
    kk_free(p);
    return st;
}

char *kk_path_join(const char *dir, const char *name)
{
    struct kk_str s = {0};

    kk_str_add(&s, dir);
    if (s.n_bytes > 0 && s.s[s.n_bytes - 1] != '/')
        kk_str_addc(&s, '/');
    kk_str_add(&s, name);
    return kk_str_take(&s);
}

char *kk_path_dir(const char *path)
{
    size_t n = strlen(path);

    while (n > 1 && path[n - 1] == '/')
        n--;
    while (n > 0 && path[n - 1] != '/')
        n--;
    while (n > 1 && path[n - 1] == '/')
        n--;
    return n == 0 ? kk_strdup(".") : kk_strndup(path, n);
}

/* Appends the components of `rest` to `s`; what does not exist has no links,
 * so that ".." can be taken by its letters. */
static void add_components(struct kk_str *s, const char *rest)
{
    while (*rest != '\0') {
        size_t n = strcspn(rest, "/");

        if (n == 2 && memcmp(rest, "..", 2) == 0) {
            char *up = kk_path_dir(kk_str_c(s));

            kk_str_clear(s);
            kk_str_add(s, up);
            kk_free(up);
        } else if (n > 0 && !(n == 1 && *rest == '.')) {
            if (s->s[s->n_bytes - 1] != '/')
                kk_str_addc(s, '/');
            kk_str_addn(s, rest, n);
        }
        rest += n;
        rest += *rest == '/';
    }
}

char *kk_path_abs(const char *path)
{
    size_t n = strlen(path);
    char *head = kk_strdup(path);
    struct kk_str s = {0};
    char *real = realpath(head, NULL);

    while (real == NULL && n > 0) {
        while (n > 0 && head[n - 1] == '/')
            n--;
        while (n > 0 && head[n - 1] != '/')
            n--;
        head[n] = '\0';
        if (n > 0)
            real = realpath(head, NULL);
    }
    if (real == NULL)
        real = realpath(".", NULL);
    kk_str_add(&s, real == NULL ? "/" : real);
    add_components(&s, path + n);
    free(real);
    kk_free(head);
    return kk_str_take(&s);
}
