/* Arguments for any action, by the types of its parameters. */
#include "actor.h"

#include "../unit/test.h"

#include <kikusui/domain/steps.h>
#include <kikusui/store/db.h>

#include <string.h>

enum { TRIES = 8, CANDIDATES = 10, KEPT_BYTES = 4000, SHOWN_BYTES = 3000 };

void actor_free(struct actor *p)
{
    kk_str_free(&p->told);
}

static const char *pick(struct rnd *r, const char *const *of, size_t n)
{
    return of[rnd_below(r, n)];
}
#define PICK(r, ...)                                                           \
    pick(r, (const char *const[]){__VA_ARGS__},                                \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* --- values --------------------------------------------------------------- */

/* What is typed from a vocabulary that no code list holds. */
static const struct {
    const char *param, *value[3];
} vocabulary[] = {
    {"fields", {"全部", "現象,拠点", "現地担当者"}},
    {"worked_on", {"スキャナ", "制御PC", "両方"}},
};

static bool known_word(struct rnd *r, const struct kk_param *p,
                       struct kk_str *out)
{
    for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++)
        if (strcmp(vocabulary[i].param, p->name) == 0) {
            kk_str_add(out, vocabulary[i].value[rnd_below(r, 3)]);
            return true;
        }
    return false;
}

static void some_text(struct rnd *r, const struct kk_param *p,
                      struct kk_str *out)
{
    if (known_word(r, p, out))
        return;
    if (p->flags & KK_IDENT)
        kk_str_addf(out, "P%c-%04zu", (char)('A' + rnd_below(r, 4)),
                    rnd_below(r, 300));
    else if (p->flags & KK_NARROW)
        kk_str_addf(out, "R5-%03zu", rnd_below(r, 200));
    else if (p->type == KK_LINES)
        kk_str_addf(out, "画面が映らない\n電源は入る（%zu回目）",
                    rnd_below(r, 9));
    else
        kk_str_addf(out, "%s%zu",
                    PICK(r, "田中", "市の鈴木", "電源が入らない", "保険年金課",
                         "v", "書類", "011-211-20"),
                    rnd_below(r, 30));
}

/* Mostly just now; what is still to come where it may be. */
static kk_time some_time(struct rnd *r, const struct kk_ctx *ctx,
                         const struct kk_param *p)
{
    kk_time now = kk_now(ctx->clock);

    switch (rnd_below(r, (p->flags & (KK_PAST | KK_NOW)) ? 5 : 8)) {
    case 0:
        return now - (kk_time)rnd_below(r, 180) * 60;
    case 1:
        return now - (kk_time)rnd_below(r, 3 * 1440) * 60;
    case 5:
    case 6:
    case 7:
        return now + (kk_time)rnd_below(r, 2 * 1440) * 60;
    default:
        return now;
    }
}

static void add_time(struct kk_str *out, kk_time t, bool day)
{
    struct kk_civil c;

    kk_civil_of(t, &c);
    kk_str_addf(out, "%04d-%02d-%02d", c.year, c.month, c.day);
    if (!day)
        kk_str_addf(out, "T%02d:%02d", c.hour, c.min);
}

static void some_code(struct rnd *r, const struct kk_ctx *ctx,
                      const struct kk_param *p, struct kk_str *out)
{
    const struct kk_codes *codes = kk_find_codes(ctx->reg, p->from);
    size_t n = 0;

    while (codes != NULL && codes->code[n].value != NULL)
        n++;
    if (n > 0)
        kk_str_add(out, codes->code[rnd_below(r, n)].value);
}

/* --- references ----------------------------------------------------------- */

static enum kk_status of_listing(struct kk_ctx *ctx, struct kk_args *a,
                                 const struct kk_listing *l, kk_id *out,
                                 size_t *n, struct kk_err *err)
{
    const struct kk_query q = {
        .listing = l, .binds = kk_args_binds(a, NULL), .limit = CANDIDATES};
    struct kk_rows rows = {0};
    enum kk_status st = kk_listing_fetch(ctx, &q, &rows, err);

    *n = 0;
    for (; st == KK_OK && *n < rows.n; ++*n)
        out[*n] = rows.id[*n];
    kk_rows_free(&rows);
    return st;
}

