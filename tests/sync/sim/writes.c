/* Steps on one copy: what people record, take back and decide. */
#include "sim.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/card.h>
#include <kikusui/store/replay.h>
#include <kikusui/sync/node.h>

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
    enum { TEXT, NUMBER, REF } type;
} columns[] = {
    {3, "person", 2, "name", TEXT},  {3, "person", 3, "kana", TEXT},
    {4, "site", 2, "no", NUMBER},    {4, "site", 3, "name", TEXT},
    {4, "site", 6, "note", TEXT},    {6, "dept", 2, "site_id", REF},
    {6, "dept", 3, "name", TEXT},    {28, "qa", 2, "no", TEXT},
    {28, "qa", 4, "question", TEXT},
};
enum { COLUMNS = sizeof columns / sizeof *columns };
static const int tables[] = {3, 4, 6, 28};

const struct m_ref sim_refs[] = {{6, 2, 4}, {0, 0, 0}};
static const struct m_number numbers[] = {{28, 2}, {0, 0}};
const struct m_rules sim_rules = {
    .number = numbers, .accept_tab = 36, .accept_col = 2};

static const char *table_name(int tab)
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

/* --- an action ------------------------------------------------------------ */

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
static int read_back(struct sim *s, struct copy *c, const struct m_entry *want)
{
    struct kk_str cards = {0};
    struct kk_err err = {0};
    struct m_entry got;
    int entry;

    sim_ok(s, kk_card_of_entry(c->db, c->is.set.n + 1, &cards, &err), &err,
           "the new entry");
    if (!entry_read(&s->w, kk_str_c(&cards), &got))
        sim_fail(s, "not to be read:\n%s", kk_str_c(&cards));
    if (want != NULL) {
        entry_compare(s, want, &got);
        check_name(s, c, &got);
    }
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

/* The wishes, through the store as any action writes them. */
static enum kk_status write_wishes(struct copy *c, struct m_intent *in,
                                   struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (int i = 0; st == KK_OK && i < in->n; i++) {
        struct m_wish *w = &in->wish[i];
        struct kk_cell cells[M_PAIRS + 1] = {{.column = NULL}};
        int n = w->cell.col == M_COL_BIRTH ? w->n_pairs : 1;

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
        if (w->cell.col == M_COL_BIRTH)
            st = kk_row_insert(c->db, table_name(w->cell.tab), cells,
                               &w->cell.row, err);
        else
            st = kk_row_update(c->db, table_name(w->cell.tab), w->cell.row,
                               cells, err);
    }
    return st;
}

/* --- choosing ------------------------------------------------------------- */

/* A row that the copy has, of that table or (0) of any known; 0: none. */
static int64_t some_row(struct sim *s, const struct copy *c, unsigned n,
                        int *tab)
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
    }
    return 0;
}

/* Few different ones, so that equal values meet. */
static struct m_val some_value(struct sim *s, const struct copy *c, int type,
                               unsigned n)
{
    static const char *const words[] = {"東", "西", "南", "北\\t"};
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
    default:
        return m_text(words[n / 7 % 3]);
    }
}

static void wish(struct m_intent *in, int tab, int64_t row, int col,
                 struct m_val v)
{
    for (int i = 0; i < in->n; i++)
        if (in->wish[i].cell.tab == tab && in->wish[i].cell.row == row &&
            in->wish[i].cell.col == col)
            return;
    in->wish[in->n++] =
        (struct m_wish){.cell = {.tab = tab, .row = row, .col = col}, .val = v};
}

static void wish_edits(struct sim *s, const struct copy *c, unsigned n,
                       unsigned a, unsigned b, struct m_intent *in)
{
    for (unsigned i = 0; i < n; i++) {
        int tab = 0;
        int64_t row = some_row(s, c, a / (i + 1), &tab);
        const struct column *col = &columns[(b + i * 5) % COLUMNS];

        if (row == 0)
            return;
        while (col->tab != tab)
            col = &columns[(col - columns + 1) % COLUMNS];
        wish(in, tab, row, col->col,
             some_value(s, c, (int)col->type, b / 3 + i * a));
        in->subject_tab = tab;
        in->subject = row;
    }
}

static void wish_birth(struct sim *s, const struct copy *c, unsigned a,
                       unsigned b, struct m_intent *in)
{
    struct m_wish *w = &in->wish[in->n++];

    *w = (struct m_wish){.cell = {.tab = tables[a % 4]}};
    for (int i = 0; i < COLUMNS; i++) {
        struct m_val v =
            some_value(s, c, (int)columns[i].type, b / (unsigned)(i + 1));

        if (columns[i].tab != w->cell.tab || v.type == M_NULL)
            continue;
        w->pair[w->n_pairs].col = columns[i].col;
        w->pair[w->n_pairs++].val = v;
    }
}

/* --- steps ---------------------------------------------------------------- */

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

static void step_delete(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_intent in = {.undoes = -1};
    int tab = 0;
    int64_t row = some_row(s, c, st->a, &tab);

    if (row == 0)
        return;
    wish(&in, tab, row, M_COL_DELETED, st->c % 8 == 0 ? m_null() : m_int(1));
    if (st->c % 3 == 0)
        wish_edits(s, c, 1, st->b, st->a, &in);
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
    /* Where the entry stands on this copy. */
    for (int i = 0; i < c->is.set.n; i++)
        if (c->is.set.at[i] == in->undoes)
            return kk_journal_undo(c->db, i + 1, err);
    return KK_BUG;
}

static void step_undo(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_intent in;
    int n = c->is.set.n, back;
    bool allowed;

    if (n == 0)
        return;
    back = st->c % 4 == 0 ? (int)(st->a % (unsigned)n)
                          : (int)(st->a % 4 < (unsigned)n ? st->a % 4 : 0);
    allowed =
        m_undo(&s->w, &c->is.set, sim_refs, c->is.set.at[n - 1 - back], &in);
    if (allowed) {
        (void)act(s, c, "undo", &in, run_undo);
    } else {
        struct kk_err err = {0};

        sim_ok(s, kk_tx_begin(c->db, KK_TX_WRITE, &err), &err, "begin");
        if (kk_journal_undo(c->db, n - back, &err) != KK_REFUSED)
            sim_fail(s, "undo of entry %d should be refused", n - back);
        kk_tx_rollback(c->db);
        s->refused++;
    }
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

/* --- a newer program ------------------------------------------------------ */

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
    sim_ok(s, kk_node_read(c->db, &node, &err), &err, "node");
    entry_write(&s->w, &e, node.hex, c->clock.fixed, &cards);
    free(e.change);
    take_cards(s, c, &cards, &taken, &err, true);
    sim_ok(s, taken, &err, "newer");
    (void)read_back(s, c, NULL);
    copy_tail_append(c);
    kk_str_free(&cards);
}

const struct op write_ops[] = {
    {"edit", 40, 30, step_edit},
    {"birth", 9, 7, step_birth},
    {"delete", 6, 5, step_delete},
    {"stale", 3, 2, step_stale},
    {"undo", 12, 10, step_undo},
    {"abandon", 2, 1, step_abandon},
    {"crash", 1, 1, step_crash},
    {"reopen", 1, 1, step_reopen},
    {"clock", 3, 3, step_clock},
    {"rebuild", 1, 1, step_rebuild},
    {"check", 3, 2, step_check},
    {"newer", 7, 5, step_newer},
    {NULL, 0, 0, NULL},
};
