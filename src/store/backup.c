/* Verified copies of the database: made, kept, found, removed. */
#include "internal.h"

#include <kikusui/base/file.h>
#include <kikusui/base/lock.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/backup.h>
#include <kikusui/store/tail.h>
#include <kikusui/store/tx.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#define STAMP_CHARS 15 /* 20231001-093000 */
#define PART ".part"

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
        kk_search_register(sql, err) != KK_OK ||
        kk_pages_read(sql, "PRAGMA quick_check(20)", &words) != KK_OK ||
        (*arrival = max_arrival(sql)) < 0)
        st = kk_fail(err, KK_IO, "控え %s を確かめられませんでした: %s", path,
                     words.n_bytes > 0 ? words.s : sqlite3_errmsg(sql));
    sqlite3_close(sql);
    kk_str_free(&words);
    return st;
}

/* SQLite does not say which of the two files it could not write. */
static enum kk_status vacuum_fail(struct kk_db *db, const char *path,
                                  struct kk_err *err)
{
    int code = sqlite3_errcode(db->sql);
    char *dir = kk_path_dir(path);
    enum kk_status st;

    if ((code == SQLITE_CANTOPEN || code == SQLITE_READONLY) &&
        access(dir, W_OK | X_OK) != 0)
        st = kk_fail(err, KK_IO,
                     "控えを %s に書けません: %s。書き込めるフォルダーを指定"
                     "してください",
                     dir, kk_errno_text(errno));
    else
        st = kk_sql_fail_code(db, code, err, "VACUUM");
    kk_free(dir);
    return st;
}

static enum kk_status vacuum_into(struct kk_db *db, const char *path,
                                  struct kk_err *err)
{
    sqlite3_stmt *st;
    mode_t old;
    enum kk_status rc = KK_OK;

    if (sqlite3_prepare_v2(db->sql, "VACUUM INTO ?1", -1, &st, NULL) !=
        SQLITE_OK)
        return kk_sql_fail(db, err, "VACUUM");
    sqlite3_bind_text(st, 1, path, -1, SQLITE_STATIC);
    old = umask(0077);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = vacuum_fail(db, path, err);
    umask(old);
    sqlite3_finalize(st);
    return rc;
}

/* Under another name until it is whole: what a crash leaves is no copy. */
static enum kk_status make_part(struct kk_db *db, const char *part,
                                int64_t *arrival, struct kk_err *err)
{
    enum kk_status st = vacuum_into(db, part, err);

    *arrival = 0;
    if (st == KK_OK)
        kk_path_own_as(part, db->path);
    if (st == KK_OK)
        st = verify_copy(part, arrival, err);
    if (st == KK_OK)
        st = kk_file_sync(part, err);
    return st;
}

static enum kk_status place(const char *part, const char *path,
                            struct kk_err *err)
{
    bool left;
    int e = kk_fd_rename_new(AT_FDCWD, part, path, &left);

    if (e == 0)
        return kk_file_sync(path, err);
    if (e == EEXIST)
        return kk_fail(err, KK_REFUSED,
                       "%s はもうあります。別の名前にしてください", path);
    return kk_fail(err, KK_IO, "控え %s を置けません: %s%s", path,
                   kk_errno_text(e),
                   left ? "。空のファイルが残りました。消してください" : "");
}

static char *part_of(const char *path)
{
    struct kk_str part = {0};

    kk_str_addf(&part, "%s.%ld" PART, path, (long)getpid());
    return kk_str_take(&part);
}

/* With the journal that SQLite leaves beside a copy on a full disk. */
static void drop_part(const char *part)
{
    struct kk_str journal = {0};

    kk_str_addf(&journal, "%s-journal", part);
    (void)unlink(part);
    (void)unlink(kk_str_c(&journal));
    kk_str_free(&journal);
}

enum kk_status kk_backup_to(struct kk_db *db, const char *path,
                            struct kk_err *err)
{
    char *part = part_of(path);
    int64_t arrival;
    enum kk_status st = make_part(db, part, &arrival, err);

