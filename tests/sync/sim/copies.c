/* The databases of a history. Making one costs a thousand times as much as
 * putting its bytes back, so they are made once, and every history begins with
 * the same bytes in the same open files. */
#include "internal.h"
#include "sim.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/backup.h>
#include <kikusui/sync/enrol.h>
#include <kikusui/sync/node.h>

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>
#include <sys/statvfs.h>

enum { MOST_FILES = 12, NOT_ENROLLED = 0, ROOM_BYTES = 256 << 20 };

struct saved { /* a file as it is in the beginning */
    char *name;
    struct kk_str bytes;
};
struct pattern { /* of one copy in a world of that many */
    struct kk_db *db;
    bool other_keys; /* the handle has read others than these */
    int n;
    struct saved file[MOST_FILES];
};
/* By the number of copies enrolled with one office; 0: of a graph. */
static struct pattern patterns[S_COPIES + 1][S_COPIES];
static bool prepared[S_COPIES + 1];

static void remove_all(const char *dir, const char *except)
{
    DIR *d = opendir(dir);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char *p;

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
            (except != NULL && strcmp(e->d_name, except) == 0))
            continue;
        p = kk_path_join(dir, e->d_name);
        if (unlink(p) != 0) {
            remove_all(p, NULL);
            rmdir(p);
        }
        kk_free(p);
    }
    if (d != NULL)
        closedir(d);
}

static void put_bytes(struct sim *s, const char *path, const struct kk_str *b)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    /* Over the old bytes: whoever has the file open has this one open. */
    if (fd < 0 ||
        pwrite(fd, kk_str_c(b), b->n_bytes, 0) != (ssize_t)b->n_bytes ||
        ftruncate(fd, (off_t)b->n_bytes) != 0)
        sim_fail(s, "%s cannot be written", path);
    close(fd);
}

/* The pages in memory of whoever has it open must not be taken for these: the
 * file counts its changes, and no count comes twice. */
static void count_on(struct kk_str *db)
{
    static uint32_t count = 1000000;

    count += 1000000;
    for (int i = 0; i < 4; i++)
        db->s[24 + i] = db->s[92 + i] = (char)(count >> (24 - 8 * i));
}

static void get_bytes(struct sim *s, const char *path, struct kk_str *out)
{
    struct kk_err err = {0};

    kk_str_clear(out);
    sim_ok(s, kk_file_read(path, (size_t)1 << 30, false, out, &err), &err,
           path);
}

static void place(struct sim *s, struct copy *c, int kind, int i)
{
    snprintf(c->dir, sizeof c->dir, "%s/w%d-%d", s->dir, kind, i);
    snprintf(c->path, sizeof c->path, "%.90s/k.db", c->dir);
}

/* --- made once ------------------------------------------------------------ */

static void make_copy(struct sim *s, struct copy *c, int i)
{
    struct kk_db_open how = {
        .path = c->path, .create = true, .busy_ms = 5000, .clock = &c->clock};
    struct kk_err err = {0};
    char name[8];

    snprintf(name, sizeof name, i == 0 ? "H" : "K%d", i);
    c->clock.fixed = 1600000000;
    sim_ok(s, kk_dir_make(c->dir, 0700, &err), &err, c->dir);
    sim_ok(s, kk_db_open(&how, &c->db, &err), &err, "create");
    sim_ok(s, kk_node_init(c->db, i == 0, name, NULL, &err), &err, "node");
}

static void enrol(struct sim *s, struct copy *office, struct copy *laptop)
{
    struct kk_enrol_file request, grant;
    struct kk_enrol_how how = {.dir = s->dir};
    struct kk_err err = {0};
    int64_t entries;

    sim_ok(s, kk_enrol_request(laptop->db, NULL, s->dir, &request, &err), &err,
           "request");
    how.file = request.path;
    how.digits = request.digits;
    sim_ok(s, kk_enrol_approve(office->db, &how, &grant, &err), &err,
           "approve");
    how.file = grant.path;
    how.digits = grant.digits;
    sim_ok(s, kk_enrol_accept(laptop->db, &how, &entries, &err), &err,
           "accept");
    unlink(request.path);
    unlink(grant.path);
    kk_free(request.path);
    kk_free(grant.path);
}

