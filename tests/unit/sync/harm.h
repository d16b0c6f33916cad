/* What a bundle must not do to a copy, and how that is told. */
#ifndef KIKUSUI_TESTS_UNIT_SYNC_HARM_H
#define KIKUSUI_TESTS_UNIT_SYNC_HARM_H

#include "copies.h"

struct before {
    unsigned char digest[KK_HASH_BYTES];
    int64_t rows, refusals;
    int files;
};

/* Everything but refusals, exports and the marks of exchange. */
#define HARM_COUNT                                                             \
    "SELECT (SELECT count(*) FROM entry)+(SELECT count(*) FROM change)"        \
    "+(SELECT count(*) FROM writer)+(SELECT count(*) FROM import_log)"         \
    "+(SELECT count(*) FROM node)+(SELECT total(live) FROM change)"            \
    "+(SELECT count(*) FROM site)"

static inline struct before look(struct world *w, struct copy *c)
{
    struct before b = {.rows = copy_int(c, HARM_COUNT),
                       .refusals = copy_int(c, "SELECT count(*) FROM refusal"),
                       .files = temp_count(w->dir)};

    ck_ok(kk_journal_digest(c->db, b.digest, &c->err), &c->err);
    return b;
}

static inline void unharmed(struct world *w, struct copy *c,
                            const struct before *b, int64_t refusals,
                            const char *why)
{
    struct before now = look(w, c);

    ck_assert_msg(memcmp(now.digest, b->digest, sizeof now.digest) == 0 &&
                      now.rows == b->rows,
                  "%s: the state changed", why);
    ck_assert_msg(now.files == b->files, "%s: something is left", why);
    ck_assert_msg(now.refusals == b->refusals + refusals, "%s: %d refusals",
                  why, (int)(now.refusals - b->refusals));
}

static inline void refused(struct copy *c, const char *path, const char *why)
{
    struct kk_import_one one = copy_take(c, path);

    ck_assert_msg(one.status == KK_BADBUNDLE, "%s: status %d", why,
                  (int)one.status);
    ck_assert_msg(c->err.text[0] != '\0', "%s: no reason", why);
}

/* As what the ledger has the last refusal. */
static inline void refused_as(struct copy *c, const char *path,
                              const char *kind, const char *why)
{
    struct kk_str sql = {0};

    refused(c, path, why);
    kk_str_addf(&sql, "SELECT kind='%s' FROM refusal ORDER BY id DESC LIMIT 1",
                kind);
    ck_assert_msg(copy_int(c, kk_str_c(&sql)) == 1, "%s: no %s: %s", why, kind,
                  c->err.text);
    kk_str_free(&sql);
}

/* K1 wrote two entries of its own; a bundle with them lies on the stick. */
static inline char *two_entries(struct world *w)
{
    kk_id site;

    (void)world_new(w);
    site = copy_site(&w->k1, 8, "白石");
    copy_rename(&w->k1, site, "白石区", NULL);
    /* A copy before the first import is made once, not by a refused one. */
    carry(w, &w->k2, &w->office);
    return copy_export(&w->k1, w->stick);
}

/* The database file, byte for byte. */
static inline void untouched(struct copy *c, const struct kk_str *was,
                             const char *why)
{
    struct kk_str is = {0};

    temp_get(c->path, &is);
    ck_assert_msg(was->n_bytes == is.n_bytes &&
                      memcmp(was->s, is.s, was->n_bytes) == 0,
                  "%s: the file changed", why);
    kk_str_free(&is);
}

#endif
