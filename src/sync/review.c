/* Loading a review: its sides, cells and states, for a person to decide. */
#include "review_priv.h"

#include <kikusui/domain/values.h>
#include <kikusui/store/card.h>
#include <kikusui/store/tx.h>

#include <stdlib.h>
#include <string.h>

enum kk_status kk_review_count(struct kk_db *db, int64_t *out,
                               struct kk_err *err)
{
    return kk_db_int(db, "query/sync_review_count", NULL, out, err);
}

void kk_review_free(struct kk_review *r)
{
    kk_arena_free(&r->arena);
    *r = (struct kk_review){0};
}

static size_t count_names(const char *entries)
{
    size_t n = 1;

    for (; *entries != '\0'; entries++)
        n += *entries == ',';
    return n;
}

enum kk_status kk_review_entries(struct kk_db *db, const char *entries,
                                 struct kk_arena *arena, int64_t **arrival,
                                 size_t *n, struct kk_err *err)
{
    char *rest = kk_arena_strdup(arena, entries);
    size_t most = count_names(entries);

    *n = 0;
    *arrival = kk_arena_alloc(arena, most * sizeof **arrival);
    while (rest != NULL) {
        enum kk_status st =
            kk_journal_find(db, strsep(&rest, ","), &(*arrival)[*n], err);

        if (st != KK_OK)
            return st;
        ++*n;
    }
    return KK_OK;
}

/* --- what each meant ------------------------------------------------------ */

static const struct kk_param *param_of(const struct kk_action *a,
                                       const char *name)
{
    for (const struct kk_param *p = a == NULL ? NULL : a->params;
         p != NULL && p->name != NULL; p++)
        if (strcmp(p->name, name) == 0)
            return p;
    return NULL;
}

static const char *meant(struct kk_ctx *ctx, const struct kk_action *action,
                         const struct kk_entry *e, struct kk_arena *arena)
{
    struct kk_str out = {0};
    const char *words;

    for (size_t i = 0; i < e->n_args; i++) {
        const struct kk_param *p = param_of(action, e->arg[i].name);

        if (p != NULL && (p->flags & KK_SUBJECT))
            continue; /* shown as the subject */
        kk_str_addf(&out, "%s%s %s", out.n_bytes > 0 ? "\n" : "",
                    p == NULL ? e->arg[i].name : p->label,
                    kk_arg_words(ctx, p, e->arg[i].value, false, e, arena));
    }
    words = kk_arena_strdup(arena, kk_str_c(&out));
    kk_str_free(&out);
    return words;
}

static enum kk_status load_side(struct kk_ctx *ctx, int64_t arrival,
                                struct kk_arena *arena,
                                struct kk_review_side *out, struct kk_err *err)
{
    const struct kk_catalog *catalog = kk_db_catalog(ctx->db);
    const struct kk_action *action;
    const struct kk_table *t;
    struct kk_val v[3];
    struct kk_entry e;
    enum kk_status st =
        kk_db_one(ctx->db, "query/sync_review_side",
                  KK_BINDS({"arrival", kk_vint(arrival)}), arena, v, 3, err);

    if (st == KK_OK)
        st = kk_journal_entry(ctx->db, arrival, arena, &e, err);
    if (st != KK_OK)
        return st;
    action = kk_find_action(ctx->reg, e.action);
    t = kk_catalog_table(catalog, e.subject_table);
    *out = (struct kk_review_side){
        .arrival = arrival,
        .entry = kk_arena_strdup(arena, e.name),
        .node = v[1].s,
        .who = v[2].s,
        .action = action == NULL ? e.action : action->label,
        .subject = t == NULL || e.subject == 0
                       ? ""
                       : kk_row_words(ctx, t, e.subject, arena),
        .table = t == NULL ? NULL : t->name,
        .row = t == NULL ? 0 : e.subject,
        .meant = meant(ctx, action, &e, arena),
        .leaves = "",
        .recorded = e.recorded_at,
        .happened = e.happened_at,
    };
    return KK_OK;
}

