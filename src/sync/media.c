/* Bundle files in a folder: listed, named, tidied. */
#include "part.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/sync/media.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <sys/stat.h>

#define SUFFIX ".KKS"

enum { MAX_FILES = 10000 };

/* The part of the name that all files of a sender have. */
static int name_start(const struct kk_bundle_head *head,
                      char out[KK_MEDIA_NAME_BYTES])
{
    return snprintf(out, KK_MEDIA_NAME_BYTES, "KKS-%02X%02X-%02X%02X%02X-",
                    head->deployment[0], head->deployment[1], head->sender[0],
                    head->sender[1], head->sender[2]);
}

void kk_media_name(const struct kk_bundle_head *head,
                   char out[KK_MEDIA_NAME_BYTES])
{
    int n = name_start(head, out);

    snprintf(out + n, KK_MEDIA_NAME_BYTES - (size_t)n, "%06llu" SUFFIX,
             (unsigned long long)head->seq);
}

/* By the end of the name, however a copy was called; hidden files and parts
 * are not. */
static bool looks_like_one(const char *name)
{
    size_t n = strlen(name);

    return n > strlen(SUFFIX) && name[0] != '.' && name[0] != '~' &&
           strcasecmp(name + n - strlen(SUFFIX), SUFFIX) == 0;
}

