/* A review: the sides beside each other, each with what was meant and what
 * choosing it would leave. */
#include "sync_view.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

enum {
    SIDE_COLS = 39, /* a side needs about this much */
    SIDES_MOST = 4,
    HEAD_ROWS = 2
};

struct line {
    const char *s;
    size_t n_bytes;
    int indent;
    unsigned style;
};
struct lines {
    struct line *line;
    size_t n, cap;
    int cols;
};

static void add_wrapped(struct lines *l, const char *text, int indent,
                        unsigned style)
{
    size_t at = 0, from, n;

    while (kk_wrap_next(text, l->cols - indent, &at, &from, &n)) {
        kk_grow(&l->line, &l->cap, l->n + 1, sizeof *l->line);
        l->line[l->n++] = (struct line){text + from, n, indent, style};
    }
}

static void add_blank(struct lines *l)
{
    kk_grow(&l->line, &l->cap, l->n + 1, sizeof *l->line);
    l->line[l->n++] = (struct line){"", 0, 0, KK_S_PLAIN};
}

int kk_review_columns(const struct kk_review_page *p)
{
    int fit = p->view.area.cols / SIDE_COLS;

    if (fit > SIDES_MOST)
        fit = SIDES_MOST;
    if (fit < 1)
        fit = 1;
    return p->review.n_sides < (size_t)fit ? (int)p->review.n_sides : fit;
}

static int side_cols(const struct kk_review_page *p)
{
    int n = kk_review_columns(p);

    return n == 0 ? 0 : (p->view.area.cols - (n - 1)) / n;
}

/* --- the upper part: who, when, what was meant ---------------------------- */

static void upper(const struct kk_review_page *p, size_t i, struct lines *l,
                  struct kk_arena *a)
{
    const struct kk_review *r = &p->review;
    const struct kk_review_side *s = &r->side[i];
    kk_time when = s->happened != 0 ? s->happened : s->recorded;
    char at[KK_TIME_BYTES], recorded[KK_TIME_BYTES];

    add_wrapped(l,
                kk_arena_printf(a, "%s %s  %s", s->node, s->who,
                                kk_time_short(when, p->now, at)),
                1, KK_S_HEAD);
    if (kk_time_cut(when) != kk_time_cut(s->recorded))
        add_wrapped(
            l,
            kk_arena_printf(a, "記録は %s",
                            kk_time_short(s->recorded, p->now, recorded)),
            1, KK_S_DIM);
    add_wrapped(l, kk_arena_printf(a, "%s %s", s->action, s->subject), 1,
                KK_S_PLAIN);
    if (s->meant[0] != '\0')
        add_wrapped(l, s->meant, 3, KK_S_PLAIN);
    for (size_t k = 0; k < r->n_cells; k++)
        add_wrapped(l,
                    kk_arena_printf(a, "%s の%s: %s", r->cell[k].row,
                                    r->cell[k].column,
                                    r->cell[k].value[i] == NULL ||
                                            r->cell[k].value[i][0] == '\0'
                                        ? "（空）"
                                        : r->cell[k].value[i]),
                    1, KK_S_URGENT);
    add_blank(l);
}

/* --- the lower part: what choosing it would leave ------------------------- */

static void lower(const struct kk_review_page *p, size_t i, struct lines *l)
{
    const struct kk_review_side *s = &p->review.side[i];

    add_wrapped(l, "こちらを残すと", 1, i == p->sel ? KK_S_KEY : KK_S_HEAD);
    if (s->why_not != NULL)
        add_wrapped(l, s->why_not, 3, KK_S_DIM);
    else if (s->leaves[0] != '\0')
        add_wrapped(l, s->leaves, 3, KK_S_PLAIN);
    else if (s->looked)
        add_wrapped(l, "いまの記録のままです。", 3, KK_S_PLAIN);
    else
        add_wrapped(l, "いまは分かりません。ほかの処理が書き込み中です。", 3,
                    KK_S_DIM);
}

/* --- the whole ------------------------------------------------------------ */

