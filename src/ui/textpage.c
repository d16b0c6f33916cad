/* A page of text to read: help, histories. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>

struct page {
    struct kk_view view;
    char *title;
    struct kk_page how;
    struct kk_str text;
    int top, rows; /* wrapped rows: the first shown, all of them */
};

static int text_cols(const struct page *p)
{
    return p->view.area.cols - 2;
}

static void keep_shown(struct page *p)
{
    int most = p->rows - p->view.area.rows;

    if (p->top > most)
        p->top = most;
    if (p->top < 0)
        p->top = 0;
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct page *p = (struct page *)v;
    enum kk_status st;

    kk_str_clear(&p->text);
    st = p->how.load(p->how.user, ui, &p->text, err);
    p->rows = kk_wrap_rows(kk_str_c(&p->text), text_cols(p));
    keep_shown(p);
    return st;
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct page *p = (struct page *)v;
    int screen = v->area.rows > 1 ? v->area.rows - 1 : 1;

    (void)ui;
    if (cmd == KK_DO_UP || cmd == KK_DO_DOWN)
        p->top += cmd == KK_DO_UP ? -1 : 1;
    else if (cmd == KK_DO_PAGE_UP || cmd == KK_DO_PAGE_DOWN)
        p->top += cmd == KK_DO_PAGE_UP ? -screen : screen;
    else if (cmd == KK_DO_HALF_UP || cmd == KK_DO_HALF_DOWN)
        p->top += cmd == KK_DO_HALF_UP ? -(screen + 1) / 2 : (screen + 1) / 2;
    else if (cmd == KK_DO_FIRST || cmd == KK_DO_LAST)
        p->top = cmd == KK_DO_FIRST ? 0 : p->rows;
    else
        return (struct kk_fx){.flags = KK_FX_NOT};
    keep_shown(p);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct page *p = (const struct page *)v;
    struct kk_rect r = kk_rect_in(v->area, 0, 1, v->area.rows, text_cols(p));

    kk_put_wrap(c, r, -p->top, KK_S_PLAIN, kk_str_c(&p->text));
    if (p->rows - p->top > v->area.rows)
        kk_put_end(c, v->area, v->area.rows - 1, 1, KK_S_KEY, "続き PgDn");
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    (void)v;
    out[0] = "page";
    return 1;
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    kk_fmt(out, KK_TITLE_BYTES, "%s", ((const struct page *)v)->title);
}

static void close_page(struct kk_view *v, struct kk_ui *ui)
{
    struct page *p = (struct page *)v;

    (void)ui;
    kk_free(p->title);
    kk_free(p->how.user);
    kk_str_free(&p->text);
    kk_free(p);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .draw = draw,
    .scopes = scopes,
    .title = title,
    .close = close_page,
};

struct kk_view *kk_text_page(struct kk_ui *ui, const struct kk_page *how)
{
    struct page *p = kk_alloc(sizeof *p);

    (void)ui;
    p->view.ops = &ops;
    p->how = *how;
    p->title = kk_strdup(how->title);
    return &p->view;
}
