/* What was found on site, asked for by users or could be better (§8, R62, R63,
 * R67): reported to the city, done as it says; a case or an order may be opened
 * for it. And with it what was asked there (§8.2), in one list. */
#include "job.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#define P_FINDING                                                              \
    PARAM("finding", .label = "気づき", .from = "findings", .type = KK_REF,    \
          .flags = KK_REQUIRED | KK_SUBJECT)
#define P_FINDINGS                                                             \
    PARAM("finding", .label = "気づき", .from = "findings", .type = KK_REF,    \
          .flags = KK_REQUIRED | KK_SUBJECT | KK_MANY)
#define P_WHAT(must)                                                           \
    PARAM("kind", COLUMN(finding, kind), .from = "finding_kind",               \
          .type = KK_CHOICE, .flags = must | KK_POINT),                        \
        PARAM("text", COLUMN(finding, text), .hint = "何を、だれから聞いたか", \
              .type = KK_LINES, .flags = must | KK_POINT),                     \
        PARAM("place", COLUMN(finding, place_id), .from = "places"),           \
        PARAM("unit", COLUMN(finding, unit_id), .from = "units"),              \
        PARAM("found", INTO(finding, found_at), .label = "気づいた日時",       \
              .flags = (must) != 0 ? KK_NOW | KK_PAST : KK_PAST)

static const struct kk_param add_params[] = {
    P_WHAT(KK_REQUIRED),
    PARAM("incident", COLUMN(finding, incident_id),
          .hint = "その対応の中で気づいたとき", .from = "incidents",
          .flags = KK_SUBJECT),
    PARAM("reported", INTO(finding, reported_at), .label = "市へ報告した日時",
          .hint = "まだなら空のまま", .flags = KK_PAST),
    END,
};
static const struct kk_param edit_params[] = {
    P_FINDING,
    P_WHAT(0),
    PARAM("instruction", COLUMN(finding, instruction), .type = KK_LINES),
    PARAM("instructed", COLUMN(finding, instructed_at), .flags = KK_PAST),
    PARAM("reported", INTO(finding, reported_at), .label = "市へ報告した日時",
          .flags = KK_PAST),
    PARAM("finished", INTO(finding, finished_at), .label = "終えた日時",
          .flags = KK_PAST),
    PARAM("outcome", COLUMN(finding, outcome), .from = "finding_outcome",
          .type = KK_CHOICE),
    KK_P_REASON,
    END,
};
static const struct kk_param report_params[] = {
    P_FINDINGS,
    PARAM("at", INTO(finding, reported_at), .label = "市へ報告した日時",
          .flags = KK_NOW),
    END,
};
static const struct kk_param instruct_params[] = {
    P_FINDING,
    PARAM("text", COLUMN(finding, instruction), .type = KK_LINES,
          .flags = KK_REQUIRED | KK_POINT),
    PARAM("at", COLUMN(finding, instructed_at), .flags = KK_NOW),
    END,
};
static const struct kk_param finish_params[] = {
    P_FINDINGS,
    PARAM("outcome", COLUMN(finding, outcome), .from = "finding_outcome",
          .type = KK_CHOICE, .flags = KK_POINT, .initial = "完了"),
    PARAM("at", INTO(finding, finished_at), .label = "終えた日時",
          .flags = KK_NOW),
    END,
};
static const struct kk_param job_params[] = {
    P_FINDING,
    PARAM("kind", COLUMN(job, kind), .from = "job_kind", .type = KK_CHOICE,
          .flags = KK_REQUIRED),
    KK_P_JOB_ORDER(KK_REQUIRED, KK_NOW | KK_PAST),
    END,
};
static const struct kk_param remove_params[] = {
    P_FINDING,
    KK_P_REASON,
    END,
};

static const struct kk_action actions[] = {
    {.name = "finding.add",
     .label = "気づきを記録",
     .brief = "気づき",
     .kind = "incident",
     .makes = "finding",
     .words = "現場で気づいたこと、利用者の要望、改善の提案を残します。市へ"
              "報告し、指示を待ちます。",
     .params = add_params},
    {.name = "finding.report",
     .label = "気づきを市へ報告",
     .brief = "市へ報告",
     .kind = "finding",
     .words = "市へ報告した日時を入れます。",
     .flags = KK_HAPPENED,
     .may = "finding/may",
     .params = report_params},
    {.name = "finding.instruct",
     .label = "市の指示を記録",
     .brief = "市の指示",
     .kind = "finding",
     .words = "気づきについて市から受けた指示を残します。",
     .flags = KK_HAPPENED,
     .may = "finding/may",
     .params = instruct_params},
    {.name = "finding.finish",
     .label = "気づきを終える",
     .brief = "気づき終了",
     .kind = "finding",
     .words = "指示のとおり済んだか、対応不要とされたことを"
              "記録します。",
     .flags = KK_HAPPENED,
     .may = "finding/may",
     .params = finish_params},
    {.name = "finding.job",
     .label = "気づきから作業の指示を記録",
     .brief = "指示",
     .kind = "finding",
     .makes = "job",
     .words = "気づきについて市から受けた設置・撤去、再セットアップの指示を"
              "残します。",
     .fill = "finding/fill_job",
     .sets = "finding/sets_job",
     .may = "finding/may",
     .params = job_params},
    {.name = "finding.edit",
     .label = "気づきを訂正",
     .kind = "finding",
     .words = "書いた内容を理由を付けて直します。",
     .fill = "finding/fill_edit",
     .may = "finding/may",
     .params = edit_params},
    {.name = "finding.remove",
     .label = "気づきを取り消す",
     .kind = "finding",
     .words = "誤って記録した気づきを取り消します。",
     .params = remove_params,
     .run = kk_run_remove},
    {.name = NULL},
};

