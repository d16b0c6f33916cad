/* The two clocks of the service level, and waivers. */
#include <kikusui/rules/sla.h>

#include <limits.h>

static int clamp_int(int64_t v)
{
    return v > INT_MAX ? INT_MAX : v < -INT_MAX ? -INT_MAX : (int)v;
}

int kk_elapsed(const struct kk_calendar *cal, kk_time a, kk_time b)
{
    return clamp_int(kk_cal_pos(cal, b) - kk_cal_pos(cal, a));
}

kk_time kk_due(const struct kk_calendar *cal, kk_time a, int n)
{
    if (n <= 0)
        return kk_time_cut(a);
    if (kk_cal_next_open(cal, a) == 0)
        return 0;
    return kk_cal_of_pos(cal, kk_cal_pos(cal, a) + n);
}

const char *kk_sla_status_name(enum kk_sla_status st)
{
    switch (st) {
    case KK_SLA_RUNNING:
        return "計測中";
    case KK_SLA_MET:
        return "達成";
    case KK_SLA_MISSED:
        return "未達";
    case KK_SLA_WAIVED:
        return "対象外（合意）";
    case KK_SLA_NO_ONSITE:
        return "現場作業なし";
    case KK_SLA_RETURNED:
        return "差戻し";
    }
    return "";
}

const char *kk_sla_mark_name(enum kk_sla_mark mark)
{
    switch (mark) {
    case KK_MARK_NONE:
        return "";
    case KK_MARK_URGENT:
        return "急";
    case KK_MARK_OVER:
        return "超";
    }
    return "";
}

static enum kk_sla_mark mark_of(int limit, int left)
{
    if (left < 0)
        return KK_MARK_OVER;
    return left <= limit / 4 ? KK_MARK_URGENT : KK_MARK_NONE;
}

void kk_sla_clock(const struct kk_calendar *cal, int limit_min,
                  kk_time instructed, kk_time stop, kk_time now,
                  struct kk_sla *out)
{
    *out = (struct kk_sla){.status = KK_SLA_RUNNING, .limit_min = limit_min};
    if (instructed == 0) {
        out->left_min = limit_min;
        return;
    }
    out->start = kk_cal_next_open(cal, instructed);
    out->due = kk_due(cal, instructed, limit_min);
    out->stop = stop;
    /* An instruction yet to come has taken no time. */
    out->until = stop != 0 ? stop : now > instructed ? now : instructed;
    out->elapsed_min = kk_elapsed(cal, instructed, out->until);
    out->left_min = limit_min - out->elapsed_min;
    if (stop != 0)
        out->status = out->left_min >= 0 ? KK_SLA_MET : KK_SLA_MISSED;
    else
        out->mark = mark_of(limit_min, out->left_min);
}

void kk_sla_eval(const struct kk_calendar *cal,
                 const struct kk_sla_terms *terms, const struct kk_sla_case *c,
                 kk_time now, struct kk_sla *contact, struct kk_sla *onsite)
{
    /* Nothing runs on after the end. */
    kk_time until = c->ended != 0 ? c->ended : now;

    kk_sla_clock(cal, terms->contact_min, c->instructed, c->contacted, until,
                 contact);
    kk_sla_clock(cal, terms->onsite_min, c->instructed, c->started, until,
                 onsite);
    if (c->instructed == 0)
        return;
    if (c->ended != 0 && c->contacted == 0) {
        contact->status = c->returned ? KK_SLA_RETURNED : KK_SLA_MISSED;
        contact->mark = KK_MARK_NONE;
    }
    if (c->ended != 0 && c->started == 0) {
        onsite->status = c->returned ? KK_SLA_RETURNED
                         : c->worked ? KK_SLA_RUNNING
                                     : KK_SLA_NO_ONSITE;
        onsite->mark = KK_MARK_NONE;
    } else if (kk_waive_missing(cal, terms, c) == 0) {
        onsite->status = KK_SLA_WAIVED;
        onsite->mark = KK_MARK_NONE;
    }
}

/* --- the waiver ---------------------------------------------------------- */

/* The instant the instruction counts from, and the closing of its day. */
static bool waive_day(const struct kk_calendar *cal, kk_time instructed,
                      int *minute, kk_time *closing)
{
    kk_time start =
        instructed != 0 ? kk_cal_next_open(cal, instructed) : instructed;
    int open;
    int close;

    *minute = 0;
    *closing = 0;
    if (start == 0)
        return false;
    kk_day d = kk_day_of(start);
    (void)kk_cal_day_hours(cal, d, &open, &close);
    *minute = (int)((start - kk_day_start(d)) / 60);
    *closing = kk_day_start(d) + close * 60;
    return true;
}

