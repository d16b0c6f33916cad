/* What every feature adds to one list: its parts of one name, joined. */
#include "listing_sql.h"

#include <kikusui/base/shown.h>

#include <string.h>

static void add_columns(struct kk_str *sql, const struct kk_listing *l)
{
    kk_str_add(sql, "SELECT id");
    for (const struct kk_col *c = l->cols; c->name != NULL; c++)
        kk_str_addf(sql, ",\"%s\"", c->name);
}

static void begin_part(struct kk_str *sql)
{
    kk_str_add(sql, sql->n_bytes > 0 ? "\nUNION ALL\n" : "");
}

static void join_files(const struct kk_listing *l, struct kk_str *sql)
{
    const struct kk_data *part;

    for (size_t i = 0; (part = kk_data_part(l->sql, &i)) != NULL; i++) {
        begin_part(sql);
        add_columns(sql, l);
        kk_str_addf(sql, " FROM (%s\n)", part->bytes);
    }
}

/* --- what is found in every kind's own list --- */

/* The list of all that kind's records, where it can be searched. */
static const struct kk_listing *list_of(const struct kk_registry *reg,
                                        const struct kk_kind *kind)
{
    const struct kk_listing *l;
    char sql[128];

    kk_fmt(sql, sizeof sql, "%s/list", kind->name);
    for (size_t i = 0; (l = kk_listing_at(reg, i)) != NULL; i++)
        if (strcmp(l->sql, sql) == 0 && (l->flags & KK_LIST_SEARCH) != 0)
            return l;
    return NULL;
}

static bool shows(const struct kk_listing *l, const char *name)
{
    for (const struct kk_col *c = l->cols; c->name != NULL; c++)
        if (strcmp(c->name, name) == 0)
            return true;
    return false;
}

/* One column of the joined list, of a record that `from` shows. What is open
 * comes first, before it only what was typed whole; then one kind after the
 * other, `nth`. */
static void add_found_column(struct kk_str *sql, const char *name,
                             const struct kk_listing *from,
                             const struct kk_kind *kind, size_t nth)
{
    if (strcmp(name, "target") == 0)
        kk_str_addf(sql, ", '%s'", kind->name);
    else if (strcmp(name, "kind") == 0)
        kk_str_addf(sql, ", '%s'", kind->label);
    else if (strcmp(name, "what") == 0)
        kk_str_add(sql, ", n.label");
    else if (strcmp(name, "sort") == 0)
        kk_str_addf(sql,
                    ", CASE WHEN " KK_NAMED_WHOLE(
                        "n.keys") " THEN 0 WHEN %s THEN 1 ELSE 2 END * 1000 + "
                                  "%zu",
                    shows(from, "open") ? "kk_x.\"open\"" : "0", nth);
    else if (shows(from, name))
        kk_str_addf(sql, ", kk_x.\"%s\"", name);
    else
        kk_str_add(sql, ", NULL");
    kk_str_addf(sql, " AS \"%s\"", name);
}

static void join_found(const struct kk_listing *l,
                       const struct kk_listing *from,
                       const struct kk_kind *kind, size_t nth,
                       struct kk_str *sql)
{
    begin_part(sql);
    add_columns(sql, l);
    kk_str_add(sql, " FROM (");
    kk_sql_add_names(kind, sql);
    kk_str_add(sql, " SELECT kk_x.id AS id");
    for (const struct kk_col *c = l->cols; c->name != NULL; c++)
        add_found_column(sql, c->name, from, kind, nth);
    kk_str_add(sql, " FROM (");
    kk_sql_add_blocks(kk_data_sql(from->sql), KK_STANDS(KK_BLOCK_ASIDE), sql);
    kk_str_add(sql, ") AS kk_x JOIN n ON n.id = kk_x.id WHERE ");
    kk_sql_add_found(from, sql);
    kk_str_addc(sql, ')');
}

static void join_lists(const struct kk_registry *reg,
                       const struct kk_listing *l, struct kk_str *sql)
{
    size_t nth = 0;

    for (const struct kk_feature *const *f = reg->features; *f != NULL; f++)
        for (const struct kk_kind *k = (*f)->kinds; k != NULL && k->name; k++) {
            const struct kk_listing *from = list_of(reg, k);

            if (from != NULL && !kk_kind_has_sql(k, l->sql))
                join_found(l, from, k, nth++, sql);
        }
}

const struct kk_data *kk_listing_text(const struct kk_registry *reg,
                                      const struct kk_listing *l,
                                      struct kk_arena *arena)
{
    struct kk_str sql = {0};
    struct kk_data *out;

    if ((l->flags & KK_LIST_JOINED) == 0)
        return kk_data_sql(l->sql);
    join_files(l, &sql);
    if ((l->flags & KK_LIST_SEARCH) != 0)
        join_lists(reg, l, &sql);
    out = kk_arena_alloc(arena, sizeof *out);
    *out = (struct kk_data){.name = l->sql,
                            .bytes = kk_arena_strdup(arena, kk_str_c(&sql)),
                            .n_bytes = sql.n_bytes};
    kk_str_free(&sql);
    return out->n_bytes > 0 ? out : NULL;
}
