/* A line or text being edited: cursor, limits, what is shown of it. */
#include <kikusui/base/crypt.h>
#include <kikusui/base/fold.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>
#include <kikusui/ui/edit.h>

#include <string.h>

enum { DEFAULT_MAX_CPS = 200 };

/* Frees what may be a passphrase. */
static void discard(struct kk_str *b)
{
    if (b->s != NULL)
        kk_wipe(b->s, b->cap_bytes);
    kk_str_free(b);
}

void kk_edit_free(struct kk_edit *e)
{
    discard(&e->text);
    e->at = 0;
}

const char *kk_edit_text(const struct kk_edit *e)
{
    return kk_str_c(&e->text);
}

size_t kk_edit_max(const struct kk_edit *e)
{
    return e->max_cps == 0 ? DEFAULT_MAX_CPS : e->max_cps;
}

/* Appends s without control characters, as one line unless `lines`. */
static void strip(const char *s, bool lines, struct kk_str *out)
{
    size_t n = strlen(s), len;

    for (size_t at = 0; at < n; at += len) {
        uint32_t cp;

        len = kk_utf8_decode(s + at, n - at, &cp);
        if (len == 0) {
            len = 1;
            continue;
        }
        if (cp == 0x2028 || cp == 0x2029)
            cp = '\n';
        if (cp == '\n' || cp == '\t')
            kk_str_addc(out, cp == '\n' && lines ? '\n' : ' ');
        else if (cp >= 0x20 && (cp < 0x7F || cp > 0x9F))
            kk_str_addn(out, s + at, len);
    }
}

/* NFC of s with its spaces: the border's cleaning trims, so s stands between
 * two full stops for the time. False when it is refused or too long. */
static bool normal(const char *s, const struct kk_edit *e, struct kk_str *out)
{
    struct kk_str fenced = {0}, clean = {0};
    size_t max = kk_edit_max(e);
    enum kk_status st;

    kk_str_addf(&fenced, ".%s.", s);
    st = kk_text_clean(fenced.s, fenced.n_bytes, e->lines, max + 2, &clean,
                       NULL);
    if (st == KK_OK && clean.n_bytes >= 2)
        kk_str_addn(out, clean.s + 1, clean.n_bytes - 2);
    discard(&fenced);
    discard(&clean);
    return st == KK_OK;
}

/* Before and after the caret become one text; false leaves all as it was. */
static bool join(struct kk_edit *e, const char *before, const char *after)
{
    struct kk_str head = {0}, tail = {0}, whole = {0}, check = {0};
    bool ok;

    ok = normal(before, e, &head) && normal(after, e, &tail);
    if (ok) {
        kk_str_add(&whole, kk_str_c(&head));
        kk_str_add(&whole, kk_str_c(&tail));
        ok = normal(kk_str_c(&whole), e, &check);
    }
    if (ok) {
        struct kk_str old = e->text;

        e->text = whole;
        e->at = head.n_bytes;
        whole = old;
    }
    discard(&head);
    discard(&tail);
    discard(&whole);
    discard(&check);
    return ok;
}

void kk_edit_set(struct kk_edit *e, const char *text)
{
    kk_str_clear(&e->text);
    kk_str_add(&e->text, text == NULL ? "" : text);
    e->at = e->text.n_bytes;
}

/* How many bytes of s have room beside what stands there. */
static size_t fitting(const struct kk_edit *e, const char *s)
{
    size_t had = kk_utf8_count(kk_edit_text(e), e->text.n_bytes);
    size_t max = kk_edit_max(e), n = strlen(s), at = 0, next;

    while (at < n) {
        next = kk_grapheme_next(s, n, at);
        if (had + kk_utf8_count(s, next) > max)
            break;
        at = next;
    }
    return at;
}

bool kk_edit_insert(struct kk_edit *e, const char *text)
{
    struct kk_str before = {0}, more = {0};
    char *after = kk_strdup(kk_edit_text(e) + e->at);
    size_t had = e->text.n_bytes, fit;
    bool ok;

    strip(text, e->lines, &more);
    e->unseen = kk_text_unseen(kk_str_c(&more), more.n_bytes);
    kk_str_addn(&before, kk_edit_text(e), e->at);
    kk_str_add(&before, kk_str_c(&more));
    ok = join(e, kk_str_c(&before), after);
    e->cut = !ok;
    if (!ok && (fit = fitting(e, kk_str_c(&more))) > 0) {
        discard(&before);
        kk_str_addn(&before, kk_edit_text(e), e->at);
        kk_str_addn(&before, more.s, fit);
        ok = join(e, kk_str_c(&before), after);
    }
    ok = ok && e->text.n_bytes != had;
    kk_wipe(after, strlen(after));
    kk_free(after);
    discard(&before);
    discard(&more);
    return ok;
}

