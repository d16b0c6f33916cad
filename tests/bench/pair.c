#include "pair.h"

#include "ledger.h"

#include <kikusui/base/file.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>
#include <sys/stat.h>

enum { LEDGER = 1000, UNITS = 82000, OF_OFFICE = 73000, WORDS = 24 };

/* A unit swapped on site and two cases solved by phone. Every line: the time,
 * the action, its arguments. */
static const char *const cases[] = {
#define OPEN                                                                   \
    "|symptom=" WORK_SYMPTOM "|error=なし|contact=" WORK_PERSON                \
    "|phone=" WORK_PHONE "|occurred=10:05|assignee=" PAIR_WHO
#define SAID "|person=" WORK_PERSON "|fields=全部"
#define DONE "|cause=" WORK_CAUSE "|action=" WORK_DONE "|result=復旧"
    "2023-04-12T10:20|incident.open|city_no=C-0001|place=北区役所/保険年金課|"
    "unit=T-1" OPEN,
    "2023-04-12T10:35|incident.contact|incident=K0-0001" SAID,
    "2023-04-12T10:35|incident.decide|incident=K0-0001|onsite=yes",
    "2023-04-12T10:36|spare.reserve|incident=K0-0001|spare=T-9",
    "2023-04-12T10:36|visit.plan|incident=K0-0001|at=11:50|told=10:36|"
    "contact=" WORK_PERSON,
    "2023-04-12T11:50|visit.arrive|incident=K0-0001",
    "2023-04-12T12:00|visit.start|incident=K0-0001",
    "2023-04-12T12:50|incident.swap|incident=K0-0001|spare=T-9",
    "2023-04-12T13:00|incident.user_check|incident=K0-0001|by=" WORK_PERSON,
    "2023-04-12T13:05|visit.leave|incident=K0-0001",
    "2023-04-12T13:05|incident.complete|incident=K0-0001" DONE,
    "2023-04-12T13:06|incident.mail_sent|incident=K0-0001",

    "2023-04-13T10:20|incident.open|city_no=C-0002|place=東区役所/保護一課|"
    "unit=T-2" OPEN,
    "2023-04-13T10:30|incident.contact|incident=K0-0002" SAID,
    "2023-04-13T10:31|incident.decide|incident=K0-0002|onsite=no",
    "2023-04-13T10:40|incident.user_check|incident=K0-0002|by=" WORK_PERSON,
    "2023-04-13T10:41|incident.complete|incident=K0-0002" DONE,
    "2023-04-13T10:42|incident.mail_sent|incident=K0-0002",

    "2023-04-14T10:20|incident.open|city_no=C-0003|place=南区役所/戸籍住民課|"
    "unit=T-3" OPEN,
    "2023-04-14T10:30|incident.contact|incident=K0-0003" SAID,
    "2023-04-14T10:31|incident.decide|incident=K0-0003|onsite=no",
    "2023-04-14T10:40|incident.user_check|incident=K0-0003|by=" WORK_PERSON,
    "2023-04-14T10:41|incident.complete|incident=K0-0003" DONE,
    "2023-04-14T10:42|incident.mail_sent|incident=K0-0003",
};

static const char case_units[] =
    "機器ID,区分,機種名,製造番号,拠点,設置部署,用途,状態,保証期限,"
    "ワイヤー鍵,媒体種別,媒体版,端末設定\n"
#define PC ",国保福祉,Lenovo_ThinkCentre_M720q_Tiny,"
    "T-1" PC "PC0413,北区役所,保険年金課,窓口,稼働中,2024-09-30,W-112,"
    "国保福祉窓口,v3,KITA-HN-03 10.4.2.13\n"
    "T-2" PC "PC0414,東区役所,保護一課,窓口,稼働中,,W-113,国保福祉窓口,v3,"
    "HIGASHI-04 10.4.3.14\n"
    "T-3" PC "PC0415,南区役所,戸籍住民課,窓口,稼働中,,W-114,国保福祉窓口,v3,"
    "MINAMI-04 10.4.5.14\n"
    "T-9" PC "PC9007,受託者保管,,窓口,予備,,,国保福祉窓口,v3,\n";

