/* A text to hand on, to a desk say: shown whole to be read aloud, and given to
 * the clipboard where the terminal takes it. */
#include "ui_priv.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/ui/pages.h>
#include <kikusui/ui/term.h>

#include <string.h>

/* Beyond that terminals drop it. */
#define COPY_MAX_BYTES 48000

bool kk_copy_sequence(const char *text, const char *term, struct kk_str *out)
{
    size_t n = strlen(text);

    if (n > COPY_MAX_BYTES || term == NULL || kk_str_starts(term, "linux"))
        return false;
    kk_str_add(out, "\033]52;c;");
    kk_base64(text, n, out);
    kk_str_addc(out, '\a');
    return true;
}

/* --- the page --- */

struct text {
    const struct kk_kind *kind;
    kk_id id;
    const struct kk_col *col;
};

static enum kk_status load(void *user, struct kk_ui *ui, struct kk_str *out,
                           struct kk_err *err)
{
    const struct text *t = user;
    struct kk_arena arena = {0};
    struct kk_val *val;
    size_t n;
    enum kk_status st =
        kk_show_load(ui->ctx, t->kind, t->id, &arena, &val, &n, err);

    for (size_t i = 0; st == KK_OK && i < n; i++)
        if (&t->kind->cols[i] == t->col)
            kk_str_add(out, kk_cell_text(t->col, &val[i], ui->now, &arena));
    kk_arena_free(&arena);
    return st;
}

bool kk_kind_hands_on(const struct kk_kind *kind)
{
    for (const struct kk_col *c = kind->cols; c != NULL && c->name != NULL; c++)
        if ((c->flags & KK_COL_HAND) != 0)
            return true;
    return false;
}

void kk_ui_hand_on(struct kk_ui *ui, const char *column)
{
    struct kk_subject of;
    const struct kk_kind *kind;
    struct text t = {0};
    struct kk_str text = {0};
    struct kk_err err = {0};

    kk_ui_subject(ui, &of);
    kind = kk_find_kind(ui->ctx->reg, of.kind);
    for (const struct kk_col *c = kind != NULL ? kind->cols : NULL;
         c != NULL && c->name != NULL; c++)
        if (kk_streq(c->name, column))
            t = (struct text){.kind = kind, .id = of.id, .col = c};
    if (t.col == NULL)
        return;
    if (load(&t, ui, &text, &err) == KK_OK) {
        struct text *own = kk_alloc(sizeof *own);

        *own = t;
        kk_ui_push(ui, kk_text_page(ui, &(struct kk_page){.title = t.col->title,
                                                          .load = load,
                                                          .user = own}));
        kk_ui_say(ui, "端末が許せば、この文はもう写してあります。"
                      "貼り付けるか、読み上げてください。");
        kk_str_clear(&ui->copy);
        kk_shown(kk_str_c(&text), text.n_bytes, &ui->copy);
    } else {
        kk_ui_fail(ui, &err);
    }
    kk_str_free(&text);
}
