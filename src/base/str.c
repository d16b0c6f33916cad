#include <kikusui/base/mem.h>
#include <kikusui/base/str.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Not kk_grow, which zeroes: a text may have many megabytes. */
static void make_room(struct kk_str *b, size_t more)
{
    size_t need, cap = b->cap_bytes < 8 ? 8 : b->cap_bytes;

    if (more > SIZE_MAX / 2 - 1 - b->n_bytes)
        abort();
    need = b->n_bytes + more + 1;
    if (need <= b->cap_bytes)
        return;
    while (cap < need)
        cap *= 2;
    b->s = kk_realloc(b->s, cap);
    b->cap_bytes = cap;
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
    kk_str_addn(b, &c, 1);
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
