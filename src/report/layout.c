/* What text takes of a spreadsheet's cell: lines, pieces, heights. */
#include <kikusui/base/utf8.h>
#include <kikusui/report/layout.h>

#include <math.h>
#include <string.h>

enum { HALF = 10, FULL = 20 };

int kk_layout_pixels(double width)
{
    return (int)floor(7 * width + 5);
}

int kk_layout_fit(double width, double pt)
{
    return (int)floor((kk_layout_pixels(width) - 6) / (pt * 2 / 3)) - 1;
}

double kk_layout_width(int fit, double pt)
{
    return ceil(((fit + 1) * (pt * 2 / 3) + 6 - 5) / 7 * 2) / 2;
}

double kk_layout_height(size_t lines, double pt)
{
    return ceil(((double)lines * pt * 1.7 + 3) / 0.75) * 0.75;
}

int kk_layout_tenths(uint32_t cp)
{
    /* nearly all of it: kana and kanji */
    if ((cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x30A0 && cp <= 0x30FF) ||
        (cp >= 0x4E00 && cp <= 0x9FFF))
        return FULL;
    if (cp == '\t')
        return 4 * FULL;
    if (cp < 0x20 || kk_cp_cols(cp) == 0)
        return 0;
    if (cp < 0x7F && strchr("mwMW@%", (int)cp) != NULL)
        return 18;
    if (cp >= 'A' && cp <= 'Z')
        return 14;
    if (cp < 0x7F && strchr(" .,:;'|!", (int)cp) != NULL)
        return 7;
    if (cp < 0x7F)
        return 12;
    return cp >= 0xFF61 && cp <= 0xFF9F ? HALF : FULL;
}

int kk_layout_text(const char *s)
{
    int widest = 0, line = 0;
    uint32_t cp;
    size_t len;

    for (; *s != '\0'; s += len) {
        len = kk_utf8_decode(s, strnlen(s, 4), &cp);
        if (len == 0) {
            len = 1;
            cp = 0x3000;
        }
        line = cp == '\n' ? 0 : line + kk_layout_tenths(cp);
        widest = line > widest ? line : widest;
    }
    return widest;
}

/* --- where a line may break ------------------------------------------------
 */

static bool in_word(uint32_t cp)
{
    return cp > ' ' && cp < 0x250;
}

static bool among(const char *set, const char *c, size_t len)
{
    for (const char *p = set; *p != '\0'; p++)
        if (strncmp(p, c, len) == 0)
            return true;
    return false;
}

static bool never_first(const char *c, size_t len)
{
    return among(
        "、。，．・：；？！ー）］｝〕〉》」』】々ゝゞぁぃぅぇぉっゃゅょ"
        "ゎァィゥェォッャュョヮヵヶ…‥”’｡､･ｰﾞﾟ｣",
        c, len);
}

static bool never_last(const char *c, size_t len)
{
    return among("（［｛〔〈《「『【“‘｢", c, len);
}

/* One character of a text, and what stands before it. */
struct at {
    const char *s;
    size_t len;
    uint32_t cp;
};

static struct at look(const char *s)
{
    struct at a = {.s = s};

    /* What is none of a character is refused before; here it takes a place. */
    a.len = kk_utf8_decode(s, strnlen(s, 4), &a.cp);
    if (a.len == 0) {
        a.len = 1;
        a.cp = 0x3000;
    }
    return a;
}

static bool may_break(const struct at *before, const struct at *c)
{
    if (before->cp == ' ' || before->cp == '\t' || before->cp == 0x3000)
        return true;
    if (in_word(before->cp) && in_word(c->cp))
        return false;
    if (kk_layout_tenths(c->cp) == 0)
        return false;
    return !never_first(c->s, c->len) && !never_last(before->s, before->len);
}

/* Where the line ends whose next character, at n, has no room any more. */
static size_t break_before(const char *s, size_t n)
{
    for (size_t at = n, from; at > 0; at = from) {
        struct at before, c = look(s + at);

        from = at - 1;
        while (from > 0 && ((unsigned char)s[from] & 0xC0) == 0x80)
            from--;
        before = look(s + from);
        if (may_break(&before, &c))
            return at;
    }
    return n;
}

/* The first line of s in so much room, each character as wide as told. */
static size_t first_line(const char *s, int room, int (*width)(uint32_t))
{
    int taken = 0;
    struct at c;

    for (size_t n = 0; s[n] != '\0'; n += c.len) {
        c = look(s + n);
        if (c.cp == '\n')
            return n + 1;
        taken += width(c.cp);
        /* Spaces at a line's end take no place. */
        if (taken > room && c.cp != ' ' && n > 0)
            return break_before(s, n);
    }
    return strlen(s);
}

size_t kk_layout_line(const char *s, int fit)
{
    return first_line(s, (fit < 1 ? 1 : fit) * HALF, kk_layout_tenths);
}

size_t kk_layout_columns(const char *s, int cols)
{
    return first_line(s, cols < 2 ? 2 : cols, kk_cp_cols);
}

size_t kk_layout_lines(const char *s, int fit)
{
    size_t n = 0;

    do {
        size_t len = kk_layout_line(s, fit);

        s += len;
        /* What ends with a line feed has an empty line below. */
        n += *s == '\0' && len > 0 && s[-1] == '\n' ? 2 : 1;
    } while (*s != '\0');
    return n;
}

/* --- pieces ----------------------------------------------------------------
 */

bool kk_layout_escape(const char *s)
{
    return s[0] == '_' && s[1] == 'x' &&
           strspn(s + 2, "0123456789abcdefABCDEF") >= 4 && s[6] == '_';
}

/* *whole becomes the bytes of s, at most n, whose characters take no more than
 * `most` UTF-16 units as they stand in the file. */
static void units(const char *s, size_t n, size_t most, size_t *whole)
{
    size_t got = 0, at = 0;

    while (at < n) {
        struct at c = look(s + at);
        size_t more =
            (c.cp > 0xFFFF ? 2u : 1u) + (kk_layout_escape(s + at) ? 6u : 0u);

        if (got + more > most)
            break;
        got += more;
        at += c.len;
    }
    *whole = at;
}

size_t kk_layout_piece(const char *s, int fit, size_t max_lines, size_t *lines)
{
    size_t n = 0, whole;

    *lines = 0;
    while (*lines < max_lines && s[n] != '\0') {
        size_t len = kk_layout_line(s + n, fit);

        /* A byte becomes seven units at most, so mostly nobody counts. A line
         * of nothing but marks may be longer than a cell. */
        whole = n + len;
        if (7 * whole > KK_LAYOUT_MAX_UNITS)
            units(s, n + len, KK_LAYOUT_MAX_UNITS, &whole);
        if (whole < n + len) {
            n = n == 0 ? whole : n;
            break;
        }
        n += len;
        ++*lines;
    }
    if (*lines == 0)
        *lines = 1;
    return n;
}
