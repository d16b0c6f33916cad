/* Actions that need no code of their own. */
#include "args.h"

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

enum kk_status kk_run_add(struct kk_ctx *ctx, const struct kk_args *a,
                          kk_id *id, struct kk_err *err)
{
    const struct kk_kind *kind = kind_of(ctx, a, err);

    return kind == NULL ? KK_BUG : add(ctx, kind, a, id, err);
}

enum kk_status kk_run_edit(struct kk_ctx *ctx, const struct kk_args *a,
                           kk_id *id, struct kk_err *err)
{
    const struct kk_kind *kind = kind_of(ctx, a, err);

    *id = kk_args_subject(a);
    return kind == NULL ? KK_BUG : kk_put_args(ctx, kind->table, *id, a, err);
}

enum kk_status kk_run_remove(struct kk_ctx *ctx, const struct kk_args *a,
                             kk_id *id, struct kk_err *err)
{
    const struct kk_kind *kind = kind_of(ctx, a, err);

    *id = kk_args_subject(a);
    return kind == NULL ? KK_BUG
                        : kk_row_delete(ctx->db, kind->table, *id, err);
}

enum kk_status kk_run_plain(struct kk_ctx *ctx, const struct kk_args *a,
                            kk_id *id, struct kk_err *err)
{
    const struct kk_action *action = kk_args_action(a);
    const struct kk_kind *kind;

    if (action->makes == NULL)
        return kk_run_edit(ctx, a, id, err);
    kind = kk_find_kind(ctx->reg, action->makes);
    if (kind == NULL)
        return kk_fail(err, KK_BUG, "%s の種類「%s」がありません", action->name,
                       action->makes);
    return add(ctx, kind, a, id, err);
}
