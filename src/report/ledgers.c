/* The three lists of whereabouts (§5.4, R45-R49): rows in the columns of the
 * list that the city lent, so that load ledger reads them again; below them how
 * the list comes to the contract's number, and what left it. */
#include "papers.h"

/* In the order of load ledger; the list that was lent may order them its own
 * way (kk_part.lent). */
static const struct kk_paper_col unit_cols[] = {
    {"machine_id", "機器ID", 9},    {"segment", "区分", 8},
    {"dev_type", "機器種別", 10},   {"model", "機種名", 24},
    {"serial", "製造番号", 12},     {"place", "拠点", 18},
    {"dept", "設置部署", 15},       {"role", "用途", 5},
    {"state", "状態", 7},           {"note", "備考", 12},
    {"warranty", "保証期限", 10},   {"pair", "対機器ID", 9},
    {"key", "ワイヤー鍵", 7},       {"media_kind", "媒体種別", 10},
    {"media_version", "媒体版", 5}, {"settings", "端末設定", 13},
    {"change", "変更", 5},          {"changed_at", "変更日時", 11},
    {"why", "変更の理由", 15},      KK_PAPER_END,
};
static const struct kk_paper_col foot_cols[] = {
    {"device", "機器", 30},    {"model", "機種名", 26},
    {"contracted", "契約", 8}, {"listed", "一覧", 8},
    {"outside", "対象外", 8},  {"other", "その他", 8},
    {"diff", "差", 8},         KK_PAPER_END,
};
static const struct kk_paper_col out_cols[] = {
    {"machine_id", NULL, 10}, {"model", NULL, 30}, {"serial", NULL, 12},
    {"at", NULL, 15},         {"from", NULL, 22},  {"to", NULL, 14},
    {"reason", NULL, 20},     {"no", NULL, 10},    KK_PAPER_END,
};
static const struct kk_paper_col gone_cols[] = {
    {"machine_id", NULL, 10}, {"model", NULL, 30}, {"serial", NULL, 12},
    {"state", NULL, 10},      {"place", NULL, 16}, {"at", "日時", 15},
    {"reason", NULL, 30},     KK_PAPER_END,
};
static const struct kk_paper_col removed_cols[] = {
    {"machine_id", NULL, 10}, {"model", NULL, 30}, {"serial", NULL, 12},
    {"change", NULL, 6},      {"place", NULL, 16}, {"state", NULL, 10},
    {"changed_at", NULL, 15}, {"why", NULL, 30},   KK_PAPER_END,
};

#define LEDGER(name_, segment_, no_)                                           \
    static const struct kk_filter name_##_all[] = {{"segment", segment_},      \
                                                   {NULL, NULL}};              \
    static const struct kk_filter name_##_listed[] = {                         \
        {"segment", segment_}, {"part", "一覧"}, {NULL, NULL}};                \
    static const struct kk_filter name_##_removed[] = {                        \
        {"segment", segment_}, {"change", "除外"}, {NULL, NULL}};              \
    static const struct kk_part name_##_list[] = {                             \
        {.listing = "paper_ledger",                                            \
         .filters = name_##_listed,                                            \
         .cols = unit_cols,                                                    \
         .none = "該当なし",                                                   \
         .data = true,                                                         \
         .lent = true},                                                        \
        KK_PAPER_END,                                                          \
    };                                                                         \
    static const struct kk_part name_##_foot[] = {                             \
        {.listing = "paper_ledger_foot",                                       \
         .title = "契約台数との照合",                                          \
         .filters = name_##_all,                                               \
         .cols = foot_cols,                                                    \
         .none = "該当なし"},                                                  \
        KK_PAPER_END,                                                          \
    };                                                                         \
    static const struct kk_part name_##_annex[] = {                            \
        {.listing = "paper_ledger",                                            \
         .title = "前回の提出から除いた機器",                                  \
         .filters = name_##_removed,                                           \
         .cols = removed_cols,                                                 \
         .none = "該当なし"},                                                  \
        {.listing = "ledger_out",                                              \
         .title = "対象外へ転出",                                              \
         .filters = name_##_all,                                               \
         .order = "at",                                                        \
         .cols = out_cols,                                                     \
         .none = "該当なし"},                                                  \
        {.listing = "paper_ledger_gone",                                       \
         .title = "廃止・管理外・市引渡",                                      \
         .filters = name_##_all,                                               \
         .cols = gone_cols,                                                    \
         .none = "該当なし"},                                                  \
        KK_PAPER_END,                                                          \
    };                                                                         \
    static const struct kk_paper_sheet name_##_sheets[] = {                    \
        {"一覧", true, name_##_list},                                          \
        {"照合", true, name_##_foot},                                          \
        {"別表", true, name_##_annex},                                         \
        KK_PAPER_END,                                                          \
    };                                                                         \
    const struct kk_paper_kind kk_paper_ledger_##name_ = {                     \
        .name = "ledger",                                                      \
        .title = "所在等管理用機器一覧（" segment_ "）",                       \
        .no = no_,                                                             \
        .sheets = name_##_sheets,                                              \
    }

LEDGER(residents, "住記・税", 4);
LEDGER(insurance, "国保福祉", 5);
LEDGER(relay, "中間サーバ接続端末", 6);
