/* What text takes of a spreadsheet's cell. Spreadsheets have no autofit of
 * heights, so it is computed: how much goes on a line, how many lines a text
 * becomes, how high their row is. Pure. Widths of columns are in digits of the
 * workbook's own font, Calibri 11, as the file format has them. */
#ifndef KIKUSUI_REPORT_LAYOUT_H
#define KIKUSUI_REPORT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    KK_LAYOUT_PT = 9,            /* of all cells but headings */
    KK_LAYOUT_MAX_LINES = 12,    /* of a row; what is longer goes on below */
    KK_LAYOUT_MAX_UNITS = 32767, /* of UTF-16 in a cell */
};

/* Half-widths on a line of a column so wide. */
int kk_layout_fit(double width, double pt);
/* A row of so many lines, in points. */
double kk_layout_height(size_t lines, double pt);
/* A column's width in pixels, and the width of a column that many fit in. */
int kk_layout_pixels(double width);
double kk_layout_width(int fit, double pt);

/* Tenths of a half-width: 20 a full-width character. Latin letters are counted
 * as wide as they are in proportional fonts, so that no line comes out longer
 * than it was counted. */
int kk_layout_tenths(uint32_t cp);
int kk_layout_text(const char *s); /* of its longest line */
/* Bytes of s that go on its first line (with the line feed or the spaces that
 * end it), broken as Japanese is: between words, no 。 at a line's beginning
 * and no 「 at its end. At least one character. */
size_t kk_layout_line(const char *s, int fit);
/* The same in columns of a terminal. */
size_t kk_layout_columns(const char *s, int cols);
size_t kk_layout_lines(const char *s, int fit); /* "" is one */
/* Bytes of s that go into one cell: max_lines lines at most, nor more than a
 * cell may hold. All pieces joined are s. */
size_t kk_layout_piece(const char *s, int fit, size_t max_lines, size_t *lines);
/* Whether _xHHHH_ stands at s, which readers take for one character. */
bool kk_layout_escape(const char *s);

#endif
