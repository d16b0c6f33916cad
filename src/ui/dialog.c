/* A box with a few fields, for what is no action and leaves no entry. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>
#include <kikusui/ui/edit.h>

#include <stdio.h>
#include <string.h>

enum { DIGITS = 30, GROUP = 5, MOST_COLS = 74 };

struct field {
    char *label, *hint;
    enum kk_dialog_kind kind;
    bool required;
    struct kk_edit edit;
};
struct dialog {
    struct kk_view view;
    char *title, *text, *yes;
    struct field field[KK_DIALOG_FIELDS];
    size_t n, focus;     /* n: the button, n + 1: cancel */
    struct kk_str error; /* why it stays open */
    enum kk_status (*done)(void *user, struct kk_ui *ui,
                           const char *const *value, struct kk_err *err);
    void *user;
    bool owns;
};

static struct field *focused(struct dialog *d)
{
    return d->focus < d->n ? &d->field[d->focus] : NULL;
}

/* --- digits --- */

/* The digits of what was typed, full-width ones too, in groups. */
static void group_digits(struct field *f)
{
    const char *s = kk_edit_text(&f->edit);
    size_t left = strlen(s), n = 0, step;
    struct kk_str out = {0};
    uint32_t cp;

    for (; left > 0 && (step = kk_utf8_decode(s, left, &cp)) > 0;
         s += step, left -= step) {
        cp = kk_cp_narrow(cp);
        if (cp < '0' || cp > '9' || n == DIGITS)
            continue;
        if (n > 0 && n % GROUP == 0)
            kk_str_addc(&out, ' ');
        kk_str_addc(&out, (char)cp);
        n++;
    }
    kk_edit_set(&f->edit, kk_str_c(&out));
    kk_str_free(&out);
}

static int count_digits(const struct field *f)
{
    int n = 0;

    for (const char *s = kk_edit_text(&f->edit); *s != '\0'; s++)
        n += *s != ' ';
    return n;
}

/* --- commands --- */

static bool missing(const struct dialog *d, size_t *which, struct kk_err *err)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct field *f = &d->field[i];

        *which = i;
        if (f->required && f->edit.text.n_bytes == 0) {
            (void)kk_fail(err, KK_REFUSED, "%sを入れてください。", f->label);
            return true;
        }
        if (f->kind == KK_DIALOG_DIGITS && count_digits(f) != DIGITS) {
            (void)kk_fail(err, KK_REFUSED, "%d桁のうち %d桁です。", DIGITS,
                          count_digits(f));
            return true;
        }
    }
    return false;
}

static struct kk_fx submit(struct dialog *d, struct kk_ui *ui)
{
    const char *value[KK_DIALOG_FIELDS];
    struct kk_err err = {0};

    kk_str_clear(&d->error);
    if (missing(d, &d->focus, &err)) {
        kk_str_add(&d->error, err.text);
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    }
    for (size_t i = 0; i < d->n; i++)
        value[i] = kk_edit_text(&d->field[i].edit);
    if (d->done(d->user, ui, value, &err) != KK_OK) {
        d->focus = 0;
        kk_str_add(&d->error, err.text);
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    }
    /* What it opened stands above by now. */
    return (struct kk_fx){.flags = KK_FX_POP};
}

static struct kk_fx move(struct dialog *d, int by)
{
    size_t n = d->n + 2;

    d->focus = by > 0 ? (d->focus + 1) % n : (d->focus + n - 1) % n;
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct dialog *d = (struct dialog *)v;
    struct field *f = focused(d);

