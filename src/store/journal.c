/* Reading entries, histories and heads of the journal; its digest. */
#include "internal.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/card.h>
#include <kikusui/store/journal.h>

#include <string.h>

enum kk_status kk_journal_find(struct kk_db *db, const char *name,
                               int64_t *arrival, struct kk_err *err)
{
    sqlite3_stmt *st;
    uint64_t writer = 0;
    int64_t seq = 0;
    bool number = name[0] == '#' && kk_parse_i64(name + 1, &seq);
    enum kk_status rc;

    *arrival = 0;
    if (!number && !kk_card_parse_ref(name, &writer, &seq))
        return KK_NONE;
    rc = kk_stmt_get(db,
                     number ? "SELECT arrival FROM entry WHERE arrival=?1"
                            : "SELECT arrival FROM entry WHERE seq=?1 "
                              "AND writer=?2",
                     &st, err);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, seq);
    if (!number)
        sqlite3_bind_int64(st, 2, (int64_t)writer);
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK)
        *arrival = sqlite3_column_int64(st, 0);
    kk_stmt_done(db, st);
    return rc;
}

void kk_entry_hash(const unsigned char previous[KK_HASH_BYTES],
                   const struct kk_str *cards, unsigned char out[KK_HASH_BYTES])
{
    struct kk_str entry = *cards;

    if (entry.n_bytes > 0 && entry.s[0] == 'W') {
        entry.s = strchr(entry.s, '\n') + 1;
        entry.n_bytes -= (size_t)(entry.s - cards->s);
    }
    kk_card_chain(previous, &entry, out);
}

static const char *keep(struct kk_arena *arena, sqlite3_stmt *st, int col)
{
    return kk_arena_strdup(arena, (const char *)sqlite3_column_text(st, col));
}

static void read_args(const char *cards, struct kk_arena *arena,
                      struct kk_entry *e)
{
    struct kk_card_reader r = {.bytes = cards, .n_bytes = strlen(cards)};
    struct kk_card card;
    size_t n = 0;

    for (const char *p = cards; (p = strchr(p, '\n')) != NULL; p++)
        n++;
    e->arg = kk_arena_alloc(arena, (n + 1) * sizeof *e->arg);
    while (e->n_args < n && kk_card_next(&r, &card, NULL) == KK_OK) {
        struct kk_entry_arg *a = &e->arg[e->n_args];
        struct kk_val v;

        if (card.n != 2 || !kk_card_read_text(card.field[0], arena, &a->name) ||
            !kk_card_read_value(card.field[1], arena, &v))
            break;
        a->value = v.type == KK_VTEXT ? v.s : NULL;
        e->n_args++;
    }
    kk_card_reader_free(&r);
}

static enum kk_status read_changes(struct kk_db *db, struct kk_arena *arena,
                                   struct kk_entry *e, struct kk_err *err)
{
    struct kk_entry_change *list = NULL;
    size_t cap = 0;
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT tab,row,col,val,base FROM change WHERE entry=?1 "
                    "ORDER BY tab,row,col",
                    &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, e->arrival);
    while ((rc = kk_stmt_row(db, st, err)) == KK_OK) {
        struct kk_entry_change c = {
            .table_id = sqlite3_column_int(st, 0),
            .row = sqlite3_column_int64(st, 1),
            .column_id = sqlite3_column_int(st, 2),
            .val = kk_val_keep(arena, kk_sql_val(sqlite3_column_value(st, 3))),
            .base = sqlite3_column_int64(st, 4),
        };

        kk_grow(&list, &cap, e->n_changes + 1, sizeof *list);
        list[e->n_changes++] = c;
    }
    kk_stmt_done(db, st);
    if (e->n_changes > 0) {
        e->change = kk_arena_alloc(arena, e->n_changes * sizeof *list);
        memcpy(e->change, list, e->n_changes * sizeof *list);
    }
    kk_free(list);
    return rc == KK_NONE ? KK_OK : rc;
}

/* An entry and the undo entries that lead to it: each stands behind the one it
 * takes back, and arrived after it. */
struct undos {
    struct undo {
        int64_t arrival;
        size_t takes_back;
        bool undone;
    } * at;
    size_t n, cap;
};

static void add_undo(struct undos *u, int64_t arrival, size_t takes_back)
{
    kk_grow(&u->at, &u->cap, u->n + 1, sizeof *u->at);
    u->at[u->n++] = (struct undo){.arrival = arrival, .takes_back = takes_back};
}

static enum kk_status find_undos(struct kk_db *db, struct undos *u,
                                 struct kk_err *err)
{
    sqlite3_stmt *st;
    int step = SQLITE_DONE;
    enum kk_status rc = kk_stmt_get(
        db, "SELECT arrival FROM entry WHERE undoes=?1 AND arrival>?1", &st,
        err);

