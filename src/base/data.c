#include "embedded.h"

#include <kikusui/base/data.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Mutable and static, for KIKUSUI_DATA alone: callers borrow data for ever, so
 * what was read from the folder must live as long as the process. An entry is
 * read once and never replaced. */
static struct kk_data *overlay; /* kk_embedded_n of them; bytes NULL: unread */

static int by_name(const void *key, const void *item)
{
    const struct kk_data *d = item;

    return strcmp(key, d->name);
}

/* The whole file, NUL-terminated; NULL when it cannot be read. */
static char *slurp(const char *path, size_t *n_bytes)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    long size = -1;

    if (f == NULL)
        return NULL;
    if (fseek(f, 0, SEEK_END) == 0)
        size = ftell(f);
    if (size >= 0 && fseek(f, 0, SEEK_SET) == 0)
        text = calloc((size_t)size + 1, 1);
    if (text != NULL && fread(text, 1, (size_t)size, f) != (size_t)size) {
        free(text);
        text = NULL;
    }
    fclose(f);
    *n_bytes = (size_t)size;
    return text;
}

static const struct kk_data *from_folder(const char *dir,
                                         const struct kk_data *embedded)
{
    struct kk_data *d;
    char path[4096];

    if (overlay == NULL)
        overlay = calloc(kk_embedded_n, sizeof *overlay);
    if (overlay == NULL)
        return embedded;
    d = &overlay[embedded - kk_embedded];
    if (d->bytes == NULL) {
        snprintf(path, sizeof path, "%s/%s", dir, embedded->name);
        *d = *embedded;
        char *text = slurp(path, &d->n_bytes);
        if (text == NULL)
            *d = *embedded;
        else
            d->bytes = text;
    }
    return d;
}

static const struct kk_data *choose(const struct kk_data *embedded)
{
    const char *dir = getenv("KIKUSUI_DATA");

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

size_t kk_data_count(void)
{
    return kk_embedded_n;
}

const struct kk_data *kk_data_at(size_t i)
{
    return i < kk_embedded_n ? choose(&kk_embedded[i]) : NULL;
}
