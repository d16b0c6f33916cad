/* The files of data/ that the program was built with, by name. */
#include "embedded.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/data.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OVERLAY_MAX ((size_t)16 << 20)

/* Mutable and static, for KIKUSUI_DATA alone: callers borrow data for ever, so
 * what was read from the folder must live as long as the process. An entry is
 * read once and never replaced. */
static struct kk_data *overlay; /* kk_embedded_n of them; bytes NULL: unread */

bool kk_in_build_tree(void)
{
#ifdef KK_BUILD_ROOT
    static int known = -1; /* an executable does not move while it runs */
    char exe[4096];
    ssize_t n;

    if (known < 0) {
        n = readlink("/proc/self/exe", exe, sizeof exe - 1);
        exe[n < 0 ? 0 : n] = '\0';
        known = kk_str_starts(exe, KK_BUILD_ROOT "/");
    }
    return known == 1;
#else
    return false;
#endif
}

static int by_name(const void *key, const void *item)
{
    const struct kk_data *d = item;

    return strcmp(key, d->name);
}

static const struct kk_data *from_folder(const char *dir,
                                         const struct kk_data *embedded)
{
    struct kk_data *d;

    if (overlay == NULL)
        overlay = kk_alloc(kk_embedded_n * sizeof *overlay);
    d = &overlay[embedded - kk_embedded];
    if (d->bytes == NULL) {
        char *path = kk_path_join(dir, embedded->name);
        struct kk_str text = {0};
        *d = *embedded;
        if (kk_file_read(path, OVERLAY_MAX, false, &text, NULL) == KK_OK) {
            unsigned char *hash = kk_alloc(KK_HASH_BYTES);
            struct kk_hash h;

            kk_hash_init(&h);
            kk_hash_add(&h, kk_str_c(&text), text.n_bytes);
            kk_hash_end(&h, hash);
            d->n_bytes = text.n_bytes;
            d->bytes = kk_str_take(&text);
            d->hash = (const char *)hash;
        }
        kk_str_free(&text);
        kk_free(path);
    }
    return d;
}

/* Only a program that stands where it was built reads it: an installed one has
 * the data that it was tested with, whatever its environment says. */
static const struct kk_data *choose(const struct kk_data *embedded)
{
    const char *dir = kk_in_build_tree() ? getenv("KIKUSUI_DATA") : NULL;

    if (dir == NULL || *dir == '\0')
        return embedded;
    return from_folder(dir, embedded);
}

const struct kk_data *kk_data_find(const char *name)
{
    const struct kk_data *d = bsearch(name, kk_embedded, kk_embedded_n,
                                      sizeof kk_embedded[0], by_name);

    return d == NULL ? NULL : choose(d);
}

const struct kk_data *kk_data_sql(const char *name)
{
    static const char *const folders[] = {"feature", "sql"};
    const struct kk_data *d = NULL;

    for (size_t i = 0; d == NULL && i < sizeof folders / sizeof *folders; i++) {
        struct kk_str file = {0};

        kk_str_addf(&file, "%s/%s.sql", folders[i], name);
        d = kk_data_find(kk_str_c(&file));
        kk_str_free(&file);
    }
    return d;
}

/* What follows feature/KIND/ of the n-th of the features' files. */
static const char *part_name(size_t n)
{
    const char *name = kk_embedded[kk_embedded_part[n]].name;

    return strchr(name + strlen("feature/"), '/') + 1;
}

/* The first of them whose name is not before prefix. */
static size_t first_part(const char *prefix)
{
    size_t lo = 0, hi = kk_embedded_parts, n = strlen(prefix);

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (strncmp(part_name(mid), prefix, n) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

const struct kk_data *kk_data_part(const char *part, size_t *i)
{
    size_t n = strlen(part);

    for (size_t p = first_part(part); p < kk_embedded_parts; p++) {
        const char *name = part_name(p);

        if (strncmp(name, part, n) != 0)
            break;
        if (strcmp(name + n, ".sql") != 0 || kk_embedded_part[p] < *i)
            continue;
        *i = kk_embedded_part[p];
        return choose(&kk_embedded[*i]);
    }
    return NULL;
}

const struct kk_data *kk_data_parts(const char *prefix, size_t *i)
{
    if (*i == 0)
        *i = first_part(prefix);
    if (*i >= kk_embedded_parts ||
        strncmp(part_name(*i), prefix, strlen(prefix)) != 0)
        return NULL;
    return choose(&kk_embedded[kk_embedded_part[*i]]);
}

const struct kk_data *kk_data_under(const char *folder, size_t *i)
{
    size_t lo = *i, hi = *i == 0 ? kk_embedded_n : *i;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (strcmp(kk_embedded[mid].name, folder) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    *i = lo;
    return lo < kk_embedded_n && kk_str_starts(kk_embedded[lo].name, folder)
               ? choose(&kk_embedded[lo])
               : NULL;
}

size_t kk_data_count(void)
{
    return kk_embedded_n;
}

const struct kk_data *kk_data_at(size_t i)
{
    return i < kk_embedded_n ? choose(&kk_embedded[i]) : NULL;
}
