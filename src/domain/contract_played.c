/* Rows of the contract as they stood after each entry: the journal is played
 * from its beginning, to find the last that made sense. */
#include "contract_priv.h"

#include <kikusui/store/journal.h>

enum { COLUMNS_MAX = 32 };
struct played { /* a row as it stood after some entry */
    const struct kk_table *table;
    kk_id row;
    bool born, deleted;
    struct kk_val val[COLUMNS_MAX]; /* by column id */
};
struct play {
    const struct kk_table *table;
    struct played *row;
    size_t n, cap;
    struct kk_arena arena;
};

static struct kk_val played_val(void *src, const char *column)
{
    const struct played *p = src;
    const struct kk_column *c = kk_table_named(p->table, column);

    return c != NULL && c->id < COLUMNS_MAX ? p->val[c->id] : kk_vnull();
}

static const char *played_text(void *src, const char *column)
{
    struct kk_val v = played_val(src, column);

    return v.type == KK_VTEXT ? v.s : "";
}

static int64_t played_number(void *src, const char *column)
{
    struct kk_val v = played_val(src, column);

    if (kk_streq(column, "id"))
        return ((const struct played *)src)->row;
    return v.type == KK_VINT ? v.i : 0;
}

static kk_id played_desk(struct kk_contract_rows *rows, void *src)
{
    (void)rows;
    return played_number(src, "desk_id");
}

static struct played *row_of(struct play *p, kk_id row)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->row[i].row == row)
            return &p->row[i];
    kk_grow(&p->row, &p->cap, p->n + 1, sizeof *p->row);
    p->row[p->n] = (struct played){.table = p->table, .row = row};
    return &p->row[p->n++];
}

struct put {
    struct play *play;
    struct played *row;
};

static void put_cell(void *user, int column, const struct kk_val *v)
{
    const struct put *put = user;

    if (column <= KK_COL_DELETED || column >= COLUMNS_MAX)
        return;
    put->row->val[column] =
        v->type == KK_VTEXT ? kk_vtext(kk_arena_strdup(&put->play->arena, v->s))
                            : *v;
}

static enum kk_status play_write(struct play *p, const struct kk_cur *cur,
                                 struct kk_err *err)
{
    struct put put = {.play = p, .row = row_of(p, kk_cur_int(cur, 0))};
    int col = (int)kk_cur_int(cur, 1);
    struct kk_val v = kk_cur_val(cur, 2);

    if (col == KK_COL_BIRTH) {
        put.row->born = true;
        return kk_journal_birth(&v, put_cell, &put, err);
    }
    if (col == KK_COL_DELETED)
        put.row->deleted = v.type == KK_VINT && v.i != 0;
    else
        put_cell(&put, col, &v);
    return KK_OK;
}

static void played_rows(struct play *p, struct kk_contract_rows *out)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->row[i].born && !p->row[i].deleted)
            kk_contract_rows_add(
                out, (enum kk_contract_table)p->table->id,
                &(struct kk_row_source){.src = &p->row[i],
                                        .text = played_text,
                                        .number = played_number,
                                        .desk_id = played_desk});
}

static void keep_good(struct play *p, const struct kk_contract_asked *a,
                      struct kk_contract_rows *good)
{
    struct kk_contract_rows now = {0};
    struct kk_err why;
    enum kk_status st = KK_OK;

    played_rows(p, &now);
    if (a->group != NULL)
        st = kk_contract_judge(&now, a->group, &why);
    else if (kk_contract_count(&now, a->table) > 0)
        st = kk_contract_judge_row(&now, a->table, 0, &why);
    if (st != KK_OK) {
        kk_contract_rows_free(&now);
        return;
    }
    kk_contract_rows_free(good);
    *good = now;
}

enum kk_status kk_contract_last_good(struct kk_db *db,
                                     const struct kk_contract_asked *a,
                                     struct kk_contract_rows *good,
                                     struct kk_err *err)
{
    struct play p = {.table =
                         kk_catalog_table(kk_db_catalog(db), (int)a->table)};
    struct kk_cur *cur = NULL;
    int64_t entry = 0;
    enum kk_status st = kk_cur_open(
        db, "query/contract_writes",
        KK_BINDS({"tab", kk_vint(p.table->id)}, {"row", kk_vid(a->row)}), &cur,
        err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        if (entry != 0 && kk_cur_int(cur, 3) != entry)
            keep_good(&p, a, good);
        entry = kk_cur_int(cur, 3);
        st = play_write(&p, cur, err);
    }
    kk_cur_close(&cur);
    if (st == KK_NONE)
        keep_good(&p, a, good);
    kk_free(p.row);
    kk_arena_free(&p.arena);
    return st == KK_NONE ? KK_OK : st;
}
