/* Bech32, the text form of age keys. */
#include <kikusui/base/mem.h>
#include <kikusui/sync/bech32.h>

#include <ctype.h>
#include <string.h>

enum { CHECKSUM_CHARS = 6 };

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static uint32_t step(uint32_t sum, unsigned value)
{
    static const uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                         0x3d4233dd, 0x2a1462b3};
    uint32_t top = sum >> 25;

    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (unsigned i = 0; i < 5; i++)
        if ((top >> i & 1) != 0)
            sum ^= generator[i];
    return sum;
}

/* The checksum over the prefix, with which the data part goes on. */
static uint32_t begin(const char *prefix)
{
    uint32_t sum = 1;

    for (const char *p = prefix; *p != '\0'; p++)
        sum = step(sum, (unsigned char)*p >> 5);
    sum = step(sum, 0);
    for (const char *p = prefix; *p != '\0'; p++)
        sum = step(sum, (unsigned char)*p & 31);
    return sum;
}

static uint32_t put(struct kk_str *out, uint32_t sum, unsigned value)
{
    kk_str_addc(out, alphabet[value]);
    return step(sum, value);
}

void kk_bech32_encode(const char *prefix, const void *bytes, size_t n_bytes,
                      bool upper, struct kk_str *out)
{
    const unsigned char *p = bytes;
    size_t start = out->n_bytes;
    uint32_t sum = begin(prefix);
    unsigned acc = 0, bits = 0;

    kk_str_add(out, prefix);
    kk_str_addc(out, '1');
    for (size_t i = 0; i < n_bytes; i++) {
        acc = (acc << 8 | p[i]) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5)
            sum = put(out, sum, acc >> (bits - 5) & 31);
    }
    if (bits > 0)
        sum = put(out, sum, acc << (5 - bits) & 31);
    for (int i = 0; i < CHECKSUM_CHARS; i++)
        sum = step(sum, 0);
    sum ^= 1;
    for (int i = CHECKSUM_CHARS - 1; i >= 0; i--)
        kk_str_addc(out, alphabet[sum >> (5 * i) & 31]);
    for (size_t i = start; upper && i < out->n_bytes; i++)
        out->s[i] = (char)toupper((unsigned char)out->s[i]);
}

/* The letter's value, or 32. Case is settled before. */
static unsigned value_of(char c)
{
    const char *at = memchr(alphabet, c, sizeof alphabet - 1);

    return at == NULL ? 32 : (unsigned)(at - alphabet);
}

/* The data part: exactly the letters of n_bytes bytes and the checksum, the
 * padding bits zero. */
static bool decode_data(const char *s, uint32_t sum, unsigned char *out,
                        size_t n_bytes)
{
    size_t n_values = (n_bytes * 8 + 4) / 5;
    unsigned acc = 0, bits = 0;

    if (strlen(s) != n_values + CHECKSUM_CHARS)
        return false;
    for (size_t i = 0; i < n_values + CHECKSUM_CHARS; i++) {
        unsigned v = value_of(s[i]);

        if (v > 31)
            return false;
        sum = step(sum, v);
        if (i >= n_values)
            continue;
        acc = (acc << 5 | v) & 0xfff;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            *out++ = (unsigned char)(acc >> bits);
        }
    }
    return sum == 1 && (acc & ((1u << bits) - 1)) == 0;
}

bool kk_bech32_decode(const char *text, const char *prefix, void *bytes,
                      size_t n_bytes)
{
    size_t n_prefix = strlen(prefix);
    char *s = kk_strdup(text);
    bool upper = false, lower = false, ok;

    for (char *p = s; *p != '\0'; p++) {
        upper = upper || (*p >= 'A' && *p <= 'Z');
        lower = lower || (*p >= 'a' && *p <= 'z');
        *p = (char)tolower((unsigned char)*p);
    }
    ok = !(upper && lower) && strncmp(s, prefix, n_prefix) == 0 &&
         s[n_prefix] == '1' &&
         decode_data(s + n_prefix + 1, begin(prefix), bytes, n_bytes);
    if (!ok)
        memset(bytes, 0, n_bytes);
    kk_free(s);
    return ok;
}
