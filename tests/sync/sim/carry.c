/* Between copies of a graph: cards without a bundle around them, from anybody
 * to anybody. */
#include "sim.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/apply.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Everything or nothing. The transaction stays open unless it is committed or
 * failed. */
void take_cards(struct sim *s, struct copy *c, const struct kk_str *cards,
                enum kk_status *out, struct kk_err *err, bool commit)
{
    const struct kk_intent none = {.action = "import"};
    struct kk_card_reader r = {.bytes = kk_str_c(cards),
                               .n_bytes = cards->n_bytes};
    struct kk_apply *a = NULL;
    struct kk_apply_count count;
    struct kk_commit own;
    struct kk_card card;
    enum kk_status st;

    sim_ok(s, kk_tx_begin(c->db, KK_TX_WRITE, err), err, "begin");
    sim_ok(s, kk_apply_new(c->db, &a, err), err, "apply");
    while ((st = kk_card_next(&r, &card, err)) == KK_OK &&
           (st = kk_apply_card(a, &card, err)) == KK_OK)
        ;
    if (st == KK_NONE)
        st = kk_apply_finish(a, &count, err);
    kk_apply_free(&a);
    kk_card_reader_free(&r);
    if (st != KK_OK)
        kk_tx_rollback(c->db);
    else if (commit)
        sim_ok(s, kk_tx_commit(c->db, &none, &own, err), err, "commit");
    if (st != KK_OK && st != KK_BADBUNDLE)
        sim_ok(s, st, err, "cards");
    *out = st;
}

static void put_cards(struct sim *s, struct copy *c, int at, struct kk_str *out)
{
    struct kk_err err = {0};

    sim_ok(s, kk_card_of_entry(c->db, at + 1, out, &err), &err, "cards");
}

static struct mail *new_mail(struct sim *s, const struct copy *c)
{
    struct mail *m = &s->mail[s->n_mails++];

    m->from = (int)(c - s->copy);
    m->n = 0;
    kk_str_clear(&m->cards);
    memcpy(m->has, c->is.set.has, sizeof m->has);
    return m;
}

/* What the receiver does not have yet, as far as is known, or believed. */
static void send(struct sim *s, struct copy *c, int to, unsigned how)
{
    struct mail *m = new_mail(s, c);
    const struct m_set *set = &c->is.set;
    int from =
        how % 4 == 3 && set->n > 0 ? (int)(how / 4 % (unsigned)set->n) : 0;

    for (int i = from; i < set->n; i++) {
        if (how % 4 == 1 && c->is.said[to].has[set->at[i]])
            continue;
        m->entry[m->n++] = set->at[i];
        put_cards(s, c, i, &m->cards);
    }
}

static void deliver(struct sim *s, struct copy *c, const struct mail *m)
{
    static struct m_set after;
    struct kk_err err = {0};
    const struct kk_intent none = {.action = "import"};
    struct kk_commit own;
    enum kk_status st;
    bool ok;

    after = c->is.set;
    ok = m_take(&s->w, &after, sim_refs, m->entry, m->n);
    take_cards(s, c, &m->cards, &st, &err, false);
    if ((st == KK_OK) != ok)
        sim_fail(s, "what copy %d sent should be %s by copy %d: %s", m->from,
                 ok ? "taken" : "refused", (int)(c - s->copy), err.text);
    if (!ok) {
        s->refused++;
        return;
    }
    /* A bundle is taken only where everything that its sender had is here
     * then. */
    if (!m_covers(&after, m->has)) {
        kk_tx_rollback(c->db);
        s->refused++;
        return;
    }
    sim_ok(s, kk_tx_commit(c->db, &none, &own, &err), &err, "commit");
    c->is.set = after;
    memcpy(c->is.said[m->from].has, m->has, sizeof m->has);
    copy_tail_append(c);
}

static void step_send(struct sim *s, struct copy *c, const struct step *st)
{
    if (s->n_mails < S_MAILS - 2 * S_COPIES)
        send(s, c, (int)(st->a % (unsigned)s->h->copies), st->c);
}

/* Any of those under way, again and again, late or never. */
static void step_deliver(struct sim *s, struct copy *c, const struct step *st)
{
    const struct mail *m;
    unsigned n = (unsigned)s->n_mails;

    if (n == 0)
        return;
    m = &s->mail[st->c % 3 == 0 || n < 4 ? st->a % n : n - 1 - st->a % 4];
    if (m->from == (int)(c - s->copy))
        return;
    deliver(s, c, m);
    if (st->c % 5 == 0)
        check_copy(s, c, false);
}

static void step_exchange(struct sim *s, struct copy *c, const struct step *st)
{
    int to = (int)(st->a % (unsigned)s->h->copies);

    if (s->n_mails >= S_MAILS - 2 * S_COPIES || c == &s->copy[to])
        return;
    send(s, c, to, st->b % 2);
    deliver(s, &s->copy[to], &s->mail[s->n_mails - 1]);
}

/* --- what nobody of ours would send --------------------------------------- */

static const char forger[] = "dd00000001";

static void forge_head(struct kk_str *out, bool introduced, int seq)
{
    if (introduced)
        kk_str_addf(out, "W\t%s\t\t-\t-\t-\n", forger);
    kk_str_addf(out, "E\t%s\t%d\t5\t5\t0\tx\t0\t0\t0\t0\t1\tn\n", forger, seq);
}

/* One entry is another than the one held: a reason was told, or (no longer and
 * no shorter) another version of the program wrote it. */
