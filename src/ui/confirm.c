/* A question with two buttons. Cancel has the focus, and what was typed before
 * the question was seen does not answer it. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

struct confirm {
    struct kk_view view;
    char *title, *text, *yes, *no;
    bool on_yes;
    int scroll;
    void (*answered)(void *user, struct kk_ui *ui, bool yes);
    void *user;
};

static struct kk_fx answer(struct confirm *q, struct kk_ui *ui, bool yes)
{
    void (*answered)(void *, struct kk_ui *, bool) = q->answered;
    void *user = q->user;

    kk_ui_remove(ui, &q->view);
    answered(user, ui, yes);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct confirm *q = (struct confirm *)v;

    if (cmd == KK_DO_LEFT || cmd == KK_DO_RIGHT || cmd == KK_DO_NEXT ||
        cmd == KK_DO_PREV)
        q->on_yes = !q->on_yes;
    else if (cmd == KK_DO_UP || cmd == KK_DO_DOWN)
        q->scroll += cmd == KK_DO_DOWN ? 1 : q->scroll > 0 ? -1 : 0;
    else if (cmd == KK_DO_OPEN)
        return answer(q, ui, q->on_yes);
    else if (cmd == KK_DO_BACK)
        return answer(q, ui, false);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct confirm *q = (const struct confirm *)v;
    int cols = v->area.cols - 8 < 72 ? v->area.cols - 8 : 72;
    int rows = kk_wrap_rows(q->text, cols - 6), scroll = q->scroll, col;
    int most = v->area.rows - 5, shown = rows < most ? rows : most;
    struct kk_rect box = kk_rect_in(v->area, (v->area.rows - shown - 4) / 2,
                                    (v->area.cols - cols) / 2, shown + 4, cols);

    if (scroll > rows - shown)
        scroll = rows - shown;
    kk_fill(c, box, KK_S_PLAIN);
    kk_frame(c, box, KK_S_FRAME_ON);
    kk_frame_title(c, box, KK_S_FRAME_ON, q->title);
    kk_put_wrap(c, kk_rect_in(box, 1, 3, shown, cols - 6), -scroll, KK_S_PLAIN,
                q->text);
    if (rows - scroll > shown)
        kk_put_end(c, box, shown + 1, 3, KK_S_KEY, "下に続き");
    col = 3;
    col += kk_putf(c, box, shown + 2, col,
                   q->on_yes ? KK_S_BUTTON : KK_S_BUTTON_ON, "[ %s ]", q->no);
    kk_putf(c, box, shown + 2, col + 3,
            q->on_yes ? KK_S_BUTTON_ON : KK_S_BUTTON, "[ %s ]", q->yes);
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    (void)v;
    out[0] = "confirm";
    return 1;
}

static void close_confirm(struct kk_view *v, struct kk_ui *ui)
{
    struct confirm *q = (struct confirm *)v;

    (void)ui;
    kk_free(q->title);
    kk_free(q->text);
    kk_free(q->yes);
    kk_free(q->no);
    kk_free(q);
}

static const struct kk_view_ops ops = {
    .flags = KK_VIEW_OVER | KK_VIEW_MODAL,
    .act = act,
    .draw = draw,
    .scopes = scopes,
    .close = close_confirm,
};

struct kk_view *kk_confirm_view(struct kk_ui *ui, const struct kk_ask *how)
{
    struct confirm *q = kk_alloc(sizeof *q);

    q->view.ops = &ops;
    q->title = kk_strdup(how->title);
    q->text = kk_strdup(how->text);
    q->yes = kk_strdup(how->yes);
    q->no = kk_strdup(how->no);
    q->on_yes = how->yes_first;
    q->answered = how->answered;
    q->user = how->user;
    ui->flush = true;
    return &q->view;
}
