/* Lines of a text: where one breaks, so that no date, number or short word is
 * split, and putting them one below the other. */
#include <kikusui/base/fold.h>
#include <kikusui/base/utf8.h>
#include <kikusui/ui/canvas.h>

#include <string.h>

/* What may not begin a line, and what may not end one. */
static bool is_one_of(const char *s, const char *const *list)
{
    for (; *list != NULL; list++)
        if (kk_str_starts(s, *list))
            return true;
    return false;
}

static bool sticks_before(const char *s)
{
    static const char *const closing[] = {
        "。", "、", "，", "．", "」", "』", "）", "】", "〉", "》", "・",
        "：", "！", "？", "ー", "々", "っ", "ゃ", "ゅ", "ょ", "ッ", "ャ",
        "ュ", "ョ", "ァ", "ィ", "ゥ", "ェ", "ォ", "ぁ", "ぃ", "ぅ", "ぇ",
        "ぉ", ",",  ".",  ")",  "]",  "!",  "?",  NULL};

    return is_one_of(s, closing);
}

static bool sticks_after(const char *s)
{
    static const char *const opening[] = {"「", "『", "（", "【", "〈",
                                          "《", "(",  "[",  NULL};

    return is_one_of(s, opening);
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static bool is_word(char ch)
{
    return is_digit(ch) || (ch >= 'a' && ch <= 'z') ||
           (ch >= 'A' && ch <= 'Z') || ch == '-' || ch == '_' || ch == ':' ||
           ch == '/' || ch == '.';
}

static size_t before_of(const char *s, size_t at)
{
    while (at > 0 && ((unsigned char)s[--at] & 0xC0) == 0x80)
        ;
    return at;
}

static bool is_kanji(const char *s)
{
    uint32_t cp;

    return kk_utf8_decode(s, strlen(s), &cp) > 0 &&
           ((cp >= 0x4E00 && cp <= 0x9FFF) || cp == 0x3005);
}

/* What counts or dates the number before it. */
static bool is_counter(const char *s)
{
    static const char *const counters[] = {
        "年", "月", "日", "時", "分", "秒", "週", "台", "件", "回", "名",
        "人", "枚", "号", "階", "版", "行", "個", "本", "つ", "か", "ヶ",
        "円", "点", "歳", "級", "章", "条", "項", "倍", "割", "%",  NULL};

    return is_one_of(s, counters);
}

/* May no line break stand before s[at]? A number stays with its digits and what
 * it counts, a date with its parts, and a word of two kanji whole. */
static bool glued(const char *s, size_t start, size_t at)
{
    size_t before = before_of(s, at);
    const char *a = s + before, *b = s + at;

    if (is_word(*a) && is_word(*b))
        return true;
    if (is_digit(*a))
        return is_counter(b) || (*b == '(' && is_kanji(b + 1));
    if (is_digit(*b))
        return is_one_of(a, (const char *const[]){"年", "月", "時", "和", "成",
                                                  "第", "残", NULL});
    if (*b == '(')
        return kk_str_starts(a, "日") && before > start &&
               is_digit(s[before - 1]);
    return is_kanji(a) && is_kanji(b) && !is_counter(b) &&
           (before == start || !is_kanji(s + before_of(s, before))) &&
           !is_kanji(b + kk_grapheme_next(b, strlen(b), 0));
}

/* The text from `at` on that no break parts, in columns. */
static int whole_cols(const char *s, size_t start, size_t at)
{
    size_t n = strlen(s), end = at;

    do
        end = kk_grapheme_next(s, n, end);
    while (end < n && s[end] != '\n' &&
           (glued(s, start, end) || sticks_before(s + end) ||
            sticks_after(s + before_of(s, end))));
    return kk_colsn(s + at, end - at);
}

static size_t break_before(const char *s, size_t start, size_t pos, bool whole)
{
    size_t at = pos;

    while (at > start &&
           (sticks_before(s + at) || sticks_after(s + before_of(s, at)) ||
            (whole && glued(s, start, at))))
        at = before_of(s, at);
    return at;
}

/* Where the line that would break before `pos` breaks: a closing mark takes
 * the character before it along, an opening one goes with what follows, and
 * what belongs together stays so where a line has room for it. */
static size_t break_at(const char *s, size_t start, size_t pos, int cols)
{
    size_t at = break_before(s, start, pos, true);

    if (at == start || whole_cols(s, start, at) > cols)
        at = break_before(s, start, pos, false);
    return at > start ? at : pos;
}

bool kk_wrap_next(const char *s, int cols, size_t *from_at, size_t *from,
                  size_t *n_bytes)
{
    size_t n = strlen(s), pos = *from_at, start = pos;
    int used = 0;

    if (pos > n || (pos == n && pos > 0))
        return false;
    while (pos < n && s[pos] != '\n') {
        size_t next = kk_grapheme_next(s, n, pos);
        int width = kk_colsn(s + pos, next - pos);

        if (used + width > cols && pos > start) {
            pos = break_at(s, start, pos, cols);
            break;
        }
        used += width;
        pos = next;
    }
    *from = start;
    *n_bytes = pos - start;
    if (pos < n && s[pos] == '\n')
        pos++;
    /* An empty text is one line, read once: step past its end. */
    *from_at = pos == 0 ? 1 : pos;
    return true;
}

int kk_wrap_rows(const char *s, int cols)
{
    size_t pos = 0, from, n;
    int rows = 0;

    while (kk_wrap_next(s, cols, &pos, &from, &n))
        rows++;
    return rows;
}

int kk_put_wrap(struct kk_canvas *c, struct kk_rect r, int row, unsigned style,
                const char *s)
{
    size_t pos = 0, from, n;
    int rows = 0;

    while (kk_wrap_next(s, r.cols, &pos, &from, &n)) {
        /* The blanks a line broke at do not begin the next. */
        for (bool broke = from > 0 && s[from - 1] != '\n';
             broke && n > 1 && s[from] == ' '; n--)
            from++;
        kk_put_n(c, r, row + rows++, 0, style, s + from, n);
    }
    return rows;
}
