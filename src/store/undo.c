/* Undo is a stack per record: an entry can be taken back while, for every
 * cell it wrote, the only head stands for it. */
#include "internal.h"

#include <string.h>

/* What its action is called is known further up. */
static enum kk_status stands_later(int64_t arrival, int64_t *later,
                                   struct kk_err *err, const char *words)
{
    *later = arrival;
    return kk_fail(err, KK_REFUSED, "取り消せません: %s", words);
}

static enum kk_status query_int(struct kk_db *db, const char *sql,
                                const int64_t *args, size_t n, int64_t *out,
                                struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(db, sql, &st, err);
    int step;

    *out = 0;
    if (rc != KK_OK)
        return rc;
    for (size_t i = 0; i < n; i++)
        sqlite3_bind_int64(st, (int)i + 1, args[i]);
    step = sqlite3_step(st);
    if (step == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    else if (step != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "undo");
    kk_stmt_done(db, st);
    return rc;
}

/* A head stands for an entry if it is the entry's, or if its own entry took
 * another back and what that one had replaced stands for it. */
static enum kk_status stands_for(struct kk_db *db,
                                 const struct kk_entry_change *c, int64_t head,
                                 int64_t entry, bool *out, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    *out = false;
    while (st == KK_OK && head != 0) {
        int64_t undone;

        *out = head == entry;
        if (*out)
            return KK_OK;
        st = query_int(db, "SELECT undoes FROM entry WHERE arrival=?1",
                       (int64_t[]){head}, 1, &undone, err);
        head = 0;
        if (st == KK_OK && undone != 0)
            st = query_int(
                db,
                "SELECT base FROM change WHERE tab=?1 AND row=?2 AND "
                "col=?3 AND entry=?4",
                (int64_t[]){c->table_id, c->row, c->column_id, undone}, 4,
                &head, err);
    }
    return st;
}

static enum kk_status check_cell(struct kk_db *db,
                                 const struct kk_entry_change *c, int64_t entry,
                                 int64_t *later, struct kk_err *err)
{
    const int64_t cell[] = {c->table_id, c->row, c->column_id};
    int64_t n, head;
    bool stands = false;
    enum kk_status st = query_int(db,
                                  "SELECT count(*) FROM change WHERE tab=?1 "
                                  "AND row=?2 AND col=?3 AND live=1",
                                  cell, 3, &n, err);

    if (st == KK_OK && n != 1)
        return kk_fail(err, KK_REFUSED,
                       "取り消せません: 同じところに食い違う記録があります。"
                       "「要確認」で決めてください");
    if (st == KK_OK)
        st = query_int(db,
                       "SELECT entry FROM change WHERE tab=?1 AND row=?2 AND "
                       "col=?3 AND live=1",
                       cell, 3, &head, err);
    if (st == KK_OK)
        st = stands_for(db, c, head, entry, &stands, err);
    if (st == KK_OK && !stands)
        return stands_later(head, later, err,
                            "後から同じところが変えられています");
    return st;
}

/* A row that another entry touched stays: what stands in one of its cells must
 * be what the row was born with. */
static enum kk_status check_birth(struct kk_db *db,
                                  const struct kk_entry_change *c,
                                  int64_t entry, int64_t *later,
                                  struct kk_err *err)
{
    struct kk_entry_change cell = *c;
    int64_t other = 0;
    sqlite3_stmt *heads;
    enum kk_status st =
        kk_stmt_get(db,
                    "SELECT col,entry FROM change WHERE tab=?1 AND row=?2 "
                    "AND col>0 AND entry<>?3 AND live=1 ORDER BY entry DESC",
                    &heads, err);

    if (st != KK_OK)
        return st;
    sqlite3_bind_int(heads, 1, c->table_id);
    sqlite3_bind_int64(heads, 2, c->row);
    sqlite3_bind_int64(heads, 3, entry);
    while (st == KK_OK && other == 0 &&
           (st = kk_stmt_row(db, heads, err)) == KK_OK) {
        int64_t head = sqlite3_column_int64(heads, 1);
        bool stands;

        cell.column_id = sqlite3_column_int(heads, 0);
        st = stands_for(db, &cell, head, entry, &stands, err);
        if (st == KK_OK && !stands)
            other = head;
    }
    kk_stmt_done(db, heads);
    if (st == KK_NONE)
        st = KK_OK;
    if (st == KK_OK && other != 0)
        return stands_later(other, later, err,
                            "作ったものが後から使われています");
    return st;
}

static enum kk_status refers(struct kk_db *db, const struct kk_table *t,
                             const struct kk_column *col, kk_id row,
                             int64_t entry, bool *out, struct kk_err *err)
{
    struct kk_str sql = {0};
    int64_t n;
    enum kk_status st;

    /* Rows born by the same entry go with it. */
    kk_str_addf(&sql,
                "SELECT 1 FROM %s r WHERE \"%s\"=?1 AND deleted IS NULL AND "
                "NOT EXISTS(SELECT 1 FROM change WHERE tab=%d AND row=r.id "
                "AND col=0 AND entry=?2) AND NOT EXISTS(SELECT 1 FROM change "
                "WHERE tab=%d AND row=r.id AND col=%d AND entry=?2) LIMIT 1",
                t->name, col->name, t->id, t->id, col->id);
    st = query_int(db, kk_str_c(&sql), (int64_t[]){row, entry}, 2, &n, err);
    kk_str_free(&sql);
    *out = n != 0;
    return st;
}

static enum kk_status check_references(struct kk_db *db,
                                       const struct kk_entry_change *c,
                                       int64_t entry, struct kk_err *err)
{
    const struct kk_table *born = kk_catalog_table(&db->catalog, c->table_id);

    for (size_t i = 0; i < db->catalog.n; i++) {
        const struct kk_table *t = &db->catalog.table[i];

        for (size_t k = 0; k < t->n; k++) {
            bool found;
            enum kk_status st;

            if (t->column[k].ref != born)
                continue;
            st = refers(db, t, &t->column[k], c->row, entry, &found, err);
            if (st != KK_OK)
                return st;
            if (found)
                return kk_fail(err, KK_REFUSED,
                               "取り消せません: 作った%sを%sが使っています。"
                               "先にそちらを取り消してください",
                               born->label, t->label);
        }
    }
    return KK_OK;
}

static enum kk_status check_subject(struct kk_db *db, const struct kk_entry *e,
                                    int64_t *later, struct kk_err *err)
{
    int64_t newer = 0;
    sqlite3_stmt *found;
    enum kk_status st;

    if (e->subject == 0)
        return KK_OK;
    st = kk_stmt_get(db,
                     "SELECT arrival FROM entry WHERE subject_table=?1 AND "
                     "subject=?2 AND arrival>?3 AND undoes IS NULL "
                     "ORDER BY arrival DESC",
                     &found, err);
    if (st != KK_OK)
        return st;
    sqlite3_bind_int(found, 1, e->subject_table);
    sqlite3_bind_int64(found, 2, e->subject);
    sqlite3_bind_int64(found, 3, e->arrival);
    while (st == KK_OK && newer == 0 &&
           (st = kk_stmt_row(db, found, err)) == KK_OK) {
        int64_t arrival = sqlite3_column_int64(found, 0);
        bool undone;

        st = kk_journal_undone(db, arrival, &undone, err);
        if (st == KK_OK && !undone)
            newer = arrival;
    }
    kk_stmt_done(db, found);
    if (st == KK_NONE)
        st = KK_OK;
    if (st == KK_OK && newer != 0)
        return stands_later(newer, later, err, "後から別の記録があります");
    return st;
}

/* A cell that only a newer program knows is taken back in the journal alone. */
static enum kk_status set_unknown(struct kk_db *db,
                                  const struct kk_entry_change *c, int col,
                                  const struct kk_val *val, struct kk_err *err)
{
    struct kk_val now = kk_vnull();
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT val FROM change c JOIN entry e ON e.arrival=c.entry WHERE "
        "tab=?1 AND row=?2 AND col=?3 AND live=1 "
        "ORDER BY ltime DESC,writer DESC,seq DESC LIMIT 1",
        &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, c->table_id);
    sqlite3_bind_int64(st, 2, c->row);
    sqlite3_bind_int(st, 3, col);
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK)
        now = kk_sql_val(sqlite3_column_value(st, 0));
    if (rc == KK_OK || rc == KK_NONE)
        kk_capture_cell(db, c->table_id, c->row, col, &now, val, false);
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

