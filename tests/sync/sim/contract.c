/* Steps at the office's desk: the contract's own actions and what takes them
 * back, with their rules. */
#include "sim.h"

#include <kikusui/domain/ctx.h>
#include <kikusui/domain/feature.h>
#include <kikusui/feature/features.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARAM = 1, SITE = 4, PLACE = 5, MODEL = 10 };

static const struct kk_feature *const features[] = {&kk_feature_contract,
                                                    &kk_feature_undo, NULL};
static const struct kk_registry registry = {.features = features};

/* Days, as the journal has them. */
static const struct {
    const char *text;
    int64_t day;
} days[] = {
    {"2023-04-01", 19448}, {"2023-10-01", 19631}, {"2024-04-01", 19814}};

struct does { /* an action, and what it is to write */
    const struct kk_action *action;
    struct kk_args *args;
    struct m_intent in;
};

/* The program opens whatever stands in the tables. */
static struct kk_ctx *open_ctx(struct sim *s, struct copy *c)
{
    static struct kk_ctx ctx;
    struct kk_err err = {0};

    kk_ctx_close(&ctx);
    sim_ok(s, kk_ctx_open(&ctx, c->db, &c->clock, &registry, &err), &err,
           "open");
    ctx.worker = 1;
    ctx.office = true;
    return &ctx;
}

static void give(struct sim *s, struct kk_ctx *ctx, struct does *d,
                 const char *arg, const char *text)
{
    struct kk_err err = {0};

    sim_ok(s, kk_args_set(ctx, d->args, arg, text, &err), &err, arg);
}

/* An argument, and the cell that it becomes: of a birth one of its pairs. */
static void put(struct sim *s, struct kk_ctx *ctx, struct does *d,
                const char *arg, const char *text, int col, struct m_val v)
{
    struct m_wish *w = &d->in.wish[0];

    give(s, ctx, d, arg, text);
    if (w->cell.col == M_COL_BIRTH && d->in.n > 0) {
        w->pair[w->n_pairs].col = col;
        w->pair[w->n_pairs++].val = v;
    } else {
        wish(&d->in, d->in.subject_tab, d->in.subject, col, v);
    }
}

static void begin(struct does *d, const char *action, int tab)
{
    d->action = kk_find_action(&registry, action);
    d->args = kk_args_new(d->action);
    d->in = (struct m_intent){.undoes = -1, .subject_tab = tab};
}

static void begin_birth(struct does *d, const char *action, int tab)
{
    begin(d, action, tab);
    d->in.wish[d->in.n++] = (struct m_wish){.cell = {.tab = tab}};
}

static bool begin_on(struct sim *s, const struct copy *c, struct does *d,
                     const char *action, const char *arg, int tab, unsigned n)
{
    struct kk_err err = {0};
    int64_t row = some_row(s, c, n, &tab);

    if (row == 0)
        return false;
    begin(d, action, tab);
    d->in.subject = row;
    sim_ok(s, kk_args_set_id(d->args, arg, row, &err), &err, arg);
    return true;
}

/* --- what may be done ------------------------------------------------------
 */

static void put_no(struct sim *s, struct kk_ctx *ctx, struct does *d,
                   unsigned n)
{
    static const char *const no[] = {"1", "2", "3"};

    put(s, ctx, d, "no", no[n % 3], 2, m_int(1 + (int64_t)(n % 3)));
}

static void put_day(struct sim *s, struct kk_ctx *ctx, struct does *d,
                    const char *arg, int col, unsigned n)
{
    put(s, ctx, d, arg, days[n % 3].text, col, m_int(days[n % 3].day));
}

static const char *word(unsigned n)
{
    static const char *const words[] = {"東", "西", "南"};

    return words[n % 3];
}

/* The places that are called as their site is go on with it. */
static void rename_places(struct sim *s, struct copy *c, struct does *d,
                          const char *name)
{
    static struct m_cell cell[M_CELLS];
    const struct m_set *set = &c->is.set;
    int n = m_cells(&s->w, set, cell), own = 0;
    int64_t site = d->in.subject;
    struct m_val was = m_value(
        &s->w, set, (struct m_cell){.tab = SITE, .row = site, .col = 3});

    for (int i = 0; i < n && was.type == M_TEXT && own < 8; i++) {
        struct m_cell at = {.tab = PLACE, .row = cell[i].row};
        struct m_val v[3];

        if (cell[i].tab != PLACE || cell[i].col != M_COL_BIRTH)
            continue;
        for (int k = 1; k <= 3; k++) {
            at.col = k;
            v[k - 1] = m_value(&s->w, set, at);
        }
        if (v[0].type != M_NULL || v[1].type != M_INT || v[1].i != site ||
            !m_same(&v[2], &was))
            continue;
        own++;
        wish(&d->in, PLACE, cell[i].row, 3, m_text(name));
    }
}

