/* A paper as a spreadsheet. The only file that knows libxlsxwriter; what it
 * writes is read again before it takes its name. */
#include "backends.h"

#include <kikusui/base/file.h>
#include <kikusui/base/shown.h>
#include <kikusui/report/grid.h>
#include <kikusui/report/layout.h>
#include <kikusui/report/zip.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <sys/statvfs.h>

#define FONT "游ゴシック"
#define DAY "[$-411]ggge\"年\"m\"月\"d\"日\"(aaa)"
#define FIRST_YEAR "[$-411]\"令和元年\"m\"月\"d\"日\"(aaa)"

enum {
    MAX_BYTES = 256 << 20,
    A4 = 9,
    MAX_FROZEN = 8, /* rows above and with the head: more hide the sheet */
    DAY_SECONDS = 86400,
};

/* By kk_grid_num. */
static const char *const num_format[KK_NUM_COUNT] = {
    [KK_NUM_DATE] = DAY,
    [KK_NUM_DATE_OLD] = "[<=43585]" DAY ";[>=43831]" DAY ";" FIRST_YEAR,
    [KK_NUM_DATE_SHORT] = "[$-411]ge.m.d",
    [KK_NUM_TIME] = DAY " hh:mm",
    [KK_NUM_TIME_OLD] =
        "[<43586]" DAY " hh:mm;[>=43831]" DAY " hh:mm;" FIRST_YEAR " hh:mm",
    [KK_NUM_TIME_SHORT] = "[$-411]ge.m.d hh:mm",
    [KK_NUM_CLOCK] = "hh:mm",
    [KK_NUM_HOURS] = "[h]:mm",
    [KK_NUM_RATE] = "0.0%",
};

struct book {
    const struct kk_paper *paper;
    lxw_workbook *wb;
    lxw_format *format[KK_STYLE_COUNT][KK_NUM_COUNT][2];
    size_t n_cells;
};

/* --- formats ---------------------------------------------------------------
 */

static lxw_format *new_format(struct book *b, enum kk_grid_style style,
                              enum kk_grid_num num, bool right)
{
    lxw_format *f = workbook_add_format(b->wb);

    format_set_font_name(f, FONT);
    format_set_font_size(f, style == KK_STYLE_TITLE ? KK_LAYOUT_PT + 1
                                                    : KK_LAYOUT_PT);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (style == KK_STYLE_TITLE || style == KK_STYLE_HEAD)
        format_set_bold(f);
    if (style == KK_STYLE_HEAD || style == KK_STYLE_LABEL)
        format_set_bg_color(f, 0xE4E8EC);
    if (style == KK_STYLE_HEAD)
        format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    if (style != KK_STYLE_TITLE && style != KK_STYLE_LINE) {
        format_set_border(f, LXW_BORDER_THIN);
        format_set_text_wrap(f);
    }
    if (num_format[num] != NULL)
        format_set_num_format(f, num_format[num]);
    if (right)
        format_set_align(f, LXW_ALIGN_RIGHT);
    else if (num >= KK_NUM_DATE && num <= KK_NUM_TIME_SHORT)
        format_set_align(f, LXW_ALIGN_LEFT);
    return f;
}

static lxw_format *format_of(struct book *b, const struct kk_grid_cell *c)
{
    lxw_format **f = &b->format[c->style][c->num][c->right];

    if (*f == NULL)
        *f = new_format(b, c->style, c->num, c->right);
    return *f;
}

/* --- cells -----------------------------------------------------------------
 */

/* _xHHHH_ stands for one character in such a file: its first sign is written
 * as one, so that the text is read as it is. The caller kk_frees. */
static char *escaped(const char *s)
{
    struct kk_str out = {0};

    for (; *s != '\0'; s++)
        if (kk_layout_escape(s))
            kk_str_add(&out, "_x005F_");
        else
            kk_str_addc(&out, *s);
    return kk_str_take(&out);
}

static lxw_error put_text(lxw_worksheet *ws, lxw_row_t row, lxw_col_t col,
                          const char *s, lxw_format *f)
{
    char *text;
    lxw_error e;

    if (*s == '\0')
        return worksheet_write_blank(ws, row, col, f);
    if (strstr(s, "_x") == NULL)
        return worksheet_write_string(ws, row, col, s, f);
    text = escaped(s);
    e = worksheet_write_string(ws, row, col, text, f);
    kk_free(text);
    return e;
}

