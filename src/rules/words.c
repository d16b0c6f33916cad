/* What calendar and clocks say to people. */
#include <kikusui/base/shown.h>
#include <kikusui/rules/sla.h>

#include <stdio.h>

char *kk_min_words(int minutes, char buf[KK_MIN_BYTES])
{
    unsigned abs = minutes < 0 ? 0u - (unsigned)minutes : (unsigned)minutes;

    kk_fmt(buf, KK_MIN_BYTES, "%s%u:%02u", minutes < 0 ? "-" : "", abs / 60,
           abs % 60);
    return buf;
}

char *kk_left_words(const struct kk_calendar *cal, kk_day today, int minutes,
                    char buf[KK_MIN_BYTES])
{
    kk_day day;
    int open;
    int close;

    kk_min_words(minutes, buf);
    if (minutes > -100 * 60 && minutes < 100 * 60)
        return buf;
    day = kk_cal_weekday_before(cal, today);
    if (day != -1 && kk_cal_day_hours(cal, day, &open, &close) && close > open)
        snprintf(buf, KK_MIN_BYTES, "%d営業日", minutes / (close - open));
    return buf;
}

void kk_cal_words(const struct kk_cal_state *st, struct kk_str *out)
{
    char buf[KK_MIN_BYTES];

    switch (st->why) {
    case KK_WHY_OPEN:
        kk_str_addf(out, "受付中 残%s", kk_min_words(st->left_min, buf));
        break;
    case KK_WHY_EXTRA:
        kk_str_add(out, st->name[0] != '\0' ? "臨時 " : "臨時休業");
        kk_str_add(out, st->name);
        break;
    case KK_WHY_HOLIDAY:
        if (st->holiday == KK_HOLIDAY_NATIONAL)
            kk_str_add(out, "祝日 ");
        kk_str_add(out, st->name);
        break;
    case KK_WHY_YEARLY:
    case KK_WHY_WDAY:
        kk_str_add(out, st->name);
        break;
    case KK_WHY_HOURS:
        kk_str_add(out, "時間外");
        break;
    }
    if (!st->in_term)
        kk_str_add(out, " 契約期間外");
}

/* --- arithmetic ---------------------------------------------------------- */

/* The open part of one day within [a, b). */
struct slice {
    kk_day day;
    int from, to; /* minutes after 0:00 */
};

#define SHOWN 3        /* days told one by one */
#define WEEKEND_DAYS 3 /* Friday to Monday is still 翌 */

static bool slice_of(const struct kk_calendar *cal, kk_day d, kk_time a,
                     kk_time b, struct slice *out)
{
    kk_time start = kk_day_start(d);
    int open;
    int close;

    if (!kk_cal_day_hours(cal, d, &open, &close))
        return false;
    kk_time from = start + open * 60;
    kk_time to = start + close * 60;
    from = from < a ? a : from;
    to = to > b ? b : to;
    *out = (struct slice){.day = d,
                          .from = (int)((from - start) / 60),
                          .to = (int)((to - start) / 60)};
    return from < to;
}

/* The first days into shown, the last into *last. Returns how many days. */
static int slices(const struct kk_calendar *cal, kk_time a, kk_time b,
                  struct slice shown[SHOWN], struct slice *last)
{
    int n = 0;
    kk_day end = kk_day_of(b);

    for (kk_day d = kk_cal_weekday_after(cal, kk_day_of(a));
         d != -1 && d <= end; d = kk_cal_weekday_after(cal, d + 1)) {
        struct slice s;
        if (!slice_of(cal, d, a, b, &s))
            continue;
        if (n < SHOWN)
            shown[n] = s;
        *last = s;
        n++;
    }
    return n;
}

static void add_slice(struct kk_str *out, const struct slice *s)
{
    kk_str_addf(out, "%d:%02d-%d:%02d %d分", s->from / 60, s->from % 60,
                s->to / 60, s->to % 60, s->to - s->from);
}

static void add_dated(struct kk_str *out, const struct slice *s)
{
    int y;
    int m;
    int d;

    kk_day_split(s->day, &y, &m, &d);
    kk_str_addf(out, "%d/%d ", m, d);
    add_slice(out, s);
}

static void add_two(struct kk_str *out, const struct slice s[2])
{
    add_slice(out, &s[0]);
    kk_str_add(out, " + ");
    if (s[1].day - s[0].day > WEEKEND_DAYS) {
        add_dated(out, &s[1]);
        return;
    }
    kk_str_add(out, "翌");
    add_slice(out, &s[1]);
}

static void add_many(struct kk_str *out, const struct slice *first,
                     const struct slice *last, int n, int total)
{
    int between = total - (first->to - first->from) - (last->to - last->from);

    add_dated(out, first);
    kk_str_addf(out, " + 中%d日 %d分 + ", n - 2, between);
    add_dated(out, last);
}

void kk_elapsed_words(const struct kk_calendar *cal, kk_time a, kk_time b,
                      struct kk_str *out)
{
    struct slice s[SHOWN];
    struct slice last;
    int total = kk_elapsed(cal, a, b);
    int n;

    a = kk_time_cut(a);
    b = kk_time_cut(b);
    n = slices(cal, a, b, s, &last);
    if (n == 0) {
        kk_str_addf(out, "%d分", total);
    } else if (n == 1) {
        add_slice(out, &s[0]);
    } else if (n == 2) {
        add_two(out, s);
    } else if (n <= SHOWN) {
        for (int i = 0; i < n; i++) {
            kk_str_add(out, i > 0 ? " + " : "");
            add_dated(out, &s[i]);
        }
    } else {
        add_many(out, &s[0], &last, n, total);
    }
}

void kk_elapsed_sum_words(const struct kk_calendar *cal, kk_time a, kk_time b,
                          struct kk_str *out)
{
    struct slice s[SHOWN];
    struct slice last;
    int total = kk_elapsed(cal, a, b);

    a = kk_time_cut(a);
    b = kk_time_cut(b);
    kk_str_addf(out, "%d分", total);
    switch (slices(cal, a, b, s, &last)) {
    case 0:
        break;
    case 1:
        kk_str_addf(out, " = %d:%02d-%d:%02d", s[0].from / 60, s[0].from % 60,
                    s[0].to / 60, s[0].to % 60);
        break;
    default:
        kk_str_add(out, " = ");
        kk_elapsed_words(cal, a, b, out);
    }
}
