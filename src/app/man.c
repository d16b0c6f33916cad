/* The manual page: what it lists comes from the tables. */
#include "cli_priv.h"

#include <kikusui/ui/keymap.h>

#include <string.h>

/* roff: a backslash and a leading dot or quote mean something; a hyphen is to
 * stay one. */
static void add_roff(struct kk_str *out, const char *s)
{
    if (*s == '.' || *s == '\'')
        kk_str_add(out, "\\&");
    for (; *s != '\0'; s++) {
        if (*s == '\\')
            kk_str_add(out, "\\e");
        else if (*s == '-')
            kk_str_add(out, "\\-");
        else
            kk_str_addc(out, *s);
    }
}

static void add_line(struct kk_str *out, const char *s)
{
    add_roff(out, s);
    kk_str_addc(out, '\n');
}

static void add_opts(struct kk_str *out, const struct kk_opt *opts)
{
    for (const struct kk_opt *o = opts; o != NULL && o->name != NULL; o++) {
        kk_str_add(out, ".TP\n.B ");
        add_roff(out, "--");
        add_roff(out, o->name);
        if (o->value != NULL) {
            kk_str_addc(out, ' ');
            add_roff(out, o->value);
        }
        kk_str_addc(out, '\n');
        add_line(out, o->words);
    }
}

static void add_command(struct kk_str *out, const struct kk_command *c)
{
    kk_str_add(out, ".SS \"kikusui");
    if (*c->name != '\0') {
        kk_str_addc(out, ' ');
        add_roff(out, c->name);
    }
    if (*c->usage != '\0') {
        kk_str_addc(out, ' ');
        add_roff(out, c->usage);
    }
    kk_str_add(out, "\"\n");
    kk_str_add(out, c->words);
    kk_str_add(out, "。\n");
    if (c->help != NULL) {
        kk_str_add(out, ".br\n");
        add_line(out, c->help);
    }
    add_opts(out, c->opts);
}

static void add_action(struct kk_str *out, const struct kk_action *a)
{
    kk_str_addf(out, ".TP\n.B %s\n", a->name);
    add_roff(out, a->label);
    if (a->words != NULL) {
        kk_str_add(out, "。");
        add_roff(out, a->words);
    }
    kk_str_add(out, "\n.br\n");
    for (const struct kk_param *p = a->params; p != NULL && p->name != NULL;
         p++)
        kk_str_addf(out, "%s%s%s", p == a->params ? "" : " ", p->name,
                    p->flags & KK_REQUIRED ? "*" : "");
    kk_str_addc(out, '\n');
}

static void add_listing(struct kk_str *out, const struct kk_listing *l)
{
    if (l->flags & KK_LIST_HIDDEN)
        return;
    kk_str_addf(out, ".TP\n.B %s\n", l->name);
    add_roff(out, l->title);
    kk_str_add(out, "\n.br\n");
    for (const struct kk_col *c = l->cols; c->name != NULL; c++)
        kk_str_addf(out, "%s%s", c == l->cols ? "" : " ", c->name);
    kk_str_addc(out, '\n');
}

static void add_registry(struct kk_str *out)
{
    const struct kk_action *a;
    const struct kk_listing *l;

    kk_str_add(out, ".SH 操作\n.B kikusui do\nで行えるものと、その項目"
                    "（* は必須）です。\n");
    for (size_t i = 0; (a = kk_action_at(&kk_app_registry, i)) != NULL; i++)
        add_action(out, a);
    kk_str_add(out, ".SH 一覧\n.B kikusui list\nで見られるものと、絞り込みに"
                    "使える列です。\n");
    for (size_t i = 0; (l = kk_listing_at(&kk_app_registry, i)) != NULL; i++)
        add_listing(out, l);
}

/* .ad l: Japanese has no spaces to fill lines out with. */
static const char head[] =
    ".\\\" Written by the program's tables: see tests/unit/app/man.c.\n"
    ".TH KIKUSUI 1 \"\" \"kikusui " KK_VERSION "\" \"kikusui\"\n"
    ".ad l\n"
    ".SH 名前\n"
    "kikusui \\- 札幌市 基幹系一端末等維持管理業務の道具\n"
    ".SH 書式\n"
    ".B kikusui\n"
    "[オプション] [コマンド ...]\n"
    ".SH 説明\n"
    "障害の受付から復旧、期限の計算、機器の所在、予備機、提出書類までを\n"
    "扱います。コマンドを付けないと画面が開きます。画面でできることは\n"
    ".B kikusui do\n"
    "でも行えます。\n";

static const char tail[] =
    ".SH 終了の値\n"
    ".TP\n0\nできました。記録の後に起きた故障（標準出力や控えに書けないなど）は"
    "標準エラー出力で知らせます。\n"
    ".TP\n1\n断りました。理由を標準エラー出力に示し、何も変えていません。"
    "もう一度行えます。\n"
    ".TP\n2\n使い方が違います。\n"
    ".TP\n3\nデータベースを開けません。\n"
    ".TP\n4\n受け渡しファイルを受け付けません。\n"
    ".SH 環境変数\n"
    ".TP\n.B KIKUSUI_DB\nデータベースのファイル。\n"
    ".TP\n.B KIKUSUI_NOW\n時計をその時刻（日本時間）に止めます。試験と訓練の"
    "ためです。\n例: 2023\\-04\\-12T10:20\n"
    ".TP\n.B NO_COLOR\nあれば色を使いません。\n"
    ".SH ファイル\n"
    ".TP\n.I ~/.local/share/kikusui/kikusui.db\n既定のデータベース"
    "（XDG_DATA_HOME があればその下）。\n横に鍵 (.keys)、控え (.backup)、"
    "直近の記録の控え (.tail) を置きます。\n"
    ".TP\n.I ~/.config/kikusui/kikusui.ini\n設定。\n";

void kk_man_page(struct kk_str *out)
{
    kk_str_add(out, head);
    kk_str_add(out, ".SH コマンド\n");
    for (const struct kk_command *c = kk_commands; c->name != NULL; c++)
        add_command(out, c);
    kk_str_add(out, ".SH オプション\nどのコマンドにも付けられます。\n");
    add_opts(out, kk_global_opts);
    add_registry(out);
    kk_keys_man(out);
    kk_str_add(out, tail);
}
