/* The window of a list: pages read by key, never by offset. */
#include "list_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/feature.h>

#include <string.h>

static void free_page(struct kk_list_page *p)
{
    kk_rows_free(&p->rows);
    *p = (struct kk_list_page){0};
}

void kk_list_drop(struct kk_list *l)
{
    for (size_t i = 0; i < l->n_pages; i++)
        free_page(&l->page[i]);
    l->n_pages = l->n = 0;
    l->above = l->below = false;
}

/* --- reading --- */

static void widen(int *width, const struct kk_col *col, const char *text)
{
    int cols;

    if ((col->flags & KK_COL_HIDDEN) != 0 || text == NULL)
        return;
    cols = kk_cols(text);
    if (cols > *width)
        *width = cols;
}

static void shown_texts(const struct kk_list *l, struct kk_list_page *p,
                        kk_time now)
{
    struct kk_rows *r = &p->rows;

    p->text =
        kk_arena_alloc(&r->arena, sizeof *p->text * (r->n * r->n_cols + 1));
    p->width = kk_arena_alloc(&r->arena, sizeof *p->width * (r->n_cols + 1));
    for (size_t row = 0; row < r->n; row++)
        for (size_t col = 0; col < r->n_cols; col++) {
            size_t i = row * r->n_cols + col;

            p->text[i] = kk_cell_text(&l->listing->cols[col], &r->cell[i], now,
                                      &r->arena);
            widen(&p->width[col], &l->listing->cols[col], p->text[i]);
        }
}

static enum kk_status fetch(struct kk_list *l, struct kk_ctx *ctx, kk_time now,
                            bool backwards, const struct kk_val *key,
                            size_t limit, struct kk_list_page *out,
                            struct kk_err *err)
{
    struct kk_query q = {
        .listing = l->listing,
        .filters = l->filters,
        .binds = l->binds,
        .search = l->search.text.n_bytes > 0 ? kk_edit_text(&l->search) : NULL,
        .order = l->order,
        .backwards = backwards,
        .key = key,
        .limit = limit,
    };
    enum kk_status st = kk_listing_counted(ctx, &q, KK_LIST_COUNT + 1,
                                           &out->rows, &l->count, err);

    if (st == KK_OK)
        shown_texts(l, out, now);
    return st;
}

static void recount(struct kk_list *l)
{
    l->n = 0;
    for (size_t i = 0; i < l->n_pages; i++)
        l->n += l->page[i].rows.n;
}

static void append(struct kk_list *l, struct kk_list_page *p)
{
    if (l->n_pages == KK_LIST_PAGES) {
        size_t gone = l->page[0].rows.n;

        free_page(&l->page[0]);
        memmove(l->page, l->page + 1, sizeof *l->page * (KK_LIST_PAGES - 1));
        l->n_pages--;
        l->above = true;
        l->sel -= gone < l->sel ? gone : l->sel;
        l->top -= gone < l->top ? gone : l->top;
    }
    l->page[l->n_pages++] = *p;
    l->below = p->rows.more;
    *p = (struct kk_list_page){0};
    recount(l);
}

static void prepend(struct kk_list *l, struct kk_list_page *p)
{
    if (l->n_pages == KK_LIST_PAGES) {
        free_page(&l->page[--l->n_pages]);
        l->below = true;
    }
    memmove(l->page + 1, l->page, sizeof *l->page * l->n_pages);
    l->n_pages++;
    l->page[0] = *p;
    l->above = p->rows.more;
    l->sel += p->rows.n;
    l->top += p->rows.n;
    *p = (struct kk_list_page){0};
    recount(l);
}

const struct kk_list_page *kk_list_page_of(const struct kk_list *l, size_t row,
                                           size_t *in)
{
    for (size_t i = 0; i < l->n_pages; i++) {
        if (row < l->page[i].rows.n) {
            *in = row;
            return &l->page[i];
        }
        row -= l->page[i].rows.n;
    }
    return NULL;
}

static const struct kk_val *key_of(const struct kk_list *l, size_t row)
{
    size_t in;
    const struct kk_list_page *p = kk_list_page_of(l, row, &in);

    return p == NULL ? NULL : &p->rows.key[in * 2];
}

/* A round is walked from end to end and jumped about in: all of it at once. */
static size_t page_rows(const struct kk_list *l)
{
    return l->listing->round != NULL ? KK_LIST_ROUND : KK_LIST_PAGE;
}

static enum kk_status extend(struct kk_list *l, struct kk_ctx *ctx, kk_time now,
                             bool up, struct kk_err *err)
{
    struct kk_list_page p = {0};
    enum kk_status st;

    if (l->n == 0 || !(up ? l->above : l->below))
        return KK_OK;
    st = fetch(l, ctx, now, up, key_of(l, up ? 0 : l->n - 1), KK_LIST_PAGE, &p,
               err);
    if (st != KK_OK) {
        free_page(&p);
        return st;
    }
    if (up)
        prepend(l, &p);
    else
        append(l, &p);
    return KK_OK;
}

/* One page from the start or from the end. */
static enum kk_status whole(struct kk_list *l, struct kk_ctx *ctx, kk_time now,
                            bool end, size_t limit, struct kk_err *err)
{
    struct kk_list_page p = {0};
    enum kk_status st = fetch(l, ctx, now, end, NULL, limit, &p, err);

    if (st != KK_OK) {
        free_page(&p);
        return st;
    }
    kk_list_drop(l);
    append(l, &p);
    if (end) {
        l->above = l->below;
        l->below = false;
    }
    return KK_OK;
}

