#include "test.h"

#include <kikusui/base/time.h>

#include <string.h>

/* 2023-04-12 (水) 10:05:40 JST */
static kk_time now(void)
{
    return kk_time_of(&(struct kk_civil){
        .year = 2023, .month = 4, .day = 12, .hour = 10, .min = 5, .sec = 40});
}

struct example {
    const char *typed, *iso;
};

static void check_times(const struct example *e, size_t n, kk_time at)
{
    for (size_t i = 0; i < n; i++) {
        struct kk_err err = {0};
        char iso[KK_TIME_BYTES];
        kk_time t;

        ck_assert_msg(kk_time_parse(e[i].typed, at, &t, &err) == KK_OK,
                      "%s: %s", e[i].typed, err.text);
        ck_assert_int_eq(t % 60, 0);
        kk_time_iso(t, iso);
        ck_assert_msg(strcmp(iso, e[i].iso) == 0, "%s: %s", e[i].typed, iso);
    }
}

static void check_days(const struct example *e, size_t n, kk_time at)
{
    for (size_t i = 0; i < n; i++) {
        struct kk_err err = {0};
        char iso[KK_TIME_BYTES];
        kk_day d;

        ck_assert_msg(kk_day_parse(e[i].typed, at, &d, &err) == KK_OK, "%s: %s",
                      e[i].typed, err.text);
        kk_day_iso(d, iso);
        ck_assert_msg(strcmp(iso, e[i].iso) == 0, "%s: %s", e[i].typed, iso);
    }
}

#define CHECK_TIMES(e) check_times(e, sizeof(e) / sizeof *(e), now())
#define CHECK_DAYS(e) check_days(e, sizeof(e) / sizeof *(e), now())

START_TEST(takes_whole_times)
{
    static const struct example examples[] = {
        {"2023-04-12T10:20", "2023-04-12T10:20"},
        {"2023-04-12 10:20", "2023-04-12T10:20"},
        {"2023-04-12t10:20:59", "2023-04-12T10:20"},
        {"2023/9/16 9:05", "2023-09-16T09:05"},
        {"2023/9/16 9:05:30", "2023-09-16T09:05"},
        {"2023年9月16日 14時20分", "2023-09-16T14:20"},
        {"2023年9月16日14時", "2023-09-16T14:00"},
        {"20230916 1020", "2023-09-16T10:20"},
        {"R8.9.16 10:20", "2026-09-16T10:20"},
        {"r8/9/16 10:20", "2026-09-16T10:20"},
        {"R8-9-16 10:20", "2026-09-16T10:20"},
        {"令和8年9月16日 10:20", "2026-09-16T10:20"},
        {"令和元年5月1日(水) 0:00", "2019-05-01T00:00"},
        {"平成31年4月30日 23:59", "2019-04-30T23:59"},
        {"H元.1.8 8:45", "1989-01-08T08:45"},
        {"S64.1.7 8:45", "1989-01-07T08:45"},
        /* Papers written before the change count on. */
        {"平成35年4月12日 8:45", "2023-04-12T08:45"},
        {"2024-02-29 12:00", "2024-02-29T12:00"},
    };

    CHECK_TIMES(examples);
}
END_TEST

