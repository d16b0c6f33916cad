/* Spares on loan from the city (§5.1.1, R35, R36): lent, reserved for a case,
 * taken along, rebuilt with the newest media, given back. Whether one is ready
 * (即応, 要更新) is computed. */
#include "spare.h"

#include "case.h"
#include "unit.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#include <string.h>

/* --- what a spare is to a case ------------------------------------------- */

enum kk_status kk_spare_load(struct kk_ctx *ctx, kk_id spare, kk_id incident,
                             struct kk_arena *arena, struct kk_spare *out,
                             struct kk_err *err)
{
    struct kk_val v[12] = {{0}};
    enum kk_status st = kk_db_one(
        ctx->db, "spare/row",
        KK_BINDS({"spare", kk_vint(spare)}, {"incident", kk_vid(incident)}),
        arena, v, 12, err);

    *out = (struct kk_spare){.id = spare};
    if (st == KK_NONE)
        return kk_fail_at(err, KK_REFUSED, "spare",
                          "貸与中の予備機ではありません");
    if (st != KK_OK)
        return st;
    *out = (struct kk_spare){
        .id = spare,
        .machine_id = v[0].s == NULL ? "" : v[0].s,
        .state = v[1].s == NULL ? "" : v[1].s,
        .readiness = v[2].s == NULL ? "" : v[2].s,
        .for_incident = v[3].i,
        .for_no = v[4].s == NULL ? "別の案件" : v[4].s,
        .place = v[5].i,
        .dept = v[6].i,
        .mismatch = v[7].s == NULL ? "" : v[7].s,
        .in_repair = v[8].i != 0,
    };
    return KK_OK;
}

static enum kk_status put_state(struct kk_ctx *ctx, kk_id spare,
                                const char *state, kk_id incident,
                                struct kk_err *err)
{
    return kk_row_update(ctx->db, "unit", spare,
                         KK_CELLS({"spare_state", kk_vtext(state)},
                                  {"spare_incident_id", kk_vid(incident)}),
                         err);
}

/* --- spare.lend ---------------------------------------------------------- */

static const struct kk_param lend_params[] = {
    PARAM("unit", .label = "機器", .hint = "機器ID", .from = "units",
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT),
    PARAM("doc", COLUMN(unit, lent_doc), .max_cps = 60),
    KK_P_AT,
    PARAM("place", .label = "保管場所", .hint = "動かすときだけ",
          .from = "places", .type = KK_REF, .flags = KK_SPLIT),
    PARAM("dept", .label = "部署", .from = "depts", .type = KK_REF),
    KK_P_WHY,
    END,
};

/* Nobody takes a unit that serves at a site for a spare unsaid. */
static enum kk_status may_lend(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id unit, struct kk_err *err)
{
    const char *why = kk_arg_text(a, "reason");
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    enum kk_status st = KK_OK;

