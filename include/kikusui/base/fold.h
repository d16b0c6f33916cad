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
 * both ends, to `out`, without what nobody sees (kk_cp_turns, kk_cp_hides).
 * KK_REFUSED with the reason otherwise. */
enum kk_status kk_text_clean(const char *in, size_t n_bytes, bool multiline,
                             size_t max_cps, struct kk_str *out,
                             struct kk_err *err) KK_MUST;

/* How many characters kk_text_clean leaves out because nobody sees them: who
 * gave the text is told. */
size_t kk_text_unseen(const char *s, size_t n_bytes);
/* Appends s without them and else as it is; how many they were. */
size_t kk_text_seen(const char *s, struct kk_str *out);
#define KK_UNSEEN_WORDS                                                        \
    "見えない文字（幅のないもの、並びの向きを変えるもの）を%zu個除きました"

/* Folds for search, both what is searched and what is typed: NFKC, casefold,
 * spaces ・ and punctuation like _ ( ) 「」 dropped, hiragana to katakana,
 * small kana to large, dashes and prolonged-sound marks alike, ㈱ = 株式会社,
 * 髙=高, 﨑=崎, 渓=溪, ヶ=ケ. Appends to out. Invalid bytes are dropped. */
void kk_fold(const char *s, struct kk_str *out);
/* How IDs and serials are kept, whatever was typed: NFKC, one kind of dash,
 * capitals, nothing invisible. Two numbers of any kind are the same when this
 * makes them equal, and only then: PC-1.11 is not PC-11.1. A prolonged-sound
 * mark stays behind kana and is a dash elsewhere. kk_number leaves small
 * letters small. Both append to out. */
void kk_number(const char *s, struct kk_str *out);
void kk_ident(const char *s, struct kk_str *out);
bool kk_ident_eq(const char *a, const char *b);
/* Whether they differ by nothing but leading zeros, of which a spreadsheet
 * takes away what it took for a number: 00123 and 123. */
bool kk_ident_lost_zeros(const char *a, const char *b);
/* Whether they fold alike: the headings of a list. */
bool kk_fold_same(const char *a, const char *b);
/* Whether two names of a site, department or model mean the same, for matching
 * the city's list against ours: equal folds, or one of them says more in round
 * brackets (not both). */
bool kk_fold_eq(const char *a, const char *b);

/* The next and previous grapheme boundary from byte offset `at`. */
size_t kk_grapheme_next(const char *s, size_t n_bytes, size_t at);
size_t kk_grapheme_prev(const char *s, size_t n_bytes, size_t at);

#endif
