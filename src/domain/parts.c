/* What every feature adds to one list: its parts of one name, joined. */
#include "listing_sql.h"

static void add_columns(struct kk_str *sql, const struct kk_listing *l)
{
    kk_str_add(sql, "SELECT id");
    for (const struct kk_col *c = l->cols; c->name != NULL; c++)
        kk_str_addf(sql, ",\"%s\"", c->name);
}

const struct kk_data *kk_listing_text(const struct kk_listing *l,
                                      struct kk_arena *arena)
{
    struct kk_str sql = {0};
    struct kk_data *out;
    const struct kk_data *part;

    if ((l->flags & KK_LIST_JOINED) == 0)
        return kk_data_sql(l->sql);
    for (size_t i = 0; (part = kk_data_part(l->sql, &i)) != NULL; i++) {
        kk_str_add(&sql, sql.n_bytes > 0 ? "\nUNION ALL\n" : "");
        add_columns(&sql, l);
        kk_str_addf(&sql, " FROM (%s\n)", part->bytes);
    }
    out = kk_arena_alloc(arena, sizeof *out);
    *out = (struct kk_data){.name = l->sql,
                            .bytes = kk_arena_strdup(arena, kk_str_c(&sql)),
                            .n_bytes = sql.n_bytes};
    kk_str_free(&sql);
    return out->n_bytes > 0 ? out : NULL;
}
