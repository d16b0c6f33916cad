/* Opening the file. What makes a file unfit is refused here, in words. */
#include "internal.h"

#include <kikusui/base/file.h>
#include <kikusui/base/lock.h>
#include <kikusui/base/shown.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

struct kk_val kk_sql_val(sqlite3_value *v)
{
    switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER:
        return kk_vint(sqlite3_value_int64(v));
    case SQLITE_TEXT: {
        const char *s = (const char *)sqlite3_value_text(v);

        return (struct kk_val){.type = KK_VTEXT,
                               .s = s,
                               .n_bytes = (size_t)sqlite3_value_bytes(v)};
    }
    case SQLITE_BLOB: {
        const char *s = sqlite3_value_blob(v);

        return (struct kk_val){.type = KK_VBLOB,
                               .s = s == NULL ? "" : s,
                               .n_bytes = (size_t)sqlite3_value_bytes(v)};
    }
    default:
        return kk_vnull();
    }
}

enum kk_status kk_bind_val(sqlite3_stmt *st, int i, const struct kk_val *v)
{
    int rc = SQLITE_ERROR;

    switch (v->type) {
    case KK_VNULL:
        rc = sqlite3_bind_null(st, i);
        break;
    case KK_VINT:
        rc = sqlite3_bind_int64(st, i, v->i);
        break;
    case KK_VTEXT:
        rc = sqlite3_bind_text64(st, i, v->s, v->n_bytes, SQLITE_TRANSIENT,
                                 SQLITE_UTF8);
        break;
    case KK_VBLOB:
        rc = sqlite3_bind_blob64(st, i, v->s, v->n_bytes, SQLITE_TRANSIENT);
        break;
    }
    return rc == SQLITE_OK ? KK_OK : KK_BUG;
}

enum kk_status kk_sql_fail(struct kk_db *db, struct kk_err *err,
                           const char *what)
{
    return kk_sql_fail_code(db, sqlite3_errcode(db->sql), err, what);
}

static const char *io_words(int code)
{
    if (code == SQLITE_READONLY)
        return "書き込みが許されていません";
    if (code == SQLITE_CANTOPEN)
        return "開けません。ファイルとフォルダーの権限を確かめてください";
    return "読み書きに失敗しました。ディスクを確かめてください";
}

static enum kk_status busy(struct kk_db *db, struct kk_err *err)
{
    struct kk_str who = {0}, words = {0};

    if (kk_lock_holder(db->path, &who))
        kk_str_addf(&words, "。使っているもの: %s", kk_str_c(&who));
    (void)kk_fail(err, KK_BUSY,
                  "ほかの画面かコマンドが書き込み中です。"
                  "少し待ってもう一度行ってください%s",
                  kk_str_c(&words));
    kk_str_free(&who);
    kk_str_free(&words);
    return KK_BUSY;
}

enum kk_status kk_db_here(struct kk_db *db, struct kk_err *err)
{
    int moved = 0;

    if (sqlite3_file_control(db->sql, "main", SQLITE_FCNTL_HAS_MOVED, &moved) !=
            SQLITE_OK ||
        moved == 0)
        return KK_OK;
    if (!db->restoring && kk_restore_check(db->path, err) != KK_OK)
        return KK_NODB;
    if (access(db->path, F_OK) != 0)
        return kk_fail(err, KK_NODB,
                       "データベースのファイルがなくなりました（消されたか、"
                       "移されました）。終了して、元の場所に戻すか kikusui "
                       "restore で控えから戻してください: %s",
                       db->path);
    return kk_fail(err, KK_NODB,
                   "開き直してください。データベースが、控えから戻すなどで"
                   "別のファイルに入れ替わりました。見えているのは前のもの"
                   "です: %s",
                   db->path);
}

static enum kk_status cannot_write(struct kk_db *db, int code,
                                   struct kk_err *err)
{
    struct kk_str owner = {0};

    if (code != SQLITE_IOERR)
        kk_path_owner(db->path, &owner);
    (void)kk_fail(err, KK_IO, "データベース %s に書けません: %s%s", db->path,
                  io_words(code), kk_str_c(&owner));
    kk_str_free(&owner);
    return KK_IO;
}

/* What SQLite would call a lock or a disk that fails may be a restore, or the
 * file is gone. */
static bool is_elsewhere(struct kk_db *db, int code, struct kk_err *err)
{
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return !db->restoring && kk_restore_check(db->path, err) != KK_OK;
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return kk_db_here(db, err) != KK_OK;
    default:
        return false;
    }
}

