/* What is seen on the terminal. */
#include "vt_priv.h"

#include <kikusui/base/utf8.h>

#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { HALF = -1 }; /* what libvterm has in the right half of a wide one */

static VTermScreenCell cell_at(const struct kk_vt *vt, int row, int col)
{
    VTermScreenCell cell = {0};

    vterm_screen_get_cell(vt->screen, (VTermPos){row, col}, &cell);
    return cell;
}

static bool is_half(const VTermScreenCell *cell)
{
    return cell->chars[0] == (uint32_t)HALF;
}

/* Columns its character takes by itself; libvterm takes the width from the
 * next cell, which may be left over from what stood here before. */
static bool is_wide(const VTermScreenCell *cell)
{
    return !is_half(cell) && kk_cp_cols(cell->chars[0]) == 2;
}

/* A wide character without its right half, or a right half alone. */
static bool is_torn(const VTermScreenCell *before, const VTermScreenCell *cell)
{
    return is_half(cell) ? !is_wide(before) : is_wide(cell) && cell->width < 2;
}

static void add_cell(const VTermScreenCell *cell, struct kk_str *out)
{
    char utf8[4];

    if (cell->chars[0] == 0)
        kk_str_addc(out, ' ');
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++)
        kk_str_addn(out, utf8, kk_utf8_encode(cell->chars[i], utf8));
}

void kk_vt_size(const struct kk_vt *vt, int *rows, int *cols)
{
    vterm_get_size(vt->term, rows, cols);
}

void kk_vt_row(const struct kk_vt *vt, int row, struct kk_str *out)
{
    VTermScreenCell before = {0};
    size_t end = out->n_bytes;
    int rows, cols;

    kk_vt_size(vt, &rows, &cols);
    for (int col = 0; col < cols; col++) {
        VTermScreenCell cell = cell_at(vt, row, col);

        if (is_torn(&before, &cell))
            kk_str_add(out, "\xEF\xBF\xBD");
        else if (!is_half(&cell))
            add_cell(&cell, out);
        if (cell.chars[0] != 0 && cell.chars[0] != ' ')
            end = out->n_bytes;
        before = cell;
    }
    kk_str_cut(out, end);
}

void kk_vt_text(const struct kk_vt *vt, struct kk_str *out)
{
    int rows, cols;

    kk_vt_size(vt, &rows, &cols);
    for (int row = 0; row < rows; row++) {
        kk_vt_row(vt, row, out);
        kk_str_addc(out, '\n');
    }
}

bool kk_vt_find(const struct kk_vt *vt, const char *text, int *row, int *col)
{
    struct kk_str line = {0};
    const char *at = NULL;
    int rows, cols;

    kk_vt_size(vt, &rows, &cols);
    for (*row = 0; *row < rows; (*row)++) {
        kk_str_clear(&line);
        kk_vt_row(vt, *row, &line);
        at = strstr(kk_str_c(&line), text);
        if (at != NULL)
            break;
    }
    if (at != NULL)
        *col = kk_colsn(line.s, (size_t)(at - line.s));
    kk_str_free(&line);
    return at != NULL;
}

bool kk_vt_cursor(const struct kk_vt *vt, int *row, int *col)
{
    VTermPos pos;

    vterm_state_get_cursorpos(vterm_obtain_state(vt->term), &pos);
    *row = pos.row;
    *col = pos.col;
    return vt->cursor_shown;
}

struct kk_vt_look kk_vt_look(const struct kk_vt *vt, int row, int col)
{
    VTermScreenCell cell = cell_at(vt, row, col);

    return (struct kk_vt_look){
        .bold = cell.attrs.bold != 0,
        .underline = cell.attrs.underline != 0,
        .reverse = cell.attrs.reverse != 0,
        .colour = !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) ||
                  !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg),
    };
}

/* --- counting --- */

typedef bool kind(const struct kk_vt *vt, int row, int col);

static int count(const struct kk_vt *vt, kind *is)
{
    int rows, cols, n = 0;

    kk_vt_size(vt, &rows, &cols);
    for (int row = 0; row < rows; row++)
        for (int col = 0; col < cols; col++)
            n += is(vt, row, col) ? 1 : 0;
    return n;
}

static bool torn_at(const struct kk_vt *vt, int row, int col)
{
    VTermScreenCell cell = cell_at(vt, row, col), before = {0};

    if (col > 0)
        before = cell_at(vt, row, col - 1);
    return is_torn(&before, &cell);
}

static bool colour_at(const struct kk_vt *vt, int row, int col)
{
    return kk_vt_look(vt, row, col).colour;
}

static bool ambiguous_at(const struct kk_vt *vt, int row, int col)
{
    static const uint32_t range[][2] = {
        {0x00A7, 0x00A8}, {0x00B0, 0x00B1}, {0x00D7, 0x00D7}, {0x00F7, 0x00F7},
        {0x0391, 0x03C9}, {0x0410, 0x044F}, {0x2010, 0x2026}, {0x203B, 0x203B},
        {0x2103, 0x2122}, {0x2160, 0x2179}, {0x2190, 0x2199}, {0x21D2, 0x21D4},
        {0x2460, 0x24E9}, {0x2500, 0x257F}, {0x25A0, 0x25D1}, {0x25EF, 0x25EF},
        {0x2605, 0x2606},
    };
    uint32_t cp = cell_at(vt, row, col).chars[0];

    for (size_t i = 0; i < sizeof range / sizeof *range; i++)
        if (cp >= range[i][0] && cp <= range[i][1])
            return true;
    return false;
}

int kk_vt_torn(const struct kk_vt *vt)
{
    return count(vt, torn_at);
}

int kk_vt_coloured(const struct kk_vt *vt)
{
    return count(vt, colour_at);
}

int kk_vt_ambiguous(const struct kk_vt *vt)
{
    return count(vt, ambiguous_at);
}

/* --- the terminal itself --- */

bool kk_vt_alt(const struct kk_vt *vt)
{
    return vt->alt;
}

bool kk_vt_cooked(const struct kk_vt *vt)
{
    struct termios t;

    return tcgetattr(vt->slave, &t) == 0 && (t.c_lflag & ICANON) != 0 &&
           (t.c_lflag & ECHO) != 0 && (t.c_lflag & ISIG) != 0 &&
           (t.c_oflag & OPOST) != 0;
}

size_t kk_vt_bytes(const struct kk_vt *vt)
{
    return vt->bytes;
}

size_t kk_vt_bells(const struct kk_vt *vt)
{
    return vt->bells;
}

void kk_vt_dump(const struct kk_vt *vt, struct kk_str *out)
{
    int rows, cols, row, col;
    bool shown;

    kk_vt_size(vt, &rows, &cols);
    shown = kk_vt_cursor(vt, &row, &col);
    kk_str_addf(out, "---- %dx%d, cursor %s at row %d column %d%s\n", cols,
                rows, shown ? "shown" : "hidden", row, col,
                vt->ended     ? ", ended"
                : vt->stopped ? ", stopped"
                              : "");
    for (int r = 0; r < rows; r++) {
        kk_str_addf(out, "%3d |", r);
        kk_vt_row(vt, r, out);
        kk_str_addc(out, '\n');
    }
    kk_str_add(out, "----\n");
}
