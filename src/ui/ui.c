/* The stack of views: pushing, popping, loading, drawing. */
#include "ui_priv.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/copy.h>

#include <stdio.h>
#include <string.h>

/* --- the stack --- */

enum { DEPTH_MAX = 40 };

static struct kk_rect area_of(const struct kk_ui *ui)
{
    struct kk_rect all = {0, 0, ui->rows, ui->cols};

    return kk_rect_in(all, 1, 0, ui->rows - 3, ui->cols);
}

void kk_ui_push(struct kk_ui *ui, struct kk_view *view)
{
    if (view == NULL)
        return;
    if (ui->depth >= DEPTH_MAX) {
        view->ops->close(view, ui);
        ui->message_passing = false;
        kk_ui_say(ui, "画面を開きすぎています。Esc で戻ってください。");
        return;
    }
    view->below = ui->top;
    view->stale = true;
    view->area = area_of(ui);
    ui->top = view;
    ui->depth++;
    ui->dirty = true;
}

void kk_ui_remove(struct kk_ui *ui, struct kk_view *view)
{
    struct kk_view **link = &ui->top;

    while (*link != NULL && *link != view)
        link = &(*link)->below;
    if (*link == NULL || view->below == NULL)
        return;
    *link = view->below;
    ui->depth--;
    if (ui->job_view == view)
        ui->job_view = NULL;
    view->ops->close(view, ui);
    ui->top->stale = true;
    ui->dirty = true;
}

void kk_ui_pop(struct kk_ui *ui)
{
    kk_ui_remove(ui, ui->top);
}

struct kk_view *kk_ui_base(const struct kk_ui *ui)
{
    struct kk_view *v = ui->top;

    while (v->below != NULL && (v->ops->flags & KK_VIEW_OVER) != 0)
        v = v->below;
    return v;
}

void kk_ui_stale(struct kk_ui *ui)
{
    for (struct kk_view *v = ui->top; v != NULL; v = v->below)
        v->stale = true;
    ui->dirty = ui->count = true;
}

void kk_ui_apply(struct kk_ui *ui, struct kk_view *view, struct kk_fx fx)
{
    if ((fx.flags & KK_FX_RELOAD) != 0)
        view->stale = true;
    if ((fx.flags & KK_FX_POP) != 0)
        kk_ui_remove(ui, view);
    if (fx.push != NULL)
        kk_ui_push(ui, fx.push);
    ui->dirty = true;
}

/* --- beginning and end --- */

struct kk_ui *kk_ui_new(const struct kk_ui_host *host, int rows, int cols,
                        bool lines)
{
    struct kk_ui *ui = kk_alloc(sizeof *ui);

    ui->host = *host;
    ui->ctx = host->ctx;
    ui->rows = rows;
    ui->cols = cols;
    ui->lines = lines;
    ui->mouse = host->config != NULL && host->config->mouse;
    ui->now = kk_now(ui->ctx->clock);
    ui->db_version = kk_copy_version(ui->ctx);
    ui->over = -1;
    ui->count = true;
    kk_ui_push(ui, kk_ui_screen(ui, "home")->open(ui, 0));
    return ui;
}

void kk_ui_free(struct kk_ui **ui)
{
    struct kk_view *v;

    if (*ui == NULL)
        return;
    while ((v = (*ui)->top) != NULL) {
        (*ui)->top = v->below;
        v->ops->close(v, *ui);
    }
    kk_str_free(&(*ui)->outbox);
    kk_str_free(&(*ui)->message);
    kk_str_free(&(*ui)->scanned);
    kk_str_free(&(*ui)->copy);
    kk_str_free(&(*ui)->job);
    kk_free(*ui);
    *ui = NULL;
}

void kk_ui_resize(struct kk_ui *ui, int rows, int cols)
{
    ui->rows = rows;
    ui->cols = cols;
    for (struct kk_view *v = ui->top; v != NULL; v = v->below)
        v->area = area_of(ui);
    kk_ui_stale(ui);
}

void kk_ui_changed(struct kk_ui *ui)
{
    struct kk_err ignored;
    int64_t version;

    /* What loads next says where it went. */
    if (kk_copy_here(ui->ctx, &ignored) != KK_OK) {
        kk_ui_stale(ui);
        return;
    }
    version = kk_copy_version(ui->ctx);
    if (version == ui->db_version)
        return;
    ui->db_version = version;
    kk_ui_stale(ui);
}

