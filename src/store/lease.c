/* Writers. A copy of a database must never go on with the original's writer:
 * two different entries of one name would exist. So the right to a writer is
 * a lease in the key folder, good only on this machine, only for this very
 * file (a copy of file and folder is another), and only while the database
 * holds exactly the entry that was written last under it. */
#include "internal.h"

#include <kikusui/base/file.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/card.h>

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

enum { FILE_ID_BYTES = 64 };

/* Which file it is: number and, where the file system tells it, birth. */
static void file_id(const struct kk_db *db, char out[FILE_ID_BYTES])
{
    struct statx sx;

    snprintf(out, FILE_ID_BYTES, "?");
    if (statx(AT_FDCWD, db->path, 0, STATX_INO | STATX_BTIME, &sx) != 0)
        return;
    if ((sx.stx_mask & STATX_BTIME) == 0)
        sx.stx_btime = (struct statx_timestamp){0};
    snprintf(out, FILE_ID_BYTES, "%" PRIx64 ".%" PRIx64 ".%" PRIx32,
             (uint64_t)sx.stx_ino, (uint64_t)sx.stx_btime.tv_sec,
             sx.stx_btime.tv_nsec);
}

static void machine_id(char out[65])
{
    struct kk_str s = {0};

    out[0] = '\0';
    if (kk_file_read("/etc/machine-id", 64, false, &s, NULL) == KK_OK)
        kk_fmt(out, 33, "%s", kk_str_c(&s));
    if (out[0] == '\0' && gethostname(out, 64) != 0)
        snprintf(out, 65, "unknown");
    out[64] = '\0';
    kk_str_free(&s);
}

static void add_owner(const char *path, struct kk_err *err)
{
    struct kk_str owner = {0};
    struct kk_err why = *err;

    kk_path_owner(path, &owner);
    (void)kk_fail(err, why.status, "%s%s", why.text, kk_str_c(&owner));
    kk_str_free(&owner);
}

static enum kk_status read_local_key(struct kk_db *db, struct kk_err *err)
{
    char *path = kk_path_join(db->keys_dir, "local.key");
    struct kk_str s = {0};
    enum kk_status st = kk_file_read(path, KK_SEAL_KEY_BYTES, true, &s, err);

    if (st == KK_IO) {
        add_owner(path, err); /* it may be whole: it is not written over */
    } else if (st == KK_OK && s.n_bytes == KK_SEAL_KEY_BYTES) {
        memcpy(db->local_key, s.s, KK_SEAL_KEY_BYTES);
    } else {
        /* What was sealed with it nobody opens any more; the tail is written
         * anew from what the database holds. */
        db->key_remade = st != KK_NONE;
        if (db->key_remade)
            kk_db_warn(db,
                       "注意: 鍵 %s が壊れていたので作り直しました。直近の控え"
                       "は記録から作り直します",
                       path);
        kk_random(db->local_key, KK_SEAL_KEY_BYTES);
        st = kk_file_replace(path, 0600, db->local_key, KK_SEAL_KEY_BYTES, err);
    }
    db->have_key = st == KK_OK;
    if (s.s != NULL)
        kk_wipe(s.s, s.n_bytes);
    kk_str_free(&s);
    kk_free(path);
    return st;
}

enum kk_status kk_keys_open(struct kk_db *db, struct kk_err *err)
{
    enum kk_status st = kk_dir_make(db->keys_dir, 0700, err);

    if (st == KK_IO)
        add_owner(db->keys_dir, err);
    return st == KK_OK ? read_local_key(db, err) : st;
}

/* "machine file writer seq hash" */
static bool read_lease(struct kk_db *db, uint64_t *writer, int64_t *seq,
                       char hash[2 * KK_HASH_BYTES + 1])
{
    char *path = kk_path_join(db->keys_dir, "lease");
    char machine[65], here[65], file[FILE_ID_BYTES], ours[FILE_ID_BYTES];
    struct kk_str s = {0};
    unsigned long long w;
    long long q;
    bool ok;

    machine_id(here);
    file_id(db, ours);
    ok = kk_file_read(path, 512, true, &s, NULL) == KK_OK &&
         sscanf(kk_str_c(&s), "%64s %63s %llx %lld %64s", machine, file, &w, &q,
                hash) == 5 &&
         strcmp(machine, here) == 0 && strcmp(file, ours) == 0;
    if (ok) {
        *writer = w;
        *seq = q;
    }
    kk_str_free(&s);
    kk_free(path);
    return ok;
}

