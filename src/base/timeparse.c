/* The half of time.h that reads what people type. */
#include <kikusui/base/shown.h>
#include <kikusui/base/time.h>
#include <kikusui/base/utf8.h>

#include <stdlib.h>
#include <string.h>

enum {
    YEAR_MIN = 1900,
    YEAR_MAX = 2199,
    OFFSET_DAYS_MAX = 36500,
    TEXT_SHOWN_BYTES = 120
};

struct reader {
    const char *p; /* what is left of the normalised text */
    kk_time now;
    struct kk_err *err;
    bool has_day, has_time, has_instant;
    bool has_year; /* the day says which year it is of */
    kk_day day;
    int hour, min;
    kk_time instant;
};

/* ASCII in capitals for full-width forms, one kind of space and of minus. */
static void normalise(const char *text, struct kk_str *out)
{
    size_t n = strlen(text);

    while (n > 0) {
        uint32_t cp;
        size_t len = kk_utf8_decode(text, n, &cp);

        if (len == 0) {
            cp = '?';
            len = 1;
        }
        cp = kk_cp_narrow(cp);
        if (cp == '\t')
            cp = ' ';
        if (cp == 0x2212 || cp == 0x2010 || cp == 0x2013)
            cp = '-';
        if (cp >= 'a' && cp <= 'z')
            cp -= 'a' - 'A';
        if (cp < 0x80)
            kk_str_addc(out, (char)cp);
        else
            kk_str_addn(out, text, len);
        text += len;
        n -= len;
    }
}

static bool take(struct reader *r, const char *word)
{
    if (!kk_str_starts(r->p, word))
        return false;
    r->p += strlen(word);
    return true;
}

static bool take_any(struct reader *r, const char *const *words)
{
    for (; *words != NULL; words++)
        if (take(r, *words))
            return true;
    return false;
}

static void skip_spaces(struct reader *r)
{
    r->p += strspn(r->p, " ");
}

static size_t digits(const char *p)
{
    return strspn(p, "0123456789");
}

/* Takes a number of min to max digits, all that stand there. */
static bool take_number(struct reader *r, size_t min, size_t max, int *out)
{
    size_t n = digits(r->p);

    *out = 0;
    if (n < min || n > max)
        return false;
    for (; n > 0; n--)
        *out = *out * 10 + (*r->p++ - '0');
    return true;
}

static enum kk_status set_date(struct reader *r, int y, int m, int d)
{
    if (y < YEAR_MIN || y > YEAR_MAX || !kk_date_valid(y, m, d))
        return kk_fail(r->err, KK_REFUSED, "%d年%d月%d日はありません。", y, m,
                       d);
    r->has_day = r->has_year = true;
    r->day = kk_day_make(y, m, d);
    return KK_OK;
}

/* The year in which month and day are nearest to now. */
static enum kk_status set_near_date(struct reader *r, int m, int d)
{
    kk_day today = kk_day_of(r->now);
    int year, month, day;

    kk_day_split(today, &year, &month, &day);
    for (int y = year - 1; y <= year + 1; y++) {
        kk_day near;

        if (!kk_date_valid(y, m, d))
            continue;
        near = kk_day_make(y, m, d);
        if (!r->has_day || abs(near - today) < abs(r->day - today))
            r->day = near;
        r->has_day = true;
    }
    if (!r->has_day)
        return kk_fail(r->err, KK_REFUSED,
                       "%d月%d日はありません。年から入れてください。", m, d);
    return KK_OK;
}

static enum kk_status unreadable(struct reader *r)
{
    return kk_fail(r->err, KK_REFUSED, "読めません。");
}

/* Month and day after a year, whose separator is still to be read. */
static bool take_month_day(struct reader *r, int *m, int *d)
{
    static const char *const signs[] = {"-", "/", ".", NULL};

    if (take(r, "年"))
        return take_number(r, 1, 2, m) && take(r, "月") &&
               take_number(r, 1, 2, d) && take(r, "日");
    for (const char *const *s = signs; *s != NULL; s++)
        if (take(r, *s))
            return take_number(r, 1, 2, m) && take(r, *s) &&
                   take_number(r, 1, 2, d);
    return false;
}

static enum kk_status read_era(struct reader *r, const char *era)
{
    int y = 1, m, d;

    if ((!take(r, "元") && !take_number(r, 1, 3, &y)) ||
        !take_month_day(r, &m, &d))
        return unreadable(r);
    r->has_day = r->has_year = true;
    return kk_era_day(era, y, m, d, &r->day, r->err);
}

static enum kk_status read_western(struct reader *r)
{
    int y, m, d;

