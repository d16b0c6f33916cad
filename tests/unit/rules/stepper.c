/* The arithmetic against a stepper that knows nothing of it: it walks minute
 * by minute over days marked from the written list of holidays. */
#include "fixture.h"
#include "known.h"

#include <kikusui/base/crypt.h>
#include <kikusui/rules/sla.h>

#define FIRST_YEAR 2019
#define LAST_YEAR 2030
#define CASES 10000
#define DAYS 4500

struct stepper {
    long first; /* UTC days since 1970 of 1 January, FIRST_YEAR */
    long n;     /* days up to the end of LAST_YEAR */
    bool closed[DAYS];
};

static long days_of(int y, int m, int d)
{
    struct tm tm = {.tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = d};

    return (long)(timegm(&tm) / 86400);
}

static void mark_year(struct stepper *s, const struct known_year *k)
{
    const char *p = k->days;
    int m;
    int d;

    for (int day = 1; day <= 3; day++)
        s->closed[days_of(k->year, 1, day) - s->first] = true;
    for (int day = 29; day <= 31; day++)
        s->closed[days_of(k->year, 12, day) - s->first] = true;
    while (p != NULL && sscanf(p, "%d/%d", &m, &d) == 2) {
        s->closed[days_of(k->year, m, d) - s->first] = true;
        p = strchr(p, ' ');
        p = p != NULL ? p + 1 : NULL;
    }
}

static struct stepper make(void)
{
    struct stepper s = {.first = days_of(FIRST_YEAR, 1, 1)};

    s.n = days_of(LAST_YEAR + 1, 1, 1) - s.first;
    ck_assert_int_le(s.n, DAYS);
    for (long i = 0; i < s.n; i++) {
        long wday = (s.first + i + 4) % 7; /* 1970-01-01 was a Thursday */
        s.closed[i] = wday == 0 || wday == 6;
    }
    for (size_t i = 0; i < KNOWN_YEARS; i++)
        if (known_years[i].year >= FIRST_YEAR)
            mark_year(&s, &known_years[i]);
    return s;
}

/* Minutes are counted from 0:00 of the first day, Japanese time. */
static bool open_minute(const struct stepper *s, long minute)
{
    long of_day = minute % 1440;

    return !s->closed[minute / 1440] && of_day >= 525 && of_day < 1035;
}

static int step_elapsed(const struct stepper *s, long a, long b)
{
    int n = 0;

    for (long t = a; t < b; t++)
        n += open_minute(s, t);
    return n;
}

static long step_due(const struct stepper *s, long a, int n)
{
    long t = a;

    while (n > 0)
        n -= open_minute(s, t++);
    return t;
}

static kk_time instant(const struct stepper *s, long minute)
{
    return (kk_time)s->first * 86400 - 9 * 3600 + (kk_time)minute * 60;
}

/* xorshift64*: the seed alone tells the cases. */
static uint64_t seed;
static uint64_t state;

static void start_random(void)
{
    const char *given = getenv("KIKUSUI_TEST_SEED");

    seed = given != NULL ? strtoull(given, NULL, 0) : kk_random_u64();
    seed |= 1;
    state = seed;
    printf("KIKUSUI_TEST_SEED=%llu\n", (unsigned long long)seed);
    fflush(stdout);
}

static long below(long n)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (long)((state * UINT64_C(2685821657736338717) >> 33) % (uint64_t)n);
}

/* Mostly days, now and then a year, often on the edges of the hours. */
static long random_minute(long n_days)
{
    static const long edges[] = {0, 524, 525, 526, 855, 1034, 1035, 1036, 1439};
    long day = below(n_days);

    if (below(3) == 0)
        return day * 1440 + edges[below(sizeof edges / sizeof *edges)];
    return day * 1440 + below(1440);
}

START_TEST(the_stepper_agrees)
{
    struct stepper s = make();
    struct kk_calendar *cal = contract_calendar();

    start_random();
    for (int i = 0; i < CASES; i++) {
        long a = random_minute(s.n - 60);
        long b = a + below(below(50) == 0 ? 50 * 1440 : 9 * 1440);
        int n = 1 + (int)below(below(20) == 0 ? 6000 : 700);
        kk_time ta = instant(&s, a);
        int want = step_elapsed(&s, a, b);
        kk_time due = kk_due(cal, ta, n);

        ck_assert_msg(kk_elapsed(cal, ta, instant(&s, b)) == want,
                      "seed %llu: elapsed(%ld, %ld)", (unsigned long long)seed,
                      a, b);
        ck_assert_msg(due == instant(&s, step_due(&s, a, n)),
                      "seed %llu: due(%ld, %d)", (unsigned long long)seed, a,
                      n);
    }
    kk_cal_free(&cal);
}
END_TEST

START_TEST(elapsed_is_additive_and_monotone_and_due_its_inverse)
{
    struct stepper s = make();
    struct kk_calendar *cal = contract_calendar();

    start_random();
    for (int i = 0; i < CASES; i++) {
        kk_time a = instant(&s, random_minute(s.n - 60));
        kk_time b = instant(&s, random_minute(s.n));
        kk_time c = instant(&s, random_minute(s.n));
        int n = 1 + (int)below(1000);
        kk_time due = kk_due(cal, a, n);

        ck_assert_msg(kk_elapsed(cal, a, c) ==
                          kk_elapsed(cal, a, b) + kk_elapsed(cal, b, c),
                      "seed %llu case %d: not additive",
                      (unsigned long long)seed, i);
        ck_assert_msg(b > c || kk_elapsed(cal, a, b) <= kk_elapsed(cal, a, c),
                      "seed %llu case %d: not monotone",
                      (unsigned long long)seed, i);
        ck_assert_msg(kk_elapsed(cal, a, due) == n &&
                          kk_elapsed(cal, a, due - 60) == n - 1,
                      "seed %llu case %d: due is not the earliest",
                      (unsigned long long)seed, i);
    }
    kk_cal_free(&cal);
}
END_TEST

KK_TEST_MAIN("stepper", the_stepper_agrees,
             elapsed_is_additive_and_monotone_and_due_its_inverse)
