/* Reading the file that a backup takes the place of. It may be broken: what of
 * it can be read counts. Each entry is held against its hash: under a name of
 * which others have the right content, a damaged one would be a fork. */
#include "restore_priv.h"
#include "tail_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/card.h>

#include <stdlib.h>
#include <string.h>

void kk_entry_refs_add(struct kk_entry_refs *l, uint64_t writer, int64_t seq)
{
    kk_grow(&l->at, &l->cap, l->n + 1, sizeof *l->at);
    l->at[l->n++] = (struct kk_entry_ref){.writer = writer, .seq = seq};
}

static int by_name(const void *pa, const void *pb)
{
    const struct kk_entry_ref *a = pa, *b = pb;

    if (a->writer != b->writer)
        return a->writer < b->writer ? -1 : 1;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

int64_t kk_entry_refs_count(struct kk_entry_refs *l)
{
    int64_t n = 0;

    if (l->n > 0)
        qsort(l->at, l->n, sizeof *l->at, by_name);
    for (size_t i = 0; i < l->n; i++)
        n += i == 0 || by_name(&l->at[i], &l->at[i - 1]) != 0;
    return n;
}

/* What the entry's hash builds on. */
static bool hash_before(struct kk_db *old, uint64_t writer, int64_t seq,
                        unsigned char out[KK_HASH_BYTES])
{
    sqlite3_stmt *st;
    bool found = false;

    if (seq == 1)
        return kk_writer_genesis(old, writer, out, NULL) == KK_OK;
    if (kk_stmt_get(old, "SELECT hash FROM entry WHERE writer=?1 AND seq=?2",
                    &st, NULL) != KK_OK)
        return false;
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    sqlite3_bind_int64(st, 2, seq - 1);
    if (sqlite3_step(st) == SQLITE_ROW &&
        sqlite3_column_bytes(st, 0) == KK_HASH_BYTES) {
        memcpy(out, sqlite3_column_blob(st, 0), KK_HASH_BYTES);
        found = true;
    }
    kk_stmt_done(old, st);
    return found;
}

/* The row has the entry's arrival, writer, seq and hash. */
static bool add_entry(struct kk_db *old, sqlite3_stmt *row,
                      struct kk_str *cards)
{
    uint64_t writer = (uint64_t)sqlite3_column_int64(row, 1);
    unsigned char hash[KK_HASH_BYTES];
    struct kk_str entry = {0};
    bool ok = hash_before(old, writer, sqlite3_column_int64(row, 2), hash) &&
              kk_card_of_entry(old, sqlite3_column_int64(row, 0), &entry,
                               NULL) == KK_OK;

    if (ok) {
        kk_entry_hash(hash, &entry, hash);
        ok = sqlite3_column_bytes(row, 3) == KK_HASH_BYTES &&
             memcmp(hash, sqlite3_column_blob(row, 3), sizeof hash) == 0;
    }
    if (ok)
        kk_str_addn(cards, kk_str_c(&entry), entry.n_bytes);
    kk_str_free(&entry);
    return ok;
}

bool kk_restore_read_old(const char *path, struct kk_str *cards,
                         struct kk_entry_refs *damaged, struct kk_str *roster)
{
    struct kk_db old = {.path = (char *)(uintptr_t)path, .capturing = true};
    sqlite3_stmt *row = NULL;
    int step = SQLITE_ERROR;

    /* Without locks: it is held already, by kk_restore_hold. */
    if (sqlite3_open_v2(path, &old.sql, SQLITE_OPEN_READWRITE, "unix-none") ==
            SQLITE_OK &&
        sqlite3_prepare_v2(old.sql,
                           "SELECT arrival,writer,seq,hash FROM entry "
                           "ORDER BY arrival",
                           -1, &row, NULL) == SQLITE_OK)
        while ((step = sqlite3_step(row)) == SQLITE_ROW)
            if (!add_entry(&old, row, cards))
                kk_entry_refs_add(damaged,
                                  (uint64_t)sqlite3_column_int64(row, 1),
                                  sqlite3_column_int64(row, 2));
    sqlite3_finalize(row);
    if (kk_tail_roster(&old, roster, NULL) != KK_OK)
        kk_str_clear(roster); /* told by old_broken */
    kk_stmt_drop_all(&old);
    kk_views_free(&old);
    sqlite3_close(old.sql);
    return step == SQLITE_DONE;
}
