/* One unit entered under two IDs becomes one (「同じ機器として統合」). */
#include "merge.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

static const struct kk_param merge_params[] = {
    PARAM("unit", .label = "機器", .hint = "なくす方の機器ID", .from = "units",
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT),
    PARAM("into", .label = "統合先", .hint = "残す機器", .from = "units",
          .type = KK_REF, .flags = KK_REQUIRED),
    KK_P_WHY,
    END,
};

/* Where the unit that stays is and what it does is its own. */
static const char *const own_columns[] = {
    "machine_id", "dept_id",      "place_id",          "custodian",
    "state",      "spare_state",  "spare_incident_id", "lent_at",
    "lent_doc",   "lent_back_at", "merged_into_id",    NULL,
};

static enum kk_status check(struct kk_ctx *ctx, kk_id from, kk_id into,
                            struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[5] = {{0}, {0}, {0}, {0}, {0}};
    enum kk_status st;

    if (from == into)
        return kk_fail_at(err, KK_REFUSED, "into",
                          "統合先には別の機器を選んでください");
    st = kk_db_one(ctx->db, "unit/merge",
                   KK_BINDS({"unit", kk_vint(from)}, {"into", kk_vint(into)}),
                   &arena, v, 5, err);
    if (st == KK_OK && v[0].i != 0)
        st = kk_fail_at(err, KK_REFUSED, "into",
                        "機種が違います。同じ機器なら、先に片方の機種を直して"
                        "ください");
    else if (st == KK_OK && v[1].i != 0)
        st = kk_fail_at(err, KK_REFUSED, "into",
                        "製造番号が違います。同じ機器なら、先に片方の製造番号を"
                        "直してください");
    else if (st == KK_OK && v[2].i != 0)
        st = kk_fail_at(err, KK_REFUSED, "into",
                        "対の機器どうしです。同じ機器なら、先に対の機器を空に"
                        "してください");
    else if (st == KK_OK && v[3].s != NULL)
        st = kk_fail_at(err, KK_REFUSED, "unit",
                        "%s は引当か持出の途中です。先に引当を解いてください",
                        v[3].s);
    else if (st == KK_OK && v[4].i != 0)
        st = kk_fail_at(err, KK_REFUSED, "into",
                        "両方に終わっていない修理があります。誤っている方を先に"
                        "終えてください");
    kk_arena_free(&arena);
    return st == KK_NONE ? kk_fail(err, KK_REFUSED, "その機器はありません")
                         : st;
}

static enum kk_status run_merge(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    kk_id from = kk_arg_id(a, "unit");
    enum kk_status st;

    *id = kk_arg_id(a, "into");
    st = check(ctx, from, *id, err);
    if (st == KK_OK)
        st = kk_merge_fill(ctx, "unit", from, *id, own_columns, err);
    if (st == KK_OK)
        st = kk_merge_point(ctx, "unit/children", from, *id, err);
    return st == KK_OK ? kk_merge_end(ctx, "unit", from, *id, err) : st;
}

static const struct kk_action actions[] = {
    {.name = "unit.merge",
     .label = "同じ機器として統合",
     .kind = "unit",
     .words = "二つの機器IDで台帳にある一台を一つにします。案件・異動・修理は"
              "統合先に移り、空いている項目だけが補われ、なくした機器IDでも"
              "統合先が見つかります。",
     .params = merge_params,
     .run = run_merge},
    END,
};

const struct kk_feature kk_feature_unit_merge = {
    .name = "unit_merge",
    .actions = actions,
};