static bool forge_other(const struct sim *s, const struct copy *c,
                        const struct step *st, struct kk_str *out)
{
    const struct m_entry *e;
    const char *end;
    char schema;

    if (c->is.set.n == 0)
        return false;
    e = &s->w.entry[c->is.set.at[st->a % (unsigned)c->is.set.n]];
    end = strstr(e->cards, "\tn\n");
    if (end == NULL)
        return false;
    schema = end[-1] == '9' ? '8' : (char)(end[-1] + 1);
    kk_str_addn(out, e->cards, (size_t)(end - e->cards) - 1);
    kk_str_addf(out, "%c%s", st->b % 2 == 0 ? end[-1] : schema,
                st->b % 2 == 0 ? "\ttなぜ\n" : "\tn\n");
    kk_str_add(out, end + 3);
    return true;
}

/* A writer comes from another copy than he did. */
static bool forge_writer(const struct sim *s, const struct copy *c, unsigned n,
                         struct kk_str *out)
{
    if (c->is.set.n == 0)
        return false;
    kk_str_addf(
        out, "W\t%010llx\tsomebody\t-\t-\t-\n",
        (unsigned long long)s->w.entry[c->is.set.at[n % (unsigned)c->is.set.n]]
            .writer);
    return true;
}

/* A cell of the copy and a write held that is none of it. */
static bool some_cell(const struct sim *s, const struct copy *c, unsigned n,
                      struct m_cell *out, int *stranger)
{
    static struct m_cell cell[M_CELLS];
    int cells = m_cells(&s->w, &c->is.set, cell);

    *stranger = -1;
    if (cells == 0)
        return false;
    *out = cell[n % (unsigned)cells];
    if (out->col <= M_COL_DELETED)
        out->col = 70; /* no program knows it */
    for (int i = 0; i < c->is.set.n; i++) {
        const struct m_entry *e = &s->w.entry[c->is.set.at[i]];

        if (m_write(e, *out) == NULL &&
            m_write(e, (struct m_cell){.tab = out->tab, .row = out->row}) ==
                NULL)
            *stranger = c->is.set.at[i];
    }
    return true;
}

static void put_name(const struct sim *s, int entry, struct kk_str *out)
{
    kk_str_addf(out, "%010llx-%lld",
                (unsigned long long)s->w.entry[entry].writer,
                (long long)s->w.entry[entry].seq);
}

static void forge_write(const struct sim *s, const struct m_cell *at, int base,
                        int also, struct kk_str *out)
{
    kk_str_addf(out, "C\t%d\t%lld\t%d\t", at->tab, (long long)at->row, at->col);
    put_name(s, base, out);
    kk_str_add(out, "\t");
    if (also < 0)
        kk_str_add(out, "-");
    else
        put_name(s, also, out);
    kk_str_add(out, "\tn\n");
}

static bool forge(struct sim *s, struct copy *c, const struct step *st,
                  struct kk_str *out)
{
    struct m_cell at = {0};
    int stranger = -1, birth;

    if (st->c % 10 == 0)
        return forge_other(s, c, st, out);
    if (st->c % 10 == 9)
        return forge_writer(s, c, st->a, out);
    if (!some_cell(s, c, st->a, &at, &stranger))
        return false;
    birth = m_birth(&s->w, &c->is.set, at.tab, at.row);
    forge_head(out, st->c % 10 != 1, st->c % 10 == 2 ? 2 : 1);
    switch (st->c % 10) {
    case 1: /* a writer whom nobody introduced */
    case 2: /* the second entry of a writer, without the first */
        forge_write(s, &at, birth, -1, out);
        return true;
    case 3: /* the row is born again */
        kk_str_addf(out, "C\t%d\t%lld\t0\t-\t-\n", at.tab, (long long)at.row);
        return true;
    case 4: /* replaces a write of another cell */
        if (stranger >= 0)
            forge_write(s, &at, stranger, -1, out);
        return stranger >= 0;
    case 5: /* closes a write of another cell as well */
        if (stranger >= 0)
            forge_write(s, &at, birth, stranger, out);
        return stranger >= 0;
    case 6: /* replaces itself, or what nobody has */
        kk_str_addf(out, "C\t%d\t%lld\t%d\t%s-%d\t-\tn\n", at.tab,
                    (long long)at.row, at.col, forger, st->b % 2 == 0 ? 1 : 7);
        return true;
    case 7: /* replaces the birth that it makes itself */
        kk_str_addf(out, "C\t4\t78\t0\t-\t-\nC\t4\t78\t3\t%s-1\t-\tn\n",
                    forger);
        return true;
    default: /* a department of a site that is nowhere; a number for a name */
        kk_str_addf(out, "C\t6\t77\t0\t-\t-\t%s\n",
                    st->b % 2 == 0 ? "2\ti12345" : "3\ti5");
        return true;
    }
}

static void step_forge(struct sim *s, struct copy *c, const struct step *st)
{
    struct kk_str cards = {0};
    struct kk_err err = {0};
    enum kk_status taken;

    if (forge(s, c, st, &cards)) {
        take_cards(s, c, &cards, &taken, &err, true);
        if (taken == KK_OK)
            sim_fail(s, "this should be refused:\n%s", kk_str_c(&cards));
        s->refused++;
        if (st->b % 4 == 0)
            check_copy(s, c, false);
    }
    kk_str_free(&cards);
}

const struct op graph_ops[] = {
    {"send", 10, 0, step_send},
    {"deliver", 18, 0, step_deliver},
    {"exchange", 12, 0, step_exchange},
    {"forge", 4, 0, step_forge},
    {NULL, 0, 0, NULL},
};

void graph_carry_all(struct sim *s)
{
    int n = s->h->copies;

    s->n_mails = 0;
    for (int i = 1; i < 2 * n - 1; i++) {
        int from = i < n ? i : 0, to = i < n ? 0 : i - n + 1;

        send(s, &s->copy[from], to, 0);
        deliver(s, &s->copy[to], &s->mail[s->n_mails - 1]);
    }
}
