/* From heads to tables: a row is its birth overlaid with the winner of every
 * cell. The winner is the live head with the highest (logical time, writer,
 * seq), the same on every copy. */
#include "internal.h"

#include <kikusui/store/apply.h>
#include <kikusui/store/replay.h>
#include <kikusui/store/search.h>

#include <stdlib.h>
#include <string.h>

static int index_of(const struct kk_table *t, int col)
{
    if (col == KK_COL_DELETED)
        return 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->column[i].id == col)
            return (int)i + 1;
    return -1; /* of a newer program: kept, not shown */
}

void kk_replay_cell(const struct kk_table *t, int col, const struct kk_val *v,
                    struct kk_val *val)
{
    int i = index_of(t, col);

    if (i >= 0)
        val[i] = *v;
}

static enum kk_status unpack(const struct kk_val *packed,
                             struct kk_arena *arena, kk_birth_fn *fn,
                             void *user, struct kk_err *err)
{
    enum kk_status st = KK_OK;
    char *col, *val, *rest;

    if (packed->type != KK_VTEXT || packed->n_bytes == 0)
        return KK_OK;
    rest = kk_arena_strndup(arena, packed->s, packed->n_bytes);
    while (st == KK_OK && rest != NULL) {
        struct kk_val v;
        int64_t id;

        col = strsep(&rest, "\t");
        val = strsep(&rest, "\t");
        if (val == NULL || !kk_parse_i64(col, &id) ||
            !kk_card_read_value(val, arena, &v))
            st = kk_fail(err, KK_BUG, "行の最初の記録が読めません");
        else
            fn(user, (int)id, &v);
    }
    return st;
}

enum kk_status kk_journal_birth(const struct kk_val *packed, kk_birth_fn *fn,
                                void *user, struct kk_err *err)
{
    struct kk_arena arena = {0};
    enum kk_status st = unpack(packed, &arena, fn, user, err);

    kk_arena_free(&arena);
    return st;
}

struct born {
    const struct kk_table *t;
    struct kk_val *val;
};

static void set_born(void *user, int col, const struct kk_val *v)
{
    struct born *b = user;

    kk_replay_cell(b->t, col, v, b->val);
}

enum kk_status kk_replay_birth(const struct kk_table *t,
                               const struct kk_val *packed,
                               struct kk_arena *arena, struct kk_val *val,
                               struct kk_err *err)
{
    struct born b = {.t = t, .val = val};

    return unpack(packed, arena, set_born, &b, err);
}

/* A cell's heads come winner last, so that the last one written stands. */
static const char heads_sql[] =
    "SELECT c.col,c.val FROM change c JOIN entry e ON e.arrival=c.entry "
    "WHERE tab=?1 AND row=?2 AND (live=1 OR col=0) "
    "ORDER BY col,ltime,writer,seq";

enum kk_status kk_replay_row(struct kk_db *db, const struct kk_table *t,
                             kk_id row, struct kk_arena *arena,
                             struct kk_val *val, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(db, heads_sql, &st, err);
    bool found = false;
    int step = SQLITE_DONE;

    memset(val, 0, (t->n + 1) * sizeof *val);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, t->id);
    sqlite3_bind_int64(st, 2, row);
    while (rc == KK_OK && (step = sqlite3_step(st)) == SQLITE_ROW) {
        struct kk_val v = kk_sql_val(sqlite3_column_value(st, 1));
        int col = sqlite3_column_int(st, 0);

        found = true;
        if (col == KK_COL_BIRTH) {
            rc = kk_replay_birth(t, &v, arena, val, err);
            continue;
        }
        v = kk_val_keep(arena, v);
        kk_replay_cell(t, col, &v, val);
    }
    if (rc == KK_OK && step != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "記録の再生");
    kk_stmt_done(db, st);
    return rc == KK_OK && !found ? KK_NONE : rc;
}

