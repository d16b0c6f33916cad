/* Which of several dated rows holds on a day; seasons of a year. */
#include <kikusui/rules/calendar.h>

/* How well a validity suits a day, higher is better: holding it, then ended
 * before it, then beginning after it; among equals the nearest. */
static int64_t fit(kk_day from, kk_day to, kk_day day)
{
    const int64_t class = INT64_C(1) << 40;

    if ((from == 0 || from <= day) && (to == 0 || day <= to))
        return 2 * class + from;
    if (to != 0 && to < day)
        return class + to;
    return -(int64_t)from;
}

static bool holds(kk_day from, kk_day to, kk_day day)
{
    return (from == 0 || from <= day) && (to == 0 || day <= to);
}

int kk_term_at(const struct kk_term *terms, size_t n, kk_day day, bool *inside)
{
    size_t best = 0;

    if (inside != NULL)
        *inside = false;
    if (n == 0)
        return 0;
    for (size_t i = 1; i < n; i++)
        if (fit(terms[i].from, terms[i].to, day) >=
            fit(terms[best].from, terms[best].to, day))
            best = i;
    if (inside != NULL)
        *inside = holds(terms[best].from, terms[best].to, day);
    return terms[best].value;
}

static int month_day(kk_day day, int *year)
{
    int m;
    int d;

    kk_day_split(day, year, &m, &d);
    return m * 100 + d;
}

static bool in_range(const struct kk_yearly *r, int md)
{
    if (r->first_md <= r->last_md)
        return r->first_md <= md && md <= r->last_md;
    return md >= r->first_md || md <= r->last_md;
}

/* Whether `r` is the one of its name that is valid on that day. */
static bool is_valid(const struct kk_yearly *ranges, size_t n,
                     const struct kk_yearly *r, kk_day day)
{
    int64_t mine = fit(r->from, r->to, day);

    for (size_t i = 0; i < n; i++) {
        const struct kk_yearly *other = &ranges[i];
        int64_t its = fit(other->from, other->to, day);
        if (other != r && kk_streq(other->name, r->name) &&
            (its > mine || (its == mine && other > r)))
            return false;
    }
    return true;
}

const struct kk_yearly *kk_yearly_at(const struct kk_yearly *ranges, size_t n,
                                     kk_day day)
{
    int year;
    int md = month_day(day, &year);

    for (size_t i = 0; i < n; i++)
        if (in_range(&ranges[i], md) && is_valid(ranges, n, &ranges[i], day))
            return &ranges[i];
    return NULL;
}

/* 2月29日 of a range is the 28th in other years. */
static kk_day day_of_md(int year, int md)
{
    int m = md / 100;
    int d = md % 100;

    while (d > 1 && !kk_date_valid(year, m, d))
        d--;
    return kk_day_make(year, m, d);
}

void kk_yearly_span(const struct kk_yearly *range, kk_day day, kk_day *first,
                    kk_day *last)
{
    int year;
    int md = month_day(day, &year);
    bool wraps = range->first_md > range->last_md;
    int begins = wraps && md < range->first_md ? year - 1 : year;

    *first = day_of_md(begins, range->first_md);
    *last = day_of_md(wraps ? begins + 1 : begins, range->last_md);
}
