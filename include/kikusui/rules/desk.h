/* The makers' desks of 別表3: whether one takes calls (受付) or makes visits
 * (訪問) at an instant. What 別表3 leaves open is 不明, not closed. Pure: one
 * service of one desk is plain arrays. */
#ifndef KIKUSUI_RULES_DESK_H
#define KIKUSUI_RULES_DESK_H

#include <kikusui/rules/calendar.h>

enum kk_desk_flag {
    KK_DESK_HOLIDAY = 1,    /* 祝日: 祝日 and 国民の休日 */
    KK_DESK_SUBSTITUTE = 2, /* 振替 */
    KK_DESK_YEAR_END = 4,   /* 年末年始 */
    KK_DESK_SUMMER = 8,     /* 夏季: closed some days, dates not stated */
    KK_DESK_UNKNOWN = 16    /* 不明: closing days are not (all) stated */
};

#define KK_DESK_FIXED_MAX 8
struct kk_desk_rule { /* vendor_desk.closed_on */
    unsigned flags;
    int fixed_md[KK_DESK_FIXED_MAX]; /* 5/1 as 501 */
    size_t n_fixed;
};
/* Reads 祝日,振替,年末年始,5/1 (separated by , 、 | or spaces). KK_REFUSED
 * names the word it does not know. */
enum kk_status kk_desk_rule_parse(const char *text, struct kk_desk_rule *out,
                                  struct kk_err *err) KK_MUST;

struct kk_desk_hours { /* desk_hours, the rows of one service */
    int wday;          /* 0 Sunday … 6 Saturday */
    int open_min, close_min;
};

struct kk_desk {                       /* borrowed arrays */
    const struct kk_desk_hours *hours; /* none: every time is 不明 */
    size_t n_hours;
    struct kk_desk_rule rule;
    const struct kk_closed *closures; /* desk_closure */
    size_t n_closures;
};

/* What all desks share. Which days 年末年始 and 夏季 may mean is data. */
struct kk_desk_env {
    const struct kk_holidays *holidays;
    const struct kk_yearly *year_end;
    size_t n_year_end;
    const struct kk_yearly *summer;
    size_t n_summer;
};

enum kk_desk_open { KK_DESK_CLOSED = 0, KK_DESK_OPEN, KK_DESK_MAYBE };

struct kk_desk_state {
    enum kk_desk_open open;
    kk_time until;     /* closing time while open; else 0 */
    int left_min;      /* to `until`; else 0 */
    kk_time next;      /* closed or unknown: the next opening that is sure; 0:
                          none within a year */
    bool maybe_sooner; /* an unknown day lies before `next` */
    const char *why; /* closed: holiday, closure note, 年末年始, 5/1 …, 時間外,
                        休み; unknown: what is not stated. Borrowed from desk
                        or env, or constant */
};
/* A closure row wins over everything. Next 祝日 closes where the rule says so;
 * 振替休日 closes where it says 振替, and is 不明 where it says 祝日 alone.
 * 年末年始 closes its days where stated and is 不明 where the rule says 不明;
 * days of 夏季 are 不明 where stated. Closure rows that touch the season of
 * that year say which of its days are closed: the others go by the hours.
 * Outside the hours of an unknown day it is closed all the same. */
void kk_desk_at(const struct kk_desk *desk, const struct kk_desk_env *env,
                kk_time t, struct kk_desk_state *out);
/* The badge: 開 残5分, 開 残6:30, 閉 次 9:00 (today), 閉 次 5/2 9:00, 閉 次
 * 不明, 不明; t is the instant asked about. Appends. */
void kk_desk_words(const struct kk_desk_state *st, kk_time t,
                   struct kk_str *out);

/* 翌営業日 (HP's promise): the first day the service surely opens after the
 * day a call at t counts on, which is the next opening's day when the desk is
 * not open at t. -1 when none is known within a year. */
kk_day kk_desk_visit_by(const struct kk_desk *desk,
                        const struct kk_desk_env *env, kk_time t);

#endif
