/* A movement put right afterwards: when it was, from where and to where. What
 * stands before and after it joins up with it, and the unit is where its last
 * movement brought it. */
#include "move_lost.h"
#include "swap.h"
#include "unit.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#include <string.h>

static const struct kk_param correct_params[] = {
    PARAM("unit", .label = "機器", .hint = "機器ID", .from = "units",
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT),
    PARAM("move", .label = "異動", .hint = "機器の何番目の異動か",
          .from = "unit_moves", .type = KK_REF, .flags = KK_REQUIRED),
    PARAM("at", COLUMN(unit_move, happened_at)),
    PARAM("place", COLUMN(unit_move, to_place_id),
          .hint = "番号、名前、拠点/部署", .from = "places", .flags = KK_SPLIT),
    PARAM("dept", COLUMN(unit_move, to_dept_id), .from = "depts"),
    PARAM("from", COLUMN(unit_move, from_place_id),
          .hint = "最初の異動だけ。ほかは前の異動に合わせます",
          .from = "places"),
    PARAM("cause", INTO(unit_move, reason), .label = "異動の理由"),
    PARAM("cancel", .label = "この異動を取り消す",
          .hint = "していない異動だったときだけ yes", .from = "yesno",
          .type = KK_CHOICE),
    KK_P_REASON,
    END,
};

/* A place of another site takes its department along. */
static enum kk_status put(struct kk_ctx *ctx, kk_id move,
                          const struct kk_args *a, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    if (kk_arg_given(a, "at") == KK_EMPTY ||
        kk_arg_given(a, "place") == KK_EMPTY)
        return kk_fail_at(err, KK_REFUSED,
                          kk_arg_given(a, "at") == KK_EMPTY ? "at" : "place",
                          "日時と異動先は空にできません");
    if (kk_arg_given(a, "place") == KK_GIVEN &&
        kk_arg_given(a, "dept") == KK_UNSET)
        st = kk_row_update(ctx->db, "unit_move", move,
                           KK_CELLS({"to_dept_id", kk_vnull()}), err);
    return st == KK_OK ? kk_put_args(ctx, "unit_move", move, a, err) : st;
}

/* Joins up what stands beside a movement that was elsewhere in time; is: none
 * where it was taken back. */
static enum kk_status settle_beside(struct kk_ctx *ctx, kk_id unit, kk_id move,
                                    const struct kk_beside *was,
                                    const struct kk_beside *is,
                                    struct kk_err *err)
{
    enum kk_status st = KK_OK;

    if (is->before != was->before || is->after != was->after)
        st = kk_move_join(ctx, was->before, was->after, err);
    if (st == KK_OK)
        st = kk_move_join(ctx, is->before, is->before == 0 ? 0 : move, err);
    if (st == KK_OK)
        st = kk_move_join(ctx, is->after == 0 ? 0 : move, is->after, err);
    return st == KK_OK ? kk_move_settle_place(ctx, unit, err) : st;
}

enum kk_status kk_move_retime(struct kk_ctx *ctx, kk_id unit, kk_id move,
                              kk_time at, struct kk_err *err)
{
    struct kk_beside was, is = {0};
    enum kk_status st = kk_move_beside(ctx, move, &was, err);

    if (st == KK_OK)
        st = kk_row_update(ctx->db, "unit_move", move,
                           KK_CELLS({"happened_at", kk_vint(at)}), err);
    if (st == KK_OK)
        st = kk_move_beside(ctx, move, &is, err);
    return st == KK_OK ? settle_beside(ctx, unit, move, &was, &is, err) : st;
}

static enum kk_status run_correct(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    kk_id move = kk_arg_id(a, "move"), unit = kk_arg_id(a, "unit");
    struct kk_beside was, is = {0};
    int64_t of, swap = 0;
    enum kk_status st =
        kk_cell_int(ctx, "unit_move", move, "unit_id", &of, err);

    *id = unit;
    if (st == KK_OK && of != unit)
        st =
            kk_fail_at(err, KK_REFUSED, "move", "この機器の異動ではありません");
    if (st == KK_OK)
        st = kk_db_int(ctx->db, "swap/of_move",
                       KK_BINDS({"move", kk_vint(move)}), &swap, err);
    if (st == KK_OK)
        st = kk_move_beside(ctx, move, &was, err);
    if (st == KK_OK && kk_arg_yes(a, "cancel")) {
        st = was.before == 0 && was.after == 0
                 ? kk_fail_at(err, KK_REFUSED, "cancel",
                              "この機器のただ一つの異動です。異動先を直して"
                              "ください")
                 : kk_row_delete(ctx->db, "unit_move", move, err);
    } else if (st == KK_OK) {
        st = put(ctx, move, a, err);
        if (st == KK_OK)
            st = kk_move_beside(ctx, move, &is, err);
    }
    if (st == KK_OK)
        st = settle_beside(ctx, unit, move, &was, &is, err);
    /* The time of a swap stands in its case as well. */
    if (st == KK_OK && swap != 0 && kk_arg_given(a, "at") == KK_GIVEN)
        st = kk_swap_retime(ctx, swap, kk_arg_time(a, "at"), err);
    return st;
}

static const struct kk_action actions[] = {
    {.name = "move.correct",
     .label = "異動を訂正",
     .kind = "unit",
     .words = "記録した異動の日時や行き先を理由を付けて直します。前後の異動と、"
              "台帳の場所も合わせます。",
     .fill = "move/fill_correct",
     .params = correct_params,
     .run = run_correct,
     .lost = kk_move_correct_lost},
    END,
};

const struct kk_feature kk_feature_move = {
    .name = "move",
    .actions = actions,
};
