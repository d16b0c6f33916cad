/* Whether what stands in the contract's tables makes sense. */
#include "contract_priv.h"

#include <kikusui/base/shown.h>

#define OPEN KK_PARAM_OPEN
#define CLOSE KK_PARAM_CLOSE

const char *kk_contract_group(const char *key)
{
    return kk_streq(key, CLOSE) ? OPEN : key;
}

bool kk_contract_in_group(const char *key, const char *group)
{
    return kk_streq(kk_contract_group(key), group);
}

static enum kk_status judge_hours(const struct kk_contract_rows *r,
                                  struct kk_err *err)
{
    struct kk_term *t = kk_alloc(2 * (r->n_params + 1) * sizeof *t);
    struct kk_term *closes = t + r->n_params + 1;
    struct kk_cal_spec spec = {.opens = t, .closes = closes};
    struct kk_calendar *cal = NULL;
    enum kk_status st;

    for (size_t i = 0; i < r->n_params; i++) {
        const struct kk_param_row *p = &r->param[i];
        struct kk_term term = {.from = p->from,
                               .to = p->to,
                               .value = kk_contract_minutes(p->value)};

        if (kk_streq(p->key, OPEN))
            t[spec.n_opens++] = term;
        else if (kk_streq(p->key, CLOSE))
            closes[spec.n_closes++] = term;
    }
    st = kk_cal_new(&spec, &cal, err);
    kk_cal_free(&cal);
    kk_free(t);
    return st;
}

enum kk_status kk_contract_judge(const struct kk_contract_rows *r,
                                 const char *group, struct kk_err *err)
{
    enum kk_status st = KK_OK;
    size_t n = 0;

    for (size_t i = 0; st == KK_OK && i < r->n_params; i++) {
        const struct kk_param_row *p = &r->param[i];

        if (!kk_contract_in_group(p->key, group))
            continue;
        n++;
        st = kk_contract_value(p->key, p->value, err);
        if (st == KK_NONE) /* of a newer program */
            return KK_OK;
        if (st == KK_OK && p->from != 0 && p->to != 0 && p->to < p->from)
            st = kk_fail_at(err, KK_REFUSED, "valid_to",
                            "%s の適用終了が開始より前です", p->key);
    }
    if (st == KK_OK && n == 0 && !kk_contract_open(group))
        st = kk_fail(err, KK_REFUSED,
                     "%s の行がありません。最後の行は外さずに、値か適用終了を"
                     "直してください",
                     group);
    return st == KK_OK && kk_streq(group, OPEN) ? judge_hours(r, err) : st;
}

static enum kk_status judge_holiday(const struct kk_holiday_row *h,
                                    struct kk_err *err)
{
#define ITSELF(kind) kind
    static const char *const kinds[] = {"", KK_HOLIDAY_KINDS(ITSELF)};
#undef ITSELF
    bool known = false;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known |= kk_streq(h->kind, kinds[i]);
    if (!known)
        return kk_fail_at(err, KK_REFUSED, "kind",
                          "休日の種類「%.*s」はありません",
                          KK_CUT(h->kind, 40));
    if (h->day < kk_day_make(KK_CAL_FIRST_YEAR, 1, 1) ||
        h->day > kk_day_make(KK_CAL_LAST_YEAR, 12, 31))
        return kk_fail_at(err, KK_REFUSED, "date",
                          "休日の日付が%d年から%d年の間にありません",
                          KK_CAL_FIRST_YEAR, KK_CAL_LAST_YEAR);
    return KK_OK;
}

static enum kk_status judge_desk_hours(const struct kk_desk_hours_row *h,
                                       struct kk_err *err)
{
    if (h->dow < 0 || h->dow > 6)
        return kk_fail_at(err, KK_REFUSED, "dow", "窓口の曜日がありません");
    if (h->open_min < 0 || h->close_min > 24 * 60 ||
        h->close_min <= h->open_min)
        return kk_fail_at(err, KK_REFUSED, "close",
                          "窓口の受付時間の終了 %d:%02d が開始 %d:%02d より後に"
                          "なっていません",
                          h->close_min / 60, h->close_min % 60,
                          h->open_min / 60, h->open_min % 60);
    return KK_OK;
}

static enum kk_status judge_closure(const struct kk_desk_closure_row *c,
                                    struct kk_err *err)
{
    if (c->from == 0 || c->to < c->from)
        return kk_fail_at(err, KK_REFUSED, "to_day",
                          "窓口の休業の終了が開始より前です");
    return KK_OK;
}

static enum kk_status judge_desk(const struct kk_desk_info *d,
                                 struct kk_err *err)
{
    struct kk_desk_rule rule;
    enum kk_status st = kk_desk_rule_parse(d->closed_on, &rule, err);

    if (st != KK_OK) {
        kk_err_prefix(err, "メーカー窓口「%.*s」の休業: ", KK_CUT(d->name, 60));
        kk_fmt(err->field, sizeof err->field, "closed_on");
    }
    return st;
}

size_t kk_contract_count(const struct kk_contract_rows *r,
                         enum kk_contract_table table)
{
    return table == KK_TAB_HOLIDAY   ? r->n_holidays
           : table == KK_TAB_DESK    ? r->n_desks
           : table == KK_TAB_HOURS   ? r->n_hours
           : table == KK_TAB_CLOSURE ? r->n_closures
                                     : 0;
}

enum kk_status kk_contract_judge_row(const struct kk_contract_rows *r,
                                     enum kk_contract_table table, size_t i,
                                     struct kk_err *err)
{
    return table == KK_TAB_HOLIDAY ? judge_holiday(&r->holiday[i], err)
           : table == KK_TAB_DESK  ? judge_desk(&r->desk[i], err)
           : table == KK_TAB_HOURS ? judge_desk_hours(&r->hours[i], err)
                                   : judge_closure(&r->closure[i], err);
}
