/* What is judged otherwise by the contract's data as the open transaction
 * leaves them than by those that the program still holds. */
#include <kikusui/base/data.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/judged.h>
#include <kikusui/store/tx.h>

#define NAMED 3 /* records that are told by name */

struct verdict {
    const struct kk_kind *kind;
    kk_id id;
    const char *no, *what, *is;
};
struct verdicts {
    struct verdict *at;
    size_t n, cap;
    struct kk_arena arena;
};

static void drop(struct verdicts *v)
{
    kk_free(v->at);
    kk_arena_free(&v->arena);
    *v = (struct verdicts){0};
}

static enum kk_status read_kind(struct kk_ctx *ctx, const struct kk_kind *kind,
                                struct verdicts *out, struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    char name[96];
    enum kk_status st;

    kk_fmt(name, sizeof name, "%s/judged", kind->name);
    if (kk_data_sql(name) == NULL)
        return KK_OK;
    st = kk_cur_open(ctx->db, name, NULL, &cur, err);
    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&out->at, &out->cap, out->n + 1, sizeof *out->at);
        out->at[out->n++] = (struct verdict){
            .kind = kind,
            .id = kk_cur_int(cur, 0),
            .no = kk_arena_strdup(&out->arena, kk_cur_text(cur, 1)),
            .what = kk_arena_strdup(&out->arena, kk_cur_text(cur, 2)),
            .is = kk_arena_strdup(&out->arena, kk_cur_text(cur, 3)),
        };
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status read_all(struct kk_ctx *ctx, struct verdicts *out,
                               struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (const struct kk_feature *const *f = ctx->reg->features;
         *f != NULL && st == KK_OK; f++)
        for (const struct kk_kind *k = (*f)->kinds;
             k != NULL && k->name != NULL && st == KK_OK; k++)
            st = read_kind(ctx, k, out, err);
    return st;
}

/* By the data as they are written now. */
static enum kk_status read_anew(struct kk_ctx *ctx, struct verdicts *out,
                                struct kk_err *err)
{
    struct kk_contract *held = ctx->contract;
    struct kk_contract *fresh;
    enum kk_status st = kk_contract_load(ctx->db, &fresh, err);

    if (st != KK_OK)
        return st;
    ctx->contract = fresh;
    ctx->cal = kk_contract_cal(fresh);
    st = read_all(ctx, out, err);
    ctx->contract = held;
    ctx->cal = kk_contract_cal(held);
    kk_contract_free(&fresh);
    return st;
}

/* Both come in the same order; what was opened or closed meanwhile has no
 * counterpart. */
static size_t compare(const struct verdicts *was, const struct verdicts *is,
                      const char **label, struct kk_str *words)
{
    kk_id last = 0;
    size_t n = 0;

    for (size_t i = 0; i < was->n && i < is->n; i++) {
        const struct verdict *a = &was->at[i], *b = &is->at[i];

        if (a->id != b->id)
            break;
        if (kk_streq(a->is, b->is))
            continue;
        if (n == 0)
            *label = a->kind->label;
        n += a->id != last;
        if (n <= NAMED)
            kk_str_addf(words, "%s%s %s %s > %s",
                        words->n_bytes > 0 ? "、" : "", a->no, a->what, a->is,
                        b->is);
        last = a->id;
    }
    return n;
}

static enum kk_status judge(struct kk_ctx *ctx, struct kk_str *out,
                            struct kk_err *err)
{
    struct verdicts was = {0}, is = {0};
    struct kk_str named = {0};
    const char *label = "";
    size_t n = 0;
    enum kk_status st = read_all(ctx, &was, err);

    if (st == KK_OK)
        st = read_anew(ctx, &is, err);
    if (st == KK_OK)
        n = compare(&was, &is, &label, &named);
    if (n > 0)
        kk_str_addf(out, "終わった%s %zu件の判定が変わります（%s%s）", label, n,
                    kk_str_c(&named), n > NAMED ? " ほか" : "");
    kk_str_free(&named);
    drop(&was);
    drop(&is);
    return st;
}

struct found {
    const struct kk_registry *reg;
    const struct kk_kind *kind;
    kk_id row;
};

static void find(void *user, const struct kk_captured *c)
{
    struct found *w = user;

    for (const struct kk_feature *const *f = w->reg->features;
         *f != NULL && w->kind == NULL; f++)
        for (const struct kk_kind *k = (*f)->kinds;
             k != NULL && k->name != NULL; k++)
            if (k->contract && kk_streq(k->table, c->table->name)) {
                w->kind = k;
                w->row = c->row;
            }
}

enum kk_status kk_judged_anew(struct kk_ctx *ctx, bool own,
                              struct kk_faults *out, struct kk_err *err)
{
    struct found found = {.reg = ctx->reg};
    struct kk_str words = {0};
    enum kk_status st = KK_OK;

    kk_tx_captured(ctx->db, find, &found);
    if (found.kind != NULL)
        st = judge(ctx, &words, err);
    if (st == KK_OK && words.n_bytes > 0)
        kk_faults_add(out, &(struct kk_fault){
                               .kind = found.kind,
                               .row = found.row,
                               .key = "judged",
                               .column = "reason",
                               .words = kk_str_c(&words),
                               .weight = own ? KK_PASSABLE : KK_REMARK,
                           });
    kk_str_free(&words);
    return st;
}

enum kk_status kk_judged_words(struct kk_ctx *ctx, struct kk_str *out,
                               struct kk_err *err)
{
    struct kk_str words = {0};
    enum kk_status st = judge(ctx, &words, err);

    if (st == KK_OK && words.n_bytes > 0)
        kk_str_addf(out, "%s\n", kk_str_c(&words));
    kk_str_free(&words);
    return st;
}
