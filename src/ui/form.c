/* The form of an action: loading, preview and keys (formmake.c makes it,
 * formsubmit.c sends it). */
#include "form_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/domain/copy.h>

#include <stdio.h>

enum { LOW_ROWS = 10 };

static struct kk_form *self(struct kk_view *v)
{
    return (struct kk_form *)v;
}

static struct kk_field *focused(struct kk_form *f)
{
    return f->focus < f->n_fields ? &f->field[f->focus] : NULL;
}

/* --- loading: fields to arguments, then the action's own preview --- */

struct kk_field *kk_form_add(struct kk_form *f, struct kk_ui *ui,
                             const struct kk_param *p)
{
    struct kk_field *fd = &f->field[f->n_fields];

    if (f->focus >= f->n_fields++) /* on a button */
        f->focus++;
    kk_field_init(f, ui, p, fd);
    return fd;
}

/* The field for going on with a reason: last, and only where a rule that one
 * lifts stands against it, or something was typed there. */
void kk_form_ask_pass(struct kk_form *f, struct kk_ui *ui, bool asked)
{
    struct kk_field *pass = kk_form_field(f, KK_PASS);
    bool buttons = f->focus >= f->n_fields;

    if (pass == NULL && asked) {
        (void)kk_form_add(f, ui, &kk_pass_param);
    } else if (pass != NULL && !asked && !pass->touched && focused(f) != pass) {
        kk_field_free(pass);
        f->n_fields--;
        f->focus -= buttons;
    }
}

const struct kk_field *kk_form_unread(const struct kk_form *f)
{
    for (size_t i = 0; i < f->n_fields; i++)
        if (f->field[i].error.n_bytes > 0)
            return &f->field[i];
    return NULL;
}

/* What cannot be read is not what would be recorded: nothing is shown of it. */
static bool unreadable(struct kk_form *f)
{
    const struct kk_field *fd = kk_form_unread(f);

    if (fd == NULL)
        return false;
    kk_str_clear(&f->tell);
    kk_str_clear(&f->effects);
    (void)kk_fail_at(&f->refused, KK_REFUSED, fd->param->name, "%s: %s",
                     fd->param->label, kk_str_c(&fd->error));
    return true;
}

static void preview(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_outcome out = {0};
    struct kk_err err = {0};
    enum kk_status st;

    if (unreadable(f))
        return;
    st = kk_act(ui->ctx, f->args, KK_ACT_PREVIEW, &out, &err);
    f->busy = st == KK_BUSY;
    if (f->busy)
        return; /* the last one stays; it never waits */
    kk_str_clear(&f->tell);
    kk_str_clear(&f->effects);
    kk_err_clear(&f->refused);
    if (st != KK_OK)
        f->refused = err;
    kk_str_add(&f->tell, kk_str_c(&out.tell));
    kk_str_add(&f->effects, kk_str_c(&out.effects));
    kk_outcome_free(&out);
    kk_form_ask_pass(f, ui, kk_streq(f->refused.field, KK_PASS));
}

/* A department that is none of the place now is taken away, and said under its
 * empty field. */
static void take_misfits(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_err err = {0}, ignored;
    struct kk_field *fd;

    while (kk_args_fit(ui->ctx, f->args, &err) == KK_REFUSED &&
           (fd = kk_form_field(f, err.field)) != NULL) {
        if (kk_args_set(ui->ctx, f->args, err.field, NULL, &ignored) != KK_OK)
            return;
        kk_str_clear(&fd->taken);
        kk_str_addf(&fd->taken, "空にしました: %s", err.text);
        fd->touched = fd->picked = fd->changed = false;
        kk_str_clear(&fd->error);
        kk_err_clear(&err);
    }
}

static void fill(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_err err = {0};

    f->refill = false;
    if (kk_act_fill(ui->ctx, f->args, &err) != KK_OK)
        kk_ui_fail(ui, &err);
    take_misfits(f, ui);
    kk_fields_show(f, ui);
}

/* "Now unless told" is the minute the form was opened: the call it records
 * has just been made, and the form may stand for a while. */
