/* Repairs (§5.1.2, R23-R25, R33): opened by a swap; called in at the maker's
 * desk, dated with a city employee as witness, disk erased, back as a spare. */
#include "case.h"
#include "unit.h"

#include <kikusui/domain/contract.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#include <string.h>

struct repair {
    kk_id id, unit, desk, incident;
    kk_time called, visit, erased, finished, swapped;
    bool erase_needed, certificate;
    const char *witness, *skip_ok, *skip_reason, *cert_no, *flow_class;
};

static enum kk_status load(struct kk_ctx *ctx, kk_id id, struct kk_arena *arena,
                           struct repair *r, struct kk_err *err)
{
    struct kk_val v[15] = {{0}};
    enum kk_status st =
        kk_db_one(ctx->db, "repair/row", KK_BINDS({"repair", kk_vint(id)}),
                  arena, v, 15, err);

    *r = (struct repair){.id = id};
    if (st == KK_NONE)
        return kk_fail_at(err, KK_REFUSED, "repair", "その修理はありません");
    if (st != KK_OK)
        return st;
    *r = (struct repair){
        .id = id,
        .unit = v[0].i,
        .desk = v[1].i,
        .incident = v[2].i,
        .called = v[3].i,
        .visit = v[4].i,
        .erased = v[5].i,
        .finished = v[6].i,
        .swapped = v[7].i,
        .erase_needed = v[8].i != 0,
        .certificate = v[9].i != 0,
        .witness = v[10].s,
        .skip_ok = v[11].s,
        .skip_reason = v[12].s,
        .cert_no = v[13].s,
        .flow_class = v[14].s,
    };
    return KK_OK;
}

static bool blank(const char *s)
{
    return s == NULL || s[0] == '\0';
}

static enum kk_status is_open(const struct repair *r, struct kk_err *err)
{
    if (r->finished != 0)
        return kk_fail(err, KK_REFUSED, "この修理は終わっています");
    return KK_OK;
}

static enum kk_status not_before(kk_time at, kk_time low, const char *what,
                                 const char *low_what, struct kk_err *err)
{
    char a[KK_TIME_BYTES];
    char b[KK_TIME_BYTES];

    if (at == 0 || low == 0 || at >= low)
        return KK_OK;
    return kk_fail_at(err, KK_REFUSED, "at",
                      "%s %s が%s %s より前です。日時を確かめてください", what,
                      kk_time_long(at, a), low_what, kk_time_long(low, b));
}

static enum kk_status can_open(struct kk_ctx *ctx, kk_id repair,
                               struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct repair r;
    enum kk_status st = load(ctx, repair, &arena, &r, err);

    if (st == KK_OK)
        st = is_open(&r, err);
    kk_arena_free(&arena);
    return st;
}

#define P_REPAIR                                                               \
    PARAM("repair", .label = "修理", .hint = "機器ID か案件の番号",            \
          .from = "repairs", .type = KK_REF,                                   \
          .flags = KK_REQUIRED | KK_SUBJECT)
#define P_SKIP                                                                 \
    PARAM("skip_ok", INTO(repair, skip_ok), .label = "省略を了承した市の職員", \
          .max_cps = 60),                                                      \
        PARAM("skip_reason", COLUMN(repair, skip_reason))

/* --- repair.call --------------------------------------------------------- */

static const struct kk_param call_params[] = {
    P_REPAIR,
    PARAM("at", COLUMN(repair, called_at), .flags = KK_NOW),
    PARAM("person", COLUMN(repair, person), .max_cps = 60),
    PARAM("ref", COLUMN(repair, ref_no), .flags = KK_NARROW, .max_cps = 40),
    PARAM("repro", COLUMN(repair, symptom_repro), .type = KK_LINES,
          .max_cps = 500),
    END,
};

static enum kk_status run_call(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    kk_time at = kk_arg_at(ctx, a, "at");
    struct kk_arena arena = {0};
    struct repair r;
    enum kk_status st;

    *id = kk_arg_id(a, "repair");
    st = load(ctx, *id, &arena, &r, err);
    if (st == KK_OK)
        st = is_open(&r, err);
    if (st == KK_OK)
        st = not_before(at, r.swapped, "依頼", "交換", err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "repair", *id, a, err);
    if (st == KK_OK)
        st = kk_row_update(ctx->db, "unit", r.unit,
                           KK_CELLS({"state", kk_vtext("修理中")}), err);
    kk_arena_free(&arena);
    return st;
}

/* --- repair.plan --------------------------------------------------------- */

static const struct kk_param plan_params[] = {
    P_REPAIR,
    PARAM("visit_at", COLUMN(repair, visit_at), .flags = KK_REQUIRED),
    PARAM("witness", INTO(repair, witness), .label = "立会する市の職員",
          .max_cps = 60),
    P_SKIP,
    END,
};

