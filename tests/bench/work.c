#include "work.h"

#include "bench.h"

#include <kikusui/store/journal.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/wait.h>

enum { BATCH = 40000, ENTRY_UNITS = 5000, MAP_MAX = 64, CELLS_MAX = 64 };

struct told { /* one round: the ids and words that stand for the cases' own */
    size_t n;
    kk_id from[MAP_MAX], to[MAP_MAX];
    kk_time later;
    int64_t round;
    char symptom[256], person[32], phone[16], cause[96], done[128];
};

struct maker {
    struct work *w;
    struct kk_clock clock;
    struct kk_db *db;
    struct kk_arena arena, kept; /* of a round; of the cases */
    struct kk_entry *entry;      /* of the cases */
    size_t n_entries;
    kk_id (*unit)[3]; /* the clones: unit, place, department */
    size_t n_units;
    int64_t changes;
    uint64_t seed;
    struct told told;
    struct kk_err err;
};

static void must(struct maker *m, enum kk_status st, const char *what)
{
    if (st != KK_OK)
        bench_fail("%s: %s", what, m->err.text);
}

/* --- words --- */

static size_t draw(struct maker *m, size_t below)
{
    m->seed ^= m->seed << 13;
    m->seed ^= m->seed >> 7;
    m->seed ^= m->seed << 17;
    return (size_t)(m->seed >> 11) % below;
}
#define PICK(m, list) (list)[draw(m, sizeof(list) / sizeof *(list))]

static void draw_words(struct maker *m, struct told *t)
{
    static const char *const when[] = {"朝から",
                                       "昨日の夕方から",
                                       "電源を入れ直すと",
                                       "印刷の途中で",
                                       "起動直後に",
                                       "席を移してから",
                                       "時々",
                                       "昼休みのあと",
                                       "突然",
                                       "利用者が替わると",
                                       "雷のあとから",
                                       "更新のあと"};
    static const char *const what[] = {
        "画面が映らない",       "画面に縦線が入る",   "キーが効かない",
        "電源が入らない",       "紙が詰まる",         "印字がかすれる",
        "つながらない",         "時計が大きくずれる", "大きな音がする",
        "読み取りができない",   "動きがとても遅い",   "再起動を繰り返す",
        "カードを受け付けない", "途中で止まる",       "警告が消えない"};
    static const char *const more[] = {"窓口が混んでいて急ぎたいとのこと。",
                                       "隣の端末は正常。",
                                       "再起動しても同じ。",
                                       "予備の線に替えても直らない。",
                                       "午後は会議のため15時以降に来てほしい。",
                                       "先週も同じことがあった。",
                                       "今は別の端末を使っている。",
                                       "ランプは点灯している。",
                                       "エラー番号は控えていない。",
                                       "担当者は午前中だけ在席。"};
    static const char *const name[] = {
        "髙橋", "後藤", "石川", "鈴木", "田中", "伊藤",   "渡辺",   "山本",
        "中村", "小林", "加藤", "吉田", "山田", "佐々木", "松本",   "井上",
        "木村", "林",   "斎藤", "清水", "山崎", "阿部",   "森",     "池田",
        "橋本", "石井", "前田", "藤田", "岡田", "坂本",   "長谷川", "村上"};
    static const char *const cause[] = {
        "電源部の故障", "記憶装置の故障", "液晶の故障", "配線の緩み",
        "設定の誤り",   "部品の摩耗",     "原因は不明", "ケーブルの断線"};
    static const char *const done[] = {"予備機と交換し、動作を確認した",
                                       "電話で手順を伝え、直ったことを確認した",
                                       "線を差し直してもらい、動作を確認した",
                                       "設定を直し、利用者が確認した",
                                       "部品を替え、試しに印字して確認した"};

    snprintf(t->symptom, sizeof t->symptom, "%s%s。%s", PICK(m, when),
             PICK(m, what), PICK(m, more));
    snprintf(t->person, sizeof t->person, "%s", PICK(m, name));
    snprintf(t->phone, sizeof t->phone, "011-%03zu-%04zu", 200 + draw(m, 800),
             draw(m, 10000));
    snprintf(t->cause, sizeof t->cause, "%s", PICK(m, cause));
    snprintf(t->done, sizeof t->done, "%s", PICK(m, done));
}