static bool make_site(struct sim *s, struct copy *c, struct kk_ctx *ctx,
                      const struct step *st, struct does *d)
{
    struct m_wish *place;

    switch (st->c % 4) {
    case 0:
        begin_birth(d, "site.add", SITE);
        put_no(s, ctx, d, st->a);
        put(s, ctx, d, "name", word(st->b), 3, m_text(word(st->b)));
        /* A site begins with a place of its own name. */
        place = &d->in.wish[d->in.n++];
        *place = (struct m_wish){.cell = {.tab = PLACE},
                                 .n_pairs = 5,
                                 .pair = {{2, m_null()},
                                          {3, m_text(word(st->b))},
                                          {6, m_text("拠点")},
                                          {7, m_int(1)},
                                          {8, m_int(1)}}};
        return true;
    case 1:
        if (!begin_on(s, c, d, "site.remove", "site", SITE, st->a))
            return false;
        wish(&d->in, SITE, d->in.subject, M_COL_DELETED, m_int(1));
        return true;
    default:
        if (!begin_on(s, c, d, "site.edit", "site", SITE, st->a))
            return false;
        if (st->b % 3 != 0)
            put_no(s, ctx, d, st->b / 3);
        if (st->b % 4 == 0)
            put_day(s, ctx, d, "valid_from", 7, st->b / 4);
        if (st->b % 5 < 2)
            put_day(s, ctx, d, "valid_to", 8, st->b / 5);
        if (d->in.n == 0) {
            put(s, ctx, d, "name", word(st->b), 3, m_text(word(st->b)));
            rename_places(s, c, d, word(st->b));
        }
        return true;
    }
}

static bool make_model(struct sim *s, struct copy *c, struct kk_ctx *ctx,
                       const struct step *st, struct does *d)
{
    if (st->c % 3 == 0) {
        begin_birth(d, "model.add", MODEL);
        put(s, ctx, d, "name", word(st->a), 3, m_text(word(st->a)));
        put(s, ctx, d, "dev_type", "パソコン", 6, m_text("パソコン"));
        put(s, ctx, d, "flow_class", "P", 7, m_text("P"));
        return true;
    }
    if (!begin_on(s, c, d, st->c % 3 == 1 ? "model.edit" : "model.remove",
                  "model", MODEL, st->a))
        return false;
    if (st->c % 3 == 2) {
        wish(&d->in, MODEL, d->in.subject, M_COL_DELETED, m_int(1));
        return true;
    }
    put(s, ctx, d, "name", word(st->b), 3, m_text(word(st->b)));
    if (st->b % 3 != 0)
        put_day(s, ctx, d, "valid_from", 12, st->b / 3);
    if (st->b % 5 < 3)
        put_day(s, ctx, d, "valid_to", 13, st->b / 5);
    return true;
}

static const struct condition {
    const char *key, *value[4];
} conditions[] = {
    {"service.open", {"08:45", "10:00", "18:00", "19:30"}},
    {"service.close", {"17:15", "20:00", "18:30", "09:00"}},
    {"service.closed_wdays", {"土,日", "日", "水,日", "土,日"}},
    {"sla.contact_min", {"60", "45", "90", "60"}},
};

static const struct condition *condition_of(struct sim *s, struct copy *c,
                                            int64_t row)
{
    struct m_val key = m_value(
        &s->w, &c->is.set, (struct m_cell){.tab = PARAM, .row = row, .col = 2});

    for (int i = 0; i < 4; i++)
        if (key.type == M_TEXT && strcmp(conditions[i].key, key.s) == 0)
            return &conditions[i];
    return NULL;
}

static bool make_param(struct sim *s, struct copy *c, struct kk_ctx *ctx,
                       const struct step *st, struct does *d)
{
    const struct condition *k = &conditions[st->a % 4];
    const char *value = k->value[st->b % 4];

    if (st->c % 5 == 0) {
        begin_birth(d, "param.add", PARAM);
        put(s, ctx, d, "key", k->key, 2, m_text(k->key));
        put(s, ctx, d, "value", value, 3, m_text(value));
        put_day(s, ctx, d, "valid_from", 5, st->b / 4);
        return true;
    }
    if (!begin_on(s, c, d, st->c % 5 == 1 ? "param.remove" : "param.edit",
                  "param", PARAM, st->a))
        return false;
    give(s, ctx, d, "reason", "試し");
    k = condition_of(s, c, d->in.subject);
    if (st->c % 5 == 1) {
        wish(&d->in, PARAM, d->in.subject, M_COL_DELETED, m_int(1));
    } else if (k != NULL) {
        value = k->value[st->b % 4];
        put(s, ctx, d, "value", value, 3, m_text(value));
    }
    return true;
}

/* --- done, and held against the model --------------------------------------
 */

/* Births have the numbers that the program drew. */
static void name_births(struct m_intent *in, const struct m_entry *got)
{
    for (int i = 0; i < in->n; i++)
        for (int k = 0; k < got->n; k++)
            if (in->wish[i].cell.col == M_COL_BIRTH &&
                got->change[k].cell.col == M_COL_BIRTH &&
                got->change[k].cell.tab == in->wish[i].cell.tab)
                in->wish[i].cell.row = got->change[k].cell.row;
    if (in->n > 1 && in->wish[1].cell.tab == PLACE) /* of its site */
        in->wish[1].pair[0].val = m_int(in->wish[0].cell.row);
    if (in->n > 0 && in->wish[0].cell.col == M_COL_BIRTH)
        in->subject = in->wish[0].cell.row;
}

