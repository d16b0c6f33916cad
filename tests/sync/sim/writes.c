/* Steps on one copy: what people record and take back. */
#include "sim.h"

#include <kikusui/store/replay.h>

#include <stdlib.h>

static void step_edit(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_intent in = {.undoes = -1};

    wish_edits(s, c, 1 + st->c % 3, st->a, st->b, &in);
    if (st->c % 5 == 0)
        in.subject = in.subject_tab = 0;
    if (in.n > 0)
        (void)act(s, c, "t.edit", &in, write_wishes);
}

static void step_birth(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_intent in = {.undoes = -1};

    wish_birth(s, c, st->a, st->b, &in);
    if (st->c % 3 == 0)
        wish_edits(s, c, 1, st->b, st->a, &in);
    if (st->c % 4 == 0 && in.n < M_CHANGES)
        wish_birth(s, c, st->a / 7, st->b / 5, &in);
    (void)act(s, c, "t.birth", &in, write_wishes);
}

/* A row that some deleted and others did not; 0: none. */
static int64_t disputed_row(struct sim *s, const struct copy *c, int *tab)
{
    static struct m_cell cell[M_CELLS];
    int n = m_cells(&s->w, &c->is.set, cell);

    for (int i = 0; i < n; i++)
        if (cell[i].col == M_COL_DELETED && table_name(cell[i].tab) != NULL &&
            m_conflict(&s->w, &c->is.set, cell[i])) {
            *tab = cell[i].tab;
            return cell[i].row;
        }
    return 0;
}

static void step_delete(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_intent in = {.undoes = -1};
    int tab = 0;
    int64_t row = st->b % 2 == 0 ? disputed_row(s, c, &tab) : 0;

    if (row == 0)
        row = some_row(s, c, st->a, &tab);
    if (row == 0)
        return;
    wish(&in, tab, row, M_COL_DELETED, st->c % 4 < 2 ? m_int(1) : m_null());
    if (st->c % 3 != 0 && tab != sim_rules.accept_tab)
        wish_edit(s, c, tab, row, st->b, &in);
    in.subject_tab = tab;
    in.subject = row;
    (void)act(s, c, "t.delete", &in, write_wishes);
}

/* A form that was filled a while ago. */
static void step_stale(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_intent in = {.undoes = -1};

    if (c->is.set.n == 0)
        return;
    in.as_of = 1 + (int)(st->c % (unsigned)c->is.set.n);
    wish_edits(s, c, 1 + st->c % 2, st->a, st->b, &in);
    if (in.n > 0)
        (void)act(s, c, "t.stale", &in, write_wishes);
}

static enum kk_status run_undo(struct copy *c, struct m_intent *in,
                               struct kk_err *err)
{
    int64_t later;

    /* Where the entry stands on this copy. */
    for (int i = 0; i < c->is.set.n; i++)
        if (c->is.set.at[i] == in->undoes)
            return kk_journal_undo(c->db, i + 1, &later, err);
    return KK_BUG;
}

/* back: how many entries before the newest. */
static void take_back(struct sim *s, struct copy *c, int back)
{
    struct m_intent in;
    int n = c->is.set.n;
    bool allowed =

        m_undo(&s->w, &c->is.set, sim_refs, c->is.set.at[n - 1 - back], &in);
    if (allowed) {
        (void)act(s, c, "undo", &in, run_undo);
    } else {
        struct kk_err err = {0};
        int64_t later;

        sim_ok(s, kk_tx_begin(c->db, KK_TX_WRITE, &err), &err, "begin");
        if (kk_journal_undo(c->db, n - back, &later, &err) != KK_REFUSED)
            sim_fail(s, "undo of entry %d should be refused", n - back);
        kk_tx_rollback(c->db);
        s->refused++;
    }
}

static void step_undo(struct sim *s, struct copy *c, const struct step *st)
{
    int n = c->is.set.n;

    if (n > 0)
        take_back(s, c,
                  st->c % 4 == 0            ? (int)(st->a % (unsigned)n)
                  : st->a % 4 < (unsigned)n ? (int)(st->a % 4)
                                            : 0);
}

/* Doing again takes back what took back, the last or one before. */
static void step_redo(struct sim *s, struct copy *c, const struct step *st)
{
    int n = c->is.set.n, skip = (int)(st->a % 2);

    for (int back = 0; back < n; back++)
        if (s->w.entry[c->is.set.at[n - 1 - back]].undoes >= 0 && skip-- == 0) {
            take_back(s, c, back);
            return;
        }
}

