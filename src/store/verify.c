/* Does everything derived agree with the journal, and the journal with its
 * own chains? Both ways: a row too many is found as well as one too few. */
#include "internal.h"

#include <kikusui/store/card.h>
#include <kikusui/store/replay.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct verify {
    struct kk_db *db;
    kk_progress *progress;
    void *user;
    struct kk_verify *out;
    struct kk_err *err;
    int64_t total;
};

void kk_verify_say(struct kk_verify *v, const char *fmt, ...)
{
    va_list ap;

    if (++v->bad > 50)
        return; /* counted; fifty lines say enough */
    va_start(ap, fmt);
    kk_str_vaddf(&v->words, fmt, ap);
    va_end(ap);
    kk_str_addc(&v->words, '\n');
}

static enum kk_status go_on(struct verify *v, const char *words)
{
    if (v->progress == NULL ||
        v->progress(v->user, v->out->entries + v->out->rows, v->total, words))
        return KK_OK;
    return kk_fail(v->err, KK_CANCELLED, "中止しました");
}

static enum kk_status check_chain(struct verify *v, uint64_t writer,
                                  const unsigned char first[KK_HASH_BYTES])
{
    unsigned char hash[KK_HASH_BYTES];
    int64_t expect = 1;
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        v->db,
        "SELECT arrival,seq,hash FROM entry WHERE writer=?1 ORDER BY seq", &st,
        v->err);

    if (rc != KK_OK)
        return rc;
    memcpy(hash, first, sizeof hash);
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    while (rc == KK_OK && (rc = kk_stmt_row(v->db, st, v->err)) == KK_OK) {
        struct kk_str cards = {0};
        int64_t seq = sqlite3_column_int64(st, 1);
        bool same;

        rc = kk_card_of_entry(v->db, sqlite3_column_int64(st, 0), &cards,
                              v->err);
        if (rc == KK_OK) {
            kk_entry_hash(hash, &cards, hash);
            same = sqlite3_column_bytes(st, 2) == KK_HASH_BYTES &&
                   memcmp(hash, sqlite3_column_blob(st, 2), sizeof hash) == 0;
            if (seq != expect || !same)
                kk_verify_say(
                    v->out, "記録 %010" PRIx64 "-%" PRId64 " の鎖が合いません",
                    writer, seq);
            /* one that is wrong is told once, not with all that follow */
            if (sqlite3_column_bytes(st, 2) == KK_HASH_BYTES)
                memcpy(hash, sqlite3_column_blob(st, 2), sizeof hash);
        }
        kk_str_free(&cards);
        expect = seq + 1;
        if (++v->out->entries % 1000 == 0 && rc == KK_OK)
            rc = go_on(v, "記録の鎖");
    }
    kk_stmt_done(v->db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

static enum kk_status check_chains(struct verify *v)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        v->db, "SELECT writer FROM writer UNION SELECT writer FROM entry", &st,
        v->err);

    if (rc != KK_OK)
        return rc;
    while (rc == KK_OK && (rc = kk_stmt_row(v->db, st, v->err)) == KK_OK) {
        uint64_t writer = (uint64_t)sqlite3_column_int64(st, 0);
        unsigned char hash[KK_HASH_BYTES] = {0};

        rc = kk_writer_genesis(v->db, writer, hash, v->err);
        if (rc == KK_NONE) {
            kk_verify_say(v->out, "書き手 %010" PRIx64 " の紹介がありません",
                          writer);
            rc = KK_OK;
        }
        if (rc == KK_OK)
            rc = check_chain(v, writer, hash);
    }
    kk_stmt_done(v->db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

/* Every row is a finding, in words. */
static enum kk_status tell(struct verify *v, const char *sql)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(v->db, sql, &st, v->err);

    if (rc != KK_OK)
        return rc;
    while ((rc = kk_stmt_row(v->db, st, v->err)) == KK_OK)
        kk_verify_say(v->out, "%s", (const char *)sqlite3_column_text(st, 0));
    kk_stmt_done(v->db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

/* The hits kept are exactly those of the invariants. */
static enum kk_status check_hits(struct verify *v)
{
    static const char *const differ[] = {
        "(SELECT * FROM invariant EXCEPT SELECT * FROM hit LIMIT 50)",
        "(SELECT * FROM hit EXCEPT SELECT * FROM invariant LIMIT 50)"};
    struct kk_str sql = {0};
    enum kk_status rc = KK_OK;

    for (size_t i = 0; rc == KK_OK && i < 2; i++) {
        kk_str_clear(&sql);
        kk_invariant_all(v->db, &sql);
        kk_str_addf(&sql,
                    "SELECT printf('表%%d 行%%d の要確認（%%s）が合いません',"
                    "tab,row,kind) FROM %s",
                    differ[i]);
        rc = tell(v, kk_str_c(&sql));
    }
    kk_str_free(&sql);
    return rc == KK_OK ? go_on(v, "要確認") : rc;
}

/* What is derived agrees with the journal: a row too many is found as well as
 * one too few. */
static enum kk_status check_derived(struct verify *v)
{
    static const struct {
        const char *words, *sql;
    } looks[] = {
        /* live: no other change of the cell names it as base or in also */
        {"先頭",
         "SELECT printf('表%d 行%d 欄%d の先頭が合いません',c.tab,c.row,c.col) "
         "FROM change c WHERE c.live IS NOT (NOT EXISTS(SELECT 1 FROM change d "
         "WHERE d.tab=c.tab AND d.row=c.row AND d.col=c.col AND c.col>0 AND "
         "(d.base=c.entry OR ' '||d.also||' ' LIKE '% '||c.entry||' %'))) "
         "LIMIT 50"},
        /* undoes: the entry that its arguments name */
        {"取り消し",
         "SELECT printf('記録 %010x-%d が取り消す記録が合いません',e.writer,"
         "e.seq) FROM entry e LEFT JOIN entry u ON u.arrival=e.undoes WHERE "
         "e.undoes IS NOT NULL AND (u.arrival IS NULL OR instr(e.args,"
         "printf('%010x-%d',u.writer,u.seq))=0) LIMIT 50"},
        /* conflict: exactly the cells whose heads differ */
        {"食い違い",
         "SELECT printf('表%d 行%d 欄%d の食い違いの印が合いません',tab,row,"
         "col) FROM conflict k WHERE (SELECT count(DISTINCT "
         "typeof(val)||quote(val)) FROM change c WHERE c.tab=k.tab AND "
         "c.row=k.row AND c.col=k.col AND live=1)<2 LIMIT 50"},
        {"食い違い",
         "SELECT printf('表%d 行%d 欄%d の食い違いの印が合いません',tab,row,"
         "col) FROM change c WHERE live=1 AND (tab,row,col) IN "
         "(SELECT tab,row,col FROM change WHERE live=1 GROUP BY tab,row,col "
         "HAVING count(*)>1) AND NOT EXISTS(SELECT 1 FROM conflict k WHERE "
         "k.tab=c.tab AND k.row=c.row AND k.col=c.col) GROUP BY tab,row,col "
         "HAVING count(DISTINCT typeof(val)||quote(val))>1 LIMIT 50"},
    };
    enum kk_status rc = KK_OK;

    for (size_t i = 0; rc == KK_OK && i < sizeof looks / sizeof *looks; i++) {
        rc = tell(v, looks[i].sql);
        if (rc == KK_OK)
            rc = go_on(v, looks[i].words);
    }
    return rc;
}

static void compare_row(struct verify *v, const struct kk_table *t, kk_id row,
                        sqlite3_stmt *st, const struct kk_val *val)
{
    for (size_t i = 0; i <= t->n; i++) {
        struct kk_val have = kk_sql_val(sqlite3_column_value(st, (int)i + 1));

        if (kk_val_cmp(&have, &val[i]) != 0)
            kk_verify_say(v->out, "%s %" PRId64 " の「%s」が記録と違います",
                          t->label, row,
                          i == 0 ? "削除" : t->column[i - 1].label);
    }
}

static void select_sql(struct kk_str *sql, const struct kk_table *t)
{
    kk_str_add(sql, "SELECT id,deleted");
    for (size_t i = 0; i < t->n; i++)
        kk_str_addf(sql, ",\"%s\"", t->column[i].name);
    kk_str_addf(sql, " FROM %s ORDER BY id", t->name);
}

static enum kk_status check_rows(struct verify *v, const struct kk_table *t,
                                 int64_t *n)
{
    struct kk_str sql = {0};
    sqlite3_stmt *st;
    enum kk_status rc;

    select_sql(&sql, t);
    rc = kk_stmt_get(v->db, kk_str_c(&sql), &st, v->err);
    kk_str_free(&sql);
    if (rc != KK_OK)
        return rc;
    while (rc == KK_OK && (rc = kk_stmt_row(v->db, st, v->err)) == KK_OK) {
        struct kk_arena arena = {0};
        struct kk_val *val = kk_arena_alloc(&arena, (t->n + 1) * sizeof *val);
        kk_id row = sqlite3_column_int64(st, 0);

        rc = kk_replay_row(v->db, t, row, &arena, val, v->err);
        if (rc == KK_NONE) {
            kk_verify_say(v->out, "%s %" PRId64 " は記録にありません", t->label,
                          row);
            rc = KK_OK;
        } else if (rc == KK_OK) {
            compare_row(v, t, row, st, val);
        }
        kk_arena_free(&arena);
        ++*n;
        if (++v->out->rows % 1000 == 0 && rc == KK_OK)
            rc = go_on(v, t->label);
    }
    kk_stmt_done(v->db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

static enum kk_status count(struct verify *v, const char *sql, int tab,
                            int64_t *out)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(v->db, sql, &st, v->err);

    *out = 0;
    if (rc != KK_OK)
        return rc;
    if (tab != 0)
        sqlite3_bind_int(st, 1, tab);
    rc = kk_stmt_row(v->db, st, v->err);
    if (rc == KK_OK)
        *out = sqlite3_column_int64(st, 0);
    kk_stmt_done(v->db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

static enum kk_status check_table(struct verify *v, const struct kk_table *t)
{
    int64_t rows = 0, births;
    enum kk_status rc = check_rows(v, t, &rows);

    if (rc == KK_OK)
        rc = count(v, "SELECT count(*) FROM change WHERE tab=?1 AND col=0",
                   t->id, &births);
    if (rc == KK_OK && rows < births)
        kk_verify_say(v->out,
                      "%s: 記録にある%" PRId64 "行のうち%" PRId64
                      "行が表にありません",
                      t->label, births, births - rows);
    return rc;
}

static enum kk_status check_local(struct verify *v)
{
    bool fits;
    enum kk_status st = kk_local_fits(v->db, &fits, v->err);

    if (st == KK_OK && !fits)
        kk_verify_say(v->out, "この端末だけの記録（受け渡しの台帳、端末の名前"
                              "など）が書いたときと違います");
    return st;
}

enum kk_status kk_journal_verify(struct kk_db *db, kk_progress *progress,
                                 void *user, struct kk_verify *out,
                                 struct kk_err *err)
{
    struct verify v = {
        .db = db, .progress = progress, .user = user, .out = out, .err = err};
    int64_t births;
    enum kk_status st;

    *out = (struct kk_verify){0};
    st = kk_search_verify_index(db, out, err);
    if (st != KK_OK)
        return st;
    /* One read transaction: everything is of the same moment. */
    st = kk_exec(db, "BEGIN", err);
    if (st != KK_OK)
        return st;
    kk_reads_begin(db);
    st = count(&v, "SELECT count(*) FROM entry", 0, &v.total);
    if (st == KK_OK)
        st = count(&v, "SELECT count(*) FROM change WHERE col=0", 0, &births);
    if (st == KK_OK)
        v.total += births;
    if (st == KK_OK)
        st = count(&v, "SELECT count(*) FROM change", 0, &out->changes);
    if (st == KK_OK)
        st = kk_schema_verify(db, out, err);
    if (st == KK_OK)
        st = check_chains(&v);
    if (st == KK_OK)
        st = check_derived(&v);
    if (st == KK_OK)
        st = check_hits(&v);
    for (size_t i = 0; st == KK_OK && i < db->catalog.n; i++)
        st = check_table(&v, &db->catalog.table[i]);
    if (st == KK_OK)
        st = kk_search_verify(db, out, err);
    if (st == KK_OK)
        st = check_local(&v);
    if (st == KK_OK)
        st = kk_reads_end(db, err);
    sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
    return st;
}
