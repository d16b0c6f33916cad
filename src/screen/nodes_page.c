/* The nodes of the deployment; at the office their part can be ended here. */
#include "sync_view.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

struct nodes {
    struct kk_view view;
    kk_time now;
    struct kk_sync_status status;
    size_t sel, top;
    char name[KK_NODE_NAME_BYTES]; /* whose part is being ended */
    bool lost, running;
};

static struct nodes *self(struct kk_view *v)
{
    return (struct nodes *)v;
}

static const struct nodes *look(const struct kk_view *v)
{
    return (const struct nodes *)v;
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct nodes *p = self(v);
    enum kk_status st;

    p->now = ui->now;
    kk_sync_status_free(&p->status);
    st = kk_sync_status_load(ui->ctx->db, &p->status, err);
    if (p->sel >= p->status.n_peers)
        p->sel = p->status.n_peers == 0 ? 0 : p->status.n_peers - 1;
    return st;
}

/* --- ending a node's part ------------------------------------------------- */

static void answered(void *user, struct kk_ui *ui, bool yes)
{
    struct nodes *p = user;
    const char *word[] = {"node", "revoke", p->lost ? "--lost" : "--retired",
                          "--",   p->name,  NULL};

    if (!yes)
        return;
    kk_sync_start(ui, &p->view, "登録の取り消し", word);
    p->running = ui->job_view == &p->view;
}

static struct kk_fx revoke(struct nodes *p, struct kk_ui *ui, bool lost)
{
    struct kk_fx fx = {.flags = KK_FX_REDRAW};
    const struct kk_peer_status *q =
        p->sel < p->status.n_peers ? &p->status.peer[p->sel] : NULL;
    struct kk_str text = {0};
    struct kk_err err = {0};

    if (!p->status.me.office || q == NULL || q->office) {
        (void)kk_fail(&err, KK_REFUSED, "%s",
                      q == NULL ? "登録した端末がありません。"
                      : p->status.me.office
                          ? "事務所の登録は取り消せません。"
                          : "登録の取り消しは事務所で行います。");
        kk_ui_fail(ui, &err);
        return fx;
    }
    kk_fmt(p->name, sizeof p->name, "%s", q->name);
    p->lost = lost;
    if (lost)
        kk_str_addf(&text,
                    "%s を紛失したものとして登録を取り消します。今ここにある"
                    "記録までを有効とし、その後の %s の記録は受け取りません。"
                    "元には戻せません。\n続けてセキュリティの事故を記録し、"
                    "市へ報告し、ほかの端末あてに書き出します。",
                    q->name, q->name);
    else
        kk_str_addf(&text,
                    "%s が返却されたものとして登録を取り消します。%s の最後の"
                    "書き出しを取り込むと、そこで締め切ります。元には"
                    "戻せません。",
                    q->name, q->name);
    fx.push = kk_confirm_view(
        ui, &(struct kk_ask){.title = lost ? "紛失した端末" : "返却された端末",
                             .text = kk_str_c(&text),
                             .yes = "取り消す",
                             .no = "やめる",
                             .answered = answered,
                             .user = p});
    kk_str_free(&text);
    return fx;
}

/* A loss is an incident of information security (R80). */
static void record_loss(struct nodes *p, struct kk_ui *ui)
{
    const struct kk_action *a =
        kk_find_action(ui->ctx->reg, "security.incident");
    struct kk_view *form;
    char text[128];

    if (a == NULL)
        return;
    form = kk_form_view(ui, a, NULL);
    kk_fmt(text, sizeof text, "端末 %s を紛失。登録を取り消しました。",
           p->name);
    kk_form_preset(ui, form, "kind", "紛失");
    kk_form_preset(ui, form, "text", text);
    kk_ui_push(ui, form);
}

static void ended(struct kk_view *v, struct kk_ui *ui,
                  const struct kk_job_end *end)
{
    struct nodes *p = self(v);
    struct kk_str words = {0};
    struct kk_err err = {0};

    p->running = false;
    kk_sync_words(end, &words);
    if (!end->good) {
        (void)kk_fail(&err, KK_REFUSED, "%s", kk_str_c(&words));
        kk_ui_fail(ui, &err);
    } else if (p->lost) {
        kk_ui_say(ui,
                  "%s の登録を取り消しました。事故を記録し、市へ報告して"
                  "ください。",
                  p->name);
        if (!ui->locked) /* else the message waits */
            record_loss(p, ui);
    } else {
        kk_ui_say(ui, "%s の登録を取り消しました。最後の書き出しを待ちます。",
                  p->name);
    }
    kk_str_free(&words);
}

