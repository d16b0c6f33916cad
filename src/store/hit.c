/* What the invariants hit, kept beside the tables: after each entry only what
 * its rows bear on is looked at again. */
#include "internal.h"

#include <kikusui/store/journal.h>

#include <stdio.h>
#include <stdlib.h>

/* So many stand open that everything is looked at anew. */
enum { HITS_MAX = 200 };

/* Why a row is looked at: a row that is new to this copy bears on it, it is new
 * itself, or it or what bears on it was here before. The last counts most. */
enum why { NEW_BEARS, NEW_ITSELF, WAS_HERE };
struct scope {
    int tab;
    kk_id row;
    enum why why;
};
struct scopes {
    struct scope *at;
    size_t n, cap;
    enum why why; /* of what is added next */
};

static void add_scope(struct scopes *s, int tab, kk_id row)
{
    kk_grow(&s->at, &s->cap, s->n + 1, sizeof *s->at);
    s->at[s->n++] = (struct scope){.tab = tab, .row = row, .why = s->why};
}

static enum kk_status add_all(struct kk_cur *cur, struct scopes *out,
                              struct kk_err *err)
{
    enum kk_status st;

    while ((st = kk_cur_next(cur, err)) == KK_OK)
        if (kk_cur_int(cur, 1) != 0)
            add_scope(out, (int)kk_cur_int(cur, 0), kk_cur_int(cur, 1));
    return st == KK_NONE ? KK_OK : st;
}

/* --- what a row referred to before ---------------------------------------- */

struct former {
    const struct kk_table *table;
    const struct scopes *bears; /* tables, row 0 */
    struct scopes *out;
};

static bool bears_on(const struct former *f, int col)
{
    const struct kk_column *c = kk_table_column(f->table, col);

    for (size_t i = 0; c != NULL && c->ref != NULL && i < f->bears->n; i++)
        if (f->bears->at[i].tab == c->ref->id)
            return true;
    return false;
}

static void add_former(void *user, int col, const struct kk_val *v)
{
    struct former *f = user;

    if (v->type == KK_VINT && v->i != 0 && bears_on(f, col))
        add_scope(f->out, kk_table_column(f->table, col)->ref->id, v->i);
}

/* Taken out from between others a row makes them meet: what it referred to in
 * any of its writes. The birth comes last, and tells nothing that is not in the
 * table where no reference was written since. */
static enum kk_status scopes_before(struct kk_db *db, struct former *f,
                                    kk_id row, struct kk_err *err)
{
    sqlite3_stmt *st;
    int step = SQLITE_DONE;
    bool rewritten = false;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT col,val FROM change WHERE tab=?1 AND row=?2 "
                    "ORDER BY col DESC",
                    &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, f->table->id);
    sqlite3_bind_int64(st, 2, row);
    while (rc == KK_OK && (step = sqlite3_step(st)) == SQLITE_ROW) {
        struct kk_val v = kk_sql_val(sqlite3_column_value(st, 1));
        int col = sqlite3_column_int(st, 0);

        rewritten = rewritten || bears_on(f, col);
        if (col != KK_COL_BIRTH)
            add_former(f, col, &v);
        else if (rewritten)
            rc = kk_journal_birth(&v, add_former, f, err);
    }
    if (rc == KK_OK && step != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "hit");
    kk_stmt_done(db, st);
    return rc;
}

static enum kk_status add_bears(struct kk_cur *cur, struct scopes *bears,
                                struct scopes *out, struct kk_err *err)
{
    enum kk_status st;

    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        add_scope(bears, (int)kk_cur_int(cur, 0), 0);
        if (kk_cur_int(cur, 1) != 0)
            add_scope(out, (int)kk_cur_int(cur, 0), kk_cur_int(cur, 1));
    }
    return st == KK_NONE ? KK_OK : st;
}

/* The queries by which a row of the table at hand bears on others: what the
 * features say, and which have the same number. */
static void ways_of(struct kk_ways *w, const struct kk_table *t)
{
    if (!kk_ways_of(w, "bears", t))
        return;
    for (size_t i = 0; i < t->n; i++) {
        const char *col = t->column[i].name;

        if (t->column[i].once != NULL)
            kk_ways_add(w,
                        kk_arena_printf(&w->arena,
                                        "SELECT %d,o.id FROM %s n JOIN %s o "
                                        "ON o.\"%s\"=n.\"%s\" WHERE n.id=:id",
                                        t->id, t->name, t->name, col, col));
    }
}

/* The row itself, and what it bears on: now, and as far as that is a reference,
 * before. */
static enum kk_status scopes_of(struct kk_db *db, struct kk_ways *w,
                                const struct kk_touched *t, struct scopes *out,
                                struct kk_err *err)
{
    const struct kk_table *table = kk_catalog_table(&db->catalog, t->tab);
    struct scopes bears = {0};
    struct former f = {.table = table, .bears = &bears, .out = out};
    enum kk_status st = KK_OK;