/* --- wrapped lines --- */

/* The wrapped line that the caret stands in: its number, start and length. A
 * caret after a final line break stands in an empty line of its own. */
static int line_of(const struct kk_edit *e, int cols, size_t caret,
                   size_t *from, size_t *n)
{
    const char *s = kk_edit_text(e);
    size_t pos = 0, f = 0, len = 0;
    int row = -1;

    *from = *n = 0;
    while (kk_wrap_next(s, cols, &pos, &f, &len)) {
        bool broken = s[f + len] == '\n';

        row++;
        *from = f;
        *n = len;
        if (caret < f + len || (caret == f + len && broken))
            return row;
    }
    if (caret > 0 && s[caret - 1] == '\n') {
        *from = caret;
        *n = 0;
        return row + 1;
    }
    return row;
}

static bool line_at(const struct kk_edit *e, int cols, int want, size_t *from,
                    size_t *n)
{
    const char *s = kk_edit_text(e);
    size_t pos = 0, len = strlen(s);

    for (int row = 0; kk_wrap_next(s, cols, &pos, from, n); row++)
        if (row == want)
            return true;
    if (len > 0 && s[len - 1] == '\n' && want == kk_wrap_rows(s, cols)) {
        *from = len;
        *n = 0;
        return true;
    }
    return false;
}

int kk_edit_rows(const struct kk_edit *e, int cols)
{
    const char *s = kk_edit_text(e);
    size_t n = strlen(s);

    if (!e->lines)
        return 1;
    return kk_wrap_rows(s, cols) + (n > 0 && s[n - 1] == '\n' ? 1 : 0);
}

static enum kk_edit_did move_line(struct kk_edit *e, int by, int cols)
{
    const char *s = kk_edit_text(e);
    size_t from, n, here = e->at;
    int row, col;

    if (!e->lines)
        return KK_EDIT_NOT;
    row = line_of(e, cols, here, &from, &n);
    col = kk_colsn(s + from, here - from);
    if (row + by < 0 || !line_at(e, cols, row + by, &from, &n))
        return KK_EDIT_NOT;
    e->at = from;
    while (e->at < from + n) {
        size_t next = kk_grapheme_next(s, strlen(s), e->at);

        if (kk_colsn(s + from, next - from) > col)
            break;
        e->at = next;
    }
    return KK_EDIT_MOVED;
}

/* --- commands --- */

static enum kk_edit_did move_to(struct kk_edit *e, size_t to)
{
    if (to == e->at)
        return KK_EDIT_NOT;
    e->at = to;
    return KK_EDIT_MOVED;
}

static enum kk_edit_did cut(struct kk_edit *e, size_t from, size_t to)
{
    if (from >= to)
        return KK_EDIT_NOT;
    memmove(e->text.s + from, e->text.s + to, e->text.n_bytes - to + 1);
    e->text.n_bytes -= to - from;
    e->at = from;
    return KK_EDIT_CHANGED;
}

static size_t word_start(const char *s, size_t at)
{
    while (at > 0 && s[at - 1] == ' ')
        at--;
    while (at > 0 && s[at - 1] != ' ')
        at--;
    return at;
}

static enum kk_edit_did to_end_of_line(struct kk_edit *e, bool end, int cols)
{
    size_t from, n;

    if (!e->lines)
        return move_to(e, end ? e->text.n_bytes : 0);
    line_of(e, cols, e->at, &from, &n);
    return move_to(e, end ? from + n : from);
}

enum kk_edit_did kk_edit_act(struct kk_edit *e, enum kk_cmd cmd, int cols)
{
    const char *s = kk_edit_text(e);
    size_t n = e->text.n_bytes;

