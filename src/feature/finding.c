/* What was found on site, asked for by users or could be better (§8, R62, R63,
 * R67): reported to the city, done as it says. */
#include <kikusui/domain/params.h>
#include <kikusui/feature/features.h>

/* clang-format off */
#define P_FINDING                                                              \
    {.name = "finding", .label = "気づき", .from = "findings", .type = KK_REF, \
     .flags = KK_REQUIRED | KK_SUBJECT}
#define P_FINDINGS                                                             \
    {.name = "finding", .label = "気づき", .from = "findings", .type = KK_REF, \
     .flags = KK_REQUIRED | KK_SUBJECT | KK_MANY}
#define P_WHAT(must)                                                           \
    {.name = "kind", .label = "種類", .from = "finding_kind",                  \
     .column = "kind", .type = KK_CHOICE, .flags = must | KK_POINT},           \
    {.name = "text", .label = "内容", .hint = "何を、だれから聞いたか",        \
     .column = "text", .type = KK_LINES, .flags = must | KK_POINT},            \
    {.name = "place", .label = "場所", .from = "places", .column = "place_id", \
     .type = KK_REF},                                                          \
    {.name = "unit", .label = "機器", .from = "units", .column = "unit_id",    \
     .type = KK_REF},                                                          \
    {.name = "found", .label = "気づいた日時", .column = "found_at",           \
     .type = KK_TIME, .flags = (must) != 0 ? KK_NOW | KK_PAST : KK_PAST}

static const struct kk_param add_params[] = {
    P_WHAT(KK_REQUIRED),
    {.name = "incident", .label = "案件", .hint = "その対応の中で気づいたとき",
     .from = "incidents", .column = "incident_id", .type = KK_REF,
     .flags = KK_SUBJECT},
    {.name = "reported", .label = "市へ報告した日時",
     .hint = "まだなら空のまま", .column = "reported_at", .type = KK_TIME,
     .flags = KK_PAST},
    KK_P_END,
};
static const struct kk_param edit_params[] = {
    P_FINDING, P_WHAT(0), KK_P_REASON, KK_P_END,
};
static const struct kk_param report_params[] = {
    P_FINDINGS,
    {.name = "at", .label = "市へ報告した日時", .column = "reported_at",
     .type = KK_TIME, .flags = KK_NOW},
    KK_P_END,
};
static const struct kk_param instruct_params[] = {
    P_FINDING,
    {.name = "text", .label = "市の指示", .column = "instruction",
     .type = KK_LINES, .flags = KK_REQUIRED | KK_POINT},
    {.name = "at", .label = "指示日時", .column = "instructed_at",
     .type = KK_TIME, .flags = KK_NOW},
    KK_P_END,
};
static const struct kk_param finish_params[] = {
    P_FINDINGS,
    {.name = "outcome", .label = "結果", .from = "finding_outcome",
     .column = "outcome", .type = KK_CHOICE, .flags = KK_POINT,
     .initial = "完了"},
    {.name = "at", .label = "終えた日時", .column = "finished_at",
     .type = KK_TIME, .flags = KK_NOW},
    KK_P_END,
};
static const struct kk_param remove_params[] = {
    P_FINDING, KK_P_REASON, KK_P_END,
};

static const struct kk_action actions[] = {
    {.name = "finding.add", .label = "気づきを記録", .brief = "気づき",
     .kind = "incident", .makes = "finding",
     .words = "現場で気づいたこと、利用者の要望、改善の提案を残します。市へ"
              "報告し、指示を待ちます。",
     .params = add_params},
    {.name = "finding.report", .label = "気づきを市へ報告", .brief = "市へ報告",
     .kind = "finding", .words = "市へ報告した日時を入れます。",
     .flags = KK_HAPPENED, .params = report_params},
    {.name = "finding.instruct", .label = "市の指示を記録", .brief = "市の指示",
     .kind = "finding", .words = "気づきについて市から受けた指示を残します。",
     .flags = KK_HAPPENED, .params = instruct_params},
    {.name = "finding.finish", .label = "気づきを終える", .brief = "気づき終了",
     .kind = "finding", .words = "指示のとおり済んだか、対応不要とされたことを"
                                 "記録します。",
     .flags = KK_HAPPENED, .params = finish_params},
    {.name = "finding.edit", .label = "気づきを訂正", .kind = "finding",
     .words = "書いた内容を理由を付けて直します。",
     .fill = "finding/fill_edit", .params = edit_params},
    {.name = "finding.remove", .label = "気づきを取り消す", .kind = "finding",
     .words = "誤って記録した気づきを取り消します。", .params = remove_params,
     .run = kk_run_remove},
    {.name = NULL},
};

static const struct kk_code kind_codes[] = {
    {"発見", "発見"}, {"要望", "要望"}, {"改善提案", "改善提案"}, {NULL, NULL}};
static const struct kk_code outcome_codes[] = {
    {"完了", "完了"}, {"対応不要", "対応不要"}, {NULL, NULL}};
static const struct kk_codes codes[] = {
    {"finding_kind", kind_codes},
    {"finding_outcome", outcome_codes},
    {.name = NULL},
};

static const struct kk_col cols[] = {
    {"no", "番号", 9, KK_SHOW_TEXT, 0},
    {"kind", "種類", 8, KK_SHOW_TEXT, 0},
    {"text", "内容", 24, KK_SHOW_TEXT, KK_COL_GROW},
    {"state", "状態", 8, KK_SHOW_TEXT, 0},
    {"place", "場所", 12, KK_SHOW_TEXT, KK_COL_WIDE},
    {"found", "日時", 12, KK_SHOW_TIME, KK_COL_WIDE},
    {"reported", "市への報告", 12, KK_SHOW_TIME, KK_COL_WIDE},
    {"instruction", "市の指示", 16, KK_SHOW_TEXT, KK_COL_WIDE},
    {"instructed", "指示日時", 12, KK_SHOW_TIME, KK_COL_HIDDEN},
    {"finished", "完了", 12, KK_SHOW_TIME, KK_COL_HIDDEN},
    {"incident", "案件", 9, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"open", "未完了", 0, KK_SHOW_YESNO, KK_COL_HIDDEN},
    {"incident_id", "案件", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"unit_id", "機器", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"place_id", "場所", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {.name = NULL},
};
static const char *const orders[] = {"-found", "no", NULL};
static const struct kk_listing listings[] = {
    {.name = "findings", .title = "気づき・要望・改善提案",
     .sql = "finding/list",
     .empty = "気づきの記録はありません。「気づきを記録」で加えます。",
     .row_kind = "finding", .orders = orders, .cols = cols,
     .flags = KK_LIST_SEARCH},
    {.name = NULL},
};
static const struct kk_kind kinds[] = {
    {.name = "finding", .label = "気づき", .table = "finding", .number = "F",
     .resolve = "finding/resolve", .label_sql = "finding/label",
     .show = "finding/list", .cols = cols},
    {.name = NULL},
};
/* clang-format on */

const struct kk_feature kk_feature_finding = {
    .name = "finding",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
