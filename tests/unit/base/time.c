#include "test.h"

#include <kikusui/base/time.h>

static kk_time at(int y, int m, int d, int hour, int min)
{
    return kk_time_of(&(struct kk_civil){
        .year = y, .month = m, .day = d, .hour = hour, .min = min});
}

START_TEST(civil_is_jst)
{
    struct kk_civil c;

    ck_assert_int_eq(at(1970, 1, 1, 9, 0), 0);
    ck_assert_int_eq(at(2023, 4, 12, 10, 20), 1681262400);
    kk_civil_of(1681262400 + 59, &c);
    ck_assert_int_eq(c.year * 10000 + c.month * 100 + c.day, 20230412);
    ck_assert_int_eq(c.hour * 10000 + c.min * 100 + c.sec, 102059);
    ck_assert_int_eq(c.wday, 3);
    ck_assert_int_eq(kk_time_cut(1681262400 + 59), 1681262400);
    ck_assert_int_eq(kk_time_cut(-1), -60);
}
END_TEST

START_TEST(days_of_1970_to_2099_go_round)
{
    int y, m, d, wday = 4;
    kk_day last = kk_day_make(2099, 12, 31);
    int py = 1969, pm = 12, pd = 31;

    ck_assert_int_eq(last, 47481);
    for (kk_day day = 0; day <= last; day++, wday = (wday + 1) % 7) {
        kk_day_split(day, &y, &m, &d);
        ck_assert(kk_date_valid(y, m, d));
        ck_assert_int_eq(kk_day_make(y, m, d), day);
        ck_assert_int_eq(kk_day_wday(day), wday);
        ck_assert_int_eq(kk_day_of(kk_day_start(day)), day);
        ck_assert_int_eq(kk_day_of(kk_day_start(day) - 1), day - 1);
        /* One day on: the next day, month or year. */
        ck_assert((y == py && m == pm && d == pd + 1) ||
                  (y == py && m == pm + 1 && d == 1) ||
                  (y == py + 1 && m == 1 && d == 1));
        py = y;
        pm = m;
        pd = d;
    }
}
END_TEST

START_TEST(knows_impossible_dates)
{
    ck_assert(kk_date_valid(2024, 2, 29));
    ck_assert(kk_date_valid(2000, 2, 29));
    ck_assert(!kk_date_valid(2023, 2, 29));
    ck_assert(!kk_date_valid(2100, 2, 29));
    ck_assert(!kk_date_valid(2023, 4, 31));
    ck_assert(!kk_date_valid(2023, 0, 1));
    ck_assert(!kk_date_valid(2023, 13, 1));
    ck_assert(!kk_date_valid(2023, 1, 0));
}
END_TEST

START_TEST(formats)
{
    kk_time t = at(2023, 4, 12, 10, 20);
    char b[KK_TIME_BYTES];

    ck_assert_str_eq(kk_time_iso(t, b), "2023-04-12T10:20");
    ck_assert_str_eq(kk_day_iso(kk_day_of(t), b), "2023-04-12");
    ck_assert_str_eq(kk_time_long(t, b), "令和5年4月12日(水) 10:20");
    ck_assert_str_eq(kk_day_long(kk_day_of(t), b), "令和5年4月12日(水)");
    ck_assert_str_eq(kk_day_era(kk_day_of(t), b), "R5.4.12");
}
END_TEST

START_TEST(eras_begin_on_their_day)
{
    static const struct {
        int y, m, d;
        const char *words, *letters;
    } days[] = {
        {2019, 5, 1, "令和元年5月1日(水)", "R1.5.1"},
        {2019, 4, 30, "平成31年4月30日(火)", "H31.4.30"},
        {1989, 1, 8, "平成元年1月8日(日)", "H1.1.8"},
        {1989, 1, 7, "昭和64年1月7日(土)", "S64.1.7"},
        {1926, 12, 25, "昭和元年12月25日(土)", "S1.12.25"},
        {1926, 12, 24, "1926年12月24日(金)", "1926.12.24"},
        {2020, 1, 1, "令和2年1月1日(水)", "R2.1.1"},
    };
    char b[KK_TIME_BYTES];

    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        kk_day d = kk_day_make(days[i].y, days[i].m, days[i].d);

        ck_assert_str_eq(kk_day_long(d, b), days[i].words);
        ck_assert_str_eq(kk_day_era(d, b), days[i].letters);
    }
}
END_TEST

