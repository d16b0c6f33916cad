/* The lock: the screen is blank until the worker's passphrase, or until Enter
 * where there is none. The same view asks for the passphrase of the worker one
 * changes to. */
#include "ui_priv.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/copy.h>
#include <kikusui/ui/edit.h>

#include <stdio.h>
#include <string.h>

struct lock {
    struct kk_view view;
    kk_id worker;
    bool change, has_pass;
    char *who;
    struct kk_edit pass;
};

static bool has_pass(struct kk_ui *ui, kk_id worker)
{
    return ui->host.has_pass != NULL && worker != 0 &&
           ui->host.has_pass(ui->host.user, worker);
}

static char *name_of(struct kk_ui *ui, kk_id worker)
{
    const struct kk_kind *kind = kk_kind_of_table(ui->ctx->reg, "person");
    struct kk_arena arena = {0};
    const char *label = "";
    struct kk_err err;
    char *name;

    if (kind == NULL || worker == 0 ||
        kk_label(ui->ctx, kind, worker, &arena, &label, &err) != KK_OK)
        label = "";
    name = kk_strdup(label);
    kk_arena_free(&arena);
    return name;
}

/* This copy remembers who it was, for the next start; that it cannot write it
 * down keeps nobody out. */
static enum kk_status become(struct kk_ui *ui, kk_id worker, struct kk_err *err)
{
    enum kk_status st = KK_OK;
    struct kk_err unkept = {0};
    char id[32];

    snprintf(id, sizeof id, "%lld", (long long)worker);
    if (worker != ui->ctx->worker)
        st = kk_ctx_worker(ui->ctx, id, err);
    if (st == KK_OK &&
        kk_copy_set_fact(ui->ctx, KK_META_WORKER, id, &unkept) != KK_OK)
        kk_ui_fail(ui, &unkept);
    return st;
}

/* The lock below goes too when another worker has proved to be here. */
static void open_lock(struct kk_ui *ui)
{
    struct kk_view *next;

    if (ui->locked && ui->host.lock != NULL)
        ui->host.lock(ui->host.user, 0);
    ui->locked = false;
    for (struct kk_view *v = ui->top; v != NULL; v = next) {
        next = v->below;
        if ((v->ops->flags & KK_VIEW_LOCK) != 0)
            kk_ui_remove(ui, v);
    }
    kk_ui_stale(ui);
}

static struct kk_fx unlock(struct lock *l, struct kk_ui *ui)
{
    struct kk_err err = {0};
    enum kk_status st = KK_OK;

    if (l->has_pass)
        st = ui->host.unlock(ui->host.user, l->worker, kk_edit_text(&l->pass),
                             &err);
    if (st == KK_OK)
        st = become(ui, l->worker, &err);
    kk_edit_free(&l->pass);
    if (st != KK_OK) {
        kk_ui_fail(ui, &err);
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    }
    open_lock(ui);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct lock *l = (struct lock *)v;

