/* The service level of §7: minutes of service time (積算時間) from the city's
 * instruction to the first reached call (連絡) and to the first start on site
 * (着手), and what follows from them. Pure: the calendar and plain values in,
 * plain values out. */
#ifndef KIKUSUI_RULES_SLA_H
#define KIKUSUI_RULES_SLA_H

#include <kikusui/rules/calendar.h>

/* Open whole minutes in [a, b); negative when b is before a. */
int kk_elapsed(const struct kk_calendar *cal, kk_time a, kk_time b);
/* The earliest t with kk_elapsed(a, t) == n: at closing time it is that day's
 * 17:15, although 8:45 of the next weekday is the same business instant. a for
 * n <= 0. 0 when the calendar ends first. */
kk_time kk_due(const struct kk_calendar *cal, kk_time a, int n);

/* The arithmetic in words, 16:30-17:15 45分 + 翌8:45-9:00 15分. 翌 is the next
 * weekday when no more than a weekend lies between; later days carry their
 * date (5/8 8:45-9:20 35分), and three days all do. More keep the first and
 * the last: 4/28 16:30-17:15 45分 + 中6日 3060分 + 5/12 8:45-9:00 15分 (no
 * ellipsis: its width is ambiguous). 0分 when nothing counts, -20分 when b is
 * before a. Appends. */
void kk_elapsed_words(const struct kk_calendar *cal, kk_time a, kk_time b,
                      struct kk_str *out);

/* The same with the sum in front: 15分 = 10:20-10:35, 60分 = 16:30-17:15 45分 +
 * 翌8:45-9:00 15分. Appends. */
void kk_elapsed_sum_words(const struct kk_calendar *cal, kk_time a, kk_time b,
                          struct kk_str *out);

enum kk_sla_status {
    KK_SLA_RUNNING = 0, /* 計測中 (over the limit or not: see mark) */
    KK_SLA_MET,         /* 達成 */
    KK_SLA_MISSED,      /* 未達 */
    KK_SLA_WAIVED,      /* 対象外（合意） */
    KK_SLA_NO_ONSITE,   /* 現場作業なし */
    KK_SLA_RETURNED     /* 差戻し */
};
const char *kk_sla_status_name(enum kk_sla_status st);

enum kk_sla_mark {
    KK_MARK_NONE = 0,
    KK_MARK_URGENT, /* 急: a quarter of the limit or less remains */
    KK_MARK_OVER    /* 超 */
};
const char *kk_sla_mark_name(enum kk_sla_mark mark); /* "", 急, 超 */

/* One clock. */
struct kk_sla {
    enum kk_sla_status status;
    enum kk_sla_mark mark; /* of a running clock only */
    int limit_min;
    int elapsed_min; /* to `until` */
    int left_min;    /* limit - elapsed; negative beyond */
    kk_time start;   /* where the clock began: the instruction, or the next
                        opening when it came outside hours */
    kk_time due;
    kk_time stop;  /* 0 while running, and where nothing stopped it */
    kk_time until; /* what elapsed_min counts to: the stop, the case's end or
                      now, never before the instruction */
};

struct kk_sla_terms {     /* of the day of the instruction; see kk_term_at */
    int contact_min;      /* 60 */
    int onsite_min;       /* 180 */
    int waive_before_min; /* 14:15 as minutes after 0:00 */
};

struct kk_sla_case { /* 0 is "not (yet)" in every time */
    kk_time instructed;
    kk_time contacted; /* first reached call to the site */
    kk_time started;   /* first start on site */
    kk_time ended;     /* completed, solved by phone or handed back */
    bool returned;     /* handed back */
    bool worked; /* on site, by a swap or a part, the start not recorded */
    kk_time waive_expected_end, waive_agreed_at;
    const char *waive_agreed_by;
};

/* Both clocks at `now`. Without an instruction nothing runs: both are
 * KK_SLA_RUNNING with start, due and elapsed 0. 達成 is elapsed <= limit.
 *
 * A case that ended without a start on site is 現場作業なし for 着手 (計測中
 * without a mark if it was worked on: its start is not known yet), and without
 * a reached call 未達 for 連絡. One that was handed back is 差戻し for
 * what had not been done by then: nothing was to be done. A waiver that holds
 * makes 着手 対象外（合意）, started or not and late or not, so that nobody can
 * choose afterwards which cases count; 連絡 it never touches. */
void kk_sla_eval(const struct kk_calendar *cal,
                 const struct kk_sla_terms *terms, const struct kk_sla_case *c,
                 kk_time now, struct kk_sla *contact, struct kk_sla *onsite);

/* One clock by itself: from `instructed` to `stop` (0: to now). */
void kk_sla_clock(const struct kk_calendar *cal, int limit_min,
                  kk_time instructed, kk_time stop, kk_time now,
                  struct kk_sla *out);

/* The waiver of §7: instructed before 14:15 of its day, completion expected
 * at or after that day's closing, and agreed by somebody on site before the
 * work began and before the target had passed. An instruction outside service
 * hours counts as received at the next opening, as its clocks do, so "its day"
 * is the day they begin. */
enum kk_waive { /* bits: what is missing; 0: the waiver holds */
                KK_WAIVE_NO_ORDER = 1,  /* no instruction yet */
                KK_WAIVE_LATE = 2,      /* instructed at 14:15 or later */
                KK_WAIVE_NO_END = 4,    /* no expected end */
                KK_WAIVE_EARLY_END = 8, /* expected end before closing */
                KK_WAIVE_NO_NAME = 16,  /* nobody agreed */
                KK_WAIVE_NO_TIME = 32,  /* no time of the agreement */
                KK_WAIVE_BEFORE = 64,   /* agreed before it was instructed */
                KK_WAIVE_STARTED = 128, /* agreed when work had begun */
                KK_WAIVE_OVERDUE = 256  /* agreed when the target had passed */
};
unsigned kk_waive_missing(const struct kk_calendar *cal,
                          const struct kk_sla_terms *terms,
                          const struct kk_sla_case *c);
/* Whether the form makes sense at all: only the instruction is judged. */
bool kk_waive_possible(const struct kk_calendar *cal,
                       const struct kk_sla_terms *terms, kk_time instructed);
/* One Japanese line for each bit, joined by newlines, with the figures of this
 * case. Appends; nothing when missing is 0. */
void kk_waive_words(const struct kk_calendar *cal,
                    const struct kk_sla_terms *terms,
                    const struct kk_sla_case *c, unsigned missing,
                    struct kk_str *out);

#endif
