/* Units (§5.4, R45-R48): taken in, moved, corrected. */
#include "unit.h"

#include "case.h"
#include "move_lost.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#include <string.h>

enum kk_status kk_cell_int(struct kk_ctx *ctx, const char *table, kk_id row,
                           const char *column, int64_t *out, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v = {0};
    enum kk_status st =
        kk_row_get(ctx->db, table, row, column, &arena, &v, err);

    *out = st == KK_OK && v.type == KK_VINT ? v.i : 0;
    kk_arena_free(&arena);
    return st == KK_NONE ? kk_fail(err, KK_REFUSED, "その記録はありません")
                         : st;
}

/* --- unit.add ------------------------------------------------------------ */

#define P_UNIT_FIELDS(must)                                                    \
    PARAM("machine_id", COLUMN(unit, machine_id), .flags = (must) | KK_IDENT,  \
          .max_cps = 40),                                                      \
        PARAM("serial", COLUMN(unit, serial), .flags = KK_IDENT,               \
              .max_cps = 40),                                                  \
        PARAM("model", COLUMN(unit, model_id), .from = "models",               \
              .flags = must),                                                  \
        PARAM("segment", COLUMN(unit, segment), .from = "segment",             \
              .type = KK_CHOICE, .flags = must),                               \
        PARAM("role", COLUMN(unit, role), .from = "unit_role",                 \
              .type = KK_CHOICE),                                              \
        PARAM("custodian", COLUMN(unit, custodian), .max_cps = 40),            \
        PARAM("state", COLUMN(unit, state), .from = "unit_state",              \
              .type = KK_CHOICE),                                              \
        PARAM("pair", COLUMN(unit, pair_id), .from = "units"),                 \
        PARAM("warranty", COLUMN(unit, warranty_until)),                       \
        PARAM("media", COLUMN(unit, image_release_id),                         \
              .hint = "国保福祉窓口 v3 など", .from = "media"),                \
        PARAM("key", COLUMN(unit, key_no), .flags = KK_IDENT, .max_cps = 40),  \
        PARAM("settings", COLUMN(unit, settings), .type = KK_LINES,            \
              .max_cps = 1000),                                                \
        PARAM("note", COLUMN(unit, note), .type = KK_LINES, .max_cps = 1000)
#define P_UNIT                                                                 \
    PARAM("unit", .label = "機器", .hint = "機器ID", .from = "units",          \
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT)

static const struct kk_param add_params[] = {
    P_UNIT_FIELDS(KK_REQUIRED),
    PARAM("place", .label = "場所", .hint = "番号、名前、拠点/部署",
          .from = "places", .type = KK_REF, .flags = KK_SPLIT | KK_REQUIRED),
    PARAM("dept", .label = "設置部署", .from = "depts", .type = KK_REF),
    KK_P_AT,
    END,
};

static enum kk_status run_add(struct kk_ctx *ctx, const struct kk_args *a,
                              kk_id *id, struct kk_err *err)
{
    const char *state = kk_arg_text(a, "state");
    const char *custodian = kk_arg_text(a, "custodian");
    enum kk_status st = kk_put_new(
        ctx, "unit", a,
        KK_CELLS({"state", kk_vtext(state != NULL ? state : "稼働中")},
                 {"custodian", kk_vtext(custodian != NULL ? custodian : "市")}),
        id, err);

    if (st == KK_OK)
        st = kk_unit_move(ctx,
                          &(struct kk_move){.unit = *id,
                                            .place = kk_arg_id(a, "place"),
                                            .dept = kk_arg_id(a, "dept"),
                                            .reason = "受入",
                                            .at = kk_arg_at(ctx, a, "at")},
                          err);
    return st;
}

/* --- unit.edit ----------------------------------------------------------- */

static const struct kk_param edit_params[] = {
    P_UNIT,
    P_UNIT_FIELDS(0),
    KK_P_WHY,
    END,
};

