/* The screen, with the units of today and with 200,000: how soon it is there,
 * how soon it answers, what it sends, how often it wakes, what it holds. */
#include "ledger.h"
#include "tty.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

enum { STARTS = 21, SCANS = 5, LOOKUPS = 5, ROWS = 40, COLS = 120 };

#define NOW "2023-09-15 14:20"
#define MANY 200000

struct office {
    const char *program;
    char *db;
    const char *const *env, *const *env_real; /* real: the clock goes */
    int64_t units;
};

/* Milliseconds to the first frame, which ends with the footer. */
static double open_screen(const struct office *o, bool real, struct tty *t)
{
    const char *argv[] = {o->program, "--db", o->db, NULL};

    tty_start(t, argv, real ? o->env_real : o->env, ROWS, COLS);
    return tty_shown(t, "F2");
}

/* --- start --- */

static double count_units(const struct office *o)
{
    const char *argv[] = {"sqlite3", o->db, "select count(*) from unit", NULL};
    struct tty t;

    tty_start(&t, argv, o->env, ROWS, COLS);
    return tty_ended(&t);
}

static void bench_start(const struct office *o, double target)
{
    double ours[STARTS], theirs[STARTS], a, b;

    for (size_t i = 0; i < STARTS; i++) {
        struct tty t;

        ours[i] = open_screen(o, false, &t);
        tty_close(&t);
        theirs[i] = count_units(o);
    }
    a = bench_median(ours, STARTS);
    b = bench_median(theirs, STARTS);
    bench_tell("start / sqlite3 count(*)", a / b, "x", target,
               "%jd units: %.1f ms / %.1f ms", (intmax_t)o->units, a, b);
}

/* --- lookup --- */

static double scan_once(sqlite3_stmt *st, const char *typed)
{
    struct kk_str like = {0};
    double from = bench_now();

    kk_str_addf(&like, "%%%s%%", typed);
    sqlite3_bind_text(st, 1, like.s, -1, SQLITE_TRANSIENT);
    while (sqlite3_step(st) == SQLITE_ROW)
        continue;
    sqlite3_reset(st);
    kk_str_free(&like);
    return bench_now() - from;
}

/* What a lookup costs without an index: the same columns, as typed. */
static double scan(const struct office *o, const char *typed)
{
    static const char sql[] =
        "SELECT count(*) FROM unit u "
        "LEFT JOIN model m ON m.id = u.model_id "
        "LEFT JOIN place p ON p.id = u.place_id "
        "LEFT JOIN site s ON s.id = p.site_id "
        "LEFT JOIN dept d ON d.id = u.dept_id WHERE u.deleted IS NULL AND "
        "(u.machine_id LIKE ?1 OR u.serial LIKE ?1 OR m.name LIKE ?1 "
        "OR s.name LIKE ?1 OR s.kana LIKE ?1 OR p.name LIKE ?1 "
        "OR d.name LIKE ?1 OR d.kana LIKE ?1)";
    double ms[SCANS];
    sqlite3 *db;
    sqlite3_stmt *st;

    if (sqlite3_open_v2(o->db, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_exec(db, "PRAGMA cache_size=-65536", NULL, NULL, NULL) !=
            SQLITE_OK ||
        sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        bench_fail("%s: %s", o->db, sqlite3_errmsg(db));
    (void)scan_once(st, typed);
    for (int i = 0; i < SCANS; i++)
        ms[i] = scan_once(st, typed);
    sqlite3_finalize(st);
    sqlite3_close(db);
    return bench_median(ms, SCANS);
}

/* Each key of a search for `typed`: the slowest key's median. Characters are
 * bytes here only where they are ASCII. */
static double look_up(struct tty *t, const char *typed)
{
    double ms[32][LOOKUPS], worst = 0;
    size_t keys = 0;

    for (int run = 0; run < LOOKUPS; run++) {
        keys = 0;
        for (const char *p = typed; *p != '\0' && keys < 32; keys++) {
            char key[8] = {0};
            size_t n = 1;

            while (((unsigned char)p[n] & 0xC0) == 0x80)
                n++;
            memcpy(key, p, n);
            p += n;
            ms[keys][run] = tty_key(t, key);
        }
        for (size_t i = 0; i < keys; i++)
            (void)tty_key(t, "\177");
    }
    for (size_t i = 0; i < keys; i++) {
        double m = bench_median(ms[i], LOOKUPS);

        worst = m > worst ? m : worst;
    }
    return worst;
}

static void bench_lookup(const struct office *o)
{
    static const char *const typed[] = {
        "BN-1999", "SAB12", "prodesk", "本庁舎 戸籍", "しろいし", "稼", "窓口",
    };
    double worst = 0, of_scan = 1;
    const char *which = "";
    struct tty t;

    (void)open_screen(o, false, &t);
    (void)tty_key(&t, "/");
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        double ms = look_up(&t, typed[i]), base = scan(o, typed[i]);

        bench_note("  lookup %-12s worst key %6.1f ms, scan %6.1f ms", typed[i],
                   ms, base);
        if (ms > worst) {
            worst = ms;
            which = typed[i];
            of_scan = base;
        }
    }
    tty_close(&t);
    bench_tell("worst lookup key / LIKE scan", worst / of_scan, "x", 0.2,
               "%jd units, %s: %.1f ms / %.1f ms", (intmax_t)o->units, which,
               worst, of_scan);
    bench_tell("worst lookup key", worst, "ms", 16, "one frame");
}

/* --- a cursor move --- */

static void bench_move(const struct office *o)
{
    static const struct {
        const char *where, *keys;
    } places[] = {{"queue", "1"}, {"lookup", "2"}, {"spares", "3"}};
    struct tty t;

    (void)open_screen(o, false, &t);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        double bytes[5];

        (void)tty_key(&t, places[i].keys);
        for (int k = 0; k < 5; k++) {
            (void)tty_key(&t, "\033OB");
            bytes[k] = (double)t.out.n_bytes;
        }
        bench_tell("bytes for a cursor move", bench_most(bytes, 5), "bytes",
                   400, "%s at %dx%d", places[i].where, COLS, ROWS);
    }
    tty_close(&t);
}