/* --- the cells ------------------------------------------------------------ */

static const char *value_words(struct kk_ctx *ctx, const struct kk_table *t,
                               int col, const struct kk_val *v,
                               struct kk_arena *arena)
{
    const struct kk_column *c = t == NULL ? NULL : kk_table_column(t, col);

    if (c != NULL)
        return kk_value_words(ctx, c, v, arena);
    if (col == KK_COL_DELETED)
        return v->type == KK_VINT && v->i != 0 ? "取消" : "取消を戻す";
    return "（新しいプログラムの値）";
}

static enum kk_status load_cell(struct kk_ctx *ctx, struct kk_review *r,
                                int tab, kk_id row, int col,
                                struct kk_review_cell *out, struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_table(kk_db_catalog(ctx->db), tab);
    const struct kk_column *c = t == NULL ? NULL : kk_table_column(t, col);
    enum kk_status st = KK_OK;

    out->row = t == NULL ? "（新しいプログラムの記録）"
                         : kk_row_words(ctx, t, row, &r->arena);
    out->column = c != NULL               ? c->label
                  : col == KK_COL_DELETED ? "取消"
                                          : "（新しい項目）";
    out->value = kk_arena_alloc(&r->arena, r->n_sides * sizeof *out->value);
    for (size_t i = 0; st == KK_OK && i < r->n_sides; i++) {
        struct kk_val v;

        st = kk_db_one(ctx->db, "query/sync_review_value",
                       KK_BINDS({"tab", kk_vint(tab)}, {"row", kk_vint(row)},
                                {"col", kk_vint(col)},
                                {"entry", kk_vint(r->side[i].arrival)}),
                       &r->arena, &v, 1, err);
        if (st == KK_OK)
            out->value[i] = value_words(ctx, t, col, &v, &r->arena);
    }
    return st;
}

