/* What is to be written: chosen among what a copy has, and done. */
#include "sim.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is written into: tables that this program knows, and with no name such
 * as only a newer one does. */
static const struct column {
    int tab;
    const char *table;
    int col;
    const char *name;
    enum column_type type;
} columns[] = {
    {1, "contract_param", 3, "value", TEXT},
    {10, "model", 3, "name", TEXT},
    {5, "place", 3, "name", TEXT},
    {3, "person", 2, "name", TEXT},
    {3, "person", 3, "kana", TEXT},
    {4, "site", 2, "no", NUMBER},
    {4, "site", 3, "name", TEXT},
    {4, "site", 6, "note", TEXT},
    {6, "dept", 2, "site_id", REF},
    {6, "dept", 3, "name", TEXT},
    {28, "qa", 2, "no", TEXT},
    {28, "qa", 4, "question", TEXT},
};
enum { COLUMNS = sizeof columns / sizeof *columns };
static const int tables[] = {3, 4, 6, 28};

const struct m_ref sim_refs[] = {{6, 2, 4}, {5, 2, 4}, {0, 0, 0}};
static const struct m_number numbers[] = {{28, 2}, {0, 0}};
const struct m_rules sim_rules = {.number = numbers,
                                  .accept_tab = 36,
                                  .accept_col = 2,
                                  .office = (const int[]){3, 0}};

const char *table_name(int tab)
{
    for (int i = 0; i < COLUMNS; i++)
        if (columns[i].tab == tab)
            return columns[i].table;
    return tab == 36 ? "review_accept" : NULL;
}

static const char *column_name(int tab, int col)
{
    for (int i = 0; i < COLUMNS; i++)
        if (columns[i].tab == tab && columns[i].col == col)
            return columns[i].name;
    return col == M_COL_DELETED ? "deleted" : NULL;
}

/* --- choosing ------------------------------------------------------------- */

/* A row that the copy has, of that table or (0) of any known; 0: none. */
int64_t some_row(struct sim *s, const struct copy *c, unsigned n, int *tab)
{
    static struct m_cell cell[M_CELLS];
    int cells = m_cells(&s->w, &c->is.set, cell), found = 0;

    for (int pass = 0; pass < 2; pass++) {
        int at = 0;

        for (int i = 0; i < cells; i++) {
            if (cell[i].col != M_COL_BIRTH || cell[i].tab == 36 ||
                (*tab != 0 && cell[i].tab != *tab) ||
                (*tab == 0 && table_name(cell[i].tab) == NULL))
                continue;
            if (pass == 1 && at == (int)(n % (unsigned)found)) {
                *tab = cell[i].tab;
                return cell[i].row;
            }
            at++;
        }
        found = at;
        if (found == 0)
            return 0;
        if (s->h->seed % 2 == 0 && found > 2)
            found = 2; /* everybody at the same few */
    }
    return 0;
}

/* Few different ones, so that equal values meet. */
struct m_val some_value(struct sim *s, const struct copy *c,
                        enum column_type type, unsigned n)
{
    static const char *const words[] = {"東", "西", "南"};
    int site = 4;
    int64_t row;

    if (n % 7 == 0)
        return m_null();
    switch (type) {
    case NUMBER:
        return m_int((int64_t)(n / 7 % 3) - 1);
    case REF:
        row = some_row(s, c, n / 7, &site);
        return row == 0 ? m_null() : m_int(row);
    case TEXT:
        break;
    }
    return m_text(words[n / 7 % 3]);
}

void wish(struct m_intent *in, int tab, int64_t row, int col, struct m_val v)
{
    for (int i = 0; i < in->n; i++)
        if (in->wish[i].cell.tab == tab && in->wish[i].cell.row == row &&
            in->wish[i].cell.col == col)
            return;
    in->wish[in->n++] =
        (struct m_wish){.cell = {.tab = tab, .row = row, .col = col}, .val = v};
}

void wish_edit(struct sim *s, const struct copy *c, int tab, int64_t row,
               unsigned n, struct m_intent *in)
{
    const struct column *col = &columns[n % COLUMNS];

    while (col->tab != tab)
        col = &columns[(col - columns + 1) % COLUMNS];
    wish(in, tab, row, col->col, some_value(s, c, col->type, n / COLUMNS));
    in->subject_tab = tab;
    in->subject = row;
}

void wish_edits(struct sim *s, const struct copy *c, unsigned n, unsigned a,
                unsigned b, struct m_intent *in)
{
    for (unsigned i = 0; i < n; i++) {
        int tab = 0;
        int64_t row = some_row(s, c, a / (i + 1), &tab);

        if (row != 0)
            wish_edit(s, c, tab, row, b / (i + 1), in);
    }
}

void wish_birth(struct sim *s, const struct copy *c, unsigned a, unsigned b,
                struct m_intent *in)
{
    struct m_wish *w = &in->wish[in->n++];

    *w = (struct m_wish){.cell = {.tab = tables[a % 4]}};
    for (int i = 0; i < COLUMNS; i++) {
        struct m_val v =
            some_value(s, c, columns[i].type, b / (unsigned)(i + 1));

        if (columns[i].tab != w->cell.tab || v.type == M_NULL)
            continue;
        w->pair[w->n_pairs].col = columns[i].col;
        w->pair[w->n_pairs++].val = v;
    }
}

/* --- doing ---------------------------------------------------------------- */

/* A value on the way to the one that is meant: no copy may ever see it. */
static enum kk_status write_between(struct copy *c, const struct m_wish *w,
                                    struct kk_err *err)
{
    const char *column = column_name(w->cell.tab, w->cell.col);
    bool text = w->cell.tab != 6 && (w->cell.tab != 4 || w->cell.col != 2);

    if (w->cell.col == M_COL_DELETED || w->cell.col == M_COL_BIRTH || !text)
        return KK_OK;
    return kk_row_update(c->db, table_name(w->cell.tab), w->cell.row,
                         KK_CELLS({column, kk_vtext("途中")}), err);
}

/* The wishes, through the store as any action writes them. */
enum kk_status write_wishes(struct copy *c, struct m_intent *in,
                            struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (int i = 0; st == KK_OK && i < in->n; i++) {
        struct m_wish *w = &in->wish[i];
        struct kk_cell cells[M_PAIRS + 1] = {{.column = NULL}};
        int n = w->cell.col == M_COL_BIRTH ? w->n_pairs : 1;

        if ((c->clock.fixed + i) % 4 == 0)
            st = write_between(c, w, err);
        for (int k = 0; k < n; k++) {
            const struct m_val *v =
                w->cell.col == M_COL_BIRTH ? &w->pair[k].val : &w->val;

            cells[k].column = column_name(
                w->cell.tab,
                w->cell.col == M_COL_BIRTH ? w->pair[k].col : w->cell.col);
            cells[k].val = v->type == M_NULL  ? kk_vnull()
                           : v->type == M_INT ? kk_vint(v->i)
                                              : kk_vtext(v->s);
        }
        if (st != KK_OK)
            return st;
        if (w->cell.col == M_COL_BIRTH)
            st = kk_row_insert(c->db, table_name(w->cell.tab), cells,
                               &w->cell.row, err);
        else
            st = kk_row_update(c->db, table_name(w->cell.tab), w->cell.row,
                               cells, err);
    }
    return st;
}