    if (cmd == KK_DO_SUBMIT || (cmd == KK_DO_OPEN && d->focus == d->n))
        return submit(d, ui);
    if (cmd == KK_DO_BACK || (cmd == KK_DO_OPEN && d->focus == d->n + 1))
        return (struct kk_fx){.flags = KK_FX_POP};
    if (cmd == KK_DO_OPEN && d->focus + 1 == d->n && d->n == 1)
        return submit(d, ui);
    if (cmd == KK_DO_NEXT || cmd == KK_DO_DOWN || cmd == KK_DO_OPEN)
        return move(d, 1);
    if (cmd == KK_DO_PREV || cmd == KK_DO_UP)
        return move(d, -1);
    if (f != NULL) {
        if (kk_edit_act(&f->edit, cmd, MOST_COLS) == KK_EDIT_CHANGED &&
            f->kind == KK_DIALOG_DIGITS)
            group_digits(f);
    } else if (cmd == KK_DO_LEFT || cmd == KK_DO_RIGHT) {
        d->focus = cmd == KK_DO_LEFT ? d->n + 1 : d->n;
    } else {
        return (struct kk_fx){.flags = KK_FX_NOT};
    }
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx text(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool pasted)
{
    struct field *f = focused((struct dialog *)v);

    (void)pasted;
    if (f != NULL && kk_edit_insert(&f->edit, utf8) &&
        f->kind == KK_DIALOG_DIGITS)
        group_digits(f);
    if (f != NULL)
        kk_ui_tell_cut(ui, &f->edit);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

/* Into the field in hand; its Enter goes on to the next one or the button, and
 * presses none. */
static struct kk_fx scan(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool ended)
{
    struct dialog *d = (struct dialog *)v;

    if (!ended)
        return text(v, ui, utf8, false);
    return d->focus < d->n ? move(d, 1) : (struct kk_fx){.flags = KK_FX_REDRAW};
}

static bool typing(const struct kk_view *v)
{
    (void)v;
    return true;
}

/* --- drawing --- */

static struct kk_rect box_of(const struct dialog *d)
{
    struct kk_rect a = d->view.area;
    int cols = a.cols - 4 < MOST_COLS ? a.cols - 4 : MOST_COLS;
    int rows = kk_wrap_rows(d->text, cols - 6) + 2 * (int)d->n + 4;

    if (d->error.n_bytes > 0)
        rows += kk_wrap_rows(kk_str_c(&d->error), cols - 6);
    if (rows > a.rows)
        rows = a.rows;
    return kk_rect_in(a, (a.rows - rows) / 2, (a.cols - cols) / 2, rows, cols);
}

static int label_cols(const struct dialog *d)
{
    int cols = 0;

    for (size_t i = 0; i < d->n; i++)
        if (kk_cols(d->field[i].label) > cols)
            cols = kk_cols(d->field[i].label);
    return cols;
}

static struct kk_rect field_of(const struct dialog *d, size_t i)
{
    struct kk_rect box = box_of(d);
    int at = 3 + label_cols(d) + 2, below = box.rows - 3 - 2 * (int)d->n;

    return kk_rect_in(box, below + 2 * (int)i, at, 1, box.cols - at - 3);
}

static void draw_buttons(const struct dialog *d, struct kk_canvas *c,
                         struct kk_rect box)
{
    int row = box.rows - 2, col = 3;

    col += kk_putf(c, box, row, col,
                   d->focus == d->n + 1 ? KK_S_BUTTON_ON : KK_S_BUTTON,
                   "[ やめる Esc ]");
    kk_putf(c, box, row, col + 3,
            d->focus == d->n ? KK_S_BUTTON_ON : KK_S_BUTTON, "[ %s F8 ]",
            d->yes);
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct dialog *d = (const struct dialog *)v;
    struct kk_rect box = box_of(d);
    struct kk_rect in = kk_rect_in(box, 1, 3, box.rows - 2, box.cols - 6);
    int row;

    kk_fill(c, box, KK_S_PLAIN);
    kk_frame(c, box, KK_S_FRAME_ON);
    kk_frame_title(c, box, KK_S_FRAME_ON, d->title);
    row = kk_put_wrap(c, in, 0, KK_S_PLAIN, d->text);
    if (d->error.n_bytes > 0)
        kk_put_wrap(c, in, row, KK_S_ERROR, kk_str_c(&d->error));
    for (size_t i = 0; i < d->n; i++) {
        struct kk_rect r = field_of(d, i);
        bool on = d->focus == i;

        kk_put(c, box, r.row - box.row, 3, on ? KK_S_KEY : KK_S_HEAD,
               d->field[i].label);
        kk_edit_show(&d->field[i].edit, c, r, on);
    }
    draw_buttons(d, c, box);
}

static bool cursor(const struct kk_view *v, int *row, int *col)
{
    const struct dialog *d = (const struct dialog *)v;

    if (d->focus >= d->n)
        return false;
    kk_edit_cursor(&d->field[d->focus].edit, field_of(d, d->focus), row, col);
    return true;
}

static const char *hint(const struct kk_view *v)
{
    const struct dialog *d = (const struct dialog *)v;

    return d->focus < d->n ? d->field[d->focus].hint : NULL;
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    (void)v;
    out[0] = "dialog";
    out[1] = "text";
    return 2;
}

static void close_dialog(struct kk_view *v, struct kk_ui *ui)
{
    struct dialog *d = (struct dialog *)v;

    (void)ui;
    for (size_t i = 0; i < d->n; i++) {
        kk_edit_free(&d->field[i].edit);
        kk_free(d->field[i].label);
        kk_free(d->field[i].hint);
    }
    kk_str_free(&d->error);
    kk_free(d->title);
    kk_free(d->text);
    kk_free(d->yes);
    if (d->owns)
        kk_free(d->user);
    kk_free(d);
}

static const struct kk_view_ops ops = {
    .flags = KK_VIEW_OVER,
    .act = act,
    .text = text,
    .typing = typing,
    .scan = scan,
    .draw = draw,
    .cursor = cursor,
    .hint = hint,
    .scopes = scopes,
    .close = close_dialog,
};

struct kk_view *kk_dialog_view(struct kk_ui *ui, const struct kk_dialog *how)
{
    struct dialog *d = kk_alloc(sizeof *d);

    (void)ui;
    d->view.ops = &ops;
    d->title = kk_strdup(how->title);
    d->text = kk_strdup(how->text);
    d->yes = kk_strdup(how->yes);
    d->done = how->done;
    d->user = how->user;
    d->owns = how->owns;
    for (; d->n < how->n_fields && d->n < KK_DIALOG_FIELDS; d->n++) {
        const struct kk_dialog_field *from = &how->field[d->n];
        struct field *f = &d->field[d->n];

        f->label = kk_strdup(from->label);
        f->hint = kk_strdup(from->hint);
        f->kind = from->kind;
        f->required = from->required;
        f->edit.secret = from->kind == KK_DIALOG_SECRET;
        if (from->preset != NULL)
            kk_edit_set(&f->edit, from->preset);
    }
    return &d->view;
}