static void set_now(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_civil t;
    struct kk_err err;
    char text[16];

    kk_civil_of(ui->now, &t);
    snprintf(text, sizeof text, "%02d:%02d", t.hour, t.min);
    for (size_t i = 0; i < f->n_fields; i++) {
        const struct kk_param *p = f->field[i].param;

        if ((p->flags & KK_NOW) != 0 &&
            kk_arg_given(f->args, p->name) == KK_UNSET &&
            kk_args_set(ui->ctx, f->args, p->name, text, &err) != KK_OK)
            kk_ui_fail(ui, &err);
    }
    kk_fields_show(f, ui);
}

/* Whoever chose no record is told of the one that the form begins with. */
static void say_taken(const struct kk_form *f, struct kk_ui *ui)
{
    for (size_t i = 0; i < f->n_fields && f->subject.id == 0; i++) {
        const struct kk_field *fd = &f->field[i];

        if ((fd->param->flags & KK_SUBJECT) == 0 || !fd->named)
            continue;
        kk_ui_say(ui, "%s は %s として始めます。違うときは直してください。",
                  fd->param->label, kk_edit_text(&fd->edit));
        ui->message_passing = true;
        return;
    }
}

static void open_form(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_err err;

    f->opened = true;
    if (kk_copy_as_of(ui->ctx, &f->as_of, &err) != KK_OK)
        kk_ui_fail(ui, &err);
    fill(f, ui);
    set_now(f, ui);
    fill(f, ui); /* what follows from the time */
    if (f->pasted.n_bytes > 0) {
        kk_form_restore(f, ui, kk_str_c(&f->pasted));
        fill(f, ui);
    }
    say_taken(f, ui);
    kk_form_offer_draft(f, ui);
}

/* What the message line says in a field: how its time was understood, and what
 * its parameter hints at. */
static void make_hint(struct kk_form *f)
{
    const struct kk_field *fd = focused(f);
    const char *hint;

    kk_str_clear(&f->hint);
    if (fd == NULL)
        return;
    hint = fd->param->hint;
    /* Where the error may have no row of its own. */
    if (f->view.area.rows < LOW_ROWS && fd->visited && fd->error.n_bytes > 0) {
        kk_str_add(&f->hint, kk_str_c(&fd->error));
        return;
    }
    if (fd->param->type == KK_TIME || fd->param->type == KK_DATE)
        kk_str_add(&f->hint, kk_str_c(&fd->echo));
    if (hint != NULL && *hint != '\0')
        kk_str_addf(&f->hint, "%s%s", f->hint.n_bytes > 0 ? "  " : "", hint);
    if (fd->pasted)
        kk_str_addf(&f->hint, "%s貼: 貼り付けた文面から読んだ欄です",
                    f->hint.n_bytes > 0 ? "  " : "");
    if (f->quick)
        kk_str_addf(&f->hint, "%sEnter で記録して次へ進みます",
                    f->hint.n_bytes > 0 ? "  " : "");
}

enum kk_status kk_form_load(struct kk_view *v, struct kk_ui *ui,
                            struct kk_err *err)
{
    struct kk_form *f = self(v);

    (void)err;
    f->now = ui->now;
    if (!f->opened)
        open_form(f, ui);
    for (size_t i = 0; i < f->n_fields; i++)
        if (f->field[i].changed)
            kk_field_set(f, ui, &f->field[i]);
    if (f->refill)
        fill(f, ui);
    preview(f, ui);
    make_hint(f);
    return KK_OK;
}

/* --- picking --- */

static void picked(void *user, struct kk_ui *ui, const kk_id *ids, size_t n)
{
    struct kk_form *f = user;
    struct kk_field *fd = focused(f);

    if (fd == NULL)
        return;
    kk_field_ids(f, ui, fd, ids, n);
    if ((fd->param->flags & KK_MANY) == 0)
        f->focus++;
    f->view.stale = true;
}

static struct kk_fx pick(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_fx fx = {.flags = KK_FX_REDRAW};
    struct kk_field *fd = focused(f);
    const struct kk_listing *from;
    const kk_id *ids = NULL;
    bool many;
    size_t n = 0;

    if (fd == NULL || fd->param->type != KK_REF)
        return fx;
    if (fd->changed)
        kk_field_set(f, ui, fd);
    from = kk_find_listing(ui->ctx->reg, fd->param->from);
    if (from == NULL)
        return fx;
    many = (fd->param->flags & KK_MANY) != 0;
    if (many && kk_arg_given(f->args, fd->param->name) == KK_GIVEN)
        n = kk_arg_many(f->args, fd->param->name, &ids);
    fx.push = kk_pick_view(
        ui,
        &(struct kk_pick){.listing = from,
                          .binds = kk_args_binds(f->args, NULL),
                          .title = fd->param->label,
                          .search = fd->named ? NULL : kk_edit_text(&fd->edit),
                          .many = many,
                          .marked = ids,
                          .n_marked = n,
                          .picked = picked,
                          .user = f});
    return fx;
}

