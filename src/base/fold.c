/* Cleaning what people give, and folding it for searches and names. */
#include <kikusui/base/fold.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

/* What kk_fold makes of every dash, wave dash and prolonged-sound mark. */
#define LONG_MARK 0x30FCU

/* Rounds of kk_fold after which its result is taken as it is. Each drops or
 * composes something, and real text needs two. */
enum { FOLD_ROUNDS_MAX = 8 };

static void add_cp(struct kk_str *out, uint32_t cp)
{
    char bytes[4];

    kk_str_addn(out, bytes, kk_utf8_encode(cp, bytes));
}

static bool is_space(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 ||
           (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
           cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

static bool is_dropped(uint32_t cp)
{
    return kk_cp_turns(cp) || kk_cp_hides(cp);
}

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F);
}

/* Appends what utf8proc makes of `in`, which must be valid UTF-8. */
static void map_into(const struct kk_str *in, int options, struct kk_str *out)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n;

    if (in->n_bytes == 0)
        return;
    n = utf8proc_map((const utf8proc_uint8_t *)in->s,
                     (utf8proc_ssize_t)in->n_bytes, &mapped,
                     (utf8proc_option_t)options);
    if (n < 0)
        abort(); /* the input is valid UTF-8: only memory can be missing */
    kk_str_addn(out, mapped, (size_t)n);
    free(mapped);
}

/* Copies with line ends and tabs made plain; where in the text, counted from
 * 1, something stands that may not stand there goes into the message. */
static enum kk_status filter(const char *in, size_t n_bytes, bool multiline,
                             struct kk_str *out, struct kk_err *err)
{
    size_t len;

    for (size_t at = 0, nth = 1; at < n_bytes; at += len, nth++) {
        uint32_t cp;

        len = kk_utf8_decode(in + at, n_bytes - at, &cp);
        if (len == 0)
            return kk_fail(err, KK_REFUSED,
                           "%zu文字目が UTF-8 の文字ではありません。"
                           "入れ直してください。",
                           nth);
        if (is_dropped(cp) ||
            (cp == '\r' && at + 1 < n_bytes && in[at + 1] == '\n'))
            continue;
        if (cp == '\r' || cp == 0x2028 || cp == 0x2029)
            cp = '\n';
        if (cp == '\t')
            cp = ' ';
        if (cp == '\n' && !multiline)
            return kk_fail(err, KK_REFUSED,
                           "改行は入れられません。1行で入れてください。");
        if (is_control(cp) && cp != '\n')
            return kk_fail(err, KK_REFUSED,
                           "%zu文字目に制御文字 (U+%04X) があります。"
                           "消してください。",
                           nth, (unsigned)cp);
        add_cp(out, cp);
    }
    return KK_OK;
}

/* The range of s without white space (and dropped marks) at its ends. */
static void trim(const char **s, size_t *n)
{
    uint32_t cp;
    size_t len, end = 0;
    bool inside = false;

    for (size_t at = 0; at < *n; at += len) {
        len = kk_utf8_decode(*s + at, *n - at, &cp);
        if (len != 0 && (is_space(cp) || is_dropped(cp))) {
            if (!inside) {
                *s += len;
                *n -= len;
                at -= len;
            }
            continue;
        }
        len = len == 0 ? 1 : len;
        inside = true;
        end = at + len;
    }
    *n = end;
}

enum kk_status kk_text_clean(const char *in, size_t n_bytes, bool multiline,
                             size_t max_cps, struct kk_str *out,
                             struct kk_err *err)
{
    struct kk_str plain = {0};
    size_t before = out->n_bytes;
    enum kk_status st;
    size_t cps;

    kk_str_addn(out, "", 0);
    trim(&in, &n_bytes);
    st = filter(in, n_bytes, multiline, &plain, err);
    if (st != KK_OK)
        goto out;
    map_into(&plain, UTF8PROC_STABLE | UTF8PROC_COMPOSE, out);
    cps = kk_utf8_count(out->s + before, out->n_bytes - before);
    if (max_cps != 0 && cps > max_cps) {
        out->n_bytes = before;
        out->s[before] = '\0';
        st = kk_fail(err, KK_REFUSED, "%zu文字あります。%zu文字までです。", cps,
                     max_cps);
    }
out:
    kk_str_free(&plain);
    return st;
}

