/* What ten contract years of records cost beside one: home, and everything
 * that has a date. The records are the training copy's own, closed, again a
 * month later each, and what a year has beside; the papers and surveys of each
 * year are recorded by the program. Nothing of it is in the journal, which
 * neither of the two reads. */
#include "bench.h"

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

enum { RUNS = 15, MANY = 10, MONTHS = 12, MONTH_DAYS = 30 };

#define BEGIN "2023-09-15 14:20"
#define ID "\"id\":\""

struct office {
    const char *program, *dir;
    char *db;
    int years;
    char now[32];
    const char *const *env;
};

/* What every table with records has again each month. Times and days move on,
 * what names a copied record names its copy. */
static const char *const copied[] = {"incident", "contact", "visit",
                                     "work",     "repair",  NULL};

static void sql_must(sqlite3 *db, const char *sql)
{
    char *why = NULL;

    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        bench_fail("%s: %s", sql, why);
}

static void add_value(struct kk_str *s, const char *col)
{
    size_t n = strlen(col);

    if (strcmp(col, "id") == 0 || strcmp(col, "incident_id") == 0)
        kk_str_addf(s, "%s - m.k * 35184372088832", col);
    else if (n > 3 && strcmp(col + n - 3, "_at") == 0)
        kk_str_addf(s, "%s + m.k * %d", col, MONTH_DAYS * 86400);
    else if (strcmp(col, "no") == 0 || strcmp(col, "city_no") == 0)
        kk_str_addf(s, "%s || '-' || m.k", col);
    else
        kk_str_addf(s, "\"%s\"", col);
}

static void copy(sqlite3 *db, const char *table, int months)
{
    struct kk_str cols = {0}, sql = {0}, from = {0};
    sqlite3_stmt *st = NULL;

    kk_str_addf(&sql, "SELECT name FROM pragma_table_info('%s')", table);
    if (sqlite3_prepare_v2(db, sql.s, -1, &st, NULL) != SQLITE_OK)
        bench_fail("%s: %s", table, sqlite3_errmsg(db));
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *col = (const char *)sqlite3_column_text(st, 0);

        kk_str_addf(&cols, "%s\"%s\"", cols.n_bytes > 0 ? ", " : "", col);
        kk_str_add(&from, from.n_bytes > 0 ? ", " : "");
        add_value(&from, col);
    }
    sqlite3_finalize(st);
    kk_str_clear(&sql);
    kk_str_addf(&sql,
                "WITH RECURSIVE m(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM "
                "m WHERE k < %d) INSERT INTO %s(%s) SELECT %s FROM "
                "(SELECT * FROM %s) t, m",
                months, table, kk_str_c(&cols), kk_str_c(&from), table);
    sql_must(db, sql.s);
    kk_str_free(&cols);
    kk_str_free(&from);
    kk_str_free(&sql);
}

/* What the copies are: over, and of other units, for none breaks each month. */
static const char closed[] =
    "CREATE TEMP TABLE spread AS SELECT row_number() OVER (ORDER BY id) - 1 AS "
    "i, id AS id FROM unit;"
    "CREATE INDEX temp.spread_i ON spread(i);"
    "UPDATE incident SET unit_id = (SELECT s.id FROM spread s WHERE s.i = "
    "abs(incident.id % 1999)) WHERE no LIKE '%-%-%';"
    "UPDATE incident SET swap_unit_id = unit_id WHERE no LIKE '%-%-%' AND "
    "swap_unit_id IS NOT NULL;"
    "UPDATE repair SET unit_id = (SELECT i.unit_id FROM incident i WHERE i.id "
    "= repair.incident_id) WHERE incident_id IN (SELECT id FROM incident WHERE "
    "no LIKE '%-%-%');"
    "UPDATE incident SET completed_at = coalesce(completed_at, instructed_at "
    "+ 7200), mail_sent_at = coalesce(mail_sent_at, instructed_at + 9000) "
    "WHERE no LIKE '%-%-%' AND returned_at IS NULL;"
    "UPDATE repair SET finished_at = coalesce(finished_at, called_at, 1) "
    "WHERE incident_id IN (SELECT id FROM incident WHERE no LIKE '%-%-%');"
    "UPDATE visit SET left_at = coalesce(left_at, planned_at) WHERE "
    "incident_id IN (SELECT id FROM incident WHERE no LIKE '%-%-%');";

/* And what the training copy has none of, by months: counts, questions,
 * findings, orders, minutes, all done. */
static const char beside[] =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
    "%d * 10) INSERT INTO qa(id, no, question, asked_at, answer, "
    "answered_at, reported_at) SELECT i, 'Q' || i, '質問', 1694000000 + i * "
    "250000, '回答', 1694000000 + i * 250000, 1694000000 + i * 250000 FROM n;"
    "INSERT INTO finding(id, no, kind, text, found_at, reported_at, "
    "instructed_at, finished_at) SELECT id, 'F' || id, '発見', question, "
    "asked_at, asked_at, asked_at, asked_at FROM qa;"
    "INSERT INTO minutes(id, \"with\", started_at, submitted_at) SELECT "
    "id, 'リコー', asked_at, asked_at FROM qa;"
    "INSERT INTO job(id, kind, no, order_no, ordered_at, received_at, "
    "finished_at) SELECT id, '再セットアップ', 'J' || id, id, asked_at, "
    "asked_at, asked_at + 86400 FROM qa WHERE id %% 4 = 0;"
    "INSERT INTO document(id, kind, rule_key, due_on, submitted_at) SELECT "
    "-id, '作業関連提出書類', '作業関連提出書類 ' || no, finished_at / 86400, "
    "finished_at FROM job WHERE order_no = id;";

