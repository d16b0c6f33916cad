/* Repairs (§5.1.2, R23-R25, R33): opened by a swap; called in at the maker's
 * desk, dated with a city employee as witness, disk erased, rebuilt, back as a
 * spare. What must hold is repair/check.sql, the order of it steps.csv. */
#include <kikusui/domain/steps.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

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

/* --- repair.plan --------------------------------------------------------- */

static const struct kk_param plan_params[] = {
    P_REPAIR,
    PARAM("visit_at", COLUMN(repair, visit_at), .flags = KK_REQUIRED),
    PARAM("witness", INTO(repair, witness), .label = "立会する市の職員",
          .max_cps = 60),
    P_SKIP,
    END,
};

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

/* --- repair.rebuild, .step ----------------------------------------------- */

static const struct kk_param rebuild_params[] = {
    P_REPAIR,
    PARAM("media", .label = "再構築した媒体", .from = "media", .type = KK_REF,
          .flags = KK_REQUIRED | KK_POINT),
    PARAM("at", COLUMN(repair, rebuilt_at), .flags = KK_NOW),
    END,
};
static const struct kk_param step_params[] = {
    P_REPAIR,
    KK_P_STEP,
    END,
};

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
     .may = "repair/may",
     .sets = "repair/sets_call"},
    {.name = "repair.plan",
     .label = "修理の日程",
     .brief = "修理日程",
     .kind = "repair",
     .words = "メーカーの訪問日時と、立会する市の職員を記録します。",
     .fill = "repair/fill_plan",
     .params = plan_params,
     .may = "repair/may"},
    {.name = "repair.erase",
     .label = "データ消去",
     .brief = "データ消去",
     .kind = "repair",
     .words = "ハードドライブのデータ消去と証明書を記録します。",
     .fill = "repair/fill_erase",
     .flags = KK_HAPPENED,
     .params = erase_params,
     .may = "repair/may"},
    {.name = "repair.rebuild",
     .label = "リカバリを記録",
     .brief = "リカバリ",
     .kind = "repair",
     .words = "リカバリ媒体で再構築したことを、媒体の版とともに記録します。",
     .flags = KK_HAPPENED,
     .params = rebuild_params,
     .may = "repair/may",
     .sets = "repair/sets_rebuild"},
    {.name = "repair.step",
     .label = "修理の手順を済みにする",
     .brief = "手順",
     .kind = "repair",
     .words = "再現試験のような手順を済みにします。理由があれば省けます。",
     .flags = KK_HAPPENED,
     .params = step_params,
     .may = "repair/may",
     .run = kk_run_step},
    {.name = "repair.finish",
     .label = "修理を終える",
     .brief = "修理完了",
     .kind = "repair",
     .words = "修理を終えて予備機に戻すか、市に引き渡します。",
     .tell = "repair/tell_spare",
     .flags = KK_HAPPENED,
     .params = finish_params,
     .may = "repair/may",
     .sets = "repair/sets_finish"},
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
/* A record tells all that was recorded. */
static const struct kk_col record_cols[] = {
    COL("machine_id", "機器ID", 12),
    COL("model", "機種", 12),
    COL("no", "案件", 9),
    COL("state", "状態", 12),
    COL("warranty", "保証", 8),
    COL("desk", "窓口", 16),
    COL("called_at", "依頼", 12, .show = KK_SHOW_TIME),
    COL_OF(repair, person, 10),
    COL("ref", "受付番号", 12),
    COL_OF(repair, symptom_repro, 10),
    COL("visit_by", "訪問期限", 10, .show = KK_SHOW_DATE),
    COL_OF(repair, visit_at, 12),
    COL("witness", "立会", 10),
    COL_OF(repair, erase_needed, 6),
    COL("erased_at", "消去", 12, .show = KK_SHOW_TIME),
    COL_OF(repair, erased_by, 10),
    COL_OF(repair, erase_witness, 10),
    COL("cert", "証明書", 12),
    COL_OF(repair, skip_ok, 10),
    COL_OF(repair, skip_reason, 10),
    COL_OF(repair, parts, 10),
    COL_OF(repair, finished_at, 12),
    COL_OF(repair, outcome, 10),
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
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    {.name = NULL},
};
static const struct kk_kind kinds[] = {
    {.name = "repair",
     .label = "修理",
     .table = "repair",
     .show = "repair/list",
     .cols = record_cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_repair = {
    .name = "repair",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
