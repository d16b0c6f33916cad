/* Whose a database, a backup or a tail is: records of two nodes, or of two
 * deployments, must never be mixed by going back. */
#include "restore_priv.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/backup.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BUSY_MS = 5000 };

static void take(struct kk_copy *c, const char *key, const char *value)
{
    if (key == NULL || value == NULL)
        return;
    if (strcmp(key, "role") == 0)
        snprintf(c->role, sizeof c->role, "%s", value);
    else if (strcmp(key, "node") == 0)
        snprintf(c->name, sizeof c->name, "%s", value);
    else if (strcmp(key, "node_id") == 0)
        snprintf(c->node, sizeof c->node, "%s", value);
    else if (strcmp(key, "deployment") == 0)
        snprintf(c->deployment, sizeof c->deployment, "%s", value);
}

bool kk_copy_of_file(const char *path, struct kk_copy *out)
{
    sqlite3_stmt *st = NULL;
    sqlite3 *sql = NULL;

    *out = (struct kk_copy){0};
    if (sqlite3_open_v2(path, &sql, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK) {
        sqlite3_busy_timeout(sql, BUSY_MS);
        if (sqlite3_prepare_v2(sql, "SELECT key,value FROM meta", -1, &st,
                               NULL) == SQLITE_OK)
            while (sqlite3_step(st) == SQLITE_ROW)
                take(out, (const char *)sqlite3_column_text(st, 0),
                     (const char *)sqlite3_column_text(st, 1));
    }
    sqlite3_finalize(st);
    sqlite3_close(sql);
    return out->node[0] != '\0';
}

static char *beside(const char *path, const char *ending)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s%s", path, ending);
    return kk_str_take(&s);
}

bool kk_copy_local_key(const char *path, unsigned char key[KK_SEAL_KEY_BYTES])
{
    char *name = beside(path, ".keys/local.key");
    struct kk_str s = {0};
    bool ok = kk_file_read(name, KK_SEAL_KEY_BYTES, true, &s, NULL) == KK_OK &&
              s.n_bytes == KK_SEAL_KEY_BYTES;

    if (ok) {
        memcpy(key, s.s, KK_SEAL_KEY_BYTES);
        kk_wipe(s.s, s.n_bytes);
    }
    kk_str_free(&s);
    kk_free(name);
    return ok;
}

char *kk_copy_newest_backup(const char *path)
{
    struct kk_db place = {.backup_dir = beside(path, ".backup")};
    char *newest = kk_backup_newest_path(&place);

    kk_free(place.backup_dir);
    return newest;
}

static bool copy_of_tail(const char *path, struct kk_copy *out)
{
    unsigned char key[KK_SEAL_KEY_BYTES];
    char *name = beside(path, ".tail");
    struct kk_tail t = {0};
    bool ok = kk_copy_local_key(path, key) &&
              kk_tail_load(name, key, &t, NULL) == KK_OK &&
              t.copy.node[0] != '\0';

    if (ok)
        *out = t.copy;
    kk_wipe(key, sizeof key);
    kk_tail_free(&t);
    kk_free(name);
    return ok;
}

bool kk_copy_of_place(const char *path, struct kk_copy *out)
{
    char *newest;
    bool ok = kk_copy_of_file(path, out) || copy_of_tail(path, out);

    if (ok)
        return true;
    newest = kk_copy_newest_backup(path);
    ok = newest != NULL && kk_copy_of_file(newest, out);
    kk_free(newest);
    return ok;
}

/* 事務所 K0（番号 7f3a0b21、系統 0a1b2c3d） */
static void put_words(const struct kk_copy *c, struct kk_str *out)
{
    kk_str_addf(out, "%s %s（番号 %.*s、",
                strcmp(c->role, "office") == 0 ? "事務所" : "端末", c->name,
                KK_CUT(c->node, 8));
    if (c->deployment[0] == '\0')
        kk_str_add(out, "未登録）");
    else
        kk_str_addf(out, "系統 %.*s）", KK_CUT(c->deployment, 8));
}

/* A laptop that was not enrolled yet belongs to none. */
static bool fits(const struct kk_copy *a, const struct kk_copy *b)
{
    return strcmp(a->node, b->node) == 0 &&
           (a->deployment[0] == '\0' || b->deployment[0] == '\0' ||
            strcmp(a->deployment, b->deployment) == 0);
}

enum kk_status kk_copy_must_fit(const char *path, const char *from,
                                const struct kk_copy *what, struct kk_err *err)
{
    struct kk_copy here;
    struct kk_str is = {0}, comes = {0};

    if (!kk_copy_of_place(path, &here) || fits(&here, what))
        return KK_OK;
    put_words(&here, &is);
    if (what->node[0] == '\0')
        kk_str_add(&comes, "だれのものか分からないもの");
    else
        put_words(what, &comes);
    (void)kk_fail(err, KK_REFUSED,
                  "%s は %s で、ここ（%s）は %s です。二つの記録が混ざるので"
                  "戻しません（何も変えていません）。ここをその控えのものに"
                  "するなら、先に今のものを退けてください: "
                  "mkdir 退避 && mv %s* 退避/",
                  from, kk_str_c(&comes), path, kk_str_c(&is), path);
    kk_str_free(&is);
    kk_str_free(&comes);
    return KK_REFUSED;
}