void kk_ui_tick(struct kk_ui *ui)
{
    kk_ui_stale(ui);
}

void kk_ui_save(struct kk_ui *ui)
{
    for (struct kk_view *v = ui->top; v != NULL; v = v->below)
        if (v->ops->save != NULL)
            v->ops->save(v, ui);
}

void kk_ui_idle(struct kk_ui *ui)
{
    kk_ui_save(ui);
}

void kk_ui_lock(struct kk_ui *ui)
{
    if (ui->locked)
        return;
    kk_ui_save(ui);
    ui->locked = true;
    kk_ui_hush(ui);
    if (ui->host.lock != NULL && ui->host.has_pass != NULL &&
        ui->host.has_pass(ui->host.user, ui->ctx->worker))
        ui->host.lock(ui->host.user, ui->ctx->worker);
    kk_ui_push(ui, kk_lock_view(ui, ui->ctx->worker, false));
}

/* --- messages --- */

void kk_ui_hush(struct kk_ui *ui)
{
    kk_str_clear(&ui->message);
    ui->message_passing = false;
    ui->undo[0] = '\0';
    ui->dirty = true;
}

void kk_ui_say(struct kk_ui *ui, const char *fmt, ...)
{
    struct kk_str said = {0}; /* the words may come from the last message */
    va_list ap;

    va_start(ap, fmt);
    kk_str_vaddf(&said, fmt, ap);
    va_end(ap);
    kk_ui_hush(ui);
    kk_str_add(&ui->message, kk_str_c(&said));
    kk_str_free(&said);
    ui->message_style = KK_S_PLAIN;
}

void kk_ui_fail(struct kk_ui *ui, const struct kk_err *err)
{
    kk_ui_hush(ui);
    kk_str_add(&ui->message,
               err->text[0] != '\0'
                   ? err->text
                   : "できませんでした。もう一度試してください。");
    ui->message_style = KK_S_ERROR;
    ui->message_passing = true;
}

void kk_ui_refuse(struct kk_ui *ui, const char *words)
{
    struct kk_err err = {0};

    (void)kk_fail(&err, KK_REFUSED, "%s", words);
    kk_ui_fail(ui, &err);
}

void kk_ui_warn(struct kk_ui *ui)
{
    struct kk_err err = {0};
    struct kk_str words = {0};

    if (kk_copy_warnings(ui->ctx, &words)) {
        (void)kk_fail(&err, KK_IO, "%.*s", (int)words.n_bytes - 1, words.s);
        kk_ui_fail(ui, &err);
    }
    kk_str_free(&words);
}

void kk_ui_tell_cut(struct kk_ui *ui, const struct kk_edit *e)
{
    struct kk_err err = {0};

    if (e->cut)
        (void)kk_fail(&err, KK_REFUSED,
                      "%zu文字までです。入りきらない分は入っていません。",
                      kk_edit_max(e));
    else if (e->unseen > 0)
        (void)kk_fail(&err, KK_REFUSED, KK_UNSEEN_WORDS "。", e->unseen);
    if (err.text[0] != '\0')
        kk_ui_fail(ui, &err);
}

void kk_ui_job_says(struct kk_ui *ui, const char *words)
{
    kk_str_clear(&ui->job);
    kk_str_add(&ui->job, words);
    ui->dirty = true;
}

void kk_ui_job_ended(struct kk_ui *ui, const struct kk_job_end *end,
                     const char *words)
{
    struct kk_view *view = ui->job_view;

    kk_str_clear(&ui->job);
    ui->job_view = NULL;
    kk_ui_stale(ui);
    if (view != NULL && view->ops->ended != NULL) {
        view->ops->ended(view, ui, end);
        return;
    }
    kk_ui_say(ui, "%s", words);
    if (!end->good)
        ui->message_style = KK_S_ERROR;
}

enum kk_status kk_ui_job(struct kk_ui *ui, struct kk_view *view,
                         const struct kk_ui_job *job, struct kk_err *err)
{
    enum kk_status st;

    if (ui->host.job_start == NULL)
        return kk_fail(err, KK_REFUSED,
                       "ここでは実行できません。端末で kikusui を開いて"
                       "ください。");
    st = ui->host.job_start(ui->host.user, job, err);
    if (st == KK_OK)
        ui->job_view = view;
    return st;
}

/* --- loading --- */

