/* Keeping the search index true to the units, and holding it against them. */
#include "internal.h"

#include <kikusui/base/data.h>
#include <kikusui/base/fold.h>
#include <kikusui/store/search.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static enum kk_status run_id(struct kk_db *db, const char *sql, kk_id id,
                             const char *text, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(db, sql, &st, err);

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, id);
    if (text != NULL)
        sqlite3_bind_text(st, 2, text, -1, SQLITE_STATIC);
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "search");
    kk_stmt_done(db, st);
    return rc;
}

enum { PARTS_MAX = 24 };

struct words { /* of one unit after another, folded */
    struct kk_str text, key[KK_KEYS_OF_A_UNIT];
    /* The parts of the unit before: its model, place and department are mostly
     * those of the next one. */
    struct kk_str part[PARTS_MAX], folded[PARTS_MAX];
};

static void free_words(struct words *w)
{
    kk_str_free(&w->text);
    for (int i = 0; i < KK_KEYS_OF_A_UNIT; i++)
        kk_str_free(&w->key[i]);
    for (int i = 0; i < PARTS_MAX; i++) {
        kk_str_free(&w->part[i]);
        kk_str_free(&w->folded[i]);
    }
}

static const char *fold_part(struct words *w, int i, const char *part)
{
    if (w->part[i].s == NULL || strcmp(w->part[i].s, part) != 0) {
        kk_str_clear(&w->part[i]);
        kk_str_clear(&w->folded[i]);
        kk_str_add(&w->part[i], part);
        kk_fold(part, &w->folded[i]);
    }
    return kk_str_c(&w->folded[i]);
}

/* KK_NONE: it is not to be found. */
static enum kk_status read_words(struct kk_db *db, kk_id unit, struct words *w,
                                 struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st = kk_cur_open(db, "unit/search_text",
                                    KK_BINDS({"id", kk_vint(unit)}), &cur, err);

    kk_str_clear(&w->text);
    for (int i = 0; i < KK_KEYS_OF_A_UNIT; i++)
        kk_str_clear(&w->key[i]);
    if (st == KK_OK)
        st = kk_cur_next(cur, err);
    if (st == KK_OK && kk_cur_count(cur) > PARTS_MAX)
        st = kk_fail(err, KK_BUG, "search_text.sql has more than %d parts",
                     PARTS_MAX);
    for (int i = 0; st == KK_OK && i < kk_cur_count(cur); i++) {
        const char *part = kk_cur_text(cur, i);

        if (part == NULL)
            continue;
        kk_str_add(&w->text, fold_part(w, i, part));
        kk_str_addc(&w->text, KK_PART_END);
        if (i < KK_KEYS_OF_A_UNIT)
            kk_str_add(&w->key[i], kk_str_c(&w->folded[i]));
    }
    kk_cur_close(&cur);
    return st;
}

static int count_keys(const struct words *w)
{
    int keys = 0;

    for (int i = 0; i < KK_KEYS_OF_A_UNIT; i++)
        keys +=
            w->key[i].n_bytes > 0 &&
            (i == 0 || !kk_streq(kk_str_c(&w->key[i]), kk_str_c(&w->key[0])));
    return keys;
}

/* The keys come first in the text, so that their number and the text are
 * enough to tell. */
static enum kk_status is_indexed(struct kk_db *db, kk_id unit,
                                 const struct words *w, bool *out,
                                 struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT (SELECT count(*) FROM unit_key WHERE unit=?1),text "
                    "FROM search WHERE rowid=?1",
                    &st, err);

    *out = false;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, unit);
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK)
        *out = sqlite3_column_int(st, 0) == count_keys(w) &&
               kk_streq((const char *)sqlite3_column_text(st, 1),
                        kk_str_c(&w->text));
    kk_stmt_done(db, st);
    return rc == KK_NONE ? KK_OK : rc;
}

static enum kk_status put_words(struct kk_db *db, kk_id unit,
                                const struct words *w, struct kk_err *err)
{
    enum kk_status st = run_id(db,
                               "INSERT INTO search(rowid,text) "
                               "VALUES(?1,?2)",
                               unit, kk_str_c(&w->text), err);

    for (int i = 0; st == KK_OK && i < KK_KEYS_OF_A_UNIT; i++)
        if (w->key[i].n_bytes > 0)
            st = run_id(db,
                        "INSERT OR IGNORE INTO unit_key(unit,key) "
                        "VALUES(?1,?2)",
                        unit, kk_str_c(&w->key[i]), err);
    return st;
}

