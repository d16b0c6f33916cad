/* kikusui restore: the way back to a backup, and what is to be done next. */
#include "commands.h"

#include <kikusui/base/file.h>
#include <kikusui/store/backup.h>
#include <kikusui/sync/enrol.h>
#include <kikusui/sync/roster.h>

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define MAX_KEY_BYTES 4096
#define WAIT_MS 10000

enum keys_done { KEYS_NONE, KEYS_KEPT, KEYS_BACK, KEYS_BAD };

/* A copy's keys go where there are none (a new disk). They stay sealed, so
 * nobody is asked for anything here. */
static enum keys_done put_keys(struct kk_app *app, const char *file)
{
    char *from = kk_app_key_path(file), *folder, *to;
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

/* sync.state is the folder's own copy of the roster, which the next exchange
 * takes over. */
static bool has_in_keys(const struct kk_app *app, const char *name)
{
    struct kk_str path = {0};
    bool has;

    kk_str_addf(&path, "%s.keys/%s", app->db_path, name);
    has = access(kk_str_c(&path), F_OK) == 0;
    kk_str_free(&path);
    return has;
}

struct restoring {
    struct kk_app *app;
    const char *file;
    const char *told; /* --revoked, or NULL */
    struct kk_restore_count count;
    enum keys_done keys;
    struct kk_node node;
    bool is_node, has_keys;
    struct kk_str live;    /* names of the laptops that take part */
    struct kk_str revoked; /* of those that were taken out now */
    bool unasked;          /* nobody could be asked which were */
};

/* --- what was revoked since the backup --------------------------------------
 */

static void add_name(struct kk_str *list, const char *name)
{
    kk_str_addf(list, "%s%s", list->n_bytes > 0 ? "、" : "", name);
}

/* The next name of a list with commas or blanks; NULL at its end. */
static char *next_name(const char **at)
{
    static const char *const gaps[] = {",", " ", "、", "，", "　"};
    const char *s = *at, *end;
    bool gap = true;

    while (gap) {
        gap = false;
        for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
            if (kk_str_starts(s, gaps[i])) {
                s += strlen(gaps[i]);
                gap = true;
            }
    }
    end = s + strcspn(s, ", ");
    for (size_t i = 2; i < sizeof gaps / sizeof *gaps; i++) {
        const char *p = strstr(s, gaps[i]);

        end = p != NULL && p < end ? p : end;
    }
    *at = end;
    return end == s ? NULL : kk_strndup(s, (size_t)(end - s));
}

static bool is_nobody(const char *name)
{
    return strcmp(name, "none") == 0 || strcmp(name, "なし") == 0;
}

/* KK_REFUSED, with field "revoked": one is no laptop that takes part. */
static enum kk_status check_names(const struct restoring *r,
                                  const struct kk_roster *roster,
                                  const char *names, struct kk_err *err)
{
    enum kk_status st = KK_OK;
    char *name;

    while (st == KK_OK && (name = next_name(&names)) != NULL) {
        const struct kk_member *m = kk_roster_named(roster, name);

        if (!is_nobody(name) &&
            (m == NULL || m->office || m->state != KK_MEMBER_LIVE))
            st = kk_fail_at(err, KK_REFUSED, "revoked",
                            "「%s」という登録中の端末は、この控えにありません"
                            "（登録中: %s）。何も変えていません",
                            name, kk_str_c(&r->live));
        kk_free(name);
    }
    return st;
}

static enum kk_status revoke_one(struct restoring *r, struct kk_db *db,
                                 const char *name, char **pass,
                                 struct kk_err *err)
{
    enum kk_status st = kk_enrol_revoke(db, name, true, *pass, err);

