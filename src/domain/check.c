/* Rules between columns: asks them of the records that an action bears on. */
#include <kikusui/base/data.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/check.h>
#include <kikusui/domain/steps.h>
#include <kikusui/store/tx.h>

#include <string.h>

void kk_faults_free(struct kk_faults *f)
{
    kk_free(f->fault);
    kk_arena_free(&f->arena);
    *f = (struct kk_faults){0};
}

static const char *keep(struct kk_faults *f, const char *s)
{
    return s == NULL ? NULL : kk_arena_strdup(&f->arena, s);
}

void kk_faults_add(struct kk_faults *f, const struct kk_fault *fault)
{
    struct kk_fault *out;

    kk_grow(&f->fault, &f->cap, f->n + 1, sizeof *f->fault);
    out = &f->fault[f->n++];
    *out = *fault;
    out->key = keep(f, fault->key);
    out->column = keep(f, fault->column);
    out->words = keep(f, fault->words);
    out->into = keep(f, fault->into);
    out->reason = keep(f, fault->reason);
}

/* --- one record ------------------------------------------------------------
 */

/* The rules of a table's rows that copies can break together, as a query. */
static bool rules_sql(const struct kk_kind *kind, struct kk_str *out)
{
    const struct kk_data *part;
    char name[96];

    kk_fmt(name, sizeof name, "rules_%s", kind->table);
    for (size_t i = 0; (part = kk_data_part(name, &i)) != NULL; i++)
        kk_str_addf(
            out,
            "%sSELECT DISTINCT key, \"column\", words, '拒否' FROM (%s\n) "
            "WHERE \"row\" = :id",
            out->n_bytes > 0 ? " UNION ALL " : "", part->bytes);
    return out->n_bytes > 0;
}

static bool has_rules(const struct kk_kind *kind)
{
    char name[96];
    size_t i = 0;

    kk_fmt(name, sizeof name, "rules_%s", kind->table);
    return kk_data_part(name, &i) != NULL;
}

static bool has_once(const struct kk_table *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->column[i].once != NULL)
            return true;
    return false;
}

static enum kk_weight weight_of(const char *words)
{
    if (kk_streq(words, "理由で可") || kk_streq(words, "未記録"))
        return KK_PASSABLE;
    return kk_streq(words, "注意") ? KK_REMARK : KK_FORBIDDEN;
}

/* Adds what the query's rows say, and closes it. */
static enum kk_status add_faults(struct kk_cur *cur, const struct kk_kind *kind,
                                 kk_id id, struct kk_faults *out,
                                 struct kk_err *err)
{
    enum kk_status st = KK_OK;

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        const char *into = kk_cur_count(cur) > 4 ? kk_cur_text(cur, 4) : NULL;

        kk_faults_add(out,
                      &(struct kk_fault){
                          .kind = kind,
                          .row = id,
                          .key = kk_cur_text(cur, 0),
                          .column = kk_cur_text(cur, 1),
                          .words = kk_cur_text(cur, 2),
                          .weight = weight_of(kk_cur_text(cur, 3)),
                          .missing = kk_streq(kk_cur_text(cur, 3), "未記録"),
                          .into = into,
                      });
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

/* A number that stands once (tables.csv), as the store's invariant has it. */
static enum kk_status ask_once(struct kk_ctx *ctx, const struct kk_kind *kind,
                               const struct kk_table *t, kk_id id,
                               struct kk_faults *out, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < t->n; i++) {
        const struct kk_column *c = &t->column[i];
        struct kk_cur *cur = NULL;
        struct kk_str sql = {0};

