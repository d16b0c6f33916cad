/* The contract's service calendar (§6「平日」): when the desk takes work, as an
 * immutable table of days made once from data, when the first question comes,
 * and asked as often as liked (every question is O(1) or a binary search). No
 * fact of the contract is in here: hours, closed ranges and limits come in with
 * their validity.
 *
 * Minutes are whole: seconds are cut from every instant given. The table
 * reaches from 1990 to 2110; days outside count as closed. */
#ifndef KIKUSUI_RULES_CALENDAR_H
#define KIKUSUI_RULES_CALENDAR_H

#include <kikusui/rules/holiday.h>

#define KK_CAL_FIRST_YEAR 1990
#define KK_CAL_LAST_YEAR 2110

/* A number with the days it is valid on (contract_param): both ends are
 * inclusive, 0 is no end. */
struct kk_term {
    kk_day from, to;
    int value;
};
/* The value of that day: of the term that holds it (the latest to begin, when
 * several do); outside every term the last one before it; before all of them
 * the first. *inside (may be NULL) tells whether a term holds the day, i.e.
 * false is 契約期間外. Without any term: 0 and false. */
int kk_term_at(const struct kk_term *terms, size_t n, kk_day day, bool *inside);

/* Days of every year, as month * 100 + day, both inclusive: 1229 to 103 is
 * 12月29日から1月3日. Of several with the same name one is valid on a day, by
 * the rule of kk_term_at over from and to. */
struct kk_yearly {
    kk_day from, to;
    int first_md, last_md;
    const char *name; /* 年末年始 */
};
/* The range that day is in, or NULL. Borrowed from `ranges`. */
const struct kk_yearly *kk_yearly_at(const struct kk_yearly *ranges, size_t n,
                                     kk_day day);
/* First and last day of the occurrence of `range` that holds `day`. */
void kk_yearly_span(const struct kk_yearly *range, kk_day day, kk_day *first,
                    kk_day *last);

struct kk_closed {   /* days closed once (臨時) */
    kk_day from, to; /* both inclusive */
    const char *note;
};

#define KK_WDAY_BIT(wday) (1u << (wday))

struct kk_cal_spec {             /* all borrowed for the time of kk_cal_new */
    const struct kk_term *opens; /* minutes after 0:00: 8:45 is 525 */
    size_t n_opens;
    const struct kk_term *closes; /* 17:15 is 1035 */
    size_t n_closes;
    unsigned closed_wdays; /* KK_WDAY_BIT(0) | KK_WDAY_BIT(6) */
    const struct kk_yearly *yearly;
    size_t n_yearly;
    const struct kk_holiday *holidays; /* the loaded list, may be none */
    size_t n_holidays;
    const struct kk_closed *extra;
    size_t n_extra;
};

struct kk_calendar;
/* KK_REFUSED, with the words, when hours are missing or impossible (closing
 * must be after opening, within the day) or a range's days do not exist. */
enum kk_status kk_cal_new(const struct kk_cal_spec *spec,
                          struct kk_calendar **out, struct kk_err *err) KK_MUST;
void kk_cal_free(struct kk_calendar **cal); /* sets it NULL */
const struct kk_holidays *kk_cal_holidays(const struct kk_calendar *cal);

enum kk_why { /* why a day or an instant is closed; the first that holds */
              KK_WHY_OPEN = 0,
              KK_WHY_EXTRA,   /* 臨時 */
              KK_WHY_HOLIDAY, /* 祝日, 振替休日, 国民の休日 */
              KK_WHY_YEARLY,  /* 年末年始 */
              KK_WHY_WDAY,    /* 土曜, 日曜 */
              KK_WHY_HOURS    /* 時間外: an open day, before opening or after
                                 closing */
};

struct kk_cal_state {
    bool open;
    bool in_term; /* false: 契約期間外, the nearest values apply */
    enum kk_why why;
    enum kk_holiday_kind holiday; /* of KK_WHY_HOLIDAY */
    const char *name; /* holiday, range or note; 土曜, 日曜; "" else. Borrowed
                         from the calendar */
    int left_min;     /* open minutes from now to today's closing (before
                         opening: of the whole day); 0 on a closed day */
    kk_time next_open;  /* the first open instant at or after; 0: none known */
    kk_time next_close; /* the first closing after; 0: none known */
};
void kk_cal_at(const struct kk_calendar *cal, kk_time t,
               struct kk_cal_state *out);
/* For the header line: 受付中 残2:43, 時間外, 土曜, 祝日 勤労感謝の日,
 * 振替休日, 年末年始, 臨時 停電; 契約期間外 is added where it holds. Appends.
 */
void kk_cal_words(const struct kk_cal_state *st, struct kk_str *out);

bool kk_cal_is_open(const struct kk_calendar *cal, kk_time t);
/* The first open instant at or after t (t itself while open, the next opening
 * at exactly the closing minute). 0 when there is none. */
kk_time kk_cal_next_open(const struct kk_calendar *cal, kk_time t);

/* Business time as one number: the open minutes from the table's first day to
 * t. Two instants with the same number are the same business instant. Back
 * again it is the earliest such instant (a closing time rather than the next
 * opening); 0 for a number outside the table. */
int64_t kk_cal_pos(const struct kk_calendar *cal, kk_time t);
kk_time kk_cal_of_pos(const struct kk_calendar *cal, int64_t pos);

/* Whole days: 平日 is a day on which the desk opens. */
bool kk_cal_is_weekday(const struct kk_calendar *cal, kk_day d);
/* Why that day is closed, with its name as in kk_cal_state; KK_WHY_OPEN and
 * "" on a weekday. */
enum kk_why kk_cal_day_why(const struct kk_calendar *cal, kk_day d,
                           const char **name);
/* Opening and closing minute of that day; false on a closed day. */
bool kk_cal_day_hours(const struct kk_calendar *cal, kk_day d, int *open_min,
                      int *close_min);
bool kk_cal_in_term(const struct kk_calendar *cal, kk_day d);
/* The weekday at or before, at or after; -1 when the table ends first. */
kk_day kk_cal_weekday_before(const struct kk_calendar *cal, kk_day d);
kk_day kk_cal_weekday_after(const struct kk_calendar *cal, kk_day d);
/* The n-th weekday after d (翌営業日 is n = 1); -1 as above. */
kk_day kk_cal_weekday_add(const struct kk_calendar *cal, kk_day d, int n);

/* A due date counted in calendar days (§9.8「2日以内」, §5.7「1週間以内」),
 * with the last weekday not after it for those who work on weekdays only. */
struct kk_due_day {
    kk_day due;
    kk_day hint;     /* == due when due is a weekday */
    bool due_closed; /* due falls on a closed day: show the hint */
};
void kk_cal_due_day(const struct kk_calendar *cal, kk_day from, int days,
                    struct kk_due_day *out);

/* Minutes as people read them: 2:43, 0:05, -0:42. Returns buf. */
#define KK_MIN_BYTES 24
char *kk_min_words(int minutes, char buf[KK_MIN_BYTES]);
/* The same for service minutes, from 100 hours on in service days as long as
 * today's: 13営業日. Returns buf. */
char *kk_left_words(const struct kk_calendar *cal, kk_day today, int minutes,
                    char buf[KK_MIN_BYTES]);

#endif
