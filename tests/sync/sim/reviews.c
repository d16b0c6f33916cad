/* Steps that decide a review, and those that go back to a backup. */
#include "sim.h"

#include <kikusui/base/mem.h>
#include <kikusui/sync/review.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct kk_feature *const features[] = {&kk_feature_sync, NULL};
static const struct kk_registry registry = {.features = features};

/* Which review, and which of its entries. */
static struct choice {
    int64_t id;
    int chosen, at; /* its place on this copy */
} choice;

static enum kk_status run_choose(struct copy *c, struct m_intent *in,
                                 struct kk_err *err)
{
    struct kk_ctx ctx = {.db = c->db, .clock = &c->clock, .reg = &registry};

    (void)in;
    return kk_review_choose(&ctx, choice.id, choice.at, err);
}

/* The entries between which it is. */
static int sides(const struct m_world *w, const struct m_review *r,
                 int out[M_ENTRIES])
{
    char *copy = kk_strdup(r->entries), *rest = copy;
    int n = 0;

    while (rest != NULL) {
        uint64_t writer;
        int64_t seq;

        if (sscanf(strsep(&rest, ","), "%10" SCNx64 "-%" SCNd64, &writer,
                   &seq) == 2)
            out[n++] = entry_find(w, writer, seq);
    }
    kk_free(copy);
    return n;
}

/* Every cell that differs between exactly these entries gets the chosen
 * value. */
static void wish_chosen(const struct sim *s, const struct copy *c,
                        const int *side, int n, struct m_intent *in)
{
    static struct m_cell cell[M_CELLS];
    int head[M_ENTRIES], cells = m_cells(&s->w, &c->is.set, cell);

    for (int i = 0; i < cells && in->n < M_CHANGES; i++) {
        int heads, same = 0;

        if (cell[i].col == M_COL_BIRTH ||
            !m_conflict(&s->w, &c->is.set, cell[i]))
            continue;
        heads = m_heads(&s->w, &c->is.set, cell[i], head);
        for (int k = 0; k < heads; k++)
            for (int j = 0; j < n; j++)
                same += side[j] == head[k];
        if (heads == n && same == n)
            in->wish[in->n++] = (struct m_wish){
                .cell = cell[i],
                .val = m_write(&s->w.entry[choice.chosen], cell[i])->val,
                .settled = true};
    }
}

static void choose(struct sim *s, struct copy *c, const struct m_review *r,
                   unsigned which)
{
    int side[M_ENTRIES], n = sides(&s->w, r, side);
    struct m_intent in = {.undoes = -1};

    choice = (struct choice){.id = r->id, .chosen = side[which % (unsigned)n]};
    for (int i = 0; i < c->is.set.n; i++)
        if (c->is.set.at[i] == choice.chosen)
            choice.at = i + 1;
    wish_chosen(s, c, side, n, &in);
    if (in.n > 0) {
        (void)act(s, c, "review.choose", &in, run_choose);
    } else {
        struct kk_err err = {0};

        sim_ok(s, kk_tx_begin(c->db, KK_TX_WRITE, &err), &err, "begin");
        if (run_choose(c, &in, &err) != KK_REFUSED)
            sim_fail(s, "there is nothing to choose in %s", r->entries);
        kk_tx_rollback(c->db);
        s->refused++;
    }
}

static void step_choose(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_review *r;
    int n = m_reviews(&s->w, &c->is.set, &sim_rules, &r);

    if (n > 0)
        choose(s, c, &r[st->a % (unsigned)n], st->b);
    m_reviews_free(r, n);
}

static enum kk_status run_accept(struct copy *c, struct m_intent *in,
                                 struct kk_err *err)
{
    struct m_wish *w = &in->wish[0];

    return kk_row_insert(c->db, "review_accept",
                         KK_CELLS({"review", kk_vtext(w->pair[0].val.s)}),
                         &w->cell.row, err);
}

static void step_accept(struct sim *s, struct copy *c, const struct step *st)
{
    struct m_intent in = {.undoes = -1, .n = 1};
    struct m_wish *w = &in.wish[0];
    struct m_review *r;
    int n = m_reviews(&s->w, &c->is.set, &sim_rules, &r);
    const struct m_review *one = n == 0 ? NULL : &r[st->a % (unsigned)n];

    if (one != NULL && one->cells == 0) {
        char id[24];

        snprintf(id, sizeof id, "%" PRId64, one->id);
        w->cell.tab = sim_rules.accept_tab;
        w->pair[w->n_pairs++] =
            (struct m_pair){sim_rules.accept_col, m_text(id)};
        (void)act(s, c, "review.accept", &in, run_accept);
    }
    m_reviews_free(r, n);
}

const struct op review_ops[] = {
    {"choose", 10, 8, step_choose},
    {"accept", 3, 2, step_accept},
    {NULL, 0, 0, NULL},
};

/* --- files ---------------------------------------------------------------- */

static void step_backup(struct sim *s, struct copy *c, const struct step *st)
{
    copy_backup(s, c, st->c);
}

static void step_restore(struct sim *s, struct copy *c, const struct step *st)
{
    copy_restore(s, c, st->a, st->b);
    check_copy(s, c, st->c % 4 == 0);
}

static void step_duplicate(struct sim *s, struct copy *c, const struct step *st)
{
    struct copy *to = &s->copy[st->a % (unsigned)s->h->copies];

    if (to != c)
        copy_duplicate(s, c, to, st->c % 2 == 0);
}

const struct op file_ops[] = {
    {"backup", 3, 2, step_backup},
    {"restore", 5, 4, step_restore},
    {"duplicate", 2, 0, step_duplicate},
    {NULL, 0, 0, NULL},
};
