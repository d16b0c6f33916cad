/* Ticking a step by hand, or leaving it out for a reason, of any kind. */
#include <kikusui/domain/steps.h>
#include <kikusui/store/tx.h>

static enum kk_status check_step(struct kk_ctx *ctx, const struct kk_kind *kind,
                                 const struct kk_step *s,
                                 const struct kk_args *a, struct kk_err *err)
{
    const char *done = kk_arg_text(a, "done"), *note = kk_arg_text(a, "note");
    const struct kk_action *does =
        s != NULL ? kk_find_action(ctx->reg, s->action) : NULL;

    if (s == NULL)
        return kk_fail_at(err, KK_REFUSED, "step",
                          "「%s」はこの%sの手順にありません",
                          kk_arg_text(a, "step"), kind->label);
    if (kk_streq(done, "skip") && s->firm)
        return kk_fail_at(
            err, KK_REFUSED, "done",
            "「%s」は理由だけでは省けません。市の了承を記録する操作"
            "で省きます",
            s->label);
    if (kk_streq(done, "skip") && (note == NULL || *note == '\0'))
        return kk_fail_at(err, KK_REFUSED, "note",
                          "「%s」を省く理由を入れてください", s->label);
    if (kk_streq(done, "skip"))
        return KK_OK;
    if (!s->tick && !kk_streq(done, "no"))
        return kk_fail_at(err, KK_REFUSED, "step",
                          "「%s」は「%s」で済みになります", s->label,
                          does != NULL ? does->label : s->action);
    if (!kk_streq(done, "no") && s->waiting)
        return kk_fail_at(err, KK_REFUSED, "step", "「%s」は%sです", s->label,
                          s->why);
    return KK_OK;
}

/* A tick stands with the column of step_done that refers to such records, else
 * with table and row. */
static enum kk_status put_tick(struct kk_ctx *ctx, const struct kk_kind *kind,
                               kk_id of, const char *key, const char *done,
                               const struct kk_args *a, struct kk_err *err)
{
    const struct kk_catalog *all = kk_db_catalog(ctx->db);
    const struct kk_table *t = kk_catalog_named(all, kind->table);
    const struct kk_table *ticks = kk_catalog_named(all, "step_done");
    const char *own = NULL;
    kk_id row;

    for (size_t i = 0; i < ticks->n; i++)
        if (ticks->column[i].ref == t)
            own = ticks->column[i].name;
    return kk_put_new(
        ctx, "step_done", a,
        KK_CELLS({own != NULL ? own : "row", kk_vint(of)},
                 {"tab", own != NULL ? kk_vnull() : kk_vint(t->id)},
                 {"step_key", kk_vtext(key)}, {"done", kk_vtext(done)},
                 {"at", kk_arg_val(a, "at")}, {"by_id", kk_vid(ctx->worker)}),
        &row, err);
}

enum kk_status kk_run_step(struct kk_ctx *ctx, const struct kk_args *a,
                           kk_id *id, struct kk_err *err)
{
    const struct kk_kind *kind =
        kk_find_kind(ctx->reg, kk_args_action(a)->kind);
    const char *done = kk_arg_text(a, "done");
    struct kk_arena arena = {0};
    const struct kk_step *step;
    struct kk_steps list;
    enum kk_status st;

    *id = kk_args_subject(a);
    st = kk_steps_load(ctx, kind, *id, &arena, &list, err);
    if (st == KK_OK) {
        step = kk_steps_find(&list, kk_arg_text(a, "step"));
        st = check_step(ctx, kind, step, a, err);
    }
    if (st == KK_OK)
        st = put_tick(ctx, kind, *id, step->key,
                      kk_streq(done, "no")     ? "取消"
                      : kk_streq(done, "skip") ? "省略"
                                               : "済",
                      a, err);
    kk_arena_free(&arena);
    return st;
}
