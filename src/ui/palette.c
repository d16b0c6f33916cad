/* Everything that can be done here, filtered as typed; what cannot says why.
 * It acts on what is selected in the view below. */
#include "form_priv.h"
#include "match.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>
#include <kikusui/ui/reading.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* First what is begun, then what can be done to the record in hand, that with
 * a key before the rest; what cannot be done here comes last, and says why. */
enum rank { BEGUN, KEYED, OWN, RELATED, ANYTIME, ELSEWHERE, REFUSED };

struct item {
    enum rank rank;
    size_t nth; /* sorting keeps that order within a rank: as it came, or the
                   key's place in the table */
    const char *label, *words, *note, *target;
    const char *found_by; /* the label and its reading */
    char key[KK_KEY_BYTES];
    const struct kk_action *action;
    struct kk_subject subject;
};
struct palette {
    struct kk_view view;
    bool own; /* only what can be done to the record in hand */
    struct kk_edit filter;
    struct item *item;
    size_t n, cap;
    size_t *shown; /* indexes of the items that pass the filter */
    size_t n_shown, sel, top;
    struct kk_arena arena;
};

/* --- collecting --- */

static struct item *add(struct palette *p, enum rank rank, const char *label)
{
    struct item *it;

    kk_grow(&p->item, &p->cap, p->n + 1, sizeof *p->item);
    it = &p->item[p->n];
    *it = (struct item){.rank = rank, .nth = p->n, .label = label};
    it->subject.kind = "";
    it->words = it->note = "";
    p->n++;
    return it;
}

static void key_for(struct kk_ui *ui, struct item *it, const char *target)
{
    const char *scopes[KK_SCOPES_MAX + 1];
    size_t n = kk_view_scopes(kk_ui_acting(ui), scopes), n_all;
    const struct kk_binding *b = kk_keymap_for(target, scopes, n);

    if (b == NULL)
        return;
    kk_key_label(kk_key_parse(b->key), it->key);
    if (it->rank == KEYED)
        it->nth = (size_t)(b - kk_keymap(&n_all));
}

/* What a possible action is to the record in hand. */
static enum rank rank_of(struct kk_ui *ui, const struct kk_action *a,
                         bool has_key)
{
    struct kk_subject own;

    if (!kk_ui_about_one(a))
        return ANYTIME;
    kk_ui_subject(ui, &own);
    if (strcmp(own.kind, a->kind) != 0)
        return RELATED;
    return has_key ? KEYED : OWN;
}

/* Is it about a record of that kind, or has a key there (受付 on a unit)? */
static bool is_of(const struct kk_action *a, const char *kind)
{
    const char *const scope[] = {kind};

    return (kk_ui_about_one(a) && strcmp(a->kind, kind) == 0) ||
           kk_keymap_for(a->name, scope, 1) != NULL;
}

static void add_actions(struct palette *p, struct kk_ui *ui)
{
    const struct kk_action *a;

    for (size_t i = 0; (a = kk_action_at(ui->ctx->reg, i)) != NULL; i++) {
        struct kk_subject subject, own;
        struct kk_err err;
        struct item *it;
        bool can;

        kk_ui_subject(ui, &own);
        if (p->own && !is_of(a, own.kind))
            continue;
        can = kk_ui_can(ui, a, &subject, &err);
        it = add(p, ANYTIME, a->label);
        it->action = a;
        it->subject = subject;
        it->words = a->words != NULL ? a->words : "";
        it->target = a->name;
        key_for(ui, it, a->name);
        if (can) {
            it->rank = rank_of(ui, a, it->key[0] != '\0');
            key_for(ui, it, a->name);
        } else if (kk_ui_about_one(a) &&
                   (subject.id == 0 || strcmp(own.kind, a->kind) != 0)) {
            it->rank = ELSEWHERE;
            it->subject = own; /* it may fill another field */
            it->note = "対象を選んで始めます";
        } else {
            it->rank = REFUSED;
            it->note = kk_arena_strdup(&p->arena, err.text);
        }
    }
}

static bool moves_only(const char *target)
{
    static const char *const moves[] = {
        "up",        "down",  "page-up", "page-down", "half-up",
        "half-down", "first", "last",    "open",      "next",
        "prev",      "left",  "right",   "palette",   "actions"};

    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (strcmp(moves[i], target) == 0)
            return true;
    return false;
}

