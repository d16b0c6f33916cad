/* One search over all kinds of record. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

static const struct kk_col cols[] = {
    COL("mark", "", 2),
    COL("kind", "種類", 8),
    COL("what", "記録", 30, .flags = KK_COL_GROW),
    COL("state", "状態", 10),
    COL("target", "対象", 8, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 4, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL("list", "一覧", 10, .flags = KK_COL_HIDDEN),
    COL("incident_id", "案件", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("unit_id", "機器", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("place_id", "場所", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("sort", "並び", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "search",
     .title = "検索",
     .sql = "search",
     .empty = "見つかりません。番号、名前、よみの一部を打つと、すべての記録から"
              "探します。",
     .row_kind = "",
     .orders = ORDERS("sort"),
     .cols = cols,
     .flags = KK_LIST_JOINED | KK_LIST_SEARCH},
    END,
};

const struct kk_feature kk_feature_find = {
    .name = "find",
    .listings = listings,
};