    if (why != NULL && *why != '\0')
        return KK_OK;
    st = kk_db_one(ctx->db, "spare/in_use", KK_BINDS({"unit", kk_vint(unit)}),
                   &arena, v, 2, err);
    if (st == KK_OK)
        st = kk_fail_at(err, KK_REFUSED, "reason",
                        "%s は %s で稼働中です。予備機にするなら理由を入れて"
                        "ください",
                        v[0].s, v[1].s);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status run_lend(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    kk_time at = kk_arg_at(ctx, a, "at");
    struct kk_arena arena = {0};
    struct kk_spare had;
    enum kk_status st;

    *id = kk_arg_id(a, "unit");
    st = kk_spare_load(ctx, *id, 0, &arena, &had, NULL);
    kk_arena_free(&arena);
    if (st == KK_OK)
        return kk_fail_at(err, KK_REFUSED, "unit",
                          "もう予備機として貸与されています");
    st = may_lend(ctx, a, *id, err);
    if (st != KK_OK)
        return st;
    st = kk_row_update(
        ctx->db, "unit", *id,
        KK_CELLS(
            {"state", kk_vtext("予備")}, {"spare_state", kk_vtext("使用可")},
            {"spare_incident_id", kk_vnull()},
            {"custodian", kk_vtext("受託者")}, {"lent_at", kk_vint(at)},
            {"lent_doc", kk_arg_val(a, "doc")}, {"lent_back_at", kk_vnull()}),
        err);
    if (st == KK_OK && kk_arg_id(a, "place") != 0)
        st = kk_unit_move(ctx,
                          &(struct kk_move){.unit = *id,
                                            .place = kk_arg_id(a, "place"),
                                            .dept = kk_arg_id(a, "dept"),
                                            .reason = "予備機として貸与",
                                            .at = at},
                          err);
    return st;
}

/* --- reserve, take, release ---------------------------------------------- */

#define P_SPARE(list)                                                          \
    PARAM("spare", .label = "予備機", .hint = "機器ID", .from = list,          \
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT)

/* For footer and palette; 0: it is chosen in the form. */
static enum kk_status can_spare(struct kk_ctx *ctx, kk_id unit,
                                struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_spare s;
    enum kk_status st =
        unit == 0 ? KK_OK : kk_spare_load(ctx, unit, 0, &arena, &s, err);

    kk_arena_free(&arena);
    return st;
}

static const struct kk_param reserve_params[] = {
    PARAM("incident", .label = "案件", .from = "queue", .type = KK_REF,
          .flags = KK_REQUIRED),
    P_SPARE("spares_for"),
    PARAM("reason", .label = "理由",
          .hint = "機種・用途・版が合わないときは必要です"),
    END,
};

/* 引当 and 持出 differ only in where the spare is: here, or on its way. What
 * does not fit, or is another case's, is unit/check. */
static enum kk_status hold_spare(struct kk_ctx *ctx, const struct kk_args *a,
                                 const char *state, kk_id *id,
                                 struct kk_err *err)
{
    kk_id incident = kk_arg_id(a, "incident");
    struct kk_spare spare;
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "spare");
    st = kk_guard_may(ctx, incident, kk_args_action(a)->name, &g, err);
    if (st == KK_OK)
        st = kk_spare_load(ctx, *id, incident, &g.arena, &spare, err);
    if (st == KK_OK)
        st = put_state(ctx, *id, state, incident, err);
    return kk_guard_end(&g, st);
}

static enum kk_status run_reserve(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    return hold_spare(ctx, a, "引当", id, err);
}

static enum kk_status run_take(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    return hold_spare(ctx, a, "持出", id, err);
}

static const struct kk_param release_params[] = {
    P_SPARE("spares"),
    KK_P_WHY,
    END,
};

static enum kk_status can_release(struct kk_ctx *ctx, kk_id spare,
                                  struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_spare s;
    enum kk_status st = kk_spare_load(ctx, spare, 0, &arena, &s, err);

    if (st == KK_OK && strcmp(s.state, "引当") != 0 &&
        strcmp(s.state, "持出") != 0)
        st = kk_fail(err, KK_REFUSED, "引当も持出もしていません");
    kk_arena_free(&arena);
    return st;
}

static enum kk_status run_release(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    enum kk_status st;

    *id = kk_arg_id(a, "spare");
    st = can_release(ctx, *id, err);
    return st == KK_OK ? put_state(ctx, *id, "使用可", 0, err) : st;
}

/* --- spare.refresh ------------------------------------------------------- */

static const struct kk_param refresh_params[] = {
    PARAM("spare", .label = "予備機", .hint = "機器ID", .from = "spares",
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT | KK_MANY),
    PARAM("media", .label = "媒体", .hint = "空なら最新の版", .from = "media",
          .type = KK_REF),
    KK_P_AT,
    END,
};

/* Rebuilt from recovery media: what the seat had set is gone with it. */
static enum kk_status run_refresh(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    kk_id media = kk_arg_id(a, "media");
    struct kk_val v[4] = {{0}};
    struct kk_arena arena = {0};
    struct kk_spare spare;
    char day[KK_TIME_BYTES];
    enum kk_status st;

    *id = kk_arg_id(a, "spare");
    st = kk_spare_load(ctx, *id, 0, &arena, &spare, err);
    if (st == KK_OK)
        st = kk_db_one(
            ctx->db, "spare/media_for",
            KK_BINDS({"unit", kk_vint(*id)}, {"media", kk_vid(media)}), &arena,
            v, 4, err);
    if (st == KK_NONE)
        st = kk_fail_at(err, KK_REFUSED, "media",
                        "この機種の媒体が登録されていません");
    if (st == KK_OK && v[1].i == 0)
        st = kk_fail_at(err, KK_REFUSED, "media",
                        "この媒体は %s の機種のものではありません",
                        spare.machine_id);
    if (st == KK_OK && kk_day_of(kk_arg_at(ctx, a, "at")) < (kk_day)v[2].i)
        st = kk_fail_at(err, KK_REFUSED, "at",
                        "媒体の公開日 %s より前です。日時を確かめてください",
                        kk_day_long((kk_day)v[2].i, day));
    if (st == KK_OK && kk_arg_at(ctx, a, "at") < v[3].i)
        st = kk_fail_at(err, KK_REFUSED, "at",
                        "データ消去 %s より前です。日時を確かめてください",
                        kk_time_long(v[3].i, day));
    if (st == KK_OK)
        st = kk_row_update(ctx->db, "unit", *id,
                           KK_CELLS({"image_release_id", kk_vint(v[0].i)},
                                    {"settings", kk_vnull()}),
                           err);
    kk_arena_free(&arena);
    return st;
}

