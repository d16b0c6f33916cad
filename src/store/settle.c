/* Deciding a cell between its heads: what a review does. */
#include "internal.h"

#include <kikusui/store/journal.h>

/* The chosen write's value, which must still be a head, and the value that
 * stands now. Both in arena. */
static enum kk_status read_heads(struct kk_db *db, const struct kk_settle *cell,
                                 struct kk_arena *arena, struct kk_val *chosen,
                                 struct kk_val *now, struct kk_err *err)
{
    sqlite3_stmt *st;
    bool found = false;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT c.entry,c.val FROM change c JOIN entry e ON e.arrival=c.entry "
        "WHERE tab=?1 AND row=?2 AND col=?3 AND live=1 "
        "ORDER BY ltime,writer,seq",
        &st, err);

    *chosen = *now = kk_vnull();
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, cell->table_id);
    sqlite3_bind_int64(st, 2, cell->row);
    sqlite3_bind_int(st, 3, cell->column_id);
    while (sqlite3_step(st) == SQLITE_ROW) {
        struct kk_val v =
            kk_val_keep(arena, kk_sql_val(sqlite3_column_value(st, 1)));

        *now = v; /* the winner comes last */
        if (sqlite3_column_int64(st, 0) == cell->chosen) {
            *chosen = v;
            found = true;
        }
    }
    kk_stmt_done(db, st);
    if (!found)
        return kk_fail(err, KK_REFUSED,
                       "この食い違いはもう決まっています。一覧を開き直して"
                       "ください");
    return KK_OK;
}

/* The name of a cell that this program knows; NULL: of a newer one. */
static const char *column_name(const struct kk_table *t, int col)
{
    const struct kk_column *c;

    if (t == NULL)
        return NULL;
    if (col == KK_COL_DELETED)
        return "deleted";
    c = kk_table_column(t, col);
    return c == NULL ? NULL : c->name;
}

enum kk_status kk_journal_settle(struct kk_db *db, const struct kk_settle *cell,
                                 struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_table(&db->catalog, cell->table_id);
    const char *name = column_name(t, cell->column_id);
    struct kk_arena arena = {0};
    struct kk_val chosen, now;
    enum kk_status st;

    if (!db->in_tx)
        return kk_fail(err, KK_BUG, "取引の外で決めました");
    st = read_heads(db, cell, &arena, &chosen, &now, err);
    if (st == KK_OK) {
        kk_capture_cell(db, cell->table_id, cell->row, cell->column_id, &now,
                        &chosen, true);
        if (name != NULL)
            st = kk_row_update(db, t->name, cell->row, KK_CELLS({name, chosen}),
                               err);
    }
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}
