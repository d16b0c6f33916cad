/* kikusui actions, lists, help: what the registry holds. */
#include "cli_priv.h"
#include "commands.h"

#include <kikusui/base/shown.h>
#include <kikusui/domain/tables.h>
#include <kikusui/ui/keymap.h>

#include <string.h>

static const char *type_name(enum kk_type type)
{
    switch (type) {
    case KK_TEXT:
        return "text";
    case KK_LINES:
        return "lines";
    case KK_INT:
        return "int";
    case KK_TIME:
        return "time";
    case KK_DATE:
        return "date";
    case KK_CHOICE:
        return "choice";
    case KK_REF:
        return "ref";
    case KK_SECRET:
        return "secret";
    }
    return "";
}

/* --- json ------------------------------------------------------------------
 */

static void json_choices(struct kk_app *app, const char *from)
{
    const struct kk_codes *codes = kk_find_codes(app->reg, from);

    kk_str_add(&app->out, ",\"values\":[");
    for (const struct kk_code *c = codes == NULL ? NULL : codes->code;
         c != NULL && c->value != NULL; c++) {
        kk_str_add(&app->out, c == codes->code ? "" : ",");
        kk_json_text(&app->out, c->value);
    }
    kk_str_addc(&app->out, ']');
}

static void json_param(struct kk_app *app, const struct kk_param *p)
{
    struct kk_str *out = &app->out;

    kk_str_add(out, "{\"name\":");
    kk_json_text(out, p->name);
    kk_str_add(out, ",\"label\":");
    kk_json_text(out, p->label);
    kk_str_addf(out, ",\"type\":\"%s\",\"required\":%s,\"many\":%s",
                type_name(p->type), p->flags & KK_REQUIRED ? "true" : "false",
                p->flags & KK_MANY ? "true" : "false");
    if (p->initial != NULL) {
        kk_str_add(out, ",\"default\":");
        kk_json_text(out, p->initial);
    }
    if (p->type == KK_CHOICE)
        json_choices(app, p->from);
    if (p->type == KK_REF) {
        kk_str_add(out, ",\"from\":");
        kk_json_text(out, p->from);
    }
    kk_str_addc(out, '}');
}

static void json_action(struct kk_app *app, const struct kk_action *a)
{
    struct kk_str *out = &app->out;

    kk_str_add(out, "{\"name\":");
    kk_json_text(out, a->name);
    kk_str_add(out, ",\"label\":");
    kk_json_text(out, a->label);
    kk_str_add(out, ",\"words\":");
    kk_json_text(out, a->words);
    kk_str_addf(out, ",\"office\":%s,\"undo\":%s,\"params\":[",
                a->flags & KK_OFFICE ? "true" : "false",
                a->flags & (KK_NO_UNDO | KK_ASKS) ? "false" : "true");
    for (const struct kk_param *p = a->params; p != NULL && p->name != NULL;
         p++) {
        kk_str_add(out, p == a->params ? "" : ",");
        json_param(app, p);
    }
    kk_str_add(out, "]}");
}

/* --- words -----------------------------------------------------------------
 */

static void say_param(struct kk_app *app, const struct kk_param *p)
{
    const struct kk_codes *codes =
        p->type == KK_CHOICE ? kk_find_codes(app->reg, p->from) : NULL;
    struct kk_str s = {0};

    kk_str_addf(&s, "  %-16s %-7s %s  %s", p->name, type_name(p->type),
                p->flags & KK_REQUIRED ? "必須" : "    ", p->label);
    if (p->flags & KK_MANY)
        kk_str_add(&s, "（複数可、, で区切る）");
    if (p->flags & KK_NOW)
        kk_str_add(&s, "（省くと今）");
    if (p->initial != NULL)
        kk_str_addf(&s, "（省くと %s）", p->initial);
    if (p->type == KK_REF)
        kk_str_addf(&s, "（%s から）", p->from);
    for (const struct kk_code *c = codes == NULL ? NULL : codes->code;
         c != NULL && c->value != NULL; c++)
        kk_str_addf(&s, "%s%s", c == codes->code ? ": " : "、", c->value);
    if (p->hint != NULL && *p->hint != '\0')
        kk_str_addf(&s, "  %s", p->hint);
    kk_out_line(app, "%s", kk_str_c(&s));
    kk_str_free(&s);
}

