/* An entry held in the database, written as the cards that its hash covers. */
#include "internal.h"

#include <kikusui/store/card.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum kk_status kk_card_of_writer(struct kk_db *db, uint64_t writer,
                                 struct kk_str *out, struct kk_err *err)
{
    struct kk_card_writer w = {.writer = writer};
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT node,parent,parent_seq,parent_hash FROM writer "
                    "WHERE writer=?1",
                    &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, (int64_t)writer);
    if (sqlite3_step(st) == SQLITE_ROW) {
        w.node = (const char *)sqlite3_column_text(st, 0);
        w.parent = (uint64_t)sqlite3_column_int64(st, 1);
        w.parent_seq = sqlite3_column_int64(st, 2);
        if (sqlite3_column_bytes(st, 3) == KK_HASH_BYTES)
            memcpy(w.parent_hash, sqlite3_column_blob(st, 3), KK_HASH_BYTES);
        kk_card_put_writer(out, &w);
    } else {
        rc = KK_NONE;
    }
    kk_stmt_done(db, st);
    return rc;
}

enum kk_status kk_writer_genesis(struct kk_db *db, uint64_t writer,
                                 unsigned char out[KK_HASH_BYTES],
                                 struct kk_err *err)
{
    struct kk_str card = {0};
    struct kk_hash h;
    enum kk_status rc = kk_card_of_writer(db, writer, &card, err);

    if (rc == KK_OK) {
        kk_hash_init(&h);
        kk_hash_add(&h, card.s, card.n_bytes);
        kk_hash_end(&h, out);
    }
    kk_str_free(&card);
    return rc;
}

/* ",writer-seq" for each arrival of a list. */
static enum kk_status also_refs(struct kk_db *db, const char *also,
                                struct kk_str *out, struct kk_err *err)
{
    sqlite3_stmt *st;
    bool first = true;
    enum kk_status rc = kk_stmt_get(
        db, "SELECT writer,seq FROM entry WHERE arrival=?1", &st, err);

    if (rc != KK_OK)
        return rc;
    while (*also != '\0') {
        char *end;

        sqlite3_bind_int64(st, 1, strtoll(also, &end, 10));
        if (sqlite3_step(st) == SQLITE_ROW) {
            if (!first)
                kk_str_addc(out, ',');
            kk_card_ref(out, (uint64_t)sqlite3_column_int64(st, 0),
                        sqlite3_column_int64(st, 1));
            first = false;
        }
        sqlite3_reset(st);
        also = *end == ' ' ? end + 1 : end;
    }
    kk_stmt_done(db, st);
    return KK_OK;
}

static enum kk_status change_cards(struct kk_db *db, int64_t arrival,
                                   struct kk_str *out, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT c.tab,c.row,c.col,c.val,c.also,b.writer,b.seq FROM change c "
        "LEFT JOIN entry b ON b.arrival=c.base WHERE c.entry=?1 "
        "ORDER BY c.tab,c.row,c.col",
        &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, arrival);
    while (rc == KK_OK && sqlite3_step(st) == SQLITE_ROW) {
        struct kk_val v = kk_sql_val(sqlite3_column_value(st, 3));
        const char *also = (const char *)sqlite3_column_text(st, 4);
        int col = sqlite3_column_int(st, 2);

        kk_str_addf(out, "C\t%d\t%" PRId64 "\t%d\t", sqlite3_column_int(st, 0),
                    (int64_t)sqlite3_column_int64(st, 1), col);
        if (col == KK_COL_BIRTH) {
            kk_str_addf(out, "-\t-%s%s\n", v.n_bytes > 0 ? "\t" : "",
                        v.type == KK_VTEXT ? v.s : "");
            continue;
        }
        kk_card_ref(out, (uint64_t)sqlite3_column_int64(st, 5),
                    sqlite3_column_int64(st, 6));
        kk_str_addc(out, '\t');
        if (also == NULL)
            kk_str_addc(out, '-');
        else
            rc = also_refs(db, also, out, err);
        kk_str_addc(out, '\t');
        kk_card_value(out, &v);
        kk_str_addc(out, '\n');
    }
    kk_stmt_done(db, st);
    return rc;
}

enum kk_status kk_card_of_entry(struct kk_db *db, int64_t arrival,
                                struct kk_str *out, struct kk_err *err)
{
    struct kk_entry e = {.arrival = arrival};
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT writer,seq,ltime,recorded_at,worker,action,args,subject_table,"
        "subject,happened_at,reason,program,schema FROM entry "
        "WHERE arrival=?1",
        &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, arrival);
    if (sqlite3_step(st) != SQLITE_ROW) {
        kk_stmt_done(db, st);
        return KK_NONE;
    }
    e.writer = (uint64_t)sqlite3_column_int64(st, 0);
    e.seq = sqlite3_column_int64(st, 1);
    e.ltime = sqlite3_column_int64(st, 2);
    e.recorded_at = sqlite3_column_int64(st, 3);
    e.worker = sqlite3_column_int64(st, 4);
    e.action = (const char *)sqlite3_column_text(st, 5);
    e.subject_table = sqlite3_column_int(st, 7);
    e.subject = sqlite3_column_int64(st, 8);
    e.happened_at = sqlite3_column_int64(st, 9);
    e.reason = (const char *)sqlite3_column_text(st, 10);
    e.program = (const char *)sqlite3_column_text(st, 11);
    e.schema = sqlite3_column_int(st, 12);
    if (e.seq == 1)
        rc = kk_card_of_writer(db, e.writer, out, err);
    if (rc == KK_OK || rc == KK_NONE) { /* verify tells of a missing writer */
        kk_card_put_entry(out, &e);
        if (sqlite3_column_type(st, 6) == SQLITE_TEXT)
            kk_str_add(out, (const char *)sqlite3_column_text(st, 6));
        rc = change_cards(db, arrival, out, err);
    }
    kk_stmt_done(db, st);
    return rc;
}
