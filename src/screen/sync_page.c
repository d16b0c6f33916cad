/* The sync screen: who has heard what, what waits, sticks and what is on
 * them. Reading and writing start from here. */
#include "care_view.h"
#include "sync_view.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>

#include <stdio.h>
#include <string.h>

#include <sys/stat.h>

static struct kk_sync_page *self(struct kk_view *v)
{
    return (struct kk_sync_page *)v;
}

static const struct kk_sync_page *look(const struct kk_view *v)
{
    return (const struct kk_sync_page *)v;
}

/* --- loading -------------------------------------------------------------- */

static void add_row(struct kk_sync_page *p, int place, int found)
{
    kk_grow(&p->row, &p->cap_rows, p->n_rows + 1, sizeof *p->row);
    p->row[p->n_rows++] = (struct kk_sync_row){place, found};
}

static void make_rows(struct kk_sync_page *p)
{
    p->n_rows = 0;
    for (size_t i = 0; i < p->places.n; i++) {
        add_row(p, (int)i, -1);
        for (size_t k = 0; k < p->places.place[i].n; k++)
            add_row(p, (int)i, (int)k);
    }
    add_row(p, -1, -1);
}

/* The first file that waits to be read, else the first place. */
static void choose_first(struct kk_sync_page *p)
{
    p->sel = 0;
    for (size_t i = 0; i < p->n_rows; i++) {
        const struct kk_sync_row *r = &p->row[i];

        if (r->found >= 0 &&
            p->places.place[r->place].found[r->found].state == KK_FOUND_NEW) {
            p->sel = i;
            return;
        }
    }
}

/* The path of a line; NULL for the one that asks for a folder. */
static const char *path_at(const struct kk_sync_page *p, size_t i)
{
    const struct kk_sync_row *r = i < p->n_rows ? &p->row[i] : NULL;

    if (r == NULL || r->place < 0)
        return NULL;
    return r->found < 0 ? p->places.place[r->place].dir
                        : p->places.place[r->place].found[r->found].path;
}

/* What was chosen stays chosen when lines come and go above it. */
static void choose_again(struct kk_sync_page *p, const char *path)
{
    for (size_t i = 0; i < p->n_rows; i++)
        if (path != NULL && kk_streq(path_at(p, i), path))
            p->sel = i;
    if (path == NULL)
        p->sel = p->n_rows - 1;
}

static void keep_in_sight(struct kk_sync_page *p)
{
    size_t rows = (size_t)kk_sync_list_rows(p);

    if (p->sel >= p->n_rows)
        p->sel = p->n_rows - 1;
    if (p->sel < p->top)
        p->top = p->sel;
    if (p->sel >= p->top + rows)
        p->top = p->sel - rows + 1;
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct kk_sync_page *p = self(v);
    char *path = kk_strdup(path_at(p, p->sel));
    enum kk_status st;

    p->now = ui->now;
    kk_sync_status_free(&p->status);
    kk_places_free(&p->places);
    st = kk_sync_status_load(ui->ctx->db, &p->status, err);
    if (st == KK_OK)
        st = kk_places_load(ui->ctx, &p->status.me, NULL, &p->places, err);
    make_rows(p);
    if (p->chosen)
        choose_again(p, path);
    else
        choose_first(p);
    keep_in_sight(p);
    kk_free(path);
    return st;
}

/* --- what is chosen ------------------------------------------------------- */

static const struct kk_place *place_at(const struct kk_sync_page *p)
{
    int i = p->row[p->sel].place;

    if (i >= 0)
        return &p->places.place[i];
    return p->places.n > 0 ? &p->places.place[0] : NULL;
}

static const struct kk_found *found_at(const struct kk_sync_page *p)
{
    const struct kk_sync_row *r = &p->row[p->sel];

    return r->found < 0 ? NULL : &p->places.place[r->place].found[r->found];
}

/* Fixes what the next question, or the work, is about. */
static void fix_target(struct kk_sync_page *p)
{
    const struct kk_place *at = place_at(p);
    const struct kk_found *f = found_at(p);

    kk_free(p->dir);
    kk_free(p->file);
    p->dir = kk_strdup(at != NULL ? at->dir : "");
    p->file = kk_strdup(f != NULL ? f->path : "");
}