/* A value of the cases as this round says it. */
static const char *retold(struct maker *m, const char *s)
{
    const struct told *t = &m->told;
    const struct {
        const char *own, *other;
    } words[] = {{WORK_SYMPTOM, t->symptom},
                 {WORK_PERSON, t->person},
                 {WORK_PHONE, t->phone},
                 {WORK_CAUSE, t->cause},
                 {WORK_DONE, t->done}};
    const char *dash = strchr(s, '-');
    char at[KK_TIME_BYTES], *end;
    kk_time time;
    kk_id id = strtoll(s, &end, 10);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(s, words[i].own) == 0)
            return words[i].other;
    for (size_t i = 0; *end == '\0' && i < t->n; i++)
        if (t->from[i] == id)
            return kk_arena_printf(&m->arena, "%" PRId64, t->to[i]);
    if (strlen(s) == 16 && s[10] == 'T' &&
        kk_time_parse(s, m->clock.fixed, &time, &m->err) == KK_OK)
        return kk_arena_strdup(&m->arena, kk_time_iso(time + t->later, at));
    /* "K0-0001", the city's "C-0001": numbers that no other case has. */
    if (dash != NULL && dash - s <= 2 && (*s == 'K' || *s == 'C') &&
        strlen(dash) == 5)
        return kk_arena_printf(&m->arena, "%c%d-%06" PRId64, *s, m->w->copy,
                               m->told.round * 10 + atoi(dash + 1));
    return s;
}

static kk_id now_id(const struct told *t, kk_id id)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->from[i] == id)
            return t->to[i];
    return id;
}

static void put_id(struct told *t, kk_id from, kk_id to)
{
    if (t->n == MAP_MAX)
        bench_fail("the cases make more rows than are told of");
    t->from[t->n] = from;
    t->to[t->n++] = to;
}

static struct kk_val retold_val(struct maker *m, const struct kk_column *c,
                                const struct kk_val *v)
{
    if (v->type == KK_VTEXT)
        return kk_vtext(retold(m, v->s));
    if (v->type != KK_VINT || c == NULL)
        return *v;
    if (c->type == KK_CT_REF)
        return kk_vint(now_id(&m->told, v->i));
    return c->type == KK_CT_TIME ? kk_vint(v->i + m->told.later) : *v;
}

/* --- entries --- */

struct row {
    struct maker *m;
    const struct kk_table *t;
    struct kk_cell cell[CELLS_MAX];
    size_t n;
};

static void add_cell(void *user, int col, const struct kk_val *v)
{
    struct row *r = user;
    const struct kk_column *c = kk_table_column(r->t, col);
    struct kk_val now = retold_val(r->m, c, v);

    if (c == NULL || r->n + 1 >= CELLS_MAX)
        bench_fail("a row of %s cannot be told", r->t->name);
    if (now.type == KK_VTEXT)
        now.s = kk_arena_strndup(&r->m->arena, now.s, now.n_bytes);
    r->cell[r->n++] = (struct kk_cell){.column = c->name, .val = now};
}

static void tell_change(struct maker *m, const struct kk_entry_change *c)
{
    struct row r = {.m = m,
                    .t = kk_catalog_table(kk_db_catalog(m->db), c->table_id)};
    kk_id id;

    if (c->column_id != KK_COL_BIRTH) {
        add_cell(&r, c->column_id, &c->val);
        must(m,
             kk_row_update(m->db, r.t->name, now_id(&m->told, c->row), r.cell,
                           &m->err),
             r.t->name);
        return;
    }
    must(m, kk_journal_birth(&c->val, add_cell, &r, &m->err), "birth");
    must(m, kk_row_insert(m->db, r.t->name, r.cell, &id, &m->err), r.t->name);
    put_id(&m->told, c->row, id);
}

static void count_one(void *user, const struct kk_captured *c)
{
    int64_t *n = user;

    *n += !c->born;
}

