/* The history of a record, read from the journal: what each entry meant and
 * what it changed on that record. */
#include <kikusui/domain/feature.h>
#include <kikusui/domain/history.h>
#include <kikusui/domain/takeback.h>
#include <kikusui/domain/values.h>
#include <kikusui/store/journal.h>

#include <string.h>

#define MAX_SHOWN 6 /* changes named in one line */

struct line {
    struct kk_ctx *ctx;
    const struct kk_table *table;
    const struct kk_entry *e;
    struct kk_arena *arena;
    struct kk_str words;
    size_t n;
    bool elsewhere; /* told on another record's timeline */
};

/* What was named is called as it was when the entry was made. */
static const char *words_then(struct line *l, const struct kk_column *col,
                              const struct kk_val *v)
{
    const struct kk_kind *kind =
        col->ref == NULL ? NULL : kk_kind_of_table(l->ctx->reg, col->ref->name);
    const char *label;

    if (kind != NULL && v->type == KK_VINT &&
        kk_label_then(l->ctx, kind, v->i, l->e, l->arena, &label) == KK_OK)
        return label;
    return kk_value_words(l->ctx, col, v, l->arena);
}

static void add_cell(struct line *l, const struct kk_column *col,
                     const struct kk_val *old, const struct kk_val *new)
{
    if (col == NULL)
        return; /* of a newer program: kept and relayed, not shown */
    if (++l->n > MAX_SHOWN) {
        if (l->n == MAX_SHOWN + 1)
            kk_str_add(&l->words, " ほか");
        return;
    }
    kk_str_addf(&l->words, "%s%s ", l->n > 1 ? "、" : " ", col->label);
    if (old != NULL && old->type != KK_VNULL)
        kk_str_addf(&l->words, "%s > ", words_then(l, col, old));
    kk_str_add(&l->words, words_then(l, col, new));
}

static void add_birth_cell(void *user, int column_id, const struct kk_val *val)
{
    struct line *l = user;

    add_cell(l, kk_table_column(l->table, column_id), NULL, val);
}

static enum kk_status
add_change(struct line *l, const struct kk_entry_change *c, struct kk_err *err)
{
    struct kk_val old;
    enum kk_status st;

    if (c->column_id == KK_COL_BIRTH)
        return kk_journal_birth(&c->val, add_birth_cell, l, err);
    if (c->column_id == KK_COL_DELETED) {
        kk_str_add(&l->words, c->val.type == KK_VINT && c->val.i != 0
                                  ? " 取消"
                                  : " 取消を戻す");
        return KK_OK;
    }
    st = kk_journal_before(l->ctx->db, c, l->arena, &old, err);
    if (st != KK_OK && st != KK_NONE)
        return st;
    add_cell(l, kk_table_column(l->table, c->column_id), &old, &c->val);
    return KK_OK;
}

static const char *who_of(struct kk_ctx *ctx, const struct kk_entry *e,
                          struct kk_arena *arena)
{
    const struct kk_kind *kind = kk_kind_of_table(ctx->reg, "person");
    const char *label = "";

    if (e->worker == 0 || kind == NULL ||
        kk_label_then(ctx, kind, e->worker, e, arena, &label) != KK_OK)
        return "";
    return label;
}

const char *kk_entry_label(const struct kk_ctx *ctx, const char *name)
{
    const struct kk_action *action = kk_find_action(ctx->reg, name);

    if (action != NULL)
        return action->label;
    for (const struct kk_feature *const *f = ctx->reg->features; *f != NULL;
         f++)
        for (const struct kk_code *e = (*f)->entries;
             e != NULL && e->value != NULL; e++)
            if (strcmp(e->value, name) == 0)
                return e->label;
    return name;
}

/* What was meant, where the record itself did not change: a call or a visit
 * is a row of its own, told on the incident by its intent. */
static void add_intent(struct line *l, const struct kk_entry *e)
{
    const struct kk_action *a = kk_find_action(l->ctx->reg, e->action);

    if (a == NULL || a->params == NULL)
        return;
    for (const struct kk_param *p = a->params; p->name != NULL; p++)
        for (size_t i = 0; i < e->n_args; i++) {
            if (!kk_streq(e->arg[i].name, p->name) ||
                (p->flags & KK_SUBJECT) != 0 || p->type == KK_SECRET ||
                e->arg[i].value == NULL || *e->arg[i].value == '\0' ||
                kk_streq(p->name, "reason"))
                continue;
            if (++l->n > MAX_SHOWN)
                return;
            kk_str_addf(
                &l->words, "%s%s %s", l->n > 1 ? "、" : " ", p->label,
                kk_arg_words(l->ctx, p, e->arg[i].value, true, l->e, l->arena));
        }
}

