/* Taking back an entry, and taking that back. */
#include <kikusui/domain/tables.h>
#include <kikusui/domain/takeback.h>
#include <kikusui/domain/values.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/journal.h>

/* Without a name it is the last entry of one's own. A load is none that a
 * single key should take back: it has to be named. */
static enum kk_status complete_undo(struct kk_ctx *ctx, struct kk_args *a,
                                    struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_takeback next;
    enum kk_status st;

    if (kk_arg_text(a, "entry") != NULL)
        return KK_OK;
    st = kk_undo_next(ctx, &arena, &next, err);
    if (st == KK_NONE)
        st = kk_fail(err, KK_REFUSED, "取り消せる記録がありません");
    if (st == KK_OK && kk_find_action(ctx->reg, next.action) == NULL)
        st = kk_fail(err, KK_REFUSED,
                     "最後の記録は「%s」です。取り消すときは「記録」に %s を"
                     "入れてください（entry=%s）",
                     kk_entry_label(ctx, next.action), next.entry, next.entry);
    if (st == KK_OK)
        st = kk_args_set(ctx, a, "entry", next.entry, err);
    kk_arena_free(&arena);
    return st;
}

/* A record that is taken back is named by itself or by its undo. */
static enum kk_status name_undo(struct kk_ctx *ctx, struct kk_args *a,
                                struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_entry e;
    int64_t arrival, undo;
    enum kk_status st =
        kk_journal_find(ctx->db, kk_arg_text(a, "entry"), &arrival, err);

    if (st == KK_OK)
        st = kk_journal_entry(ctx->db, arrival, &arena, &e, err);
    if (st == KK_OK && !kk_streq(e.action, "undo")) {
        st = kk_journal_undo_of(ctx->db, arrival, &undo, err);
        if (st == KK_OK && undo == 0)
            st = kk_fail_at(err, KK_REFUSED, "entry",
                            "取り消された記録ではありません");
        if (st == KK_OK)
            st = kk_journal_entry(ctx->db, undo, &arena, &e, err);
        if (st == KK_OK)
            st = kk_args_set(ctx, a, "entry", e.name, err);
    }
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status complete_redo(struct kk_ctx *ctx, struct kk_args *a,
                                    struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_takeback next;
    enum kk_status st;

    if (kk_arg_text(a, "entry") != NULL)
        return name_undo(ctx, a, err);
    st = kk_redo_next(ctx, &arena, &next, err);
    if (st == KK_NONE)
        st = kk_fail(err, KK_REFUSED,
                     "やり直せる取消がありません（取り消した後に記録すると、"
                     "その前の取消はやり直せません）");
    if (st == KK_OK)
        st = kk_args_set(ctx, a, "entry", next.entry, err);
    kk_arena_free(&arena);
    return st;
}

/* Which entry that is: nobody knows its name by heart. */
static void tell_entry(struct kk_ctx *ctx, const struct kk_args *a, bool redo,
                       struct kk_str *out)
{
    struct kk_arena arena = {0};
    struct kk_entry e, of;
    int64_t arrival;

    if (kk_journal_find(ctx->db, kk_arg_text(a, "entry"), &arrival, NULL) ==
            KK_OK &&
        kk_journal_entry(ctx->db, arrival, &arena, &e, NULL) == KK_OK) {
        if (!redo || !kk_entry_taken(ctx, &e, &arena, &of))
            of = e;
        kk_entry_words(ctx, &of, out);
        kk_str_add(out, redo ? " をやり直します\n" : " を取り消します\n");
    }
    kk_arena_free(&arena);
}

static void foretell_undo(struct kk_ctx *ctx, const struct kk_args *a,
                          struct kk_str *out)
{
    tell_entry(ctx, a, false, out);
}

static void foretell_redo(struct kk_ctx *ctx, const struct kk_args *a,
                          struct kk_str *out)
{
    tell_entry(ctx, a, true, out);
}

/* Adds to the refusal which entry stands in the way, as its history tells it.
 */
static void name_later(struct kk_ctx *ctx, int64_t later, struct kk_err *err)
{
    struct kk_arena arena = {0};
    char at[KK_TIME_BYTES];
    struct kk_entry e;

    if (kk_journal_entry(ctx->db, later, &arena, &e, NULL) == KK_OK)
        (void)kk_fail(
            err, KK_REFUSED, "%s（%s の「%s」）。%s",
            kk_arena_strdup(&arena, err->text),
            kk_time_short(e.happened_at != 0 ? e.happened_at : e.recorded_at,
                          kk_now(ctx->clock), at),
            kk_entry_label(ctx, e.action), kk_entry_way_out(ctx, &e));
    kk_arena_free(&arena);
}

static enum kk_status undo(struct kk_ctx *ctx, const struct kk_args *a,
                           kk_id *id, struct kk_err *err)
{
    const char *name = kk_arg_text(a, "entry");
    struct kk_arena arena = {0};
    const struct kk_action *action = NULL;
    struct kk_entry e, of;
    int64_t arrival, later = 0;
    enum kk_status st = kk_journal_find(ctx->db, name, &arrival, err);

    (void)id;
    if (st == KK_NONE)
        st = kk_fail_at(err, KK_REFUSED, "entry",
                        "「%s」という記録はありません。記録の名前は、その"
                        "記録の履歴（コマンドでは kikusui history）に"
                        "あります",
                        name);
    if (st == KK_OK)
        st = kk_journal_entry(ctx->db, arrival, &arena, &e, err);
    if (st == KK_OK) {
        if (!kk_entry_taken(ctx, &e, &arena, &of))
            of = e;
        action = kk_find_action(ctx->reg, of.action);
    }
    if (action != NULL && (action->flags & (KK_NO_UNDO | KK_ASKS)))
        st = kk_fail(err, KK_REFUSED, "「%s」は取り消せません", action->label);
    if (st == KK_OK && action != NULL && (action->flags & KK_OFFICE) != 0 &&
        !ctx->office)
        st = kk_fail(err, KK_REFUSED,
                     "「%s」を取り消せるのは事務所の端末だけです",
                     action->label);
    if (st == KK_OK)
        st = kk_journal_undo(ctx->db, arrival, &later, err);
    if (later != 0)
        name_later(ctx, later, err);
    kk_arena_free(&arena);
    return st;
}

static const struct kk_param params[] = {
    PARAM("entry", .label = "記録", .hint = "例: 7f3a0b21c4-12"),
    END,
};

static const struct kk_action actions[] = {
    {.name = "undo",
     .label = "取消",
     .kind = "",
     .words = "記録を一つ取り消します。省くと自分の最後の記録です。",
     .flags = KK_BACK,
     .params = params,
     .foretell = foretell_undo,
     .complete = complete_undo,
     .run = undo},
    {.name = "redo",
     .label = "やり直し",
     .kind = "",
     .as = "undo",
     .words = "取り消した記録を一つ元に戻します。省くと自分の最後の取消です。",
     .flags = KK_BACK,
     .params = params,
     .foretell = foretell_redo,
     .complete = complete_redo,
     .run = undo},
    END,
};

const struct kk_feature kk_feature_undo = {
    .name = "journal",
    .actions = actions,
};
