#include "fixture.h"

#include <kikusui/rules/sla.h>

static const struct kk_sla_terms terms = {
    .contact_min = 60, .onsite_min = 180, .waive_before_min = 855};

/* The table of the acceptance scenarios, literally (R16-R18). */
START_TEST(dues_of_the_scenarios)
{
    static const struct {
        const char *order, *contact, *onsite;
    } rows[] = {
        {"2023-04-12T08:20", "2023-04-12T09:45", "2023-04-12T11:45"},
        {"2023-04-12T10:20", "2023-04-12T11:20", "2023-04-12T13:20"},
        {"2023-04-28T16:30", "2023-05-01T09:00", "2023-05-01T11:00"},
        {"2023-05-02T16:50", "2023-05-08T09:20", "2023-05-08T11:20"},
        {"2023-06-14T14:14", "2023-06-14T15:14", "2023-06-14T17:14"},
        {"2023-06-14T14:15", "2023-06-14T15:15", "2023-06-14T17:15"},
        {"2023-08-10T16:15", "2023-08-10T17:15", "2023-08-14T10:45"},
        {"2023-12-28T16:30", "2024-01-04T09:00", "2024-01-04T11:00"},
        {"2024-01-05T16:00", "2024-01-05T17:00", "2024-01-09T10:30"},
        {"2024-02-22T14:40", "2024-02-22T15:40", "2024-02-26T09:10"},
        /* and those told in the scenarios' text */
        {"2023-06-14T13:50", "2023-06-14T14:50", "2023-06-14T16:50"},
        {"2023-06-14T14:20", "2023-06-14T15:20", "2023-06-15T08:50"},
        {"2023-07-14T15:40", "2023-07-14T16:40", "2023-07-18T10:10"},
        {"2023-09-15T16:55", "2023-09-19T09:25", "2023-09-19T11:25"},
        {"2023-10-06T17:10", "2023-10-10T09:40", "2023-10-10T11:40"},
        {"2023-11-22T17:30", "2023-11-24T09:45", "2023-11-24T11:45"},
        {"2023-12-28T15:00", "2023-12-28T16:00", "2024-01-04T09:30"},
    };
    struct kk_calendar *cal = contract_calendar();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        kk_time order = at(rows[i].order);
        ck_at(kk_due(cal, order, terms.contact_min), rows[i].contact);
        ck_at(kk_due(cal, order, terms.onsite_min), rows[i].onsite);
    }
    kk_cal_free(&cal);
}
END_TEST