    if (digits(r->p) == 8) {
        int all;

        take_number(r, 8, 8, &all);
        return set_date(r, all / 10000, all / 100 % 100, all % 100);
    }
    if (digits(r->p) == 4) {
        if (!take_number(r, 4, 4, &y) || !take_month_day(r, &m, &d))
            return unreadable(r);
        return set_date(r, y, m, d);
    }
    if (!take_number(r, 1, 2, &m))
        return unreadable(r);
    if (take(r, "月")) {
        if (!take_number(r, 1, 2, &d) || !take(r, "日"))
            return unreadable(r);
    } else if ((!take(r, "/") && !take(r, "-")) || !take_number(r, 1, 2, &d)) {
        return unreadable(r);
    }
    return set_near_date(r, m, d);
}

/* +3, +3日, +30分, +2時間 and the same with a minus. */
static enum kk_status read_offset(struct reader *r)
{
    int sign = *r->p++ == '-' ? -1 : 1;
    int n;

    skip_spaces(r);
    if (!take_number(r, 1, 5, &n) || n > OFFSET_DAYS_MAX)
        return unreadable(r);
    if (take(r, "分") || take(r, "時間")) {
        int unit = kk_str_starts(r->p - strlen("分"), "分") ? 60 : 3600;

        r->has_instant = true;
        r->instant = r->now + (kk_time)sign * n * unit;
        return KK_OK;
    }
    if (take(r, "日"))
        take(r, sign > 0 ? "後" : "前");
    r->has_day = true;
    r->day = kk_day_of(r->now) + sign * n;
    return KK_OK;
}

static bool take_day_word(struct reader *r)
{
    static const struct {
        const char *word;
        int days;
    } words[] = {
        {"一昨日", -2}, {"おととい", -2}, {"昨日", -1}, {"きのう", -1},
        {"昨", -1},     {"今日", 0},      {"本日", 0},  {"きょう", 0},
        {"明後日", 2},  {"あさって", 2},  {"明日", 1},  {"あした", 1},
        {"あす", 1},    {"翌日", 1},      {"翌", 1},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!take(r, words[i].word))
            continue;
        r->has_day = true;
        r->day = kk_day_of(r->now) + words[i].days;
        return true;
    }
    return false;
}

/* Digits that begin a date, not a time of day. */
static bool date_ahead(const char *p)
{
    size_t n = digits(p);

    return n == 8 || (n > 0 && (p[n] == '/' || p[n] == '-' || p[n] == '.' ||
                                kk_str_starts(p + n, "年") ||
                                kk_str_starts(p + n, "月")));
}

static enum kk_status read_date(struct reader *r)
{
    static const char *const eras[] = {"令和", "平成", "昭和", "R", "H", "S"};
    static const char *const now_words[] = {"NOW", "今", "いま", NULL};

    if (take_day_word(r))
        return KK_OK;
    if (take_any(r, now_words)) {
        r->has_instant = true;
        r->instant = r->now;
        return KK_OK;
    }
    if (*r->p == '+' || *r->p == '-')
        return read_offset(r);
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
        if (take(r, eras[i]))
            return read_era(r, eras[i]);
    if (date_ahead(r->p))
        return read_western(r);
    return KK_OK;
}

/* (水) after a date: what contradicts itself is refused, not guessed. */
static enum kk_status read_wday(struct reader *r)
{
    int wday = kk_day_wday(r->day);

    if (!r->has_day || !take(r, "("))
        return KK_OK;
    if (!take(r, kk_wday_name(wday)))
        return kk_fail(r->err, KK_REFUSED, "その日は%s曜日です。",
                       kk_wday_name(wday));
    take(r, "曜日");
    take(r, "曜");
    return take(r, ")") ? KK_OK : unreadable(r);
}

static enum kk_status read_time(struct reader *r)
{
    size_t n = digits(r->p);
    int sec = 0;

    if (n == 3 || n == 4) {
        take_number(r, 3, 4, &r->min);
        r->hour = r->min / 100;
        r->min %= 100;
    } else if (!take_number(r, 1, 2, &r->hour)) {
        return unreadable(r);
    } else if (take(r, "時")) {
        if (take(r, "半"))
            r->min = 30;
        else if (digits(r->p) > 0 &&
                 (!take_number(r, 1, 2, &r->min) || !take(r, "分")))
            return unreadable(r);
    } else if (!take(r, ":") || !take_number(r, 2, 2, &r->min) ||
               (take(r, ":") && !take_number(r, 2, 2, &sec))) {
        return unreadable(r);
    }
    if (r->hour > 23 || r->min > 59 || sec > 59)
        return kk_fail(r->err, KK_REFUSED, "%d時%d分という時刻はありません。",
                       r->hour, r->min);
    r->has_time = true;
    return KK_OK;
}

