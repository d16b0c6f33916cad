/* The page of maintenance: what was last done, what each task will do, and what
 * became of it. Nothing is done before it was said. */
#include "care_view.h"
#include "screens_priv.h"
#include "sync_view.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/backup.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static struct kk_care_page *self(struct kk_view *v)
{
    return (struct kk_care_page *)v;
}

/* --- loading --- */

static enum kk_status load_last(struct kk_care_page *p, struct kk_ui *ui,
                                size_t i, struct kk_err *err)
{
    const struct kk_care_task *t = &kk_care_tasks[i];
    struct kk_arena arena = {0};
    struct kk_val v[2] = {0};
    enum kk_status st = KK_OK;

    p->last[i] = (struct kk_care_last){.known = t->entry != NULL};
    if (t->entry == NULL)
        return KK_OK;
    st = kk_db_one(ui->ctx->db, "query/care_last",
                   KK_BINDS({"action", kk_vtext(t->entry)}), &arena, v, 2, err);
    if (st == KK_OK) {
        p->last[i].at = v[0].i;
        kk_fmt(p->last[i].who, sizeof p->last[i].who, "%s",
               v[1].type == KK_VTEXT ? v[1].s : "");
    }
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status load(struct kk_view *v, struct kk_ui *ui,
                           struct kk_err *err)
{
    struct kk_care_page *p = self(v);
    enum kk_status st = KK_OK;

    p->now = ui->now;
    p->office = ui->ctx->office;
    kk_fmt(p->name, sizeof p->name, "%s", ui->ctx->node);
    for (size_t i = 0; i < p->n && st == KK_OK; i++) {
        st = load_last(p, ui, i, err);
        if (kk_streq(kk_care_tasks[i].argv[0], "backup") &&
            kk_care_tasks[i].argv[1] == NULL)
            p->last[i] = (struct kk_care_last){
                .known = true, .at = kk_backup_newest(ui->ctx->db)};
    }
    return st;
}

/* --- running --- */

static void forget(struct kk_care_page *p)
{
    for (size_t i = 0; i < KK_DIALOG_FIELDS; i++) {
        if (p->value[i] != NULL) /* it may be a passphrase */
            kk_wipe(p->value[i], strlen(p->value[i]));
        kk_free(p->value[i]);
        p->value[i] = NULL;
    }
}

/* The words of the command, with what was typed. */
static size_t words_of(const struct kk_care_page *p, const char *out[16])
{
    size_t n = 0;

    for (size_t i = 0; p->task->argv[i] != NULL; i++) {
        const char *w = p->task->argv[i], *typed;

        if (i == 2 && p->preview) {
            out[n++] = "--preview";
            out[n++] = "--format"; /* its counts are read, not its words */
            out[n++] = "tsv";
        }
        if (i == 2 && p->only_good)
            out[n++] = "--accept-good";
        if (w[0] != '$') {
            out[n++] = w;
            continue;
        }
        typed = p->value[w[1] - '1'];
        if (typed != NULL && *typed != '\0')
            out[n++] = typed;
        else
            n--; /* with its option */
    }
    out[n] = NULL;
    return n;
}

static void start(struct kk_care_page *p, struct kk_ui *ui)
{
    const char *word[16];

    (void)words_of(p, word);
    p->said_of = NULL;
    p->scroll = 0;
    if ((p->task->flags & KK_CARE_KEYS) != 0)
        kk_sync_start(ui, &p->view, p->task->label, word);
    else
        kk_sync_run(ui, &p->view, p->task->label, word,
                    (p->task->flags & KK_CARE_SECRET) != 0 ? p->value[1]
                                                           : NULL);
    p->running = ui->job_view == &p->view;
}

static void answered(void *user, struct kk_ui *ui, bool yes)
{
    if (yes)
        start(user, ui);
    else
        forget(user);
}

static void ask(struct kk_care_page *p, struct kk_ui *ui, const char *text,
                const char *yes)
{
    kk_ui_push(ui, kk_confirm_view(ui, &(struct kk_ask){.title = p->task->label,
                                                        .text = text,
                                                        .yes = yes,
                                                        .no = "やめる",
                                                        .answered = answered,
                                                        .user = p}));
}

/* What was typed is there: a look first, a question first, or at once. */
static enum kk_status typed(void *user, struct kk_ui *ui,
                            const char *const *value, struct kk_err *err)
{
    struct kk_care_page *p = user;

    if ((p->task->flags & KK_CARE_SECRET) != 0 && !kk_streq(value[1], value[2]))
        return kk_fail(err, KK_REFUSED,
                       "二度の合言葉が違います。入れ直してください。");
    forget(p);
    for (size_t i = 0; i < p->task->n_fields; i++)
        p->value[i] = kk_strdup(value[i]);
    if (p->task->ask != NULL)
        ask(p, ui, p->task->ask, "実行する");
    else
        start(p, ui);
    return KK_OK;
}

static struct kk_fx begin(struct kk_care_page *p, struct kk_ui *ui)
{
    struct kk_fx fx = {.flags = KK_FX_REDRAW};
    struct kk_dialog_field field[KK_DIALOG_FIELDS];
    const struct kk_care_task *t = &kk_care_tasks[p->sel];
    char *newest = NULL;

    if (p->running) {
        kk_ui_refuse(ui, "前の作業が終わっていません。Ctrl-C で止められます。");
        return fx;
    }
    forget(p);
    p->task = t;
    p->preview = (t->flags & KK_CARE_PREVIEW) != 0;
    p->only_good = false;
    if (t->n_fields == 0) {
        start(p, ui);
        return fx;
    }
    memcpy(field, t->field, sizeof *field * t->n_fields);
    if ((t->flags & KK_CARE_NEWEST) != 0)
        field[0].preset = newest = kk_backup_newest_path(ui->ctx->db);
    fx.push = kk_dialog_view(ui, &(struct kk_dialog){.title = t->label,
                                                     .text = t->words,
                                                     .yes = t->yes,
                                                     .field = field,
                                                     .n_fields = t->n_fields,
                                                     .done = typed,
                                                     .user = p});
    kk_free(newest);
    return fx;
}

/* --- what became of it --- */

static void add_told(struct kk_str *out, const char *s)
{
    static const char prefix[] = "kikusui: ";

    while (*s != '\0') {
        size_t n = strcspn(s, "\n");

        if (kk_str_starts(s, prefix)) {
            s += strlen(prefix);
            n -= strlen(prefix);
        }
        kk_str_addf(out, "%s%.*s", out->n_bytes > 0 ? "\n" : "", (int)n, s);
        s += n + (s[n] == '\n');
    }
}

/* The value of a column of two lines, names and values; 0: there is none. */
static int64_t value_of(const char *tsv, const char *name)
{
    const char *at = tsv, *val = strchr(tsv, '\n');
    size_t len = strlen(name);

    while (val != NULL && *at != '\n') {
        size_t n = strcspn(at, "\t\n");

        if (n == len && memcmp(at, name, n) == 0)
            return strtoll(val + 1, NULL, 10);
        at += n + (at[n] == '\t');
        val = strpbrk(val + 1, "\t\n");
    }
    return 0;
}

/* What a preview counted, in words. */
static void add_counts(struct kk_care_page *p, const char *tsv)
{
    static const struct {
        const char *name, *label;
        bool always;
    } counts[] = {
        {"added", "新規", true},
        {"changed", "変更", true},
        {"same", "変わらず", true},
        {"bad", "誤り", true},
        {"moved", "異動", false},
        {"new_depts", "新しい部署", false},
        {"new_releases", "新しい媒体", false},
        {"kept", "こちらの値を残した欄", false},
        {"overwritten", "一覧の値に変えた欄", false},
        {"vanished", "一覧にない機器", false},
    };

    p->bad = value_of(tsv, "bad");
    p->right = value_of(tsv, "rows") - p->bad;
    if (*tsv == '\0')
        return;
    kk_str_addf(&p->said, "読み込むと %" PRId64 "行:", value_of(tsv, "rows"));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        int64_t n = value_of(tsv, counts[i].name);

        if (n != 0 || counts[i].always)
            kk_str_addf(&p->said, " %s %" PRId64, counts[i].label, n);
    }
}

