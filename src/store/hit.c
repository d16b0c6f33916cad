/* What the invariants hit, kept beside the tables: after each entry only what
 * its rows bear on is looked at again. */
#include "internal.h"

#include <kikusui/base/data.h>

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

/* The row itself, and what sql/hit/TABLE.sql says that it bears on. */
static enum kk_status scopes_of(struct kk_db *db, const struct kk_touched *t,
                                struct scopes *out, struct kk_err *err)
{
    const struct kk_table *table = kk_catalog_table(&db->catalog, t->tab);
    char file[96], query[80];
    struct kk_cur *cur = NULL;
    enum kk_status st;

    add_scope(out, t->tab, t->row);
    if (table == NULL)
        return KK_OK;
    snprintf(query, sizeof query, "hit/%s", table->name);
    snprintf(file, sizeof file, "sql/%s.sql", query);
    if (kk_data_find(file) == NULL)
        return KK_OK;
    st = kk_cur_open(db, query, KK_BINDS({"id", kk_vint(t->row)}), &cur, err);
    if (st == KK_OK)
        st = add_all(cur, out, err);
    kk_cur_close(&cur);
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

static enum kk_status run(struct kk_db *db, const char *sql,
                          const struct kk_touched *t, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(db, sql, &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, t->tab);
    sqlite3_bind_int64(st, 2, t->row);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "hit");
    kk_stmt_done(db, st);
    return rc;
}

static int by_scope(const void *pa, const void *pb)
{
    const struct kk_touched *x = pa, *y = pb;

    if (x->tab != y->tab)
        return x->tab < y->tab ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* none: the table is empty. */
static enum kk_status look_again(struct kk_db *db, struct scopes *s, bool none,
                                 struct kk_err *err)
{
    enum kk_status st = KK_OK;

    qsort(s->at, s->n, sizeof *s->at, by_scope);
    for (size_t i = 0; st == KK_OK && i < s->n; i++) {
        if (i > 0 && by_scope(&s->at[i], &s->at[i - 1]) == 0)
            continue;
        if (!none)
            st = run(db, "DELETE FROM hit WHERE tab=?1 AND row=?2", &s->at[i],
                     err);
        if (st == KK_OK)
            st = run(db,
                     "INSERT INTO hit SELECT * FROM invariant "
                     "WHERE tab=?1 AND row=?2",
                     &s->at[i], err);
    }
    return st;
}

enum kk_status kk_hit_update(struct kk_db *db, struct kk_err *err)
{
    struct scopes s = {0};
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
            st = scopes_of(db, &db->touched[i], &s, err);
        if (st == KK_OK)
            st = look_again(db, &s, none, err);
    }
    db->n_hit = db->n_touched;
    kk_free(s.at);
    return st;
}

enum kk_status kk_hit_rebuild(struct kk_db *db, struct kk_err *err)
{
    return kk_exec(
        db, "DELETE FROM hit; INSERT INTO hit SELECT * FROM invariant", err);
}