        if (c->once == NULL)
            continue;
        kk_str_addf(&sql,
                    "SELECT 'once %s ' || o.id, '%s', '%s ' || n.\"%s\" || "
                    "' はもう使われています', '拒否' FROM %s n JOIN %s o "
                    "ON o.\"%s\" = n.\"%s\" AND o.id <> n.id "
                    "AND o.deleted IS NULL "
                    "WHERE n.id = :id AND n.deleted IS NULL",
                    c->name, c->name, c->label, c->name, t->name, t->name,
                    c->name, c->name);
        st = kk_cur_open_sql(ctx->db, kk_str_c(&sql),
                             KK_BINDS({"id", kk_vint(id)}), &cur, err);
        if (st == KK_OK)
            st = add_faults(cur, kind, id, out, err);
        kk_str_free(&sql);
    }
    return st;
}

static enum kk_status ask(struct kk_ctx *ctx, const struct kk_kind *kind,
                          kk_id id, struct kk_faults *out, struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    struct kk_str sql = {0};
    char name[96];
    enum kk_status st = KK_OK;

    kk_fmt(name, sizeof name, "%s/check", kind->name);
    if (kk_data_sql(name) != NULL) {
        st = kk_cur_open(ctx->db, name, KK_BINDS({"id", kk_vint(id)}), &cur,
                         err);
        if (st == KK_OK)
            st = add_faults(cur, kind, id, out, err);
    }
    if (st == KK_OK && rules_sql(kind, &sql)) {
        st = kk_cur_open_sql(ctx->db, kk_str_c(&sql),
                             KK_BINDS({"id", kk_vint(id)}), &cur, err);
        if (st == KK_OK)
            st = add_faults(cur, kind, id, out, err);
    }
    kk_str_free(&sql);
    return st == KK_OK
               ? ask_once(ctx, kind,
                          kk_catalog_named(kk_db_catalog(ctx->db), kind->table),
                          id, out, err)
               : st;
}

static void lift(struct kk_faults *f, size_t first, const char *key,
                 const char *reason)
{
    for (size_t i = first; i < f->n; i++)
        if (kk_streq(f->fault[i].key, key) && f->fault[i].weight == KK_PASSABLE)
            f->fault[i].reason = keep(f, reason == NULL ? "" : reason);
}

static enum kk_status lift_passed(struct kk_ctx *ctx,
                                  const struct kk_kind *kind, kk_id id,
                                  struct kk_faults *f, size_t first,
                                  struct kk_err *err)
{
    const struct kk_table *t =
        kk_catalog_named(kk_db_catalog(ctx->db), kind->table);
    struct kk_cur *cur = NULL;
    enum kk_status st;

    if (f->n == first)
        return KK_OK;
    st = kk_cur_open(ctx->db, "query/check_pass",
                     KK_BINDS({"tab", kk_vint(t->id)}, {"row", kk_vint(id)}),
                     &cur, err);
    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        lift(f, first, kk_cur_text(cur, 0), kk_cur_text(cur, 1));
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_check_record(struct kk_ctx *ctx, const struct kk_kind *kind,
                               kk_id id, struct kk_faults *out,
                               struct kk_err *err)
{
    size_t first = out->n;
    enum kk_status st = ask(ctx, kind, id, out, err);