/* After the look: does it please, or, with wrong rows, the right ones alone? */
static void after_look(struct kk_care_page *p, struct kk_ui *ui, bool good)
{
    struct kk_str text = {0};

    kk_str_addf(&text, "%s\n", kk_str_c(&p->said));
    if (good) {
        p->preview = false;
        kk_str_add(&text,
                   "まだ何も変わっていません。このとおり読み込みますか。");
        ask(p, ui, kk_str_c(&text), "読み込む");
    } else if (!p->only_good && p->bad > 0 && p->right > 0) {
        p->only_good = true;
        kk_str_add(&text, "何も変わっていません。一覧を直して読み直すか、正しい"
                          "行だけを見てから読み込めます。");
        ask(p, ui, kk_str_c(&text), "正しい行だけ");
    }
    kk_str_free(&text);
}

static void ended(struct kk_view *v, struct kk_ui *ui,
                  const struct kk_job_end *end)
{
    struct kk_care_page *p = self(v);
    bool looked = p->preview;

    p->running = false;
    kk_str_clear(&p->said);
    if (end->cancelled && !end->good)
        kk_sync_words(end, &p->said);
    else {
        if (looked)
            add_counts(p, end->out);
        else
            add_told(&p->said, end->out);
        add_told(&p->said, end->notes);
    }
    if (p->said.n_bytes == 0)
        kk_str_add(&p->said,
                   end->good ? "終わりました。" : "できませんでした。");
    p->said_of = p->task;
    p->said_good = end->good;
    p->scroll = 0;
    if (!ui->locked && looked && !end->cancelled)
        after_look(p, ui, end->good);
    if (end->good && (p->task->flags & KK_CARE_REOPEN) != 0)
        kk_ui_refuse(ui, "戻しました。Ctrl-Q で終わり、開き直してください。");
    else if (end->good)
        kk_ui_say(ui, "%s: %s", p->task->label,
                  looked ? "まだ何も変わっていません。" : "終わりました。");
    else
        kk_ui_refuse(ui, end->cancelled
                             ? "止めました。下に示します。"
                             : "できませんでした。わけを下に示します。");
    ui->message_passing = false;
}

