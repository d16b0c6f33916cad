/* What it costs that an action is journaled: one that changes a unit and adds a
 * movement, from BEGIN until it may be called done, and the same two statements
 * in plain SQL, with the same pragmas and on a file without triggers. Both
 * sync; the program's tail is synced on top. In turns, so that what else the
 * disk does falls on both. */
#include "bench.h"

#include <kikusui/store/journal.h>

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

enum { RUNS = 101 };

#define NOW "2023-09-15 14:20"

struct sides {
    struct kk_db *ours;
    sqlite3 *bare;
    kk_id unit;
    struct kk_err err;
};

static void must(struct sides *s, enum kk_status st)
{
    if (st != KK_OK)
        bench_fail("%s", s->err.text);
}

static double act(struct sides *s, int i)
{
    const struct kk_intent_arg arg[] = {{"unit", "JZ-0001"}, {"note", "備考"}};
    const struct kk_intent in = {.action = "unit.move",
                                 .arg = arg,
                                 .n_args = 2,
                                 .subject_table = "unit",
                                 .subject = s->unit};
    double from = bench_now();
    char note[32];
    struct kk_commit c;
    kk_id id;

    snprintf(note, sizeof note, "備考 %d", i);
    must(s, kk_tx_begin(s->ours, KK_TX_WRITE, &s->err));
    must(s, kk_row_update(s->ours, "unit", s->unit,
                          KK_CELLS({"note", kk_vtext(note)}), &s->err));
    must(s, kk_row_insert(s->ours, "unit_move",
                          KK_CELLS({"unit_id", kk_vint(s->unit)},
                                   {"reason", kk_vtext(note)},
                                   {"happened_at", kk_vint(i)}),
                          &id, &s->err));
    must(s, kk_tx_commit(s->ours, &in, &c, &s->err));
    return bench_now() - from;
}

static void run(struct sides *s, const char *sql)
{
    if (sqlite3_exec(s->bare, sql, NULL, NULL, NULL) != SQLITE_OK)
        bench_fail("%s: %s", sql, sqlite3_errmsg(s->bare));
}

static double act_bare(struct sides *s, int i)
{
    double from = bench_now();
    struct kk_str sql = {0};

    kk_str_addf(&sql,
                "BEGIN IMMEDIATE; UPDATE unit SET note='備考 %d' WHERE id=%lld;"
                "INSERT INTO unit_move(id,unit_id,reason,happened_at) "
                "VALUES(random(),%lld,'備考 %d',%d); COMMIT",
                i, (long long)s->unit, (long long)s->unit, i, i);
    run(s, kk_str_c(&sql));
    kk_str_free(&sql);
    return bench_now() - from;
}

static void drop_triggers(struct sides *s)
{
    struct kk_str sql = {0};
    sqlite3_stmt *st;

    sqlite3_prepare_v2(s->bare,
                       "SELECT name FROM sqlite_schema WHERE type='trigger'",
                       -1, &st, NULL);
    while (sqlite3_step(st) == SQLITE_ROW)
        kk_str_addf(&sql, "DROP TRIGGER \"%s\";",
                    (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    run(s, kk_str_c(&sql));
    kk_str_free(&sql);
}

static void open_both(struct sides *s, const char *db, const char *copy,
                      const struct kk_clock *clock)
{
    struct kk_db_open how = {.path = db, .busy_ms = 10000, .clock = clock};
    struct kk_cur *cur;

    must(s, kk_db_open(&how, &s->ours, &s->err));
    must(s, kk_cur_open_sql(s->ours, "SELECT id FROM unit LIMIT 1", NULL, &cur,
                            &s->err));
    must(s, kk_cur_next(cur, &s->err));
    s->unit = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    if (sqlite3_open(copy, &s->bare) != SQLITE_OK)
        bench_fail("%s: %s", copy, sqlite3_errmsg(s->bare));
    drop_triggers(s);
    run(s, "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
           "PRAGMA cache_spill=OFF; PRAGMA cache_size=-8000;"
           "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;");
}

int main(void)
{
    char *dir = bench_dir();
    struct kk_str db = {0}, copy = {0};
    const struct kk_clock clock = {.fixed = 1694755200};
    const char *demo[] = {
        bench_setting("KIKUSUI"), "demo", "--no-screen", "--dir", dir, NULL};
    double ours[RUNS], bare[RUNS], a, b;
    struct sides s = {0};

    bench_must(demo, bench_env(dir, NOW));
    kk_str_addf(&db, "%s/kikusui.db", dir);
    kk_str_addf(&copy, "%s/bare.db", dir);
    bench_must((const char *const[]){"cp", db.s, copy.s, NULL},
               bench_env(dir, NOW));
    open_both(&s, db.s, copy.s, &clock);
    for (int i = 0; i < RUNS; i++) {
        ours[i] = act(&s, i);
        bare[i] = act_bare(&s, i);
    }
    a = bench_median(ours, RUNS);
    b = bench_median(bare, RUNS);
    bench_tell("action / bare SQL, both synced", a / b, "x", 1.6,
               "%.2f ms / %.2f ms", a, b);
    kk_db_close(&s.ours);
    sqlite3_close(s.bare);
    kk_str_free(&db);
    kk_str_free(&copy);
    bench_drop(dir);
    return bench_status();
}
