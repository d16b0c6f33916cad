/* 別表3 as it ships, asked what the scenarios ask (R33). */
#include "fixture.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/data.h>
#include <kikusui/rules/desk.h>

#define HOURS_MAX 16

static struct kk_csv read_csv(const char *name)
{
    const struct kk_data *data = kk_data_find(name);
    struct kk_err err = {0};
    struct kk_csv csv;

    ck_assert_msg(data != NULL, "%s", name);
    ck_ok(kk_csv_read(data->bytes, data->n_bytes, 1000, &csv, &err), &err);
    return csv;
}

static const char *field(const struct kk_csv *csv, size_t row, const char *col)
{
    for (size_t i = 0; i < csv->record[0].n; i++)
        if (kk_streq(csv->record[0].field[i], col))
            return csv->record[row].field[i];
    ck_abort_msg("no column %s", col);
    return NULL;
}

static int number(const struct kk_csv *csv, size_t row, const char *col)
{
    int64_t n = -1;

    ck_assert_msg(kk_parse_i64(field(csv, row, col), &n), "row %zu: %s", row,
                  col);
    return (int)n;
}

/* One service of the desk of that short name. */
struct shipped {
    struct kk_desk desk;
    struct kk_desk_hours hours[HOURS_MAX];
    struct kk_holidays *holidays;
    struct kk_desk_env env;
};

static void read_hours(struct shipped *s, const char *name, const char *service)
{
    struct kk_csv csv = read_csv("contract/desk_hours.csv");

    for (size_t i = 1; i < csv.n; i++) {
        if (!kk_streq(field(&csv, i, "desk_id"), name) ||
            !kk_streq(field(&csv, i, "service"), service))
            continue;
        ck_assert_uint_lt(s->desk.n_hours, HOURS_MAX);
        s->hours[s->desk.n_hours++] = (struct kk_desk_hours){
            .wday = number(&csv, i, "dow"),
            .open_min = number(&csv, i, "open_min"),
            .close_min = number(&csv, i, "close_min"),
        };
    }
    s->desk.hours = s->hours;
    kk_csv_free(&csv);
}

static void open_desk(struct shipped *s, const char *name, const char *service)
{
    static const struct kk_yearly summer[] = {
        {.first_md = 810, .last_md = 817, .name = "夏季休暇"}};
    struct kk_csv csv = read_csv("contract/desk.csv");
    struct kk_err err = {0};
    bool found = false;

    *s = (struct shipped){.holidays = kk_holidays_new(NULL, 0)};
    s->env = (struct kk_desk_env){.holidays = s->holidays,
                                  .year_end = contract_yearly,
                                  .n_year_end = 1,
                                  .summer = summer,
                                  .n_summer = 1};
    for (size_t i = 1; i < csv.n; i++) {
        if (!kk_streq(field(&csv, i, "short"), name))
            continue;
        found = true;
        ck_ok(kk_desk_rule_parse(field(&csv, i, "closed_on"), &s->desk.rule,
                                 &err),
              &err);
        read_hours(s, field(&csv, i, "name"), service);
    }
    ck_assert_msg(found, "%s", name);
    kk_csv_free(&csv);
}

static void ck_badge(const char *name, const char *service, const char *t,
                     const char *want)
{
    struct shipped s;
    struct kk_desk_state st;

    open_desk(&s, name, service);
    kk_desk_at(&s.desk, &s.env, at(t), &st);
    ck_words(kk_desk_words(&st, at(t), out), want);
    kk_holidays_free(&s.holidays);
}

START_TEST(every_rule_that_ships_can_be_read)
{
    struct kk_csv csv = read_csv("contract/desk.csv");

    ck_assert_uint_gt(csv.n, 8);
    for (size_t i = 1; i < csv.n; i++) {
        struct kk_desk_rule rule;
        struct kk_err err = {0};
        ck_ok(kk_desk_rule_parse(field(&csv, i, "closed_on"), &rule, &err),
              &err);
    }
    kk_csv_free(&csv);
}
END_TEST

START_TEST(badges_of_the_scenarios)
{
    ck_badge("HP修理", "受付", "2023-05-01T10:00", "閉 次 5/2 9:00");
    ck_badge("HP修理", "受付", "2023-05-02T10:00", "開 残7:00");
    ck_badge("リコー", "受付", "2023-07-14T15:40", "開 残2:20");
    ck_badge("リコー", "受付", "2023-07-15T10:00", "開 残8:00");
    ck_badge("リコー", "受付", "2023-07-17T10:00", "閉 次 7/18 9:00");
    ck_badge("リコー", "訪問", "2023-07-14T15:40", "開 残1:20");
    ck_badge("ジェイエスキューブ", "受付", "2023-09-15T16:55", "開 残5分");
    ck_badge("日立", "受付", "2023-11-22T17:30", "開 残30分");
    ck_badge("レノボ", "受付", "2023-04-12T11:30", "開 残6:30");
}
END_TEST

/* Ambiguity 10: what 別表3 does not say is not made up. */
START_TEST(gaps_of_the_contract_stay_unknown)
{
    ck_badge("エプソン松本", "受付", "2023-04-12T11:30", "不明");
    ck_badge("キヤノン", "受付", "2023-04-12T11:30", "不明");
    ck_badge("ウェルコム", "受付", "2023-12-29T11:30", "不明");
    ck_badge("ジェイエスキューブ", "受付", "2023-12-29T11:30", "不明");
    ck_badge("日立", "受付", "2023-08-14T11:30", "不明");
    /* メーカー休業日 */
    ck_badge("エプソン", "受付", "2023-08-14T11:30", "不明");
    ck_badge("エプソン", "受付", "2023-12-29T11:30", "不明");
    ck_badge("エプソン", "訪問", "2023-08-14T11:30", "不明");
}
END_TEST

/* Scenario 2. */
START_TEST(hp_visits_by_the_next_business_day)
{
    struct shipped s;

    open_desk(&s, "HP修理", "受付");
    ck_on(kk_desk_visit_by(&s.desk, &s.env, at("2023-05-02T10:00")),
          "2023-05-08");
    kk_holidays_free(&s.holidays);
}
END_TEST

/* Every desk with stated hours is shut from our opening to 9:00. */
START_TEST(no_desk_is_open_when_ours_opens)
{
    struct kk_csv csv = read_csv("contract/desk_hours.csv");

    for (size_t i = 1; i < csv.n; i++)
        ck_assert_int_ge(number(&csv, i, "open_min"), 540);
    kk_csv_free(&csv);
}
END_TEST

KK_TEST_MAIN("deskdata", every_rule_that_ships_can_be_read,
             badges_of_the_scenarios, gaps_of_the_contract_stay_unknown,
             hp_visits_by_the_next_business_day,
             no_desk_is_open_when_ours_opens)
