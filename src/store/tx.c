/* Transactions: begin, mark, commit, and what is certain after one. */
#include "internal.h"

#include <kikusui/store/tx.h>

#include <string.h>

bool kk_tx_open(const struct kk_db *db)
{
    return db->in_tx;
}

void kk_reads_begin(struct kk_db *db)
{
    db->failed = SQLITE_OK;
}

static void forget(struct kk_db *db)
{
    kk_capture_clear(&db->capture);
    db->n_touched = 0;
    db->n_hit = 0;
    db->next_id = 0;
    db->last_arrival = 0;
    db->own = (struct kk_commit){0};
    db->local_open = false;
    kk_reads_begin(db);
}

/* The file may have been migrated by a newer program since it was opened. */
static enum kk_status check_version(struct kk_db *db, struct kk_err *err)
{
    sqlite3_stmt *st;
    int version = -1;
    enum kk_status rc = kk_stmt_get(db, "PRAGMA user_version", &st, err);

    if (rc != KK_OK)
        return rc;
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK)
        version = sqlite3_column_int(st, 0);
    kk_stmt_done(db, st);
    if (rc != KK_OK)
        return rc;
    if (version != db->user_version)
        return kk_fail(err, KK_NODB,
                       "データベースが新しい形式になりました。"
                       "kikusui を終了し、開き直してください");
    return KK_OK;
}

enum kk_status kk_tx_begin(struct kk_db *db, enum kk_tx_mode mode,
                           struct kk_err *err)
{
    enum kk_status st;

    if (db->in_tx)
        return kk_fail(err, KK_BUG, "取引の中で取引を始めました");
    if (mode == KK_TX_PREVIEW) {
        /* Nothing of it may reach the disk or wake another process. */
        sqlite3_busy_timeout(db->sql, 0);
        st = kk_exec(db, "PRAGMA journal_mode=MEMORY", err);
    } else {
        st = KK_OK;
    }
    db->preview = mode == KK_TX_PREVIEW;
    forget(db);
    if (st == KK_OK)
        st = kk_exec(db, "BEGIN IMMEDIATE", err);
    if (st == KK_OK) {
        db->in_tx = true;
        st = kk_db_here(db, err);
    }
    if (st == KK_OK)
        st = check_version(db, err);
    if (st != KK_OK)
        kk_tx_rollback(db);
    return st;
}

