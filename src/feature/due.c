/* Everything with a date, of all features, for the calendar. */
#include <kikusui/feature/features.h>

static const struct kk_col cols[] = {
    {"day", "日", 10, KK_SHOW_DATE, 0},
    {"at", "時刻", 11, KK_SHOW_TIME, 0},
    {"kind", "種類", 8, KK_SHOW_TEXT, 0},
    {"mark", "", 2, KK_SHOW_TEXT, 0},
    {"no", "番号", 8, KK_SHOW_TEXT, 0},
    {"what", "内容", 24, KK_SHOW_TEXT, KK_COL_GROW},
    {"who", "人", 10, KK_SHOW_TEXT, KK_COL_WIDE},
    {"target", "記録", 8, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"sort", "並び", 0, KK_SHOW_INT, KK_COL_HIDDEN},
    {.name = NULL},
};
static const char *const orders[] = {"sort", NULL};
static const char *const count_orders[] = {"label", NULL};

/* What is to be done at one place, of all features. */
static const struct kk_col place_cols[] = {
    {"mark", "", 2, KK_SHOW_TEXT, 0},
    {"kind", "種類", 8, KK_SHOW_TEXT, 0},
    {"no", "番号", 10, KK_SHOW_TEXT, 0},
    {"what", "内容", 20, KK_SHOW_TEXT, KK_COL_GROW},
    {"target", "記録", 8, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"incident_id", "案件", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"unit_id", "機器", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"place_id", "場所", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"sort", "並び", 0, KK_SHOW_INT, KK_COL_HIDDEN},
    {.name = NULL},
};
static const struct kk_col back_cols[] = {
    {"kind", "種類", 10, KK_SHOW_TEXT, 0},
    {"no", "番号", 10, KK_SHOW_TEXT, 0},
    {"what", "内容", 30, KK_SHOW_TEXT, KK_COL_GROW},
    {"at", "日時", 11, KK_SHOW_TIME, 0},
    {"target", "記録", 8, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"incident_id", "案件", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"unit_id", "機器", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"sort", "並び", 0, KK_SHOW_INT, KK_COL_HIDDEN},
    {.name = NULL},
};

/* What waits elsewhere: for one line on the first screen. */
static const struct kk_col count_cols[] = {
    {"label", "", 20, KK_SHOW_TEXT, KK_COL_GROW},
    {"n", "件数", 6, KK_SHOW_INT, KK_COL_RIGHT},
    {"list", "一覧", 10, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {.name = NULL},
};

static const struct kk_listing listings[] = {
    {.name = "due",
     .title = "予定と期限",
     .sql = "due",
     .empty = "予定も期限もありません。",
     .row_kind = "",
     .orders = orders,
     .cols = cols,
     .flags = KK_LIST_JOINED},
    {.name = "arrival",
     .title = "ここですること",
     .sql = "arrival",
     .empty = "この場所で残っていることはありません。",
     .row_kind = "",
     .orders = orders,
     .cols = place_cols,
     .flags = KK_LIST_JOINED | KK_LIST_HIDDEN},
    {.name = "homecoming",
     .title = "菊水に戻ったらすること",
     .sql = "return",
     .empty = "渡すもの、返すもの、提出することはありません。",
     .row_kind = "",
     .orders = orders,
     .cols = back_cols,
     .flags = KK_LIST_JOINED},
    {.name = "counts",
     .title = "待っているもの",
     .sql = "count",
     .empty = "待っているものはありません。",
     .row_kind = "",
     .orders = count_orders,
     .cols = count_cols,
     .flags = KK_LIST_JOINED},
    {.name = NULL},
};

const struct kk_feature kk_feature_due = {
    .name = "due",
    .listings = listings,
};
