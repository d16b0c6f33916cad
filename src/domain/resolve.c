/* What was typed → one row, and a row → its label: both ask the names.sql of
 * the kind. */
#include "listing_sql.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/feature.h>
#include <kikusui/store/db.h>

#include <string.h>

#define MAX_BINDS 96
#define MAX_NAMED 8 /* candidates named in a message */

struct found {
    size_t n;
    kk_id id;
    const char *label;
    struct kk_str names;
};

static const struct kk_data *names_of(const struct kk_kind *kind,
                                      struct kk_err *err)
{
    char name[128];
    const struct kk_data *data;

    kk_fmt(name, sizeof name, "%s/names", kind->name);
    data = kk_data_sql(name);
    if (data == NULL)
        (void)kk_fail(err, KK_BUG, "問い合わせ「%s」がありません", name);
    return data;
}

static void add_names(const struct kk_data *data, enum kk_block block,
                      struct kk_str *sql)
{
    kk_str_add(sql, "WITH n(id, label, gone, keys, readings, parts) AS (\n");
    kk_sql_add_blocks(data, KK_STANDS(block), sql);
    kk_str_addc(sql, ')');
}

void kk_sql_add_names(const struct kk_kind *kind, struct kk_str *out)
{
    const struct kk_data *data = names_of(kind, NULL);

    if (data != NULL)
        add_names(data, KK_BLOCK_NONE, out);
}

enum kk_status kk_names_sql(const struct kk_kind *kind, bool find,
                            struct kk_str *sql, struct kk_err *err)
{
    const struct kk_data *data = names_of(kind, err);

    if (data == NULL)
        return KK_BUG;
    add_names(data, find ? KK_BLOCK_FIND : KK_BLOCK_NONE, sql);
    if (!find) {
        kk_str_add(sql, " SELECT label FROM n WHERE id = :id");
        return KK_OK;
    }
    kk_str_addf(
        sql,
        ", met AS (SELECT id, label, CASE"
        " WHEN id = :refid OR " KK_NAMED_WHOLE(
            "keys") " THEN 0"
                    " WHEN " KK_NAMED_WHOLE(
                        "readings") " THEN 1"
                                    " WHEN :fold <> '' AND instr(parts, :fold) "
                                    "> 0 THEN 2%s END"
                                    " AS how FROM n WHERE gone IS NULL)"
                                    " SELECT id, label, how FROM met"
                                    " WHERE how = (SELECT min(how) FROM met) "
                                    "ORDER BY label, id",
        kk_sql_has_block(data, KK_BLOCK_FIND) ? " ELSE 3" : "");
    return KK_OK;
}

#define BY_PART 2 /* how a row was found, as above */

static enum kk_status look_up(struct kk_ctx *ctx, const struct kk_kind *kind,
                              const struct kk_bind *binds, bool whole,
                              struct kk_arena *arena, struct found *f,
                              struct kk_err *err)
{
    struct kk_str sql = {0};
    struct kk_cur *cur = NULL;
    enum kk_status st = kk_names_sql(kind, true, &sql, err);

    if (st == KK_OK)
        st = kk_cur_open_sql(ctx->db, kk_str_c(&sql), binds, &cur, err);
    kk_str_free(&sql);
    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        const char *label = kk_cur_text(cur, 1);

