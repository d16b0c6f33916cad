/* What the keys of a view act on, and from keys to targets and text (run.c runs
 * what a target names). */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/pasted.h>

#include <string.h>

/* --- what the keys act on --- */

size_t kk_view_scopes(const struct kk_view *view,
                      const char *out[KK_SCOPES_MAX + 1])
{
    size_t n = view->ops->scopes != NULL ? view->ops->scopes(view, out) : 0;

    if ((view->ops->flags & KK_VIEW_MODAL) == 0)
        out[n++] = "global";
    return n;
}

size_t kk_ui_scopes(const struct kk_ui *ui, const char *out[KK_SCOPES_MAX + 1])
{
    return kk_view_scopes(ui->top, out);
}

const struct kk_view *kk_ui_acting(const struct kk_ui *ui)
{
    const struct kk_view *v = ui->top;

    while ((v->ops->flags & KK_VIEW_BORROWS) != 0 && v->below != NULL)
        v = v->below;
    return v;
}

void kk_ui_subject(const struct kk_ui *ui, struct kk_subject *out)
{
    const struct kk_view *v = kk_ui_acting(ui);

    *out = (struct kk_subject){.kind = ""};
    if (v->ops->subject != NULL)
        v->ops->subject(v, out);
}

kk_id kk_ui_related(const struct kk_ui *ui, const char *kind)
{
    const struct kk_view *v = kk_ui_acting(ui);
    struct kk_subject s;

    kk_ui_subject(ui, &s);
    if (s.id != 0 && strcmp(s.kind, kind) == 0)
        return s.id;
    return v->ops->related != NULL ? v->ops->related(v, kind) : 0;
}

const struct kk_action *kk_ui_action(const struct kk_ui *ui, const char *target)
{
    return kk_find_action(ui->ctx->reg, target);
}

bool kk_ui_about_one(const struct kk_action *action)
{
    for (const struct kk_param *p = action->params; p->name != NULL; p++)
        if ((p->flags & KK_SUBJECT) != 0)
            return true;
    return false;
}

bool kk_ui_can(struct kk_ui *ui, const struct kk_action *action,
               struct kk_subject *subject, struct kk_err *err)
{
    *subject = (struct kk_subject){.kind = action->kind, .id = 0};
    kk_err_clear(err);
    if (action->kind[0] != '\0') {
        subject->id = kk_ui_related(ui, action->kind);
        if (subject->id == 0 && kk_ui_about_one(action)) {
            (void)kk_fail(err, KK_REFUSED, "対象を選んでください。");
            return false;
        }
    }
    return kk_act_can(ui->ctx, action, subject->id, err) == KK_OK;
}

/* --- keys --- */

/* The first step still to be done that this key does. */
static const struct kk_binding *preferred(const struct kk_ui *ui,
                                          const char *scope, uint32_t code)
{
    const struct kk_binding *b;
    const char *action;

    for (size_t nth = 0; ui->top->ops->prefer != NULL &&
                         (action = ui->top->ops->prefer(ui->top, nth)) != NULL;
         nth++)
        for (b = NULL; (b = kk_keymap_find(scope, code, b)) != NULL;)
            if (strcmp(action, b->target) == 0)
                return b;
    return NULL;
}

static bool is_action(const struct kk_binding *b)
{
    return kk_cmd_named(b->target) == KK_DO_NONE &&
           strchr(b->target, ':') == NULL;
}

const struct kk_binding *kk_ui_choose(struct kk_ui *ui, const char *scope,
                                      uint32_t code)
{
    const struct kk_binding *first = kk_keymap_find(scope, code, NULL), *b;

    /* Most keys stand for one thing: then nobody need be asked. */
    if (first == NULL || !is_action(first) ||
        kk_keymap_find(scope, code, first) == NULL)
        return first;
    b = preferred(ui, scope, code);
    if (b != NULL)
        return b;
    for (b = first; b != NULL; b = kk_keymap_find(scope, code, b)) {
        const struct kk_action *action = kk_ui_action(ui, b->target);
        struct kk_subject subject;
        struct kk_err err;

        if (action != NULL && kk_ui_can(ui, action, &subject, &err))
            return b;
    }
    return first;
}