static enum kk_status of_table(struct kk_ctx *ctx, const struct kk_kind *kind,
                               kk_id *out, size_t *n, struct kk_err *err)
{
    struct kk_cur *cur;
    char sql[160];
    enum kk_status st;

    snprintf(sql, sizeof sql,
             "SELECT id FROM %s WHERE deleted IS NULL ORDER BY id DESC "
             "LIMIT %d",
             kind->table, CANDIDATES);
    *n = 0;
    st = kk_cur_open_sql(ctx->db, sql, NULL, &cur, err);
    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK)
        out[(*n)++] = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

/* As the picker of a form would; the first are those that matter most. */
static enum kk_status some_row(struct rnd *r, struct kk_ctx *ctx,
                               struct kk_args *a, const struct kk_param *p,
                               struct kk_str *told, struct kk_err *err)
{
    const struct kk_listing *l = kk_find_listing(ctx->reg, p->from);
    const struct kk_kind *kind = kk_param_kind(ctx->reg, p);
    size_t n = 0, take = (p->flags & KK_MANY) ? 1 + rnd_below(r, 3) : 1;
    kk_id id[CANDIDATES];
    enum kk_status st;

    if (l == NULL && kind == NULL)
        return KK_NONE;
    st = l != NULL ? of_listing(ctx, a, l, id, &n, err)
                   : of_table(ctx, kind, id, &n, err);
    if (st == KK_OK && n == 0)
        return KK_NONE;
    if (st == KK_OK && (p->flags & KK_MANY))
        st = kk_args_set(ctx, a, p->name, NULL, err);
    for (size_t i = 0; st == KK_OK && i < take; i++) {
        kk_id one = id[rnd_below(r, rnd_below(r, 2) == 0 ? 1 : n)];

        kk_str_addf(told, "%s#%lld", i > 0 ? "," : "", (long long)one);
        st = kk_args_set_id(a, p->name, one, err);
    }
    return st;
}

/* KK_NONE: there is nothing to give. */
static enum kk_status give(struct actor *p, struct kk_ctx *ctx,
                           struct kk_args *a, const struct kk_param *param,
                           struct kk_str *told, struct kk_err *err)
{
    struct kk_str value = {0};
    enum kk_status st = KK_OK;

    kk_str_addf(told, " %s=", param->name);
    if (param->type == KK_REF)
        return some_row(p->r, ctx, a, param, told, err);
    if (param->type == KK_INT)
        kk_str_addf(&value, "%zu",
                    rnd_below(p->r, rnd_below(p->r, 4) == 0 ? 200000 : 12));
    else if (param->type == KK_CHOICE)
        some_code(p->r, ctx, param, &value);
    else if (param->type == KK_TIME || param->type == KK_DATE)
        add_time(&value, some_time(p->r, ctx, param), param->type == KK_DATE);
    else
        some_text(p->r, param, &value);
    kk_str_add(told, kk_str_c(&value));
    st = kk_args_set(ctx, a, param->name, kk_str_c(&value), err);
    kk_str_free(&value);
    return st;
}

/* --- playing -------------------------------------------------------------- */

static const struct kk_param *param_named(const struct kk_action *action,
                                          const char *name)
{
    for (const struct kk_param *p = action->params; p->name != NULL; p++)
        if (strcmp(p->name, name) == 0)
            return p;
    return strcmp(name, KK_PASS) == 0 ? &kk_pass_param : NULL;
}

/* What stands before anything is chosen: a step's record and arguments. */
struct given {
    kk_id subject;    /* 0: none */
    const char *with; /* to=メーカー …; "" */
    const char *step; /* of KIND.step; NULL: none */
};

