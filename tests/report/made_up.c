/* Papers that are made up, without a database. */
#include "made_up.h"

#include <kikusui/base/time.h>

#include <string.h>

static const struct kk_col listed[] = {
    {"no", "案件管理番号", 8, KK_SHOW_TEXT, 0},
    {"day", "受付日", 8, KK_SHOW_DATE, 0},
    {"short", "期限", 8, KK_SHOW_DATE, 0},
    {"at", "着手", 8, KK_SHOW_TIME, 0},
    {"clock", "撤収", 8, KK_SHOW_CLOCK, 0},
    {"effort", "実稼働時間", 8, KK_SHOW_MINUTES, KK_COL_RIGHT},
    {"rate", "達成率", 8, KK_SHOW_RATE, KK_COL_RIGHT},
    {"n", "台数", 8, KK_SHOW_INT, KK_COL_RIGHT},
    {"yes", "確認", 8, KK_SHOW_YESNO, 0},
    {"place", "設置場所", 8, KK_SHOW_TEXT, 0},
    {"note", "対応内容", 8, KK_SHOW_TEXT, 0},
    {NULL, NULL, 0, KK_SHOW_TEXT, 0},
};
static const struct kk_listing listing = {
    .name = "sample", .title = "見本", .sql = "", .cols = listed};

#define COL(col_, width_)                                                      \
    {                                                                          \
        .col = col_, .width = width_                                           \
    }
static const struct kk_paper_col cols[] = {
    COL("no", 10),   COL("day", 20),   COL("short", 10), COL("at", 15),
    COL("clock", 7), COL("effort", 9), COL("rate", 8),   COL("n", 6),
    COL("yes", 6),   COL("place", 18), COL("note", 35),  COL(NULL, 0),
};
static const struct kk_paper_col figures[] = {COL("no", 14), COL("rate", 10),
                                              COL("n", 10), COL(NULL, 0)};
static const struct kk_paper_col pairs[] = {COL("no", 14), COL("note", 60),
                                            COL(NULL, 0)};
static const struct kk_paper_col lines[] = {COL("note", 80), COL(NULL, 0)};
static const char *const rates[] = {"rate", NULL};
static const char *const counts[] = {"n", NULL};
static const struct kk_chart weeks = {
    .title = "週ごとの達成率", .labels = "no", .series = rates};
static const struct kk_chart months = {
    .title = "月ごとの件数", .labels = "no", .series = counts, .bars = true};

#define END                                                                    \
    {                                                                          \
        .listing = NULL                                                        \
    }
static const struct kk_part main_parts[] = {
    {.listing = "sample", .cols = cols, .none = "該当なし"}, END};
static const struct kk_part sum_parts[] = {
    {.listing = "sample", .form = KK_PART_PAIRS, .cols = pairs},
    {.listing = "sample",
     .title = "サービスレベル",
     .cols = figures,
     .none = "該当なし",
     .chart = &weeks},
    {.listing = "sample",
     .title = "件数",
     .cols = figures,
     .none = "該当なし",
     .chart = &months},
    END};
static const struct kk_part letter_parts[] = {
    {.listing = "sample", .form = KK_PART_TEXT, .cols = lines}, END};
static const struct kk_paper_sheet sheets[] = {
    {"障害対応", true, main_parts},
    {"総括", false, sum_parts},
    {"鑑", false, letter_parts},
    {NULL, false, NULL},
};
static const struct kk_paper_kind kind = {
    .name = "sample", .title = "見本", .no = 2, .sheets = sheets};

/* --- rows ------------------------------------------------------------------
 */

static const char *const harm[] = {
    "=1+1",
    "+81-11",
    "-5",
    "@SUM(A1)",
    "\tx",
    "'quoted",
    "_x0041_",
    "_x000D_",
    "a\rb\r\nc",
    "<b>&amp;\"'",
    "a\nb\nc",
    "髙﨑①㈱～－∥",
    "ｱｲｳ",
    ("\xE2\x80\xAE"
     "abc"),
    "\x01\x02",
    "=HYPERLINK(\"http://x\")",
    "",
    " x ",
    "&P &N &\"x\"",
    "[$-ja-JP]",
    "A1:B2",
    "𠮷𩸽",
    "0123456789012345678901234567",
};

static const char *repeated(struct kk_arena *a, const char *s, size_t n)
{
    char *all = kk_arena_alloc(a, strlen(s) * n + 1);

    for (size_t i = 0; i < n; i++)
        memcpy(all + strlen(s) * i, s, strlen(s));
    return all;
}