/* done: what to say when it went well; NULL: what the command says. */
static void begin(struct kk_sync_page *p, struct kk_ui *ui, const char *title,
                  const char *const *word, const char *done)
{
    p->done = done;
    kk_str_clear(&p->result);
    p->digits[0] = '\0';
    kk_ui_say(ui, "%s", "");
    kk_sync_start(ui, &p->view, title, word);
    p->running = ui->job_view == &p->view;
}

/* --- a folder by hand ----------------------------------------------------- */

static enum kk_status take_folder(void *user, struct kk_ui *ui,
                                  const char *const *value, struct kk_err *err)
{
    struct kk_sync_page *p = user;
    struct stat s;
    char *path;
    enum kk_status st = KK_OK;

    if (value[0][0] == '\0')
        return kk_meta_set(ui->ctx->db, KK_META_FOLDER, NULL, err);
    path = kk_path_abs(value[0]);
    if (stat(path, &s) != 0 || !S_ISDIR(s.st_mode))
        st = kk_fail(err, KK_REFUSED, "そのフォルダーはありません: %s", path);
    if (st == KK_OK)
        st = kk_meta_set(ui->ctx->db, KK_META_FOLDER, path, err);
    kk_free(path);
    p->chosen = false;
    p->view.stale = true;
    return st;
}

static struct kk_view *ask_folder(struct kk_sync_page *p, struct kk_ui *ui)
{
    const struct kk_place *last =
        p->places.n > 0 ? &p->places.place[p->places.n - 1] : NULL;
    const struct kk_dialog_field field = {
        .label = "フォルダー",
        .hint = "例: /media/usb、共有フォルダー。空にすると忘れます。",
        .preset = last != NULL && !last->stick ? last->dir : NULL};

    return kk_dialog_view(
        ui, &(struct kk_dialog){.title = "受け渡しのフォルダー",
                                .text = "USBメモリーは自分で見つけます。ほかの"
                                        "場所を使うときは、ここで決めます。",
                                .yes = "決める",
                                .field = &field,
                                .n_fields = 1,
                                .done = take_folder,
                                .user = p});
}

/* --- writing -------------------------------------------------------------- */

static enum kk_status do_export(void *user, struct kk_ui *ui,
                                const char *const *value, struct kk_err *err)
{
    struct kk_sync_page *p = user;
    const char *word[10] = {"export",   "--to",   p->dir,
                            "--reason", value[0], "--eject"};

    (void)err;
    if (value[1][0] != '\0') {
        word[6] = "--permit";
        word[7] = value[1];
    }
    begin(p, ui, "書き出し", word, NULL);
    return KK_OK;
}

static struct kk_view *ask_export(struct kk_sync_page *p, struct kk_ui *ui)
{
    const struct kk_dialog_field field[] = {
        {.label = "持ち出す理由",
         .hint = "自分と相手の控えに残ります。",
         .preset =
             p->status.me.office ? "端末への受け渡し" : "事務所への受け渡し",
         .required = true},
        {.label = "市の承認番号",
         .hint = "記録にあるものが入ります。なければ空のまま書き出し、その"
                 "ことが控えに残ります。",
         .preset = p->status.permit},
    };
    struct kk_str text = {0};
    struct kk_view *view;

    kk_str_addf(&text, "%s へ書き出します。", p->dir);
    if (p->status.permit[0] == '\0')
        kk_str_add(&text, "\n注意: 本日有効な持ち出しの許可が記録にありません。"
                          "許可なく持ち出すことは禁じられています。");
    view = kk_dialog_view(ui, &(struct kk_dialog){.title = "書き出し",
                                                  .text = kk_str_c(&text),
                                                  .yes = "書き出す",
                                                  .field = field,
                                                  .n_fields = 2,
                                                  .done = do_export,
                                                  .user = p});
    kk_str_free(&text);
    return view;
}

static struct kk_fx write_out(struct kk_sync_page *p, struct kk_ui *ui)
{
    struct kk_fx fx = {.flags = KK_FX_REDRAW};

    fix_target(p);
    if (p->dir[0] == '\0') {
        fx.push = ask_folder(p, ui);
    } else if (!p->status.me.enrolled) {
        const char *word[] = {"node", "request", "--to", p->dir, NULL};

        begin(p, ui, "登録の申し込み", word,
              "を事務所へ運びます。事務所ではこの画面でファイルを選び、"
              "読み上げた数字を打ち込みます。");
    } else if (p->status.n_direct == 0) {
        kk_ui_say(ui, "渡す相手の端末がまだありません。端末の申し込みを"
                      "ここで選び、登録すると書き出せます。");
    } else {
        fx.push = ask_export(p, ui);
    }
    return fx;
}

