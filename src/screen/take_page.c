/* A bundle looked at, then taken in. Both are the program's own import, run
 * beside the screen: a preview is the same, rolled back. */
#include "sync_view.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/listing.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct kk_take_page *self(struct kk_view *v)
{
    return (struct kk_take_page *)v;
}

static const struct kk_take_page *look(const struct kk_view *v)
{
    return (const struct kk_take_page *)v;
}

/* --- what the import wrote ------------------------------------------------ */

void kk_take_clear(struct kk_take_page *p)
{
    for (size_t i = 0; i < p->n; i++) {
        kk_free(p->one[i].file);
        kk_free(p->one[i].state);
        kk_free(p->one[i].sender);
        kk_free(p->one[i].reason);
        kk_free(p->one[i].permit);
        kk_free(p->one[i].why);
    }
    p->n = 0;
    kk_str_clear(&p->words);
}

static kk_time time_of(const char *text)
{
    kk_time t = 0;

    return kk_time_parse(text, 0, &t, NULL) == KK_OK ? t : 0;
}

static void set_field(struct kk_take_one *one, const char *name,
                      const char *text)
{
    const struct {
        const char *name;
        char **text;
        int64_t *n;
        kk_time *at;
    } fields[] = {
        {"file", &one->file, NULL, NULL},
        {"state", &one->state, NULL, NULL},
        {"sender", &one->sender, NULL, NULL},
        {"reason", &one->reason, NULL, NULL},
        {"permit", &one->permit, NULL, NULL},
        {"why", &one->why, NULL, NULL},
        {"seq", NULL, &one->seq, NULL},
        {"entries", NULL, &one->entries, NULL},
        {"changes", NULL, &one->changes, NULL},
        {"already", NULL, &one->held, NULL},
        {"left_out", NULL, &one->left_out, NULL},
        {"reviews", NULL, &one->reviews, NULL},
        {"skew", NULL, &one->skew, NULL},
        {"created", NULL, NULL, &one->created},
        {"heard_before", NULL, NULL, &one->heard_before},
    };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(fields[i].name, name) != 0)
            continue;
        if (fields[i].text != NULL) {
            kk_free(*fields[i].text);
            *fields[i].text = kk_strdup(text);
        } else if (fields[i].n != NULL) {
            if (!kk_parse_i64(text, fields[i].n))
                *fields[i].n = 0;
        } else {
            *fields[i].at = time_of(text);
        }
    }
}

static void read_row(struct kk_take_page *p, char *line, char *head)
{
    struct kk_take_one one = {.file = kk_strdup(""),
                              .state = kk_strdup(""),
                              .sender = kk_strdup(""),
                              .reason = kk_strdup(""),
                              .permit = kk_strdup(""),
                              .why = kk_strdup("")};

    while (line != NULL && head != NULL) {
        char *text = strsep(&line, "\t"), *name = strsep(&head, "\t");

        set_field(&one, name, text);
    }
    kk_grow(&p->one, &p->cap, p->n + 1, sizeof *p->one);
    p->one[p->n++] = one;
}

bool kk_take_read(struct kk_take_page *p, const char *tsv)
{
    char *all = kk_strdup(tsv), *rest = all, *head = strsep(&rest, "\n");

    while (rest != NULL && *rest != '\0') {
        char *names = kk_strdup(head);

        read_row(p, strsep(&rest, "\n"), names);
        kk_free(names);
    }
    kk_free(all);
    return p->n > 0;
}

/* --- the two runs --------------------------------------------------------- */

static void start(struct kk_take_page *p, struct kk_ui *ui, bool preview)
{
    const char *word[] = {
        "import", p->path, "--format", "tsv", preview ? "--preview" : NULL,
        NULL};

    p->stage = preview ? KK_TAKE_LOOKING : KK_TAKE_TAKING;
    kk_sync_start(ui, &p->view, preview ? "確認" : "取り込み", word);
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct kk_take_page *p = self(v);

    (void)err;
    p->now = ui->now;
    p->office = ui->ctx->office;
    if (p->me == NULL) {
        p->me = kk_strdup(ui->ctx->node);
        start(p, ui, true);
    }
    return KK_OK;
}

/* What is no bundle at all is refused before there is a row to tell it. */
static void add_refused(struct kk_take_page *p, const struct kk_job_end *end)
{
    const char *slash = strrchr(p->path, '/');
    struct kk_str why = {0};
    struct kk_take_one one = {
        .file = kk_strdup(slash != NULL ? slash + 1 : p->path),
        .state = kk_strdup("refused"),
        .sender = kk_strdup(""),
        .reason = kk_strdup(""),
        .permit = kk_strdup("")};

    kk_sync_words(end, &why);
    one.why = kk_str_take(&why);
    kk_grow(&p->one, &p->cap, p->n + 1, sizeof *p->one);
    p->one[p->n++] = one;
}

/* What is to be said above the rows. */
static void tell(struct kk_take_page *p, const struct kk_job_end *end,
                 bool taking)
{
    bool one = p->n == 1 && p->one[0].why[0] != '\0'; /* its row says it */

    if (p->n == 0 && end->good)
        kk_str_add(&p->words, "ここには持ち出しファイルがありません。");
    else if (p->n == 0 || (!end->good && !one && (taking || p->stopped)))
        kk_sync_words(end, &p->words);
    else if (taking && one && strcmp(p->one[0].state, "refused") == 0)
        kk_str_add(&p->words, "不受理を控えました。");
}