static const struct kk_binding *bound(struct kk_ui *ui, uint32_t code)
{
    const char *scopes[KK_SCOPES_MAX + 1];
    size_t n = kk_ui_scopes(ui, scopes);
    const struct kk_binding *b = NULL;

    for (size_t i = 0; i < n && b == NULL; i++)
        b = kk_ui_choose(ui, scopes[i], code);
    return b;
}

/* With the input method on a lone vowel may be a slip: it moves and opens,
 * but takes nothing back and submits nothing. */
static bool harmless(const struct kk_binding *b)
{
    enum kk_cmd cmd = kk_cmd_named(b->target);

    return cmd != KK_DO_UNDO && cmd != KK_DO_SUBMIT && cmd != KK_DO_QUIT;
}

/* Several lines from elsewhere, pasted where nothing is typed: what the city
 * sent. False: they are not. */
static bool give_letter(struct kk_ui *ui, const char *text)
{
    struct kk_pasted h;
    struct kk_err err = {0};
    enum kk_status st;

    if ((ui->top->ops->flags & KK_VIEW_MODAL) != 0)
        return false;
    st = kk_pasted_read(ui->ctx, text, &h, &err);
    if (st == KK_OK)
        kk_ui_start_pasted(ui, &h);
    else if (st != KK_NONE)
        kk_ui_fail(ui, &err);
    kk_arena_free(&h.arena);
    return st == KK_OK;
}

static bool typing(const struct kk_ui *ui)
{
    return ui->top->ops->typing != NULL && ui->top->ops->typing(ui->top);
}

static void give_text(struct kk_ui *ui, const char *text, bool pasted)
{
    struct kk_view *top = ui->top;

    if (top->ops->text != NULL)
        kk_ui_apply(ui, top, top->ops->text(top, ui, text, pasted));
}

/* Text that is no key here: it is looked for, in this list or where the host
 * says. */
static void give_search(struct kk_ui *ui, const char *text)
{
    struct kk_view *top = ui->top;
    struct kk_fx fx = {.flags = KK_FX_NOT};
    char *line;

    if ((top->ops->flags & KK_VIEW_MODAL) != 0)
        return;
    while (*text == '/' || *text == ' ' || *text == '\n')
        text++;
    line = kk_strndup(text, strcspn(text, "\n"));
    if (line[0] != '\0') {
        if (top->ops->search != NULL)
            fx = top->ops->search(top, ui, line);
        if ((fx.flags & KK_FX_NOT) != 0 && ui->host.find != NULL)
            kk_ui_list(ui, ui->host.find, line);
        else
            kk_ui_apply(ui, top, fx);
    }
    kk_free(line);
}

static void give_number(struct kk_ui *ui, uint32_t code)
{
    struct kk_view *top = ui->top;

    if (code >= '0' && code <= '9' && top->ops->number != NULL)
        kk_ui_apply(ui, top, top->ops->number(top, ui, (char)code));
}

static void give_key(struct kk_ui *ui, uint32_t code)
{
    const struct kk_binding *b = bound(ui, code);
    bool vowel = false;
    uint32_t key = code;
    char text[5] = {0};

    if (b == NULL && code >= 0x80 && kk_key_is_text(code)) {
        key = kk_key_of_ime(code, &vowel);
        if (key == 0) {
            kk_utf8_encode(code, text);
            give_search(ui, text);
            return;
        }
        b = bound(ui, key);
        if (b != NULL && vowel && !harmless(b))
            return;
    }
    if (b != NULL)
        kk_ui_run(ui, b->target);
    else
        give_number(ui, key);
}

/* What only passes goes with the next key. */
static void forget_message(struct kk_ui *ui)
{
    if (ui->message_passing)
        kk_ui_hush(ui);
}

