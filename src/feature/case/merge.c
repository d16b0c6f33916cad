/* Putting two records of one thing together. */
#include "merge.h"

#include <kikusui/store/catalog.h>

#include <string.h>

static bool is_own(const char *const *own, const char *column)
{
    for (; *own != NULL; own++)
        if (strcmp(*own, column) == 0)
            return true;
    return false;
}

enum kk_status kk_merge_fill(struct kk_ctx *ctx, const char *table, kk_id from,
                             kk_id into, const char *const *own,
                             struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_named(kk_db_catalog(ctx->db), table);
    struct kk_arena arena = {0};
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < t->n; i++) {
        const char *name = t->column[i].name;
        struct kk_val old;
        struct kk_val other;

        if (is_own(own, name))
            continue;
        st = kk_row_get(ctx->db, table, into, name, &arena, &old, err);
        if (st == KK_OK)
            st = kk_row_get(ctx->db, table, from, name, &arena, &other, err);
        if (st == KK_OK && old.type == KK_VNULL && other.type != KK_VNULL)
            st = kk_row_update(ctx->db, table, into, KK_CELLS({name, other}),
                               err);
    }
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_merge_point(struct kk_ctx *ctx, const char *children,
                              kk_id from, kk_id into, struct kk_err *err)
{
    struct child {
        const char *table, *column;
        kk_id id;
    } *child = NULL;
    struct kk_arena arena = {0};
    struct kk_cur *cur = NULL;
    size_t n = 0;
    size_t cap = 0;
    enum kk_status st = kk_cur_open(ctx->db, children,
                                    KK_BINDS({"id", kk_vint(from)}), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&child, &cap, n + 1, sizeof *child);
        child[n++] = (struct child){
            .table = kk_arena_strdup(&arena, kk_cur_text(cur, 0)),
            .column = kk_arena_strdup(&arena, kk_cur_text(cur, 1)),
            .id = kk_cur_int(cur, 2)};
    }
    kk_cur_close(&cur);
    if (st == KK_NONE)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_row_update(ctx->db, child[i].table, child[i].id,
                           KK_CELLS({child[i].column, kk_vint(into)}), err);
    kk_free(child);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_merge_end(struct kk_ctx *ctx, const char *table, kk_id from,
                            kk_id into, struct kk_err *err)
{
    enum kk_status st = kk_row_update(
        ctx->db, table, from, KK_CELLS({"merged_into_id", kk_vint(into)}), err);

    return st == KK_OK ? kk_row_delete(ctx->db, table, from, err) : st;
}