/* The first of the sides that are shown: the chosen one is among them. */
static size_t first_side(const struct kk_review_page *p)
{
    size_t n = (size_t)kk_review_columns(p);

    return p->sel < n ? 0 : p->sel - n + 1;
}

struct block { /* of the sides that are shown */
    struct lines up[SIDES_MOST], low[SIDES_MOST];
    int n_up, n_low, n;
    struct kk_arena arena;
};

static void make_block(const struct kk_review_page *p, struct block *b)
{
    size_t first = first_side(p);

    *b = (struct block){.n = kk_review_columns(p)};
    for (int i = 0; i < b->n; i++) {
        b->up[i].cols = b->low[i].cols = side_cols(p) - 1;
        upper(p, first + (size_t)i, &b->up[i], &b->arena);
        lower(p, first + (size_t)i, &b->low[i]);
        if ((int)b->up[i].n > b->n_up)
            b->n_up = (int)b->up[i].n;
        if ((int)b->low[i].n > b->n_low)
            b->n_low = (int)b->low[i].n;
    }
}

static void free_block(struct block *b)
{
    for (int i = 0; i < b->n; i++) {
        kk_free(b->up[i].line);
        kk_free(b->low[i].line);
    }
    kk_arena_free(&b->arena);
}

int kk_review_lines(const struct kk_review_page *p)
{
    struct block b;
    int n;

    if (p->gone)
        return 0;
    make_block(p, &b);
    n = b.n_up + b.n_low;
    free_block(&b);
    return n;
}

static void draw_lines(const struct lines *l, struct kk_canvas *c,
                       struct kk_rect r, int row, bool dim)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct line *at = &l->line[i];
        char *text;

        if (row + (int)i < 0 || row + (int)i >= r.rows || at->n_bytes == 0)
            continue;
        text = kk_strndup(at->s, at->n_bytes);
        kk_put(c, r, row + (int)i, at->indent,
               dim && at->style == KK_S_PLAIN ? KK_S_DIM : at->style, text);
        kk_free(text);
    }
}

static void draw_head(const struct kk_review_page *p, struct kk_canvas *c,
                      struct kk_rect in)
{
    size_t first = first_side(p), n = (size_t)kk_review_columns(p);

    kk_put_in(c, in, 0, 1, in.cols - 14, KK_LEFT, KK_S_OVER, p->review.title);
    if (p->review.n_sides > n) {
        char words[48];

        snprintf(words, sizeof words, "%zu-%zu / %zu件", first + 1, first + n,
                 p->review.n_sides);
        kk_put_end(c, in, 0, 1, KK_S_KEY, words);
    }
    kk_rule(c, in, 1, KK_S_FRAME);
}

void kk_review_draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct kk_review_page *p = (const struct kk_review_page *)v;
    struct kk_rect in = v->area, body;
    size_t first = first_side(p);
    struct block b;
    int w = side_cols(p);

    if (p->gone) {
        kk_put(c, in, 0, 1, KK_S_PLAIN,
               "この要確認は済んでいます。Esc で戻ります。");
        return;
    }
    draw_head(p, c, in);
    body = kk_rect_in(in, HEAD_ROWS, 0, in.rows - HEAD_ROWS, in.cols);
    make_block(p, &b);
    for (int i = 0; i < b.n; i++) {
        struct kk_rect r = kk_rect_in(body, 0, i * (w + 1), body.rows, w);
        bool on = first + (size_t)i == p->sel;

        draw_lines(&b.up[i], c, r, -p->top, false);
        draw_lines(&b.low[i], c, r, b.n_up - p->top, !on);
        if (on && b.n_up - p->top >= 0 && b.n_up - p->top < r.rows)
            kk_put(c, r, b.n_up - p->top, 0, KK_S_KEY, ">");
        if (i > 0)
            kk_vrule(c, in, i * (w + 1) - 1, 1, in.rows - 1, KK_S_FRAME);
    }
    if (b.n_up + b.n_low - p->top > body.rows)
        kk_put_end(c, in, in.rows - 1, 1, KK_S_KEY, "続き PgDn");
    free_block(&b);
}
