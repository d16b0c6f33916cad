/* The search index: tokens, hits, and keeping it true to the units. */
#include "internal.h"

#include <kikusui/base/data.h>
#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/store/search.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PART_END "\x1f" /* no pair crosses from one part into the next */

/* --- the tokenizer -------------------------------------------------------- */

static int tok_create(void *user, const char **argv, int n, Fts5Tokenizer **out)
{
    (void)user;
    (void)argv;
    (void)n;
    *out = (Fts5Tokenizer *)(void *)kk_alloc(1);
    return SQLITE_OK;
}

static void tok_delete(Fts5Tokenizer *t)
{
    kk_free(t);
}

/* "abc" is ab, bc and, in a document, c: so that a single character finds a
 * word that ends in it by prefix. */
static int tok_run(Fts5Tokenizer *t, void *ctx, int flags, const char *s,
                   int n_bytes,
                   int (*token)(void *, int, const char *, int, int, int))
{
    size_t n = (size_t)n_bytes, at = 0;
    bool query = (flags & FTS5_TOKENIZE_QUERY) != 0;
    bool in_word = false;

    (void)t;
    while (at < n) {
        uint32_t cp;
        size_t one = kk_utf8_decode(s + at, n - at, &cp), two = 0;
        int rc = SQLITE_OK;

        if (one == 0 || cp == 0x1F) {
            at += one == 0 ? 1 : one;
            in_word = false;
            continue;
        }
        if (at + one < n) {
            two = kk_utf8_decode(s + at + one, n - at - one, &cp);
            if (cp == 0x1F)
                two = 0;
        }
        if (two > 0 || !query || !in_word)
            rc = token(ctx, 0, s + at, (int)(one + two), (int)at,
                       (int)(at + one + two));
        if (rc != SQLITE_OK)
            return rc;
        in_word = true;
        at += one;
    }
    return SQLITE_OK;
}

enum kk_status kk_search_register(sqlite3 *sql, struct kk_err *err)
{
    static fts5_tokenizer pairs = {tok_create, tok_delete, tok_run};
    fts5_api *api = NULL;
    sqlite3_stmt *st;

    if (sqlite3_prepare_v2(sql, "SELECT fts5(?1)", -1, &st, NULL) != SQLITE_OK)
        return kk_fail(err, KK_BUG, "検索の部品（FTS5）: %s",
                       sqlite3_errmsg(sql));
    sqlite3_bind_pointer(st, 1, (void *)&api, "fts5_api_ptr", NULL);
    (void)sqlite3_step(st);
    sqlite3_finalize(st);
    if (api == NULL ||
        api->xCreateTokenizer(api, "kk_pairs", NULL, &pairs, NULL) != SQLITE_OK)
        return kk_fail(err, KK_BUG, "検索の部品（FTS5）がありません");
    return KK_OK;
}

/* --- what was typed ------------------------------------------------------- */

static void add_word(const char *word, struct kk_str *out)
{
    struct kk_str fold = {0};

    kk_fold(word, &fold);
    if (fold.n_bytes > 0) {
        if (out->n_bytes > 0)
            kk_str_add(out, " AND ");
        kk_str_addc(out, '"');
        for (const char *p = fold.s; *p != '\0'; p++) {
            if (*p == '"')
                kk_str_addc(out, '"');
            kk_str_addc(out, *p);
        }
        kk_str_addc(out, '"');
        if (kk_utf8_count(fold.s, fold.n_bytes) == 1)
            kk_str_add(out, " *");
    }
    kk_str_free(&fold);
}

bool kk_search_match(const char *typed, struct kk_str *out)
{
    char *copy = kk_strdup(typed), *word = copy;
    size_t before = out->n_bytes;

    while (*word != '\0') {
        static const char wide_space[] = "\xE3\x80\x80";
        char *end = strchr(word, ' '), *wide = strstr(word, wide_space);
        size_t gap = 1;

        if (wide != NULL && (end == NULL || wide < end)) {
            end = wide;
            gap = 3;
        }
        if (end == NULL) {
            add_word(word, out);
            break;
        }
        *end = '\0';
        add_word(word, out);
        word = end + gap;
    }
    kk_free(copy);
    return out->n_bytes > before;
}