/* --- commands --- */

char *pair_path(const struct pair *p, const char *name)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s/%s", p->dir, name);
    return kk_str_take(&s);
}

static struct bench_ran run_as(struct pair *p, const char *const *env,
                               const char *who, const char *db,
                               const char *const *args)
{
    const char *argv[WORDS + 6] = {p->program, "--db", db};
    size_t n = 3;
    struct bench_ran ran;

    if (who != NULL) {
        argv[n++] = "--as";
        argv[n++] = who;
    }
    while (*args != NULL && n < WORDS + 5)
        argv[n++] = *args++;
    kk_str_clear(&p->out);
    ran = bench_run(argv, env, &p->out);
    if (ran.status != 0)
        bench_fail("%s ended with %d:\n%s", argv[who == NULL ? 3 : 5],
                   ran.status, kk_str_c(&p->out));
    return ran;
}

struct bench_ran pair_run(struct pair *p, const char *db,
                          const char *const *args)
{
    return run_as(p, p->env, PAIR_WHO, db, args);
}
#define ALONE(p, db, ...)                                                      \
    (void)run_as(p, (p)->env, NULL, db,                                        \
                 (const char *const[]){__VA_ARGS__, NULL})

char *pair_said(const struct pair *p, const char *name)
{
    struct kk_str key = {0};
    const char *at;
    char *value;

    kk_str_addf(&key, "\"%s\":\"", name);
    at = strstr(kk_str_c(&p->out), kk_str_c(&key));
    if (at == NULL)
        bench_fail("no %s in: %s", name, kk_str_c(&p->out));
    at += key.n_bytes;
    value = kk_strndup(at, strcspn(at, "\""));
    kk_str_free(&key);
    return value;
}

void pair_shell(const struct pair *p, const char *fmt, ...)
{
    char script[4096];
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(script, sizeof script, fmt, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof script)
        bench_fail("too long for a shell: %s", fmt);
    bench_must((const char *const[]){"sh", "-ec", script, NULL}, p->env);
}

int64_t pair_int(const char *db, const char *sql)
{
    sqlite3 *s;
    sqlite3_stmt *st;
    int64_t n;

    if (sqlite3_open_v2(db, &s, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(s, sql, -1, &st, NULL) != SQLITE_OK ||
        sqlite3_step(st) != SQLITE_ROW)
        bench_fail("%s: %s", db, sqlite3_errmsg(s));
    n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(s);
    return n;
}

/* --- the two copies --- */

static int64_t last_entry(const struct pair *p)
{
    return pair_int(p->office, "SELECT max(arrival) FROM entry");
}

static void play(struct pair *p, const char *who, const char *line)
{
    char *words = kk_strdup(line), *rest = words;
    const char *at = strsep(&rest, "|"), *args[WORDS] = {"do"};

    for (size_t n = 1; rest != NULL && n + 1 < WORDS; n++)
        args[n] = strsep(&rest, "|");
    (void)run_as(p, bench_env(p->dir, at), who, p->office, args);
    kk_free(words);
}

static void play_cases(struct pair *p)
{
    p->office_work = (struct work){
        .db = p->office, .now = PAIR_NOW, .first = last_entry(p) + 1};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        play(p, PAIR_WHO, cases[i]);
    p->office_work.last = last_entry(p);
}

static void load_ledgers(struct pair *p)
{
    char *seed = pair_path(p, "seed"),
         *seed_db = pair_path(p, "seed/kikusui.db");
    char *csv = pair_path(p, "ledger.csv"), *own = pair_path(p, "cases.csv");
    FILE *f = fopen(own, "we");

    bench_must((const char *const[]){p->program, "demo", "--no-screen", "--dir",
                                     seed, NULL},
               p->env);
    bench_ledger(seed_db, LEDGER, "", csv);
    if (f == NULL || fputs(case_units, f) < 0 || fclose(f) != 0)
        bench_fail("%s cannot be written", own);
    PAIR_RUN(p, p->office, "load", "ledger", csv, "--as-of", "2023-04-01");
    PAIR_RUN(p, p->office, "load", "ledger", own, "--as-of", "2023-04-01");
    kk_free(seed);
    kk_free(seed_db);
    kk_free(csv);
    kk_free(own);
}

static void enrol(struct pair *p)
{
    char *to = pair_path(p, "enrol"), *file, *digits;

    mkdir(to, 0700);
    ALONE(p, p->laptop, "init", "--role", "laptop", "--name", "K1");
    ALONE(p, p->laptop, "node", "request", "--to", to, "--format", "json");
    file = pair_said(p, "file");
    digits = pair_said(p, "digits");
    PAIR_RUN(p, p->office, "node", "approve", file, "--digits", digits, "--to",
             to, "--format", "json");
    kk_free(file);
    kk_free(digits);
    file = pair_said(p, "file");
    digits = pair_said(p, "digits");
    ALONE(p, p->laptop, "node", "accept", file, "--digits", digits);
    kk_free(file);
    kk_free(digits);
    kk_free(to);
}

/* --- keeping them --- */

static char *kept_path(const struct pair *p, const char *name)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s/%s", p->kept, name);
    return kk_str_take(&s);
}