static bool holds(struct kk_db *db, uint64_t writer, int64_t seq,
                  const char *hash)
{
    sqlite3_stmt *st;
    bool ok = false;

    if (kk_stmt_get(db,
                    "SELECT lower(hex(hash)) FROM entry "
                    "WHERE writer=?1 AND seq=?2",
                    &st, NULL) != KK_OK)
        return false;
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    sqlite3_bind_int64(st, 2, seq);
    if (sqlite3_step(st) == SQLITE_ROW)
        ok = kk_streq((const char *)sqlite3_column_text(st, 0), hash);
    kk_stmt_done(db, st);
    return ok;
}

/* The new writer is linked to the newest entry of this node's own. */
static enum kk_status mint(struct kk_db *db, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "INSERT INTO writer(writer,node,parent,parent_seq,parent_hash) "
        "SELECT ?1,(SELECT value FROM meta WHERE key='node_id'),"
        "e.writer,e.seq,e.hash FROM (SELECT 1) LEFT JOIN "
        "(SELECT entry.writer,seq,hash FROM entry JOIN writer USING (writer) "
        "WHERE node IS (SELECT value FROM meta WHERE key='node_id') "
        "ORDER BY arrival DESC LIMIT 1) e",
        &st, err);

    if (rc != KK_OK)
        return rc;
    do
        db->writer = kk_random_u64() & 0xFFFFFFFFFFu;
    while (db->writer == 0);
    sqlite3_bind_int64(st, 1, (int64_t)db->writer);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "writer");
    kk_stmt_done(db, st);
    return rc;
}

/* Counts the times that writers were taken out of use: what another process
 * learned before is no longer so. */
static enum kk_status read_epoch(struct kk_db *db, int64_t *out,
                                 struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *value;
    enum kk_status st = kk_meta_get(db, "lease_epoch", &arena, &value, err);

    *out = 0;
    if (st == KK_OK)
        (void)kk_parse_i64(value, out);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_lease_writer(struct kk_db *db, struct kk_err *err)
{
    char hash[2 * KK_HASH_BYTES + 1];
    uint64_t writer;
    int64_t seq, epoch;
    enum kk_status st;

    if (db->own.arrival != 0)
        return KK_OK;
    st = read_epoch(db, &epoch, err);
    if (st != KK_OK || (db->lease_known && epoch == db->lease_epoch))
        return st;
    db->lease_known = false;
    db->lease_epoch = epoch;
    if (read_lease(db, &writer, &seq, hash) && holds(db, writer, seq, hash)) {
        db->writer = writer;
        db->lease_known = true;
        return KK_OK;
    }
    /* lease_known only after the commit: a rollback forgets the writer row */
    return mint(db, err);
}

void kk_lease_save(struct kk_db *db, int64_t seq,
                   const unsigned char hash[KK_HASH_BYTES])
{
    char *path = kk_path_join(db->keys_dir, "lease");
    char *part;
    char machine[65], file[FILE_ID_BYTES], hex[2 * KK_HASH_BYTES + 1], name[40];
    FILE *f;

    /* Several processes may be at it: each its own new file. */
    snprintf(name, sizeof name, "lease.%ld", (long)getpid());
    part = kk_path_join(db->keys_dir, name);
    machine_id(machine);
    file_id(db, file);
    kk_hex(hash, KK_HASH_BYTES, hex);
    /* It may lag, so no fsync: an older lease is still a true one. */
    f = fopen(part, "we");
    if (f != NULL) {
        bool ok = fprintf(f, "%s %s %010" PRIx64 " %" PRId64 " %s\n", machine,
                          file, db->writer, seq, hex) > 0;

        kk_fd_own_as(fileno(f), db->path);
        if (fclose(f) == 0 && ok)
            (void)rename(part, path);
    }
    db->lease_known = true;
    kk_free(path);
    kk_free(part);
}

enum kk_status kk_lease_revoke(struct kk_db *db, struct kk_err *err)
{
    char number[24];
    int64_t epoch;
    enum kk_status st = read_epoch(db, &epoch, err);

    /* Before the commit: without a lease the worst is one writer more. */
    kk_lease_drop(db);
    snprintf(number, sizeof number, "%" PRId64, epoch + 1);
    return st == KK_OK ? kk_meta_set(db, "lease_epoch", number, err) : st;
}

void kk_lease_drop(struct kk_db *db)
{
    char *path = kk_path_join(db->keys_dir, "lease");

    (void)unlink(path);
    kk_free(path);
    db->lease_known = false;
}
