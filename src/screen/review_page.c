/* A review: choose which of the sides is to stand. The office decides. */
#include "sync_view.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/listing.h>
#include <kikusui/feature/incident_view.h>

#include <stdio.h>
#include <string.h>

enum { LIST_MOST = 1000, EVENTS_MOST = 40 };

static struct kk_review_page *self(struct kk_view *v)
{
    return (struct kk_review_page *)v;
}

static const struct kk_review_page *look(const struct kk_view *v)
{
    return (const struct kk_review_page *)v;
}

/* --- loading -------------------------------------------------------------- */

/* Which of the open ones it is; the one after it in *next, 0 without one. */
static void find_among(struct kk_review_page *p, struct kk_ui *ui, kk_id *next)
{
    const struct kk_query q = {.listing =
                                   kk_find_listing(ui->ctx->reg, "reviews"),
                               .limit = LIST_MOST};
    struct kk_rows rows = {0};
    struct kk_err err;

    p->nth = p->of = 0;
    *next = 0;
    if (q.listing == NULL ||
        kk_listing_fetch(ui->ctx, &q, &rows, &err) != KK_OK)
        return;
    p->of = (int64_t)rows.n;
    for (size_t i = 0; i < rows.n; i++)
        if (rows.id[i] == p->id) {
            p->nth = (int64_t)i + 1;
            *next = rows.n > 1 ? rows.id[(i + 1) % rows.n] : 0;
        }
    kk_rows_free(&rows);
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct kk_review_page *p = self(v);
    kk_id next;
    enum kk_status st;

    p->now = ui->now;
    p->office = ui->ctx->office;
    kk_review_free(&p->review);
    st = kk_review_load(ui->ctx, p->id, true, &p->review, err);
    /* One that was open here and is decided is done with. */
    p->gone = st == KK_NONE || (st == KK_OK && p->review.decided && p->of > 0);
    if (p->gone && p->of > 0 && ui->top == v) {
        /* Decided here or elsewhere: back to what is still open. */
        if (ui->message.n_bytes == 0)
            kk_ui_say(ui, "この要確認は済みました。");
        kk_ui_remove(ui, v);
        return KK_OK;
    }
    if (st != KK_OK)
        return p->gone ? KK_OK : st;
    if (p->sel >= p->review.n_sides)
        p->sel = 0;
    if (!p->review.decided)
        find_among(p, ui, &next);
    return KK_OK;
}

/* --- deciding ------------------------------------------------------------- */

static enum kk_status choose(struct kk_review_page *p, struct kk_ui *ui,
                             struct kk_err *err)
{
    const struct kk_action *a = kk_find_action(ui->ctx->reg, "review.choose");
    struct kk_args *args;
    struct kk_outcome out = {0};
    enum kk_status st;

    if (a == NULL)
        return kk_fail(err, KK_REFUSED, "決める操作がありません。");
    args = kk_args_new(a);
    st = kk_args_set_id(args, "review", p->id, err);
    if (st == KK_OK)
        st = kk_args_set(ui->ctx, args, "entry", p->review.side[p->sel].entry,
                         err);
    if (st == KK_OK)
        st = kk_act(ui->ctx, args, KK_ACT_RUN, &out, err);
    kk_outcome_free(&out);
    kk_args_free(&args);
    return st;
}

static void answered(void *user, struct kk_ui *ui, bool yes)
{
    struct kk_review_page *p = user;
    const struct kk_review_side *s;
    struct kk_err err = {0};
    char words[256];

    if (!yes || p->gone)
        return;
    s = &p->review.side[p->sel];
    kk_fmt(words, sizeof words, "決めました: %s %s の %s を残しました。",
           s->node, s->who, s->action);
    if (choose(p, ui, &err) != KK_OK) {
        kk_ui_fail(ui, &err);
        return;
    }
    kk_ui_say(ui, "%s", words);
    ui->recorded = true;
    kk_ui_warn(ui);
    kk_ui_stale(ui);
    kk_ui_remove(ui, &p->view);
}

static struct kk_fx decide(struct kk_review_page *p, struct kk_ui *ui)
{
    struct kk_fx fx = {.flags = KK_FX_REDRAW};
    struct kk_err err = {0};
    const struct kk_review_side *s;
    struct kk_str text = {0};

    if (p->gone || p->review.n_sides == 0)
        return fx;
    s = &p->review.side[p->sel];
    if (!p->office)
        (void)kk_fail(&err, KK_REFUSED,
                      "決めるのは事務所です。結果は次の受け渡しで届きます。");
    else if (s->why_not != NULL)
        (void)kk_fail(&err, KK_REFUSED, "%s", s->why_not);
    if (err.text[0] != '\0') {
        kk_ui_fail(ui, &err);
        return fx;
    }
    kk_str_addf(&text,
                "%s %s の「%s %s」を残します。\n後から取り消せません。\n%s",
                s->node, s->who, s->action, s->subject, s->leaves);
    fx.push = kk_confirm_view(ui, &(struct kk_ask){.title = "要確認を決める",
                                                   .text = kk_str_c(&text),
                                                   .yes = "こちらを残す",
                                                   .no = "やめる",
                                                   .answered = answered,
                                                   .user = p});
    kk_str_free(&text);
    return fx;
}