/* Newer than this program, and what it says of the cases. */
static bool is_kept(struct pair *p)
{
    char *path = kept_path(p, "stamp");
    struct stat stamp, self;
    FILE *f = fopen(path, "re");
    struct work *w = &p->office_work;
    bool good = f != NULL && fstat(fileno(f), &stamp) == 0 &&
                stat("/proc/self/exe", &self) == 0 &&
                stamp.st_mtime >= self.st_mtime &&
                fscanf(f, "%" SCNd64 " %" SCNd64, &w->first, &w->last) == 2;

    if (f != NULL)
        fclose(f);
    kk_free(path);
    return good;
}

static void make(struct pair *p, int64_t changes)
{
    double from = bench_now();
    char *stamp = kept_path(p, "stamp");

    pair_shell(p, "rm -rf '%s'; mkdir '%s'", p->kept, p->kept);
    ALONE(p, p->office, "init", "--role", "office", "--name", "K0");
    play(p, NULL,
         "2023-04-01T09:00|worker.add|name=" PAIR_WHO "|kana=さとう たくや");
    load_ledgers(p);
    play_cases(p);
    work_units(&p->office_work, UNITS);
    enrol(p);
    (void)work_cases(&p->office_work,
                     changes -
                         pair_int(p->office, "SELECT count(*) FROM change"));
    PAIR_RUN(p, p->office, "backup");
    pair_shell(p, "echo '%" PRId64 " %" PRId64 "' >'%s'", p->office_work.first,
               p->office_work.last, stamp);
    bench_note("an office of %" PRId64 " changes, made in %.0f s",
               pair_int(p->office, "SELECT count(*) FROM change"),
               (bench_now() - from) / 1e3);
    kk_free(stamp);
}

void pair_open(struct pair *p, const char *dir, int64_t changes)
{
    char *laptop;

    *p = (struct pair){.program = bench_setting("KIKUSUI"),
                       .dir = dir,
                       .env = bench_env(dir, PAIR_NOW)};
    p->kept = kk_path_abs("bench-office");
    p->office = kept_path(p, "office.db");
    p->laptop = laptop = kept_path(p, "laptop.db");
    p->office_work.now = PAIR_NOW;
    if (!is_kept(p))
        make(p, changes);
    p->office_work.db = p->office;
    /* A newer program brings the file up here, not where it is measured. */
    PAIR_RUN(p, p->office, "node", "list");
    p->laptop = pair_path(p, "laptop.db");
    pair_shell(p, "cp -a '%s' '%s.keys' '%s.tail' '%s'", laptop, laptop, laptop,
               dir);
    p->laptop_work = p->office_work;
    p->laptop_work.db = p->laptop;
    p->laptop_work.copy = 1;
    p->laptop_work.unit = OF_OFFICE;
    kk_free(laptop);
}

void pair_free(struct pair *p)
{
    kk_str_free(&p->out);
    kk_free(p->kept);
    kk_free(p->office);
    kk_free(p->laptop);
}
