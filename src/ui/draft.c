/* Drafts: what was put into a form and not submitted, kept in this copy's
 * local facts until it is used or thrown away. A secret is never in one. */
#include "form_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/domain/copy.h>

#include <stdlib.h>
#include <string.h>

/* One meta value lists the drafts: ACTION TAB SUBJECT TAB TIME TAB TITLE. */
#define INDEX_KEY "drafts"

static char *draft_key(const struct kk_action *action, kk_id subject)
{
    struct kk_str key = {0};

    kk_str_addf(&key, "draft/%s/%lld", action->name, (long long)subject);
    return kk_str_take(&key);
}

/* --- the text of a draft: name=value lines --- */

static void escape(struct kk_str *out, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == '\n')
            kk_str_add(out, "\\n");
        else if (*s == '\\')
            kk_str_add(out, "\\\\");
        else
            kk_str_addc(out, *s);
    }
}

static void unescape(struct kk_str *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\' && i + 1 < n) {
            i++;
            kk_str_addc(out, s[i] == 'n' ? '\n' : s[i]);
        } else {
            kk_str_addc(out, s[i]);
        }
    }
}

/* As the journal would keep it, absolute: tomorrow's 10:20 is still today's.
 * What could not be understood is kept as it was typed. */
static void put_value(const struct kk_form *f, const struct kk_field *fd,
                      struct kk_str *out)
{
    struct kk_arena arena = {0};
    const char *value = kk_args_canonical(f->args, fd->param->name, &arena);

    escape(out, value != NULL ? value : kk_edit_text(&fd->edit));
    kk_arena_free(&arena);
}

/* With what was put in goes when: a call that was being written down at 10:20
 * was at 10:20, however late the form is opened again. */
void kk_form_draft(const struct kk_form *f, struct kk_str *out)
{
    bool any = false;

    for (size_t i = 0; i < f->n_fields; i++)
        any |= f->field[i].touched && f->field[i].param->type != KK_SECRET;
    for (size_t i = 0; i < f->n_fields && any; i++) {
        const struct kk_field *fd = &f->field[i];

        if ((!fd->touched && (fd->param->flags & KK_NOW) == 0) ||
            fd->param->type == KK_SECRET)
            continue;
        kk_str_addf(out, "%s=", fd->param->name);
        put_value(f, fd, out);
        kk_str_addc(out, '\n');
    }
}

/* In the order of the parameters: a department is one of its place. */
void kk_form_paste(struct kk_form *f, const struct kk_pasted *h)
{
    for (const struct kk_param *p = f->action->params; p->name != NULL; p++)
        for (size_t k = 0; k < h->n; k++)
            if (kk_streq(h->field[k].param, p->name)) {
                struct kk_field *fd = kk_form_field(f, p->name);

                if (fd != NULL)
                    fd->pasted = true;
                kk_str_addf(&f->pasted, "%s=", p->name);
                escape(&f->pasted, h->field[k].text);
                kk_str_addc(&f->pasted, '\n');
            }
}

/* A field that the form has only where something was handed to it. */
static struct kk_field *add_pasted(struct kk_form *f, struct kk_ui *ui,
                                   const char *name)
{
    for (const struct kk_param *p = f->action->params; p->name != NULL; p++)
        if ((p->flags & KK_PASTED) != 0 && kk_streq(p->name, name)) {
            struct kk_field *fd = kk_form_add(f, ui, p);

            fd->pasted = true;
            return fd;
        }
    return NULL;
}

static void restore_field(struct kk_form *f, struct kk_ui *ui,
                          struct kk_field *fd, const char *value)
{
    struct kk_err err = {0};

    fd->touched = fd->visited = true;
    fd->named = fd->picked = false;
    if (kk_args_set(ui->ctx, f->args, fd->param->name,
                    value[0] != '\0' ? value : NULL, &err) == KK_OK) {
        kk_field_show(f, fd);
        fd->picked = fd->named;
        f->refill = true;
    } else if (fd->param->type != KK_CHOICE) {
        kk_edit_set(&fd->edit, value);
        fd->changed = true;
    }
}

