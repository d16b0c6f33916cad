/* A paper as plain text, which people read at 80 columns: a table that is wider
 * becomes a block a row. */
#include "backends.h"

#include <kikusui/base/shown.h>
#include <kikusui/base/time.h>
#include <kikusui/base/utf8.h>
#include <kikusui/report/grid.h>
#include <kikusui/report/layout.h>

#include <string.h>

enum { COLUMNS = 80, BETWEEN = 2, MAX_LABEL = 24 };

struct page {
    const struct kk_paper *paper;
    const struct kk_made_part *m;
    const char **text; /* n_rows * n_cols */
    struct kk_str *out;
    struct kk_arena arena; /* of the part */
};

/* --- cells -----------------------------------------------------------------
 */

static const char *words(struct page *p, const struct kk_col *col,
                         const struct kk_val *v)
{
    char buf[KK_TIME_BYTES];

    if (v->type == KK_VINT && p->m->part->form != KK_PART_TABLE) {
        if (col->show == KK_SHOW_DATE)
            return kk_arena_strdup(&p->arena, kk_day_long((kk_day)v->i, buf));
        if (col->show == KK_SHOW_TIME)
            return kk_arena_strdup(&p->arena, kk_time_long(v->i, buf));
    }
    return kk_grid_words(col, v, p->paper->now, &p->arena);
}

/* A time's two lines are one here. */
static const char *cell_text(struct page *p, size_t row, size_t col)
{
    const struct kk_val *v = &p->m->cell[row * p->m->n_cols + col];
    const char *s = words(p, p->m->col[col], v);
    struct kk_str bare = {0}, out = {0};

    for (; *s != '\0'; s++)
        if (*s == '\t' || (*s == '\n' && v->type == KK_VINT))
            kk_str_addc(&bare, ' ');
        else if (*s != '\r')
            kk_str_addc(&bare, *s);
    kk_shown(kk_str_c(&bare), bare.n_bytes, &out);
    s = kk_arena_strdup(&p->arena, kk_str_c(&out));
    kk_str_free(&bare);
    kk_str_free(&out);
    return s;
}

/* --- lines -----------------------------------------------------------------
 */

static void spaces(struct kk_str *out, int n)
{
    for (; n > 0; n--)
        kk_str_addc(out, ' ');
}

static void trim(struct kk_str *out)
{
    while (out->n_bytes > 0 && out->s[out->n_bytes - 1] == ' ')
        kk_str_cut(out, out->n_bytes - 1);
}

/* A text from a column on, its further lines below its first. */
static void add_text(struct kk_str *out, const char *s, int from, bool right)
{
    bool first = true;

    do {
        size_t len = kk_layout_columns(s, COLUMNS - from), n = len;

        if (!first)
            spaces(out, from);
        first = false;
        while (n > 0 && (s[n - 1] == '\n' || s[n - 1] == ' '))
            n--;
        if (right)
            spaces(out, COLUMNS - from - kk_colsn(s, n));
        kk_str_addn(out, s, n);
        trim(out);
        kk_str_addc(out, '\n');
        s += len;
    } while (*s != '\0');
}

static void padded(struct kk_str *out, const char *s, int width, bool right)
{
    spaces(out, right ? width - kk_cols(s) : 0);
    kk_str_add(out, s);
    spaces(out, right ? 0 : width - kk_cols(s));
}

/* --- parts -----------------------------------------------------------------
 */

static bool is_right(const struct page *p, size_t col)
{
    return (p->m->col[col]->flags & KK_COL_RIGHT) != 0;
}

/* Of each column; false: the rows do not fit beside each other. */
static bool widths(const struct page *p, int *width)
{
    int sum = -BETWEEN;
    bool one_line = true;

    for (size_t c = 0; c < p->m->n_cols; c++) {
        width[c] = kk_cols(kk_made_title(p->m, c));
        for (size_t r = 0; r < p->m->n_rows; r++) {
            const char *s = p->text[r * p->m->n_cols + c];

            one_line = one_line && strchr(s, '\n') == NULL;
            if (kk_cols(s) > width[c])
                width[c] = kk_cols(s);
        }
        sum += width[c] + BETWEEN;
    }
    return one_line && sum <= COLUMNS;
}

