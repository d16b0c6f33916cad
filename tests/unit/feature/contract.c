/* The contract's facts: from the program without a database, and from its
 * tables as they were journalled, the same. */
#include "world.h"

#include <kikusui/domain/service_view.h>
#include <kikusui/rules/sla.h>

static kk_time at(const char *iso)
{
    kk_time t;

    ck_assert_int_eq(kk_time_parse(iso, 0, &t, NULL), KK_OK);
    return t;
}

static void check(const struct kk_contract *c)
{
    const struct kk_desk_info *desk;
    struct kk_sla_terms terms;
    kk_day day = kk_day_make(2023, 4, 12);
    kk_day first;
    kk_day last;

    /* §6, §7: 16:30 and one hour are 9:00 of the next weekday. */
    ck_assert_int_eq(kk_due(kk_contract_cal(c), at("2023-04-28T16:30"), 60),
                     at("2023-05-01T09:00"));
    ck_assert_int_eq(kk_due(kk_contract_cal(c), at("2023-12-28T16:30"), 60),
                     at("2024-01-04T09:00"));
    kk_contract_sla(c, kk_day_start(day), 0, &terms);
    ck_assert_int_eq(terms.contact_min, 60);
    ck_assert_int_eq(terms.onsite_min, 180);
    ck_assert_int_eq(terms.waive_before_min, 14 * 60 + 15);
    ck_assert_int_eq(kk_contract_int(c, "resetup.units", day), 30);
    ck_assert_int_eq(kk_contract_int(c, "no.such", day), 0);
    ck_assert_ptr_null(kk_contract_text(c, "no.such", day));
    /* Outside the term the nearest one counts. */
    ck_assert_int_eq(
        kk_contract_int(c, "media.orders", kk_day_make(2026, 1, 1)), 6);
    ck_assert(kk_contract_term(c, day, &first, &last));
    ck_assert_int_eq(first, kk_day_make(2023, 4, 1));
    ck_assert_int_eq(last, kk_day_make(2024, 3, 31));
    ck_assert_uint_eq(kk_contract_desks(c, &desk), 10);
}

static const struct kk_desk_info *desk_named(const struct kk_contract *c,
                                             const char *abbr)
{
    const struct kk_desk_info *desk;
    size_t n = kk_contract_desks(c, &desk);

    for (size_t i = 0; i < n; i++)
        if (strcmp(desk[i].abbr, abbr) == 0)
            return &desk[i];
    ck_abort_msg("no desk %s", abbr);
    return NULL;
}

static void check_desks(const struct kk_contract *c)
{
    const struct kk_desk_info *hp = desk_named(c, "HP修理");
    const struct kk_desk_info *ricoh = desk_named(c, "リコー");
    const struct kk_desk_info *matsumoto = desk_named(c, "エプソン松本");
    struct kk_desk_state st;

    /* HP closes on 5/1, a weekday for §6. */
    kk_desk_at(&hp->services[0].desk, kk_contract_desk_env(c),
               at("2023-05-01T10:00"), &st);
    ck_assert_int_eq(st.open, KK_DESK_CLOSED);
    ck_assert_int_eq(st.next, at("2023-05-02T09:00"));
    ck_assert(hp->certificate);
    ck_assert_uint_eq(ricoh->n_services, 2);
    ck_assert_str_eq(ricoh->services[0].name, "受付");
    kk_desk_at(&ricoh->services[0].desk, kk_contract_desk_env(c),
               at("2023-07-14T15:40"), &st);
    ck_assert_int_eq(st.left_min, 140);
    kk_desk_at(&matsumoto->services[0].desk, kk_contract_desk_env(c),
               at("2023-07-14T15:40"), &st);
    ck_assert_int_eq(st.open, KK_DESK_MAYBE);
}

START_TEST(built_in_data_answer_without_a_database)
{
    struct kk_contract *c;
    struct kk_err err;

    ck_ok(kk_contract_load(NULL, &c, &err), &err);
    check(c);
    check_desks(c);
    kk_contract_free(&c);
    ck_assert_ptr_null(c);
}
END_TEST

