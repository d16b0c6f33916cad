/* Minutes of meetings with other companies without the city (§9.8, R68): due
 * two calendar days later, with what was decided and who does what until when.
 */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#define P_MINUTES(more)                                                        \
    PARAM("minutes", .label = "議事録", .from = "minutes", .type = KK_REF,     \
          .flags = KK_REQUIRED | KK_SUBJECT | (more))
#define P_TASKS                                                                \
    PARAM("task", .label = "宿題", .from = "minutes_tasks", .type = KK_REF,    \
          .flags = KK_REQUIRED | KK_SUBJECT | KK_MANY)
#define P_HELD(must)                                                           \
    PARAM("with", COLUMN(minutes, with), .hint = "他業者の名前",               \
          .flags = must | KK_POINT, .max_cps = 100),                           \
        PARAM("name", COLUMN(minutes, name), .max_cps = 100),                  \
        PARAM("start", COLUMN(minutes, started_at),                            \
              .flags = (must) != 0 ? KK_NOW | KK_PAST : KK_PAST),              \
        PARAM("end", COLUMN(minutes, ended_at), .flags = KK_PAST),             \
        PARAM("place", COLUMN(minutes, place), .max_cps = 100),                \
        PARAM("attendees", COLUMN(minutes, attendees), .type = KK_LINES),      \
        PARAM("material", COLUMN(minutes, material), .type = KK_LINES),        \
        PARAM("text", COLUMN(minutes, text), .type = KK_LINES),                \
        PARAM("decided", COLUMN(minutes, decided), .type = KK_LINES),          \
        PARAM("next", COLUMN(minutes, next_at)),                               \
        PARAM("incident", COLUMN(minutes, incident_id), .from = "incidents")

static const struct kk_action actions[] = {
    {.name = "minutes.add",
     .label = "議事録を記録",
     .brief = "打合せ",
     .kind = "",
     .makes = "minutes",
     .words =
         "市を介さずに他業者と打ち合わせた内容を残します。市へ提出する期限は"
         "契約条件の日数から出ます。",
     .tell = "minutes/tell",
     .params = PARAMS(P_HELD(KK_REQUIRED))},
    {.name = "minutes.task",
     .label = "宿題を加える",
     .brief = "宿題",
     .kind = "minutes",
     .makes = "minutes_task",
     .words =
         "打合せで決まった宿題を、だれがいつまでに行うかとともに加えます。",
     .params = PARAMS(
         PARAM("minutes", COLUMN(minutes_task, minutes_id), .from = "minutes",
               .flags = KK_REQUIRED | KK_SUBJECT),
         PARAM("text", COLUMN(minutes_task, text),
               .flags = KK_REQUIRED | KK_POINT),
         PARAM("who", COLUMN(minutes_task, who),
               .flags = KK_REQUIRED | KK_POINT, .max_cps = 60),
         PARAM("due", COLUMN(minutes_task, due_on), .flags = KK_REQUIRED))},
    {.name = "minutes.task_done",
     .label = "宿題を済みにする",
     .brief = "宿題 済",
     .kind = "minutes_task",
     .words = "宿題が済んだ日時を入れます。",
     .may = "minutes_task/may",
     .flags = KK_HAPPENED,
     .params = PARAMS(
         P_TASKS, PARAM("at", COLUMN(minutes_task, done_at), .flags = KK_NOW))},
    {.name = "minutes.task_remove",
     .label = "宿題を取り消す",
     .kind = "minutes_task",
     .words = "誤って加えた宿題を取り消します。",
     .params = PARAMS(P_TASKS, KK_P_REASON),
     .run = kk_run_remove},
    {.name = "minutes.submit",
     .label = "議事録の提出を記録",
     .brief = "提出",
     .kind = "minutes",
     .words = "議事録を市へ提出した日時と相手を入れます。",
     .flags = KK_HAPPENED,
     .may = "minutes/may",
     .params =
         PARAMS(P_MINUTES(KK_MANY),
                PARAM("at", COLUMN(minutes, submitted_at), .flags = KK_NOW),
                PARAM("to", COLUMN(minutes, sent_to), .flags = KK_POINT,
                      .max_cps = 60))},
    {.name = "minutes.edit",
     .label = "議事録を訂正",
     .kind = "minutes",
     .words = "議事録の内容を理由を付けて直します。",
     .fill = "minutes/fill_edit",
     .params = PARAMS(
         P_MINUTES(0), P_HELD(0),
         PARAM("submitted", COLUMN(minutes, submitted_at), .flags = KK_PAST),
         PARAM("to", COLUMN(minutes, sent_to), .max_cps = 60), KK_P_REASON)},
    {.name = "minutes.remove",
     .label = "議事録を取り消す",
     .kind = "minutes",
     .words = "誤って記録した議事録を取り消します。",
     .params = PARAMS(P_MINUTES(0), KK_P_REASON),
     .run = kk_run_remove},
    END,
};

