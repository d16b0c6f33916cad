/* What is kept for the city on information security (別紙): permits for acts
 * that are forbidden without one (R81), what happened (R80), training, checks
 * of its documents and audits (R82). All that is kept is one list (保全記録).
 */
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
#define P_PERMIT                                                               \
    PARAM("permit", .label = "許可", .from = "permits", .type = KK_REF,        \
          .flags = KK_REQUIRED | KK_SUBJECT)
static const struct kk_param permit_edit_params[] = {
    P_PERMIT,
    PARAM("no", COLUMN(permit, approved_no), .flags = KK_NARROW, .max_cps = 20),
    PARAM("target", COLUMN(permit, target)),
    PARAM("from", INTO(permit, from_day), .label = "有効期間の始め"),
    PARAM("to", INTO(permit, to_day), .label = "有効期間の終わり"),
    KK_P_REASON,
    END,
};
static const struct kk_param permit_remove_params[] = {
    P_PERMIT,
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
#define P_SECURITY(more)                                                       \
    PARAM("security", .label = "セキュリティの記録", .from = "security",       \
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT | (more))
#define P_REPORTED                                                             \
    PARAM("reported_at", INTO(sec_record, reported_at),                        \
          .label = "市へ報告した日時", .hint = "まだなら空のまま",             \
          .flags = KK_PAST)
#define P_RESULT(must)                                                         \
    PARAM("result", COLUMN(sec_record, result), .type = KK_LINES,              \
          .flags = must | KK_POINT)

static const struct kk_param reported_params[] = {
    P_SECURITY(KK_MANY),
    PARAM("reported_at", INTO(sec_record, reported_at),
          .label = "市へ報告した日時", .flags = KK_REQUIRED | KK_NOW),
    END,
};

/* --- training, checks of documents, audits ---------------------------------
 */

static const struct kk_param training_params[] = {
    PARAM("text", COLUMN(sec_record, text), .hint = "何の教育か。教材",
          .type = KK_LINES, .flags = KK_REQUIRED | KK_POINT),
    PARAM("pii", COLUMN(sec_record, pii), .from = "yesno",
          .flags = KK_REQUIRED),
    PARAM("at", INTO(sec_record, at), .label = "実施した日時",
          .flags = KK_REQUIRED | KK_NOW),
    P_RESULT(0),
    P_REPORTED,
    END,
};
static const struct kk_param attend_params[] = {
    PARAM("security", COLUMN(sec_person, sec_record_id), .from = "security",
          .flags = KK_REQUIRED | KK_SUBJECT),
    PARAM("person", COLUMN(sec_person, person_id), .from = "roster",
          .flags = KK_REQUIRED | KK_MANY | KK_POINT),
    END,
};
static const struct kk_param absent_params[] = {
    PARAM("trainee", .label = "受講者", .from = "trainees", .type = KK_REF,
          .flags = KK_REQUIRED | KK_SUBJECT | KK_MANY),
    KK_P_REASON,
    END,
};
static const struct kk_param custody_params[] = {
    PARAM("person", COLUMN(sec_record, person_id), .hint = "業務責任者",
          .from = "roster", .flags = KK_REQUIRED | KK_POINT),
    PARAM("text", COLUMN(sec_record, text),
          .hint = "何を確かめたか。空なら貸与中の手順書と文書の全部",
          .type = KK_LINES),
    P_RESULT(KK_REQUIRED),
    PARAM("at", INTO(sec_record, at), .label = "確かめた日時",
          .flags = KK_REQUIRED | KK_NOW),
    P_REPORTED,
    END,
};
static const struct kk_param audit_params[] = {
    PARAM("auditor", COLUMN(sec_record, auditor), .hint = "受託者の人か、市",
          .flags = KK_REQUIRED | KK_POINT, .max_cps = 60),
    PARAM("text", COLUMN(sec_record, text), .hint = "市の指示、対象",
          .type = KK_LINES, .flags = KK_REQUIRED),
    P_RESULT(0),
    PARAM("at", INTO(sec_record, at), .label = "監査の日時",
          .flags = KK_REQUIRED | KK_NOW),
    P_REPORTED,
    END,
};
static const struct kk_param security_edit_params[] = {
    P_SECURITY(0),
    PARAM("text", COLUMN(sec_record, text), .type = KK_LINES),
    PARAM("at", COLUMN(sec_record, at), .flags = KK_PAST),
    P_RESULT(0),
    PARAM("pii", COLUMN(sec_record, pii), .from = "yesno"),
    PARAM("auditor", COLUMN(sec_record, auditor), .max_cps = 60),
    P_REPORTED,
    KK_P_REASON,
    END,
};
static const struct kk_param security_remove_params[] = {
    P_SECURITY(0),
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
    {.name = "permit.edit",
     .label = "市の許可を訂正",
     .kind = "permit",
     .words = "承認番号や有効期間を理由を付けて直します。延長もここです。",
     .fill = "permit/fill_edit",
     .params = permit_edit_params},
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
     .words = "事故、研修の結果、保管状況、監査の結果を市へ報告した日時を"
              "入れます。",
     .may = "security/may",
     .params = reported_params},
    {.name = "security.training",
     .label = "研修を記録",
     .brief = "研修",
     .kind = "",
     .makes = "security",
     .words = "個人情報の取扱いとセキュリティの教育を行ったことを残します。"
              "受けた人は「受講者を加える」です。",
     .flags = KK_HAPPENED,
     .sets = "security/sets_training",
     .params = training_params},
    {.name = "security.attend",
     .label = "受講者を加える",
     .brief = "受講",
     .kind = "security",
     .makes = "trainee",
     .words = "研修を受けた従事者を加えます。印を付けてまとめて選べます。",
     .may = "security/may",
     .params = attend_params},
    {.name = "security.absent",
     .label = "受講者を外す",
     .kind = "trainee",
     .words = "誤って加えた受講者を外します。",
     .params = absent_params,
     .run = kk_run_remove},
    {.name = "security.custody",
     .label = "ドキュメントの保管状況の確認を記録",
     .brief = "保管確認",
     .kind = "",
     .makes = "security",
     .words = "貸与された手順書と文書の保管状況を、業務責任者が確かめたことを"
              "残します。",
     .flags = KK_HAPPENED,
     .fill = "security/fill_custody",
     .sets = "security/sets_custody",
     .params = custody_params},
    {.name = "security.audit",
     .label = "監査を記録",
     .brief = "監査",
     .kind = "",
     .makes = "security",
     .words = "市の指示による監査、市が行った監査と、その結果を残します。",
     .flags = KK_HAPPENED,
     .sets = "security/sets_audit",
     .params = audit_params},
    {.name = "security.edit",
     .label = "セキュリティの記録を訂正",
     .kind = "security",
     .words = "書いた内容や結果を理由を付けて直します。",
     .fill = "security/fill_edit",
     .params = security_edit_params},
    {.name = "security.remove",
     .label = "セキュリティの記録を取り消す",
     .kind = "security",
     .words = "事故ではなかったなど、誤った記録を理由を付けて取り消します。",
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
    COL_OF(sec_record, no, 9),
    COL_OF(sec_record, at, 12),
    COL_OF(sec_record, kind, 8),
    COL_OF(sec_record, text, 30, .flags = KK_COL_GROW),
    COL("item", "貸与品", 14, .flags = KK_COL_WIDE),
    COL_OF(sec_record, reported_at, 12),
    COL("state", "状態", 6),
    COL("about", "これから", 0, .flags = KK_COL_HIDDEN),
    COL_OF(sec_record, lent_item_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
/* A record tells all that was recorded. */
static const struct kk_col security_record_cols[] = {
    COL_OF(sec_record, no, 9),
    COL_OF(sec_record, kind, 8),
    COL_OF(sec_record, at, 12),
    COL_OF(sec_record, text, 30),
    COL("item", "貸与品", 14),
    COL("person", "確認した人", 12),
    COL_OF(sec_record, auditor, 12),
    COL_OF(sec_record, pii, 4),
    COL("trained", "受講", 30),
    COL_OF(sec_record, result, 20),
    COL_OF(sec_record, reported_at, 12),
    COL("state", "状態", 6),
    END,
};
static const struct kk_col trainee_cols[] = {
    COL("person", "従事者", 16),
    COL("training", "研修", 24, .flags = KK_COL_GROW),
    COL("at", "日時", 12, .show = KK_SHOW_TIME),
    COL("security_id", "研修", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("worker_id", "従事者", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
/* All that is kept, of all features, what waits first. */
static const struct kk_col kept_cols[] = {
    COL("mark", "", 2),
    COL("kind", "種類", 12),
    COL("no", "番号", 10),
    COL("what", "内容", 20, .flags = KK_COL_GROW),
    COL("state", "状態", 8),
    COL("day", "期限", 10, .show = KK_SHOW_DATE),
    COL("at", "日時", 11, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL("who", "人", 10, .flags = KK_COL_WIDE),
    COL("about", "これから", 0, .flags = KK_COL_HIDDEN),
    COL("target", "記録", 8, .flags = KK_COL_HIDDEN),
    COL("sort", "急ぐ順", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
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
     .empty =
         "事故、研修、保管状況の確認、監査の記録はありません。F2 の「研修を"
         "記録」などで加えます。",
     .row_kind = "security",
     .orders = security_orders,
     .cols = security_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "trainees",
     .title = "受講者",
     .sql = "trainee/list",
     .empty = "受講者はありません。F2 の「受講者を加える」で加えます。",
     .row_kind = "trainee",
     .orders = ORDERS("person", "-at"),
     .cols = trainee_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "kept",
     .title = "保全記録",
     .sql = "kept",
     .empty = "保全記録はありません。F2 の「市の許可を記録」で、まず持ち出し"
              "などの許可を加えます。議事録、事前提示、機器使用の申出、疑義、"
              "研修、監査もここに並びます。",
     .row_kind = "",
     .orders = ORDERS("sort", "-at", "kind"),
     .cols = kept_cols,
     .flags = KK_LIST_JOINED,
     .told = "security/told"},
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
     .near = true,
     .show = "permit/list",
     .cols = permit_cols},
    {.name = "security",
     .label = "セキュリティの記録",
     .table = "sec_record",
     .near = true,
     .number = "S",
     .show = "security/list",
     .cols = security_record_cols,
     .related = RELATED("trainees")},
    {.name = "trainee",
     .label = "受講者",
     .table = "sec_person",
     .show = "trainee/list",
     .cols = trainee_cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_security = {
    .name = "security",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
