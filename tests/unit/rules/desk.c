#include "fixture.h"

#include <kikusui/rules/desk.h>

/* Mondays to Fridays, and the same with Saturdays, as 別表3 gives them. */
#define WEEK(open, close)                                                      \
    {1, open, close}, {2, open, close}, {3, open, close}, {4, open, close},    \
    {                                                                          \
        5, open, close                                                         \
    }

static const struct kk_desk_hours h_9_17[] = {WEEK(540, 1020)};
static const struct kk_desk_hours h_9_18[] = {WEEK(540, 1080)};
static const struct kk_desk_hours h_9_1745[] = {WEEK(540, 1065)};
static const struct kk_desk_hours h_hp_call[] = {WEEK(540, 1260),
                                                 {6, 540, 1020}};
static const struct kk_desk_hours h_ricoh[] = {WEEK(540, 1080), {6, 540, 1080}};
static const struct kk_desk_hours h_daily[] = {
    {0, 540, 1080}, WEEK(540, 1080), {6, 540, 1080}};
static const struct kk_yearly summer[] = {
    {.first_md = 811, .last_md = 816, .name = "夏季休業"}};

static struct kk_holidays *law;
static struct kk_desk_env env;

static void setup(void)
{
    if (law == NULL)
        law = kk_holidays_new(NULL, 0);
    env = (struct kk_desk_env){.holidays = law,
                               .year_end = contract_yearly,
                               .n_year_end = 1,
                               .summer = summer,
                               .n_summer = 1};
}

static struct kk_desk desk_of(const struct kk_desk_hours *hours, size_t n,
                              const char *closed_on)
{
    struct kk_desk d = {.hours = hours, .n_hours = n};
    struct kk_err err = {0};

    setup();
    ck_ok(kk_desk_rule_parse(closed_on, &d.rule, &err), &err);
    return d;
}
#define DESK(hours, closed_on)                                                 \
    desk_of(hours, sizeof hours / sizeof *hours, closed_on)

static void ck_badge(const struct kk_desk *d, const char *t, const char *want)
{
    struct kk_desk_state st;

    kk_desk_at(d, &env, at(t), &st);
    ck_words(kk_desk_words(&st, at(t), out), want);
}

/* Scenario 2, ambiguity 11. */
START_TEST(hp_is_closed_on_5_1)
{
    struct kk_desk hp = DESK(h_9_17, "祝日,振替,年末年始,5/1");
    struct kk_desk_state st;

    kk_desk_at(&hp, &env, at("2023-05-01T10:00"), &st);
    ck_assert_int_eq(st.open, KK_DESK_CLOSED);
    ck_at(st.next, "2023-05-02T09:00");
    ck_assert_str_eq(st.why, "休業日");
    ck_badge(&hp, "2023-05-01T10:00", "閉 次 5/2 9:00");
    ck_badge(&hp, "2023-05-02T10:00", "開 残7:00");
    ck_on(kk_desk_visit_by(&hp, &env, at("2023-05-02T10:00")), "2023-05-08");
}
END_TEST

START_TEST(next_business_day_counts_from_the_day_the_call_counts_on)
{
    struct kk_desk hp = DESK(h_9_17, "祝日,振替,年末年始,5/1");

    ck_on(kk_desk_visit_by(&hp, &env, at("2023-04-12T10:00")), "2023-04-13");
    ck_on(kk_desk_visit_by(&hp, &env, at("2023-04-12T17:00")), "2023-04-14");
    ck_on(kk_desk_visit_by(&hp, &env, at("2023-04-28T16:30")), "2023-05-02");
    ck_on(kk_desk_visit_by(&hp, &env, at("2023-05-01T10:00")), "2023-05-08");
    ck_on(kk_desk_visit_by(&hp, &env, at("2023-12-28T16:00")), "2024-01-04");
}
END_TEST

/* Scenario 4. */
START_TEST(ricoh_over_a_long_weekend)
{
    struct kk_desk ricoh = DESK(h_ricoh, "祝日、振替、年末年始");
    struct kk_desk_state st;

    kk_desk_at(&ricoh, &env, at("2023-07-14T15:40"), &st);
    ck_assert_int_eq(st.open, KK_DESK_OPEN);
    ck_assert_int_eq(st.left_min, 140);
    ck_at(st.until, "2023-07-14T18:00");
    ck_badge(&ricoh, "2023-07-15T10:00", "開 残8:00");
    ck_badge(&ricoh, "2023-07-16T10:00", "閉 次 7/18 9:00");
    kk_desk_at(&ricoh, &env, at("2023-07-17T10:00"), &st);
    ck_assert_int_eq(st.open, KK_DESK_CLOSED);
    ck_assert_str_eq(st.why, "海の日");
    ck_at(st.next, "2023-07-18T09:00");
    ck_badge(&ricoh, "2024-02-12T10:00", "閉 次 2/13 9:00");
}
END_TEST

