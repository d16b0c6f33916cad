#include "model.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct m_val m_null(void)
{
    return (struct m_val){.type = M_NULL};
}

struct m_val m_int(int64_t i)
{
    return (struct m_val){.type = M_INT, .i = i};
}

struct m_val m_text(const char *s)
{
    struct m_val v = {.type = M_TEXT};

    assert(strlen(s) < sizeof v.s);
    strcpy(v.s, s);
    return v;
}

bool m_same(const struct m_val *a, const struct m_val *b)
{
    return a->type == b->type && a->i == b->i && strcmp(a->s, b->s) == 0;
}

void m_world_clear(struct m_world *w)
{
    for (int i = 0; i < w->n; i++) {
        free(w->entry[i].change);
        free(w->entry[i].cards);
    }
    w->n = 0;
}

void m_add(struct m_set *s, int entry)
{
    if (s->has[entry])
        return;
    s->has[entry] = true;
    s->at[s->n++] = entry;
}

bool m_covers(const struct m_set *s, const bool has[M_ENTRIES])
{
    for (int i = 0; i < M_ENTRIES; i++)
        if (has[i] && !s->has[i])
            return false;
    return true;
}

int m_last(const struct m_world *w, const struct m_set *s, uint64_t writer)
{
    int last = -1;

    for (int i = 0; i < s->n; i++) {
        const struct m_entry *e = &w->entry[s->at[i]];

        if (e->writer == writer && (last < 0 || e->seq > w->entry[last].seq))
            last = s->at[i];
    }
    return last;
}

/* --- state ---------------------------------------------------------------- */

static bool same_cell(struct m_cell a, struct m_cell b)
{
    return a.tab == b.tab && a.row == b.row && a.col == b.col;
}

const struct m_change *m_write(const struct m_entry *e, struct m_cell cell)
{
    for (int i = 0; i < e->n; i++)
        if (same_cell(e->change[i].cell, cell))
            return &e->change[i];
    return NULL;
}

bool m_before(const struct m_world *w, int a, int b)
{
    const struct m_entry *x = &w->entry[a], *y = &w->entry[b];

    if (x->ltime != y->ltime)
        return x->ltime < y->ltime;
    if (x->writer != y->writer)
        return x->writer < y->writer;
    return x->seq < y->seq;
}

int m_birth(const struct m_world *w, const struct m_set *s, int tab,
            int64_t row)
{
    const struct m_cell birth = {.tab = tab, .row = row, .col = M_COL_BIRTH};

    for (int i = 0; i < s->n; i++)
        if (m_write(&w->entry[s->at[i]], birth) != NULL)
            return s->at[i];
    return -1;
}

static bool names(const struct m_change *c, int entry)
{
    for (int i = 0; i < c->n_named; i++)
        if (c->named[i] == entry)
            return true;
    return false;
}

int m_heads(const struct m_world *w, const struct m_set *s, struct m_cell cell,
            int out[M_ENTRIES])
{
    static const struct m_change *write[M_ENTRIES];
    static int by[M_ENTRIES];
    int n = 0, heads = 0;

    for (int i = 0; i < s->n; i++) {
        write[n] = m_write(&w->entry[s->at[i]], cell);
        by[n] = s->at[i];
        n += write[n] != NULL;
    }
    for (int i = 0; i < n; i++) {
        bool replaced = false;
        int at = heads;

        for (int k = 0; k < n; k++)
            replaced |= names(write[k], by[i]);
        if (replaced)
            continue;
        for (; at > 0 && m_before(w, out[at - 1], by[i]); at--)
            out[at] = out[at - 1];
        out[at] = by[i];
        heads++;
    }
    return heads;
}

/* What an entry left in a cell, by writing it or by making the row. */
static struct m_val left_by(const struct m_entry *e, struct m_cell cell)
{
    const struct m_change *c = m_write(e, cell);