static void find_selected(struct kk_list *l)
{
    for (size_t row = 0; row < l->n; row++)
        if (kk_list_id(l, row) == l->sel_id) {
            l->sel = row;
            return;
        }
}

/* The same place again. A window that begins at the start is simply read
 * again; from the middle of a long list, from the row above the first shown
 * one, because a key is the row before the page. */
static enum kk_status again(struct kk_list *l, struct kk_ctx *ctx, kk_time now,
                            struct kk_err *err)
{
    size_t limit = l->n > page_rows(l) ? l->n : page_rows(l);
    struct kk_list_page p = {0};
    struct kk_val key[2];
    struct kk_arena texts = {0};
    const struct kk_val *from;
    enum kk_status st;

    if (!l->above || l->n == 0 || l->top == 0)
        return whole(l, ctx, now, false, limit, err);
    from = key_of(l, l->top - 1);
    for (int i = 0; i < 2; i++)
        key[i] = kk_val_keep(&texts, from[i]);
    st = fetch(l, ctx, now, false, key, KK_LIST_PAGE, &p, err);
    kk_arena_free(&texts);
    if (st != KK_OK) {
        free_page(&p);
        return st;
    }
    l->sel -= l->top < l->sel ? l->top : l->sel;
    l->top = 0;
    kk_list_drop(l);
    append(l, &p);
    l->above = true;
    if (l->n == 0)
        return whole(l, ctx, now, false, KK_LIST_PAGE, err);
    return KK_OK;
}

static enum kk_status read_needed(struct kk_list *l, struct kk_ctx *ctx,
                                  kk_time now, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    switch (l->need) {
    case KK_NEED_NOTHING:
        break;
    case KK_NEED_DOWN:
        st = extend(l, ctx, now, false, err);
        break;
    case KK_NEED_UP:
        st = extend(l, ctx, now, true, err);
        break;
    case KK_NEED_LAST:
        st = whole(l, ctx, now, true, KK_LIST_PAGE, err);
        l->sel = l->n == 0 ? 0 : l->n - 1;
        break;
    case KK_NEED_FRESH:
        st = again(l, ctx, now, err);
        find_selected(l);
        break;
    case KK_NEED_FIRST:
        st = whole(l, ctx, now, false, page_rows(l), err);
        l->sel = l->top = 0;
        break;
    case KK_NEED_ROW:
        st = whole(l, ctx, now, false, l->wanted + page_rows(l), err);
        l->sel = l->wanted;
        break;
    }
    if (st == KK_OK)
        l->need = KK_NEED_NOTHING;
    return st;
}

void kk_list_place(struct kk_list *l, int height)
{
    size_t h = height < 1 ? 1 : (size_t)height;

    l->height = height;
    if (l->sel >= l->n)
        l->sel = l->n == 0 ? 0 : l->n - 1;
    if (l->top > l->sel)
        l->top = l->sel;
    if (l->sel >= l->top + h)
        l->top = l->sel - h + 1;
    if (l->top + h > l->n && !l->below)
        l->top = l->n > h ? l->n - h : 0;
    l->sel_id = l->n == 0 ? 0 : kk_list_id(l, l->sel);
}

/* To the next row that is open, from the last one again to the first: what was
 * done may have left the list, so that another stands in its place. */
static void go_on(struct kk_list *l)
{
    l->onward = false;
    for (size_t i = kk_list_id(l, l->sel) == l->sel_id; i <= l->n && l->n > 0;
         i++)
        if (kk_list_is_open(l, (l->sel + i) % l->n)) {
            l->sel = (l->sel + i) % l->n;
            break;
        }
    if (l->below && l->n - l->sel < (size_t)l->height + 2)
        l->need = KK_NEED_DOWN;
}

/* A row that only a rule named is a record once something was done to it: its
 * mark goes on with the record. */
static void renew_marks(struct kk_list *l, struct kk_ctx *ctx)
{
    const struct kk_kind *kind = kk_find_kind(ctx->reg, kk_list_mark_kind(l));

    for (size_t i = 0; kind != NULL && i < l->n_marks; i++)
        if (l->marks[i] < 0)
            l->marks[i] = kk_ruled_now(ctx, kind->table, l->marks[i]);
}

/* A list of several kinds holds marks of one alone: those whose rows are gone,
 * handed in or done, must not keep the others out. */
static void forget_gone(struct kk_list *l)
{
    size_t n = 0;

    if (l->listing->row_kind[0] != '\0' || l->above || l->below ||
        l->search.text.n_bytes > 0)
        return;
    for (size_t i = 0; i < l->n_marks; i++) {
        size_t row = 0;

        while (row < l->n && kk_list_id(l, row) != l->marks[i])
            row++;
        if (row < l->n)
            l->marks[n++] = l->marks[i];
    }
    l->n_marks = n;
}

enum kk_status kk_list_load(struct kk_list *l, struct kk_ctx *ctx, kk_time now,
                            int height, bool fresh, struct kk_err *err)
{
    enum kk_status st;

    renew_marks(l, ctx);
    if (fresh && l->need == KK_NEED_NOTHING)
        l->need = KK_NEED_FRESH;
    st = read_needed(l, ctx, now, err);
    if (st == KK_OK && l->onward) {
        go_on(l);
        st = read_needed(l, ctx, now, err);
    }
    if (st == KK_OK)
        forget_gone(l);
    kk_list_place(l, height);
    return st;
}
