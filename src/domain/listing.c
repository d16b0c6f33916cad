/* Listings: a SELECT from a file, wrapped with filters, search, order and the
 * page's start.
 *
 * A page is read from one segment after another. Without a key there is one;
 * from a key on the rows without an order value and those with one are two, as
 * a row comparison with NULL finds nothing. A large search has the exact and
 * prefix hits in front, then the hits of the index, each in the order in which
 * its index gives them: sorting 200,000 hits would take a fifth of a second. */
#include "listing_sql.h"

#include <kikusui/base/data.h>
#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/search.h>

#include <stdio.h>
#include <string.h>

enum kk_status kk_listing_told(struct kk_ctx *ctx, const struct kk_listing *l,
                               struct kk_arena *arena, const char **out,
                               struct kk_err *err)
{
    struct kk_str lines = {0};
    struct kk_cur *cur = NULL;
    enum kk_status st = KK_NONE;

    if (l->told != NULL)
        st = kk_cur_open(ctx->db, l->told, NULL, &cur, err);
    while (cur != NULL && st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (kk_cur_text(cur, 0) != NULL)
            kk_str_addf(&lines, "%s%s", lines.n_bytes > 0 ? "\n" : "",
                        kk_cur_text(cur, 0));
    kk_cur_close(&cur);
    *out = kk_arena_strdup(arena, kk_str_c(&lines));
    kk_str_free(&lines);
    return st == KK_NONE ? KK_OK : st;
}

size_t kk_listing_cols(const struct kk_listing *l)
{
    size_t n = 0;

    while (l->cols[n].name != NULL)
        n++;
    return n;
}

size_t kk_listing_col(const struct kk_listing *l, const char *name)
{
    size_t i = 0;

    while (l->cols[i].name != NULL && strcmp(l->cols[i].name, name) != 0)
        i++;
    return i;
}

bool kk_listing_has(const struct kk_listing *l, const char *name)
{
    return l->cols[kk_listing_col(l, name)].name != NULL;
}

enum nulls { NULLS_ANY, NULLS_ONLY, NULLS_NONE };

struct segment {
    enum kk_block block;
    enum nulls nulls;
    const char *order; /* column; NULL: by id alone */
    bool desc;
    bool listed; /* the rows that `ids` of the page names, and no others */
};
#define MAX_SEGMENTS 3

/* A query being run. */
struct page {
    struct kk_ctx *ctx;
    const struct kk_query *q;
    const struct kk_data *sql;
    const char *order; /* column; NULL: by id */
    bool desc, searching, large;
    bool plain; /* searched as the engine searches any list */
    struct kk_str fold, fold_hi, ident, match;
    struct kk_search_hits hits; /* id NULL: they are not known before */
    struct kk_str ids;          /* of them, JSON */
    struct kk_arena arena;
    struct kk_where where;
    struct segment seg[MAX_SEGMENTS];
    size_t n_segs;
};

static void page_free(struct page *p)
{
    kk_str_free(&p->fold);
    kk_str_free(&p->fold_hi);
    kk_str_free(&p->ident);
    kk_str_free(&p->match);
    kk_str_free(&p->ids);
    kk_str_free(&p->where.sql);
    kk_arena_free(&p->arena);
}

/* --- what a query asks -----------------------------------------------------
 */

static enum kk_status set_order(struct page *p, struct kk_err *err)
{
    const char *const *orders = p->q->listing->orders;
    size_t n = 0;

