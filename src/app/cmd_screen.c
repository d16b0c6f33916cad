/* kikusui: the screen; kikusui screen: one drawn as text. */
#include "commands.h"

#include <kikusui/app/loop.h>
#include <kikusui/domain/pass.h>
#include <kikusui/screen/screens.h>
#include <kikusui/sync/sync_status.h>
#include <kikusui/ui/ui.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A screen that answers nothing for a second is taken for dead; what cannot be
 * written is told, and stays on the form. */
#define BUSY_MS 900

static void outbox(void *user, struct kk_str *words)
{
    const struct kk_ctx *ctx = &((struct kk_app *)user)->ctx;

    /* Not worth a message: the screen behind it tells what is wrong. */
    if (kk_sync_brief(ctx->db, kk_now(ctx->clock), words, NULL) != KK_OK)
        kk_str_clear(words);
}

static enum kk_status over(void *user, int64_t *n, struct kk_err *err)
{
    struct kk_ctx *ctx = &((struct kk_app *)user)->ctx;
    const struct kk_query q = {.listing = kk_find_listing(ctx->reg, "late")};

    *n = 0;
    return q.listing == NULL ? KK_OK
                             : kk_listing_count(ctx, &q, INT64_MAX - 1, n, err);
}

/* --- passphrases ---
 *
 * The session keeps what was proved, for the commands that run beside it. */

static bool has_pass(void *user, kk_id worker)
{
    struct kk_app *app = user;

    return kk_pass_has(&app->ctx, worker);
}

static void keep(char **to, const char *pass)
{
    kk_app_forget(to);
    *to = kk_strdup(pass);
}

static enum kk_status set_pass(void *user, kk_id worker, const char *pass,
                               struct kk_err *err)
{
    struct kk_app *app = user;
    enum kk_status st = kk_pass_set(&app->ctx, worker, pass, err);

    if (st == KK_OK)
        keep(&app->held[0], pass);
    return st;
}

static enum kk_status unlock(void *user, kk_id worker, const char *pass,
                             struct kk_err *err)
{
    struct kk_app *app = user;
    enum kk_status st = kk_pass_try(&app->ctx, worker, pass, "画面", err);

    if (st == KK_OK)
        keep(&app->held[0], pass);
    return st;
}

/* That it cannot be written down keeps nobody from locking. */
static void lock(void *user, kk_id worker)
{
    struct kk_app *app = user;
    struct kk_err ignored = {0};

    (void)!kk_pass_lock(&app->ctx, worker, &ignored);
}

static const char *node_pass(void *user)
{
    return ((struct kk_app *)user)->held[1];
}

static void hold_node_pass(void *user, const char *pass)
{
    keep(&((struct kk_app *)user)->held[1], pass);
}

/* The worker's in the first line, that of the keys in the second. */
static char *secrets(void *user, const char *node)
{
    struct kk_app *app = user;
    struct kk_str s = {0};

    if (node == NULL)
        node = app->held[1];
    if (node == NULL && !kk_pass_has(&app->ctx, app->ctx.worker))
        return NULL;
    kk_str_addf(&s, "%s\n", app->held[0] != NULL ? app->held[0] : "");
    if (node != NULL)
        kk_str_addf(&s, "%s\n", node);
    return kk_str_take(&s);
}

static struct kk_ui_host host_of(struct kk_app *app)
{
    return (struct kk_ui_host){.ctx = &app->ctx,
                               .config = &app->config,
                               .screens = kk_screens,
                               .user = app,
                               .has_pass = has_pass,
                               .set_pass = set_pass,
                               .unlock = unlock,
                               .lock = lock,
                               .node_pass = node_pass,
                               .hold_node_pass = hold_node_pass,
                               .over = over,
                               .seek = "units",
                               .find = "search",
                               .outbox = outbox};
}

/* Begins locked where a passphrase guards it: the worker's, or the one that a
 * screen of this copy stands locked under. One that was given with the command
 * opens it. */
