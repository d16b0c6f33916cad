/* One action of the program, and the entry that must come of it. */
#include "sim.h"

#include <kikusui/store/card.h>
#include <kikusui/sync/node.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Who may go on writing under which name: the handle's own, else that of the
 * lease while its entry is here, else nobody's yet. */
static uint64_t writer_of(const struct sim *s, const struct copy *c)
{
    if (c->writer != 0)
        return c->writer;
    return c->lease >= 0 && c->is.set.has[c->lease]
               ? s->w.entry[c->lease].writer
               : 0;
}

static void check_name(struct sim *s, struct copy *c, const struct m_entry *e)
{
    uint64_t writer = writer_of(s, c);
    int last = m_last(&s->w, &c->is.set, e->writer);

    if (writer != 0 ? e->writer != writer : e->seq != 1)
        sim_fail(s, "%010" PRIx64 "-%" PRId64 " is not the name to write under",
                 e->writer, e->seq);
    if (entry_find(&s->w, e->writer, e->seq) >= 0)
        sim_fail(s, "the name %010" PRIx64 "-%" PRId64 " was given before",
                 e->writer, e->seq);
    if (e->seq != (last < 0 ? 0 : s->w.entry[last].seq) + 1)
        sim_fail(s, "seq %" PRId64 " does not follow", e->seq);
}

/* The newest entry of the copy is new: it must be what the model says. */
int read_back(struct sim *s, struct copy *c, const struct m_entry *want)
{
    struct kk_str cards = {0};
    struct kk_err err = {0};
    struct m_entry got;
    struct kk_node node;
    int entry;

    sim_ok(s, kk_card_of_entry(c->db, c->is.set.n + 1, &cards, &err), &err,
           "the new entry");
    if (!entry_read(&s->w, kk_str_c(&cards), &got))
        sim_fail(s, "not to be read:\n%s", kk_str_c(&cards));
    if (want != NULL) {
        entry_compare(s, want, &got);
        check_name(s, c, &got);
    }
    sim_ok(s, kk_node_read(c->db, &node, &err), &err, "node");
    got.laptop = node.enrolled && !node.office;
    got.laptop &= got.schema >= 7;
    got.node = c->is.node;
    got.cards = kk_str_take(&cards);
    entry = entry_keep(s, &got);
    m_add(&c->is.set, entry);
    return entry;
}

enum kk_status act(struct sim *s, struct copy *c, const char *action,
                   struct m_intent *in,
                   enum kk_status (*run)(struct copy *c, struct m_intent *in,
                                         struct kk_err *err))
{
    char name[40] = "";
    const struct kk_intent_arg arg = {"entry", name};
    struct kk_intent intent = {.action = action,
                               .subject_table = table_name(in->subject_tab),
                               .subject = in->subject,
                               .as_of = in->as_of};
    struct kk_commit commit = {0};
    struct kk_err err = {0};
    struct m_entry want;
    bool allowed;
    enum kk_status st;

    if (in->undoes >= 0) {
        snprintf(name, sizeof name, "%010" PRIx64 "-%" PRId64,
                 s->w.entry[in->undoes].writer, s->w.entry[in->undoes].seq);
        intent.arg = &arg;
        intent.n_args = 1;
    }
    sim_ok(s, kk_tx_begin(c->db, KK_TX_WRITE, &err), &err, "begin");
    st = run(c, in, &err);
    allowed = m_record(&s->w, &c->is.set, in, c->clock.fixed, &want);
    if (st == KK_OK)
        st = kk_tx_commit(c->db, &intent, &commit, &err);
    else
        kk_tx_rollback(c->db);
    if (st != KK_OK && st != KK_REFUSED)
        sim_ok(s, st, &err, action);
    if ((st == KK_OK) != allowed)
        sim_fail(s, "%s should be %s: %s", action,
                 allowed ? "allowed" : "refused", err.text);
    if (st == KK_OK && (commit.arrival != 0) != (want.n > 0))
        sim_fail(s, "%s should %schange something", action,
                 want.n > 0 ? "" : "not ");
    if (commit.arrival != 0) {
        c->lease = read_back(s, c, &want);
        c->writer = s->w.entry[c->lease].writer;
        copy_tail_append(c);
    }
    free(want.change);
    return st;
}