bool kk_waive_possible(const struct kk_calendar *cal,
                       const struct kk_sla_terms *terms, kk_time instructed)
{
    int minute;
    kk_time closing;

    return waive_day(cal, instructed, &minute, &closing) &&
           minute < terms->waive_before_min;
}

unsigned kk_waive_missing(const struct kk_calendar *cal,
                          const struct kk_sla_terms *terms,
                          const struct kk_sla_case *c)
{
    unsigned missing = 0;
    int minute;
    kk_time closing;

    if (!waive_day(cal, c->instructed, &minute, &closing))
        missing |= KK_WAIVE_NO_ORDER;
    else if (minute >= terms->waive_before_min)
        missing |= KK_WAIVE_LATE;
    if (c->waive_expected_end == 0)
        missing |= KK_WAIVE_NO_END;
    else if (closing != 0 && c->waive_expected_end < closing)
        missing |= KK_WAIVE_EARLY_END;
    if (c->waive_agreed_by == NULL || c->waive_agreed_by[0] == '\0')
        missing |= KK_WAIVE_NO_NAME;
    if (c->waive_agreed_at == 0)
        missing |= KK_WAIVE_NO_TIME;
    else if (c->waive_agreed_at < c->instructed)
        missing |= KK_WAIVE_BEFORE;
    else if (c->waive_agreed_at > kk_due(cal, c->instructed, terms->onsite_min))
        missing |= KK_WAIVE_OVERDUE;
    else if (c->started != 0 && c->waive_agreed_at > c->started)
        missing |= KK_WAIVE_STARTED;
    return missing;
}

/* 6/14 17:15 */
static void add_instant(struct kk_str *out, kk_time t)
{
    struct kk_civil c;

    kk_civil_of(t, &c);
    kk_str_addf(out, "%d/%d %d:%02d", c.month, c.day, c.hour, c.min);
}

static void add_late(struct kk_str *out, const struct kk_sla_terms *terms,
                     kk_time start)
{
    int before = terms->waive_before_min;

    kk_str_addf(out, "対応指示が %d:%02d より前の案件だけです (この案件は ",
                before / 60, before % 60);
    add_instant(out, start);
    kk_str_add(out, ")");
}

static void add_early(struct kk_str *out, kk_time end, kk_time closing)
{
    kk_str_add(out, "完了見込み ");
    add_instant(out, end);
    kk_str_add(out, " が ");
    add_instant(out, closing);
    kk_str_add(out, " より前です。これ以降になる見込みのときだけ使えます");
}

static void add_after(struct kk_str *out, const char *what, kk_time at)
{
    kk_str_addf(out, "%s ", what);
    add_instant(out, at);
    kk_str_add(out, " を過ぎてからの合意です。「未達の理由」を記録して"
                    "ください");
}

static void add_missing(struct kk_str *out, const struct kk_calendar *cal,
                        const struct kk_sla_terms *terms,
                        const struct kk_sla_case *c, enum kk_waive what)
{
    int minute;
    kk_time closing;

    (void)waive_day(cal, c->instructed, &minute, &closing);
    switch (what) {
    case KK_WAIVE_NO_ORDER:
        kk_str_add(out, "対応指示の日時がありません。先に入れてください");
        break;
    case KK_WAIVE_LATE:
        add_late(out, terms, kk_cal_next_open(cal, c->instructed));
        break;
    case KK_WAIVE_NO_END:
        kk_str_add(out, "完了見込みの日時がありません。入れてください");
        break;
    case KK_WAIVE_EARLY_END:
        add_early(out, c->waive_expected_end, closing);
        break;
    case KK_WAIVE_NO_NAME:
        kk_str_add(out, "合意した現場の担当者がありません。氏名を入れて"
                        "ください");
        break;
    case KK_WAIVE_NO_TIME:
        kk_str_add(out, "合意した日時がありません。入れてください");
        break;
    case KK_WAIVE_BEFORE:
        kk_str_add(out, "合意の日時が対応指示より前です。日時を確かめて"
                        "ください");
        break;
    case KK_WAIVE_STARTED:
        add_after(out, "着手", c->started);
        break;
    case KK_WAIVE_OVERDUE:
        add_after(out, "着手の期限",
                  kk_due(cal, c->instructed, terms->onsite_min));
        break;
    }
}

void kk_waive_words(const struct kk_calendar *cal,
                    const struct kk_sla_terms *terms,
                    const struct kk_sla_case *c, unsigned missing,
                    struct kk_str *out)
{
    bool first = true;

    for (unsigned bit = 1; bit <= KK_WAIVE_OVERDUE; bit <<= 1) {
        if ((missing & bit) == 0)
            continue;
        if (!first)
            kk_str_addc(out, '\n');
        first = false;
        add_missing(out, cal, terms, c, (enum kk_waive)bit);
    }
}
