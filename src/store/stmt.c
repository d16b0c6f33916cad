/* Named statements: prepared once per handle, kept under their name or text. */
#include "internal.h"

#include <kikusui/base/data.h>

#include <string.h>

struct kk_cur {
    struct kk_db *db;
    sqlite3_stmt *stmt;
};

static size_t bucket_of(const char *key)
{
    size_t h = 5381;

    for (; *key != '\0'; key++)
        h = h * 33 + (unsigned char)*key;
    return h % 64;
}

static enum kk_status get(struct kk_db *db, const char *key, const char *sql,
                          sqlite3_stmt **out, struct kk_err *err)
{
    size_t b = bucket_of(key);
    struct kk_stmt *s;

    *out = NULL;
    for (s = db->stmt[b]; s != NULL; s = s->next)
        if (!s->busy && strcmp(s->key, key) == 0)
            break;
    if (s == NULL) {
        sqlite3_stmt *stmt = NULL;
        struct kk_str with = {0};
        int rc;

        if (kk_views_put(db, sql, &with))
            sql = kk_str_c(&with);
        rc = sqlite3_prepare_v3(db->sql, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                &stmt, NULL);
        kk_str_free(&with);
        if (rc != SQLITE_OK)
            return kk_sql_fail(db, err, key);
        s = kk_alloc(sizeof *s);
        s->key = kk_strdup(key);
        s->stmt = stmt;
        s->next = db->stmt[b];
        db->stmt[b] = s;
    }
    s->busy = true;
    db->taken = s;
    *out = s->stmt;
    return KK_OK;
}

enum kk_status kk_stmt_get(struct kk_db *db, const char *sql,
                           sqlite3_stmt **out, struct kk_err *err)
{
    return get(db, sql, sql, out, err);
}

enum kk_status kk_stmt_row(struct kk_db *db, sqlite3_stmt *st,
                           struct kk_err *err)
{
    switch (sqlite3_step(st)) {
    case SQLITE_ROW:
        return KK_OK;
    case SQLITE_DONE:
        return KK_NONE;
    default:
        return kk_sql_fail(db, err, "読み出し");
    }
}

void kk_stmt_done(struct kk_db *db, sqlite3_stmt *st)
{
    int code;

    if (st == NULL)
        return;
    code = sqlite3_reset(st);
    if (code != SQLITE_OK && db->failed == SQLITE_OK)
        db->failed = code;
    sqlite3_clear_bindings(st);
    if (db->taken != NULL && db->taken->stmt == st) {
        db->taken->busy = false;
        return;
    }
    for (size_t b = 0; b < 64; b++)
        for (struct kk_stmt *s = db->stmt[b]; s != NULL; s = s->next)
            if (s->stmt == st)
                s->busy = false;
}

void kk_stmt_drop_all(struct kk_db *db)
{
    db->taken = NULL;
    for (size_t b = 0; b < 64; b++) {
        while (db->stmt[b] != NULL) {
            struct kk_stmt *s = db->stmt[b];

            db->stmt[b] = s->next;
            sqlite3_finalize(s->stmt);
            kk_free(s->key);
            kk_free(s);
        }
    }
}

static enum kk_status bind_all(struct kk_db *db, sqlite3_stmt *st,
                               const struct kk_bind *binds, struct kk_err *err)
{
    char name[72] = ":";

    for (; binds != NULL && binds->name != NULL; binds++) {
        size_t n = strlen(binds->name);
        int i;

        if (n + 2 > sizeof name)
            return kk_fail(err, KK_BUG, "長すぎる引数名: %s", binds->name);
        memcpy(name + 1, binds->name, n + 1);
        i = sqlite3_bind_parameter_index(st, name);
        if (i > 0 && kk_bind_val(st, i, &binds->val) != KK_OK)
            return kk_sql_fail(db, err, binds->name);
    }
    return KK_OK;
}

static enum kk_status cur_open(struct kk_db *db, const char *key,
                               const char *sql, const struct kk_bind *binds,
                               struct kk_cur **out, struct kk_err *err)
{
    sqlite3_stmt *stmt;
    enum kk_status st = get(db, key, sql, &stmt, err);

