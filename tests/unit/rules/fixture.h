/* The contract's calendar for the tests of the domain layer: §6 as data. */
#ifndef KIKUSUI_TESTS_UNIT_DOMAIN_FIXTURE_H
#define KIKUSUI_TESTS_UNIT_DOMAIN_FIXTURE_H

#include "test.h"

#include <kikusui/rules/calendar.h>

#include <string.h>

/* 2023-04-12T10:20; aborts on anything else. */
static inline kk_time at(const char *text)
{
    struct kk_civil c = {0};

    if (sscanf(text, "%d-%d-%dT%d:%d", &c.year, &c.month, &c.day, &c.hour,
               &c.min) != 5)
        ck_abort_msg("not an instant: %s", text);
    return kk_time_of(&c);
}

static inline kk_day on(const char *text)
{
    int y;
    int m;
    int d;

    if (sscanf(text, "%d-%d-%d", &y, &m, &d) != 3)
        ck_abort_msg("not a day: %s", text);
    return kk_day_make(y, m, d);
}

static const struct kk_yearly contract_yearly[] = {
    {.first_md = 1229, .last_md = 103, .name = "年末年始"}};

/* 令和5年度: weekdays 8:45 to 17:15. */
static inline struct kk_calendar *contract_calendar(void)
{
    struct kk_err err = {0};
    struct kk_calendar *cal;
    const struct kk_term opens = {on("2023-04-01"), on("2024-03-31"), 525};
    const struct kk_term closes = {on("2023-04-01"), on("2024-03-31"), 1035};
    const struct kk_cal_spec spec = {
        .opens = &opens,
        .n_opens = 1,
        .closes = &closes,
        .n_closes = 1,
        .closed_wdays = KK_WDAY_BIT(0) | KK_WDAY_BIT(6),
        .yearly = contract_yearly,
        .n_yearly = 1,
    };

    ck_ok(kk_cal_new(&spec, &cal, &err), &err);
    return cal;
}

#define ck_at(got, want)                                                       \
    do {                                                                       \
        char got_[KK_TIME_BYTES];                                              \
        ck_assert_str_eq(kk_time_iso((got), got_), want);                      \
    } while (0)

#define ck_on(got, want)                                                       \
    do {                                                                       \
        char got_[KK_TIME_BYTES];                                              \
        ck_assert_str_eq(kk_day_iso((got), got_), want);                       \
    } while (0)

/* `call` appends to the struct kk_str * it names `out`. */
#define ck_words(call, want)                                                   \
    do {                                                                       \
        struct kk_str words_ = {0};                                            \
        struct kk_str *out = &words_;                                          \
        call;                                                                  \
        ck_assert_str_eq(kk_str_c(&words_), want);                             \
        kk_str_free(&words_);                                                  \
    } while (0)

#endif
