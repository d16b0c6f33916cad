/* What every kind of paper must be for its back ends, and how files are
 * called. */
#include "test.h"

#include <kikusui/base/utf8.h>
#include <kikusui/report/layout.h>
#include <kikusui/report/paper.h>

#include <string.h>

START_TEST(sheets_have_names_that_a_spreadsheet_takes)
{
    for (size_t i = 0; kk_papers[i] != NULL; i++)
        for (const struct kk_paper_sheet *s = kk_papers[i]->sheets;
             s->name != NULL; s++) {
            ck_assert_uint_le(kk_utf8_count(s->name, strlen(s->name)), 31);
            ck_assert_msg(strpbrk(s->name, "[]:*?/\\'") == NULL, "%s", s->name);
            for (const struct kk_paper_sheet *t = kk_papers[i]->sheets; t != s;
                 t++)
                ck_assert_str_ne(s->name, t->name);
        }
}
END_TEST

static int pixels(const struct kk_part *part)
{
    int n = 0;

    for (const struct kk_paper_col *c = part->cols; c->col != NULL; c++)
        n += kk_layout_pixels(c->width > 0 ? c->width : 10);
    return n;
}

/* A page is made as narrow as the paper: what stands at 9 points on a sheet
 * that is too wide would be under 7. A4 less two margins of 0.4 inches, 96
 * pixels an inch. */
START_TEST(nothing_is_too_wide_to_be_read)
{
    for (size_t i = 0; kk_papers[i] != NULL; i++)
        for (const struct kk_paper_sheet *s = kk_papers[i]->sheets;
             s->name != NULL; s++)
            for (const struct kk_part *p = s->parts; p->listing != NULL; p++) {
                double room = (s->landscape ? 297 : 210) / 25.4 - 0.8;

                if (p->lent) /* the city's columns: made to fit (grid.c) */
                    continue;
                ck_assert_msg(room * 96 / pixels(p) * 9 >= 7,
                              "%s, %s, %s: %d pixels", kk_papers[i]->name,
                              s->name, p->listing, pixels(p));
            }
}
END_TEST

START_TEST(a_file_is_called_by_period_number_and_title)
{
    static const struct kk_paper_kind kind = {.name = "x",
                                              .no = 2,
                                              .title = "月次報告書"},
                                      mail = {.name = "y",
                                              .title = "か\u3099い"};
    struct kk_paper p = {.kind = &kind, .period = {.stem = "R05-06"}};
    struct kk_str name = {0};

    kk_paper_name(&p, "xlsx", &name);
    ck_assert_str_eq(kk_str_c(&name), "R05-06_02_月次報告書.xlsx");
    p.draft = true;
    kk_str_clear(&name);
    kk_paper_name(&p, "csv", &name);
    ck_assert_str_eq(kk_str_c(&name), "R05-06_02_月次報告書_下書き.csv");
    p = (struct kk_paper){.kind = &mail, .period = {.stem = "../R5:1?"}};
    kk_str_clear(&name);
    kk_paper_name(&p, "eml", &name);
    ck_assert_str_eq(kk_str_c(&name), "..-R5-1-_がい.eml");
    kk_str_free(&name);
}
END_TEST

KK_TEST_MAIN("papers", sheets_have_names_that_a_spreadsheet_takes,
             nothing_is_too_wide_to_be_read,
             a_file_is_called_by_period_number_and_title)
