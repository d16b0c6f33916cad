/* References that hang on another argument: a department on its place. They
 * were right when they were given, or came from a record; what they hang on may
 * have been given before, or changed since. */
#include "args.h"

#include <kikusui/base/data.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/db.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct kk_data *names_of(const struct kk_kind *kind)
{
    char name[96];

    kk_fmt(name, sizeof name, "%s/names", kind->name);
    return kk_data_sql(name);
}

static bool names_bind(const char *sql, const char *name)
{
    size_t n = strlen(name);

    for (const char *at = sql; (at = strchr(at, ':')) != NULL;) {
        at++;
        if (strncmp(at, name, n) == 0 && at[n] != '_' &&
            !isalnum((unsigned char)at[n]))
            return true;
    }
    return false;
}

struct narrow { /* the argument that narrows which rows may be meant */
    size_t param;
    kk_id id;
    bool found;
};

/* A given one; else, of a record that is changed, the one that stands there. */
static enum kk_status narrowed_by(struct kk_ctx *ctx, struct kk_args *a,
                                  size_t i, const char *names,
                                  struct narrow *out, struct kk_err *err)
{
    const struct kk_param *p = a->action->params;
    struct kk_cur *cur = NULL;
    enum kk_status st;

    *out = (struct narrow){0};
    for (size_t j = 0; j < a->n && !out->found; j++)
        if (j != i && p[j].type == KK_REF && names_bind(names, p[j].name))
            *out = (struct narrow){j, a->slot[j].i, true};
    if (!out->found || a->slot[out->param].given == KK_GIVEN) {
        /* What stands together in a record was right when it was written. */
        out->found = out->found && out->id != 0 &&
                     !(a->slot[i].filled && a->slot[out->param].filled);
        return KK_OK;
    }
    out->found = false;
    if (a->slot[out->param].given == KK_EMPTY || a->action->fill == NULL ||
        kk_args_subject(a) == 0)
        return KK_OK;
    st = kk_cur_open(ctx->db, a->action->fill, kk_args_binds(a, NULL), &cur,
                     err);
    if (st == KK_OK)
        st = kk_cur_next(cur, err);
    if (st == KK_OK && kk_cur_col(cur, p[out->param].name) >= 0) {
        out->id = kk_cur_int(cur, kk_cur_col(cur, p[out->param].name));
        out->found = out->id != 0;
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static bool finds(struct kk_ctx *ctx, const struct kk_kind *kind, kk_id id,
                  const char *narrow, kk_id narrow_id)
{
    struct kk_bind binds[] = {{narrow, kk_vid(narrow_id)}, {NULL, {0}}};
    struct kk_arena arena = {0};
    struct kk_err ignored = {0};
    const char *label;
    char text[32];
    kk_id found = 0;
    bool ok;

    snprintf(text, sizeof text, "%lld", (long long)id);
    ok = kk_resolve(ctx, kind, text, binds, &arena, &found, &label, &ignored) ==
             KK_OK &&
         found == id;
    kk_arena_free(&arena);
    return ok;
}

static enum kk_status refuse(struct kk_ctx *ctx, const struct kk_param *p,
                             const struct kk_slot *s, const struct kk_param *by,
                             kk_id id, struct kk_err *err)
{
    const struct kk_kind *kind = kk_param_kind(ctx->reg, by);
    struct kk_arena arena = {0};
    const char *label = "", *shown = s->shown != NULL ? s->shown : "";

    if (kind == NULL || kk_label(ctx, kind, id, &arena, &label, NULL) != KK_OK)
        label = "";
    (void)kk_fail_at(err, KK_REFUSED, p->name,
                     "%s「%.*s」は%s「%.*s」にありません", p->label,
                     KK_CUT(shown, 60), by->label, KK_CUT(label, 60));
    kk_arena_free(&arena);
    return KK_REFUSED;
}

enum kk_status kk_args_fit(struct kk_ctx *ctx, struct kk_args *a,
                           struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; i < a->n && st == KK_OK; i++) {
        const struct kk_param *p = &a->action->params[i], *by;
        const struct kk_slot *s = &a->slot[i];
        const struct kk_kind *kind = kk_param_kind(ctx->reg, p);
        const struct kk_data *sql = kind != NULL ? names_of(kind) : NULL;
        struct narrow with;

        if (sql == NULL || s->given != KK_GIVEN || s->n_ids != 1)
            continue;
        st = narrowed_by(ctx, a, i, sql->bytes, &with, err);
        by = &a->action->params[with.param];
        /* What is gone altogether is another matter. */
        if (st == KK_OK && with.found &&
            !finds(ctx, kind, s->i, by->name, with.id) &&
            finds(ctx, kind, s->i, by->name, 0))
            st = refuse(ctx, p, s, by, with.id, err);
    }
    return st;
}
