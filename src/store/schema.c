/* Migrations, and what is derived from tables.csv and the views and invariants
 * of store and features: capture triggers, hits and the search index, made
 * again whenever their sources changed. */
#include "internal.h"

#include <kikusui/base/data.h>
#include <kikusui/store/backup.h>
#include <kikusui/store/search.h>

#include <stdio.h>
#include <string.h>

static const struct kk_data *schema_file(int n)
{
    char name[40];

    snprintf(name, sizeof name, "sql/schema/%03d.sql", n);
    return kk_data_find(name);
}

int kk_schema_latest(void)
{
    int n = 0;

    while (schema_file(n + 1) != NULL)
        n++;
    return n;
}

/* What the triggers of a file, its hits and its index were made from. */
static void derived_hash(char out[2 * KK_HASH_BYTES + 1])
{
    const struct kk_data *tables = kk_data_find("sql/tables.csv");
    const struct kk_data *view;
    unsigned char hash[KK_HASH_BYTES];
    struct kk_hash h;

    kk_hash_init(&h);
    kk_hash_add(&h, KK_VERSION, sizeof KK_VERSION);
    kk_hash_add(&h, tables->hash, KK_HASH_BYTES);
    for (size_t i = 0; (view = kk_data_part("views", &i)) != NULL; i++)
        kk_hash_add(&h, view->hash, KK_HASH_BYTES);
    for (size_t i = 0; (view = kk_data_under("sql/view/", &i)) != NULL; i++)
        kk_hash_add(&h, view->hash, KK_HASH_BYTES);
    kk_invariant_hash(&h);
    kk_ruled_hash(&h);
    kk_search_hash(&h);
    kk_hash_end(&h, hash);
    kk_hex(hash, sizeof hash, out);
}

static void add_columns(struct kk_str *s, const struct kk_table *t,
                        const char *prefix)
{
    kk_str_addf(s, ",%s.deleted", prefix);
    for (size_t i = 0; i < t->n; i++)
        kk_str_addf(s, ",%s.\"%s\"", prefix, t->column[i].name);
}

/* A function call takes at most 127 arguments: a table of more than 60
 * columns would need a second trigger, and a test watches the limit. */
static void add_triggers(struct kk_str *s, const struct kk_table *t)
{
    kk_str_addf(s,
                "CREATE TRIGGER kk_u_%s AFTER UPDATE ON %s BEGIN "
                "SELECT kk_change(%d,OLD.id,NEW.id",
                t->name, t->name, t->id);
    add_columns(s, t, "OLD");
    add_columns(s, t, "NEW");
    kk_str_addf(s,
                "); END;\nCREATE TRIGGER kk_i_%s AFTER INSERT ON %s BEGIN "
                "SELECT kk_birth(%d,NEW.id",
                t->name, t->name, t->id);
    add_columns(s, t, "NEW");
    kk_str_addf(s,
                "); END;\nCREATE TRIGGER kk_d_%s BEFORE DELETE ON %s BEGIN "
                "SELECT RAISE(ABORT, 'rows are never deleted: set deleted'); "
                "END;\n",
                t->name, t->name);
}

static enum kk_status drop_kind(struct kk_db *db, const char *kind,
                                struct kk_err *err)
{
    struct kk_str s = {0};
    sqlite3_stmt *st;
    enum kk_status rc;