static const struct kk_col cols[] = {
    COL("mark", "", 2),
    COL_OF(minutes, no, 9),
    COL_OF(minutes, with, 12),
    COL_OF(minutes, name, 16, .flags = KK_COL_GROW),
    COL("start", "開始", 11, .show = KK_SHOW_TIME),
    COL("due", "提出期限", 11, .show = KK_SHOW_DATE),
    COL("state", "状態", 8),
    COL("tasks", "宿題", 5, .show = KK_SHOW_INT,
        .flags = KK_COL_RIGHT | KK_COL_WIDE),
    COL("about", "これから", 0, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL_OF(minutes, incident_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
/* A record tells all that was recorded. */
static const struct kk_col record_cols[] = {
    COL_OF(minutes, no, 9),
    COL("state", "状態", 8),
    COL_OF(minutes, with, 12),
    COL_OF(minutes, name, 16),
    COL("start", "開始", 11, .show = KK_SHOW_TIME),
    COL("end", "終了", 11, .show = KK_SHOW_TIME),
    COL_OF(minutes, place, 12),
    COL_OF(minutes, attendees, 20),
    COL_OF(minutes, material, 20),
    COL_OF(minutes, text, 20),
    COL_OF(minutes, decided, 20),
    COL("next", "次回", 11, .show = KK_SHOW_TIME),
    COL("due", "提出期限", 11, .show = KK_SHOW_DATE),
    COL("act_by", "そのうちに", 11, .show = KK_SHOW_DATE),
    COL("submitted", "提出", 11, .show = KK_SHOW_TIME),
    COL_OF(minutes, sent_to, 12),
    COL("incident", "案件", 9),
    END,
};
static const struct kk_col task_cols[] = {
    COL("mark", "", 2),
    COL_OF(minutes_task, text, 24, .flags = KK_COL_GROW),
    COL_OF(minutes_task, who, 12),
    COL("due", "いつまで", 11, .show = KK_SHOW_DATE),
    COL("done", "済んだ日時", 11, .show = KK_SHOW_TIME),
    COL("no", "議事録", 9, .flags = KK_COL_WIDE),
    COL("sort", "急ぐ順", 0, .flags = KK_COL_HIDDEN),
    COL_OF(minutes_task, minutes_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "minutes",
     .title = "議事録",
     .sql = "minutes/list",
     .empty = "議事録はありません。市を介さずに他業者と打ち合わせたら、F2 の"
              "「議事録を記録」で加えます。",
     .row_kind = "minutes",
     .orders = ORDERS("-start", "due", "no"),
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    {.name = "minutes_tasks",
     .title = "宿題",
     .sql = "minutes_task/list",
     .empty = "宿題はありません。F2 の「宿題を加える」で加えます。",
     .row_kind = "minutes_task",
     .orders = ORDERS("sort", "due"),
     .cols = task_cols,
     .flags = KK_LIST_SEARCH},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "minutes",
     .label = "議事録",
     .table = "minutes",
     .near = true,
     .number = "M",
     .show = "minutes/list",
     .cols = record_cols,
     .related = RELATED("minutes_tasks")},
    {.name = "minutes_task",
     .label = "宿題",
     .table = "minutes_task",
     .near = true,
     .show = "minutes_task/list",
     .cols = task_cols},
    END,
};

const struct kk_feature kk_feature_minutes = {
    .name = "minutes",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
};
