/* kikusui node passphrase: what seals this node's keys. */
#include "commands.h"

#include <kikusui/base/mem.h>
#include <kikusui/domain/pass.h>
#include <kikusui/store/db.h>
#include <kikusui/sync/enrol.h>

#include <string.h>

struct both { /* the keys in use, and new ones not yet taken (a change of keys
                 that was cut short) */
    struct kk_keys keys, next;
    char *next_dir;
    bool has_next;
};

static enum kk_status load(struct kk_app *app, const char *pass, struct both *b,
                           struct kk_err *err)
{
    enum kk_status st =
        kk_keys_load(kk_db_keys_dir(app->db), pass, &b->keys, err);

    b->has_next =
        st == KK_OK && kk_keys_load(b->next_dir, pass, &b->next, NULL) == KK_OK;
    return st;
}

static enum kk_status save(struct kk_app *app, const char *pass, struct both *b,
                           struct kk_err *err)
{
    enum kk_status st = KK_OK;

    if (b->has_next)
        st = kk_keys_save(b->next_dir, &b->next, pass, err);
    return st == KK_OK
               ? kk_keys_save(kk_db_keys_dir(app->db), &b->keys, pass, err)
               : st;
}

/* The keys, with the passphrase they have now: of the file, else asked. */
static enum kk_status open_keys(struct kk_app *app, struct both *b,
                                bool *sealed, struct kk_err *err)
{
    struct kk_err own = {0};
    char *pass = NULL;
    enum kk_status st = load(app, NULL, b, err);

    *sealed = st == KK_REFUSED && strcmp(err->field, "passphrase") == 0;
    if (st == KK_NONE)
        return kk_fail(
            err, KK_REFUSED,
            "この端末の鍵がありません。登録（node request）が先です");
    if (!*sealed)
        return st;
    st = kk_app_passphrase(app, &pass, err);
    if (st == KK_OK && pass == NULL)
        st = kk_app_ask("この端末の鍵の合言葉", &pass, err);
    if (st == KK_OK)
        st = kk_pass_begin(&app->ctx, 0, err);
    if (st == KK_OK) {
        enum kk_status loaded = load(app, pass, b, err);

        st = kk_pass_end(&app->ctx, 0, loaded == KK_OK, "端末の合言葉", &own);
        if (st != KK_OK)
            *err = own;
        else
            st = loaded;
    }
    kk_app_forget(&pass);
    return st;
}

/* Of --new-file, else asked twice. */
static enum kk_status new_pass(const char *file, char **out, struct kk_err *err)
{
    char *line[2] = {NULL, NULL};
    enum kk_status st;

    *out = NULL;
    if (file != NULL) {
        st = kk_pass_file(file, line, err);
        *out = line[0];
        kk_app_forget(&line[1]);
    } else {
        st = kk_app_ask("新しい合言葉", out, err);
        if (st == KK_OK)
            st = kk_app_ask("もう一度", &line[0], err);
        if (st == KK_OK && strcmp(*out, line[0]) != 0)
            st = kk_fail(err, KK_REFUSED,
                         "二度の合言葉が違います。もう一度やり直してください");
        kk_app_forget(&line[0]);
    }
    if (st == KK_OK && (*out)[0] == '\0')
        st = kk_fail(err, KK_REFUSED,
                     "新しい合言葉が空です。外すときは --remove を付けて"
                     "ください");
    return st;
}

enum kk_status kk_cmd_node_passphrase(struct kk_app *app,
                                      const struct kk_parsed *p,
                                      struct kk_err *err)
{
    const char *file = kk_parsed_opt(p, "new-file");
    bool remove = kk_parsed_opt(p, "remove") != NULL, sealed = false;
    struct both b = {.next_dir = NULL};
    char *pass = NULL;
    enum kk_status st;

    if (remove && file != NULL)
        return kk_fail(err, KK_USAGE,
                       "--new-file と --remove は一緒に使えません");
    b.next_dir = kk_rekey_folder(app->db);
    st = kk_app_somebody(app, err);
    if (st == KK_OK)
        st = open_keys(app, &b, &sealed, err);
    if (st == KK_OK && remove && !sealed)
        st = kk_fail(err, KK_REFUSED, "この端末の鍵に合言葉はありません");
    if (st == KK_OK && !remove)
        st = new_pass(file, &pass, err);
    if (st == KK_OK)
        st = save(app, pass, &b, err);
    if (st == KK_OK)
        kk_out_line(app, "%s",
                    remove ? "この端末の鍵の合言葉を外しました"
                    : sealed ? "この端末の鍵の合言葉を替えました"
                             : "この端末の鍵に合言葉をかけました");
    if (st == KK_OK)
        kk_str_add(&app->note,
                   "鍵の控え（kikusui backup --to）は前の合言葉のままです。"
                   "取り直してください\n");
    kk_keys_wipe(&b.keys);
    kk_keys_wipe(&b.next);
    kk_free(b.next_dir);
    kk_app_forget(&pass);
    return st;
}