/* Ambiguity 1: closing and the next opening are one business instant. */
START_TEST(closing_is_the_next_opening)
{
    struct kk_calendar *cal = contract_calendar();
    kk_time order = at("2023-06-14T14:15");

    ck_assert_int_eq(kk_elapsed(cal, order, at("2023-06-14T17:15")), 180);
    ck_assert_int_eq(kk_elapsed(cal, order, at("2023-06-15T03:00")), 180);
    ck_assert_int_eq(kk_elapsed(cal, order, at("2023-06-15T08:45")), 180);
    ck_assert_int_eq(kk_elapsed(cal, order, at("2023-06-15T08:46")), 181);
    /* Lunch is not taken out (ambiguity 18). */
    ck_assert_int_eq(
        kk_elapsed(cal, at("2023-06-14T08:45"), at("2023-06-14T17:15")), 510);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(elapsed_of_the_scenarios)
{
    struct kk_calendar *cal = contract_calendar();

    ck_assert_int_eq(
        kk_elapsed(cal, at("2023-04-12T10:20"), at("2023-04-12T12:00")), 100);
    ck_assert_int_eq(
        kk_elapsed(cal, at("2023-06-14T13:50"), at("2023-06-15T09:10")), 230);
    ck_assert_int_eq(
        kk_elapsed(cal, at("2023-07-14T15:40"), at("2023-07-18T09:45")), 155);
    ck_assert_int_eq(
        kk_elapsed(cal, at("2023-11-22T17:30"), at("2023-11-24T08:45")), 0);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(seconds_are_cut)
{
    struct kk_calendar *cal = contract_calendar();
    kk_time order = at("2023-04-12T10:20") + 30;

    ck_assert_int_eq(kk_elapsed(cal, order, at("2023-04-12T11:20") + 10), 60);
    ck_at(kk_due(cal, order, 60), "2023-04-12T11:20");
    ck_at(kk_due(cal, order, 0), "2023-04-12T10:20");
    ck_assert_int_eq(kk_due(cal, order, 0) % 60, 0);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(there_is_no_due_beyond_the_table)
{
    struct kk_calendar *cal = contract_calendar();

    ck_assert_int_eq(kk_due(cal, at("2110-12-28T17:00"), 60), 0);
    ck_assert_int_eq(kk_due(cal, at("2111-06-01T17:00"), 60), 0);
    ck_assert_int_eq(kk_due(cal, at("1989-06-01T17:00"), 60), 0);
    kk_cal_free(&cal);
}
END_TEST

static void ck_arith(const struct kk_calendar *cal, const char *a,
                     const char *b, const char *want, const char *sum)
{
    ck_words(kk_elapsed_words(cal, at(a), at(b), out), want);
    ck_words(kk_elapsed_sum_words(cal, at(a), at(b), out), sum);
}

START_TEST(arithmetic_in_words)
{
    struct kk_calendar *cal = contract_calendar();

    ck_arith(cal, "2023-04-12T10:20", "2023-04-12T10:35", "10:20-10:35 15分",
             "15分 = 10:20-10:35");
    ck_arith(cal, "2023-04-28T16:30", "2023-05-01T09:00",
             "16:30-17:15 45分 + 翌8:45-9:00 15分",
             "60分 = 16:30-17:15 45分 + 翌8:45-9:00 15分");
    ck_arith(cal, "2023-04-12T08:20", "2023-04-12T09:45", "8:45-9:45 60分",
             "60分 = 8:45-9:45");
    ck_arith(cal, "2023-05-02T16:50", "2023-05-08T09:20",
             "16:50-17:15 25分 + 5/8 8:45-9:20 35分",
             "60分 = 16:50-17:15 25分 + 5/8 8:45-9:20 35分");
    ck_arith(cal, "2023-04-12T16:30", "2023-04-14T09:00",
             "4/12 16:30-17:15 45分 + 4/13 8:45-17:15 510分 + "
             "4/14 8:45-9:00 15分",
             "570分 = 4/12 16:30-17:15 45分 + 4/13 8:45-17:15 510分 + "
             "4/14 8:45-9:00 15分");
    ck_arith(cal, "2023-04-28T16:30", "2023-05-12T09:00",
             "4/28 16:30-17:15 45分 + 中6日 3060分 + 5/12 8:45-9:00 15分",
             "3120分 = 4/28 16:30-17:15 45分 + 中6日 3060分 + "
             "5/12 8:45-9:00 15分");
    ck_arith(cal, "2023-04-12T17:15", "2023-04-13T08:45", "0分", "0分");
    ck_arith(cal, "2023-04-12T17:30", "2023-04-12T18:30", "0分", "0分");
    /* A call noted before the instruction. */
    ck_arith(cal, "2023-04-12T10:20", "2023-04-12T10:00", "-20分", "-20分");
    kk_cal_free(&cal);
}
END_TEST

static struct kk_sla_case ordered(const char *t)
{
    return (struct kk_sla_case){.instructed = at(t)};
}

static void eval(const struct kk_calendar *cal, const struct kk_sla_case *c,
                 const char *now, struct kk_sla got[2])
{
    kk_sla_eval(cal, &terms, c, at(now), &got[0], &got[1]);
}

/* Scenario 1. */
START_TEST(both_clocks_of_a_normal_swap)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = ordered("2023-04-12T10:20");
    struct kk_sla got[2];

    c.contacted = at("2023-04-12T10:35");
    eval(cal, &c, "2023-04-12T11:30", got);
    ck_assert_int_eq(got[0].status, KK_SLA_MET);
    ck_assert_int_eq(got[0].elapsed_min, 15);
    ck_assert_int_eq(got[0].mark, KK_MARK_NONE);
    ck_assert_int_eq(got[1].status, KK_SLA_RUNNING);
    ck_assert_int_eq(got[1].elapsed_min, 70);
    ck_assert_int_eq(got[1].left_min, 110);
    ck_assert_int_eq(got[1].stop, 0);
    c.started = at("2023-04-12T12:00");
    c.ended = at("2023-04-12T13:05");
    eval(cal, &c, "2023-06-01T09:00", got);
    ck_assert_int_eq(got[0].elapsed_min, 15);
    ck_assert_int_eq(got[1].status, KK_SLA_MET);
    ck_assert_int_eq(got[1].elapsed_min, 100);
    ck_at(got[1].due, "2023-04-12T13:20");
    kk_cal_free(&cal);
}
END_TEST

START_TEST(the_limit_itself_is_kept)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = ordered("2023-06-14T14:15");
    struct kk_sla got[2];

    c.contacted = at("2023-06-14T15:15");
    c.started = at("2023-06-15T08:45");
    eval(cal, &c, "2023-06-15T10:00", got);
    ck_assert_int_eq(got[0].status, KK_SLA_MET);
    ck_assert_int_eq(got[1].status, KK_SLA_MET);
    c.contacted = at("2023-06-14T15:16");
    c.started = at("2023-06-15T08:46");
    eval(cal, &c, "2023-06-15T10:00", got);
    ck_assert_int_eq(got[0].status, KK_SLA_MISSED);
    ck_assert_int_eq(got[1].status, KK_SLA_MISSED);
    ck_assert_int_eq(got[1].left_min, -1);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(a_quarter_left_is_urgent)
{
    static const struct {
        const char *now;
        enum kk_sla_mark contact, onsite;
    } rows[] = {
        {"2023-04-12T11:04", KK_MARK_NONE, KK_MARK_NONE},   /* 16 left */
        {"2023-04-12T11:05", KK_MARK_URGENT, KK_MARK_NONE}, /* 15 left */
        {"2023-04-12T11:20", KK_MARK_URGENT, KK_MARK_NONE}, /* 0 left */
        {"2023-04-12T11:21", KK_MARK_OVER, KK_MARK_NONE},
        {"2023-04-12T12:34", KK_MARK_OVER, KK_MARK_NONE},   /* 46 left */
        {"2023-04-12T12:35", KK_MARK_OVER, KK_MARK_URGENT}, /* 45 left */
        {"2023-04-12T13:20", KK_MARK_OVER, KK_MARK_URGENT},
        {"2023-04-12T13:21", KK_MARK_OVER, KK_MARK_OVER},
    };
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = ordered("2023-04-12T10:20");

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct kk_sla got[2];
        eval(cal, &c, rows[i].now, got);
        ck_assert_int_eq(got[0].status, KK_SLA_RUNNING);
        ck_assert_msg(got[0].mark == rows[i].contact, "%s", rows[i].now);
        ck_assert_msg(got[1].mark == rows[i].onsite, "%s", rows[i].now);
    }
    kk_cal_free(&cal);
}
END_TEST

/* Scenario 7. */
START_TEST(after_hours_the_clock_starts_at_the_next_opening)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = ordered("2023-11-22T17:30");
    struct kk_sla got[2];

    eval(cal, &c, "2023-11-23T12:00", got);
    ck_at(got[0].start, "2023-11-24T08:45");
    ck_at(got[0].due, "2023-11-24T09:45");
    ck_assert_int_eq(got[0].elapsed_min, 0);
    /* Called the same evening: nothing has run yet. */
    c.contacted = at("2023-11-22T17:40");
    eval(cal, &c, "2023-11-24T12:00", got);
    ck_assert_int_eq(got[0].elapsed_min, 0);
    ck_assert_int_eq(got[0].status, KK_SLA_MET);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(a_case_that_ended_without_a_visit)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = ordered("2023-04-12T10:20");
    struct kk_sla got[2];

    /* Handed back at once: neither clock has anything to measure. */
    c.ended = at("2023-04-12T10:40");
    c.returned = true;
    eval(cal, &c, "2023-04-13T10:00", got);
    ck_assert_int_eq(got[0].status, KK_SLA_RETURNED);
    ck_assert_int_eq(got[1].status, KK_SLA_RETURNED);
    ck_assert_int_eq(got[1].mark, KK_MARK_NONE);
    ck_assert_int_eq(got[1].elapsed_min, 20);
    /* The call had been made by then. */
    c.contacted = at("2023-04-12T10:30");
    eval(cal, &c, "2023-04-13T10:00", got);
    ck_assert_int_eq(got[0].status, KK_SLA_MET);
    ck_assert_int_eq(got[1].status, KK_SLA_RETURNED);
    /* Completed, and nobody ever called. */
    c.returned = false;
    c.contacted = 0;
    eval(cal, &c, "2023-04-13T10:00", got);
    ck_assert_int_eq(got[0].status, KK_SLA_MISSED);
    ck_assert_int_eq(got[1].status, KK_SLA_NO_ONSITE);
    /* A swap was recorded and no start: it is not known yet. */
    c.worked = true;
    eval(cal, &c, "2023-04-13T10:00", got);
    ck_assert_int_eq(got[1].status, KK_SLA_RUNNING);
    ck_assert_int_eq(got[1].mark, KK_MARK_NONE);
    c.worked = false;
    /* Solved on the phone. */
    c.contacted = at("2023-04-12T10:30");
    eval(cal, &c, "2023-04-13T10:00", got);
    ck_assert_int_eq(got[0].status, KK_SLA_MET);
    ck_assert_int_eq(got[1].status, KK_SLA_NO_ONSITE);
    /* Worked on site, but no call was ever noted. */
    c.contacted = 0;
    c.started = at("2023-04-12T10:35");
    eval(cal, &c, "2023-04-13T10:00", got);
    ck_assert_int_eq(got[0].status, KK_SLA_MISSED);
    ck_assert_int_eq(got[1].status, KK_SLA_MET);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(an_instruction_ahead_has_taken_no_time)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = ordered("2023-04-12T10:20");
    struct kk_sla got[2];

    eval(cal, &c, "2023-04-11T10:00", got);
    ck_assert_int_eq(got[0].elapsed_min, 0);
    ck_assert_int_eq(got[1].left_min, 180);
    ck_at(got[0].until, "2023-04-12T10:20");
    /* After the end time stands still. */
    c.ended = at("2023-04-12T10:40");
    eval(cal, &c, "2023-04-13T10:00", got);
    ck_at(got[1].until, "2023-04-12T10:40");
    kk_cal_free(&cal);
}
END_TEST

