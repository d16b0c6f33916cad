/* A list on the screen: loading pages, cursor, marks, filters. */
#include "list_priv.h"

#include <kikusui/base/data.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/ui/list.h>

#include <stdio.h>
#include <string.h>

/* --- making and freeing --- */

static struct kk_filter *copy_filters(const struct kk_filter *from)
{
    struct kk_filter *copy;
    size_t n = 0;

    if (from == NULL)
        return NULL;
    while (from[n].col != NULL)
        n++;
    copy = kk_alloc(sizeof *copy * (n + 1));
    for (size_t i = 0; i < n; i++)
        copy[i] = (struct kk_filter){.col = kk_strdup(from[i].col),
                                     .text = kk_strdup(from[i].text)};
    return copy;
}

static struct kk_bind *copy_binds(const struct kk_bind *from)
{
    struct kk_bind *copy;
    size_t n = 0;

    if (from == NULL)
        return NULL;
    while (from[n].name != NULL)
        n++;
    copy = kk_alloc(sizeof *copy * (n + 1));
    for (size_t i = 0; i < n; i++) {
        copy[i] = from[i];
        copy[i].name = kk_strdup(from[i].name);
        if (from[i].val.type == KK_VTEXT)
            copy[i].val.s = kk_strdup(from[i].val.s);
    }
    return copy;
}

/* The texts are ours: const only to their readers. */
static void free_binds(struct kk_bind **binds)
{
    for (struct kk_bind *b = *binds; b != NULL && b->name != NULL; b++) {
        kk_free((void *)(uintptr_t)b->name);
        if (b->val.type == KK_VTEXT)
            kk_free((void *)(uintptr_t)b->val.s);
    }
    kk_free(*binds);
    *binds = NULL;
}

static void free_filters(struct kk_filter **filters)
{
    for (struct kk_filter *f = *filters; f != NULL && f->col != NULL; f++) {
        kk_free((void *)(uintptr_t)f->col);
        kk_free((void *)(uintptr_t)f->text);
    }
    kk_free(*filters);
    *filters = NULL;
}

void kk_list_init(struct kk_list *l, const struct kk_listing *listing,
                  const struct kk_filter *filters, const struct kk_bind *binds)
{
    *l = (struct kk_list){.listing = listing, .need = KK_NEED_FIRST};
    l->filters = copy_filters(filters);
    l->binds = copy_binds(binds);
}

void kk_list_free(struct kk_list *l)
{
    kk_list_drop(l);
    free_filters(&l->filters);
    free_binds(&l->binds);
    kk_edit_free(&l->search);
    kk_free(l->marks);
    *l = (struct kk_list){0};
}

void kk_list_filter(struct kk_list *l, const struct kk_filter *filters)
{
    free_filters(&l->filters);
    l->filters = copy_filters(filters);
    l->need = KK_NEED_FIRST;
}

/* --- commands --- */

static struct kk_fx moved(struct kk_list *l)
{
    unsigned fx = KK_FX_REDRAW;

    if (l->n - l->sel < (size_t)l->height + 2 && l->below)
        l->need = KK_NEED_DOWN;
    else if (l->sel < (size_t)l->height && l->above)
        l->need = KK_NEED_UP;
    if (l->need != KK_NEED_NOTHING)
        fx |= KK_FX_RELOAD;
    kk_list_place(l, l->height);
    return (struct kk_fx){.flags = fx};
}

static struct kk_fx move(struct kk_list *l, int64_t by)
{
    int64_t to = (int64_t)l->sel + by;

    if (to >= (int64_t)l->n)
        to = (int64_t)l->n - 1;
    l->sel = to < 0 ? 0 : (size_t)to;
    return moved(l);
}

static struct kk_fx edge(struct kk_list *l, bool last)
{
    if (last ? l->below : l->above) {
        l->need = last ? KK_NEED_LAST : KK_NEED_FIRST;
        return (struct kk_fx){.flags = KK_FX_RELOAD};
    }
    l->sel = last && l->n > 0 ? l->n - 1 : 0;
    return moved(l);
}

const char *kk_list_mark_kind(const struct kk_list *l)
{
    return l->n_marks > 0 && l->listing->row_kind[0] == '\0'
               ? l->mark_kind
               : l->listing->row_kind;
}

/* What kind the row is of, where a list joins several. */
static const char *kind_at(const struct kk_list *l, size_t row)
{
    const char *target = kk_list_cell_at(l, row, "target");

    return l->listing->row_kind[0] != '\0' ? l->listing->row_kind
           : target != NULL                ? target
                                           : "";
}

size_t kk_list_marks(const struct kk_list *l, const char **kind,
                     const kk_id **ids)
{
    *kind = kk_list_mark_kind(l);
    *ids = l->marks;
    return l->n_marks;
}

const char *kk_list_unmarkable(const struct kk_list *l)
{
    return l->n > 0 && l->n_marks > 0 &&
                   strcmp(l->mark_kind, kind_at(l, l->sel)) != 0
               ? l->mark_kind
               : NULL;
}