size_t kk_text_unseen(const char *s, size_t n_bytes)
{
    size_t n = 0, len;
    uint32_t cp;

    for (size_t at = 0; at < n_bytes; at += len == 0 ? 1 : len) {
        len = kk_utf8_decode(s + at, n_bytes - at, &cp);
        n += len > 0 && is_dropped(cp);
    }
    return n;
}

size_t kk_text_seen(const char *s, struct kk_str *out)
{
    size_t n = 0, len, left = strlen(s);
    uint32_t cp;

    kk_str_addn(out, "", 0);
    for (; left > 0; s += len, left -= len) {
        len = kk_utf8_decode(s, left, &cp);
        if (len > 0 && is_dropped(cp))
            n++;
        else
            kk_str_addn(out, s, len > 0 ? len : (len = 1));
    }
    return n;
}

/* Kanji that people and papers use for one another in names. */
static uint32_t fold_kanji(uint32_t cp)
{
    static const struct {
        uint32_t from, to;
    } variants[] = {
        {U'﨑', U'崎'}, {U'髙', U'高'}, {U'渓', U'溪'}, {U'濵', U'浜'},
        {U'濱', U'浜'}, {U'邉', U'辺'}, {U'邊', U'辺'}, {U'齋', U'斎'},
        {U'齊', U'斉'}, {U'澤', U'沢'}, {U'廣', U'広'}, {U'嶋', U'島'},
        {U'櫻', U'桜'}, {U'國', U'国'}, {U'瀨', U'瀬'}, {U'德', U'徳'},
        {U'眞', U'真'}, {U'惠', U'恵'}, {U'栁', U'柳'}, {U'𠮷', U'吉'},
    };

    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        if (variants[i].from == cp)
            return variants[i].to;
    return cp;
}

static uint32_t fold_kana(uint32_t cp)
{
    /* The large kana of U+31F0 to U+31FF, used for Ainu names. */
    static const uint32_t large[] = {U'ク', U'シ', U'ス', U'ト', U'ヌ', U'ハ',
                                     U'ヒ', U'フ', U'ヘ', U'ホ', U'ム', U'ラ',
                                     U'リ', U'ル', U'レ', U'ロ'};

    if ((cp >= 0x3041 && cp <= 0x3096) || cp == 0x309D || cp == 0x309E)
        cp += 0x60;
    if (cp >= 0x31F0 && cp <= 0x31FF)
        return large[cp - 0x31F0];
    if (cp == U'ヵ')
        return U'カ';
    if (cp == U'ヶ')
        return U'ケ';
    /* The other small kana stand right before their large ones. */
    if (cp == U'ァ' || cp == U'ィ' || cp == U'ゥ' || cp == U'ェ' ||
        cp == U'ォ' || cp == U'ッ' || cp == U'ャ' || cp == U'ュ' ||
        cp == U'ョ' || cp == U'ヮ')
        return cp + 1;
    return cp;
}

static bool is_dash(uint32_t cp)
{
    return cp == '-' || cp == '~' || (cp >= 0x2010 && cp <= 0x2015) ||
           cp == 0x2043 || cp == 0x2212 || cp == 0x2500 || cp == 0x2501 ||
           cp == 0x301C || cp == 0x3030 || cp == LONG_MARK;
}

/* Spaces, brackets, quotes, full stops, ・ and their like; dashes that have a
 * meaning of their own are taken out before this is asked. */
static bool is_silent(uint32_t cp)
{
    /* The classes do not run in one block: they are named one by one. */
    static const utf8proc_category_t silent[] = {
        UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PD, UTF8PROC_CATEGORY_PS,
        UTF8PROC_CATEGORY_PE, UTF8PROC_CATEGORY_PI, UTF8PROC_CATEGORY_PF,
        UTF8PROC_CATEGORY_PO, UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZL,
        UTF8PROC_CATEGORY_ZP, UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CF,
    };
    utf8proc_category_t category;

    if (cp >= 0x30A1 && cp <= 0x9FFF)
        return cp == 0x30FB;
    category = utf8proc_category((utf8proc_int32_t)cp);
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (category == silent[i])
            return true;
    return false;
}

/* (株) and ㈱, which NFKC makes of it, are the company's full form. */
static const char *company(const char *s, size_t *len)
{
    static const struct {
        const char *from, *to;
    } forms[] = {{"(株)", "株式会社"}, {"(有)", "有限会社"}};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (kk_str_starts(s, forms[i].from)) {
            *len = strlen(forms[i].from);
            return forms[i].to;
        }
    return NULL;
}