    if (cmd == KK_DO_OPEN)
        return unlock(l, ui);
    if (cmd == KK_DO_WORKER)
        return (struct kk_fx){.flags = KK_FX_REDRAW,
                              .push = l->change ? NULL : kk_worker_view(ui)};
    if (cmd == KK_DO_BACK) {
        if (l->change)
            return (struct kk_fx){.flags = KK_FX_POP};
        kk_edit_free(&l->pass);
    } else {
        (void)kk_edit_act(&l->pass, cmd, 80);
    }
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx text(struct kk_view *v, struct kk_ui *ui, const char *utf8,
                         bool pasted)
{
    struct lock *l = (struct lock *)v;

    (void)pasted;
    if (l->has_pass)
        (void)kk_edit_insert(&l->pass, utf8);
    kk_ui_tell_cut(ui, &l->pass);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static bool typing(const struct kk_view *v)
{
    (void)v;
    return true;
}

static struct kk_rect box_of(const struct kk_view *v)
{
    int cols = v->area.cols < 60 ? v->area.cols : 60;

    return kk_rect_in(v->area, (v->area.rows - 6) / 2,
                      (v->area.cols - cols) / 2, 6, cols);
}

static struct kk_rect field_of(const struct kk_view *v)
{
    struct kk_rect box = box_of(v);

    return kk_rect_in(box, 3, 12, 1, box.cols - 15);
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct lock *l = (const struct lock *)v;
    struct kk_rect box = box_of(v);

    kk_fill(c, kk_canvas_all(c), KK_S_PLAIN);
    kk_frame(c, box, KK_S_FRAME_ON);
    kk_frame_title(c, box, KK_S_FRAME_ON,
                   l->change ? "作業者を替える" : "kikusui  鍵");
    kk_putf(c, box, 1, 2, KK_S_PLAIN, "%s", l->who);
    if (l->has_pass) {
        kk_put(c, box, 3, 2, KK_S_PLAIN, "合言葉");
        kk_edit_draw(&l->pass, c, field_of(v), KK_S_FIELD_ON);
    } else {
        kk_put(c, box, 3, 2, KK_S_PLAIN,
               "合言葉がないので、画面を消しただけです。");
        kk_put(c, box, 4, 2, KK_S_PLAIN, "Enter で戻ります。");
    }
}

static bool cursor(const struct kk_view *v, int *row, int *col)
{
    const struct lock *l = (const struct lock *)v;

    if (!l->has_pass)
        return false;
    kk_edit_cursor(&l->pass, field_of(v), row, col);
    return true;
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    (void)v;
    out[0] = "lock";
    out[1] = "text";
    return 2;
}

static void close_lock(struct kk_view *v, struct kk_ui *ui)
{
    struct lock *l = (struct lock *)v;

    (void)ui;
    kk_edit_free(&l->pass);
    kk_free(l->who);
    kk_free(l);
}

static const struct kk_view_ops ops = {
    .flags = KK_VIEW_MODAL | KK_VIEW_LOCK,
    .act = act,
    .text = text,
    .typing = typing,
    .draw = draw,
    .cursor = cursor,
    .scopes = scopes,
    .close = close_lock,
};

struct kk_view *kk_lock_view(struct kk_ui *ui, kk_id worker, bool change)
{
    struct lock *l = kk_alloc(sizeof *l);

    l->view.ops = &ops;
    l->worker = worker;
    l->change = change;
    l->has_pass = has_pass(ui, worker);
    l->who = name_of(ui, worker);
    l->pass.secret = true;
    return &l->view;
}

/* --- another worker --- */

static void picked(void *user, struct kk_ui *ui, const kk_id *ids, size_t n)
{
    bool locked = ui->locked;
    struct kk_err err = {0};

    (void)user;
    if (n != 1)
        return;
    if (locked && !has_pass(ui, ids[0]) && has_pass(ui, ui->ctx->worker)) {
        (void)kk_fail(&err, KK_REFUSED,
                      "合言葉のない作業者では鍵を解けません。");
        kk_ui_fail(ui, &err);
    } else if (has_pass(ui, ids[0])) {
        kk_ui_push(ui, kk_lock_view(ui, ids[0], true));
    } else if (become(ui, ids[0], &err) != KK_OK) {
        kk_ui_fail(ui, &err);
    } else {
        open_lock(ui);
    }
}

struct kk_view *kk_worker_view(struct kk_ui *ui)
{
    const struct kk_listing *l = kk_find_listing(ui->ctx->reg, "workers");
    struct kk_err err = {0};

    if (l == NULL) {
        (void)kk_fail(&err, KK_REFUSED, "作業者の一覧がありません。");
        kk_ui_fail(ui, &err);
        return NULL;
    }
    return kk_pick_view(
        ui,
        &(struct kk_pick){.listing = l, .title = "作業者", .picked = picked});
}

/* --- the worker's own passphrase --- */

static enum kk_status set_pass(void *user, struct kk_ui *ui,
                               const char *const *value, struct kk_err *err)
{
    bool had = has_pass(ui, ui->ctx->worker);
    const char *fresh = value[had ? 1 : 0], *again = value[had ? 2 : 1];
    enum kk_status st = KK_OK;

    (void)user;
    if (strcmp(fresh, again) != 0)
        return kk_fail(err, KK_REFUSED,
                       "二度の合言葉が違います。同じものを入れてください。");
    if (had)
        st = ui->host.unlock(ui->host.user, ui->ctx->worker, value[0], err);
    if (st == KK_OK)
        st = ui->host.set_pass(ui->host.user, ui->ctx->worker, fresh, err);
    if (st == KK_OK)
        kk_ui_say(ui, "%s",
                  fresh[0] != '\0'
                      ? "合言葉を決めました。鍵を掛けると聞かれます。"
                      : "合言葉をなくしました。");
    return st;
}

struct kk_view *kk_pass_view(struct kk_ui *ui)
{
    static const struct kk_dialog_field fields[] = {
        {.label = "今の合言葉", .kind = KK_DIALOG_SECRET, .required = true},
        {.label = "新しい合言葉", .kind = KK_DIALOG_SECRET},
        {.label = "もう一度", .kind = KK_DIALOG_SECRET},
    };
    bool had = has_pass(ui, ui->ctx->worker);
    struct kk_err err = {0};

    if (ui->host.set_pass == NULL || ui->ctx->worker == 0) {
        (void)kk_fail(&err, KK_REFUSED, "先に作業者を決めてください。");
        kk_ui_fail(ui, &err);
        return NULL;
    }
    return kk_dialog_view(
        ui, &(struct kk_dialog){
                .title = "合言葉",
                .text = "この端末で画面の鍵を解くための、作業者ごとの合言葉"
                        "です。空にすると、なくなります。",
                .yes = "決める",
                .field = had ? fields : fields + 1,
                .n_fields = had ? 3 : 2,
                .done = set_pass});
}
