/* The first start: three questions in text, before there is anything to draw.
 */
#include <kikusui/app/cli.h>
#include <kikusui/base/file.h>
#include <kikusui/base/fold.h>
#include <kikusui/base/utf8.h>

#include <string.h>

/* One line, cleaned; "" for an empty one. */
static enum kk_status ask(FILE *in, FILE *out, const char *question,
                          struct kk_str *answer, struct kk_err *err)
{
    char line[512];

    kk_str_clear(answer);
    kk_app_say(out, "%s: ", question);
    fflush(out);
    if (fgets(line, sizeof line, in) == NULL)
        return kk_fail(err, KK_CANCELLED,
                       "やめました。何も作っていません。kikusui init でも"
                       "作れます");
    return kk_text_clean(line, strcspn(line, "\n"), false, 100, answer, err);
}

/* Asks until the answer is one of the digits. */
static enum kk_status ask_choice(FILE *in, FILE *out, const char *question,
                                 char last, char *choice, struct kk_err *err)
{
    struct kk_str answer = {0};
    struct kk_str plain = {0};
    enum kk_status st;

    for (;;) {
        st = ask(in, out, question, &answer, err);
        if (st != KK_OK)
            break;
        kk_str_clear(&plain);
        kk_fold(kk_str_c(&answer), &plain); /* １ is 1 */
        if (plain.n_bytes == 1 && plain.s[0] >= '1' && plain.s[0] <= last) {
            *choice = plain.s[0];
            break;
        }
        kk_app_say(out, "1 から %c の数字で答えてください\n", last);
    }
    kk_str_free(&answer);
    kk_str_free(&plain);
    return st;
}

static enum kk_status make(struct kk_app *app, FILE *in, FILE *out, bool office,
                           struct kk_err *err)
{
    struct kk_str typed = {0}, name = {0};
    enum kk_status st;

    do {
        st = ask(in, out,
                 office ? "この端末の名前（英数字。例: K0）"
                        : "この端末の名前（英数字。例: K1）",
                 &typed, err);
        kk_str_clear(&name); /* Ｋ１ is K1 */
        kk_narrow(kk_str_c(&typed), &name);
        if (st == KK_OK)
            st = kk_app_init(app, office ? "office" : "laptop", kk_str_c(&name),
                             err);
        if (st == KK_USAGE)
            kk_app_say(out, "%s\n", err->text);
    } while (st == KK_USAGE);
    kk_str_free(&typed);
    kk_str_free(&name);
    return st;
}

/* An office needs somebody who may act (R79). */
static enum kk_status add_worker(struct kk_app *app, FILE *in, FILE *out,
                                 struct kk_err *err)
{
    struct kk_args *a = kk_args_new(kk_find_action(app->reg, "worker.add"));
    struct kk_outcome o = {0};
    struct kk_str name = {0};
    enum kk_status st = ask(in, out,
                            "最初の従事者の氏名（名簿のとおり。空なら後で"
                            "加えます）",
                            &name, err);

    if (st == KK_OK && name.n_bytes > 0)
        st = kk_args_set(&app->ctx, a, "name", kk_str_c(&name), err);
    if (st == KK_OK && name.n_bytes > 0)
        st = kk_act(&app->ctx, a, KK_ACT_RUN, &o, err);
    if (st == KK_OK)
        st = kk_ctx_worker(&app->ctx, NULL, err);
    kk_outcome_free(&o);
    kk_args_free(&a);
    kk_str_free(&name);
    /* The database stands without one, too. */
    return st == KK_CANCELLED ? KK_OK : st;
}

enum kk_status kk_first_start(struct kk_app *app, FILE *in, FILE *out,
                              struct kk_err *err)
{
    char choice = 0;
    enum kk_status st;

    kk_app_say(out,
               "データベースがまだありません（%s）。\n"
               "  1 事務所   菊水分庁舎に置く元の端末。契約のデータを入れて"
               "作ります\n"
               "  2 端末     持ち歩く端末。事務所に登録を願ってから使います\n"
               "  3 やめる   訓練用は kikusui demo で作れます\n",
               app->db_path);
    st = ask_choice(in, out, "どれにしますか（1-3）", '3', &choice, err);
    if (st != KK_OK)
        return st;
    if (choice == '3')
        return kk_fail(err, KK_CANCELLED, "やめました。何も作っていません");
    st = make(app, in, out, choice == '1', err);
    if (st == KK_OK)
        st = kk_app_open(app, false, err);
    if (st != KK_OK)
        return st;
    if (choice == '1')
        return add_worker(app, in, out, err);
    kk_app_say(out, "作りました。次の画面で、事務所に登録を願います\n");
    return KK_OK;
}