    if (st != KK_OK)
        return st;
    st = bind_all(db, stmt, binds, err);
    if (st != KK_OK) {
        kk_stmt_done(db, stmt);
        return st;
    }
    *out = kk_alloc(sizeof **out);
    (*out)->db = db;
    (*out)->stmt = stmt;
    return KK_OK;
}

enum kk_status kk_cur_open(struct kk_db *db, const char *query,
                           const struct kk_bind *binds, struct kk_cur **out,
                           struct kk_err *err)
{
    const struct kk_data *data = kk_data_sql(query);
    enum kk_status st;

    *out = NULL;
    if (data == NULL)
        return kk_fail(err, KK_BUG, "問い合わせ「%s」がありません", query);
    st = cur_open(db, query, data->bytes, binds, out, err);
    return st;
}

enum kk_status kk_cur_open_sql(struct kk_db *db, const char *sql,
                               const struct kk_bind *binds, struct kk_cur **out,
                               struct kk_err *err)
{
    *out = NULL;
    return cur_open(db, sql, sql, binds, out, err);
}

enum kk_status kk_cur_next(struct kk_cur *cur, struct kk_err *err)
{
    switch (sqlite3_step(cur->stmt)) {
    case SQLITE_ROW:
        return KK_OK;
    case SQLITE_DONE:
        return KK_NONE;
    default:
        return kk_sql_fail(cur->db, err, "読み出し");
    }
}

int kk_cur_count(const struct kk_cur *cur)
{
    return sqlite3_column_count(cur->stmt);
}

const char *kk_cur_name(const struct kk_cur *cur, int col)
{
    return sqlite3_column_name(cur->stmt, col);
}

struct kk_val kk_cur_val(const struct kk_cur *cur, int col)
{
    return kk_sql_val(sqlite3_column_value(cur->stmt, col));
}

int64_t kk_cur_int(const struct kk_cur *cur, int col)
{
    return sqlite3_column_int64(cur->stmt, col);
}

const char *kk_cur_text(const struct kk_cur *cur, int col)
{
    return (const char *)sqlite3_column_text(cur->stmt, col);
}

int kk_cur_col(const struct kk_cur *cur, const char *name)
{
    for (int i = 0; i < kk_cur_count(cur); i++)
        if (strcmp(kk_cur_name(cur, i), name) == 0)
            return i;
    return -1;
}

void kk_cur_close(struct kk_cur **cur)
{
    if (*cur == NULL)
        return;
    kk_stmt_done((*cur)->db, (*cur)->stmt);
    kk_free(*cur);
    *cur = NULL;
}

enum kk_status kk_db_one(struct kk_db *db, const char *query,
                         const struct kk_bind *binds, struct kk_arena *arena,
                         struct kk_val *out, size_t n, struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st;

    memset(out, 0, n * sizeof *out);
    st = kk_cur_open(db, query, binds, &cur, err);
    if (st != KK_OK)
        return st;
    st = kk_cur_next(cur, err);
    if (st == KK_OK)
        for (size_t i = 0; i < n && (int)i < kk_cur_count(cur); i++)
            out[i] = kk_val_keep(arena, kk_cur_val(cur, (int)i));
    kk_cur_close(&cur);
    return st;
}

enum kk_status kk_db_int(struct kk_db *db, const char *query,
                         const struct kk_bind *binds, int64_t *out,
                         struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st;

    *out = 0;
    st = kk_cur_open(db, query, binds, &cur, err);
    if (st != KK_OK)
        return st;
    st = kk_cur_next(cur, err);
    if (st == KK_OK)
        *out = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

struct run {
    const char *query;
    const struct kk_bind *binds;
};

static enum kk_status run(struct kk_db *db, void *user, struct kk_err *err)
{
    const struct run *r = user;
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(db, r->query, r->binds, &cur, err);

    if (st != KK_OK)
        return st;
    do
        st = kk_cur_next(cur, err);
    while (st == KK_OK);
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_db_run(struct kk_db *db, const char *query,
                         const struct kk_bind *binds, struct kk_err *err)
{
    struct run r = {query, binds};

    return kk_local_write(db, run, &r, err);
}
