/* Undo, as the design has it: a stack for each record. */
#include "model.h"

/* A head stands for x if it is x, or took something back and so put x's value
 * there again. */
static bool stands_for(const struct m_world *w, struct m_cell cell, int head,
                       int x)
{
    const struct m_change *c;

    if (head == x)
        return true;
    if (w->entry[head].undoes < 0)
        return false;
    c = m_write(&w->entry[w->entry[head].undoes], cell);
    return c != NULL && c->n_named > 0 && stands_for(w, cell, c->named[0], x);
}

/* Whose write it is in the end that a head stands for. */
static int origin(const struct m_world *w, struct m_cell cell, int head)
{
    const struct m_change *c;

    if (w->entry[head].undoes < 0)
        return head;
    c = m_write(&w->entry[w->entry[head].undoes], cell);
    return c == NULL || c->n_named == 0 ? -1 : origin(w, cell, c->named[0]);
}

/* Another entry wrote into a row that `entry` made. */
static bool touched(const struct m_world *w, const struct m_set *s, int tab,
                    int64_t row, int entry)
{
    static struct m_cell cell[M_CELLS];
    static int head[M_ENTRIES];
    int n = m_cells(w, s, cell);

    for (int i = 0; i < n; i++) {
        int heads = 0;

        if (cell[i].tab == tab && cell[i].row == row &&
            cell[i].col != M_COL_BIRTH)
            heads = m_heads(w, s, cell[i], head);
        for (int k = 0; k < heads; k++) {
            int by = origin(w, cell[i], head[k]);

            if (by >= 0 && by != entry)
                return true;
        }
    }
    return false;
}

/* A live row refers to it, other than those that `entry` made or led there. */
static bool referred(const struct m_world *w, const struct m_set *s,
                     const struct m_ref *refs, int tab, int64_t row, int entry)
{
    static struct m_cell cell[M_CELLS];
    int n = m_cells(w, s, cell);

    for (int i = 0; i < n; i++)
        for (const struct m_ref *r = refs; r->tab != 0; r++) {
            struct m_cell at = {
                .tab = r->tab, .row = cell[i].row, .col = r->col};
            struct m_cell gone = {
                .tab = r->tab, .row = cell[i].row, .col = M_COL_DELETED};
            struct m_val v, deleted;

            if (cell[i].col != M_COL_BIRTH || cell[i].tab != r->tab ||
                r->to != tab)
                continue;
            v = m_value(w, s, at);
            deleted = m_value(w, s, gone);
            if (v.type == M_INT && v.i == row && deleted.type == M_NULL &&
                m_write(&w->entry[entry], cell[i]) == NULL &&
                m_write(&w->entry[entry], at) == NULL)
                return true;
        }
    return false;
}

/* Something later about the same record still stands. */
static bool followed(const struct m_world *w, const struct m_set *s, int entry)
{
    const struct m_entry *e = &w->entry[entry];
    bool later = false;

    if (e->subject == 0)
        return false;
    for (int i = 0; i < s->n; i++) {
        const struct m_entry *x = &w->entry[s->at[i]];

        if (later && x->subject == e->subject &&
            x->subject_tab == e->subject_tab && x->undoes < 0 &&
            !m_undone(w, s, s->at[i]))
            return true;
        later |= s->at[i] == entry;
    }
    return false;
}

static struct m_val before(const struct m_world *w, const struct m_change *c)
{
    const struct m_entry *base = &w->entry[c->named[0]];
    const struct m_change *write = m_write(base, c->cell);

    if (write != NULL)
        return write->val;
    write =
        m_write(base, (struct m_cell){.tab = c->cell.tab, .row = c->cell.row});
    for (int i = 0; write != NULL && i < write->n_pairs; i++)
        if (write->pair[i].col == c->cell.col)
            return write->pair[i].val;
    return m_null();
}

bool m_undo(const struct m_world *w, const struct m_set *s,
            const struct m_ref *refs, int entry, struct m_intent *out)
{
    const struct m_entry *e = &w->entry[entry];
    static int head[M_ENTRIES];

    *out = (struct m_intent){.undoes = entry};
    if (m_undone(w, s, entry) || followed(w, s, entry))
        return false;
    for (int i = 0; i < e->n; i++) {
        const struct m_change *c = &e->change[i];
        struct m_wish *wish = &out->wish[out->n++];

        wish->cell = c->cell;
        if (c->cell.col == M_COL_BIRTH) {
            wish->cell.col = M_COL_DELETED;
            wish->val = m_int(1);
            if (touched(w, s, c->cell.tab, c->cell.row, entry) ||
                referred(w, s, refs, c->cell.tab, c->cell.row, entry))
                return false;
        } else {
            wish->val = before(w, c);
            if (m_heads(w, s, c->cell, head) != 1 ||
                !stands_for(w, c->cell, head[0], entry))
                return false;
        }
    }
    return true;
}