static enum kk_status give_subject(struct actor *p, struct kk_ctx *ctx,
                                   struct kk_args *a, const struct given *g,
                                   const struct kk_param *x,
                                   struct kk_str *told, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    if (g->subject == 0)
        st = give(p, ctx, a, x, told, err);
    else
        st = kk_args_set_id(a, x->name, g->subject, err);
    return st == KK_OK ? kk_act_fill(ctx, a, err) : st;
}

/* What names a column of the step's row is left to the form's own. */
static enum kk_status give_with(struct kk_ctx *ctx, struct kk_args *a,
                                const struct given *g, struct kk_str *told,
                                struct kk_err *err)
{
    const char *s = g->with;
    enum kk_status st = KK_OK;

    kk_str_addf(told, " %s", s);
    while (st == KK_OK && *s != '\0') {
        size_t n = strcspn(s, " "), eq = strcspn(s, "=");
        char name[40], value[80];

        snprintf(name, sizeof name, "%.*s", (int)eq, s);
        snprintf(value, sizeof value, "%.*s", (int)(n - eq - 1), s + eq + 1);
        if (value[0] != ':')
            st = kk_args_set(ctx, a, name, value, err);
        s += n + strspn(s + n, " ");
    }
    if (st == KK_OK && g->step != NULL)
        st = kk_args_set(ctx, a, "step", g->step, err);
    return st;
}

/* As a form is filled in: what it is about, what is prefilled, what must be
 * given, and a little of the rest. */
static enum kk_status fill_in(struct actor *p, struct kk_ctx *ctx,
                              struct kk_args *a, const struct given *g,
                              struct kk_str *told, struct kk_err *err)
{
    const struct kk_action *action = kk_args_action(a);
    enum kk_status st = give_with(ctx, a, g, told, err);

    for (const struct kk_param *x = action->params;
         st == KK_OK && x->name != NULL; x++) {
        bool must = x->flags & KK_REQUIRED, there;

        if (x->flags & KK_SUBJECT) {
            st = give_subject(p, ctx, a, g, x, told, err);
            continue;
        }
        there = kk_arg_given(a, x->name) != KK_UNSET;
        if (there ? rnd_below(p->r, 8) != 0 : !must && rnd_below(p->r, 3) != 0)
            continue;
        st = give(p, ctx, a, x, told, err);
        if (st == KK_NONE || st == KK_REFUSED)
            st = must ? KK_REFUSED : KK_OK;
    }
    return st == KK_OK ? kk_act_fill(ctx, a, err) : st;
}

static enum kk_status run(struct actor *p, struct kk_ctx *ctx,
                          struct kk_args *a, struct kk_err *err)
{
    struct kk_outcome o = {0};
    enum kk_status st;

    if (p->act != NULL)
        return p->act(p->user, ctx, a, err);
    st = kk_act(ctx, a, KK_ACT_RUN, &o, err);
    kk_outcome_free(&o);
    return st;
}

static void keep(struct actor *p, const struct kk_ctx *ctx,
                 const struct kk_action *action, const struct kk_str *told)
{
    if (p->told.n_bytes > KEPT_BYTES) {
        struct kk_str rest = {0};

        kk_str_add(&rest,
                   strchr(p->told.s + p->told.n_bytes - SHOWN_BYTES, '\n'));
        kk_str_free(&p->told);
        p->told = rest;
    }
    kk_str_addf(&p->told, "\n%s %s%s", ctx->node, action->name, kk_str_c(told));
}

static void count(struct actor *p, const struct kk_ctx *ctx,
                  const struct kk_args *a)
{
    const struct kk_action *action = kk_args_action(a);

    p->last = action;
    p->last_subject = kk_args_subject(a);
    for (size_t i = 0; i < ACTOR_MOST; i++)
        if (kk_action_at(ctx->reg, i) == action) {
            p->done[i]++;
            return;
        }
}

/* A refusal that names a parameter is answered with that one; where nothing
 * can be given, what stands there is tried again. */
