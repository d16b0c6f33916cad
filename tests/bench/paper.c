/* A spreadsheet of 2,000 incidents beside the same cells written with
 * libxlsxwriter alone, and what memory it takes. */
#include "bench.h"
#include "made_up.h"

#include <kikusui/base/utf8.h>
#include <kikusui/report/grid.h>

#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

enum { RUNS = 7, ROWS = 2000 };
#define MOST_KB (64 * 1024)

/* Of the processor: what a disk takes to sync is the disk's. */
static double used_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double ours(const struct kk_paper *p, const char *dir)
{
    struct kk_str wrote = {0};
    struct kk_err err = {0};
    double begun = used_ms();

    if (kk_paper_write(p, kk_find_paper_format("xlsx"), dir, &wrote, &err) !=
        KK_OK)
        bench_fail("%s", err.text);
    kk_str_free(&wrote);
    return used_ms() - begun;
}

/* The cells as they were laid out before, in one format. */
static double alone(const struct kk_paper *p, const struct kk_grid *grid,
                    const char *dir)
{
    struct kk_str path = {0};
    double begun = used_ms();
    lxw_workbook *wb;
    lxw_format *f;

    kk_str_addf(&path, "%s/alone.xlsx", dir);
    wb = workbook_new(kk_str_c(&path));
    f = workbook_add_format(wb);
    format_set_text_wrap(f);
    for (size_t s = 0; s < p->n_sheets; s++) {
        lxw_worksheet *ws = workbook_add_worksheet(wb, p->sheet[s].sheet->name);

        for (size_t r = 0; r < grid[s].n_rows; r++)
            for (size_t i = 0; i < grid[s].row[r].n_cells; i++) {
                const struct kk_grid_cell *c =
                    &grid[s].cell[grid[s].row[r].first + i];

                if (c->num != KK_NUM_TEXT)
                    worksheet_write_number(ws, (lxw_row_t)r, (lxw_col_t)c->col,
                                           c->n, f);
                else if (*c->text == '\0')
                    worksheet_write_blank(ws, (lxw_row_t)r, (lxw_col_t)c->col,
                                          f);
                else
                    worksheet_write_string(ws, (lxw_row_t)r, (lxw_col_t)c->col,
                                           c->text, f);
            }
    }
    if (workbook_close(wb) != LXW_NO_ERROR)
        bench_fail("libxlsxwriter could not write %s", kk_str_c(&path));
    kk_str_free(&path);
    return used_ms() - begun;
}

int main(void)
{
    char *dir = bench_dir();
    double with[RUNS], without[RUNS], m, n;
    struct kk_paper p;
    struct kk_grid grid[8];
    struct bench_ran ran;

    kk_locale_init();
    /* first: what is told is not below this process's own */
    ran = bench_must_run((const char *const[]){bench_setting("SAMPLE"), dir,
                                               "xlsx", "month", "2000", NULL},
                         bench_env(dir, NULL));
    bench_tell("paper", (double)ran.peak_kb, "kB", MOST_KB, "memory for them");
    made_up(&p, "month", ROWS);
    for (size_t s = 0; s < p.n_sheets; s++)
        kk_grid_make(&p, s, &grid[s]);
    for (size_t i = 0; i < RUNS; i++) {
        with[i] = ours(&p, dir);
        without[i] = alone(&p, grid, dir);
    }
    m = bench_median(with, RUNS);
    n = bench_median(without, RUNS);
    bench_note("libxlsxwriter alone %.0f ms", n);
    bench_tell("paper", m, "ms", 2 * n, "xlsx of %d incidents", ROWS);
    for (size_t s = 0; s < p.n_sheets; s++)
        kk_grid_free(&grid[s]);
    kk_paper_free(&p);
    bench_drop(dir);
    return bench_status();
}
