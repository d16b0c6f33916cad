/* Running an action: may it, preview, rules, entry, what is told after. */
#include "args.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/check.h>
#include <kikusui/domain/far.h>
#include <kikusui/domain/judged.h>
#include <kikusui/domain/takeback.h>
#include <kikusui/domain/values.h>
#include <kikusui/store/tx.h>

#include <stdio.h>
#include <string.h>

void kk_outcome_free(struct kk_outcome *o)
{
    kk_str_free(&o->effects);
    kk_str_free(&o->tell);
    *o = (struct kk_outcome){0};
}

/* `binds`: what is given besides. */
static enum kk_status ask_may(struct kk_ctx *ctx,
                              const struct kk_action *action,
                              const struct kk_bind *binds, struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st = kk_cur_open(ctx->db, action->may, binds, &cur, err);

    if (st == KK_OK)
        st = kk_cur_next(cur, err);
    if (st == KK_OK && kk_cur_text(cur, 0) != NULL) {
        const char *field = kk_cur_count(cur) > 1 ? kk_cur_text(cur, 1) : NULL;

        st = kk_fail_at(err, KK_REFUSED, field == NULL ? "" : field, "%s",
                        kk_cur_text(cur, 0));
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_act_can(struct kk_ctx *ctx, const struct kk_action *action,
                          kk_id subject, struct kk_err *err)
{
    if ((action->flags & KK_OFFICE) && !ctx->office)
        return kk_fail(err, KK_REFUSED, "「%s」は事務所の端末でだけ行えます",
                       action->label);
    if (ctx->worker == 0 && (action->flags & KK_NO_WORKER) == 0)
        return kk_ctx_need_worker(ctx, err);
    if (action->may != NULL) {
        enum kk_status st =
            ask_may(ctx, action,
                    KK_BINDS({"id", kk_vid(subject)},
                             {"action", kk_vtext(action->name)}),
                    err);

        if (st != KK_OK)
            return st;
    }
    return action->can == NULL ? KK_OK : action->can(ctx, subject, err);
}

/* --- subject and intent ----------------------------------------------------
 */

kk_id kk_args_subject(const struct kk_args *a)
{
    for (size_t i = 0; i < a->n; i++)
        if ((a->action->params[i].flags & KK_SUBJECT) &&
            a->slot[i].given == KK_GIVEN)
            return a->slot[i].i;
    return 0;
}

/* The parameter whose records are taken one after the other: the subject, or
 * one that is a column of what is made. -1: none was given several. */
static int many_slot(const struct kk_args *a)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct kk_param *p = &a->action->params[i];

        if ((p->flags & KK_MANY) != 0 && a->slot[i].n_ids > 1 &&
            ((p->flags & KK_SUBJECT) != 0 || p->column != NULL))
            return (int)i;
    }
    return -1;
}

static const struct kk_kind *kind_of(const struct kk_ctx *ctx,
                                     const struct kk_action *action)
{
    if (action->kind == NULL || *action->kind == '\0')
        return NULL;
    return kk_find_kind(ctx->reg, action->kind);
}

struct intent {
    struct kk_intent in;
    struct kk_intent_arg arg[KK_MAX_PARAMS + 1];
    struct kk_arena arena;
};

static void make_intent(struct kk_ctx *ctx, const struct kk_args *a, kk_id id,
                        struct intent *out)
{
    const struct kk_kind *kind = kind_of(ctx, a->action);

    for (size_t i = 0; i <= a->n; i++) {
        const struct kk_param *p = kk_args_param(a, i);

        if (a->slot[i].given == KK_UNSET || p->type == KK_SECRET)
            continue;
        const char *value = kk_args_canonical(a, p->name, &out->arena);
        out->arg[out->in.n_args++] =
            (struct kk_intent_arg){.name = p->name, .value = value};
        if (strcmp(p->name, "reason") == 0)
            out->in.reason = value;
        if (strcmp(p->name, "at") == 0 && (a->action->flags & KK_HAPPENED) &&
            p->type == KK_TIME)
            out->in.happened_at = a->slot[i].i;
    }
    out->in.action = a->action->as != NULL ? a->action->as : a->action->name;
    out->in.worker = ctx->worker;
    out->in.arg = out->arg;
    out->in.as_of = a->as_of;
    /* What hangs on another record is told there; else it is about itself. */
    if (a->action->makes != NULL && kk_args_subject(a) != 0)
        id = kk_args_subject(a);
    else if (a->action->makes != NULL)
        kind = kk_find_kind(ctx->reg, a->action->makes);
    if (kind != NULL && id != 0) {
        out->in.subject_table = kind->table;
        out->in.subject = id;
    }
}

