#include "fixture.h"

static struct kk_cal_state ask(const struct kk_calendar *cal, const char *t)
{
    struct kk_cal_state st;

    kk_cal_at(cal, at(t), &st);
    return st;
}

static void ck_line(const struct kk_calendar *cal, const char *t,
                    const char *want)
{
    struct kk_cal_state st = ask(cal, t);

    ck_words(kk_cal_words(&st, out), want);
}

START_TEST(the_header_says_what_time_it_is)
{
    struct kk_calendar *cal = contract_calendar();

    ck_line(cal, "2023-04-12T14:32", "受付中 残2:43");
    ck_line(cal, "2023-04-28T16:35", "受付中 残0:40");
    ck_line(cal, "2023-04-12T08:44", "時間外");
    ck_line(cal, "2023-04-12T08:45", "受付中 残8:30");
    ck_line(cal, "2023-04-12T12:30", "受付中 残4:45");
    ck_line(cal, "2023-04-12T17:14", "受付中 残0:01");
    ck_line(cal, "2023-04-12T17:15", "時間外");
    ck_line(cal, "2023-11-23T10:00", "祝日 勤労感謝の日");
    ck_line(cal, "2024-02-12T10:00", "振替休日");
    ck_line(cal, "2023-04-15T10:00", "土曜");
    ck_line(cal, "2023-04-16T10:00", "日曜");
    ck_line(cal, "2023-12-29T10:00", "年末年始");
    ck_line(cal, "2024-01-01T10:00", "祝日 元日");
    ck_line(cal, "2024-01-03T10:00", "年末年始");
    ck_line(cal, "2024-01-04T10:00", "受付中 残7:15");
    kk_cal_free(&cal);
}
END_TEST

START_TEST(next_opening_and_closing)
{
    static const struct {
        const char *t, *open, *close;
    } rows[] = {
        {"2023-04-12T08:20", "2023-04-12T08:45", "2023-04-12T17:15"},
        {"2023-04-12T08:45", "2023-04-12T08:45", "2023-04-12T17:15"},
        {"2023-04-12T11:00", "2023-04-12T11:00", "2023-04-12T17:15"},
        {"2023-04-12T17:15", "2023-04-13T08:45", "2023-04-13T17:15"},
        {"2023-05-02T18:00", "2023-05-08T08:45", "2023-05-08T17:15"},
        {"2023-12-28T17:15", "2024-01-04T08:45", "2024-01-04T17:15"},
    };
    struct kk_calendar *cal = contract_calendar();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct kk_cal_state st = ask(cal, rows[i].t);
        ck_at(st.next_open, rows[i].open);
        ck_at(st.next_close, rows[i].close);
        ck_assert_int_eq(st.open, kk_cal_is_open(cal, at(rows[i].t)));
    }
    ck_assert_int_eq(ask(cal, "2023-04-12T08:20").left_min, 510);
    ck_assert_int_eq(ask(cal, "2023-04-12T17:15").left_min, 0);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(closed_days_are_data)
{
    const struct kk_term opens = {0, 0, 540};
    const struct kk_term closes = {0, 0, 1020};
    const struct kk_closed extra[] = {
        {on("2023-06-14"), on("2023-06-15"), "停電"},
        {on("2023-06-19"), on("2023-06-19"), NULL},
        {on("2023-04-29"), on("2023-04-29"), "棚卸"}};
    const struct kk_cal_spec spec = {.opens = &opens,
                                     .n_opens = 1,
                                     .closes = &closes,
                                     .n_closes = 1,
                                     .closed_wdays = KK_WDAY_BIT(3),
                                     .extra = extra,
                                     .n_extra = 3};
    struct kk_err err = {0};
    struct kk_calendar *cal;

    ck_ok(kk_cal_new(&spec, &cal, &err), &err);
    ck_line(cal, "2023-06-14T10:00", "臨時 停電");
    ck_line(cal, "2023-06-15T10:00", "臨時 停電");
    ck_line(cal, "2023-06-19T10:00", "臨時休業");
    ck_line(cal, "2023-04-29T10:00", "臨時 棚卸");
    ck_line(cal, "2023-06-21T10:00", "水曜");
    ck_line(cal, "2023-06-17T10:00", "受付中 残7:00");
    ck_line(cal, "2023-12-30T09:00", "受付中 残8:00");
    kk_cal_free(&cal);
}
END_TEST