/* --- commands --- */

static struct kk_fx act(struct kk_view *v, struct kk_ui *ui, enum kk_cmd cmd)
{
    struct kk_care_page *p = self(v);
    int most = kk_care_words_rows(p) - kk_care_words_shown(p);

    if (cmd == KK_DO_OPEN)
        return begin(p, ui);
    if (cmd == KK_DO_NEXT && !p->running)
        return (struct kk_fx){.flags = KK_FX_POP, .push = kk_sync_view(ui, 0)};
    if (cmd == KK_DO_UP || cmd == KK_DO_DOWN) {
        p->sel = cmd == KK_DO_UP ? p->sel - (p->sel > 0)
                                 : p->sel + (p->sel + 1 < p->n);
        p->scroll = 0;
    } else if (cmd == KK_DO_PAGE_UP || cmd == KK_DO_PAGE_DOWN) {
        p->scroll += cmd == KK_DO_PAGE_UP ? -4 : 4;
        p->scroll = p->scroll > most ? most : p->scroll;
        p->scroll = p->scroll < 0 ? 0 : p->scroll;
    } else {
        return (struct kk_fx){.flags = KK_FX_NOT};
    }
    return (struct kk_fx){.flags = KK_FX_REDRAW};
}

static size_t scopes(const struct kk_view *v, const char *out[KK_SCOPES_MAX])
{
    size_t n = 0;

    if (((const struct kk_care_page *)v)->running)
        out[n++] = "running";
    out[n++] = "care";
    return n;
}

static void title(const struct kk_view *v, char out[KK_TITLE_BYTES])
{
    kk_fmt(out, KK_TITLE_BYTES, "保守  %s",
           ((const struct kk_care_page *)v)->name);
}

static void close_page(struct kk_view *v, struct kk_ui *ui)
{
    struct kk_care_page *p = self(v);

    (void)ui;
    forget(p);
    kk_str_free(&p->said);
    kk_free(p);
}

static const struct kk_view_ops ops = {
    .load = load,
    .act = act,
    .draw = kk_care_draw,
    .scopes = scopes,
    .title = title,
    .ended = ended,
    .close = close_page,
};

struct kk_view *kk_care_view(struct kk_ui *ui, kk_id none)
{
    struct kk_care_page *p = kk_alloc(sizeof *p);

    (void)ui;
    (void)none;
    p->view.ops = &ops;
    while (kk_care_tasks[p->n].label != NULL && p->n < KK_CARE_MOST)
        p->n++;
    return &p->view;
}