/* Most of what is written of a unit changes no word of it. */
static enum kk_status index_unit(struct kk_db *db, kk_id unit, struct words *w,
                                 struct kk_err *err)
{
    bool there = false, same = false;
    enum kk_status st = read_words(db, unit, w, err);

    if (st == KK_OK) {
        there = true;
        st = is_indexed(db, unit, w, &same, err);
    }
    if (st == KK_NONE)
        st = KK_OK;
    if (st == KK_OK && !same)
        st = run_id(db, "DELETE FROM search WHERE rowid=?1", unit, NULL, err);
    if (st == KK_OK && !same)
        st = run_id(db, "DELETE FROM unit_key WHERE unit=?1", unit, NULL, err);
    if (st == KK_OK && there && !same)
        st = put_words(db, unit, w, err);
    return st;
}

static int by_id(const void *pa, const void *pb)
{
    kk_id a = *(const kk_id *)pa, b = *(const kk_id *)pb;

    return (a > b) - (a < b);
}

struct ids {
    kk_id *id;
    size_t n, cap;
};

static enum kk_status units_of(struct kk_db *db, struct kk_ways *w,
                               const struct kk_touched *t, struct ids *out,
                               struct kk_err *err)
{
    const struct kk_table *table = kk_catalog_table(&db->catalog, t->tab);
    enum kk_status st = KK_OK;

    if (table == NULL)
        return KK_OK;
    (void)kk_ways_of(w, "reindex", table);
    for (size_t i = 0; st == KK_OK && i < w->n; i++) {
        struct kk_cur *cur = NULL;

        st = kk_cur_open_sql(db, w->sql[i], KK_BINDS({"id", kk_vint(t->row)}),
                             &cur, err);
        while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
            kk_grow(&out->id, &out->cap, out->n + 1, sizeof *out->id);
            out->id[out->n++] = kk_cur_int(cur, 0);
        }
        kk_cur_close(&cur);
        st = st == KK_NONE ? KK_OK : st;
    }
    return st;
}

enum kk_status kk_search_update(struct kk_db *db, struct kk_err *err)
{
    struct ids ids = {0};
    struct words w = {0};
    struct kk_ways ways = {0};
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < db->n_touched; i++)
        st = units_of(db, &ways, &db->touched[i], &ids, err);
    kk_ways_free(&ways);
    if (ids.n > 0)
        qsort(ids.id, ids.n, sizeof *ids.id, by_id);
    for (size_t i = 0; st == KK_OK && i < ids.n; i++)
        if (i == 0 || ids.id[i] != ids.id[i - 1])
            st = index_unit(db, ids.id[i], &w, err);
    free_words(&w);
    kk_free(ids.id);
    return st;
}

/* What the index is made with. */
void kk_search_hash(struct kk_hash *h)
{
    static const int fold = KK_FOLD_VERSION;
    const struct kk_data *text = kk_data_find("feature/unit/search_text.sql");

    kk_hash_add(h, &fold, sizeof fold);
    kk_hash_add(h, text->bytes, text->n_bytes);
}

static void made_with(char out[2 * KK_HASH_BYTES + 1])
{
    unsigned char hash[KK_HASH_BYTES];
    struct kk_hash h;

    kk_hash_init(&h);
    kk_search_hash(&h);
    kk_hash_end(&h, hash);
    kk_hex(hash, sizeof hash, out);
}

static enum kk_status stamp(struct kk_db *db, struct kk_err *err)
{
    char version[2 * KK_HASH_BYTES + 1];

    made_with(version);
    return kk_meta_set(db, "search", version, err);
}

enum kk_status kk_search_rebuild(struct kk_db *db, struct kk_err *err)
{
    struct words w = {0};
    sqlite3_stmt *st;
    /* From nothing: a damaged index cannot even be emptied. */
    enum kk_status rc = kk_exec(db,
                                "DROP TABLE search;"
                                "CREATE VIRTUAL TABLE search USING "
                                "fts5(text, tokenize = 'kk_pairs');"
                                "DELETE FROM unit_key",
                                err);