static lxw_error put_rows(struct book *b, lxw_worksheet *ws,
                          const struct kk_grid *g)
{
    lxw_error e = LXW_NO_ERROR;

    for (size_t r = 0; e == LXW_NO_ERROR && r < g->n_rows; r++) {
        const struct kk_grid_row *row = &g->row[r];

        if (row->height > 0)
            e = worksheet_set_row(ws, (lxw_row_t)r, row->height, NULL);
        for (size_t i = 0; e == LXW_NO_ERROR && i < row->n_cells; i++) {
            const struct kk_grid_cell *c = &g->cell[row->first + i];
            lxw_format *f = format_of(b, c);

            if (c->num == KK_NUM_TEXT)
                e = put_text(ws, (lxw_row_t)r, (lxw_col_t)c->col, c->text, f);
            else
                e = worksheet_write_number(ws, (lxw_row_t)r, (lxw_col_t)c->col,
                                           c->n, f);
            b->n_cells++;
        }
    }
    return e;
}

/* --- charts ----------------------------------------------------------------
 */

static int pixels_of(const struct kk_grid *g)
{
    int pixels = 0;

    for (size_t c = 0; c < g->n_cols; c++)
        pixels += kk_layout_pixels(g->width[c]);
    return pixels;
}

static void set_fonts(lxw_chart *chart)
{
    lxw_chart_font title = {.name = (char *)(uintptr_t)FONT, .size = 10};
    lxw_chart_font plain = {.name = (char *)(uintptr_t)FONT, .size = 9};

    chart_title_set_name_font(chart, &title);
    chart_axis_set_num_font(chart->x_axis, &plain);
    chart_axis_set_num_font(chart->y_axis, &plain);
    chart_legend_set_font(chart, &plain);
}

static lxw_error put_chart(struct book *b, lxw_worksheet *ws,
                           const struct kk_grid *g, const char *sheet,
                           const struct kk_grid_chart *c)
{
    int width = pixels_of(g), height = (int)(c->height * 4 / 3) - 20;
    lxw_chart *chart = workbook_add_chart(
        b->wb, c->chart->bars ? LXW_CHART_COLUMN : LXW_CHART_LINE);
    lxw_chart_options options = {
        .x_offset = 2, .y_offset = 10, .x_scale = 1, .y_scale = 1};

    if (chart == NULL)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    options.x_scale = (width > 720 ? 720 : width - 10) / 480.0;
    options.y_scale = height / 288.0;
    for (size_t i = 0; i < c->n_series; i++) {
        lxw_chart_series *s = chart_add_series(chart, NULL, NULL);

        chart_series_set_name(s, c->title[i]);
        chart_series_set_categories(s, sheet, (lxw_row_t)c->first,
                                    (lxw_col_t)c->labels, (lxw_row_t)c->last,
                                    (lxw_col_t)c->labels);
        chart_series_set_values(s, sheet, (lxw_row_t)c->first,
                                (lxw_col_t)c->series[i], (lxw_row_t)c->last,
                                (lxw_col_t)c->series[i]);
    }
    chart_title_set_name(chart, c->chart->title);
    set_fonts(chart);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    if (c->num == KK_NUM_RATE) {
        chart_axis_set_num_format(chart->y_axis, "0%");
        chart_axis_set_min(chart->y_axis, 0);
        chart_axis_set_max(chart->y_axis, 1);
    }
    return worksheet_insert_chart_opt(ws, (lxw_row_t)c->row, 0, chart,
                                      &options);
}

/* --- sheets ----------------------------------------------------------------
 */

/* & begins a code there. */
static void add_head_text(struct kk_str *out, const char *s)
{
    for (; *s != '\0'; s++)
        kk_str_add(out, *s == '&' ? "&&" : (char[]){*s, '\0'});
}

