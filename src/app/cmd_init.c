/* kikusui init: a new database. */
#include "commands.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/domain/contract.h>
#include <kikusui/feature/contract_init.h>
#include <kikusui/store/backup.h>
#include <kikusui/store/make.h>
#include <kikusui/sync/node.h>

#include <string.h>

/* Its id and keys come before its first entry. A laptop joins the office's
 * deployment by node accept. */
static enum kk_status fill(struct kk_app *app, const char *role,
                           const char *name, struct kk_err *err)
{
    bool office = strcmp(role, "office") == 0;
    char *pass = NULL;
    enum kk_status st = kk_app_passphrase(app, &pass, err);

    if (st == KK_OK)
        st = kk_node_init(app->db, office, name, pass, err);
    kk_app_forget(&pass);
    kk_ctx_stale(&app->ctx);
    if (st == KK_OK)
        st = kk_ctx_refresh(&app->ctx, err);
    if (st == KK_OK && office)
        st = kk_contract_init(&app->ctx, 0, err);
    return st;
}

/* Made and filled beside its place; closed again, as it is moved after. */
static enum kk_status make(struct kk_app *app, const struct kk_make *m,
                           const char *role, const char *name,
                           struct kk_err *err)
{
    char *place = kk_strdup(app->db_path);
    enum kk_status st;

    kk_app_set_path(app, kk_make_path(m));
    st = kk_app_open(app, true, err);
    if (st == KK_OK)
        st = fill(app, role, name, err);
    if (st == KK_OK)
        kk_backup_first(app->db);
    kk_app_close(app);
    kk_app_set_path(app, place);
    kk_free(place);
    return st;
}

enum kk_status kk_app_init(struct kk_app *app, const char *role,
                           const char *name, struct kk_err *err)
{
    char *dir = kk_path_dir(app->db_path);
    struct kk_make *m = NULL;
    enum kk_status st = kk_node_name_check(name, err);

    if (st == KK_OK)
        st = kk_dir_make(dir, 0700, err);
    kk_free(dir);
    if (st == KK_OK)
        st = kk_make_begin(app->db_path, &app->clock, &m, err);
    if (st == KK_OK)
        st = make(app, m, role, name, err);
    if (st == KK_OK)
        st = kk_make_end(m, &app->note, err);
    kk_make_free(&m);
    return st;
}

enum kk_status kk_cmd_init(struct kk_app *app, const struct kk_parsed *p,
                           struct kk_err *err)
{
    const char *role = kk_parsed_opt(p, "role");
    const char *name = kk_parsed_opt(p, "name");
    enum kk_status st;

    if (role == NULL || name == NULL)
        return kk_fail(err, KK_USAGE, "--role と --name が要ります");
    if (strcmp(role, "office") != 0 && strcmp(role, "laptop") != 0)
        return kk_fail(err, KK_USAGE, "--role は office か laptop です");
    st = kk_app_init(app, role, name, err);
    if (st != KK_OK)
        return st;
    kk_str_addf(&app->note, "%s を作りました（%s %s）。次に:\n", app->db_path,
                strcmp(role, "office") == 0 ? "事務所" : "端末", name);
    if (strcmp(role, "office") == 0)
        kk_str_add(&app->note,
                   "  kikusui do worker.add name=氏名   名簿に従事者を加える\n"
                   "  kikusui load ledger FILE          市の一覧を取り込む\n");
    else
        kk_str_add(&app->note,
                   "  kikusui node request --to DIR     事務所へ登録を願う\n");
    return KK_OK;
}
