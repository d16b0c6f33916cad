/* Instants, days and the Japanese calendar date; how they are written. */
#include <kikusui/base/time.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_SEC = 86400, JST_SEC = 9 * 3600, HALF_YEAR_DAYS = 183 };

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

kk_time kk_now(const struct kk_clock *c)
{
    const kk_time last = kk_day_start(kk_day_make(10000, 1, 1)) - 1;
    kk_time now = c->fixed != 0 ? c->fixed : (kk_time)time(NULL);

    return now > last ? last : now < -last ? -last : now;
}

bool kk_time_plausible(kk_time now)
{
    return now >= kk_day_start(kk_day_make(2020, 1, 1)) &&
           now < kk_day_start(kk_day_make(9999, 1, 1));
}

enum kk_status kk_clock_init(struct kk_clock *c, struct kk_err *err)
{
    /* A time in full is one that reads the same whenever it is read. */
    const kk_time once = kk_day_start(kk_day_make(2000, 1, 1));
    const kk_time later = kk_day_start(kk_day_make(2050, 6, 15));
    const char *text = getenv("KIKUSUI_NOW");
    kk_time a, b;

    *c = (struct kk_clock){0};
    if (text == NULL || *text == '\0')
        return KK_OK;
    if (kk_time_parse(text, once, &a, NULL) != KK_OK ||
        kk_time_parse(text, later, &b, NULL) != KK_OK || a != b)
        return kk_fail(err, KK_USAGE,
                       "環境変数 KIKUSUI_NOW の「%s」は日時ではありません。"
                       "2023-04-12T10:20 のように年から入れてください。",
                       text);
    c->fixed = a;
    return KK_OK;
}

/* Days of the proleptic Gregorian calendar, counted in years that begin in
 * March so that the leap day comes last. */
kk_day kk_day_make(int y, int m, int d)
{
    int64_t year = (int64_t)y - (m <= 2);
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month = (m + 9) % 12;
    int64_t day_of_year = (153 * month + 2) / 5 + d - 1;

    return (kk_day)(era * 146097 + year_of_era * 365 + year_of_era / 4 -
                    year_of_era / 100 + day_of_year - 719468);
}

void kk_day_split(kk_day day, int *y, int *m, int *d)
{
    int64_t n = (int64_t)day + 719468;
    int64_t era = floor_div(n, 146097);
    int64_t day_of_era = n - era * 146097;
    int64_t year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                    day_of_era / 146096) /
                   365;
    int64_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * day_of_year + 2) / 153;

    *d = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    *m = (int)(month < 10 ? month + 3 : month - 9);
    *y = (int)(year + era * 400 + (*m <= 2));
}

kk_time kk_time_of(const struct kk_civil *jst)
{
    return kk_day_start(kk_day_make(jst->year, jst->month, jst->day)) +
           jst->hour * 3600 + jst->min * 60 + jst->sec;
}

void kk_civil_of(kk_time t, struct kk_civil *jst)
{
    kk_day day = kk_day_of(t);
    int sec = (int)(t - kk_day_start(day));

    kk_day_split(day, &jst->year, &jst->month, &jst->day);
    jst->hour = sec / 3600;
    jst->min = sec / 60 % 60;
    jst->sec = sec % 60;
    jst->wday = kk_day_wday(day);
}

kk_day kk_day_of(kk_time t)
{
    return (kk_day)floor_div(t + JST_SEC, DAY_SEC);
}

kk_time kk_day_start(kk_day d)
{
    return (kk_time)d * DAY_SEC - JST_SEC;
}

int kk_day_wday(kk_day d)
{
    /* 1970-01-01 was a Thursday. */
    int64_t n = (int64_t)d + 4;

    return (int)(n - floor_div(n, 7) * 7);
}

bool kk_date_valid(int y, int m, int d)
{
    int y2, m2, d2;

    if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    kk_day_split(kk_day_make(y, m, d), &y2, &m2, &d2);
    return y2 == y && m2 == m && d2 == d;
}

kk_time kk_time_cut(kk_time t)
{
    return floor_div(t, 60) * 60;
}

/* Newest first. The year of the era is the year less `before`. */
static const struct era {
    const char *name;
    char letter;
    int year, month, day, before;
} eras[] = {
    {.name = "令和",
     .letter = 'R',
     .year = 2019,
     .month = 5,
     .day = 1,
     .before = 2018},
    {.name = "平成",
     .letter = 'H',
     .year = 1989,
     .month = 1,
     .day = 8,
     .before = 1988},
    {.name = "昭和",
     .letter = 'S',
     .year = 1926,
     .month = 12,
     .day = 25,
     .before = 1925},
};