static void add_commands(struct palette *p, struct kk_ui *ui)
{
    const char *scopes[KK_SCOPES_MAX + 1];
    size_t n_scopes = kk_view_scopes(kk_ui_acting(ui), scopes), n;
    const struct kk_binding *b = kk_keymap(&n);

    for (size_t s = 0; s < n_scopes; s++)
        for (size_t i = 0; i < n; i++) {
            struct item *it;

            if (strcmp(b[i].scope, scopes[s]) != 0 ||
                (kk_cmd_named(b[i].target) == KK_DO_NONE &&
                 !kk_str_starts(b[i].target, "go:")) ||
                moves_only(b[i].target) || strcmp(scopes[s], "text") == 0)
                continue;
            it = add(p, ANYTIME, b[i].help);
            it->target = b[i].target;
            kk_key_label(kk_key_parse(b[i].key), it->key);
        }
    add(p, ANYTIME, "作業者を替える")->target = "worker";
    add(p, ANYTIME, "自分の合言葉を決める")->target = "passphrase";
    add(p, ANYTIME, ui->mouse ? "マウスを使わない" : "マウスを使う")->target =
        "mouse";
    if (ui->job.n_bytes > 0)
        add(p, BEGUN, "動いている作業を止める")->target = "job-cancel";
}

/* What the record in hand has to be handed on. */
static void add_texts(struct palette *p, struct kk_ui *ui)
{
    struct kk_subject own;
    const struct kk_kind *kind;
    struct kk_val *val;
    size_t n;

    kk_ui_subject(ui, &own);
    kind = kk_find_kind(ui->ctx->reg, own.kind);
    if (own.id == 0 || kind == NULL || !kk_kind_hands_on(kind) ||
        kk_show_load(ui->ctx, kind, own.id, &p->arena, &val, &n, NULL) != KK_OK)
        return;
    for (size_t i = 0; i < n; i++) {
        const struct kk_col *c = &kind->cols[i];
        struct item *it;

        if ((c->flags & KK_COL_HAND) == 0 || val[i].type == KK_VNULL)
            continue;
        it = add(p, OWN, kk_arena_printf(&p->arena, "%sを写す", c->title));
        it->target = kk_arena_printf(&p->arena, "hand:%s", c->name);
        it->words = "全文を開き、貼り付けられるように写します";
    }
}

static void add_screens(struct palette *p, struct kk_ui *ui)
{
    for (const struct kk_ui_screen *s = ui->host.screens;
         s != NULL && s->name != NULL; s++) {
        struct item *it;

        if (s->label == NULL)
            continue;
        it = add(p, ANYTIME, s->label);
        it->target = kk_arena_printf(&p->arena, "screen:%s", s->name);
        key_for(ui, it, it->target);
    }
}

static void add_lists(struct palette *p, struct kk_ui *ui)
{
    const struct kk_listing *l;

    for (size_t i = 0; (l = kk_listing_at(ui->ctx->reg, i)) != NULL; i++) {
        struct item *it;

        if ((l->flags & KK_LIST_HIDDEN) != 0)
            continue;
        it = add(p, ANYTIME, kk_arena_printf(&p->arena, "一覧: %s", l->title));
        it->target = kk_arena_printf(&p->arena, "list:%s", l->name);
    }
}

static void add_drafts(struct palette *p, struct kk_ui *ui)
{
    struct kk_draft_item draft[KK_DRAFTS_MAX];
    size_t n = kk_draft_list(ui->ctx, &p->arena, draft);

    for (size_t i = 0; i < n; i++) {
        const struct kk_action *a =
            kk_find_action(ui->ctx->reg, draft[i].action);
        char at[KK_TIME_BYTES];
        struct item *it;

        if (a == NULL)
            continue;
        it = add(p, BEGUN,
                 kk_arena_printf(&p->arena, "書きかけ: %s", draft[i].title));
        it->action = a;
        it->subject = (struct kk_subject){a->kind, draft[i].subject};
        it->note =
            kk_arena_strdup(&p->arena, kk_time_short(draft[i].at, ui->now, at));
    }
}

static int by_rank(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->nth < y->nth ? -1 : x->nth > y->nth;
}

