/* What the invariants hit, kept beside the tables: after each entry only what
 * its rows bear on is looked at again. */
#include "internal.h"

#include <kikusui/store/journal.h>

#include <stdio.h>
#include <stdlib.h>

/* So many stand open that everything is looked at anew. */
enum { HITS_MAX = 200 };

struct scopes {
    struct kk_touched *at;
    size_t n, cap;
};

static void add_scope(struct scopes *s, int tab, kk_id row)
{
    kk_grow(&s->at, &s->cap, s->n + 1, sizeof *s->at);
    s->at[s->n++] = (struct kk_touched){.tab = tab, .row = row};
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
                              const struct kk_touched *t, struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    sqlite3_bind_int(st, 1, t->tab);
    sqlite3_bind_int64(st, 2, t->row);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "hit");
    sqlite3_reset(st);
    return rc;
}

static int by_scope(const void *pa, const void *pb)
{
    const struct kk_touched *x = pa, *y = pb;

    if (x->tab != y->tab)
        return x->tab < y->tab ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

#define OF_ROW "INSERT INTO hit SELECT * FROM invariant WHERE tab=?1 AND row=?2"

/* The statements that look at one row, held while rows of one table are looked
 * at: found by their text they would cost more than they do. */
struct looks {
    sqlite3_stmt *clear;
    sqlite3_stmt *row; /* NULL where nothing may be wrong */
    sqlite3_stmt *known;
    sqlite3_stmt *alone;   /* the same of what one node alone knew till now */
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

/* Whether it is deleted; and whether an import of one node brought it, and so
 * all that refers to it: no two nodes can meet in it. */
static enum kk_status look_up(struct kk_db *db, struct looks *k,
                              const struct kk_touched *t, int64_t after,
                              bool *deleted, bool *alone, struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    *deleted = *alone = false;
    if (k->known == NULL)
        rc = kk_stmt_get(db,
                         "SELECT max(col=1 AND live=1),max(entry<=?3) "
                         "FROM change WHERE tab=?1 AND row=?2",
                         &k->known, err);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(k->known, 1, t->tab);
    sqlite3_bind_int64(k->known, 2, t->row);
    sqlite3_bind_int64(k->known, 3, after);
    if (sqlite3_step(k->known) != SQLITE_ROW)
        return kk_sql_fail(db, err, "hit");
    *deleted = sqlite3_column_int(k->known, 0) == 1;
    *alone = after >= 0 && sqlite3_column_type(k->known, 1) != SQLITE_NULL &&
             sqlite3_column_int(k->known, 1) == 0;
    sqlite3_reset(k->known);
    return KK_OK;
}

/* -1 where what came behind `after` is of several nodes. */
static enum kk_status of_one_node(struct kk_db *db, int64_t *after,
                                  struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st = KK_OK;

    if (*after < 0)
        return KK_OK;
    st = kk_cur_open_sql(db,
                         "SELECT count(DISTINCT x.node) FROM entry e "
                         "JOIN writer x ON x.writer = e.writer "
                         "WHERE e.arrival > :after",
                         KK_BINDS({"after", kk_vint(*after)}), &cur, err);
    if (st == KK_OK)
        st = kk_cur_next(cur, err);
    if (st == KK_OK && kk_cur_int(cur, 0) != 1)
        *after = -1;
    kk_cur_close(&cur);
    return st;
}

static enum kk_status look_at(struct kk_db *db, struct looks *k,
                              const struct kk_touched *t, int64_t after,
                              struct kk_err *err)
{
    struct kk_str sql = {0};
    bool deleted, alone;
    sqlite3_stmt **row;
    enum kk_status st = look_up(db, k, t, after, &deleted, &alone, err);

    if (st != KK_OK)
        return st;
    row = alone ? &k->alone : &k->row;
    st = look_for(db, kk_catalog_table(&db->catalog, t->tab), alone, row, err);
    if (st == KK_OK && *row != NULL)
        st = run_for(db, *row, t, err);
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
                                 int64_t after, struct kk_err *err)
{
    struct looks looks = {0};
    enum kk_status st = kk_stmt_get(
        db, "DELETE FROM hit WHERE tab=?1 AND row=?2", &looks.clear, err);

    if (s->n > 0)
        qsort(s->at, s->n, sizeof *s->at, by_scope);
    for (size_t i = 0; st == KK_OK && i < s->n; i++) {
        const struct kk_touched *t = &s->at[i];

        if (i > 0 && t->tab == t[-1].tab && t->row == t[-1].row)
            continue;
        if (i > 0 && t->tab != t[-1].tab)
            next_table(db, &looks);
        if (st == KK_OK && !none)
            st = run_for(db, looks.clear, t, err);
        if (st == KK_OK)
            st = look_at(db, &looks, t, after, err);
    }
    next_table(db, &looks);
    kk_stmt_done(db, looks.clear);
    kk_stmt_done(db, looks.known);
    kk_stmt_done(db, looks.deleted);
    return st;
}

enum kk_status kk_hit_update(struct kk_db *db, int64_t after,
                             struct kk_err *err)
{
    struct scopes s = {0};
    struct kk_ways ways = {0};
    enum kk_status st;
    bool none;

    if (db->n_hit >= db->n_touched)
        return KK_OK;
    st = scopes_held(db, &s, err);
    none = s.n == 0;
    if (st == KK_OK && s.n > HITS_MAX)
        st = kk_hit_rebuild(db, err);
    else if (st == KK_OK) {
        for (size_t i = db->n_hit; st == KK_OK && i < db->n_touched; i++)
            st = scopes_of(db, &ways, &db->touched[i], &s, err);
        if (st == KK_OK)
            st = of_one_node(db, &after, err);
        if (st == KK_OK)
            st = look_again(db, &s, none, after, err);
    }
    db->n_hit = db->n_touched;
    kk_ways_free(&ways);
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
