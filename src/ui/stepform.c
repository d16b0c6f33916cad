/* The form of a step: it begins with what steps.csv says of that step. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>

#include <string.h>

/* What `with` (to=メーカー told=+0分) says for a name; NULL: nothing. Owned. */
static char *said(const char *with, const char *name)
{
    size_t len = strlen(name);

    for (size_t n; *with != '\0'; with += n + (with[n] == ' ')) {
        n = strcspn(with, " ");
        if (n > len && with[len] == '=' && strncmp(with, name, len) == 0)
            return kk_strndup(with + len + 1, n - len - 1);
    }
    return NULL;
}

/* The record that the action is about, where that is another than the one with
 * the steps: the unit that a case takes back. */
static void find_subject(const struct kk_action *action, const char *with,
                         struct kk_subject *subject)
{
    if (strcmp(action->kind, subject->kind) == 0)
        return;
    for (const struct kk_param *p = action->params; p->name != NULL; p++) {
        char *text = (p->flags & KK_SUBJECT) != 0 ? said(with, p->name) : NULL;
        int64_t id;

        if (text != NULL && kk_parse_i64(text, &id))
            *subject = (struct kk_subject){action->kind, id};
        kk_free(text);
    }
}

static struct kk_view *step_form(struct kk_ui *ui,
                                 const struct kk_action *action,
                                 const struct kk_subject *of,
                                 const struct kk_step *step)
{
    struct kk_subject subject = *of;
    struct kk_view *form;

    find_subject(action, step->with, &subject);
    form = kk_form_view(ui, action, &subject);
    kk_form_preset(ui, form, "step", step->key);
    for (const struct kk_param *p = action->params; p->name != NULL; p++) {
        char *text = said(step->with, p->name);

        if (text != NULL)
            kk_form_preset(ui, form, p->name, text);
        kk_free(text);
    }
    return form;
}

void kk_step_run(struct kk_ui *ui, const struct kk_subject *of,
                 const struct kk_step *step)
{
    const struct kk_action *action;
    struct kk_str name = {0};
    struct kk_err err = {0};

    if (step->action != NULL && step->action[0] != '\0')
        kk_str_add(&name, step->action);
    else
        kk_str_addf(&name, "%s.step", of->kind); /* ticked by hand */
    action = kk_ui_action(ui, kk_str_c(&name));
    kk_str_free(&name);
    if (action == NULL)
        return;
    /* What it is about may be chosen in the form: the spare of an 引当. */
    if (kk_act_can(ui->ctx, action,
                   strcmp(action->kind, of->kind) == 0 ? of->id : 0,
                   &err) == KK_OK)
        kk_ui_push(ui, step_form(ui, action, of, step));
    else
        kk_ui_fail(ui, &err);
}

const char *kk_steps_undone(const struct kk_steps *all, size_t nth)
{
    if (all->n == 0)
        return NULL;
    if (all->next >= 0 && nth-- == 0)
        return all->step[all->next].action;
    for (size_t i = 0; i < all->n; i++) {
        const struct kk_step *s = &all->step[i];

        if (!s->done && !s->passed && (int)i != all->next && nth-- == 0)
            return s->action;
    }
    return NULL;
}