    while (orders != NULL && orders[n] != NULL)
        n++;
    if (n == 0)
        return KK_OK;
    if (p->q->order >= n)
        return kk_fail(err, KK_USAGE, "一覧「%s」の並び順は%zu通りです",
                       p->q->listing->title, n);
    p->order = orders[p->q->order];
    p->desc = *p->order == '-';
    p->order += p->desc;
    return KK_OK;
}

static void add_segment(struct page *p, enum kk_block block, enum nulls nulls,
                        const char *order, bool desc)
{
    p->seg[p->n_segs++] = (struct segment){block, nulls, order, desc, false};
}

static void set_segments(struct page *p)
{
    if (p->searching && p->large) {
        add_segment(p, KK_BLOCK_PREFIX, NULLS_ANY, "kk_prefix", false);
        add_segment(p, KK_BLOCK_MATCH, NULLS_ANY, NULL, false);
    } else if (p->q->key == NULL || p->order == NULL) {
        add_segment(p, KK_BLOCK_NONE, NULLS_ANY, p->order, p->desc);
    } else {
        add_segment(p, KK_BLOCK_NONE, p->desc ? NULLS_NONE : NULLS_ONLY,
                    p->order, p->desc);
        add_segment(p, KK_BLOCK_NONE, p->desc ? NULLS_ONLY : NULLS_NONE,
                    p->order, p->desc);
    }
}

static enum kk_status set_search(struct page *p, struct kk_err *err)
{
    const char *typed = p->q->search;
    enum kk_status st;
    bool joined;

    if (typed == NULL)
        return KK_OK;
    if ((p->q->listing->flags & KK_LIST_SEARCH) == 0)
        return kk_fail(err, KK_USAGE, "一覧「%s」は検索できません",
                       p->q->listing->title);
    st = kk_typed_fits("検索の文字", typed, err);
    if (st != KK_OK)
        return st;
    kk_search_range(typed, &p->fold, &p->fold_hi);
    p->searching = p->fold.n_bytes > 0;
    p->large = p->searching && kk_sql_has_block(p->sql, KK_BLOCK_MATCH);
    joined = (p->q->listing->flags & KK_LIST_JOINED) != 0;
    p->plain = p->searching && !p->large && !joined;
    kk_ident(typed, &p->ident);
    if (p->large || (p->searching && joined))
        (void)kk_search_match(typed, &p->match);
    return KK_OK;
}

static enum kk_status page_init(struct page *p, struct kk_ctx *ctx,
                                const struct kk_query *q, struct kk_err *err)
{
    enum kk_status st;

    *p = (struct page){.ctx = ctx, .q = q};
    p->sql = kk_listing_text(ctx->reg, q->listing, &p->arena);
    if (p->sql == NULL)
        return kk_fail(err, KK_BUG, "一覧「%s」の %s がありません",
                       q->listing->name, q->listing->sql);
    st = set_order(p, err);
    if (st == KK_OK)
        st = set_search(p, err);
    if (st == KK_OK)
        st = kk_where_make(ctx, q, &p->arena, &p->where, err);
    if (st == KK_OK)
        set_segments(p);
    else
        page_free(p);
    return st;
}

/* --- SQL of one segment ----------------------------------------------------
 */

/* What ties are broken by, and what a segment without an order goes by. */
static const char *id_of(const struct segment *s)
{
    return s->block == KK_BLOCK_MATCH ? "kk_match" : "id";
}

/* The rows of a segment that the query asks for, called kk_x. */
static void add_from(const struct page *p, const struct segment *s,
                     struct kk_str *sql)
{
    kk_str_add(sql, " FROM (");
    kk_sql_add_blocks(p->sql,
                      KK_STANDS(s->block) |
                          (p->where.aside ? KK_STANDS(KK_BLOCK_ASIDE) : 0),
                      sql);
    kk_str_addf(sql, ") AS kk_x WHERE 1%s", kk_str_c(&p->where.sql));
    if (p->plain)
        kk_sql_add_search(p->ctx->reg, p->q->listing, sql);
}

static void compose(const struct page *p, const struct segment *s,
                    bool from_key, struct kk_str *sql)
{
    bool desc = s->desc ^ p->q->backwards;
    bool ordered = s->order != NULL && s->nulls != NULLS_ONLY;
    const char *dir = desc ? " DESC" : "";

    kk_str_add(sql, "SELECT id");
    for (const struct kk_col *c = p->q->listing->cols; c->name != NULL; c++)
        kk_str_addf(sql, ", \"%s\"", c->name);
    if (s->order != NULL)
        kk_str_addf(sql, ", \"%s\"", s->order);
    add_from(p, s, sql);
    if (s->listed)
        kk_str_add(sql, " AND id IN (SELECT value FROM json_each(:kk_ids))");
    if (s->nulls != NULLS_ANY)
        kk_str_addf(sql, " AND \"%s\" IS%s NULL", s->order,
                    s->nulls == NULLS_NONE ? " NOT" : "");
    if (from_key && ordered)
        kk_str_addf(sql, " AND (\"%s\", id) %s (:kk_k0, :kk_k1)", s->order,
                    desc ? "<" : ">");
    else if (from_key)
        kk_str_addf(sql, " AND %s %s :kk_k1", id_of(s), desc ? "<" : ">");
    kk_str_add(sql, " ORDER BY ");
    if (ordered)
        kk_str_addf(sql, "\"%s\"%s, ", s->order, dir);
    kk_str_addf(sql, "%s%s LIMIT :kk_limit", id_of(s), dir);
}

#define MAX_BINDS (KK_MAX_FILTER_BINDS + 48)

static void bind_all(const struct page *p, size_t limit, struct kk_bind *out)
{
    size_t n = 0;

    for (size_t i = 0; i < p->where.n; i++)
        out[n++] = p->where.bind[i];
    if (p->q->key != NULL) {
        out[n++] = (struct kk_bind){"kk_k0", p->q->key[0]};
        out[n++] = (struct kk_bind){"kk_k1", p->q->key[1]};
    }
    out[n++] = (struct kk_bind){"kk_limit", kk_vint((int64_t)limit)};
    if (p->searching) {
        out[n++] = (struct kk_bind){"fold", kk_vtext(kk_str_c(&p->fold))};
        out[n++] = (struct kk_bind){"fold_hi", kk_vtext(kk_str_c(&p->fold_hi))};
        out[n++] = (struct kk_bind){"ident", kk_vtext(kk_str_c(&p->ident))};
        out[n++] = (struct kk_bind){"match", kk_vtext(kk_str_c(&p->match))};
    }
    if (p->ids.n_bytes > 0)
        out[n++] = (struct kk_bind){"kk_ids", kk_vtext(kk_str_c(&p->ids))};
    for (const struct kk_bind *b = p->q->binds;
         b != NULL && b->name != NULL && n + 1 < MAX_BINDS; b++)
        out[n++] = *b;
    out[n] = (struct kk_bind){.name = NULL};
}

/* --- reading ---------------------------------------------------------------
 */

static void add_row(const struct segment *s, struct kk_cur *cur,
                    struct kk_rows *out)
{
    size_t r = out->n++;