/* §5.1.2「本市職員の立会の下」: without one only with the city's consent. */
static enum kk_status run_plan(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct repair r;
    enum kk_status st;

    *id = kk_arg_id(a, "repair");
    st = load(ctx, *id, &arena, &r, err);
    if (st == KK_OK)
        st = is_open(&r, err);
    if (st == KK_OK && r.called == 0)
        st =
            kk_fail(err, KK_REFUSED,
                    "修理の依頼がまだです。先に窓口への連絡を記録してください");
    if (st == KK_OK)
        st = not_before(kk_arg_time(a, "visit_at"), r.called, "訪問予定",
                        "依頼", err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "repair", *id, a, err);
    if (st == KK_OK)
        st = load(ctx, *id, &arena, &r, err);
    if (st == KK_OK && blank(r.witness) &&
        (blank(r.skip_ok) || blank(r.skip_reason)))
        st = kk_fail_at(err, KK_REFUSED, "witness",
                        "立会する市の職員を入れてください。立会を省くときは、"
                        "了承した市の職員と理由が要ります");
    kk_arena_free(&arena);
    return st;
}

/* --- repair.erase -------------------------------------------------------- */

static const struct kk_param erase_params[] = {
    P_REPAIR,
    PARAM("at", COLUMN(repair, erased_at), .flags = KK_NOW),
    PARAM("by", INTO(repair, erased_by), .label = "消去した人",
          .flags = KK_REQUIRED, .max_cps = 60),
    PARAM("witness", INTO(repair, erase_witness), .label = "立会した市の職員",
          .max_cps = 60),
    PARAM("cert", COLUMN(repair, cert_no), .flags = KK_NARROW, .max_cps = 60),
    P_SKIP,
    END,
};

static enum kk_status run_erase(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct repair r;
    enum kk_status st;

    *id = kk_arg_id(a, "repair");
    st = load(ctx, *id, &arena, &r, err);
    if (st == KK_OK)
        st = is_open(&r, err);
    if (st == KK_OK)
        st =
            not_before(kk_arg_at(ctx, a, "at"), r.swapped, "消去", "交換", err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "repair", *id, a, err);
    if (st == KK_OK)
        st = load(ctx, *id, &arena, &r, err);
    if (st == KK_OK && blank(kk_arg_text(a, "witness")) &&
        (blank(r.skip_ok) || blank(r.skip_reason)))
        st = kk_fail_at(err, KK_REFUSED, "witness",
                        "立会した市の職員を入れてください。立会を省いたときは、"
                        "了承した市の職員と理由が要ります");
    if (st == KK_OK && r.certificate && blank(r.cert_no))
        st = kk_fail_at(err, KK_REFUSED, "cert",
                        "この窓口は消去証明書を発行します。番号を入れて"
                        "ください");
    kk_arena_free(&arena);
    return st;
}

/* --- repair.finish ------------------------------------------------------- */

static const struct kk_param finish_params[] = {
    P_REPAIR,
    PARAM("at", INTO(repair, finished_at), .label = "終了日時",
          .flags = KK_NOW),
    PARAM("parts", COLUMN(repair, parts)),
    PARAM("media", .label = "再構築した媒体", .hint = "空なら記録しない",
          .from = "media", .type = KK_REF),
    PARAM("outcome", COLUMN(repair, outcome), .hint = "空なら予備機",
          .from = "repair_outcome", .type = KK_CHOICE),
    P_SKIP,
    END,
};

static enum kk_status may_finish(const struct repair *r, kk_time at,
                                 struct kk_err *err)
{
    enum kk_status st = is_open(r, err);

    if (st == KK_OK && r->erase_needed && r->erased == 0 &&
        (blank(r->skip_ok) || blank(r->skip_reason)))
        return kk_fail(err, KK_REFUSED,
                       "ハードドライブのデータ消去がまだです。省くときは、"
                       "了承した市の職員と理由が要ります");
    if (st == KK_OK)
        st = not_before(at, r->called, "終了", "依頼", err);
    return st == KK_OK ? not_before(at, r->erased, "終了", "消去", err) : st;
}

/* Repaired and rebuilt it serves as a spare (§5.1.2「予備機として利用できる状態
 * に」); beyond repair it is the city's. */