START_TEST(takes_times_told_from_now)
{
    static const struct example examples[] = {
        {"14:20", "2023-04-12T14:20"},
        {"9:05", "2023-04-12T09:05"},
        {"1020", "2023-04-12T10:20"},
        {"905", "2023-04-12T09:05"},
        {"0:00", "2023-04-12T00:00"},
        {"23:59", "2023-04-12T23:59"},
        {"14時半", "2023-04-12T14:30"},
        {"14時5分", "2023-04-12T14:05"},
        {"昨日 14:20", "2023-04-11T14:20"},
        {"昨日14:20", "2023-04-11T14:20"},
        {"昨14:20", "2023-04-11T14:20"},
        {"翌08:55", "2023-04-13T08:55"},
        {"今日 1420", "2023-04-12T14:20"},
        {"本日 14:20", "2023-04-12T14:20"},
        {"明日 8:45", "2023-04-13T08:45"},
        {"あした 8:45", "2023-04-13T08:45"},
        {"明後日 8:45", "2023-04-14T08:45"},
        {"一昨日 8:45", "2023-04-10T08:45"},
        {"+3 14:20", "2023-04-15T14:20"},
        {"-1 14:20", "2023-04-11T14:20"},
        {"+3日 14:20", "2023-04-15T14:20"},
        {"+30分", "2023-04-12T10:35"},
        {"-10分", "2023-04-12T09:55"},
        {"+2時間", "2023-04-12T12:05"},
        {"+14時間", "2023-04-13T00:05"},
        {"今", "2023-04-12T10:05"},
        {"now", "2023-04-12T10:05"},
        {"NOW", "2023-04-12T10:05"},
        {"9/16 14:20", "2023-09-16T14:20"},
        {"9月16日 14:20", "2023-09-16T14:20"},
        {"9-16 14:20", "2023-09-16T14:20"},
        {"4/12(水) 10:20", "2023-04-12T10:20"},
        {"4月12日（水曜日） 10:20", "2023-04-12T10:20"},
    };

    CHECK_TIMES(examples);
}
END_TEST

START_TEST(takes_full_width_forms_alike)
{
    static const struct example examples[] = {
        {"１４：２０", "2023-04-12T14:20"},
        {"１０２０", "2023-04-12T10:20"},
        {"　昨日　１４：２０　", "2023-04-11T14:20"},
        {"９／１６　１４：２０", "2023-09-16T14:20"},
        {"２０２３－０４－１２　１０：２０", "2023-04-12T10:20"},
        {"２０２３−０４−１２Ｔ１０：２０", "2023-04-12T10:20"},
        {"Ｒ８．９．１６　１０：２０", "2026-09-16T10:20"},
        {"ｒ８．９．１６　１０：２０", "2026-09-16T10:20"},
        {"＋３０分", "2023-04-12T10:35"},
        {"＋３　１４：２０", "2023-04-15T14:20"},
        {"ｎｏｗ", "2023-04-12T10:05"},
    };

    CHECK_TIMES(examples);
}
END_TEST

START_TEST(a_date_without_a_year_is_the_nearest)
{
    static const struct example examples[] = {
        {"10/11", "2023-10-11"}, {"10/12", "2022-10-12"},
        {"12/29", "2022-12-29"}, {"4/12", "2023-04-12"},
        {"4/11", "2023-04-11"},  {"9月16日", "2023-09-16"},
    };
    static const struct example new_year[] = {{"1/4", "2024-01-04"},
                                              {"12/28", "2023-12-28"}};
    static const struct example leap[] = {{"2/29", "2024-02-29"}};
    kk_time december = kk_day_start(kk_day_make(2023, 12, 28)) + 3600;

    CHECK_DAYS(examples);
    check_days(new_year, 2, december);
    check_days(leap, 1, december);
}
END_TEST

START_TEST(takes_days)
{
    static const struct example examples[] = {
        {"1955/1/1", "1955-01-01"},
        {"2023-04-12", "2023-04-12"},
        {"20230916", "2023-09-16"},
        {"R8.9.16", "2026-09-16"},
        {"令和8年9月16日", "2026-09-16"},
        {"令和5年4月12日(水)", "2023-04-12"},
        {"昨日", "2023-04-11"},
        {"きょう", "2023-04-12"},
        {"今", "2023-04-12"},
        {"+3", "2023-04-15"},
        {"＋３", "2023-04-15"},
        {"-3", "2023-04-09"},
        {"+3日後", "2023-04-15"},
        {"2023/4/1 0:00", "2023-04-01"},
        {"2023/04/01 00:00:00", "2023-04-01"},
        {"S1.12.25", "1926-12-25"}};

    CHECK_DAYS(examples);
}
END_TEST

