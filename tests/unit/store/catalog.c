#include "fixture.h"

#include <kikusui/base/data.h>

#include <inttypes.h>

/* kk_change takes the table id, two row ids and both sides of every column. */
#define FUNCTION_ARGS_MAX 127

/* The cursor over literal SQL; must be readable. */
static struct kk_cur *query(struct fixture *f, const char *sql)
{
    struct kk_cur *cur;

    ck_ok(kk_cur_open_sql(f->db, sql, NULL, &cur, &f->err), &f->err);
    return cur;
}

START_TEST(ids_and_names_are_declared_once)
{
    struct fixture f;
    const struct kk_catalog *c;

    fixture_new(&f);
    c = kk_db_catalog(f.db);
    ck_assert_uint_gt(c->n, 20);
    for (size_t i = 0; i < c->n; i++) {
        const struct kk_table *t = &c->table[i];

        ck_assert_msg(i == 0 || t->id > c->table[i - 1].id, "%s", t->name);
        ck_assert_ptr_eq(kk_catalog_table(c, t->id), t);
        ck_assert_ptr_eq(kk_catalog_named(c, t->name), t);
        ck_assert_str_ne(t->label, "");
        for (size_t k = 0; k < t->n; k++) {
            const struct kk_column *col = &t->column[k];

            ck_assert_msg(col->id >
                              (k == 0 ? KK_COL_DELETED : t->column[k - 1].id),
                          "%s.%s", t->name, col->name);
            ck_assert_ptr_eq(kk_table_column(t, col->id), col);
            ck_assert_msg(kk_table_named(t, col->name) == col, "%s.%s twice",
                          t->name, col->name);
            ck_assert_str_ne(col->label, "");
            ck_assert_msg((col->type == KK_CT_REF) == (col->ref != NULL),
                          "%s.%s", t->name, col->name);
        }
    }
    ck_assert_ptr_null(kk_catalog_table(c, 0));
    ck_assert_ptr_null(kk_catalog_table(c, 100000));
    ck_assert_ptr_null(kk_catalog_named(c, "entry"));
    fixture_free(&f);
}
END_TEST

static void check_column(struct fixture *f, const struct kk_table *t,
                         struct kk_cur *cur, size_t i)
{
    const char *name = kk_cur_text(cur, 1), *type = kk_cur_text(cur, 2);

    (void)f;
    if (i < 2) {
        ck_assert_str_eq(name, i == 0 ? "id" : "deleted");
        ck_assert_str_eq(type, "INTEGER");
        return;
    }
    ck_assert_msg(i - 2 < t->n, "%s.%s is not in tables.csv", t->name, name);
    ck_assert_str_eq(name, t->column[i - 2].name);
    ck_assert_msg(kk_streq(type, t->column[i - 2].type == KK_CT_TEXT
                                     ? "TEXT"
                                     : "INTEGER"),
                  "%s.%s is %s", t->name, name, type);
    ck_assert_msg(kk_cur_int(cur, 3) == 0 && kk_cur_text(cur, 4) == NULL,
                  "%s.%s: no NOT NULL, no default", t->name, name);
}

static void check_references(struct fixture *f, const struct kk_table *t)
{
    struct kk_str sql = {0};
    struct kk_cur *cur;
    size_t n = 0;

    kk_str_addf(&sql,
                "SELECT \"from\",\"table\",\"to\" FROM "
                "pragma_foreign_key_list('%s')",
                t->name);
    cur = query(f, kk_str_c(&sql));
    while (kk_cur_next(cur, &f->err) == KK_OK) {
        const struct kk_column *c = kk_table_named(t, kk_cur_text(cur, 0));

        ck_assert_msg(c != NULL && c->ref != NULL, "%s", kk_str_c(&sql));
        ck_assert_str_eq(kk_cur_text(cur, 1), c->ref->name);
        ck_assert_str_eq(kk_cur_text(cur, 2), "id");
        n++;
    }
    kk_cur_close(&cur);
    for (size_t i = 0; i < t->n; i++)
        n -= t->column[i].ref != NULL;
    ck_assert_msg(n == 0, "%s: references differ", t->name);
    kk_str_free(&sql);
}

