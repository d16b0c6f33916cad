/* Reading arguments: in run(), as bindings, for the journal, into rows. */
#include "args.h"

#include <kikusui/store/tx.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct kk_slot *slot_of(const struct kk_args *a, const char *name)
{
    int i = kk_args_index(a, name);

    if (i < 0) {
        fprintf(stderr, "kikusui: %s has no parameter %s\n", a->action->name,
                name);
        abort();
    }
    return &a->slot[i];
}

enum kk_given kk_arg_given(const struct kk_args *a, const char *name)
{
    return slot_of(a, name)->given;
}

const char *kk_arg_text(const struct kk_args *a, const char *name)
{
    const struct kk_slot *s = slot_of(a, name);

    return s->given == KK_GIVEN ? s->text : NULL;
}

int64_t kk_arg_int(const struct kk_args *a, const char *name)
{
    const struct kk_slot *s = slot_of(a, name);

    return s->given == KK_GIVEN ? s->i : 0;
}

kk_id kk_arg_id(const struct kk_args *a, const char *name)
{
    return kk_arg_int(a, name);
}

kk_time kk_arg_time(const struct kk_args *a, const char *name)
{
    return kk_arg_int(a, name);
}

kk_day kk_arg_day(const struct kk_args *a, const char *name)
{
    return (kk_day)kk_arg_int(a, name);
}

bool kk_arg_yes(const struct kk_args *a, const char *name)
{
    return kk_streq(kk_arg_text(a, name), "yes");
}

size_t kk_arg_many(const struct kk_args *a, const char *name, const kk_id **ids)
{
    const struct kk_slot *s = slot_of(a, name);

    *ids = s->ids;
    return s->given == KK_GIVEN ? s->n_ids : 0;
}

static struct kk_val val_at(const struct kk_args *a, size_t i)
{
    const struct kk_slot *s = &a->slot[i];

    if (s->given != KK_GIVEN)
        return kk_vnull();
    switch (kk_args_param(a, i)->type) {
    case KK_TEXT:
    case KK_LINES:
    case KK_CHOICE:
    case KK_SECRET:
        return kk_vtext(s->text);
    case KK_INT:
    case KK_TIME:
    case KK_DATE:
    case KK_REF:
        return kk_vint(s->i);
    }
    return kk_vnull();
}

struct kk_val kk_arg_val(const struct kk_args *a, const char *name)
{
    (void)slot_of(a, name);
    return val_at(a, (size_t)kk_args_index(a, name));
}

const char *kk_arg_shown(const struct kk_args *a, const char *name)
{
    const char *s = slot_of(a, name)->shown;

    return s == NULL ? "" : s;
}

const struct kk_bind *kk_args_binds(struct kk_args *a,
                                    const struct kk_bind *more)
{
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++)
        if (a->slot[i].given == KK_GIVEN &&
            a->action->params[i].type != KK_SECRET)
            a->bind[n++] = (struct kk_bind){.name = a->action->params[i].name,
                                            .val = val_at(a, i)};
    for (; more != NULL && more->name != NULL && n < 2 * KK_MAX_PARAMS; more++)
        a->bind[n++] = *more;
    a->bind[n] = (struct kk_bind){.name = NULL};
    return a->bind;
}

static const char *many_ids(const struct kk_slot *s, struct kk_arena *arena)
{
    struct kk_str all = {0};
    const char *text;

    for (size_t i = 0; i < s->n_ids; i++)
        kk_str_addf(&all, "%s%lld", i > 0 ? "," : "", (long long)s->ids[i]);
    text = kk_arena_strdup(arena, kk_str_c(&all));
    kk_str_free(&all);
    return text;
}

const char *kk_args_canonical(const struct kk_args *a, const char *name,
                              struct kk_arena *arena)
{
    const struct kk_slot *s = slot_of(a, name);
    char buf[KK_TIME_BYTES];

    if (s->given != KK_GIVEN)
        return NULL;
    switch (kk_args_param(a, (size_t)kk_args_index(a, name))->type) {
    case KK_TEXT:
    case KK_LINES:
    case KK_CHOICE:
        return kk_arena_strdup(arena, s->text);
    case KK_INT:
        return kk_arena_printf(arena, "%lld", (long long)s->i);
    case KK_TIME:
        return kk_arena_strdup(arena, kk_time_iso(s->i, buf));
    case KK_DATE:
        return kk_arena_strdup(arena, kk_day_iso((kk_day)s->i, buf));
    case KK_REF:
        return many_ids(s, arena);
    case KK_SECRET:
        return NULL;
    }
    return NULL;
}

/* --- into rows -------------------------------------------------------------
 */

/* A choice of yes and no is kept as 1 and 0 in a column of that type. */
static struct kk_val cell_of(const struct kk_column *col, struct kk_val v)
{
    if (col->type == KK_CT_BOOL && v.type == KK_VTEXT)
        return kk_vint(strcmp(v.s, "yes") == 0);
    return v;
}