START_TEST(short_form_is_told_from_now)
{
    kk_time now = at(2023, 4, 12, 0, 5);
    char b[KK_TIME_BYTES];

    ck_assert_str_eq(kk_time_short(at(2023, 4, 12, 23, 59), now, b), "23:59");
    ck_assert_str_eq(kk_time_short(at(2023, 4, 11, 14, 20), now, b), "昨14:20");
    ck_assert_str_eq(kk_time_short(at(2023, 4, 13, 8, 55), now, b), "翌08:55");
    ck_assert_str_eq(kk_time_short(at(2023, 4, 14, 8, 55), now, b),
                     "4/14 08:55");
    ck_assert_str_eq(kk_time_short(at(2022, 9, 2, 8, 55), now, b),
                     "R4.9.2 08:55");
    ck_assert_str_eq(
        kk_time_short(at(2024, 1, 4, 9, 0), at(2023, 12, 28, 16, 30), b),
        "1/4 09:00");
    ck_assert_str_eq(
        kk_time_short(at(2023, 12, 28, 16, 30), at(2024, 1, 4, 8, 45), b),
        "12/28 16:30");
    /* New Year's Eve is yesterday before it is another year. */
    ck_assert_str_eq(
        kk_time_short(at(2022, 12, 31, 9, 0), at(2023, 1, 1, 9, 0), b),
        "昨09:00");
}
END_TEST

START_TEST(clock_is_fixed_by_a_whole_time_only)
{
    struct kk_clock c;
    struct kk_err err = {0};

    setenv("KIKUSUI_NOW", "2023-04-12T10:20", 1);
    ck_ok(kk_clock_init(&c, &err), &err);
    ck_assert_int_eq(kk_now(&c), at(2023, 4, 12, 10, 20));
    setenv("KIKUSUI_NOW", "令和5年4月12日 10:20", 1);
    ck_ok(kk_clock_init(&c, &err), &err);
    ck_assert_int_eq(kk_now(&c), at(2023, 4, 12, 10, 20));
    setenv("KIKUSUI_NOW", "10:20", 1);
    ck_assert_int_eq(kk_clock_init(&c, &err), KK_USAGE);
    ck_assert_int_eq(c.fixed, 0);
    setenv("KIKUSUI_NOW", "4/12 10:20", 1);
    ck_assert_int_eq(kk_clock_init(&c, &err), KK_USAGE);
    setenv("KIKUSUI_NOW", "today", 1);
    ck_assert_int_eq(kk_clock_init(&c, &err), KK_USAGE);
    unsetenv("KIKUSUI_NOW");
    ck_ok(kk_clock_init(&c, &err), &err);
    ck_assert_int_gt(kk_now(&c), at(2023, 1, 1, 0, 0));
}
END_TEST

/* What is recorded then others take. */
START_TEST(no_clock_goes_beyond_the_year_9999)
{
    struct kk_clock c = {.fixed = INT64_MAX / 2};

    ck_assert_int_eq(kk_now(&c), kk_day_start(kk_day_make(10000, 1, 1)) - 1);
    ck_assert_int_lt(kk_now(&c), INT64_C(253402300800));
    ck_assert(!kk_time_plausible(kk_now(&c)));
    c.fixed = INT64_MIN / 2;
    ck_assert_int_gt(kk_now(&c), -INT64_C(253402300800));
    c.fixed = 86400;
    ck_assert_int_eq(kk_now(&c), 86400);
    ck_assert(!kk_time_plausible(86400));
    ck_assert(kk_time_plausible(at(2023, 4, 12, 10, 20)));
}
END_TEST

KK_TEST_MAIN("time", civil_is_jst, days_of_1970_to_2099_go_round,
             knows_impossible_dates, formats, eras_begin_on_their_day,
             short_form_is_told_from_now, clock_is_fixed_by_a_whole_time_only,
             no_clock_goes_beyond_the_year_9999)