START_TEST(without_an_instruction_nothing_runs)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_sla_case c = {0};
    struct kk_sla got[2];

    eval(cal, &c, "2023-04-13T10:00", got);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(got[i].status, KK_SLA_RUNNING);
        ck_assert_int_eq(got[i].mark, KK_MARK_NONE);
        ck_assert_int_eq(got[i].due, 0);
        ck_assert_int_eq(got[i].elapsed_min, 0);
    }
    kk_cal_free(&cal);
}
END_TEST

START_TEST(names_of_states)
{
    ck_assert_str_eq(kk_sla_status_name(KK_SLA_RUNNING), "計測中");
    ck_assert_str_eq(kk_sla_status_name(KK_SLA_MET), "達成");
    ck_assert_str_eq(kk_sla_status_name(KK_SLA_MISSED), "未達");
    ck_assert_str_eq(kk_sla_status_name(KK_SLA_WAIVED), "対象外（合意）");
    ck_assert_str_eq(kk_sla_status_name(KK_SLA_NO_ONSITE), "現場作業なし");
    ck_assert_str_eq(kk_sla_status_name(KK_SLA_RETURNED), "差戻し");
    ck_assert_str_eq(kk_sla_mark_name(KK_MARK_NONE), "");
    ck_assert_str_eq(kk_sla_mark_name(KK_MARK_URGENT), "急");
    ck_assert_str_eq(kk_sla_mark_name(KK_MARK_OVER), "超");
}
END_TEST

KK_TEST_MAIN("sla", dues_of_the_scenarios, closing_is_the_next_opening,
             elapsed_of_the_scenarios, seconds_are_cut,
             there_is_no_due_beyond_the_table, arithmetic_in_words,
             both_clocks_of_a_normal_swap, the_limit_itself_is_kept,
             a_quarter_left_is_urgent,
             after_hours_the_clock_starts_at_the_next_opening,
             a_case_that_ended_without_a_visit,
             an_instruction_ahead_has_taken_no_time,
             without_an_instruction_nothing_runs, names_of_states)