void kk_form_restore(struct kk_form *f, struct kk_ui *ui, const char *draft)
{
    while (*draft != '\0') {
        size_t n = strcspn(draft, "\n"), eq = strcspn(draft, "=");
        char *name = kk_strndup(draft, eq < n ? eq : n);
        struct kk_field *fd;
        struct kk_str value = {0};

        if (kk_streq(name, KK_PASS))
            kk_form_ask_pass(f, ui, true);
        fd = kk_form_field(f, name);
        if (fd == NULL)
            fd = add_pasted(f, ui, name);

        if (fd != NULL && eq < n) {
            unescape(&value, draft + eq + 1, n - eq - 1);
            restore_field(f, ui, fd, kk_str_c(&value));
        }
        kk_str_free(&value);
        kk_free(name);
        draft += n + (draft[n] == '\n' ? 1 : 0);
    }
}

/* --- keeping --- */

size_t kk_draft_list(struct kk_ctx *ctx, struct kk_arena *arena,
                     struct kk_draft_item out[KK_DRAFTS_MAX])
{
    const char *index = NULL;
    size_t n = 0;

    if (kk_copy_fact(ctx, INDEX_KEY, arena, &index, NULL) != KK_OK)
        return 0;
    while (*index != '\0' && n < KK_DRAFTS_MAX) {
        size_t len = strcspn(index, "\n");
        char *line = kk_arena_strndup(arena, index, len), *save = NULL;
        const char *action = strtok_r(line, "\t", &save);
        const char *subject = strtok_r(NULL, "\t", &save);
        const char *at = strtok_r(NULL, "\t", &save);
        const char *title = strtok_r(NULL, "\t", &save);
        int64_t id = 0, time = 0;

        if (title != NULL && kk_parse_i64(subject, &id) &&
            kk_parse_i64(at, &time))
            out[n++] = (struct kk_draft_item){action, title, id, time};
        index += len + (index[len] == '\n' ? 1 : 0);
    }
    return n;
}

static enum kk_status put_index(struct kk_ctx *ctx,
                                const struct kk_draft_item *item, bool keep,
                                struct kk_err *err)
{
    struct kk_draft_item have[KK_DRAFTS_MAX];
    struct kk_arena arena = {0};
    struct kk_str index = {0};
    size_t n = kk_draft_list(ctx, &arena, have), kept = 0;
    enum kk_status st;

    if (keep) {
        kk_str_addf(&index, "%s\t%lld\t%lld\t%s\n", item->action,
                    (long long)item->subject, (long long)item->at, item->title);
        kept++;
    }
    for (size_t i = 0; i < n && kept < KK_DRAFTS_MAX; i++) {
        if (strcmp(have[i].action, item->action) == 0 &&
            have[i].subject == item->subject)
            continue;
        kk_str_addf(&index, "%s\t%lld\t%lld\t%s\n", have[i].action,
                    (long long)have[i].subject, (long long)have[i].at,
                    have[i].title);
        kept++;
    }
    st = kk_copy_set_fact(ctx, INDEX_KEY, kept > 0 ? index.s : NULL, err);
    kk_str_free(&index);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_draft_put(struct kk_ctx *ctx, const struct kk_action *action,
                            kk_id subject, kk_time now, const char *title,
                            const char *text, struct kk_err *err)
{
    struct kk_draft_item item = {action->name, title, subject, now};
    bool keep = text != NULL && text[0] != '\0';
    char *key = draft_key(action, subject);
    struct kk_str value = {0};
    enum kk_status st;

    if (keep)
        kk_str_addf(&value, "%lld\n%s", (long long)now, text);
    st = kk_copy_set_fact(ctx, key, keep ? value.s : NULL, err);
    if (st == KK_OK)
        st = put_index(ctx, &item, keep, err);
    kk_str_free(&value);
    kk_free(key);
    return st;
}

enum kk_status kk_draft_get(struct kk_ctx *ctx, const struct kk_action *action,
                            kk_id subject, struct kk_arena *arena, kk_time *at,
                            const char **text, struct kk_err *err)
{
    char *key = draft_key(action, subject), *end = NULL;
    enum kk_status st;

    *at = 0;
    *text = NULL;
    st = kk_copy_fact(ctx, key, arena, text, err);
    kk_free(key);
    if (st != KK_OK)
        return st;
    *at = strtoll(*text, &end, 10);
    if (end == NULL || *end != '\n')
        return KK_NONE;
    *text = end + 1;
    return KK_OK;
}
