/* A paper as plain text. */
#include "backends.h"

#include <kikusui/report/paper.h>
#include <kikusui/report/report.h>

static void table(const struct kk_paper *p, const struct kk_made_part *m,
                  struct kk_str *out)
{
    struct kk_col *cols = kk_alloc((m->n_cols + 1) * sizeof *cols);
    struct kk_sink sink = {.out = out};
    struct kk_report r;

    for (size_t i = 0; i < m->n_cols; i++) {
        cols[i] = *m->col[i];
        cols[i].flags &= ~(unsigned)KK_COL_HIDDEN;
        if (m->part->cols[i].title != NULL)
            cols[i].title = m->part->cols[i].title;
    }
    kk_report_begin(&r, KK_FMT_TABLE, &sink, cols,
                    m->part->form == KK_PART_TABLE, p->now);
    for (size_t i = 0; i < m->n_rows; i++)
        kk_report_row(&r, m->id[i], &m->cell[i * m->n_cols]);
    kk_report_end(&r);
    kk_free(cols);
}

void kk_paper_text(const struct kk_paper *p, struct kk_str *out)
{
    kk_str_addf(out, "%s %s%s\n", p->kind->title, p->period.words,
                p->draft ? "（下書き）" : "");
    for (size_t s = 0; s < p->n_sheets; s++) {
        const struct kk_made_sheet *sheet = &p->sheet[s];

        kk_str_addf(out, "\n%s\n", sheet->sheet->name);
        for (size_t i = 0; i < sheet->n_parts; i++) {
            const struct kk_made_part *m = &sheet->part[i];

            if (m->part->title != NULL)
                kk_str_addf(out, "\n%s\n", m->part->title);
            if (m->n_rows > 0)
                table(p, m, out);
            else if (m->part->none != NULL)
                kk_str_addf(out, "%s\n", m->part->none);
        }
    }
}