static enum kk_status play(struct actor *p, struct kk_ctx *ctx,
                           const struct kk_action *action,
                           const struct given *g, struct kk_err *err)
{
    struct kk_args *a = kk_args_new(action);
    struct kk_str told = {0};
    enum kk_status st, done = KK_REFUSED;

    kk_err_clear(err);
    st = fill_in(p, ctx, a, g, &told, err);
    for (int i = 0; st == KK_OK && i < TRIES; i++) {
        const struct kk_param *named;

        done = run(p, ctx, a, err);
        named = param_named(action, err->field);
        if (done != KK_REFUSED || named == NULL)
            break;
        kk_err_clear(err);
        st = give(p, ctx, a, named, &told, err);
        if (st == KK_REFUSED)
            st = KK_OK;
    }
    if (done != KK_REFUSED)
        keep(p, ctx, action, &told);
    if (done == KK_OK)
        count(p, ctx, a);
    kk_str_free(&told);
    kk_args_free(&a);
    return st == KK_OK || st == KK_NONE || st == KK_REFUSED ? done : st;
}

enum kk_status actor_play(struct actor *p, struct kk_ctx *ctx,
                          const struct kk_action *action, struct kk_err *err)
{
    const struct given none = {.with = ""};

    return play(p, ctx, action, &none, err);
}

/* A row that a rule demands is everywhere. */
static bool has(struct kk_ctx *ctx, const struct kk_action *action, kk_id id)
{
    const struct kk_kind *kind = kk_find_kind(ctx->reg, action->kind);
    struct kk_cur *cur;
    struct kk_err err = {0};
    char sql[120];
    bool found;

    if (id <= 0 || kind == NULL)
        return id < 0;
    snprintf(sql, sizeof sql, "SELECT 1 FROM %s WHERE id = %lld", kind->table,
             (long long)id);
    ck_ok(kk_cur_open_sql(ctx->db, sql, NULL, &cur, &err), &err);
    found = kk_cur_next(cur, &err) == KK_OK;
    kk_cur_close(&cur);
    return found;
}

enum kk_status actor_again(struct actor *p, struct kk_ctx *ctx,
                           struct kk_err *err)
{
    const struct given g = {.subject = p->last_subject, .with = ""};

    if (p->last == NULL || !has(ctx, p->last, g.subject))
        return KK_REFUSED;
    return play(p, ctx, p->last, &g, err);
}

/* --- steps ---------------------------------------------------------------- */

static const struct kk_kind *some_kind(struct actor *p, struct kk_ctx *ctx)
{
    const struct kk_kind *kind[16];
    size_t n = 0;

    for (const struct kk_feature *const *f = ctx->reg->features; *f != NULL;
         f++)
        for (const struct kk_kind *k = (*f)->kinds;
             k != NULL && k->name != NULL; k++)
            if (n < 16 && kk_steps_has(k))
                kind[n++] = k;
    return kind[rnd_below(p->r, n)];
}

static enum kk_status play_step(struct actor *p, struct kk_ctx *ctx,
                                const struct kk_kind *kind, kk_id id,
                                const struct kk_step *step, struct kk_err *err)
{
    struct given g = {.subject = id, .with = step->with};
    const struct kk_action *action = kk_find_action(ctx->reg, step->action);
    char name[60];

    if (step->tick) {
        snprintf(name, sizeof name, "%s.step", kind->name);
        action = kk_find_action(ctx->reg, name);
        g.step = step->key;
    }
    return action == NULL ? KK_REFUSED : play(p, ctx, action, &g, err);
}

enum kk_status actor_step(struct actor *p, struct kk_ctx *ctx,
                          struct kk_err *err)
{
    const struct kk_kind *kind = some_kind(p, ctx);
    struct kk_arena arena = {0};
    struct kk_steps steps;
    kk_id id[CANDIDATES];
    size_t n, i;
    enum kk_status st = of_table(ctx, kind, id, &n, err);

    if (st != KK_OK || n == 0)
        return st == KK_OK ? KK_REFUSED : st;
    i = rnd_below(p->r, n);
    st = kk_steps_load(ctx, kind, id[i], &arena, &steps, err);
    if (st == KK_OK)
        st = steps.next < 0
                 ? KK_REFUSED
                 : play_step(p, ctx, kind, id[i], &steps.step[steps.next], err);
    kk_arena_free(&arena);
    return st;
}