START_TEST(the_schema_is_column_for_column_what_is_declared)
{
    struct fixture f;
    const struct kk_catalog *c;

    fixture_new(&f);
    c = kk_db_catalog(f.db);
    for (size_t i = 0; i < c->n; i++) {
        const struct kk_table *t = &c->table[i];
        struct kk_str sql = {0};
        struct kk_cur *cur;
        size_t n = 0;

        kk_str_addf(&sql, "PRAGMA table_info('%s')", t->name);
        cur = query(&f, kk_str_c(&sql));
        while (kk_cur_next(cur, &f.err) == KK_OK)
            check_column(&f, t, cur, n++);
        ck_assert_msg(n == t->n + 2, "%s: %zu columns, declared %zu", t->name,
                      n, t->n + 2);
        ck_assert_msg(3 + 2 * (t->n + 1) <= FUNCTION_ARGS_MAX,
                      "%s is too wide for its trigger", t->name);
        kk_cur_close(&cur);
        kk_str_free(&sql);
        check_references(&f, t);
    }
    fixture_free(&f);
}
END_TEST

/* A table with the deleted flag that nobody declared would escape the
 * journal; a declared one must be strict and know only its primary key. */
START_TEST(replicated_tables_are_declared_and_bare)
{
    struct fixture f;
    struct kk_cur *cur;
    size_t n = 0;

    fixture_new(&f);
    cur = query(&f, "SELECT l.name,l.strict,l.wr,(SELECT count(*) FROM "
                    "pragma_index_list(l.name) WHERE \"unique\"),s.sql FROM "
                    "pragma_table_list l JOIN sqlite_schema s "
                    "ON s.name=l.name WHERE l.type='table' AND EXISTS(SELECT 1 "
                    "FROM pragma_table_info(l.name) WHERE name='deleted')");
    while (kk_cur_next(cur, &f.err) == KK_OK) {
        const char *name = kk_cur_text(cur, 0);

        ck_assert_msg(kk_catalog_named(kk_db_catalog(f.db), name) != NULL,
                      "%s is not in tables.csv", name);
        ck_assert_msg(kk_cur_int(cur, 1) == 1, "%s is not STRICT", name);
        ck_assert_msg(kk_cur_int(cur, 2) == 0, "%s has no rowid", name);
        ck_assert_msg(kk_cur_int(cur, 3) == 0, "%s has a unique index", name);
        ck_assert_msg(strstr(kk_cur_text(cur, 4), "CHECK") == NULL,
                      "%s has a CHECK", name);
        n++;
    }
    kk_cur_close(&cur);
    ck_assert_uint_eq(n, kk_db_catalog(f.db)->n);
    fixture_free(&f);
}
END_TEST

START_TEST(every_declared_table_is_captured)
{
    struct fixture f;
    const struct kk_catalog *c;

    fixture_new(&f);
    c = kk_db_catalog(f.db);
    for (size_t i = 0; i < c->n; i++) {
        struct kk_str sql = {0};
        struct kk_cur *cur;

        kk_str_addf(&sql,
                    "SELECT count(*) FROM sqlite_schema WHERE "
                    "type='trigger' AND tbl_name='%s'",
                    c->table[i].name);
        cur = query(&f, kk_str_c(&sql));
        ck_ok(kk_cur_next(cur, &f.err), &f.err);
        ck_assert_msg(kk_cur_int(cur, 0) == 3, "%s", c->table[i].name);
        kk_cur_close(&cur);
        kk_str_free(&sql);
    }
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("catalog", ids_and_names_are_declared_once,
             the_schema_is_column_for_column_what_is_declared,
             replicated_tables_are_declared_and_bare,
             every_declared_table_is_captured)
