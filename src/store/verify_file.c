/* Is what stands beside the journal whole: pages, modes, tail, newest copy? */
#include "internal.h"

#include <kikusui/base/file.h>
#include <kikusui/store/backup.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <sys/stat.h>

/* --- pages ---------------------------------------------------------------- */

/* quick_check would leave the indexes out. */
#define INTEGRITY "PRAGMA integrity_check(20)"

enum kk_status kk_pages_read(sqlite3 *sql, const char *pragma,
                             struct kk_str *words)
{
    sqlite3_stmt *st;
    enum kk_status rc = KK_OK;

    if (sqlite3_prepare_v2(sql, pragma, -1, &st, NULL) != SQLITE_OK)
        return KK_NODB;
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(st, 0);

        if (line != NULL && strcmp(line, "ok") != 0) {
            kk_str_addf(words, "%s\n", line);
            rc = KK_NODB;
        }
    }
    if (sqlite3_finalize(st) != SQLITE_OK)
        rc = KK_NODB;
    return rc;
}

enum kk_status kk_check_pages(struct kk_db *db, struct kk_str *words,
                              struct kk_err *err)
{
    if (kk_pages_read(db->sql, INTEGRITY, words) == KK_OK)
        return KK_OK;
    return kk_fail(err, KK_NODB,
                   "データベースが壊れています。書き込まずに、"
                   "kikusui restore で控えから戻してください: %s",
                   db->path);
}

/* --- modes ---------------------------------------------------------------- */

static void check_mode(const char *path, struct kk_verify *v)
{
    struct stat sb;

    if (lstat(path, &sb) != 0 || S_ISLNK(sb.st_mode) || (sb.st_mode & 077) == 0)
        return;
    kk_verify_say(v,
                  "%s をほかの人が読み書きできます（%03o）。chmod %s で閉じて"
                  "ください",
                  path, (unsigned)(sb.st_mode & 0777),
                  S_ISDIR(sb.st_mode) ? "700" : "600");
}

/* Everything in the folder whose name begins so. */
static void check_modes_in(const char *dir, const char *begin,
                           struct kk_verify *v)
{
    DIR *d = opendir(dir);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char *path;

        if (!kk_str_starts(e->d_name, begin) || strcmp(e->d_name, ".") == 0 ||
            strcmp(e->d_name, "..") == 0)
            continue;
        path = kk_path_join(dir, e->d_name);
        check_mode(path, v);
        kk_free(path);
    }
    if (d != NULL)
        closedir(d);
}

/* The file itself and what is named after it: NAME.keys, NAME.old-… . */
static void check_modes(struct kk_db *db, struct kk_verify *v)
{
    char *dir = kk_path_dir(db->path);
    const char *slash = strrchr(db->path, '/');
    struct kk_str begin = {0};

    kk_str_addf(&begin, "%s.", slash == NULL ? db->path : slash + 1);
    check_mode(db->path, v);
    check_modes_in(dir, kk_str_c(&begin), v);
    check_modes_in(db->keys_dir, "", v);
    check_modes_in(db->backup_dir, "", v);
    kk_str_free(&begin);
    kk_free(dir);
}

/* --- the newest copy ------------------------------------------------------ */

#define NOTE "backup_sum" /* "NAME HASH" */

static bool hash_file(const char *path, char out[2 * KK_HASH_BYTES + 1])
{
    enum { PIECE = 1 << 16 };
    unsigned char hash[KK_HASH_BYTES];
    FILE *f = fopen(path, "re");
    char *piece = kk_alloc(PIECE);
    struct kk_hash h;
    size_t n;
    bool ok;

    kk_hash_init(&h);
    while (f != NULL && (n = fread(piece, 1, PIECE, f)) > 0)
        kk_hash_add(&h, piece, n);
    kk_hash_end(&h, hash);
    kk_hex(hash, sizeof hash, out);
    ok = f != NULL && !ferror(f);
    if (f != NULL)
        fclose(f);
    kk_free(piece);
    return ok;
}

static void note_of(const char *path, const char *hash, struct kk_str *out)
{
    const char *slash = strrchr(path, '/');

    kk_str_addf(out, "%s %s", slash == NULL ? path : slash + 1, hash);
}

void kk_backup_note(struct kk_db *db, const char *path)
{
    char hash[2 * KK_HASH_BYTES + 1];
    struct kk_str note = {0};

    /* Without it SQLite's own look has to do. */
    if (hash_file(path, hash)) {
        note_of(path, hash, &note);
        (void)!kk_meta_set(db, NOTE, kk_str_c(&note), NULL);
    }
    kk_str_free(&note);
}

/* Whether the note is about this copy: a clock that was set back renames. */
static bool is_noted(const char *note, const char *path)
{
    struct kk_str begin = {0};
    bool is;

    note_of(path, "", &begin);
    is = kk_str_starts(note, kk_str_c(&begin));
    kk_str_free(&begin);
    return is;
}

static bool same_as_noted(const char *note, const char *path)
{
    char hash[2 * KK_HASH_BYTES + 1];
    struct kk_str now = {0};
    bool same = false;

    if (hash_file(path, hash)) {
        note_of(path, hash, &now);
        same = kk_streq(kk_str_c(&now), note);
    }
    kk_str_free(&now);
    return same;
}

static bool opens_whole(const char *path)
{
    struct kk_str words = {0};
    sqlite3 *sql = NULL;
    bool ok =
        sqlite3_open_v2(path, &sql, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        kk_search_register(sql, NULL) == KK_OK &&
        kk_pages_read(sql, INTEGRITY, &words) == KK_OK;

    sqlite3_close(sql);
    kk_str_free(&words);
    return ok;
}

static enum kk_status check_backup(struct kk_db *db, struct kk_verify *v,
                                   struct kk_err *err)
{
    char *path = kk_backup_newest_path(db);
    struct kk_arena arena = {0};
    const char *note = NULL;
    enum kk_status st = kk_meta_get(db, NOTE, &arena, &note, err);
    bool good = true;

    if (st == KK_OK && path != NULL && is_noted(note, path))
        good = same_as_noted(note, path);
    else if ((st == KK_OK || st == KK_NONE) && path != NULL)
        good = opens_whole(path);
    if (!good)
        kk_verify_say(v,
                      "控え %s が壊れています。kikusui backup で新しく作って"
                      "ください",
                      path);
    kk_arena_free(&arena);
    kk_free(path);
    return st == KK_NONE ? KK_OK : st;
}

/* --- all of it ------------------------------------------------------------ */

enum kk_status kk_file_verify(struct kk_db *db, struct kk_verify *v,
                              struct kk_err *err)
{
    bool whole = v->bad == 0;
    enum kk_status st;

    if (db->key_remade)
        kk_verify_say(v, "鍵 %s/local.key は壊れていました", db->keys_dir);
    check_modes(db, v);
    st = kk_tail_verify(db, whole, v, err);
    return st == KK_OK ? check_backup(db, v, err) : st;
}
