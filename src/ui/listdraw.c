/* Drawing a list: widths of columns, rows, matches. */
#include "list_priv.h"
#include "match.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

enum {
    EDGE_COLS = 3, /* mark, cursor, blank before the first column */
    COLS_MAX = 32,
    LEAST_GROW_COLS = 8,
    MOST_COLS = 60
};

struct place {    /* of a column */
    size_t index; /* into the listing's cols */
    int col, cols, want, named, least;
    bool grow;
};
struct layout {
    size_t n;
    struct place at[COLS_MAX];
};

static int sum(const struct layout *lay)
{
    int cols = -1;

    for (size_t i = 0; i < lay->n; i++)
        cols += lay->at[i].cols + 1;
    return cols;
}

/* As wide as what stands in it and its title. Text may be cut to the width the
 * listing names for it, what grows further; times and numbers never. */
static void measure(const struct kk_list *l, const struct kk_col *col,
                    size_t index, bool head, struct place *out)
{
    int want = head ? kk_cols(col->title) : 0, least = col->cols;

    for (size_t i = 0; i < l->n_pages; i++)
        if (l->page[i].width[index] > want)
            want = l->page[i].width[index];
    if (want > MOST_COLS)
        want = MOST_COLS;
    *out = (struct place){.index = index,
                          .cols = want,
                          .want = want,
                          .named = col->cols,
                          .grow = (col->flags & KK_COL_GROW) != 0};
    if (out->grow)
        least = LEAST_GROW_COLS;
    else if (col->show != KK_SHOW_TEXT)
        least = want;
    out->least = least < want ? least : want;
}

/* Takes one column of width from the widest that can give it: what grows gives
 * first, down to the width the listing names for it, and again when the others
 * have given what they can. False when none can. */
static bool narrow(struct layout *lay)
{
    struct place *best = NULL;

    for (int pass = 0; pass < 3 && best == NULL; pass++)
        for (size_t i = 0; i < lay->n; i++) {
            struct place *p = &lay->at[i];
            int keep = pass == 0 && p->named > p->least ? p->named : p->least;

            if (p->grow == (pass != 1) && p->cols > keep &&
                (best == NULL || p->cols > best->cols))
                best = p;
        }
    if (best != NULL)
        best->cols--;
    return best != NULL;
}

/* The rightmost goes, one that grows last; the others get their width back. */
static void drop(struct layout *lay)
{
    size_t i = lay->n - 1;

    while (i > 0 && lay->at[i].grow)
        i--;
    memmove(&lay->at[i], &lay->at[i + 1], sizeof lay->at[0] * (lay->n - i - 1));
    lay->n--;
    for (i = 0; i < lay->n; i++)
        lay->at[i].cols = lay->at[i].want;
}

static void lay_out(const struct kk_list *l, int cols, unsigned flags,
                    struct layout *lay)
{
    const struct kk_col *col = l->listing->cols;
    bool head = (flags & KK_DRAW_HEAD) != 0;
    int gap = 1, at = EDGE_COLS;

    lay->n = 0;
    for (size_t i = 0; col[i].name != NULL && lay->n < COLS_MAX; i++) {
        if ((col[i].flags & KK_COL_HIDDEN) != 0 ||
            ((col[i].flags & KK_COL_WIDE) != 0 && (flags & KK_DRAW_WIDE) == 0))
            continue;
        measure(l, &col[i], i, head, &lay->at[lay->n]);
        if (lay->at[lay->n].cols > 0)
            lay->n++;
    }
    while (lay->n > 1 && sum(lay) > cols)
        if (!narrow(lay))
            drop(lay);
    if (lay->n > 1 && sum(lay) + (int)lay->n - 1 <= cols)
        gap = 2;
    for (size_t i = 0; i < lay->n; i++) {
        lay->at[i].col = at;
        at += lay->at[i].cols + gap;
    }
}

static void draw_head(const struct kk_list *l, struct kk_canvas *c,
                      struct kk_rect r, int row, const struct layout *lay)
{
    for (size_t i = 0; i < lay->n; i++) {
        const struct kk_col *col = &l->listing->cols[lay->at[i].index];

        kk_put_in(c, r, row, lay->at[i].col, lay->at[i].cols,
                  (col->flags & KK_COL_RIGHT) != 0 ? KK_RIGHT : KK_LEFT,
                  KK_S_HEAD, col->title);
    }
}