/* A correction of a call, a visit, a work slice: what was and what is, on the
 * incident as well. */
static enum kk_status add_corrected(struct line *l, const struct kk_entry *e,
                                    struct kk_err *err)
{
    const struct kk_table *own = l->table;
    enum kk_status st = KK_OK;

    for (size_t i = 0; i < e->n_changes && st == KK_OK; i++) {
        const struct kk_entry_change *c = &e->change[i];

        l->table = kk_catalog_table(kk_db_catalog(l->ctx->db), c->table_id);
        if (l->table == NULL)
            continue;
        if (i == 0 || e->change[i - 1].table_id != c->table_id ||
            e->change[i - 1].row != c->row)
            kk_str_addf(&l->words, " %s",
                        kk_row_words(l->ctx, l->table, c->row, l->arena));
        st = add_change(l, c, err);
    }
    l->table = own;
    return st;
}

static bool corrects(const struct kk_entry *e)
{
    for (size_t i = 0; i < e->n_changes; i++)
        if (e->change[i].column_id == KK_COL_BIRTH)
            return false;
    return e->n_changes > 0 && e->reason != NULL && *e->reason != '\0';
}

/* The record an entry was about, when that is not the one whose history is
 * read: SP-07 in 引当 SP-07. */
static void add_subject(struct line *l, const struct kk_entry *e, kk_id row)
{
    const struct kk_table *t =
        kk_catalog_table(kk_db_catalog(l->ctx->db), e->subject_table);
    const struct kk_kind *kind =
        t != NULL ? kk_kind_of_table(l->ctx->reg, t->name) : NULL;
    const char *label = "";

    if (e->subject == 0 || kind == NULL ||
        (t == l->table && e->subject == row && !l->elsewhere) ||
        kk_label_then(l->ctx, kind, e->subject, e, l->arena, &label) != KK_OK)
        return;
    kk_str_addf(&l->words, " %s", label);
}

/* Yes by the question it answers, as the timeline has little room. */
static const char *point_words(struct line *l, const struct kk_param *p,
                               const char *value)
{
    if (p->type == KK_CHOICE && kk_streq(p->from, "yesno"))
        return kk_streq(value, "yes") ? p->label : "";
    return kk_arg_words(l->ctx, p, value, true, l->e, l->arena);
}

/* A yes is told; any other choice that is as usual goes without saying. */
static bool usual(const struct kk_param *p, const char *value)
{
    return p->initial != NULL && !kk_streq(p->initial, "yes") &&
           kk_streq(p->initial, value);
}

static void add_point(struct line *l, const struct kk_action *a,
                      const struct kk_param *p, const char *value)
{
    const char *words = point_words(l, p, value);
    bool named = p->type == KK_TIME && !kk_streq(p->label, a->brief);

    if (*words == '\0' || usual(p, value))
        return;
    kk_str_addf(&l->words, " %s%s%.*s", named ? p->label : "", named ? " " : "",
                (int)strcspn(words, "\n"), words);
}

/* What a timeline says: 連絡 現場 坂本 つながった. */
static const char *brief_words(struct line *l, const struct kk_entry *e,
                               kk_id row)
{
    const struct kk_action *a = kk_find_action(l->ctx->reg, e->action);

    if (a == NULL || a->brief == NULL)
        return kk_arena_strdup(l->arena, kk_str_c(&l->words));
    kk_str_clear(&l->words);
    kk_str_add(&l->words, a->brief);
    add_subject(l, e, row);
    for (const struct kk_param *p = a->params; p->name != NULL; p++)
        for (size_t i = 0; i < e->n_args; i++)
            if (kk_streq(e->arg[i].name, p->name) &&
                (p->flags & KK_POINT) != 0 && e->arg[i].value != NULL &&
                *e->arg[i].value != '\0')
                add_point(l, a, p, e->arg[i].value);
    if (e->reason != NULL && *e->reason != '\0')
        kk_str_addf(&l->words, " %s", e->reason);
    return kk_arena_strdup(l->arena, kk_str_c(&l->words));
}

/* 佐藤 of 佐藤 拓也. */
static const char *surname(const char *who, struct kk_arena *arena)
{
    return kk_arena_strndup(arena, who, strcspn(who, " "));
}