static void say_action(struct kk_app *app, const struct kk_action *a)
{
    kk_out_line(app, "%s  %s", a->name, a->label);
    if (a->words != NULL && *a->words != '\0')
        kk_out_line(app, "  %s", a->words);
    if (a->flags & KK_OFFICE)
        kk_out_line(app, "  事務所の端末だけ");
    if (a->flags & (KK_ASKS | KK_NO_UNDO))
        kk_out_line(app, "  取り消せない");
    for (const struct kk_param *p = a->params; p != NULL && p->name != NULL;
         p++)
        say_param(app, p);
}

static const struct kk_col action_cols[] = {
    COL("name", "操作", 24),
    COL("label", "名前", 24),
    COL("params", "項目（* は必須）", 40, .flags = KK_COL_GROW),
    END,
};

static void say_all(struct kk_app *app)
{
    struct kk_report sheet;
    const struct kk_action *a;

    kk_out_rows(app, &sheet, action_cols, true);
    for (size_t i = 0; (a = kk_action_at(app->reg, i)) != NULL; i++) {
        struct kk_str params = {0};

        for (const struct kk_param *p = a->params; p != NULL && p->name != NULL;
             p++)
            kk_str_addf(&params, "%s%s%s", p == a->params ? "" : " ", p->name,
                        p->flags & KK_REQUIRED ? "*" : "");
        kk_report_row(&sheet, 0,
                      (const struct kk_val[]){kk_vtext(a->name),
                                              kk_vtext(a->label),
                                              kk_vtext(kk_str_c(&params))});
        kk_str_free(&params);
    }
    kk_report_end(&sheet);
}

enum kk_status kk_cmd_actions(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    const struct kk_action *a;

    if (p->n == 1) {
        a = kk_find_action(app->reg, p->word[0]);
        if (a == NULL)
            return kk_fail(err, KK_USAGE, "「%.*s」という操作はありません",
                           KK_CUT(p->word[0], 60));
        if (app->format == KK_FMT_JSON) {
            json_action(app, a);
            kk_str_addc(&app->out, '\n');
        } else {
            say_action(app, a);
        }
        return KK_OK;
    }
    if (app->format != KK_FMT_JSON) {
        say_all(app);
        return KK_OK;
    }
    for (size_t i = 0; (a = kk_action_at(app->reg, i)) != NULL; i++) {
        kk_str_add(&app->out, i == 0 ? "[\n " : ",\n ");
        json_action(app, a);
    }
    kk_str_add(&app->out, "\n]\n");
    return KK_OK;
}

static const struct kk_col list_cols[] = {
    COL("name", "一覧", 16),
    COL("title", "名前", 24),
    COL("columns", "項目", 40, .flags = KK_COL_GROW),
    END,
};

enum kk_status kk_cmd_lists(struct kk_app *app, const struct kk_parsed *p,
                            struct kk_err *err)
{
    struct kk_report sheet;
    const struct kk_listing *l;

    (void)p;
    (void)err;
    kk_out_rows(app, &sheet, list_cols, true);
    for (size_t i = 0; (l = kk_listing_at(app->reg, i)) != NULL; i++) {
        struct kk_str cols = {0};

        if (l->flags & KK_LIST_HIDDEN)
            continue;
        for (const struct kk_col *c = l->cols; c->name != NULL; c++)
            kk_str_addf(&cols, "%s%s", c == l->cols ? "" : " ", c->name);
        kk_report_row(&sheet, 0,
                      (const struct kk_val[]){kk_vtext(l->name),
                                              kk_vtext(l->title),
                                              kk_vtext(kk_str_c(&cols))});
        kk_str_free(&cols);
    }
    kk_report_end(&sheet);
    return KK_OK;
}

enum kk_status kk_cmd_help(struct kk_app *app, const struct kk_parsed *p,
                           struct kk_err *err)
{
    struct kk_str name = {0};
    const struct kk_command *found = NULL;

    if (p->n == 0) {
        kk_help_command(&app->out, NULL);
        return KK_OK;
    }
    if (p->n == 1 && strcmp(p->word[0], "keys") == 0) {
        kk_keys_text(&app->out);
        return KK_OK;
    }
    for (size_t i = 0; i < p->n; i++)
        kk_str_addf(&name, "%s%s", i > 0 ? " " : "", p->word[i]);
    for (const struct kk_command *c = kk_commands; c->name != NULL; c++)
        if (strcmp(c->name, kk_str_c(&name)) == 0)
            found = c;
    if (found != NULL)
        kk_help_command(&app->out, found);
    else
        (void)kk_no_command(kk_str_c(&name), err);
    kk_str_free(&name);
    return found == NULL ? KK_USAGE : KK_OK;
}
