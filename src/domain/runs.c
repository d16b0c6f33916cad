/* Actions that need no code of their own. */
#include "args.h"

#include <kikusui/store/tx.h>

static const struct kk_kind *
kind_of(struct kk_ctx *ctx, const struct kk_args *a, struct kk_err *err)
{
    const struct kk_action *action = kk_args_action(a);
    const struct kk_kind *kind = kk_find_kind(ctx->reg, action->kind);

    if (kind == NULL)
        (void)kk_fail(err, KK_BUG, "%s の種類「%s」がありません", action->name,
                      action->kind);
    return kind;
}

/* A new row, numbered where its kind is. */
static enum kk_status add(struct kk_ctx *ctx, const struct kk_kind *kind,
                          const struct kk_args *a, kk_id *id,
                          struct kk_err *err)
{
    char no[48];
    enum kk_status st;

    if (kind->number == NULL)
        return kk_put_new(ctx, kind->table, a, NULL, id, err);
    st = kk_next_no(ctx, kind, no, err);
    return st == KK_OK ? kk_put_new(ctx, kind->table, a,
                                    KK_CELLS({"no", kk_vtext(no)}), id, err)
                       : st;
}

struct set_cell {
    const char *table, *column;
    kk_id row;
    struct kk_val val;
};

/* What `sets` says, read whole before any of it is written: it reads what it
 * changes. */
static enum kk_status set_cells(struct kk_ctx *ctx, struct kk_args *a, kk_id id,
                                struct kk_err *err)
{
    struct set_cell *cell = NULL;
    struct kk_arena arena = {0};
    struct kk_cur *cur = NULL;
    size_t n = 0, cap = 0;
    enum kk_status st =
        kk_cur_open(ctx->db, kk_args_action(a)->sets,
                    kk_args_binds(a, KK_BINDS({"id", kk_vid(id)})), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&cell, &cap, n + 1, sizeof *cell);
        cell[n++] = (struct set_cell){
            .table = kk_arena_strdup(&arena, kk_cur_text(cur, 0)),
            .row = kk_cur_int(cur, 1),
            .column = kk_arena_strdup(&arena, kk_cur_text(cur, 2)),
            .val = kk_val_keep(&arena, kk_cur_val(cur, 3)),
        };
    }
    kk_cur_close(&cur);
    st = st == KK_NONE ? KK_OK : st;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_row_update(ctx->db, cell[i].table, cell[i].row,
                           KK_CELLS({cell[i].column, cell[i].val}), err);
    kk_free(cell);
    kk_arena_free(&arena);
    return st;
}

static enum kk_status sets(struct kk_ctx *ctx, const struct kk_args *a,
                           kk_id id, enum kk_status st, struct kk_err *err)
{
    /* Only their bindings are filled in. */
    return st == KK_OK && kk_args_action(a)->sets != NULL
               ? set_cells(ctx, (struct kk_args *)(uintptr_t)a, id, err)
               : st;
}

enum kk_status kk_run_add(struct kk_ctx *ctx, const struct kk_args *a,
                          kk_id *id, struct kk_err *err)
{
    const struct kk_kind *kind = kind_of(ctx, a, err);
    enum kk_status st;

    if (kind == NULL)
        return KK_BUG;
    st = add(ctx, kind, a, id, err);
    return sets(ctx, a, *id, st, err);
}

enum kk_status kk_run_edit(struct kk_ctx *ctx, const struct kk_args *a,
                           kk_id *id, struct kk_err *err)
{
    const struct kk_kind *kind = kind_of(ctx, a, err);

    *id = kk_args_subject(a);
    if (kind == NULL)
        return KK_BUG;
    return sets(ctx, a, *id, kk_put_args(ctx, kind->table, *id, a, err), err);
}

enum kk_status kk_run_remove(struct kk_ctx *ctx, const struct kk_args *a,
                             kk_id *id, struct kk_err *err)
{
    const struct kk_kind *kind = kind_of(ctx, a, err);

    *id = kk_args_subject(a);
    if (kind == NULL)
        return KK_BUG;
    return sets(ctx, a, *id, kk_row_delete(ctx->db, kind->table, *id, err),
                err);
}

enum kk_status kk_run_plain(struct kk_ctx *ctx, const struct kk_args *a,
                            kk_id *id, struct kk_err *err)
{
    const struct kk_action *action = kk_args_action(a);
    const struct kk_kind *kind;
    enum kk_status st;

    if (action->makes == NULL)
        return kk_run_edit(ctx, a, id, err);
    kind = kk_find_kind(ctx->reg, action->makes);
    if (kind == NULL)
        return kk_fail(err, KK_BUG, "%s の種類「%s」がありません", action->name,
                       action->makes);
    st = add(ctx, kind, a, id, err);
    return sets(ctx, a, *id, st, err);
}
