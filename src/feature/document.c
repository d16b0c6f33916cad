/* What is handed in to the city and when (§11, R85, R87): the contract's own
 * documents stand by rule (document/ruled_document.sql) before anybody recorded
 * them; what else the city wants is added. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#define P_DOCUMENT(more)                                                       \
    PARAM("document", .label = "提出書類", .hint = "月次報告書 令和5年4月分",  \
          .from = "documents", .type = KK_REF,                                 \
          .flags = KK_REQUIRED | KK_SUBJECT | (more))

#define P_METHOD                                                               \
    PARAM("method", COLUMN(document, method), .from = "document_method",       \
          .type = KK_CHOICE)
#define P_SHA256                                                               \
    PARAM("sha256", COLUMN(document, sha256), .hint = "sha256sum で出る64桁",  \
          .max_cps = 64)

static const struct kk_param add_params[] = {
    PARAM("kind", COLUMN(document, kind), .flags = KK_REQUIRED),
    PARAM("period", COLUMN(document, period)),
    PARAM("due", COLUMN(document, due_on), .flags = KK_REQUIRED),
    PARAM("asked_by", COLUMN(document, asked_by), .flags = KK_POINT,
          .max_cps = 60),
    PARAM("addressee", COLUMN(document, addressee), .max_cps = 60),
    P_METHOD,
    PARAM("note", COLUMN(document, note)),
    END,
};
static const struct kk_param make_params[] = {
    P_DOCUMENT(KK_MANY),
    PARAM("at", COLUMN(document, made_at), .flags = KK_NOW),
    P_SHA256,
    END,
};
static const struct kk_param submit_params[] = {
    P_DOCUMENT(KK_MANY),
    PARAM("at", COLUMN(document, submitted_at), .flags = KK_NOW),
    PARAM("to", COLUMN(document, sent_to), .flags = KK_POINT, .max_cps = 60),
    PARAM("by", COLUMN(document, sent_by_id), .hint = "省くと作業者",
          .from = "workers"),
    P_METHOD,
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
    PARAM("addressee", COLUMN(document, addressee), .max_cps = 60),
    P_METHOD,
    PARAM("asked_by", COLUMN(document, asked_by), .max_cps = 60),
    PARAM("made", COLUMN(document, made_at), .flags = KK_PAST),
    P_SHA256,
    PARAM("submitted", COLUMN(document, submitted_at), .flags = KK_PAST),
    PARAM("sent_by", COLUMN(document, sent_by_id), .from = "workers"),
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
     .params = add_params,
     .sets = "document/sets_add"},
    {.name = "document.make",
     .label = "作成を記録",
     .brief = "作成",
     .kind = "document",
     .words = "書類を作った日時と、ファイルの照合値（SHA-256）を記録します。",
     .flags = KK_HAPPENED,
     .params = make_params,
     .may = "document/may"},
    {.name = "document.submit",
     .label = "提出を記録",
     .brief = "提出",
     .kind = "document",
     .words = "市に提出した日時、相手、提出した人を記録します。",
     .flags = KK_HAPPENED,
     .params = submit_params,
     .may = "document/may",
     .sets = "document/sets_submit"},
    {.name = "document.waive",
     .label = "提出不要を記録",
     .brief = "提出不要",
     .kind = "document",
     .words = "市が提出を求めないと了承したことを記録します（§9.7）。",
     .flags = KK_HAPPENED,
     .params = waive_params,
     .may = "document/may"},
    {.name = "document.edit",
     .label = "提出書類を訂正",
     .kind = "document",
     .words = "記録した提出を理由を付けて直します。",
     .fill = "document/fill_edit",
     .params = edit_params,
     .may = "document/may_edit"},
    END,
};

static const struct kk_col cols[] = {
    COL("mark", "", 2, .flags = KK_COL_JUDGED),
    COL_OF(document, due_on, 12),
    COL_OF(document, kind, 24, .flags = KK_COL_GROW),
    COL_OF(document, period, 12),
    COL("state", "状態", 8),
    COL("shift", "期限の移動", 12, .flags = KK_COL_WIDE),
    COL_OF(document, submitted_at, 12, .flags = KK_COL_WIDE),
    COL_OF(document, sent_to, 12, .flags = KK_COL_WIDE),
    COL("sent_by", LABEL(document, sent_by_id), 12, .flags = KK_COL_WIDE),
    COL_OF(document, addressee, 12, .flags = KK_COL_HIDDEN),
    COL_OF(document, method, 10, .flags = KK_COL_HIDDEN),
    COL_OF(document, made_at, 12, .flags = KK_COL_HIDDEN),
    COL_OF(document, sha256, 12, .flags = KK_COL_HIDDEN),
    COL_OF(document, waived_at, 12, .flags = KK_COL_HIDDEN),
    COL_OF(document, waived_by, 12, .flags = KK_COL_HIDDEN),
    COL_OF(document, asked_by, 12, .flags = KK_COL_HIDDEN),
    COL_OF(document, note, 16, .flags = KK_COL_HIDDEN),
    COL("form", "様式", 8, .flags = KK_COL_HIDDEN),
    COL("open", "未提出", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    END,
};
/* A record tells all that was recorded. */
static const struct kk_col record_cols[] = {
    COL_OF(document, kind, 26),
    COL_OF(document, period, 14),
    COL_OF(document, addressee, 12),
    COL_OF(document, method, 10),
    COL("form", "様式", 8),
    COL_OF(document, due_on, 12),
    COL("shift", "期限の移動", 12),
    COL("state", "状態", 8),
    COL_OF(document, made_at, 12),
    COL_OF(document, sha256, 12),
    COL_OF(document, submitted_at, 12),
    COL("sent_by", LABEL(document, sent_by_id), 12),
    COL_OF(document, sent_to, 12),
    COL_OF(document, waived_at, 12),
    COL_OF(document, waived_by, 12),
    COL_OF(document, asked_by, 12),
    COL_OF(document, note, 16),
    END,
};
static const struct kk_codes codes[] = {
    CODES("document_method", SAME("電子データ"), SAME("電子メール"),
          SAME("書面")),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "documents",
     .title = "提出書類",
     .sql = "document/list",
     .empty = "提出する書類はありません。F2 の「提出書類を加える」で加えます。",
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
     .near = true,
     .show = "document/list",
     .cols = record_cols},
    END,
};

const struct kk_feature kk_feature_document = {
    .name = "document",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
    .lost = kk_ruled_lost,
};