/* --- memory and sleep --- */

/* A walk through the screens that hold most: a search, the list at full size
 * to its end, an incident, the palette. */
static void bench_memory(const struct office *o, double target_mb)
{
    static const char *const keys[] = {"/",      "prodesk", "\033", "2",
                                       "\033OB", "\033",    "1",    "\r",
                                       "\033",   "\033OQ",  "\033"};
    struct tty t;

    (void)open_screen(o, false, &t);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        (void)tty_key(&t, keys[i]);
    bench_tell("peak memory", (double)tty_peak_kb(&t) / 1024, "MB", target_mb,
               "%jd units", (intmax_t)o->units);
    tty_close(&t);
}

static void bench_idle(const struct office *o)
{
    struct tty t;
    long before;

    (void)open_screen(o, true, &t);
    sleep(3); /* what idleness brings at once is no part of a minute */
    before = tty_sleeps(&t);
    sleep(60);
    bench_tell("wake-ups in an idle minute", (double)(tty_sleeps(&t) - before),
               "", 2, "%jd units", (intmax_t)o->units);
    tty_close(&t);
}

/* --- the office --- */

static int64_t units_of(const char *db)
{
    sqlite3 *sql;
    sqlite3_stmt *st;
    int64_t n = 0;

    if (sqlite3_open_v2(db, &sql, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(sql, "SELECT count(*) FROM unit", -1, &st, NULL) !=
            SQLITE_OK ||
        sqlite3_step(st) != SQLITE_ROW)
        bench_fail("%s: %s", db, sqlite3_errmsg(sql));
    n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(sql);
    return n;
}

static void make_training(struct office *o, const char *dir)
{
    const char *argv[] = {o->program, "demo", "--no-screen",
                          "--dir",    dir,    NULL};
    struct kk_str path = {0};

    bench_must(argv, o->env);
    kk_str_addf(&path, "%s/kikusui.db", dir);
    o->db = kk_str_take(&path);
    o->units = units_of(o->db);
}

static void grow(struct office *o, const char *dir)
{
    struct kk_str csv = {0};
    const char *argv[] = {o->program, "--db", o->db, "load",
                          "ledger",   NULL,   NULL};

    kk_str_addf(&csv, "%s/ledger.csv", dir);
    bench_ledger(o->db, (size_t)(MANY - o->units), "", csv.s);
    argv[5] = csv.s;
    bench_must(argv, o->env);
    o->units = units_of(o->db);
    kk_str_free(&csv);
}

int main(void)
{
    char *dir = bench_dir();
    struct office o = {.program = bench_setting("KIKUSUI"),
                       .env = bench_env(dir, NOW),
                       .env_real = bench_env(dir, NULL)};

    make_training(&o, dir);
    bench_start(&o, 3);
    bench_move(&o);
    bench_memory(&o, 20);
    bench_idle(&o);
    grow(&o, dir);
    bench_start(&o, 4);
    bench_lookup(&o);
    bench_memory(&o, 40);
    kk_free(o.db);
    bench_drop(dir);
    return bench_status();
}
