/* A paper read from its listings: period, parts, cells. */
#include "papers.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/feature.h>

#include <string.h>

#define PAGE 500
#define MAX_FILTERS 8

/* --- the period ------------------------------------------------------------
 */

/* 令和5年 of a day, and R05 of the same. */
static void era_year(kk_day d, struct kk_str *words, char stem[8])
{
    char buf[KK_TIME_BYTES], *year, *month;

    (void)kk_day_long(d, buf);
    year = strstr(buf, "年");
    kk_str_addn(words, buf, (size_t)(year - buf));
    (void)kk_day_era(d, buf);
    month = strchr(buf, '.');
    *month = '\0';
    kk_fmt(stem, 8, "%c%s%s", buf[0], strlen(buf) == 2 ? "0" : "", buf + 1);
}

static enum kk_status month_of(const char *text, struct kk_period *p,
                               struct kk_err *err)
{
    struct kk_str words = {0};
    char stem[8];
    int y, m, d;
    enum kk_status st = kk_month_days(text, &p->first, &p->last, err);

    if (st != KK_OK)
        return st;
    kk_day_split(p->first, &y, &m, &d);
    era_year(p->first, &words, stem);
    kk_fmt(p->iso, sizeof p->iso, "%s", text);
    kk_fmt(p->stem, sizeof p->stem, "%s-%02d", stem, m);
    kk_fmt(p->words, sizeof p->words, "%s年%d月分", kk_str_c(&words), m);
    kk_str_free(&words);
    return KK_OK;
}

static enum kk_status year_of(const char *text, struct kk_period *p,
                              struct kk_err *err)
{
    struct kk_str words = {0};
    int64_t year;

    if (strlen(text) != 4 || !kk_parse_i64(text, &year) || year < 1989 ||
        year > 2150)
        return kk_fail(err, KK_USAGE,
                       "「%.*s」は年度ではありません（例: 2023）",
                       KK_CUT(text, 20));
    p->first = kk_day_make((int)year, 4, 1);
    p->last = kk_day_make((int)year + 1, 4, 1) - 1;
    era_year(p->first, &words, p->stem);
    kk_fmt(p->iso, sizeof p->iso, "%s", text);
    kk_fmt(p->words, sizeof p->words, "%s年度", kk_str_c(&words));
    kk_str_free(&words);
    return KK_OK;
}

