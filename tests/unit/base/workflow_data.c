/* The checklists: whole, in order, and no step waits for what never comes. */
#include "sheet.h"

#include <kikusui/base/data.h>

static bool is_of(const struct sheet *s, size_t i, const char *kind,
                  const char *class)
{
    return strcmp(cell(s, i, "kind"), kind) == 0 &&
           strcmp(cell(s, i, "class"), class) == 0;
}

/* The row of a class's step, or -1. */
static int find(const struct sheet *s, const char *kind, const char *class,
                const char *key, size_t len)
{
    for (size_t i = 0; i < rows(s); i++)
        if (is_of(s, i, kind, class) && strlen(cell(s, i, "step_key")) == len &&
            memcmp(cell(s, i, "step_key"), key, len) == 0)
            return (int)i;
    return -1;
}

static size_t words(const char *list)
{
    size_t n = *list != '\0';

    for (; *list != '\0'; list++)
        n += *list == ' ';
    return n;
}

/* A step's facts and conditions are columns of its kind's facts.sql. */
static void all_facts(const struct sheet *s, size_t row, const char *col)
{
    char name[64], as[96];
    const struct kk_data *sql;

    snprintf(name, sizeof name, "%s/facts", cell(s, row, "kind"));
    sql = kk_data_sql(name);
    ck_assert_msg(sql != NULL, "steps row %zu: no %s.sql", row + 1, name);
    for (const char *w = cell(s, row, col); *w != '\0';) {
        size_t n = strcspn(w, " ");

        snprintf(as, sizeof as, "AS %.*s", (int)n, w);
        ck_assert_msg((n == 4 && memcmp(w, "tick", n) == 0) ||
                          strstr(sql->bytes, as) != NULL,
                      "steps row %zu: %s \"%.*s\"", row + 1, col, (int)n, w);
        w += n + (w[n] == ' ');
    }
}

START_TEST(steps_use_known_words)
{
    struct sheet s = sheet_open("workflow/steps.csv");
    struct sheet m = sheet_open("contract/model.csv");

    for (size_t i = 0; i < rows(&s); i++) {
        all_facts(&s, i, "fact");
        all_facts(&s, i, "only");
        ck_assert_uint_eq(words(cell(&s, i, "fact")), 1);
        ck_assert_uint_eq(words(cell(&s, i, "action")), 1);
        ck_assert_str_ne(cell(&s, i, "label"), "");
        ck_assert_int_le(number(&s, i, "skip"), 2);
        for (const char *w = cell(&s, i, "dev_types"); *w != '\0';) {
            size_t n = strcspn(w, " ");
            bool found = false;
            for (size_t r = 0; r < rows(&m); r++)
                found |= among(cell(&m, r, "dev_type"), w, n);
            ck_assert_msg(found, "no model is a %.*s", (int)n, w);
            w += n + (w[n] == ' ');
        }
    }
    sheet_close(&s);
    sheet_close(&m);
}
END_TEST

/* A step waits only for earlier steps of its class, and says so for each. */
START_TEST(steps_wait_for_earlier_ones)
{
    struct sheet s = sheet_open("workflow/steps.csv");

    for (size_t i = 0; i < rows(&s); i++) {
        const char *class = cell(&s, i, "class"), *kind = cell(&s, i, "kind");
        const char *key = cell(&s, i, "step_key");
        bool first = i == 0 || !is_of(&s, i - 1, kind, class);
        ck_assert_int_eq(number(&s, i, "order"),
                         first ? 1 : number(&s, i - 1, "order") + 1);
        ck_assert_msg(find(&s, kind, class, key, strlen(key)) == (int)i,
                      "class %s has %s twice", class, key);
        ck_assert_uint_eq(words(cell(&s, i, "after")),
                          words(cell(&s, i, "why_not")));
        for (const char *w = cell(&s, i, "after"); *w != '\0';) {
            size_t n = strcspn(w, " ");
            int at = find(&s, kind, class, w, n);
            ck_assert_msg(at >= 0 && at < (int)i, "%s of %s waits for %.*s",
                          key, class, (int)n, w);
            w += n + (w[n] == ' ');
        }
    }
    sheet_close(&s);
}
END_TEST

START_TEST(every_class_starts_with_the_call_and_ends_with_the_mail)
{
    static const char *const class[] = {"P", "M", "S", "-"};
    struct sheet s = sheet_open("workflow/steps.csv");

    for (size_t c = 0; c < sizeof class / sizeof class[0]; c++) {
        size_t first = rows(&s), last = 0;
        for (size_t i = 0; i < rows(&s); i++)
            if (is_of(&s, i, "incident", class[c])) {
                first = i < first ? i : first;
                last = i;
            }
        ck_assert_str_eq(cell(&s, first, "step_key"), "contact");
        ck_assert_str_eq(cell(&s, last, "step_key"), "mail");
        ck_assert_str_eq(cell(&s, last - 1, "step_key"), "complete");
        int check = find(&s, "incident", class[c], "user_check", 10);
        ck_assert_int_ge(check, 0);
        ck_assert_str_eq(cell(&s, (size_t)check, "gate"), "incident.complete");
    }
    sheet_close(&s);
}
END_TEST

/* R29, R32: what has to be set up after the maker's work or the swap stands
 * between it and the user's check. */
START_TEST(extra_setting_up_is_asked_of_the_right_devices)
{
    struct sheet s = sheet_open("workflow/steps.csv");
    int setup = find(&s, "incident", "M", "extra_setup", 11);
    int config = find(&s, "incident", "S", "extra_config", 12);

    ck_assert_int_ge(setup, 0);
    ck_assert_int_ge(config, 0);
    /* Also where a maker worked on the control PC of a scanner's case. */
    ck_assert_str_eq(cell(&s, (size_t)setup, "only"), "onsite control_pc");
    ck_assert_str_eq(cell(&s, (size_t)config, "dev_types"),
                     "磁気カード バーコード");
    ck_assert_str_eq(cell(&s, (size_t)setup, "gate"), "incident.user_check");
    ck_assert_str_eq(cell(&s, (size_t)config, "gate"), "incident.user_check");
    ck_assert_str_eq(cell(&s, (size_t)setup, "after"), "se_done");
    ck_assert_str_eq(cell(&s, (size_t)config, "after"), "swap");
    sheet_close(&s);
}
END_TEST

KK_TEST_MAIN("workflow_data", steps_use_known_words,
             steps_wait_for_earlier_ones,
             every_class_starts_with_the_call_and_ends_with_the_mail,
             extra_setting_up_is_asked_of_the_right_devices)
