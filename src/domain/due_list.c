/* Everything with a date, of all features, for the calendar. */
#include <kikusui/domain/features.h>

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

static const struct kk_listing listings[] = {
    {.name = "due",
     .title = "予定と期限",
     .sql = "list/due",
     .empty = "予定も期限もありません。",
     .row_kind = "",
     .orders = orders,
     .cols = cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_due = {
    .name = "due",
    .listings = listings,
};
