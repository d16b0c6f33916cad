/* Where what was typed stands in a text, folded alike. */
#include "match.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <string.h>

static void fold_part(const char *s, size_t n, struct kk_str *out)
{
    char *part = kk_strndup(s, n);

    kk_str_clear(out);
    kk_fold(part, out);
    kk_free(part);
}

/* Whether text from `from` on begins with what folds to `want`; where that
 * ends. */
static bool begins(const char *text, size_t n, size_t from, const char *want,
                   size_t *to)
{
    struct kk_str have = {0};
    size_t want_bytes = strlen(want);
    bool found = false;

    for (size_t end = kk_grapheme_next(text, n, from);;
         end = kk_grapheme_next(text, n, end)) {
        fold_part(text + from, end - from, &have);
        if (have.n_bytes >= want_bytes) {
            found = kk_str_starts(kk_str_c(&have), want);
            *to = end;
            break;
        }
        if (!kk_str_starts(want, kk_str_c(&have)) || end >= n)
            break;
    }
    kk_str_free(&have);
    return found;
}

bool kk_match_find(const char *text, const char *word, size_t start,
                   size_t *from, size_t *to)
{
    struct kk_str want = {0}, have = {0};
    size_t n = strlen(text);
    bool found = false;

    *from = *to = 0;
    kk_fold(word, &want);
    if (want.n_bytes > 0 && start < n) {
        kk_fold(text + start, &have);
        /* Most cells hold nothing: one look says so. */
        if (strstr(kk_str_c(&have), want.s) != NULL)
            for (size_t at = start; at < n && !found;
                 at = kk_grapheme_next(text, n, at))
                if (begins(text, n, at, want.s, to)) {
                    found = true;
                    *from = at;
                }
    }
    kk_str_free(&want);
    kk_str_free(&have);
    return found;
}

/* Calls fn for each word; stops when it returns false. */
static bool each_word(const char *search,
                      bool (*fn)(void *user, const char *word), void *user)
{
    struct kk_str word = {0};
    bool go_on = true;

    while (go_on && *search != '\0') {
        size_t n = strcspn(search, " ");

        if (n > 0) {
            kk_str_clear(&word);
            kk_str_addn(&word, search, n);
            go_on = fn(user, kk_str_c(&word));
        }
        search += n;
        while (*search == ' ')
            search++;
    }
    kk_str_free(&word);
    return go_on;
}

static bool holds(void *user, const char *word)
{
    struct kk_str want = {0};
    bool found;

    kk_fold(word, &want);
    found = strstr(user, kk_str_c(&want)) != NULL;
    kk_str_free(&want);
    return found;
}

bool kk_match_all(const char *text, const char *search)
{
    struct kk_str folded = {0};
    bool all;

    kk_fold(text, &folded);
    kk_str_add(&folded, "");
    all = each_word(search, holds, folded.s != NULL ? folded.s : (char[]){""});
    kk_str_free(&folded);
    return all;
}

struct marking {
    struct kk_canvas *c;
    struct kk_rect r;
    const char *text;
    unsigned style;
};

static bool mark_word(void *user, const char *word)
{
    const struct marking *m = user;
    size_t from, to, at = 0;

    while (kk_match_find(m->text, word, at, &from, &to)) {
        int col = kk_colsn(m->text, from);
        int cols = kk_colsn(m->text + from, to - from);

        kk_restyle(m->c, m->r, 0, col, cols, m->style | KK_S_MATCH);
        at = to;
    }
    return true;
}

void kk_match_mark(struct kk_canvas *c, struct kk_rect r, const char *text,
                   const char *search, unsigned style)
{
    struct marking m = {c, r, text, style};

    each_word(search, mark_word, &m);
}