static void peek(int dir_fd, const char *name, struct kk_media_file *f)
{
    unsigned char first[KK_BUNDLE_HEADER_BYTES];
    int fd =
        openat(dir_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    ssize_t n;

    if (fd < 0)
        return;
    n = read(fd, first, sizeof first);
    f->has_head = n > 0 && kk_bundle_peek(first, (size_t)n, &f->head);
    close(fd);
}

static int compare_files(const void *a, const void *b)
{
    const struct kk_media_file *x = a, *y = b;
    int c;

    if (x->has_head != y->has_head)
        return x->has_head ? -1 : 1;
    if (x->has_head) {
        c = memcmp(x->head.sender, y->head.sender, sizeof x->head.sender);
        if (c != 0)
            return c;
        if (x->head.seq != y->head.seq)
            return x->head.seq < y->head.seq ? -1 : 1;
    }
    return strcmp(x->name, y->name);
}

static enum kk_status list_entries(DIR *d, const char *dir,
                                   struct kk_media_files *out,
                                   struct kk_err *err)
{
    struct dirent *e;

    errno = 0;
    while ((e = readdir(d)) != NULL) {
        struct kk_media_file f = {0};
        struct stat sb;

        if (!looks_like_one(e->d_name) ||
            fstatat(dirfd(d), e->d_name, &sb, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(sb.st_mode))
            continue;
        if (out->n == MAX_FILES)
            return kk_fail(err, KK_REFUSED,
                           "%s: 受け渡しファイルが %d 個を超えています。"
                           "取り込むファイルを一つずつ指定してください。",
                           dir, MAX_FILES);
        f.n_bytes = (size_t)sb.st_size;
        f.name = kk_strdup(e->d_name);
        peek(dirfd(d), f.name, &f);
        kk_grow(&out->file, &out->cap, out->n + 1, sizeof *out->file);
        out->file[out->n++] = f;
        errno = 0;
    }
    if (errno != 0)
        return kk_fail(err, KK_IO, "%s を読めません。%s。", dir,
                       kk_errno_text(errno));
    return KK_OK;
}

enum kk_status kk_media_list(const char *dir, struct kk_media_files *out,
                             struct kk_err *err)
{
    enum kk_status st;
    DIR *d = opendir(dir);

    *out = (struct kk_media_files){0};
    if (d == NULL)
        return kk_fail(err, errno == ENOENT ? KK_NONE : KK_IO,
                       "%s を開けません。%s。USB メモリーが差してあるか、"
                       "フォルダー名が正しいか確かめてください。",
                       dir, kk_errno_text(errno));
    st = list_entries(d, dir, out, err);
    closedir(d);
    if (st != KK_OK)
        kk_media_files_free(out);
    else if (out->n > 0)
        qsort(out->file, out->n, sizeof *out->file, compare_files);
    return st;
}

void kk_media_files_free(struct kk_media_files *files)
{
    for (size_t i = 0; i < files->n; i++)
        kk_free(files->file[i].name);
    kk_free(files->file);
    *files = (struct kk_media_files){0};
}

enum kk_status kk_media_read(const char *path, struct kk_str *out,
                             struct kk_err *err)
{
    enum kk_status st =
        kk_file_read(path, KK_BUNDLE_MAX_FILE_BYTES, true, out, err);

    /* No regular file, a link or too large: what came is no bundle. */
    if (st == KK_REFUSED) {
        st = KK_BADBUNDLE;
        if (err != NULL)
            err->status = st;
    }
    return st;
}

/* --- tidying --- */

static bool is_data(const struct kk_bundle_head *h)
{
    return h->kind == KK_BUNDLE_TO_OFFICE || h->kind == KK_BUNDLE_TO_LAPTOPS;
}

static bool same_id(const unsigned char a[KK_BUNDLE_ID_BYTES],
                    const unsigned char b[KK_BUNDLE_ID_BYTES])
{
    return memcmp(a, b, KK_BUNDLE_ID_BYTES) == 0;
}

/* Whether the newest takes the place of such a one: a request says all that an
 * earlier one said, with other digits to read aloud. */
static bool outdates(const struct kk_bundle_head *newest,
                     const struct kk_bundle_head *h)
{
    return newest->kind == KK_BUNDLE_REQUEST ? h->kind == KK_BUNDLE_REQUEST
                                             : is_data(h);
}

/* An earlier bundle of that sender under the name we gave it. */
static bool is_earlier(const struct kk_media_file *f,
                       const struct kk_bundle_head *newest)
{
    char name[KK_MEDIA_NAME_BYTES];

    if (!f->has_head || !outdates(newest, &f->head) ||
        !same_id(f->head.deployment, newest->deployment) ||
        !same_id(f->head.sender, newest->sender) ||
        same_id(f->head.bundle, newest->bundle) || f->head.seq >= newest->seq)
        return false;
    kk_media_name(&f->head, name);
    return kk_streq(f->name, name);
}

/* The files are in order of count: from the end, the last bundles stay with
 * all their files. */
static size_t remove_earlier(int dir_fd, const struct kk_media_files *files,
                             const struct kk_bundle_head *newest)
{
    const unsigned char *last = NULL;
    size_t removed = 0, bundles = 0, keep = KK_MEDIA_EARLIER;

    if (newest->kind == KK_BUNDLE_REQUEST)
        keep = 0;
    for (size_t i = files->n; i-- > 0;) {
        const struct kk_media_file *f = &files->file[i];

        if (!is_earlier(f, newest))
            continue;
        if (last == NULL || !same_id(last, f->head.bundle))
            bundles++;
        last = f->head.bundle;
        if (bundles > keep && unlinkat(dir_fd, f->name, 0) == 0)
            removed++;
    }
    return removed;
}

static bool is_over(const struct kk_bundle_head *h,
                    const struct kk_bundle_head *newest,
                    const struct kk_media_over *over)
{
    if (h->kind == KK_BUNDLE_REQUEST)
        return over->asked != NULL && same_id(h->sender, over->asked);
    if (h->kind != KK_BUNDLE_GRANT || h->n_recipients != 1 ||
        !same_id(h->deployment, newest->deployment) ||
        same_id(h->bundle, newest->bundle))
        return false;
    for (size_t i = 0; i < over->n_joined; i++)
        if (memcmp(h->recipients_hash, over->joined[i],
                   sizeof over->joined[i]) == 0)
            return true;
    return false;
}

/* Under the names that they were given: what a person renamed stays. */
static size_t remove_over(int dir_fd, const struct kk_media_files *files,
                          const struct kk_bundle_head *newest,
                          const struct kk_media_over *over)
{
    size_t removed = 0;

    for (size_t i = 0; i < files->n; i++) {
        const struct kk_media_file *f = &files->file[i];
        char name[KK_MEDIA_NAME_BYTES];

        if (!f->has_head || !is_over(&f->head, newest, over))
            continue;
        kk_media_name(&f->head, name);
        if (kk_streq(f->name, name) && unlinkat(dir_fd, f->name, 0) == 0)
            removed++;
    }
    return removed;
}

/* ~NAME.part: ours, or one whose NAME is there. Its writer, where one lives,
 * holds it. */
static bool is_left(int dir_fd, const char *part, const char *start)
{
    size_t n = strlen(part);
    struct stat sb;
    char *name;
    bool left;

    if (n < 6 || !kk_str_starts(part, "~KKS-") ||
        !kk_streq(part + n - 5, ".part"))
        return false;
    if (kk_str_starts(part, start))
        return true;
    name = kk_strdup(part + 1);
    name[n - 6] = '\0';
    left = fstatat(dir_fd, name, &sb, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISREG(sb.st_mode) && sb.st_size > 0;
    kk_free(name);
    return left;
}

static size_t remove_parts(DIR *d, const struct kk_bundle_head *newest)
{
    char start[1 + KK_MEDIA_NAME_BYTES] = "~";
    size_t removed = 0;
    struct dirent *e;

    name_start(newest, start + 1);
    while ((e = readdir(d)) != NULL)
        if (is_left(dirfd(d), e->d_name, start) &&
            kk_part_remove_stale(dirfd(d), e->d_name) == 0)
            removed++;
    return removed;
}

size_t kk_media_tidy(const char *dir, const struct kk_bundle_head *newest,
                     const struct kk_media_over *over)
{
    struct kk_media_files files;
    size_t removed = 0;
    DIR *d;

    if (kk_media_list(dir, &files, NULL) != KK_OK)
        return 0;
    d = opendir(dir);
    if (d != NULL) {
        if (is_data(newest) || newest->kind == KK_BUNDLE_REQUEST)
            removed = remove_earlier(dirfd(d), &files, newest);
        if (over != NULL)
            removed += remove_over(dirfd(d), &files, newest, over);
        removed += remove_parts(d, newest);
        if (removed > 0)
            (void)kk_fd_sync_dir(dirfd(d));
        closedir(d);
    }
    kk_media_files_free(&files);
    return removed;
}
