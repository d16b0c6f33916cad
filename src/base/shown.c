/* Making strangers' strings fit to be shown, and cutting between characters. */
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

bool kk_cp_turns(uint32_t cp)
{
    return cp == 0x061C || cp == 0x200E || cp == 0x200F ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

bool kk_cp_hides(uint32_t cp)
{
    return cp == 0x00AD || cp == 0x034F || cp == 0x180E ||
           (cp >= 0x200B && cp <= 0x200D) || (cp >= 0x2060 && cp <= 0x2065) ||
           (cp >= 0x206A && cp <= 0x206F) || cp == 0xFEFF ||
           (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xE0000 && cp <= 0xE007F);
}

bool kk_cp_unsafe(uint32_t cp)
{
    if (cp < 0x20)
        return cp != '\n' && cp != '\t';
    if (cp < 0x7F)
        return false;
    return cp <= 0x9F || cp == 0x2028 || cp == 0x2029 || kk_cp_turns(cp);
}

/* The bytes of a character that begins at s and breaks off; 0: none does. */
static size_t broken_off(const char *s, size_t n)
{
    unsigned char first = (unsigned char)*s;
    size_t want = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2, have = 1;

    if (first < 0xC2 || first > 0xF4)
        return 0;
    while (have < want && have < n && ((unsigned char)s[have] & 0xC0) == 0x80)
        have++;
    return have < want ? have : 0;
}

/* Bytes of the run at s that nobody hides anything in, told without decoding:
 * printable ASCII, and the characters of three bytes from E3 to E9, which are
 * kana and kanji. */
static size_t plainly(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    size_t at = 0;

    while (at < n) {
        if (p[at] >= 0x20 && p[at] < 0x7F)
            at++;
        else if (p[at] >= 0xE3 && p[at] <= 0xE9 && n - at >= 3 &&
                 (p[at + 1] & 0xC0) == 0x80 && (p[at + 2] & 0xC0) == 0x80)
            at += 3;
        else
            break;
    }
    return at;
}

void kk_shown(const char *s, size_t n_bytes, struct kk_str *out)
{
    size_t len, plain = 0;
    uint32_t cp;

    kk_str_addn(out, "", 0);
    /* Runs that stay as they are, nearly always all of it, go at once. */
    for (size_t at = 0; at < n_bytes; at += len) {
        bool bad;

        len = plainly(s + at, n_bytes - at);
        if (len > 0)
            continue;
        len = kk_utf8_decode(s + at, n_bytes - at, &cp);
        bad = len == 0 || kk_cp_unsafe(cp);
        if (!bad && !kk_cp_hides(cp))
            continue;
        kk_str_addn(out, s + plain, at - plain);
        if (len == 0) {
            len = broken_off(s + at, n_bytes - at);
            bad = len == 0;
            len += bad;
        }
        if (bad)
            kk_str_addc(out, '?');
        plain = at + len;
    }
    kk_str_addn(out, s + plain, n_bytes - plain);
}

int kk_cut(const char *s, size_t max_bytes)
{
    size_t n = strnlen(s, max_bytes + 1);

    if (n <= max_bytes)
        return (int)n;
    for (n = max_bytes; n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80;)
        n--;
    return (int)n;
}

void kk_vfmt(char *out, size_t room_bytes, const char *fmt, va_list ap)
{
    int n = vsnprintf(out, room_bytes, fmt, ap);
    size_t end, at;
    uint32_t cp;

    if (n < 0)
        out[0] = '\0';
    if (n < 0 || (size_t)n < room_bytes)
        return;
    /* At most three bytes belong to the character that may have been cut. */
    end = room_bytes - 1;
    for (at = end;
         at > 0 && end - at < 3 && ((unsigned char)out[at - 1] & 0xC0) == 0x80;)
        at--;
    if (at > 0 && (unsigned char)out[at - 1] >= 0xC0 &&
        kk_utf8_decode(out + at - 1, end - at + 1, &cp) == 0)
        out[at - 1] = '\0';
}

void kk_fmt(char *out, size_t room_bytes, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    kk_vfmt(out, room_bytes, fmt, ap);
    va_end(ap);
}

const char *kk_sama(const char *name)
{
    static const char *const has[] = {"様", "さま", "さん", "殿", "氏", NULL};
    size_t n = strlen(name);

    for (size_t i = 0; has[i] != NULL; i++) {
        size_t k = strlen(has[i]);

        if (n >= k && strcmp(name + n - k, has[i]) == 0)
            return "";
    }
    return "様";
}
