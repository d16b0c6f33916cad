/* Deliverables of the media (§10), the roster and who became responsible
 * (§11, 別紙1), minutes (§9.8). */
#include "papers.h"

static const struct kk_paper_col media_cols[] = {
    {"media", NULL, 18}, {"n", NULL, 5},         {"doc_kind", NULL, 42},
    {"state", NULL, 24}, {"released", NULL, 14}, {"city_ref", "指示番号", 12},
    KK_PAPER_END,
};
static const struct kk_part media[] = {
    {.listing = "paper_media", .cols = media_cols, .none = "該当なし"},
    KK_PAPER_END,
};
static const struct kk_paper_sheet media_sheets[] = {
    {"リカバリ媒体等の更新", true, media},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_media = {
    .name = "media",
    .title = "リカバリ媒体等更新成果物一覧",
    .no = 11,
    .sheets = media_sheets,
};

static const struct kk_paper_col roster_cols[] = {
    {"name", NULL, 16},
    {"kana", NULL, 18},
    {"role", NULL, 24},
    {"id_card_no", NULL, 12},
    {"roster_from", NULL, 14},
    {"roster_to", NULL, 14},
    {"notified_on", NULL, 14},
    {"change", NULL, 10},
    KK_PAPER_END,
};
static const struct kk_part roster[] = {
    {.listing = "paper_roster", .cols = roster_cols, .none = "該当なし"},
    KK_PAPER_END,
};
static const struct kk_paper_sheet roster_sheets[] = {
    {"従事者名簿", true, roster},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_roster = {
    .name = "roster",
    .title = "情報資産取扱者名簿（従事者名簿）",
    .no = 12,
    .sheets = roster_sheets,
};

static const struct kk_paper_col responsible_cols[] = {
    {"role", NULL, 24},  {"before", NULL, 16},
    {"after", NULL, 16}, {"from_day", "変更日", 16},
    {"phone", NULL, 16}, {"id_card_no", NULL, 12},
    KK_PAPER_END,
};
static const struct kk_part responsible[] = {
    {.listing = "paper_responsible",
     .cols = responsible_cols,
     .none = "該当なし",
     .demanded = true},
    KK_PAPER_END,
};
static const struct kk_paper_sheet responsible_sheets[] = {
    {"業務責任者の変更", true, responsible},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_responsible = {
    .name = "roster",
    .title = "業務責任者変更通知書",
    .no = 12,
    .sheets = responsible_sheets,
};

static const struct kk_paper_col task_cols[] = {
    {"who", NULL, 18},  {"text", "宿題", 46}, {"due", NULL, 14},
    {"done", NULL, 16}, KK_PAPER_END,
};
static const struct kk_part minutes[] = {
    {.listing = "paper_minutes", .form = KK_PART_PAIRS, .cols = kk_pairs},
    {.listing = "paper_minutes_tasks",
     .title = "宿題",
     .cols = task_cols,
     .none = "なし"},
    KK_PAPER_END,
};
static const struct kk_paper_sheet minutes_sheets[] = {
    {"議事録", false, minutes},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_minutes = {
    .name = "minutes",
    .title = "議事録",
    .period = KK_PER_RECORD,
    .record = "minutes",
    .whole = true,
    .sheets = minutes_sheets,
};