/* Characters that NFKC leaves alone and that combine with nothing. */
static bool is_plain(uint32_t cp)
{
    return cp < 0x80 || (cp >= 0x3041 && cp <= 0x3096) ||
           (cp >= 0x30A1 && cp <= 0x30FE) || (cp >= 0x4E00 && cp <= 0x9FFF);
}

/* Copies what is valid; true when all of it is plain. */
static bool copy_valid(const char *s, struct kk_str *out)
{
    size_t n = strlen(s);
    bool plain = true;

    while (n > 0) {
        uint32_t cp;
        size_t len = kk_utf8_decode(s, n, &cp);

        if (len > 0)
            kk_str_addn(out, s, len);
        plain = plain && len > 0 && is_plain(cp);
        len = len == 0 ? 1 : len;
        s += len;
        n -= len;
    }
    return plain;
}

/* NFKC and casefold; plain text needs only its ASCII letters made small. */
static void compose(const struct kk_str *in, bool plain, struct kk_str *out)
{
    if (!plain) {
        map_into(in,
                 UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                     UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
                 out);
        return;
    }
    kk_str_addn(out, kk_str_c(in), in->n_bytes);
    for (size_t i = 0; i < out->n_bytes; i++)
        if (out->s[i] >= 'A' && out->s[i] <= 'Z')
            out->s[i] = (char)(out->s[i] + ('a' - 'A'));
}

/* One round of kk_fold; true when another would change nothing. */
static bool fold_round(const char *s, struct kk_str *out)
{
    struct kk_str valid = {0}, composed = {0};
    bool plain = copy_valid(s, &valid);
    const char *p;
    uint32_t cp;
    size_t len;

    compose(&valid, plain, &composed);
    p = kk_str_c(&composed);
    for (const char *end = p + composed.n_bytes; p < end; p += len) {
        const char *full = company(p, &len);

        if (full != NULL) {
            kk_str_add(out, full);
            continue;
        }
        len = kk_utf8_decode(p, (size_t)(end - p), &cp);
        if (is_dash(cp))
            add_cp(out, LONG_MARK);
        else if (!is_silent(cp))
            add_cp(out, fold_kanji(fold_kana(cp)));
    }
    kk_str_free(&valid);
    kk_str_free(&composed);
    return plain;
}

void kk_fold(const char *s, struct kk_str *out)
{
    struct kk_str now = {0}, next = {0};
    bool done = fold_round(s, &now);

    /* What was dropped may have stood between characters that combine. */
    for (int i = 1; !done && i < FOLD_ROUNDS_MAX; i++) {
        kk_str_clear(&next);
        done = fold_round(kk_str_c(&now), &next) ||
               kk_streq(kk_str_c(&now), kk_str_c(&next));
        struct kk_str swap = now;
        now = next;
        next = swap;
    }
    kk_str_addn(out, kk_str_c(&now), now.n_bytes);
    kk_str_free(&now);
    kk_str_free(&next);
}

/* --- numbers -------------------------------------------------------------- */

static bool is_kana(uint32_t cp)
{
    return (cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x30A1 && cp <= 0x30FA) ||
           cp == LONG_MARK;
}

void kk_number(const char *s, struct kk_str *out)
{
    struct kk_str valid = {0}, composed = {0};
    uint32_t cp, before = 0;
    size_t len;

    copy_valid(s, &valid);
    map_into(&valid,
             UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                 UTF8PROC_IGNORE,
             &composed);
    for (size_t at = 0; at < composed.n_bytes; at += len, before = cp) {
        len = kk_utf8_decode(composed.s + at, composed.n_bytes - at, &cp);
        if (is_dash(cp) && cp != '~' && cp != 0x301C && cp != 0x3030 &&
            (cp != LONG_MARK || !is_kana(before)))
            cp = '-';
        add_cp(out, cp);
    }
    kk_str_free(&valid);
    kk_str_free(&composed);
}

void kk_ident(const char *s, struct kk_str *out)
{
    size_t from = out->n_bytes;

    kk_number(s, out);
    for (size_t i = from; i < out->n_bytes; i++)
        if (out->s[i] >= 'a' && out->s[i] <= 'z')
            out->s[i] = (char)(out->s[i] - ('a' - 'A'));
}

