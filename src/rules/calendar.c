/* The service calendar as a table of days, and its questions. */
#include <kikusui/base/mem.h>
#include <kikusui/rules/calendar.h>

#include <string.h>

/* sum: open minutes of all days before this one. */
struct day {
    int32_t sum;
    int16_t open, close; /* equal on a closed day */
    uint8_t why;         /* enum kk_why */
};

/* Made when the first day is asked about: most commands ask about none. */
struct table {
    struct day *day; /* n + 1: the last carries the total */
    struct kk_holidays *holidays;
};

struct kk_calendar {
    kk_day first;
    int32_t n;
    struct table *table;
    struct kk_holiday *holiday; /* the loaded list */
    size_t n_holidays;
    unsigned closed_wdays;
    struct kk_term *opens, *closes;
    size_t n_opens, n_closes;
    struct kk_yearly *yearly;
    size_t n_yearly;
    struct kk_closed *extra;
    size_t n_extra;
    struct kk_arena arena;
};

/* --- making -------------------------------------------------------------- */

static enum kk_status check_spec(const struct kk_cal_spec *spec,
                                 struct kk_err *err)
{
    if (spec->n_opens == 0 || spec->n_closes == 0)
        return kk_fail(err, KK_REFUSED,
                       "契約条件に受付開始と受付終了の時刻がありません。登録"
                       "してください");
    for (size_t i = 0; i < spec->n_yearly; i++) {
        const struct kk_yearly *r = &spec->yearly[i];
        /* 2000 is a leap year: 2月29日 may be named. */
        if (!kk_date_valid(2000, r->first_md / 100, r->first_md % 100) ||
            !kk_date_valid(2000, r->last_md / 100, r->last_md % 100))
            return kk_fail(err, KK_REFUSED,
                           "「%s」の期間にない日付があります (%d から %d)。月日"
                           "を直してください",
                           r->name, r->first_md, r->last_md);
    }
    for (size_t i = 0; i < spec->n_extra; i++)
        if (spec->extra[i].to < spec->extra[i].from)
            return kk_fail(err, KK_REFUSED,
                           "臨時休業「%s」の終わりが始まりより前です。日付を"
                           "直してください",
                           spec->extra[i].note == NULL ? ""
                                                       : spec->extra[i].note);
    return KK_OK;
}

static void *copy(struct kk_arena *a, const void *from, size_t n, size_t size)
{
    void *to = kk_arena_alloc(a, n * size + 1);

    if (n > 0)
        memcpy(to, from, n * size);
    return to;
}

static void copy_spec(struct kk_calendar *cal, const struct kk_cal_spec *spec)
{
    struct kk_arena *a = &cal->arena;

    cal->opens = copy(a, spec->opens, spec->n_opens, sizeof *spec->opens);
    cal->n_opens = spec->n_opens;
    cal->closes = copy(a, spec->closes, spec->n_closes, sizeof *spec->closes);
    cal->n_closes = spec->n_closes;
    cal->yearly = copy(a, spec->yearly, spec->n_yearly, sizeof *spec->yearly);
    cal->n_yearly = spec->n_yearly;
    for (size_t i = 0; i < cal->n_yearly; i++)
        cal->yearly[i].name = kk_arena_strdup(a, cal->yearly[i].name);
    cal->extra = copy(a, spec->extra, spec->n_extra, sizeof *spec->extra);
    cal->n_extra = spec->n_extra;
    for (size_t i = 0; i < cal->n_extra; i++)
        cal->extra[i].note = kk_arena_strdup(
            a, cal->extra[i].note != NULL ? cal->extra[i].note : "");
    cal->holiday =
        copy(a, spec->holidays, spec->n_holidays, sizeof *spec->holidays);
    cal->n_holidays = spec->n_holidays;
    for (size_t i = 0; i < cal->n_holidays; i++)
        cal->holiday[i].name = kk_arena_strdup(a, cal->holiday[i].name);
    cal->closed_wdays = spec->closed_wdays;
}

static kk_day last_day(const struct kk_calendar *cal)
{
    return cal->first + cal->n - 1;
}