static void load_who(struct kk_ui *ui)
{
    const struct kk_kind *kind = kk_kind_of_table(ui->ctx->reg, "person");
    struct kk_arena arena = {0};
    const char *label = NULL;

    if (kind == NULL || ui->ctx->worker == 0 ||
        kk_label(ui->ctx, kind, ui->ctx->worker, &arena, &label, NULL) != KK_OK)
        label = "（作業者なし）";
    kk_fmt(ui->who, sizeof ui->who, "%s%s%s", ui->ctx->node,
           ui->ctx->node[0] != '\0' ? " " : "", label);
    kk_arena_free(&arena);
}

/* One bell when a record crosses its deadline, whatever page is open. */
static void count_over(struct kk_ui *ui)
{
    struct kk_err err = {0};
    int64_t over;

    ui->count = false;
    if (ui->host.over == NULL ||
        ui->host.over(ui->host.user, &over, &err) != KK_OK)
        return;
    if (ui->over >= 0 && over > ui->over)
        ui->bell = ui->host.config == NULL || ui->host.config->bell;
    ui->over = over;
}

/* It looks at the whole journal: only after somebody wrote, and each minute. */
static void load_outbox(struct kk_ui *ui)
{
    struct kk_ui_moment at = {.version = kk_copy_version(ui->ctx),
                              .minute = ui->now / 60};
    struct kk_err ignored;

    if (ui->host.outbox == NULL)
        return;
    if (kk_copy_as_of(ui->ctx, &at.arrival, &ignored) != KK_OK)
        at.arrival = -1;
    if (ui->outbox_at.minute == at.minute && at.arrival >= 0 &&
        ui->outbox_at.arrival == at.arrival &&
        ui->outbox_at.version == at.version)
        return;
    ui->outbox_at = at;
    kk_str_clear(&ui->outbox);
    ui->host.outbox(ui->host.user, &ui->outbox);
}

static void load_bar(struct kk_ui *ui, struct kk_err *err)
{
    ui->now = kk_now(ui->ctx->clock);
    if (kk_ctx_refresh(ui->ctx, err) != KK_OK ||
        kk_service_view_load(ui->ctx, &ui->service, err) != KK_OK)
        kk_ui_fail(ui, err);
    load_who(ui);
    ui->late = true;
}

static bool any_stale(const struct kk_ui *ui)
{
    const struct kk_view *base = kk_ui_base(ui);

    for (const struct kk_view *v = ui->top; v != NULL; v = v->below) {
        if (v->stale)
            return true;
        if (v == base)
            break;
    }
    return false;
}

/* From the bottom up: what stands above may ask what is below. */
static void load_stale(struct kk_ui *ui, struct kk_view *v,
                       const struct kk_view *base, struct kk_err *err)
{
    if (v != base)
        load_stale(ui, v->below, base, err);
    if (!v->stale)
        return;
    v->stale = false;
    if (v->ops->load == NULL)
        return;
    kk_err_clear(err);
    if (v->ops->load(v, ui, err) != KK_OK)
        kk_ui_fail(ui, err);
}

typedef enum kk_status loads(struct kk_view *v, struct kk_ui *ui,
                             struct kk_err *err);

static loads *late_of(const struct kk_view *v)
{
    return v->ops->late;
}

static loads *settle_of(const struct kk_view *v)
{
    return v->ops->settle;
}

static void load_more(struct kk_ui *ui, struct kk_view *v,
                      loads *what(const struct kk_view *v))
{
    struct kk_err err = {0};

    if (v != kk_ui_base(ui))
        load_more(ui, v->below, what);
    if (what(v) != NULL && what(v)(v, ui, &err) != KK_OK)
        kk_ui_fail(ui, &err);
}

bool kk_ui_settle(struct kk_ui *ui)
{
    if (ui->settled)
        return false;
    ui->settled = true;
    load_more(ui, ui->top, settle_of);
    ui->dirty = true;
    return true;
}

void kk_ui_late(struct kk_ui *ui)
{
    if (!ui->late)
        return;
    ui->late = false;
    (void)kk_ui_settle(ui);
    if (ui->count)
        count_over(ui);
    load_outbox(ui);
    load_more(ui, ui->top, late_of);
    ui->dirty = true;
}

void kk_ui_refresh(struct kk_ui *ui)
{
    struct kk_err err = {0};
    struct kk_view *was;

    if (any_stale(ui))
        load_bar(ui, &err);
    do { /* a load may open a dialog */
        was = ui->top;
        load_stale(ui, ui->top, kk_ui_base(ui), &err);
    } while (ui->top != was);
    kk_foot_load(ui);
}