static void tell_entry(struct maker *m, const struct kk_entry *e)
{
    struct kk_intent_arg *arg =
        kk_arena_alloc(&m->arena, (e->n_args + 1) * sizeof *arg);
    const struct kk_table *t =
        kk_catalog_table(kk_db_catalog(m->db), e->subject_table);
    struct kk_commit c;
    int64_t births = 0, others = 0;

    m->clock.fixed = e->recorded_at + m->told.later;
    for (size_t i = 0; i < e->n_changes; i++) {
        births += e->change[i].column_id == KK_COL_BIRTH;
        tell_change(m, &e->change[i]);
    }
    for (size_t i = 0; i < e->n_args; i++)
        arg[i] = (struct kk_intent_arg){
            e->arg[i].name,
            e->arg[i].value == NULL ? NULL : retold(m, e->arg[i].value)};
    kk_tx_captured(m->db, count_one, &others);
    m->changes += births + others;
    must(m,
         kk_tx_entry(m->db,
                     &(struct kk_intent){
                         .action = e->action,
                         .worker = e->worker,
                         .arg = arg,
                         .n_args = e->n_args,
                         .subject_table = t == NULL ? NULL : t->name,
                         .subject = now_id(&m->told, e->subject),
                         .happened_at = e->happened_at == 0
                                            ? 0
                                            : e->happened_at + m->told.later,
                         .reason = e->reason},
                     &c, &m->err),
         e->action);
}

/* The units of the cases, their places and departments, become others. */
static void next_units(struct maker *m, const kk_id (*own)[3], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((size_t)m->w->unit >= m->n_units)
            bench_fail("the units do not suffice");
        for (int k = 0; k < 3; k++)
            if (own[i][k] != 0)
                put_id(&m->told, own[i][k], m->unit[m->w->unit][k]);
        m->w->unit++;
    }
}

/* What the cases were told of: the faulty units with where they stood, and the
 * spare, which has a place of its own. */
static const char own_sql[] =
    "WITH own AS (SELECT i.* FROM incident i WHERE i.id IN (SELECT subject "
    "FROM entry WHERE arrival BETWEEN :first AND :last)) "
    "SELECT unit_id,place_id,dept_id FROM own "
    "UNION ALL SELECT swap_spare_id,0,0 FROM own "
    "WHERE swap_spare_id IS NOT NULL";
static const char clones_sql[] =
    "SELECT id,place_id,dept_id FROM unit WHERE machine_id LIKE 'BC-%' "
    "ORDER BY machine_id";

static size_t read_ids(struct maker *m, const char *sql, kk_id (**out)[3])
{
    struct kk_cur *cur;
    size_t n = 0, cap = 0;

    must(m,
         kk_cur_open_sql(m->db, sql,
                         KK_BINDS({"first", kk_vint(m->w->first)},
                                  {"last", kk_vint(m->w->last)}),
                         &cur, &m->err),
         "units");
    while (kk_cur_next(cur, &m->err) == KK_OK) {
        kk_grow(out, &cap, n + 1, sizeof **out);
        for (int k = 0; k < 3; k++)
            (*out)[n][k] = kk_cur_int(cur, k);
        n++;
    }
    kk_cur_close(&cur);
    return n;
}

static void read_cases(struct maker *m)
{
    m->entry =
        kk_alloc((size_t)(m->w->last - m->w->first + 1) * sizeof *m->entry);
    for (int64_t at = m->w->first; at <= m->w->last; at++)
        must(m,
             kk_journal_entry(m->db, at, &m->kept, &m->entry[m->n_entries++],
                              &m->err),
             "case");
}

static void open_db(struct maker *m, struct work *w)
{
    struct kk_db_open how = {
        .path = w->db, .busy_ms = 10000, .clock = &m->clock};

    *m =
        (struct maker){.w = w, .seed = 0x9E3779B97F4A7C15u + (uint64_t)w->copy};
    must(m, kk_time_parse(w->now, 0, &m->clock.fixed, &m->err), w->now);
    must(m, kk_db_open(&how, &m->db, &m->err), w->db);
}

static void begin(struct maker *m)
{
    must(m, kk_tx_begin(m->db, KK_TX_WRITE, &m->err), "begin");
}

static void commit(struct maker *m)
{
    const struct kk_intent none = {.action = "bench"};
    struct kk_commit c;

    must(m, kk_tx_commit(m->db, &none, &c, &m->err), "commit");
}

/* --- rounds --- */

