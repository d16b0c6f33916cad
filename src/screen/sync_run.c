/* Starting the program's own commands beside the screen. */
#include "sync_view.h"

#include <kikusui/base/mem.h>
#include <kikusui/sync/keys.h>

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 24, OWN_WORDS = 3 };

/* Words and where they go, in one piece of memory. */
struct start {
    struct kk_view *view;
    const char *title;
    char worker[24];
    const char *word[WORDS_MAX + 1];
};

static struct start *start_of(struct kk_ui *ui, struct kk_view *view,
                              const char *title, const char *const *word)
{
    size_t n = 0, bytes = strlen(title) + 1;
    struct start *s;
    char *at;

    for (const char *const *w = word; *w != NULL; w++)
        bytes += strlen(*w) + 1;
    s = kk_alloc(sizeof *s + bytes);
    at = (char *)(s + 1);
    s->view = view;
    s->title = strcpy(at, title);
    at += strlen(title) + 1;
    if (ui->ctx->worker != 0) {
        snprintf(s->worker, sizeof s->worker, "%lld",
                 (long long)ui->ctx->worker);
        s->word[n++] = "--as";
        s->word[n++] = s->worker;
    }
    for (; *word != NULL && n < WORDS_MAX; word++) {
        s->word[n++] = strcpy(at, *word);
        at += strlen(*word) + 1;
    }
    return s;
}

static enum kk_status run(const struct start *s, struct kk_ui *ui,
                          const char *secret, struct kk_err *err)
{
    const struct kk_ui_job job = {
        .title = s->title, .argv = s->word, .secret = secret};

    return kk_ui_job(ui, s->view, &job, err);
}

/* Tried here first: a wrong one is told at once. */
static enum kk_status with_pass(void *user, struct kk_ui *ui,
                                const char *const *value, struct kk_err *err)
{
    struct kk_keys keys = {0};
    enum kk_status st = kk_node_keys(ui->ctx->db, value[0], &keys, err);

    kk_keys_wipe(&keys);
    if (st == KK_OK && ui->host.hold_node_pass != NULL)
        ui->host.hold_node_pass(ui->host.user, value[0]);
    return st == KK_OK ? run(user, ui, value[0], err) : st;
}

/* What was typed before in this session, or NULL. */
static const char *held(struct kk_ui *ui)
{
    return ui->host.node_pass != NULL ? ui->host.node_pass(ui->host.user)
                                      : NULL;
}

static bool sealed(struct kk_ui *ui, const char *pass)
{
    struct kk_keys keys = {0};
    struct kk_err err = {0};
    enum kk_status st = kk_node_keys(ui->ctx->db, pass, &keys, &err);

    kk_keys_wipe(&keys);
    return st != KK_OK && strcmp(err.field, "passphrase") == 0;
}

void kk_sync_start(struct kk_ui *ui, struct kk_view *view, const char *title,
                   const char *const *word)
{
    static const struct kk_dialog_field field = {
        .label = "合言葉", .kind = KK_DIALOG_SECRET, .required = true};
    struct start *s = start_of(ui, view, title, word);
    struct kk_err err = {0};

    if (sealed(ui, held(ui))) {
        kk_ui_push(ui,
                   kk_dialog_view(
                       ui, &(struct kk_dialog){
                               .title = title,
                               .text = "この端末の鍵は合言葉で守られています。",
                               .yes = "続ける",
                               .field = &field,
                               .n_fields = 1,
                               .done = with_pass,
                               .user = s,
                               .owns = true}));
        return;
    }
    if (run(s, ui, held(ui), &err) != KK_OK)
        kk_ui_fail(ui, &err);
    kk_free(s);
}

void kk_sync_run(struct kk_ui *ui, struct kk_view *view, const char *title,
                 const char *const *word, const char *secret)
{
    struct start *s = start_of(ui, view, title, word);
    struct kk_err err = {0};

    if (run(s, ui, secret, &err) != KK_OK)
        kk_ui_fail(ui, &err);
    kk_free(s);
}

void kk_sync_words(const struct kk_job_end *end, struct kk_str *out)
{
    static const char prefix[] = "kikusui: ";
    const char *s = end->notes[0] == '\0' && end->good ? end->out : end->notes;

    /* One that ended by itself has said what became of it. */
    if (end->cancelled && !end->good && end->notes[0] == '\0') {
        kk_str_add(out, end->out[0] == '\0'
                            ? "止めました。何も変わっていません。"
                            : "止めました。止めるまでに終わった分だけが残って"
                              "います。");
        return;
    }
    if (kk_str_starts(s, prefix))
        s += strlen(prefix);
    kk_str_add(out, s);
    while (out->n_bytes > 0 && out->s[out->n_bytes - 1] == '\n')
        kk_str_cut(out, out->n_bytes - 1);
    if (out->n_bytes == 0)
        kk_str_add(out, end->good ? "終わりました。" : "できませんでした。");
}