    if (c != NULL)
        return c->val;
    c = m_write(e, (struct m_cell){.tab = cell.tab, .row = cell.row});
    for (int i = 0; c != NULL && i < c->n_pairs; i++)
        if (c->pair[i].col == cell.col)
            return c->pair[i].val;
    return m_null();
}

struct m_val m_value(const struct m_world *w, const struct m_set *s,
                     struct m_cell cell)
{
    int head[M_ENTRIES];
    int stands = m_heads(w, s, cell, head) > 0
                     ? head[0]
                     : m_birth(w, s, cell.tab, cell.row);

    return stands < 0 ? m_null() : left_by(&w->entry[stands], cell);
}

bool m_conflict(const struct m_world *w, const struct m_set *s,
                struct m_cell cell)
{
    int head[M_ENTRIES], n = m_heads(w, s, cell, head);

    for (int i = 1; i < n; i++) {
        struct m_val a = left_by(&w->entry[head[0]], cell);
        struct m_val b = left_by(&w->entry[head[i]], cell);

        if (!m_same(&a, &b))
            return true;
    }
    return false;
}

int m_by_cell(const void *pa, const void *pb)
{
    const struct m_cell *a = pa, *b = pb;

    if (a->tab != b->tab)
        return a->tab < b->tab ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->col > b->col) - (a->col < b->col);
}

int m_cells(const struct m_world *w, const struct m_set *s,
            struct m_cell out[M_CELLS])
{
    int n = 0, kept = 0;

    for (int i = 0; i < s->n; i++) {
        const struct m_entry *e = &w->entry[s->at[i]];

        for (int k = 0; k < e->n; k++) {
            int at = 0;

            while (at < n && !same_cell(out[at], e->change[k].cell))
                at++;
            assert(at < M_CELLS);
            out[at] = e->change[k].cell;
            n += at == n;
        }
    }
    kept = n;
    qsort(out, (size_t)kept, sizeof *out, m_by_cell);
    return kept;
}

bool m_undone(const struct m_world *w, const struct m_set *s, int entry)
{
    for (int i = 0; i < s->n; i++)
        if (w->entry[s->at[i]].undoes == entry && !m_undone(w, s, s->at[i]))
            return true;
    return false;
}

/* --- recording ------------------------------------------------------------ */

static void name(struct m_change *c, int entry)
{
    if (names(c, entry))
        return;
    assert(c->n_named < M_NAMED);
    c->named[c->n_named++] = entry;
}

/* A deletion names all that it saw of the row's other cells. Whose word on the
 * deletion itself is another and stays open, is not closed by that. */
static void name_seen(const struct m_world *w, const struct m_set *s,
                      struct m_change *c)
{
    static struct m_cell cell[M_CELLS];
    static int head[M_ENTRIES], word[M_ENTRIES];
    int n = m_cells(w, s, cell), words = m_heads(w, s, c->cell, word);

    for (int i = 0; i < n; i++) {
        int heads = 0;

        if (cell[i].tab == c->cell.tab && cell[i].row == c->cell.row &&
            cell[i].col > M_COL_DELETED)
            heads = m_heads(w, s, cell[i], head);
        for (int k = 0; k < heads; k++) {
            bool open = false;

            for (int j = 0; j < words; j++)
                open |= word[j] == head[k] && !names(c, word[j]);
            if (!open)
                name(c, head[k]);
        }
    }
}

/* An edit replaces the winner and what agrees with it; a losing head of another
 * value only a decision closes. */
static bool write_cell(const struct m_world *w, const struct m_set *s,
                       const struct m_wish *wish, int as_of,
                       struct m_change *out)
{
    static int head[M_ENTRIES];
    int n = m_heads(w, s, wish->cell, head);
    struct m_val now = m_value(w, s, wish->cell);