static void write_sql(struct kk_str *sql, const struct kk_table *t)
{
    kk_str_addf(sql, "INSERT INTO %s(id,deleted", t->name);
    for (size_t i = 0; i < t->n; i++)
        kk_str_addf(sql, ",\"%s\"", t->column[i].name);
    kk_str_add(sql, ") VALUES(?1,?2");
    for (size_t i = 0; i < t->n; i++)
        kk_str_addf(sql, ",?%zu", i + 3);
    kk_str_add(sql, ") ON CONFLICT(id) DO UPDATE SET deleted=?2");
    for (size_t i = 0; i < t->n; i++)
        kk_str_addf(sql, ",\"%s\"=?%zu", t->column[i].name, i + 3);
}

enum kk_status kk_replay_put(struct kk_db *db, const struct kk_table *t,
                             sqlite3_stmt **out, struct kk_err *err)
{
    struct kk_str sql = {0};
    enum kk_status rc;

    write_sql(&sql, t);
    rc = kk_stmt_get(db, kk_str_c(&sql), out, err);
    kk_str_free(&sql);
    return rc;
}

enum kk_status kk_replay_put_row(struct kk_db *db, const struct kk_table *t,
                                 sqlite3_stmt *st, kk_id row,
                                 const struct kk_val *val, struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    sqlite3_bind_int64(st, 1, row);
    for (size_t i = 0; i <= t->n; i++)
        kk_bind_val(st, (int)i + 2, &val[i]);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, t->name);
    sqlite3_reset(st);
    return rc;
}

enum kk_status kk_apply_row(struct kk_db *db, int tab, kk_id row,
                            struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_table(&db->catalog, tab);
    struct kk_arena arena = {0};
    struct kk_val *val;
    sqlite3_stmt *put;
    enum kk_status st;

    if (t == NULL) /* a table of a newer program: kept in the journal */
        return KK_OK;
    val = kk_arena_alloc(&arena, (t->n + 1) * sizeof *val);
    st = kk_replay_row(db, t, row, &arena, val, err);
    if (st == KK_OK)
        st = kk_replay_put(db, t, &put, err);
    if (st == KK_OK) {
        bool capturing = db->capturing;

        db->capturing = false;
        st = kk_replay_put_row(db, t, put, row, val, err);
        db->capturing = capturing;
        kk_stmt_done(db, put);
        kk_touch(db, tab, row);
    }
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

/* Every row that was ever born, whatever its table holds now. */
static enum kk_status rebuild_table(struct kk_db *db, const struct kk_table *t,
                                    struct kk_err *err)
{
    struct kk_str sql = {0};
    sqlite3_stmt *st;
    enum kk_status rc;

    kk_str_addf(&sql, "DELETE FROM %s", t->name);
    rc = kk_exec(db, kk_str_c(&sql), err);
    kk_str_free(&sql);
    if (rc == KK_OK)
        rc = kk_stmt_get(db, "SELECT row FROM change WHERE tab=?1 AND col=0",
                         &st, err);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, t->id);
    while (rc == KK_OK && (rc = kk_stmt_row(db, st, err)) == KK_OK)
        rc = kk_apply_row(db, t->id, sqlite3_column_int64(st, 0), err);
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

enum kk_status kk_journal_rebuild(struct kk_db *db, struct kk_err *err)
{
    struct kk_intent none = {.action = "rebuild"};
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(db, KK_TX_WRITE, err);

    if (st != KK_OK)
        return st;
    /* The triggers refuse DELETE, rightly: they are set aside inside this
     * transaction and stand again when it ends, either way. */
    st = kk_schema_no_triggers(db, err);
    for (size_t i = 0; st == KK_OK && i < db->catalog.n; i++)
        st = rebuild_table(db, &db->catalog.table[i], err);
    if (st == KK_OK)
        st = kk_conflict_rebuild(db, err);
    if (st == KK_OK)
        st = kk_hit_rebuild(db, err);
    if (st == KK_OK)
        st = kk_search_rebuild(db, err);
    if (st == KK_OK)
        st = kk_schema_triggers(db, err);
    if (st == KK_OK)
        return kk_tx_commit(db, &none, &commit, err);
    kk_tx_rollback(db);
    return st;
}
