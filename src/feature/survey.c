/* The yearly survey of page counts (§5.5, R50-R53): a survey each contract year
 * and a count of each colour laser printer stand by rule
 * (survey/ruled_print_survey.sql, print_count/ruled_print_count.sql). */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#define P_SURVEY                                                               \
    PARAM("year", .label = "年度", .hint = "2023、令和5年度",                  \
          .from = "surveys", .type = KK_REF,                                   \
          .flags = KK_REQUIRED | KK_SUBJECT)
#define P_PERIOD(must)                                                         \
    PARAM("from", COLUMN(print_survey, from_day), .flags = must),              \
        PARAM("to", COLUMN(print_survey, to_day), .flags = must),              \
        PARAM("agreed_with", COLUMN(print_survey, agreed_with),                \
              .hint = "期間を調整した市の職員", .flags = (must) | KK_POINT,    \
              .max_cps = 60),                                                  \
        PARAM("agreed", COLUMN(print_survey, agreed_on))
#define P_COUNT(more)                                                          \
    PARAM("unit", .label = "プリンター", .from = "round", .type = KK_REF,      \
          .flags = KK_REQUIRED | KK_SUBJECT | (more))
#define P_RESET                                                                \
    PARAM("reset", COLUMN(print_count, reset_flag),                            \
          .hint = "前回より少ないとき", .from = "count_reset",                 \
          .type = KK_CHOICE, .flags = KK_POINT)
#define P_NOTE PARAM("note", COLUMN(print_count, note))

static const struct kk_action actions[] = {
    {.name = "survey.open",
     .label = "枚数調査を始める",
     .brief = "調整",
     .kind = "survey",
     .words = "市と調整した期間と相手を残します。対象のカラーレーザープリンター"
              "が一覧に出ます。",
     .params = PARAMS(P_SURVEY, P_PERIOD(KK_REQUIRED)),
     .may = "survey/may",
     .sets = "survey/sets_period"},
    {.name = "survey.edit",
     .label = "枚数調査を訂正",
     .kind = "survey",
     .words = "調査の期間と調整の記録を直します。",
     .fill = "survey/fill_edit",
     .params = PARAMS(P_SURVEY, P_PERIOD(0), KK_P_REASON),
     .may = "survey/may",
     .sets = "survey/sets_period"},
    {.name = "count.record",
     .label = "印刷枚数を記録",
     .brief = "枚数",
     .kind = "print_count",
     .words = "プリンターの印刷枚数を残します。前回との差が出ます。",
     .tell = "print_count/tell",
     .flags = KK_HAPPENED,
     .params =
         PARAMS(P_COUNT(0),
                PARAM("count", COLUMN(print_count, count),
                      .flags = KK_REQUIRED | KK_POINT),
                P_RESET, PARAM("at", COLUMN(print_count, at), .flags = KK_NOW),
                P_NOTE),
     .may = "print_count/may",
     .sets = "print_count/sets_read"},
    {.name = "count.unread",
     .label = "読めないことを記録",
     .brief = "読めない",
     .kind = "print_count",
     .words = "枚数を読めなかったプリンターを、理由とともに残します。",
     .flags = KK_HAPPENED,
     .params =
         PARAMS(P_COUNT(KK_MANY),
                PARAM("why", COLUMN(print_count, unread),
                      .hint = "電源が入らない、部屋に入れない など",
                      .flags = KK_REQUIRED | KK_POINT, .max_cps = 80),
                PARAM("at", COLUMN(print_count, at), .flags = KK_NOW), P_NOTE),
     .may = "print_count/may"},
    {.name = "count.edit",
     .label = "印刷枚数を訂正",
     .kind = "print_count",
     .words = "記録した枚数を理由を付けて直します。",
     .fill = "print_count/fill_edit",
     .may = "print_count/may",
     .params =
         PARAMS(P_COUNT(0), PARAM("count", COLUMN(print_count, count)), P_RESET,
                PARAM("at", COLUMN(print_count, at), .flags = KK_PAST),
                PARAM("unread", COLUMN(print_count, unread), .max_cps = 80),
                P_NOTE, KK_P_REASON)},
    END,
};