enum kk_status kk_sql_fail_code(struct kk_db *db, int code, struct kk_err *err,
                                const char *what)
{
    if (is_elsewhere(db, code, err))
        return KK_NODB;
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return busy(db, err);
    case SQLITE_INTERRUPT:
        return kk_fail(err, KK_CANCELLED, "中止しました。何も変わっていません");
    case SQLITE_FULL:
        return kk_fail(err, KK_IO,
                       "ディスクに空きがありません。空けてからもう一度"
                       "行ってください（何も変わっていません）");
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return cannot_write(db, code, err);
    case SQLITE_NOTADB:
        return kk_fail(
            err, KK_NODB,
            "%s は kikusui のデータベースではありません。--db の"
            "場所を確かめてください（前に使えていたファイルなら壊れて"
            "います。kikusui restore で控えから戻してください）",
            db->path);
    case SQLITE_CORRUPT:
        return kk_fail(err, KK_NODB,
                       "データベースが壊れています: %s。書き込みを止め、"
                       "kikusui restore で控えから戻してください",
                       db->path);
    default:
        return kk_fail(err, KK_BUG, "%.*s: %s", KK_CUT(what, 100),
                       sqlite3_errmsg(db->sql));
    }
}

enum kk_status kk_exec(struct kk_db *db, const char *sql, struct kk_err *err)
{
    if (sqlite3_exec(db->sql, sql, NULL, NULL, NULL) != SQLITE_OK)
        return kk_sql_fail(db, err, sql);
    return KK_OK;
}

static enum kk_status set_pragmas(struct kk_db *db, struct kk_err *err)
{
    /* DELETE: SQLite before 3.51.3 has a WAL-reset bug with several processes.
     * cache_spill: a large import must not lock readers out before commit. */
    enum kk_status st;

    /* first: some of these read the schema, and wait for a writer there */
    sqlite3_busy_timeout(db->sql, db->busy_ms);
    st = kk_exec(db,
                 "PRAGMA trusted_schema=OFF;"
                 "PRAGMA foreign_keys=ON;"
                 "PRAGMA recursive_triggers=ON;"
                 "PRAGMA temp_store=MEMORY;"
                 "PRAGMA cache_spill=OFF;"
                 "PRAGMA cache_size=-8000;"
                 "PRAGMA synchronous=EXTRA;",
                 err);

