/* A listing as a page of its own: everything `kikusui list` shows. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/ui/list.h>

#include <stdio.h>
#include <string.h>

enum { FILTERS_MAX = 4 };

struct page {
    struct kk_view view;
    struct kk_list list;
    struct kk_arena arena;
    const char *told; /* what all of it comes to; NULL before it is read */
};

static struct page *self(struct kk_view *v)
{
    return (struct page *)v;
}

static const struct page *look(const struct kk_view *v)
{
    return (const struct page *)v;
}

static unsigned flags(const struct kk_view *v)
{
    return KK_DRAW_HEAD | KK_DRAW_FOCUS |
           (v->area.cols >= KK_WIDE_COLS ? (unsigned)KK_DRAW_WIDE : 0);
}

/* How many lines sum up what is listed; what is not read yet is one. */
static int told_lines(const struct page *p)
{
    int n = p->list.listing->told != NULL ? 1 : 0;

    for (const char *s = p->told; n > 0 && s != NULL && *s != '\0'; s++)
        n += *s == '\n';
    return n;
}

/* The rows stand below the lines that sum them up. */
static struct kk_rect rows_of(const struct kk_view *v)
{
    int lines = told_lines(look(v));

    return kk_rect_in(v->area, lines, 0, v->area.rows - lines, v->area.cols);
}

/* --- opening a row --- */

static void open_summed(const struct kk_list *l, struct kk_ui *ui)
{
    const struct kk_listing *to =
        kk_find_listing(ui->ctx->reg, l->listing->opens);
    struct kk_filter filter[FILTERS_MAX + 1] = {{NULL, NULL}};
    const struct kk_col *col = l->listing->cols;
    size_t n = 0;

    for (size_t i = 0; to != NULL && col[i].name != NULL; i++)
        if (n < FILTERS_MAX && kk_listing_has(to, col[i].name)) {
            const char *text = kk_list_cell(l, col[i].name);

            filter[n++] =
                (struct kk_filter){col[i].name, text != NULL ? text : ""};
        }
    if (to != NULL)
        kk_ui_push(ui, kk_listing_page(ui, to, filter, NULL));
}

/* A row that only stands for another list, in which what was typed is looked
 * for: 作業中の業務 3. NULL: it is none. */
static const char *counted(const struct kk_list *l)
{
    const char *list = kk_list_cell(l, "list");

    return list != NULL && *list != '\0' ? list : NULL;
}

static const struct kk_action *round_of(const struct kk_list *l,
                                        const struct kk_ui *ui)
{
    return l->listing->round != NULL
               ? kk_find_action(ui->ctx->reg, l->listing->round)
               : NULL;
}

/* The form of the one action of a round, on a row that is still open. */
static bool open_round(const struct kk_list *l, struct kk_ui *ui)
{
    const struct kk_action *a = round_of(l, ui);

    if (a == NULL || !kk_list_is_open(l, l->sel))
        return false;
    kk_ui_start(ui, a, &(struct kk_subject){kk_list_kind(l), l->sel_id});
    kk_form_quick(ui);
    return true;
}

struct kk_fx kk_list_do(struct kk_list *l, struct kk_ui *ui, enum kk_cmd cmd)
{
    const char *marked = cmd == KK_DO_MARK ? kk_list_unmarkable(l) : NULL;
    const struct kk_kind *kind =
        marked == NULL ? NULL : kk_find_kind(ui->ctx->reg, marked);

    if (marked != NULL)
        kk_ui_say(ui,
                  "印は一つの種類にだけ付けられます。いまは%s %zu件 に付いて"
                  "います。",
                  kind == NULL ? "ほかの行" : kind->label, l->n_marks);
    return kk_list_act(l, cmd);
}

void kk_list_open(struct kk_list *l, struct kk_ui *ui)
{
    kk_id id;

    if (l->listing == NULL || !kk_list_selected(l, &id) || open_round(l, ui))
        return;
    l->opened = l->searching;
    if (l->listing->opens != NULL)
        open_summed(l, ui);
    else if (counted(l) != NULL)
        kk_ui_list(ui, counted(l),
                   l->search.text.n_bytes > 0 ? kk_edit_text(&l->search)
                                              : NULL);
    else
        kk_ui_open(ui, kk_list_kind(l), id);
}