static void ended(struct kk_view *v, struct kk_ui *ui,
                  const struct kk_job_end *end)
{
    struct kk_take_page *p = self(v);
    bool taking = p->stage == KK_TAKE_TAKING;

    kk_take_clear(p);
    p->top = 0;
    p->bad = !end->good;
    p->stopped = end->cancelled && !end->good;
    if (!kk_take_read(p, end->out) &&
        end->status == kk_exit_status(KK_BADBUNDLE))
        add_refused(p, end);
    else
        tell(p, end, taking);
    p->stage = taking ? KK_TAKE_DONE : KK_TAKE_LOOKED;
    if (taking)
        kk_ctx_stale(ui->ctx);
}

/* --- commands ------------------------------------------------------------- */

enum kk_take_worth kk_take_worth(const struct kk_take_page *p)
{
    enum kk_take_worth worth = KK_TAKE_NOTHING;

    for (size_t i = 0; i < p->n; i++) {
        const struct kk_take_one *o = &p->one[i];

        if (strcmp(o->state, "ok") == 0)
            return KK_TAKE_TAKES;
        if (strcmp(o->state, "refused") == 0 && o->sender[0] != '\0')
            worth = KK_TAKE_NOTES;
    }
    return worth;
}

static const char *looked_hint(const struct kk_take_page *p)
{
    if (p->stopped)
        return "止めました。Enter で戻ります。";
    switch (kk_take_worth(p)) {
    case KK_TAKE_TAKES:
        return "Enter で取り込みます。Esc なら何も変わりません。";
    case KK_TAKE_NOTES:
        return "取り込めません。Enter で不受理を控えます。Esc なら何も変わり"
               "ません。";
    case KK_TAKE_NOTHING:
        break;
    }
    return "取り込むものはありません。Enter で戻ります。";
}

static struct kk_fx go_on(struct kk_take_page *p, struct kk_ui *ui)
{
    struct kk_fx fx = {.flags = KK_FX_REDRAW};
    const struct kk_listing *l = kk_find_listing(ui->ctx->reg, "reviews");
    int64_t reviews = 0;

    if (p->stage == KK_TAKE_LOOKED && kk_take_worth(p) != KK_TAKE_NOTHING) {
        start(p, ui, false);
        return fx;
    }
    if (p->stage == KK_TAKE_LOOKING || p->stage == KK_TAKE_TAKING) {
        /* No passphrase was given, or another job was in the way. */
        if (ui->job_view != &p->view)
            start(p, ui, p->stage == KK_TAKE_LOOKING);
        return fx;
    }
    for (size_t i = 0; i < p->n; i++)
        reviews += p->one[i].reviews;
    fx.flags = KK_FX_POP;
    if (p->stage == KK_TAKE_DONE && reviews > 0 && l != NULL)
        fx.push = kk_listing_page(ui, l, NULL, NULL);
    return fx;
}

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_take_page *p = self(v);
    int screen = v->area.rows > 1 ? v->area.rows - 1 : 1;
    int most = kk_take_rows(p) - v->area.rows;

    if (cmd == KK_DO_OPEN)
        return go_on(p, ui);
    if (cmd == KK_DO_UP || cmd == KK_DO_DOWN)
        p->top += cmd == KK_DO_UP ? -1 : 1;
    else if (cmd == KK_DO_PAGE_UP || cmd == KK_DO_PAGE_DOWN)
        p->top += cmd == KK_DO_PAGE_UP ? -screen : screen;
    else
        return (struct kk_fx){.flags = KK_FX_NOT};
    if (p->top > most)
        p->top = most;
    if (p->top < 0)
        p->top = 0;
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    const struct kk_take_page *p = look(v);
    size_t n = 0;

    if (p->stage == KK_TAKE_LOOKING || p->stage == KK_TAKE_TAKING)
        out[n++] = "running";
    out[n++] = p->stage == KK_TAKE_LOOKED && kk_take_worth(p) == KK_TAKE_TAKES
                   ? "take"
                   : "taken";
    out[n++] = "page";
    return n;
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    kk_fmt(out, KK_TITLE_BYTES, "%s",
           look(v)->stage == KK_TAKE_DONE ? "取り込みの結果"
                                          : "取り込みの確認");
}

static const char *hint(const struct kk_view *v)
{
    const struct kk_take_page *p = look(v);
    int64_t reviews = 0;

    for (size_t i = 0; i < p->n; i++)
        reviews += p->one[i].reviews;
    switch (p->stage) {
    case KK_TAKE_LOOKING:
        return "中身を確かめています。まだ何も変えません。";
    case KK_TAKE_TAKING:
        return "取り込んでいます。Ctrl-C で止められます。";
    case KK_TAKE_LOOKED:
        return looked_hint(p);
    case KK_TAKE_DONE:
        return reviews > 0 ? "Enter で要確認に進みます。"
                           : "Enter で戻ります。";
    }
    return NULL;
}

static void close_page(struct kk_view *v, struct kk_ui *ui)
{
    struct kk_take_page *p = self(v);

    (void)ui;
    kk_take_clear(p);
    kk_str_free(&p->words);
    kk_free(p->one);
    kk_free(p->path);
    kk_free(p->me);
    kk_free(p);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .draw = kk_take_draw,
    .scopes = scopes,
    .title = title,
    .hint = hint,
    .ended = ended,
    .close = close_page,
};

struct kk_view *kk_take_view(struct kk_ui *ui, const char *path)
{
    struct kk_take_page *p = kk_alloc(sizeof *p);

    (void)ui;
    p->view.ops = &ops;
    p->path = kk_strdup(path);
    return &p->view;
}
