/* What a newer program, with a table and a column that this one does not know,
 * left on a copy. */
#include "sim.h"

#include <kikusui/store/card.h>
#include <kikusui/sync/node.h>

#include <stdlib.h>

/* A row of the table that only it knows; 0: none yet. */
static void wish_newer(struct sim *s, const struct copy *c,
                       const struct step *st, struct m_intent *in)
{
    int tab = st->c % 2 == 0 ? 99 : 4;
    int64_t row = some_row(s, c, st->a, &tab);

    if (row != 0) {
        wish(in, tab, row, tab == 99 ? 2 + (int)(st->b % 2) : 90,
             some_value(s, c, TEXT, st->b));
        if (st->c % 3 == 0)
            wish(in, tab, row, M_COL_DELETED,
                 st->b % 2 == 0 ? m_int(1) : m_null());
        if (st->c % 5 == 0 && tab == 4)
            wish(in, tab, row, 3, some_value(s, c, TEXT, st->a));
        in->subject_tab = tab;
        in->subject = row;
    }
    if (row == 0 || st->c % 7 == 0) {
        struct m_wish *w = &in->wish[in->n++];

        *w = (struct m_wish){
            .cell = {.tab = 99, .row = 1000 + (int64_t)s->step}};
        w->pair[w->n_pairs++] = (struct m_pair){2, m_text("新")};
    }
}

/* A newer program was on this copy for a while. Its entries are the model's
 * own, and the merge of this program takes them in. */
static void step_newer(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_intent in = {.undoes = -1};
    struct m_entry e;
    struct kk_str cards = {0};
    struct kk_node node;
    struct kk_err err = {0};
    enum kk_status taken;
    int last;

    wish_newer(s, c, st, &in);
    (void)m_record(&s->w, &c->is.set, &in, c->clock.fixed, &e);
    if (e.n == 0) {
        free(e.change);
        return;
    }
    last = m_last(&s->w, &c->is.set, c->newer);
    if (c->newer == 0 || last < 0 ||
        entry_find(&s->w, c->newer, s->w.entry[last].seq + 1) >= 0) {
        c->newer = 0xee00000000u + (uint64_t)s->step;
        last = -1;
    }
    e.writer = c->newer;
    e.seq = last < 0 ? 1 : s->w.entry[last].seq + 1;
    e.undoes = -1;
    e.schema = st->a % 4 == 0 ? 5 : 99; /* or an older one */
    sim_ok(s, kk_node_read(c->db, &node, &err), &err, "node");
    entry_write(&s->w, &e, node.hex, c->clock.fixed, &cards);
    free(e.change);
    take_cards(s, c, &cards, &taken, &err, true);
    sim_ok(s, taken, &err, "newer");
    (void)read_back(s, c, NULL);
    copy_tail_append(c);
    kk_str_free(&cards);
}

const struct op newer_ops[] = {
    {"newer", 7, 5, step_newer},
    {NULL, 0, 0, NULL},
};
