/* What is typed in a form and not recorded yet: offered again, kept, and asked
 * for before it is lost (draft.c writes it down). */
#include "form_priv.h"

#include <kikusui/base/mem.h>

#include <string.h>

struct offer {
    struct kk_form *form;
    char *text;
    kk_time at;
};

static void answer_draft(void *user, struct kk_ui *ui, bool yes)
{
    struct offer *o = user;
    struct kk_form *f = o->form;
    struct kk_err err = {0};

    if (yes) {
        kk_form_restore(f, ui, o->text);
        f->draft_at = o->at;
        f->view.stale = true;
    } else if (kk_draft_put(ui->ctx, f->action, f->subject.id, ui->now,
                            kk_str_c(&f->title), NULL, &err) != KK_OK) {
        kk_ui_fail(ui, &err);
    }
    kk_free(o->text);
    kk_free(o);
}

void kk_form_offer_draft(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_arena arena = {0};
    struct kk_str words = {0};
    const char *text;
    struct kk_err err;
    struct offer *o;
    kk_time at;
    char when[KK_TIME_BYTES];

    if (kk_draft_get(ui->ctx, f->action, f->subject.id, &arena, &at, &text,
                     &err) == KK_OK) {
        o = kk_alloc(sizeof *o);
        *o = (struct offer){f, kk_strdup(text), at};
        kk_str_addf(&words, "%s の書きかけがあります。続きから書きますか。",
                    kk_time_long(at, when));
        kk_ui_push(
            ui, kk_confirm_view(ui, &(struct kk_ask){.title = "下書き",
                                                     .text = kk_str_c(&words),
                                                     .yes = "続きから書く",
                                                     .no = "捨てて新しく書く",
                                                     .yes_first = true,
                                                     .answered = answer_draft,
                                                     .user = o}));
        kk_str_free(&words);
    }
    kk_arena_free(&arena);
}

bool kk_form_keep_draft(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_str now = {0};
    struct kk_err err = {0};
    bool kept = true;

    for (size_t i = 0; i < f->n_fields; i++)
        if (f->field[i].changed)
            kk_field_set(f, ui, &f->field[i]);
    kk_form_draft(f, &now);
    if (now.n_bytes > 0 && strcmp(now.s, kk_str_c(&f->draft)) != 0) {
        kept = kk_draft_put(ui->ctx, f->action, f->subject.id, ui->now,
                            kk_str_c(&f->title), now.s, &err) == KK_OK;
        if (kept) {
            f->draft_at = ui->now;
            kk_str_clear(&f->draft);
            kk_str_add(&f->draft, now.s);
            ui->dirty = true;
        } else {
            kk_ui_fail(ui, &err);
        }
    }
    kk_str_free(&now);
    return kept;
}

static void answer_leave(void *user, struct kk_ui *ui, bool yes)
{
    struct kk_form *f = user;

    if (yes)
        kk_ui_remove(ui, &f->view);
}

/* Nothing that somebody typed goes without being asked for. */
static struct kk_view *ask_leave(struct kk_form *f, struct kk_ui *ui)
{
    struct kk_str text = {0};
    struct kk_view *view;

    kk_str_addf(&text,
                "書きかけを残せません。%s\n戻ると、打った文字は失われます。",
                kk_str_c(&ui->message));
    view = kk_confirm_view(ui, &(struct kk_ask){.title = f->action->label,
                                                .text = kk_str_c(&text),
                                                .yes = "捨てて戻る",
                                                .no = "とどまる",
                                                .answered = answer_leave,
                                                .user = f});
    kk_str_free(&text);
    kk_ui_hush(ui); /* the question tells why */
    return view;
}

struct kk_fx kk_form_leave(struct kk_form *f, struct kk_ui *ui)
{
    bool touched = false;

    for (size_t i = 0; i < f->n_fields; i++)
        touched |= f->field[i].touched;
    if (touched && !kk_form_keep_draft(f, ui))
        return (struct kk_fx){.flags = KK_FX_REDRAW, .push = ask_leave(f, ui)};
    if (touched && f->draft_at != 0)
        kk_ui_say(ui, "書きかけを残しました。同じ操作を開くと戻せます。");
    return (struct kk_fx){.flags = KK_FX_POP};
}