START_TEST(outside_the_contract_the_nearest_hours_hold)
{
    struct kk_calendar *cal = contract_calendar();

    ck_line(cal, "2024-03-29T17:00", "受付中 残0:15");
    ck_line(cal, "2024-04-01T17:00", "受付中 残0:15 契約期間外");
    ck_line(cal, "2023-03-31T09:00", "受付中 残8:15 契約期間外");
    ck_line(cal, "2026-11-24T14:32", "受付中 残2:43 契約期間外");
    ck_assert(!ask(cal, "2024-04-01T17:00").in_term);
    ck_assert(ask(cal, "2024-03-31T17:00").in_term);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(next_years_contract_is_another_term)
{
    const struct kk_term terms[] = {
        {on("2023-04-01"), on("2024-03-31"), 1},
        {on("2024-04-01"), on("2025-03-31"), 2},
        {on("2026-04-01"), 0, 4},
        {on("2024-10-01"), on("2024-12-31"), 3}, /* inside the second */
    };
    static const struct {
        const char *day;
        int value;
        bool inside;
    } rows[] = {{"2020-01-01", 1, false}, {"2023-04-01", 1, true},
                {"2024-03-31", 1, true},  {"2024-04-01", 2, true},
                {"2024-10-01", 3, true},  {"2025-01-01", 2, true},
                {"2025-12-31", 2, false}, {"2026-04-01", 4, true},
                {"2099-01-01", 4, true}};
    bool inside;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert_msg(kk_term_at(terms, 4, on(rows[i].day), &inside) ==
                          rows[i].value,
                      "%s", rows[i].day);
        ck_assert_int_eq(inside, rows[i].inside);
    }
    ck_assert_int_eq(kk_term_at(NULL, 0, on("2023-04-01"), &inside), 0);
    ck_assert(!inside);
}
END_TEST

START_TEST(yearly_ranges_may_change_with_the_contract)
{
    const struct kk_yearly r[] = {{0, on("2024-03-31"), 1229, 103, "年末年始"},
                                  {on("2024-04-01"), 0, 1228, 104, "年末年始"},
                                  {0, 0, 813, 815, "夏季"}};
    kk_day first;
    kk_day last;

    ck_assert_ptr_null(kk_yearly_at(r, 3, on("2023-12-28")));
    ck_assert_ptr_eq(kk_yearly_at(r, 3, on("2024-01-03")), &r[0]);
    ck_assert_ptr_null(kk_yearly_at(r, 3, on("2024-01-04")));
    ck_assert_ptr_eq(kk_yearly_at(r, 3, on("2024-12-28")), &r[1]);
    ck_assert_ptr_eq(kk_yearly_at(r, 3, on("2025-01-04")), &r[1]);
    ck_assert_ptr_eq(kk_yearly_at(r, 3, on("2025-08-13")), &r[2]);
    kk_yearly_span(&r[0], on("2024-01-02"), &first, &last);
    ck_on(first, "2023-12-29");
    ck_on(last, "2024-01-03");
    kk_yearly_span(&r[0], on("2023-12-30"), &first, &last);
    ck_on(first, "2023-12-29");
    ck_on(last, "2024-01-03");
    kk_yearly_span(&r[2], on("2025-08-14"), &first, &last);
    ck_on(first, "2025-08-13");
    ck_on(last, "2025-08-15");
}
END_TEST

