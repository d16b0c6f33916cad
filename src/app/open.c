/* Clock, configuration, database and worker of one run. */
#include "cli_priv.h"

#include <kikusui/base/file.h>
#include <kikusui/domain/contract.h>
#include <kikusui/store/db.h>
#include <kikusui/store/tx.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUSY_MS 10000

static char *data_folder_path(void)
{
    const char *xdg = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    struct kk_str s = {0};

    if (xdg != NULL && *xdg == '/')
        kk_str_addf(&s, "%s/kikusui/kikusui.db", xdg);
    else
        kk_str_addf(&s, "%s/.local/share/kikusui/kikusui.db",
                    home == NULL ? "" : home);
    return kk_str_take(&s);
}

static const char *given_path(const struct kk_app *app)
{
    const char *env = getenv("KIKUSUI_DB");

    if (app->db_opt != NULL)
        return app->db_opt;
    if (env != NULL && *env != '\0')
        return env;
    return app->config.db;
}

enum kk_status kk_app_setup(struct kk_app *app, struct kk_err *err)
{
    enum kk_status st = kk_clock_init(&app->clock, err);
    const char *path;

    if (st == KK_OK)
        st = kk_config_load(app->config_opt, &app->config, err);
    if (st != KK_OK)
        return st == KK_REFUSED || st == KK_NONE ? KK_USAGE : st;
    path = given_path(app);
    app->db_path = path != NULL ? kk_strdup(path) : data_folder_path();
    return KK_OK;
}

void kk_app_set_path(struct kk_app *app, const char *path)
{
    kk_free(app->db_path);
    app->db_path = kk_strdup(path);
}

enum kk_status kk_app_open(struct kk_app *app, bool create, struct kk_err *err)
{
    const struct kk_db_open how = {.path = app->db_path,
                                   .create = create,
                                   .busy_ms = BUSY_MS,
                                   .clock = &app->clock};
    enum kk_status st = kk_db_open(&how, &app->db, err);

    if (st != KK_OK)
        return st;
    kk_app_watch_signals();
    kk_db_cancel(app->db, kk_app_cancel_flag());
    st = kk_ctx_open(&app->ctx, app->db, &app->clock, app->reg, err);
    if (st == KK_OK)
        kk_str_add(&app->note, kk_contract_notes(app->ctx.contract));
    else
        kk_db_close(&app->db);
    return st;
}

void kk_app_close(struct kk_app *app)
{
    if (app->db == NULL)
        return;
    kk_db_cancel(app->db, NULL);
    (void)kk_db_warnings(app->db, &app->note);
    kk_db_close(&app->db);
    kk_ctx_close(&app->ctx);
}

enum kk_status kk_app_open_for(struct kk_app *app, const struct kk_command *c,
                               struct kk_err *err)
{
    /* What the built-in data can answer needs no database, but one that was
     * asked for by name has to be there. */
    if ((c->flags & KK_CMD_DB_IF) && app->db_opt == NULL &&
        access(app->db_path, F_OK) != 0) {
        if (given_path(app) != NULL)
            kk_str_addf(&app->note,
                        "%s がまだないので、契約の初めのデータで答えます\n",
                        app->db_path);
        return KK_OK;
    }
    return kk_app_open(app, false, err);
}

enum kk_status kk_app_worker(struct kk_app *app, struct kk_err *err)
{
    const char *who = app->as_opt != NULL ? app->as_opt : app->config.worker;
    struct kk_arena arena = {0};
    struct kk_err ignored;
    enum kk_status st = KK_OK;
    bool chosen = false;

    /* Who was chosen last on this copy, while that one is on the roster. */
    if (who == NULL) {
        st = kk_meta_get(app->db, KK_META_WORKER, &arena, &who, err);
        chosen =
            st == KK_OK && kk_ctx_worker(&app->ctx, who, &ignored) == KK_OK;
        who = NULL;
        if (st == KK_NONE)
            st = KK_OK;
    }
    if (st == KK_OK && !chosen)
        st = kk_ctx_worker(&app->ctx, who, err);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_app_choose(struct kk_app *app, const struct kk_command *c,
                             struct kk_err *err)
{
    struct kk_err ignored = {0};

    if ((c->flags & KK_CMD_WORKER) || app->as_opt != NULL)
        return kk_app_worker(app, err);
    /* A name in the configuration that left the roster keeps nobody from
     * reading. */
    if (kk_app_worker(app, &ignored) != KK_OK)
        app->ctx.worker = 0;
    return KK_OK;
}
