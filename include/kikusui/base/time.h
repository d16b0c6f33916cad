/* Time. Stored as UTC seconds, shown in Japanese standard time (UTC+9, no
 * summer time). The clock is injected: KIKUSUI_NOW fixes it. */
#ifndef KIKUSUI_BASE_TIME_H
#define KIKUSUI_BASE_TIME_H

#include <kikusui/base/str.h>

typedef int64_t kk_time; /* UTC seconds since 1970; 0 is "not told" */
typedef int32_t kk_day;  /* JST days since 1970-01-01 */

struct kk_civil {
    int year, month, day, hour, min, sec;
    int wday; /* 0 Sunday … 6 Saturday; ignored on input */
};

struct kk_clock {
    kk_time fixed; /* 0: the system's clock */
};
/* Within the year 9999 either way, whatever the clock says: beyond it nothing
 * can be recorded that others would take. */
kk_time kk_now(const struct kk_clock *c);
/* No clock that is right shows a time before this program or beyond its
 * calendar: an empty battery, mostly. */
bool kk_time_plausible(kk_time now);
/* Reads KIKUSUI_NOW (any form kk_time_parse takes in full); KK_USAGE when it
 * is set and not a time. */
enum kk_status kk_clock_init(struct kk_clock *c, struct kk_err *err) KK_MUST;

kk_time kk_time_of(const struct kk_civil *jst);
void kk_civil_of(kk_time t, struct kk_civil *jst);
kk_day kk_day_of(kk_time t);    /* the JST day t falls on */
kk_time kk_day_start(kk_day d); /* 0:00 JST of that day */
kk_day kk_day_make(int y, int m, int d);
void kk_day_split(kk_day day, int *y, int *m, int *d);
int kk_day_wday(kk_day d); /* 0 Sunday … 6 Saturday */
bool kk_date_valid(int y, int m, int d);
kk_time kk_time_cut(kk_time t); /* to the whole minute, downwards */
/* The day in an era named R, H, S or 令和, 平成, 昭和. KK_REFUSED for a day
 * that is none or comes before the era; a year beyond the era's end is taken,
 * as in papers written before the change. */
enum kk_status kk_era_day(const char *era, int year, int m, int d, kk_day *out,
                          struct kk_err *err) KK_MUST;

/* What people type: 2023-04-12T10:20, 2023-04-12 10:20, 10:20 (that day),
 * 1020, 昨日 14:20, 今日, 明日, +3 (days; +30分 minutes, +2時間 hours),
 * 9/16 14:20, 9月16日 14:20, 2023/9/16, R8.9.16 10:20, 令和8年9月16日,
 * 20230916, 今 or now; full-width digits and signs alike. A date without a
 * year is the nearest one to now. A date without a time is refused by
 * kk_time_parse unless it is 今. Seconds are cut. KK_REFUSED says what is
 * wrong and shows an example. */
enum kk_status kk_time_parse(const char *text, kk_time now, kk_time *out,
                             struct kk_err *err) KK_MUST;
enum kk_status kk_day_parse(const char *text, kk_time now, kk_day *out,
                            struct kk_err *err) KK_MUST;
/* What a list says: only a day that names its year, so that it means the same
 * whenever it is read. */
enum kk_status kk_day_parse_full(const char *text, kk_day *out,
                                 struct kk_err *err) KK_MUST;

/* A month as it is typed, 2023-06: its first and last day. KK_USAGE. */
enum kk_status kk_month_days(const char *text, kk_day *first, kk_day *last,
                             struct kk_err *err) KK_MUST;

/* Formats; every buffer of KK_TIME_BYTES is large enough. They return buf. */
#define KK_TIME_BYTES 64
char *kk_time_iso(kk_time t, char buf[KK_TIME_BYTES]); /* 2023-04-12T10:20 */
char *kk_day_iso(kk_day d, char buf[KK_TIME_BYTES]);   /* 2023-04-12 */
char *kk_time_long(kk_time t, char buf[KK_TIME_BYTES]);
/* 令和5年4月12日(水) 10:20 */
char *kk_day_long(kk_day d, char buf[KK_TIME_BYTES]); /* 令和5年4月12日(水) */
char *kk_day_era(kk_day d, char buf[KK_TIME_BYTES]); /* R5.4.12 */
/* Short, next to now: 10:20 today, 昨14:20, 翌08:55, 4/12 10:20 this year and
 * within half a year, R4.9.2 08:55 otherwise. */
char *kk_time_short(kk_time t, kk_time now, char buf[KK_TIME_BYTES]);
const char *kk_wday_name(int wday); /* 日 … 土 */

#endif