    if (st == KK_REFUSED && *pass == NULL &&
        strcmp(err->field, "passphrase") == 0) {
        st = kk_app_ask("鍵の合言葉", pass, err);
        if (st == KK_OK)
            st = kk_enrol_revoke(db, name, true, *pass, err);
    }
    if (st == KK_OK)
        add_name(&r->revoked, name);
    return st;
}

static enum kk_status revoke_all(struct restoring *r, struct kk_db *db,
                                 const char *names, struct kk_err *err)
{
    char *pass = NULL, *name;
    enum kk_status st = kk_app_passphrase(r->app, &pass, err);

    while (st == KK_OK && (name = next_name(&names)) != NULL) {
        if (!is_nobody(name))
            st = revoke_one(r, db, name, &pass, err);
        kk_free(name);
    }
    kk_app_forget(&pass);
    return st;
}

/* Asks until each name is one, and says which. */
static enum kk_status ask_names(struct restoring *r,
                                const struct kk_roster *roster, char **out,
                                struct kk_err *err)
{
    struct kk_str question = {0};
    enum kk_status st;

    kk_str_addf(&question,
                "控えの後に失効させた端末は（登録中: %s。なければ Enter）",
                kk_str_c(&r->live));
    do {
        *out = NULL;
        st = isatty(STDIN_FILENO)
                 ? kk_app_ask_line(kk_str_c(&question), out, err)
                 : KK_NONE;
        if (st == KK_OK)
            st = check_names(r, roster, *out, err);
        if (st == KK_REFUSED) {
            kk_free(*out);
            kk_app_say(stderr, "%s\n", err->text);
        }
    } while (st == KK_REFUSED);
    kk_str_free(&question);
    return st;
}

static enum kk_status judge(struct restoring *r, struct kk_db *db,
                            const struct kk_roster *roster, struct kk_err *err)
{
    char *typed = NULL;
    const char *names = r->told;
    enum kk_status st = KK_OK;

    if (names != NULL) {
        st = check_names(r, roster, names, err);
    } else if (r->count.alone && r->live.n_bytes > 0 &&
               !has_in_keys(r->app, "sync.state")) {
        st = ask_names(r, roster, &typed, err);
        names = typed;
        r->unasked = st == KK_NONE;
        if (st == KK_NONE)
            st = KK_OK;
    }
    if (st == KK_OK)
        r->keys = put_keys(r->app, r->file);
    if (st == KK_OK && names != NULL)
        st = revoke_all(r, db, names, err);
    kk_free(typed);
    return st;
}

/* By name: the roster stands in the order of its ids. */
static void list_live(const struct kk_roster *roster, struct kk_str *out)
{
    const char *last = "", *next;

    do {
        next = NULL;
        for (size_t i = 0; i < roster->n; i++) {
            const struct kk_member *m = &roster->member[i];

            if (!m->office && m->state == KK_MEMBER_LIVE &&
                strcmp(m->name, last) > 0 &&
                (next == NULL || strcmp(m->name, next) < 0))
                next = m->name;
        }
        if (next != NULL)
            add_name(out, next);
        last = next;
    } while (next != NULL);
}

static enum kk_status finish(void *user, struct kk_db *db,
                             const struct kk_str *rosters, struct kk_err *err)
{
    struct restoring *r = user;
    struct kk_roster roster = {0};
    enum kk_status st = kk_roster_put_back(db, rosters, err);

    r->is_node = kk_node_read(db, &r->node, NULL) == KK_OK;
    if (st != KK_OK)
        return st;
    if (!r->is_node || !r->node.office) {
        r->keys = put_keys(r->app, r->file);
        return KK_OK;
    }
    st = kk_roster_load(db, &roster, err);
    list_live(&roster, &r->live);
    if (st == KK_OK)
        st = judge(r, db, &roster, err);
    kk_roster_free(&roster);
    return st == KK_NONE ? KK_OK : st;
}

/* --- what is said ------------------------------------------------------------
 */

static void print_json(struct kk_app *app, const struct restoring *r)
{
    const struct kk_restore_count *n = &r->count;
    struct kk_str *out = &app->out;

    kk_str_addf(out,
                "{\"backup\":%" PRId64 ",\"tail\":%" PRId64 ",\"old\":%" PRId64
                ",\"unverified\":%" PRId64 ",\"old_broken\":%s,\"aside\":",
                n->backup, n->tail, n->old, n->unverified,
                n->old_broken ? "true" : "false");
    kk_json_text(out, n->aside[0] == '\0' ? NULL : n->aside);
    kk_str_addf(
        out, ",\"keys\":%s,\"base\":", r->keys == KEYS_BACK ? "true" : "false");
    kk_json_text(out, n->base[0] == '\0' ? NULL : n->base);
    kk_str_add(out, ",\"revoked\":");
    kk_json_text(out, r->revoked.n_bytes == 0 ? NULL : kk_str_c(&r->revoked));
    kk_str_add(out, "}\n");
}

static void print_words(struct kk_app *app, const struct restoring *r)
{
    const struct kk_restore_count *n = &r->count;

    kk_out_line(app,
                "控えから%" PRId64 "件、控えの後の記録から%" PRId64
                "件、元のファイルから%" PRId64
                "件、確かめられなかったもの%" PRId64 "件",
                n->backup, n->tail, n->old, n->unverified);
    if (n->base[0] != '\0')
        kk_out_line(app, "元にした控え: %s", n->base);
    if (n->aside[0] != '\0')
        kk_out_line(app, "元のファイル: %s", n->aside);
    if (r->keys == KEYS_BACK)
        kk_out_line(app, "鍵も戻しました（控えの合言葉で封じたまま）");
    if (r->revoked.n_bytes > 0)
        kk_out_line(app, "登録を取り消しました（紛失）: %s",
                    kk_str_c(&r->revoked));
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

/* What a restored copy has to do, in this order. */
static void say_next(struct kk_app *app, const struct restoring *r)
{
    struct kk_str *note = &app->note;

    kk_str_add(note, "開いていた画面は、kikusui を終了して開き直してください。"
                     "次に:\n"
                     "  kikusui check             戻ったものを確かめる\n");
    if (!r->is_node)
        return;
    if (!r->has_keys)
        kk_str_addf(
            note,
            "  鍵（%s.keys/node.key）がありません。backup --to の控えの "
            "FILE.key を FILE と並べて、もう一度戻してください\n",
            app->db_path);
    if (r->unasked)
        kk_str_addf(note,
                    "  kikusui node revoke NAME --lost   控えの後に失効させた"
                    "端末があれば、書き出す前に（登録中: %s）\n",
                    kk_str_c(&r->live));
    if (!r->node.enrolled)
        kk_str_add(note, "  kikusui node request --to DIR   事務所へ登録を"
                         "願う\n");
    else if (r->node.office)
        kk_str_add(note,
                   "  kikusui export --to DIR   書き出して、まず各端末に"
                   "取り込む\n"
                   "  kikusui import DIR        そのあと各端末が書き出した"
                   "ものを取り込む\n");
    else
        kk_str_add(note, "  kikusui export --to DIR   書き出して、事務所で"
                         "取り込む\n");
}

static void take_keys_away(const struct kk_app *app)
{
    struct kk_str path = {0};

    kk_str_addf(&path, "%s.keys/node.key", app->db_path);
    (void)unlink(kk_str_c(&path));
    kk_str_free(&path);
}

static void print(struct kk_app *app, struct restoring *r)
{
    r->has_keys = has_in_keys(app, "node.key");
    if (app->format == KK_FMT_JSON)
        print_json(app, r);
    else
        print_words(app, r);
    warn_restore(app, &r->count, r->keys, r->file);
    say_next(app, r);
    (void)kk_app_progress(app, 1, 1, "控えから戻しました");
}

enum kk_status kk_cmd_restore(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    char *dir = kk_path_dir(app->db_path);
    char *from = kk_path_abs(p->word[0]), *to = kk_path_abs(app->db_path);
    struct restoring r = {
        .app = app, .file = p->word[0], .told = kk_parsed_opt(p, "revoked")};
    const struct kk_restore_how how = {.path = to,
                                       .from = from,
                                       .clock = &app->clock,
                                       .wait_ms = WAIT_MS,
                                       .finish = finish,
                                       .user = &r};
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
        st = kk_restore_from(&how, &r.count, err);
    if (st == KK_OK)
        print(app, &r);
    else if (r.keys == KEYS_BACK) /* other keys may come next */
        take_keys_away(app);
    kk_str_free(&r.live);
    kk_str_free(&r.revoked);
    kk_free(dir);
    kk_free(from);
    kk_free(to);
    return st;
}
