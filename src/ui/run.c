/* What a key or the palette names is run: commands, actions, lists, pages. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/takeback.h>

#include <string.h>

size_t kk_ui_marks(const struct kk_ui *ui, const char **kind, const kk_id **ids)
{
    const struct kk_view *v = kk_ui_acting(ui);

    *kind = "";
    *ids = NULL;
    return v->ops->marks != NULL ? v->ops->marks(v, kind, ids) : 0;
}

bool kk_ui_refers(const struct kk_ui *ui, const struct kk_param *p,
                  const char *kind)
{
    const struct kk_kind *k = kk_param_kind(ui->ctx->reg, p);

    return k != NULL && strcmp(k->name, kind) == 0;
}

static bool takes_many(const struct kk_ui *ui, const struct kk_action *action,
                       const char *kind)
{
    for (const struct kk_param *p = action->params; p->name != NULL; p++)
        if ((p->flags & KK_MANY) != 0 &&
            (kk_ui_refers(ui, p, kind) ||
             ((p->flags & KK_SUBJECT) != 0 && strcmp(action->kind, kind) == 0)))
            return true;
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
    kk_ui_hush(ui);
    form = kk_form_view(ui, action, subject);
    kk_ui_push(ui, form);
}

void kk_ui_start_pasted(struct kk_ui *ui, const struct kk_pasted *h)
{
    kk_ui_hush(ui);
    kk_ui_push(ui, kk_form_pasted(ui, h));
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

/* What its rules say of what stands again. */
static void add_remarks(struct kk_ui *ui, const char *told)
{
    for (const char *at = told; (at = strstr(at, "注意: ")) != NULL; at++)
        kk_str_addf(&ui->message, "   %.*s", (int)strcspn(at, "\n"), at);
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
        add_remarks(ui, kk_str_c(&out.tell));
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
    case KK_DO_SEARCH: /* what has no search of its own looks everywhere */
        if (ui->host.find != NULL)
            kk_ui_list(ui, ui->host.find, NULL);
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

/* Whoever goes elsewhere has read what was said of the place before. */
static bool goes_elsewhere(enum kk_cmd cmd)
{
    static const enum kk_cmd moves[] = {
        KK_DO_UP,     KK_DO_DOWN,  KK_DO_PAGE_UP, KK_DO_PAGE_DOWN, KK_DO_FIRST,
        KK_DO_LAST,   KK_DO_NEXT,  KK_DO_PREV,    KK_DO_LEFT,      KK_DO_RIGHT,
        KK_DO_BACK,   KK_DO_OPEN,  KK_DO_HALF_UP, KK_DO_HALF_DOWN, KK_DO_PANE_1,
        KK_DO_PANE_2, KK_DO_PANE_3};

    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i] == cmd)
            return true;
    return false;
}

void kk_ui_command(struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_view *top = ui->top;
    struct kk_fx fx = {.flags = KK_FX_NOT};

    if (goes_elsewhere(cmd))
        kk_ui_hush(ui);
    if (top->ops->act != NULL)
        fx = top->ops->act(top, ui, cmd);
    if ((fx.flags & KK_FX_NOT) != 0)
        general(ui, cmd);
    else
        kk_ui_apply(ui, top, fx);
    ui->dirty = true;
}

void kk_ui_list(struct kk_ui *ui, const char *name, const char *search)
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
        kk_ui_list(ui, target + strlen("list:"), NULL);
    } else if (kk_str_starts(target, "beside:")) {
        /* Its partner: the way back is the same. */
        struct kk_view *left = ui->top;

        target += strlen("beside:");
        if (kk_ui_screen(ui, target) != NULL)
            open_screen(ui, target);
        else
            kk_ui_list(ui, target, NULL);
        kk_ui_remove(ui, left);
    } else if (kk_str_starts(target, "go:")) {
        go(ui, target + strlen("go:"));
    } else if (kk_str_starts(target, "hand:")) {
        kk_ui_hand_on(ui, target + strlen("hand:"));
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