static enum kk_status enter(struct kk_app *app, const struct kk_parsed *p,
                            bool *locked, struct kk_err *err)
{
    kk_id other = kk_pass_locked(&app->ctx);
    enum kk_status st = kk_app_passphrase(app, &app->held[1], err);

    *locked = false;
    if (st != KK_OK)
        return st;
    if (!kk_pass_has(&app->ctx, app->ctx.worker)) {
        if (other == 0)
            return KK_OK;
        app->ctx.worker = other;
    }
    *locked = app->passphrase_file == NULL;
    if (*locked)
        return KK_OK;
    st = kk_app_prove(app, p, err);

    if (st == KK_OK)
        keep(&app->held[0], app->pass[0]);
    return st;
}

/* Without a terminal: what it would show first, and how to see it. */
static enum kk_status print_home(struct kk_app *app, struct kk_err *err)
{
    struct kk_ui_host host = host_of(app);
    enum kk_status st =
        kk_screen_render(&host, NULL, 24, 80, NULL, &app->out, err);

    if (st == KK_OK)
        kk_out_line(app,
                    "端末（ターミナル）で kikusui --db %s を実行すると"
                    "開きます。",
                    kk_db_path(app->db));
    return st;
}

/* A laptop that nobody knows yet has one thing to do. */
static const char *first_screen(struct kk_app *app)
{
    struct kk_node me;
    struct kk_err ignored;

    if (kk_node_read(app->db, &me, &ignored) != KK_OK || me.office ||
        me.enrolled)
        return NULL;
    return "screen:sync";
}

enum kk_status kk_screen_open(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    const char *options[] = {"--db", NULL, "--config", NULL, NULL};
    struct kk_loop how = {.program = "/proc/self/exe", .job_options = options};
    enum kk_status st = KK_OK;

    if (app->db == NULL)
        st = kk_app_open(app, false, err);
    if (st == KK_OK && app->ctx.worker == 0 && kk_app_worker(app, err) != KK_OK)
        app->ctx.worker = 0; /* chosen on the screen */
    if (st != KK_OK)
        return st;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return print_home(app, err);
    st = enter(app, p, &how.locked, err);
    if (st != KK_OK)
        return st;
    how.secrets = secrets;
    options[1] = kk_db_path(app->db);
    options[2] = app->config_opt != NULL ? "--config" : NULL;
    options[3] = app->config_opt;
    how.host = host_of(app);
    how.first = first_screen(app);
    kk_db_set_busy(app->db, BUSY_MS);
    return kk_loop_run(&how, err);
}

enum kk_status kk_cmd_open(struct kk_app *app, const struct kk_parsed *p,
                           struct kk_err *err)
{
    if (app->db == NULL && access(app->db_path, F_OK) != 0) {
        enum kk_status st = isatty(STDIN_FILENO)
                                ? kk_first_start(app, stdin, stdout, err)
                                : KK_OK;

        if (st != KK_OK)
            return st;
    }
    return kk_screen_open(app, p, err);
}

static enum kk_status read_size(const char *text, int *rows, int *cols,
                                struct kk_err *err)
{
    int used = 0;

    *rows = 24;
    *cols = 80;
    if (text == NULL)
        return KK_OK;
    if (sscanf(text, "%4dx%4d%n", cols, rows, &used) != 2 ||
        text[used] != '\0' || *rows < 1 || *cols < 1)
        return kk_fail(err, KK_USAGE,
                       "--size は 80x24 のように指定してください");
    return KK_OK;
}

enum kk_status kk_cmd_screen(struct kk_app *app, const struct kk_parsed *p,
                             struct kk_err *err)
{
    struct kk_ui_host host = host_of(app);
    struct kk_str name = {0};
    int rows, cols;
    enum kk_status st = read_size(kk_parsed_opt(p, "size"), &rows, &cols, err);

    for (size_t i = 0; i < p->n; i++)
        kk_str_addf(&name, "%s%s", i > 0 ? " " : "", p->word[i]);
    /* What is only drawn locks nothing. */
    if (kk_parsed_opt(p, "keys") == NULL)
        host.lock = NULL;
    if (st == KK_OK)
        st = kk_screen_render(&host, p->n > 0 ? kk_str_c(&name) : NULL, rows,
                              cols, kk_parsed_opt(p, "keys"), &app->out, err);
    kk_str_free(&name);
    return st;
}