bool kk_list_can(const struct kk_list *l, const struct kk_ui *ui,
                 enum kk_cmd cmd)
{
    kk_id id;

    if (cmd == KK_DO_OPEN)
        return kk_list_selected(l, &id) &&
               (l->listing->opens != NULL || l->listing->round != NULL ||
                counted(l) != NULL ||
                kk_find_kind(ui->ctx->reg, kk_list_kind(l)) != NULL);
    if (cmd == KK_DO_MARK)
        return l->n > 0 && kk_find_kind(ui->ctx->reg, kk_list_kind(l)) != NULL;
    if (cmd == KK_DO_SORT)
        return l->n > 1 && l->listing->orders != NULL &&
               l->listing->orders[0] != NULL && l->listing->orders[1] != NULL;
    return true;
}

struct kk_fx kk_list_find(const struct kk_list *l, struct kk_ui *ui)
{
    const char *find = ui->host.find;

    if (find != NULL && !kk_streq(find, l->listing->name))
        kk_ui_list(ui, find, kk_edit_text(&l->search));
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct page *p = self(v);
    enum kk_status st;

    kk_arena_free(&p->arena);
    p->arena = (struct kk_arena){0};
    st = kk_listing_told(ui->ctx, p->list.listing, &p->arena, &p->told, err);
    if (st != KK_OK)
        return st;
    return kk_list_load(&p->list, ui->ctx, ui->now,
                        rows_of(v).rows - kk_list_head_rows(&p->list, flags(v)),
                        true, err);
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct page *p = self(v);

    if (cmd == KK_DO_OPEN) {
        kk_list_open(&p->list, ui);
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    }
    if (cmd == KK_DO_SEARCH && p->list.searching)
        return kk_list_find(&p->list, ui);
    return kk_list_do(&p->list, ui, cmd);
}

static bool can(const struct kk_view *v, const struct kk_ui *ui,
                enum kk_cmd cmd)
{
    return kk_list_can(&look(v)->list, ui, cmd);
}

static struct kk_fx text(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool pasted)
{
    struct kk_fx fx = kk_list_text(&self(v)->list, utf8);

    (void)pasted;
    kk_ui_tell_cut(ui, &self(v)->list.search);
    return fx;
}

static bool has_row(const struct kk_list *l, kk_id id)
{
    for (size_t i = 0; i < l->n; i++)
        if (kk_list_id(l, i) == id)
            return true;
    return false;
}

/* In a round it goes to that row; its Enter does nothing. What stands
 * elsewhere, at another site than the round is of, is gone to in the whole of
 * it. */