    *out = (struct m_change){.cell = wish->cell, .val = wish->val};
    if (n == 0)
        name(out, m_birth(w, s, wish->cell.tab, wish->cell.row));
    for (int i = 0; i < n; i++) {
        struct m_val v = left_by(&w->entry[head[i]], wish->cell);

        if (wish->settled || m_same(&v, &now))
            name(out, head[i]);
    }
    if (wish->cell.col == M_COL_DELETED)
        name_seen(w, s, out);
    for (int i = as_of; as_of > 0 && n > 0 && i < s->n; i++)
        if (s->at[i] == head[0])
            return false;
    return true;
}

bool m_record(const struct m_world *w, const struct m_set *s,
              const struct m_intent *in, int64_t wall, struct m_entry *out)
{
    int64_t highest = 0;
    bool ok = true;

    for (int i = 0; i < s->n; i++)
        if (w->entry[s->at[i]].ltime > highest)
            highest = w->entry[s->at[i]].ltime;
    *out = (struct m_entry){.ltime = (wall > highest ? wall : highest) + 1,
                            .subject_tab = in->subject_tab,
                            .subject = in->subject,
                            .undoes = in->undoes};
    out->change = calloc(M_CHANGES, sizeof *out->change);
    for (int i = 0; i < in->n; i++) {
        const struct m_wish *wish = &in->wish[i];
        struct m_val now = m_value(w, s, wish->cell);

        if (wish->cell.col == M_COL_BIRTH) {
            struct m_change *c = &out->change[out->n++];

            c->cell = wish->cell;
            c->n_pairs = wish->n_pairs;
            memcpy(c->pair, wish->pair, sizeof c->pair);
        } else if (wish->settled || !m_same(&now, &wish->val)) {
            ok &= write_cell(w, s, wish, in->as_of, &out->change[out->n++]);
        }
    }
    return ok;
}

/* --- taking in ------------------------------------------------------------ */

/* Everything it builds on is here, and it is the next of its writer. */
static bool fits(const struct m_world *w, const struct m_set *s, int entry)
{
    const struct m_entry *e = &w->entry[entry];
    int last = m_last(w, s, e->writer);

    if (e->seq != (last < 0 ? 0 : w->entry[last].seq) + 1)
        return false;
    for (int i = 0; i < e->n; i++) {
        const struct m_change *c = &e->change[i];

        if (c->cell.col == M_COL_BIRTH &&
            m_birth(w, s, c->cell.tab, c->cell.row) >= 0)
            return false;
        for (int k = 0; k < c->n_named; k++)
            if (!s->has[c->named[k]])
                return false;
    }
    return true;
}

/* A row shown refers to one that is not here. */
static bool dangling(const struct m_world *w, const struct m_set *s,
                     const struct m_ref *refs)
{
    static struct m_cell cell[M_CELLS];
    int n = m_cells(w, s, cell);

    for (int i = 0; i < n; i++)
        for (const struct m_ref *r = refs;
             cell[i].col == M_COL_BIRTH && r->tab != 0; r++) {
            struct m_cell at = {
                .tab = r->tab, .row = cell[i].row, .col = r->col};
            struct m_val v;

            if (cell[i].tab != r->tab)
                continue;
            v = m_value(w, s, at);
            if (v.type == M_INT && m_birth(w, s, r->to, v.i) < 0)
                return true;
        }
    return false;
}

bool m_take(const struct m_world *w, struct m_set *s, const struct m_ref *refs,
            const int *entry, int n)
{
    for (int i = 0; i < n; i++) {
        if (s->has[entry[i]])
            continue;
        if (!fits(w, s, entry[i]))
            return false;
        m_add(s, entry[i]);
    }
    return !dangling(w, s, refs);
}

void m_take_fitting(const struct m_world *w, struct m_set *s,
                    const struct m_ref *refs, const int *entry, int n)
{
    static struct m_set after;

    /* One that does not fit takes along its writer's next: they want it. */
    for (int i = 0; i < n; i++) {
        after = *s;
        if (m_take(w, &after, refs, &entry[i], 1))
            *s = after;
    }
}