/* --- what is said about it -------------------------------------------------
 */

static enum kk_status read_tell(struct kk_ctx *ctx, struct kk_args *a, kk_id id,
                                struct kk_str *out, struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st;

    if (a->action->tell == NULL)
        return KK_OK;
    st = kk_cur_open(ctx->db, a->action->tell,
                     kk_args_binds(a, KK_BINDS({"id", kk_vid(id)})), &cur, err);
    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        const char *line = kk_cur_text(cur, 0);

        if (line != NULL && *line != '\0')
            kk_str_addf(out, "%s\n", line);
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

/* The number of the record, where its table has one. */
static void read_no(struct kk_ctx *ctx, const struct kk_action *action,
                    kk_id id, char *out, size_t n_bytes)
{
    const struct kk_kind *kind = action->makes != NULL
                                     ? kk_find_kind(ctx->reg, action->makes)
                                     : kind_of(ctx, action);
    const struct kk_table *t;
    struct kk_arena arena = {0};
    struct kk_val v;

    if (kind == NULL || id == 0)
        return;
    t = kk_catalog_named(kk_db_catalog(ctx->db), kind->table);
    if (t != NULL && kk_table_named(t, "no") != NULL &&
        kk_row_get(ctx->db, kind->table, id, "no", &arena, &v, NULL) == KK_OK) {
        if (v.type == KK_VTEXT)
            kk_fmt(out, n_bytes, "%s", v.s);
        else if (v.type == KK_VINT)
            snprintf(out, n_bytes, "%lld", (long long)v.i);
    }
    kk_arena_free(&arena);
}

static void drop_newline(struct kk_str *s)
{
    if (s->n_bytes > 0 && s->s[s->n_bytes - 1] == '\n')
        s->s[--s->n_bytes] = '\0';
}

/* --- running ---------------------------------------------------------------
 */

/* No kind: it may have written anything (undo). */
static bool touches_contract(struct kk_ctx *ctx, const struct kk_args *a)
{
    const struct kk_kind *kind = kind_of(ctx, a->action);

    return kind == NULL || kind->contract;
}

/* Its writer says what it writes; undo and reviews put back what stood. */
static bool says(struct kk_ctx *ctx, const struct kk_action *action)
{
    return action->makes != NULL || kind_of(ctx, action) != NULL;
}

/* What happened cannot be ahead; but clocks differ, so it is only told. */
static void tell_ahead(struct kk_ctx *ctx, const struct kk_args *a,
                       struct kk_str *out)
{
    kk_time now = kk_now(ctx->clock);
    char text[KK_TIME_BYTES];

    for (const struct kk_param *p = a->action->params;
         p != NULL && p->name != NULL; p++) {
        bool at =
            (a->action->flags & KK_HAPPENED) != 0 && kk_streq(p->name, "at");

        if (p->type != KK_TIME || (!at && (p->flags & KK_PAST) == 0) ||
            kk_arg_time(a, p->name) <= now)
            continue;
        kk_str_addf(out, "注意: %s%s%s は今より後です\n", at ? "" : p->label,
                    at ? "" : " ",
                    kk_time_short(kk_arg_time(a, p->name), now, text));
    }
}

static void tell_unseen(const struct kk_args *a, struct kk_str *out)
{
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++)
        n += a->slot[i].unseen;
    if (n > 0)
        kk_str_addf(out, "注意: " KK_UNSEEN_WORDS "\n", n);
}

/* Whether the action may run with these arguments. */
static enum kk_status ask_may_run(struct kk_ctx *ctx, struct kk_args *a,
                                  struct kk_err *err)
{
    struct kk_str emptied = {0};
    enum kk_status st;

    for (size_t i = 0; i < a->n; i++)
        if (a->slot[i].given == KK_EMPTY)
            kk_str_addf(&emptied, "%s%s,", emptied.n_bytes == 0 ? "," : "",
                        a->action->params[i].name);
    st = ask_may(
        ctx, a->action,
        kk_args_binds(a, KK_BINDS({"id", kk_vid(kk_args_subject(a))},
                                  {"action", kk_vtext(a->action->name)},
                                  {"emptied", kk_vtext(kk_str_c(&emptied))})),
        err);
    kk_str_free(&emptied);
    return st;
}

static enum kk_status run_one(struct kk_ctx *ctx, struct kk_args *a,
                              struct kk_outcome *out, struct kk_err *err)
{
    enum kk_status st = kk_act_can(ctx, a->action, kk_args_subject(a), err);
    kk_id id = 0;