/* Year by year: few days are in a range. */
static void mark_yearly(const struct kk_calendar *cal,
                        const struct kk_yearly *range)
{
    struct day *day = cal->table->day;

    for (int y = KK_CAL_FIRST_YEAR - 1; y <= KK_CAL_LAST_YEAR; y++) {
        kk_day d, last;

        kk_yearly_span(range, kk_day_make(y, 12, 31), &d, &last);
        for (; d <= last; d++)
            if (d >= cal->first && d <= last_day(cal) &&
                kk_yearly_at(cal->yearly, cal->n_yearly, d) != NULL)
                day[d - cal->first].why = KK_WHY_YEARLY;
    }
}

/* Later marks win over earlier ones: enum kk_why in reverse. */
static void mark_closed(const struct kk_calendar *cal)
{
    struct day *day = cal->table->day;
    const struct kk_holiday *h;
    size_t n =
        kk_holidays_span(cal->table->holidays, cal->first, last_day(cal), &h);
    int wday = kk_day_wday(cal->first);

    for (int32_t i = 0; i < cal->n; i++, wday = (wday + 1) % 7)
        if (cal->closed_wdays & KK_WDAY_BIT(wday))
            day[i].why = KK_WHY_WDAY;
    for (size_t i = 0; i < cal->n_yearly; i++)
        mark_yearly(cal, &cal->yearly[i]);
    for (size_t i = 0; i < n; i++)
        day[h[i].day - cal->first].why = KK_WHY_HOLIDAY;
    for (size_t i = 0; i < cal->n_extra; i++) {
        kk_day d = cal->extra[i].from;
        kk_day to = cal->extra[i].to;
        for (d = d < cal->first ? cal->first : d; d <= to && d <= last_day(cal);
             d++)
            day[d - cal->first].why = KK_WHY_EXTRA;
    }
}

/* The first day after `d`, at most `most`, on which a term begins or has
 * ended: until then kk_term_at says the same. */
static kk_day next_change(const struct kk_term *terms, size_t n, kk_day d,
                          kk_day most)
{
    for (size_t i = 0; i < n; i++) {
        kk_day after = terms[i].to != 0 ? terms[i].to + 1 : 0;

        if (terms[i].from > d && terms[i].from < most)
            most = terms[i].from;
        if (after > d && after < most)
            most = after;
    }
    return most;
}

/* Hours on a day, and until which day they are the same. */
struct hours {
    int open, close;
    kk_day change;
};

static struct hours hours_from(const struct kk_calendar *cal, kk_day d)
{
    kk_day end = cal->first + cal->n;

    end = next_change(cal->opens, cal->n_opens, d, end);
    end = next_change(cal->closes, cal->n_closes, d, end);
    return (struct hours){.open = kk_term_at(cal->opens, cal->n_opens, d, NULL),
                          .close =
                              kk_term_at(cal->closes, cal->n_closes, d, NULL),
                          .change = end};
}

static enum kk_status check_hours(const struct kk_calendar *cal,
                                  struct kk_err *err)
{
    char buf[KK_TIME_BYTES];
    struct hours h;

    for (kk_day d = cal->first; d <= last_day(cal); d = h.change) {
        h = hours_from(cal, d);
        if (h.open < 0 || h.close <= h.open || h.close > 24 * 60)
            return kk_fail(err, KK_REFUSED,
                           "%s の受付時間が %d:%02d から %d:%02d になっていま"
                           "す。契約条件の時刻を直してください",
                           kk_day_iso(d, buf), h.open / 60, h.open % 60,
                           h.close / 60, h.close % 60);
    }
    return KK_OK;
}

static void add_up(const struct kk_calendar *cal)
{
    struct hours h = {.change = cal->first};
    struct day *day = cal->table->day;
    int32_t sum = 0;

    for (int32_t i = 0; i < cal->n; i++) {
        if (cal->first + i == h.change)
            h = hours_from(cal, h.change);
        day[i].sum = sum;
        if (day[i].why != KK_WHY_OPEN)
            continue;
        day[i].open = (int16_t)h.open;
        day[i].close = (int16_t)h.close;
        sum += h.close - h.open;
    }
    day[cal->n].sum = sum;
}

