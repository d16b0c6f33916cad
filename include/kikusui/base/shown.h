/* What strangers wrote (an argument, a file's name, a header of a list, a
 * peer's text) as it may leave for a terminal or a file. One function, on
 * every way out: standard output and error, the screen, reports. */
#ifndef KIKUSUI_BASE_SHOWN_H
#define KIKUSUI_BASE_SHOWN_H

#include <kikusui/base/str.h>

/* May turn the rest of a line around: direction marks, embeddings, isolates. */
bool kk_cp_turns(uint32_t cp);
/* Takes no place and is no mark of the character before it, by which two texts
 * that look alike differ: zero-width spaces and joiners, byte order mark, tags.
 * Variation selectors are none: they choose the form of a kanji in a name. */
bool kk_cp_hides(uint32_t cp);
/* A terminal must not get it: controls other than LF and TAB, what turns, the
 * line and paragraph separators. */
bool kk_cp_unsafe(uint32_t cp);

/* Appends s as a terminal may get it: valid UTF-8, ? for what is unsafe and for
 * each byte that is none of a character. What hides, and a character that
 * breaks off, is left out. */
void kk_shown(const char *s, size_t n_bytes, struct kk_str *out);

/* What stands behind a person's name: 様, or nothing where it has that. */
const char *kk_sama(const char *name);

/* The first bytes of s, at most max_bytes, that are whole characters. KK_CUT
 * is the two arguments of a %.*s: kk_fail(err, …, "「%.*s」", KK_CUT(s, 60)) */
int kk_cut(const char *s, size_t max_bytes);
#define KK_CUT(s, max_bytes) kk_cut(s, max_bytes), s
/* snprintf that ends with a whole character where there is no more room. */
void kk_fmt(char *out, size_t room_bytes, const char *fmt, ...) KK_PRINTF(3, 4);
void kk_vfmt(char *out, size_t room_bytes, const char *fmt, va_list ap)
    KK_PRINTF(3, 0);

#endif
