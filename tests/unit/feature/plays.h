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

#endif