/* Its repair would stand open beside a state that says it is over. */
static enum kk_status repair_stays(struct kk_ctx *ctx, kk_id unit,
                                   const char *state, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v = {0};
    enum kk_status st =
        kk_db_one(ctx->db, "unit/open_repair",
                  KK_BINDS({"unit", kk_vint(unit)}, {"state", kk_vtext(state)}),
                  &arena, &v, 1, err);

    if (st == KK_OK)
        st = kk_fail_at(
            err, KK_REFUSED, "reason",
            "%s の修理が終わっていません。「修理を終える」か"
            "「修理を取りやめる」で状態が変わります。それでも「%s」に"
            "直すなら理由を入れてください",
            v.s, state);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

/* What leaves the lists for good does not go unsaid: the lists show no trace.
 */
static enum kk_status may_go(struct kk_ctx *ctx, const struct kk_args *a,
                             kk_id unit, struct kk_err *err)
{
    static const char *const gone[] = {"廃止", "管理外", "市引渡済"};
    const char *state = kk_arg_text(a, "state");
    const char *why = kk_arg_text(a, "reason");
    struct kk_arena arena = {0};
    struct kk_val had = {0};
    bool goes = false;
    enum kk_status st =
        kk_row_get(ctx->db, "unit", unit, "state", &arena, &had, err);

    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        goes |= kk_streq(state, gone[i]) && !kk_streq(had.s, gone[i]);
    kk_arena_free(&arena);
    if (st == KK_OK && goes && (why == NULL || *why == '\0'))
        st = kk_fail_at(err, KK_REFUSED, "reason",
                        "「%s」の機器は台帳の一覧から外れます。理由を入れて"
                        "ください",
                        state);
    if (st == KK_OK && state != NULL && (why == NULL || *why == '\0'))
        st = repair_stays(ctx, unit, state, err);
    return st;
}

static enum kk_status run_edit(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    enum kk_status st;

    *id = kk_arg_id(a, "unit");
    if (kk_arg_id(a, "pair") == *id)
        return kk_fail_at(err, KK_REFUSED, "pair",
                          "対の機器に自分自身は選べません");
    if (kk_arg_given(a, "machine_id") == KK_EMPTY)
        return kk_fail_at(err, KK_REFUSED, "machine_id",
                          "機器IDは空にできません");
    st = may_go(ctx, a, *id, err);
    return st == KK_OK ? kk_put_args(ctx, "unit", *id, a, err) : st;
}

/* --- unit.move ----------------------------------------------------------- */

static const struct kk_param move_params[] = {
    P_UNIT,
    PARAM("place", .label = "異動先", .hint = "番号、名前、拠点/部署",
          .from = "places", .type = KK_REF, .flags = KK_SPLIT | KK_REQUIRED),
    PARAM("dept", .label = "異動先部署", .from = "depts", .type = KK_REF),
    KK_P_AT,
    PARAM("reason", .label = "理由", .flags = KK_REQUIRED),
    PARAM("state", .label = "状態", .hint = "変わるときだけ",
          .from = "unit_state", .type = KK_CHOICE),
    PARAM("pair", .label = "対の機器も", .from = "yesno", .type = KK_CHOICE,
          .initial = "yes"),
    END,
};

enum kk_status kk_unit_move_pair(struct kk_ctx *ctx, const struct kk_move *m,
                                 struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    kk_id partner[8];
    size_t n = 0;
    enum kk_status st = kk_unit_move(ctx, m, err);

    if (st == KK_OK)
        st = kk_cur_open(ctx->db, "unit/partners",
                         KK_BINDS({"unit", kk_vint(m->unit)}), &cur, err);
    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (n < sizeof partner / sizeof *partner)
            partner[n++] = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    if (st == KK_NONE)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++) {
        struct kk_move with = *m;

        with.unit = partner[i];
        st = kk_unit_move(ctx, &with, err);
    }
    return st;
}

/* Not to where it stood then, nor to where it is said to have gone next. */
static enum kk_status check_seat(struct kk_ctx *ctx, const struct kk_move *m,
                                 struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[3] = {{0}, {0}, {0}};
    char at[KK_TIME_BYTES];
    enum kk_status st = kk_db_one(
        ctx->db, "move/seat",
        KK_BINDS({"unit", kk_vint(m->unit)}, {"at", kk_vint(m->at)},
                 {"place", kk_vid(m->place)}, {"dept", kk_vid(m->dept)}),
        &arena, v, 3, err);

    kk_arena_free(&arena);
    if (st == KK_NONE)
        return kk_fail_at(err, KK_REFUSED, "unit", "その機器はありません");
    if (st == KK_OK && v[0].i == m->place && v[1].i == m->dept)
        st = kk_fail_at(err, KK_REFUSED, "place",
                        "この機器はもうそこにあります");
    else if (st == KK_OK && v[2].type != KK_VNULL)
        st = kk_fail_at(err, KK_REFUSED, "at",
                        "次の異動（%s）がもうそこへの異動です。日時が違うときは"
                        "「異動を訂正」で直してください",
                        kk_time_long(v[2].i, at));
    return st;
}

static enum kk_status run_move(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    bool state = kk_arg_given(a, "state") == KK_GIVEN;
    struct kk_move m = {
        .unit = kk_arg_id(a, "unit"),
        .place = kk_arg_id(a, "place"),
        .dept = kk_arg_id(a, "dept"),
        .reason = kk_arg_text(a, "reason"),
        .at = kk_arg_at(ctx, a, "at"),
        .more = KK_CELLS({state ? "state" : NULL, kk_arg_val(a, "state")}),
    };
    enum kk_status st = check_seat(ctx, &m, err);

    *id = m.unit;
    if (st != KK_OK)
        return st;
    return kk_arg_given(a, "pair") != KK_GIVEN || kk_arg_yes(a, "pair")
               ? kk_unit_move_pair(ctx, &m, err)
               : kk_unit_move(ctx, &m, err);
}

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "unit.add",
     .label = "機器を加える",
     .kind = "unit",
     .words = "台帳に新しい機器を加えます。",
     .flags = KK_HAPPENED,
     .params = add_params,
     .run = run_add},
    {.name = "unit.edit",
     .label = "機器を訂正",
     .kind = "unit",
     .words = "台帳の記載を直します。場所は「機器を動かす」で変えます。",
     .fill = "unit/fill_edit",
     .tell = "unit/tell_edit",
     .params = edit_params,
     .may = "unit/may",
     .run = run_edit},
    {.name = "unit.move",
     .label = "機器を動かす",
     .kind = "unit",
     .words = "機器の異動を記録し、台帳の場所を変えます。",
     .tell = "unit/tell_move",
     .flags = KK_HAPPENED,
     .params = move_params,
     .run = run_move,
     .lost = kk_move_lost},
    {.name = NULL},
};

static const struct kk_code state_codes[] = {
    SAME("稼働中"),   CODE("保管", "保管（市）"),
    SAME("予備"),     SAME("故障保管"),
    SAME("修理中"),   SAME("再構築中"),
    SAME("市引渡済"), SAME("管理外"),
    SAME("廃止"),     CODE(NULL, NULL),
};
static const struct kk_codes codes[] = {
    {.name = "unit_state", .code = state_codes},
    END,
};

const struct kk_feature kk_feature_unit = {
    .name = "unit",
    .actions = actions,
    .codes = codes,
    .lost = kk_moves_shared_lost,
};