    add_scope(out, t->tab, t->row);
    if (table == NULL)
        return KK_OK;
    if (out->why == NEW_ITSELF)
        out->why = NEW_BEARS;
    ways_of(w, table);
    for (size_t i = 0; st == KK_OK && i < w->n; i++) {
        struct kk_cur *cur = NULL;

        st = kk_cur_open_sql(db, w->sql[i], KK_BINDS({"id", kk_vint(t->row)}),
                             &cur, err);
        if (st == KK_OK)
            st = add_bears(cur, &bears, out, err);
        kk_cur_close(&cur);
    }
    if (st == KK_OK && bears.n > 0)
        st = scopes_before(db, &f, t->row, err);
    kk_free(bears.at);
    return st;
}

/* A hit may vanish with a row that it does not name: all are looked at. */
static enum kk_status scopes_held(struct kk_db *db, struct scopes *out,
                                  struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st =
        kk_cur_open_sql(db, "SELECT tab,row FROM hit", NULL, &cur, err);

    if (st == KK_OK)
        st = add_all(cur, out, err);
    kk_cur_close(&cur);
    return st;
}

static enum kk_status run_for(struct kk_db *db, sqlite3_stmt *st,
                              const struct scope *t, struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    sqlite3_bind_int(st, 1, t->tab);
    sqlite3_bind_int64(st, 2, t->row);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "hit");
    sqlite3_reset(st);
    return rc;
}

/* Of one row the reason that counts first. */
static int by_scope(const void *pa, const void *pb)
{
    const struct scope *x = pa, *y = pb;

    if (x->tab != y->tab)
        return x->tab < y->tab ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->why < y->why) - (x->why > y->why);
}

#define OF_ROW "INSERT INTO hit SELECT * FROM invariant WHERE tab=?1 AND row=?2"

/* The statements that look at one row, held while rows of one table are looked
 * at: found by their text they would cost more than they do. */
struct looks {
    sqlite3_stmt *clear;
    sqlite3_stmt *row;   /* NULL where nothing may be wrong */
    sqlite3_stmt *alone; /* the same of what one node alone knew till now */
    sqlite3_stmt *is_deleted;
    sqlite3_stmt *deleted; /* of any table, made when first needed */
};

/* Made when first needed: most imports bring rows of one of the two kinds. */
static enum kk_status look_for(struct kk_db *db, const struct kk_table *t,
                               bool alone, sqlite3_stmt **out,
                               struct kk_err *err)
{
    struct kk_str sql = {0};
    enum kk_status st = KK_OK;

    if (*out != NULL || t == NULL || !kk_invariant_has(t, alone))
        return KK_OK;
    kk_invariant_of(t, alone, &sql);
    kk_str_add(&sql, OF_ROW);
    st = kk_stmt_get(db, kk_str_c(&sql), out, err);
    kk_str_free(&sql);
    return st;
}

static enum kk_status is_deleted(struct kk_db *db, struct looks *k,
                                 const struct scope *t, bool *out,
                                 struct kk_err *err)
{
    enum kk_status rc = KK_OK;
    int step;

    *out = false;
    if (k->is_deleted == NULL)
        rc = kk_stmt_get(db,
                         "SELECT 1 FROM change WHERE tab=?1 AND row=?2 "
                         "AND col=1 AND live=1",
                         &k->is_deleted, err);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(k->is_deleted, 1, t->tab);
    sqlite3_bind_int64(k->is_deleted, 2, t->row);
    step = sqlite3_step(k->is_deleted);
    *out = step == SQLITE_ROW;
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "hit");
    sqlite3_reset(k->is_deleted);
    return rc;
}

/* What came behind `after` is of one node. */
static enum kk_status of_one_node(struct kk_db *db, int64_t after, bool *out,
                                  struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st;

    *out = false;
    if (after < 0)
        return KK_OK;
    st = kk_cur_open_sql(db,
                         "SELECT count(DISTINCT x.node) FROM entry e "
                         "JOIN writer x ON x.writer = e.writer "
                         "WHERE e.arrival > :after",
                         KK_BINDS({"after", kk_vint(after)}), &cur, err);
    if (st == KK_OK)
        st = kk_cur_next(cur, err);
    *out = st == KK_OK && kk_cur_int(cur, 0) == 1;
    kk_cur_close(&cur);
    return st;
}

/* All that was written, and what it bears on. A row that nobody had before
 * `after` is new where all behind it is of one node: no two can meet in it,
 * unless a row that was here before was put under it. */
static enum kk_status scopes_touched(struct kk_db *db, int64_t after,
                                     struct scopes *out, struct kk_err *err)
{
    struct kk_ways ways = {0};
    sqlite3_stmt *here = NULL;
    bool one;
    enum kk_status st = of_one_node(db, after, &one, err);