    if (rc == KK_OK)
        rc = kk_stmt_get(db, "SELECT id FROM unit ORDER BY id", &st, err);
    if (rc != KK_OK)
        return rc;
    while (rc == KK_OK && (rc = kk_stmt_row(db, st, err)) == KK_OK)
        rc = index_unit(db, sqlite3_column_int64(st, 0), &w, err);
    kk_stmt_done(db, st);
    free_words(&w);
    db->n_touched = db->n_hit = 0;
    return rc == KK_NONE ? stamp(db, err) : rc;
}

enum kk_status kk_search_current(struct kk_db *db, bool *out,
                                 struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *value = NULL;
    char version[2 * KK_HASH_BYTES + 1];
    enum kk_status st = kk_meta_get(db, "search", &arena, &value, err);

    made_with(version);
    *out = st == KK_OK && kk_streq(value, version);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

/* --- verifying ------------------------------------------------------------ */

/* The index against its own text. Asked by an INSERT that writes nothing. */
enum kk_status kk_search_verify_index(struct kk_db *db, struct kk_verify *v,
                                      struct kk_err *err)
{
    int rc = sqlite3_exec(
        db->sql, "INSERT INTO search(search) VALUES('integrity-check')", NULL,
        NULL, NULL);

    if (rc == SQLITE_CORRUPT)
        kk_verify_say(v, "検索の索引が壊れています");
    else if (rc != SQLITE_OK)
        return kk_sql_fail(db, err, "検索の索引");
    return KK_OK;
}

/* Whether each key that is kept of the unit is one of its words. */
static enum kk_status has_keys(struct kk_db *db, kk_id unit,
                               const struct words *w, bool *out,
                               struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT count(*) FROM unit_key WHERE unit=?1 AND "
                    "key NOT IN (?2,?3)",
                    &st, err);

    *out = false;
    if (rc != KK_OK)
        return rc;
    sqlite3_bind_int64(st, 1, unit);
    for (int i = 0; i < KK_KEYS_OF_A_UNIT; i++)
        sqlite3_bind_text(st, i + 2, kk_str_c(&w->key[i]), -1, SQLITE_STATIC);
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK)
        *out = sqlite3_column_int(st, 0) == 0;
    kk_stmt_done(db, st);
    return rc;
}

struct indexed { /* rows there should be */
    int64_t texts, keys;
};

static enum kk_status verify_unit(struct kk_db *db, kk_id unit, struct words *w,
                                  struct indexed *sum, struct kk_verify *v,
                                  struct kk_err *err)
{
    bool same = false;
    enum kk_status st = read_words(db, unit, w, err);

    if (st == KK_OK) {
        st = is_indexed(db, unit, w, &same, err);
        if (st == KK_OK && same)
            st = has_keys(db, unit, w, &same, err);
        if (st == KK_OK && !same)
            kk_verify_say(v, "検索の索引が機器 %" PRId64 " と合いません", unit);
        sum->texts++;
        sum->keys += count_keys(w);
    }
    return st == KK_NONE ? KK_OK : st;
}

/* What is kept of units that are not to be found. */
static enum kk_status verify_sum(struct kk_db *db, const struct indexed *sum,
                                 struct kk_verify *v, struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT (SELECT count(*) FROM search),(SELECT count(*) FROM unit_key)",
        &st, err);

    if (rc != KK_OK)
        return rc;
    rc = kk_stmt_row(db, st, err);
    if (rc == KK_OK && (sqlite3_column_int64(st, 0) != sum->texts ||
                        sqlite3_column_int64(st, 1) != sum->keys))
        kk_verify_say(v, "検索の索引に、機器にないものがあるか、足りません");
    kk_stmt_done(db, st);
    return rc;
}

enum kk_status kk_search_verify(struct kk_db *db, struct kk_verify *v,
                                struct kk_err *err)
{
    struct indexed sum = {0};
    struct words w = {0};
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db, "SELECT id FROM unit ORDER BY id", &st, err);

    if (rc != KK_OK)
        return rc;
    while (rc == KK_OK && (rc = kk_stmt_row(db, st, err)) == KK_OK)
        rc = verify_unit(db, sqlite3_column_int64(st, 0), &w, &sum, v, err);
    kk_stmt_done(db, st);
    free_words(&w);
    return rc == KK_NONE ? verify_sum(db, &sum, v, err) : rc;
}