static const struct table *table_of(const struct kk_calendar *cal)
{
    struct table *t = cal->table;

    if (t->day == NULL) {
        t->holidays = kk_holidays_new(cal->holiday, cal->n_holidays);
        t->day = kk_alloc(sizeof *t->day * ((size_t)cal->n + 1));
        mark_closed(cal);
        add_up(cal);
    }
    return t;
}

enum kk_status kk_cal_new(const struct kk_cal_spec *spec,
                          struct kk_calendar **out, struct kk_err *err)
{
    struct kk_calendar *cal;
    enum kk_status st = check_spec(spec, err);

    *out = NULL;
    if (st != KK_OK)
        return st;
    cal = kk_alloc(sizeof *cal);
    cal->first = kk_day_make(KK_CAL_FIRST_YEAR, 1, 1);
    cal->n = kk_day_make(KK_CAL_LAST_YEAR + 1, 1, 1) - cal->first;
    copy_spec(cal, spec);
    cal->table = kk_arena_alloc(&cal->arena, sizeof *cal->table);
    st = check_hours(cal, err);
    if (st != KK_OK) {
        kk_cal_free(&cal);
        return st;
    }
    *out = cal;
    return KK_OK;
}

void kk_cal_free(struct kk_calendar **cal)
{
    if (*cal == NULL)
        return;
    kk_holidays_free(&(*cal)->table->holidays);
    kk_free((*cal)->table->day);
    kk_arena_free(&(*cal)->arena);
    kk_free(*cal);
    *cal = NULL;
}

const struct kk_holidays *kk_cal_holidays(const struct kk_calendar *cal)
{
    return table_of(cal)->holidays;
}

/* --- days ---------------------------------------------------------------- */

static const struct day *day_at(const struct kk_calendar *cal, kk_day d)
{
    if (d < cal->first || d > last_day(cal))
        return NULL;
    return &table_of(cal)->day[d - cal->first];
}

bool kk_cal_is_weekday(const struct kk_calendar *cal, kk_day d)
{
    const struct day *day = day_at(cal, d);

    return day != NULL && day->why == KK_WHY_OPEN;
}

static const char *extra_note(const struct kk_calendar *cal, kk_day d)
{
    for (size_t i = 0; i < cal->n_extra; i++)
        if (cal->extra[i].from <= d && d <= cal->extra[i].to)
            return cal->extra[i].note;
    return "";
}

static const char *wday_name(kk_day d)
{
    static const char *const names[] = {"日曜", "月曜", "火曜", "水曜",
                                        "木曜", "金曜", "土曜"};

    return names[kk_day_wday(d)];
}

enum kk_why kk_cal_day_why(const struct kk_calendar *cal, kk_day d,
                           const char **name)
{
    const struct day *day = day_at(cal, d);
    enum kk_why why = day != NULL ? (enum kk_why)day->why : KK_WHY_WDAY;

    switch (why) {
    case KK_WHY_EXTRA:
        *name = extra_note(cal, d);
        break;
    case KK_WHY_HOLIDAY:
        *name = kk_holidays_at(table_of(cal)->holidays, d)->name;
        break;
    case KK_WHY_YEARLY:
        *name = kk_yearly_at(cal->yearly, cal->n_yearly, d)->name;
        break;
    case KK_WHY_WDAY:
        *name = wday_name(d);
        break;
    case KK_WHY_OPEN:
    case KK_WHY_HOURS:
        *name = "";
        break;
    }
    return why;
}

bool kk_cal_day_hours(const struct kk_calendar *cal, kk_day d, int *open_min,
                      int *close_min)
{
    const struct day *day = day_at(cal, d);
    bool open = day != NULL && day->why == KK_WHY_OPEN;

    *open_min = open ? day->open : 0;
    *close_min = open ? day->close : 0;
    return open;
}

bool kk_cal_in_term(const struct kk_calendar *cal, kk_day d)
{
    bool opens;
    bool closes;

    (void)kk_term_at(cal->opens, cal->n_opens, d, &opens);
    (void)kk_term_at(cal->closes, cal->n_closes, d, &closes);
    return opens && closes;
}

