/* A CSV file's bytes as UTF-8: BOM, UTF-16 and Shift_JIS are told apart. */
#include "csv_text.h"

#include <kikusui/base/utf8.h>

#include <errno.h>
#include <string.h>

#define NO_ICONV ((iconv_t)-1)
static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

static bool valid_utf8(const char *s, size_t n)
{
    while (n > 0) {
        uint32_t cp;
        size_t len = kk_utf8_decode(s, n, &cp);

        if (len == 0)
            return false;
        s += len;
        n -= len;
    }
    return true;
}

static bool all_ascii(const struct kk_str *s)
{
    for (size_t i = 0; i < s->n_bytes; i++)
        if ((unsigned char)s->s[i] >= 0x80)
            return false;
    return true;
}

/* Puts U+FFFD for what cannot be read; *bad becomes which character it is. */
static void replace(struct kk_str *out, size_t *bad)
{
    if (*bad == 0)
        *bad = kk_utf8_count(kk_str_c(out), out->n_bytes) + 1;
    kk_str_add(out, replacement);
}

/* The decoders append to `out` and say which character was the first that
 * had to be replaced, 0: none. */
static size_t decode_utf8(const struct kk_str *raw, struct kk_str *out)
{
    size_t bad = 0;
    size_t len;

    for (size_t at = 0; at < raw->n_bytes; at += len) {
        uint32_t cp;

        len = kk_utf8_decode(raw->s + at, raw->n_bytes - at, &cp);
        if (len > 0) {
            kk_str_addn(out, raw->s + at, len);
            continue;
        }
        replace(out, &bad);
        len = 1;
    }
    return bad;
}

static size_t decode_iconv(iconv_t cd, const struct kk_str *raw,
                           struct kk_str *out)
{
    char *from = raw->s;
    size_t left = raw->n_bytes;
    size_t bad = 0;

    iconv(cd, NULL, NULL, NULL, NULL);
    while (left > 0) {
        char chunk[256], *to = chunk;
        size_t room = sizeof chunk;
        size_t r = iconv(cd, &from, &left, &to, &room);

        kk_str_addn(out, chunk, sizeof chunk - room);
        if (r != (size_t)-1 || errno == E2BIG)
            continue;
        replace(out, &bad);
        from++;
        left--;
    }
    return bad;
}

size_t kk_csv_text_decode(const struct kk_csv_text *t, const struct kk_str *raw,
                          struct kk_str *out)
{
    if (!all_ascii(raw))
        return t->cp932 == NO_ICONV ? decode_utf8(raw, out)
                                    : decode_iconv(t->cp932, raw, out);
    kk_str_addn(out, kk_str_c(raw), raw->n_bytes);
    return 0;
}

/* One bad byte does not make a UTF-8 list CP932: then its first line tells. No
 * Japanese of CP932 is valid UTF-8 but a few pairs of half-width kana. */
static bool is_utf8(const char *s, size_t n)
{
    size_t head = 0;
    bool ascii = true;

    while (head < n && s[head] != '\n' && s[head] != '\r')
        head++;
    if (valid_utf8(s, n))
        return true;
    for (size_t i = 0; i < head && ascii; i++)
        ascii = (unsigned char)s[i] < 0x80;
    return !ascii && valid_utf8(s, head);
}

/* All of a UTF-16 file, which Excel calls Unicode text, as UTF-8. */
static enum kk_status from_utf16(struct kk_csv_text *t, const char *bytes,
                                 size_t n, struct kk_err *err)
{
    iconv_t cd = iconv_open(
        "UTF-8", (unsigned char)bytes[0] == 0xFF ? "UTF-16LE" : "UTF-16BE");
    struct kk_str raw = {0};
    size_t bad;

    if (cd == NO_ICONV)
        return kk_fail(err, KK_REFUSED,
                       "UTF-16 のファイルは読めません。"
                       "「CSV UTF-8」で保存し直してください。");
    kk_str_addn(&raw, bytes + 2, n - 2);
    bad = decode_iconv(cd, &raw, &t->owned);
    iconv_close(cd);
    kk_str_free(&raw);
    if (bad > 0 || memchr(kk_str_c(&t->owned), '\0', t->owned.n_bytes) != NULL)
        return kk_fail(err, KK_REFUSED,
                       "UTF-16 として読めません（%zu文字目）。"
                       "「CSV UTF-8」で保存し直してください。",
                       bad);
    t->encoding = "UTF-16";
    t->p = kk_str_c(&t->owned);
    t->n_bytes = t->owned.n_bytes;
    return KK_OK;
}

enum kk_status kk_csv_text_open(struct kk_csv_text *t, const char *bytes,
                                size_t n, struct kk_err *err)
{
    bool bom = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;

    *t = (struct kk_csv_text){
        .p = bytes, .n_bytes = n, .encoding = "UTF-8", .cp932 = NO_ICONV};
    if (n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 ||
                   memcmp(bytes, "\xFE\xFF", 2) == 0))
        return from_utf16(t, bytes, n, err);
    if (n > 0 && memchr(bytes, '\0', n) != NULL)
        return kk_fail(err, KK_REFUSED,
                       "CSV ではありません (NUL を含みます)。"
                       "CSV で保存したファイルを指定してください。");
    if (bom) {
        t->p += 3;
        t->n_bytes -= 3;
    }
    if (bom || is_utf8(bytes, n))
        return KK_OK;
    t->encoding = "CP932";
    t->cp932 = iconv_open("UTF-8", "CP932");
    if (t->cp932 == NO_ICONV)
        return kk_fail(err, KK_IO,
                       "この環境では CP932 を読めません。"
                       "UTF-8 で保存し直してください。");
    return KK_OK;
}

void kk_csv_text_close(struct kk_csv_text *t)
{
    if (t->cp932 != NO_ICONV)
        iconv_close(t->cp932);
    kk_str_free(&t->owned);
}