/* --- commands ------------------------------------------------------------- */

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct nodes *p = self(v);
    size_t rows = v->area.rows > 2 ? (size_t)v->area.rows - 2 : 1;

    if (cmd == KK_DO_LOST || cmd == KK_DO_RETIRED)
        return revoke(p, ui, cmd == KK_DO_LOST);
    if (cmd == KK_DO_UP)
        p->sel -= p->sel > 0;
    else if (cmd == KK_DO_DOWN)
        p->sel += p->sel + 1 < p->status.n_peers;
    else
        return (struct kk_fx){.flags = KK_FX_NOT};
    if (p->sel < p->top)
        p->top = p->sel;
    if (p->sel >= p->top + rows)
        p->top = p->sel - rows + 1;
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

/* --- drawing -------------------------------------------------------------- */

enum { NAME = 3, ROLE = 14, STATE = 23, SINCE = 32, HEARD = 46, AGE = 60 };

static void draw_node(const struct nodes *p, const struct kk_peer_status *q,
                      struct kk_canvas *c, struct kk_rect line, bool on)
{
    unsigned select = on ? KK_S_SELECTED : 0;
    unsigned style = (q->live ? KK_S_PLAIN : KK_S_DIM) | select;
    char at[KK_TIME_BYTES];

    kk_fill(c, line, select);
    if (on)
        kk_put(c, line, 0, 1, KK_S_KEY | select, ">");
    kk_put_in(c, line, 0, NAME, ROLE - NAME - 1, KK_LEFT, style, q->name);
    kk_put(c, line, 0, ROLE, style, q->office ? "事務所" : "端末");
    kk_put(c, line, 0, STATE, (q->lost ? KK_S_OVER : style) | select,
           q->live   ? "使用中"
           : q->lost ? "紛失"
                     : "返却");
    kk_put(c, line, 0, SINCE, style, kk_time_short(q->since, p->now, at));
    if (q->heard != 0)
        kk_put(c, line, 0, HEARD, style, kk_time_short(q->heard, p->now, at));
    if (!q->direct)
        return;
    kk_sync_age(q->made, p->now, at);
    kk_put(c, line, 0, AGE,
           strchr(at, '!') != NULL && q->live ? KK_S_URGENT | select : style,
           at);
}

static void draw(const struct kk_view *v, struct kk_canvas *c)
{
    const struct nodes *p = look(v);
    struct kk_rect in = v->area;

    kk_put(c, in, 0, NAME, KK_S_HEAD, "名前");
    kk_put(c, in, 0, ROLE, KK_S_HEAD, "役割");
    kk_put(c, in, 0, STATE, KK_S_HEAD, "状態");
    kk_put(c, in, 0, SINCE, KK_S_HEAD, "登録");
    kk_put(c, in, 0, HEARD, KK_S_HEAD, "最後の取込");
    kk_put(c, in, 0, AGE, KK_S_HEAD, "中身の古さ");
    if (p->status.n_peers == 0)
        kk_put(
            c, in, 1, NAME, KK_S_DIM,
            "まだありません。受け渡しの画面で、申し込みのファイルを選びます。");
    for (size_t i = p->top; i < p->status.n_peers; i++)
        draw_node(p, &p->status.peer[i], c,
                  kk_rect_in(in, 1 + (int)(i - p->top), 0, 1, in.cols),
                  i == p->sel);
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    size_t n = 0;

    if (look(v)->running)
        out[n++] = "running";
    out[n++] = "nodes";
    return n;
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    kk_fmt(out, KK_TITLE_BYTES, "端末  %s のほか %zu台",
           look(v)->status.me.name, look(v)->status.n_peers);
}

static const char *hint(const struct kk_view *v)
{
    return look(v)->status.me.office
               ? "加えるには、受け渡しの画面で申し込みのファイルを選びます。"
               : "端末を加えるのも外すのも事務所です。";
}

static void close_page(struct kk_view *v, struct kk_ui *ui)
{
    (void)ui;
    kk_sync_status_free(&self(v)->status);
    kk_free(v);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .draw = draw,
    .scopes = scopes,
    .title = title,
    .hint = hint,
    .ended = ended,
    .close = close_page,
};

struct kk_view *kk_nodes_view(struct kk_ui *ui, kk_id id)
{
    struct nodes *p = kk_alloc(sizeof *p);

    (void)ui;
    (void)id;
    p->view.ops = &ops;
    return &p->view;
}
