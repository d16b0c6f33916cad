/* Showing what a search found. */
#ifndef KIKUSUI_SRC_UI_MATCH_H
#define KIKUSUI_SRC_UI_MATCH_H

#include <kikusui/ui/canvas.h>

/* Bytes [*from, *to) of text that fold to what `word` folds to, from byte
 * `start` on; false when there are none. */
bool kk_match_find(const char *text, const char *word, size_t start,
                   size_t *from, size_t *to);
/* Whether every word of the search (between spaces) is in the text. */
bool kk_match_all(const char *text, const char *search);
/* text stands at the left of r: marks the words of the search in it. */
void kk_match_mark(struct kk_canvas *c, struct kk_rect r, const char *text,
                   const char *search, unsigned style);

#endif