        if (whole && kk_cur_int(cur, 2) == BY_PART)
            continue;
        if (label == NULL)
            label = "";
        if (f->n == 0) {
            f->id = kk_cur_int(cur, 0);
            f->label = kk_arena_strdup(arena, label);
        }
        if (f->n < MAX_NAMED)
            kk_str_addf(&f->names, "%s%s", f->n > 0 ? "、" : "", label);
        else if (f->n == MAX_NAMED)
            kk_str_add(&f->names, " ほか");
        f->n++;
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status resolve(struct kk_ctx *ctx, const struct kk_kind *kind,
                              const char *ref, const struct kk_bind *binds,
                              bool whole, struct kk_arena *arena, kk_id *id,
                              const char **label, struct kk_err *err)
{
    struct kk_bind all[MAX_BINDS + 5] = {0};
    struct found f = {0};
    struct kk_str fold = {0}, ident = {0};
    int64_t refid = 0;
    size_t n = 0;
    enum kk_status st = kk_typed_fits(kind->label, ref, err);

    *id = 0;
    *label = NULL;
    if (st != KK_OK)
        return st;
    kk_fold(ref, &fold);
    kk_ident(ref, &ident);
    if (!whole)
        (void)kk_parse_i64(ref, &refid);
    for (; binds != NULL && binds->name != NULL && n < MAX_BINDS; binds++)
        all[n++] = *binds;
    all[n++] = (struct kk_bind){"ref", kk_vtext(ref)};
    all[n++] = (struct kk_bind){"fold", kk_vtext(kk_str_c(&fold))};
    all[n++] = (struct kk_bind){"ident", kk_vtext(kk_str_c(&ident))};
    all[n++] = (struct kk_bind){"refid", kk_vid(refid)};
    st = look_up(ctx, kind, all, whole, arena, &f, err);
    if (st == KK_OK && f.n == 0)
        st = kk_fail(err, KK_REFUSED, "%s「%.*s」が見つかりません", kind->label,
                     KK_CUT(ref, 100));
    else if (st == KK_OK && f.n > 1)
        st = kk_fail(err, KK_REFUSED,
                     "%s「%.*s」に当たるものが%zu件あります。絞って"
                     "ください: %s",
                     kind->label, KK_CUT(ref, 100), f.n, kk_str_c(&f.names));
    if (st == KK_OK) {
        *id = f.id;
        *label = f.label;
    }
    kk_str_free(&fold);
    kk_str_free(&ident);
    kk_str_free(&f.names);
    return st;
}

enum kk_status kk_resolve(struct kk_ctx *ctx, const struct kk_kind *kind,
                          const char *ref, const struct kk_bind *binds,
                          struct kk_arena *arena, kk_id *id, const char **label,
                          struct kk_err *err)
{
    return resolve(ctx, kind, ref, binds, false, arena, id, label, err);
}

enum kk_status kk_resolve_whole(struct kk_ctx *ctx, const struct kk_kind *kind,
                                const char *ref, const struct kk_bind *binds,
                                struct kk_arena *arena, kk_id *id,
                                const char **label, struct kk_err *err)
{
    return resolve(ctx, kind, ref, binds, true, arena, id, label, err);
}

enum kk_status kk_label(struct kk_ctx *ctx, const struct kk_kind *kind,
                        kk_id id, struct kk_arena *arena, const char **label,
                        struct kk_err *err)
{
    struct kk_str sql = {0};
    struct kk_cur *cur = NULL;
    enum kk_status st = kk_names_sql(kind, false, &sql, err);

    *label = "";
    id = kk_ruled_now(ctx, kind->table, id);
    if (st == KK_OK)
        st = kk_cur_open_sql(ctx->db, kk_str_c(&sql),
                             KK_BINDS({"id", kk_vint(id)}), &cur, err);
    kk_str_free(&sql);
    if (st != KK_OK)
        return st;
    st = kk_cur_next(cur, err);
    if (st == KK_OK && kk_cur_text(cur, 0) != NULL)
        *label = kk_arena_strdup(arena, kk_cur_text(cur, 0));
    kk_cur_close(&cur);
    return st;
}

enum kk_status kk_show_load(struct kk_ctx *ctx, const struct kk_kind *kind,
                            kk_id id, struct kk_arena *arena,
                            struct kk_val **val, size_t *n, struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st;

    *n = 0;
    *val = NULL;
    if (kind->show == NULL || kind->cols == NULL)
        return KK_OK;
    id = kk_ruled_now(ctx, kind->table, id);
    st = kk_cur_open(ctx->db, kind->show, KK_BINDS({"id", kk_vint(id)}), &cur,
                     err);
    if (st == KK_OK)
        st = kk_cur_next(cur, err);
    if (st == KK_OK) {
        while (kind->cols[*n].name != NULL)
            ++*n;
        *val = kk_arena_alloc(arena, (*n + 1) * sizeof **val);
    }
    for (size_t i = 0; i < *n; i++) {
        int col = kk_cur_col(cur, kind->cols[i].name);
        struct kk_val v = col < 0 ? kk_vnull() : kk_cur_val(cur, col);

        (*val)[i] = kk_val_keep(arena, v);
    }
    kk_cur_close(&cur);
    return st;
}