    if (st == KK_OK && a->action->complete != NULL)
        st = a->action->complete(ctx, a, err);
    if (st == KK_OK && a->action->may != NULL)
        st = ask_may_run(ctx, a, err);
    if (st != KK_OK)
        return st;
    if (a->action->foretell != NULL)
        a->action->foretell(ctx, a, &out->tell);
    st = a->action->run != NULL ? a->action->run(ctx, a, &id, err)
                                : kk_run_plain(ctx, a, &id, err);
    if (st != KK_OK)
        return st;
    if (id == 0)
        id = kk_args_subject(a);
    if (out->id == 0)
        out->id = id;
    return read_tell(ctx, a, id, &out->tell, err);
}

/* Of several records each in its turn, a line of result each; the first that
 * cannot be done is named and stops all. */
static enum kk_status run_each(struct kk_ctx *ctx, struct kk_args *a, int at,
                               struct kk_outcome *out, struct kk_err *err)
{
    const struct kk_kind *kind =
        kk_param_kind(ctx->reg, &a->action->params[at]);
    struct kk_slot whole = a->slot[at];
    struct kk_arena arena = {0};
    enum kk_status st = KK_OK;

    for (size_t k = 0; k < whole.n_ids && st == KK_OK; k++) {
        const char *label = "";

        a->slot[at].ids = &whole.ids[k];
        a->slot[at].n_ids = 1;
        a->slot[at].i = whole.ids[k];
        st = kk_label(ctx, kind, whole.ids[k], &arena, &label, err);
        kk_str_addf(&out->tell, "%s\n", label);
        if (st == KK_OK)
            st = run_one(ctx, a, out, err);
        if (st != KK_OK)
            kk_err_prefix(err, "%s: ", label);
    }
    a->slot[at] = whole;
    kk_arena_free(&arena);
    return st;
}

static enum kk_status run_all(struct kk_ctx *ctx, struct kk_args *a,
                              struct kk_outcome *out, struct kk_err *err)
{
    int at = many_slot(a);
    enum kk_status st = kk_ruled_make(ctx, a, err);

    if (st != KK_OK)
        return st;
    return at >= 0 ? run_each(ctx, a, at, out, err) : run_one(ctx, a, out, err);
}

static bool any_old(const struct kk_faults *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (!f->fault[i].born)
            return true;
    return false;
}

/* What was wrong before is known only where the action has not run: it is taken
 * back, asked, and run again. Only those pay that break something. */
static enum kk_status look_before(struct kk_ctx *ctx, struct kk_args *a,
                                  struct kk_scopes *scopes,
                                  struct kk_faults *before,
                                  struct kk_faults *now, struct kk_outcome *out,
                                  struct kk_err *err)
{
    enum kk_status st = kk_tx_back(ctx->db, err);

    if (st == KK_OK)
        st = kk_check_all(ctx, scopes, before, err);
    kk_outcome_free(out);
    kk_faults_free(now);
    scopes->n = 0;
    if (st == KK_OK)
        st = run_all(ctx, a, out, err);
    if (st == KK_OK)
        st = kk_check_scopes(ctx, scopes, err);
    return st == KK_OK ? kk_check_all(ctx, scopes, now, err) : st;
}

static enum kk_status weigh_undo(struct kk_ctx *ctx, struct kk_args *a,
                                 const struct kk_scopes *scopes,
                                 const struct kk_faults *before,
                                 struct kk_faults *now, struct kk_outcome *out,
                                 struct kk_err *err)
{
    bool again;
    enum kk_status st = kk_undo_weigh(ctx, kk_arg_text(a, "entry"), scopes,
                                      before, now, &again, err);

    if (st != KK_OK || !again)
        return st;
    st = kk_tx_back(ctx->db, err);
    kk_outcome_free(out);
    return st == KK_OK ? run_all(ctx, a, out, err) : st;
}

/* told: what the rules say of it. */
static enum kk_status run_checked(struct kk_ctx *ctx, struct kk_args *a,
                                  struct kk_outcome *out, struct kk_str *told,
                                  struct kk_err *err)
{
    struct kk_faults before = {0}, now = {0};
    struct kk_scopes scopes = {0};
    enum kk_status st = kk_tx_mark(ctx->db, err);

