/* From keys to commands, actions and text. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/takeback.h>

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

/* --- running what a key names --- */

size_t kk_ui_marks(const struct kk_ui *ui, const char **kind, const kk_id **ids)
{
    const struct kk_view *v = kk_ui_acting(ui);

    *kind = "";
    *ids = NULL;
    return v->ops->marks != NULL ? v->ops->marks(v, kind, ids) : 0;
}

static bool takes_many(const struct kk_ui *ui, const struct kk_action *action,
                       const char *kind)
{
    for (const struct kk_param *p = action->params;
         p != NULL && p->name != NULL; p++) {
        const struct kk_listing *from =
            p->type == KK_REF ? kk_find_listing(ui->ctx->reg, p->from) : NULL;

        if ((p->flags & KK_MANY) == 0)
            continue;
        if (from != NULL && strcmp(from->row_kind, kind) == 0)
            return true;
        if ((p->flags & KK_SUBJECT) != 0 && strcmp(action->kind, kind) == 0)
            return true;
    }
    return false;
}

/* All marked rows or a refusal: an action that would take one record from here
 * says so instead of passing over the marks. */
static bool takes_marked(struct kk_ui *ui, const struct kk_action *action,
                         const struct kk_subject *subject)
{
    const char *kind;
    const kk_id *ids;
    size_t n = kk_ui_marks(ui, &kind, &ids);
    bool one = subject != NULL && subject->id != 0 &&
               kk_form_param(ui, action, subject->kind) != NULL;

    if (n == 0 || takes_many(ui, action, kind) ||
        (!one && kk_form_param(ui, action, kind) == NULL))
        return true;
    if (n == 1 && ids[0] == kk_ui_related(ui, kind))
        return true;
    kk_ui_say(ui,
              "「%s」は一度に1件だけです。印 %zu件 を外してから選んで"
              "ください。",
              action->label, n);
    ui->message_passing = true;
    return false;
}

void kk_ui_start(struct kk_ui *ui, const struct kk_action *action,
                 const struct kk_subject *subject)
{
    struct kk_view *form;

    if (!takes_marked(ui, action, subject))
        return;
    /* What was done before gives its line to what the fields ask for. */
    kk_str_clear(&ui->message);
    form = kk_form_view(ui, action, subject);
    kk_ui_push(ui, form);
}

void kk_ui_open(struct kk_ui *ui, const char *kind, kk_id id)
{
    const struct kk_kind *k = kk_find_kind(ui->ctx->reg, kind);

    if (id == 0 || k == NULL)
        return;
    for (const struct kk_ui_screen *s = ui->host.screens;
         s != NULL && s->name != NULL; s++)
        if (strcmp(s->kind, kind) == 0) {
            kk_ui_push(ui, s->face != NULL ? kk_record_page(ui, k, id, s->face)
                                           : s->open(ui, id));
            return;
        }
    kk_ui_push(ui, kk_record_page(ui, k, id, NULL));
}

/* Kinds with | between: the record of the first that the selected one has. */
static void go(struct kk_ui *ui, const char *kinds)
{
    kk_id id = 0;

    while (id == 0 && *kinds != '\0') {
        size_t n = strcspn(kinds, "|");
        char *kind = kk_strndup(kinds, n);

        id = kk_ui_related(ui, kind);
        if (id != 0)
            kk_ui_open(ui, kind, id);
        kk_free(kind);
        kinds += n + (kinds[n] == '|' ? 1 : 0);
    }
    if (id == 0)
        kk_ui_say(ui, "ここから開けるものがありません。");
    ui->message_passing = ui->message.n_bytes > 0 && id == 0;
}

static void show_actions(struct kk_ui *ui)
{
    struct kk_subject s;

    kk_ui_subject(ui, &s);
    if (s.id != 0) {
        kk_ui_push(ui, kk_palette_view(ui, true));
        return;
    }
    kk_ui_say(ui, "記録を選ぶと、それにできることが出ます。");
    ui->message_passing = true;
}