static void one_round(struct maker *m, const kk_id (*own)[3], size_t n_own,
                      int64_t most)
{
    struct told *t = &m->told;

    t->n = 0;
    t->round = m->w->unit;
    t->later = (kk_time)(t->round * 10 + (int64_t)draw(m, 30)) * 60;
    next_units(m, own, n_own);
    for (size_t i = 0; i < m->n_entries && m->changes < most; i++) {
        if (kk_streq(m->entry[i].action, "incident.open"))
            draw_words(m, t);
        tell_entry(m, &m->entry[i]);
    }
    kk_arena_free(&m->arena);
}

static void make_cases(struct work *w, int64_t *changes)
{
    kk_id(*own)[3] = NULL;
    struct maker m;
    size_t n_own;

    open_db(&m, w);
    n_own = read_ids(&m, own_sql, &own);
    m.n_units = read_ids(&m, clones_sql, &m.unit);
    read_cases(&m);
    while (m.changes < *changes) {
        int64_t stop = m.changes + BATCH;

        begin(&m);
        while (m.changes < stop && m.changes < *changes)
            one_round(&m, own, n_own, *changes);
        commit(&m);
    }
    kk_db_close(&m.db);
    *changes = m.changes;
}

/* One of the ledger's units once more, with an id and a serial of its own. */
static void clone_unit(struct maker *m, struct kk_cur *cur, int i)
{
    struct kk_cell cell[CELLS_MAX] = {{.column = NULL}};
    char machine[16], serial[16];
    size_t n = 0;
    kk_id id;

    snprintf(machine, sizeof machine, "BC-%06d", i);
    snprintf(serial, sizeof serial, "S%08" PRIX32, (uint32_t)i * 2654435761u);
    for (int col = 0; col < kk_cur_count(cur); col++) {
        const char *name = kk_cur_name(cur, col);
        struct kk_val v = kk_cur_val(cur, col);

        if (v.type == KK_VNULL || kk_streq(name, "id"))
            continue;
        if (kk_streq(name, "machine_id"))
            v = kk_vtext(machine);
        if (kk_streq(name, "serial"))
            v = kk_vtext(serial);
        if (n + 1 < CELLS_MAX)
            cell[n++] = (struct kk_cell){.column = name, .val = v};
    }
    must(m, kk_row_insert(m->db, "unit", cell, &id, &m->err), machine);
}

static void make_units(struct work *w, int64_t *units)
{
    const struct kk_intent in = {.action = "load.ledger"};
    struct kk_cur *cur;
    struct kk_commit c;
    struct maker m;

    open_db(&m, w);
    begin(&m);
    must(&m,
         kk_cur_open_sql(m.db,
                         "SELECT * FROM unit WHERE spare_state IS NULL "
                         "AND dept_id IS NOT NULL ORDER BY id LIMIT 1000",
                         NULL, &cur, &m.err),
         "unit");
    for (int i = 0; i < *units; i++) {
        if (kk_cur_next(cur, &m.err) != KK_OK &&
            kk_cur_next(cur, &m.err) != KK_OK)
            bench_fail("there are no units");
        clone_unit(&m, cur, i);
        if (i % ENTRY_UNITS == ENTRY_UNITS - 1)
            must(&m, kk_tx_entry(m.db, &in, &c, &m.err), "units");
    }
    kk_cur_close(&cur);
    must(&m, kk_tx_commit(m.db, &in, &c, &m.err), "units");
    kk_db_close(&m.db);
}

/* In a process of its own, which hands back what it made. */
static int64_t apart(void (*make)(struct work *, int64_t *), struct work *w,
                     int64_t n)
{
    int64_t back[2] = {n, 0};
    int end[2], status;
    pid_t pid;

    fflush(stdout);
    if (pipe2(end, O_CLOEXEC) != 0 || (pid = fork()) < 0)
        bench_fail("fork: %s", strerror(errno));
    if (pid == 0) {
        make(w, &back[0]);
        back[1] = w->unit;
        _exit(write(end[1], back, sizeof back) == sizeof back ? 0 : 2);
    }
    close(end[1]);
    if (read(end[0], back, sizeof back) != sizeof back ||
        waitpid(pid, &status, 0) != pid || status != 0)
        bench_fail("%s: the cases could not be made", w->db);
    close(end[0]);
    w->unit = (int)back[1];
    return back[0];
}

void work_units(struct work *w, int units)
{
    (void)apart(make_units, w, units);
}

int64_t work_cases(struct work *w, int64_t changes)
{
    return apart(make_cases, w, changes);
}
