/* A fresh database in a folder of its own, with a pinned clock. */
#ifndef KIKUSUI_TESTS_STORE_FIXTURE_H
#define KIKUSUI_TESTS_STORE_FIXTURE_H

#include "test.h"

#include <kikusui/base/file.h>
#include <kikusui/store/journal.h>

#include <stdlib.h>
#include <string.h>

struct fixture {
    char dir[64];
    char *path;
    struct kk_clock clock;
    struct kk_db *db;
    struct kk_err err;
    struct kk_arena arena;
    char later[KK_ENTRY_NAME_BYTES]; /* what a refused undo waits for */
};

static inline void fixture_open(struct fixture *f, bool create)
{
    struct kk_db_open how = {
        .path = f->path, .create = create, .busy_ms = 5000, .clock = &f->clock};

    ck_ok(kk_db_open(&how, &f->db, &f->err), &f->err);
}

static inline void fixture_new(struct fixture *f)
{
    const struct kk_civil at = {
        .year = 2023, .month = 4, .day = 12, .hour = 10, .min = 20};

    const char *tmp = getenv("TMPDIR");

    memset(f, 0, sizeof *f);
    snprintf(f->dir, sizeof f->dir, "%.40s/kikusui-test-XXXXXX",
             tmp == NULL ? "/tmp" : tmp);
    ck_assert_ptr_nonnull(mkdtemp(f->dir));
    f->path = kk_path_join(f->dir, "k.db");
    f->clock.fixed = kk_time_of(&at);
    fixture_open(f, true);
}

static inline void fixture_free(struct fixture *f)
{
    struct kk_str rm = {0};

    kk_db_close(&f->db);
    kk_arena_free(&f->arena);
    kk_str_addf(&rm, "rm -rf %s", f->dir);
    ck_assert_int_eq(system(kk_str_c(&rm)), 0);
    kk_str_free(&rm);
    kk_free(f->path);
}

/* One entry that makes a site; returns its id. */
static inline kk_id fixture_site(struct fixture *f, int no, const char *name,
                                 struct kk_commit *commit)
{
    const struct kk_intent in = {
        .action = "site.add", .subject_table = "site", .worker = 7};
    struct kk_commit c;
    kk_id id;

    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
    ck_ok(kk_row_insert(f->db, "site",
                        KK_CELLS({"no", kk_vint(no)}, {"name", kk_vtext(name)}),
                        &id, &f->err),
          &f->err);
    ck_ok(kk_tx_commit(f->db, &in, commit != NULL ? commit : &c, &f->err),
          &f->err);
    return id;
}

/* One entry that renames it, as somebody who saw as_of. */
static inline enum kk_status fixture_rename(struct fixture *f, kk_id site,
                                            const char *name, int64_t as_of,
                                            struct kk_commit *commit)
{
    const struct kk_intent in = {.action = "site.edit",
                                 .subject_table = "site",
                                 .subject = site,
                                 .worker = 7,
                                 .as_of = as_of};
    struct kk_commit c;

    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
    ck_ok(kk_row_update(f->db, "site", site, KK_CELLS({"name", kk_vtext(name)}),
                        &f->err),
          &f->err);
    return kk_tx_commit(f->db, &in, commit != NULL ? commit : &c, &f->err);
}

static inline const char *fixture_name(struct fixture *f, kk_id site)
{
    struct kk_val v;

    ck_ok(kk_row_get(f->db, "site", site, "name", &f->arena, &v, &f->err),
          &f->err);
    return v.s;
}

static inline enum kk_status fixture_undo(struct fixture *f, const char *entry,
                                          struct kk_commit *commit)
{
    const struct kk_intent_arg arg = {"entry", entry};
    struct kk_intent in = {
        .action = "undo", .worker = 7, .arg = &arg, .n_args = 1};
    struct kk_commit c;
    int64_t arrival, later;
    enum kk_status st;

    ck_ok(kk_journal_find(f->db, entry, &arrival, &f->err), &f->err);
    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
    st = kk_journal_undo(f->db, arrival, &later, &f->err);
    if (st == KK_OK)
        return kk_tx_commit(f->db, &in, commit != NULL ? commit : &c, &f->err);
    kk_tx_rollback(f->db);
    f->later[0] = '\0';
    if (later != 0) {
        struct kk_arena arena = {0};
        struct kk_err none = {0};
        struct kk_entry e;

        ck_ok(kk_journal_entry(f->db, later, &arena, &e, &none), &none);
        snprintf(f->later, sizeof f->later, "%s", e.name);
        kk_arena_free(&arena);
    }
    return st;
}

static inline void fixture_verify(struct fixture *f)
{
    struct kk_verify v;

    ck_ok(kk_journal_verify(f->db, NULL, NULL, &v, &f->err), &f->err);
    ck_assert_msg(v.bad == 0, "%s", kk_str_c(&v.words));
    kk_str_free(&v.words);
}

#endif