static void show_history(struct kk_ui *ui)
{
    struct kk_subject s;
    const struct kk_kind *kind;

    kk_ui_subject(ui, &s);
    kind = kk_find_kind(ui->ctx->reg, s.kind);
    if (kind != NULL && s.id != 0)
        kk_ui_push(ui, kk_history_page(ui, kind, s.id));
}

/* entry NULL: the one that comes next, or why there is none. */
static void take_back(struct kk_ui *ui, const struct kk_action *action,
                      const char *entry, const char *done, const char *words)
{
    struct kk_args *args = kk_args_new(action);
    struct kk_outcome out = {0};
    struct kk_err err = {0};

    if ((entry == NULL ||
         kk_args_set(ui->ctx, args, "entry", entry, &err) == KK_OK) &&
        kk_act(ui->ctx, args, KK_ACT_RUN, &out, &err) == KK_OK) {
        kk_ui_say(ui, "%s: %s", done, words);
        kk_ui_offer_back(ui);
        kk_ui_warn(ui);
        kk_ui_stale(ui);
    } else {
        kk_ui_fail(ui, &err);
    }
    kk_outcome_free(&out);
    kk_args_free(&args);
}

void kk_ui_offer_back(struct kk_ui *ui)
{
    struct kk_arena arena = {0};
    struct kk_takeback next;
    const struct kk_action *action;

    ui->undo[0] = '\0';
    if (kk_undo_next(ui->ctx, &arena, &next, NULL) == KK_OK) {
        action = kk_find_action(ui->ctx->reg, next.action);
        if (action != NULL && (action->flags & (KK_NO_UNDO | KK_ASKS)) == 0) {
            kk_fmt(ui->undo, sizeof ui->undo, "%s", next.entry);
            kk_fmt(ui->undo_words, sizeof ui->undo_words, "%s", next.words);
            kk_str_addf(&ui->message, "   次は %s", next.words);
        }
    }
    kk_arena_free(&arena);
}

/* Takes back the entry the message line offers; without an offer, the form
 * shows what the last one of this worker was. */
static void undo(struct kk_ui *ui)
{
    const struct kk_action *action = kk_ui_action(ui, "undo");
    char entry[sizeof ui->undo], words[sizeof ui->undo_words];

    if (action == NULL)
        return;
    kk_fmt(entry, sizeof entry, "%s", ui->undo);
    kk_fmt(words, sizeof words, "%s", ui->undo_words);
    if (entry[0] == '\0')
        kk_ui_start(ui, action, NULL);
    else
        take_back(ui, action, entry, "取り消しました", words);
}

static void redo(struct kk_ui *ui)
{
    const struct kk_action *action = kk_ui_action(ui, "redo");
    struct kk_arena arena = {0};
    struct kk_takeback next;
    bool any = kk_redo_next(ui->ctx, &arena, &next, NULL) == KK_OK;

    kk_arena_free(&arena);
    if (action != NULL)
        take_back(ui, action, any ? next.entry : NULL, "やり直しました",
                  next.words);
}

static void general(struct kk_ui *ui, enum kk_cmd cmd)
{
    switch ((int)cmd) {
    case KK_DO_BACK:
        kk_ui_pop(ui);
        break;
    case KK_DO_PALETTE:
        kk_ui_push(ui, kk_palette_view(ui, false));
        break;
    case KK_DO_ACTIONS:
        show_actions(ui);
        break;
    case KK_DO_HELP:
        kk_ui_push(ui, kk_help_page(ui));
        break;
    case KK_DO_WORKER:
        kk_ui_push(ui, kk_worker_view(ui));
        break;
    case KK_DO_PASS:
        kk_ui_push(ui, kk_pass_view(ui));
        break;
    case KK_DO_LOCK:
        kk_ui_lock(ui);
        break;
    case KK_DO_SUSPEND:
        kk_ui_lock(ui);
        ui->suspend = true;
        break;
    case KK_DO_JOB_CANCEL:
        if (ui->host.job_cancel != NULL)
            ui->host.job_cancel(ui->host.user);
        break;
    case KK_DO_MOUSE:
        ui->mouse = !ui->mouse;
        kk_ui_say(ui,
                  ui->mouse ? "マウスを使います。" : "マウスを使いません。");
        break;
    case KK_DO_REDRAW:
        ui->repaint = true;
        kk_ui_stale(ui);
        break;
    case KK_DO_QUIT:
        kk_ui_save(ui);
        ui->quit = true;
        break;
    case KK_DO_UNDO:
        undo(ui);
        break;
    case KK_DO_REDO:
        redo(ui);
        break;
    case KK_DO_HISTORY:
        show_history(ui);
        break;
    default:
        break;
    }
}