static enum kk_status load_cells(struct kk_ctx *ctx, struct kk_review *r,
                                 const char *entries, size_t most,
                                 struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st =
        kk_cur_open(ctx->db, "query/sync_review_cells",
                    KK_BINDS({"entries", kk_vtext(entries)}), &cur, err);

    if (st != KK_OK)
        return st;
    r->cell = kk_arena_alloc(&r->arena, (most + 1) * sizeof *r->cell);
    while (r->n_cells < most && (st = kk_cur_next(cur, err)) == KK_OK) {
        st = load_cell(ctx, r, (int)kk_cur_int(cur, 0), kk_cur_int(cur, 1),
                       (int)kk_cur_int(cur, 2), &r->cell[r->n_cells++], err);
        if (st != KK_OK)
            break;
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

/* --- what each would leave ------------------------------------------------ */

/* Incidents are what people think in: each one's state comes first. */
static void add_states(struct kk_ctx *ctx, struct kk_review *r,
                       struct kk_str *out)
{
    for (size_t i = 0; i < r->n_sides; i++) {
        const struct kk_review_side *s = &r->side[i];
        struct kk_val v[2] = {{0}, {0}};
        bool again = false;

        for (size_t k = 0; k < i; k++)
            again |= r->side[k].row == s->row;
        if (again || !kk_streq(s->table, "incident") ||
            kk_db_one(ctx->db, "query/sync_review_state",
                      KK_BINDS({"id", kk_vint(s->row)}), &r->arena, v, 2,
                      NULL) != KK_OK ||
            v[0].type != KK_VTEXT || v[1].type != KK_VTEXT)
            continue;
        kk_str_addf(out, "%s は「%s」\n", v[0].s, v[1].s);
    }
}

static void load_leaves(struct kk_ctx *ctx, struct kk_review *r,
                        struct kk_review_side *side)
{
    struct kk_str words = {0};
    struct kk_err err = {0};

    if (kk_tx_begin(ctx->db, KK_TX_PREVIEW, &err) != KK_OK)
        return;
    side->looked = true;
    if (kk_review_choose(ctx, r->id, side->arrival, &err) == KK_OK) {
        add_states(ctx, r, &words);
        (void)kk_effects_words(ctx, &words);
        if (words.n_bytes > 0)
            kk_str_cut(&words, words.n_bytes - 1);
        side->leaves = kk_arena_strdup(&r->arena, kk_str_c(&words));
    } else {
        side->why_not = kk_arena_strdup(&r->arena, err.text);
    }
    kk_tx_rollback(ctx->db);
    kk_str_free(&words);
}

static int by_time(const void *pa, const void *pb)
{
    const struct kk_review_side *a = pa, *b = pb;

    if (a->recorded != b->recorded)
        return a->recorded < b->recorded ? -1 : 1;
    return strcmp(a->entry, b->entry);
}

static enum kk_status load_sides(struct kk_ctx *ctx, struct kk_review *out,
                                 const char *entries, struct kk_err *err)
{
    int64_t *arrival;
    enum kk_status st = kk_review_entries(ctx->db, entries, &out->arena,
                                          &arrival, &out->n_sides, err);

    if (st == KK_OK)
        out->side =
            kk_arena_alloc(&out->arena, out->n_sides * sizeof *out->side);
    for (size_t i = 0; st == KK_OK && i < out->n_sides; i++)
        st = load_side(ctx, arrival[i], &out->arena, &out->side[i], err);
    if (st == KK_OK && out->n_sides > 0)
        qsort(out->side, out->n_sides, sizeof *out->side, by_time);
    return st;
}

/* One that was decided: its sides and cells as the first decision found them.
 */
static enum kk_status load_decided(struct kk_ctx *ctx, kk_id id,
                                   struct kk_review *out, struct kk_err *err)
{
    struct kk_again again = {.db = ctx->db, .review = id};
    enum kk_status st = kk_again_read(&again, err);

    out->id = id;
    out->kind = "conflict";
    out->decided = true;
    if (st == KK_OK)
        st = load_sides(ctx, out, again.entries, err);
    out->cell =
        kk_arena_alloc(&out->arena, (again.n_cells + 1) * sizeof *out->cell);
    for (size_t i = 0; st == KK_OK && i < again.n_cells; i++) {
        const struct kk_settle *s = &again.cell[i];

        st = load_cell(ctx, out, s->table_id, s->row, s->column_id,
                       &out->cell[out->n_cells++], err);
    }
    if (st == KK_OK)
        out->title = kk_arena_printf(
            &out->arena,
            "決めてあります: %s の「%s」。選び直すと、その決定に代わります",
            out->cell[0].row, out->cell[0].column);
    kk_again_free(&again);
    return st;
}

static enum kk_status load_open(struct kk_ctx *ctx, kk_id id,
                                struct kk_review *out, struct kk_err *err)
{
    struct kk_val v[5];
    enum kk_status st =
        kk_db_one(ctx->db, "query/sync_review_one",
                  KK_BINDS({"id", kk_vint(id)}), &out->arena, v, 5, err);

    if (st != KK_OK)
        return st;
    out->id = id;
    out->kind = v[1].s;
    out->title = v[2].s;
    out->acceptable = v[4].i == 0;
    st = load_sides(ctx, out, v[3].s, err);
    return st == KK_OK ? load_cells(ctx, out, v[3].s, (size_t)v[4].i, err) : st;
}

enum kk_status kk_review_load(struct kk_ctx *ctx, kk_id id, bool leaves,
                              struct kk_review *out, struct kk_err *err)
{
    enum kk_status st;

    *out = (struct kk_review){0};
    st = load_open(ctx, id, out, err);
    if (st == KK_NONE)
        st = load_decided(ctx, id, out, err);
    for (size_t i = 0; st == KK_OK && leaves && i < out->n_sides; i++)
        load_leaves(ctx, out, &out->side[i]);
    if (st != KK_OK)
        kk_review_free(out);
    return st;
}
