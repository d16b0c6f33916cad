/* A growable byte string, always NUL-terminated once something was added.
 * Zero-initialise to start; kk_str_free to end. */
#ifndef KIKUSUI_BASE_STR_H
#define KIKUSUI_BASE_STR_H

#include <kikusui/base/status.h>

struct kk_str {
    char *s; /* NULL while empty and never grown: use kk_str_c for a C string */
    size_t n_bytes, cap_bytes;
};

void kk_str_add(struct kk_str *b, const char *s);
void kk_str_addn(struct kk_str *b, const void *s, size_t bytes);
void kk_str_addc(struct kk_str *b, char c);
void kk_str_addf(struct kk_str *b, const char *fmt, ...) KK_PRINTF(2, 3);
void kk_str_vaddf(struct kk_str *b, const char *fmt, va_list ap)
    KK_PRINTF(2, 0);
/* A decimal, and hex of at least so many digits: a journal is made of them. */
void kk_str_addi(struct kk_str *b, int64_t v);
void kk_str_addx(struct kk_str *b, uint64_t v, size_t digits);
/* Appends n bytes that the caller fills (zeroed until then). The pointer is
 * good until the string grows again. */
void *kk_str_room(struct kk_str *b, size_t bytes);
void kk_str_cut(struct kk_str *b, size_t n_bytes); /* to its first n bytes */
void kk_str_clear(struct kk_str *b);               /* keeps the memory */
void kk_str_free(struct kk_str *b);
const char *kk_str_c(const struct kk_str *b); /* "" while empty; borrowed */
char *kk_str_take(struct kk_str *b);          /* the caller kk_frees it */

bool kk_streq(const char *a, const char *b); /* NULL equals only NULL */
bool kk_str_starts(const char *s, const char *prefix);
/* Whole-string decimal; false on anything else, overflow included. */
bool kk_parse_i64(const char *s, int64_t *out);

#endif