    if (rc != KK_OK)
        return rc;
    for (size_t i = 0; step == SQLITE_DONE && i < u->n; i++) {
        sqlite3_bind_int64(st, 1, u->at[i].arrival);
        while ((step = sqlite3_step(st)) == SQLITE_ROW)
            add_undo(u, sqlite3_column_int64(st, 0), i);
        sqlite3_reset(st);
    }
    if (step != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "取り消し");
    kk_stmt_done(db, st);
    return rc;
}

/* Copies that cannot talk may each take the same entry back; and one may take
 * back what took back, as often as a hostile laptop likes. */
enum kk_status kk_journal_undone(struct kk_db *db, int64_t arrival, bool *out,
                                 struct kk_err *err)
{
    struct undos u = {0};
    enum kk_status rc;

    add_undo(&u, arrival, 0);
    rc = find_undos(db, &u, err);
    for (size_t i = u.n - 1; i > 0; i--)
        if (!u.at[i].undone)
            u.at[u.at[i].takes_back].undone = true;
    *out = rc == KK_OK && u.at[0].undone;
    kk_free(u.at);
    return rc;
}

enum kk_status kk_journal_entry(struct kk_db *db, int64_t arrival,
                                struct kk_arena *arena, struct kk_entry *out,
                                struct kk_err *err)
{
    struct kk_str name = {0};
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT writer,seq,ltime,recorded_at,worker,action,args,"
        "subject_table,subject,happened_at,reason,program,schema,hash "
        "FROM entry WHERE arrival=?1",
        &st, err);

    *out = (struct kk_entry){.arrival = arrival};
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, arrival);
    rc = kk_stmt_row(db, st, err);
    if (rc != KK_OK) {
        kk_stmt_done(db, st);
        return rc;
    }
    out->writer = (uint64_t)sqlite3_column_int64(st, 0);
    out->seq = sqlite3_column_int64(st, 1);
    out->ltime = sqlite3_column_int64(st, 2);
    out->recorded_at = sqlite3_column_int64(st, 3);
    out->worker = sqlite3_column_int64(st, 4);
    out->action = keep(arena, st, 5);
    out->subject_table = sqlite3_column_int(st, 7);
    out->subject = sqlite3_column_int64(st, 8);
    out->happened_at = sqlite3_column_int64(st, 9);
    out->reason = keep(arena, st, 10);
    out->program = keep(arena, st, 11);
    out->schema = sqlite3_column_int(st, 12);
    if (sqlite3_column_bytes(st, 13) == KK_HASH_BYTES)
        memcpy(out->hash, sqlite3_column_blob(st, 13), KK_HASH_BYTES);
    if (sqlite3_column_type(st, 6) == SQLITE_TEXT)
        read_args((const char *)sqlite3_column_text(st, 6), arena, out);
    kk_stmt_done(db, st);
    kk_card_ref(&name, out->writer, out->seq);
    memcpy(out->name, name.s, name.n_bytes + 1);
    kk_str_free(&name);
    rc = kk_journal_undone(db, arrival, &out->undone, err);
    return rc == KK_OK ? read_changes(db, arena, out, err) : rc;
}

enum kk_status kk_journal_history(struct kk_db *db, const char *table,
                                  kk_id row, int64_t before, int64_t *arrival,
                                  size_t n, size_t *found, struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_named(&db->catalog, table);
    sqlite3_stmt *st;
    enum kk_status rc;

    *found = 0;
    if (t == NULL)
        return kk_fail(err, KK_BUG, "表「%s」がありません", table);
    rc = kk_stmt_get(
        db,
        "SELECT entry FROM change WHERE tab=?1 AND row=?2 AND entry<?3 "
        "UNION SELECT arrival FROM entry WHERE subject_table=?1 AND "
        "subject=?2 AND arrival<?3 ORDER BY 1 DESC LIMIT ?4",
        &st, err);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, t->id);
    sqlite3_bind_int64(st, 2, row);
    sqlite3_bind_int64(st, 3, before == 0 ? INT64_MAX : before);
    sqlite3_bind_int64(st, 4, (int64_t)n);
    while (*found < n && (rc = kk_stmt_row(db, st, err)) == KK_OK)
        arrival[(*found)++] = sqlite3_column_int64(st, 0);
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

struct pick {
    int col;
    struct kk_arena *arena;
    struct kk_val *out;
};

static void pick_column(void *user, int col, const struct kk_val *v)
{
    struct pick *p = user;

    if (col != p->col)
        return;
    *p->out = *v;
    if (v->type == KK_VTEXT || v->type == KK_VBLOB)
        p->out->s = kk_arena_strndup(p->arena, v->s, v->n_bytes);
}

/* The base is a write of the cell, or the birth of its row. */
enum kk_status kk_journal_before(struct kk_db *db,
                                 const struct kk_entry_change *c,
                                 struct kk_arena *arena, struct kk_val *out,
                                 struct kk_err *err)
{
    struct pick p = {.col = c->column_id, .arena = arena, .out = out};
    sqlite3_stmt *st;
    enum kk_status rc;

