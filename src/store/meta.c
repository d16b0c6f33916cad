/* Local facts of this copy. */
#include "internal.h"

enum kk_status kk_meta_get(struct kk_db *db, const char *key,
                           struct kk_arena *arena, const char **value,
                           struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db, "SELECT value FROM meta WHERE key=?1", &st, err);

    *value = NULL;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK)
        *value =
            kk_arena_strdup(arena, (const char *)sqlite3_column_text(st, 0));
    kk_stmt_done(db, st);
    return rc;
}

enum kk_status kk_meta_put(struct kk_db *db, const char *key, const char *value,
                           struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        value == NULL ? "DELETE FROM meta WHERE key=?1"
                      : "INSERT INTO meta(key,value) VALUES(?1,?2) "
                        "ON CONFLICT(key) DO UPDATE SET value=excluded.value",
        &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
    if (value != NULL)
        sqlite3_bind_text(st, 2, value, -1, SQLITE_STATIC);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "meta");
    kk_stmt_done(db, st);
    return rc;
}

struct put {
    const char *key, *value;
};

static enum kk_status put(struct kk_db *db, void *user, struct kk_err *err)
{
    const struct put *p = user;

    return kk_meta_put(db, p->key, p->value, err);
}

enum kk_status kk_meta_set(struct kk_db *db, const char *key, const char *value,
                           struct kk_err *err)
{
    struct put p = {key, value};

    return kk_local_write(db, put, &p, err);
}
