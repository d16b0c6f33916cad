/* An office and its laptops, each a database of its own, and a stick between
 * them. What people write is plain rows of `site`, so that these tests need no
 * feature. */
#ifndef KIKUSUI_TESTS_UNIT_SYNC_COPIES_H
#define KIKUSUI_TESTS_UNIT_SYNC_COPIES_H

#include "temp.h"

#include <kikusui/store/backup.h>
#include <kikusui/store/journal.h>
#include <kikusui/sync/enrol.h>
#include <kikusui/sync/exchange.h>

struct copy {
    char *path;
    struct kk_clock clock;
    struct kk_db *db;
    struct kk_err err;
    struct kk_arena arena;
};
struct world {
    char *dir, *stick;
    struct copy office, k1, k2;
};

static inline void copy_open(struct copy *c, bool create)
{
    struct kk_db_open how = {
        .path = c->path, .create = create, .busy_ms = 5000, .clock = &c->clock};

    ck_ok(kk_db_open(&how, &c->db, &c->err), &c->err);
}

static inline void copy_new(struct copy *c, const char *dir, const char *name,
                            bool office)
{
    const struct kk_civil at = {
        .year = 2023, .month = 9, .day = 15, .hour = 8, .min = 50};
    struct kk_str path = {0};

    *c = (struct copy){.clock = {.fixed = kk_time_of(&at)}};
    kk_str_addf(&path, "%s/%s.db", dir, name);
    c->path = kk_str_take(&path);
    copy_open(c, true);
    ck_ok(kk_node_init(c->db, office, name, NULL, &c->err), &c->err);
}

static inline void copy_free(struct copy *c)
{
    kk_db_close(&c->db);
    kk_arena_free(&c->arena);
    kk_free(c->path);
}

static inline kk_id copy_site(struct copy *c, int no, const char *name)
{
    const struct kk_intent in = {.action = "site.add", .subject_table = "site"};
    struct kk_commit commit;
    kk_id id;

    ck_ok(kk_tx_begin(c->db, KK_TX_WRITE, &c->err), &c->err);
    ck_ok(kk_row_insert(c->db, "site",
                        KK_CELLS({"no", kk_vint(no)}, {"name", kk_vtext(name)}),
                        &id, &c->err),
          &c->err);
    ck_ok(kk_tx_commit(c->db, &in, &commit, &c->err), &c->err);
    return id;
}

static inline void copy_rename(struct copy *c, kk_id site, const char *name,
                               struct kk_commit *commit)
{
    const struct kk_intent in = {
        .action = "site.edit", .subject_table = "site", .subject = site};
    struct kk_commit own;

    ck_ok(kk_tx_begin(c->db, KK_TX_WRITE, &c->err), &c->err);
    ck_ok(kk_row_update(c->db, "site", site, KK_CELLS({"name", kk_vtext(name)}),
                        &c->err),
          &c->err);
    ck_ok(kk_tx_commit(c->db, &in, commit == NULL ? &own : commit, &c->err),
          &c->err);
}

static inline const char *copy_name(struct copy *c, kk_id site)
{
    struct kk_val v;

    ck_ok(kk_row_get(c->db, "site", site, "name", &c->arena, &v, &c->err),
          &c->err);
    return v.s;
}

static inline int64_t copy_int(struct copy *c, const char *sql)
{
    struct kk_cur *cur;
    int64_t n;

    ck_ok(kk_cur_open_sql(c->db, sql, NULL, &cur, &c->err), &c->err);
    ck_ok(kk_cur_next(cur, &c->err), &c->err);
    n = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return n;
}

/* The path of the one file that was written; the caller kk_frees. */
static inline char *copy_export(struct copy *c, const char *dir)
{
    const struct kk_export_how how = {.dir = dir, .reason = "定期"};
    struct kk_export_done done;
    char *file;

    ck_ok(kk_export(c->db, &how, &done, &c->err), &c->err);
    ck_assert_uint_eq(done.n_files, 1);
    file = kk_strdup(done.file[0]);
    kk_export_done_free(&done);
    return file;
}

/* The first bundle's outcome. */
static inline struct kk_import_one copy_take(struct copy *c, const char *path)
{
    const struct kk_import_how how = {.path = path};
    struct kk_import_done done;
    struct kk_import_one one = {0};
    enum kk_status st = kk_import(c->db, &how, &done, &c->err);

    if (done.n > 0)
        one = done.one[0];
    if (one.status == KK_OK)
        one.status = st;
    kk_import_done_free(&done);
    return one;
}

static inline struct kk_import_one copy_import(struct copy *c, const char *path)
{
    struct kk_import_one one = copy_take(c, path);

    ck_assert_msg(one.status == KK_OK, "%s: %s", one.file, c->err.text);
    return one;
}

static inline void carry(struct world *w, struct copy *from, struct copy *to)
{
    char *file = copy_export(from, w->stick);

    (void)copy_import(to, file);
    kk_free(file);
}

static inline void enrol(struct world *w, struct copy *laptop)
{
    struct kk_enrol_file request, grant;
    struct kk_enrol_how how = {.dir = w->stick};
    int64_t entries;

    ck_ok(kk_enrol_request(laptop->db, NULL, w->stick, &request, &laptop->err),
          &laptop->err);
    how.file = request.path;
    how.digits = request.digits;
    ck_ok(kk_enrol_approve(w->office.db, &how, &grant, &w->office.err),
          &w->office.err);
    how.file = grant.path;
    how.digits = grant.digits;
    ck_ok(kk_enrol_accept(laptop->db, &how, &entries, &laptop->err),
          &laptop->err);
    kk_free(request.path);
    kk_free(grant.path);
}

/* An office with one site, two laptops enrolled. */
static inline kk_id world_new(struct world *w)
{
    kk_id site;

    memset(w, 0, sizeof *w);
    w->dir = temp_make();
    w->stick = kk_path_join(w->dir, "stick");
    ck_ok(kk_dir_make(w->stick, 0700, &w->office.err), &w->office.err);
    copy_new(&w->office, w->dir, "H", true);
    site = copy_site(&w->office, 7, "東");
    copy_new(&w->k1, w->dir, "K1", false);
    copy_new(&w->k2, w->dir, "K2", false);
    enrol(w, &w->k1);
    enrol(w, &w->k2);
    return site;
}

static inline void world_free(struct world *w)
{
    copy_free(&w->office);
    copy_free(&w->k1);
    copy_free(&w->k2);
    kk_free(w->stick);
    temp_drop(w->dir);
}

static inline void copy_verify(struct copy *c)
{
    struct kk_verify v;

    ck_ok(kk_journal_verify(c->db, NULL, NULL, &v, &c->err), &c->err);
    ck_assert_msg(v.bad == 0, "%s", kk_str_c(&v.words));
    kk_str_free(&v.words);
}

static inline void same(struct copy *a, struct copy *b)
{
    unsigned char x[KK_HASH_BYTES], y[KK_HASH_BYTES];

    ck_ok(kk_journal_digest(a->db, x, &a->err), &a->err);
    ck_ok(kk_journal_digest(b->db, y, &b->err), &b->err);
    ck_assert_mem_eq(x, y, sizeof x);
    copy_verify(a);
    copy_verify(b);
}

#endif
