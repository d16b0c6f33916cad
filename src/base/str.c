/* Growing strings, always terminated. */
#include <kikusui/base/mem.h>
#include <kikusui/base/str.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Not kk_grow, which zeroes: a text may have many megabytes. */
static void grow(struct kk_str *b, size_t more)
{
    size_t need, cap = b->cap_bytes < 8 ? 8 : b->cap_bytes;

    if (more > SIZE_MAX / 2 - 1 - b->n_bytes)
        abort();
    need = b->n_bytes + more + 1;
    while (cap < need)
        cap *= 2;
    b->s = kk_realloc(b->s, cap);
    b->cap_bytes = cap;
}

static inline void make_room(struct kk_str *b, size_t more)
{
    if (b->cap_bytes - b->n_bytes <= more)
        grow(b, more);
}

void kk_str_add(struct kk_str *b, const char *s)
{
    kk_str_addn(b, s, strlen(s));
}

void kk_str_addn(struct kk_str *b, const void *s, size_t bytes)
{
    make_room(b, bytes);
    if (bytes > 0)
        memcpy(b->s + b->n_bytes, s, bytes);
    b->n_bytes += bytes;
    b->s[b->n_bytes] = '\0';
}

void kk_str_addc(struct kk_str *b, char c)
{
    make_room(b, 1);
    b->s[b->n_bytes++] = c;
    b->s[b->n_bytes] = '\0';
}

void kk_str_addf(struct kk_str *b, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    kk_str_vaddf(b, fmt, ap);
    va_end(ap);
}

void kk_str_vaddf(struct kk_str *b, const char *fmt, va_list ap)
{
    va_list again;
    size_t room;
    int n;

    va_copy(again, ap);
    make_room(b, 64); /* most of what is written fits at once */
    room = b->cap_bytes - b->n_bytes;
    n = vsnprintf(b->s + b->n_bytes, room, fmt, ap);
    if (n < 0)
        abort();
    if ((size_t)n >= room) {
        make_room(b, (size_t)n);
        vsnprintf(b->s + b->n_bytes, (size_t)n + 1, fmt, again);
    }
    va_end(again);
    b->n_bytes += (size_t)n;
}

/* Two digits at a time: each division waits for the one before. */
void kk_str_addi(struct kk_str *b, int64_t v)
{
    static const char pair[] = "00010203040506070809"
                               "10111213141516171819"
                               "20212223242526272829"
                               "30313233343536373839"
                               "40414243444546474849"
                               "50515253545556575859"
                               "60616263646566676869"
                               "70717273747576777879"
                               "80818283848586878889"
                               "90919293949596979899";
    char digits[20], *p = digits + sizeof digits;
    uint64_t rest = v < 0 ? -(uint64_t)v : (uint64_t)v;

    for (; rest >= 10; rest /= 100) {
        p -= 2;
        memcpy(p, pair + rest % 100 * 2, 2);
    }
    if (rest > 0 || p == digits + sizeof digits)
        *--p = (char)('0' + rest);
    if (v < 0)
        *--p = '-';
    kk_str_addn(b, p, (size_t)(digits + sizeof digits - p));
}

void kk_str_addx(struct kk_str *b, uint64_t v, size_t digits)
{
    char hex[16];
    size_t i = sizeof hex;

    for (; i > 0 && (v > 0 || sizeof hex - i < digits); v >>= 4)
        hex[--i] = "0123456789abcdef"[v & 15];
    kk_str_addn(b, hex + i, sizeof hex - i);
}

void *kk_str_room(struct kk_str *b, size_t bytes)
{
    char *room;

    make_room(b, bytes);
    room = b->s + b->n_bytes;
    memset(room, 0, bytes + 1);
    b->n_bytes += bytes;
    return room;
}

void kk_str_cut(struct kk_str *b, size_t n_bytes)
{
    if (n_bytes >= b->n_bytes)
        return;
    b->n_bytes = n_bytes;
    b->s[n_bytes] = '\0';
}

void kk_str_clear(struct kk_str *b)
{
    b->n_bytes = 0;
    if (b->s != NULL)
        b->s[0] = '\0';
}

void kk_str_free(struct kk_str *b)
{
    kk_free(b->s);
    *b = (struct kk_str){0};
}

const char *kk_str_c(const struct kk_str *b)
{
    return b->s == NULL ? "" : b->s;
}

char *kk_str_take(struct kk_str *b)
{
    char *s = b->s == NULL ? kk_strdup("") : b->s;

    *b = (struct kk_str){0};
    return s;
}

bool kk_streq(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a, b) == 0;
}

bool kk_str_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool kk_parse_i64(const char *s, int64_t *out)
{
    bool minus;
    int64_t v = 0;

    *out = 0;
    if (s == NULL)
        return false;
    minus = *s == '-';
    s += minus;
    if (*s == '\0')
        return false;
    for (; *s != '\0'; s++) {
        int digit = *s - '0';

        if (digit < 0 || digit > 9)
            return false;
        /* Counted downwards: INT64_MIN has no positive counterpart. */
        if (__builtin_mul_overflow(v, 10, &v) ||
            __builtin_sub_overflow(v, digit, &v))
            return false;
    }
    if (!minus && v == INT64_MIN)
        return false;
    *out = minus ? v : -v;
    return true;
}
