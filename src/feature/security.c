/* What is kept for the city on information security: permits for acts that are
 * forbidden without one (R81), and what happened (R80). */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

/* --- permits ---------------------------------------------------------------
 */

#define PERMIT_FIELDS                                                          \
    PARAM("no", COLUMN(permit, approved_no),                                   \
          .hint = "市の承認の番号。持ち出しの控えと相手の控えに残ります",      \
          .flags = KK_REQUIRED | KK_NARROW, .max_cps = 20),                    \
        PARAM("target", COLUMN(permit, target), .hint = "何を、どこで"),       \
        PARAM("from", INTO(permit, from_day), .label = "有効期間の始め",       \
              .flags = KK_REQUIRED),                                           \
        PARAM("to", INTO(permit, to_day), .label = "有効期間の終わり",         \
              .hint = "空なら、取り下げるまで")

static const struct kk_param permit_params[] = {
    PARAM("kind", INTO(permit, kind), .label = "何の許可か",
          .from = "permit_kind", .type = KK_CHOICE, .flags = KK_REQUIRED),
    PERMIT_FIELDS,
    END,
};
static const struct kk_param permit_remove_params[] = {
    PARAM("permit", .label = "許可", .from = "permits", .type = KK_REF,
          .flags = KK_REQUIRED | KK_SUBJECT),
    KK_P_REASON,
    END,
};

/* --- incidents of information security -------------------------------------
 */

static const struct kk_param incident_params[] = {
    PARAM("kind", COLUMN(permit, kind), .from = "security_kind",
          .type = KK_CHOICE, .flags = KK_REQUIRED),
    PARAM("at", INTO(sec_record, at), .label = "起きた日時",
          .hint = "分からなければ、気づいた日時",
          .flags = KK_REQUIRED | KK_NOW),
    PARAM("text", COLUMN(sec_record, text),
          .hint = "何が、どこで、どうなったか。紛失した端末なら名前も",
          .type = KK_LINES, .flags = KK_REQUIRED),
    PARAM("reported_at", INTO(sec_record, reported_at),
          .label = "市へ報告した日時",
          .hint = "速やかに報告します。まだなら空のまま、報告したら入れます"),
    END,
};
static const struct kk_param reported_params[] = {
    PARAM("security", .label = "セキュリティの記録", .from = "security",
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT),
    PARAM("reported_at", INTO(sec_record, reported_at),
          .label = "市へ報告した日時", .flags = KK_REQUIRED | KK_NOW),
    END,
};

static const struct kk_param security_remove_params[] = {
    PARAM("security", .label = "セキュリティの記録", .from = "security",
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT),
    KK_P_REASON,
    END,
};

/* --- the feature -----------------------------------------------------------
 */

static const struct kk_action actions[] = {
    {.name = "permit.add",
     .label = "市の許可を記録",
     .kind = "",
     .makes = "permit",
     .words =
         "持ち出しなど、市の許可が要ることの承認番号と有効期間を残します。",
     .params = permit_params},
    {.name = "permit.remove",
     .label = "市の許可を取り下げ",
     .kind = "permit",
     .words = "誤りや取り消された許可を外します。控えに写った番号は残ります。",
     .params = permit_remove_params,
     .run = kk_run_remove},
    {.name = "security.incident",
     .label = "セキュリティの事故を記録",
     .kind = "",
     .makes = "security",
     .words = "紛失などを記録します。市へは速やかに報告します。",
     .flags = KK_HAPPENED,
     .params = incident_params},
    {.name = "security.report",
     .label = "市への報告を記録",
     .kind = "security",
     .words = "セキュリティの事故を市へ報告した日時を入れます。",
     .params = reported_params},
    {.name = "security.remove",
     .label = "セキュリティの記録を取り消す",
     .kind = "security",
     .words = "事故ではなかったと分かった記録を理由を付けて取り消します。",
     .params = security_remove_params,
     .run = kk_run_remove},
    {.name = NULL},
};

/* What 別紙 3 forbids without a permit, and what §9.4 wants one for. */
static const struct kk_code permit_codes[] = {
    CODE("入庁", "庁舎への入庁・入室"),
    CODE("持ち出し", "情報資産の持ち出し"),
    CODE("複製", "情報資産の複写・複製"),
    CODE("持込", "個人の端末・周辺機器の持込"),
    CODE("目的外", "端末・周辺機器の目的外の利用"),
    CODE("保存", "端末への情報資産の保存"),
    CODE("ソフトウェア", "ソフトウェアの導入・削除"),
    CODE("プリンタ設定", "プリンタ設定の変更"),
    CODE("移設", "端末の移設"),
    CODE("接続", "端末への周辺機器の接続"),
    CODE(NULL, NULL)};
static const struct kk_code security_codes[] = {
    CODE("紛失", "紛失・盗難"),
    SAME("漏えい"),
    SAME("誤送付"),
    CODE("ウイルス", "ウイルス感染"),
    CODE("不正使用", "不正な使用"),
    SAME("その他"),
    CODE(NULL, NULL)};
static const struct kk_codes codes[] = {
    {.name = "permit_kind", .code = permit_codes},
    {.name = "security_kind", .code = security_codes},
    END,
};

static const struct kk_col permit_cols[] = {
    COL("no", "承認番号", 14),
    COL("kind", "何の許可か", 12),
    COL_OF(permit, target, 20, .flags = KK_COL_GROW),
    COL("from", "始め", 10, .show = KK_SHOW_DATE),
    COL("to", "終わり", 10, .show = KK_SHOW_DATE),
    COL("state", "状態", 6),
    END,
};
static const struct kk_col security_cols[] = {
    COL_OF(sec_record, at, 12),
    COL_OF(sec_record, kind, 8),
    COL_OF(sec_record, text, 30, .flags = KK_COL_GROW),
    COL("item", "貸与品", 14, .flags = KK_COL_WIDE),
    COL_OF(sec_record, reported_at, 12),
    COL("state", "状態", 6),
    COL_OF(sec_record, lent_item_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const permit_orders[] = {"-from", "kind", NULL};
static const struct kk_col access_cols[] = {
    COL("at", "日時", 12, .show = KK_SHOW_TIME),
    COL("who", "誰", 12),
    COL("what", "何を", 24, .flags = KK_COL_GROW),
    END,
};
static const char *const access_orders[] = {"-id", NULL};
static const char *const security_orders[] = {"-at", NULL};
static const struct kk_listing listings[] = {
    {.name = "permits",
     .title = "市の許可",
     .sql = "permit/list",
     .empty = "許可の記録がありません。F2 の「市の許可を記録」で加えます。",
     .row_kind = "permit",
     .orders = permit_orders,
     .cols = permit_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "security",
     .title = "セキュリティの記録",
     .sql = "security/list",
     .empty = "セキュリティの事故の記録はありません。",
     .row_kind = "security",
     .orders = security_orders,
     .cols = security_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "accesses",
     .title = "この端末の合言葉の記録",
     .sql = "security/accesses",
     .empty = "合言葉を尋ねたことがありません。",
     .row_kind = "",
     .orders = access_orders,
     .cols = access_cols},
    {.name = NULL},
};
static const struct kk_kind kinds[] = {
    {.name = "permit",
     .label = "許可",
     .table = "permit",
     .show = "permit/list",
     .cols = permit_cols},
    {.name = "security",
     .label = "セキュリティの記録",
     .table = "sec_record",
     .show = "security/list",
     .cols = security_cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_security = {
    .name = "security",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