/* --- turns ---------------------------------------------------------------- */

static bool is_playable(const struct kk_action *action)
{
    for (const struct kk_param *p = action->params; p->name != NULL; p++)
        if (p->type == KK_SECRET)
            return false;
    return true;
}

enum kk_status actor_turn(struct actor *p, struct kk_ctx *ctx,
                          struct kk_err *err)
{
    const struct kk_action *action;
    size_t n = 0, i, other;

    if (rnd_below(p->r, 3) == 0)
        return actor_step(p, ctx, err);
    while (kk_action_at(ctx->reg, n) != NULL)
        n++;
    ck_assert_uint_le(n, ACTOR_MOST);
    i = rnd_below(p->r, n);
    other = rnd_below(p->r, n);
    action = kk_action_at(ctx->reg, p->done[other] < p->done[i] ? other : i);
    return is_playable(action) ? actor_play(p, ctx, action, err) : KK_REFUSED;
}

size_t actor_done(const struct actor *p, const struct kk_ctx *ctx, size_t *all)
{
    const struct kk_action *action;
    size_t done = 0;

    printf("never done:");
    for (*all = 0; (action = kk_action_at(ctx->reg, *all)) != NULL; ++*all) {
        done += p->done[*all] > 0;
        if (p->done[*all] == 0)
            printf(" %s", action->name);
    }
    printf("\n%zu of %zu actions done\n", done, *all);
    return done;
}

/* --- what stands before --------------------------------------------------- */

static void act(struct kk_ctx *ctx, const char *name, ...)
{
    const struct kk_action *action = kk_find_action(ctx->reg, name);
    struct kk_args *a;
    struct kk_outcome o = {0};
    struct kk_err err = {0};
    const char *key;
    va_list ap;

    ck_assert_msg(action != NULL, "no action %s", name);
    a = kk_args_new(action);
    va_start(ap, name);
    while ((key = va_arg(ap, const char *)) != NULL)
        ck_ok(kk_args_set(ctx, a, key, va_arg(ap, const char *), &err), &err);
    va_end(ap);
    ck_ok(kk_act(ctx, a, KK_ACT_RUN, &o, &err), &err);
    kk_outcome_free(&o);
    kk_args_free(&a);
}

void actor_shop(struct kk_ctx *ctx)
{
    static const char *const unit[][6] = {
        {"HP-1", "ProDesk", "住記・税", "窓口", "東区役所", "稼働中"},
        {"HP-2", "ProDesk", "住記・税", "窓口", "北区役所", "稼働中"},
        {"NB-1", "ProBook", "中間サーバ接続端末", "接続", "菊水分庁舎",
         "稼働中"},
        {"SP-1", "ProDesk", "住記・税", "窓口", "受託者保管", "予備"},
        {"SP-2", "ProDesk", "住記・税", "窓口", "受託者保管", "予備"},
        {"BC-1", "SSH65LVU", "国保福祉", NULL, "東区役所", "稼働中"},
        {"BC-2", "SSH65LVU", "国保福祉", NULL, "菊水分庁舎", "予備"},
        {"BC-3", "SSH65LVU", "国保福祉", NULL, "菊水分庁舎", "予備"},
        {"CL-1", "SP C840", "住記・税", NULL, "東区役所", "稼働中"},
        {"CL-2", "SP C840", "住記・税", NULL, "北区役所", "稼働中"},
    };

    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
        const char *const *u = unit[i];

        act(ctx, "unit.add", "machine_id", u[0], "model", u[1], "segment", u[2],
            "place", u[4], "state", u[5], u[3] == NULL ? NULL : "role", u[3],
            NULL);
    }
    for (int i = 0; i < 2; i++)
        act(ctx, "media.release", "kind", "住記・税窓口", "version",
            i == 0 ? "v1" : "v2", "released",
            i == 0 ? "2023-04-01" : "2023-04-10", NULL);
}
