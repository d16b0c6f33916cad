/* Making a new database whole or not at all. */
#include "internal.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/make.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#define MAKING ".making-" /* .NAME.making-PID, a folder */

struct kk_make {
    char *path, *name; /* the place; its last part */
    char *parent, *dir, *temp;
    kk_time now;
};

/* In the order in which they are moved: once the database itself stands, all
 * of it does. */
static const char *const parts[] = {".keys", ".tail", ".backup", ""};
enum { N_PARTS = sizeof parts / sizeof *parts };

static char *with(const char *a, const char *b)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "%s%s", a, b);
    return kk_str_take(&s);
}

/* --- removing ------------------------------------------------------------- */

/* A folder of ours is two deep: NAME.keys and NAME.backup in it. */
static void remove_folder(const char *path, int depth)
{
    DIR *d = opendir(path);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char *item;

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        item = kk_path_join(path, e->d_name);
        if (unlink(item) != 0 && depth > 0)
            remove_folder(item, depth - 1);
        kk_free(item);
    }
    if (d != NULL)
        closedir(d);
    (void)rmdir(path);
}

/* Of processes that are no more. */
static void remove_left(const struct kk_make *m)
{
    DIR *d = opendir(m->parent);
    struct kk_str begin = {0};
    struct dirent *e;

    kk_str_addf(&begin, ".%s" MAKING, m->name);
    while (d != NULL && (e = readdir(d)) != NULL) {
        char *item;
        int64_t pid;

        if (!kk_str_starts(e->d_name, kk_str_c(&begin)) ||
            !kk_parse_i64(e->d_name + begin.n_bytes, &pid) || pid <= 0 ||
            (pid != getpid() && kill((pid_t)pid, 0) == 0) ||
            (pid != getpid() && errno != ESRCH))
            continue;
        item = kk_path_join(m->parent, e->d_name);
        remove_folder(item, 2);
        kk_free(item);
    }
    if (d != NULL)
        closedir(d);
    kk_str_free(&begin);
}

/* --- beginning ------------------------------------------------------------ */

enum kk_status kk_make_begin(const char *path, const struct kk_clock *clock,
                             struct kk_make **out, struct kk_err *err)
{
    const struct kk_db_open how = {.path = path, .create = true};
    enum kk_status st = kk_place_check(&how, err);
    struct kk_make *m;
    struct kk_str s = {0};
    const char *slash;

    *out = NULL;
    if (st != KK_OK)
        return st;
    m = kk_alloc(sizeof *m);
    *m = (struct kk_make){.path = kk_path_abs(path), .now = kk_now(clock)};
    slash = strrchr(m->path, '/');
    m->name = kk_strdup(slash == NULL ? m->path : slash + 1);
    m->parent = kk_path_dir(m->path);
    remove_left(m);
    kk_str_addf(&s, "%s/.%s" MAKING "%ld", m->parent, m->name, (long)getpid());
    m->dir = kk_str_take(&s);
    m->temp = kk_path_join(m->dir, m->name);
    st = kk_dir_make(m->dir, 0700, err);
    if (st == KK_OK)
        *out = m;
    else
        kk_make_free(&m);
    return st;
}

const char *kk_make_path(const struct kk_make *m)
{
    return m->temp;
}

void kk_make_free(struct kk_make **pm)
{
    struct kk_make *m = *pm;

    if (m == NULL)
        return;
    remove_folder(m->dir, 2);
    kk_free(m->path);
    kk_free(m->name);
    kk_free(m->parent);
    kk_free(m->dir);
    kk_free(m->temp);
    kk_free(m);
    *pm = NULL;
}

/* --- ending --------------------------------------------------------------- */

static int move(const char *from, const char *to)
{
    bool left;

    return kk_fd_rename_new(AT_FDCWD, from, to, &left);
}

/* NAME.old-STAMP.keys and so on, over nothing that is there. */
static int set_aside(const struct kk_make *m, const char *part,
                     struct kk_str *note)
{
    char *from = with(m->path, part), *to = NULL;
    kk_time t = m->now;
    int e;

    do {
        struct kk_str s = {0};
        struct kk_civil c;

        kk_free(to);
        kk_civil_of(t++, &c);
        kk_str_addf(&s, "%s.old-%04d%02d%02d-%02d%02d%02d%s", m->path, c.year,
                    c.month, c.day, c.hour, c.min, c.sec, part);
        to = kk_str_take(&s);
        e = move(from, to);
    } while (e == EEXIST);
    if (e == 0)
        kk_str_addf(
            note, "注意: データベースのない %s がありました。%s に退けました\n",
            from, to);
    kk_free(from);
    kk_free(to);
    return e == ENOENT ? 0 : e;
}

/* One part; 0 as well where there is none to move. */
static int move_part(const struct kk_make *m, const char *part,
                     struct kk_str *note)
{
    char *from = with(m->temp, part), *to = with(m->path, part);
    int e = access(from, F_OK) != 0 ? ENOENT : move(from, to);

    if (e == EEXIST && *part != '\0') {
        e = set_aside(m, part, note);
        if (e == 0)
            e = move(from, to);
    }
    kk_free(from);
    kk_free(to);
    return e == ENOENT && *part != '\0' ? 0 : e;
}

/* The way back: what was set aside stays so. */
static void move_back(const struct kk_make *m, int n)
{
    for (int i = 0; i < n; i++) {
        char *from = with(m->path, parts[i]), *to = with(m->temp, parts[i]);

        (void)move(from, to);
        kk_free(from);
        kk_free(to);
    }
}

enum kk_status kk_make_end(struct kk_make *m, struct kk_str *note,
                           struct kk_err *err)
{
    struct kk_err unsynced = {0};
    int e = 0;

    for (int i = 0; e == 0 && i < N_PARTS; i++) {
        e = move_part(m, parts[i], note);
        if (e != 0)
            move_back(m, i);
    }
    if (e == EEXIST)
        return kk_fail(err, KK_REFUSED,
                       "%s はもうあります。別の場所を --db で指定してください",
                       m->path);
    if (e != 0)
        return kk_fail(err, KK_IO, "%s を置けません: %s", m->path,
                       kk_errno_text(e));
    if (kk_file_sync(m->path, &unsynced) != KK_OK)
        kk_str_addf(note,
                    "注意: 作りましたが、ディスクに書き終えた知らせがありま"
                    "せん。ディスクを確かめてください: %s\n",
                    unsynced.text);
    return KK_OK;
}
