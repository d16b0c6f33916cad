/* The replicated tables, made of tables.csv when the program is built. */
#include "catalog_rows.h"
#include "internal.h"

#include <string.h>

const struct kk_catalog kk_catalog = {sizeof table / sizeof *table, table};

const struct kk_catalog *kk_db_catalog(const struct kk_db *db)
{
    return &db->catalog;
}

const struct kk_table *kk_catalog_table(const struct kk_catalog *c, int id)
{
    size_t lo = 0, hi = c->n;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (c->table[mid].id == id)
            return &c->table[mid];
        if (c->table[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const struct kk_table *kk_catalog_named(const struct kk_catalog *c,
                                        const char *name)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->table[i].name, name) == 0)
            return &c->table[i];
    return NULL;
}

/* Columns stand in order of id, mostly without gaps. */
const struct kk_column *kk_table_column(const struct kk_table *t, int id)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->column[i].id == id)
            return &t->column[i];
    return NULL;
}

const struct kk_column *kk_table_named(const struct kk_table *t,
                                       const char *name)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->column[i].name, name) == 0)
            return &t->column[i];
    return NULL;
}
