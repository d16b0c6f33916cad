/* 訂正: what the delivered monthly reports said and is otherwise by now. Of
 * every month that was made final the paper is made twice, of the entries of
 * the last final one and of those held now, and the cells are held against each
 * other by record and column. What an earlier report told already was in both.
 */
#include "papers.h"

#include <kikusui/base/shown.h>
#include <kikusui/store/as_of.h>
#include <kikusui/store/db.h>

#include <string.h>

enum { MAX_MONTHS = 60 };

struct telling {
    struct kk_ctx *ctx;
    struct kk_arena *arena; /* of the paper that is being made */
    struct kk_made_part *out;
    size_t cap;
    const struct kk_period *month; /* whose papers are compared */
    kk_time now;
    struct kk_err *err;
};

/* Sheets that tell of the paper itself or of other months. */
static bool is_told_of(const struct kk_part *part)
{
    static const char *const others[] = {"month_cover", "month_terms",
                                         "month_year", "month_load", NULL};

    for (size_t i = 0; others[i] != NULL; i++)
        if (strcmp(others[i], part->listing) == 0)
            return false;
    return part->rows == NULL;
}

static bool same_cell(const struct kk_val *a, const struct kk_val *b)
{
    if (a->type != b->type)
        return false;
    if (a->type == KK_VTEXT)
        return strcmp(a->s, b->s) == 0;
    return a->type == KK_VNULL || a->i == b->i;
}

static const char *words_of(struct telling *t, const struct kk_made_part *m,
                            size_t row, size_t col)
{
    const char *s = kk_cell_text(m->col[col], &m->cell[row * m->n_cols + col],
                                 t->now, t->arena);

    return *s == '\0' ? "－" : kk_arena_strdup(t->arena, s);
}

/* Of the record, as it is now: why, and which case. */
static void ask_record(struct telling *t, kk_id id, struct kk_val out[2])
{
    out[0] = out[1] = kk_vnull();
    if (kk_db_one(t->ctx->db, "query/last_reason", KK_BINDS({"id", kk_vid(id)}),
                  t->arena, out, 2, NULL) != KK_OK)
        out[0] = out[1] = kk_vnull();
}

static void tell(struct telling *t, kk_id id, const char *item,
                 const char *before, const char *after)
{
    struct kk_made_part *o = t->out;
    struct kk_val asked[2], row[6];

    ask_record(t, id, asked);
    row[0] = kk_vtext(kk_arena_strdup(t->arena, t->month->words));
    row[1] = asked[1].type == KK_VTEXT ? asked[1] : kk_vtext("");
    row[2] = kk_vtext(item);
    row[3] = kk_vtext(before);
    row[4] = kk_vtext(after);
    row[5] = asked[0].type == KK_VTEXT ? asked[0] : kk_vtext("");
    if (o->n_rows == t->cap) {
        size_t cap = t->cap == 0 ? 16 : 2 * t->cap;
        struct kk_val *cell =
            kk_arena_alloc(t->arena, cap * o->n_cols * sizeof *cell);
        kk_id *ids = kk_arena_alloc(t->arena, cap * sizeof *ids);

        if (o->n_rows > 0) {
            memcpy(cell, o->cell, o->n_rows * o->n_cols * sizeof *cell);
            memcpy(ids, o->id, o->n_rows * sizeof *ids);
        }
        o->cell = cell;
        o->id = ids;
        t->cap = cap;
    }
    for (size_t c = 0; c < o->n_cols; c++)
        o->cell[o->n_rows * o->n_cols + c] = row[c];
    o->id[o->n_rows++] = id;
}

static size_t row_of(const struct kk_made_part *m, kk_id id)
{
    size_t i = 0;

    while (i < m->n_rows && m->id[i] != id)
        i++;
    return i;
}

/* A row that is there once only: what stands in it. */
static void tell_row(struct telling *t, const char *sheet,
                     const struct kk_made_part *m, size_t row, bool came)
{
    const char *title = m->part->title;
    struct kk_str all = {0};
    const char *what;

    for (size_t c = 0; c < m->n_cols; c++) {
        const char *s = words_of(t, m, row, c);

        if (strcmp(s, "－") != 0)
            kk_str_addf(&all, "%s%s", all.n_bytes == 0 ? "" : "、", s);
    }
    what = kk_arena_strdup(t->arena, kk_str_c(&all));
    kk_str_free(&all);
    tell(t, m->id[row],
         title == NULL ? sheet
                       : kk_arena_printf(t->arena, "%s %s", sheet, title),
         came ? "（記載なし）" : what, came ? what : "（記載なし）");
}