/* An edit leaves alone what the form only showed: a filled value whose cell
 * holds one. What was proposed for an empty cell is meant. */
static bool only_shown(struct kk_ctx *ctx, const char *table, kk_id id,
                       const char *column)
{
    struct kk_arena arena = {0};
    struct kk_val v = {0};
    bool holds =
        kk_row_get(ctx->db, table, id, column, &arena, &v, NULL) == KK_OK &&
        v.type != KK_VNULL;

    kk_arena_free(&arena);
    return holds;
}

/* id: the row to be edited; 0: a new one. */
static enum kk_status collect(struct kk_ctx *ctx, const char *table,
                              const struct kk_args *a, kk_id id,
                              struct kk_cell *cells, size_t *n,
                              struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_named(kk_db_catalog(ctx->db), table);

    *n = 0;
    if (t == NULL)
        return kk_fail(err, KK_BUG, "表「%s」がありません", table);
    for (size_t i = 0; i < a->n; i++) {
        const struct kk_param *p = &a->action->params[i];
        const struct kk_column *col;

        if (p->column == NULL || a->slot[i].given == KK_UNSET)
            continue;
        col = kk_table_named(t, p->column);
        if (col == NULL)
            return kk_fail(err, KK_BUG, "%s: 欄「%s」がありません",
                           a->action->name, p->column);
        if (id != 0 && a->slot[i].filled &&
            only_shown(ctx, table, id, p->column))
            continue;
        cells[(*n)++] = (struct kk_cell){.column = p->column,
                                         .val = cell_of(col, val_at(a, i))};
    }
    return KK_OK;
}

/* Whether the action makes records of that table: it says so, or it is about
 * that kind and about none that is there. */
static bool makes_rows_of(const struct kk_registry *r,
                          const struct kk_action *action, const char *table)
{
    const char *name = action->makes != NULL ? action->makes : action->kind;
    const struct kk_kind *kind = kk_find_kind(r, name);

    if (kind == NULL || strcmp(kind->table, table) != 0)
        return false;
    for (const struct kk_param *p = action->params;
         action->makes == NULL && p->name != NULL; p++)
        if (p->flags & KK_SUBJECT)
            return false;
    return true;
}

/* What a record of the table is always made with: every action that makes one
 * and has a parameter for the column demands it. */
static bool is_born_with(const struct kk_registry *r, const char *table,
                         const char *column)
{
    const struct kk_action *action;
    bool demanded = false;

    for (size_t i = 0; (action = kk_action_at(r, i)) != NULL; i++) {
        if (!makes_rows_of(r, action, table))
            continue;
        for (const struct kk_param *p = action->params; p->name != NULL; p++) {
            if (p->column == NULL || strcmp(p->column, column) != 0)
                continue;
            if ((p->flags & (KK_REQUIRED | KK_NOW)) == 0)
                return false;
            demanded = true;
        }
    }
    return demanded;
}

static enum kk_status check_emptied(struct kk_ctx *ctx, const char *table,
                                    const struct kk_args *a, struct kk_err *err)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct kk_param *p = &a->action->params[i];

        if (a->slot[i].given == KK_EMPTY && p->column != NULL &&
            is_born_with(ctx->reg, table, p->column))
            return kk_fail_at(err, KK_REFUSED, p->name,
                              "%sは空にできません。正しい値を入れてください",
                              p->label);
    }
    return KK_OK;
}

enum kk_status kk_put_args(struct kk_ctx *ctx, const char *table, kk_id id,
                           const struct kk_args *a, struct kk_err *err)
{
    struct kk_cell cells[KK_MAX_PARAMS + 1] = {0};
    size_t n = 0;
    enum kk_status st = check_emptied(ctx, table, a, err);

    if (st == KK_OK)
        st = collect(ctx, table, a, id, cells, &n, err);
    if (st != KK_OK)
        return st;
    if (n == 0)
        return kk_fail(err, KK_REFUSED,
                       "変える項目がありません。変える項目を入れてください");
    st = kk_row_update(ctx->db, table, id, cells, err);
    if (st == KK_NONE)
        return kk_fail(err, KK_REFUSED, "その記録がありません");
    return st;
}

enum kk_status kk_put_new(struct kk_ctx *ctx, const char *table,
                          const struct kk_args *a, const struct kk_cell *more,
                          kk_id *id, struct kk_err *err)
{
    struct kk_cell cells[2 * KK_MAX_PARAMS + 1] = {0};
    size_t n;
    enum kk_status st = collect(ctx, table, a, 0, cells, &n, err);

    *id = 0;
    if (st != KK_OK)
        return st;
    for (; more != NULL && more->column != NULL && n < 2 * KK_MAX_PARAMS;
         more++) {
        size_t at = 0;

        while (at < n && strcmp(cells[at].column, more->column) != 0)
            at++;
        cells[at] = *more;
        n += at == n;
    }
    return kk_row_insert(ctx->db, table, cells, id, err);
}
