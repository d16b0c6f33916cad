/* kikusui backup: verified copies, and the keys with them. */
#include "commands.h"

#include <kikusui/base/file.h>
#include <kikusui/store/backup.h>
#include <kikusui/sync/keys.h>

#include <string.h>
#include <unistd.h>

char *kk_app_key_path(const char *file)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s.key", file);
    return kk_str_take(&s);
}

/* --- backup ----------------------------------------------------------------
 */

/* The passphrase of --passphrase-file, else from the terminal; asked twice
 * where a slip would lock the keys away. */
static enum kk_status passphrase(struct kk_app *app, const char *question,
                                 bool twice, char **out, struct kk_err *err)
{
    char *again = NULL;
    enum kk_status st = kk_app_passphrase(app, out, err);

    if (st != KK_OK || *out != NULL)
        return st;
    st = kk_app_ask(question, out, err);
    if (st == KK_OK && twice)
        st = kk_app_ask("もう一度", &again, err);
    if (st == KK_OK && twice && strcmp(*out, again) != 0)
        st = kk_fail(err, KK_REFUSED,
                     "合言葉が二度とも同じではありません。やり直してください");
    kk_app_forget(&again);
    if (st != KK_OK)
        kk_app_forget(out);
    return st;
}

/* The keys as a copy carries them. KK_NONE: this copy has no keys. Keys that
 * are sealed already stay under their own passphrase. */
static enum kk_status seal_keys(struct kk_app *app, struct kk_str *out,
                                struct kk_err *err)
{
    const char *dir = kk_db_keys_dir(app->db);
    struct kk_keys keys;
    char *pass = NULL;
    enum kk_status st = kk_keys_load(dir, NULL, &keys, err);

    if (st == KK_OK) {
        st = passphrase(app, "控えに入れる鍵の合言葉", true, &pass, err);
    } else if (st == KK_REFUSED && strcmp(err->field, "passphrase") == 0) {
        st = passphrase(app, "この端末の鍵の合言葉", false, &pass, err);
        if (st == KK_OK)
            st = kk_keys_load(dir, pass, &keys, err);
    }
    if (st == KK_OK)
        st = kk_keys_encode(&keys, pass, out, err);
    kk_keys_wipe(&keys);
    kk_app_forget(&pass);
    return st;
}

static void print_backup(struct kk_app *app, const char *file, const char *keys)
{
    char *path = kk_path_abs(file);
    char *key = keys == NULL ? NULL : kk_path_abs(keys);

    if (app->format == KK_FMT_JSON) {
        kk_str_add(&app->out, "{\"file\":");
        kk_json_text(&app->out, path);
        kk_str_add(&app->out, ",\"keys\":");
        kk_json_text(&app->out, key);
        kk_str_add(&app->out, "}\n");
    } else {
        kk_out_line(app, "%s", path);
        if (key != NULL)
            kk_out_line(app, "%s", key);
    }
    kk_free(path);
    kk_free(key);
}

static enum kk_status must_be_free(const char *path, struct kk_err *err)
{
    if (access(path, F_OK) != 0)
        return KK_OK;
    return kk_fail(err, KK_REFUSED, "%s はもうあります。別の名前にしてください",
                   path);
}

/* The key file first: it is the small one, and without it the copy would be
 * half of what was asked for. */
static enum kk_status backup_to(struct kk_app *app, const char *file,
                                struct kk_err *err)
{
    char *key = kk_app_key_path(file);
    struct kk_str sealed = {0};
    enum kk_status st = must_be_free(file, err);
    bool has_key = false;

    if (st == KK_OK)
        st = must_be_free(key, err);
    if (st == KK_OK) {
        st = seal_keys(app, &sealed, err);
        has_key = st == KK_OK;
        if (st == KK_NONE)
            st = KK_OK;
    }
    if (st == KK_OK && has_key)
        st = kk_file_replace(key, 0600, sealed.s, sealed.n_bytes, err);
    if (st == KK_OK) {
        st = kk_backup_to(app->db, file, err);
        if (st != KK_OK && has_key)
            (void)unlink(key);
    }
    if (st == KK_OK)
        print_backup(app, file, has_key ? key : NULL);
    if (st == KK_OK && has_key)
        kk_str_add(&app->note, "鍵は合言葉で封じて入れました。控えを戻した"
                               "端末では、この合言葉で使います\n");
    kk_str_free(&sealed);
    kk_free(key);
    return st;
}

static enum kk_status backup_here(struct kk_app *app, struct kk_err *err)
{
    enum kk_status st = kk_backup_automatic(app->db, KK_BACKUP_DAILY, err);
    char *path;

    if (st != KK_OK)
        return st;
    path = kk_backup_newest_path(app->db);
    if (path != NULL)
        print_backup(app, path, NULL);
    kk_free(path);
    return KK_OK;
}

enum kk_status kk_cmd_backup(struct kk_app *app, const struct kk_parsed *p,
                             struct kk_err *err)
{
    const char *file = kk_parsed_opt(p, "to");
    enum kk_status st;

    if (file != NULL && *file == '\0')
        return kk_fail(err, KK_USAGE, "--to に控えの名前が要ります");
    (void)kk_app_progress(app, 0, 1, "控えを作っています");
    st = file == NULL ? backup_here(app, err) : backup_to(app, file, err);
    if (st == KK_OK)
        (void)kk_app_progress(app, 1, 1, "控えを作りました");
    return st;
}
