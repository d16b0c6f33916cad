/* What a month's papers lack, and which of it the office accepted. */
#include <kikusui/base/mem.h>
#include <kikusui/domain/feature.h>
#include <kikusui/report/gaps.h>

#include <string.h>

#define PAGE 500

struct reading {
    struct kk_ctx *ctx;
    const struct kk_period *period;
    const struct kk_listing *listing;
    struct kk_gaps *out;
    struct kk_err *err;
};
typedef void take_fn(struct reading *r, const struct kk_rows *rows, size_t i);

static const char *cell(struct reading *r, const struct kk_rows *rows, size_t i,
                        const char *name)
{
    size_t at = kk_listing_col(r->listing, name);
    const struct kk_val *v = &rows->cell[i * rows->n_cols + at];

    return v->type == KK_VTEXT ? kk_arena_strdup(&r->out->arena, v->s) : "";
}

static void take_gap(struct reading *r, const struct kk_rows *rows, size_t i)
{
    struct kk_gaps *g = r->out;
    struct kk_gap *one;

    kk_grow(&g->gap, &g->cap, g->n + 1, sizeof *g->gap);
    one = &g->gap[g->n++];
    *one = (struct kk_gap){
        .key = cell(r, rows, i, "key"),
        .kind = cell(r, rows, i, "kind"),
        .no = cell(r, rows, i, "no"),
        .place = cell(r, rows, i, "place"),
        .what = cell(r, rows, i, "what"),
        .go = cell(r, rows, i, "go"),
        .target = cell(r, rows, i, "target"),
        .id = rows->id[i],
        .must = strcmp(cell(r, rows, i, "weight"), "必ず") == 0,
    };
    g->n_must += one->must;
    g->n_open++;
}

static void take_reason(struct reading *r, const struct kk_rows *rows, size_t i)
{
    struct kk_gaps *g = r->out;
    const char *key = cell(r, rows, i, "gap");

    for (size_t k = 0; k < g->n; k++)
        if (!g->gap[k].must && g->gap[k].reason == NULL &&
            strcmp(g->gap[k].key, key) == 0) {
            g->gap[k].reason = cell(r, rows, i, "reason");
            g->n_open--;
        }
}

static enum kk_status read_rows(struct reading *r, const char *name,
                                take_fn *take)
{
    const struct kk_bind binds[] = {
        {.name = "first", .val = kk_vint(r->period->first)},
        {.name = "last", .val = kk_vint(r->period->last)},
        {.name = NULL}};
    struct kk_query q = {.binds = binds, .limit = PAGE};
    struct kk_rows rows = {0}, next;
    enum kk_status st;

    r->listing = kk_find_listing(r->ctx->reg, name);
    if (r->listing == NULL)
        return kk_fail(r->err, KK_BUG, "一覧「%s」がありません", name);
    q.listing = r->listing;
    do {
        q.key = rows.n == 0 ? NULL : &rows.key[2 * (rows.n - 1)];
        st = kk_listing_fetch(r->ctx, &q, &next, r->err);
        kk_rows_free(&rows);
        rows = next;
        for (size_t i = 0; st == KK_OK && i < rows.n; i++)
            take(r, &rows, i);
    } while (st == KK_OK && rows.more);
    kk_rows_free(&rows);
    return st;
}

enum kk_status kk_gaps_read(struct kk_ctx *ctx, const struct kk_period *period,
                            struct kk_gaps *out, struct kk_err *err)
{
    struct reading r = {.ctx = ctx, .period = period, .out = out, .err = err};
    enum kk_status st;

    *out = (struct kk_gaps){0};
    st = read_rows(&r, "gaps", take_gap);
    if (st == KK_OK)
        st = read_rows(&r, "accepted_gaps", take_reason);
    if (st != KK_OK)
        kk_gaps_free(out);
    return st;
}

void kk_gaps_free(struct kk_gaps *g)
{
    kk_free(g->gap);
    kk_arena_free(&g->arena);
    *g = (struct kk_gaps){0};
}

void kk_gaps_words(const struct kk_gaps *g, const struct kk_period *period,
                   bool accepted_too, struct kk_str *out)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct kk_gap *one = &g->gap[i];

        if (one->reason != NULL && !accepted_too)
            continue;
        kk_str_addf(out, "  %s  %s%s%s%s%s\n", one->must ? "必ず" : "理由で可",
                    one->no, *one->no == '\0' ? "" : " ", one->place,
                    *one->place == '\0' ? "" : " ", one->what);
        if (one->reason != NULL)
            kk_str_addf(out, "      了承: %s\n", one->reason);
        else if (one->must)
            kk_str_addf(out, "      → %s\n", one->go);
        else
            kk_str_addf(out,
                        "      → %s\n      か kikusui do gap.accept month=%s "
                        "gap='%s' reason=…\n",
                        one->go, period->iso, one->key);
    }
}