/* One action takes all that is marked: rows of another kind stay out, and those
 * that are no record. */
static bool may_mark(struct kk_list *l, size_t row)
{
    const char *kind = kind_at(l, row);

    if (*kind == '\0')
        return false;
    if (l->n_marks == 0)
        snprintf(l->mark_kind, sizeof l->mark_kind, "%s", kind);
    return strcmp(l->mark_kind, kind) == 0;
}

struct kk_fx kk_list_go(struct kk_list *l, size_t row)
{
    l->sel = row;
    return moved(l);
}

struct kk_fx kk_list_seek(struct kk_list *l, size_t row)
{
    if (!l->above && row < l->n)
        return kk_list_go(l, row);
    l->wanted = row;
    l->need = KK_NEED_ROW;
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

static void set_mark(struct kk_list *l, kk_id id, bool on)
{
    for (size_t i = 0; i < l->n_marks; i++)
        if (l->marks[i] == id) {
            if (!on)
                l->marks[i] = l->marks[--l->n_marks];
            return;
        }
    if (!on)
        return;
    kk_grow(&l->marks, &l->cap_marks, l->n_marks + 1, sizeof *l->marks);
    l->marks[l->n_marks++] = id;
}

struct kk_fx kk_list_mark(struct kk_list *l, kk_id id)
{
    set_mark(l, id, true);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx mark_all(struct kk_list *l)
{
    bool on = false;

    /* All of the kind that is begun with. */
    if (l->n == 0 || (!may_mark(l, l->sel) && l->n_marks == 0))
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    for (size_t row = 0; row < l->n; row++)
        on |= strcmp(kind_at(l, row), l->mark_kind) == 0 &&
              !kk_list_marked(l, kk_list_id(l, row));
    for (size_t row = 0; row < l->n; row++)
        if (strcmp(kind_at(l, row), l->mark_kind) == 0)
            set_mark(l, kk_list_id(l, row), on);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx sort(struct kk_list *l)
{
    size_t n = 0;

    while (l->listing->orders != NULL && l->listing->orders[n] != NULL)
        n++;
    if (n < 2)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    l->order = (l->order + 1) % n;
    l->need = KK_NEED_FIRST;
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

/* Esc: leaves the box, then forgets the search, then is not ours. */
static struct kk_fx back(struct kk_list *l)
{
    if (l->search.text.n_bytes == 0 && !l->searching)
        return (struct kk_fx){.flags = KK_FX_NOT};
    l->searching = false;
    if (l->search.text.n_bytes == 0)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    kk_edit_set(&l->search, "");
    l->need = KK_NEED_FIRST;
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

static struct kk_fx edit_search(struct kk_list *l, enum kk_cmd cmd)
{
    switch ((int)kk_edit_act(&l->search, cmd, 80)) {
    case KK_EDIT_CHANGED:
        l->need = KK_NEED_FIRST;
        return (struct kk_fx){.flags = KK_FX_RELOAD};
    case KK_EDIT_MOVED:
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    default:
        return (struct kk_fx){.flags = KK_FX_NOT};
    }
}

bool kk_list_can_search(const struct kk_list *l)
{
    return (l->listing->flags & KK_LIST_SEARCH) != 0;
}

static struct kk_fx open_search(struct kk_list *l)
{
    if (!kk_list_can_search(l))
        return (struct kk_fx){.flags = KK_FX_NOT};
    l->searching = true;
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

struct kk_fx kk_list_text(struct kk_list *l, const char *text)
{
    if (!kk_list_can_search(l))
        return (struct kk_fx){.flags = KK_FX_NOT};
    l->searching = true;
    if (l->opened && (kk_streq(text, "/") || kk_streq(text, "／")))
        kk_edit_set(&l->search, "");
    else if (!kk_edit_insert(&l->search, text))
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    l->opened = false;
    l->need = KK_NEED_FIRST;
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

/* Commands are many and lists know few of them. */
struct kk_fx kk_list_act(struct kk_list *l, enum kk_cmd cmd)
{
    int page = l->height > 1 ? l->height - 1 : 1;

    if (cmd == KK_DO_UP || cmd == KK_DO_DOWN)
        return move(l, cmd == KK_DO_UP ? -1 : 1);
    if (cmd == KK_DO_PAGE_UP || cmd == KK_DO_PAGE_DOWN)
        return move(l, cmd == KK_DO_PAGE_UP ? -page : page);
    if (!l->searching && (cmd == KK_DO_HALF_UP || cmd == KK_DO_HALF_DOWN))
        return move(l, cmd == KK_DO_HALF_UP ? -(page + 1) / 2 : (page + 1) / 2);
    if (cmd == KK_DO_BACK)
        return back(l);
    if (cmd == KK_DO_MARK && l->n > 0) {
        if (may_mark(l, l->sel))
            set_mark(l, l->sel_id, !kk_list_marked(l, l->sel_id));
        return move(l, 1);
    }
    if (l->searching)
        return edit_search(l, cmd);
    if (cmd == KK_DO_FIRST || cmd == KK_DO_LAST)
        return edge(l, cmd == KK_DO_LAST);
    if (cmd == KK_DO_SEARCH)
        return open_search(l);
    if (cmd == KK_DO_SORT)
        return sort(l);
    if (cmd == KK_DO_MARK_ALL)
        return mark_all(l);
    return (struct kk_fx){.flags = KK_FX_NOT};
}

/* --- asking --- */

kk_id kk_list_id(const struct kk_list *l, size_t row)
{
    size_t in;
    const struct kk_list_page *p = kk_list_page_of(l, row, &in);

    return p == NULL ? 0 : p->rows.id[in];
}

bool kk_list_selected(const struct kk_list *l, kk_id *id)
{
    *id = l->sel_id;
    return l->n > 0 && l->sel_id != 0;
}

const char *kk_list_kind(const struct kk_list *l)
{
    return kind_at(l, l->sel);
}

const char *kk_list_cell_at(const struct kk_list *l, size_t row,
                            const char *col)
{
    size_t in, i = kk_listing_col(l->listing, col);
    const struct kk_list_page *p = kk_list_page_of(l, row, &in);

    if (p == NULL || i >= p->rows.n_cols)
        return NULL;
    return p->text[in * p->rows.n_cols + i];
}

const char *kk_list_cell(const struct kk_list *l, const char *col)
{
    return kk_list_cell_at(l, l->sel, col);
}

const struct kk_val *kk_list_val_at(const struct kk_list *l, size_t row,
                                    const char *col)
{
    size_t in, i = kk_listing_col(l->listing, col);
    const struct kk_list_page *p = kk_list_page_of(l, row, &in);

    if (p == NULL || i >= p->rows.n_cols)
        return NULL;
    return &p->rows.cell[in * p->rows.n_cols + i];
}

const struct kk_val *kk_list_val(const struct kk_list *l, const char *col)
{
    return kk_list_val_at(l, l->sel, col);
}

bool kk_list_marked(const struct kk_list *l, kk_id id)
{
    for (size_t i = 0; i < l->n_marks; i++)
        if (l->marks[i] == id)
            return true;
    return false;
}

/* Does the listing show records of that kind? A joined one has a part of it. */
static bool shows(const struct kk_listing *listing, const char *kind)
{
    char part[96];

    if ((listing->flags & KK_LIST_JOINED) == 0)
        return strcmp(listing->row_kind, kind) == 0;
    kk_fmt(part, sizeof part, "%s/%s", kind, listing->sql);
    return kk_data_sql(part) != NULL;
}

void kk_list_made(struct kk_list *l, const struct kk_subject *row)
{
    if (l->listing == NULL || !shows(l->listing, row->kind))
        return;
    l->sel_id = row->id;
    l->onward = l->listing->round != NULL;
    if (l->need == KK_NEED_NOTHING)
        l->need = KK_NEED_FRESH;
}

bool kk_list_is_open(const struct kk_list *l, size_t row)
{
    const struct kk_val *open = kk_list_val_at(l, row, "open");

    return open != NULL && open->type == KK_VINT && open->i != 0;
}

void kk_list_count_words(const struct kk_list *l, char out[32])
{
    int64_t n = l->count > KK_LIST_COUNT ? KK_LIST_COUNT : l->count;

    if (n >= 1000)
        kk_fmt(out, 32, "%d,%03d件%s", (int)(n / 1000), (int)(n % 1000),
               l->count > KK_LIST_COUNT ? "以上" : "");
    else
        snprintf(out, 32, "%d件", (int)n);
}

kk_id kk_list_related(const struct kk_list *l, const char *kind)
{
    char col[48];
    const struct kk_val *val;

    kk_fmt(col, sizeof col, "%s_id", kind);
    val = kk_list_val(l, col);
    return val != NULL && val->type == KK_VINT ? val->i : 0;
}

const char *kk_list_order_words(const struct kk_list *l)
{
    const char *const *orders = l->listing->orders;
    const char *name;
    size_t i;

    if (orders == NULL || orders[0] == NULL || orders[1] == NULL)
        return NULL;
    name = orders[l->order][0] == '-' ? orders[l->order] + 1 : orders[l->order];
    i = kk_listing_col(l->listing, name);
    /* An order that has no name of its own is the one it has by itself. */
    if (l->listing->cols[i].name == NULL ||
        strcmp(l->listing->cols[i].title, "並び") == 0)
        return NULL;
    return l->listing->cols[i].title;
}

struct kk_fx kk_list_click(struct kk_list *l, int nth)
{
    if (nth >= 0 && nth < l->height && l->top + (size_t)nth < l->n)
        l->sel = l->top + (size_t)nth;
    return moved(l);
}