static enum kk_status set_cell(struct kk_db *db,
                               const struct kk_entry_change *c, int col,
                               const struct kk_val *val, struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_table(&db->catalog, c->table_id);
    const struct kk_column *known = t == NULL ? NULL : kk_table_column(t, col);
    enum kk_status st;

    if (known == NULL && (t == NULL || col != KK_COL_DELETED))
        return set_unknown(db, c, col, val, err);
    st = kk_row_update(
        db, t->name, c->row,
        KK_CELLS({known == NULL ? "deleted" : known->name, *val}), err);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status undo_change(struct kk_db *db,
                                  const struct kk_entry_change *c,
                                  struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val val = kk_vint(1);
    int col = KK_COL_DELETED;
    enum kk_status st = KK_OK;

    if (c->column_id != KK_COL_BIRTH) {
        col = c->column_id;
        st = kk_journal_before(db, c, &arena, &val, err);
    }
    if (st == KK_OK)
        st = set_cell(db, c, col, &val, err);
    kk_arena_free(&arena);
    return st;
}

static enum kk_status check_all(struct kk_db *db, const struct kk_entry *e,
                                int64_t *later, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < e->n_changes; i++) {
        const struct kk_entry_change *c = &e->change[i];

        if (c->column_id == KK_COL_BIRTH) {
            st = check_birth(db, c, e->arrival, later, err);
            if (st == KK_OK)
                st = check_references(db, c, e->arrival, err);
        } else {
            st = check_cell(db, c, e->arrival, later, err);
        }
    }
    /* last: a cell in conflict is for a review, not for another undo */
    return st == KK_OK ? check_subject(db, e, later, err) : st;
}