START_TEST(refuses_what_is_no_time_saying_why)
{
    static const struct {
        const char *typed, *words;
    } bad[] = {
        {"", "空"},
        {" 　", "空"},
        {"4/12", "時刻がありません"},
        {"昨日", "時刻がありません"},
        {"+3", "時刻がありません"},
        {"R8.9.16", "時刻がありません"},
        {"24:00", "時刻はありません"},
        {"10:60", "時刻はありません"},
        {"2460", "時刻はありません"},
        {"2023-02-29 10:20", "2月29日はありません"},
        {"2/30 10:20", "2月30日はありません"},
        {"4/31 10:20", "4月31日はありません"},
        {"13/1 10:20", "13月1日はありません"},
        {"20231301 10:20", "13月1日はありません"},
        {"R1.4.30 10:20", "2019年5月1日から"},
        {"昭和元年12月24日 10:20", "1926年12月25日から"},
        {"R0.9.16 10:20", "ありません"},
        {"R8.2.30 10:20", "ありません"},
        {"4/12(木) 10:20", "水曜日"},
        {"1969-12-31 10:20", "1970年"},
        {"9999-12-31 10:20", "ありません"},
        {"10:20x", "読めません"},
        {"10:2", "読めません"},
        {"10:20 10:30", "読めません"},
        {"10", "読めません"},
        {"12345", "読めません"},
        {"2023-04/12 10:20", "読めません"},
        {"2023-04-12T", "時刻がありません"},
        {"+ 10:20", "読めません"},
        {"+999999", "読めません"},
        {"+30分 10:20", "読めません"},
        {"tomorrow", "読めません"},
        {"午後2時", "読めません"},
        {"\xFF", "読めません"},
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct kk_err err = {0};
        kk_time t = 7;

        ck_assert_msg(kk_time_parse(bad[i].typed, now(), &t, &err) ==
                          KK_REFUSED,
                      "took %s", bad[i].typed);
        ck_assert_int_eq(t, 0);
        ck_assert_msg(strstr(err.text, bad[i].words) != NULL, "%s: %s",
                      bad[i].typed, err.text);
        ck_assert_msg(strstr(err.text, "昨日 14:20") != NULL, "no example: %s",
                      err.text);
    }
}
END_TEST

START_TEST(refuses_what_is_no_day)
{
    static const char *const bad[] = {"",        "10:20",      "1020",
                                      "+30分",   "4/12 10:20", "2023-02-29",
                                      "2023-04", "令和8年9月", "4/12(木)",
                                      "札幌",    "1899/12/31"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct kk_err err = {0};
        kk_day d = 7;

        ck_assert_msg(kk_day_parse(bad[i], now(), &d, &err) == KK_REFUSED,
                      "took %s", bad[i]);
        ck_assert_int_eq(d, 0);
        ck_assert_ptr_nonnull(strstr(err.text, "9/16"));
    }
}
END_TEST

/* Whatever is shown can be typed, for every day and all minutes in turn. */
START_TEST(what_is_shown_reads_back_1970_to_2099)
{
    kk_day last = kk_day_make(2099, 12, 31);

    for (kk_day d = 1; d <= last; d++) {
        kk_time t = kk_day_start(d) + (d * 7 % 1440) * 60, back;
        kk_day day;
        char b[KK_TIME_BYTES];

        if (kk_time_parse(kk_time_iso(t, b), now(), &back, NULL) != KK_OK ||
            back != t ||
            kk_time_parse(kk_time_long(t, b), now(), &back, NULL) != KK_OK ||
            back != t ||
            kk_day_parse(kk_day_iso(d, b), now(), &day, NULL) != KK_OK ||
            day != d ||
            kk_day_parse(kk_day_long(d, b), now(), &day, NULL) != KK_OK ||
            day != d ||
            kk_day_parse(kk_day_era(d, b), now(), &day, NULL) != KK_OK ||
            day != d)
            ck_abort_msg("%s", b);
    }
}
END_TEST

