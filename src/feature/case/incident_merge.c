/* One case recorded twice becomes one (「同一案件として統合」). */
#include "case.h"
#include "merge.h"
#include "unit.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#include <string.h>

static const struct kk_param merge_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("into", .label = "統合先", .hint = "残す案件", .from = "incidents",
          .type = KK_REF, .flags = KK_REQUIRED),
    KK_P_WHY,
    END,
};

/* How the case that stays stands is its own: these are never filled in. */
static const char *const own_columns[] = {
    "no",
    "user_check_by",
    "user_check_at",
    "completed_at",
    "mail_sent_at",
    "held_since",
    "hold_reason",
    "returned_at",
    "return_reason",
    "merged_into_id",
    "instructed_at",
    NULL,
};

static enum kk_status check_merge(const struct kk_case *from,
                                  const struct kk_case *into,
                                  struct kk_err *err)
{
    if (from->id == into->id)
        return kk_fail_at(err, KK_REFUSED, "into",
                          "統合先には別の案件を選んでください");
    if (from->swap_unit != 0 && into->swap_unit != 0)
        return kk_fail_at(err, KK_REFUSED, "into",
                          "両方の案件に交換の記録があります。誤っている方の"
                          "交換を先に取り消してください");
    if (from->unit != 0 && into->unit != 0 && from->unit != into->unit)
        return kk_fail_at(err, KK_REFUSED, "into",
                          "機器が違います。同じ案件なら、先に片方の機器を直して"
                          "ください");
    return KK_OK;
}

/* It was heard of when the first of both was: never after the instruction that
 * now counts. */
static enum kk_status earliest_reception(struct kk_ctx *ctx, kk_id into,
                                         const struct kk_case *loser,
                                         struct kk_err *err)
{
    kk_time heard = loser->received != 0 ? loser->received : loser->instructed;
    int64_t had;
    enum kk_status st =
        kk_cell_int(ctx, "incident", into, "received_at", &had, err);

    if (st == KK_OK && heard != 0 && (had == 0 || heard < had))
        st = kk_row_update(ctx->db, "incident", into,
                           KK_CELLS({"received_at", kk_vint(heard)}), err);
    return st;
}

static enum kk_status run_merge(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    kk_id from = kk_arg_id(a, "incident");
    struct kk_case loser;
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "into");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_case_load(ctx, from, &g.arena, &loser, err);
    if (st == KK_OK)
        st = check_merge(&loser, &g.c, err);
    if (st == KK_OK)
        st = kk_merge_fill(ctx, "incident", from, *id, own_columns, err);
    /* The earliest instruction counts: the clocks began with it. */
    if (st == KK_OK && loser.instructed != 0 &&
        (g.c.instructed == 0 || loser.instructed < g.c.instructed))
        st = kk_row_update(
            ctx->db, "incident", *id,
            KK_CELLS({"instructed_at", kk_vint(loser.instructed)}), err);
    if (st == KK_OK)
        st = earliest_reception(ctx, *id, &loser, err);
    if (st == KK_OK)
        st = kk_merge_point(ctx, "incident/children", from, *id, err);
    if (st == KK_OK)
        st = kk_merge_end(ctx, "incident", from, *id, err);
    return kk_guard_end(&g, st);
}

static const struct kk_action actions[] = {
    {.name = "incident.merge",
     .label = "同一案件として統合",
     .kind = "incident",
     .words = "二重に受け付けた案件を一つにします。連絡や訪問は統合先に移り、"
              "空いている項目だけが補われ、早い方の対応指示が残ります。",
     .tell = "incident/tell_clocks",
     .params = merge_params,
     .run = run_merge},
    {.name = NULL},
};

const struct kk_feature kk_feature_incident_merge = {
    .name = "incident_merge",
    .actions = actions,
};
