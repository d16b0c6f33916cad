/* A form as it begins: its title, its fields, what is selected or marked. */
#include "form_priv.h"

#include <kikusui/base/mem.h>

#include <stdio.h>
#include <string.h>

static void make_title(struct kk_form *f, struct kk_ui *ui)
{
    const struct kk_kind *kind = kk_find_kind(ui->ctx->reg, f->subject.kind);
    struct kk_arena arena = {0};
    const char *label;
    struct kk_err err;

    kk_str_add(&f->title, f->action->label);
    if (f->n_marked > 1)
        kk_str_addf(&f->title, "  %s %zu件", kind->label, f->n_marked);
    else if (f->subject.id != 0 && kind != NULL &&
             kk_label(ui->ctx, kind, f->subject.id, &arena, &label, &err) ==
                 KK_OK)
        kk_str_addf(&f->title, "  %s", label);
    kk_arena_free(&arena);
}

const struct kk_param *kk_form_param(const struct kk_ui *ui,
                                     const struct kk_action *action,
                                     const char *kind)
{
    const struct kk_param *other = NULL;

    for (const struct kk_param *p = action->params; p->name != NULL; p++) {
        if ((p->flags & KK_SUBJECT) != 0 && strcmp(action->kind, kind) == 0)
            return p;
        if (other == NULL && (p->flags & KK_MANY) == 0 &&
            kk_ui_refers(ui, p, kind))
            other = p;
    }
    return other;
}

static void add_fields(struct kk_form *f, struct kk_ui *ui,
                       const struct kk_param *fixed)
{
    const struct kk_param *p = f->action->params;
    size_t n = 0;

    while (p[n].name != NULL)
        n++;
    f->field = kk_alloc(sizeof *f->field * (n + 1)); /* one for pass */
    for (size_t i = 0; i < n; i++)
        if (&p[i] != fixed && (p[i].flags & KK_PASTED) == 0)
            kk_field_init(f, ui, &p[i], &f->field[f->n_fields++]);
}

/* Rows marked in the list below go to the parameter that takes several. */
static void take_marks(struct kk_form *f, struct kk_ui *ui)
{
    const char *kind;
    const kk_id *ids;
    size_t n = kk_ui_marks(ui, &kind, &ids);

    for (size_t i = 0; n > 0 && i < f->n_fields; i++) {
        const struct kk_param *p = f->field[i].param;
        if ((p->flags & KK_MANY) == 0 || !kk_ui_refers(ui, p, kind))
            continue;
        kk_field_ids(f, ui, &f->field[i], ids, n);
        return;
    }
}

/* All marked rows in place of the selected one, where the action takes them. */
static void take_marked(struct kk_form *f, struct kk_ui *ui,
                        const struct kk_param *p)
{
    const char *kind;
    const kk_id *ids;
    size_t n = kk_ui_marks(ui, &kind, &ids);
    struct kk_err err;

    if (n == 0 || strcmp(kind, f->subject.kind) != 0 ||
        (p->flags & KK_MANY) == 0 ||
        kk_args_set(ui->ctx, f->args, p->name, NULL, &err) != KK_OK)
        return;
    f->subject.id = ids[0];
    f->n_marked = n;
    for (size_t i = 0; i < n; i++)
        if (kk_args_set_id(f->args, p->name, ids[i], &err) != KK_OK)
            kk_ui_fail(ui, &err);
}

struct kk_view *kk_form_view(struct kk_ui *ui, const struct kk_action *action,
                             const struct kk_subject *subject)
{
    struct kk_form *f = kk_alloc(sizeof *f);
    const struct kk_param *p = NULL;
    struct kk_err err;

    f->view.ops = &kk_form_ops;
    f->action = action;
    f->args = kk_args_new(action);
    f->subject.kind = "";
    if (subject != NULL && subject->id != 0)
        p = kk_form_param(ui, action, subject->kind);
    if (p != NULL) {
        char id[32];

        /* By its id, but through what finds its label: it is shown. */
        snprintf(id, sizeof id, "%lld", (long long)subject->id);
        if (kk_args_set(ui->ctx, f->args, p->name, id, &err) != KK_OK)
            kk_ui_fail(ui, &err);
        else if ((p->flags & KK_SUBJECT) != 0)
            f->subject = *subject;
        if (f->subject.id != 0)
            take_marked(f, ui, p);
    }
    make_title(f, ui);
    /* What a new record only may belong to can be taken away again. */
    add_fields(f, ui,
               f->subject.id != 0 &&
                       (action->makes == NULL || (p->flags & KK_REQUIRED) != 0)
                   ? p
                   : NULL);
    take_marks(f, ui);
    /* What was selected stands there already. */
    if (p != NULL && f->n_fields > 1 && f->field[0].param == p)
        f->focus = 1;
    return &f->view;
}

struct kk_view *kk_form_pasted(struct kk_ui *ui, const struct kk_pasted *h)
{
    struct kk_view *form = kk_form_view(ui, h->action, NULL);

    kk_form_paste((struct kk_form *)form, h);
    return form;
}

void kk_form_quick(struct kk_ui *ui)
{
    if (ui->top->ops == &kk_form_ops)
        ((struct kk_form *)ui->top)->quick = true;
}

void kk_form_preset(struct kk_ui *ui, struct kk_view *form, const char *name,
                    const char *text)
{
    struct kk_form *f = (struct kk_form *)form;
    struct kk_err err;

    if (kk_form_field(f, name) != NULL &&
        kk_args_set(ui->ctx, f->args, name, text, &err) != KK_OK)
        kk_ui_fail(ui, &err);
}