/* Scenario 8, ambiguity 9; and 3/31/2024, a Sunday (ambiguity 16). */
START_TEST(calendar_days_with_a_weekday_hint)
{
    struct kk_calendar *cal = contract_calendar();
    struct kk_due_day due;

    kk_cal_due_day(cal, on("2023-12-28"), 2, &due);
    ck_on(due.due, "2023-12-30");
    ck_on(due.hint, "2023-12-28");
    ck_assert(due.due_closed);
    kk_cal_due_day(cal, on("2023-12-25"), 7, &due);
    ck_on(due.due, "2024-01-01");
    ck_on(due.hint, "2023-12-28");
    ck_assert(due.due_closed);
    kk_cal_due_day(cal, on("2023-04-10"), 7, &due);
    ck_on(due.due, "2023-04-17");
    ck_on(due.hint, "2023-04-17");
    ck_assert(!due.due_closed);
    ck_on(kk_cal_weekday_before(cal, on("2024-03-31")), "2024-03-29");
    ck_on(kk_cal_weekday_after(cal, on("2023-04-30")), "2023-05-01");
    ck_on(kk_cal_weekday_add(cal, on("2023-05-02"), 1), "2023-05-08");
    ck_on(kk_cal_weekday_add(cal, on("2023-04-28"), 3), "2023-05-08");
    kk_cal_free(&cal);
}
END_TEST

START_TEST(impossible_data_is_refused_in_words)
{
    const struct kk_term early = {0, 0, 525};
    const struct kk_term late = {0, 0, 1035};
    const struct kk_yearly bad = {0, 0, 1232, 103, "年末年始"};
    const struct kk_closed back = {10, 9, "逆"};
    struct kk_cal_spec spec = {.opens = &early, .n_opens = 1};
    struct kk_calendar *cal;
    struct kk_err err = {0};

    ck_assert_int_eq(kk_cal_new(&spec, &cal, &err), KK_REFUSED);
    ck_assert_ptr_null(cal);
    ck_assert_ptr_nonnull(strstr(err.text, "受付終了"));
    spec = (struct kk_cal_spec){
        .opens = &late, .n_opens = 1, .closes = &early, .n_closes = 1};
    ck_assert_int_eq(kk_cal_new(&spec, &cal, &err), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "17:15"));
    spec = (struct kk_cal_spec){.opens = &early,
                                .n_opens = 1,
                                .closes = &late,
                                .n_closes = 1,
                                .yearly = &bad,
                                .n_yearly = 1};
    ck_assert_int_eq(kk_cal_new(&spec, &cal, &err), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "年末年始"));
    spec.n_yearly = 0;
    spec.extra = &back;
    spec.n_extra = 1;
    ck_assert_int_eq(kk_cal_new(&spec, &cal, &err), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "逆"));
}
END_TEST

START_TEST(outside_the_table_all_is_closed)
{
    struct kk_calendar *cal = contract_calendar();

    ck_assert(!kk_cal_is_open(cal, at("1989-12-29T10:00")));
    ck_assert(!kk_cal_is_open(cal, at("2111-01-05T10:00")));
    ck_assert_int_eq(kk_cal_next_open(cal, at("2111-01-05T10:00")), 0);
    ck_assert_int_eq(kk_cal_weekday_before(cal, on("1989-12-29")), -1);
    ck_assert_int_eq(kk_cal_weekday_after(cal, on("2111-01-01")), -1);
    ck_assert_int_eq(ask(cal, "2111-01-05T10:00").open, 0);
    kk_cal_free(&cal);
}
END_TEST

START_TEST(minutes_read_as_hours)
{
    char buf[KK_MIN_BYTES];

    ck_assert_str_eq(kk_min_words(163, buf), "2:43");
    ck_assert_str_eq(kk_min_words(5, buf), "0:05");
    ck_assert_str_eq(kk_min_words(-42, buf), "-0:42");
    ck_assert_str_eq(kk_min_words(-2147483647 - 1, buf), "-35791394:08");
}
END_TEST

KK_TEST_MAIN("calendar", the_header_says_what_time_it_is,
             next_opening_and_closing, closed_days_are_data,
             outside_the_contract_the_nearest_hours_hold,
             next_years_contract_is_another_term,
             yearly_ranges_may_change_with_the_contract,
             calendar_days_with_a_weekday_hint,
             impossible_data_is_refused_in_words,
             outside_the_table_all_is_closed, minutes_read_as_hours)
