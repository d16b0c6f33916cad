#include "fixture.h"
#include "known.h"

#include <kikusui/rules/holiday.h>

static void render(int year, struct kk_str *out)
{
    struct kk_holiday h[KK_HOLIDAY_YEAR_MAX];
    size_t n = kk_holiday_year(year, h);

    for (size_t i = 0; i < n; i++) {
        int y;
        int m;
        int d;
        kk_day_split(h[i].day, &y, &m, &d);
        ck_assert_int_eq(y, year);
        kk_str_addf(out, "%s%d/%d%s", i > 0 ? " " : "", m, d, h[i].name);
    }
}

START_TEST(known_years_are_computed_as_they_were)
{
    for (size_t i = 0; i < KNOWN_YEARS; i++) {
        struct kk_str got = {0};
        render(known_years[i].year, &got);
        ck_assert_msg(kk_streq(kk_str_c(&got), known_years[i].days),
                      "%d\n got %s\nwant %s", known_years[i].year,
                      kk_str_c(&got), known_years[i].days);
        kk_str_free(&got);
    }
}
END_TEST

START_TEST(kinds_follow_names)
{
    for (int y = KK_HOLIDAY_FIRST_YEAR; y <= KK_HOLIDAY_LAST_YEAR; y++) {
        struct kk_holiday h[KK_HOLIDAY_YEAR_MAX];
        size_t n = kk_holiday_year(y, h);
        ck_assert_uint_ge(n, 15);
        for (size_t i = 0; i < n; i++) {
            enum kk_holiday_kind special = kk_holiday_kind_of(h[i].name);
            ck_assert_int_eq(h[i].kind, special != KK_HOLIDAY_NONE
                                            ? special
                                            : KK_HOLIDAY_NATIONAL);
            ck_assert(i == 0 || h[i - 1].day < h[i].day);
        }
    }
}
END_TEST

/* §3(2): no holiday on a Sunday goes without its day off, in any year. */
START_TEST(every_sunday_holiday_has_a_substitute)
{
    for (int y = 2007; y <= KK_HOLIDAY_LAST_YEAR; y++) {
        struct kk_holiday h[KK_HOLIDAY_YEAR_MAX];
        size_t n = kk_holiday_year(y, h);
        size_t sundays = 0;
        size_t moved = 0;
        for (size_t i = 0; i < n; i++) {
            sundays +=
                h[i].kind == KK_HOLIDAY_NATIONAL && kk_day_wday(h[i].day) == 0;
            moved += h[i].kind == KK_HOLIDAY_SUBSTITUTE;
        }
        ck_assert_uint_eq(sundays, moved);
    }
}
END_TEST

/* Years in which an equinox leaves its usual day, or comes back to it. */
START_TEST(equinoxes_over_the_century)
{
    static const char *const days[] = {
        "2012-09-22", "2016-09-22", "2017-03-20", "2020-09-22", "2023-03-21",
        "2023-09-23", "2024-09-22", "2025-03-20", "2027-03-21", "2031-03-21",
        "2032-09-22", "2045-09-22", "2050-03-20"};
    struct kk_holidays *h = kk_holidays_new(NULL, 0);

    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        const struct kk_holiday *got = kk_holidays_at(h, on(days[i]));
        ck_assert_msg(got != NULL, "%s", days[i]);
        ck_assert_str_eq(got->name,
                         days[i][6] == '3' ? "春分の日" : "秋分の日");
    }
    kk_holidays_free(&h);
}
END_TEST

START_TEST(years_outside_have_none)
{
    struct kk_holiday h[KK_HOLIDAY_YEAR_MAX];

    ck_assert_uint_eq(kk_holiday_year(1999, h), 0);
    ck_assert_uint_eq(kk_holiday_year(2100, h), 0);
}
END_TEST

KK_TEST_MAIN("holiday", known_years_are_computed_as_they_were,
             kinds_follow_names, every_sunday_holiday_has_a_substitute,
             equinoxes_over_the_century, years_outside_have_none)