static enum kk_status record_of(struct kk_ctx *ctx, const char *kind,
                                const char *text, struct kk_period *p,
                                struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *label = "";
    enum kk_status st = kk_resolve(ctx, kk_find_kind(ctx->reg, kind), text,
                                   NULL, &arena, &p->record, &label, err);

    if (st == KK_OK) {
        kk_fmt(p->stem, sizeof p->stem, "%.*s", (int)strcspn(label, " "),
               label);
        kk_fmt(p->words, sizeof p->words, "%s", label);
    }
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_period_parse(struct kk_ctx *ctx,
                               const struct kk_paper_kind *kind,
                               const char *text, struct kk_period *out,
                               struct kk_err *err)
{
    *out = (struct kk_period){.of = kind->period};
    switch (kind->period) {
    case KK_PER_MONTH:
        return month_of(text, out, err);
    case KK_PER_YEAR:
        return year_of(text, out, err);
    case KK_PER_RECORD:
        break;
    }
    return record_of(ctx, kind->record, text, out, err);
}

/* --- parts -----------------------------------------------------------------
 */

struct reading {
    struct kk_ctx *ctx;
    struct kk_paper *paper;
    struct kk_bind binds[4];
    struct kk_filter filters[MAX_FILTERS + 2];
    struct kk_err *err;
};

/* "a|b|…" of the months of a year, since a filter takes a prefix. */
static const char *within(struct reading *r)
{
    const struct kk_period *p = &r->paper->period;
    struct kk_str all = {0};
    const char *text;
    int y, m, d;

    if (p->of == KK_PER_MONTH)
        return p->iso;
    kk_day_split(p->first, &y, &m, &d);
    for (int i = 0; i < 12; i++, m++)
        kk_str_addf(&all, "%s%04d-%02d", i > 0 ? "|" : "", m > 12 ? y + 1 : y,
                    m > 12 ? m - 12 : m);
    text = kk_arena_strdup(&r->paper->arena, kk_str_c(&all));
    kk_str_free(&all);
    return text;
}

static void set_filters(struct reading *r, const struct kk_part *part)
{
    size_t n = 0;

    if (part->within != NULL)
        r->filters[n++] =
            (struct kk_filter){.col = part->within, .text = within(r)};
    for (const struct kk_filter *f = part->filters;
         f != NULL && f->col != NULL && n <= MAX_FILTERS; f++)
        r->filters[n++] = *f;
    r->filters[n] = (struct kk_filter){.col = NULL};
}

static size_t order_of(const struct kk_listing *l, const char *name)
{
    for (size_t i = 0;
         name != NULL && l->orders != NULL && l->orders[i] != NULL; i++)
        if (strcmp(l->orders[i], name) == 0)
            return i;
    return 0;
}

static void take_columns(struct kk_arena *a, const struct kk_part *part,
                         struct kk_made_part *out)
{
    while (part->cols[out->n_cols].col != NULL)
        out->n_cols++;
    out->col = kk_arena_alloc(a, out->n_cols * sizeof(struct kk_col *));
    for (size_t i = 0; i < out->n_cols; i++)
        out->col[i] =
            &out->listing
                 ->cols[kk_listing_col(out->listing, part->cols[i].col)];
}

static void take_rows(struct kk_arena *a, const struct kk_rows *rows,
                      struct kk_made_part *out, size_t *cap)
{
    size_t n = out->n_rows + rows->n;

    if (n > *cap) {
        size_t more = n > 2 * *cap ? n : 2 * *cap;
        struct kk_val *cell =
            kk_arena_alloc(a, more * out->n_cols * sizeof *cell);
        kk_id *id = kk_arena_alloc(a, more * sizeof *id);

        if (out->n_rows > 0) {
            memcpy(cell, out->cell, out->n_rows * out->n_cols * sizeof *cell);
            memcpy(id, out->id, out->n_rows * sizeof *id);
        }
        out->cell = cell;
        out->id = id;
        *cap = more;
    }
    for (size_t r = 0; r < rows->n; r++) {
        out->id[out->n_rows] = rows->id[r];
        for (size_t c = 0; c < out->n_cols; c++) {
            size_t at = (size_t)(out->col[c] - out->listing->cols);
            struct kk_val v = rows->cell[r * rows->n_cols + at];

            if (v.type == KK_VTEXT)
                v.s = kk_arena_strdup(a, v.s);
            out->cell[out->n_rows * out->n_cols + c] = v;
        }
        out->n_rows++;
    }
}

/* The part in the columns of the list that the city lent. */
static enum kk_status as_lent(struct reading *r, const struct kk_part **part)
{
    struct kk_arena *a = &r->paper->arena;
    struct kk_part *ours = kk_arena_alloc(a, sizeof *ours);
    const char *segment = "";

    *ours = **part;
    *part = ours;
    for (const struct kk_filter *f = ours->filters; f != NULL && f->col != NULL;
         f++)
        if (strcmp(f->col, "segment") == 0)
            segment = f->text;
    return kk_lent_columns(r->ctx, segment, ours->cols, a, &ours->cols, r->err);
}

static enum kk_status read_part(struct reading *r, const struct kk_part *part,
                                struct kk_made_part *out)
{
    struct kk_arena *a = &r->paper->arena;
    struct kk_rows rows = {0}, next;
    struct kk_query q = {
        .binds = r->binds, .filters = r->filters, .limit = PAGE};
    size_t cap = 0;
    enum kk_status st = part->lent ? as_lent(r, &part) : KK_OK;

    if (st != KK_OK)
        return st;
    *out = (struct kk_made_part){
        .part = part, .listing = kk_find_listing(r->ctx->reg, part->listing)};
    if (out->listing == NULL)
        return kk_fail(r->err, KK_BUG, "一覧「%s」がありません", part->listing);
    q.listing = out->listing;
    q.order = order_of(out->listing, part->order);
    set_filters(r, part);
    take_columns(a, part, out);
    if (part->rows != NULL)
        return part->rows(r->ctx, &r->paper->period, a, out, r->err);
    do {
        q.key = rows.n == 0 ? NULL : &rows.key[2 * (rows.n - 1)];
        st = kk_listing_fetch(r->ctx, &q, &next, r->err);
        kk_rows_free(&rows);
        rows = next;
        if (st == KK_OK)
            take_rows(a, &rows, out, &cap);
    } while (st == KK_OK && rows.more);
    kk_rows_free(&rows);
    return st;
}

static enum kk_status read_sheet(struct reading *r,
                                 const struct kk_paper_sheet *sheet,
                                 struct kk_made_sheet *out)
{
    enum kk_status st = KK_OK;
    size_t n = 0;

    *out = (struct kk_made_sheet){.sheet = sheet};
    while (sheet->parts[n].listing != NULL)
        n++;
    out->part = kk_arena_alloc(&r->paper->arena, n * sizeof *out->part);
    for (size_t i = 0; st == KK_OK && i < n; i++) {
        struct kk_made_part *m = &out->part[out->n_parts];

        st = read_part(r, &sheet->parts[i], m);
        if (st == KK_OK && (m->n_rows > 0 || !m->part->optional))
            out->n_parts++;
    }
    return st;
}

/* KK_REFUSED says the first thing that must be there and is not. */
static enum kk_status nothing_missing(struct reading *r,
                                      const struct kk_paper_kind *kind)
{
    static const struct kk_filter must[] = {{"weight", "必ず"}, {NULL, NULL}};
    struct kk_query q = {
        .listing = kk_find_listing(r->ctx->reg, kind->gaps),
        .binds = r->binds,
        .filters = must,
        .limit = 1,
    };
    struct kk_rows rows;
    enum kk_status st;

    if (q.listing == NULL)
        return kk_fail(r->err, KK_BUG, "一覧「%s」がありません", kind->gaps);
    st = kk_listing_fetch(r->ctx, &q, &rows, r->err);
    if (st == KK_OK && rows.n > 0)
        st = kk_fail(r->err, KK_REFUSED, "%s",
                     rows.cell[kk_listing_col(q.listing, "what")].s);
    kk_rows_free(&rows);
    return st;
}

enum kk_status kk_paper_make(struct kk_ctx *ctx,
                             const struct kk_paper_kind *kind,
                             const struct kk_period *period, bool draft,
                             struct kk_paper *out, struct kk_err *err)
{
    struct reading r = {
        .ctx = ctx,
        .paper = out,
        .binds = {{.name = "first", .val = kk_vint(period->first)},
                  {.name = "last", .val = kk_vint(period->last)},
                  {.name = "record", .val = kk_vid(period->record)},
                  {.name = NULL}},
        .err = err,
    };
    enum kk_status st = KK_OK;

    *out = (struct kk_paper){.kind = kind,
                             .period = *period,
                             .draft = draft && !kind->whole,
                             .now = kk_now(ctx->clock)};
    while (kind->sheets[out->n_sheets].name != NULL)
        out->n_sheets++;
    out->sheet =
        kk_arena_alloc(&out->arena, out->n_sheets * sizeof *out->sheet);
    if (kind->whole && kind->gaps != NULL)
        st = nothing_missing(&r, kind);
    for (size_t i = 0; st == KK_OK && i < out->n_sheets; i++)
        st = read_sheet(&r, &kind->sheets[i], &out->sheet[i]);
    if (st != KK_OK)
        kk_paper_free(out);
    return st;
}

void kk_paper_free(struct kk_paper *p)
{
    kk_arena_free(&p->arena);
    *p = (struct kk_paper){0};
}

bool kk_paper_has_cause(const struct kk_paper *p)
{
    for (size_t s = 0; s < p->n_sheets; s++)
        for (size_t i = 0; i < p->sheet[s].n_parts; i++)
            if (p->sheet[s].part[i].part->demanded &&
                p->sheet[s].part[i].n_rows == 0)
                return false;
    return true;
}

void kk_paper_name(const struct kk_paper *p, const char *ending,
                   struct kk_str *out)
{
    struct kk_str raw = {0}, nfc = {0};

    kk_str_add(&raw, p->period.stem);
    if (p->kind->no > 0)
        kk_str_addf(&raw, "_%02d", p->kind->no);
    kk_str_addf(&raw, "_%s%s.%s", p->kind->title, p->draft ? "_下書き" : "",
                ending);
    if (kk_text_clean(kk_str_c(&raw), raw.n_bytes, false, 0, &nfc, NULL) !=
        KK_OK)
        kk_str_add(&nfc, kk_str_c(&raw));
    /* A record's number is what the city gave: R5/12. */
    for (const char *s = kk_str_c(&nfc); *s != '\0'; s++)
        kk_str_addc(out,
                    strchr("\\/:*?\"<>|", *s) != NULL || *s == '\n' ? '-' : *s);
    kk_str_free(&raw);
    kk_str_free(&nfc);
}
