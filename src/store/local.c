/* The local tables: what this copy knows of the exchange, and its own facts.
 * No journal has them, so a hash of all their rows is kept among the facts.
 * Whoever writes there first looks whether it fits: what is damaged stays known
 * as damaged. */
#include "internal.h"

#include <stdio.h>
#include <string.h>

#define KEY "local_sum"
#define DAMAGED "damaged"

/* All tables but the replicated ones, what is derived from them, and what
 * carries a proof of its own: the journal's chains, the signatures. */
static enum kk_status list_tables(struct kk_db *db, struct kk_str *out,
                                  struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE "
        "'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'search%' AND name NOT IN "
        "('entry','change','writer','conflict','hit','unit_key','head_sig') "
        "ORDER BY name",
        &st, err);

    if (rc != KK_OK)
        return rc;
    while ((rc = kk_stmt_row(db, st, err)) == KK_OK) {
        const char *name = (const char *)sqlite3_column_text(st, 0);

        if (kk_catalog_named(&db->catalog, name) == NULL)
            kk_str_addn(out, name, strlen(name) + 1);
    }
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

static void add_cell(struct kk_hash *h, sqlite3_stmt *st, int col)
{
    int head[2] = {sqlite3_column_type(st, col), 0};
    const void *bytes = sqlite3_column_blob(st, col);

    head[1] = sqlite3_column_bytes(st, col);
    kk_hash_add(h, head, sizeof head);
    if (head[1] > 0)
        kk_hash_add(h, bytes, (size_t)head[1]);
}

static enum kk_status add_table(struct kk_db *db, const char *name,
                                struct kk_hash *h, struct kk_err *err)
{
    bool meta = strcmp(name, "meta") == 0;
    struct kk_str sql = {0};
    sqlite3_stmt *st;
    enum kk_status rc;

    kk_str_addf(&sql, "SELECT * FROM \"%s\"%s", name,
                meta ? " WHERE key<>'" KEY "'" : "");
    kk_hash_add(h, name, strlen(name) + 1);
    rc = kk_stmt_get(db, kk_str_c(&sql), &st, err);
    kk_str_free(&sql);
    if (rc != KK_OK)
        return rc;
    while ((rc = kk_stmt_row(db, st, err)) == KK_OK)
        for (int i = 0; i < sqlite3_column_count(st); i++)
            add_cell(h, st, i);
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

static enum kk_status sum(struct kk_db *db, char out[2 * KK_HASH_BYTES + 1],
                          struct kk_err *err)
{
    unsigned char hash[KK_HASH_BYTES];
    struct kk_str tables = {0};
    struct kk_hash h;
    enum kk_status st = list_tables(db, &tables, err);

    kk_hash_init(&h);
    for (size_t at = 0; st == KK_OK && at < tables.n_bytes;
         at += strlen(tables.s + at) + 1)
        st = add_table(db, tables.s + at, &h, err);
    kk_hash_end(&h, hash);
    kk_hex(hash, sizeof hash, out);
    kk_str_free(&tables);
    return st;
}

enum kk_status kk_local_fits(struct kk_db *db, bool *out, struct kk_err *err)
{
    char now[2 * KK_HASH_BYTES + 1];
    struct kk_arena arena = {0};
    const char *kept;
    enum kk_status st = kk_meta_get(db, KEY, &arena, &kept, err);

    *out = true;
    if (st == KK_OK) {
        st = sum(db, now, err);
        *out = st == KK_OK && kk_streq(kept, now);
    }
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_local_begin(struct kk_db *db, struct kk_err *err)
{
    bool fits;
    enum kk_status st;

    if (db->local_open)
        return KK_OK;
    st = kk_local_fits(db, &fits, err);
    db->local_open = st == KK_OK;
    db->local_damaged = !fits;
    return st;
}

enum kk_status kk_local_end(struct kk_db *db, struct kk_err *err)
{
    char now[2 * KK_HASH_BYTES + 1];
    enum kk_status st = KK_OK;

    if (!db->local_open)
        return KK_OK;
    if (!db->local_damaged)
        st = sum(db, now, err);
    if (st == KK_OK)
        st = kk_meta_put(db, KEY, db->local_damaged ? DAMAGED : now, err);
    db->local_open = false;
    return st;
}

enum kk_status kk_local_write(struct kk_db *db, kk_local_fn *write, void *user,
                              struct kk_err *err)
{
    bool alone = sqlite3_get_autocommit(db->sql) != 0;
    enum kk_status st;

    if (db->preview)
        return write(db, user, err);
    st = alone ? kk_exec(db, "BEGIN IMMEDIATE", err) : KK_OK;
    if (st == KK_OK)
        st = kk_local_begin(db, err);
    if (st == KK_OK)
        st = write(db, user, err);
    if (st == KK_OK && !db->in_tx) /* else the commit does */
        st = kk_local_end(db, err);
    if (st == KK_OK && alone)
        st = kk_exec(db, "COMMIT", err);
    if (st != KK_OK && alone) {
        db->local_open = false;
        sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
    }
    return st;
}
