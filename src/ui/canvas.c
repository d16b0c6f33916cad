/* The canvas: an array of cells, clipping, and putting text on it. */
#include "ambiguous.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/ui/canvas.h>

#include <stdio.h>
#include <string.h>

enum { ELLIPSIS = 0x2026 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

void kk_canvas_init(struct kk_canvas *c, int rows, int cols, bool lines)
{
    c->rows = most(1, least(rows, KK_CANVAS_MAX));
    c->cols = most(1, least(cols, KK_CANVAS_MAX));
    c->lines = lines;
    c->cell = kk_alloc(sizeof *c->cell * (size_t)c->rows * (size_t)c->cols);
    kk_canvas_clear(c);
}

void kk_canvas_free(struct kk_canvas *c)
{
    kk_free(c->cell);
    *c = (struct kk_canvas){0};
}

static void blank(struct kk_glyph *g, unsigned style)
{
    *g = (struct kk_glyph){
        .cp = {' '}, .cols = 1, .style = (unsigned char)style};
}

void kk_canvas_clear(struct kk_canvas *c)
{
    for (int i = 0; i < c->rows * c->cols; i++)
        blank(&c->cell[i], KK_S_PLAIN);
}

struct kk_rect kk_canvas_all(const struct kk_canvas *c)
{
    return (struct kk_rect){0, 0, c->rows, c->cols};
}

struct kk_rect kk_rect_in(struct kk_rect r, int row, int col, int rows,
                          int cols)
{
    int top = most(0, least(row, r.rows)), left = most(0, least(col, r.cols));
    int bottom = most(top, least(row + rows, r.rows));
    int right = most(left, least(col + cols, r.cols));

    return (struct kk_rect){r.row + top, r.col + left, bottom - top,
                            right - left};
}

static struct kk_glyph *at(const struct kk_canvas *c, int row, int col)
{
    if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
        return NULL;
    return &c->cell[row * c->cols + col];
}

/* Whether the cell (relative) may be written; NULL when it may not. */
static struct kk_glyph *inside(const struct kk_canvas *c, struct kk_rect r,
                               int row, int col)
{
    if (row < 0 || row >= r.rows || col < 0 || col >= r.cols)
        return NULL;
    return at(c, r.row + row, r.col + col);
}

/* Before a cell is overwritten: what a wide character leaves of itself on
 * either side becomes blank. */
static void release(struct kk_canvas *c, int row, int col)
{
    struct kk_glyph *g = at(c, row, col), *other;

    if (g == NULL)
        return;
    if (g->cols == 0) {
        other = at(c, row, col - 1);
        if (other != NULL)
            blank(other, other->style);
    } else if (g->cols == 2) {
        other = at(c, row, col + 1);
        if (other != NULL)
            blank(other, other->style);
    }
}

/* The primitive: one character of `cols` columns. What of it lies outside is
 * not drawn; a wide one that does not fit whole leaves a blank. */
static void put_glyph(struct kk_canvas *c, struct kk_rect r, int row, int col,
                      unsigned style, uint32_t cp, int cols)
{
    struct kk_glyph *left = inside(c, r, row, col);
    struct kk_glyph *right = cols == 2 ? inside(c, r, row, col + 1) : NULL;

    if (left != NULL) {
        release(c, r.row + row, r.col + col);
        blank(left, style);
    }
    if (right != NULL) {
        release(c, r.row + row, r.col + col + 1);
        blank(right, style);
    }
    if (left == NULL || (cols == 2 && right == NULL))
        return;
    left->cp[0] = cp;
    left->cols = (unsigned char)cols;
    if (right != NULL)
        *right = (struct kk_glyph){.style = (unsigned char)style};
}

/* A mark without a width joins the character before it. */
static void put_mark(struct kk_canvas *c, struct kk_rect r, int row, int col,
                     uint32_t cp)
{
    struct kk_glyph *g = inside(c, r, row, col - 1);

    if (g != NULL && g->cols == 0)
        g = inside(c, r, row, col - 2);
    if (g == NULL || g->line != 0)
        return;
    for (int i = 1; i < KK_CELL_CPS; i++)
        if (g->cp[i] == 0) {
            g->cp[i] = cp;
            return;
        }
}

/* Emoji selectors and joiners make some terminals draw wider than counted. */
static bool is_selector(uint32_t cp)
{
    return kk_cp_hides(cp) || (cp >= 0xFE00 && cp <= 0xFE0F);
}

int kk_put_n(struct kk_canvas *c, struct kk_rect r, int row, int col,
             unsigned style, const char *s, size_t n)
{
    int start = col;

    while (n > 0 && *s != '\0') {
        uint32_t cp;
        size_t len = kk_utf8_decode(s, n, &cp);
        int cols;

        if (len == 0)
            len = 1, cp = '?';
        s += len;
        n -= len;
        if (cp == '\n' || cp == '\t')
            cp = ' ';
        else if (kk_cp_unsafe(cp))
            continue;
        if (!c->lines)
            cp = kk_plain_cp(cp);
        cols = kk_cp_cols(cp);
        if (cols > 0)
            put_glyph(c, r, row, col, style, cp, cols);
        else if (cp >= 0x300 && !is_selector(cp) && col > start)
            put_mark(c, r, row, col, cp);
        col += cols;
    }
    return col - start;
}

static void put_cut(struct kk_canvas *c, struct kk_rect r, int row, int col,
                    unsigned style)
{
    put_glyph(c, r, row, col, style, c->lines ? ELLIPSIS : '~', 1);
}

/* No text ends at an edge as if that were its end: what is left of a sentence
 * may say the contrary of the whole. */
int kk_put(struct kk_canvas *c, struct kk_rect r, int row, int col,
           unsigned style, const char *s)
{
    int room = r.cols - col, used = 0, cols;
    size_t n;

    if (s == NULL)
        return 0;
    cols = kk_cols(s);
    n = room > 1 ? kk_clip(s, room, &used) : strlen(s);
    if (s[n + strspn(s + n, " ")] == '\0')
        return kk_put_n(c, r, row, col, style, s, strlen(s));
    n = kk_clip(s, room - 1, &used);
    kk_put_n(c, r, row, col, style, s, n);
    for (int i = used; i < room; i++)
        put_glyph(c, r, row, col + i, style, ' ', 1);
    put_cut(c, r, row, col + used, style);
    return cols;
}

void kk_put_first(struct kk_canvas *c, struct kk_rect r, int row, int col,
                  int cols, unsigned style, const char *const *forms)
{
    while (forms[1] != NULL && kk_cols(forms[0]) > cols)
        forms++;
    kk_put_in(c, r, row, col, cols, KK_LEFT, style, forms[0]);
}

int kk_putf(struct kk_canvas *c, struct kk_rect r, int row, int col,
            unsigned style, const char *fmt, ...)
{
    struct kk_str text = {0};
    va_list ap;
    int cols;

    va_start(ap, fmt);
    kk_str_vaddf(&text, fmt, ap);
    va_end(ap);
    cols = kk_put(c, r, row, col, style, kk_str_c(&text));
    kk_str_free(&text);
    return cols;
}

void kk_put_in(struct kk_canvas *c, struct kk_rect r, int row, int col,
               int cols, enum kk_align align, unsigned style, const char *s)
{
    struct kk_rect box = kk_rect_in(r, row, col, 1, cols);
    int used, from = 0;
    size_t n;
    bool cut;

    if (s == NULL)
        s = "";
    n = kk_clip(s, cols, &used);
    cut = s[n] != '\0' && cols > 1;
    if (cut)
        n = kk_clip(s, cols - 1, &used);
    else if (align == KK_RIGHT)
        from = cols - used;
    else if (align == KK_CENTRE)
        from = (cols - used) / 2;
    for (int i = 0; i < box.cols; i++)
        put_glyph(c, box, 0, i, style, ' ', 1);
    kk_put_n(c, box, 0, from, style, s, n);
    if (cut)
        put_cut(c, box, 0, from + used, style);
}

void kk_put_middle(struct kk_canvas *c, struct kk_rect r, int row, int col,
                   int cols, unsigned style, const char *s)
{
    const char *tail = strrchr(s, ' ');
    int after = tail != NULL ? kk_cols(tail) : 0;

    if (kk_cols(s) <= cols || tail == NULL || after * 2 > cols + 2) {
        kk_put_in(c, r, row, col, cols, KK_LEFT, style, s);
    } else {
        char *head = kk_strndup(s, (size_t)(tail - s));

        kk_put_in(c, r, row, col, cols - after, KK_LEFT, style, head);
        kk_put_in(c, r, row, col + cols - after, after, KK_LEFT, style, tail);
        kk_free(head);
    }
}

void kk_put_end(struct kk_canvas *c, struct kk_rect r, int row, int gap,
                unsigned style, const char *s)
{
    int cols = least(kk_cols(s), r.cols - gap);

    kk_put_in(c, r, row, r.cols - gap - cols, cols, KK_LEFT, style, s);
}

void kk_fill(struct kk_canvas *c, struct kk_rect r, unsigned style)
{
    for (int row = 0; row < r.rows; row++)
        for (int col = 0; col < r.cols; col++)
            put_glyph(c, r, row, col, style, ' ', 1);
}

void kk_restyle(struct kk_canvas *c, struct kk_rect r, int row, int col,
                int cols, unsigned style)
{
    for (int i = 0; i < cols; i++) {
        struct kk_glyph *g = inside(c, r, row, col + i);

        if (g != NULL)
            g->style = (unsigned char)style;
    }
}

/* --- frames --- */

static void put_arms(struct kk_canvas *c, struct kk_rect r, int row, int col,
                     unsigned arms, unsigned style)
{
    struct kk_glyph *g = inside(c, r, row, col);
    unsigned char had;

    if (g == NULL)
        return;
    had = g->line;
    put_glyph(c, r, row, col, style, ' ', 1);
    g->line = (unsigned char)(had | arms);
}

static void horizontal(struct kk_canvas *c, struct kk_rect r, int row,
                       unsigned style)
{
    for (int col = 0; col < r.cols; col++)
        put_arms(c, r, row, col,
                 (col > 0 ? (unsigned)KK_ARM_LEFT : 0) |
                     (col < r.cols - 1 ? (unsigned)KK_ARM_RIGHT : 0),
                 style);
}

void kk_vrule(struct kk_canvas *c, struct kk_rect r, int col, int row, int n,
              unsigned style)
{
    for (int i = 0; i < n; i++)
        put_arms(c, r, row + i, col,
                 (i > 0 ? (unsigned)KK_ARM_UP : 0) |
                     (i < n - 1 ? (unsigned)KK_ARM_DOWN : 0),
                 style);
}

void kk_frame(struct kk_canvas *c, struct kk_rect r, unsigned style)
{
    if (r.rows < 2 || r.cols < 2)
        return;
    horizontal(c, r, 0, style);
    horizontal(c, r, r.rows - 1, style);
    kk_vrule(c, r, 0, 0, r.rows, style);
    kk_vrule(c, r, r.cols - 1, 0, r.rows, style);
}

int kk_frame_title(struct kk_canvas *c, struct kk_rect r, unsigned style,
                   const char *title)
{
    struct kk_rect edge = kk_rect_in(r, 0, 2, 1, r.cols - 4);
    int cols = least(kk_cols(title), edge.cols - 2);

    kk_fill(c, kk_rect_in(edge, 0, 0, 1, cols + 2), style);
    kk_put_in(c, edge, 0, 1, cols, KK_LEFT, style, title);
    return 2 + cols + 2;
}

void kk_frame_end(struct kk_canvas *c, struct kk_rect r, unsigned style,
                  const char *words)
{
    int cols = kk_cols(words) + 2;

    kk_putf(c, kk_rect_in(r, 0, r.cols - 2 - cols, 1, cols), 0, 0, style,
            " %s ", words);
}

void kk_rule(struct kk_canvas *c, struct kk_rect r, int row, unsigned style)
{
    horizontal(c, r, row, style);
}

/* --- reading --- */

static uint32_t frame_cp(unsigned arms, bool lines)
{
    static const uint16_t box[16] = {
        [KK_ARM_UP] = 0x2502,
        [KK_ARM_DOWN] = 0x2502,
        [KK_ARM_UP | KK_ARM_DOWN] = 0x2502,
        [KK_ARM_LEFT] = 0x2500,
        [KK_ARM_RIGHT] = 0x2500,
        [KK_ARM_LEFT | KK_ARM_RIGHT] = 0x2500,
        [KK_ARM_DOWN | KK_ARM_RIGHT] = 0x250C,
        [KK_ARM_DOWN | KK_ARM_LEFT] = 0x2510,
        [KK_ARM_UP | KK_ARM_RIGHT] = 0x2514,
        [KK_ARM_UP | KK_ARM_LEFT] = 0x2518,
        [KK_ARM_UP | KK_ARM_DOWN | KK_ARM_RIGHT] = 0x251C,
        [KK_ARM_UP | KK_ARM_DOWN | KK_ARM_LEFT] = 0x2524,
        [KK_ARM_DOWN | KK_ARM_LEFT | KK_ARM_RIGHT] = 0x252C,
        [KK_ARM_UP | KK_ARM_LEFT | KK_ARM_RIGHT] = 0x2534,
        [KK_ARM_UP | KK_ARM_DOWN | KK_ARM_LEFT | KK_ARM_RIGHT] = 0x253C,
    };
    bool up_down = (arms & (KK_ARM_UP | KK_ARM_DOWN)) != 0;
    bool left_right = (arms & (KK_ARM_LEFT | KK_ARM_RIGHT)) != 0;

    if (lines)
        return box[arms & 15];
    return up_down && left_right ? '+' : up_down ? '|' : '-';
}

void kk_glyph_text(const struct kk_canvas *c, const struct kk_glyph *g,
                   char out[KK_GLYPH_BYTES])
{
    size_t n = 0;

    if (g->line != 0)
        n = kk_utf8_encode(frame_cp(g->line, c->lines), out);
    else if (g->cols > 0)
        for (int i = 0; i < KK_CELL_CPS && g->cp[i] != 0; i++)
            n += kk_utf8_encode(g->cp[i], out + n);
    out[n] = '\0';
}

void kk_canvas_text(const struct kk_canvas *c, struct kk_str *out)
{
    for (int row = 0; row < c->rows; row++) {
        size_t end = out->n_bytes;

        for (int col = 0; col < c->cols; col++) {
            char text[KK_GLYPH_BYTES];

            kk_glyph_text(c, at(c, row, col), text);
            kk_str_add(out, text);
            if (strcmp(text, " ") != 0)
                end = out->n_bytes;
        }
        if (out->s != NULL) {
            out->n_bytes = end;
            out->s[end] = '\0';
        }
        kk_str_addc(out, '\n');
    }
}