static enum kk_status run_finish(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    bool gone = kk_streq(kk_arg_text(a, "outcome"), "市引渡");
    kk_time at = kk_arg_at(ctx, a, "at");
    struct kk_arena arena = {0};
    struct repair r = {0};
    enum kk_status st;

    *id = kk_arg_id(a, "repair");
    st = kk_put_args(ctx, "repair", *id, a, err);
    if (st == KK_OK)
        st = load(ctx, *id, &arena, &r, err);
    r.finished = 0; /* written just now */
    if (st == KK_OK)
        st = may_finish(&r, at, err);
    if (st == KK_OK && gone)
        st = kk_row_update(ctx->db, "unit", r.unit,
                           KK_CELLS({"state", kk_vtext("市引渡済")},
                                    {"custodian", kk_vtext("市")},
                                    {"spare_state", kk_vnull()}),
                           err);
    else if (st == KK_OK)
        st = kk_row_update(
            ctx->db, "unit", r.unit,
            KK_CELLS(
                {"state", kk_vtext("予備")}, {"custodian", kk_vtext("受託者")},
                {"spare_state", kk_vtext("使用可")},
                {"spare_incident_id", kk_vnull()}, {"settings", kk_vnull()},
                {"lent_at", kk_vint(at)}, {"lent_back_at", kk_vnull()}),
            err);
    if (st == KK_OK && kk_arg_id(a, "media") != 0)
        st = kk_row_update(
            ctx->db, "unit", r.unit,
            KK_CELLS({"image_release_id", kk_arg_val(a, "media")}), err);
    if (st == KK_OK && kk_arg_id(a, "media") != 0)
        st = kk_row_update(ctx->db, "repair", *id,
                           KK_CELLS({"rebuilt_at", kk_vint(at)}), err);
    kk_arena_free(&arena);
    return st;
}

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "repair.call",
     .label = "修理を依頼",
     .brief = "修理依頼",
     .kind = "repair",
     .words = "メーカーの窓口に修理を頼んだことを記録します。",
     .tell = "repair/tell",
     .flags = KK_HAPPENED,
     .params = call_params,
     .can = can_open,
     .run = run_call},
    {.name = "repair.plan",
     .label = "修理の日程",
     .brief = "修理日程",
     .kind = "repair",
     .words = "メーカーの訪問日時と、立会する市の職員を記録します。",
     .fill = "repair/fill_plan",
     .params = plan_params,
     .can = can_open,
     .run = run_plan},
    {.name = "repair.erase",
     .label = "データ消去",
     .brief = "データ消去",
     .kind = "repair",
     .words = "ハードドライブのデータ消去と証明書を記録します。",
     .fill = "repair/fill_erase",
     .flags = KK_HAPPENED,
     .params = erase_params,
     .can = can_open,
     .run = run_erase},
    {.name = "repair.finish",
     .label = "修理を終える",
     .brief = "修理完了",
     .kind = "repair",
     .words = "修理を終えて予備機に戻すか、市に引き渡します。",
     .tell = "repair/tell_spare",
     .flags = KK_HAPPENED,
     .params = finish_params,
     .can = can_open,
     .run = run_finish},
    {.name = NULL},
};

static const struct kk_code outcome_codes[] = {
    CODE("予備機", "予備機に戻した"),
    CODE("市引渡", "市に引き渡した"),
    CODE(NULL, NULL),
};
static const struct kk_codes codes[] = {
    {.name = "repair_outcome", .code = outcome_codes},
    END,
};

static const struct kk_col cols[] = {
    COL("machine_id", "機器ID", 12),
    COL("model", "機種", 12),
    COL("no", "案件", 9),
    COL("state", "状態", 12),
    COL("desk", "窓口", 16, .flags = KK_COL_GROW),
    COL_OF(repair, visit_at, 12),
    COL("witness", "立会", 10),
    COL("called_at", "依頼", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL("ref", "受付番号", 12, .flags = KK_COL_WIDE),
    COL_OF(repair, erase_needed, 6, .flags = KK_COL_WIDE),
    COL("erased_at", "消去", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL("cert", "証明書", 12, .flags = KK_COL_WIDE),
    COL_OF(repair, finished_at, 12, .flags = KK_COL_WIDE),
    COL_OF(repair, outcome, 10, .flags = KK_COL_WIDE),
    COL("warranty", "保証", 8, .flags = KK_COL_HIDDEN),
    COL("visit_by", "訪問期限", 10, .show = KK_SHOW_DATE,
        .flags = KK_COL_HIDDEN),
    COL_OF(repair, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(repair, incident_id, 0, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const orders[] = {"machine_id", NULL};
static const struct kk_listing listings[] = {
    {.name = "repairs",
     .title = "修理",
     .sql = "repair/list",
     .empty = "修理の記録はありません。予備機と交換すると始まります。",
     .row_kind = "repair",
     .orders = orders,
     .cols = cols},
    {.name = NULL},
};
static const struct kk_kind kinds[] = {
    {.name = "repair",
     .label = "修理",
     .table = "repair",
     .show = "repair/list",
     .cols = cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_repair = {
    .name = "repair",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