static void save(struct sim *s, struct pattern *p, const char *dir,
                 const char *under)
{
    DIR *d = opendir(dir);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char *path = kk_path_join(dir, e->d_name);
        char *name = kk_path_join(under, e->d_name);
        struct stat sb;

        /* A history makes its own backups. */
        if (e->d_name[0] == '.' || stat(path, &sb) != 0 ||
            strcmp(e->d_name, "k.db.backup") == 0) {
            kk_free(name);
        } else if (S_ISDIR(sb.st_mode)) {
            save(s, p, path, name);
            kk_free(name);
        } else {
            p->file[p->n].name = name;
            get_bytes(s, path, &p->file[p->n++].bytes);
        }
        kk_free(path);
    }
    if (d != NULL)
        closedir(d);
}

static void prepare(struct sim *s, int kind)
{
    int n = kind == NOT_ENROLLED ? S_COPIES : kind;
    static struct copy made[S_COPIES];

    for (int i = 0; i < n; i++) {
        made[i] = (struct copy){0};
        place(s, &made[i], kind, i);
        make_copy(s, &made[i], i);
    }
    for (int i = 1; kind != NOT_ENROLLED && i < n; i++)
        enrol(s, &made[0], &made[i]);
    for (int i = 0; i < n; i++) {
        kk_db_close(&made[i].db);
        save(s, &patterns[kind][i], made[i].dir, "");
    }
    prepared[kind] = true;
}

void copies_prepare(struct sim *s)
{
    const char *tmp = "/dev/shm";
    struct statvfs fs;

    /* Files that never reach a disk: fsync costs nothing there. */
    if (access(tmp, W_OK) != 0 || statvfs(tmp, &fs) != 0 ||
        fs.f_bavail * fs.f_frsize < ROOM_BYTES)
        tmp = "/tmp";
    snprintf(s->dir, sizeof s->dir, "%s/kk-sim-XXXXXX", tmp);
    if (mkdtemp(s->dir) == NULL)
        sim_fail(s, "%s cannot be made", s->dir);
}

void copies_remove(struct sim *s)
{
    remove_all(s->dir, NULL);
    rmdir(s->dir);
}

/* --- for every history ---------------------------------------------------- */

static void reset(struct sim *s, struct copy *c, struct pattern *p)
{
    char path[400];

    if (p->other_keys)
        kk_db_close(&p->db);
    p->other_keys = false;
    if (p->db != NULL)
        kk_lease_drop(p->db); /* the handle forgets its writer */
    remove_all(c->dir, "k.db");
    snprintf(path, sizeof path, "%s.keys", c->path);
    mkdir(path, 0700);
    for (int i = 0; i < p->n; i++) {
        snprintf(path, sizeof path, "%s/%s", c->dir, p->file[i].name);
        if (strcmp(p->file[i].name, "k.db") == 0)
            count_on(&p->file[i].bytes);
        put_bytes(s, path, &p->file[i].bytes);
    }
    c->db = p->db;
    c->lease = -1;
    if (c->db == NULL)
        copy_open(s, c);
    c->db->clock = &c->clock;
}

void copies_reset(struct sim *s)
{
    int kind = s->h->star ? s->h->copies : NOT_ENROLLED;
    char stick[80];

    snprintf(stick, sizeof stick, "%s/stick", s->dir);
    remove_all(stick, NULL);
    mkdir(stick, 0700);
    sim_seed((uint64_t)kind, 0);
    if (!prepared[kind])
        prepare(s, kind);
    for (int i = 0; i < s->h->copies; i++) {
        struct copy *c = &s->copy[i];

        for (int k = 0; k < c->n_backups; k++)
            unlink(c->backup[k].path);
        *c = (struct copy){.clock = {.fixed = s->h->clock[i]}};
        place(s, c, kind, i);
        reset(s, c, &patterns[kind][i]);
        c->is.node = i;
    }
}

/* The handle that serves the next history too. */
static struct pattern *pattern_of(const struct copy *c)
{
    int kind, i;

    if (sscanf(strrchr(c->dir, '/'), "/w%d-%d", &kind, &i) != 2)
        abort();
    return &patterns[kind][i];
}