static void one_key(struct kk_ui *ui, const struct kk_key *key)
{
    struct kk_view *top = ui->top;
    char text[5] = {0};

    /* What was said of the scan stays to be read. */
    if (key->code == KK_KEY_ENTER && kk_ui_scan_end(ui))
        return;
    forget_message(ui);
    kk_str_clear(&ui->scanned);
    if (key->code == KK_KEY_PASTE) {
        if (typing(ui))
            give_text(ui, key->text, true);
        else if (!give_letter(ui, key->text))
            give_search(ui, key->text);
    } else if (key->code == KK_KEY_CLICK) {
        kk_ui_hush(ui);
        if (top->ops->click != NULL)
            kk_ui_apply(ui, top, top->ops->click(top, ui, key->row, key->col));
    } else if (key->code == KK_KEY_WHEEL_UP) {
        kk_ui_command(ui, KK_DO_UP);
    } else if (key->code == KK_KEY_WHEEL_DOWN) {
        kk_ui_command(ui, KK_DO_DOWN);
    } else if (typing(ui) && kk_key_is_text(key->code)) {
        kk_utf8_encode(key->code, text);
        give_text(ui, text, false);
    } else {
        give_key(ui, key->code);
    }
}

/* How many of the keys are one piece of Japanese text: two characters or more
 * that arrived at once, at least one of them beyond ASCII. 0: they are keys. */
static size_t japanese_run(const struct kk_key *keys, size_t n)
{
    size_t len = 0;
    bool japanese = false;

    while (len < n && kk_key_is_text(keys[len].code)) {
        japanese |= keys[len].code >= 0x80;
        len++;
    }
    return japanese && len >= 2 ? len : 0;
}

static char *text_of(const struct kk_key *keys, size_t n)
{
    struct kk_str text = {0};

    for (size_t i = 0; i < n; i++) {
        char cp[4];

        kk_str_addn(&text, cp, kk_utf8_encode(keys[i].code, cp));
    }
    return kk_str_take(&text);
}

/* While typing, a view may want what a scanner types as plain text. */
static size_t scan_run(const struct kk_ui *ui, const struct kk_key *keys,
                       size_t n)
{
    return typing(ui) && ui->top->ops->scan == NULL &&
                   (ui->top->ops->flags & KK_VIEW_BORROWS) == 0
               ? 0
               : kk_scan_run(keys, n, typing(ui));
}

/* One key, or text that came at once. How many keys that was. */
static size_t take(struct kk_ui *ui, const struct kk_key *keys, size_t n)
{
    size_t scan = scan_run(ui, keys, n);
    size_t run = scan > 0 ? scan : typing(ui) ? 0 : japanese_run(keys, n);
    char *text;

    if (run == 0) {
        one_key(ui, keys);
        return 1;
    }
    text = text_of(keys, run);
    forget_message(ui);
    if (scan > 0) {
        kk_ui_refresh(ui);
        kk_ui_scan(ui, text);
    } else {
        give_search(ui, text);
    }
    kk_free(text);
    return run;
}

void kk_ui_keys(struct kk_ui *ui, const struct kk_key *keys, size_t n)
{
    size_t i = 0;

    if (!ui->settled) { /* what a key does may follow from it */
        kk_ui_refresh(ui);
        (void)kk_ui_settle(ui);
    }
    while (i < n && !ui->quit) {
        if (ui->held != 0 && keys[i].code == ui->held) {
            i++;
            continue;
        }
        ui->held = 0;
        ui->recorded = false;
        /* A key acts on what is shown: what the last one made stale is read
         * first. Text only piles up. */
        if (!kk_key_is_text(keys[i].code) || !typing(ui))
            kk_ui_refresh(ui);
        /* A question stands: what was typed before it was seen is not an
         * answer to it. */
        if (ui->flush)
            break;
        i += take(ui, keys + i, n - i);
        if (ui->recorded)
            ui->held = keys[i - 1].code;
    }
}
