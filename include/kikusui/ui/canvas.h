/* The screen as our own array of cells. Views draw here and nowhere else;
 * the terminal file shows it, `kikusui screen` prints it as text.
 *
 * One primitive owns every write: it clips to a rectangle, never splits a
 * double-width character, and blanks the other half of one that is
 * overwritten. Coordinates of the drawing functions are relative to the
 * rectangle they are given; widths are terminal columns. */
#ifndef KIKUSUI_UI_CANVAS_H
#define KIKUSUI_UI_CANVAS_H

#include <kikusui/base/str.h>
#include <kikusui/ui/theme.h>

enum { KK_ARM_UP = 1, KK_ARM_DOWN = 2, KK_ARM_LEFT = 4, KK_ARM_RIGHT = 8 };
#define KK_CELL_CPS 4
struct kk_glyph {
    uint32_t cp[KK_CELL_CPS]; /* base and combining marks; 0 ends */
    unsigned char cols;       /* 1, 2, or 0: the right half of the one before */
    unsigned char style;      /* enum kk_style with flags */
    unsigned char line; /* arms of a frame (KK_ARM_…); then cp is unused */
};
struct kk_canvas {
    int rows, cols;
    struct kk_glyph *cell; /* rows * cols */
    bool lines; /* frames as box drawing: only where ambiguous characters are
                   drawn narrow. Else - | +, and ambiguous ones replaced */
};
struct kk_rect {
    int row, col, rows, cols; /* row, col: on the canvas */
};

/* The characters of a cell, frames and replacements done: UTF-8, at most
 * KK_GLYPH_BYTES with the NUL; "" for the right half of a wide one. */
#define KK_GLYPH_BYTES (4 * KK_CELL_CPS + 1)
void kk_glyph_text(const struct kk_canvas *c, const struct kk_glyph *g,
                   char out[KK_GLYPH_BYTES]);

#define KK_CANVAS_MAX 1000 /* rows or columns; more is cut */
void kk_canvas_init(struct kk_canvas *c, int rows, int cols, bool lines);
void kk_canvas_free(struct kk_canvas *c);
void kk_canvas_clear(struct kk_canvas *c);
struct kk_rect kk_canvas_all(const struct kk_canvas *c);
/* Rows as UTF-8 without trailing spaces, each ended by a newline. Appends. */
void kk_canvas_text(const struct kk_canvas *c, struct kk_str *out);

/* A part of r, itself inside r (empty where there is nothing left). */
struct kk_rect kk_rect_in(struct kk_rect r, int row, int col, int rows,
                          int cols);

/* Writes s from (row, col) to the rectangle's right edge, where what is cut
 * says so; returns the columns it takes, the clipped ones included. */
int kk_put(struct kk_canvas *c, struct kk_rect r, int row, int col,
           unsigned style, const char *s);
/* The first n bytes of s, which are known to fit; their columns. */
int kk_put_n(struct kk_canvas *c, struct kk_rect r, int row, int col,
             unsigned style, const char *s, size_t n);
int kk_putf(struct kk_canvas *c, struct kk_rect r, int row, int col,
            unsigned style, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* Writes s into exactly `cols` columns: padded with blanks, or cut, and then
 * its last column says so. */
enum kk_align { KK_LEFT, KK_RIGHT, KK_CENTRE };
void kk_put_in(struct kk_canvas *c, struct kk_rect r, int row, int col,
               int cols, enum kk_align align, unsigned style, const char *s);
/* The same, but what is too long gives way before its last word: of a site and
 * its department both stay readable. */
void kk_put_middle(struct kk_canvas *c, struct kk_rect r, int row, int col,
                   int cols, unsigned style, const char *s);
/* The first of the forms that fits, the longest first, NULL at the end; the
 * last one is cut where it must be. */
void kk_put_first(struct kk_canvas *c, struct kk_rect r, int row, int col,
                  int cols, unsigned style, const char *const *forms);
/* Writes s so that it ends at the rectangle's right edge less `gap`. */
void kk_put_end(struct kk_canvas *c, struct kk_rect r, int row, int gap,
                unsigned style, const char *s);
/* Wraps s (line breaks kept) into the rectangle from `row` on; returns the
 * rows it takes, also those beyond the rectangle. */
int kk_put_wrap(struct kk_canvas *c, struct kk_rect r, int row, unsigned style,
                const char *s);
/* Rows that text takes when wrapped to `cols`. */
int kk_wrap_rows(const char *s, int cols);
/* One line of text wrapped to `cols`: where it begins and how long it is, from
 * byte *at on, which moves on; false at the end. A text is at least one line.
 */
bool kk_wrap_next(const char *s, int cols, size_t *at, size_t *from,
                  size_t *n_bytes);

void kk_fill(struct kk_canvas *c, struct kk_rect r, unsigned style);
/* Changes the style of what stands there, keeping the text. */
void kk_restyle(struct kk_canvas *c, struct kk_rect r, int row, int col,
                int cols, unsigned style);
/* Frames: the outline of r, and rules inside it from edge to edge. */
void kk_frame(struct kk_canvas *c, struct kk_rect r, unsigned style);
/* " title " in the frame's upper edge; returns the column after it. */
int kk_frame_title(struct kk_canvas *c, struct kk_rect r, unsigned style,
                   const char *title);
/* The same before the upper right corner. */
void kk_frame_end(struct kk_canvas *c, struct kk_rect r, unsigned style,
                  const char *words);
void kk_rule(struct kk_canvas *c, struct kk_rect r, int row, unsigned style);
/* A vertical rule over rows [row, row + n), joined to rules it touches. */
void kk_vrule(struct kk_canvas *c, struct kk_rect r, int col, int row, int n,
              unsigned style);

#endif