/* --- commands --- */

/* Leaving a field checks it: its error shows from now on. */
static struct kk_fx move_focus(struct kk_form *f, int by)
{
    size_t n = f->n_fields + 2;
    struct kk_field *fd = focused(f);

    if (fd != NULL)
        fd->visited = true;
    f->focus = by > 0 ? (f->focus + 1) % n : (f->focus + n - 1) % n;
    if (focused(f) != NULL)
        kk_field_enter(focused(f));
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

/* To another field; what was typed behind collected rows joins them. */
static struct kk_fx move_on(struct kk_form *f, struct kk_ui *ui, int by)
{
    if (focused(f) != NULL)
        (void)kk_field_settle(f, ui, focused(f));
    return move_focus(f, by);
}

static struct kk_fx enter(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_field *fd = focused(f);

    if (f->focus == f->n_fields)
        return kk_form_submit(f, ui);
    if (f->focus == f->n_fields + 1)
        return kk_form_leave(f, ui);
    if (fd->param->type == KK_LINES) {
        kk_field_type(fd, "\n");
        return (struct kk_fx){.flags = KK_FX_RELOAD};
    }
    /* What names several rows, or none, is looked up. */
    if (fd->param->type == KK_REF && !fd->named && fd->edit.text.n_bytes > 0) {
        kk_field_set(f, ui, fd);
        if (fd->error.n_bytes > 0)
            return pick(f, ui);
        /* One more of those collected: the next may follow. */
        if (kk_field_settle(f, ui, fd))
            return (struct kk_fx){.flags = KK_FX_RELOAD};
    }
    return f->quick ? kk_form_submit(f, ui) : move_focus(f, 1);
}

static struct kk_fx scroll(struct kk_form *f, int by)
{
    f->scroll += by;
    if (f->scroll < 0)
        f->scroll = 0;
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx edit(struct kk_form *f, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_field *fd = focused(f);
    enum kk_edit_did did = KK_EDIT_NOT;

    if (fd != NULL && cmd == KK_DO_ERASE_BACK &&
        (kk_field_drop(f, ui, fd) ||
         (fd->edit.text.n_bytes == 0 && kk_field_settle(f, ui, fd))))
        return (struct kk_fx){.flags = KK_FX_RELOAD};
    if (fd != NULL)
        did = kk_field_act(fd, cmd, kk_form_field_cols(f, fd));
    if (did == KK_EDIT_NOT && (cmd == KK_DO_UP || cmd == KK_DO_DOWN))
        return move_on(f, ui, cmd == KK_DO_UP ? -1 : 1);
    /* Nothing is typed any more: what was collected shows again. */
    if (did == KK_EDIT_CHANGED && fd->edit.text.n_bytes == 0)
        (void)kk_field_settle(f, ui, fd);
    if (fd == NULL && (cmd == KK_DO_LEFT || cmd == KK_DO_RIGHT))
        f->focus = cmd == KK_DO_RIGHT ? f->n_fields : f->n_fields + 1;
    return (struct kk_fx){.flags = did == KK_EDIT_CHANGED ? KK_FX_RELOAD
                                                          : KK_FX_REDRAW};
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_form *f = self(v);
    struct kk_field *fd = focused(f);

    if (cmd == KK_DO_NEXT || cmd == KK_DO_PREV)
        return move_on(f, ui, cmd == KK_DO_NEXT ? 1 : -1);
    if (cmd == KK_DO_OPEN)
        return enter(f, ui);
    if (cmd == KK_DO_SUBMIT)
        return kk_form_submit(f, ui);
    if (cmd == KK_DO_BACK)
        return kk_form_leave(f, ui);
    if (cmd == KK_DO_PICK && fd != NULL && fd->param->type == KK_REF)
        return pick(f, ui);
    if (cmd == KK_DO_PAGE_UP || cmd == KK_DO_PAGE_DOWN)
        return scroll(f, cmd == KK_DO_PAGE_UP ? -4 : 4);
    if (cmd == KK_DO_UP || cmd == KK_DO_DOWN || cmd == KK_DO_LEFT ||
        cmd == KK_DO_RIGHT || cmd == KK_DO_FIRST || cmd == KK_DO_LAST ||
        cmd == KK_DO_PICK || cmd == KK_DO_ERASE_BACK || cmd == KK_DO_ERASE ||
        cmd == KK_DO_ERASE_ALL || cmd == KK_DO_ERASE_WORD)
        return edit(f, ui, cmd);
    return (struct kk_fx){.flags = KK_FX_NOT};
}

static struct kk_fx text(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool pasted)
{
    struct kk_form *f = self(v);
    struct kk_field *fd = focused(f);
    bool did;

