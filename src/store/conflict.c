/* Which cells have live heads of different values: kept beside the heads, so
 * that reviews need not look at every cell. */
#include "internal.h"

enum kk_status kk_conflict_note(struct kk_db *db, int tab, kk_id row, int col,
                                struct kk_err *err)
{
    static const char *const sql[] = {
        "DELETE FROM conflict WHERE tab=?1 AND row=?2 AND col=?3",
        "INSERT INTO conflict(tab,row,col) SELECT ?1,?2,?3 FROM change "
        "WHERE tab=?1 AND row=?2 AND col=?3 AND live=1 "
        "GROUP BY tab HAVING count(DISTINCT typeof(val)||quote(val))>1",
    };

    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st;
        enum kk_status rc = kk_stmt_get(db, sql[i], &st, err);

        if (rc != KK_OK)
            return rc;
        sqlite3_bind_int(st, 1, tab);
        sqlite3_bind_int64(st, 2, row);
        sqlite3_bind_int(st, 3, col);
        if (sqlite3_step(st) != SQLITE_DONE)
            rc = kk_sql_fail(db, err, "conflict");
        kk_stmt_done(db, st);
        if (rc != KK_OK)
            return rc;
    }
    return KK_OK;
}

/* Most cells have one head: only those with several are compared. */
enum kk_status kk_conflict_rebuild(struct kk_db *db, struct kk_err *err)
{
    return kk_exec(
        db,
        "DELETE FROM conflict;"
        "INSERT INTO conflict(tab,row,col) SELECT tab,row,col FROM change "
        "WHERE live=1 AND (tab,row,col) IN (SELECT tab,row,col FROM change "
        "WHERE live=1 GROUP BY tab,row,col HAVING count(*)>1) "
        "GROUP BY tab,row,col "
        "HAVING count(DISTINCT typeof(val)||quote(val))>1",
        err);
}
