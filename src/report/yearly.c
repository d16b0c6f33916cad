/* The page counts of the colour lasers (§5.5, R50-R53). */
#include "papers.h"

/* Both tables of one sheet: what stands below each other is as wide. */
static const struct kk_paper_col count_cols[] = {
    {"place", NULL, 20},
    {"dept", NULL, 14},
    {"floor", NULL, 5},
    {"machine_id", NULL, 10},
    {"model", NULL, 9},
    {"segment", NULL, 9},
    {"before_count", NULL, 9},
    {"before_at", NULL, 15},
    {"count", NULL, 9},
    {"at", NULL, 15},
    {"diff", NULL, 10},
    {"remark", NULL, 26},
    KK_PAPER_END,
};
static const struct kk_filter unread[] = {{"part", "未"}, {NULL, NULL}};
static const struct kk_part pages[] = {
    {.listing = "paper_counts_sum", .form = KK_PART_PAIRS, .cols = kk_pairs},
    {.listing = "paper_counts",
     .title = "印刷枚数",
     .cols = count_cols,
     .none = "該当なし",
     .data = true},
    {.listing = "paper_counts",
     .title = "計測していないプリンター",
     .filters = unread,
     .cols = count_cols,
     .none = "該当なし"},
    KK_PAPER_END,
};
static const struct kk_paper_sheet page_sheets[] = {
    {"印刷枚数", true, pages},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_pages = {
    .name = "pages",
    .title = "プリンタ印刷枚数調査結果",
    .no = 10,
    .period = KK_PER_YEAR,
    .sheets = page_sheets,
};