    sqlite3_db_config(db->sql, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    /* Else a statement whose parameter meets the condition of a partial index
     * is prepared anew for every value that is bound to it. */
    sqlite3_db_config(db->sql, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    return st;
}

static enum kk_status pragma_int(struct kk_db *db, const char *sql,
                                 int64_t *out, struct kk_err *err)
{
    sqlite3_stmt *s;
    int rc;

    *out = 0;
    if (sqlite3_prepare_v2(db->sql, sql, -1, &s, NULL) != SQLITE_OK)
        return kk_sql_fail(db, err, sql);
    rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? KK_OK
                                                 : kk_sql_fail(db, err, sql);
}

/* A disk that failed may leave that. */
static bool is_empty(const char *path)
{
    struct stat sb;

    return stat(path, &sb) == 0 && sb.st_size == 0;
}

enum kk_status kk_db_check_file(struct kk_db *db, struct kk_err *err)
{
    int64_t app, version;
    enum kk_status st = pragma_int(db, "PRAGMA application_id", &app, err);

    if (st == KK_OK)
        st = pragma_int(db, "PRAGMA user_version", &version, err);
    if (st == KK_BUG)
        return kk_fail(err, KK_NODB, "%s を開けません: %s", db->path,
                       sqlite3_errmsg(db->sql));
    if (st != KK_OK)
        return st;
    if (app == 0 && is_empty(db->path))
        return kk_fail(
            err, KK_NODB,
            "%s は空で、kikusui のデータベースではありません。前に"
            "使えていたファイルなら、kikusui restore で控えか、控えの"
            "後の記録（%s）から戻してください",
            db->path, db->tail_path);
    if (app != KK_APPLICATION_ID)
        return kk_fail(err, KK_NODB,
                       "%s は kikusui のデータベースではありません", db->path);
    if (version > kk_schema_latest())
        return kk_fail(err, KK_NODB,
                       "%s は新しい kikusui のものです（形式 %d、この"
                       "プログラムは %d まで）。プログラムを更新してください",
                       db->path, (int)version, kk_schema_latest());
    db->user_version = (int)version;
    return KK_OK;
}

static void name_neighbours(struct kk_db *db)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s.keys", db->path);
    db->keys_dir = kk_str_take(&s);
    kk_str_addf(&s, "%s.tail", db->path);
    db->tail_path = kk_str_take(&s);
    kk_str_addf(&s, "%s.backup", db->path);
    db->backup_dir = kk_str_take(&s);
}

static enum kk_status open_file(struct kk_db *db, bool create,
                                struct kk_err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                SQLITE_OPEN_NOFOLLOW | (create ? SQLITE_OPEN_CREATE : 0);
    mode_t old = umask(0077);
    int rc;

    /* Nobody asks what it holds, and counting costs every allocation a lock. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    rc = sqlite3_open_v2(db->path, &db->sql, flags, NULL);
    umask(old);
    if (db->sql == NULL)
        return kk_fail(err, KK_NODB, "%s を開けません", db->path);
    sqlite3_extended_result_codes(db->sql, 0);
    if (rc != SQLITE_OK) {
        int why = sqlite3_system_errno(db->sql);
        struct kk_str owner = {0};

        if (why == EACCES)
            kk_path_owner(db->path, &owner);
        (void)kk_fail(err, KK_NODB, "%s を開けません: %s%s", db->path,
                      why != 0 ? kk_errno_text(why) : io_words(rc),
                      kk_str_c(&owner));
        kk_str_free(&owner);
        return KK_NODB;
    }
    if (create) {
        char *dir = kk_path_dir(db->path);

        kk_path_own_as(db->path, dir);
        kk_free(dir);
    }
    return KK_OK;
}

/* What the tail lacks is in the file: nobody is kept from it on a full disk, or
 * by a process that is stopped with the tail's lock. */
static enum kk_status append_tail(struct kk_db *db, struct kk_err *err)
{
    struct kk_err why = {0};
    enum kk_status st = kk_tail_append(db, &why);

    if (st == KK_BUSY && strcmp(why.field, KK_TAIL_LOCK) == 0)
        st = KK_IO;
    if (st == KK_IO)
        kk_tail_warn(db, &why);
    else if (st != KK_OK)
        *err = why;
    return st == KK_IO ? KK_OK : st;
}

static enum kk_status prepare_handle(struct kk_db *db, bool create,
                                     struct kk_err *err)
{
    enum kk_status st = set_pragmas(db, err);

    db->catalog = kk_catalog;
    if (st == KK_OK)
        st = kk_functions_register(db, err);
    if (st == KK_OK)
        st = kk_capture_register(db, err);
    if (st == KK_OK)
        st = kk_search_register(db->sql, err);
    if (st == KK_OK && create)
        st = kk_schema_create(db, err);
    if (st == KK_OK)
        st = kk_db_check_file(db, err);
    if (st == KK_OK)
        st = kk_keys_open(db, err);
    if (st == KK_OK)
        st = kk_schema_update(db, err);
    if (st == KK_OK)
        st = append_tail(db, err);
    return st;
}

enum kk_status kk_db_open(const struct kk_db_open *how, struct kk_db **out,
                          struct kk_err *err)
{
    struct kk_db *db;
    enum kk_status st = kk_place_check(how, err);

    *out = NULL;
    if (st != KK_OK)
        return st;
    db = kk_alloc(sizeof *db);
    db->path = kk_path_abs(how->path);
    db->clock = how->clock;
    db->busy_ms = how->busy_ms;
    db->capturing = true;
    db->tail_size = -1;
    name_neighbours(db);
    db->restoring = how->restoring;
    st = open_file(db, how->create, err);
    if (st == KK_OK && !how->restoring) /* it may have begun since */
        st = kk_restore_check(db->path, err);
    if (st == KK_OK)
        st = prepare_handle(db, how->create, err);
    if (st != KK_OK) {
        if (st == KK_BUSY || st == KK_IO || st == KK_BUG) {
            kk_err_prefix(err, "データベースを開けません: ");
            st = KK_NODB;
        }
        if (how->create && db->sql != NULL) /* half made: out of the way */
            (void)unlink(db->path);
        kk_db_close(&db);
        return st;
    }
    *out = db;
    return KK_OK;
}

void kk_db_close(struct kk_db **pdb)
{
    struct kk_db *db = *pdb;

    if (db == NULL)
        return;
    kk_tx_rollback(db);
    kk_stmt_drop_all(db);
    kk_views_free(db);
    sqlite3_close(db->sql);
    kk_functions_free(db);
    kk_capture_clear(&db->capture);
    kk_free(db->capture.item);
    kk_free(db->capture.slot);
    kk_free(db->touched);
    kk_arena_free(&db->arena);
    kk_str_free(&db->warned);
    kk_free(db->path);
    kk_free(db->keys_dir);
    kk_free(db->tail_path);
    kk_free(db->backup_dir);
    kk_wipe(db->local_key, sizeof db->local_key);
    kk_free(db);
    *pdb = NULL;
}

void kk_db_warn(struct kk_db *db, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    kk_str_vaddf(&db->warned, fmt, ap);
    va_end(ap);
    kk_str_addc(&db->warned, '\n');
}

bool kk_db_warnings(struct kk_db *db, struct kk_str *out)
{
    bool any = db->warned.n_bytes > 0;

    kk_str_addn(out, kk_str_c(&db->warned), db->warned.n_bytes);
    kk_str_clear(&db->warned);
    return any;
}

void kk_db_set_busy(struct kk_db *db, int ms)
{
    db->busy_ms = ms;
    sqlite3_busy_timeout(db->sql, ms);
}

const char *kk_db_path(const struct kk_db *db)
{
    return db->path;
}

const char *kk_db_keys_dir(const struct kk_db *db)
{
    return db->keys_dir;
}

const struct kk_clock *kk_db_clock(const struct kk_db *db)
{
    return db->clock;
}

int64_t kk_db_version(struct kk_db *db)
{
    int64_t v = 0;

    if (pragma_int(db, "PRAGMA data_version", &v, NULL) != KK_OK)
        return 0;
    return v;
}

static int cancelled(void *user)
{
    const struct kk_db *db = user;

    return db->cancel != NULL && *db->cancel != 0;
}

void kk_db_cancel(struct kk_db *db, const volatile int *flag)
{
    db->cancel = flag;
    sqlite3_progress_handler(db->sql, flag == NULL ? 0 : 10000, cancelled, db);
}
