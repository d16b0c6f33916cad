/* kikusui do: one action. */
#include "commands.h"

#include <kikusui/base/shown.h>

#include <string.h>

/* key=value: the words behind the action's name. */
static const char *value_of(const struct kk_parsed *p, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 1; i < p->n; i++)
        if (strncmp(p->word[i], name, n) == 0 && p->word[i][n] == '=')
            return p->word[i] + n + 1;
    return NULL;
}

static bool has_param(const struct kk_action *a, const char *word, size_t n)
{
    for (const struct kk_param *q = a->params; q != NULL && q->name != NULL;
         q++)
        if (strlen(q->name) == n && memcmp(q->name, word, n) == 0)
            return true;
    return strlen(KK_PASS) == n && memcmp(KK_PASS, word, n) == 0;
}

static enum kk_status check_words(const struct kk_action *a,
                                  const struct kk_parsed *p, struct kk_err *err)
{
    for (size_t i = 1; i < p->n; i++) {
        size_t n = strcspn(p->word[i], "=");

        if (p->word[i][n] == '\0')
            return kk_fail(err, KK_USAGE,
                           "「%.*s」は 項目=値 の形ではありません",
                           KK_CUT(p->word[i], 60));
        if (!has_param(a, p->word[i], n))
            return kk_fail(err, KK_USAGE,
                           "%s に「%.*s」という項目はありません。kikusui "
                           "actions %s で項目を示します",
                           a->name, (int)n, p->word[i], a->name);
        for (size_t k = 1; k < i; k++)
            if (strncmp(p->word[k], p->word[i], n + 1) == 0)
                return kk_fail(err, KK_USAGE, "「%.*s」が二度あります", (int)n,
                               p->word[i]);
    }
    return KK_OK;
}

/* In the table's order: what a reference depends on stands before it. */
static enum kk_status set_all(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_args *args, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (const struct kk_param *q = kk_args_action(args)->params;
         q != NULL && q->name != NULL && st == KK_OK; q++) {
        const char *value = value_of(p, q->name);

        if (value != NULL)
            st = kk_args_set(&app->ctx, args, q->name, value, err);
        if (st != KK_OK)
            kk_err_prefix(err, "%s（%s）: ", q->label, q->name);
    }
    if (st == KK_OK && value_of(p, KK_PASS) != NULL)
        st = kk_args_set(&app->ctx, args, KK_PASS, value_of(p, KK_PASS), err);
    return st;
}

/* Which argument a guard was about. */
static void name_field(const struct kk_action *a, struct kk_err *err)
{
    for (const struct kk_param *q = a->params; q != NULL && q->name != NULL;
         q++)
        if (strcmp(q->name, err->field) == 0)
            kk_err_prefix(err, "%s（%s）: ", q->label, q->name);
    if (strcmp(KK_PASS, err->field) == 0)
        kk_err_prefix(err, "%s（%s）: ", kk_pass_param.label, KK_PASS);
}

static enum kk_status act(struct kk_app *app, const struct kk_action *a,
                          struct kk_args *args, bool preview,
                          struct kk_outcome *o, struct kk_err *err)
{
    enum kk_status st =
        kk_act(&app->ctx, args, preview ? KK_ACT_PREVIEW : KK_ACT_RUN, o, err);

    if (st == KK_REFUSED)
        name_field(a, err);
    return st;
}

static void json_lines(struct kk_str *out, const char *name, const char *text)
{
    kk_str_addf(out, ",\"%s\":[", name);
    for (bool first = true; *text != '\0'; first = false) {
        size_t n = strcspn(text, "\n");
        char *line = kk_strndup(text, n);

        kk_str_add(out, first ? "" : ",");
        kk_json_text(out, line);
        kk_free(line);
        text += n + (text[n] == '\n');
    }
    kk_str_addc(out, ']');
}

static void print_json(struct kk_app *app, const struct kk_outcome *o,
                       bool preview)
{
    struct kk_str *out = &app->out;

    kk_str_add(out, "{\"id\":");
    if (o->id == 0)
        kk_str_add(out, "null");
    else
        kk_str_addf(out, "\"%lld\"", (long long)o->id);
    kk_str_add(out, ",\"no\":");
    kk_json_text(out, o->no[0] == '\0' ? NULL : o->no);
    kk_str_add(out, ",\"entry\":");
    kk_json_text(out, o->entry[0] == '\0' ? NULL : o->entry);
    if (preview)
        json_lines(out, "effects", kk_str_c(&o->effects));
    json_lines(out, "tell", kk_str_c(&o->tell));
    kk_str_add(out, "}\n");
}

static void print_words(struct kk_app *app, const struct kk_action *a,
                        const struct kk_outcome *o, bool preview)
{
    if (o->n_effects == 0) {
        kk_out_line(app, "%s: %s", a->label,
                    (a->flags & KK_LOCAL) != 0 && o->tell.n_bytes > 0
                        ? kk_str_c(&o->tell)
                        : "変わるものはありません");
        return;
    }
    if (preview)
        kk_out_line(app, "実行すると（%s）:", a->label);
    else
        kk_out_line(app, "記録しました: %s%s%s（記録 %s）", a->label,
                    o->no[0] == '\0' ? "" : " ", o->no, o->entry);
    /* What has no subject of its own (undo) says what it touched. */
    if (preview || a->kind[0] == '\0')
        kk_out_line(app, "%s", kk_str_c(&o->effects));
    if (o->tell.n_bytes > 0)
        kk_out_line(app, "%s", kk_str_c(&o->tell));
}

enum kk_status kk_cmd_do(struct kk_app *app, const struct kk_parsed *p,
                         struct kk_err *err)
{
    const struct kk_action *a = kk_find_action(app->reg, p->word[0]);
    bool preview = kk_parsed_opt(p, "preview") != NULL;
    struct kk_args *args;
    struct kk_outcome o = {0};
    enum kk_status st;

    if (a == NULL)
        return kk_fail(err, KK_USAGE,
                       "「%.*s」という操作はありません。kikusui actions で"
                       "一覧を示します",
                       KK_CUT(p->word[0], 60));
    st = check_words(a, p, err);
    if (st != KK_OK)
        return st;
    args = kk_args_new(a);
    st = set_all(app, p, args, err);
    if (st == KK_OK)
        st = act(app, a, args, preview, &o, err);
    if (st == KK_OK && app->format == KK_FMT_JSON)
        print_json(app, &o, preview);
    else if (st == KK_OK)
        print_words(app, a, &o, preview);
    kk_outcome_free(&o);
    kk_args_free(&args);
    return st;
}
