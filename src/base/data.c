/* The files of data/ that the program was built with, by name. */
#include "embedded.h"

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
            d->n_bytes = text.n_bytes;
            d->bytes = kk_str_take(&text);
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

static bool is_part(const char *name, const char *part)
{
    static const char folder[] = "feature/";
    size_t n = strlen(part);

    if (strncmp(name, folder, sizeof folder - 1) != 0)
        return false;
    name = strchr(name + sizeof folder - 1, '/');
    return name != NULL && strncmp(name + 1, part, n) == 0 &&
           strcmp(name + 1 + n, ".sql") == 0;
}

const struct kk_data *kk_data_part(const char *part, size_t *i)
{
    for (; *i < kk_embedded_n; ++*i)
        if (is_part(kk_embedded[*i].name, part))
            return choose(&kk_embedded[*i]);
    return NULL;
}

size_t kk_data_count(void)
{
    return kk_embedded_n;
}

const struct kk_data *kk_data_at(size_t i)
{
    return i < kk_embedded_n ? choose(&kk_embedded[i]) : NULL;
}
