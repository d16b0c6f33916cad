/* What a month's papers lack before they may be final, of all features
 * (data/feature/KIND/gap.sql), what the office lets go for a reason, and what
 * was made final (§10, §11). */
#include <kikusui/domain/listing.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#include <string.h>

#define P_MONTH(table)                                                         \
    PARAM("month", COLUMN(table, month), .hint = "2023-06",                    \
          .flags = KK_REQUIRED, .max_cps = 7)

static const struct kk_param accept_params[] = {
    P_MONTH(gap_accepted),
    PARAM("gap", COLUMN(gap_accepted, gap),
          .hint = "kikusui list gaps の key の通りに", .flags = KK_REQUIRED),
    PARAM("reason", COLUMN(gap_accepted, reason), .flags = KK_REQUIRED),
    PARAM("at", COLUMN(gap_accepted, at), .flags = KK_NOW),
    END,
};
static const struct kk_param withdraw_params[] = {
    PARAM("accepted", .label = "了承", .from = "accepted_gaps", .type = KK_REF,
          .flags = KK_REQUIRED | KK_SUBJECT),
    KK_P_REASON,
    END,
};

/* What kikusui deliver --final records: only it knows vector and sums. */
static const struct kk_param delivery_params[] = {
    PARAM("set_name", COLUMN(delivery, set_name), .hint = "2024-03",
          .flags = KK_REQUIRED, .max_cps = 12),
    P_MONTH(delivery),
    PARAM("at", COLUMN(delivery, made_at), .flags = KK_NOW),
    PARAM("goes_on", COLUMN(delivery, goes_on)),
    PARAM("vector", COLUMN(delivery, vector), .flags = KK_REQUIRED,
          .max_cps = 16000),
    PARAM("sums", COLUMN(delivery, sums), .type = KK_LINES,
          .flags = KK_REQUIRED, .max_cps = 16000),
    END,
};

static const struct kk_listing listings[];

/* The gap stands there in that month, and is one that a reason lifts. */
static enum kk_status check_gap(struct kk_ctx *ctx, struct kk_args *a,
                                struct kk_err *err)
{
    const char *month = kk_arg_text(a, "month");
    const struct kk_filter key[] = {
        {.col = "key", .text = kk_arg_text(a, "gap")}, {.col = NULL}};
    struct kk_bind month_binds[] = {
        {.name = "first"}, {.name = "last"}, {.name = NULL}};
    const struct kk_query q = {
        .listing = listings, .filters = key, .binds = month_binds, .limit = 1};
    kk_day first, last;
    struct kk_rows rows;
    enum kk_status st;

    if (month == NULL || key[0].text == NULL)
        return KK_OK; /* told as missing */
    st = kk_month_days(month, &first, &last, err);
    if (st != KK_OK)
        return KK_REFUSED;
    month_binds[0].val = kk_vint(first);
    month_binds[1].val = kk_vint(last);
    st = kk_listing_fetch(ctx, &q, &rows, err);
    if (st != KK_OK)
        return st;
    if (rows.n == 0)
        st = kk_fail_at(err, KK_REFUSED, "gap",
                        "%s の書類に足りないものにそれはありません。kikusui "
                        "list gaps の key の通りに入れてください",
                        month);
    else if (strcmp(rows.cell[kk_listing_col(listings, "weight")].s, "必ず") ==
             0)
        st = kk_fail_at(err, KK_REFUSED, "gap",
                        "これは理由を添えても確定できません。記録してください");
    kk_rows_free(&rows);
    return st;
}

static const struct kk_action actions[] = {
    {.name = "gap.accept",
     .label = "足りないまま確定してよい理由",
     .kind = "",
     .makes = "gap_accepted",
     .words = "提出書類に足りないものを、理由を添えてそのまま確定できるように"
              "します。理由は月次報告書の鑑に載ります。",
     .flags = KK_OFFICE,
     .params = accept_params,
     .may = "gap_accepted/may_accept",
     .complete = check_gap,
     .sets = "gap_accepted/sets_accept"},
    {.name = "gap.withdraw",
     .label = "足りないままの了承をやめる",
     .kind = "gap_accepted",
     .words = "理由を添えて了承したことを取り下げます。",
     .flags = KK_OFFICE,
     .params = withdraw_params,
     .run = kk_run_remove},
    {.name = "delivery.add",
     .label = "確定を記録",
     .kind = "",
     .makes = "delivery",
     .words = "ひと月分の提出書類を確定したことを記録します。kikusui deliver "
              "--final が行います。",
     .flags = KK_OFFICE,
     .params = delivery_params,
     .may = "delivery/may",
     .sets = "delivery/sets"},
    END,
};