    if (st == KK_OK && kind->check != NULL)
        st = kind->check(ctx, kind, id, out, err);
    if (st == KK_OK && kk_steps_has(kind))
        st = kk_steps_faults(ctx, kind, id, out, err);
    return st == KK_OK ? lift_passed(ctx, kind, id, out, first, err) : st;
}

size_t kk_fault_wrong(const struct kk_fault *f)
{
    const char *end = strstr(f->words, "。");

    return end != NULL ? (size_t)(end - f->words) : strcspn(f->words, "\n");
}

enum kk_status kk_check_lines(struct kk_ctx *ctx, const struct kk_kind *kind,
                              kk_id id, struct kk_str *out, struct kk_err *err)
{
    struct kk_faults all = {0};
    enum kk_status st = kk_check_record(ctx, kind, id, &all, err);

    for (size_t i = 0; st == KK_OK && i < all.n; i++) {
        const struct kk_fault *f = &all.fault[i];
        size_t n =
            f->reason != NULL ? kk_fault_wrong(f) : strcspn(f->words, "\n");

        kk_str_add(out, f->reason == NULL ? "注意: " : "");
        kk_str_addn(out, f->words, n);
        if (f->reason != NULL)
            kk_str_addf(out, ": %s", f->reason);
        kk_str_addc(out, '\n');
    }
    kk_faults_free(&all);
    return st;
}

/* --- what an action bears on -----------------------------------------------
 */

static void add_scope(struct kk_ctx *ctx, struct kk_scopes *out,
                      const struct kk_table *t, kk_id row, bool born)
{
    for (const struct kk_feature *const *f = ctx->reg->features; *f != NULL;
         f++)
        for (const struct kk_kind *k = (*f)->kinds;
             k != NULL && k->name != NULL; k++) {
            bool known = !kk_streq(k->table, t->name) ||
                         (!kk_kind_has_sql(k, "check") && !has_rules(k) &&
                          !has_once(t) && k->check == NULL && !kk_steps_has(k));

            for (size_t i = 0; i < out->n && !known; i++)
                known = out->scope[i].kind == k && out->scope[i].row == row;
            if (known)
                continue;
            kk_grow(&out->scope, &out->cap, out->n + 1, sizeof *out->scope);
            out->scope[out->n++] =
                (struct kk_scope){.kind = k, .row = row, .born = born};
        }
}

struct written { /* rows, and what they referred to before */
    struct wrote {
        const struct kk_table *table;
        kk_id row;
        bool born;
    } * at;
    size_t n, cap;
};

static void note(struct written *w, const struct kk_table *t, kk_id row,
                 bool born)
{
    if (w->n > 0 && w->at[w->n - 1].table == t && w->at[w->n - 1].row == row)
        return;
    kk_grow(&w->at, &w->cap, w->n + 1, sizeof *w->at);
    w->at[w->n++] = (struct wrote){.table = t, .row = row, .born = born};
}

struct walk {
    struct written rows, before;
};

static void collect(void *user, const struct kk_captured *c)
{
    struct walk *w = user;

    note(&w->rows, c->table, c->row, c->born);
    if (c->column != NULL && c->column->ref != NULL && c->old.type == KK_VINT &&
        c->old.i != 0)
        note(&w->before, c->column->ref, c->old.i, false);
}

static enum kk_status add_referred(struct kk_ctx *ctx, const struct wrote *w,
                                   struct kk_scopes *out, struct kk_err *err)
{
    struct kk_arena arena = {0};
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < w->table->n; i++) {
        const struct kk_column *c = &w->table->column[i];
        struct kk_val v;

        if (c->ref == NULL)
            continue;
        st = kk_row_get(ctx->db, w->table->name, w->row, c->name, &arena, &v,
                        err);
        if (st == KK_OK && v.type == KK_VINT && v.i != 0)
            add_scope(ctx, out, c->ref, v.i, false);
    }
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_check_scopes(struct kk_ctx *ctx, struct kk_scopes *out,
                               struct kk_err *err)
{
    struct walk w = {0};
    enum kk_status st = KK_OK;

    kk_tx_captured(ctx->db, collect, &w);
    for (size_t i = 0; i < w.rows.n; i++)
        add_scope(ctx, out, w.rows.at[i].table, w.rows.at[i].row,
                  w.rows.at[i].born);
    for (size_t i = 0; i < w.before.n; i++)
        add_scope(ctx, out, w.before.at[i].table, w.before.at[i].row, false);
    for (size_t i = 0; st == KK_OK && i < w.rows.n; i++)
        st = add_referred(ctx, &w.rows.at[i], out, err);
    kk_free(w.rows.at);
    kk_free(w.before.at);
    return st;
}

enum kk_status kk_check_all(struct kk_ctx *ctx, const struct kk_scopes *s,
                            struct kk_faults *out, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < s->n; i++) {
        size_t first = out->n;

        st = kk_check_record(ctx, s->scope[i].kind, s->scope[i].row, out, err);
        for (size_t k = first; k < out->n; k++)
            out->fault[k].born = s->scope[i].born;
    }
    return st;
}