    if (st == KK_OK)
        st = kk_stmt_get(db,
                         "SELECT 1 FROM change WHERE tab=?1 AND row=?2 "
                         "AND entry<=?3 LIMIT 1",
                         &here, err);
    for (size_t i = db->n_hit; st == KK_OK && i < db->n_touched; i++) {
        const struct kk_touched *t = &db->touched[i];
        int step = SQLITE_ROW;

        if (one) {
            sqlite3_bind_int(here, 1, t->tab);
            sqlite3_bind_int64(here, 2, t->row);
            sqlite3_bind_int64(here, 3, after);
            step = sqlite3_step(here);
            sqlite3_reset(here);
        }
        if (step != SQLITE_ROW && step != SQLITE_DONE)
            st = kk_sql_fail(db, err, "hit");
        out->why = step == SQLITE_DONE ? NEW_ITSELF : WAS_HERE;
        if (st == KK_OK)
            st = scopes_of(db, &ways, t, out, err);
    }
    kk_stmt_done(db, here);
    kk_ways_free(&ways);
    return st;
}

static enum kk_status look_at(struct kk_db *db, struct looks *k,
                              const struct scope *t, struct kk_err *err)
{
    const bool alone = t->why == NEW_ITSELF;
    sqlite3_stmt **row = alone ? &k->alone : &k->row;
    struct kk_str sql = {0};
    bool deleted = false;
    enum kk_status st =
        look_for(db, kk_catalog_table(&db->catalog, t->tab), alone, row, err);

    if (st == KK_OK && *row != NULL)
        st = run_for(db, *row, t, err);
    if (st == KK_OK)
        st = is_deleted(db, k, t, &deleted, err);
    if (st != KK_OK || !deleted)
        return st;
    if (k->deleted == NULL) {
        kk_invariant_of_deleted(&sql);
        kk_str_add(&sql, OF_ROW);
        st = kk_stmt_get(db, kk_str_c(&sql), &k->deleted, err);
        kk_str_free(&sql);
    }
    return st == KK_OK ? run_for(db, k->deleted, t, err) : st;
}

static void next_table(struct kk_db *db, struct looks *k)
{
    kk_stmt_done(db, k->row);
    kk_stmt_done(db, k->alone);
    k->row = k->alone = NULL;
}

/* none: the table is empty. */
static enum kk_status look_again(struct kk_db *db, struct scopes *s, bool none,
                                 struct kk_err *err)
{
    struct looks looks = {0};
    enum kk_status st = kk_stmt_get(
        db, "DELETE FROM hit WHERE tab=?1 AND row=?2", &looks.clear, err);

    if (s->n > 0)
        qsort(s->at, s->n, sizeof *s->at, by_scope);
    for (size_t i = 0; st == KK_OK && i < s->n; i++) {
        const struct scope *t = &s->at[i];

        if (i > 0 && t->tab == t[-1].tab && t->row == t[-1].row)
            continue;
        if (i > 0 && t->tab != t[-1].tab)
            next_table(db, &looks);
        if (st == KK_OK && !none)
            st = run_for(db, looks.clear, t, err);
        if (st == KK_OK)
            st = look_at(db, &looks, t, err);
    }
    next_table(db, &looks);
    kk_stmt_done(db, looks.clear);
    kk_stmt_done(db, looks.is_deleted);
    kk_stmt_done(db, looks.deleted);
    return st;
}

enum kk_status kk_hit_update(struct kk_db *db, int64_t after,
                             struct kk_err *err)
{
    struct scopes s = {.why = WAS_HERE};
    enum kk_status st;
    bool none;

    if (db->n_hit >= db->n_touched)
        return KK_OK;
    st = scopes_held(db, &s, err);
    none = s.n == 0;
    if (st == KK_OK && s.n > HITS_MAX)
        st = kk_hit_rebuild(db, err);
    else if (st == KK_OK) {
        st = scopes_touched(db, after, &s, err);
        if (st == KK_OK)
            st = look_again(db, &s, none, err);
    }
    db->n_hit = db->n_touched;
    kk_free(s.at);
    return st;
}

enum kk_status kk_hit_rebuild(struct kk_db *db, struct kk_err *err)
{
    struct kk_str sql = {0};
    sqlite3_stmt *all = NULL;
    enum kk_status st = kk_exec(db, "DELETE FROM hit", err);

    kk_invariant_all(db, &sql);
    kk_str_add(&sql, "INSERT INTO hit SELECT * FROM invariant");
    if (st == KK_OK)
        st = kk_stmt_get(db, kk_str_c(&sql), &all, err);
    if (st == KK_OK && sqlite3_step(all) != SQLITE_DONE)
        st = kk_sql_fail(db, err, "hit");
    kk_stmt_done(db, all);
    kk_str_free(&sql);
    return st;
}
