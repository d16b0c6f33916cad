/* What `kikusui help` says of each command, laid out in columns. */
#include "cli_priv.h"

#include <kikusui/base/utf8.h>

#include <string.h>

static void add_padded(struct kk_str *out, const char *s, int cols)
{
    int n = kk_cols(s);

    kk_str_add(out, s);
    for (; n < cols; n++)
        kk_str_addc(out, ' ');
}

static void add_opts(struct kk_str *out, const struct kk_opt *opts)
{
    for (const struct kk_opt *o = opts; o != NULL && o->name != NULL; o++) {
        struct kk_str left = {0};

        kk_str_addf(&left, "  --%s%s%s", o->name, o->value == NULL ? "" : " ",
                    o->value == NULL ? "" : o->value);
        add_padded(out, kk_str_c(&left), 30);
        kk_str_addf(out, " %s\n", o->words);
        kk_str_free(&left);
    }
}

static void add_all(struct kk_str *out)
{
    kk_str_add(out, "使い方: kikusui [オプション] [コマンド …]\n\n");
    for (const struct kk_command *c = kk_commands; c->name != NULL; c++) {
        struct kk_str left = {0};

        kk_str_addf(&left, "  kikusui %s%s%s", c->name,
                    *c->usage == '\0' ? "" : " ", c->usage);
        if (kk_cols(kk_str_c(&left)) > 44) {
            kk_str_addf(out, "%s\n", kk_str_c(&left));
            add_padded(out, "", 44);
        } else {
            add_padded(out, kk_str_c(&left), 44);
        }
        kk_str_addf(out, " %s\n", c->words);
        kk_str_free(&left);
    }
    kk_str_add(out, "\nどのコマンドにも:\n");
    add_opts(out, kk_global_opts);
    kk_str_add(out, "\n終了の値: 0 できた  1 断った（理由を示す）  2 使い方が"
                    "違う\n          3 データベースを開けない  4 受け渡し"
                    "ファイルを受け付けない\n");
}

void kk_help_command(struct kk_str *out, const struct kk_command *c)
{
    if (c == NULL || *c->name == '\0') {
        add_all(out);
        return;
    }
    kk_str_addf(out, "使い方: kikusui %s%s%s\n\n%s\n", c->name,
                *c->usage == '\0' ? "" : " ", c->usage, c->words);
    if (c->help != NULL)
        kk_str_addf(out, "%s\n", c->help);
    if (c->opts != NULL && c->opts[0].name != NULL) {
        kk_str_addc(out, '\n');
        add_opts(out, c->opts);
    }
    kk_str_add(out, "\nどのコマンドにも:\n");
    add_opts(out, kk_global_opts);
}