static void compare_part(struct telling *t, const char *sheet,
                         const struct kk_made_part *was,
                         const struct kk_made_part *is)
{
    for (size_t r = 0; r < is->n_rows; r++) {
        size_t k = row_of(was, is->id[r]);

        if (k == was->n_rows) {
            tell_row(t, sheet, is, r, true);
            continue;
        }
        for (size_t c = 0; c < is->n_cols; c++)
            if (!same_cell(&was->cell[k * was->n_cols + c],
                           &is->cell[r * is->n_cols + c]))
                tell(t, is->id[r],
                     kk_arena_printf(t->arena, "%s %s", sheet,
                                     kk_made_title(is, c)),
                     words_of(t, was, k, c), words_of(t, is, r, c));
    }
    for (size_t k = 0; k < was->n_rows; k++)
        if (row_of(is, was->id[k]) == is->n_rows)
            tell_row(t, sheet, was, k, false);
}

static const struct kk_made_part *part_of(const struct kk_paper *p,
                                          const struct kk_part *part)
{
    for (size_t s = 0; s < p->n_sheets; s++)
        for (size_t i = 0; i < p->sheet[s].n_parts; i++)
            if (p->sheet[s].part[i].part == part)
                return &p->sheet[s].part[i];
    return NULL;
}

/* Parts without rows may be left out of a paper. */
static void compare(struct telling *t, const struct kk_paper *was,
                    const struct kk_paper *is)
{
    const struct kk_paper_sheet *sheets = is->kind->sheets;

    for (size_t s = 0; sheets[s].name != NULL; s++)
        for (size_t i = 0; sheets[s].parts[i].listing != NULL; i++) {
            const struct kk_part *part = &sheets[s].parts[i];
            const struct kk_made_part *a = part_of(was, part);
            const struct kk_made_part *b = part_of(is, part);
            struct kk_made_part none = {.part = part};

            if (!is_told_of(part) || (a == NULL && b == NULL))
                continue;
            none.listing = a != NULL ? a->listing : b->listing;
            compare_part(t, sheets[s].name, a != NULL ? a : &none,
                         b != NULL ? b : &none);
        }
}

/* Both with the clock of then: only what was recorded may differ. */
static enum kk_status tell_month(struct telling *t, struct kk_ctx *then,
                                 const struct kk_clock *clock,
                                 const char *month)
{
    const struct kk_clock *mine = t->ctx->clock;
    struct kk_paper was, is;
    struct kk_period period;
    enum kk_status st =
        kk_period_parse(t->ctx, &kk_paper_monthly, month, &period, t->err);

    period.plain = true;
    if (st == KK_OK)
        st = kk_paper_make(then, &kk_paper_monthly, &period, false, &was,
                           t->err);
    if (st != KK_OK)
        return st;
    t->ctx->clock = clock;
    st = kk_paper_make(t->ctx, &kk_paper_monthly, &period, false, &is, t->err);
    t->ctx->clock = mine;
    if (st == KK_OK) {
        t->month = &period;
        t->now = kk_now(clock);
        compare(t, &was, &is);
        kk_paper_free(&is);
    }
    kk_paper_free(&was);
    return st;
}

struct past {
    struct kk_clock clock;
    const char *vector;
    size_t n;
    char month[MAX_MONTHS][8];
};

static enum kk_status read_past(struct telling *t, const struct kk_period *p,
                                struct past *out)
{
    struct kk_cur *cur = NULL;
    enum kk_status st =
        kk_cur_open(t->ctx->db, "query/deliveries",
                    KK_BINDS({"month", kk_vtext(p->iso)}), &cur, t->err);

    while (st == KK_OK && (st = kk_cur_next(cur, t->err)) == KK_OK) {
        if (out->n == 0) {
            out->clock.fixed = kk_cur_int(cur, 1);
            out->vector = kk_arena_strdup(t->arena, kk_cur_text(cur, 2));
        }
        if (out->n < MAX_MONTHS)
            kk_fmt(out->month[out->n++], sizeof out->month[0], "%s",
                   kk_cur_text(cur, 0));
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_corrections(struct kk_ctx *ctx,
                              const struct kk_period *period,
                              struct kk_arena *arena, struct kk_made_part *out,
                              struct kk_err *err)
{
    struct telling t = {.ctx = ctx, .arena = arena, .out = out, .err = err};
    struct past past = {0};
    struct kk_as_of *state = NULL;
    struct kk_ctx then = {0};
    enum kk_status st = period->plain ? KK_OK : read_past(&t, period, &past);

    if (st != KK_OK || past.n == 0)
        return st;
    st = kk_as_of_open(ctx->db, past.vector, &past.clock, NULL, NULL, &state,
                       err);
    if (st == KK_OK)
        st = kk_ctx_open(&then, kk_as_of_db(state), &past.clock, ctx->reg, err);
    for (size_t i = past.n; st == KK_OK && i-- > 0;)
        st = tell_month(&t, &then, &past.clock, past.month[i]);
    kk_ctx_close(&then);
    kk_as_of_close(&state);
    return st;
}