/* --- reading, enrolment --------------------------------------------------- */

static enum kk_status do_approve(void *user, struct kk_ui *ui,
                                 const char *const *value, struct kk_err *err)
{
    struct kk_sync_page *p = user;
    const char *word[] = {"node",   "approve", p->file, "--digits",
                          value[0], "--to",    p->dir,  NULL};

    (void)err;
    begin(p, ui, "端末の登録", word,
          "を端末へ運びます。端末ではこの画面でファイルを選び、読み上げた"
          "数字を打ち込みます。");
    return KK_OK;
}

static enum kk_status do_accept(void *user, struct kk_ui *ui,
                                const char *const *value, struct kk_err *err)
{
    struct kk_sync_page *p = user;
    const char *word[] = {"node",     "accept", p->file,
                          "--digits", value[0], NULL};

    (void)err;
    begin(p, ui, "登録の受け取り", word, NULL);
    p->joins = true;
    return KK_OK;
}

static struct kk_view *ask_digits(struct kk_sync_page *p, struct kk_ui *ui,
                                  bool approve)
{
    const struct kk_found *f = found_at(p);
    struct kk_str text = {0};
    struct kk_view *view;
    static const struct kk_dialog_field field = {
        .label = "30桁",
        .hint = "数字だけを続けて打ちます。区切りは自分で入ります。",
        .kind = KK_DIALOG_DIGITS,
        .required = true};

    if (approve && f != NULL && f->sender[0] != '\0')
        kk_str_addf(&text, "%s と名乗る端末の申し込みです。", f->sender);
    kk_str_add(&text,
               approve
                   ? "端末の画面に出ている30桁の数字を、電話などで読み上げて"
                     "もらい、打ち込みます。ファイルが途中ですり替えられて"
                     "いないことが、これで分かります。"
                   : "事務所の画面に出ている30桁の数字を、電話などで読み"
                     "上げてもらい、打ち込みます。");
    view = kk_dialog_view(
        ui,
        &(struct kk_dialog){.title = approve ? "端末の登録" : "登録の受け取り",
                            .text = kk_str_c(&text),
                            .yes = approve ? "登録する" : "受け取る",
                            .field = &field,
                            .n_fields = 1,
                            .done = approve ? do_approve : do_accept,
                            .user = p});
    kk_str_free(&text);
    return view;
}

static struct kk_fx open_row(struct kk_sync_page *p, struct kk_ui *ui)
{
    const struct kk_found *f = found_at(p);
    struct kk_fx fx = {.flags = KK_FX_REDRAW};

    fix_target(p);
    if (p->row[p->sel].place < 0)
        fx.push = ask_folder(p, ui);
    else if (f == NULL)
        return write_out(p, ui);
    else if (kk_sync_asks(f))
        fx.push = ask_digits(p, ui, true);
    else if (kk_sync_grants(f))
        fx.push = ask_digits(p, ui, false);
    else
        fx.push = kk_take_view(ui, f->path);
    return fx;
}

/* A folder tells nobody that files have come: it is looked at again first. */
static struct kk_fx read_all(struct kk_sync_page *p, struct kk_ui *ui)
{
    const struct kk_place *at;
    struct kk_err err = {0};

    if (load(&p->view, ui, &err) != KK_OK)
        kk_ui_fail(ui, &err);
    at = place_at(p);

    if (at == NULL || at->n == 0) {
        kk_ui_say(ui, "ここには読むものがありません。");
        ui->message_passing = true;
        return (struct kk_fx){.flags = KK_FX_REDRAW};
    }
    return (struct kk_fx){.flags = KK_FX_REDRAW,
                          .push = kk_take_view(ui, at->dir)};
}

/* --- commands ------------------------------------------------------------- */

static struct kk_fx move(struct kk_sync_page *p, int by)
{
    int to = (int)p->sel + by;

    if (to >= (int)p->n_rows)
        to = (int)p->n_rows - 1;
    p->sel = to < 0 ? 0 : (size_t)to;
    p->chosen = true;
    keep_in_sight(p);
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_sync_page *p = self(v);

