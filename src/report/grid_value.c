/* A value in a spreadsheet's cell: which number it is, and in which format it
 * fits its column. */
#include <kikusui/base/shown.h>
#include <kikusui/base/time.h>
#include <kikusui/report/grid.h>
#include <kikusui/report/layout.h>

#include <string.h>

enum {
    EPOCH = 25569,      /* 1970-01-01 in days since 1899-12-30 */
    FIRST_DAY = -25508, /* 1900-03-01: before it spreadsheets count another */
    LAST_DAY = 2932896, /* 9999-12-31 */
    YEAR_2020 = 18262,  /* 2020-01-01 */
    DAY_SECONDS = 86400,
    JST = 9 * 3600,
};
#define MAX_EXACT 999999999999999

static kk_day day_of(const struct kk_col *col, const struct kk_val *v)
{
    return col->show == KK_SHOW_DATE ? (kk_day)v->i : kk_day_of(v->i);
}

/* The formats of a kind of value, the longest first; the last is text. */
static const enum kk_grid_num *formats_of(enum kk_show show)
{
    static const enum kk_grid_num text[] = {KK_NUM_TEXT},
                                  plain[] = {KK_NUM_PLAIN, KK_NUM_TEXT},
                                  date[] = {KK_NUM_DATE, KK_NUM_DATE_SHORT,
                                            KK_NUM_TEXT},
                                  time[] = {KK_NUM_TIME, KK_NUM_TIME_SHORT,
                                            KK_NUM_TEXT},
                                  clock[] = {KK_NUM_CLOCK, KK_NUM_TEXT},
                                  hours[] = {KK_NUM_HOURS, KK_NUM_TEXT},
                                  rate[] = {KK_NUM_RATE, KK_NUM_TEXT};

    switch (show) {
    case KK_SHOW_TEXT:
    case KK_SHOW_INT:
        return plain;
    case KK_SHOW_DATE:
        return date;
    case KK_SHOW_TIME:
        return time;
    case KK_SHOW_CLOCK:
        return clock;
    case KK_SHOW_MINUTES:
        return hours;
    case KK_SHOW_RATE:
        return rate;
    case KK_SHOW_YESNO:
    case KK_SHOW_ID:
        break;
    }
    return text;
}

/* As it will be seen, for its width. */
static const char *seen(const struct kk_col *col, const struct kk_val *v,
                        enum kk_grid_num num, char buf[KK_TIME_BYTES])
{
    switch (num) {
    case KK_NUM_DATE:
    case KK_NUM_TIME:
        (void)kk_day_long(day_of(col, v), buf);
        break;
    case KK_NUM_DATE_SHORT:
    case KK_NUM_TIME_SHORT:
        (void)kk_day_era(day_of(col, v), buf);
        break;
    case KK_NUM_CLOCK:
        return "00:00";
    case KK_NUM_HOURS:
    case KK_NUM_PLAIN:
    case KK_NUM_RATE:
        kk_fmt(buf, KK_TIME_BYTES, "%lld",
               (long long)(num == KK_NUM_HOURS ? v->i / 60 : v->i));
        strcat(buf, num == KK_NUM_HOURS  ? ":00"
                    : num == KK_NUM_RATE ? ".%"
                                         : "");
        break;
    case KK_NUM_TEXT:
    case KK_NUM_DATE_OLD:
    case KK_NUM_TIME_OLD:
    case KK_NUM_COUNT:
        return "";
    }
    if (num == KK_NUM_TIME || num == KK_NUM_TIME_SHORT)
        strcat(buf, " 00:00");
    return buf;
}

static bool fits(const struct kk_col *col, const struct kk_val *v,
                 enum kk_grid_num num, int fit)
{
    char buf[2 * KK_TIME_BYTES];

    if (v->type != KK_VINT || num == KK_NUM_TEXT)
        return true;
    return kk_layout_text(seen(col, v, num, buf)) <= fit * 10;
}

enum kk_grid_num kk_grid_num_of(const struct kk_made_part *m, size_t col,
                                int fit)
{
    const enum kk_grid_num *f = formats_of(m->col[col]->show);

    for (size_t i = 0; i < m->n_rows && *f != KK_NUM_TEXT; i++)
        while (!fits(m->col[col], &m->cell[i * m->n_cols + col], *f, fit))
            f++;
    return *f;
}

static bool a_date(double n)
{
    return n >= EPOCH + FIRST_DAY && n < EPOCH + LAST_DAY + 1;
}

bool kk_grid_number(const struct kk_val *v, enum kk_grid_num num,
                    struct kk_grid_cell *out)
{
    double n = (double)v->i;
    bool old;

    if (v->type != KK_VINT || v->i > MAX_EXACT || v->i < -MAX_EXACT)
        return false;
    out->num = num;
    switch (num) {
    case KK_NUM_PLAIN:
        out->n = n;
        return true;
    case KK_NUM_RATE:
        out->n = n / 1000;
        return true;
    case KK_NUM_HOURS:
        out->n = n / 1440;
        return v->i >= 0; /* what is less than nothing shows as #### */
    case KK_NUM_DATE:
    case KK_NUM_DATE_SHORT:
        out->n = n + EPOCH;
        break;
    case KK_NUM_TIME:
    case KK_NUM_TIME_SHORT:
    case KK_NUM_CLOCK:
        out->n = (n + JST) / DAY_SECONDS + EPOCH;
        break;
    case KK_NUM_TEXT:
    case KK_NUM_DATE_OLD:
    case KK_NUM_TIME_OLD:
    case KK_NUM_COUNT:
        return false;
    }
    old = out->n < EPOCH + YEAR_2020;
    if (old && num == KK_NUM_DATE)
        out->num = KK_NUM_DATE_OLD;
    if (old && num == KK_NUM_TIME)
        out->num = KK_NUM_TIME_OLD;
    return a_date(out->n);
}

const char *kk_grid_words(const struct kk_col *col, const struct kk_val *v,
                          kk_time now, struct kk_arena *arena)
{
    char day[KK_TIME_BYTES];
    struct kk_civil c;

    if (v->type != KK_VINT ||
        (col->show != KK_SHOW_TIME && col->show != KK_SHOW_DATE))
        return kk_cell_text(col, v, now, arena);
    (void)kk_day_era(day_of(col, v), day);
    if (col->show == KK_SHOW_DATE)
        return kk_arena_strdup(arena, day);
    kk_civil_of(v->i, &c);
    return kk_arena_printf(arena, "%s\n%02d:%02d", day, c.hour, c.min);
}
