/* The picker of a form's field: a listing, searched as typed. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/ui/list.h>

#include <stdio.h>

struct pick {
    struct kk_view view;
    struct kk_list list;
    char *title;
    bool many;
    void (*picked)(void *user, struct kk_ui *ui, const kk_id *ids, size_t n);
    void *user;
};

static struct kk_rect box_of(const struct kk_view *v)
{
    int cols = v->area.cols - 2 < 100 ? v->area.cols - 2 : 100;

    return kk_rect_in(v->area, 0, (v->area.cols - cols) / 2, v->area.rows,
                      cols);
}

static struct kk_rect inner(const struct kk_view *v)
{
    struct kk_rect box = box_of(v);

    return kk_rect_in(box, 1, 1, box.rows - 2, box.cols - 2);
}

enum { FLAGS = KK_DRAW_HEAD | KK_DRAW_FOCUS | KK_DRAW_SEARCH };

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct pick *p = (struct pick *)v;
    int rows = inner(v).rows - kk_list_head_rows(&p->list, FLAGS);

    return kk_list_load(&p->list, ui->ctx, ui->now, rows, true, err);
}

static struct kk_fx choose(struct pick *p, struct kk_ui *ui)
{
    kk_id id;

    if (p->many && p->list.n_marks > 0)
        p->picked(p->user, ui, p->list.marks, p->list.n_marks);
    else if (kk_list_selected(&p->list, &id))
        p->picked(p->user, ui, &id, 1);
    else
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    return (struct kk_fx){.flags = KK_FX_POP};
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct pick *p = (struct pick *)v;
    struct kk_fx fx;

    if (cmd == KK_DO_OPEN)
        return choose(p, ui);
    if (cmd == KK_DO_BACK)
        return (struct kk_fx){.flags = KK_FX_POP};
    if (cmd == KK_DO_MARK) {
        if (!p->many)
            return (struct kk_fx){.flags = KK_FX_REDRAW};
        /* The box keeps the keys; marking is the list's own. */
        p->list.searching = false;
        fx = kk_list_act(&p->list, cmd);
        p->list.searching = kk_list_can_search(&p->list);
        return fx;
    }
    fx = kk_list_act(&p->list, cmd);
    return fx.flags == KK_FX_NOT ? (struct kk_fx){.flags = KK_FX_REDRAW} : fx;
}

static struct kk_fx text(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool pasted)
{
    struct pick *p = (struct pick *)v;
    struct kk_fx fx = kk_list_text(&p->list, utf8);

    (void)pasted;
    kk_ui_tell_cut(ui, &p->list.search);
    return fx.flags == KK_FX_NOT ? (struct kk_fx){.flags = KK_FX_REDRAW} : fx;
}

/* Chosen only where it is among the candidates. */
static struct kk_fx scan(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool ended)
{
    struct pick *p = (struct pick *)v;
    kk_id id;

    if (!ended)
        return kk_list_scan(&p->list, ui, utf8);
    id = kk_list_scanned(&p->list, ui, utf8);
    if (id == 0)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    for (size_t row = 0; row < p->list.n; row++) {
        if (kk_list_id(&p->list, row) != id)
            continue;
        if (p->many)
            return kk_list_mark(&p->list, id);
        p->picked(p->user, ui, &id, 1);
        return (struct kk_fx){.flags = KK_FX_POP};
    }
    kk_ui_refuse(ui, "読み取った物は、この候補の中にありません。");
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static bool typing(const struct kk_view *v)
{
    (void)v;
    return true;
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct pick *p = (const struct pick *)v;
    struct kk_rect box = box_of(v);
    char count[32], words[64];

    kk_fill(c, box, KK_S_PLAIN);
    kk_frame(c, box, KK_S_FRAME_ON);
    kk_frame_title(c, box, KK_S_FRAME_ON, p->title);
    kk_list_count_words(&p->list, count);
    if (p->list.n_marks > 0)
        snprintf(words, sizeof words, "印 %zu", p->list.n_marks);
    else
        kk_fmt(words, sizeof words, "%s", count);
    kk_frame_end(c, box, KK_S_FRAME_ON, words);
    kk_list_draw(&p->list, c, inner(v), FLAGS);
}

static bool cursor(const struct kk_view *v, int *row, int *col)
{
    const struct pick *p = (const struct pick *)v;

    return kk_list_cursor(&p->list, inner(v), row, col);
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    size_t n = 0;

    if (((const struct pick *)v)->many)
        out[n++] = "picks";
    out[n++] = "pick";
    out[n++] = "text";
    return n;
}

static const char *hint(const struct kk_view *v)
{
    const struct pick *p = (const struct pick *)v;

    return p->many ? "F4 で印を付け、Enter で印のあるものすべてに決めます。"
                   : "文字で絞り込み、Enter で決めます。";
}

static void close_pick(struct kk_view *v, struct kk_ui *ui)
{
    struct pick *p = (struct pick *)v;

    (void)ui;
    kk_list_free(&p->list);
    kk_free(p->title);
    kk_free(p);
}

static const struct kk_view_ops ops = {
    .flags = KK_VIEW_OVER | KK_VIEW_MODAL,
    .load = load,
    .act = act,
    .text = text,
    .typing = typing,
    .scan = scan,
    .draw = draw,
    .cursor = cursor,
    .scopes = scopes,
    .hint = hint,
    .close = close_pick,
};

struct kk_view *kk_pick_view(struct kk_ui *ui, const struct kk_pick *how)
{
    struct pick *p = kk_alloc(sizeof *p);

    (void)ui;
    p->view.ops = &ops;
    kk_list_init(&p->list, how->listing, NULL, how->binds);
    if (kk_list_can_search(&p->list)) {
        p->list.searching = true;
        if (how->search != NULL)
            kk_edit_set(&p->list.search, how->search);
    }
    for (size_t i = 0; i < how->n_marked; i++) {
        kk_grow(&p->list.marks, &p->list.cap_marks, i + 1,
                sizeof *p->list.marks);
        p->list.marks[p->list.n_marks++] = how->marked[i];
    }
    p->title = kk_strdup(how->title);
    p->many = how->many;
    p->picked = how->picked;
    p->user = how->user;
    return &p->view;
}