    if (p->n_rows == 0)
        return (struct kk_fx){.flags = KK_FX_NOT};
    switch ((int)cmd) {
    case KK_DO_UP:
        return move(p, -1);
    case KK_DO_DOWN:
        return move(p, 1);
    case KK_DO_PAGE_UP:
        return move(p, -kk_sync_list_rows(p));
    case KK_DO_PAGE_DOWN:
        return move(p, kk_sync_list_rows(p));
    case KK_DO_FIRST:
        return move(p, -(int)p->n_rows);
    case KK_DO_LAST:
        return move(p, (int)p->n_rows);
    case KK_DO_OPEN:
        return open_row(p, ui);
    case KK_DO_NEXT: /* its partner; what runs here keeps this page */
        if (p->running)
            return (struct kk_fx){.flags = KK_FX_REDRAW};
        return (struct kk_fx){.flags = KK_FX_POP, .push = kk_care_view(ui, 0)};
    case KK_DO_SUBMIT:
        return write_out(p, ui);
    case KK_DO_TAKE_ALL:
        return read_all(p, ui);
    case KK_DO_PICK:
        return (struct kk_fx){.flags = KK_FX_REDRAW, .push = ask_folder(p, ui)};
    default:
        return (struct kk_fx){.flags = KK_FX_NOT};
    }
}

/* --- the end of a job ----------------------------------------------------- */

/* Of a file to be carried: its path, and under it the digits to read aloud. */
static void read_output(struct kk_sync_page *p, const char *out)
{
    size_t n = strcspn(out, "\n");
    const char *slash = NULL, *second = out + n + (out[n] == '\n' ? 1 : 0);

    for (const char *s = out; s < out + n; s++)
        slash = *s == '/' ? s : slash;
    if (slash == NULL)
        return;
    kk_str_addf(&p->result, "%.*s ", (int)(out + n - slash - 1), slash + 1);
    n = strcspn(second, "\n");
    if (n == sizeof p->digits - 1 && strspn(second, "0123456789 ") == n)
        snprintf(p->digits, sizeof p->digits, "%.*s", (int)n, second);
}

/* A copy that has just been enrolled knows its workers from now on. */
static void first_worker(struct kk_ui *ui)
{
    struct kk_err err = {0};

    if (ui->ctx->worker == 0 && kk_ctx_worker(ui->ctx, NULL, &err) != KK_OK)
        kk_ui_fail(ui, &err);
    if (ui->ctx->worker == 0 && !ui->locked)
        kk_ui_run(ui, "worker");
}

static void ended(struct kk_view *v, struct kk_ui *ui,
                  const struct kk_job_end *end)
{
    struct kk_sync_page *p = self(v);

    p->running = false;
    p->bad = !end->good;
    p->chosen = false;
    kk_str_clear(&p->result);
    if (end->good)
        read_output(p, end->out);
    if (end->good && p->done != NULL)
        kk_str_add(&p->result, p->done);
    else
        kk_sync_words(end, &p->result);
    kk_ctx_stale(ui->ctx);
    if (end->good && p->joins)
        first_worker(ui);
    p->joins = false;
}

/* --- the rest ------------------------------------------------------------- */

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    size_t n = 0;

    if (look(v)->running)
        out[n++] = "running";
    out[n++] = "sync";
    return n;
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    kk_fmt(out, KK_TITLE_BYTES, "受け渡し  %s", look(v)->status.me.name);
}

static const char *hint(const struct kk_view *v)
{
    return kk_sync_hint(look(v));
}

static void close_page(struct kk_view *v, struct kk_ui *ui)
{
    struct kk_sync_page *p = self(v);

    (void)ui;
    kk_sync_status_free(&p->status);
    kk_places_free(&p->places);
    kk_str_free(&p->result);
    kk_free(p->row);
    kk_free(p->dir);
    kk_free(p->file);
    kk_free(p);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .draw = kk_sync_draw,
    .scopes = scopes,
    .title = title,
    .hint = hint,
    .ended = ended,
    .close = close_page,
};

struct kk_view *kk_sync_view(struct kk_ui *ui, kk_id id)
{
    struct kk_sync_page *p = kk_alloc(sizeof *p);

    (void)ui;
    (void)id;
    p->view.ops = &ops;
    return &p->view;
}