static enum kk_status read_entry(struct kk_ctx *ctx, const struct kk_table *t,
                                 kk_id row, int64_t arrival,
                                 struct kk_arena *arena, bool elsewhere,
                                 struct kk_event_view *out, struct kk_err *err)
{
    struct line l = {
        .ctx = ctx, .table = t, .arena = arena, .elsewhere = elsewhere};
    struct kk_entry e;
    enum kk_status st = kk_journal_entry(ctx->db, arrival, arena, &e, err);

    if (st != KK_OK)
        return st;
    l.e = &e;
    kk_str_add(&l.words, kk_entry_title(ctx, &e));
    for (size_t i = 0; i < e.n_changes && st == KK_OK; i++)
        if (e.change[i].table_id == t->id && e.change[i].row == row)
            st = add_change(&l, &e.change[i], err);
    if (st == KK_OK && l.n == 0 && corrects(&e))
        st = add_corrected(&l, &e, err);
    else if (l.n == 0)
        add_intent(&l, &e);
    if (e.reason != NULL && *e.reason != '\0')
        kk_str_addf(&l.words, "（理由: %s）", e.reason);
    *out = (struct kk_event_view){
        .at = e.happened_at != 0 ? e.happened_at : e.recorded_at,
        .recorded = e.recorded_at,
        .who = who_of(ctx, &e, arena),
        .text = kk_arena_strdup(arena, kk_str_c(&l.words)),
        .entry = kk_arena_strdup(arena, e.name),
        .arrival = arrival,
        .undone = e.undone,
    };
    out->by = surname(out->who, arena);
    out->brief = brief_words(&l, &e, row);
    kk_str_free(&l.words);
    return st;
}

enum kk_status kk_history_load(struct kk_ctx *ctx, const char *table, kk_id row,
                               int64_t before, size_t most,
                               struct kk_history *out, struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_named(kk_db_catalog(ctx->db), table);
    int64_t *arrival;
    size_t found;
    enum kk_status st;

    *out = (struct kk_history){0};
    if (t == NULL)
        return kk_fail(err, KK_BUG, "表「%s」がありません", table);
    row = kk_ruled_now(ctx, table, row);
    arrival = kk_alloc((most + 1) * sizeof *arrival);
    st = kk_journal_history(ctx->db, table, row, before, arrival, most + 1,
                            &found, err);
    if (st == KK_OK) {
        out->more = found > most;
        out->n = out->more ? most : found;
        out->event =
            kk_arena_alloc(&out->arena, (out->n + 1) * sizeof *out->event);
    }
    for (size_t i = 0; i < out->n && st == KK_OK; i++)
        st = read_entry(ctx, t, row, arrival[i], &out->arena, false,
                        &out->event[i], err);
    kk_free(arrival);
    if (st != KK_OK)
        kk_history_free(out);
    return st;
}

static enum kk_status is_for(struct kk_ctx *ctx, const struct kk_table *t,
                             kk_id row, int64_t arrival, const char *name,
                             kk_id of, bool *out, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_entry e;
    enum kk_status st = kk_journal_entry(ctx->db, arrival, &arena, &e, err);
    int64_t id;

    *out = false;
    for (size_t i = 0; st == KK_OK && i < e.n_args; i++)
        *out |= kk_streq(e.arg[i].name, name) && e.arg[i].value != NULL &&
                kk_parse_i64(e.arg[i].value, &id) && id == of &&
                e.subject_table == t->id && e.subject == row;
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_history_for(struct kk_ctx *ctx, const char *table, kk_id row,
                              const char *name, kk_id of, size_t most,
                              struct kk_history *out, struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_named(kk_db_catalog(ctx->db), table);
    int64_t *arrival = kk_alloc(most * sizeof *arrival);
    size_t found = 0;
    enum kk_status st =
        kk_journal_history(ctx->db, table, row, 0, arrival, most, &found, err);

    *out = (struct kk_history){0};
    out->event = kk_arena_alloc(&out->arena, (found + 1) * sizeof *out->event);
    for (size_t i = 0; i < found && st == KK_OK; i++) {
        bool yes;

        st = is_for(ctx, t, row, arrival[i], name, of, &yes, err);
        if (st == KK_OK && yes)
            st = read_entry(ctx, t, row, arrival[i], &out->arena, true,
                            &out->event[out->n++], err);
    }
    kk_free(arrival);
    if (st != KK_OK)
        kk_history_free(out);
    return st;
}

void kk_history_free(struct kk_history *h)
{
    kk_arena_free(&h->arena);
    *h = (struct kk_history){0};
}