bool kk_ident_eq(const char *a, const char *b)
{
    struct kk_str ia = {0}, ib = {0};
    bool eq;

    kk_ident(a, &ia);
    kk_ident(b, &ib);
    eq = kk_streq(kk_str_c(&ia), kk_str_c(&ib));
    kk_str_free(&ia);
    kk_str_free(&ib);
    return eq;
}

bool kk_ident_lost_zeros(const char *a, const char *b)
{
    static const char digits[] = "0123456789";
    const char *pa, *pb;

    if (a[strspn(a, digits)] != '\0' || b[strspn(b, digits)] != '\0')
        return false;
    pa = a + strspn(a, "0");
    pb = b + strspn(b, "0");
    return strcmp(pa, pb) == 0 && strlen(a) != strlen(b);
}

/* The bytes of the bracket that s begins with, 0 when it begins with none. */
static size_t bracket(const char *s, const char *ascii, const char *wide)
{
    if (kk_str_starts(s, ascii))
        return strlen(ascii);
    return kk_str_starts(s, wide) ? strlen(wide) : 0;
}

/* The fold of s without what stands in round brackets. */
static void fold_outside(const char *s, struct kk_str *out)
{
    struct kk_str outside = {0};
    int depth = 0;

    while (*s != '\0') {
        size_t opens = bracket(s, "(", "（"), closes = bracket(s, ")", "）");

        if (opens + closes == 0 && depth == 0)
            kk_str_addc(&outside, *s);
        depth += opens > 0;
        depth -= closes > 0 && depth > 0;
        s += opens + closes > 0 ? opens + closes : 1;
    }
    kk_fold(kk_str_c(&outside), out);
    kk_str_free(&outside);
}

bool kk_fold_same(const char *a, const char *b)
{
    struct kk_str fa = {0}, fb = {0};
    bool same;

    kk_fold(a, &fa);
    kk_fold(b, &fb);
    same = kk_streq(kk_str_c(&fa), kk_str_c(&fb));
    kk_str_free(&fa);
    kk_str_free(&fb);
    return same;
}

bool kk_fold_eq(const char *a, const char *b)
{
    struct kk_str fa = {0}, fb = {0}, oa = {0}, ob = {0};
    bool eq;

    kk_fold(a, &fa);
    kk_fold(b, &fb);
    fold_outside(a, &oa);
    fold_outside(b, &ob);
    /* Never both without: M720q(窓口) is not M720q(運用). */
    eq = kk_streq(kk_str_c(&fa), kk_str_c(&fb)) ||
         (oa.n_bytes > 0 && kk_streq(kk_str_c(&oa), kk_str_c(&fb))) ||
         (ob.n_bytes > 0 && kk_streq(kk_str_c(&fa), kk_str_c(&ob)));
    kk_str_free(&fa);
    kk_str_free(&fb);
    kk_str_free(&oa);
    kk_str_free(&ob);
    return eq;
}

static bool is_printable_ascii(char c)
{
    return c >= ' ' && c <= '~';
}

size_t kk_grapheme_next(const char *s, size_t n_bytes, size_t at)
{
    utf8proc_int32_t state = 0;
    uint32_t before, cp;
    size_t len;

    if (at >= n_bytes)
        return n_bytes;
    if (is_printable_ascii(s[at]) &&
        (at + 1 == n_bytes || is_printable_ascii(s[at + 1])))
        return at + 1;
    len = kk_utf8_decode(s + at, n_bytes - at, &before);
    if (len == 0)
        return at + 1;
    for (at += len; at < n_bytes; at += len, before = cp) {
        len = kk_utf8_decode(s + at, n_bytes - at, &cp);
        if (len == 0 ||
            utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
                                             (utf8proc_int32_t)cp, &state))
            break;
    }
    return at;
}

size_t kk_grapheme_prev(const char *s, size_t n_bytes, size_t at)
{
    size_t start;

    at = at > n_bytes ? n_bytes : at;
    if (at == 0)
        return 0;
    /* Boundaries are found forwards; a line feed always has them around. */
    for (start = at - 1; start > 0 && s[start - 1] != '\n'; start--)
        ;
    for (;;) {
        size_t next = kk_grapheme_next(s, n_bytes, start);

        if (next >= at)
            return start;
        start = next;
    }
}
