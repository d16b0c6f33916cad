/* The national holidays of one year, computed from the law. */
#include <kikusui/rules/holiday.h>

#include <stdlib.h>

/* 国民の祝日に関する法律 and the special acts of 2019 to 2021, as years in
 * which a rule holds. A day of 0 with nth 0 is the equinox of that month. */
struct law {
    int from, to;
    int month, day, nth_monday;
    const char *name;
};

static const struct law laws[] = {
    {2000, 2099, 1, 1, 0, "元日"},
    {2000, 2099, 1, 0, 2, "成人の日"},
    {2000, 2099, 2, 11, 0, "建国記念の日"},
    {2020, 2099, 2, 23, 0, "天皇誕生日"},
    {2000, 2099, 3, 0, 0, "春分の日"},
    {2000, 2006, 4, 29, 0, "みどりの日"},
    {2007, 2099, 4, 29, 0, "昭和の日"},
    {2019, 2019, 5, 1, 0, "即位の日"},
    {2000, 2099, 5, 3, 0, "憲法記念日"},
    {2007, 2099, 5, 4, 0, "みどりの日"},
    {2000, 2099, 5, 5, 0, "こどもの日"},
    {2000, 2002, 7, 20, 0, "海の日"},
    {2003, 2019, 7, 0, 3, "海の日"},
    {2020, 2020, 7, 23, 0, "海の日"},
    {2020, 2020, 7, 24, 0, "スポーツの日"},
    {2021, 2021, 7, 22, 0, "海の日"},
    {2021, 2021, 7, 23, 0, "スポーツの日"},
    {2022, 2099, 7, 0, 3, "海の日"},
    {2016, 2019, 8, 11, 0, "山の日"},
    {2020, 2020, 8, 10, 0, "山の日"},
    {2021, 2021, 8, 8, 0, "山の日"},
    {2022, 2099, 8, 11, 0, "山の日"},
    {2000, 2002, 9, 15, 0, "敬老の日"},
    {2003, 2099, 9, 0, 3, "敬老の日"},
    {2000, 2099, 9, 0, 0, "秋分の日"},
    {2000, 2019, 10, 0, 2, "体育の日"},
    {2022, 2099, 10, 0, 2, "スポーツの日"},
    {2019, 2019, 10, 22, 0, "即位礼正殿の儀"},
    {2000, 2099, 11, 3, 0, "文化の日"},
    {2000, 2099, 11, 23, 0, "勤労感謝の日"},
    {2000, 2018, 12, 23, 0, "天皇誕生日"},
};

/* The usual approximation of the equinoxes in Japan, good for 1980 to 2099. */
static int equinox(int year, int month)
{
    long base = month == 3 ? 20843100 : 23248800;
    long years = year - 1980;

    return (int)((base + 242194 * years) / 1000000 - years / 4);
}

static kk_day day_of_law(const struct law *law, int year)
{
    if (law->day != 0)
        return kk_day_make(year, law->month, law->day);
    if (law->nth_monday == 0)
        return kk_day_make(year, law->month, equinox(year, law->month));

    kk_day first = kk_day_make(year, law->month, 1);
    int to_monday = (8 - kk_day_wday(first)) % 7;
    return first + to_monday + 7 * (law->nth_monday - 1);
}

static bool has(const struct kk_holiday *h, size_t n, kk_day d)
{
    for (size_t i = 0; i < n; i++)
        if (h[i].day == d)
            return true;
    return false;
}

static int by_day(const void *a, const void *b)
{
    const struct kk_holiday *x = a;
    const struct kk_holiday *y = b;

    return (x->day > y->day) - (x->day < y->day);
}

/* §3(2): for a holiday on a Sunday. Until 2006 the day after, if that is none
 * itself; since 2007 the first day after that is none itself. */
static kk_day substitute(const struct kk_holiday *national, size_t n,
                         kk_day sunday, int year)
{
    kk_day d = sunday + 1;

    while (has(national, n, d)) {
        if (year < 2007)
            return 0;
        d++;
    }
    return d;
}

size_t kk_holiday_year(int year, struct kk_holiday out[KK_HOLIDAY_YEAR_MAX])
{
    size_t n = 0;

    if (year < KK_HOLIDAY_FIRST_YEAR || year > KK_HOLIDAY_LAST_YEAR)
        return 0;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        if (laws[i].from <= year && year <= laws[i].to)
            out[n++] = (struct kk_holiday){.day = day_of_law(&laws[i], year),
                                           .kind = KK_HOLIDAY_NATIONAL,
                                           .name = laws[i].name};
    qsort(out, n, sizeof *out, by_day);

    size_t national = n;
    for (size_t i = 0; i < national; i++) {
        if (kk_day_wday(out[i].day) != 0)
            continue;
        kk_day d = substitute(out, national, out[i].day, year);
        if (d != 0)
            out[n++] = (struct kk_holiday){
                .day = d, .kind = KK_HOLIDAY_SUBSTITUTE, .name = "振替休日"};
    }
    /* §3(3): between two holidays. Until 2006 not on a Sunday. */
    for (size_t i = 0; i + 1 < national; i++) {
        kk_day d = out[i].day + 1;

        if (out[i + 1].day != d + 1 || has(out, n, d) ||
            (year < 2007 && kk_day_wday(d) == 0))
            continue;
        out[n++] = (struct kk_holiday){
            .day = d, .kind = KK_HOLIDAY_BETWEEN, .name = "国民の休日"};
    }
    qsort(out, n, sizeof *out, by_day);
    return n;
}

const char *kk_holiday_kind_name(enum kk_holiday_kind kind)
{
    switch (kind) {
    case KK_HOLIDAY_NONE:
        return "";
    case KK_HOLIDAY_NATIONAL:
        return "祝日";
    case KK_HOLIDAY_SUBSTITUTE:
        return "振替休日";
    case KK_HOLIDAY_BETWEEN:
        return "国民の休日";
    }
    return "";
}

enum kk_holiday_kind kk_holiday_kind_of(const char *name)
{
    static const enum kk_holiday_kind all[] = {
        KK_HOLIDAY_NATIONAL, KK_HOLIDAY_SUBSTITUTE, KK_HOLIDAY_BETWEEN};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (kk_streq(name, kk_holiday_kind_name(all[i])))
            return all[i];
    return KK_HOLIDAY_NONE;
}