static const struct kk_col survey_cols[] = {
    COL("mark", "", 2, .flags = KK_COL_JUDGED),
    COL("year", "年度", 10, .flags = KK_COL_GROW),
    COL("state", "状態", 12),
    COL_OF(print_survey, from_day, 10),
    COL_OF(print_survey, to_day, 10),
    COL("printers", "対象", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("read", "済", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("unread_n", "読めない", 8, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("open_n", "まだ", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL_OF(print_survey, agreed_with, 12, .flags = KK_COL_WIDE),
    COL_OF(print_survey, agreed_on, 10, .flags = KK_COL_WIDE),
    COL_OF(print_survey, fiscal_year, 5, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col count_cols[] = {
    COL_OF(unit, machine_id, 10),
    COL("place", "場所", 12, .flags = KK_COL_GROW),
    COL("dept", "部署", 12),
    COL("before", "前回", 9, .flags = KK_COL_RIGHT | KK_COL_JUDGED),
    COL("now", "今回", 9, .flags = KK_COL_RIGHT | KK_COL_JUDGED),
    COL("diff", "差", 10, .flags = KK_COL_RIGHT | KK_COL_JUDGED),
    COL("state", "状態", 8),
    COL_OF(print_count, reset_flag, 8, .flags = KK_COL_WIDE),
    COL_OF(print_count, unread, 12, .flags = KK_COL_WIDE),
    COL_OF(print_count, note, 12, .flags = KK_COL_WIDE),
    COL("site_no", "No.", 4, .show = KK_SHOW_INT,
        .flags = KK_COL_HIDDEN | KK_COL_RIGHT),
    COL("site", "拠点", 12, .flags = KK_COL_HIDDEN),
    COL("floor", "階", 6, .flags = KK_COL_HIDDEN),
    COL("model", "機種", 10, .flags = KK_COL_HIDDEN),
    COL_OF(print_count, at, 11, .flags = KK_COL_HIDDEN),
    COL_OF(print_count, count, 9, .flags = KK_COL_HIDDEN),
    COL("before_count", "前回の枚数", 9, .show = KK_SHOW_INT,
        .flags = KK_COL_HIDDEN),
    COL("before_at", "前回の日時", 11, .show = KK_SHOW_TIME,
        .flags = KK_COL_HIDDEN),
    COL_OF(print_survey, fiscal_year, 5, .flags = KK_COL_HIDDEN),
    COL("open", "まだ", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL_OF(print_count, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL("place_id", "場所", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("sort", "並び", 0, .flags = KK_COL_HIDDEN | KK_COL_JUDGED),
    END,
};
static const struct kk_col record_cols[] = {
    COL_OF(unit, machine_id, 10),
    COL("model", "機種", 10),
    COL("place", "場所", 12),
    COL("dept", "部署", 12),
    COL("state", "状態", 8),
    COL("now", "今回", 9),
    COL("before", "前回", 9),
    COL("diff", "差", 10),
    COL_OF(print_count, at, 11),
    COL("before_at", "前回の日時", 11, .show = KK_SHOW_TIME),
    COL_OF(print_count, reset_flag, 8),
    COL_OF(print_count, unread, 12),
    COL_OF(print_count, note, 12),
    END,
};
static const struct kk_col site_cols[] = {
    COL("site_no", "No.", 4, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("site", "拠点", 24, .flags = KK_COL_GROW),
    COL("read", "済", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("unread_n", "読めない", 8, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("left_n", "まだ", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("printers", "対象", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL_OF(print_survey, fiscal_year, 5, .flags = KK_COL_HIDDEN),
    END,
};

#define NO_SURVEY                                                              \
    "調べるプリンターがありません。F5 の年度の一覧で "   \
    "o「始める」に期間を入れると出ます"                        \
    "。"
static const struct kk_listing listings[] = {
    {.name = "surveys",
     .title = "枚数調査",
     .sql = "survey/list",
     .empty = "契約の期間がありません。",
     .row_kind = "survey",
     .orders = ORDERS("-fiscal_year"),
     .cols = survey_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "survey_sites",
     .title = "枚数調査（拠点別）",
     .sql = "print_count/list_sites",
     .empty = NO_SURVEY,
     .row_kind = "",
     .orders = ORDERS("site_no", "-left_n"),
     .cols = site_cols,
     .opens = "round",
     .told = "print_count/told"},
    {.name = "round",
     .title = "印刷枚数を読む",
     .sql = "print_count/list_round",
     .empty = NO_SURVEY,
     .row_kind = "print_count",
     .orders = ORDERS("sort", "machine_id"),
     .cols = count_cols,
     .flags = KK_LIST_SEARCH,
     .round = "count.record",
     .told = "print_count/told"},
    {.name = "counts",
     .title = "印刷枚数",
     .sql = "print_count/list",
     .empty = NO_SURVEY,
     .row_kind = "print_count",
     .orders = ORDERS("sort", "machine_id"),
     .cols = count_cols,
     .flags = KK_LIST_SEARCH},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "survey",
     .label = "枚数調査",
     .table = "print_survey",
     .near = true,
     .show = "survey/list",
     .cols = survey_cols,
     .related = RELATED("survey_sites")},
    {.name = "print_count",
     .label = "印刷枚数",
     .table = "print_count",
     .near = true,
     .show = "print_count/list",
     .cols = record_cols},
    END,
};
static const struct kk_codes codes[] = {
    CODES("count_reset", SAME("交換"), SAME("リセット")),
    END,
};
static const struct kk_code entries[] = {
    CODE("load.counters", "印刷枚数の取込"),
    CODE(NULL, NULL),
};

const struct kk_feature kk_feature_survey = {
    .name = "survey",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
    .entries = entries,
    .lost = kk_ruled_lost,
};
