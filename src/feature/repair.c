/* Repairs (§5.1.2, R23-R25, R33): opened by a swap, from a part or alone;
 * called in at the maker's desk, dated with a city employee as witness, disk
 * erased, rebuilt, back as a spare. What must hold is repair/check.sql, the
 * order of it steps.csv. */
#include "repair.h"

#include "move_lost.h"

#include <kikusui/domain/steps.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#include <string.h>

#define P_REPAIR                                                               \
    PARAM("repair", .label = "修理", .hint = "機器ID か案件の番号",            \
          .from = "repairs", .type = KK_REF,                                   \
          .flags = KK_REQUIRED | KK_SUBJECT)
/* The city's consent to go without a witness: who, when, why. */
#define P_SKIP                                                                 \
    PARAM("skip_ok", INTO(repair, skip_ok),                                    \
          .label = "立会の省略を了承した市の職員", .max_cps = 60),             \
        PARAM("skip_at", INTO(repair, skip_ok_at), .label = "了承の日時",      \
              .flags = KK_PAST),                                               \
        PARAM("skip_reason", COLUMN(repair, skip_reason))
#define P_WITNESS                                                              \
    PARAM("witness", INTO(repair, witness), .label = "立会する市の職員",       \
          .max_cps = 60)

enum kk_status kk_repair_open(struct kk_ctx *ctx, const struct kk_repair_new *r,
                              kk_id *id, struct kk_err *err)
{
    return kk_row_insert(ctx->db, "repair",
                         KK_CELLS({"unit_id", kk_vint(r->unit)},
                                  {"incident_id", kk_vid(r->incident)},
                                  {"desk_id", kk_vid(r->desk)},
                                  {"part", kk_vtext(r->part)},
                                  {"erase_needed", kk_vint(r->erase)}),
                         id, err);
}

/* Decided against: the repair goes on, and its unit is in it again. */
static enum kk_status cancel_lost(struct kk_ctx *ctx, const struct kk_entry *e,
                                  struct kk_err *err)
{
    enum kk_status st = kk_row_update(ctx->db, "repair", e->subject,
                                      KK_CELLS({"deleted", kk_vnull()}), err);

    for (size_t i = 0; st == KK_OK && i < e->n_changes; i++) {
        const struct kk_table *t =
            kk_catalog_table(kk_db_catalog(ctx->db), e->change[i].table_id);

        if (t != NULL && strcmp(t->name, "unit") == 0)
            st = kk_lost_revert(ctx, e, &e->change[i], err);
    }
    return st;
}

