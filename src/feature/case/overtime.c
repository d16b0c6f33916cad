/* Work beyond closing time (§6, R6): on either of two separate grounds. */
#include "case.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#define P_FIELDS                                                               \
    PARAM("agreed_by", INTO(overtime, agreed_by), .label = "合意した人",       \
          .hint = "協議した現場担当者、または求めた市の職員", .max_cps = 60),  \
        PARAM("blocks", COLUMN(overtime, blocks),                              \
              .hint = "市の求めのとき、市に確かめる", .from = "yesno"),        \
        PARAM("until", INTO(overtime, until_at), .label = "対応する時刻まで"), \
        PARAM("note", COLUMN(overtime, note))

static const struct kk_param record_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("ground", COLUMN(overtime, ground), .from = "overtime_ground",
          .type = KK_CHOICE, .flags = KK_REQUIRED),
    P_FIELDS,
    END,
};

static enum kk_status run_record(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    kk_id row;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_put_new(ctx, "overtime", a,
                        KK_CELLS({"incident_id", kk_vint(*id)}), &row, err);
    return kk_guard_end(&g, st);
}

static const struct kk_param correct_params[] = {
    KK_P_OF_INCIDENT,
    PARAM("overtime", .label = "時間外", .hint = "案件の何番目か",
          .from = "overtimes", .type = KK_REF, .flags = KK_REQUIRED),
    PARAM("ground", COLUMN(overtime, ground), .from = "overtime_ground",
          .type = KK_CHOICE),
    P_FIELDS,
    PARAM("cancel", .label = "この時間外を取り消す",
          .hint = "していない時間外だったときだけ yes", .from = "yesno",
          .type = KK_CHOICE),
    KK_P_REASON,
    END,
};

static enum kk_status run_correct(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    return kk_correct_row(ctx, "overtime", a, id, err);
}

static const struct kk_action actions[] = {
    {.name = "overtime.record",
     .label = "時間外の対応",
     .kind = "incident",
     .words = "受付時間を超えて対応する根拠（現場との協議か市の求め）を記録"
              "します。",
     .params = record_params,
     .run = run_record},
    {.name = "overtime.correct",
     .label = "時間外を訂正",
     .kind = "incident",
     .words = "記録した時間外を理由を付けて直します。",
     .fill = "overtime/fill_correct",
     .params = correct_params,
     .run = run_correct},
    {.name = NULL},
};

static const struct kk_code ground_codes[] = {
    CODE("協議", "現場担当者との協議"), SAME("市の求め"), CODE(NULL, NULL)};
static const struct kk_codes codes[] = {
    {.name = "overtime_ground", .code = ground_codes},
    END,
};

static const struct kk_col cols[] = {
    COL("no", "番号", 9),
    COL("place", "拠点", 20, .flags = KK_COL_GROW),
    COL_OF(overtime, ground, 10),
    COL("agreed_by", "合意した人", 12),
    COL("until", "まで", 12, .show = KK_SHOW_TIME),
    COL_OF(overtime, blocks, 10, .flags = KK_COL_WIDE),
    COL_OF(overtime, note, 16, .flags = KK_COL_WIDE),
    COL_OF(overtime, incident_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const orders[] = {"-until", NULL};
static const struct kk_listing listings[] = {
    {.name = "overtimes",
     .title = "時間外",
     .sql = "overtime/list",
     .empty = "時間外の対応の記録はありません。",
     .row_kind = "overtime",
     .orders = orders,
     .cols = cols},
    {.name = NULL},
};
static const struct kk_kind kinds[] = {
    {.name = "overtime",
     .label = "時間外",
     .table = "overtime",
     .show = "overtime/list",
     .cols = cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_overtime = {
    .name = "overtime",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