/* Each page says what it is of, and that it is a draft. */
static lxw_error set_head(const struct kk_paper *p, lxw_worksheet *ws,
                          const char *sheet)
{
    struct kk_str head = {0};
    lxw_error e;

    kk_str_add(&head, "&L&\"" FONT ",Regular\"&9");
    add_head_text(&head, p->kind->title);
    kk_str_add(&head, "（");
    add_head_text(&head, p->period.words);
    kk_str_add(&head, "）");
    if (p->draft)
        kk_str_add(&head, "&C&\"" FONT ",Bold\"&12下書き");
    kk_str_add(&head, "&R&\"" FONT ",Regular\"&9");
    add_head_text(&head, sheet);
    e = worksheet_set_header(ws, kk_str_c(&head));
    kk_str_free(&head);
    return e;
}

static lxw_error set_page(struct book *b, lxw_worksheet *ws,
                          const struct kk_paper_sheet *sheet,
                          const struct kk_grid *g)
{
    lxw_error e = LXW_NO_ERROR;

    if (sheet->landscape)
        worksheet_set_landscape(ws);
    worksheet_set_paper(ws, A4);
    worksheet_fit_to_pages(ws, 1, 0);
    worksheet_set_margins(ws, 0.4, 0.4, 0.6, 0.6);
    for (size_t c = 0; e == LXW_NO_ERROR && c < g->n_cols; c++)
        e = worksheet_set_column(ws, (lxw_col_t)c, (lxw_col_t)c, g->width[c],
                                 NULL);
    if (g->head != KK_GRID_NONE && e == LXW_NO_ERROR) {
        e = worksheet_repeat_rows(ws, (lxw_row_t)g->head, (lxw_row_t)g->head);
        if (g->head < MAX_FROZEN)
            worksheet_freeze_panes(ws, (lxw_row_t)g->head + 1, 0);
    }
    if (g->n_rows > 0 && e == LXW_NO_ERROR)
        e = worksheet_print_area(ws, 0, 0, (lxw_row_t)g->n_rows - 1,
                                 (lxw_col_t)g->n_cols - 1);
    if (e == LXW_NO_ERROR)
        e = set_head(b->paper, ws, sheet->name);
    if (e == LXW_NO_ERROR)
        e = worksheet_set_footer(ws, "&C&\"" FONT ",Regular\"&9&P / &N");
    return e;
}

static lxw_error put_sheet(struct book *b, const struct kk_paper_sheet *sheet,
                           const struct kk_grid *g)
{
    lxw_worksheet *ws = workbook_add_worksheet(b->wb, sheet->name);
    lxw_error e;

    if (ws == NULL)
        return LXW_ERROR_INVALID_SHEETNAME_CHARACTER;
    e = set_page(b, ws, sheet, g);
    if (e == LXW_NO_ERROR)
        e = put_rows(b, ws, g);
    for (size_t i = 0; e == LXW_NO_ERROR && i < g->n_charts; i++)
        e = put_chart(b, ws, g, sheet->name, &g->chart[i]);
    return e;
}

/* The same for the same paper, whenever it is written. */
static void set_properties(struct book *b)
{
    kk_day last = b->paper->period.last;
    lxw_doc_properties about = {
        .title = (char *)(uintptr_t)b->paper->kind->title,
        .subject = (char *)(uintptr_t)b->paper->period.words,
        /* of a record: the day that the zip's members bear */
        .created =
            (time_t)(last != 0 ? last : kk_day_make(1980, 1, 1)) * DAY_SECONDS};

    (void)workbook_set_properties(b->wb, &about);
}

static lxw_error write_book(struct book *b, const char *path, const char *dir,
                            const struct kk_grid *grid)
{
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)dir};
    lxw_error e = LXW_NO_ERROR, closed;

    b->wb = workbook_new_opt(path, &options);
    if (b->wb == NULL)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    set_properties(b);
    for (size_t i = 0; e == LXW_NO_ERROR && i < b->paper->n_sheets; i++)
        e = put_sheet(b, b->paper->sheet[i].sheet, &grid[i]);
    closed = workbook_close(b->wb);
    return e != LXW_NO_ERROR ? e : closed;
}

/* --- the file --------------------------------------------------------------
 */

/* What the library has to say it says on stderr, which may be the screen; the
 * number it writes has a point in any locale. */