/* A long load is several entries in one transaction. */
static void step_load(struct sim *s, struct copy *c, const struct step *st)
{
    static const struct kk_intent load = {.action = "t.load"};
    struct m_intent in[2] = {{.undoes = -1}, {.undoes = -1}};
    struct kk_commit commit[2];
    struct kk_err err = {0};
    struct m_entry want;

    wish_edits(s, c, 1 + st->c % 2, st->a, st->b, &in[0]);
    wish_birth(s, c, st->b, st->a, &in[0]);
    wish_edits(s, c, 2, st->a, st->b / 3, &in[1]);
    sim_ok(s, kk_tx_begin(c->db, KK_TX_WRITE, &err), &err, "begin");
    sim_ok(s, write_wishes(c, &in[0], &err), &err, "write");
    sim_ok(s, kk_tx_entry(c->db, &load, &commit[0], &err), &err, "entry");
    sim_ok(s, write_wishes(c, &in[1], &err), &err, "write");
    sim_ok(s, kk_tx_commit(c->db, &load, &commit[1], &err), &err, "commit");
    for (int i = 0; i < 2; i++) {
        in[i].subject = in[i].subject_tab = 0;
        (void)m_record(&s->w, &c->is.set, &in[i], c->clock.fixed, &want);
        if ((commit[i].arrival != 0) != (want.n > 0))
            sim_fail(s, "part %d of the load should %schange something", i,
                     want.n > 0 ? "" : "not ");
        if (want.n > 0) {
            c->lease = read_back(s, c, &want);
            c->writer = s->w.entry[c->lease].writer;
        }
        free(want.change);
    }
    copy_tail_append(c);
}

/* Somebody begins and does not end. */
static void step_abandon(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_intent in = {.undoes = -1};
    struct kk_err err = {0};

    wish_edits(s, c, 2, st->a, st->b, &in);
    wish_birth(s, c, st->a, st->b, &in);
    sim_ok(s, kk_tx_begin(c->db, KK_TX_WRITE, &err), &err, "begin");
    sim_ok(s, write_wishes(c, &in, &err), &err, "write");
    if (st->c % 2 == 0) {
        kk_tx_rollback(c->db);
        return;
    }
    copy_close(c);
    copy_open(s, c);
}

struct edit {
    struct sim *s;
    struct copy *c;
    const struct step *st;
};

static void commit_edit(void *user)
{
    struct edit *e = user;

    step_edit(e->s, e->c, e->st);
}

static void step_crash(struct sim *s, struct copy *c, const struct step *st)
{
    struct edit e = {s, c, st};

    copy_crash(s, c, commit_edit, &e);
}

static void step_reopen(struct sim *s, struct copy *c, const struct step *st)
{
    (void)st;
    copy_close(c);
    copy_open(s, c);
}

static void step_clock(struct sim *s, struct copy *c, const struct step *st)
{
    (void)s;
    c->clock.fixed = 1 + (int64_t)(st->a % 130 * 31557600u) + st->b % 31557600u;
}

/* Everything derived is thrown away and made again. */
static void step_rebuild(struct sim *s, struct copy *c, const struct step *st)
{
    struct kk_err err = {0};

    (void)st;
    sim_ok(s, kk_journal_rebuild(c->db, &err), &err, "rebuild");
    check_copy(s, c, false);
}

static void step_check(struct sim *s, struct copy *c, const struct step *st)
{
    check_copy(s, c, st->c % 4 == 0);
}

const struct op write_ops[] = {
    {"edit", 40, 30, step_edit},     {"birth", 7, 6, step_birth},
    {"delete", 10, 8, step_delete},  {"stale", 3, 2, step_stale},
    {"undo", 12, 10, step_undo},     {"redo", 4, 3, step_redo},
    {"abandon", 2, 1, step_abandon}, {"crash", 1, 1, step_crash},
    {"reopen", 1, 1, step_reopen},   {"clock", 3, 3, step_clock},
    {"rebuild", 1, 1, step_rebuild}, {"check", 3, 2, step_check},
    {"load", 3, 2, step_load},       {NULL, 0, 0, NULL},
};
