/* What the features say of a table's rows, found once a table: an import
 * touches thousands of rows of one. */
#include "internal.h"

#include <kikusui/base/data.h>
#include <kikusui/base/shown.h>

void kk_ways_add(struct kk_ways *w, const char *sql)
{
    kk_grow(&w->sql, &w->cap, w->n + 1, sizeof *w->sql);
    w->sql[w->n++] = sql;
}

bool kk_ways_of(struct kk_ways *w, const char *part, const struct kk_table *t)
{
    const struct kk_data *data;
    char name[80];

    if (w->tab == t->id)
        return false;
    w->tab = t->id;
    w->n = 0;
    kk_fmt(name, sizeof name, "%s_%s", part, t->name);
    for (size_t i = 0; (data = kk_data_part(name, &i)) != NULL; i++)
        kk_ways_add(w, data->bytes);
    return true;
}

void kk_ways_free(struct kk_ways *w)
{
    kk_free(w->sql);
    kk_arena_free(&w->arena);
    *w = (struct kk_ways){0};
}