struct hushed {
    int err;
    locale_t ours, before;
};
static void hush(struct hushed *h)
{
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

    fflush(stderr);
    h->err = null < 0 ? -1 : fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (h->err >= 0)
        (void)dup2(null, STDERR_FILENO);
    if (null >= 0)
        close(null);
    h->before = uselocale((locale_t)0);
    h->ours = newlocale(LC_NUMERIC_MASK, "C", duplocale(h->before));
    if (h->ours != (locale_t)0)
        (void)uselocale(h->ours);
}

static void unhush(struct hushed *h)
{
    fflush(stderr);
    if (h->err >= 0) {
        (void)dup2(h->err, STDERR_FILENO);
        close(h->err);
    }
    if (h->ours != (locale_t)0) {
        (void)uselocale(h->before);
        freelocale(h->ours);
    }
}

static enum kk_status no_room(const char *dir, const char *why,
                              struct kk_err *err)
{
    struct statvfs fs;
    char *disk = kk_path_abs(dir);
    bool full = statvfs(dir, &fs) == 0 && fs.f_bavail * fs.f_frsize < 1u << 20;

    (void)kk_fail(err, KK_IO,
                  full ? "ディスク %s に空きがなく、書けませんでした。"
                         "空けるか、ほかの場所へ書いてください。"
                       : "ディスク %s に書けませんでした。",
                  disk != NULL ? disk : dir);
    if (!full && why != NULL)
        kk_err_prefix(err, "%s ", why);
    kk_free(disk);
    return KK_IO;
}

/* The file as it stands on the disk. */
static enum kk_status read_again(const struct book *b, const char *path,
                                 const char *dir, struct kk_err *err)
{
    struct kk_str bytes = {0};
    struct kk_err why = {0};
    enum kk_status st = kk_file_read(path, MAX_BYTES, true, &bytes, &why);

    if (st == KK_OK)
        st = kk_zip_check(kk_str_c(&bytes), bytes.n_bytes, b->paper->n_sheets,
                          b->n_cells, &why);
    if (st == KK_OK)
        st = kk_file_sync(path, &why);
    kk_str_free(&bytes);
    return st == KK_OK ? KK_OK : no_room(dir, why.text, err);
}

static enum kk_status write_as(const struct kk_paper *p, const char *path,
                               const char *dir, const struct kk_grid *grid,
                               struct kk_err *err)
{
    struct book b = {.paper = p};
    char *tmp = kk_path_join(dir, ".kikusui-XXXXXX");
    int fd = mkostemp(tmp, O_CLOEXEC);
    enum kk_status st = KK_OK;
    struct hushed h;
    lxw_error e;

    if (fd < 0) {
        st = no_room(dir, kk_errno_text(errno), err);
        kk_free(tmp);
        return st;
    }
    close(fd);
    hush(&h);
    e = write_book(&b, tmp, dir, grid);
    unhush(&h);
    st = e == LXW_NO_ERROR ? read_again(&b, tmp, dir, err)
                           : no_room(dir, lxw_strerror(e), err);
    kk_path_own_as(tmp, access(path, F_OK) == 0 ? path : dir);
    if (st == KK_OK && rename(tmp, path) != 0)
        st = no_room(dir, kk_errno_text(errno), err);
    if (st == KK_OK)
        st = kk_file_sync(path, err);
    else
        (void)unlink(tmp);
    kk_free(tmp);
    return st;
}

enum kk_status kk_paper_xlsx(const struct kk_paper *p, const char *path,
                             struct kk_str *wrote, struct kk_err *err)
{
    struct kk_grid *grid = kk_alloc((p->n_sheets + 1) * sizeof *grid);
    char *dir = kk_path_dir(path);
    enum kk_status st;

    for (size_t i = 0; i < p->n_sheets; i++)
        kk_grid_make(p, i, &grid[i]);
    st = write_as(p, path, dir, grid, err);
    if (st == KK_OK)
        kk_str_addf(wrote, "%s\n", path);
    for (size_t i = 0; i < p->n_sheets; i++)
        kk_grid_free(&grid[i]);
    kk_free(grid);
    kk_free(dir);
    return st;
}