/* What the model makes of it; births that are not there yet get numbers. */
static bool allowed(struct sim *s, struct copy *c, struct does *d)
{
    struct m_intent in = d->in;
    struct m_entry want;
    bool ok;

    for (int i = 0; i < in.n; i++)
        if (in.wish[i].cell.col == M_COL_BIRTH)
            in.wish[i].cell.row = 7 + i;
    name_births(&in, &(struct m_entry){.n = 0});
    ok = m_record(&s->w, &c->is.set, &in, c->clock.fixed, &want) &&
         !m_breaks(&s->w, &c->is.set, &want);
    free(want.change);
    return ok;
}

static void done(struct sim *s, struct copy *c, struct does *d)
{
    static struct m_set before;
    struct m_entry want;

    before = c->is.set;
    c->lease = read_back(s, c, NULL);
    c->writer = s->w.entry[c->lease].writer;
    name_births(&d->in, &s->w.entry[c->lease]);
    (void)m_record(&s->w, &before, &d->in, c->clock.fixed, &want);
    entry_compare(s, &want, &s->w.entry[c->lease]);
    free(want.change);
    copy_tail_append(c);
}

static void perform(struct sim *s, struct copy *c, struct kk_ctx *ctx,
                    struct does *d, bool ok)
{
    struct kk_outcome out = {0};
    struct kk_err err = {0};
    enum kk_status st = kk_act(ctx, d->args, KK_ACT_RUN, &out, &err);

    if (st != KK_OK && st != KK_REFUSED)
        sim_ok(s, st, &err, d->action->name);
    if ((st == KK_OK) != ok)
        sim_fail(s, "%s should be %s: %s", d->action->name,
                 ok ? "allowed" : "refused", err.text);
    if (st == KK_OK && out.entry[0] != '\0')
        done(s, c, d);
    s->refused += st != KK_OK;
    kk_outcome_free(&out);
    kk_args_free(&d->args);
}

static enum kk_status run_base(struct copy *c, struct m_intent *in,
                               struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (int i = 0; st == KK_OK && i < in->n; i++)
        st = kk_row_insert(
            c->db, "contract_param",
            KK_CELLS({"key", kk_vtext(in->wish[i].pair[0].val.s)},
                     {"value", kk_vtext(in->wish[i].pair[1].val.s)},
                     {"valid_from", kk_vint(in->wish[i].pair[2].val.i)}),
            &in->wish[i].cell.row, err);
    return st;
}

/* The conditions that every contract has; true: they were there. */
static bool has_base(struct sim *s, struct copy *c)
{
    struct m_intent in = {.undoes = -1};
    int tab = PARAM;

    if (some_row(s, c, 0, &tab) != 0)
        return true;
    for (int i = 0; i < 4; i++)
        in.wish[in.n++] =
            (struct m_wish){.cell = {.tab = PARAM},
                            .n_pairs = 3,
                            .pair = {{2, m_text(conditions[i].key)},
                                     {3, m_text(conditions[i].value[0])},
                                     {5, m_int(days[0].day)}}};
    (void)act(s, c, "t.contract", &in, run_base);
    return false;
}

static void step_contract(struct sim *s, struct copy *c, const struct step *st)
{
    struct step of = *st;
    struct kk_ctx *ctx;
    struct does d = {0};
    bool some;

    if (!has_base(s, c))
        return;
    ctx = open_ctx(s, c);
    of.c /= 3;
    some = st->c % 3 == 0   ? make_param(s, c, ctx, &of, &d)
           : st->c % 3 == 1 ? make_site(s, c, ctx, &of, &d)
                            : make_model(s, c, ctx, &of, &d);
    if (some)
        perform(s, c, ctx, &d, allowed(s, c, &d));
}

/* Taking back runs the rules of what is taken back. */
static void step_take_back(struct sim *s, struct copy *c, const struct step *st)
{
    int n = c->is.set.n, entry;
    struct does d = {0};
    struct kk_ctx *ctx;
    char name[40];
    bool ok;

    if (n == 0)
        return;
    entry =
        c->is.set.at[n - 1 - (int)(st->a % 6 < (unsigned)n ? st->a % 6 : 0)];
    ctx = open_ctx(s, c);
    begin(&d, "undo", 0);
    ok = m_undo(&s->w, &c->is.set, sim_refs, entry, &d.in);
    snprintf(name, sizeof name, "%010" PRIx64 "-%" PRId64,
             s->w.entry[entry].writer, s->w.entry[entry].seq);
    give(s, ctx, &d, "entry", name);
    perform(s, c, ctx, &d, ok && allowed(s, c, &d));
}

const struct op contract_ops[] = {
    {"contract", 14, 12, step_contract},
    {"takeback", 8, 6, step_take_back},
    {NULL, 0, 0, NULL},
};
