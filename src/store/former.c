/* What cells were called before: values that were replaced since. */
#include "internal.h"

#include <kikusui/store/journal.h>

enum kk_status kk_journal_then(struct kk_db *db, int table_id, kk_id row,
                               int column_id, const struct kk_entry *e,
                               struct kk_arena *arena, struct kk_val *out,
                               struct kk_err *err)
{
    struct kk_entry_change c = {
        .table_id = table_id, .row = row, .column_id = column_id};
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT c.base FROM change c JOIN entry e ON e.arrival=c.entry "
        "WHERE c.tab=?1 AND c.row=?2 AND c.col=?3 "
        "AND (e.ltime,e.writer,e.seq)>(?4,?5,?6) "
        "ORDER BY e.ltime,e.writer,e.seq LIMIT 1",
        &st, err);

    *out = kk_vnull();
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, table_id);
    sqlite3_bind_int64(st, 2, row);
    sqlite3_bind_int(st, 3, column_id);
    sqlite3_bind_int64(st, 4, e->ltime);
    sqlite3_bind_int64(st, 5, (int64_t)e->writer);
    sqlite3_bind_int64(st, 6, e->seq);
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK)
        c.base = sqlite3_column_int64(st, 0);
    kk_stmt_done(db, st);
    return rc == KK_OK ? kk_journal_before(db, &c, arena, out, err) : rc;
}

enum kk_status kk_journal_wrote(struct kk_db *db, int table_id, kk_id row,
                                int column_id, struct kk_entry *out,
                                struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT e.ltime,e.writer,e.seq FROM change c "
                    "JOIN entry e ON e.arrival=c.entry "
                    "WHERE c.tab=?1 AND c.row=?2 AND c.col IN (0,?3) "
                    "ORDER BY e.ltime DESC,e.writer DESC,e.seq DESC LIMIT 1",
                    &st, err);

    *out = (struct kk_entry){0};
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, table_id);
    sqlite3_bind_int64(st, 2, row);
    sqlite3_bind_int(st, 3, column_id);
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK)
        *out = (struct kk_entry){
            .ltime = sqlite3_column_int64(st, 0),
            .writer = (uint64_t)sqlite3_column_int64(st, 1),
            .seq = sqlite3_column_int64(st, 2),
        };
    kk_stmt_done(db, st);
    return rc;
}

bool kk_journal_changed(struct kk_db *db, int table_id, kk_id row,
                        int column_id)
{
    sqlite3_stmt *st;
    bool changed;

    if (kk_stmt_get(db,
                    "SELECT 1 FROM change WHERE tab=?1 AND row=?2 "
                    "AND col=?3 LIMIT 1",
                    &st, NULL) != KK_OK)
        return true;
    sqlite3_bind_int(st, 1, table_id);
    sqlite3_bind_int64(st, 2, row);
    sqlite3_bind_int(st, 3, column_id);
    changed = kk_stmt_row(db, st, NULL) != KK_NONE;
    kk_stmt_done(db, st);
    return changed;
}

enum kk_status kk_journal_former(struct kk_db *db, int table_id, int column_id,
                                 kk_former_fn *fn, void *user,
                                 struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db, "SELECT row,base FROM change WHERE tab=?1 AND col=?2", &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, table_id);
    sqlite3_bind_int(st, 2, column_id);
    while (rc == KK_OK && (rc = kk_stmt_row(db, st, err)) == KK_OK) {
        struct kk_arena arena = {0};
        struct kk_val old;
        struct kk_entry_change c = {.table_id = table_id,
                                    .row = sqlite3_column_int64(st, 0),
                                    .column_id = column_id,
                                    .base = sqlite3_column_int64(st, 1)};

        rc = kk_journal_before(db, &c, &arena, &old, err);
        if (rc == KK_OK)
            fn(user, c.row, &old);
        kk_arena_free(&arena);
    }
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}