/* NULL before the first of them. */
static const struct era *era_of(kk_day day)
{
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
        if (day >= kk_day_make(eras[i].year, eras[i].month, eras[i].day))
            return &eras[i];
    return NULL;
}

enum kk_status kk_era_day(const char *era, int year, int m, int d, kk_day *out,
                          struct kk_err *err)
{
    *out = 0;
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        const struct era *e = &eras[i];
        const char letter[] = {e->letter, '\0'};

        if (strcmp(era, e->name) != 0 && strcmp(era, letter) != 0)
            continue;
        if (year < 1 || year > 200 || !kk_date_valid(e->before + year, m, d))
            return kk_fail(err, KK_REFUSED, "%s%d年%d月%d日はありません。",
                           e->name, year, m, d);
        *out = kk_day_make(e->before + year, m, d);
        if (*out >= kk_day_make(e->year, e->month, e->day))
            return KK_OK;
        *out = 0;
        return kk_fail(err, KK_REFUSED, "%sは%d年%d月%d日からです。", e->name,
                       e->year, e->month, e->day);
    }
    return kk_fail(err, KK_REFUSED, "「%s」という元号は読めません。", era);
}

char *kk_time_iso(kk_time t, char buf[KK_TIME_BYTES])
{
    struct kk_civil c;

    kk_civil_of(t, &c);
    snprintf(buf, KK_TIME_BYTES, "%04d-%02d-%02dT%02d:%02d", c.year, c.month,
             c.day, c.hour, c.min);
    return buf;
}

char *kk_day_iso(kk_day d, char buf[KK_TIME_BYTES])
{
    int y, m, day;

    kk_day_split(d, &y, &m, &day);
    snprintf(buf, KK_TIME_BYTES, "%04d-%02d-%02d", y, m, day);
    return buf;
}

char *kk_time_long(kk_time t, char buf[KK_TIME_BYTES])
{
    struct kk_civil c;
    size_t n;

    kk_civil_of(t, &c);
    kk_day_long(kk_day_of(t), buf);
    n = strlen(buf);
    snprintf(buf + n, KK_TIME_BYTES - n, " %02d:%02d", c.hour, c.min);
    return buf;
}

char *kk_day_long(kk_day d, char buf[KK_TIME_BYTES])
{
    const struct era *e = era_of(d);
    char year[24];
    int y, m, day;

    kk_day_split(d, &y, &m, &day);
    if (e == NULL)
        snprintf(year, sizeof year, "%d", y);
    else if (y - e->before == 1)
        snprintf(year, sizeof year, "%s元", e->name);
    else
        snprintf(year, sizeof year, "%s%d", e->name, y - e->before);
    snprintf(buf, KK_TIME_BYTES, "%s年%d月%d日(%s)", year, m, day,
             kk_wday_name(kk_day_wday(d)));
    return buf;
}

char *kk_day_era(kk_day d, char buf[KK_TIME_BYTES])
{
    const struct era *e = era_of(d);
    int y, m, day;

    kk_day_split(d, &y, &m, &day);
    if (e == NULL)
        snprintf(buf, KK_TIME_BYTES, "%d.%d.%d", y, m, day);
    else
        snprintf(buf, KK_TIME_BYTES, "%c%d.%d.%d", e->letter, y - e->before, m,
                 day);
    return buf;
}

char *kk_time_short(kk_time t, kk_time now, char buf[KK_TIME_BYTES])
{
    kk_day day = kk_day_of(t), today = kk_day_of(now);
    struct kk_civil c, n;

    kk_civil_of(t, &c);
    kk_civil_of(now, &n);
    if (day == today)
        snprintf(buf, KK_TIME_BYTES, "%02d:%02d", c.hour, c.min);
    else if (day == today - 1)
        snprintf(buf, KK_TIME_BYTES, "昨%02d:%02d", c.hour, c.min);
    else if (day == today + 1)
        snprintf(buf, KK_TIME_BYTES, "翌%02d:%02d", c.hour, c.min);
    else if (c.year == n.year ||
             (day - today < HALF_YEAR_DAYS && today - day < HALF_YEAR_DAYS))
        snprintf(buf, KK_TIME_BYTES, "%d/%d %02d:%02d", c.month, c.day, c.hour,
                 c.min);
    else {
        kk_day_era(day, buf);
        snprintf(buf + strlen(buf), KK_TIME_BYTES - strlen(buf), " %02d:%02d",
                 c.hour, c.min);
    }
    return buf;
}

const char *kk_wday_name(int wday)
{
    static const char *const names[] = {"日", "月", "火", "水",
                                        "木", "金", "土"};

    return wday >= 0 && wday < 7 ? names[wday] : "";
}
