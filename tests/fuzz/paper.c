/* Texts of a paper, hostile ones too, laid out and written as a spreadsheet and
 * as CSV: what is no text is refused, all else stands in the cells whole. */
#include "fuzz.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/file.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/report/grid.h>
#include <kikusui/report/layout.h>

#include <string.h>
#include <unistd.h>

enum { MAX_TEXT = 200000 };

static const char *const seeds[] = {
    "=1+1",
    "_x0041_x0042_ _x005F_",
    "a\rb\r\nc\n\n",
    "髙﨑①㈱ 「用紙がありません」と出る。printer RICOH-SP4510",
    "\xED\xA0\x80 lone surrogate",
    "\x01\x02\x1B[2J\t",
    "\xE2\x80\xAE abc \xEF\xBB\xBF",
    "が\xE3\x82\x99𠮷\xF0\x9F\x91\xA8\xE2\x80\x8D",
    "'\"&<>,;",
};

bool kk_fuzz_seed(size_t i, struct kk_str *out)
{
    size_t n = sizeof seeds / sizeof *seeds;

    if (i < n)
        kk_str_add(out, seeds[i]);
    else if (i == n)
        for (int k = 0; k < 14000; k++)
            kk_str_add(out, "漢");
    return i <= n;
}

static const struct kk_col listed[] = {
    {.name = "a", .title = "項目"},
    {.name = "b", .title = "内容"},
    {.name = NULL},
};
static const struct kk_listing listing = {
    .name = "fuzz", .title = "f", .sql = "", .cols = listed};
static const struct kk_paper_col cols[] = {
    {.col = "a", .width = 4}, {.col = "b", .width = 30}, {.col = NULL}};
static const struct kk_part parts[] = {
    {.listing = "fuzz", .cols = cols},
    {.listing = "fuzz", .form = KK_PART_PAIRS, .cols = cols},
    {.listing = NULL}};
static const struct kk_paper_sheet sheets[] = {{.name = "表", .parts = parts},
                                               {.name = NULL}};
static const struct kk_paper_kind kind = {
    .name = "fuzz", .title = "見本", .sheets = sheets};

/* What a reader gets of a text. */
static void read_as(const char *text, struct kk_str *out)
{
    struct kk_str bare = {0};

    for (; *text != '\0'; text++)
        if (*text != '\r')
            kk_str_addc(&bare, *text);
    kk_shown(kk_str_c(&bare), bare.n_bytes, out);
    kk_str_free(&bare);
}

static void check_grid(const struct kk_paper *p, const char *text)
{
    struct kk_str want = {0}, got = {0};
    struct kk_grid g;

    kk_grid_make(p, 0, &g);
    read_as(text, &want);
    for (size_t r = 1; r < g.n_rows; r++)
        for (size_t i = 0; i < g.row[r].n_cells; i++) {
            const struct kk_grid_cell *c = &g.cell[g.row[r].first + i];

            FUZZ_CHECK(c->col < g.n_cols);
            if (c->col == 1 && c->style == KK_STYLE_CELL &&
                r < g.n_rows / 2 + 1)
                kk_str_add(&got, c->text);
        }
    FUZZ_CHECK(kk_str_starts(kk_str_c(&got), kk_str_c(&want)));
    for (size_t r = 0; r < g.n_rows; r++)
        FUZZ_CHECK(g.row[r].height <=
                   kk_layout_height(KK_LAYOUT_MAX_LINES, KK_LAYOUT_PT));
    kk_grid_free(&g);
    kk_str_free(&want);
    kk_str_free(&got);
}

static bool valid(const char *s, size_t n)
{
    uint32_t cp;

    for (size_t at = 0, len; at < n; at += len) {
        len = kk_utf8_decode(s + at, n - at, &cp);
        if (len == 0 || cp == 0)
            return false;
    }
    return true;
}

static void check_written(const struct kk_paper *p, bool good)
{
    static char dir[] = "/tmp/kikusui-fuzz-XXXXXX";
    static bool made;

    if (!made)
        FUZZ_CHECK(mkdtemp(dir) != NULL);
    made = true;
    for (size_t i = 0; kk_paper_formats[i].name != NULL; i++) {
        struct kk_str wrote = {0};
        struct kk_err err = {0};
        enum kk_status st;

        if (strcmp(kk_paper_formats[i].name, "eml") == 0)
            continue;
        st = kk_paper_write(p, &kk_paper_formats[i], dir, &wrote, &err);
        FUZZ_CHECK(st == KK_OK || err.text[0] != '\0');
        FUZZ_CHECK((st == KK_OK) == good ||
                   strcmp(kk_paper_formats[i].name, "csv-cp932") == 0);
        /* A path a line. */
        for (char *line = wrote.s, *end;
             line != NULL && (end = strchr(line, '\n')) != NULL;
             line = end + 1) {
            *end = '\0';
            unlink(line);
        }
        kk_str_free(&wrote);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    char *text =
        kk_strndup((const char *)data, n_bytes < MAX_TEXT ? n_bytes : MAX_TEXT);
    size_t n = n_bytes < MAX_TEXT ? n_bytes : MAX_TEXT;
    struct kk_val cell[] = {kk_vtext("a"),
                            {.type = KK_VTEXT, .s = text, .n_bytes = n}};
    const struct kk_col *col[] = {&listed[0], &listed[1]};
    kk_id id[] = {7};
    struct kk_made_part part[2] = {{.part = &parts[0],
                                    .listing = &listing,
                                    .col = col,
                                    .n_cols = 2,
                                    .n_rows = 1,
                                    .cell = cell,
                                    .id = id}};
    struct kk_made_sheet sheet = {
        .sheet = &sheets[0], .n_parts = 2, .part = part};
    struct kk_paper p = {.kind = &kind, .n_sheets = 1, .sheet = &sheet};
    static unsigned run;

    part[1] = part[0];
    part[1].part = &parts[1];
    if (valid(text, n))
        check_grid(&p, text);
    if (run++ % 32 == 0)
        check_written(&p, valid(text, n));
    kk_free(text);
    return 0;
}
