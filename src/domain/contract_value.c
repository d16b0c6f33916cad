/* What a row of the contract's conditions may say: a key that the program asks
 * for, and a value of the form that data/contract/param.csv has for it; any
 * text for what stands on the cover of a paper (cover.csv). */
#include "contract_ours.h"

#include <kikusui/base/shown.h>
#include <kikusui/domain/contract_rows.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A season that is longer closes what the contract keeps open. */
enum { RANGE_DAYS_MOST = 31, LEAP_YEAR_DAYS = 366 };
enum form {
    FORM_TEXT,
    FORM_INT,
    FORM_TIME,
    FORM_RANGE,
    FORM_WDAYS,
    FORM_WHOSE
};
static const char *const form_words[] = {
    [FORM_TEXT] = "文字",
    [FORM_INT] = "1以上の数",
    [FORM_TIME] = "時刻（08:45）",
    [FORM_RANGE] = "月日の範囲（12-29/01-03。31日まで）",
    [FORM_WDAYS] = "曜日（土,日。七日すべては閉じられません）",
    [FORM_WHOSE] = "「誰でも」か「受託者」",
};

static bool is_int(const char *s)
{
    int64_t v;

    return kk_parse_i64(s, &v) && v >= 0 && v <= 1000000;
}

static bool is_range(const char *s)
{
    static const char like[] = "dd-dd/dd-dd";
    kk_day first, last;

    for (size_t i = 0; i < sizeof like - 1; i++)
        if (like[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != like[i])
            return false;
    /* 2000 is a leap year: 2月29日 may be named. */
    if (s[sizeof like - 1] != '\0' ||
        !kk_date_valid(2000, atoi(s), atoi(s + 3)) ||
        !kk_date_valid(2000, atoi(s + 6), atoi(s + 9)))
        return false;
    first = kk_day_make(2000, atoi(s), atoi(s + 3));
    last = kk_day_make(2000, atoi(s + 6), atoi(s + 9));
    if (last < first) /* over the turn of the year */
        last += LEAP_YEAR_DAYS;
    return last - first < RANGE_DAYS_MOST;
}

/* Of all seven nothing would be left to count in. */
static bool is_wdays(const char *s)
{
    unsigned days = 0;

    for (;;) {
        int d = 0;

        while (d < 7 && !kk_str_starts(s, kk_wday_name(d)))
            d++;
        if (d == 7)
            return false;
        days |= KK_WDAY_BIT(d);
        s += strlen(kk_wday_name(d));
        if (*s == '\0')
            return days != 0x7f;
        if (*s++ != ',')
            return false;
    }
}

static bool has_form(const char *s, enum form form)
{
    switch (form) {
    case FORM_INT:
        return is_int(s);
    case FORM_TIME:
        return kk_contract_minutes(s) >= 0;
    case FORM_RANGE:
        return is_range(s);
    case FORM_WDAYS:
        return is_wdays(s);
    case FORM_WHOSE:
        return kk_streq(s, "誰でも") || kk_streq(s, "受託者");
    case FORM_TEXT:
        return *s != '\0';
    }
    return false;
}

static enum form form_of(const char *s)
{
    for (enum form f = FORM_INT; f <= FORM_WHOSE; f++)
        if (has_form(s, f))
            return f;
    return FORM_TEXT;
}

static const char *our_value(const char *key)
{
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (kk_streq(ours[i].key, key))
            return ours[i].value;
    return NULL;
}

bool kk_contract_open(const char *key)
{
    const char *have = our_value(key);

    return have != NULL && *have == '\0';
}

enum kk_status kk_contract_value(const char *key, const char *value,
                                 struct kk_err *err)
{
    const char *have = our_value(key);
    enum form form;

    if (have == NULL)
        return KK_NONE;
    form = form_of(have);
    if (has_form(value, form) &&
        !(kk_str_starts(key, "sla.") && kk_streq(value, "0")))
        return KK_OK;
    return kk_fail_at(err, KK_REFUSED, "value",
                      "%s の値「%.*s」が読めません。%sで入れてください", key,
                      KK_CUT(value, 60), form_words[form]);
}