static const struct kk_col cols[] = {
    COL("weight", "重さ", 10),
    COL("kind", "種類", 14),
    COL("no", "番号", 10),
    COL("place", "場所", 12, .flags = KK_COL_GROW),
    COL("what", "足りないもの", 30, .flags = KK_COL_GROW),
    COL("key", "了承するときの名", 24, .flags = KK_COL_WIDE),
    COL("go", "どこで", 30, .flags = KK_COL_HIDDEN),
    COL("target", "記録", 8, .flags = KK_COL_HIDDEN),
    COL("incident_id", "案件", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col accepted_cols[] = {
    COL_OF(gap_accepted, month, 8),
    COL_OF(gap_accepted, gap, 24),
    COL_OF(gap_accepted, reason, 24, .flags = KK_COL_GROW),
    COL("by", LABEL(gap_accepted, by_id), 12),
    COL_OF(gap_accepted, at, 12),
    END,
};
static const struct kk_col delivery_cols[] = {
    COL_OF(delivery, set_name, 10),
    COL_OF(delivery, month, 8),
    COL_OF(delivery, made_at, 14),
    COL("by", LABEL(delivery, by_id), 12),
    COL_OF(delivery, goes_on, 6),
    COL_OF(delivery, vector, 20, .flags = KK_COL_HIDDEN),
    COL_OF(delivery, sums, 20, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col delivery_record_cols[] = {
    COL_OF(delivery, set_name, 10),
    COL_OF(delivery, made_at, 14),
    COL("by", LABEL(delivery, by_id), 12),
    COL_OF(delivery, goes_on, 8),
    COL_OF(delivery, sums, 60),
    COL_OF(delivery, vector, 60),
    END,
};
/* 訂正 of the monthly report. */
static const struct kk_col correction_cols[] = {
    COL("month", "対象月", 12),
    COL("no", "案件管理番号", 12),
    COL("item", "項目", 22),
    COL("before", "訂正前", 26),
    COL("after", "訂正後", 26),
    COL("reason", "理由", 22),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "gaps",
     .title = "提出書類に足りないもの",
     .sql = "gap",
     .empty = "足りないものはありません。",
     .row_kind = "",
     .orders = ORDERS("weight", "key"),
     .cols = cols,
     .flags = KK_LIST_JOINED},
    {.name = "accepted_gaps",
     .title = "足りないまま確定した理由",
     .sql = "gap_accepted/list",
     .empty = "理由を添えて了承したものはありません。",
     .row_kind = "gap_accepted",
     .orders = ORDERS("month", "gap"),
     .cols = accepted_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "corrections",
     .title = "訂正",
     .sql = "delivery/corrections",
     .empty = "訂正はありません。",
     .row_kind = "",
     .orders = ORDERS("month"),
     .cols = correction_cols,
     .flags = KK_LIST_HIDDEN},
    {.name = "deliveries",
     .title = "確定した提出書類",
     .sql = "delivery/list",
     .empty = "確定した月はありません。kikusui deliver YYYY-MM --final で確定"
              "します。",
     .row_kind = "delivery",
     .orders = ORDERS("-set_name"),
     .cols = delivery_cols,
     .flags = KK_LIST_SEARCH},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "gap_accepted",
     .label = "足りないままの了承",
     .table = "gap_accepted",
     .show = "gap_accepted/list",
     .cols = accepted_cols},
    {.name = "delivery",
     .label = "確定",
     .table = "delivery",
     .show = "delivery/list",
     .cols = delivery_record_cols},
    END,
};

const struct kk_feature kk_feature_gap = {
    .name = "gap",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
};
