/* Time worked (§5.3.2 実稼働時間, R15): slices of one person, which cannot be
 * at two things at once. */
#include "case.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

/* --- work.log ------------------------------------------------------------ */

static const struct kk_param log_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("worker", COLUMN(work, person_id), .from = "roster"),
    PARAM("from", COLUMN(work, from_at),
          .flags = KK_REQUIRED | KK_POINT | KK_PAST),
    PARAM("to", COLUMN(work, to_at), .flags = KK_REQUIRED | KK_POINT | KK_PAST),
    PARAM("note", COLUMN(work, note)),
    END,
};

static enum kk_status run_log(struct kk_ctx *ctx, const struct kk_args *a,
                              kk_id *id, struct kk_err *err)
{
    kk_id person = kk_arg_id(a, "worker");
    struct kk_guard g;
    kk_id row;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    if (person == 0)
        person = ctx->worker;
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_put_new(ctx, "work", a,
                        KK_CELLS({"incident_id", kk_vint(*id)},
                                 {"person_id", kk_vid(person)}),
                        &row, err);
    return kk_guard_end(&g, st);
}

/* --- work.correct -------------------------------------------------------- */

static const struct kk_param correct_params[] = {
    KK_P_OF_INCIDENT,
    PARAM("work", .label = "作業時間", .hint = "案件の何番目か",
          .from = "works", .type = KK_REF, .flags = KK_REQUIRED),
    PARAM("worker", COLUMN(work, person_id), .from = "roster"),
    PARAM("from", COLUMN(work, from_at), .flags = KK_PAST),
    PARAM("to", COLUMN(work, to_at), .flags = KK_PAST),
    PARAM("note", COLUMN(work, note)),
    PARAM("cancel", .label = "この作業時間を取り消す",
          .hint = "していない作業だったときだけ yes", .from = "yesno",
          .type = KK_CHOICE),
    KK_P_REASON,
    END,
};

static enum kk_status run_correct(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    return kk_correct_row(ctx, "work", a, id, err);
}

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "work.log",
     .label = "作業時間を記録",
     .brief = "作業",
     .kind = "incident",
     .words = "この案件に使った実際の時間を記録します。ほかの作業をしていた"
              "時間は入れません。",
     .fill = "work/fill",
     .tell = "work/tell",
     .params = log_params,
     .run = run_log},
    {.name = "work.correct",
     .label = "作業時間を訂正",
     .kind = "incident",
     .words = "記録した作業時間を理由を付けて直します。",
     .fill = "work/fill_correct",
     .tell = "work/tell",
     .params = correct_params,
     .run = run_correct},
    {.name = NULL},
};

static const struct kk_col cols[] = {
    COL("no", "番号", 9),
    COL("what", "対象", 20, .flags = KK_COL_GROW),
    COL("worker", "作業者", 10),
    COL("from", "開始", 12, .show = KK_SHOW_TIME),
    COL("to", "終了", 12, .show = KK_SHOW_TIME),
    COL("minutes", "時間", 6, .show = KK_SHOW_MINUTES, .flags = KK_COL_RIGHT),
    COL_OF(work, note, 16, .flags = KK_COL_WIDE),
    COL_OF(work, incident_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const orders[] = {"-from", "from", NULL};

static const struct kk_listing listings[] = {
    {.name = "works",
     .title = "作業時間",
     .sql = "work/list",
     .empty = "作業時間の記録はありません。案件の画面で作業時間を記録します。",
     .row_kind = "work",
     .orders = orders,
     .cols = cols},
    {.name = NULL},
};

static const struct kk_kind kinds[] = {
    {.name = "work",
     .label = "作業時間",
     .table = "work",
     .show = "work/list",
     .cols = cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_work = {
    .name = "work",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
};