static const struct kk_action actions[] = {
    {.name = "repair.open",
     .label = "修理を始める",
     .brief = "修理",
     .kind = "",
     .makes = "repair",
     .words = "交換によらない修理を始めます。部品だけを替えた機器は、部品の名前"
              "を入れるとその場所に残ります。",
     .fill = "repair/fill_open",
     .tell = "repair/tell_open",
     .params = PARAMS(
         PARAM("unit", COLUMN(repair, unit_id), .from = "units",
               .flags = KK_REQUIRED | KK_POINT),
         PARAM("incident", COLUMN(repair, incident_id), .from = "incidents"),
         PARAM("part", COLUMN(repair, part),
               .hint = "替えた部品だけのとき: HDD など", .max_cps = 60),
         PARAM("symptom", COLUMN(repair, reason), .type = KK_LINES,
               .max_cps = 500),
         PARAM("desk", COLUMN(repair, desk_id), .from = "desks"),
         PARAM("erase", INTO(repair, erase_needed), .label = "データ消去",
               .hint = "空ならパソコンと記憶装置", .from = "yesno")),
     .sets = "repair/sets_open"},
    {.name = "repair.call",
     .label = "修理を依頼",
     .brief = "修理依頼",
     .kind = "repair",
     .words = "メーカーの窓口に修理を頼んだことを記録します。",
     .fill = "repair/fill_call",
     .tell = "repair/tell",
     .flags = KK_HAPPENED,
     .params = PARAMS(
         P_REPAIR, PARAM("at", COLUMN(repair, called_at), .flags = KK_NOW),
         PARAM("by", COLUMN(repair, called_by), .from = "repair_by",
               .type = KK_CHOICE),
         PARAM("attached", COLUMN(repair, attached), .from = "yesno",
               .hint = "メールに修理依頼対応要求書を添付した"),
         PARAM("person", COLUMN(repair, person), .max_cps = 60),
         PARAM("ref", COLUMN(repair, ref_no), .flags = KK_NARROW,
               .max_cps = 40),
         PARAM("repro", COLUMN(repair, symptom_repro), .type = KK_LINES,
               .max_cps = 500)),
     .may = "repair/may",
     .sets = "repair/sets_call"},
    {.name = "repair.plan",
     .label = "修理の日程",
     .brief = "修理日程",
     .kind = "repair",
     .words = "メーカーの訪問日時、場所、立会する市の職員を記録します。立会は後"
              "でも入れられます。",
     .fill = "repair/fill_plan",
     .tell = "repair/tell_plan",
     .params = PARAMS(
         P_REPAIR, PARAM("visit_at", COLUMN(repair, visit_at)), P_WITNESS,
         PARAM("place", COLUMN(repair, place_id), .from = "places"),
         PARAM("place_ok", INTO(repair, place_ok),
               .label = "施設外を了承した市の職員", .max_cps = 60),
         PARAM("place_ok_at", COLUMN(repair, place_ok_at), .flags = KK_PAST),
         P_SKIP),
     .may = "repair/may"},
    {.name = "repair.fix",
     .label = "修理済みを記録",
     .brief = "修理済",
     .kind = "repair",
     .words = "メーカーが修理した日時と交換部品を記録します。",
     .fill = "repair/fill_fix",
     .flags = KK_HAPPENED,
     .params = PARAMS(P_REPAIR,
                      PARAM("at", COLUMN(repair, repaired_at), .flags = KK_NOW),
                      PARAM("parts", COLUMN(repair, parts), .flags = KK_POINT),
                      P_WITNESS, P_SKIP),
     .may = "repair/may"},
    {.name = "repair.erase",
     .label = "データ消去",
     .brief = "データ消去",
     .kind = "repair",
     .words = "ハードドライブのデータ消去と証明書を記録します。番号は後でも入れ"
              "られます。",
     .fill = "repair/fill_erase",
     .tell = "repair/tell_erase",
     .flags = KK_HAPPENED,
     .params = PARAMS(
         P_REPAIR, PARAM("at", COLUMN(repair, erased_at), .flags = KK_NOW),
         PARAM("by", INTO(repair, erased_by), .label = "消去した人",
               .flags = KK_REQUIRED, .max_cps = 60),
         PARAM("witness", INTO(repair, erase_witness),
               .label = "立会した市の職員", .max_cps = 60),
         PARAM("cert", COLUMN(repair, cert_no), .flags = KK_NARROW,
               .max_cps = 60),
         P_SKIP),
     .may = "repair/may",
     .sets = "repair/sets_erase"},
    {.name = "repair.no_erase",
     .label = "データ消去を省く",
     .brief = "消去省略",
     .kind = "repair",
     .words =
         "市が了承したときだけ、了承した職員、日時、理由とともに省きます。",
     .params =
         PARAMS(P_REPAIR,
                PARAM("by", INTO(repair, erase_ok), .label = "了承した市の職員",
                      .flags = KK_REQUIRED | KK_POINT, .max_cps = 60),
                PARAM("at", INTO(repair, erase_ok_at), .label = "了承の日時",
                      .flags = KK_REQUIRED | KK_PAST),
                PARAM("reason", INTO(repair, erase_reason), .label = "理由",
                      .flags = KK_REQUIRED | KK_POINT)),
     .may = "repair/may"},
    {.name = "repair.cert",
     .label = "消去証明書番号を記録",
     .brief = "証明書",
     .kind = "repair",
     .words = "窓口が発行した消去証明書の番号を入れます。",
     .params =
         PARAMS(P_REPAIR, PARAM("cert", COLUMN(repair, cert_no),
                                .flags = KK_REQUIRED | KK_NARROW | KK_POINT,
                                .max_cps = 60)),
     .may = "repair/may"},
    {.name = "repair.rebuild",
     .label = "リカバリを記録",
     .brief = "リカバリ",
     .kind = "repair",
     .words = "リカバリ媒体で再構築したことを、媒体の版とともに記録します。",
     .flags = KK_HAPPENED,
     .params = PARAMS(P_REPAIR,
                      PARAM("media", .label = "再構築した媒体", .from = "media",
                            .type = KK_REF, .flags = KK_REQUIRED | KK_POINT),
                      PARAM("at", COLUMN(repair, rebuilt_at), .flags = KK_NOW)),
     .may = "repair/may",
     .sets = "repair/sets_rebuild"},
    {.name = "repair.step",
     .label = "修理の手順を済みにする",
     .brief = "手順",
     .kind = "repair",
     .words = "再現試験のような手順を済みにします。理由があれば省けます。",
     .flags = KK_HAPPENED,
     .params = PARAMS(P_REPAIR, KK_P_STEP),
     .may = "repair/may",
     .run = kk_run_step},
    {.name = "repair.finish",
     .label = "修理を終える",
     .brief = "修理完了",
     .kind = "repair",
     .words = "修理を終えて予備機に戻すか、市に引き渡します。",
     .tell = "repair/tell_spare",
     .flags = KK_HAPPENED,
     .params = PARAMS(
         P_REPAIR,
         PARAM("at", INTO(repair, finished_at), .label = "終了日時",
               .flags = KK_NOW),
         PARAM("parts", COLUMN(repair, parts)),
         PARAM("media", .label = "再構築した媒体", .hint = "空なら記録しない",
               .from = "media", .type = KK_REF),
         PARAM("outcome", COLUMN(repair, outcome), .hint = "空なら予備機",
               .from = "repair_outcome", .type = KK_CHOICE),
         PARAM("skip_ok", INTO(repair, erase_ok),
               .label = "消去の省略を了承した市の職員", .max_cps = 60),
         PARAM("skip_at", INTO(repair, erase_ok_at), .label = "了承の日時",
               .flags = KK_PAST),
         PARAM("skip_reason", COLUMN(repair, erase_reason))),
     .may = "repair/may",
     .sets = "repair/sets_finish"},
    {.name = "repair.cancel",
     .label = "修理を取りやめる",
     .brief = "取りやめ",
     .kind = "repair",
     .words = "間違って始めた修理を取りやめます。機器は始める前の状態に戻り"
              "ます。修理、消去、リカバリを記録した後は「修理を終える」です。",
     .tell = "repair/tell_cancel",
     .params = PARAMS(P_REPAIR, KK_P_REASON),
     .may = "repair/may",
     .sets = "repair/sets_cancel",
     .run = kk_run_remove,
     .lost = cancel_lost},
    END,
};