    if (cmd == KK_DO_LEFT)
        return move_to(e, kk_grapheme_prev(s, n, e->at));
    if (cmd == KK_DO_RIGHT)
        return move_to(e, e->at < n ? kk_grapheme_next(s, n, e->at) : n);
    if (cmd == KK_DO_FIRST || cmd == KK_DO_LAST)
        return to_end_of_line(e, cmd == KK_DO_LAST, cols);
    if (cmd == KK_DO_UP || cmd == KK_DO_DOWN)
        return move_line(e, cmd == KK_DO_UP ? -1 : 1, cols);
    if (cmd == KK_DO_ERASE_BACK)
        return cut(e, kk_grapheme_prev(s, n, e->at), e->at);
    if (cmd == KK_DO_ERASE && e->at < n)
        return cut(e, e->at, kk_grapheme_next(s, n, e->at));
    if (cmd == KK_DO_ERASE_WORD)
        return cut(e, word_start(s, e->at), e->at);
    if (cmd == KK_DO_ERASE_ALL)
        return cut(e, 0, n);
    return KK_EDIT_NOT;
}

/* --- drawing --- */

static void stars(const struct kk_edit *e, struct kk_str *out, size_t *at)
{
    size_t n = kk_utf8_count(kk_edit_text(e), e->text.n_bytes);

    for (size_t i = 0; i < n; i++)
        kk_str_addc(out, '*');
    *at = kk_utf8_count(kk_edit_text(e), e->at);
}

/* The byte from which a one-line field is shown, so that the caret is in it:
 * the end of a text that does not fit shows when the caret is there. */
static size_t scroll(const char *s, size_t caret, int cols)
{
    int total = kk_cols(s), before = kk_colsn(s, caret), skip;
    size_t at = 0, n = strlen(s);

    if (total < cols)
        return 0;
    skip = before - cols * 3 / 4;
    if (skip > total - cols + 1)
        skip = total - cols + 1;
    if (skip <= 0)
        return 0;
    while (at < caret && kk_colsn(s, at) < skip)
        at = kk_grapheme_next(s, n, at);
    return at;
}

/* The first wrapped line shown in r. */
static int first_row(const struct kk_edit *e, struct kk_rect r)
{
    size_t from, n;
    int row = line_of(e, r.cols, e->at, &from, &n);

    return row >= r.rows ? row - r.rows + 1 : 0;
}

static void draw_lines(const struct kk_edit *e, struct kk_canvas *c,
                       struct kk_rect r, unsigned style)
{
    const char *s = kk_edit_text(e);
    size_t pos = 0, from, n;
    int row = -first_row(e, r);

    while (kk_wrap_next(s, r.cols, &pos, &from, &n)) {
        char *line = kk_strndup(s + from, n);

        kk_put(c, r, row++, 0, style, line);
        kk_free(line);
    }
}

void kk_edit_draw(const struct kk_edit *e, struct kk_canvas *c,
                  struct kk_rect r, unsigned style)
{
    struct kk_str hidden = {0};
    const char *s = kk_edit_text(e);
    size_t caret = e->at, from;

    kk_fill(c, r, style);
    if (e->lines) {
        draw_lines(e, c, r, style);
        return;
    }
    if (e->secret) {
        stars(e, &hidden, &caret);
        s = kk_str_c(&hidden);
    }
    from = scroll(s, caret, r.cols);
    kk_put(c, r, 0, 0, style, s + from);
    if (from > 0) /* the caret is never there */
        kk_put_in(c, r, 0, 0, 1, KK_LEFT, style, c->lines ? "…" : "~");
    kk_str_free(&hidden);
}

void kk_edit_show(const struct kk_edit *e, struct kk_canvas *c,
                  struct kk_rect r, bool on)
{
    struct kk_edit seen = *e;

    if (!on)
        seen.at = 0;
    kk_edit_draw(&seen, c, r, on ? KK_S_FIELD_ON : KK_S_FIELD);
}

void kk_edit_cursor(const struct kk_edit *e, struct kk_rect r, int *row,
                    int *col)
{
    struct kk_str hidden = {0};
    const char *s = kk_edit_text(e);
    size_t caret = e->at, from, n;

    *row = r.row;
    if (e->lines) {
        *row += line_of(e, r.cols, caret, &from, &n) - first_row(e, r);
        *col = r.col + kk_colsn(s + from, caret - from);
    } else {
        if (e->secret) {
            stars(e, &hidden, &caret);
            s = kk_str_c(&hidden);
        }
        from = scroll(s, caret, r.cols);
        *col = r.col + kk_colsn(s + from, caret - from);
    }
    if (*col > r.col + r.cols - 1)
        *col = r.col + r.cols - 1;
    kk_str_free(&hidden);
}
