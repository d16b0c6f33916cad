/* What is pending becomes changes, row by row, and the winners of its cells
 * become cells of the tables. A row is settled in memory: what the journal
 * holds of it is read once, in order, and each change is written once. */
#include "apply_priv.h"

#include <stdlib.h>

struct write { /* of a cell of the row that is settled */
    int col;
    int64_t entry;
    bool was, live;                   /* a head: before, and now */
    const struct kk_apply_change *by; /* NULL: held before */
};

struct settling {
    struct kk_apply *a;
    sqlite3_stmt *held, *retire, *insert;

    struct write *at; /* of one row, by column and entry */
    size_t n, cap;
    const struct kk_table *t; /* of the row; NULL: of a newer program */
    sqlite3_stmt *put;        /* writes whole rows of it */
    struct kk_arena arena;    /* of one row */
};

static int by_cell(const void *pa, const void *pb)
{
    const struct kk_apply_change *x = pa, *y = pb;

    if (x->tab != y->tab)
        return x->tab < y->tab ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->col != y->col)
        return x->col < y->col ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

static int by_write(const void *pa, const void *pb)
{
    const struct write *x = pa, *y = pb;

    if (x->col != y->col)
        return x->col < y->col ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

static void add_write(struct settling *s, const struct write *w)
{
    kk_grow(&s->at, &s->cap, s->n + 1, sizeof *s->at);
    s->at[s->n++] = *w;
}

/* All writes of the row: those held, and the n new ones from c on. */
static enum kk_status read_row(struct settling *s,
                               const struct kk_apply_change *c, size_t n,
                               struct kk_err *err)
{
    enum kk_status rc = KK_OK;
    int step;

    s->n = 0;
    sqlite3_bind_int(s->held, 1, c->tab);
    sqlite3_bind_int64(s->held, 2, c->row);
    while ((step = sqlite3_step(s->held)) == SQLITE_ROW) {
        bool live = sqlite3_column_int(s->held, 2) != 0;

        add_write(s, &(struct write){.col = sqlite3_column_int(s->held, 0),
                                     .entry = sqlite3_column_int64(s->held, 1),
                                     .was = live,
                                     .live = live});
    }
    if (step != SQLITE_DONE)
        rc = kk_sql_fail(s->a->db, err, "取込");
    sqlite3_reset(s->held);
    for (size_t i = 0; i < n; i++)
        add_write(s, &(struct write){.col = c[i].col,
                                     .entry = c[i].entry,
                                     .live = true,
                                     .by = &c[i]});
    qsort(s->at, s->n, sizeof *s->at, by_write);
    if (rc == KK_OK && s->n > 1 && s->at[1].col == KK_COL_BIRTH)
        rc = kk_fail(err, KK_BADBUNDLE,
                     "同じ行が二度作られています（表%d）。だれかが作り替えた"
                     "おそれがあります。取り込まず、送り手に確かめてください",
                     c->tab);
    return rc;
}

static struct write *find(const struct settling *s, int col, int64_t entry)
{
    const struct write key = {.col = col, .entry = entry};

    return bsearch(&key, s->at, s->n, sizeof key, by_write);
}

/* No head any more; says whether the cell, or the row's birth, was that
 * write. */
static bool retire(struct settling *s, const struct kk_apply_change *by,
                   int64_t entry)
{
    struct write *w = entry == by->entry ? NULL : find(s, by->col, entry);

    if (w != NULL)
        w->live = false;
    return w != NULL || find(s, KK_COL_BIRTH, entry) != NULL;
}

/* The write a change replaces must have been a write of that very cell, or the
 * row's birth. A deletion also names what it saw of the row's other cells. */
static enum kk_status replace(struct settling *s,
                              const struct kk_apply_change *by,
                              struct kk_err *err)
{
    bool known = by->col == KK_COL_BIRTH || retire(s, by, by->base);

    for (const char *also = by->also; also != NULL && *also != '\0';) {
        char *end;
        bool found = retire(s, by, strtoll(also, &end, 10));

        known = known && (found || by->col == KK_COL_DELETED);
        also = *end == ' ' ? end + 1 : end;
    }
    return known ? KK_OK
                 : kk_apply_malformed(
                       err, "基になる記録がその欄のものではありません");
}

/* Steps a writing statement of ours. */
static enum kk_status step(struct settling *s, sqlite3_stmt *st,
                           struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(s->a->db, err, "取込");
    sqlite3_reset(st);
    return rc;
}

static void bind_cell(sqlite3_stmt *st, const struct kk_apply_change *c,
                      const struct write *w)
{
    sqlite3_bind_int(st, 1, c->tab);
    sqlite3_bind_int64(st, 2, c->row);
    sqlite3_bind_int(st, 3, w->col);
    sqlite3_bind_int64(st, 4, w->entry);
}

static enum kk_status store(struct settling *s, const struct kk_apply_change *c,
                            const struct write *w, struct kk_err *err)
{
    if (w->by == NULL) {
        if (w->was == w->live)
            return KK_OK;
        bind_cell(s->retire, c, w);
        return step(s, s->retire, err);
    }
    bind_cell(s->insert, c, w);
    kk_bind_val(s->insert, 5, &w->by->val);
    if (w->by->base != 0)
        sqlite3_bind_int64(s->insert, 6, w->by->base);
    else
        sqlite3_bind_null(s->insert, 6);
    sqlite3_bind_text(s->insert, 7, w->by->also, -1, SQLITE_STATIC);
    sqlite3_bind_int(s->insert, 8, w->live);
    return step(s, s->insert, err);
}

/* --- the tables ----------------------------------------------------------- */

struct cell {
    const struct write *last; /* a head, since nothing can name it */
    size_t was, now;          /* heads */
    bool touched;
};

/* The cell whose writes begin at *i. */
static struct cell next_cell(const struct settling *s, size_t *i)
{
    struct cell c = {0};
    int col = s->at[*i].col;

    for (; *i < s->n && s->at[*i].col == col; ++*i) {
        c.last = &s->at[*i];
        c.was += s->at[*i].was;
        c.now += s->at[*i].live;
        c.touched |= s->at[*i].by != NULL;
    }
    return c;
}

/* Cells of several heads are compared; *several says that there are such. */
static enum kk_status note_conflicts(struct settling *s,
                                     const struct kk_apply_change *c,
                                     bool *several, struct kk_err *err)
{
    enum kk_status rc = KK_OK;

    *several = false;
    for (size_t i = 0; rc == KK_OK && i < s->n;) {
        struct cell cell = next_cell(s, &i);

        if (!cell.touched || (cell.was < 2 && cell.now < 2))
            continue;
        rc = kk_conflict_note(s->a->db, c->tab, c->row, cell.last->col, err);
        *several |= cell.now > 1;
    }
    return rc;
}

static enum kk_status put_born(struct settling *s, kk_id row,
                               struct kk_err *err)
{
    struct kk_val *val = kk_arena_alloc(&s->arena, (s->t->n + 1) * sizeof *val);
    enum kk_status rc =
        kk_replay_birth(s->t, &s->at[0].by->val, &s->arena, val, err);

    for (size_t i = 1; i < s->n;) {
        struct cell cell = next_cell(s, &i);

        kk_replay_cell(s->t, cell.last->col, &cell.last->by->val, val);
    }
    return rc == KK_OK
               ? kk_replay_put_row(s->a->db, s->t, s->put, row, val, err)
               : rc;
}

static const char *column_name(const struct kk_table *t, int col)
{
    const struct kk_column *c = kk_table_column(t, col);

    if (col == KK_COL_DELETED)
        return "deleted";
    return c == NULL ? NULL : c->name; /* of a newer program */
}

static enum kk_status put_cells(struct settling *s, kk_id row,
                                struct kk_err *err)
{
    struct kk_cell *cells =
        kk_arena_alloc(&s->arena, (s->n + 1) * sizeof *cells);
    size_t n = 0;
    enum kk_status rc;

    for (size_t i = 0; i < s->n;) {
        struct cell cell = next_cell(s, &i);
        const char *name = column_name(s->t, cell.last->col);

        if (cell.touched && name != NULL)
            cells[n++] =
                (struct kk_cell){.column = name, .val = cell.last->by->val};
    }
    rc = kk_row_update(s->a->db, s->t->name, row, cells, err);
    return rc == KK_NONE ? KK_OK : rc;
}

/* Where cells have several heads the row is written from the journal, which
 * orders them. What only a newer program knows stays in the journal. */
static enum kk_status
put_row(struct settling *s, const struct kk_apply_change *c, struct kk_err *err)
{
    bool several;
    enum kk_status rc = note_conflicts(s, c, &several, err);

    if (rc != KK_OK || s->t == NULL)
        return rc;
    if (several)
        return kk_apply_row(s->a->db, c->tab, c->row, err);
    return s->at[0].by != NULL && s->at[0].col == KK_COL_BIRTH
               ? put_born(s, c->row, err)
               : put_cells(s, c->row, err);
}

static enum kk_status settle_row(struct settling *s,
                                 const struct kk_apply_change *c, size_t n,
                                 struct kk_err *err)
{
    enum kk_status rc = read_row(s, c, n, err);

    for (size_t i = 0; rc == KK_OK && i < n; i++)
        rc = replace(s, &c[i], err);
    for (size_t i = 0; rc == KK_OK && i < s->n; i++)
        rc = store(s, c, &s->at[i], err);
    if (rc == KK_OK)
        rc = put_row(s, c, err);
    kk_touch(s->a->db, c->tab, c->row);
    kk_arena_free(&s->arena);
    return rc;
}

static enum kk_status next_table(struct settling *s, int tab,
                                 struct kk_err *err)
{
    s->t = kk_catalog_table(&s->a->db->catalog, tab);
    kk_stmt_done(s->a->db, s->put);
    s->put = NULL;
    return s->t == NULL ? KK_OK : kk_replay_put(s->a->db, s->t, &s->put, err);
}

static enum kk_status settle_rows(struct settling *s, struct kk_err *err)
{
    const struct kk_apply_change *c = s->a->pending;
    size_t left = s->a->n_stored, n;
    int tab = 0;
    enum kk_status rc = KK_OK;

    for (; rc == KK_OK && left > 0; c += n, left -= n) {
        for (n = 1; n < left && c[n].tab == c->tab && c[n].row == c->row; n++)
            ;
        if (c->tab != tab)
            rc = next_table(s, c->tab, err);
        tab = c->tab;
        if (rc == KK_OK)
            rc = settle_row(s, c, n, err);
    }
    return rc;
}

static enum kk_status begin(struct settling *s, struct kk_err *err)
{
    struct kk_db *db = s->a->db;
    enum kk_status rc = kk_stmt_get(db,
                                    "SELECT col,entry,live FROM change "
                                    "WHERE tab=?1 AND row=?2",
                                    &s->held, err);

    if (rc == KK_OK)
        rc = kk_stmt_get(db,
                         "UPDATE change SET live=0 WHERE tab=?1 AND row=?2 "
                         "AND col=?3 AND entry=?4",
                         &s->retire, err);
    if (rc == KK_OK)
        rc = kk_stmt_get(db,
                         "INSERT INTO change(tab,row,col,entry,val,base,also,"
                         "live) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
                         &s->insert, err);
    return rc;
}

static void end(struct settling *s)
{
    struct kk_db *db = s->a->db;

    kk_stmt_done(db, s->held);
    kk_stmt_done(db, s->retire);
    kk_stmt_done(db, s->insert);
    kk_stmt_done(db, s->put);
    kk_free(s->at);
}

/* Nothing is to be captured. And rows come in no order that suits SQLite's own
 * check of references: while one that is referred to is missing, each new row
 * makes it read whole tables for what may refer to that. So it is set aside,
 * and the rows are looked at when all of them are here; rows are never
 * removed. */
static void set_aside(struct kk_db *db, int on)
{
    sqlite3_db_config(db->sql, SQLITE_DBCONFIG_ENABLE_FKEY, !on, NULL);
    sqlite3_db_config(db->sql, SQLITE_DBCONFIG_ENABLE_TRIGGER, !on, NULL);
}

enum kk_status kk_apply_settle(struct kk_apply *a, struct kk_err *err)
{
    struct settling s = {.a = a};
    enum kk_status rc;

    if (a->n_stored > 0)
        qsort(a->pending, a->n_stored, sizeof *a->pending, by_cell);
    set_aside(a->db, 1);
    rc = begin(&s, err);
    if (rc == KK_OK)
        rc = settle_rows(&s, err);
    end(&s);
    set_aside(a->db, 0);
    a->n_pending = a->n_stored = a->n_bytes = 0;
    kk_arena_free(&a->arena);
    return rc;
}

/* A copy holds everything its writers knew, so what they refer to is here. */
static void references_sql(const struct kk_table *t, struct kk_str *sql)
{
    kk_str_addf(sql, "SELECT 1 FROM %s r WHERE id=?1 AND(0", t->name);
    for (size_t i = 0; i < t->n; i++)
        if (t->column[i].ref != NULL)
            kk_str_addf(sql,
                        " OR \"%s\" IS NOT NULL AND NOT EXISTS(SELECT 1 "
                        "FROM %s p WHERE p.id=r.\"%s\")",
                        t->column[i].name, t->column[i].ref->name,
                        t->column[i].name);
    kk_str_addc(sql, ')');
}

/* Of the rows of one table from *i on. */
static enum kk_status broken_in(struct kk_db *db, size_t *i, bool *broken,
                                struct kk_err *err)
{
    int tab = db->touched[*i].tab;
    const struct kk_table *t = kk_catalog_table(&db->catalog, tab);
    struct kk_str sql = {0};
    sqlite3_stmt *st = NULL;
    int step;
    enum kk_status rc = KK_OK;

    if (t != NULL) {
        references_sql(t, &sql);
        rc = kk_stmt_get(db, kk_str_c(&sql), &st, err);
        kk_str_free(&sql);
    }
    for (; rc == KK_OK && *i < db->n_touched && db->touched[*i].tab == tab;
         ++*i) {
        if (t == NULL)
            continue;
        sqlite3_bind_int64(st, 1, db->touched[*i].row);
        step = sqlite3_step(st);
        *broken |= step == SQLITE_ROW;
        if (step != SQLITE_ROW && step != SQLITE_DONE)
            rc = kk_sql_fail(db, err, "取込");
        sqlite3_reset(st);
    }
    kk_stmt_done(db, st);
    return rc;
}

enum kk_status kk_apply_check_references(struct kk_apply *a, struct kk_err *err)
{
    enum kk_status rc = KK_OK;
    bool broken = false;

    for (size_t i = 0; rc == KK_OK && i < a->db->n_touched;)
        rc = broken_in(a->db, &i, &broken, err);
    if (rc == KK_OK && broken)
        rc = kk_fail_at(err, KK_BADBUNDLE, "gap",
                        "ここにない行を指している記録があります。間の"
                        "持ち出しファイルを先に取り込んでください");
    return rc;
}