    if (st == KK_OK)
        st = run_all(ctx, a, out, err);
    if (st == KK_OK)
        st = kk_check_scopes(ctx, &scopes, err);
    if (st == KK_OK)
        st = kk_check_all(ctx, &scopes, &now, err);
    if (st == KK_OK && any_old(&now))
        st = look_before(ctx, a, &scopes, &before, &now, out, err);
    if (st == KK_OK && (a->action->flags & KK_BACK) != 0)
        st = weigh_undo(ctx, a, &scopes, &before, &now, out, err);
    if (st == KK_OK && touches_contract(ctx, a))
        st = kk_judged_anew(ctx, kind_of(ctx, a->action) != NULL, &now, err);
    if (st == KK_OK && says(ctx, a->action))
        kk_far_written(ctx, &now);
    if (st == KK_OK)
        out->n_effects = kk_effects_words(ctx, &out->effects);
    if (st == KK_OK)
        st = kk_check_judge(ctx, a, &before, &now, told, err);
    kk_free(scopes.scope);
    kk_faults_free(&before);
    kk_faults_free(&now);
    return st;
}

static enum kk_status run(struct kk_ctx *ctx, struct kk_args *a,
                          struct kk_outcome *out, struct kk_err *err)
{
    int at = many_slot(a);
    struct kk_str told = {0};
    enum kk_status st;

    tell_ahead(ctx, a, &told);
    tell_unseen(a, &told);
    st = run_checked(ctx, a, out, &told, err);
    kk_str_add(&told, kk_str_c(&out->tell));
    kk_str_free(&out->tell);
    out->tell = told;
    if (st != KK_OK)
        return st;
    if (at >= 0)
        kk_fmt(out->no, sizeof out->no, "%zu件", a->slot[at].n_ids);
    else
        read_no(ctx, a->action, out->id, out->no, sizeof out->no);
    drop_newline(&out->effects);
    drop_newline(&out->tell);
    return KK_OK;
}

static enum kk_status write_down(struct kk_ctx *ctx, const struct kk_args *a,
                                 enum kk_act_mode mode, struct kk_outcome *out,
                                 struct kk_err *err)
{
    struct intent intent = {0};
    struct kk_commit commit = {0};
    enum kk_status st;

    make_intent(ctx, a, out->id, &intent);
    if (mode == KK_ACT_RUN)
        st = kk_tx_commit(ctx->db, &intent.in, &commit, err);
    else
        st = kk_tx_entry(ctx->db, &intent.in, &commit, err);
    if (st == KK_OK && commit.arrival != 0 && mode == KK_ACT_RUN)
        kk_fmt(out->entry, sizeof out->entry, "%s", commit.name);
    kk_arena_free(&intent.arena);
    return st;
}

enum kk_status kk_act(struct kk_ctx *ctx, struct kk_args *a,
                      enum kk_act_mode mode, struct kk_outcome *out,
                      struct kk_err *err)
{
    enum kk_status st;

    *out = (struct kk_outcome){0};
    kk_args_now(a, kk_now(ctx->clock));
    st = kk_ctx_refresh(ctx, err);
    if (st == KK_OK)
        st = kk_args_defaults(ctx, a, err);
    if (st == KK_OK)
        st = kk_args_check(a, err);
    if (st == KK_OK)
        st = kk_args_fit(ctx, a, err);
    if (st == KK_OK)
        st = kk_tx_begin(ctx->db,
                         mode == KK_ACT_RUN ? KK_TX_WRITE : KK_TX_PREVIEW, err);
    if (st != KK_OK)
        return st;
    st = run(ctx, a, out, err);
    if (st == KK_OK)
        st = write_down(ctx, a, mode, out, err);
    kk_tx_rollback(ctx->db);
    if (st == KK_OK && mode == KK_ACT_RUN && touches_contract(ctx, a))
        kk_ctx_stale(ctx);
    if (st != KK_OK)
        kk_outcome_free(out);
    if (st != KK_OK || mode == KK_ACT_PREVIEW)
        kk_ruled_back(a);
    return st == KK_NONE ? kk_fail(err, KK_REFUSED, "その記録がありません")
                         : st;
}

enum kk_status kk_act_fill(struct kk_ctx *ctx, struct kk_args *a,
                           struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st = kk_args_defaults(ctx, a, err);

    /* What stands in one of several records is no offer for all of them. */
    if (st != KK_OK || a->action->fill == NULL || many_slot(a) >= 0)
        return st;
    st = kk_cur_open(ctx->db, a->action->fill, kk_args_binds(a, NULL), &cur,
                     err);
    if (st != KK_OK)
        return st;
    st = kk_cur_next(cur, err);
    for (int c = 0; st == KK_OK && c < kk_cur_count(cur); c++)
        st = kk_args_prefill(ctx, a, kk_cur_name(cur, c), kk_cur_val(cur, c),
                             err);
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}
