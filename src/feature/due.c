/* Everything with a date, of all features, for the calendar. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

static const struct kk_col cols[] = {
    COL("day", "日", 10, .show = KK_SHOW_DATE),
    COL("at", "時刻", 11, .show = KK_SHOW_TIME),
    COL("kind", "種類", 8),
    COL("mark", "", 2),
    COL("no", "番号", 8),
    COL("what", "内容", 24, .flags = KK_COL_GROW),
    COL("who", "人", 10, .flags = KK_COL_WIDE),
    COL("target", "記録", 8, .flags = KK_COL_HIDDEN),
    COL("sort", "並び", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const orders[] = {"sort", NULL};

/* What is to be done at one place, of all features. */
static const struct kk_col place_cols[] = {
    COL("mark", "", 2),
    COL("kind", "種類", 8),
    COL("no", "番号", 10),
    COL("what", "内容", 20, .flags = KK_COL_GROW),
    COL("target", "記録", 8, .flags = KK_COL_HIDDEN),
    COL("incident_id", "案件", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("unit_id", "機器", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("place_id", "場所", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("sort", "並び", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};
/* What to take along and to see to before a visit, of all features. */
static const struct kk_col before_cols[] = {
    COL("incident", "案件", 8),
    COL("mark", "", 2),
    COL("kind", "種類", 10),
    COL("no", "番号", 10),
    COL("what", "内容", 30, .flags = KK_COL_GROW),
    COL("target", "記録", 8, .flags = KK_COL_HIDDEN),
    COL("incident_id", "案件", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("sort", "並び", 0, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col back_cols[] = {
    COL("kind", "種類", 10),
    COL("no", "番号", 10),
    COL("what", "内容", 30, .flags = KK_COL_GROW),
    COL("at", "日時", 11, .show = KK_SHOW_TIME),
    COL("target", "記録", 8, .flags = KK_COL_HIDDEN),
    COL("incident_id", "案件", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("unit_id", "機器", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("sort", "並び", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};

/* What waits elsewhere: for one line on the first screen. */
static const struct kk_col count_cols[] = {
    COL("label", "", 20, .flags = KK_COL_GROW),
    COL("n", "件数", 6, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("list", "一覧", 10, .flags = KK_COL_HIDDEN),
    END,
};

/* What is over its time: for the bell. */
static const struct kk_col late_cols[] = {
    COL("no", "番号", 10),
    COL("incident_id", "案件", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const late_orders[] = {"no", NULL};

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
    {.name = "before",
     .title = "出発の前に",
     .sql = "before",
     .empty = "これから訪問する案件はありません。",
     .row_kind = "",
     .orders = orders,
     .cols = before_cols,
     .flags = KK_LIST_JOINED},
    {.name = "homecoming",
     .title = "菊水に戻ったらすること",
     .sql = "return",
     .empty = "渡すもの、返すもの、提出することはありません。",
     .row_kind = "",
     .orders = orders,
     .cols = back_cols,
     .flags = KK_LIST_JOINED},
    {.name = "waits",
     .title = "待っているもの",
     .sql = "count",
     .empty = "待っているものはありません。",
     .row_kind = "",
     .orders = NULL, /* the parts number their rows */
     .cols = count_cols,
     .flags = KK_LIST_JOINED},
    {.name = "late",
     .title = "期限の超過",
     .sql = "late",
     .empty = "期限を過ぎたものはありません。",
     .row_kind = "",
     .orders = late_orders,
     .cols = late_cols,
     .flags = KK_LIST_JOINED | KK_LIST_HIDDEN},
    {.name = NULL},
};

const struct kk_feature kk_feature_due = {
    .name = "due",
    .listings = listings,
};
