/* Rows as people read them: each column as wide as its widest cell. */
#include "backends.h"

#include <kikusui/base/utf8.h>

void kk_table_row(struct kk_report *r, kk_id id, const struct kk_val *cells)
{
    (void)id;
    kk_grow(&r->kept, &r->cap_kept, r->n_kept + r->n_cols, sizeof *r->kept);
    for (size_t i = 0; i < r->n_cols; i++) {
        const char *s = kk_cell_text(&r->cols[i], &cells[i], r->now, &r->arena);
        char *line = kk_arena_strdup(&r->arena, s);

        for (char *p = line; *p != '\0'; p++)
            if (*p == '\n')
                *p = ' ';
        r->kept[r->n_kept++] = line;
    }
}

static void pad(struct kk_str *out, int cols)
{
    for (; cols > 0; cols--)
        kk_str_addc(out, ' ');
}

static void table_cell(struct kk_str *out, const struct kk_col *col,
                       const char *s, int width, bool last)
{
    int n = kk_cols(s);

    if (col->flags & KK_COL_RIGHT)
        pad(out, width - n);
    kk_str_add(out, s);
    if ((col->flags & KK_COL_RIGHT) == 0 && !last)
        pad(out, width - n);
}

static void table_row(const struct kk_report *r, const char *const *cells,
                      const int *width)
{
    struct kk_str *out = r->sink.out;
    bool first = true;

    for (size_t i = 0; i < r->n_cols; i++) {
        bool last = true;

        if (r->cols[i].flags & KK_COL_HIDDEN)
            continue;
        for (size_t k = i + 1; k < r->n_cols; k++)
            last = last && (r->cols[k].flags & KK_COL_HIDDEN);
        kk_str_add(out, first ? "" : "  ");
        first = false;
        table_cell(out, &r->cols[i], cells[i], width[i], last);
    }
    while (out->n_bytes > 0 && out->s[out->n_bytes - 1] == ' ')
        out->n_bytes--;
    kk_str_addc(out, '\n');
}

void kk_table_end(struct kk_report *r)
{
    int *width = kk_arena_alloc(&r->arena, (r->n_cols + 1) * sizeof *width);
    const char **titles =
        kk_arena_alloc(&r->arena, (r->n_cols + 1) * sizeof *titles);

    for (size_t i = 0; i < r->n_cols; i++) {
        titles[i] = r->cols[i].title == NULL ? "" : r->cols[i].title;
        width[i] = r->head ? kk_cols(titles[i]) : 0;
    }
    for (size_t i = 0; i < r->n_kept; i++) {
        int n = kk_cols(r->kept[i]);

        if (n > width[i % r->n_cols])
            width[i % r->n_cols] = n;
    }
    if (r->head && r->n_rows > 0)
        table_row(r, titles, width);
    for (size_t i = 0; i < r->n_rows; i++)
        table_row(r, r->kept + i * r->n_cols, width);
}