kk_day kk_cal_weekday_before(const struct kk_calendar *cal, kk_day d)
{
    if (d > last_day(cal))
        return -1;
    for (; d >= cal->first; d--)
        if (kk_cal_is_weekday(cal, d))
            return d;
    return -1;
}

kk_day kk_cal_weekday_after(const struct kk_calendar *cal, kk_day d)
{
    if (d < cal->first)
        return -1;
    for (; d <= last_day(cal); d++)
        if (kk_cal_is_weekday(cal, d))
            return d;
    return -1;
}

kk_day kk_cal_weekday_add(const struct kk_calendar *cal, kk_day d, int n)
{
    for (int i = 0; i < n && d != -1; i++)
        d = kk_cal_weekday_after(cal, d + 1);
    return d;
}

void kk_cal_due_day(const struct kk_calendar *cal, kk_day from, int days,
                    struct kk_due_day *out)
{
    out->due = from + days;
    out->due_closed = !kk_cal_is_weekday(cal, out->due);
    out->hint = kk_cal_weekday_before(cal, out->due);
}

/* --- instants ------------------------------------------------------------ */

static int minute_of(kk_time t)
{
    return (int)((t - kk_day_start(kk_day_of(t))) / 60);
}

bool kk_cal_is_open(const struct kk_calendar *cal, kk_time t)
{
    const struct day *day = day_at(cal, kk_day_of(t));
    int min = minute_of(t);

    return day != NULL && day->open <= min && min < day->close;
}

kk_time kk_cal_next_open(const struct kk_calendar *cal, kk_time t)
{
    kk_day d = kk_day_of(t);
    const struct day *day = day_at(cal, d);

    if (kk_cal_is_open(cal, t))
        return kk_time_cut(t);
    if (day == NULL || day->why != KK_WHY_OPEN || minute_of(t) >= day->close)
        d = kk_cal_weekday_after(cal, d + 1);
    if (d == -1)
        return 0;
    return kk_day_start(d) + day_at(cal, d)->open * 60;
}

static kk_time next_close(const struct kk_calendar *cal, kk_time t)
{
    kk_time open = kk_cal_next_open(cal, t);

    if (open == 0)
        return 0;
    kk_day d = kk_day_of(open);
    return kk_day_start(d) + day_at(cal, d)->close * 60;
}

void kk_cal_at(const struct kk_calendar *cal, kk_time t,
               struct kk_cal_state *out)
{
    kk_day d = kk_day_of(t);
    const struct day *day = day_at(cal, d);
    int min = minute_of(t);

    *out = (struct kk_cal_state){
        .in_term = kk_cal_in_term(cal, d),
        .next_open = kk_cal_next_open(cal, t),
        .next_close = next_close(cal, t),
    };
    out->why = kk_cal_day_why(cal, d, &out->name);
    if (out->why == KK_WHY_HOLIDAY)
        out->holiday = kk_holidays_at(table_of(cal)->holidays, d)->kind;
    if (out->why != KK_WHY_OPEN)
        return;
    out->open = day->open <= min && min < day->close;
    if (!out->open)
        out->why = KK_WHY_HOURS;
    if (min < day->close)
        out->left_min = day->close - (min < day->open ? day->open : min);
}

int64_t kk_cal_pos(const struct kk_calendar *cal, kk_time t)
{
    kk_day d = kk_day_of(t);
    const struct day *day = day_at(cal, d);
    int min = minute_of(t);

    if (day == NULL)
        return d < cal->first ? 0 : table_of(cal)->day[cal->n].sum;
    if (min > day->close)
        min = day->close;
    return day->sum + (min > day->open ? min - day->open : 0);
}

kk_time kk_cal_of_pos(const struct kk_calendar *cal, int64_t pos)
{
    const struct day *day = table_of(cal)->day;
    int32_t lo = 0;
    int32_t hi = cal->n;

    if (pos <= 0 || pos > day[cal->n].sum)
        return 0;
    /* The last day that begins before pos: at closing time it is that day. */
    while (hi - lo > 1) {
        int32_t mid = lo + (hi - lo) / 2;
        if (day[mid].sum < pos)
            lo = mid;
        else
            hi = mid;
    }
    return kk_day_start(cal->first + lo) +
           (day[lo].open + (pos - day[lo].sum)) * 60;
}