static const char *note(struct kk_arena *a, const char *what, size_t row)
{
    if (strcmp(what, "broken") == 0 && row == 3)
        return "\xE3\x81";
    if (strcmp(what, "hostile") == 0) {
        size_t n = sizeof harm / sizeof *harm;

        if (row == n)
            return repeated(a, "漢", 40000);
        if (row == n + 1)
            return repeated(a, "\xE3\x82\x99", 40000);
        if (row == n + 2)
            return repeated(a, "_x0041_", 9000);
        return harm[row % n];
    }
    if (row % 50 == 7)
        return repeated(a, "漢", 2000);
    if (row % 10 == 3)
        return repeated(a,
                        "用紙が「ありません」と出る。printer RICOH-SP4510 の"
                        "トレイ2を確かめ、紙は入っている。\n",
                        5);
    return row % 3 == 0 ? "定着部を清掃し、試し刷りで確かめた。"
                        : "電源を入れ直した。";
}

static struct kk_val value(struct kk_arena *a, const char *col,
                           const char *what, size_t row)
{
    static const int year[] = {2023, 2019, 2019, 2019, 2020, 2017};
    static const int month[] = {6, 4, 5, 12, 1, 2};
    static const int day[] = {12, 30, 1, 31, 1, 3};
    kk_day d = kk_day_make(year[row % 6], month[row % 6], day[row % 6]);

    if (strcmp(col, "no") == 0)
        return kk_vtext(kk_arena_printf(a, "R5-%zu", row + 1));
    if (strcmp(col, "day") == 0 || strcmp(col, "short") == 0)
        return kk_vint(d);
    if (strcmp(col, "at") == 0 || strcmp(col, "clock") == 0)
        return kk_vint(kk_day_start(d) + 12 * 3600 + 300);
    if (strcmp(col, "effort") == 0)
        return kk_vint(row % 9 == 5 ? -42 : (int64_t)row * 65);
    if (strcmp(col, "rate") == 0)
        return row % 7 == 6 ? kk_vtext("－") : kk_vint(750 - (int64_t)row % 9);
    if (strcmp(col, "n") == 0)
        return row % 11 == 10 ? kk_vnull() : kk_vint((int64_t)row * 13);
    if (strcmp(col, "yes") == 0)
        return kk_vint(row % 2);
    if (strcmp(col, "place") == 0)
        return kk_vtext("北区役所 戸籍住民課 ㈱髙﨑");
    return kk_vtext(note(a, what, row));
}

static void fill(struct kk_paper *p, struct kk_made_part *m, const char *what,
                 size_t rows)
{
    struct kk_arena *a = &p->arena;

    m->listing = &listing;
    while (m->part->cols[m->n_cols].col != NULL)
        m->n_cols++;
    m->n_rows = m->part->form == KK_PART_TABLE && m->part->chart == NULL
                    ? rows
                    : (rows < 12 ? rows : 12);
    m->col = kk_arena_alloc(a, (m->n_cols + 1) * sizeof(struct kk_col *));
    m->cell = kk_arena_alloc(a, (m->n_rows * m->n_cols + 1) * sizeof *m->cell);
    m->id = kk_arena_alloc(a, (m->n_rows + 1) * sizeof *m->id);
    for (size_t c = 0; c < m->n_cols; c++)
        m->col[c] = &listed[kk_listing_col(&listing, m->part->cols[c].col)];
    for (size_t r = 0; r < m->n_rows; r++) {
        m->id[r] = (kk_id)r + 1;
        for (size_t c = 0; c < m->n_cols; c++)
            m->cell[r * m->n_cols + c] = value(a, m->col[c]->name, what, r);
    }
}

void made_up(struct kk_paper *p, const char *what, size_t rows)
{
    *p = (struct kk_paper){.kind = &kind,
                           .draft = true,
                           .n_sheets = 3,
                           .period = {.first = kk_day_make(2023, 6, 1),
                                      .last = kk_day_make(2023, 6, 30),
                                      .iso = "2023-06",
                                      .stem = "R05-06",
                                      .words = "令和5年6月分"}};
    p->sheet = kk_arena_alloc(&p->arena, 3 * sizeof *p->sheet);
    for (size_t s = 0; s < 3; s++) {
        struct kk_made_sheet *sheet = &p->sheet[s];

        sheet->sheet = &sheets[s];
        while (sheets[s].parts[sheet->n_parts].listing != NULL)
            sheet->n_parts++;
        sheet->part =
            kk_arena_alloc(&p->arena, sheet->n_parts * sizeof *sheet->part);
        for (size_t i = 0; i < sheet->n_parts; i++) {
            sheet->part[i].part = &sheets[s].parts[i];
            fill(p, &sheet->part[i], what, rows);
        }
    }
}
