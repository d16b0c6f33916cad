/* UTF-8 and terminal columns. All text inside the program is valid NFC UTF-8
 * without control characters (LF is allowed in multi-line fields): it is
 * checked at the border with kk_text_clean and trusted from there on. */
#ifndef KIKUSUI_BASE_UTF8_H
#define KIKUSUI_BASE_UTF8_H

#include <kikusui/base/str.h>

/* One code point from s (n bytes left). Returns its length in bytes, 0 at a
 * malformed, overlong, surrogate or cut-off sequence. */
size_t kk_utf8_decode(const char *s, size_t n, uint32_t *cp);
size_t kk_utf8_encode(uint32_t cp, char out[4]); /* 0 for no scalar value */
size_t kk_utf8_count(const char *s, size_t n);   /* code points */

/* The half-width form of what an input method gives full-width: U+FF01 to
 * U+FF5E, U+3000; everything else as it is. */
uint32_t kk_cp_narrow(uint32_t cp);
/* The same of a whole text. */
void kk_narrow(const char *s, struct kk_str *out);

/* A decoder fed byte by byte, whose state survives timeouts. */
struct kk_utf8_dec {
    unsigned char buf[4];
    unsigned have, want;
};
/* Returns 1 with *cp set, 0 when more bytes are needed, -1 when a stray byte
 * was dropped (the byte that revealed it is reconsidered: nothing valid after
 * a stray byte is lost, in which case *cp may already be set and 1 returned).
 */
int kk_utf8_feed(struct kk_utf8_dec *d, unsigned char byte, uint32_t *cp);

/* Columns on the terminal, as libc's wcwidth counts them (it matches what
 * ncurses does); a character without a width counts 0. */
int kk_cp_cols(uint32_t cp);
int kk_cols(const char *s);
int kk_colsn(const char *s, size_t n_bytes);
/* Bytes of s that fit into max_cols, cut at a grapheme's end; their width in
 * *cols when it is not NULL. */
size_t kk_clip(const char *s, int max_cols, int *cols);
/* Makes sure wcwidth speaks UTF-8: setlocale from the environment, C.UTF-8
 * when its codeset is something else. Call once, first thing in main. */
void kk_locale_init(void);

#endif
