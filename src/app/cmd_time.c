/* kikusui due, elapsed, holidays: service time without a screen. */
#include "commands.h"

#include <kikusui/base/shown.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/tables.h>

#include <limits.h>

/* What stands on the command line is the caller's words: status 2, not 1. */
enum kk_status kk_cmd_time(struct kk_app *app, const char *text, kk_time *out,
                           struct kk_err *err)
{
    enum kk_status st = kk_time_parse(text, kk_now(&app->clock), out, err);

    return st == KK_REFUSED ? (err->status = KK_USAGE) : st;
}

static enum kk_status read_day(struct kk_app *app, const char *text,
                               kk_day *out, struct kk_err *err)
{
    enum kk_status st = kk_day_parse(text, kk_now(&app->clock), out, err);

    return st == KK_REFUSED ? (err->status = KK_USAGE) : st;
}

enum kk_status kk_cmd_contract(struct kk_app *app, struct kk_contract **own,
                               const struct kk_contract **out,
                               struct kk_err *err)
{
    enum kk_status st = KK_OK;

    *own = NULL;
    if (app->db == NULL)
        st = kk_contract_load(NULL, own, err);
    *out = app->db == NULL ? *own : app->ctx.contract;
    return st;
}

/* Outside its table the calendar counts every day as closed: no answer is
 * better than that one. */
static enum kk_status check_year(kk_time t, struct kk_err *err)
{
    struct kk_civil c;

    kk_civil_of(t, &c);
    if (c.year >= KK_CAL_FIRST_YEAR && c.year <= KK_CAL_LAST_YEAR)
        return KK_OK;
    return kk_fail(err, KK_REFUSED, "計算できるのは%d年から%d年までです",
                   KK_CAL_FIRST_YEAR, KK_CAL_LAST_YEAR);
}

enum kk_status kk_cmd_due(struct kk_app *app, const struct kk_parsed *p,
                          struct kk_err *err)
{
    struct kk_contract *own = NULL;
    const struct kk_contract *contract;
    char buf[KK_TIME_BYTES];
    kk_time start, due;
    int64_t minutes;
    enum kk_status st = kk_cmd_time(app, p->word[0], &start, err);

    if (st != KK_OK)
        return st;
    if (!kk_parse_i64(p->word[1], &minutes) || minutes < 0 || minutes > INT_MAX)
        return kk_fail(err, KK_USAGE, "分は0から%dまでの数です: %.*s", INT_MAX,
                       KK_CUT(p->word[1], 60));
    st = check_year(start, err);
    if (st == KK_OK)
        st = kk_cmd_contract(app, &own, &contract, err);
    if (st != KK_OK)
        return st;
    due = kk_due(kk_contract_cal(contract), start, (int)minutes);
    kk_contract_free(&own);
    if (due == 0)
        return kk_fail(err, KK_REFUSED, "期限が%d年を過ぎます",
                       KK_CAL_LAST_YEAR);
    kk_out_line(app, app->format == KK_FMT_JSON ? "\"%s\"" : "%s",
                kk_time_iso(due, buf));
    return KK_OK;
}

enum kk_status kk_cmd_elapsed(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    struct kk_contract *own = NULL;
    const struct kk_contract *contract;
    kk_time from, to;
    enum kk_status st = kk_cmd_time(app, p->word[0], &from, err);

    if (st == KK_OK)
        st = kk_cmd_time(app, p->word[1], &to, err);
    if (st == KK_OK)
        st = check_year(from, err);
    if (st == KK_OK)
        st = check_year(to, err);
    if (st == KK_OK)
        st = kk_cmd_contract(app, &own, &contract, err);
    if (st == KK_OK)
        kk_out_line(app, "%d", kk_elapsed(kk_contract_cal(contract), from, to));
    kk_contract_free(&own);
    return st;
}

/* By the law as it is computed; a loaded list reaches no further. */
static enum kk_status read_span(struct kk_app *app, const struct kk_parsed *p,
                                kk_day *from, kk_day *to, struct kk_err *err)
{
    enum kk_status st = read_day(app, p->word[0], from, err);

    if (st == KK_OK)
        st = read_day(app, p->word[1], to, err);
    if (st != KK_OK)
        return st;
    if (*from > *to)
        return kk_fail(err, KK_USAGE, "初めの日が終わりの日より後です");
    if (*from < kk_day_make(KK_HOLIDAY_FIRST_YEAR, 1, 1) ||
        *to > kk_day_make(KK_HOLIDAY_LAST_YEAR, 12, 31))
        return kk_fail(err, KK_REFUSED, "祝日が分かるのは%d年から%d年までです",
                       KK_HOLIDAY_FIRST_YEAR, KK_HOLIDAY_LAST_YEAR);
    return KK_OK;
}

enum kk_status kk_cmd_holidays(struct kk_app *app, const struct kk_parsed *p,
                               struct kk_err *err)
{
    static const struct kk_col cols[] = {
        COL("date", "日付", 10, .show = KK_SHOW_DATE),
        COL("name", "名称", 24),
        END,
    };
    struct kk_contract *own = NULL;
    const struct kk_contract *contract;
    const struct kk_holiday *first;
    struct kk_report sheet;
    kk_day from, to;
    enum kk_status st = read_span(app, p, &from, &to, err);

    if (st == KK_OK)
        st = kk_cmd_contract(app, &own, &contract, err);
    if (st != KK_OK)
        return st;
    /* A tab between the two, whoever reads it. */
    if (app->format == KK_FMT_TABLE)
        app->format = KK_FMT_TSV;
    kk_out_rows(app, &sheet, cols, false);
    size_t n = kk_holidays_span(kk_cal_holidays(kk_contract_cal(contract)),
                                from, to, &first);
    for (size_t i = 0; i < n; i++)
        kk_report_row(&sheet, 0,
                      (const struct kk_val[]){kk_vint(first[i].day),
                                              kk_vtext(first[i].name)});
    kk_report_end(&sheet);
    kk_contract_free(&own);
    return KK_OK;
}