static struct kk_fx jump(struct kk_list *l, struct kk_ui *ui, const char *utf8,
                         bool ended)
{
    kk_id id = ended ? 0 : kk_list_scanned(l, ui, utf8);

    if (id == 0)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    if (!has_row(l, id) && l->filters != NULL) {
        kk_list_filter(l, NULL);
        kk_ui_say(
            ui,
            "%s はこの一覧の場所にはありません。全部の場所の一覧に移りました。",
            utf8);
    }
    l->sel_id = id;
    l->need = KK_NEED_FRESH;
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

/* In the box it is looked for here, else where everything is. Its Enter opens
 * the record of that very number and no other. */
static struct kk_fx scan(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool ended)
{
    struct page *p = self(v);
    const char *kind = kk_list_kind(&p->list);
    kk_id id;

    if (!p->list.searching && p->list.listing->round != NULL)
        return jump(&p->list, ui, utf8, ended);
    if (!p->list.searching)
        return (struct kk_fx){.flags = KK_FX_NOT};
    if (!ended)
        return kk_list_scan(&p->list, ui, utf8);
    id = kk_list_scanned(&p->list, ui, utf8);
    if (id == 0)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    kk_ui_open(ui, kind, id);
    if (!v->scanned)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    ui->top->scanned = true;
    return (struct kk_fx){.flags = KK_FX_POP};
}

/* In a round: the form of the row in hand, with that digit typed. */
static struct kk_fx number(struct kk_view *v, struct kk_ui *ui, char digit)
{
    const struct kk_action *a = round_of(&self(v)->list, ui);
    const struct kk_param *p = a != NULL ? a->params : NULL;
    const char text[] = {digit, '\0'};

    while (p != NULL && (p->flags & KK_SUBJECT) != 0)
        p++;
    if (p == NULL || p->type != KK_INT || !open_round(&self(v)->list, ui) ||
        ui->top == v)
        return (struct kk_fx){.flags = KK_FX_NOT};
    (void)ui->top->ops->text(ui->top, ui, text, false);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx search(struct kk_view *v, struct kk_ui *ui,
                           const char *utf8)
{
    return text(v, ui, utf8, false);
}

static bool typing(const struct kk_view *v)
{
    return look(v)->list.searching;
}

static struct kk_fx click(struct kk_view *v, struct kk_ui *ui, int row, int col)
{
    struct page *p = self(v);

    (void)ui;
    (void)col;
    return kk_list_click(&p->list, row - rows_of(v).row -
                                       kk_list_head_rows(&p->list, flags(v)));
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const char *told = look(v)->told;

    for (int i = 0; told != NULL && i < told_lines(look(v)); i++) {
        size_t n = strcspn(told, "\n");
        char *line = kk_strndup(told, n);

        kk_put_in(c, v->area, i, 1, v->area.cols - 1, KK_LEFT, KK_S_HEAD, line);
        kk_free(line);
        told += n + (told[n] == '\n');
    }
    kk_list_draw(&look(v)->list, c, rows_of(v), flags(v));
}

static bool cursor(const struct kk_view *v, int *row, int *col)
{
    return kk_list_cursor(&look(v)->list, rows_of(v), row, col);
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    const struct page *p = look(v);

    if (p->list.searching) {
        out[0] = "search";
        out[1] = "text";
        return 2;
    }
    out[0] = kk_list_kind(&p->list);
    out[1] = p->list.listing->name; /* its partner */
    out[2] = "list";
    out[3] = "go";
    return 4;
}

static void subject(const struct kk_view *v, struct kk_subject *out)
{
    out->kind = kk_list_kind(&look(v)->list);
    if (!kk_list_selected(&look(v)->list, &out->id))
        out->id = 0;
}

static kk_id related(const struct kk_view *v, const char *kind)
{
    return kk_list_related(&look(v)->list, kind);
}

static size_t marks(const struct kk_view *v, const char **kind,
                    const kk_id **ids)
{
    return kk_list_marks(&look(v)->list, kind, ids);
}

static void made(struct kk_view *v, const struct kk_subject *row)
{
    kk_list_made(&self(v)->list, row);
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    const struct kk_list *l = &look(v)->list;
    const char *order = kk_list_order_words(l);
    char count[32];

    kk_list_count_words(l, count);
    kk_fmt(out, KK_TITLE_BYTES, "%s  %s%s%s", l->listing->title, count,
           order != NULL ? "  並び:" : "", order != NULL ? order : "");
}

/* What a list's column `about` tells of the selected row. */
static const char *hint(const struct kk_view *v)
{
    const struct kk_list *l = &look(v)->list;

    if (l->n_marks > 0)
        return "印のある行は、複数を選べる操作にまとめて渡ります。";
    return kk_list_cell(l, "about");
}

static void close_page(struct kk_view *v, struct kk_ui *ui)
{
    (void)ui;
    kk_list_free(&self(v)->list);
    kk_arena_free(&self(v)->arena);
    kk_free(v);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .can = can,
    .text = text,
    .typing = typing,
    .search = search,
    .scan = scan,
    .number = number,
    .click = click,
    .draw = draw,
    .cursor = cursor,
    .scopes = scopes,
    .subject = subject,
    .related = related,
    .marks = marks,
    .made = made,
    .title = title,
    .hint = hint,
    .close = close_page,
};

struct kk_view *kk_listing_page(struct kk_ui *ui,
                                const struct kk_listing *listing,
                                const struct kk_filter *filters,
                                const char *search_for)
{
    struct page *p = kk_alloc(sizeof *p);

    p->view.ops = &ops;
    kk_list_init(&p->list, listing, filters, NULL);
    /* What finds records of all kinds shows nothing until something is typed.
     */
    if (search_for == NULL && kk_streq(ui->host.find, listing->name))
        search_for = "";
    if (search_for != NULL && kk_list_can_search(&p->list)) {
        p->list.searching = true;
        kk_edit_set(&p->list.search, search_for);
    }
    return &p->view;
}
