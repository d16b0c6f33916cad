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

static void keep_decided(struct sim *s, int entry, int64_t review,
                         const int *side, int n)
{
    struct decided *d = &s->decided[s->n_decided];

    if (s->n_decided == 64 || n > 16)
        return;
    s->n_decided++;
    *d = (struct decided){.entry = entry, .review = review, .n_sides = n};
    memcpy(d->side, side, (size_t)n * sizeof *side);
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
    in.subject_tab = sim_rules.accept_tab;
    in.subject = r->id;
    if (in.n > 0) {
        int entries = s->w.n;

        (void)act(s, c, "review.choose", &in, run_choose);
        if (s->w.n > entries)
            keep_decided(s, s->w.n - 1, r->id, side, n);
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

/* --- decided anew --- */

static bool same_set(const struct m_change *c, const struct decided *d)
{
    int found = 0;

    for (int i = 0; i < c->n_named; i++)
        for (int k = 0; k < d->n_sides; k++)
            found += c->named[i] == d->side[k];
    return found == d->n_sides && c->n_named == found;
}

static bool of_review(const struct sim *s, int entry, int64_t review)
{
    for (int i = 0; i < s->n_decided; i++)
        if (s->decided[i].entry == entry)
            return s->decided[i].review == review;
    return false;
}

/* Only decisions of the review stand there, and they agree. */
static bool untouched(struct sim *s, const struct copy *c, int decision,
                      int64_t review)
{
    const struct m_entry *e = &s->w.entry[decision];
    static int head[M_ENTRIES];

    for (int i = 0; i < e->n; i++) {
        int n = m_heads(&s->w, &c->is.set, e->change[i].cell, head);

        if (m_conflict(&s->w, &c->is.set, e->change[i].cell))
            return false;
        for (int k = 0; k < n; k++)
            if (!of_review(s, head[k], review))
                return false;
    }
    return true;
}

/* What the first decision settled gets another value. false: refused. */
static bool wish_again(struct sim *s, const struct copy *c,
                       const struct decided *first, int chosen,
                       struct m_intent *in)
{
    const struct m_entry *e = &s->w.entry[first->entry];
    bool ok = true, settled = false;

    for (int i = 0; i < s->n_decided; i++)
        if (s->decided[i].review == first->review &&
            c->is.set.has[s->decided[i].entry])
            ok &= untouched(s, c, s->decided[i].entry, first->review);
    for (int i = 0; i < e->n; i++) {
        const struct m_change *x = &e->change[i];

        if (!same_set(x, first))
            continue;
        settled = true;
        ok &= table_name(x->cell.tab) != NULL && x->cell.col != 90;
        wish(in, x->cell.tab, x->cell.row, x->cell.col,
             m_write(&s->w.entry[chosen], x->cell)->val);
    }
    return ok && settled;
}

static bool is_open(struct sim *s, const struct copy *c, int64_t review)
{
    struct m_review *r;
    int n = m_reviews(&s->w, &c->is.set, &sim_rules, &r);
    bool open = false;

    for (int i = 0; i < n; i++)
        open |= r[i].id == review;
    m_reviews_free(r, n);
    return open;
}

/* A review whose decision the copy holds; 0: none. */
static int64_t some_decided(const struct sim *s, const struct copy *c,
                            unsigned n)
{
    for (int i = 0; i < s->n_decided; i++) {
        const struct decided *d =
            &s->decided[(n + (unsigned)i) % (unsigned)s->n_decided];

        if (c->is.set.has[d->entry])
            return d->review;
    }
    return 0;
}

static void step_choose_again(struct sim *s, struct copy *c,
                              const struct step *st)
{
    struct m_intent in = {.undoes = -1};
    const struct decided *first = NULL;
    struct kk_err err = {0};
    int64_t review;
    bool ok;

    if (s->n_decided == 0 || st->c % 2 == 0)
        step_choose(s, c, st);
    if (s->n_decided == 0)
        return;
    review = some_decided(s, c, st->a);
    for (int i = 0; i < s->n_decided; i++)
        if (s->decided[i].review == review &&
            c->is.set.has[s->decided[i].entry] &&
            (first == NULL ||
             m_before(&s->w, s->decided[i].entry, first->entry)))
            first = &s->decided[i];
    if (first == NULL || is_open(s, c, review))
        return;
    choice = (struct choice){
        .id = review, .chosen = first->side[st->b % (unsigned)first->n_sides]};
    for (int i = 0; i < c->is.set.n; i++)
        if (c->is.set.at[i] == choice.chosen)
            choice.at = i + 1;
    in.subject_tab = sim_rules.accept_tab;
    in.subject = review;
    ok = wish_again(s, c, first, choice.chosen, &in);
    if (ok) {
        int entries = s->w.n;

        (void)act(s, c, "review.choose", &in, run_choose);
        if (s->w.n > entries)
            keep_decided(s, s->w.n - 1, review, first->side, first->n_sides);
        return;
    }
    sim_ok(s, kk_tx_begin(c->db, KK_TX_WRITE, &err), &err, "begin");
    if (run_choose(c, &in, &err) != KK_REFUSED)
        sim_fail(s, "a decision should not be changed");
    kk_tx_rollback(c->db);
    s->refused++;
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
    {"choose2", 8, 6, step_choose_again},
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
    if (c == &s->copy[0] && s->office_rekeyed)
        return;
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
