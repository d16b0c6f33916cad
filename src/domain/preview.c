/* What an action would change, in words: the captured cells by record. */
#include <kikusui/domain/values.h>
#include <kikusui/store/tx.h>

#include <string.h>

const char *kk_row_words(struct kk_ctx *ctx, const struct kk_table *t,
                         kk_id row, struct kk_arena *arena)
{
    const struct kk_kind *kind = kk_kind_of_table(ctx->reg, t->name);
    const char *label = "";

    if (kind != NULL &&
        kk_label(ctx, kind, row, arena, &label, NULL) == KK_OK &&
        *label != '\0')
        return label;
    return t->label;
}

const char *kk_value_words(struct kk_ctx *ctx, const struct kk_column *col,
                           const struct kk_val *v, struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    /* A code list that is called as the column holds its words. */
    if (v->type == KK_VTEXT)
        return *v->s == '\0' ? "－"
                             : kk_code_label(ctx->reg, col->name,
                                             kk_arena_strdup(arena, v->s));
    if (v->type != KK_VINT)
        return "－";
    switch (col->type) {
    case KK_CT_TIME:
        return kk_arena_strdup(arena,
                               kk_time_short(v->i, kk_now(ctx->clock), buf));
    case KK_CT_DAY:
        return kk_arena_strdup(arena, kk_day_era((kk_day)v->i, buf));
    case KK_CT_REF:
        return kk_row_words(ctx, col->ref, v->i, arena);
    case KK_CT_BOOL:
        return v->i != 0 ? "はい" : "いいえ";
    case KK_CT_TEXT:
    case KK_CT_INT:
        break;
    }
    return kk_code_label(ctx->reg, col->name,
                         kk_arena_printf(arena, "%lld", (long long)v->i));
}

/* --- what was captured -----------------------------------------------------
 */

struct effect {
    const struct kk_table *table;
    const struct kk_column *column;
    kk_id row;
    bool born;
    struct kk_val old, new;
};
struct effects {
    size_t n, cap;
    struct effect *item;
    struct kk_arena arena;
};

/* Labels are read only after the walk: they run statements. */
static void collect(void *user, const struct kk_captured *c)
{
    struct effects *e = user;

    kk_grow(&e->item, &e->cap, e->n + 1, sizeof *e->item);
    e->item[e->n++] = (struct effect){.table = c->table,
                                      .column = c->column,
                                      .row = c->row,
                                      .born = c->born,
                                      .old = kk_val_keep(&e->arena, c->old),
                                      .new = kk_val_keep(&e->arena, c->new)};
}

/* A row is named by its first word where it stands as a value: KK-0413 of
 * KK-0413 M720q 窓口. */
static size_t first_word(const struct kk_column *col, const struct kk_val *v,
                         const char *words)
{
    return col->type == KK_CT_REF && v->type == KK_VINT ? strcspn(words, " ")
                                                        : strlen(words);
}

static void add_change(struct kk_ctx *ctx, struct effects *all,
                       const struct effect *e, struct kk_str *out)
{
    const char *old = "", *new;
    size_t n_old = 0, n_new;

    if (e->column == NULL) {
        kk_str_add(out, e->new.type == KK_VINT && e->new.i != 0 ? "取消"
                                                                : "取消を戻す");
        return;
    }
    new = kk_value_words(ctx, e->column, &e->new, &all->arena);
    n_new = first_word(e->column, &e->new, new);
    if (!e->born) {
        old = kk_value_words(ctx, e->column, &e->old, &all->arena);
        n_old = first_word(e->column, &e->old, old);
    }
    /* 国保福祉窓口 v3 > 国保福祉窓口 v4 */
    if (n_old == n_new && memcmp(old, new, n_old) == 0) {
        n_old = strlen(old);
        n_new = strlen(new);
    }
    kk_str_addf(out, "%s ", e->column->label);
    kk_str_addn(out, old, n_old);
    kk_str_add(out, e->born ? "" : " > ");
    kk_str_addn(out, new, n_new);
}

static bool same_row(const struct effect *a, const struct effect *b)
{
    return a->table == b->table && a->row == b->row;
}

/* A label may be an event's time alone: what is taken away says what it is. */
static void add_name(struct kk_ctx *ctx, struct effects *all,
                     const struct effect *e, struct kk_str *out)
{
    const char *label = kk_row_words(ctx, e->table, e->row, &all->arena);

    if (e->column == NULL && strcmp(label, e->table->label) != 0)
        kk_str_addf(out, "%s ", e->table->label);
    kk_str_addf(out, "%s  ", label);
}

/* A line a row: what it is called, two blanks, what changes. */
static void add_row(struct kk_ctx *ctx, struct effects *all, size_t first,
                    struct kk_str *out)
{
    const struct effect *e = &all->item[first];
    bool any = false;

    if (e->born)
        kk_str_addf(out, "%s  新規 ", e->table->label);
    else
        add_name(ctx, all, e, out);
    for (size_t i = first; i < all->n; i++) {
        const struct effect *c = &all->item[i];

        if (!same_row(c, e) ||
            (c->born && (c->column == NULL || c->new.type == KK_VNULL)))
            continue;
        kk_str_add(out, any ? "、" : "");
        add_change(ctx, all, c, out);
        any = true;
    }
    kk_str_addc(out, '\n');
}

static bool begins_row(const struct effects *all, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (same_row(&all->item[k], &all->item[i]))
            return false;
    return true;
}

/* One line each, so a text of several lines shows its breaks as spaces. */
static void flatten(struct kk_str *text)
{
    for (size_t i = 0; i < text->n_bytes; i++)
        if (text->s[i] == '\n' && i + 1 < text->n_bytes)
            text->s[i] = ' ';
}

size_t kk_effects_words(struct kk_ctx *ctx, struct kk_str *out)
{
    struct effects all = {0};
    size_t n;

    kk_tx_captured(ctx->db, collect, &all);
    /* What is changed first, then what is new beside it. */
    for (int born = 0; born < 2; born++)
        for (size_t i = 0; i < all.n; i++) {
            struct kk_str line = {0};

            if (all.item[i].born != (born == 1) || !begins_row(&all, i))
                continue;
            add_row(ctx, &all, i, &line);
            flatten(&line);
            kk_str_add(out, kk_str_c(&line));
            kk_str_free(&line);
        }
    n = all.n;
    kk_free(all.item);
    kk_arena_free(&all.arena);
    return n;
}