static void fill(const struct office *o)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    struct kk_str sql = {0};

    if (sqlite3_open(o->db, &db) != SQLITE_OK ||
        sqlite3_prepare_v2(db,
                           "SELECT 'DROP TRIGGER \"' || name || '\";' FROM "
                           "sqlite_master WHERE type = 'trigger'",
                           -1, &st, NULL) != SQLITE_OK)
        bench_fail("%s: %s", o->db, sqlite3_errmsg(db));
    while (sqlite3_step(st) == SQLITE_ROW)
        kk_str_add(&sql, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    sql_must(db, "BEGIN");
    sql_must(db, kk_str_c(&sql));
    for (size_t i = 0; copied[i] != NULL; i++)
        copy(db, copied[i], o->years * MONTHS);
    sql_must(db, closed);
    kk_str_clear(&sql);
    kk_str_addf(&sql, beside, o->years * MONTHS);
    sql_must(db, sql.s);
    sql_must(db, "COMMIT");
    sqlite3_close(db);
    kk_str_free(&sql);
}

static void act(const struct office *o, const char *const *word)
{
    const char *argv[16] = {o->program, "--db", o->db, "do"};
    size_t n = 4;

    for (; *word != NULL; word++)
        argv[n++] = *word;
    argv[n] = NULL;
    bench_must(argv, o->env);
}

/* The term of each year and, by the program, its survey and all its papers. */
static void record_years(const struct office *o)
{
    const char *argv[] = {o->program, "--db", o->db,      "list", "documents",
                          "--format", "json", "open=yes", NULL};
    struct kk_str out = {0}, ids = {0};

    for (int y = 0; y <= o->years; y++) {
        char from[32], to[32], year[16], first[32], last[32];

        snprintf(from, sizeof from, "valid_from=%d-04-01", 2024 + y);
        snprintf(to, sizeof to, "valid_to=%d-03-31", 2025 + y);
        act(o, (const char *[]){"param.add", "key=contract.name", "value=次",
                                from, to, NULL});
        if (y == o->years)
            break;
        snprintf(year, sizeof year, "year=%d", 2023 + y);
        snprintf(first, sizeof first, "from=%d-10-01", 2023 + y);
        snprintf(last, sizeof last, "to=%d-11-30", 2023 + y);
        act(o, (const char *[]){"survey.open", year, first, last,
                                "agreed_with=高橋", "pass=年の比較", NULL});
    }
    if (bench_run(argv, o->env, &out).status != 0)
        bench_fail("list documents");
    kk_str_add(&ids, "document=");
    for (const char *s = strstr(kk_str_c(&out), ID); s != NULL;
         s = strstr(s, ID)) {
        s += strlen(ID);
        kk_str_addf(&ids, "%.*s,", (int)strcspn(s, "\""), s);
    }
    if (ids.n_bytes > 0)
        ids.s[ids.n_bytes - 1] = '\0';
    act(o,
        (const char *[]){"document.submit", kk_str_c(&ids), "to=高橋", NULL});
    kk_str_free(&out);
    kk_str_free(&ids);
}

static void make(struct office *o)
{
    struct kk_str path = {0}, dir = {0};

    kk_str_addf(&dir, "%s/y%d", o->dir, o->years);
    o->env = bench_env(o->dir, BEGIN);
    bench_must((const char *[]){o->program, "demo", "--no-screen", "--dir",
                                dir.s, NULL},
               o->env);
    kk_str_addf(&path, "%s/kikusui.db", dir.s);
    o->db = kk_str_take(&path);
    snprintf(o->now, sizeof o->now, "%d-09-15 14:20", 2023 + o->years);
    o->env = bench_env(o->dir, o->now);
    record_years(o);
    fill(o);
    kk_str_free(&dir);
}

/* Processor time: what else the machine does is no part of it. */
static double once(const struct office *o, const char *what)
{
    const char *due[] = {o->program, "--db", o->db, "list", "due", NULL};
    const char *home[] = {o->program, "--db", o->db, "screen", "home", NULL};

    return bench_must_run(strcmp(what, "due") == 0 ? due : home, o->env).cpu_ms;
}

int main(void)
{
    char *dir = bench_dir();
    struct office o[2] = {
        {.program = bench_setting("KIKUSUI"), .dir = dir, .years = 1},
        {.program = bench_setting("KIKUSUI"), .dir = dir, .years = MANY}};
    static const char *const what[] = {"home", "due"};

    make(&o[0]);
    make(&o[1]);
    for (size_t w = 0; w < 2; w++) {
        double one[RUNS], ten[RUNS], a, b;

        for (size_t i = 0; i < RUNS; i++) {
            one[i] = once(&o[0], what[w]);
            ten[i] = once(&o[1], what[w]);
        }
        a = bench_median(ten, RUNS);
        b = bench_median(one, RUNS);
        bench_tell(w == 0 ? "home, ten years / one" : "due, ten years / one",
                   a / b, "x", 1.5, "%.1f ms / %.1f ms", a, b);
    }
    kk_free(o[0].db);
    kk_free(o[1].db);
    bench_drop(dir);
    return bench_status();
}
