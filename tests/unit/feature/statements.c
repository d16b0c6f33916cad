/* Every statement of data/ fits the schema. */
#include "world.h"

#include <kikusui/base/data.h>

/* Prepared from its beginning; what came after a semicolon would never run. */
static void expect_one_statement(const struct kk_data *d)
{
    const char *s = d->bytes;

    for (; *s != '\0'; s++) {
        if (s[0] == '-' && s[1] == '-')
            s += strcspn(s, "\n") - 1;
        else if (*s == '\'')
            s += 1 + strcspn(s + 1, "'");
        else if (*s == ';')
            break;
    }
    s += strspn(s, "; \n");
    while (s[0] == '-' && s[1] == '-') {
        s += strcspn(s, "\n");
        s += strspn(s, " \n");
    }
    ck_assert_msg(*s == '\0', "%s: more than one statement", d->name);
}

START_TEST(every_statement_prepares)
{
    struct world w;
    size_t seen = 0;

    world_new(&w);
    for (size_t i = 0; i < kk_data_count(); i++) {
        const struct kk_data *d = kk_data_at(i);
        size_t n = strlen(d->name);
        struct kk_cur *cur;
        char query[128];

        if (strcmp(d->name + n - 4, ".sql") != 0 ||
            strncmp(d->name, "sql/schema/", 11) == 0 ||
            strncmp(d->name, "sql/view/", 9) == 0 ||
            strstr(d->name, "/views.sql") != NULL)
            continue;
        snprintf(query, sizeof query, "%.*s",
                 (int)(n - 4 - strcspn(d->name, "/") - 1),
                 strchr(d->name, '/') + 1);
        ck_ok(kk_cur_open(w.f.db, query, NULL, &cur, &w.err), &w.err);
        kk_cur_close(&cur);
        expect_one_statement(d);
        seen++;
    }
    ck_assert_uint_gt(seen, 50);
    world_free(&w);
}
END_TEST

/* What a view names is only looked at where it is read. */
START_TEST(every_view_can_be_read)
{
    struct world w;
    const char *view;
    size_t n = 0;

    world_new(&w);
    for (; (view = kk_db_view(w.f.db, n)) != NULL; n++) {
        struct kk_str sql = {0};
        struct kk_cur *cur;
        enum kk_status st;

        kk_str_addf(&sql, "SELECT * FROM %s", view);
        ck_ok(kk_cur_open_sql(w.f.db, kk_str_c(&sql), NULL, &cur, &w.err),
              &w.err);
        st = kk_cur_next(cur, &w.err);
        ck_assert_msg(st == KK_OK || st == KK_NONE, "%s: %s", view, w.err.text);
        kk_cur_close(&cur);
        kk_str_free(&sql);
    }
    ck_assert_uint_gt(n, 30);
    world_free(&w);
}
END_TEST

/* A feature's part of a joined list has all its columns; the file that lacks
 * one is named. */
START_TEST(every_part_has_the_columns_of_its_list)
{
    struct world w;
    size_t seen = 0;
    const struct kk_listing *l;

    world_new(&w);
    for (size_t n = 0; (l = kk_listing_at(w.ctx.reg, n)) != NULL; n++) {
        const struct kk_data *part;

        if ((l->flags & KK_LIST_JOINED) == 0)
            continue;
        for (size_t i = 0; (part = kk_data_part(l->sql, &i)) != NULL; i++) {
            struct kk_cur *cur;

            ck_ok(kk_cur_open_sql(w.f.db, part->bytes, NULL, &cur, &w.err),
                  &w.err);
            ck_assert_msg(kk_cur_col(cur, "id") >= 0, "%s: id", part->name);
            for (const struct kk_col *c = l->cols; c->name != NULL; c++)
                ck_assert_msg(kk_cur_col(cur, c->name) >= 0, "%s: %s",
                              part->name, c->name);
            kk_cur_close(&cur);
            seen++;
        }
    }
    ck_assert_uint_gt(seen, 10);
    world_free(&w);
}
END_TEST

/* The rows of what waits stand in the order of their numbers, which the files
 * give them: no two the same. */
