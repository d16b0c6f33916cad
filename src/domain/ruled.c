/* Rows that a rule demands (store/ruled.c), and the record that the first
 * action on one makes of it. */
#include "args.h"

#include <kikusui/base/data.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/journal.h>
#include <kikusui/store/tx.h>

/* The row by the id of its rule: the rule's own, or a record that was made of
 * it meanwhile, here or on another copy. */
static enum kk_status open_row(struct kk_ctx *ctx, const char *table, kk_id id,
                               struct kk_cur **cur, struct kk_err *err)
{
    char sql[160];

    kk_fmt(sql, sizeof sql,
           "SELECT * FROM ruled_%s WHERE ruled = :id ORDER BY id DESC LIMIT 1",
           table);
    return kk_cur_open_sql(ctx->db, sql, KK_BINDS({"id", kk_vint(id)}), cur,
                           err);
}

static bool has_rule(const struct kk_ctx *ctx, const char *table)
{
    const struct kk_table *t = kk_catalog_named(kk_db_catalog(ctx->db), table);

    return t != NULL && kk_ruled_has(t);
}

kk_id kk_ruled_now(struct kk_ctx *ctx, const char *table, kk_id id)
{
    struct kk_cur *cur = NULL;

    if (id >= 0 || !has_rule(ctx, table) ||
        open_row(ctx, table, id, &cur, NULL) != KK_OK)
        return id;
    if (kk_cur_next(cur, NULL) == KK_OK)
        id = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return id;
}

/* Born with what the rule says of it. */
static enum kk_status make(struct kk_ctx *ctx, const char *table, kk_id *id,
                           struct kk_err *err)
{
    struct kk_cell cell[64];
    struct kk_arena arena = {0};
    struct kk_cur *cur = NULL;
    size_t n = 0;
    enum kk_status st = open_row(ctx, table, *id, &cur, err);

    if (st == KK_OK)
        st = kk_cur_next(cur, err);
    if (st == KK_OK)
        *id = kk_cur_int(cur, 0);
    for (int c = 2; st == KK_OK && c < kk_cur_count(cur); c++)
        if (kk_cur_val(cur, c).type != KK_VNULL)
            cell[n++] =
                (struct kk_cell){kk_arena_strdup(&arena, kk_cur_name(cur, c)),
                                 kk_val_keep(&arena, kk_cur_val(cur, c))};
    cell[n] = (struct kk_cell){.column = NULL};
    kk_cur_close(&cur);
    if (st == KK_OK && *id < 0)
        st = kk_row_insert(ctx->db, table, cell, id, err);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_ruled_make(struct kk_ctx *ctx, struct kk_args *a,
                             struct kk_err *err)
{
    enum kk_status st = KK_OK;

    kk_ruled_back(a);
    for (size_t i = 0; i < a->n && st == KK_OK; i++) {
        const struct kk_kind *kind =
            kk_param_kind(ctx->reg, &a->action->params[i]);
        struct kk_slot *s = &a->slot[i];

        if (kind == NULL || !has_rule(ctx, kind->table))
            continue;
        /* All of them, so that all come back where one cannot be made. */
        s->ruled = kk_alloc((s->n_ids + 1) * sizeof *s->ruled);
        for (size_t k = 0; k < s->n_ids; k++)
            s->ruled[k] = s->ids[k];
        for (size_t k = 0; k < s->n_ids && st == KK_OK; k++)
            if (s->ids[k] < 0)
                st = make(ctx, kind->table, &s->ids[k], err);
        if (s->n_ids > 0)
            s->i = s->ids[0];
    }
    return st;
}

void kk_ruled_back(struct kk_args *a)
{
    for (size_t i = 0; i < a->n; i++) {
        struct kk_slot *s = &a->slot[i];

        for (size_t k = 0; s->ruled != NULL && k < s->n_ids; k++)
            s->ids[k] = s->ruled[k];
        if (s->ruled != NULL && s->n_ids > 0)
            s->i = s->ids[0];
        kk_free(s->ruled);
        s->ruled = NULL;
    }
}

/* The rule's key of a row that the change bore; NULL: no such birth. */
static const char *born_key(struct kk_ctx *ctx, const struct kk_entry_change *c,
                            struct kk_arena *arena)
{
    const struct kk_table *t =
        kk_catalog_table(kk_db_catalog(ctx->db), c->table_id);
    struct kk_val key;

    if (c->column_id != KK_COL_BIRTH || t == NULL || !kk_ruled_has(t) ||
        kk_row_get(ctx->db, t->name, c->row, "rule_key", arena, &key, NULL) !=
            KK_OK ||
        key.type != KK_VTEXT)
        return NULL;
    return key.s;
}

enum kk_status kk_ruled_lost(struct kk_ctx *ctx, const struct kk_entry *lost,
                             const struct kk_entry *won, struct kk_err *err)
{
    struct kk_arena arena = {0};
    enum kk_status st = KK_NONE;

    for (size_t i = 0; i < lost->n_changes; i++) {
        const struct kk_entry_change *c = &lost->change[i];
        const char *key = born_key(ctx, c, &arena);
        bool same = false;

        for (size_t k = 0; key != NULL && k < won->n_changes; k++)
            same |= won->change[k].table_id == c->table_id &&
                    kk_streq(born_key(ctx, &won->change[k], &arena), key);
        if (!same)
            continue;
        st = kk_row_delete(
            ctx->db,
            kk_catalog_table(kk_db_catalog(ctx->db), c->table_id)->name, c->row,
            err);
        if (st != KK_OK)
            break;
    }
    kk_arena_free(&arena);
    return st;
}