static void add_readings(struct palette *p)
{
    struct kk_readings words;
    struct kk_str s = {0};

    kk_readings_open(&words);
    for (size_t i = 0; i < p->n; i++) {
        kk_str_clear(&s);
        kk_str_addf(&s, "%s ", p->item[i].label);
        kk_reading(&words, p->item[i].label, &s);
        p->item[i].found_by = kk_arena_strdup(&p->arena, kk_str_c(&s));
    }
    kk_str_free(&s);
    kk_readings_close(&words);
}

/* Those whose name has the words come before those whose help has them. */
static void filter(struct palette *p)
{
    const char *typed = kk_edit_text(&p->filter);

    p->n_shown = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < p->n; i++) {
            const struct item *it = &p->item[i];
            bool named = kk_match_all(it->found_by, typed), found = named;

            if (!named && pass == 1) {
                struct kk_str all = {0};

                kk_str_addf(&all, "%s %s %s", it->found_by, it->words,
                            it->target != NULL ? it->target : "");
                found = kk_match_all(kk_str_c(&all), typed);
                kk_str_free(&all);
            }
            if (found && named == (pass == 0))
                p->shown[p->n_shown++] = i;
        }
    if (p->sel >= p->n_shown)
        p->sel = p->n_shown == 0 ? 0 : p->n_shown - 1;
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct palette *p = (struct palette *)v;

    (void)err;
    if (p->n == 0) {
        add_actions(p, ui);
        add_texts(p, ui);
        if (!p->own) {
            add_drafts(p, ui);
            add_commands(p, ui);
            add_screens(p, ui);
            add_lists(p, ui);
        }
        add_readings(p);
        qsort(p->item, p->n, sizeof *p->item, by_rank);
        p->shown = kk_alloc(sizeof *p->shown * (p->n + 1));
    }
    filter(p);
    return KK_OK;
}

/* --- commands --- */

static int rows_shown(const struct palette *p)
{
    int rows = p->view.area.rows - 2;

    return rows > 1 ? rows : 1;
}

static void move(struct palette *p, int by)
{
    int to = (int)p->sel + by;

    if (to >= (int)p->n_shown)
        to = (int)p->n_shown - 1;
    p->sel = to < 0 ? 0 : (size_t)to;
    if (p->sel < p->top)
        p->top = p->sel;
    if (p->sel >= p->top + (size_t)rows_shown(p))
        p->top = p->sel - (size_t)rows_shown(p) + 1;
}

static struct kk_fx run(struct palette *p, struct kk_ui *ui)
{
    struct item it;
    char *target;
    struct kk_err err = {0};

    if (p->n_shown == 0)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    it = p->item[p->shown[p->sel]];
    if (it.rank == REFUSED) {
        (void)kk_fail(&err, KK_REFUSED, "%s", it.note);
        kk_ui_fail(ui, &err);
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    }
    target = kk_strdup(it.target);
    kk_ui_remove(ui, &p->view);
    if (it.action != NULL)
        kk_ui_start(ui, it.action, &it.subject);
    else
        kk_ui_run(ui, target);
    kk_free(target);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct palette *p = (struct palette *)v;
    int page = rows_shown(p);

