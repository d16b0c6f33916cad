/* What a month's paper is made of (§5.3, §4.1): 200 incidents, each once, with
 * both clocks as rates by integers, and the limits of the year in the works. */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>

enum { CASES = 200, LATE = 67 };

static struct kk_rows fetch(struct world *w, const char *name)
{
    const struct kk_bind binds[] = {{"first", kk_vint(kk_day_make(2023, 4, 1))},
                                    {"last", kk_vint(kk_day_make(2023, 4, 30))},
                                    {.name = NULL}};
    const struct kk_query q = {.listing = kk_find_listing(w->ctx.reg, name),
                               .binds = binds,
                               .limit = 1000};
    struct kk_rows rows = {0};

    ck_assert_msg(q.listing != NULL, "no listing %s", name);
    ck_ok(kk_listing_fetch(&w->ctx, &q, &rows, &w->err), &w->err);
    return rows;
}

static const struct kk_val *cell(const struct kk_rows *rows, struct world *w,
                                 const char *listing, size_t row,
                                 const char *col)
{
    const struct kk_listing *l = kk_find_listing(w->ctx.reg, listing);
    size_t c = kk_listing_col(l, col);

    ck_assert_msg(l->cols[c].name != NULL && row < rows->n, "no %s of %zu", col,
                  row);
    return &rows->cell[row * rows->n_cols + c];
}
#define TEXT(rows, listing, row, col) cell(rows, &w, listing, row, col)->s
#define NUMBER(rows, listing, row, col) cell(rows, &w, listing, row, col)->i

/* By telephone, within the hour or, for a reason, a minute later. */
static void by_phone(struct world *w, int n, bool late)
{
    char no[16];
    const char *at = late ? "2023-04-12T10:01" : "2023-04-12T10:00";

    snprintf(no, sizeof no, "R5-%04d", n);
    world_do(w, "incident.open", "city_no", no, "place", "東区役所", "device",
             "PC", "symptom", "髙﨑①㈱𠮷", "instructed", "2023-04-12T09:00");
    world_do(w, "incident.contact", "incident", no, "person", "本間", "at", at);
    world_do(w, "incident.decide", "incident", no, "onsite", "no", "at", at);
    if (late)
        world_do(w, "incident.miss_reason", "incident", no, "sla", "連絡",
                 "text", "混雑");
    world_do(w, "incident.complete", "incident", no, "action", "案内", "result",
             "復旧", "at", "2023-04-12T10:05");
}

START_TEST(two_hundred_are_there_once_each)
{
    bool seen[CASES + 1] = {false};
    struct kk_rows rows;
    struct world w;

    world_new(&w);
    for (int n = 1; n <= CASES; n++)
        by_phone(&w, n, n <= LATE);
    rows = fetch(&w, "month_done");
    ck_assert_uint_eq(rows.n, CASES);
    for (size_t i = 0; i < rows.n; i++) {
        int n = atoi(TEXT(&rows, "month_done", i, "city_no") + 3);
        const char *work = TEXT(&rows, "month_done", i, "work");

        ck_assert(n >= 1 && n <= CASES && !seen[n]);
        seen[n] = true;
        ck_assert_str_eq(TEXT(&rows, "month_done", i, "machine_id"),
                         "特定できず");
        ck_assert((strstr(work, "連絡が未達の理由: 混雑") != NULL) ==
                  (n <= LATE));
    }
    kk_rows_free(&rows);
    /* 133 of 200 are 66.5 %; by integers, not 66.4 or 66.49. */
    rows = fetch(&w, "month_level");
    ck_assert_int_eq(NUMBER(&rows, "month_level", 0, "met"), CASES - LATE);
    ck_assert_int_eq(NUMBER(&rows, "month_level", 0, "missed"), LATE);
    ck_assert_int_eq(NUMBER(&rows, "month_level", 0, "rate"), 665);
    ck_assert_str_eq(TEXT(&rows, "month_level", 1, "rate"), "－");
    ck_assert_int_eq(NUMBER(&rows, "month_level", 1, "none"), CASES);
    kk_rows_free(&rows);
    rows = fetch(&w, "month_counts");
    ck_assert_str_eq(TEXT(&rows, "month_counts", 0, "words"),
                     "0 ＋ 0 ＋ 200 － 200 － 0 ＝ 0");
    kk_rows_free(&rows);
    world_free(&w);
}
END_TEST

START_TEST(the_works_tell_how_much_of_the_year_is_used)
{
    static const char *const kinds[] = {"設置", "撤去", "設置"};
    static const char *const used[] = {"－", "3/5回", "－",     "－",
                                       "－", "2/6回", "12/30台"};
    struct kk_str units = {0};
    struct kk_rows rows;
    struct world w;
    char no[16];

    world_new(&w);
    for (int i = 0; i < 3; i++) {
        snprintf(no, sizeof no, "指%d", i + 1);
        world_do(&w, "job.open", "kind", kinds[i], "order_no", no, "place",
                 "12");
    }
    for (int i = 0; i < 2; i++) {
        snprintf(no, sizeof no, "媒%d", i + 1);
        world_do(&w, "media.order", "city_ref", no);
    }
    for (int i = 0; i < 12; i++) {
        snprintf(no, sizeof no, "RS-%02d", i + 1);
        world_do(&w, "unit.add", "machine_id", no, "model", "M720q", "segment",
                 "国保福祉", "place", "菊水分庁舎", "role", "窓口");
        kk_str_addf(&units, "%s%s", i > 0 ? "," : "", no);
    }
    world_do(&w, "job.open", "kind", "再セットアップ", "order_no", "指4");
    world_do(&w, "job.add_unit", "job", "指4", "unit", kk_str_c(&units),
             "media", "国保福祉窓口");
    kk_str_free(&units);
    rows = fetch(&w, "month_works");
    ck_assert_uint_eq(rows.n, 7);
    for (size_t i = 0; i < rows.n; i++)
        ck_assert_str_eq(TEXT(&rows, "month_works", i, "used"), used[i]);
    ck_assert_str_eq(TEXT(&rows, "month_works", 0, "what"), "該当なし");
    ck_assert_ptr_nonnull(
        strstr(TEXT(&rows, "month_works", 1, "what"), "指2 撤去 清田区役所"));
    kk_rows_free(&rows);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("month", two_hundred_are_there_once_each,
             the_works_tell_how_much_of_the_year_is_used)
