/* The loaded list against the computation. */
#include "fixture.h"

#include <kikusui/base/mem.h>

/* R5: the list requirements give for the contract year. */
static const struct {
    const char *day, *name;
} r5[] = {
    {"2023-04-29", "昭和の日"},     {"2023-05-03", "憲法記念日"},
    {"2023-05-04", "みどりの日"},   {"2023-05-05", "こどもの日"},
    {"2023-07-17", "海の日"},       {"2023-08-11", "山の日"},
    {"2023-09-18", "敬老の日"},     {"2023-09-23", "秋分の日"},
    {"2023-10-09", "スポーツの日"}, {"2023-11-03", "文化の日"},
    {"2023-11-23", "勤労感謝の日"}, {"2024-01-01", "元日"},
    {"2024-01-08", "成人の日"},     {"2024-02-11", "建国記念の日"},
    {"2024-02-12", "休日"},         {"2024-02-23", "天皇誕生日"},
    {"2024-03-20", "春分の日"},
};
#define R5_N (sizeof r5 / sizeof *r5)

static void r5_rows(struct kk_holiday rows[R5_N])
{
    for (size_t i = 0; i < R5_N; i++)
        rows[i] = (struct kk_holiday){.day = on(r5[i].day), .name = r5[i].name};
}

static void ck_diff(const struct kk_holidays *h, size_t i, const char *day,
                    const char *loaded, const char *computed)
{
    const struct kk_holiday_diff *d;

    ck_assert_uint_gt(kk_holidays_diffs(h, &d), i);
    ck_on(d[i].day, day);
    ck_assert_pstr_eq(d[i].loaded, loaded);
    ck_assert_pstr_eq(d[i].computed, computed);
}

START_TEST(contract_year_agrees_with_the_computation)
{
    struct kk_holiday rows[R5_N];
    const struct kk_holiday *got;
    const struct kk_holiday_diff *diff;
    struct kk_holidays *h;

    r5_rows(rows);
    h = kk_holidays_new(rows, R5_N);
    ck_assert_uint_eq(kk_holidays_diffs(h, &diff), 0);
    ck_assert_uint_eq(
        kk_holidays_span(h, on("2023-04-01"), on("2024-03-31"), &got), R5_N);
    for (size_t i = 0; i < R5_N; i++)
        ck_on(got[i].day, r5[i].day);
    /* The Cabinet Office calls it 休日 only. */
    got = kk_holidays_at(h, on("2024-02-12"));
    ck_assert_str_eq(got->name, "振替休日");
    ck_assert_int_eq(got->kind, KK_HOLIDAY_SUBSTITUTE);
    /* Beyond the list the computation goes on. */
    ck_assert_ptr_nonnull(kk_holidays_at(h, on("2024-04-29")));
    ck_assert_ptr_nonnull(kk_holidays_at(h, on("2023-01-09")));
    kk_holidays_free(&h);
}
END_TEST

START_TEST(a_full_list_wins_and_tells)
{
    struct kk_holiday rows[R5_N];
    struct kk_holidays *h;

    r5_rows(rows);
    rows[4] = (struct kk_holiday){.day = on("2023-07-20"), .name = "海の日"};
    rows[9].name = "明治の日";
    h = kk_holidays_new(rows, R5_N);
    ck_assert_ptr_null(kk_holidays_at(h, on("2023-07-17")));
    ck_assert_str_eq(kk_holidays_at(h, on("2023-07-20"))->name, "海の日");
    ck_assert_str_eq(kk_holidays_at(h, on("2023-11-03"))->name, "明治の日");
    ck_diff(h, 0, "2023-07-17", NULL, "海の日");
    ck_diff(h, 1, "2023-07-20", "海の日", NULL);
    ck_diff(h, 2, "2023-11-03", "明治の日", "文化の日");
    kk_holidays_free(&h);
}
END_TEST

/* One day added by hand must not switch the rest of its year off. */
START_TEST(single_rows_add_or_take_their_own_day)
{
    const struct kk_holiday rows[] = {
        {.day = on("2027-06-10"), .name = "記念式典の日"},
        {.day = on("2027-07-19"), .name = ""},
        {.day = on("2027-06-10"), .name = "後から直した日"},
    };
    struct kk_holidays *h = kk_holidays_new(rows, 3);
    const struct kk_holiday_diff *diff;

    ck_assert_str_eq(kk_holidays_at(h, on("2027-06-10"))->name,
                     "後から直した日");
    ck_assert_int_eq(kk_holidays_at(h, on("2027-06-10"))->kind,
                     KK_HOLIDAY_NATIONAL);
    ck_assert_ptr_null(kk_holidays_at(h, on("2027-07-19")));
    ck_assert_ptr_nonnull(kk_holidays_at(h, on("2027-05-03")));
    ck_assert_ptr_nonnull(kk_holidays_at(h, on("2027-08-11")));
    ck_assert_uint_eq(kk_holidays_diffs(h, &diff), 2);
    ck_diff(h, 0, "2027-06-10", "後から直した日", NULL);
    ck_diff(h, 1, "2027-07-19", NULL, "海の日");
    kk_holidays_free(&h);
}
END_TEST

START_TEST(the_cabinet_offices_wording_is_understood)
{
    const struct kk_holiday rows[] = {
        {.day = on("2019-04-30"), .name = "休日"},
        {.day = on("2019-05-01"), .name = "休日（祝日扱い）"},
        {.day = on("2019-05-06"), .name = "休日"},
        {.day = on("2019-10-14"), .name = "体育の日（スポーツの日）"},
    };
    struct kk_holidays *h = kk_holidays_new(rows, 4);
    const struct kk_holiday_diff *diff;

    ck_assert_uint_eq(kk_holidays_diffs(h, &diff), 0);
    ck_assert_str_eq(kk_holidays_at(h, rows[0].day)->name, "国民の休日");
    ck_assert_str_eq(kk_holidays_at(h, rows[1].day)->name, "即位の日");
    ck_assert_int_eq(kk_holidays_at(h, rows[1].day)->kind, KK_HOLIDAY_NATIONAL);
    ck_assert_str_eq(kk_holidays_at(h, rows[2].day)->name, "振替休日");
    kk_holidays_free(&h);
}
END_TEST

/* A list may reach further back than the computation; that is no difference. */
START_TEST(rows_before_the_computation_are_kept)
{
    const struct kk_holiday rows[] = {
        {.day = on("1999-10-11"), .name = "休日"},
    };
    struct kk_holidays *h = kk_holidays_new(rows, 1);
    const struct kk_holiday_diff *diff;

    ck_assert_str_eq(kk_holidays_at(h, rows[0].day)->name, "休日");
    ck_assert_int_eq(kk_holidays_at(h, rows[0].day)->kind,
                     KK_HOLIDAY_SUBSTITUTE);
    ck_assert_uint_eq(kk_holidays_diffs(h, &diff), 0);
    kk_holidays_free(&h);
}
END_TEST

KK_TEST_MAIN("holidays", contract_year_agrees_with_the_computation,
             a_full_list_wins_and_tells, single_rows_add_or_take_their_own_day,
             the_cabinet_offices_wording_is_understood,
             rows_before_the_computation_are_kept)