    if (cmd == KK_DO_OPEN)
        return run(p, ui);
    if (cmd == KK_DO_BACK)
        return (struct kk_fx){.flags = KK_FX_POP};
    if (cmd == KK_DO_UP || cmd == KK_DO_DOWN) {
        move(p, cmd == KK_DO_UP ? -1 : 1);
    } else if (cmd == KK_DO_PAGE_UP || cmd == KK_DO_PAGE_DOWN) {
        move(p, cmd == KK_DO_PAGE_UP ? -page : page);
    } else if (kk_edit_act(&p->filter, cmd, 40) == KK_EDIT_CHANGED) {
        p->sel = p->top = 0;
        return (struct kk_fx){.flags = KK_FX_RELOAD};
    }
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx text(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool pasted)
{
    struct palette *p = (struct palette *)v;

    bool did = kk_edit_insert(&p->filter, utf8);

    (void)pasted;
    kk_ui_tell_cut(ui, &p->filter);
    if (!did)
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    p->sel = p->top = 0;
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

static bool typing(const struct kk_view *v)
{
    (void)v;
    return true;
}

/* --- drawing --- */

enum { LABEL_COLS = 34, KEY_COLS = 8 };

static struct kk_rect box_of(const struct palette *p)
{
    struct kk_rect area = p->view.area;
    int cols = area.cols - 4 < 96 ? area.cols - 4 : 96;
    int rows =
        (int)p->n_shown < rows_shown(p) ? (int)p->n_shown : rows_shown(p);

    if (rows < 1)
        rows = 1;
    return kk_rect_in(area, 0, (area.cols - cols) / 2, rows + 2, cols);
}

static struct kk_rect filter_box(const struct palette *p)
{
    struct kk_rect box = box_of(p);

    return kk_rect_in(box, 0, 10, 1, 30);
}

static void draw_item(const struct palette *p, const struct item *it,
                      struct kk_canvas *c, struct kk_rect line, bool on)
{
    unsigned select = on ? KK_S_SELECTED : 0;
    unsigned style = (it->rank == REFUSED ? KK_S_DIM : KK_S_PLAIN) | select;
    int at = LABEL_COLS + 4;

    kk_fill(c, line, select);
    if (on)
        kk_put(c, line, 0, 1, KK_S_KEY | select, ">");
    kk_put_in(c, line, 0, 3, LABEL_COLS, KK_LEFT, style, it->label);
    if (p->filter.text.n_bytes > 0)
        kk_match_mark(c, kk_rect_in(line, 0, 3, 1, LABEL_COLS), it->label,
                      kk_edit_text(&p->filter), style);
    kk_put_in(c, line, 0, at, KEY_COLS, KK_LEFT, KK_S_KEY | select, it->key);
    kk_put_in(c, line, 0, at + KEY_COLS + 1, line.cols - at - KEY_COLS - 2,
              KK_LEFT, (it->note[0] != '\0' ? KK_S_URGENT : KK_S_DIM) | select,
              it->note[0] != '\0' ? it->note : it->words);
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct palette *p = (const struct palette *)v;
    struct kk_rect box = box_of(p);
    char count[32];

    kk_fill(c, box, KK_S_PLAIN);
    kk_frame(c, box, KK_S_FRAME_ON);
    kk_frame_title(c, box, KK_S_FRAME_ON, "操作");
    kk_put(c, box, 0, 9, KK_S_FRAME_ON, "[");
    kk_edit_draw(&p->filter, c, filter_box(p), KK_S_FIELD_ON);
    kk_put(c, box, 0, 40, KK_S_FRAME_ON, "]");
    snprintf(count, sizeof count, "%zu件", p->n_shown);
    kk_frame_end(c, box, KK_S_FRAME_ON, count);
    for (size_t i = p->top; i < p->n_shown && (int)(i - p->top) < box.rows - 2;
         i++)
        draw_item(p, &p->item[p->shown[i]], c,
                  kk_rect_in(box, 1 + (int)(i - p->top), 1, 1, box.cols - 2),
                  i == p->sel);
    if (p->n_shown == 0)
        kk_put(c, box, 1, 3, KK_S_DIM,
               "当たる操作がありません。文字を減らしてください。");
}

static bool cursor(const struct kk_view *v, int *row, int *col)
{
    const struct palette *p = (const struct palette *)v;

    kk_edit_cursor(&p->filter, filter_box(p), row, col);
    return true;
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    (void)v;
    out[0] = "palette";
    out[1] = "text";
    return 2;
}

/* The selected one's words whole: its row may cut them. */
static const char *hint(const struct kk_view *v)
{
    const struct palette *p = (const struct palette *)v;
    const struct item *it;

    if (p->n_shown == 0)
        return NULL;
    it = &p->item[p->shown[p->sel]];
    return it->note[0] != '\0' ? it->note : it->words;
}

static void close_palette(struct kk_view *v, struct kk_ui *ui)
{
    struct palette *p = (struct palette *)v;

    (void)ui;
    kk_edit_free(&p->filter);
    kk_free(p->item);
    kk_free(p->shown);
    kk_arena_free(&p->arena);
    kk_free(p);
}

static const struct kk_view_ops ops = {
    .flags = KK_VIEW_OVER | KK_VIEW_MODAL | KK_VIEW_BORROWS,
    .load = load,
    .act = act,
    .text = text,
    .typing = typing,
    .draw = draw,
    .cursor = cursor,
    .scopes = scopes,
    .hint = hint,
    .close = close_palette,
};

struct kk_view *kk_palette_view(struct kk_ui *ui, bool own)
{
    struct palette *p = kk_alloc(sizeof *p);

    (void)ui;
    p->view.ops = &ops;
    p->own = own;
    return &p->view;
}
