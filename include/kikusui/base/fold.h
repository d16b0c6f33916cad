/* Unicode work that needs tables: normal form, search folding, graphemes.
 * The only file that may use utf8proc is fold.c. */
#ifndef KIKUSUI_BASE_FOLD_H
#define KIKUSUI_BASE_FOLD_H

#include <kikusui/base/str.h>

/* Raised whenever kk_fold's result changes for any text: the search index is
 * rebuilt when the version it was made with differs. */
#define KK_FOLD_VERSION 1

/* Text at the border: `in` must be UTF-8, without control characters (LF is
 * let through when multiline; CR LF becomes LF, TAB becomes a space), at most
 * max_cps code points (0: no limit). Appends its NFC, white space trimmed at
 * both ends and direction marks left out, to `out`. KK_REFUSED with the reason
 * otherwise. */
enum kk_status kk_text_clean(const char *in, size_t n_bytes, bool multiline,
                             size_t max_cps, struct kk_str *out,
                             struct kk_err *err) KK_MUST;

/* Folds for search, both what is searched and what is typed: NFKC, casefold,
 * spaces ・ and punctuation like _ ( ) 「」 dropped, hiragana to katakana,
 * small kana to large, dashes and prolonged-sound marks alike, ㈱ = 株式会社,
 * 髙=高, 﨑=崎, 渓=溪, ヶ=ケ. Appends to out. Invalid bytes are dropped. */
void kk_fold(const char *s, struct kk_str *out);
/* Whether two names of a site, department or model mean the same, for matching
 * the city's list against ours: equal folds, or one of them says more in round
 * brackets (not both). */
bool kk_fold_eq(const char *a, const char *b);

/* The next and previous grapheme boundary from byte offset `at`. */
size_t kk_grapheme_next(const char *s, size_t n_bytes, size_t at);
size_t kk_grapheme_prev(const char *s, size_t n_bytes, size_t at);

#endif