void copy_open(struct sim *s, struct copy *c)
{
    struct kk_db_open how = {
        .path = c->path, .busy_ms = 5000, .clock = &c->clock};
    struct kk_err err = {0};

    sim_ok(s, kk_db_open(&how, &c->db, &err), &err, "open");
    pattern_of(c)->db = c->db;
    c->writer = 0;
    copy_tail_append(c);
}

void copy_close(struct copy *c)
{
    kk_db_close(&c->db);
    pattern_of(c)->db = NULL;
}

/* --- the tail ------------------------------------------------------------- */

void copy_tail_append(struct copy *c)
{
    int from = c->n_tail > 0 ? c->tail_upto : c->is.tail_after;

    for (int i = from; i < c->is.set.n; i++)
        c->tail[c->n_tail++] = c->is.set.at[i];
    if (c->n_tail > 0)
        c->tail_upto = c->is.set.n;
}

void copy_tail_restart(struct copy *c)
{
    c->n_tail = 0;
    c->is.tail_after = c->is.set.n;
}

/* Another file is in the database's place: a tail that ends in what it does
 * not hold is another's, and gives way. */
static void tail_of_other(struct copy *c)
{
    if (c->n_tail > 0 &&
        (c->tail_upto > c->is.set.n ||
         c->is.set.at[c->tail_upto - 1] != c->tail[c->n_tail - 1]))
        c->n_tail = 0;
}

/* --- crashes -------------------------------------------------------------- */

/* It dies after the commit, before lease and tail were written. */
void copy_crash(struct sim *s, struct copy *c, void (*commit)(void *),
                void *user)
{
    struct kk_str lease = {0}, tail = {0};
    char lease_path[140], tail_path[140];
    int lease_was = c->lease;

    snprintf(lease_path, sizeof lease_path, "%s.keys/lease", c->path);
    snprintf(tail_path, sizeof tail_path, "%s.tail", c->path);
    if (access(lease_path, F_OK) == 0)
        get_bytes(s, lease_path, &lease);
    get_bytes(s, tail_path, &tail);
    commit(user);
    copy_close(c);
    if (lease.n_bytes > 0)
        put_bytes(s, lease_path, &lease);
    else
        unlink(lease_path);
    put_bytes(s, tail_path, &tail);
    c->lease = lease_was;
    kk_str_free(&lease);
    kk_str_free(&tail);
    copy_open(s, c);
}

/* --- backups and going back ----------------------------------------------- */

char *copy_newest_backup(struct copy *c)
{
    return kk_backup_newest_path(c->db);
}

void copy_backup(struct sim *s, struct copy *c, unsigned how)
{
    struct backup *b = &c->backup[c->n_backups];
    struct kk_str bytes = {0};
    struct kk_err err = {0};
    char *newest;

    if (c->n_backups == S_BACKUPS)
        return;
    snprintf(b->path, sizeof b->path, "%s/backup-%s-%d.db", s->dir,
             strrchr(c->dir, '/') + 1, s->step);
    unlink(b->path);
    b->was = c->is; /* before the tail begins after it */
    switch (how % 3) {
    case 0: /* kikusui backup */
        sim_ok(s, kk_backup_automatic(c->db, KK_BACKUP_DAILY, &err), &err,
               "backup");
        copy_tail_restart(c);
        newest = copy_newest_backup(c);
        get_bytes(s, newest, &bytes);
        kk_free(newest);
        put_bytes(s, b->path, &bytes);
        break;
    case 1: /* backup --to */
        sim_ok(s, kk_backup_to(c->db, b->path, &err), &err, "backup --to");
        break;
    case 2: /* the file copied by hand, while nobody writes */
        get_bytes(s, c->path, &bytes);
        put_bytes(s, b->path, &bytes);
        break;
    }
    kk_str_free(&bytes);
    c->n_backups++;
}

/* An older file was copied over the database by hand, or put in its place: a
 * lease is for one file. */
static void replace_file(struct sim *s, struct copy *c, const struct backup *b,
                         bool another)
{
    struct kk_str bytes = {0};

    get_bytes(s, b->path, &bytes);
    copy_close(c);
    if (another) {
        unlink(c->path);
        c->lease = -1;
    }
    put_bytes(s, c->path, &bytes);
    kk_str_free(&bytes);
    c->is = b->was;
    tail_of_other(c);
    copy_open(s, c);
}