    out->id[r] = kk_cur_int(cur, 0);
    for (size_t c = 0; c < out->n_cols; c++)
        out->cell[r * out->n_cols + c] =
            kk_val_keep(&out->arena, kk_cur_val(cur, (int)c + 1));
    out->key[2 * r + 1] = kk_vint(out->id[r]);
    if (s->block == KK_BLOCK_MATCH || s->listed)
        out->key[2 * r] = kk_vblob("m", 1); /* says which segment */
    else if (s->order != NULL)
        out->key[2 * r] =
            kk_val_keep(&out->arena, kk_cur_val(cur, (int)out->n_cols + 1));
}

static enum kk_status read_segment(struct page *p, const struct segment *s,
                                   bool from_key, struct kk_rows *out,
                                   struct kk_err *err)
{
    struct kk_bind binds[MAX_BINDS];
    struct kk_str sql = {0};
    struct kk_cur *cur;
    enum kk_status st;

    compose(p, s, from_key, &sql);
    bind_all(p, p->q->limit + 1 - out->n, binds);
    st = kk_cur_open_sql(p->ctx->db, kk_str_c(&sql), binds, &cur, err);
    kk_str_free(&sql);
    if (st != KK_OK)
        return st;
    while (out->n <= p->q->limit && (st = kk_cur_next(cur, err)) == KK_OK)
        add_row(s, cur, out);
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

/* The segment that the key's row stands in. */
static size_t first_segment(const struct page *p)
{
    const struct kk_val *key = p->q->key;

    for (size_t i = 0; i < p->n_segs && key != NULL; i++) {
        const struct segment *s = &p->seg[i];
        bool match = s->block == KK_BLOCK_MATCH;

        if (match != (key[0].type == KK_VBLOB))
            continue;
        if (match || s->nulls == NULLS_ANY ||
            (s->nulls == NULLS_ONLY) == (key[0].type == KK_VNULL))
            return i;
    }
    return p->q->backwards ? p->n_segs - 1 : 0;
}

static void swap_rows(struct kk_rows *r, size_t a, size_t b)
{
    struct kk_val v;
    kk_id id = r->id[a];

    r->id[a] = r->id[b];
    r->id[b] = id;
    for (size_t c = 0; c < r->n_cols; c++) {
        v = r->cell[a * r->n_cols + c];
        r->cell[a * r->n_cols + c] = r->cell[b * r->n_cols + c];
        r->cell[b * r->n_cols + c] = v;
    }
    for (size_t k = 0; k < 2; k++) {
        v = r->key[2 * a + k];
        r->key[2 * a + k] = r->key[2 * b + k];
        r->key[2 * b + k] = v;
    }
}

static bool has_row(const struct kk_rows *rows, kk_id id)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->id[i] == id)
            return true;
    return false;
}

