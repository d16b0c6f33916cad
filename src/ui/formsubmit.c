/* From a form to the entry it writes. */
#include "form_priv.h"

#include <kikusui/base/shown.h>
#include <kikusui/domain/copy.h>
#include <kikusui/domain/takeback.h>

#include <stdio.h>
#include <string.h>

/* In the words of the key that does so at once. */
static void say_back(struct kk_ui *ui, const char *entry)
{
    struct kk_takeback back;
    bool redo;

    if (kk_undone_words(ui->ctx, entry, &back, &redo))
        kk_ui_say(ui, "%s: %s", redo ? "やり直しました" : "取り消しました",
                  back.words);
}

static void focus_field(struct kk_form *f, const char *name)
{
    for (size_t i = 0; i < f->n_fields; i++) {
        f->field[i].visited = true;
        if (name[0] != '\0' && strcmp(f->field[i].param->name, name) == 0)
            f->focus = i;
    }
}

static void say_done(struct kk_form *f, struct kk_ui *ui,
                     const struct kk_outcome *out)
{
    const char *tell = kk_str_c(&out->tell);
    size_t first = strcspn(tell, "\n");
    bool undoable = (f->action->flags & (KK_NO_UNDO | KK_ASKS)) == 0 &&
                    out->entry[0] != '\0';

    /* A label is often a sentence itself (連絡を記録): it stands behind. */
    kk_ui_say(ui, "%s%s%s%s%s%.*s",
              out->entry[0] != '\0' ? "記録しました: "
              : (f->action->flags & KK_LOCAL) != 0 && first > 0
                  ? ""
                  : "変わるところがありませんでした: ",
              f->action->label, out->no[0] != '\0' ? " " : "", out->no,
              first > 0 ? "  " : "", (int)first, tell);
    kk_fmt(ui->undo, sizeof ui->undo, "%s", undoable ? out->entry : "");
    kk_fmt(ui->undo_words, sizeof ui->undo_words, "%s%s%s", f->action->label,
           out->no[0] != '\0' ? " " : "", out->no);
    /* The form has shown what went: there is room for what goes next. */
    if (f->action->flags & KK_BACK) {
        say_back(ui, out->entry);
        kk_ui_offer_back(ui);
    }
}

/* Whoever has just taken a case in goes on with that one. */
static void tell_made(struct kk_ui *ui, const struct kk_subject *made)
{
    const struct kk_view_ops *ops = ui->top->ops;

    if (made->id != 0 && ops->made != NULL)
        ops->made(ui->top, made);
}

/* The row to stand on: what was made, also of a row that a rule demands; in a
 * round the one that it was done to, from which it goes on. 0: as before. */
static kk_id row_of(const struct kk_form *f, const struct kk_outcome *out)
{
    if (f->subject.id == 0 || (f->subject.id < 0 && f->n_marked <= 1))
        return out->id;
    return f->quick ? f->subject.id : 0;
}

static void commit(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_subject made = {
        .kind = f->action->makes != NULL ? f->action->makes : f->action->kind};
    struct kk_outcome out = {0};
    struct kk_err err = {0}, ignored;

    kk_args_set_as_of(f->args, f->as_of);
    if (kk_act(ui->ctx, f->args, KK_ACT_RUN, &out, &err) == KK_OK) {
        say_done(f, ui, &out);
        ui->recorded = true;
        if (f->draft_at != 0 &&
            kk_draft_put(ui->ctx, f->action, f->subject.id, ui->now,
                         kk_str_c(&f->title), NULL, &err) != KK_OK)
            kk_ui_fail(ui, &err);
        kk_ui_warn(ui);
        kk_ui_stale(ui);
        made.id = row_of(f, &out);
        kk_ui_remove(ui, &f->view);
        tell_made(ui, &made);
    } else {
        focus_field(f, err.field);
        kk_ui_fail(ui, &err);
        /* Whoever goes on has read what stands there now. */
        if (kk_copy_as_of(ui->ctx, &f->as_of, &ignored) != KK_OK)
            f->as_of = 0;
        f->view.stale = true;
    }
    kk_outcome_free(&out);
}

static void answer_commit(void *user, struct kk_ui *ui, bool yes)
{
    if (yes)
        commit(user, ui);
}

static void ask(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_str text = {0};

    kk_str_addf(&text, "%s\n後から取り消せません。\n%s%s%s",
                kk_str_c(&f->title), kk_str_c(&f->tell),
                f->tell.n_bytes > 0 ? "\n" : "", kk_str_c(&f->effects));
    kk_ui_push(ui,
               kk_confirm_view(ui, &(struct kk_ask){.title = f->action->label,
                                                    .text = kk_str_c(&text),
                                                    .yes = "実行する",
                                                    .no = "やめる",
                                                    .answered = answer_commit,
                                                    .user = f}));
    kk_str_free(&text);
}

struct kk_fx kk_form_submit(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_err err = {0};
    enum kk_status st = kk_form_load(&f->view, ui, &err);

    for (size_t i = 0; i < f->n_fields && st == KK_OK; i++)
        if (f->field[i].error.n_bytes > 0)
            st = kk_fail_at(&err, KK_REFUSED, f->field[i].param->name, "%s",
                            kk_str_c(&f->field[i].error));
    if (st == KK_OK)
        st = kk_args_check(f->args, &err);
    if (st != KK_OK) {
        focus_field(f, err.field);
        kk_ui_fail(ui, &err);
    } else if ((f->action->flags & KK_ASKS) != 0 &&
               f->refused.text[0] == '\0') {
        ask(f, ui);
    } else {
        commit(f, ui);
    }
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}