/* A backup of another node does not go over this one's file: nothing changes.
 */
static void restore_of_another(struct sim *s, struct copy *c,
                               const struct backup *b)
{
    struct kk_restore_count count;
    struct kk_err err = {0};

    copy_close(c);
    if (kk_restore(c->path, b->path, &c->clock, &count, &err) != KK_REFUSED)
        sim_fail(s, "restore: a backup of another node was taken");
    copy_open(s, c);
}

/* kikusui restore, with the old file and the tail still there or not. */
static void restore(struct sim *s, struct copy *c, const struct backup *b,
                    bool file, bool tail)
{
    struct kk_restore_count count;
    struct kk_err err = {0};
    static struct facts old;
    char path[140];

    if (b->was.node != c->is.node) {
        restore_of_another(s, c, b);
        return;
    }
    old = c->is;
    copy_close(c);
    snprintf(path, sizeof path, "%s.tail", c->path);
    if (!file)
        unlink(c->path);
    if (!tail)
        unlink(path);
    sim_ok(s, kk_restore(c->path, b->path, &c->clock, &count, &err), &err,
           "restore");
    c->is = b->was;
    if (tail)
        m_take_fitting(&s->w, &c->is.set, sim_refs, c->tail, c->n_tail);
    if (file)
        m_take_fitting(&s->w, &c->is.set, sim_refs, old.set.at, old.set.n);
    c->lease = -1;
    copy_tail_restart(c);
    copy_open(s, c);
}

/* A lease that a crash left behind names an older entry; beside older bytes in
 * the same file it would be taken for the newest. That double fault makes a
 * fork, which node refork mends: no matter of these histories. */
static bool lease_lags(const struct sim *s, const struct copy *c)
{
    return c->lease >= 0 &&
           m_last(&s->w, &c->is.set, s->w.entry[c->lease].writer) != c->lease;
}

void copy_restore(struct sim *s, struct copy *c, unsigned which, unsigned how)
{
    const struct backup *b;

    if (c->n_backups == 0)
        return;
    b = &c->backup[which % (unsigned)c->n_backups];
    switch (how % 6) {
    case 0:
        restore(s, c, b, true, true);
        break;
    case 1:
        restore(s, c, b, false, true);
        break;
    case 2:
        restore(s, c, b, false, false);
        break;
    default:
        if (!lease_lags(s, c))
            replace_file(s, c, b, how % 6 == 3);
        break;
    }
}

static void copy_files(struct sim *s, const char *from, const char *to)
{
    DIR *d = opendir(from);
    struct kk_str bytes = {0};
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char *a = kk_path_join(from, e->d_name);
        char *b = kk_path_join(to, e->d_name);

        if (e->d_name[0] != '.') {
            get_bytes(s, a, &bytes);
            put_bytes(s, b, &bytes);
        }
        kk_free(a);
        kk_free(b);
    }
    if (d != NULL)
        closedir(d);
    kk_str_free(&bytes);
}

/* Somebody takes a database to another place, with what stands beside it or
 * without. Either way it is another copy, and writes under another name. */
void copy_duplicate(struct sim *s, const struct copy *from, struct copy *to,
                    bool whole)
{
    struct kk_str bytes = {0};
    char keys[140], theirs[140];

    get_bytes(s, from->path, &bytes);
    copy_close(to);
    remove_all(to->dir, NULL);
    put_bytes(s, to->path, &bytes);
    snprintf(keys, sizeof keys, "%s.keys", to->path);
    mkdir(keys, 0700);
    to->is = from->is;
    to->lease = -1;
    to->newer = 0;
    to->n_tail = 0;
    if (whole) {
        snprintf(theirs, sizeof theirs, "%s.keys", from->path);
        copy_files(s, theirs, keys);
        snprintf(theirs, sizeof theirs, "%s.tail", from->path);
        snprintf(keys, sizeof keys, "%s.tail", to->path);
        get_bytes(s, theirs, &bytes);
        put_bytes(s, keys, &bytes);
        to->n_tail = from->n_tail;
        to->tail_upto = from->tail_upto;
        memcpy(to->tail, from->tail, sizeof to->tail);
    }
    kk_str_free(&bytes);
    copy_open(s, to);
    pattern_of(to)->other_keys = true;
}