static void add_table(struct page *p, const int *width)
{
    for (size_t r = 0; r < p->m->n_rows + 1; r++) {
        for (size_t c = 0; c < p->m->n_cols; c++) {
            const char *s = r == 0 ? kk_made_title(p->m, c)
                                   : p->text[(r - 1) * p->m->n_cols + c];

            spaces(p->out, c > 0 ? BETWEEN : 0);
            padded(p->out, s, width[c], is_right(p, c));
        }
        trim(p->out);
        kk_str_addc(p->out, '\n');
    }
}

/* Each value behind its label; an empty one is left out. */
static void add_block(struct page *p, size_t row, size_t first, int label)
{
    for (size_t c = first; c < p->m->n_cols; c++) {
        const char *s = p->text[row * p->m->n_cols + c];
        const char *title =
            first > 0 ? p->text[row * p->m->n_cols] : kk_made_title(p->m, c);

        if (*s == '\0' && first == 0)
            continue;
        if (kk_cols(title) > label) {
            add_text(p->out, title, 0, false);
            title = "";
        }
        padded(p->out, title, label, false);
        spaces(p->out, BETWEEN);
        add_text(p->out, s, label + BETWEEN, false);
    }
}

static int label_width(const struct page *p, bool pairs)
{
    int most = 0;

    for (size_t i = 0; i < (pairs ? p->m->n_rows : p->m->n_cols); i++) {
        int n =
            kk_cols(pairs ? p->text[i * p->m->n_cols] : kk_made_title(p->m, i));

        if (n <= MAX_LABEL && n > most)
            most = n;
    }
    return most;
}

static void add_rows(struct page *p)
{
    const struct kk_made_part *m = p->m;
    int *width = kk_arena_alloc(&p->arena, (m->n_cols + 1) * sizeof *width);
    bool pairs = m->part->form == KK_PART_PAIRS && m->n_cols > 1;

    if (m->part->form == KK_PART_TABLE && widths(p, width)) {
        add_table(p, width);
        return;
    }
    for (size_t r = 0; r < m->n_rows; r++) {
        if (m->part->form == KK_PART_TEXT || m->n_cols == 1) {
            for (size_t c = 0; c < m->n_cols; c++)
                add_text(p->out, p->text[r * m->n_cols + c], 0, is_right(p, c));
            continue;
        }
        if (r > 0 && !pairs)
            kk_str_addc(p->out, '\n');
        add_block(p, r, pairs ? 1 : 0, label_width(p, pairs));
    }
}

static void add_part(struct page *p)
{
    const struct kk_made_part *m = p->m;

    if (m->part->title != NULL) {
        kk_str_addc(p->out, '\n');
        add_text(p->out, m->part->title, 0, false);
    }
    p->text = kk_arena_alloc(&p->arena,
                             (m->n_rows * m->n_cols + 1) * sizeof *p->text);
    for (size_t r = 0; r < m->n_rows; r++)
        for (size_t c = 0; c < m->n_cols; c++)
            p->text[r * m->n_cols + c] = cell_text(p, r, c);
    if (m->n_rows > 0)
        add_rows(p);
    else if (m->part->none != NULL)
        add_text(p->out, m->part->none, 0, false);
    kk_arena_free(&p->arena);
}

void kk_paper_text(const struct kk_paper *p, struct kk_str *out)
{
    struct page page = {.paper = p, .out = out};

    kk_str_addf(out, "%s %s%s\n", p->kind->title, p->period.words,
                p->draft ? "（下書き）" : "");
    for (size_t s = 0; s < p->n_sheets; s++) {
        kk_str_addf(out, "\n%s\n", p->sheet[s].sheet->name);
        for (size_t i = 0; i < p->sheet[s].n_parts; i++) {
            page.m = &p->sheet[s].part[i];
            add_part(&page);
        }
    }
}