START_TEST(the_tables_say_the_same)
{
    struct world w;

    world_new(&w);
    check(w.ctx.contract);
    check_desks(w.ctx.contract);
    world_free(&w);
}
END_TEST

/* Next year's contract is an edit: old instructions keep their limits. */
START_TEST(a_new_term_begins_on_its_day)
{
    struct kk_sla_terms terms;
    struct world w;

    world_new(&w);
    world_do(&w, "param.add", "key", "sla.contact_min", "value", "45",
             "valid_from", "2024-04-01", "valid_to", "2025-03-31");
    ck_ok(kk_ctx_refresh(&w.ctx, &w.err), &w.err);
    kk_contract_sla(w.ctx.contract, kk_day_start(kk_day_make(2024, 3, 29)), 0,
                    &terms);
    ck_assert_int_eq(terms.contact_min, 60);
    /* Not instructed yet: those of now. */
    kk_contract_sla(w.ctx.contract, 0, kk_day_start(kk_day_make(2024, 4, 1)),
                    &terms);
    ck_assert_int_eq(terms.contact_min, 45);
    world_free(&w);
}
END_TEST

START_TEST(sql_counts_with_the_same_calendar)
{
    static const struct {
        const char *sql, *text;
    } ask[] = {
        {"SELECT kk_iso(kk_due(:t, kk_param('sla.contact_min', kk_day(:t))))",
         "2023-04-12T11:20"},
        {"SELECT CAST(kk_elapsed(:t, kk_now()) AS TEXT)", "0"},
        {"SELECT kk_min_text(kk_left(kk_due(:t, 180)))", "3:00"},
        {"SELECT kk_mark(45, 180) || kk_mark(46, 180) || kk_mark(-1, 180)",
         "急超"},
        {"SELECT kk_day_iso(kk_workday_add(kk_ymd(2023, 5, 2), 1))",
         "2023-05-08"},
        {"SELECT kk_day_iso(kk_workday_before(kk_ymd(2024, 3, 31)))",
         "2024-03-29"},
        {"SELECT kk_day_iso(kk_act_by(kk_ymd(2023, 5, 5), kk_ymd(2023, 5, 2)))",
         "2023-05-02"},
        {"SELECT kk_day_iso(kk_act_by(kk_ymd(2023, 5, 5), kk_ymd(2023, 5, 3)))",
         "2023-05-05"},
        {"SELECT CAST(kk_fiscal(kk_ymd(2024, 3, 31)) AS TEXT)", "2023"},
        {"SELECT kk_month(kk_today())", "2023-04"},
        {"SELECT kk_day_text(kk_today())", "R5.4.12"},
        {"SELECT kk_param_text('service.open', kk_today())", "08:45"},
        {"SELECT kk_node() || kk_office()", "K01"},
        {"SELECT coalesce(kk_iso(NULL), '－')", "－"},
        {"SELECT coalesce(kk_ymd(2023, 2, 29), '－')", "－"},
    };
    struct world w;

    world_new(&w);
    for (size_t i = 0; i < sizeof ask / sizeof *ask; i++) {
        struct kk_cur *cur;

        ck_ok(kk_cur_open_sql(w.f.db, ask[i].sql,
                              KK_BINDS({"t", kk_vint(w.f.clock.fixed)}), &cur,
                              &w.err),
              &w.err);
        ck_ok(kk_cur_next(cur, &w.err), &w.err);
        ck_assert_msg(kk_streq(kk_cur_text(cur, 0), ask[i].text), "%s: %s",
                      ask[i].sql, kk_cur_text(cur, 0));
        kk_cur_close(&cur);
    }
    world_free(&w);
}
END_TEST