/* --- both records --------------------------------------------------------- */

struct records {
    kk_id id;
};

static void add_side(struct kk_ui *ui, const struct kk_review_side *s,
                     struct kk_str *out)
{
    struct kk_history h = {0};
    struct kk_str words = {0};
    struct kk_err err;
    char at[KK_TIME_BYTES];

    kk_str_addf(out, "%s %s  %s  %s %s\n", s->node, s->who,
                kk_time_long(s->recorded, at), s->action, s->subject);
    if (s->table != NULL && kk_history_load(ui->ctx, s->table, s->row, 0,
                                            EVENTS_MOST, &h, &err) == KK_OK)
        kk_history_words(&h, ui->now, &words);
    for (const char *w = kk_str_c(&words); *w != '\0';) {
        size_t n = strcspn(w, "\n");

        kk_str_addf(out, "  %.*s\n", (int)n, w);
        w += n + (w[n] == '\n' ? 1 : 0);
    }
    kk_str_addc(out, '\n');
    kk_str_free(&words);
    kk_history_free(&h);
}

static enum kk_status load_records(void *user, struct kk_ui *ui,
                                   struct kk_str *out, struct kk_err *err)
{
    const struct records *r = user;
    struct kk_review review;
    enum kk_status st = kk_review_load(ui->ctx, r->id, false, &review, err);

    if (st == KK_NONE) {
        kk_str_add(out, "この要確認は済んでいます。\n");
        return KK_OK;
    }
    if (st != KK_OK)
        return st;
    for (size_t i = 0; i < review.n_sides; i++)
        add_side(ui, &review.side[i], out);
    kk_review_free(&review);
    return KK_OK;
}

static struct kk_view *records_page(struct kk_review_page *p, struct kk_ui *ui)
{
    struct records *r = kk_alloc(sizeof *r);

    r->id = p->id;
    return kk_text_page(ui, &(struct kk_page){.title = "双方の記録",
                                              .load = load_records,
                                              .user = r});
}

/* --- commands ------------------------------------------------------------- */

static struct kk_fx later(struct kk_review_page *p, struct kk_ui *ui)
{
    kk_id next;

    find_among(p, ui, &next);
    if (next == 0)
        return (struct kk_fx){.flags = KK_FX_POP};
    p->id = next;
    p->sel = 0;
    p->top = 0;
    return (struct kk_fx){.flags = KK_FX_RELOAD};
}

static struct kk_fx scroll(struct kk_review_page *p, int by)
{
    int most = kk_review_lines(p) - (p->view.area.rows - 2);

    p->top += by;
    if (p->top > most)
        p->top = most;
    if (p->top < 0)
        p->top = 0;
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_review_page *p = self(v);
    int screen = v->area.rows > 4 ? v->area.rows - 3 : 1;

    switch ((int)cmd) {
    case KK_DO_LEFT:
        p->sel -= p->sel > 0;
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    case KK_DO_RIGHT:
        p->sel = p->sel + 1 < p->review.n_sides ? p->sel + 1 : p->sel;
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    case KK_DO_OPEN:
        return decide(p, ui);
    case KK_DO_LATER:
        return later(p, ui);
    case KK_DO_HISTORY:
        return (struct kk_fx){.flags = KK_FX_REDRAW,
                              .push = records_page(p, ui)};
    case KK_DO_UP:
        return scroll(p, -1);
    case KK_DO_DOWN:
        return scroll(p, 1);
    case KK_DO_PAGE_UP:
        return scroll(p, -screen);
    case KK_DO_PAGE_DOWN:
        return scroll(p, screen);
    default:
        return (struct kk_fx){.flags = KK_FX_NOT};
    }
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    (void)v;
    out[0] = "sides";
    out[1] = "review";
    out[2] = "page";
    return 3;
}

static void subject(const struct kk_view *v, struct kk_subject *out)
{
    *out = (struct kk_subject){"review", look(v)->gone ? 0 : look(v)->id};
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    snprintf(out, KK_TITLE_BYTES, "要確認 %lld/%lld", (long long)look(v)->nth,
             (long long)look(v)->of);
}

static const char *hint(const struct kk_view *v)
{
    const struct kk_review_page *p = look(v);

    if (p->gone)
        return NULL;
    if (!p->office)
        return "決めるのは事務所です。結果は次の受け渡しで届きます。";
    if (p->review.decided)
        return "左右で選び、Enter で決め直します。前の決定に代わります。";
    return p->review.acceptable
               ? "左右で選び、Enter で決めます。どちらも正しければ F4 です。"
               : "左右で選び、Enter で決めます。選ばなかった記録も経過に"
                 "残ります。";
}

static void close_page(struct kk_view *v, struct kk_ui *ui)
{
    (void)ui;
    kk_review_free(&self(v)->review);
    kk_free(v);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .draw = kk_review_draw,
    .scopes = scopes,
    .subject = subject,
    .title = title,
    .hint = hint,
    .close = close_page,
};

struct kk_view *kk_review_view(struct kk_ui *ui, kk_id id)
{
    struct kk_review_page *p = kk_alloc(sizeof *p);

    (void)ui;
    p->view.ops = &ops;
    p->id = id;
    return &p->view;
}