/* --- the table ----------------------------------------------------------- */

static const struct kk_code outcome_codes[] = {
    CODE("予備機", "予備機に戻した"),
    CODE("市引渡", "市に引き渡した"),
    CODE("修理済", "その場所で直した"),
    CODE(NULL, NULL),
};
static const struct kk_codes codes[] = {
    {.name = "repair_outcome", .code = outcome_codes},
    CODES("repair_by", SAME("電話"), SAME("メール")),
    END,
};

static const struct kk_col cols[] = {
    COL("machine_id", "機器ID", 8),
    COL("model", "機種", 8),
    COL("no", "案件", 8),
    COL("state", "状態", 8),
    COL("desk_short", "窓口", 8, .flags = KK_COL_GROW),
    COL("desk", "窓口", 16, .flags = KK_COL_HIDDEN),
    COL("badge", "今", 14),
    COL_OF(repair, visit_at, 11),
    COL("late", "", 8),
    COL("witness", "立会", 10, .flags = KK_COL_WIDE),
    COL("called_at", "依頼", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL("ref", "受付番号", 12, .flags = KK_COL_WIDE),
    COL_OF(repair, part, 8, .flags = KK_COL_WIDE),
    COL_OF(repair, called_by, 6, .flags = KK_COL_HIDDEN),
    COL_OF(repair, erase_needed, 6, .flags = KK_COL_HIDDEN),
    COL("erased_at", "消去", 12, .show = KK_SHOW_TIME, .flags = KK_COL_HIDDEN),
    COL("cert", "証明書", 12, .flags = KK_COL_HIDDEN),
    COL_OF(repair, finished_at, 12, .flags = KK_COL_HIDDEN),
    COL_OF(repair, outcome, 10, .flags = KK_COL_HIDDEN),
    COL("visit_by", "訪問期限", 10, .show = KK_SHOW_DATE,
        .flags = KK_COL_HIDDEN),
    COL_OF(repair, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(repair, incident_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(repair, desk_id, 0, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL("sort", "未完了から", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};
/* A record tells all that was recorded. */
static const struct kk_col record_cols[] = {
    COL("machine_id", "機器ID", 12),
    COL("model_name", "機種", 12),
    COL_OF(repair, part, 10),
    COL("no", "案件", 9),
    COL("state", "状態", 12),
    COL("warranty", "保証", 8),
    COL("now_at", "いま", 12),
    COL("taken_from", "外した所", 12),
    COL("promise", "約束", 20),
    COL("desk_line", "窓口", 16),
    COL("desk", "窓口", 16, .flags = KK_COL_HIDDEN),
    COL("hint", "診断", 16),
    COL_OF(repair, reason, 20),
    COL_OF(repair, symptom_repro, 10),
    COL("called_at", "依頼", 12, .show = KK_SHOW_TIME),
    COL_OF(repair, called_by, 6),
    COL_OF(repair, attached, 6),
    COL_OF(repair, person, 10),
    COL("ref", "受付番号", 12),
    COL_OF(repair, visit_at, 12),
    COL("witness", "立会", 10),
    COL("place", "修理の場所", 12),
    COL_OF(repair, place_ok, 10),
    COL_OF(repair, place_ok_at, 10),
    COL_OF(repair, skip_ok, 10),
    COL_OF(repair, skip_ok_at, 10),
    COL_OF(repair, skip_reason, 10),
    COL_OF(repair, repaired_at, 12),
    COL_OF(repair, parts, 10),
    COL_OF(repair, erase_needed, 6),
    COL("erased_at", "消去", 12, .show = KK_SHOW_TIME),
    COL_OF(repair, erased_by, 10),
    COL_OF(repair, erase_witness, 10),
    COL("cert", "証明書", 12),
    COL_OF(repair, erase_ok, 10),
    COL_OF(repair, erase_ok_at, 10),
    COL_OF(repair, erase_reason, 10),
    COL_OF(repair, finished_at, 12),
    COL_OF(repair, outcome, 10),
    COL("told", "窓口へ伝える文", 20, .flags = KK_COL_HIDDEN | KK_COL_HAND),
    COL("mail", "窓口へのメール", 20, .flags = KK_COL_HAND),
    COL("visit_by", "訪問期限", 10, .show = KK_SHOW_DATE,
        .flags = KK_COL_HIDDEN),
    COL_OF(repair, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(repair, incident_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(repair, desk_id, 0, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "repairs",
     .title = "修理",
     .sql = "repair/list",
     .empty = "修理はありません。予備機と交換すると始まります。部品だけのときや"
              "交換のないときは F2 の「修理を始める」で始めます。",
     .row_kind = "repair",
     .orders = ORDERS("sort", "machine_id", "visit_at"),
     .flags = KK_LIST_SEARCH,
     .cols = cols},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "repair",
     .label = "修理",
     .table = "repair",
     .show = "repair/show",
     .cols = record_cols,
     .related = RELATED("desk_told")},
    END,
};

const struct kk_feature kk_feature_repair = {
    .name = "repair",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