static enum kk_status read_all(struct reader *r)
{
    enum kk_status st;

    skip_spaces(r);
    if (*r->p == '\0')
        return kk_fail(r->err, KK_REFUSED, "空です。");
    st = read_date(r);
    if (st != KK_OK)
        return st;
    skip_spaces(r);
    st = read_wday(r);
    if (st != KK_OK)
        return st;
    skip_spaces(r);
    if (r->has_day && take(r, "T"))
        skip_spaces(r);
    if (*r->p != '\0' && !r->has_instant) {
        st = read_time(r);
        skip_spaces(r);
    }
    if (st == KK_OK && *r->p != '\0')
        st = unreadable(r);
    return st;
}

static enum kk_status read_text(struct reader *r, const char *text)
{
    struct kk_str s = {0};
    enum kk_status st;

    normalise(text, &s);
    r->p = kk_str_c(&s);
    st = read_all(r);
    r->p = NULL;
    kk_str_free(&s);
    return st;
}

/* Puts what was typed before the reason in `err`, and an example behind it. */
static enum kk_status explain(struct kk_err *err, enum kk_status st,
                              const char *text, const char *example)
{
    struct kk_str s = {0};

    if (err == NULL)
        return st;
    if (strlen(text) <= TEXT_SHOWN_BYTES)
        kk_str_addf(&s, "「%s」: ", text);
    kk_str_addf(&s, "%s%s", err->text, example);
    kk_fail(err, st, "%s", kk_str_c(&s));
    kk_str_free(&s);
    return st;
}

enum kk_status kk_time_parse(const char *text, kk_time now, kk_time *out,
                             struct kk_err *err)
{
    struct reader r = {.now = now, .err = err};
    enum kk_status st = read_text(&r, text);
    kk_time t;

    *out = 0;
    if (st == KK_OK && !r.has_instant && !r.has_time)
        st = kk_fail(err, KK_REFUSED, "時刻がありません。");
    if (r.has_instant)
        t = kk_time_cut(r.instant);
    else
        t = kk_day_start(r.has_day ? r.day : kk_day_of(now)) + r.hour * 3600 +
            r.min * 60;
    if (st == KK_OK && t <= 0)
        st = kk_fail(err, KK_REFUSED, "1970年より前です。");
    if (st == KK_OK) {
        *out = t;
        return KK_OK;
    }
    return explain(err, st, text, "例: 14:20、昨日 14:20、9/16 14:20");
}

/* Spreadsheets write a date as midnight of that day. */
static enum kk_status check_midnight(const struct reader *r)
{
    return r->has_time && (r->hour != 0 || r->min != 0)
               ? kk_fail(r->err, KK_REFUSED, "時刻は入れられません。")
               : KK_OK;
}

enum kk_status kk_day_parse_full(const char *text, kk_day *out,
                                 struct kk_err *err)
{
    /* Only a day near to now needs one. */
    struct reader r = {.now = 1, .err = err};
    enum kk_status st = read_text(&r, text);

    *out = 0;
    if (st == KK_OK && !r.has_year)
        st = kk_fail(err, KK_REFUSED, "年のある日付ではありません。");
    if (st == KK_OK)
        st = check_midnight(&r);
    if (st == KK_OK) {
        *out = r.day;
        return KK_OK;
    }
    return explain(err, st, text, "例: 2024/3/31、R6.3.31");
}

enum kk_status kk_month_days(const char *text, kk_day *first, kk_day *last,
                             struct kk_err *err)
{
    char day[16];
    int y, m, d;

    kk_fmt(day, sizeof day, "%s-01", text);
    if (strlen(text) != 7 || text[4] != '-' ||
        kk_day_parse_full(day, first, NULL) != KK_OK)
        return kk_fail(err, KK_USAGE,
                       "「%.*s」は月ではありません（例: 2023-06）",
                       KK_CUT(text, 20));
    kk_day_split(*first, &y, &m, &d);
    *last = kk_day_make(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, 1) - 1;
    return KK_OK;
}

enum kk_status kk_day_parse(const char *text, kk_time now, kk_day *out,
                            struct kk_err *err)
{
    struct reader r = {.now = now, .err = err};
    enum kk_status st = read_text(&r, text);

    *out = 0;
    if (st == KK_OK && r.has_instant && r.instant == now) {
        r.has_day = true;
        r.day = kk_day_of(now);
    }
    if (st == KK_OK && !r.has_day)
        st = kk_fail(err, KK_REFUSED, "日付がありません。");
    if (st == KK_OK)
        st = check_midnight(&r);
    if (st == KK_OK) {
        *out = r.day;
        return KK_OK;
    }
    return explain(err, st, text, "例: 9/16、昨日、+3、2026/9/16、R8.9.16");
}