    *out = kk_vnull();
    if (c->base == 0)
        return KK_OK;
    rc = kk_stmt_get(db,
                     "SELECT col,val FROM change WHERE tab=?1 AND row=?2 "
                     "AND col IN (0,?3) AND entry=?4 ORDER BY col",
                     &st, err);
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, c->table_id);
    sqlite3_bind_int64(st, 2, c->row);
    sqlite3_bind_int(st, 3, c->column_id);
    sqlite3_bind_int64(st, 4, c->base);
    while (rc == KK_OK && (rc = kk_stmt_row(db, st, err)) == KK_OK) {
        struct kk_val v = kk_sql_val(sqlite3_column_value(st, 1));

        if (sqlite3_column_int(st, 0) == KK_COL_BIRTH)
            rc = kk_journal_birth(&v, pick_column, &p, err);
        else
            pick_column(&p, c->column_id, &v);
    }
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

/* The first entry of the statement, newest first, that nobody took back; 0:
 * none stands. Gives the statement back. */
static enum kk_status first_standing(struct kk_db *db, sqlite3_stmt *st,
                                     int64_t bound, int64_t *out,
                                     struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    *out = 0;
    sqlite3_bind_int64(st, 1, bound);
    while (rc == KK_OK && *out == 0 &&
           (rc = kk_stmt_row(db, st, err)) == KK_OK) {
        int64_t at = sqlite3_column_int64(st, 0);
        bool undone;

        rc = kk_journal_undone(db, at, &undone, err);
        if (rc == KK_OK && !undone)
            *out = at;
    }
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

enum kk_status kk_journal_last(struct kk_db *db, kk_id worker, int64_t *arrival,
                               struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT arrival FROM entry WHERE worker=?1 AND undoes IS NULL "
        "ORDER BY arrival DESC",
        &st, err);

    return rc == KK_OK ? first_standing(db, st, worker, arrival, err) : rc;
}

enum kk_status kk_journal_last_undo(struct kk_db *db, kk_id worker,
                                    int64_t *undo, int64_t *of,
                                    struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT e.arrival,u.arrival,u.undoes FROM entry e "
                    "LEFT JOIN entry u ON u.arrival=e.undoes "
                    "WHERE e.worker=?1 ORDER BY e.arrival DESC",
                    &st, err);
    bool done = false;

    *undo = *of = 0;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, worker);
    while (rc == KK_OK && !done && (rc = kk_stmt_row(db, st, err)) == KK_OK) {
        bool record = sqlite3_column_type(st, 1) == SQLITE_NULL, undone;

        if (sqlite3_column_type(st, 2) != SQLITE_NULL)
            continue;
        rc = kk_journal_undone(db, sqlite3_column_int64(st, 0), &undone, err);
        done = rc == KK_OK && !undone;
        if (done && !record) {
            *undo = sqlite3_column_int64(st, 0);
            *of = sqlite3_column_int64(st, 1);
        }
    }
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

enum kk_status kk_journal_undo_of(struct kk_db *db, int64_t arrival,
                                  int64_t *undo, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db, "SELECT arrival FROM entry WHERE undoes=?1 ORDER BY arrival DESC",
        &st, err);

    return rc == KK_OK ? first_standing(db, st, arrival, undo, err) : rc;
}

static void le64(struct kk_hash *h, int64_t v)
{
    unsigned char b[8];

    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)((uint64_t)v >> (8 * i));
    kk_hash_add(h, b, sizeof b);
}

static void hash_val(struct kk_hash *h, const struct kk_val *v)
{
    unsigned char type = (unsigned char)v->type;

    kk_hash_add(h, &type, 1);
    switch (v->type) {
    case KK_VNULL:
        le64(h, 0);
        break;
    case KK_VINT:
        le64(h, 8);
        le64(h, v->i);
        break;
    case KK_VTEXT:
    case KK_VBLOB:
        le64(h, (int64_t)v->n_bytes);
        kk_hash_add(h, v->s, v->n_bytes);
        break;
    }
}

enum kk_status kk_journal_digest(struct kk_db *db,
                                 unsigned char out[KK_HASH_BYTES],
                                 struct kk_err *err)
{
    struct kk_hash h;
    sqlite3_stmt *st;
    int step;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT tab,row,col,e.writer,e.seq,val FROM change c JOIN entry e "
        "ON e.arrival=c.entry WHERE live=1 "
        "ORDER BY tab,row,col,e.writer,e.seq",
        &st, err);

    memset(out, 0, KK_HASH_BYTES);
    if (rc != KK_OK)
        return rc;
    kk_hash_init(&h);
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        struct kk_val v = kk_sql_val(sqlite3_column_value(st, 5));

        for (int i = 0; i < 5; i++)
            le64(&h, sqlite3_column_int64(st, i));
        hash_val(&h, &v);
    }
    if (step != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "digest");
    else
        kk_hash_end(&h, out);
    kk_stmt_done(db, st);
    return rc;
}
