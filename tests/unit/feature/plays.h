/* Actions played at random on one copy: what may be given to each, what it
 * left, what must never be. For tests that hold what no order of recording
 * breaks. */
#ifndef KIKUSUI_TEST_PLAYS_H
#define KIKUSUI_TEST_PLAYS_H

#include "../store/random.h"
#include "world.h"

enum { ARGS = 5 };

/* What may be given to each action; "" empties, NULL leaves out. */
struct play {
    const char *action;
    struct {
        const char *key;
        const char *value[4];
    } arg[ARGS];
};

static inline int64_t count(struct world *w, const char *sql)
{
    struct kk_cur *cur;
    int64_t n;

    ck_ok(kk_cur_open_sql(w->f.db, sql, NULL, &cur, &w->err), &w->err);
    ck_ok(kk_cur_next(cur, &w->err), &w->err);
    n = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return n;
}

/* What it is refused for is no matter; only what it leaves. subject, where it
 * is not 0, is the action's `param`. */
static inline enum kk_status play(struct world *w, struct rnd *r,
                                  const struct play *p, const char *param,
                                  kk_id subject, struct kk_str *told)
{
    const struct kk_action *action = kk_find_action(w->ctx.reg, p->action);
    struct kk_args *a = kk_args_new(action);
    struct kk_outcome o = {0};
    enum kk_status st = KK_OK;

    kk_str_addf(told, "\n%s", p->action);
    kk_err_clear(&w->err);
    if (subject != 0)
        st = kk_args_set_id(a, param, subject, &w->err);
    for (size_t i = 0; i < ARGS && st == KK_OK && p->arg[i].key != NULL; i++) {
        const char *value = p->arg[i].value[rnd_below(r, 4)];

        if (value == NULL)
            continue;
        kk_str_addf(told, " %s=%s", p->arg[i].key, value);
        st = kk_args_set(&w->ctx, a, p->arg[i].key, value, &w->err);
    }
    if (st == KK_OK)
        st = kk_act(&w->ctx, a, KK_ACT_RUN, &o, &w->err);
    if (st != KK_OK)
        kk_str_addf(told, " (%s)", w->err.text);
    kk_outcome_free(&o);
    kk_args_free(&a);
    return st;
}

/* The end of what was played: all of it is more than a message holds. */
static inline const char *last_of(const struct kk_str *told)
{
    const char *s = kk_str_c(told);

    if (told->n_bytes > 2000)
        s = strchr(s + told->n_bytes - 2000, '\n');
    return s != NULL ? s : "";
}

/* One of the newest of a table, 0: there is none; `open` come first where that
 * is a condition. */
static inline kk_id some_row(struct world *w, struct rnd *r, const char *table,
                             const char *open, size_t of)
{
    char sql[200];

    snprintf(sql, sizeof sql,
             "SELECT coalesce((SELECT id FROM %s WHERE deleted IS NULL "
             "ORDER BY %s DESC, id DESC LIMIT 1 OFFSET %zu), 0)",
             table, open, rnd_below(r, of));
    return count(w, sql);
}

/* What a test plays, and what must not come of it. */
struct plays {
    const struct play *play;
    size_t n;
    const char *const *never; /* each counts what must never be */
    size_t n_never;
    void (*shop)(struct world *); /* what stands before */
    /* Plays one; KK_NONE: not now. */
    enum kk_status (*one)(struct world *, struct rnd *, const struct play *,
                          struct kk_str *told);
    int steps;
    size_t minutes; /* at most, from one to the next */
};
#define PLAYS(play_, never_)                                                   \
    .play = play_, .n = sizeof(play_) / sizeof *(play_), .never = never_,      \
    .n_never = sizeof(never_) / sizeof *(never_)

static inline void expect_never(struct world *w, const struct plays *g,
                                const struct kk_str *told)
{
    for (size_t k = 0; k < g->n_never; k++)
        ck_assert_msg(count(w, g->never[k]) == 0, "%s\nnever: %s",
                      last_of(told), g->never[k]);
}

/* Undo goes no further back than the shop. */
static inline void plays_run(const struct plays *g)
{
    struct rnd r = rnd_new();
    struct kk_str told = {0};
    struct world w;
    int done = 0, stands = 0;

    world_new(&w);
    g->shop(&w);
    for (int i = 0; i < g->steps; i++) {
        const struct play *p = &g->play[rnd_below(&r, g->n)];
        bool back = strcmp(p->action, "undo") == 0;
        enum kk_status st;

        if (back && (stands == 0 || rnd_below(&r, 2) == 0))
            continue;
        st = g->one(&w, &r, p, &told);
        ck_assert_msg(st == KK_OK || st == KK_REFUSED || st == KK_USAGE ||
                          st == KK_NONE,
                      "%s: %s", last_of(&told), w.err.text);
        if (st == KK_OK) {
            done++;
            stands += back ? -1 : 1;
            expect_never(&w, g, &told);
        }
        w.f.clock.fixed += (kk_time)rnd_below(&r, g->minutes) * 60;
    }
    ck_assert_int_gt(done, g->steps / 10);
    fixture_verify(&w.f);
    kk_str_free(&told);
    world_free(&w);
}

#endif