static const struct kk_code kind_codes[] = {SAME("発見"), SAME("要望"),
                                            SAME("改善提案"), CODE(NULL, NULL)};
static const struct kk_code outcome_codes[] = {SAME("完了"), SAME("対応不要"),
                                               CODE(NULL, NULL)};
static const struct kk_codes codes[] = {
    {.name = "finding_kind", .code = kind_codes},
    {.name = "finding_outcome", .code = outcome_codes},
    END,
};

static const struct kk_col cols[] = {
    COL_OF(finding, no, 9),
    COL_OF(finding, kind, 8),
    COL_OF(finding, text, 24, .flags = KK_COL_GROW),
    COL("state", "状態", 8),
    COL("place", "場所", 12, .flags = KK_COL_WIDE),
    COL("found", "日時", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL("reported", "市への報告", 12, .show = KK_SHOW_TIME,
        .flags = KK_COL_WIDE),
    COL_OF(finding, instruction, 16, .flags = KK_COL_WIDE),
    COL("instructed", "指示日時", 12, .show = KK_SHOW_TIME,
        .flags = KK_COL_HIDDEN),
    COL("finished", "完了", 12, .show = KK_SHOW_TIME, .flags = KK_COL_HIDDEN),
    COL("incident", "案件", 9, .flags = KK_COL_HIDDEN),
    COL("opened", "開いた案件", 9, .flags = KK_COL_HIDDEN),
    COL("job", "開いた業務", 9, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL_OF(finding, incident_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(finding, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(finding, place_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(finding, job_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
/* On the page of a case: the finding that it was opened for. */
static const struct kk_col source_cols[] = {
    COL_OF(finding, no, 9),
    COL_OF(finding, kind, 8),
    COL_OF(finding, text, 24, .flags = KK_COL_GROW),
    COL("state", "状態", 8),
    COL("found", "日時", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL_OF(finding, incident_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
/* On its own page: what was opened for it. */
static const struct kk_col opened_cols[] = {
    COL("kind", "種類", 12),
    COL("no", "番号", 9),
    COL("what", "内容", 24, .flags = KK_COL_GROW),
    COL("state", "状態", 8),
    COL("target", "記録", 8, .flags = KK_COL_HIDDEN),
    COL("finding_id", "気づき", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
/* Both that were asked and that were found, what waits first. */
static const struct kk_col asked_cols[] = {
    COL("mark", "", 2),
    COL("kind", "種類", 8),
    COL("no", "番号", 9),
    COL("place", "場所", 10, .flags = KK_COL_GROW),
    COL("what", "内容", 20, .flags = KK_COL_GROW),
    COL("state", "状態", 8),
    COL("day", "期限", 10, .show = KK_SHOW_DATE),
    COL("at", "受けた日時", 11, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL("who", "人", 10, .flags = KK_COL_WIDE),
    COL("about", "これから", 0, .flags = KK_COL_HIDDEN),
    COL("target", "記録", 8, .flags = KK_COL_HIDDEN),
    COL("sort", "急ぐ順", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const orders[] = {"-found", "no", NULL};
static const struct kk_listing listings[] = {
    {.name = "findings",
     .title = "気づき・要望",
     .sql = "finding/list",
     .empty = "気づきの記録はありません。F2 の「気づきを記録」で加えます。",
     .row_kind = "finding",
     .orders = orders,
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    {.name = "finding_cases",
     .title = "もとの気づき",
     .sql = "finding/list_source",
     .empty = "気づきから開いた案件はありません。",
     .row_kind = "finding",
     .orders = orders,
     .cols = source_cols},
    {.name = "finding_opened",
     .title = "開いた案件と業務",
     .sql = "finding/list_opened",
     .empty = "まだありません。F2 の「気づきから案件を開く」などで開きます。",
     .row_kind = "",
     .orders = ORDERS("no"),
     .cols = opened_cols,
     .flags = KK_LIST_HIDDEN},
    {.name = "asked",
     .title = "質問・気づき",
     .sql = "asked",
     .empty =
         "質問も気づきもありません。訪問先で聞かれたら i で「質問を記録」、"
         "気づいたら o で「気づきを記録」です（F2 からも）。",
     .row_kind = "",
     .orders = ORDERS("sort", "no", "-at"),
     .cols = asked_cols,
     .flags = KK_LIST_JOINED,
     .told = "finding/told"},
    {.name = NULL},
};
static const struct kk_kind kinds[] = {
    {.name = "finding",
     .label = "気づき",
     .table = "finding",
     .near = true,
     .number = "F",
     .show = "finding/list",
     .cols = cols,
     .related = RELATED("finding_opened")},
    {.name = NULL},
};

const struct kk_feature kk_feature_finding = {
    .name = "finding",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