START_TEST(short_forms_of_near_times_read_back)
{
    for (int i = -150 * 24; i < 150 * 24; i++) {
        kk_time at = kk_time_cut(now()) + i * 3607, t = kk_time_cut(at), back;
        struct kk_civil c, n;
        char b[KK_TIME_BYTES];

        kk_civil_of(t, &c);
        kk_civil_of(now(), &n);
        if (c.year != n.year)
            continue;
        kk_time_short(t, now(), b);
        ck_assert_msg(kk_time_parse(b, now(), &back, NULL) == KK_OK &&
                          back == t,
                      "%s", b);
    }
}
END_TEST

START_TEST(random_text_is_read_or_refused)
{
    static const char *const parts[] = {
        "2023", "4",  "12", "10", "/",    "-",  ":",  "年",   "月", "日",
        "時",   "分", "半", "R",  "令和", "元", ".",  "T",    " ",  "+",
        "昨日", "今", "(",  "水", ")",    "間", "９", "\xE5", "翌", "0"};
    const char *told = getenv("KK_SEED");
    unsigned seed =
        told == NULL ? (unsigned)time(NULL) : (unsigned)strtoul(told, NULL, 10);

    printf("timeparse: KK_SEED=%u\n", seed);
    srand(seed);
    for (int i = 0; i < 200000; i++) {
        struct kk_str s = {0};
        kk_time t;
        kk_day d;

        for (int n = rand() % 9; n >= 0; n--)
            kk_str_add(&s,
                       parts[(size_t)rand() % (sizeof parts / sizeof *parts)]);
        if (kk_time_parse(s.s, now(), &t, NULL) != KK_OK)
            ck_assert_int_eq(t, 0);
        else
            ck_assert(t > 0 && t % 60 == 0);
        if (kk_day_parse(s.s, now(), &d, NULL) != KK_OK)
            ck_assert_int_eq(d, 0);
        kk_str_free(&s);
    }
}
END_TEST

START_TEST(a_full_day_names_its_year)
{
    static const char *const full[] = {
        "2024/3/31", "2024/3/31 0:00", "R6/3/31",           "令和6年3月31日",
        "20240331",  "2024-3-31(日)",  "２０２４／３／３１"};
    static const char *const not [] = {"3/31",
                                       "+3",
                                       "今日",
                                       "昨日",
                                       "12月31日",
                                       "1-2",
                                       "24/3/31",
                                       "6.3.31",
                                       "2024/3/31(月)",
                                       "2023/2/29",
                                       "2024/3/31 1:00",
                                       "",
                                       "今",
                                       "10:20",
                                       "+202/6/15",
                                       "2023/ 6/ 5",
                                       "2023/-6/5"};

    for (size_t i = 0; i < sizeof full / sizeof *full; i++) {
        struct kk_err err = {0};
        kk_day day;

        ck_ok(kk_day_parse_full(full[i], &day, &err), &err);
        ck_assert_int_eq(day, kk_day_make(2024, 3, 31));
    }
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++) {
        struct kk_err err = {0};
        kk_day day;

        ck_assert_int_eq(kk_day_parse_full(not [i], &day, &err), KK_REFUSED);
        ck_assert_ptr_nonnull(strstr(err.text, "例: 2024/3/31"));
    }
}
END_TEST

KK_TEST_MAIN("timeparse", a_full_day_names_its_year, takes_whole_times,
             takes_times_told_from_now, takes_full_width_forms_alike,
             a_date_without_a_year_is_the_nearest, takes_days,
             refuses_what_is_no_time_saying_why, refuses_what_is_no_day,
             what_is_shown_reads_back_1970_to_2099,
             short_forms_of_near_times_read_back,
             random_text_is_read_or_refused)