/* --- spare.return -------------------------------------------------------- */

static const struct kk_param return_params[] = {
    P_SPARE("spares"),
    KK_P_AT,
    PARAM("place", .label = "返した場所", .hint = "動かすときだけ",
          .from = "places", .type = KK_REF, .flags = KK_SPLIT),
    PARAM("dept", .label = "部署", .from = "depts", .type = KK_REF),
    KK_P_WHY,
    END,
};

static enum kk_status run_return(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    kk_time at = kk_arg_at(ctx, a, "at");
    struct kk_arena arena = {0};
    struct kk_spare spare;
    enum kk_status st;

    *id = kk_arg_id(a, "spare");
    st = kk_spare_load(ctx, *id, 0, &arena, &spare, err);
    if (st == KK_OK && spare.for_incident != 0)
        st = kk_fail_at(err, KK_REFUSED, "spare",
                        "%s は %s に引当済みです。先に引当を解いてください",
                        spare.machine_id, spare.for_no);
    if (st == KK_OK)
        st = kk_row_update(ctx->db, "unit", *id,
                           KK_CELLS({"state", kk_vtext("保管")},
                                    {"spare_state", kk_vnull()},
                                    {"custodian", kk_vtext("市")},
                                    {"lent_back_at", kk_vint(at)}),
                           err);
    if (st == KK_OK && kk_arg_id(a, "place") != 0)
        st = kk_unit_move(ctx,
                          &(struct kk_move){.unit = *id,
                                            .place = kk_arg_id(a, "place"),
                                            .dept = kk_arg_id(a, "dept"),
                                            .reason = "予備機の返却",
                                            .at = at},
                          err);
    kk_arena_free(&arena);
    return st;
}

/* --- spare.report -------------------------------------------------------- */

static const struct kk_param report_params[] = {
    PARAM("incident", COLUMN(spare_report, incident_id), .from = "queue",
          .flags = KK_REQUIRED | KK_SUBJECT),
    PARAM("at", INTO(spare_report, at), .label = "報告した日時",
          .flags = KK_NOW),
    PARAM("told", COLUMN(spare_report, told), .flags = KK_REQUIRED | KK_POINT,
          .max_cps = 60),
    PARAM("note", COLUMN(spare_report, note),
          .hint = "貸与の見込み、ほかの機種での代替など", .flags = KK_POINT),
    END,
};

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "spare.lend",
     .label = "予備機の貸与を受ける",
     .brief = "貸与",
     .kind = "unit",
     .words = "市から貸与された機器を予備機にします。",
     .tell = "spare/tell",
     .flags = KK_HAPPENED,
     .params = lend_params,
     .may = "spare/may_lend",
     .run = run_lend},
    {.name = "spare.reserve",
     .label = "予備機を引き当てる",
     .brief = "引当",
     .kind = "unit",
     .words = "案件のために予備機を押さえます。",
     .tell = "spare/tell",
     .params = reserve_params,
     .may = "spare/may",
     .can = can_spare,
     .run = run_reserve},
    {.name = "spare.take",
     .label = "予備機を持ち出す",
     .brief = "持出",
     .kind = "unit",
     .words = "案件のために予備機を持って出ることを記録します。",
     .tell = "spare/tell",
     .params = reserve_params,
     .may = "spare/may",
     .can = can_spare,
     .run = run_take},
    {.name = "spare.release",
     .label = "引当を解く",
     .brief = "引当を解く",
     .kind = "unit",
     .words = "引当または持出の予備機を使えるように戻します。",
     .tell = "spare/tell",
     .params = release_params,
     .can = can_release,
     .run = run_release},
    {.name = "spare.refresh",
     .label = "予備機を更新",
     .brief = "更新",
     .kind = "unit",
     .words = "リカバリ媒体で作り直したことを記録します。",
     .tell = "spare/tell",
     .flags = KK_HAPPENED,
     .params = refresh_params,
     .can = can_spare,
     .run = run_refresh},
    {.name = "spare.return",
     .label = "予備機を市へ返す",
     .kind = "unit",
     .words = "貸与された予備機を市へ返したことを記録します。",
     .flags = KK_HAPPENED,
     .params = return_params,
     .can = can_spare,
     .run = run_return},
    {.name = "spare.report",
     .label = "予備機なしを市へ報告",
     .brief = "予備機なし",
     .kind = "incident",
     .makes = "spare_report",
     .words = "交換に使える予備機がないことを市へ報告したと記録します。",
     .tell = "spare_report/tell",
     .flags = KK_HAPPENED,
     .params = report_params,
     .may = "spare_report/may"},
    {.name = NULL},
};