START_TEST(what_waits_is_numbered_once)
{
    struct world w;
    const struct kk_data *part;
    bool seen[100] = {false};

    world_new(&w);
    for (size_t i = 0; (part = kk_data_part("count", &i)) != NULL; i++) {
        struct kk_cur *cur;

        ck_ok(kk_cur_open_sql(w.f.db, part->bytes, NULL, &cur, &w.err), &w.err);
        while (kk_cur_next(cur, &w.err) == KK_OK) {
            int64_t id = kk_cur_int(cur, kk_cur_col(cur, "id"));

            ck_assert_msg(id > 0 && id < 100 && !seen[id], "%s: %d", part->name,
                          (int)id);
            seen[id] = true;
        }
        kk_cur_close(&cur);
    }
    world_free(&w);
}
END_TEST

/* What the screen reads again with every step must not look at every unit. */
START_TEST(no_screen_reads_all_units)
{
    static const char *const queries[] = {
        "incident/view",         "incident/facts",
        "spare/list_stock",      "incident/case_spares",
        "incident/late",         "incident/arrival",
        "spare/arrival",         "spare/list",
        "spare/list_for",        "unit/show",
        "incident/show",         "move/list_of_unit",
        "incident/list_of_unit",
    };
    struct world w;

    world_new(&w);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct kk_str sql = {0};
        const struct kk_data *d;
        struct kk_cur *cur;

        d = kk_data_sql(queries[i]);
        ck_assert_ptr_nonnull(d);
        kk_str_addf(&sql, "EXPLAIN QUERY PLAN %s", d->bytes);
        ck_ok(kk_cur_open_sql(w.f.db, kk_str_c(&sql), NULL, &cur, &w.err),
              &w.err);
        while (kk_cur_next(cur, &w.err) == KK_OK) {
            const char *step = kk_cur_text(cur, 3);

            ck_assert_msg(strcmp(step, "SCAN u") != 0 &&
                              strncmp(step, "SCAN u ", 7) != 0 &&
                              strcmp(step, "SCAN unit") != 0 &&
                              strstr(step, "MATERIALIZE unit_now") == NULL,
                          "%s: %s", queries[i], step);
        }
        kk_cur_close(&cur);
        kk_str_free(&sql);
    }
    world_free(&w);
}
END_TEST

static void expect_no_scan(struct world *w, const struct kk_kind *kind,
                           bool find)
{
    struct kk_str sql = {0};
    struct kk_cur *cur;

    kk_str_add(&sql, "EXPLAIN QUERY PLAN ");
    ck_ok(kk_names_sql(kind, find, &sql, &w->err), &w->err);
    ck_ok(kk_cur_open_sql(w->f.db, kk_str_c(&sql), NULL, &cur, &w->err),
          &w->err);
    while (kk_cur_next(cur, &w->err) == KK_OK) {
        const char *step = kk_cur_text(cur, 3);

        ck_assert_msg(strncmp(step, "SCAN ", 5) != 0 ||
                          /* what was found, and what it was merged into */
                          strncmp(step, "SCAN met", 8) == 0 ||
                          strcmp(step, "SCAN gone") == 0 ||
                          (find && strcmp(step, "SCAN n") == 0) ||
                          strcmp(step, "SCAN CONSTANT ROW") == 0,
                      "%s: %s", kind->name, step);
    }
    kk_cur_close(&cur);
    kk_str_free(&sql);
}

/* A label is asked for with every line of a timeline, a unit by every person
 * at a telephone: neither looks at every row. */
START_TEST(names_are_found_by_index)
{
    struct world w;
    size_t seen = 0;

    world_new(&w);
    for (const struct kk_feature *const *f = w.ctx.reg->features; *f != NULL;
         f++)
        for (const struct kk_kind *k = (*f)->kinds; k != NULL && k->name;
             k++, seen++)
            if (strcmp(k->table, "review_accept") != 0 && /* a view does it */
                !kk_ruled_has(
                    kk_catalog_named(kk_db_catalog(w.f.db), k->table)))
                expect_no_scan(&w, k, false);
    ck_assert_uint_gt(seen, 20);
    expect_no_scan(&w, kk_find_kind(w.ctx.reg, "unit"), true);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("statements", what_waits_is_numbered_once,
             names_are_found_by_index, every_statement_prepares,
             every_view_can_be_read, every_part_has_the_columns_of_its_list,
             no_screen_reads_all_units)