/* The hits are known: the page's rows of this segment are the first of them
 * that no key brought before. */
static void list_hits(struct page *p, struct segment *s,
                      const struct kk_rows *out)
{
    size_t room = p->q->limit + 1 - out->n, n = 0;

    s->block = KK_BLOCK_NONE;
    s->listed = true;
    for (size_t i = 0; i < p->hits.n && n < room; i++)
        if (!has_row(out, p->hits.id[i]))
            kk_str_addf(&p->ids, "%s%lld", n++ == 0 ? "[" : ",",
                        (long long)p->hits.id[i]);
    kk_str_add(&p->ids, n == 0 ? "[]" : "]");
}

/* Frees the page. */
static enum kk_status read_page(struct page *p, struct kk_rows *out,
                                struct kk_err *err)
{
    const struct kk_query *q = p->q;
    size_t room = q->limit + 1;
    enum kk_status st = KK_OK;

    out->n_cols = kk_listing_cols(q->listing);
    out->id = kk_arena_alloc(&out->arena, room * sizeof *out->id);
    out->cell =
        kk_arena_alloc(&out->arena, room * out->n_cols * sizeof *out->cell);
    out->key = kk_arena_alloc(&out->arena, room * 2 * sizeof *out->key);
    for (size_t first = first_segment(p), i = first;
         i < p->n_segs && st == KK_OK && out->n <= q->limit;
         i = q->backwards ? i - 1 : i + 1) {
        if (p->hits.id != NULL && p->seg[i].block == KK_BLOCK_MATCH)
            list_hits(p, &p->seg[i], out);
        st =
            read_segment(p, &p->seg[i], q->key != NULL && i == first, out, err);
    }
    page_free(p);
    if (st != KK_OK) {
        kk_rows_free(out);
        return st;
    }
    out->more = out->n > q->limit;
    if (out->more)
        out->n = q->limit;
    for (size_t i = 0; q->backwards && 2 * i + 1 < out->n; i++)
        swap_rows(out, i, out->n - 1 - i);
    return KK_OK;
}

enum kk_status kk_listing_fetch(struct kk_ctx *ctx, const struct kk_query *q,
                                struct kk_rows *out, struct kk_err *err)
{
    struct page p;
    enum kk_status st = page_init(&p, ctx, q, err);

    *out = (struct kk_rows){0};
    return st == KK_OK ? read_page(&p, out, err) : st;
}

void kk_rows_free(struct kk_rows *rows)
{
    kk_arena_free(&rows->arena);
    *rows = (struct kk_rows){0};
}