    (void)pasted;
    if (fd != NULL)
        kk_field_keep(f, fd);
    did = fd != NULL && kk_field_type(fd, utf8);
    if (fd != NULL)
        kk_ui_tell_cut(ui, &fd->edit);
    if (!did)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

/* Into the field in hand, in place of what the scan before left there; where
 * several are collected, as one more of them. */
static struct kk_fx scan_in(struct kk_form *f, struct kk_ui *ui,
                            const char *utf8)
{
    struct kk_field *fd = focused(f);

    if (fd == NULL || fd->param->type == KK_CHOICE)
        kk_ui_refuse(ui, "読み取った文字は、欄の中でだけ使います。");
    else if (fd->param->type == KK_REF && (fd->param->flags & KK_MANY) != 0)
        kk_field_add(f, ui, fd, utf8);
    else if (kk_field_scan(fd, utf8))
        kk_ui_tell_cut(ui, &fd->edit);
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

static struct kk_fx scan(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool ended)
{
    struct kk_form *f = self(v);
    struct kk_field *fd = focused(f);

    if (!ended)
        return scan_in(f, ui, utf8);
    if (fd == NULL || fd->param->type == KK_CHOICE ||
        (fd->param->flags & KK_MANY) != 0 || f->quick)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    return fd->param->type == KK_LINES ? move_focus(f, 1) : enter(f, ui);
}

static bool typing(const struct kk_view *v)
{
    (void)v;
    return true; /* on a button too: a letter there is nobody's command */
}

/* --- the rest --- */

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    const struct kk_form *f = (const struct kk_form *)v;
    size_t n = 0;

    if (f->focus < f->n_fields && (f->field[f->focus].param->type == KK_REF ||
                                   f->field[f->focus].param->type == KK_CHOICE))
        out[n++] = "offer";
    out[n++] = "form";
    out[n++] = "text";
    return n;
}

static const char *hint(const struct kk_view *v)
{
    const struct kk_form *f = (const struct kk_form *)v;

    if (f->busy)
        return "ほかの処理が書き込み中です。下の結果は少し前のものです。";
    if (f->focus < f->n_fields)
        return f->hint.n_bytes > 0 ? f->hint.s : NULL;
    return f->action->words;
}

static void save(struct kk_view *v, struct kk_ui *ui)
{
    (void)kk_form_keep_draft(self(v), ui);
}

static void close_form(struct kk_view *v, struct kk_ui *ui)
{
    struct kk_form *f = self(v);

    (void)ui;
    for (size_t i = 0; i < f->n_fields; i++)
        kk_field_free(&f->field[i]);
    kk_free(f->field);
    kk_args_free(&f->args);
    kk_str_free(&f->title);
    kk_str_free(&f->tell);
    kk_str_free(&f->effects);
    kk_str_free(&f->hint);
    kk_str_free(&f->pasted);
    kk_str_free(&f->draft);
    kk_free(f);
}

const struct kk_view_ops kk_form_ops = {
    .flags = KK_VIEW_OVER,
    .load = kk_form_load,
    .act = act,
    .text = text,
    .typing = typing,
    .scan = scan,
    .draw = kk_form_draw,
    .cursor = kk_form_cursor,
    .scopes = scopes,
    .hint = hint,
    .save = save,
    .close = close_form,
};
