/* Taking back an entry. */
#include <kikusui/domain/features.h>
#include <kikusui/store/journal.h>

static enum kk_status find_entry(struct kk_ctx *ctx, const struct kk_args *a,
                                 int64_t *arrival, struct kk_err *err)
{
    const char *name = kk_arg_text(a, "entry");
    enum kk_status st;

    if (name == NULL) {
        st = kk_journal_last(ctx->db, ctx->worker, arrival, err);
        if (st == KK_OK && *arrival == 0)
            st = kk_fail(err, KK_REFUSED, "取り消せる記録がありません");
        return st;
    }
    st = kk_journal_find(ctx->db, name, arrival, err);
    if (st == KK_NONE)
        st = kk_fail_at(err, KK_REFUSED, "entry",
                        "「%s」という記録はありません。kikusui history で"
                        "記録の名前を示します",
                        name);
    return st;
}

static enum kk_status undo(struct kk_ctx *ctx, const struct kk_args *a,
                           kk_id *id, struct kk_err *err)
{
    struct kk_arena arena = {0};
    const struct kk_action *action = NULL;
    struct kk_entry e;
    int64_t arrival;
    enum kk_status st = find_entry(ctx, a, &arrival, err);

    (void)id;
    if (st == KK_OK)
        st = kk_journal_entry(ctx->db, arrival, &arena, &e, err);
    if (st == KK_OK)
        action = kk_find_action(ctx->reg, e.action);
    if (action != NULL && (action->flags & (KK_NO_UNDO | KK_ASKS)))
        st = kk_fail(err, KK_REFUSED, "「%s」は取り消せません", action->label);
    if (st == KK_OK)
        st = kk_journal_undo(ctx->db, arrival, err);
    kk_arena_free(&arena);
    return st;
}

static const struct kk_action actions[] = {
    {.name = "undo",
     .label = "取消",
     .kind = "",
     .words = "記録を一つ取り消します。省くと自分の最後の記録です。",
     .params = (const struct kk_param[]){{.name = "entry",
                                          .label = "記録",
                                          .hint = "例: 7f3a0b21c4-12",
                                          .type = KK_TEXT},
                                         {.name = NULL}},
     .run = undo},
    {.name = NULL},
};

const struct kk_feature kk_feature_journal = {
    .name = "journal",
    .actions = actions,
};