void kk_search_range(const char *typed, struct kk_str *fold,
                     struct kk_str *fold_hi)
{
    kk_fold(typed, fold);
    kk_str_add(fold_hi, kk_str_c(fold));
    kk_str_add(fold_hi, "\xF4\x8F\xBF\xBF"); /* sorts after all text */
}

/* --- what is found --------------------------------------------------------
 */

enum { KEYS_OF_A_UNIT = 2 };

/* So many keys are enough units. They are quick to count, while the index puts
 * together all that begins with one character before it tells the first. */
static enum kk_status many_keys(struct kk_db *db, const char *typed,
                                size_t most, bool *out, struct kk_err *err)
{
    struct kk_str fold = {0}, fold_hi = {0};
    int64_t enough = (int64_t)most * KEYS_OF_A_UNIT;
    sqlite3_stmt *st;
    enum kk_status rc = kk_stmt_get(
        db,
        "SELECT count(*) FROM (SELECT 1 FROM unit_key WHERE key>=?1 AND key<?2 "
        "LIMIT ?3)",
        &st, err);

    *out = false;
    if (rc != KK_OK)
        return rc;
    kk_search_range(typed, &fold, &fold_hi);
    sqlite3_bind_text(st, 1, kk_str_c(&fold), -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, kk_str_c(&fold_hi), -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 3, enough);
    if (sqlite3_step(st) == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0) == enough;
    else
        rc = kk_sql_fail(db, err, "search");
    kk_stmt_done(db, st);
    kk_str_free(&fold);
    kk_str_free(&fold_hi);
    return rc;
}

static enum kk_status read_hits(struct kk_db *db, const char *match,
                                size_t most, kk_id *id, size_t *n,
                                struct kk_err *err)
{
    sqlite3_stmt *st;
    enum kk_status rc =
        kk_stmt_get(db,
                    "SELECT rowid FROM search WHERE text MATCH ?1 "
                    "ORDER BY rowid LIMIT ?2",
                    &st, err);
    int step;

    if (rc != KK_OK)
        return rc;
    sqlite3_bind_text(st, 1, match, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 2, (int64_t)most);
    while ((step = sqlite3_step(st)) == SQLITE_ROW && *n < most)
        id[(*n)++] = sqlite3_column_int64(st, 0);
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        rc = kk_sql_fail(db, err, "search");
    kk_stmt_done(db, st);
    return rc;
}

enum kk_status kk_search_hits(struct kk_db *db, const char *typed, size_t most,
                              struct kk_arena *arena,
                              struct kk_search_hits *out, struct kk_err *err)
{
    struct kk_str match = {0};
    bool many;
    enum kk_status st = many_keys(db, typed, most, &many, err);

    *out = (struct kk_search_hits){.n = most};
    if (st != KK_OK || many)
        return st;
    out->n = 0;
    if (kk_search_match(typed, &match)) {
        kk_id *id = kk_arena_alloc(arena, most * sizeof *id);

        st = read_hits(db, kk_str_c(&match), most, id, &out->n, err);
        out->id = id;
    }
    kk_str_free(&match);
    return st;
}

/* --- keeping it ----------------------------------------------------------- */

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
    struct kk_str text, key[KEYS_OF_A_UNIT];
    /* The parts of the unit before: its model, place and department are mostly
     * those of the next one. */
    struct kk_str part[PARTS_MAX], folded[PARTS_MAX];
};

static void free_words(struct words *w)
{
    kk_str_free(&w->text);
    for (int i = 0; i < KEYS_OF_A_UNIT; i++)
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
    for (int i = 0; i < KEYS_OF_A_UNIT; i++)
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
        kk_str_add(&w->text, PART_END);
        if (i < KEYS_OF_A_UNIT)
            kk_str_add(&w->key[i], kk_str_c(&w->folded[i]));
    }
    kk_cur_close(&cur);
    return st;
}

static int count_keys(const struct words *w)
{
    int keys = 0;

    for (int i = 0; i < KEYS_OF_A_UNIT; i++)
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

    for (int i = 0; st == KK_OK && i < KEYS_OF_A_UNIT; i++)
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
    for (int i = 0; i < KEYS_OF_A_UNIT; i++)
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
