/* Japan's national holidays (国民の祝日に関する法律), which close the desk
 * under contract §6. Computed for 2000 to 2099; a list the office has loaded
 * wins over the computation where it is a full list. Pure: no store, no I/O. */
#ifndef KIKUSUI_RULES_HOLIDAY_H
#define KIKUSUI_RULES_HOLIDAY_H

#include <kikusui/base/time.h>

#define KK_HOLIDAY_FIRST_YEAR 2000
#define KK_HOLIDAY_LAST_YEAR 2099
#define KK_HOLIDAY_YEAR_MAX 32 /* more than any year has */

enum kk_holiday_kind {
    KK_HOLIDAY_NONE = 0,
    KK_HOLIDAY_NATIONAL,   /* 祝日 */
    KK_HOLIDAY_SUBSTITUTE, /* 振替休日 */
    KK_HOLIDAY_BETWEEN     /* 国民の休日, between two others */
};

struct kk_holiday {
    kk_day day;
    enum kk_holiday_kind kind;
    const char *name; /* 憲法記念日, 振替休日, 国民の休日 */
};

/* The holidays of one year by the law, in order. Returns how many were
 * written; 0 outside 2000 to 2099. */
size_t kk_holiday_year(int year, struct kk_holiday out[KK_HOLIDAY_YEAR_MAX]);
/* 祝日, 振替休日, 国民の休日; "" for KK_HOLIDAY_NONE. */
const char *kk_holiday_kind_name(enum kk_holiday_kind kind);
/* The kind of that name, KK_HOLIDAY_NONE for any other word or NULL. */
enum kk_holiday_kind kk_holiday_kind_of(const char *name);

/* Computation and loaded list as one. */
struct kk_holidays;

/* `rows` (n may be 0) are the loaded list, in any order, names borrowed for
 * the time of the call. A row wins for its own day: it adds that holiday, or,
 * with an empty or NULL name, takes the computed one away. Where ten rows or
 * more follow each other at most 100 days apart, the list is taken to be
 * complete from the first of them to the last, and the computation counts for
 * nothing there. A row's kind may be left KK_HOLIDAY_NONE: it is then told by
 * its name (the Cabinet Office's file calls 振替休日 and 国民の休日 just 休日:
 * such a row takes kind and name from the computation). */
struct kk_holidays *kk_holidays_new(const struct kk_holiday *rows, size_t n);
void kk_holidays_free(struct kk_holidays **h); /* sets it NULL */

/* The holiday of that day, or NULL. Borrowed from h. */
const struct kk_holiday *kk_holidays_at(const struct kk_holidays *h, kk_day d);
/* Those of [from, to] (both inclusive), in order; *first is borrowed. */
size_t kk_holidays_span(const struct kk_holidays *h, kk_day from, kk_day to,
                        const struct kk_holiday **first);

/* A day the loaded list and the computation see differently: a whole list's
 * missing or different holiday, or a single row that adds or takes one. */
struct kk_holiday_diff {
    kk_day day;
    const char *loaded;   /* NULL: not in the loaded list */
    const char *computed; /* NULL: not by the law as this program knows it */
};
size_t kk_holidays_diffs(const struct kk_holidays *h,
                         const struct kk_holiday_diff **first);

#endif
