/* Entries held in the database, written as the cards that their hashes cover.
 */
#include "internal.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/card.h>

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
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK) {
        w.node = (const char *)sqlite3_column_text(st, 0);
        w.parent = (uint64_t)sqlite3_column_int64(st, 1);
        w.parent_seq = sqlite3_column_int64(st, 2);
        if (sqlite3_column_bytes(st, 3) == KK_HASH_BYTES)
            memcpy(w.parent_hash, sqlite3_column_blob(st, 3), KK_HASH_BYTES);
        kk_card_put_writer(out, &w);
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
    while ((rc == KK_OK || rc == KK_NONE) && *also != '\0') {
        char *end;

        sqlite3_bind_int64(st, 1, strtoll(also, &end, 10));
        rc = kk_stmt_row(db, st, err);
        if (rc == KK_OK) {
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
    return rc == KK_NONE ? KK_OK : rc;
}

/* Two walks side by side: the entries by arrival, and their changes in the same
 * order. Both must see one state: between two read locks another process may
 * commit, and its entry would come without its changes. */
struct kk_cards {
    struct kk_db *db;
    sqlite3_stmt *entry, *change;
    bool held; /* the read transaction is ours to end */
    int64_t arrival;
    int64_t next_change; /* the entry of the change that is to be read next */
};

static enum kk_status step_change(struct kk_cards *c, struct kk_err *err)
{
    enum kk_status rc = kk_stmt_row(c->db, c->change, err);

    c->next_change =
        rc == KK_OK ? sqlite3_column_int64(c->change, 0) : INT64_MAX;
    return rc == KK_NONE ? KK_OK : rc;
}

static enum kk_status begin(struct kk_cards *c, struct kk_db *db, int64_t first,
                            int64_t last, struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    c->db = db;
    if (sqlite3_get_autocommit(db->sql)) {
        rc = kk_exec(db, "BEGIN", err);
        c->held = rc == KK_OK;
    }
    if (rc == KK_OK)
        rc = kk_stmt_get(
            db,
            "SELECT arrival,writer,seq,ltime,recorded_at,worker,action,args,"
            "subject_table,subject,happened_at,reason,program,schema,hash "
            "FROM entry WHERE arrival BETWEEN ?1 AND ?2 ORDER BY arrival",
            &c->entry, err);
    if (rc == KK_OK)
        rc = kk_stmt_get(
            db,
            "SELECT c.entry,c.tab,c.row,c.col,c.val,c.also,b.writer,b.seq "
            "FROM change c LEFT JOIN entry b ON b.arrival=c.base "
            "WHERE c.entry BETWEEN ?1 AND ?2 "
            "ORDER BY c.entry,c.tab,c.row,c.col",
            &c->change, err);
    if (rc != KK_OK)
        return rc;
    for (int i = 0; i < 2; i++) {
        sqlite3_bind_int64(i == 0 ? c->entry : c->change, 1, first);
        sqlite3_bind_int64(i == 0 ? c->entry : c->change, 2, last);
    }
    return step_change(c, err);
}

static void end(struct kk_cards *c)
{
    kk_stmt_done(c->db, c->entry);
    kk_stmt_done(c->db, c->change);
    if (c->held)
        sqlite3_exec(c->db->sql, "COMMIT", NULL, NULL, NULL);
    c->held = false;
}

static void add_cell(struct kk_str *out, int tab, kk_id row, int col)
{
    kk_str_add(out, "C\t");
    kk_str_addi(out, tab);
    kk_str_addc(out, '\t');
    kk_str_addi(out, row);
    kk_str_addc(out, '\t');
    kk_str_addi(out, col);
    kk_str_addc(out, '\t');
}

static enum kk_status change_card(struct kk_db *db, sqlite3_stmt *st,
                                  struct kk_str *out, struct kk_err *err)
{
    struct kk_val v = kk_sql_val(sqlite3_column_value(st, 4));
    const char *also = (const char *)sqlite3_column_text(st, 5);
    int col = sqlite3_column_int(st, 3);
    enum kk_status rc = KK_OK;

    add_cell(out, sqlite3_column_int(st, 1), sqlite3_column_int64(st, 2), col);
    if (col == KK_COL_BIRTH) {
        kk_str_add(out, v.n_bytes > 0 ? "-\t-\t" : "-\t-");
        if (v.type == KK_VTEXT)
            kk_str_add(out, v.s);
        kk_str_addc(out, '\n');
        return KK_OK;
    }
    kk_card_ref(out, (uint64_t)sqlite3_column_int64(st, 6),
                sqlite3_column_int64(st, 7));
    kk_str_addc(out, '\t');
    if (also == NULL)
        kk_str_addc(out, '-');
    else
        rc = also_refs(db, also, out, err);
    kk_str_addc(out, '\t');
    kk_card_value(out, &v);
    kk_str_addc(out, '\n');
    return rc;
}

static enum kk_status entry_card(struct kk_db *db, sqlite3_stmt *st,
                                 struct kk_str *out, struct kk_err *err)
{
    const struct kk_entry e = {
        .writer = (uint64_t)sqlite3_column_int64(st, 1),
        .seq = sqlite3_column_int64(st, 2),
        .ltime = sqlite3_column_int64(st, 3),
        .recorded_at = sqlite3_column_int64(st, 4),
        .worker = sqlite3_column_int64(st, 5),
        .action = (const char *)sqlite3_column_text(st, 6),
        .subject_table = sqlite3_column_int(st, 8),
        .subject = sqlite3_column_int64(st, 9),
        .happened_at = sqlite3_column_int64(st, 10),
        .reason = (const char *)sqlite3_column_text(st, 11),
        .program = (const char *)sqlite3_column_text(st, 12),
        .schema = sqlite3_column_int(st, 13),
    };
    enum kk_status rc =
        e.seq == 1 ? kk_card_of_writer(db, e.writer, out, err) : KK_OK;

    if (rc != KK_OK && rc != KK_NONE) /* verify tells of a missing writer */
        return rc;
    kk_card_put_entry(out, &e);
    if (sqlite3_column_type(st, 7) == SQLITE_TEXT)
        kk_str_add(out, (const char *)sqlite3_column_text(st, 7));
    return KK_OK;
}

enum kk_status kk_cards_next(struct kk_cards *c, struct kk_str *out,
                             struct kk_err *err)
{
    enum kk_status rc = kk_stmt_row(c->db, c->entry, err);

    if (rc != KK_OK)
        return rc;
    c->arrival = sqlite3_column_int64(c->entry, 0);
    rc = entry_card(c->db, c->entry, out, err);
    while (rc == KK_OK && c->next_change < c->arrival) /* of no entry */
        rc = step_change(c, err);
    while (rc == KK_OK && c->next_change == c->arrival) {
        rc = change_card(c->db, c->change, out, err);
        if (rc == KK_OK)
            rc = step_change(c, err);
    }
    return rc;
}

int64_t kk_cards_arrival(const struct kk_cards *c)
{
    return c->arrival;
}

bool kk_cards_hash(const struct kk_cards *c, uint64_t *writer, int64_t *seq,
                   unsigned char hash[KK_HASH_BYTES])
{
    if (sqlite3_column_bytes(c->entry, 14) != KK_HASH_BYTES)
        return false;
    *writer = (uint64_t)sqlite3_column_int64(c->entry, 1);
    *seq = sqlite3_column_int64(c->entry, 2);
    memcpy(hash, sqlite3_column_blob(c->entry, 14), KK_HASH_BYTES);
    return true;
}

enum kk_status kk_cards_open(struct kk_db *db, int64_t first, int64_t last,
                             struct kk_cards **out, struct kk_err *err)
{
    enum kk_status rc;

    *out = kk_alloc(sizeof **out);
    rc = begin(*out, db, first, last, err);
    if (rc != KK_OK)
        kk_cards_close(out);
    return rc;
}

void kk_cards_close(struct kk_cards **c)
{
    if (*c == NULL)
        return;
    end(*c);
    kk_free(*c);
    *c = NULL;
}

enum kk_status kk_card_of_entry(struct kk_db *db, int64_t arrival,
                                struct kk_str *out, struct kk_err *err)
{
    struct kk_cards c = {0};
    enum kk_status rc = begin(&c, db, arrival, arrival, err);

    if (rc == KK_OK)
        rc = kk_cards_next(&c, out, err);
    end(&c);
    return rc;
}