/* --- counting and explaining -----------------------------------------------
 */

/* Without a filter the rows of a large search are what the index finds. */
static bool is_plain_search(const struct page *p)
{
    return p->large && p->where.sql.n_bytes == 0;
}

enum kk_status kk_listing_counted(struct kk_ctx *ctx, const struct kk_query *q,
                                  size_t most, struct kk_rows *out,
                                  int64_t *count, struct kk_err *err)
{
    bool first = q->key == NULL, once;
    struct page p;
    enum kk_status st = page_init(&p, ctx, q, err);

    *out = (struct kk_rows){0};
    if (st != KK_OK)
        return st;
    once = is_plain_search(&p) && first && !q->backwards && most > q->limit;
    if (once)
        st = kk_search_hits(ctx->db, q->search, most, &p.arena, &p.hits, err);
    if (st != KK_OK) {
        page_free(&p);
        return st;
    }
    *count = (int64_t)p.hits.n;
    st = read_page(&p, out, err);
    if (st == KK_OK && first && out->n < q->limit) /* that is all of it */
        *count = (int64_t)out->n;
    else if (st == KK_OK && !once)
        st = kk_listing_count(ctx, q, (int64_t)most, count, err);
    return st;
}

enum kk_status kk_listing_count(struct kk_ctx *ctx, const struct kk_query *q,
                                int64_t most, int64_t *out, struct kk_err *err)
{
    struct kk_query whole = *q;
    struct kk_bind binds[MAX_BINDS];
    struct page p;
    enum kk_status st;

    *out = 0;
    whole.key = NULL;
    whole.backwards = false;
    st = page_init(&p, ctx, &whole, err);
    if (st != KK_OK)
        return st;
    if (is_plain_search(&p)) {
        st = kk_search_hits(ctx->db, q->search, (size_t)most, &p.arena, &p.hits,
                            err);
        *out = (int64_t)p.hits.n;
        page_free(&p);
        return st;
    }
    for (size_t i = 0; i < p.n_segs && st == KK_OK && *out < most; i++) {
        struct kk_str sql = {0};
        struct kk_cur *cur;

        kk_str_add(&sql, "SELECT count(*) FROM (SELECT 1");
        add_from(&p, &p.seg[i], &sql);
        kk_str_add(&sql, " LIMIT :kk_limit)");
        bind_all(&p, (size_t)(most - *out), binds);
        st = kk_cur_open_sql(ctx->db, kk_str_c(&sql), binds, &cur, err);
        kk_str_free(&sql);
        if (st != KK_OK)
            break;
        st = kk_cur_next(cur, err);
        if (st == KK_OK)
            *out += kk_cur_int(cur, 0);
        kk_cur_close(&cur);
    }
    page_free(&p);
    return st;
}

enum kk_status kk_listing_plan(struct kk_ctx *ctx, const struct kk_query *q,
                               struct kk_str *out, struct kk_err *err)
{
    struct kk_bind binds[MAX_BINDS];
    struct page p;
    enum kk_status st = page_init(&p, ctx, q, err);

    if (st != KK_OK)
        return st;
    for (size_t i = 0; i < p.n_segs && st == KK_OK; i++) {
        struct kk_str sql = {0};
        struct kk_cur *cur;

        kk_str_add(&sql, "EXPLAIN QUERY PLAN ");
        compose(&p, &p.seg[i], q->key != NULL && i == first_segment(&p), &sql);
        bind_all(&p, q->limit, binds);
        st = kk_cur_open_sql(ctx->db, kk_str_c(&sql), binds, &cur, err);
        kk_str_free(&sql);
        if (st != KK_OK)
            break;
        while ((st = kk_cur_next(cur, err)) == KK_OK)
            kk_str_addf(out, "%s\n", kk_cur_text(cur, 3));
        kk_cur_close(&cur);
        st = st == KK_NONE ? KK_OK : st;
    }
    page_free(&p);
    return st;
}
