/* What is handed in to the city and when (§11, R85, R87): the contract's own
 * documents stand by rule (document/ruled_document.sql) before anybody recorded
 * them; what else the city wants is added. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#define P_DOCUMENT(more)                                                       \
    PARAM("document", .label = "提出書類", .hint = "月次報告書 令和5年4月分",  \
          .from = "documents", .type = KK_REF,                                 \
          .flags = KK_REQUIRED | KK_SUBJECT | (more))

static const struct kk_param add_params[] = {
    PARAM("kind", COLUMN(document, kind), .flags = KK_REQUIRED),
    PARAM("period", COLUMN(document, period)),
    PARAM("due", COLUMN(document, due_on), .flags = KK_REQUIRED),
    PARAM("note", COLUMN(document, note)),
    END,
};
static const struct kk_param submit_params[] = {
    P_DOCUMENT(KK_MANY),
    PARAM("at", COLUMN(document, submitted_at), .flags = KK_NOW),
    PARAM("to", COLUMN(document, sent_to), .flags = KK_POINT, .max_cps = 60),
    END,
};
static const struct kk_param waive_params[] = {
    P_DOCUMENT(KK_MANY),
    PARAM("by", COLUMN(document, waived_by), .flags = KK_REQUIRED | KK_POINT,
          .max_cps = 60),
    PARAM("at", COLUMN(document, waived_at), .flags = KK_NOW),
    PARAM("note", INTO(document, note), .label = "理由"),
    END,
};
static const struct kk_param edit_params[] = {
    P_DOCUMENT(0),
    PARAM("kind", COLUMN(document, kind)),
    PARAM("period", COLUMN(document, period)),
    PARAM("due", COLUMN(document, due_on)),
    PARAM("submitted", COLUMN(document, submitted_at), .flags = KK_PAST),
    PARAM("to", COLUMN(document, sent_to), .max_cps = 60),
    PARAM("waived", COLUMN(document, waived_at), .flags = KK_PAST),
    PARAM("by", COLUMN(document, waived_by), .max_cps = 60),
    PARAM("note", COLUMN(document, note)),
    KK_P_REASON,
    END,
};

static const struct kk_action actions[] = {
    {.name = "document.add",
     .label = "提出書類を加える",
     .kind = "",
     .makes = "document",
     .words = "市がその都度求めた書類を、期限とともに加えます。",
     .params = add_params},
    {.name = "document.submit",
     .label = "提出を記録",
     .brief = "提出",
     .kind = "document",
     .words = "市に提出した日時と相手を記録します。",
     .flags = KK_HAPPENED,
     .params = submit_params,
     .may = "document/may",
     .sets = "document/sets_submit"},
    {.name = "document.waive",
     .label = "提出不要を記録",
     .brief = "提出不要",
     .kind = "document",
     .words = "市が提出を求めないと了承したことを記録します。",
     .flags = KK_HAPPENED,
     .params = waive_params,
     .may = "document/may"},
    {.name = "document.edit",
     .label = "提出書類を訂正",
     .kind = "document",
     .words = "記録した提出を理由を付けて直します。",
     .fill = "document/fill_edit",
     .params = edit_params},
    END,
};

static const struct kk_col cols[] = {
    COL("mark", "", 2),
    COL_OF(document, due_on, 12),
    COL_OF(document, kind, 26, .flags = KK_COL_GROW),
    COL_OF(document, period, 14),
    COL("state", "状態", 8),
    COL_OF(document, submitted_at, 12, .flags = KK_COL_WIDE),
    COL_OF(document, sent_to, 12, .flags = KK_COL_WIDE),
    COL_OF(document, waived_at, 12, .flags = KK_COL_HIDDEN),
    COL_OF(document, waived_by, 12, .flags = KK_COL_HIDDEN),
    COL_OF(document, note, 16, .flags = KK_COL_HIDDEN),
    COL("open", "未提出", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    END,
};
/* A record tells all that was recorded. */
static const struct kk_col record_cols[] = {
    COL_OF(document, kind, 26),         COL_OF(document, period, 14),
    COL_OF(document, due_on, 12),       COL("state", "状態", 8),
    COL_OF(document, submitted_at, 12), COL_OF(document, sent_to, 12),
    COL_OF(document, waived_at, 12),    COL_OF(document, waived_by, 12),
    COL_OF(document, note, 16),         END,
};
static const struct kk_listing listings[] = {
    {.name = "documents",
     .title = "提出書類",
     .sql = "document/list",
     .empty = "提出する書類はありません。",
     .row_kind = "document",
     .orders = ORDERS("due_on", "kind"),
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "document",
     .label = "提出書類",
     .table = "document",
     .show = "document/list",
     .cols = record_cols},
    END,
};

const struct kk_feature kk_feature_document = {
    .name = "document",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .lost = kk_ruled_lost,
};