static void draw_cell(const struct kk_list *l, struct kk_canvas *c,
                      struct kk_rect r, int row, int at, int cols,
                      const struct kk_col *col, const char *text,
                      unsigned select)
{
    bool right = (col->flags & KK_COL_RIGHT) != 0;
    unsigned style = (unsigned)kk_theme_word(text) | select;

    if ((col->flags & KK_COL_TAIL) != 0)
        kk_put_middle(c, r, row, at, cols, style, text);
    else
        kk_put_in(c, r, row, at, cols, right ? KK_RIGHT : KK_LEFT, style, text);
    if (l->search.text.n_bytes > 0 && col->show == KK_SHOW_TEXT && !right)
        kk_match_mark(c, kk_rect_in(r, row, at, 1, cols), text,
                      kk_edit_text(&l->search), style);
}

static void draw_row(const struct kk_list *l, struct kk_canvas *c,
                     struct kk_rect r, int row, size_t nth,
                     const struct layout *lay, unsigned flags)
{
    size_t in;
    const struct kk_list_page *p = kk_list_page_of(l, nth, &in);
    bool selected = nth == l->sel;
    unsigned select =
        selected && (flags & KK_DRAW_FOCUS) != 0 ? KK_S_SELECTED : 0;

    if (p == NULL)
        return;
    if (select != 0)
        kk_fill(c, kk_rect_in(r, row, 0, 1, r.cols), select);
    if (kk_list_marked(l, p->rows.id[in]))
        kk_put(c, r, row, 0, KK_S_KEY | select, "*");
    if (selected)
        kk_put(c, r, row, 1, KK_S_KEY | select, ">");
    for (size_t i = 0; i < lay->n; i++) {
        size_t k = lay->at[i].index;

        draw_cell(l, c, r, row, lay->at[i].col, lay->at[i].cols,
                  &l->listing->cols[k], p->text[in * p->rows.n_cols + k],
                  select);
    }
}

static bool search_line(const struct kk_list *l, unsigned flags)
{
    return l->searching || l->search.text.n_bytes > 0 ||
           ((flags & KK_DRAW_SEARCH) != 0 && kk_list_can_search(l));
}

int kk_list_head_rows(const struct kk_list *l, unsigned flags)
{
    return (search_line(l, flags) ? 1 : 0) +
           ((flags & KK_DRAW_HEAD) != 0 ? 1 : 0);
}

/* " 検索: " and room for the count at the right. */
static struct kk_rect search_box(struct kk_rect r)
{
    return kk_rect_in(r, 0, 7, 1, r.cols - 7 - 12);
}

static void draw_search(const struct kk_list *l, struct kk_canvas *c,
                        struct kk_rect r)
{
    char count[32];

    kk_put(c, r, 0, 1, KK_S_HEAD, "検索:");
    kk_edit_draw(&l->search, c, search_box(r),
                 l->searching ? KK_S_FIELD_ON : KK_S_FIELD);
    kk_list_count_words(l, count);
    kk_put_end(c, r, 0, 1, KK_S_PLAIN, count);
}

enum { TYPED_COLS = 40 }; /* of what was looked for, where it is named */

static void draw_empty(const struct kk_list *l, struct kk_canvas *c,
                       struct kk_rect r, int row)
{
    struct kk_str words = {0};

    if (l->search.text.n_bytes > 0) {
        const char *typed = kk_edit_text(&l->search);
        size_t n = kk_clip(typed, TYPED_COLS, NULL);

        kk_str_addf(&words,
                    "「%.*s%s」に当たるものはありません。"
                    "文字を減らすか、Esc で検索をやめます。",
                    (int)n, typed, typed[n] != '\0' ? "…" : "");
    } else {
        kk_str_add(&words, l->listing->empty != NULL ? l->listing->empty : "");
    }
    kk_put_wrap(c, kk_rect_in(r, 0, 2, r.rows, r.cols - 4), row, KK_S_DIM,
                kk_str_c(&words));
    kk_str_free(&words);
}

void kk_list_draw(const struct kk_list *l, struct kk_canvas *c,
                  struct kk_rect r, unsigned flags)
{
    struct layout lay;
    int row = 0;

    lay_out(l, r.cols - EDGE_COLS, flags, &lay);
    if (search_line(l, flags)) {
        draw_search(l, c, r);
        row++;
    }
    if ((flags & KK_DRAW_HEAD) != 0)
        draw_head(l, c, r, row++, &lay);
    if (l->n == 0) {
        draw_empty(l, c, r, row);
        return;
    }
    for (size_t i = l->top; i < l->n && row < r.rows; i++, row++)
        draw_row(l, c, r, row, i, &lay, flags);
}

bool kk_list_cursor(const struct kk_list *l, struct kk_rect r, int *row,
                    int *col)
{
    if (!l->searching)
        return false;
    kk_edit_cursor(&l->search, search_box(r), row, col);
    return true;
}
