/* R19: the exception of §7. */
#include "fixture.h"

#include <kikusui/rules/sla.h>

static const struct kk_sla_terms terms = {
    .contact_min = 60, .onsite_min = 180, .waive_before_min = 855};

/* Scenario 3. */
static struct kk_sla_case scenario(void)
{
    return (struct kk_sla_case){
        .instructed = at("2023-06-14T13:50"),
        .contacted = at("2023-06-14T14:10"),
        .started = at("2023-06-15T09:10"),
        .waive_expected_end = at("2023-06-14T17:40"),
        .waive_agreed_at = at("2023-06-14T14:30"),
        .waive_agreed_by = "佐々木",
    };
}

static struct kk_sla onsite_of(const struct kk_calendar *cal,
                               const struct kk_sla_case *c)
{
    struct kk_sla contact;
    struct kk_sla onsite;

    kk_sla_eval(cal, &terms, c, at("2023-06-15T12:00"), &contact, &onsite);
    ck_assert_int_eq(contact.status, KK_SLA_MET);
    return onsite;
}

START_TEST(agreed_it_is_out_of_the_target)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = scenario();
    struct kk_sla got = onsite_of(cal, &c);

    ck_assert_int_eq(got.status, KK_SLA_WAIVED);
    ck_assert_int_eq(got.elapsed_min, 230);
    ck_at(got.due, "2023-06-14T16:50");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), 0);
    ck_words(kk_waive_words(cal, &terms, &c, 0, out), "");
    /* Not started yet, and long over: it stays out, without a mark. */
    c.started = 0;
    got = onsite_of(cal, &c);
    ck_assert_int_eq(got.status, KK_SLA_WAIVED);
    ck_assert_int_eq(got.mark, KK_MARK_NONE);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(without_the_agreement_it_is_missed)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = scenario();

    c.waive_agreed_at = 0;
    c.waive_agreed_by = NULL;
    ck_assert_int_eq(onsite_of(cal, &c).status, KK_SLA_MISSED);
    ck_words(
        kk_waive_words(cal, &terms, &c, kk_waive_missing(cal, &terms, &c), out),
        "合意した現場の担当者がありません。氏名を入れてください\n"
        "合意した日時がありません。入れてください");
    kk_cal_free(&cal);
}
END_TEST

START_TEST(each_condition_alone_refuses)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = scenario();

    c.instructed = at("2023-06-14T14:15");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), KK_WAIVE_LATE);
    ck_words(kk_waive_words(cal, &terms, &c, KK_WAIVE_LATE, out),
             "対応指示が 14:15 より前の案件だけです (この案件は 6/14 14:15)");
    c.instructed = at("2023-06-14T14:14");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), 0);
    c.waive_expected_end = at("2023-06-14T17:14");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), KK_WAIVE_EARLY_END);
    ck_words(kk_waive_words(cal, &terms, &c, KK_WAIVE_EARLY_END, out),
             "完了見込み 6/14 17:14 が 6/14 17:15 より前です。これ以降になる"
             "見込みのときだけ使えます");
    c.waive_expected_end = at("2023-06-14T17:15");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), 0);
    c.waive_expected_end = at("2023-06-15T10:00");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), 0);
    c.waive_expected_end = 0;
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), KK_WAIVE_NO_END);
    c = scenario();
    c.waive_agreed_by = "";
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), KK_WAIVE_NO_NAME);
    c = scenario();
    c.waive_agreed_at = 0;
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), KK_WAIVE_NO_TIME);
    c.waive_agreed_at = at("2023-06-14T13:49");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), KK_WAIVE_BEFORE);
    /* Nothing is agreed for what has begun, nor when the target has passed. */
    c.waive_agreed_at = at("2023-06-14T16:50");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), 0);
    c.waive_agreed_at = at("2023-06-14T16:51");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), KK_WAIVE_OVERDUE);
    c = scenario();
    c.started = at("2023-06-14T14:29");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), KK_WAIVE_STARTED);
    ck_assert_int_eq(onsite_of(cal, &c).status, KK_SLA_MET);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(an_empty_case_misses_everything_in_words)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = {0};
    unsigned missing = kk_waive_missing(cal, &terms, &c);

    ck_assert_uint_eq(missing, KK_WAIVE_NO_ORDER | KK_WAIVE_NO_END |
                                   KK_WAIVE_NO_NAME | KK_WAIVE_NO_TIME);
    ck_words(kk_waive_words(cal, &terms, &c, missing, out),
             "対応指示の日時がありません。先に入れてください\n"
             "完了見込みの日時がありません。入れてください\n"
             "合意した現場の担当者がありません。氏名を入れてください\n"
             "合意した日時がありません。入れてください");
    kk_cal_free(&cal);
}
END_TEST

/* Outside hours the instruction counts from the next opening, and closing is
 * that day's: a Saturday order is not waived by ordinary Monday work. */
START_TEST(an_order_outside_hours_belongs_to_the_day_its_clock_starts)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = scenario();

    c.instructed = at("2023-06-17T10:00"); /* Saturday */
    c.started = 0;
    c.waive_agreed_at = at("2023-06-19T09:00");
    c.waive_expected_end = at("2023-06-19T12:00");
    ck_assert(kk_waive_possible(cal, &terms, c.instructed));
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), KK_WAIVE_EARLY_END);
    c.waive_expected_end = at("2023-06-19T17:15");
    ck_assert_uint_eq(kk_waive_missing(cal, &terms, &c), 0);
    ck_assert(kk_waive_possible(cal, &terms, at("2023-06-14T17:30")));
    ck_assert(kk_waive_possible(cal, &terms, at("2023-06-14T08:20")));
    ck_assert(kk_waive_possible(cal, &terms, at("2023-06-14T14:14")));
    ck_assert(!kk_waive_possible(cal, &terms, at("2023-06-14T14:15")));
    ck_assert(!kk_waive_possible(cal, &terms, at("2023-06-14T14:20")));
    ck_assert(!kk_waive_possible(cal, &terms, 0));
    kk_cal_free(&cal);
}
END_TEST

START_TEST(no_site_work_is_not_a_waiver)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = scenario();

    c.started = 0;
    c.ended = at("2023-06-14T15:00");
    ck_assert_int_eq(onsite_of(cal, &c).status, KK_SLA_NO_ONSITE);
    kk_cal_free(&cal);
}
END_TEST

KK_TEST_MAIN("waiver", agreed_it_is_out_of_the_target,
             without_the_agreement_it_is_missed, each_condition_alone_refuses,
             an_empty_case_misses_everything_in_words,
             an_order_outside_hours_belongs_to_the_day_its_clock_starts,
             no_site_work_is_not_a_waiver)