static void end(struct kk_db *db)
{
    db->in_tx = false;
    forget(db);
    if (db->preview) {
        db->preview = false;
        sqlite3_busy_timeout(db->sql, db->busy_ms);
        sqlite3_exec(db->sql, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    }
}

void kk_tx_rollback(struct kk_db *db)
{
    if (db->in_tx || db->preview) {
        if (!sqlite3_get_autocommit(db->sql))
            sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
        end(db);
    }
}

enum kk_status kk_tx_mark(struct kk_db *db, struct kk_err *err)
{
    if (!db->in_tx || db->capture.n > 0)
        return kk_fail(err, KK_BUG, "取引の途中に印を付けました");
    db->n_marked = db->n_touched;
    return kk_exec(db, "SAVEPOINT kk_mark", err);
}

enum kk_status kk_tx_back(struct kk_db *db, struct kk_err *err)
{
    enum kk_status st = kk_exec(db, "ROLLBACK TO kk_mark", err);

    kk_capture_clear(&db->capture);
    db->n_touched = db->n_marked;
    return st;
}

enum kk_status kk_reads_end(struct kk_db *db, struct kk_err *err)
{
    return db->failed == SQLITE_OK
               ? KK_OK
               : kk_sql_fail_code(db, db->failed, err, "読み出し");
}

enum kk_status kk_tx_entry(struct kk_db *db, const struct kk_intent *intent,
                           struct kk_commit *out, struct kk_err *err)
{
    enum kk_status st;

    *out = (struct kk_commit){0};
    if (!db->in_tx)
        return kk_fail(err, KK_BUG, "取引の外で記録しました");
    st = kk_flush(db, intent, out, err);
    if (st != KK_OK)
        kk_tx_rollback(db);
    return st;
}

/* The chain's hash of an entry; false where there is none. */
static bool read_hash(struct kk_db *db, int64_t arrival,
                      unsigned char hash[KK_HASH_BYTES])
{
    sqlite3_stmt *st;
    bool ok;

    if (kk_stmt_get(db, "SELECT hash FROM entry WHERE arrival=?1", &st, NULL) !=
        KK_OK)
        return false;
    sqlite3_bind_int64(st, 1, arrival);
    ok = sqlite3_step(st) == SQLITE_ROW &&
         sqlite3_column_bytes(st, 0) == KK_HASH_BYTES;
    if (ok)
        memcpy(hash, sqlite3_column_blob(st, 0), KK_HASH_BYTES);
    kk_stmt_done(db, st);
    return ok;
}

/* A COMMIT that fails may have come through: the folder could not be synced,
 * or the journal file went but not to the last. What the file holds now is the
 * answer: the entry, or not. */
static enum kk_status commit(struct kk_db *db, int64_t written,
                             struct kk_err *err)
{
    unsigned char ours[KK_HASH_BYTES], held[KK_HASH_BYTES];
    bool known = written != 0 && read_hash(db, written, ours);
    enum kk_status st = kk_exec(db, "COMMIT", err);

    if (st == KK_OK || !known)
        return st;
    if (!sqlite3_get_autocommit(db->sql))
        sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
    if (!read_hash(db, written, held) || memcmp(ours, held, sizeof ours) != 0)
        return st;
    kk_db_warn(db,
               "注意: 記録しました（読み返して確かめました）が、ディスクに"
               "書き終えた知らせがありません。ディスクを確かめてください: %s",
               db->path);
    kk_err_clear(err);
    return KK_OK;
}

enum kk_status kk_tx_commit(struct kk_db *db, const struct kk_intent *intent,
                            struct kk_commit *out, struct kk_err *err)
{
    enum kk_status st;
    struct kk_err tail = {0};
    struct kk_commit own;
    int64_t written;

    *out = (struct kk_commit){0};
    if (!db->in_tx || db->preview)
        return kk_fail(err, KK_BUG, "取引の外で確定しました");
    st = kk_flush(db, intent, out, err);
    if (st == KK_OK)
        st = kk_search_update(db, err);
    if (st == KK_OK)
        st = kk_hit_update(db, -1, err);
    if (st == KK_OK)
        st = kk_local_end(db, err);
    if (st == KK_OK)
        st = kk_reads_end(db, err);
    written = db->last_arrival;
    own = db->own;
    if (st == KK_OK)
        st = commit(db, written, err);
    if (st != KK_OK) {
        kk_tx_rollback(db);
        *out = (struct kk_commit){0};
        return st;
    }
    end(db);
    if (written == 0 && !kk_tail_is_behind(db))
        return KK_OK;
    if (own.arrival != 0)
        kk_lease_save(db, own.seq, own.hash);
    /* Before it is called done. */
    if (kk_tail_append(db, &tail) != KK_OK)
        kk_tail_warn(db, &tail);
    return KK_OK;
}

void kk_tx_hold(struct kk_db *db)
{
    if (!db->in_tx)
        sqlite3_exec(db->sql, "BEGIN", NULL, NULL, NULL);
}

void kk_tx_let(struct kk_db *db)
{
    if (!db->in_tx && !sqlite3_get_autocommit(db->sql))
        sqlite3_exec(db->sql, "COMMIT", NULL, NULL, NULL);
}

enum kk_status kk_tx_as_of(struct kk_db *db, int64_t *out, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db, "SELECT max(arrival) FROM entry", &st, err);

    *out = 0;
    if (rc != KK_OK)
        return rc;
    if (sqlite3_step(st) == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    else
        rc = kk_sql_fail(db, err, "記録");
    kk_stmt_done(db, st);
    return rc;
}
