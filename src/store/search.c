/* The search index as it is asked: tokens, what was typed, what is found. */
#include "internal.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/utf8.h>
#include <kikusui/store/search.h>

#include <string.h>

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

        if (one == 0 || cp == KK_PART_END) {
            at += one == 0 ? 1 : one;
            in_word = false;
            continue;
        }
        if (at + one < n) {
            two = kk_utf8_decode(s + at + one, n - at - one, &cp);
            if (cp == KK_PART_END)
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

/* So many keys are enough units. They are quick to count, while the index puts
 * together all that begins with one character before it tells the first. */
static enum kk_status many_keys(struct kk_db *db, const char *typed,
                                size_t most, bool *out, struct kk_err *err)
{
    struct kk_str fold = {0}, fold_hi = {0};
    int64_t enough = (int64_t)most * KK_KEYS_OF_A_UNIT;
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