/* Scenario 5: 平日 9-17, whose year-end is not stated. */
START_TEST(jsc_has_five_minutes_left)
{
    struct kk_desk jsc = DESK(h_9_17, "祝日|振替|不明");
    struct kk_desk_state st;

    ck_badge(&jsc, "2023-09-15T16:55", "開 残5分");
    ck_badge(&jsc, "2023-09-15T16:01", "開 残59分");
    ck_badge(&jsc, "2023-09-15T16:00", "開 残1:00");
    ck_badge(&jsc, "2023-09-15T17:00", "閉 次 9/19 9:00");
    ck_badge(&jsc, "2023-12-29T10:00", "不明");
    kk_desk_at(&jsc, &env, at("2023-12-29T10:00"), &st);
    ck_assert_int_eq(st.open, KK_DESK_MAYBE);
    ck_assert_str_eq(st.why, "年末年始");
    ck_at(st.next, "2024-01-04T09:00");
    ck_assert(st.maybe_sooner); /* 1月2日 */
    ck_badge(&jsc, "2023-12-29T18:00", "閉 次 1/4 9:00 (その前は不明)");
    ck_badge(&jsc, "2023-12-30T10:00", "閉 次 1/4 9:00 (その前は不明)");
    ck_badge(&jsc, "2024-01-01T10:00", "閉 次 1/4 9:00 (その前は不明)");
    /* The last unknown day, at its own opening: nothing lies between. */
    kk_desk_at(&jsc, &env, at("2024-01-03T09:00"), &st);
    ck_assert_int_eq(st.open, KK_DESK_MAYBE);
    ck_at(st.next, "2024-01-04T09:00");
    ck_assert(!st.maybe_sooner);
}
END_TEST

/* Scenario 7. */
START_TEST(hitachi_has_half_an_hour_left)
{
    struct kk_desk hitachi = DESK(h_9_18, "祝日,振替,年末年始,夏季");

    ck_badge(&hitachi, "2023-11-22T17:30", "開 残30分");
    ck_badge(&hitachi, "2023-11-23T10:00", "閉 次 11/24 9:00");
    ck_badge(&hitachi, "2023-12-29T10:00", "閉 次 1/4 9:00");
}
END_TEST

/* Every desk with stated hours is shut when ours opens. */
START_TEST(before_nine_the_next_opening_is_today)
{
    struct kk_desk hp = DESK(h_hp_call, "祝日,振替,年末年始,5/1");

    ck_badge(&hp, "2023-04-12T08:45", "閉 次 9:00");
    ck_badge(&hp, "2023-04-12T09:00", "開 残12:00");
    ck_badge(&hp, "2023-04-15T16:59", "開 残1分");
    ck_badge(&hp, "2023-04-15T17:00", "閉 次 4/17 9:00");
}
END_TEST

START_TEST(summer_is_unknown_until_its_days_are_entered)
{
    struct kk_desk hitachi = DESK(h_9_18, "祝日,振替,年末年始,夏季");
    const struct kk_closed days[] = {
        {on("2023-08-14"), on("2023-08-15"), "夏季休業 (電話で確認)"}};
    struct kk_desk_state st;

    ck_badge(&hitachi, "2023-08-14T10:00", "不明");
    ck_badge(&hitachi, "2023-08-11T10:00", "閉 次 8/17 9:00 (その前は不明)");
    hitachi.closures = days;
    hitachi.n_closures = 1;
    ck_badge(&hitachi, "2023-08-14T10:00", "閉 次 8/16 9:00");
    kk_desk_at(&hitachi, &env, at("2023-08-14T10:00"), &st);
    ck_assert_str_eq(st.why, "夏季休業 (電話で確認)");
    ck_badge(&hitachi, "2023-08-16T10:00", "開 残8:00");
    ck_badge(&hitachi, "2024-08-14T10:00", "不明"); /* next year's are not */
}
END_TEST

