/* The digits read aloud at an enrolment: made and compared. */
#include <kikusui/base/crypt.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/sync/digits.h>

#include <stdio.h>
#include <string.h>

#define CONTEXT "kikusui-digits-v1\n"

enum { GROUPS = 6, GROUP_DIGITS = 5, N_DIGITS = GROUPS * GROUP_DIGITS };

/* A number of 5 digits from 5 bytes of the hash: 2^40 is so far above 10^5
 * that the rest of the division favours no digit. */
static unsigned group_of(const unsigned char *p)
{
    uint64_t v = 0;

    for (int i = 0; i < 5; i++)
        v = v << 8 | p[i];
    return (unsigned)(v % 100000);
}

void kk_digits(const struct kk_node_keys *laptop,
               const struct kk_node_keys *office, const void *content,
               size_t n_bytes, char out[KK_DIGITS_BYTES])
{
    static const struct kk_node_keys none;
    unsigned char hash[KK_HASH_BYTES];
    struct kk_hash h;

    if (office == NULL)
        office = &none;
    kk_hash_init(&h);
    kk_hash_add(&h, CONTEXT, strlen(CONTEXT));
    kk_hash_add(&h, laptop->sign.b, sizeof laptop->sign.b);
    kk_hash_add(&h, laptop->seal.b, sizeof laptop->seal.b);
    kk_hash_add(&h, office->sign.b, sizeof office->sign.b);
    kk_hash_add(&h, office->seal.b, sizeof office->seal.b);
    kk_hash_add(&h, content, n_bytes);
    kk_hash_end(&h, hash);
    for (int i = 0; i < GROUPS; i++)
        kk_fmt(out + i * (GROUP_DIGITS + 1), GROUP_DIGITS + 2, "%05u%s",
               group_of(hash + 5 * i), i + 1 < GROUPS ? " " : "");
}

/* Spaces and the dashes that a Japanese input method makes of the - key. */
static bool separates(uint32_t cp)
{
    static const uint32_t marks[] = {' ', '-', 0x2010, 0x2212, 0x30fc};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (cp == marks[i])
            return true;
    return false;
}

/* The digits of a text, half width; false for anything but digits and
 * separators, and unless there are exactly 30. */
static bool collect(const char *text, char out[N_DIGITS])
{
    size_t n = strlen(text), len;
    unsigned have = 0;

    for (; n > 0; text += len, n -= len) {
        uint32_t cp;

        len = kk_utf8_decode(text, n, &cp);
        if (len == 0)
            return false;
        cp = kk_cp_narrow(cp);
        if (separates(cp))
            continue;
        if (cp < '0' || cp > '9' || have == N_DIGITS)
            return false;
        out[have++] = (char)cp;
    }
    return have == N_DIGITS;
}

bool kk_digits_same(const char *digits, const char *typed)
{
    char a[N_DIGITS], b[N_DIGITS];

    return collect(digits, a) && collect(typed, b) &&
           memcmp(a, b, N_DIGITS) == 0;
}