enum kk_status kk_journal_undo(struct kk_db *db, int64_t arrival,
                               int64_t *later, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_entry e;
    enum kk_status st = kk_journal_entry(db, arrival, &arena, &e, err);

    *later = 0;
    if (st == KK_NONE)
        st = kk_fail(err, KK_REFUSED, "その記録はありません");
    if (st == KK_OK && e.undone)
        st = kk_fail(err, KK_REFUSED, "もう取り消してあります");
    if (st == KK_OK)
        st = check_all(db, &e, later, err);
    for (size_t i = 0; st == KK_OK && i < e.n_changes; i++)
        st = undo_change(db, &e.change[i], err);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_journal_reverse(struct kk_db *db, int64_t arrival,
                                  struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_entry e;
    enum kk_status st = kk_journal_entry(db, arrival, &arena, &e, err);

    for (size_t i = st == KK_OK ? e.n_changes : 0; st == KK_OK && i > 0; i--)
        st = undo_change(db, &e.change[i - 1], err);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_journal_after(struct kk_db *db, int64_t arrival, int64_t *out,
                                size_t most, size_t *n, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db, "SELECT arrival FROM entry WHERE arrival>?1 ORDER BY arrival DESC",
        &st, err);

    *n = 0;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, arrival);
    while (*n < most && (rc = kk_stmt_row(db, st, err)) == KK_OK)
        out[(*n)++] = sqlite3_column_int64(st, 0);
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

/* The write of a cell, or the birth of its row, that stood before an entry
 * came; 0: the row was not there. */
static enum kk_status stood_then(struct kk_db *db, int64_t arrival,
                                 struct kk_entry_change *c, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT c.entry FROM change c JOIN entry e ON e.arrival=c.entry "
        "WHERE c.tab=?1 AND c.row=?2 AND c.col IN (0,?3) AND c.entry<?4 "
        "ORDER BY c.col>0 DESC,e.ltime DESC,e.writer DESC,e.seq DESC LIMIT 1",
        &st, err);

    c->base = 0;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int(st, 1, c->table_id);
    sqlite3_bind_int64(st, 2, c->row);
    sqlite3_bind_int(st, 3, c->column_id);
    sqlite3_bind_int64(st, 4, arrival);
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK)
        c->base = sqlite3_column_int64(st, 0);
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

static enum kk_status rewind_cell(struct kk_db *db, int64_t arrival,
                                  struct kk_entry_change *c, struct kk_err *err)
{
    enum kk_status st = stood_then(db, arrival, c, err);

    if (st != KK_OK)
        return st;
    /* Of a row that was not there the birth is taken back, and no cell. */
    if ((c->column_id == KK_COL_BIRTH) != (c->base == 0))
        return KK_OK;
    return undo_change(db, c, err);
}

enum kk_status kk_journal_rewind(struct kk_db *db, int64_t arrival,
                                 struct kk_err *err)
{
    struct kk_entry_change *cell = NULL;
    size_t n = 0, cap = 0;
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT DISTINCT tab,row,col FROM change WHERE entry>=?1 "
                    "ORDER BY tab,row,col DESC",
                    &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, arrival);
    while ((rc = kk_stmt_row(db, st, err)) == KK_OK) {
        kk_grow(&cell, &cap, n + 1, sizeof *cell);
        cell[n++] = (struct kk_entry_change){
            .table_id = sqlite3_column_int(st, 0),
            .row = sqlite3_column_int64(st, 1),
            .column_id = sqlite3_column_int(st, 2),
        };
    }
    kk_stmt_done(db, st);
    if (rc == KK_NONE)
        rc = KK_OK;
    for (size_t i = 0; rc == KK_OK && i < n; i++)
        rc = rewind_cell(db, arrival, &cell[i], err);
    kk_free(cell);
    return rc;
}