    if (st == KK_OK)
        st = place(part, path, err);
    if (st != KK_OK)
        drop_part(part);
    kk_free(part);
    return st;
}

/* --- the folder of automatic copies ----------------------------------------
 */

struct names {
    char **name;
    size_t n, cap;
};

static bool is_stamped(const char *name, const char *ending)
{
    size_t n = strlen(name), end = strlen(ending);

    return n > STAMP_CHARS + end && name[8] == '-' &&
           strspn(name, "0123456789-") >= STAMP_CHARS &&
           strcmp(name + n - end, ending) == 0;
}

static int newest_first(const void *pa, const void *pb)
{
    return strcmp(*(char *const *)pb, *(char *const *)pa);
}

/* The names with that ending, newest first. */
static void list(const struct kk_db *db, const char *ending, struct names *out)
{
    DIR *dir = opendir(db->backup_dir);
    struct dirent *d;

    while (dir != NULL && (d = readdir(dir)) != NULL) {
        if (!is_stamped(d->d_name, ending))
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

static void remove_copy(const struct kk_db *db, const char *name)
{
    char *path = kk_path_join(db->backup_dir, name);

    (void)unlink(path);
    kk_free(path);
}

/* What a copy left that was cut short; a day is longer than any copy takes. */
static void remove_parts(const struct kk_db *db)
{
    static const char *const endings[] = {PART, PART "-journal"};
    kk_time now = kk_now(db->clock);

    for (size_t e = 0; e < sizeof endings / sizeof *endings; e++) {
        struct names names = {0};

        list(db, endings[e], &names);
        for (size_t i = 0; i < names.n; i++)
            if (kk_day_of(now) > kk_day_of(time_of_name(names.name[i])))
                remove_copy(db, names.name[i]);
        free_names(&names);
    }
}

static void prune(const struct kk_db *db)
{
    struct period day = {.most = 7}, week = {.most = 4}, month = {.most = 12};
    struct names names = {0};

    list(db, ".db", &names);
    for (size_t i = 0; i < names.n; i++) {
        kk_time t = time_of_name(names.name[i]);
        struct kk_civil c;
        bool keep = i < 3;

        kk_civil_of(t, &c);
        /* every period is asked: each has its own count */
        keep |= keeps(&day, kk_day_of(t));
        keep |= keeps(&week, (kk_day_of(t) + 3) / 7);
        keep |= keeps(&month, c.year * 12 + c.month);
        if (!keep)
            remove_copy(db, names.name[i]);
    }
    free_names(&names);
}

char *kk_backup_newest_path(const struct kk_db *db)
{
    struct names names = {0};
    char *path = NULL;

    list(db, ".db", &names);
    if (names.n > 0)
        path = kk_path_join(db->backup_dir, names.name[0]);
    free_names(&names);
    return path;
}

/* Names that are a little ahead are of several copies in one second. */
static bool is_ahead(const struct kk_db *db, const char *name)
{
    return time_of_name(name) > kk_now(db->clock) + 3600;
}

kk_time kk_backup_newest(const struct kk_db *db)
{
    struct names names = {0};
    kk_time t = 0;

    list(db, ".db", &names);
    for (size_t i = 0; t == 0 && i < names.n; i++)
        if (!is_ahead(db, names.name[i]))
            t = time_of_name(names.name[i]);
    free_names(&names);
    return t;
}

static char *path_at(const struct kk_db *db, kk_time t, const char *rest)
{
    struct kk_civil c;
    char name[128];

    kk_civil_of(t, &c);
    snprintf(name, sizeof name, "%04d%02d%02d-%02d%02d%02d%.*s", c.year,
             c.month, c.day, c.hour, c.min, c.sec, KK_CUT(rest, 80));
    return kk_path_join(db->backup_dir, name);
}

/* A clock that ran ahead has named copies for days to come. They take the
 * moment at which that shows, in their order: the newest copy must stay the
 * one that the tail goes on from. */
static void correct_names(const struct kk_db *db)
{
    kk_time t = kk_now(db->clock);
    struct names names = {0};

    list(db, ".db", &names);
    for (size_t i = 0; i < names.n && is_ahead(db, names.name[i]); i++) {
        char *from = kk_path_join(db->backup_dir, names.name[i]);
        char *to = path_at(db, --t, names.name[i] + STAMP_CHARS);

        (void)renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
        kk_free(from);
        kk_free(to);
    }
    free_names(&names);
}

static char *backup_path(struct kk_db *db, enum kk_backup_kind kind)
{
    static const char *const endings[] = {
        [KK_BACKUP_DAILY] = "-day.db",
        [KK_BACKUP_MIGRATION] = "-migration.db",
        [KK_BACKUP_IMPORT] = "-import.db",
        [KK_BACKUP_REFORK] = "-refork.db",
    };
    kk_time now = kk_now(db->clock);
    char *newest = kk_backup_newest_path(db);

    /* Names rise, whatever the clock does: the newest copy is the last. */
    if (newest != NULL) {
        kk_time last = time_of_name(newest + strlen(db->backup_dir) + 1);

        now = now > last ? now : last + 1;
    }
    kk_free(newest);
    return path_at(db, now, endings[kind]);
}

/* One at a time: the newest copy and the tail must belong together. */
static enum kk_status lock_folder(struct kk_db *db, int *out,
                                  struct kk_err *err)
{
    int fd = open(db->backup_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum kk_status st;

    if (fd < 0)
        return kk_fail(err, KK_IO, "%s: %s", db->backup_dir,
                       kk_errno_text(errno));
    st = kk_lock_take(fd, db->backup_dir, db->busy_ms, err);
    if (st == KK_OK)
        *out = fd;
    else
        close(fd);
    return st;
}

static enum kk_status
copy_into_folder(struct kk_db *db, enum kk_backup_kind kind, struct kk_err *err)
{
    char *path, *part;
    int64_t arrival;
    enum kk_status st;

    correct_names(db);
    path = backup_path(db, kind);
    part = part_of(path);
    st = make_part(db, part, &arrival, err);
    if (st == KK_OK)
        st = place(part, path, err);
    if (st == KK_OK) {
        kk_backup_note(db, path);
        prune(db);
        remove_parts(db);
        st = kk_tail_restart(db, arrival, err);
    } else {
        drop_part(part);
    }
    kk_free(path);
    kk_free(part);
    return st;
}

enum kk_status kk_backup_automatic(struct kk_db *db, enum kk_backup_kind kind,
                                   struct kk_err *err)
{
    enum kk_status st = kk_db_here(db, err);
    int lock = -1;

    if (st == KK_OK)
        st = kk_dir_make(db->backup_dir, 0700, err);
    if (st == KK_OK)
        kk_path_own_as(db->backup_dir, db->path);
    if (st == KK_OK)
        st = lock_folder(db, &lock, err);
    if (st != KK_OK)
        return st;
    st = copy_into_folder(db, kind, err);
    close(lock);
    return st;
}

/* What the newest copy does not hold: the tail begins after that. */
static bool any_since(struct kk_db *db)
{
    struct kk_arena arena = {0};
    const char *value;
    int64_t upto = 0, last = 0;

    if (kk_meta_get(db, "tail_after", &arena, &value, NULL) == KK_OK)
        (void)kk_parse_i64(value, &upto);
    kk_arena_free(&arena);
    return kk_tx_as_of(db, &last, NULL) == KK_OK && last > upto;
}

void kk_backup_daily(struct kk_db *db)
{
    kk_time newest = kk_backup_newest(db);
    struct kk_err why = {0};

    if (kk_day_of(newest) == kk_day_of(kk_now(db->clock)) || !any_since(db) ||
        kk_backup_automatic(db, KK_BACKUP_DAILY, &why) == KK_OK)
        return;
    kk_db_warn(db, "注意: 今日の控えを作れません: %s", why.text);
}

void kk_backup_first(struct kk_db *db)
{
    struct kk_err why = {0};

    if (kk_backup_automatic(db, KK_BACKUP_DAILY, &why) != KK_OK)
        kk_db_warn(db, "注意: 初めの控えを作れません: %s", why.text);
}
