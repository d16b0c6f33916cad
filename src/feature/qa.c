/* Questions asked on site (§8.2, R64-R66): answered at once, or taken home with
 * the day on which the answer comes; all are told to the city. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#define P_QA(more)                                                             \
    PARAM("qa", .label = "質問", .from = "questions", .type = KK_REF,          \
          .flags = KK_REQUIRED | KK_SUBJECT | (more))
#define P_WHERE                                                                \
    PARAM("place", COLUMN(qa, place_id), .from = "places", .flags = KK_SPLIT), \
        PARAM("dept", COLUMN(qa, dept_id), .from = "depts"),                   \
        PARAM("visit", COLUMN(qa, visit_id),                                   \
              .hint = "空なら今の訪問。案件の何番目か", .from = "visits"),     \
        PARAM("unit", COLUMN(qa, unit_id), .from = "units")
#define P_ANSWER(must)                                                         \
    PARAM("answer", COLUMN(qa, answer), .type = KK_LINES,                      \
          .flags = must | KK_POINT)
#define P_TO PARAM("to", COLUMN(qa, answered_to), .max_cps = 60)

static const struct kk_action actions[] = {
    {.name = "qa.add",
     .label = "質問を記録",
     .brief = "質問",
     .kind = "incident",
     .makes = "qa",
     .words = "現場で受けた質問を残します。その場で答えたら回答を、持ち帰るなら"
              "伝えた回答予定日を入れます。",
     .fill = "qa/fill_add",
     .tell = "qa/tell",
     .sets = "qa/sets_add",
     .params = PARAMS(
         PARAM("question", COLUMN(qa, question), .type = KK_LINES,
               .flags = KK_REQUIRED | KK_POINT),
         PARAM("answer", COLUMN(qa, answer), .hint = "その場で答えたとき",
               .type = KK_LINES, .flags = KK_POINT),
         PARAM("due", COLUMN(qa, due_on),
               .hint = "持ち帰るとき。相手に伝えた日"),
         PARAM("asker", COLUMN(qa, asker), .hint = "空なら案件の現地担当者",
               .max_cps = 60),
         PARAM("asked", INTO(qa, asked_at), .label = "質問を受けた日時",
               .flags = KK_NOW | KK_PAST),
         PARAM("incident", COLUMN(qa, incident_id),
               .hint = "その対応の中で受けたとき", .from = "incidents",
               .flags = KK_SUBJECT),
         P_WHERE)},
    {.name = "qa.answer",
     .label = "質問に回答",
     .brief = "回答",
     .kind = "qa",
     .words = "持ち帰った質問に答えたことを記録します。口頭でもかまいません。",
     .fill = "qa/fill_answer",
     .sets = "qa/sets_answer",
     .flags = KK_HAPPENED,
     .may = "qa/may",
     .params =
         PARAMS(P_QA(0), P_ANSWER(KK_REQUIRED),
                PARAM("at", COLUMN(qa, answered_at), .flags = KK_NOW), P_TO)},
    {.name = "qa.postpone",
     .label = "回答予定日を延ばす",
     .brief = "回答延期",
     .kind = "qa",
     .words = "新しい回答予定日と、それをだれに伝えたか、理由を残します。",
     .flags = KK_HAPPENED,
     .tell = "qa/tell",
     .may = "qa/may",
     .params =
         PARAMS(P_QA(0),
                PARAM("due", INTO(qa, due_on), .label = "新しい回答予定日",
                      .flags = KK_REQUIRED | KK_POINT),
                PARAM("told", COLUMN(qa, put_off_told), .flags = KK_REQUIRED,
                      .max_cps = 60),
                PARAM("reason", INTO(qa, put_off_why), .label = "理由",
                      .flags = KK_REQUIRED),
                PARAM("at", COLUMN(qa, put_off_at), .flags = KK_NOW))},
    {.name = "qa.report",
     .label = "質問を市へ報告",
     .brief = "市へ報告",
     .kind = "qa",
     .words = "受けた質問を市へ報告した日時を入れます。",
     .flags = KK_HAPPENED,
     .may = "qa/may",
     .params = PARAMS(P_QA(KK_MANY),
                      PARAM("at", INTO(qa, reported_at),
                            .label = "市へ報告した日時", .flags = KK_NOW))},
    {.name = "qa.edit",
     .label = "質問を訂正",
     .kind = "qa",
     .words = "書いた内容を理由を付けて直します。",
     .fill = "qa/fill_edit",
     .params = PARAMS(
         P_QA(0), PARAM("question", COLUMN(qa, question), .type = KK_LINES),
         P_ANSWER(0), PARAM("due", COLUMN(qa, due_on)),
         PARAM("asker", COLUMN(qa, asker), .max_cps = 60),
         PARAM("asked", INTO(qa, asked_at), .label = "質問を受けた日時",
               .flags = KK_PAST),
         PARAM("answered", COLUMN(qa, answered_at), .flags = KK_PAST), P_TO,
         PARAM("reported", INTO(qa, reported_at), .label = "市へ報告した日時",
               .flags = KK_PAST),
         P_WHERE, KK_P_REASON)},
    {.name = "qa.remove",
     .label = "質問を取り消す",
     .kind = "qa",
     .words = "誤って記録した質問を取り消します。",
     .params = PARAMS(P_QA(0), KK_P_REASON),
     .run = kk_run_remove},
    END,
};

static const struct kk_col cols[] = {
    COL("mark", "", 2),
    COL_OF(qa, no, 9),
    COL("place", "場所", 10, .flags = KK_COL_GROW),
    COL_OF(qa, asker, 8),
    COL_OF(qa, question, 20, .flags = KK_COL_GROW),
    COL("due", "回答予定", 11, .show = KK_SHOW_DATE),
    COL("state", "状態", 8),
    COL("asked", "受けた日時", 11, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL_OF(qa, answer, 16, .flags = KK_COL_WIDE),
    COL("reported", "市への報告", 11, .show = KK_SHOW_TIME,
        .flags = KK_COL_WIDE),
    COL("about", "これから", 0, .flags = KK_COL_HIDDEN),
    COL("sort", "急ぐ順", 0, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL_OF(qa, incident_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(qa, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(qa, place_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
/* A record tells all that was recorded. */
static const struct kk_col record_cols[] = {
    COL_OF(qa, no, 9),
    COL("state", "状態", 8),
    COL_OF(qa, question, 20),
    COL_OF(qa, asker, 8),
    COL("asked", "受けた日時", 11, .show = KK_SHOW_TIME),
    COL("place", "場所", 12),
    COL("incident", "案件", 9),
    COL("visit", "訪問", 12),
    COL("unit", "機器", 10),
    COL_OF(qa, answer, 20),
    COL("due", "回答予定日", 11, .show = KK_SHOW_DATE),
    COL("answered", "回答日時", 11, .show = KK_SHOW_TIME),
    COL_OF(qa, answered_to, 8),
    COL_OF(qa, put_off_at, 11),
    COL_OF(qa, put_off_told, 8),
    COL_OF(qa, put_off_why, 12),
    COL("reported", "市への報告", 11, .show = KK_SHOW_TIME),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "questions",
     .title = "質問",
     .sql = "qa/list",
     .empty = "質問の記録はありません。訪問先で聞かれたら、F2 の「質問を記録」"
              "で加えます。",
     .row_kind = "qa",
     .orders = ORDERS("sort", "no", "-asked"),
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "qa",
     .label = "質問",
     .table = "qa",
     .near = true,
     .number = "Q",
     .show = "qa/list",
     .cols = record_cols},
    END,
};

const struct kk_feature kk_feature_qa = {
    .name = "qa",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
};