START_TEST(entered_year_end_days_replace_the_usual_ones)
{
    struct kk_desk welcom = DESK(h_9_1745, "祝日,振替,不明");
    const struct kk_closed days[] = {
        {on("2023-12-28"), on("2024-01-04"), "年末年始休業"}};

    welcom.closures = days;
    welcom.n_closures = 1;
    ck_badge(&welcom, "2023-12-27T18:00", "閉 次 1/5 9:00");
    ck_badge(&welcom, "2023-12-28T10:00", "閉 次 1/5 9:00");
    ck_badge(&welcom, "2024-12-30T10:00", "不明");
}
END_TEST

START_TEST(every_day_means_every_day)
{
    struct kk_desk lenovo = DESK(h_daily, "");

    ck_badge(&lenovo, "2023-04-12T11:30", "開 残6:30");
    ck_badge(&lenovo, "2023-11-23T10:00", "開 残8:00");
    ck_badge(&lenovo, "2024-01-01T10:00", "開 残8:00");
    ck_badge(&lenovo, "2023-04-16T18:00", "閉 次 4/17 9:00");
}
END_TEST

/* 祝日 is stated, 振替休日 is not. */
START_TEST(a_substitute_holiday_that_is_not_mentioned_is_unknown)
{
    struct kk_desk desk = DESK(h_9_17, "祝日");

    ck_badge(&desk, "2024-02-12T10:00", "不明");
    ck_badge(&desk, "2024-02-23T10:00", "閉 次 2/26 9:00");
}
END_TEST

START_TEST(without_hours_nothing_is_known)
{
    struct kk_desk desk = {0};
    struct kk_desk_state st;

    setup();
    kk_desk_at(&desk, &env, at("2023-04-12T10:00"), &st);
    ck_assert_int_eq(st.open, KK_DESK_MAYBE);
    ck_assert_int_eq(st.next, 0);
    ck_assert_str_eq(st.why, "受付時間の記載なし");
    ck_badge(&desk, "2023-04-12T10:00", "不明");
    ck_assert_int_eq(kk_desk_visit_by(&desk, &env, at("2023-04-12T10:00")), -1);
}
END_TEST

START_TEST(a_lunch_break_is_two_rows)
{
    const struct kk_desk_hours h[] = {{3, 540, 720}, {3, 780, 1020}};
    struct kk_desk desk = DESK(h, "");

    ck_badge(&desk, "2023-04-12T11:30", "開 残30分");
    ck_badge(&desk, "2023-04-12T12:00", "閉 次 13:00");
    ck_badge(&desk, "2023-04-12T13:00", "開 残4:00");
    ck_badge(&desk, "2023-04-12T17:00", "閉 次 4/19 9:00");
}
END_TEST

START_TEST(rules_are_read_or_refused)
{
    struct kk_desk_rule r;
    struct kk_err err = {0};

    ck_ok(kk_desk_rule_parse("祝日　振替 年末年始・5/1,12/31", &r, &err), &err);
    ck_assert_uint_eq(r.flags,
                      KK_DESK_HOLIDAY | KK_DESK_SUBSTITUTE | KK_DESK_YEAR_END);
    ck_assert_uint_eq(r.n_fixed, 2);
    ck_assert_int_eq(r.fixed_md[0], 501);
    ck_assert_int_eq(r.fixed_md[1], 1231);
    ck_ok(kk_desk_rule_parse(NULL, &r, &err), &err);
    ck_assert_uint_eq(r.flags, 0);
    ck_assert_int_eq(kk_desk_rule_parse("祝日,盆", &r, &err), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "「盆」"));
    ck_assert_uint_eq(r.flags, 0);
    ck_assert_int_eq(kk_desk_rule_parse("13/1", &r, &err), KK_REFUSED);
    ck_assert_int_eq(kk_desk_rule_parse("5/1x", &r, &err), KK_REFUSED);
    ck_assert_int_eq(
        kk_desk_rule_parse("1/1,1/2,1/3,1/4,1/5,1/6,1/7,1/8,1/9", &r, &err),
        KK_REFUSED);
}
END_TEST

KK_TEST_MAIN("desk", hp_is_closed_on_5_1,
             next_business_day_counts_from_the_day_the_call_counts_on,
             ricoh_over_a_long_weekend, jsc_has_five_minutes_left,
             hitachi_has_half_an_hour_left,
             before_nine_the_next_opening_is_today,
             summer_is_unknown_until_its_days_are_entered,
             entered_year_end_days_replace_the_usual_ones,
             every_day_means_every_day,
             a_substitute_holiday_that_is_not_mentioned_is_unknown,
             without_hours_nothing_is_known, a_lunch_break_is_two_rows,
             rules_are_read_or_refused)