START_TEST(the_first_line_tells_the_contracts_time)
{
    static const struct {
        const char *now, *words, *change;
        bool open;
    } ask[] = {
        {"2023-04-12T14:32", "受付中 残2:43", "2023-04-12T14:33", true},
        {"2023-04-12T08:20", "時間外", "2023-04-12T08:45", false},
        {"2023-04-12T17:15", "時間外", "2023-04-13T00:00", false},
        {"2023-11-23T10:00", "祝日 勤労感謝の日", "2023-11-24T00:00", false},
        {"2023-04-15T10:00", "土曜", "2023-04-16T00:00", false},
        {"2023-12-30T10:00", "年末年始", "2023-12-31T00:00", false},
    };
    struct world w;

    world_new(&w);
    for (size_t i = 0; i < sizeof ask / sizeof *ask; i++) {
        struct kk_service_view v;

        w.f.clock.fixed = at(ask[i].now);
        ck_ok(kk_service_view_load(&w.ctx, &v, &w.err), &w.err);
        ck_assert_str_eq(v.words, ask[i].words);
        ck_assert(v.open == ask[i].open);
        ck_assert(!v.outside_contract);
        ck_assert_int_eq(v.next_change, at(ask[i].change));
    }
    world_free(&w);
}
END_TEST

/* As a merge or another program may leave it: past the actions and their rules.
 */
static void put(struct world *w, const char *table, kk_id row,
                const char *column, struct kk_val val)
{
    const struct kk_intent in = {.action = "t.edit"};
    struct kk_commit done;

    ck_ok(kk_tx_begin(w->f.db, KK_TX_WRITE, &w->err), &w->err);
    ck_ok(kk_row_update(w->f.db, table, row, KK_CELLS({column, val}), &w->err),
          &w->err);
    ck_ok(kk_tx_commit(w->f.db, &in, &done, &w->err), &w->err);
    kk_ctx_stale(&w->ctx);
    ck_ok(kk_ctx_refresh(&w->ctx, &w->err), &w->err);
}

static kk_id row_where(struct world *w, const char *sql)
{
    struct kk_cur *cur;
    kk_id id;

    ck_ok(kk_cur_open_sql(w->f.db, sql, NULL, &cur, &w->err), &w->err);
    ck_ok(kk_cur_next(cur, &w->err), &w->err);
    id = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return id;
}

#define PARAM_ROW(key) "SELECT id FROM contract_param WHERE key='" key "'"

static const struct {
    const char *table, *row, *column, *text;
    int64_t number; /* where text is NULL; -1: null */
    const char *told;
} bad[] = {
    {"contract_param", PARAM_ROW("service.open"), "value", "18:00", 0,
     "18:00 から 17:15 になっています"},
    {"contract_param", PARAM_ROW("service.close"), "value", "8:4", 0,
     "前の値「08:45、17:15」"},
    {"contract_param", PARAM_ROW("service.close"), "deleted", NULL, 1,
     "前の値「08:45、17:15」"},
    {"contract_param", PARAM_ROW("service.closed_wdays"), "value",
     "日,月,火,水,木,金,土", 0, "前の値「土,日」"},
    {"contract_param", PARAM_ROW("service.year_end"), "value", "13-40/01-99", 0,
     "前の値「12-29/01-03」"},
    {"contract_param", PARAM_ROW("service.year_end"), "value", "01-01/12-31", 0,
     "前の値「12-29/01-03」"},
    {"contract_param", PARAM_ROW("desk.year_end"), "value", "12-01/11-30", 0,
     "前の値「12-29/01-03」"},
    {"contract_param", PARAM_ROW("sla.onsite_start.P"), "value", "宇宙人", 0,
     "前の値「誰でも」"},
    {"contract_param", PARAM_ROW("desk.summer"), "value", NULL, -1,
     "前の値「08-10/08-17」"},
    {"contract_param", PARAM_ROW("sla.contact_min"), "value", "0", 0,
     "前の値「60」"},
    {"contract_param", PARAM_ROW("sla.onsite_min"), "value", "百", 0,
     "前の値「180」"},
    {"contract_param", PARAM_ROW("resetup.units"), "deleted", NULL, 1,
     "前の値「30」"},
    {"contract_param", PARAM_ROW("sla.waive_before"), "valid_to", NULL, 1,
     "終了が開始より前"},
    {"vendor_desk", "SELECT id FROM vendor_desk WHERE short='HP修理'",
     "closed_on", "たまに", 0, "休業の書き方"},
    {"desk_hours",
     "SELECT h.id FROM desk_hours h JOIN vendor_desk d ON d.id=h.desk_id "
     "WHERE d.short='リコー' AND h.service='受付' AND h.dow=5",
     "close_min", NULL, 5, "受付時間の終了 0:05"},
    {"desk_hours",
     "SELECT h.id FROM desk_hours h JOIN vendor_desk d ON d.id=h.desk_id "
     "WHERE d.short='リコー' AND h.service='受付' AND h.dow=5",
     "dow", NULL, 9, "窓口の曜日"},
};

