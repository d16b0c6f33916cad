/* UTF-8: decoding, graphemes, columns on a terminal, narrow forms. */
#include <kikusui/base/fold.h>
#include <kikusui/base/utf8.h>

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

/* Bytes of the sequence that begins with b, 0 when none does; *low and *high
 * bound the second byte: they exclude overlong forms, surrogates and what is
 * beyond U+10FFFF. */
static unsigned lead(unsigned char b, unsigned char *low, unsigned char *high)
{
    *low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    *high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    if (b < 0x80)
        return 1;
    if (b >= 0xC2 && b <= 0xDF)
        return 2;
    if (b >= 0xE0 && b <= 0xEF)
        return 3;
    if (b >= 0xF0 && b <= 0xF4)
        return 4;
    return 0;
}

static bool continues(const unsigned char *seq, unsigned have,
                      unsigned char next)
{
    unsigned char low, high;

    lead(seq[0], &low, &high);
    if (have == 1)
        return next >= low && next <= high;
    return next >= 0x80 && next <= 0xBF;
}

static uint32_t assemble(const unsigned char *seq, unsigned len)
{
    uint32_t cp = len == 1 ? seq[0] : seq[0] & (0x7FU >> len);

    for (unsigned i = 1; i < len; i++)
        cp = cp << 6 | (seq[i] & 0x3FU);
    return cp;
}

size_t kk_utf8_decode(const char *s, size_t n, uint32_t *cp)
{
    const unsigned char *seq = (const unsigned char *)s;
    unsigned char low, high;
    unsigned len;

    *cp = 0;
    if (n == 0)
        return 0;
    if (seq[0] < 0x80) { /* most of what is ever read */
        *cp = seq[0];
        return 1;
    }
    len = lead(seq[0], &low, &high);
    if (len == 0 || len > n || seq[1] < low || seq[1] > high)
        return 0;
    for (unsigned i = 2; i < len; i++)
        if ((seq[i] & 0xC0) != 0x80)
            return 0;
    *cp = assemble(seq, len);
    return len;
}

size_t kk_utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp >= 0xD800 && cp <= 0xDFFF)
        return 0;
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    if (cp > 0x10FFFF)
        return 0;
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

uint32_t kk_cp_narrow(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        return cp - 0xFF01 + '!';
    return cp == 0x3000 ? ' ' : cp;
}

void kk_narrow(const char *s, struct kk_str *out)
{
    size_t left = strlen(s), n;
    uint32_t cp;

    for (; left > 0; s += n, left -= n) {
        n = kk_utf8_decode(s, left, &cp);
        if (n > 0 && kk_cp_narrow(cp) != cp)
            kk_str_addc(out, (char)kk_cp_narrow(cp));
        else
            kk_str_addn(out, s, n > 0 ? n : (n = 1));
    }
}

size_t kk_utf8_count(const char *s, size_t n)
{
    size_t count = 0;

    while (n > 0) {
        uint32_t cp;
        size_t len = kk_utf8_decode(s, n, &cp);

        if (len == 0)
            len = 1;
        s += len;
        n -= len;
        count++;
    }
    return count;
}

int kk_utf8_feed(struct kk_utf8_dec *d, unsigned char byte, uint32_t *cp)
{
    bool dropped = false;
    unsigned char low, high;

    *cp = 0;
    if (d->have > 0 && !continues(d->buf, d->have, byte)) {
        d->have = 0;
        dropped = true;
    }
    if (d->have == 0)
        d->want = lead(byte, &low, &high);
    if (d->want == 0)
        return -1;
    d->buf[d->have++] = byte;
    if (d->have < d->want)
        return dropped ? -1 : 0;
    *cp = assemble(d->buf, d->want);
    d->have = 0;
    return 1;
}

int kk_cp_cols(uint32_t cp)
{
    int cols = wcwidth((wchar_t)cp);

    return cols < 0 ? 0 : cols;
}

int kk_cols(const char *s)
{
    return kk_colsn(s, strlen(s));
}

int kk_colsn(const char *s, size_t n_bytes)
{
    int cols = 0;

    while (n_bytes > 0) {
        uint32_t cp;
        size_t len = kk_utf8_decode(s, n_bytes, &cp);

        cols += len == 0 ? 1 : kk_cp_cols(cp); /* what is none is a ? */
        len = len == 0 ? 1 : len;
        s += len;
        n_bytes -= len;
    }
    return cols;
}

size_t kk_clip(const char *s, int max_cols, int *cols)
{
    size_t n = strlen(s), at = 0;
    int used = 0;

    while (at < n) {
        size_t next = kk_grapheme_next(s, n, at);
        int width = kk_colsn(s + at, next - at);

        if (width > max_cols - used)
            break;
        used += width;
        at = next;
    }
    if (cols != NULL)
        *cols = used;
    return at;
}

void kk_locale_init(void)
{
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}
