/* kikusui init: a new database. */
#include "commands.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/domain/contract.h>

#include <string.h>
#include <unistd.h>

/* It goes into file names and numbers (K1-0042). */
static enum kk_status check_name(const char *name, struct kk_err *err)
{
    size_t n = strlen(name);

    if (n == 0 || n > 16 ||
        strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                     "0123456789") != n)
        return kk_fail(err, KK_USAGE,
                       "名前は英字と数字で16字までです（例: K1）");
    return KK_OK;
}

static enum kk_status set_random(struct kk_db *db, const char *key,
                                 struct kk_err *err)
{
    unsigned char id[16];
    char hex[2 * sizeof id + 1];

    kk_random(id, sizeof id);
    kk_hex(id, sizeof id, hex);
    return kk_meta_set(db, key, hex, err);
}

static enum kk_status fill(struct kk_app *app, const char *role,
                           const char *name, struct kk_err *err)
{
    bool office = strcmp(role, "office") == 0;
    enum kk_status st = kk_meta_set(app->db, "role", role, err);

    if (st == KK_OK)
        st = kk_meta_set(app->db, "node", name, err);
    if (st == KK_OK)
        st = set_random(app->db, "node_id", err);
    /* A laptop joins the office's by node accept. */
    if (st == KK_OK && office)
        st = set_random(app->db, "deployment", err);
    kk_ctx_stale(&app->ctx);
    if (st == KK_OK)
        st = kk_ctx_refresh(&app->ctx, err);
    if (st == KK_OK && office)
        st = kk_contract_init(&app->ctx, 0, err);
    return st;
}

enum kk_status kk_app_init(struct kk_app *app, const char *role,
                           const char *name, struct kk_err *err)
{
    char *dir = kk_path_dir(app->db_path);
    enum kk_status st = check_name(name, err);

    if (st == KK_OK)
        st = kk_dir_make(dir, 0700, err);
    kk_free(dir);
    if (st == KK_OK)
        st = kk_app_open(app, true, err);
    if (st != KK_OK)
        return st;
    st = fill(app, role, name, err);
    if (st != KK_OK) {
        /* Ours, and half made: not to be found by the next start. */
        kk_app_close(app);
        unlink(app->db_path);
    }
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
