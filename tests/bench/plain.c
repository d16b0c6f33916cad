#include "plain.h"

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

/* One column of text, each value and `after` it into out. */
static void collect(const char *db, const char *sql, struct kk_str *out)
{
    sqlite3 *s;
    sqlite3_stmt *st;

    if (sqlite3_open_v2(db, &s, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(s, sql, -1, &st, NULL) != SQLITE_OK)
        bench_fail("%s: %s", db, sqlite3_errmsg(s));
    while (sqlite3_step(st) == SQLITE_ROW) {
        const unsigned char *text = sqlite3_column_text(st, 0);

        if (text != NULL)
            kk_str_add(out, (const char *)text);
    }
    if (sqlite3_finalize(st) != SQLITE_OK)
        bench_fail("%s: %s", db, sqlite3_errmsg(s));
    sqlite3_close(s);
}

static struct bench_ran sql(const struct pair *p, const char *db,
                            const char *script)
{
    return bench_must_run(
        (const char *const[]){"sqlite3", "-bail", db, script, NULL}, p->env);
}

static const char triggers_sql[] =
    "SELECT 'DROP TRIGGER \"' || name || '\";' FROM sqlite_schema "
    "WHERE type = 'trigger'";
/* A replicated table has a `deleted`. The search index is not asked for its
 * columns: only the program has its tokenizer. */
static const char tables_sql[] =
    "SELECT 'CREATE TABLE \"' || m.name || '\" AS SELECT * FROM a.\"' || "
    "m.name "
    "|| '\" EXCEPT SELECT * FROM b.\"' || m.name || '\";' FROM sqlite_schema m "
    "WHERE m.type = 'table' AND m.name NOT LIKE 'search%' "
    "AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) "
    "WHERE name = 'deleted')";
static const char inserts_sql[] =
    "SELECT 'INSERT INTO main.\"' || m.name || '\" SELECT * FROM r.\"' || "
    "m.name || '\" WHERE true ON CONFLICT(id) DO UPDATE SET ' || "
    "(SELECT group_concat('\"' || name || '\"=excluded.\"' || name || '\"') "
    "FROM pragma_table_info(m.name) WHERE name <> 'id') || ';' "
    "FROM sqlite_schema m WHERE m.type = 'table' "
    "AND m.name NOT IN ('entry', 'change')";

void plain_prepare(struct pair *p, const char *after)
{
    char *rows = pair_path(p, "rows.db"), *plain = pair_path(p, "plain.db");
    struct kk_str s = {0};

    pair_shell(p, "rm -f '%s'; [ -e '%s' ] || cp '%s' '%s'", rows, plain,
               p->office, plain);
    collect(plain, triggers_sql, &s);
    (void)sql(p, plain, kk_str_c(&s));
    kk_str_clear(&s);
    kk_str_addf(&s,
                "ATTACH '%s' AS a; ATTACH '%s' AS b;"
                "CREATE TABLE entry AS SELECT * FROM a.entry WHERE arrival > "
                "(SELECT max(arrival) FROM b.entry) ORDER BY arrival;"
                "CREATE TABLE change AS SELECT * FROM a.change WHERE entry > "
                "(SELECT max(arrival) FROM b.entry) ORDER BY entry, tab, row, "
                "col;",
                after, p->office);
    collect(plain, tables_sql, &s);
    (void)sql(p, rows, kk_str_c(&s));
    kk_str_free(&s);
    kk_free(rows);
    kk_free(plain);
}

struct bench_ran plain_insert(struct pair *p)
{
    char *rows = pair_path(p, "rows.db"), *plain = pair_path(p, "plain.db");
    char *copy = pair_path(p, "plain-copy.db");
    struct kk_str s = {0};
    struct bench_ran ran;

    pair_shell(p, "cp '%s' '%s'; sync '%s'", plain, copy, copy);
    kk_str_addf(&s,
                "PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY;"
                "PRAGMA cache_spill=OFF; PRAGMA cache_size=-8000;"
                "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
                "ATTACH '%s' AS r; BEGIN IMMEDIATE;"
                "INSERT INTO main.entry SELECT * FROM r.entry;"
                "INSERT INTO main.change SELECT * FROM r.change;",
                rows);
    collect(rows, inserts_sql, &s);
    kk_str_add(&s, "COMMIT;");
    ran = sql(p, copy, kk_str_c(&s));
    pair_shell(p, "rm '%s'", copy);
    kk_str_free(&s);
    kk_free(rows);
    kk_free(plain);
    kk_free(copy);
    return ran;
}
