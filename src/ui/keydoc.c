/* The documents that the key table writes. */
#include <kikusui/base/utf8.h>
#include <kikusui/ui/keymap.h>

#include <string.h>

/* The keys of a row as people read them: "g", "Space, F4". Appends. */
static void key_words(const struct kk_binding *b, const char *between,
                      struct kk_str *out)
{
    char buf[KK_KEY_BYTES];

    kk_str_add(out, kk_key_label(kk_key_parse(b->key), buf));
    if (b->alt[0] != '\0') {
        kk_str_add(out, between);
        kk_str_add(out, kk_key_label(kk_key_parse(b->alt), buf));
    }
}

static bool new_scope(const struct kk_binding *b, size_t i)
{
    return i == 0 || strcmp(b[i].scope, b[i - 1].scope) != 0;
}

void kk_keys_markdown(struct kk_str *out)
{
    size_t n;
    const struct kk_binding *b = kk_keymap(&n);

    kk_str_add(out, "# キー\n\n"
                    "この表は `src/ui/keys.def` から作られています"
                    "（`kikusui help keys` も同じ表です）。"
                    "上の節ほど先に効きます。\n");
    for (size_t i = 0; i < n; i++) {
        if (new_scope(b, i))
            kk_str_addf(out,
                        "\n## %s\n\n| キー | 表示 | 内容 |\n|---|---|---|\n",
                        kk_scope_label(b[i].scope));
        kk_str_add(out, "| ");
        key_words(&b[i], ", ", out);
        kk_str_addf(out, " | %s | %s |\n", b[i].label, b[i].help);
    }
}

void kk_keys_man(struct kk_str *out)
{
    size_t n;
    const struct kk_binding *b = kk_keymap(&n);

    kk_str_add(out, ".SH キー\n");
    for (size_t i = 0; i < n; i++) {
        if (new_scope(b, i))
            kk_str_addf(out, ".SS %s\n", kk_scope_label(b[i].scope));
        kk_str_add(out, ".TP\n.B \"");
        key_words(&b[i], ", ", out);
        kk_str_addf(out, "\"\n%s\n", b[i].help);
    }
}

void kk_keys_text(struct kk_str *out)
{
    size_t n;
    const struct kk_binding *b = kk_keymap(&n);

    for (size_t i = 0; i < n; i++) {
        size_t from;

        if (new_scope(b, i))
            kk_str_addf(out, "%s%s\n", i == 0 ? "" : "\n",
                        kk_scope_label(b[i].scope));
        kk_str_add(out, "  ");
        from = out->n_bytes;
        key_words(&b[i], " ", out);
        for (int pad = kk_cols(out->s + from); pad < 16; pad++)
            kk_str_addc(out, ' ');
        kk_str_addf(out, "%s\n", b[i].help);
    }
}
