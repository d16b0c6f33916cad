/* A sheet of a paper as the rows and cells of a spreadsheet: what stands where,
 * how high each row is, which number format a value fits its column in. Knows
 * no file format. */
#ifndef KIKUSUI_REPORT_GRID_H
#define KIKUSUI_REPORT_GRID_H

#include <kikusui/report/paper.h>

enum kk_grid_num {
    KK_NUM_TEXT,
    KK_NUM_PLAIN,
    KK_NUM_DATE,       /* 令和5年6月12日(月) */
    KK_NUM_DATE_OLD,   /* the same before 2020, whose first year is 元年 */
    KK_NUM_DATE_SHORT, /* R5.6.12 */
    KK_NUM_TIME,       /* 令和5年6月12日(月) 10:20 */
    KK_NUM_TIME_OLD,
    KK_NUM_TIME_SHORT, /* R5.6.12 10:20 */
    KK_NUM_CLOCK,      /* 10:20 */
    KK_NUM_HOURS,      /* 27:05 */
    KK_NUM_RATE,       /* 75.0% */
    KK_NUM_COUNT
};
enum kk_grid_style {
    KK_STYLE_TITLE, /* over a part */
    KK_STYLE_HEAD,  /* over a column */
    KK_STYLE_LABEL, /* what a value is */
    KK_STYLE_CELL,  /* wrapped in its column */
    KK_STYLE_LINE,  /* on over the columns to its right, which are empty */
    KK_STYLE_COUNT
};
struct kk_grid_cell {
    size_t col;
    enum kk_grid_style style;
    enum kk_grid_num num;
    bool right;
    double n;         /* of a number: days since 1899-12-30, or the number */
    const char *text; /* of a text; "": an empty cell of its table */
};
struct kk_grid_row {
    double height; /* points; 0: as it comes */
    size_t first, n_cells;
};
struct kk_grid_chart { /* on a row that holds nothing */
    const struct kk_chart *chart;
    size_t row;
    double height;      /* points, of that row */
    size_t first, last; /* rows of its data */
    size_t labels;      /* columns */
    size_t n_series, series[8];
    const char *title[8]; /* of each of the series */
    enum kk_grid_num num; /* of the series */
};
#define KK_GRID_NONE ((size_t)-1)
struct kk_grid {
    size_t n_cols, n_rows, n_cells, n_charts;
    double *width; /* n_cols */
    struct kk_grid_row *row;
    struct kk_grid_cell *cell;
    struct kk_grid_chart *chart;
    size_t head; /* the row to repeat on each page; KK_GRID_NONE */
    size_t cap_rows, cap_cells, cap_charts;
    struct kk_arena arena;
};
/* Borrows from the paper. */
void kk_grid_make(const struct kk_paper *p, size_t sheet, struct kk_grid *out);
void kk_grid_free(struct kk_grid *g);

/* How the values of a column are written so that all fit it: a date that does
 * not is a shorter one, and a number that does not is text. */
enum kk_grid_num kk_grid_num_of(const struct kk_made_part *m, size_t col,
                                int fit);
/* One value; false: it is the text that kk_grid_words gives. */
bool kk_grid_number(const struct kk_val *v, enum kk_grid_num num,
                    struct kk_grid_cell *out);
const char *kk_grid_words(const struct kk_col *col, const struct kk_val *v,
                          kk_time now, struct kk_arena *arena);

#endif
