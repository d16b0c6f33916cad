/* Who writes shows that it is him: the passphrase of the worker, before a
 * command changes anything. */
#include "cli_priv.h"
#include "commands.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/pass.h>
#include <kikusui/sync/keys.h>
#include <kikusui/sync/node.h>

#include <errno.h>
#include <string.h>

#define BOM "\xEF\xBB\xBF"

enum { LINE_BYTES = 4096 };

/* A file that Notepad wrote begins with a mark and ends its lines with CR LF:
 * the passphrase is the same. */
static char *next_line(FILE *f, bool first)
{
    char line[LINE_BYTES] = "";
    const char *s = line;
    char *out;

    if (fgets(line, sizeof line, f) == NULL)
        line[0] = '\0';
    if (first && kk_str_starts(s, BOM))
        s += strlen(BOM);
    out = line[0] == '\0' ? NULL : kk_strndup(s, strcspn(s, "\r\n"));
    kk_wipe(line, sizeof line);
    return out;
}

enum kk_status kk_pass_file(const char *path, char *line[2], struct kk_err *err)
{
    FILE *f = fopen(path, "re");

    line[0] = line[1] = NULL;
    if (f == NULL)
        return kk_fail(err, KK_USAGE, "合言葉のファイル %s を読めません: %s",
                       path, kk_errno_text(errno));
    setvbuf(f, NULL, _IONBF, 0); /* what is read is wiped above */
    line[0] = next_line(f, true);
    line[1] = next_line(f, false);
    fclose(f);
    if (line[0] == NULL)
        line[0] = kk_strdup("");
    return KK_OK;
}

/* Once: it may be a pipe of the screen's. */
static enum kk_status read_file(struct kk_app *app, struct kk_err *err)
{
    if (app->passphrase_file == NULL || app->pass[0] != NULL)
        return KK_OK;
    return kk_pass_file(app->passphrase_file, app->pass, err);
}

/* The keys' stands in the second line where there is one, else in the first.
 */
enum kk_status kk_app_passphrase(struct kk_app *app, char **out,
                                 struct kk_err *err)
{
    enum kk_status st = read_file(app, err);
    const char *line = app->pass[1] != NULL ? app->pass[1] : app->pass[0];

    *out = st == KK_OK && line != NULL ? kk_strdup(line) : NULL;
    return st;
}

void kk_app_wipe(struct kk_app *app)
{
    kk_app_forget(&app->pass[0]);
    kk_app_forget(&app->pass[1]);
    kk_app_forget(&app->held[0]);
    kk_app_forget(&app->held[1]);
}

static enum kk_status held_elsewhere(struct kk_app *app, struct kk_err *err)
{
    const struct kk_kind *kind = kk_kind_of_table(app->reg, "person");
    struct kk_arena arena = {0};
    const char *name = "";
    kk_id who = kk_pass_locked(&app->ctx);

    if (who == 0)
        return KK_OK;
    if (kind == NULL ||
        kk_label(&app->ctx, kind, who, &arena, &name, NULL) != KK_OK)
        name = "";
    (void)kk_fail(err, KK_REFUSED,
                  "この端末の画面に %s さんの鍵がかかっています。鍵を解くか、"
                  "合言葉のある作業者（--as と --passphrase-file）で行って"
                  "ください",
                  name);
    kk_arena_free(&arena);
    return KK_REFUSED;
}

/* A forgotten passphrase is taken away by whoever knows that of the node's
 * keys, too: then he need not be somebody with one of his own. */
static bool by_node(struct kk_app *app)
{
    struct kk_keys keys = {0};
    struct kk_err err = {0};
    char *pass = NULL;
    bool sealed = kk_node_keys(app->db, NULL, &keys, &err) != KK_OK &&
                  strcmp(err.field, "passphrase") == 0;
    bool right = false;

    kk_keys_wipe(&keys);
    if (!sealed || kk_app_passphrase(app, &pass, &err) != KK_OK ||
        pass == NULL || kk_pass_begin(&app->ctx, 0, &err) != KK_OK) {
        kk_app_forget(&pass);
        return false;
    }
    right = kk_node_keys(app->db, pass, &keys, &err) == KK_OK;
    kk_keys_wipe(&keys);
    kk_app_forget(&pass);
    return kk_pass_end(&app->ctx, 0, right, "端末の合言葉", &err) == KK_OK &&
           right;
}

enum kk_status kk_app_prove(struct kk_app *app, const struct kk_parsed *p,
                            struct kk_err *err)
{
    kk_id worker = app->ctx.worker;
    bool reset = p->n > 0 && strcmp(p->command->name, "do") == 0 &&
                 strcmp(p->word[0], KK_RESET_PASS) == 0;
    char *asked = NULL;
    enum kk_status st = read_file(app, err);

    if (st != KK_OK || worker == 0)
        return st;
    if (!kk_pass_has(&app->ctx, worker)) {
        st = held_elsewhere(app, err);
    } else {
        if (app->pass[0] == NULL)
            st = kk_app_ask("作業者の合言葉", &asked, err);
        if (st == KK_OK)
            st = kk_pass_try(
                &app->ctx, worker, asked != NULL ? asked : app->pass[0],
                p->command->name[0] == '\0' ? "開始" : p->command->name, err);
        kk_app_forget(&asked);
    }
    if (reset && (st != KK_OK || !kk_pass_has(&app->ctx, worker)) &&
        by_node(app)) {
        app->ctx.vouched = true;
        return KK_OK;
    }
    return st;
}
