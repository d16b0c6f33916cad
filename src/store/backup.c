#include "internal.h"

#include <kikusui/base/file.h>
#include <kikusui/store/backup.h>
#include <kikusui/store/tail.h>

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#define STAMP_CHARS 15 /* 20231001-093000 */

static enum kk_status quick_check(sqlite3 *sql, struct kk_str *words)
{
    sqlite3_stmt *st;
    enum kk_status rc = KK_OK;

    if (sqlite3_prepare_v2(sql, "PRAGMA quick_check(20)", -1, &st, NULL) !=
        SQLITE_OK)
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
    enum kk_status st = quick_check(db->sql, words);

    if (st == KK_OK)
        return KK_OK;
    return kk_fail(err, KK_NODB,
                   "データベースが壊れています。書き込まずに、"
                   "kikusui restore で控えから戻してください: %s",
                   db->path);
}

static int64_t max_arrival(sqlite3 *sql)
{
    sqlite3_stmt *st;
    int64_t n = -1;

    if (sqlite3_prepare_v2(sql, "SELECT ifnull(max(arrival),0) FROM entry", -1,
                           &st, NULL) != SQLITE_OK)
        return -1;
    if (sqlite3_step(st) == SQLITE_ROW)
        n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

/* Opens the copy by itself: what counts is what is on the disk. */
static enum kk_status verify_copy(const char *path, int64_t *arrival,
                                  struct kk_err *err)
{
    struct kk_str words = {0};
    sqlite3 *sql = NULL;
    enum kk_status st = KK_OK;

    if (sqlite3_open_v2(path, &sql, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        quick_check(sql, &words) != KK_OK || (*arrival = max_arrival(sql)) < 0)
        st = kk_fail(err, KK_IO, "控え %s を確かめられませんでした", path);
    sqlite3_close(sql);
    kk_str_free(&words);
    return st;
}

static enum kk_status copy_to(struct kk_db *db, const char *path,
                              int64_t *arrival, struct kk_err *err)
{
    sqlite3_stmt *st;
    mode_t old;
    enum kk_status rc = KK_OK;

    *arrival = 0;
    if (sqlite3_prepare_v2(db->sql, "VACUUM INTO ?1", -1, &st, NULL) !=
        SQLITE_OK)
        return kk_sql_fail(db, err, "VACUUM");
    sqlite3_bind_text(st, 1, path, -1, SQLITE_STATIC);
    old = umask(0077);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "VACUUM");
    umask(old);
    sqlite3_finalize(st);
    if (rc == KK_OK)
        rc = verify_copy(path, arrival, err);
    if (rc == KK_OK)
        rc = kk_file_sync(path, err);
    if (rc != KK_OK)
        (void)unlink(path);
    return rc;
}

enum kk_status kk_backup_to(struct kk_db *db, const char *path,
                            struct kk_err *err)
{
    struct stat sb;
    int64_t arrival;

    if (lstat(path, &sb) == 0)
        return kk_fail(err, KK_REFUSED,
                       "%s はもうあります。別の名前にしてください", path);
    return copy_to(db, path, &arrival, err);
}

/* --- the folder of automatic copies ----------------------------------------
 */

struct names {
    char **name;
    size_t n, cap;
};

static bool is_backup(const char *name)
{
    return strlen(name) > STAMP_CHARS + 3 && name[8] == '-' &&
           strspn(name, "0123456789-") >= STAMP_CHARS &&
           strcmp(name + strlen(name) - 3, ".db") == 0;
}

static int newest_first(const void *pa, const void *pb)
{
    return strcmp(*(char *const *)pb, *(char *const *)pa);
}

static void list_backups(const struct kk_db *db, struct names *out)
{
    DIR *dir = opendir(db->backup_dir);
    struct dirent *d;

    while (dir != NULL && (d = readdir(dir)) != NULL) {
        if (!is_backup(d->d_name))
            continue;
        kk_grow(&out->name, &out->cap, out->n + 1, sizeof *out->name);
        out->name[out->n++] = kk_strdup(d->d_name);
    }
    if (dir != NULL)
        closedir(dir);
    if (out->n > 0)
        qsort(out->name, out->n, sizeof *out->name, newest_first);
}

static void free_names(struct names *n)
{
    for (size_t i = 0; i < n->n; i++)
        kk_free(n->name[i]);
    kk_free(n->name);
}

static kk_time time_of_name(const char *name)
{
    struct kk_civil c = {0};

    if (sscanf(name, "%4d%2d%2d-%2d%2d%2d", &c.year, &c.month, &c.day, &c.hour,
               &c.min, &c.sec) != 6)
        return 0;
    return kk_time_of(&c);
}

/* A period is kept while fewer than `most` different ones were seen. */
struct period {
    int64_t last;
    int seen, most;
};

static bool keeps(struct period *p, int64_t value)
{
    if (p->seen > 0 && p->last == value)
        return false;
    p->last = value;
    return ++p->seen <= p->most;
}

static void prune(const struct kk_db *db)
{
    struct period day = {.most = 7}, week = {.most = 4}, month = {.most = 12};
    struct names names = {0};

    list_backups(db, &names);
    for (size_t i = 0; i < names.n; i++) {
        kk_time t = time_of_name(names.name[i]);
        struct kk_civil c;
        bool keep = i < 3;

        kk_civil_of(t, &c);
        /* every period is asked: each has its own count */
        keep |= keeps(&day, kk_day_of(t));
        keep |= keeps(&week, (kk_day_of(t) + 3) / 7);
        keep |= keeps(&month, c.year * 12 + c.month);
        if (!keep) {
            char *path = kk_path_join(db->backup_dir, names.name[i]);

            (void)unlink(path);
            kk_free(path);
        }
    }
    free_names(&names);
}

char *kk_backup_newest_path(const struct kk_db *db)
{
    struct names names = {0};
    char *path = NULL;

    list_backups(db, &names);
    if (names.n > 0)
        path = kk_path_join(db->backup_dir, names.name[0]);
    free_names(&names);
    return path;
}

kk_time kk_backup_newest(const struct kk_db *db)
{
    struct names names = {0};
    kk_time t = 0;

    list_backups(db, &names);
    if (names.n > 0)
        t = time_of_name(names.name[0]);
    free_names(&names);
    return t;
}

static char *backup_path(struct kk_db *db, enum kk_backup_kind kind)
{
    static const char *const words[] = {
        [KK_BACKUP_DAILY] = "day",
        [KK_BACKUP_MIGRATION] = "migration",
        [KK_BACKUP_IMPORT] = "import",
    };
    struct kk_civil c;
    kk_time now = kk_now(db->clock);
    char *path;

    /* A second one in the same second takes the next name. */
    do {
        char name[80];

        kk_civil_of(now++, &c);
        snprintf(name, sizeof name, "%04d%02d%02d-%02d%02d%02d-%s.db", c.year,
                 c.month, c.day, c.hour, c.min, c.sec, words[kind]);
        path = kk_path_join(db->backup_dir, name);
        if (access(path, F_OK) != 0)
            return path;
        kk_free(path);
    } while (true);
}

enum kk_status kk_backup_automatic(struct kk_db *db, enum kk_backup_kind kind,
                                   struct kk_err *err)
{
    char *path;
    int64_t arrival;
    enum kk_status st = kk_dir_make(db->backup_dir, 0700, err);

    if (st != KK_OK)
        return st;
    path = backup_path(db, kind);
    st = copy_to(db, path, &arrival, err);
    if (st == KK_OK) {
        prune(db);
        st = kk_tail_restart(db, arrival, err);
    }
    kk_free(path);
    return st;
}