    if (sqlite3_prepare_v2(db->sql,
                           "SELECT name FROM sqlite_schema WHERE type=?1", -1,
                           &st, NULL) != SQLITE_OK)
        return kk_sql_fail(db, err, "schema");
    sqlite3_bind_text(st, 1, kind, -1, SQLITE_STATIC);
    while (sqlite3_step(st) == SQLITE_ROW)
        kk_str_addf(&s, "DROP %s IF EXISTS \"%s\";", kind,
                    (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    rc = kk_exec(db, kk_str_c(&s), err);
    kk_str_free(&s);
    return rc;
}

enum kk_status kk_schema_no_triggers(struct kk_db *db, struct kk_err *err)
{
    return drop_kind(db, "trigger", err);
}

enum kk_status kk_schema_triggers(struct kk_db *db, struct kk_err *err)
{
    struct kk_str s = {0};
    enum kk_status st = drop_kind(db, "trigger", err);

    if (st != KK_OK)
        return st;
    for (size_t i = 0; i < db->catalog.n; i++)
        add_triggers(&s, &db->catalog.table[i]);
    st = kk_exec(db, kk_str_c(&s), err);
    kk_str_free(&s);
    return st;
}

static enum kk_status refresh_search(struct kk_db *db, struct kk_err *err)
{
    bool current;
    enum kk_status st = kk_search_current(db, &current, err);

    return st == KK_OK && !current ? kk_search_rebuild(db, err) : st;
}

/* In a file that has no rows yet nothing is hit: its rules need not be asked.
 */
static enum kk_status derive(struct kk_db *db, bool rows, struct kk_err *err)
{
    char hash[2 * KK_HASH_BYTES + 1];
    /* Programs before this one kept views in the file. */
    enum kk_status st = drop_kind(db, "view", err);

    if (st == KK_OK)
        st = kk_schema_triggers(db, err);
    if (st == KK_OK && rows)
        st = kk_hit_rebuild(db, err);
    if (st == KK_OK)
        st = refresh_search(db, err);
    if (st != KK_OK)
        return st;
    derived_hash(hash);
    return kk_meta_set(db, "derived", hash, err);
}

/* What the migrations come to; NULL: of others than these, which a folder of
 * data may have. */
static const char *whole_schema(void)
{
    const struct kk_data *whole = kk_data_find("sql/schema/whole.sql");
    char hex[2 * KK_HASH_BYTES + 1];
    unsigned char hash[KK_HASH_BYTES];
    const struct kk_data *file;
    struct kk_hash h;

    kk_hash_init(&h);
    for (int n = 1; (file = schema_file(n)) != NULL; n++)
        kk_hash_add(&h, file->hash, KK_HASH_BYTES);
    kk_hash_end(&h, hash);
    kk_hex(hash, sizeof hash, hex);
    return strncmp(whole->bytes + strlen("-- "), hex, strlen(hex)) == 0
               ? whole->bytes
               : NULL;
}

static enum kk_status apply_from(struct kk_db *db, int have, struct kk_err *err)
{
    char sql[64];
    int latest = kk_schema_latest();
    const char *whole = have == 0 ? whole_schema() : NULL;

    if (whole != NULL) {
        enum kk_status st = kk_exec(db, whole, err);

        if (st != KK_OK)
            return st;
        have = latest;
    }
    for (int n = have + 1; n <= latest; n++) {
        enum kk_status st = kk_exec(db, schema_file(n)->bytes, err);

        if (st != KK_OK)
            return st;
    }
    snprintf(sql, sizeof sql, "PRAGMA user_version=%d", latest);
    return kk_exec(db, sql, err);
}

enum kk_status kk_schema_create(struct kk_db *db, struct kk_err *err)
{
    char sql[80];
    enum kk_status st = kk_exec(db, "BEGIN EXCLUSIVE", err);

    if (st != KK_OK)
        return st;
    snprintf(sql, sizeof sql, "PRAGMA application_id=%d", KK_APPLICATION_ID);
    st = kk_exec(db, sql, err);
    if (st == KK_OK)
        st = apply_from(db, 0, err);
    if (st == KK_OK)
        st = derive(db, false, err);
    if (st == KK_OK)
        return kk_exec(db, "COMMIT", err);
    sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

static bool derived_current(struct kk_db *db)
{
    char hash[2 * KK_HASH_BYTES + 1];
    struct kk_arena arena = {0};
    const char *value = NULL;
    bool same = kk_meta_get(db, "derived", &arena, &value, NULL) == KK_OK;

    derived_hash(hash);
    same = same && kk_streq(value, hash);
    kk_arena_free(&arena);
    return same;
}

static enum kk_status bring_up(struct kk_db *db, struct kk_err *err)
{
    enum kk_status st = kk_backup_automatic(db, KK_BACKUP_MIGRATION, err);

    if (st == KK_OK)
        st = kk_exec(db, "BEGIN EXCLUSIVE", err);
    if (st != KK_OK)
        return st;
    st = kk_local_begin(db, err); /* it may make or change a local table */
    if (st == KK_OK)
        st = apply_from(db, db->user_version, err);
    if (st == KK_OK)
        st = derive(db, true, err);
    if (st == KK_OK)
        st = kk_exec(db, "COMMIT", err);
    if (st == KK_OK)
        db->user_version = kk_schema_latest();
    else
        sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

/* Under an exclusive lock, so that nobody writes between backup and change;
 * the copy is verified before the first statement runs. The lock is taken in
 * the ordinary way and kept afterwards: in locking_mode EXCLUSIVE two
 * processes that wait for each other's read lock would both give up. */
static enum kk_status migrate(struct kk_db *db, struct kk_err *err)
{
    enum kk_status st = kk_exec(db, "BEGIN EXCLUSIVE", err);

    if (st != KK_OK)
        return st;
    st = kk_exec(db, "PRAGMA locking_mode=EXCLUSIVE; COMMIT", err);
    if (st == KK_OK) /* another process may have been faster */
        st = kk_db_check_file(db, err);
    if (st == KK_OK && db->user_version < kk_schema_latest())
        st = bring_up(db, err);
    if (!sqlite3_get_autocommit(db->sql))
        sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
    /* The mode only takes effect at the next access. */
    sqlite3_exec(db->sql,
                 "PRAGMA locking_mode=NORMAL; SELECT 1 FROM sqlite_schema",
                 NULL, NULL, NULL);
    return st;
}

enum kk_status kk_schema_update(struct kk_db *db, struct kk_err *err)
{
    enum kk_status st;

    if (db->user_version < kk_schema_latest())
        return migrate(db, err);
    if (derived_current(db))
        return KK_OK;
    st = kk_exec(db, "BEGIN IMMEDIATE", err);
    if (st != KK_OK)
        return st;
    st = derive(db, true, err);
    if (st == KK_OK)
        return kk_exec(db, "COMMIT", err);
    sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

/* --- verifying ------------------------------------------------------------ */

/* Everything as this program would make it now, in memory. */
static enum kk_status make_model(struct kk_db *db, sqlite3 **out,
                                 struct kk_err *err)
{
    const char *whole = whole_schema();
    struct kk_str sql = {0};
    enum kk_status st = KK_OK;

    if (whole != NULL)
        kk_str_add(&sql, whole);
    for (int n = 1; whole == NULL && n <= kk_schema_latest(); n++)
        kk_str_add(&sql, schema_file(n)->bytes);
    for (size_t i = 0; i < db->catalog.n; i++)
        add_triggers(&sql, &db->catalog.table[i]);
    if (sqlite3_open(":memory:", out) != SQLITE_OK)
        st = kk_fail(err, KK_BUG, "照らす形式を作れません");
    if (st == KK_OK)
        st = kk_search_register(*out, err);
    if (st == KK_OK &&
        sqlite3_exec(*out, kk_str_c(&sql), NULL, NULL, NULL) != SQLITE_OK)
        st = kk_fail(err, KK_BUG, "照らす形式: %s", sqlite3_errmsg(*out));
    kk_str_free(&sql);
    return st;
}

/* How FTS5 words its own tables is its affair, and its integrity check's. */
#define SCHEMA_ROWS                                                            \
    "SELECT type||' '||name,tbl_name||' '||ifnull(sql,'') FROM sqlite_schema " \
    "WHERE name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY 1"

/* Two sorted lists side by side: what is in one alone, and what differs. */
static void compare_schemas(sqlite3_stmt *have, sqlite3_stmt *want,
                            struct kk_verify *v)
{
    bool h = sqlite3_step(have) == SQLITE_ROW;
    bool w = sqlite3_step(want) == SQLITE_ROW;

    while (h || w) {
        const char *hn = h ? (const char *)sqlite3_column_text(have, 0) : "";
        const char *wn = w ? (const char *)sqlite3_column_text(want, 0) : "";
        int order = !h ? 1 : !w ? -1 : strcmp(hn, wn);

        if (order != 0)
            kk_verify_say(v, "形式 %s %s", order < 0 ? hn : wn,
                          order < 0 ? "は余分です" : "がありません");
        else if (!kk_streq((const char *)sqlite3_column_text(have, 1),
                           (const char *)sqlite3_column_text(want, 1)))
            kk_verify_say(v, "形式 %s が違います", hn);
        if (order <= 0)
            h = sqlite3_step(have) == SQLITE_ROW;
        if (order >= 0)
            w = sqlite3_step(want) == SQLITE_ROW;
    }
}

enum kk_status kk_schema_verify(struct kk_db *db, struct kk_verify *v,
                                struct kk_err *err)
{
    sqlite3_stmt *have = NULL, *want = NULL;
    sqlite3 *model = NULL;
    enum kk_status st = make_model(db, &model, err);

    if (st == KK_OK &&
        (sqlite3_prepare_v2(db->sql, SCHEMA_ROWS, -1, &have, NULL) !=
             SQLITE_OK ||
         sqlite3_prepare_v2(model, SCHEMA_ROWS, -1, &want, NULL) != SQLITE_OK))
        st = kk_sql_fail(db, err, "schema");
    if (st == KK_OK)
        compare_schemas(have, want, v);
    sqlite3_finalize(have);
    sqlite3_finalize(want);
    sqlite3_close(model);
    return st;
}
