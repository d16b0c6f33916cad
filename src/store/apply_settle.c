/* The winners of the touched cells become cells of the tables. */
#include "apply_priv.h"

#include <stdlib.h>

static int by_cell(const void *pa, const void *pb)
{
    const struct kk_apply_cell *x = pa, *y = pb;

    if (x->tab != y->tab)
        return x->tab < y->tab ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->col > y->col) - (x->col < y->col);
}

/* One cell's new value goes into its table; most cells have one head, and no
 * ordering is needed then. A row of a table or column of a newer program stays
 * in the journal only. */
static enum kk_status set_column(struct kk_apply *a,
                                 const struct kk_apply_cell *t,
                                 const struct kk_val *v, struct kk_err *err)
{
    const struct kk_table *table = kk_catalog_table(&a->db->catalog, t->tab);
    const struct kk_column *c =
        table == NULL ? NULL : kk_table_column(table, t->col);
    enum kk_status rc;

    if (table == NULL || (c == NULL && t->col != KK_COL_DELETED))
        return KK_OK;
    a->db->capturing = false;
    rc = kk_row_update(a->db, table->name, t->row,
                       KK_CELLS({c == NULL ? "deleted" : c->name, *v}), err);
    a->db->capturing = true;
    kk_touch(a->db, t->tab, t->row);
    return rc == KK_NONE ? KK_OK : rc;
}

/* born: the row is new here and stands in its table already; no conflict of it
 * can have stood before. */
static enum kk_status settle_cell(struct kk_apply *a,
                                  const struct kk_apply_cell *t, bool born,
                                  struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v = {0};
    sqlite3_stmt *st;
    int n = 0;
    enum kk_status rc = kk_stmt_get(a->db,
                                    "SELECT val FROM change WHERE tab=?1 AND "
                                    "row=?2 AND col=?3 AND live=1 LIMIT 2",
                                    &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, t->tab);
    sqlite3_bind_int64(st, 2, t->row);
    sqlite3_bind_int(st, 3, t->col);
    while (sqlite3_step(st) == SQLITE_ROW)
        if (n++ == 0) {
            v = kk_sql_val(sqlite3_column_value(st, 0));
            if (v.type == KK_VTEXT || v.type == KK_VBLOB)
                v.s = kk_arena_strndup(&arena, v.s, v.n_bytes);
        }
    kk_stmt_done(a->db, st);
    if (n == 1 && !born)
        rc = set_column(a, t, &v, err);
    else if (n > 1 && !born)
        rc = kk_apply_row(a->db, t->tab, t->row, err);
    if (rc == KK_OK && (n > 1 || (a->conflicts && !born)))
        rc = kk_conflict_note(a->db, t->tab, t->row, t->col, err);
    kk_arena_free(&arena);
    return rc;
}

static enum kk_status any_conflict(struct kk_apply *a, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(a->db, "SELECT 1 FROM conflict LIMIT 1", &st, err);

    if (rc != KK_OK)
        return rc;
    a->conflicts = sqlite3_step(st) == SQLITE_ROW;
    kk_stmt_done(a->db, st);
    return KK_OK;
}

static enum kk_status settle_all(struct kk_apply *a, struct kk_err *err)
{
    enum kk_status rc = any_conflict(a, err);
    bool born = false;

    for (size_t i = 0; rc == KK_OK && i < a->n_touched; i++) {
        const struct kk_apply_cell *t = &a->touched[i];
        bool new_row = i == 0 || a->touched[i - 1].tab != t->tab ||
                       a->touched[i - 1].row != t->row;

        /* The birth sorts first: the whole row is written once. */
        if (new_row) {
            kk_touch(a->db, t->tab, t->row);
            born = t->col == KK_COL_BIRTH;
            if (born)
                rc = kk_apply_row(a->db, t->tab, t->row, err);
        } else if (a->touched[i - 1].col == t->col) {
            continue;
        }
        if (rc == KK_OK && t->col != KK_COL_BIRTH)
            rc = settle_cell(a, t, born, err);
    }
    return rc;
}

/* A copy holds everything its writers knew, so what they refer to is here. */
static enum kk_status references_of(struct kk_apply *a,
                                    const struct kk_table *t, kk_id row,
                                    bool *broken, struct kk_err *err)
{
    struct kk_str sql = {0};
    sqlite3_stmt *st;
    enum kk_status rc;

    kk_str_addf(&sql, "SELECT 1 FROM %s r WHERE id=?1 AND(0", t->name);
    for (size_t i = 0; i < t->n; i++)
        if (t->column[i].ref != NULL)
            kk_str_addf(&sql,
                        " OR \"%s\" IS NOT NULL AND NOT EXISTS(SELECT 1 "
                        "FROM %s p WHERE p.id=r.\"%s\")",
                        t->column[i].name, t->column[i].ref->name,
                        t->column[i].name);
    kk_str_addc(&sql, ')');
    rc = kk_stmt_get(a->db, kk_str_c(&sql), &st, err);
    kk_str_free(&sql);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, row);
    *broken |= sqlite3_step(st) == SQLITE_ROW;
    kk_stmt_done(a->db, st);
    return KK_OK;
}

static enum kk_status check_references(struct kk_apply *a, struct kk_err *err)
{
    const struct kk_table *t = NULL;
    enum kk_status rc = KK_OK;
    bool broken = false;

    for (size_t i = 0; rc == KK_OK && i < a->n_touched; i++) {
        const struct kk_apply_cell *c = &a->touched[i];

        if (i > 0 && c[-1].tab == c->tab && c[-1].row == c->row)
            continue;
        if (t == NULL || t->id != c->tab)
            t = kk_catalog_table(&a->db->catalog, c->tab);
        if (t != NULL)
            rc = references_of(a, t, c->row, &broken, err);
    }
    if (rc == KK_OK && broken)
        rc = kk_fail_at(err, KK_BADBUNDLE, "gap",
                        "ここにない行を指している記録があります。間の"
                        "持ち出しファイルを先に取り込んでください");
    return rc;
}

/* Rows come in no order that suits SQLite's own check: while one that is
 * referred to is missing, each new row makes it read whole tables for what
 * may refer to that. So it is set aside, and the rows are looked at when all
 * of them are here; rows are never removed. */
enum kk_status kk_apply_settle(struct kk_apply *a, struct kk_err *err)
{
    sqlite3 *sql = a->db->sql;
    enum kk_status rc;

    qsort(a->touched, a->n_touched, sizeof *a->touched, by_cell);
    sqlite3_db_config(sql, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    rc = settle_all(a, err);
    sqlite3_db_config(sql, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    return rc == KK_OK ? check_references(a, err) : rc;
}