/* Whatever stands in the tables, the program opens and counts by the last value
 * that made sense, says so, and is itself again once it is put right. */
START_TEST(what_makes_no_sense_gives_way_to_the_last_good)
{
    struct world w;

    world_new(&w);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        kk_id row = row_where(&w, bad[i].row);
        struct kk_arena arena = {0};
        struct kk_val before;

        ck_ok(kk_row_get(w.f.db, bad[i].table, row, bad[i].column, &arena,
                         &before, &w.err),
              &w.err);
        put(&w, bad[i].table, row, bad[i].column,
            bad[i].text != NULL  ? kk_vtext(bad[i].text)
            : bad[i].number >= 0 ? kk_vint(bad[i].number)
                                 : kk_vnull());
        ck_assert_msg(strstr(kk_contract_notes(w.ctx.contract), bad[i].told) !=
                          NULL,
                      "%zu: %s", i, kk_contract_notes(w.ctx.contract));
        check(w.ctx.contract);
        check_desks(w.ctx.contract);
        put(&w, bad[i].table, row, bad[i].column, before);
        ck_assert_str_eq(kk_contract_notes(w.ctx.contract), "");
        kk_arena_free(&arena);
    }
    world_free(&w);
}
END_TEST

/* The last good values are those of all that belong together. */
START_TEST(hours_are_good_or_bad_together)
{
    struct world w;
    kk_id open, close;

    world_new(&w);
    open = row_where(&w, PARAM_ROW("service.open"));
    close = row_where(&w, PARAM_ROW("service.close"));
    put(&w, "contract_param", close, "value", kk_vtext("20:00"));
    put(&w, "contract_param", open, "value", kk_vtext("18:00"));
    ck_assert_str_eq(kk_contract_notes(w.ctx.contract), "");
    put(&w, "contract_param", close, "value", kk_vtext("17:15"));
    ck_assert_ptr_nonnull(
        strstr(kk_contract_notes(w.ctx.contract), "前の値「18:00、20:00」"));
    ck_assert_int_eq(
        kk_due(kk_contract_cal(w.ctx.contract), at("2023-04-12T10:00"), 60),
        at("2023-04-12T19:00"));
    put(&w, "contract_param", open, "value", kk_vtext("08:45"));
    check(w.ctx.contract);
    world_free(&w);
}
END_TEST

START_TEST(a_day_that_is_no_holiday_is_left_out)
{
    struct world w;
    struct kk_outcome o;

    world_new(&w);
    ck_ok(world_act(&w, &o, KK_ACT_RUN, "holiday.add", "date", "2023-04-13",
                    "name", "停電", "kind", "臨時", NULL),
          &w.err);
    put(&w, "holiday", o.id, "kind", kk_vtext("気分"));
    ck_assert_ptr_nonnull(
        strstr(kk_contract_notes(w.ctx.contract), "休日の種類「気分」"));
    ck_assert_int_eq(
        kk_due(kk_contract_cal(w.ctx.contract), at("2023-04-12T16:45"), 60),
        at("2023-04-14T09:15"));
    kk_outcome_free(&o);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("contract", what_makes_no_sense_gives_way_to_the_last_good,
             hours_are_good_or_bad_together,
             a_day_that_is_no_holiday_is_left_out,
             the_first_line_tells_the_contracts_time,
             built_in_data_answer_without_a_database, the_tables_say_the_same,
             a_new_term_begins_on_its_day, sql_counts_with_the_same_calendar)
