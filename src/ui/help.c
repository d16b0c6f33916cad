/* What the keys do here, and every action with its sentence. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>

#include <string.h>

struct help {
    size_t n;
    const char *scopes[KK_SCOPES_MAX + 1];
};

static void pad(struct kk_str *out, size_t from, int cols)
{
    for (int have = kk_cols(kk_str_c(out) + from); have < cols; have++)
        kk_str_addc(out, ' ');
}

static void key_line(const struct kk_binding *b, struct kk_str *out)
{
    char buf[KK_KEY_BYTES];
    size_t from;

    kk_str_add(out, "  ");
    from = out->n_bytes;
    kk_str_add(out, kk_key_label(kk_key_parse(b->key), buf));
    if (b->alt[0] != '\0')
        kk_str_addf(out, " %s", kk_key_label(kk_key_parse(b->alt), buf));
    pad(out, from, 14);
    kk_str_addf(out, "%s\n", b->help);
}

static void actions(struct kk_ui *ui, struct kk_str *out)
{
    const struct kk_action *a;

    kk_str_add(out, "操作 (F2 で選ぶ)\n");
    for (size_t i = 0; (a = kk_action_at(ui->ctx->reg, i)) != NULL; i++) {
        size_t from;

        kk_str_add(out, "  ");
        from = out->n_bytes;
        kk_str_add(out, a->label);
        pad(out, from, 24);
        kk_str_addf(out, " %s\n", a->words != NULL ? a->words : "");
    }
}

static enum kk_status load(void *user, struct kk_ui *ui, struct kk_str *out,
                           struct kk_err *err)
{
    const struct help *h = user;
    size_t n;
    const struct kk_binding *b = kk_keymap(&n);

    (void)err;
    for (size_t s = 0; s < h->n; s++) {
        bool any = false;

        for (size_t i = 0; i < n; i++) {
            if (strcmp(b[i].scope, h->scopes[s]) != 0)
                continue;
            if (!any)
                kk_str_addf(out, "%s\n", kk_scope_label(b[i].scope));
            any = true;
            key_line(&b[i], out);
        }
        if (any)
            kk_str_addc(out, '\n');
    }
    kk_str_add(out, "日本語入力のままでも、全角の英字や記号は同じキーとして"
                    "働きます。\n二文字以上の日本語を打つと、その文字で探し"
                    "ます。\n\n");
    actions(ui, out);
    return KK_OK;
}

struct kk_view *kk_help_page(struct kk_ui *ui)
{
    struct help *h = kk_alloc(sizeof *h);

    h->n = kk_ui_scopes(ui, h->scopes);
    return kk_text_page(
        ui, &(struct kk_page){.title = "ヘルプ", .load = load, .user = h});
}
