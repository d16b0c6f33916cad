/* When a maker's desk takes calls or makes visits. */
#include <kikusui/rules/desk.h>

#include <stdio.h>
#include <string.h>

#define HORIZON_DAYS 366 /* how far a next opening is looked for */

/* --- the rule as text ---------------------------------------------------- */

static const char *const separators[] = {",",  "|",  ";",  " ",  "\t", "\n",
                                         "、", "・", "，", "｜", "　"};

/* Bytes of the separator s begins with, 0 for none. */
static size_t separator(const char *s)
{
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (kk_str_starts(s, separators[i]))
            return strlen(separators[i]);
    return 0;
}

static bool parse_fixed(const char *word, struct kk_desk_rule *out)
{
    int m;
    int d;
    char rest;

    if (sscanf(word, "%2d/%2d%c", &m, &d, &rest) != 2 ||
        !kk_date_valid(2000, m, d) || out->n_fixed == KK_DESK_FIXED_MAX)
        return false;
    out->fixed_md[out->n_fixed++] = m * 100 + d;
    return true;
}

static bool parse_word(const char *word, struct kk_desk_rule *out)
{
    static const struct {
        const char *word;
        enum kk_desk_flag flag;
    } words[] = {
        {"祝日", KK_DESK_HOLIDAY},      {"振替", KK_DESK_SUBSTITUTE},
        {"年末年始", KK_DESK_YEAR_END}, {"夏季", KK_DESK_SUMMER},
        {"不明", KK_DESK_UNKNOWN},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (kk_streq(word, words[i].word)) {
            out->flags |= words[i].flag;
            return true;
        }
    return parse_fixed(word, out);
}

enum kk_status kk_desk_rule_parse(const char *text, struct kk_desk_rule *out,
                                  struct kk_err *err)
{
    const char *s = text != NULL ? text : "";
    struct kk_desk_rule rule = {0};

    *out = rule;
    while (*s != '\0') {
        char word[64];
        size_t n = 0;
        size_t gap = separator(s);

        if (gap > 0) {
            s += gap;
            continue;
        }
        while (s[n] != '\0' && separator(s + n) == 0)
            n++;
        if (n < sizeof word) {
            memcpy(word, s, n);
            word[n] = '\0';
        }
        if (n >= sizeof word || !parse_word(word, &rule))
            return kk_fail(err, KK_REFUSED,
                           "休業の書き方が分かりません:「%.*s」。祝日, 振替, "
                           "年末年始, 夏季, 不明 か 5/1 のような月日を , で"
                           "並べてください",
                           (int)(n < sizeof word ? n : 60), s);
        s += n;
    }
    *out = rule;
    return KK_OK;
}

/* --- days ---------------------------------------------------------------- */

enum sure { SHUT, GOES_BY_HOURS, NOT_STATED };

static const struct kk_closed *closure_at(const struct kk_desk *desk, kk_day d)
{
    for (size_t i = 0; i < desk->n_closures; i++)
        if (desk->closures[i].from <= d && d <= desk->closures[i].to)
            return &desk->closures[i];
    return NULL;
}

/* The season that day is in, unless closure rows already say which days of it
 * are closed. */
static const struct kk_yearly *open_season(const struct kk_desk *desk,
                                           const struct kk_yearly *ranges,
                                           size_t n, kk_day d)
{
    const struct kk_yearly *r = kk_yearly_at(ranges, n, d);
    kk_day first;
    kk_day last;

    if (r == NULL)
        return NULL;
    kk_yearly_span(r, d, &first, &last);
    for (size_t i = 0; i < desk->n_closures; i++)
        if (desk->closures[i].from <= last && first <= desk->closures[i].to)
            return NULL;
    return r;
}

static bool is_fixed(const struct kk_desk_rule *rule, kk_day day)
{
    int y;
    int m;
    int d;

    kk_day_split(day, &y, &m, &d);
    for (size_t i = 0; i < rule->n_fixed; i++)
        if (rule->fixed_md[i] == m * 100 + d)
            return true;
    return false;
}

static bool has_hours(const struct kk_desk *desk, kk_day d)
{
    int wday = kk_day_wday(d);

    for (size_t i = 0; i < desk->n_hours; i++)
        if (desk->hours[i].wday == wday)
            return true;
    return false;
}

static bool has_flag(const struct kk_desk *desk, unsigned flag)
{
    return (desk->rule.flags & flag) != 0;
}

/* What closes the desk for sure that day; NULL when nothing does. */
static const char *shut_by(const struct kk_desk *desk,
                           const struct kk_holiday *h,
                           const struct kk_yearly *year_end, kk_day d)
{
    const struct kk_closed *c = closure_at(desk, d);

    if (c != NULL)
        return c->note != NULL && c->note[0] != '\0' ? c->note : "休業日";
    if (h != NULL &&
        has_flag(desk, h->kind == KK_HOLIDAY_SUBSTITUTE ? KK_DESK_SUBSTITUTE
                                                        : KK_DESK_HOLIDAY))
        return h->name;
    if (is_fixed(&desk->rule, d))
        return "休業日";
    if (year_end != NULL && has_flag(desk, KK_DESK_YEAR_END))
        return year_end->name;
    if (desk->n_hours > 0 && !has_hours(desk, d))
        return "休み";
    return NULL;
}

static enum sure day_state(const struct kk_desk *desk,
                           const struct kk_desk_env *env, kk_day d,
                           const char **why)
{
    const struct kk_holiday *h = kk_holidays_at(env->holidays, d);
    const struct kk_yearly *year_end =
        open_season(desk, env->year_end, env->n_year_end, d);
    const struct kk_yearly *summer =
        open_season(desk, env->summer, env->n_summer, d);

    *why = shut_by(desk, h, year_end, d);
    if (*why != NULL)
        return SHUT;
    if (desk->n_hours == 0)
        *why = "受付時間の記載なし";
    else if (h != NULL && has_flag(desk, KK_DESK_HOLIDAY))
        *why = h->name;
    else if (year_end != NULL && has_flag(desk, KK_DESK_UNKNOWN))
        *why = year_end->name;
    else if (summer != NULL && has_flag(desk, KK_DESK_SUMMER))
        *why = summer->name;
    return *why != NULL ? NOT_STATED : GOES_BY_HOURS;
}

/* --- instants ------------------------------------------------------------ */

/* The hours that hold that minute, or NULL. */
static const struct kk_desk_hours *hours_at(const struct kk_desk *desk,
                                            kk_day d, int minute)
{
    int wday = kk_day_wday(d);

    for (size_t i = 0; i < desk->n_hours; i++) {
        const struct kk_desk_hours *h = &desk->hours[i];
        if (h->wday == wday && h->open_min <= minute && minute < h->close_min)
            return h;
    }
    return NULL;
}

/* The first opening of that day at or after a minute, -1 for none. */
static int opening_from(const struct kk_desk *desk, kk_day d, int minute)
{
    int wday = kk_day_wday(d);
    int best = -1;

    for (size_t i = 0; i < desk->n_hours; i++) {
        const struct kk_desk_hours *h = &desk->hours[i];
        if (h->wday == wday && h->open_min >= minute &&
            (best == -1 || h->open_min < best))
            best = h->open_min;
    }
    return best;
}

static void find_next(const struct kk_desk *desk, const struct kk_desk_env *env,
                      kk_time t, struct kk_desk_state *out)
{
    kk_day today = kk_day_of(t);
    int minute = (int)((t - kk_day_start(today)) / 60);

    for (kk_day d = today; d <= today + HORIZON_DAYS; d++) {
        const char *why;
        enum sure sure = day_state(desk, env, d, &why);
        int open = opening_from(desk, d, d == today ? minute + 1 : 0);

        if (sure == NOT_STATED && (open != -1 || desk->n_hours == 0))
            out->maybe_sooner = true;
        if (sure == GOES_BY_HOURS && open != -1) {
            out->next = kk_day_start(d) + open * 60;
            return;
        }
    }
}

void kk_desk_at(const struct kk_desk *desk, const struct kk_desk_env *env,
                kk_time t, struct kk_desk_state *out)
{
    kk_day d = kk_day_of(t);
    int minute = (int)((t - kk_day_start(d)) / 60);
    const struct kk_desk_hours *h = hours_at(desk, d, minute);
    enum sure sure;

    *out = (struct kk_desk_state){.open = KK_DESK_CLOSED};
    sure = day_state(desk, env, d, &out->why);
    if (sure == GOES_BY_HOURS && h != NULL) {
        out->open = KK_DESK_OPEN;
        out->until = kk_day_start(d) + h->close_min * 60;
        out->left_min = h->close_min - minute;
        return;
    }
    if (sure == NOT_STATED && (h != NULL || desk->n_hours == 0))
        out->open = KK_DESK_MAYBE;
    else if (sure != SHUT)
        out->why = "時間外";
    find_next(desk, env, t, out);
}

void kk_desk_words(const struct kk_desk_state *st, kk_time t,
                   struct kk_str *out)
{
    char buf[KK_MIN_BYTES];
    struct kk_civil next;

    switch (st->open) {
    case KK_DESK_OPEN:
        if (st->left_min < 60)
            kk_str_addf(out, "開 残%d分", st->left_min);
        else
            kk_str_addf(out, "開 残%s", kk_min_words(st->left_min, buf));
        break;
    case KK_DESK_MAYBE:
        kk_str_add(out, "不明");
        break;
    case KK_DESK_CLOSED:
        if (st->next == 0) {
            kk_str_add(out, "閉 次 不明");
            break;
        }
        kk_civil_of(st->next, &next);
        kk_str_add(out, "閉 次 ");
        if (kk_day_of(st->next) != kk_day_of(t))
            kk_str_addf(out, "%d/%d ", next.month, next.day);
        kk_str_addf(out, "%d:%02d", next.hour, next.min);
        if (st->maybe_sooner)
            kk_str_add(out, " (その前は不明)");
        break;
    }
}

/* --- promises ------------------------------------------------------------ */

kk_day kk_desk_visit_by(const struct kk_desk *desk,
                        const struct kk_desk_env *env, kk_time t)
{
    struct kk_desk_state now;

    kk_desk_at(desk, env, t, &now);
    if (now.open == KK_DESK_CLOSED && now.next == 0)
        return -1;

    kk_day counts = kk_day_of(now.open == KK_DESK_CLOSED ? now.next : t);
    for (kk_day d = counts + 1; d <= counts + HORIZON_DAYS; d++) {
        const char *why;
        if (has_hours(desk, d) &&
            day_state(desk, env, d, &why) == GOES_BY_HOURS)
            return d;
    }
    return -1;
}