static const struct kk_col cols[] = {
    COL_OF(unit, machine_id, 12),
    COL("model", "機種", 12),
    COL_OF(unit, segment, 10),
    COL_OF(unit, role, 6),
    COL("readiness", "状態", 8),
    COL("media", "媒体", 16, .flags = KK_COL_GROW),
    COL("no", "引当先", 9),
    COL("place", "場所", 16, .flags = KK_COL_WIDE),
    COL_OF(unit, serial, 14, .flags = KK_COL_WIDE),
    COL("lent_at", "貸与", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL_OF(unit, lent_doc, 12, .flags = KK_COL_WIDE),
    COL("kind", "媒体種別", 0, .flags = KK_COL_HIDDEN),
    COL("version", "版", 0, .flags = KK_COL_HIDDEN),
    COL("up_to_date", "最新", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col for_cols[] = {
    COL_OF(unit, machine_id, 12),
    COL("model", "機種", 12),
    COL_OF(unit, role, 6),
    COL("media", "媒体", 16),
    COL("readiness", "状態", 8),
    COL("mismatch", "合わないところ", 20, .flags = KK_COL_GROW),
    COL("place", "場所", 16, .flags = KK_COL_WIDE),
    COL("rank", "順", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col stock_cols[] = {
    COL("label", "機種・用途", 20, .flags = KK_COL_GROW),
    COL_OF(unit, segment, 10, .flags = KK_COL_WIDE),
    COL("ready", "即応", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("stale", "要更新", 6, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("reserved", "引当", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("repair", "修理", 5, .show = KK_SHOW_INT,
        .flags = KK_COL_RIGHT | KK_COL_WIDE),
    COL("total", "計", 5, .show = KK_SHOW_INT,
        .flags = KK_COL_RIGHT | KK_COL_WIDE),
    COL("model", "機種", 0, .flags = KK_COL_HIDDEN),
    COL_OF(unit, role, 0, .flags = KK_COL_HIDDEN),
    COL("kind", "媒体種別", 0, .flags = KK_COL_HIDDEN),
    END,
};
/* The page: wide enough for who has it and how long it lasts. */
static const struct kk_col held_cols[] = {
    COL_OF(unit, segment, 8),
    COL("model", "機種", 12, .flags = KK_COL_GROW),
    COL("use", "用途", 4),
    COL("ready", "即応", 4, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("stale", "要更新", 6, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("reserved", "引当", 4, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("repair", "修理", 4, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("total", "計", 3, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("used", "12か月", 6, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("lasts", "尽きるまで", 14),
    COL("at_city", "菊水", 4, .show = KK_SHOW_INT,
        .flags = KK_COL_RIGHT | KK_COL_WIDE),
    COL("at_site", "拠点", 4, .show = KK_SHOW_INT,
        .flags = KK_COL_RIGHT | KK_COL_WIDE),
    COL("in_car", "車載", 4, .show = KK_SHOW_INT,
        .flags = KK_COL_RIGHT | KK_COL_WIDE),
    COL("at_us", "受託者", 6, .show = KK_SHOW_INT,
        .flags = KK_COL_RIGHT | KK_COL_WIDE),
    COL("at_maker", "メーカー", 8, .show = KK_SHOW_INT,
        .flags = KK_COL_RIGHT | KK_COL_WIDE),
    COL("about", "持ち場", 0, .flags = KK_COL_HIDDEN),
    COL_OF(unit, role, 0, .flags = KK_COL_HIDDEN),
    COL("sort", "区分", 0, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col stale_cols[] = {
    COL_OF(unit, machine_id, 12),
    COL("model", "機種", 12),
    COL("kind", "媒体種別", 14, .flags = KK_COL_GROW),
    COL("has", "今の版", 8),
    COL("wants", "最新", 6),
    COL("released", "公開", 10, .show = KK_SHOW_DATE),
    COL("state", "状態", 8),
    COL("place", "場所", 16, .flags = KK_COL_WIDE),
    COL("order", "指示", 10, .flags = KK_COL_WIDE),
    COL("open", "更新できる", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL_OF(unit, role, 0, .flags = KK_COL_HIDDEN),
    COL("sort", "媒体種別", 0, .flags = KK_COL_HIDDEN),
    COL("media_id", "媒体", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("unit_id", "機器", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col report_cols[] = {
    COL_OF(spare_report, at, 12),
    COL("incident", "案件", 9),
    COL("what", "何の", 20, .flags = KK_COL_GROW),
    COL_OF(spare_report, told, 12),
    COL_OF(spare_report, note, 20),
    COL_OF(spare_report, incident_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const by_machine[] = {"machine_id", NULL};
static const char *const by_rank[] = {"rank", "machine_id", NULL};
static const char *const by_label[] = {"label", NULL};

static const struct kk_listing listings[] = {
    {.name = "spares",
     .title = "予備機",
     .sql = "spare/list",
     .empty = "貸与中の予備機がありません。F2 の「予備機の貸与を受ける」で"
              "記録します。",
     .row_kind = "unit",
     .orders = by_machine,
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    {.name = "pieces",
     .title = "予備機",
     .sql = "spare/list_pieces",
     .empty = "この機種・用途の予備機は手元にも修理にもありません。",
     .row_kind = "unit",
     .orders = by_machine,
     .cols = cols,
     .flags = KK_LIST_SEARCH | KK_LIST_HIDDEN},
    {.name = "spare_stock",
     .title = "予備機の在庫",
     .sql = "spare/list_stock",
     .empty = "貸与中の予備機がありません。F2 の「予備機の貸与を受ける」で"
              "記録します。",
     .row_kind = "",
     .orders = by_label,
     .cols = stock_cols,
     .opens = "pieces"},
    {.name = "stock",
     .title = "予備機",
     .sql = "spare/list_held",
     .empty = "貸与中の予備機がありません。F2 の「予備機の貸与を受ける」で"
              "記録します。",
     .row_kind = "",
     .orders = ORDERS("sort", "ready", "-used"),
     .cols = held_cols,
     .opens = "pieces",
     .told = "spare/told"},
    {.name = "stale_spares",
     .title = "更新を待つ予備機",
     .sql = "spare/list_stale",
     .empty =
         "更新を待つ予備機はありません。F2 "
         "の「媒体を公開」を記録すると、その媒体の予備機がここに並びます。",
     .row_kind = "unit",
     .orders = ORDERS("sort", "place"),
     .cols = stale_cols,
     .round = "spare.refresh"},
    {.name = "spare_reports",
     .title = "予備機なしの報告",
     .sql = "spare_report/list",
     .empty = "予備機なしを市へ報告した記録はありません。",
     .row_kind = "spare_report",
     .orders = ORDERS("-at"),
     .cols = report_cols},
    {.name = "spares_for",
     .title = "この案件に使える予備機",
     .sql = "spare/list_for",
     .empty = "予備機なし: 市へ報告し、F2 "
              "の「予備機なしを市へ報告」で記録してください。",
     .row_kind = "unit",
     .orders = by_rank,
     .cols = for_cols,
     .flags = KK_LIST_HIDDEN},
    {.name = NULL},
};

static const struct kk_code back_codes[] = {
    SAME("使用可"), CODE("修理", "修理が要る"), CODE(NULL, NULL)};
static const struct kk_codes codes[] = {
    {.name = "spare_back", .code = back_codes},
    END,
};

static const struct kk_kind kinds[] = {
    {.name = "spare_report",
     .label = "予備機なしの報告",
     .table = "spare_report",
     .show = "spare_report/list",
     .cols = report_cols},
    END,
};

const struct kk_feature kk_feature_spare = {
    .name = "spare",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
