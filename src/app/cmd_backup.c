/* kikusui backup, restore: verified copies, and the way back. */
#include "commands.h"

#include <kikusui/base/file.h>
#include <kikusui/store/backup.h>
#include <kikusui/sync/keys.h>

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define MAX_KEY_BYTES 4096

/* Beside a copy FILE stand its keys, sealed: FILE.key. (FILE.keys would be the
 * key folder of a database of that name.) */
static char *key_path(const char *file)
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
    char *key = key_path(file);
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

/* --- restore ---------------------------------------------------------------
 */

enum keys_done { KEYS_NONE, KEYS_KEPT, KEYS_BACK, KEYS_BAD };

/* A copy's keys go where there are none (a new disk). They stay sealed, so
 * nobody is asked for anything here. */
static enum keys_done put_keys(struct kk_app *app, const char *file)
{
    char *from = key_path(file), *folder, *to;
    struct kk_str s = {0}, text = {0};
    struct kk_keys keys;
    struct kk_err err = {0};
    enum keys_done done = KEYS_NONE;

    kk_str_addf(&s, "%s.keys", app->db_path);
    folder = kk_str_take(&s);
    to = kk_path_join(folder, "node.key");
    if (kk_file_read(from, MAX_KEY_BYTES, true, &text, NULL) == KK_OK) {
        enum kk_status st =
            kk_keys_decode(text.s, text.n_bytes, NULL, &keys, &err);

        done = KEYS_BAD;
        kk_keys_wipe(&keys);
        if (access(to, F_OK) == 0)
            done = KEYS_KEPT;
        else if ((st == KK_OK || strcmp(err.field, "passphrase") == 0) &&
                 kk_dir_make(folder, 0700, NULL) == KK_OK &&
                 kk_file_replace(to, 0600, text.s, text.n_bytes, NULL) == KK_OK)
            done = KEYS_BACK;
    }
    kk_str_free(&text);
    kk_free(from);
    kk_free(folder);
    kk_free(to);
    return done;
}

static void print_restore(struct kk_app *app, const struct kk_restore_count *n,
                          enum keys_done keys)
{
    struct kk_str *out = &app->out;

    if (app->format == KK_FMT_JSON) {
        kk_str_addf(out,
                    "{\"backup\":%" PRId64 ",\"tail\":%" PRId64
                    ",\"old\":%" PRId64 ",\"unverified\":%" PRId64
                    ",\"old_broken\":%s,\"aside\":",
                    n->backup, n->tail, n->old, n->unverified,
                    n->old_broken ? "true" : "false");
        kk_json_text(out, n->aside[0] == '\0' ? NULL : n->aside);
        kk_str_addf(out, ",\"keys\":%s}\n",
                    keys == KEYS_BACK ? "true" : "false");
        return;
    }
    kk_out_line(app,
                "控えから%" PRId64 "件、控えの後の記録から%" PRId64
                "件、元のファイルから%" PRId64
                "件、確かめられなかったもの%" PRId64 "件",
                n->backup, n->tail, n->old, n->unverified);
    if (n->aside[0] != '\0')
        kk_out_line(app, "元のファイル: %s", n->aside);
    if (keys == KEYS_BACK)
        kk_out_line(app, "鍵も戻しました（控えの合言葉で封じたまま）");
}

static void warn_restore(struct kk_app *app, const struct kk_restore_count *n,
                         enum keys_done keys, const char *file)
{
    if (n->unverified > 0)
        kk_str_addf(&app->note,
                    "注意: 確かめられなかった%" PRId64
                    "件は入れていません。もっと新しい控え（%s.backup）が"
                    "あれば、それから戻してください。元のファイルは消さないで"
                    "ください\n",
                    n->unverified, app->db_path);
    else if (n->old_broken)
        kk_str_addf(&app->note,
                    "注意: 元のファイルは壊れていて、終わりまで読めません"
                    "でした。控えの後の記録に足りないものがあれば、もっと"
                    "新しい控え（%s.backup）から戻してください\n",
                    app->db_path);
    if (keys == KEYS_BAD)
        kk_str_addf(&app->note,
                    "注意: %s.key の鍵は戻せませんでした。%s.keys/node.key に"
                    "写せるか確かめてください\n",
                    file, app->db_path);
}

enum kk_status kk_cmd_restore(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    char *dir = kk_path_dir(app->db_path);
    char *from = kk_path_abs(p->word[0]), *to = kk_path_abs(app->db_path);
    struct kk_restore_count count = {0};
    enum keys_done keys;
    enum kk_status st = KK_OK;

    if (strcmp(from, to) == 0)
        st = kk_fail(err, KK_USAGE,
                     "%s は今のデータベースです。控えを指定してください",
                     p->word[0]);
    if (st == KK_OK)
        st = kk_dir_make(dir, 0700, err);
    /* From here on a signal must not end it half way. */
    kk_app_watch_signals();
    (void)kk_app_progress(app, 0, 1, "控えから戻しています");
    if (st == KK_OK)
        st = kk_restore(to, from, &app->clock, &count, err);
    if (st == KK_OK) {
        keys = put_keys(app, p->word[0]);
        print_restore(app, &count, keys);
        warn_restore(app, &count, keys, p->word[0]);
        (void)kk_app_progress(app, 1, 1, "控えから戻しました");
    }
    kk_free(dir);
    kk_free(from);
    kk_free(to);
    return st;
}
