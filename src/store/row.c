/* Writing rows of replicated tables by name: the SQL is made from the column
 * names, which are checked against the catalogue. */
#include "internal.h"

#include <string.h>

static const struct kk_table *table_named(struct kk_db *db, const char *name,
                                          struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_named(&db->catalog, name);

    if (t == NULL)
        (void)kk_fail(err, KK_BUG, "表「%s」がありません", name);
    return t;
}

static bool column_known(const struct kk_table *t, const char *name)
{
    return strcmp(name, "deleted") == 0 || kk_table_named(t, name) != NULL;
}

static enum kk_status check_cells(const struct kk_table *t,
                                  const struct kk_cell *cells,
                                  struct kk_err *err)
{
    for (; cells->column != NULL; cells++)
        if (!column_known(t, cells->column))
            return kk_fail(err, KK_BUG, "欄「%s.%s」がありません", t->name,
                           cells->column);
    return KK_OK;
}

/* The last id that this node gave, 0: none lately. */
static kk_id last_id(struct kk_db *db)
{
    sqlite3_stmt *st;
    kk_id id = 0;

    if (kk_stmt_get(
            db,
            "SELECT max(row) FROM change WHERE col=0 AND entry=("
            "SELECT e.arrival FROM entry e JOIN writer w USING (writer) "
            "WHERE w.node IS (SELECT value FROM meta WHERE key='node_id') "
            "AND e.arrival>(SELECT max(arrival)-50 FROM entry) "
            "AND EXISTS(SELECT 1 FROM change b WHERE b.entry=e.arrival "
            "AND b.col=0) ORDER BY e.arrival DESC LIMIT 1)",
            &st, NULL) != KK_OK)
        return 0;
    if (sqlite3_step(st) == SQLITE_ROW)
        id = sqlite3_column_int64(st, 0);
    kk_stmt_done(db, st);
    return id;
}

/* Ids are random over copies: seconds, then 31 random bits; the next rows of
 * the same entry follow on. Of entries in one second the later has the higher
 * ones, so that what happened in one minute stays in the order in which it was
 * written down. */
static kk_id new_id(struct kk_db *db)
{
    uint64_t second = (uint64_t)kk_now(db->clock) & 0x7FFFFFFFu;
    uint64_t last;
    uint32_t low = 0;

    if (db->next_id != 0)
        return db->next_id++;
    last = (uint64_t)last_id(db);
    kk_random(&low, sizeof low);
    /* The first of a second leaves room above it for some thousand more. */
    if (last >> 32 == second && (last & 0xFFFFFFFFu) < 0xFE000000u)
        low = (uint32_t)last + 1 + (low & 0xFFFFFu);
    else
        low >>= 1;
    db->next_id = (kk_id)(second << 32 | low | 1u);
    return db->next_id++;
}

enum kk_status kk_row_insert(struct kk_db *db, const char *table,
                             const struct kk_cell *cells, kk_id *id,
                             struct kk_err *err)
{
    const struct kk_table *t = table_named(db, table, err);
    struct kk_str sql = {0};
    sqlite3_stmt *st;
    enum kk_status rc;
    int n = 0;

    *id = 0;
    if (t == NULL)
        return KK_BUG;
    rc = check_cells(t, cells, err);
    if (rc != KK_OK)
        return rc;
    kk_str_addf(&sql, "INSERT INTO %s(id", t->name);
    for (; cells[n].column != NULL; n++)
        kk_str_addf(&sql, ",\"%s\"", cells[n].column);
    kk_str_add(&sql, ") VALUES(?1");
    for (int i = 0; i < n; i++)
        kk_str_addf(&sql, ",?%d", i + 2);
    kk_str_addc(&sql, ')');
    rc = kk_stmt_get(db, kk_str_c(&sql), &st, err);
    kk_str_free(&sql);
    if (rc != KK_OK)
        return rc;
    *id = new_id(db);
    sqlite3_bind_int64(st, 1, *id);
    for (int i = 0; i < n; i++)
        kk_bind_val(st, i + 2, &cells[i].val);
    if (sqlite3_step(st) != SQLITE_DONE) {
        rc = kk_sql_fail(db, err, table);
        *id = 0;
    }
    kk_stmt_done(db, st);
    return rc;
}

enum kk_status kk_row_update(struct kk_db *db, const char *table, kk_id id,
                             const struct kk_cell *cells, struct kk_err *err)
{
    const struct kk_table *t = table_named(db, table, err);
    struct kk_str sql = {0};
    sqlite3_stmt *st;
    enum kk_status rc;
    int n = 0;

    if (t == NULL)
        return KK_BUG;
    rc = check_cells(t, cells, err);
    if (rc != KK_OK || cells[0].column == NULL)
        return rc;
    kk_str_addf(&sql, "UPDATE %s SET ", t->name);
    for (; cells[n].column != NULL; n++)
        kk_str_addf(&sql, "%s\"%s\"=?%d", n > 0 ? "," : "", cells[n].column,
                    n + 2);
    kk_str_add(&sql, " WHERE id=?1");
    rc = kk_stmt_get(db, kk_str_c(&sql), &st, err);
    kk_str_free(&sql);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, id);
    for (int i = 0; i < n; i++)
        kk_bind_val(st, i + 2, &cells[i].val);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, table);
    else if (sqlite3_changes(db->sql) == 0)
        rc = KK_NONE;
    kk_stmt_done(db, st);
    return rc;
}

enum kk_status kk_row_delete(struct kk_db *db, const char *table, kk_id id,
                             struct kk_err *err)
{
    return kk_row_update(db, table, id, KK_CELLS({"deleted", kk_vint(1)}), err);
}

enum kk_status kk_row_get(struct kk_db *db, const char *table, kk_id id,
                          const char *column, struct kk_arena *arena,
                          struct kk_val *out, struct kk_err *err)
{
    const struct kk_table *t = table_named(db, table, err);
    struct kk_str sql = {0};
    sqlite3_stmt *st;
    enum kk_status rc;

    *out = kk_vnull();
    if (t == NULL)
        return KK_BUG;
    if (!column_known(t, column))
        return kk_fail(err, KK_BUG, "欄「%s.%s」がありません", table, column);
    kk_str_addf(&sql, "SELECT \"%s\" FROM %s WHERE id=?1", column, t->name);
    rc = kk_stmt_get(db, kk_str_c(&sql), &st, err);
    kk_str_free(&sql);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, id);
    if (sqlite3_step(st) == SQLITE_ROW) {
        *out = kk_val_keep(arena, kk_sql_val(sqlite3_column_value(st, 0)));
    } else {
        rc = KK_NONE;
    }
    kk_stmt_done(db, st);
    return rc;
}