void kk_ui_command(struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_view *top = ui->top;
    struct kk_fx fx = {.flags = KK_FX_NOT};

    if (top->ops->act != NULL)
        fx = top->ops->act(top, ui, cmd);
    if ((fx.flags & KK_FX_NOT) != 0)
        general(ui, cmd);
    else
        kk_ui_apply(ui, top, fx);
    ui->dirty = true;
}

static void open_named_list(struct kk_ui *ui, const char *name,
                            const char *search)
{
    const struct kk_listing *l = kk_find_listing(ui->ctx->reg, name);

    if (l != NULL)
        kk_ui_push(ui, kk_listing_page(ui, l, NULL, search));
}

const struct kk_ui_screen *kk_ui_screen(const struct kk_ui *ui,
                                        const char *name)
{
    for (const struct kk_ui_screen *s = ui->host.screens;
         s != NULL && s->name != NULL; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    return NULL;
}

static void open_screen(struct kk_ui *ui, const char *name)
{
    const struct kk_ui_screen *s = kk_ui_screen(ui, name);

    if (s != NULL && s->open != NULL)
        kk_ui_push(ui, s->open(ui, 0));
}

void kk_ui_run(struct kk_ui *ui, const char *target)
{
    const struct kk_action *action = kk_ui_action(ui, target);
    struct kk_subject subject;
    struct kk_err err;

    if (kk_str_starts(target, "list:")) {
        open_named_list(ui, target + strlen("list:"), NULL);
    } else if (kk_str_starts(target, "go:")) {
        go(ui, target + strlen("go:"));
    } else if (kk_str_starts(target, "screen:")) {
        open_screen(ui, target + strlen("screen:"));
    } else if (kk_cmd_named(target) != KK_DO_NONE) {
        kk_ui_command(ui, kk_cmd_named(target));
    } else if (action != NULL) {
        if (kk_ui_can(ui, action, &subject, &err) ||
            (subject.id == 0 && action->kind[0] != '\0'))
            kk_ui_start(ui, action, &subject);
        else
            kk_ui_fail(ui, &err);
    }
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
        if ((fx.flags & KK_FX_NOT) != 0 && ui->host.seek != NULL)
            open_named_list(ui, ui->host.seek, line);
        else
            kk_ui_apply(ui, top, fx);
    }
    kk_free(line);
}

static void give_key(struct kk_ui *ui, uint32_t code)
{
    const struct kk_binding *b = bound(ui, code);
    bool vowel = false;
    uint32_t key;
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
}

/* What only passes goes with the next key. */
static void forget_message(struct kk_ui *ui)
{
    if (!ui->message_passing)
        return;
    kk_str_clear(&ui->message);
    ui->message_passing = false;
    ui->dirty = true;
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
        else
            give_search(ui, key->text);
    } else if (key->code == KK_KEY_CLICK) {
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

    while (i < n && !ui->quit) {
        /* A key acts on what is shown: what the last one made stale is read
         * first. Text only piles up. */
        if (!kk_key_is_text(keys[i].code) || !typing(ui))
            kk_ui_refresh(ui);
        /* A question stands: what was typed before it was seen is not an
         * answer to it. */
        if (ui->flush)
            break;
        i += take(ui, keys + i, n - i);
    }
}