/* --- drawing --- */

enum { LOW_ROWS = 12 };

/* A result and the way to take it back: that one is never cut off. */
static void draw_result(const struct kk_ui *ui, struct kk_canvas *c,
                        struct kk_rect line, const char *text)
{
    bool undo = ui->undo[0] != '\0' && ui->message_style == KK_S_PLAIN;
    int room = line.cols - 2 - (undo ? 10 : 0), cols = kk_cols(text);

    if (cols > room)
        cols = room;
    kk_put_in(c, line, 0, 1, cols, KK_LEFT, (unsigned)ui->message_style, text);
    if (undo) {
        kk_put(c, line, 0, cols + 5, KK_S_KEY, "u");
        kk_put(c, line, 0, cols + 7, KK_S_PLAIN, "取消");
    }
}

/* The message line; what is too long for it is wrapped into the row above, so
 * that a reason can be read to its end. */
static void draw_message(const struct kk_ui *ui, struct kk_canvas *c,
                         struct kk_rect all, int row)
{
    const struct kk_view *top = ui->top;
    const char *job = kk_str_c(&ui->job);
    int cols = all.cols - (*job != '\0' ? kk_cols(job) + 1 : 0);
    struct kk_rect line = kk_rect_in(all, row, 0, 1, cols);
    unsigned style = (unsigned)ui->message_style;
    const char *said = kk_str_c(&ui->message);
    char *text = kk_strndup(said, strcspn(said, "\n"));

    if (text[0] == '\0' && top->ops->hint != NULL) {
        const char *hint = top->ops->hint(top);

        kk_free(text);
        text = kk_strdup(hint != NULL ? hint : "");
        style = KK_S_DIM;
    }
    /* Of a low window only a refusal takes a second row. */
    if (kk_wrap_rows(text, cols - 2) < 2 || ui->undo[0] != '\0' ||
        (all.rows < LOW_ROWS && style != KK_S_ERROR)) {
        if (style == KK_S_DIM)
            kk_put_in(c, line, 0, 1, cols - 2, KK_LEFT, style, text);
        else
            draw_result(ui, c, line, text);
    } else {
        struct kk_rect two = kk_rect_in(all, row - 1, 0, 2, all.cols);

        kk_fill(c, two, KK_S_PLAIN);
        kk_put_wrap(c, kk_rect_in(two, 0, 1, 2, cols - 2), 0, style, text);
    }
    kk_free(text);
    if (*job != '\0')
        kk_put_end(c, kk_rect_in(all, row, 0, 1, all.cols), 0, 1, KK_S_KEY,
                   job);
}

static void draw_views(const struct kk_ui *ui, const struct kk_view *v,
                       const struct kk_view *base, struct kk_canvas *c)
{
    if (v != base)
        draw_views(ui, v->below, base, c);
    if (v->ops->draw != NULL)
        v->ops->draw(v, c);
}

static void draw_small(const struct kk_ui *ui, struct kk_canvas *c)
{
    struct kk_rect all = kk_canvas_all(c);
    struct kk_str words = {0};

    kk_str_addf(&words,
                "窓が小さすぎます。\n%dx%d 以上に\nしてください。\n"
                "(いま %dx%d)",
                KK_MIN_COLS, KK_MIN_ROWS, ui->cols, ui->rows);
    kk_put_wrap(c, all, 0, KK_S_PLAIN, kk_str_c(&words));
    kk_str_free(&words);
}

void kk_ui_draw(const struct kk_ui *ui, struct kk_canvas *c, int *row, int *col)
{
    struct kk_rect all = kk_canvas_all(c);
    const struct kk_view *base = kk_ui_base(ui), *top = ui->top;
    bool locked = (base->ops->flags & KK_VIEW_LOCK) != 0;

    *row = *col = -1;
    kk_canvas_clear(c);
    if (!locked && (ui->rows < KK_MIN_ROWS || ui->cols < KK_MIN_COLS)) {
        draw_small(ui, c);
        return;
    }
    if (!locked)
        kk_bar_draw(ui, c, kk_rect_in(all, 0, 0, 1, all.cols));
    draw_views(ui, top, base, c);
    draw_message(ui, c, all, all.rows - 2);
    kk_foot_draw(ui, c, kk_rect_in(all, all.rows - 1, 0, 1, all.cols));
    if (top->ops->cursor == NULL || !top->ops->cursor(top, row, col))
        *row = *col = -1;
}
