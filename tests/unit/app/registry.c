/* What the features say of themselves is true: names are unique, references
 * lead somewhere, every listing and kind has its statement and its columns. */
#include "../feature/world.h"

#include <kikusui/app/cli.h>
#include <kikusui/base/data.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/screen/screens.h>
#include <kikusui/ui/command.h>
#include <kikusui/ui/keymap.h>
#include <kikusui/ui/reading.h>

#include <ctype.h>

static struct world w;

static void open_world(void)
{
    world_new(&w);
    w.ctx.reg = &kk_app_registry;
}

static bool has_column(struct kk_cur *cur, const char *name)
{
    return kk_cur_col(cur, name) >= 0;
}

START_TEST(names_are_unique_and_typeable)
{
    const struct kk_action *a;
    const struct kk_listing *l;

    for (size_t i = 0; (a = kk_action_at(&kk_app_registry, i)) != NULL; i++) {
        ck_assert_msg(kk_find_action(&kk_app_registry, a->name) == a,
                      "two actions %s", a->name);
        for (const char *s = a->name; *s != '\0'; s++)
            ck_assert_msg(islower((unsigned char)*s) || *s == '.' || *s == '_',
                          "action %s", a->name);
        ck_assert_msg(a->label != NULL && *a->label != '\0', "%s", a->name);
    }
    for (size_t i = 0; (l = kk_listing_at(&kk_app_registry, i)) != NULL; i++)
        ck_assert_msg(kk_find_listing(&kk_app_registry, l->name) == l,
                      "two listings %s", l->name);
    for (const struct kk_feature *const *f = kk_app_registry.features;
         *f != NULL; f++) {
        for (const struct kk_kind *k = (*f)->kinds; k != NULL && k->name; k++)
            ck_assert_msg(kk_find_kind(&kk_app_registry, k->name) == k,
                          "two kinds %s", k->name);
        for (const struct kk_codes *c = (*f)->codes; c != NULL && c->name; c++)
            ck_assert_msg(kk_find_codes(&kk_app_registry, c->name) == c,
                          "two code lists %s", c->name);
    }
}
END_TEST

/* No kanji is left: かんりょう finds 完了を記録. */
static void expect_read(const char *label)
{
    struct kk_readings words;
    struct kk_str s = {0};

    kk_readings_open(&words);
    kk_reading(&words, label, &s);
    kk_readings_close(&words);
    for (const char *c = kk_str_c(&s); *c != '\0'; c++)
        ck_assert_msg((unsigned char)*c < 0xE4 || (unsigned char)*c > 0xE9,
                      "%s is read %s", label, kk_str_c(&s));
    kk_str_free(&s);
}

START_TEST(what_the_palette_offers_has_a_reading)
{
    static const struct {
        const char *label, *reading;
    } some[] = {
        {"完了を記録", "かんりょうをきろく"},
        {"予備機と交換", "よびきとこうかん"},
        {"時間外の対応", "じかんがいのたいおう"},
        {"契約条件を外す", "けいやくじょうけんをはずす"},
    };
    const struct kk_action *a;
    const struct kk_listing *l;

    for (size_t i = 0; (a = kk_action_at(&kk_app_registry, i)) != NULL; i++)
        expect_read(a->label);
    for (size_t i = 0; (l = kk_listing_at(&kk_app_registry, i)) != NULL; i++)
        expect_read(l->title);
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        struct kk_readings words;
        struct kk_str s = {0};

        kk_readings_open(&words);
        kk_reading(&words, some[i].label, &s);
        kk_readings_close(&words);
        ck_assert_str_eq(kk_str_c(&s), some[i].reading);
        kk_str_free(&s);
    }
}
END_TEST

/* Records that have no name of their own: they are found on the page of the
 * record that they belong to, or by another list. */
static bool belongs_to_another(const char *list)
{
    static const char *const some[] = {
        "contacts",  "overtimes",     "visits",    "works",
        "moves",     "contracted",    "reviews",   "closures",
        "job_lines", "spare_reports", "desk_hours"};

    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (strcmp(some[i], list) == 0)
            return true;
    return false;
}

/* The one search finds what is found in the list of all of a kind's records. */
START_TEST(what_has_a_name_is_found_by_the_one_search)
{
    const struct kk_listing *l;

    for (size_t i = 0; (l = kk_listing_at(&kk_app_registry, i)) != NULL; i++) {
        const char *end = strstr(l->sql, "/list");

        if (end == NULL || strcmp(end, "/list") != 0 ||
            (l->flags & KK_LIST_HIDDEN) != 0)
            continue;
        ck_assert_msg(((l->flags & KK_LIST_SEARCH) != 0) !=
                          belongs_to_another(l->name),
                      "%s: KK_LIST_SEARCH", l->name);
    }
}
END_TEST

static void check_param(const struct kk_action *a, const struct kk_param *p)
{
    const struct kk_listing *l;
    const struct kk_kind *kind;

    for (const struct kk_param *q = a->params; q != p; q++)
        ck_assert_msg(strcmp(q->name, p->name) != 0, "%s: %s twice", a->name,
                      p->name);
    ck_assert_msg(p->label != NULL && *p->label != '\0', "%s %s", a->name,
                  p->name);
    if (p->type == KK_CHOICE)
        ck_assert_msg(p->from != NULL &&
                          kk_find_codes(&kk_app_registry, p->from) != NULL,
                      "%s %s: no codes", a->name, p->name);
    if (p->type == KK_REF) {
        ck_assert_msg(p->from != NULL, "%s %s: from nowhere", a->name, p->name);
        l = kk_find_listing(&kk_app_registry, p->from);
        kind =
            kk_find_kind(&kk_app_registry, l == NULL ? p->from : l->row_kind);
        ck_assert_msg(kind != NULL, "%s %s: no kind behind %s", a->name,
                      p->name, p->from);
    }
}

/* An action may write a row of another table than its subject's (a call is a
 * row of its own), so any table will do. */
static bool column_exists(const char *name)
{
    const struct kk_catalog *c = kk_db_catalog(w.f.db);

    for (size_t i = 0; i < c->n; i++)
        if (kk_table_named(&c->table[i], name) != NULL)
            return true;
    return false;
}

START_TEST(every_parameter_leads_somewhere)
{
    const struct kk_action *a;

    open_world();
    for (size_t i = 0; (a = kk_action_at(&kk_app_registry, i)) != NULL; i++) {
        const struct kk_kind *kind = NULL;
        int subjects = 0;

        if (a->kind != NULL && *a->kind != '\0') {
            kind = kk_find_kind(&kk_app_registry, a->kind);
            ck_assert_msg(kind != NULL, "%s: no kind %s", a->name, a->kind);
        }
        for (const struct kk_param *p = a->params; p != NULL && p->name != NULL;
             p++) {
            check_param(a, p);
            subjects += (p->flags & KK_SUBJECT) != 0;
            if (p->column != NULL)
                ck_assert_msg(column_exists(p->column), "%s %s: no column %s",
                              a->name, p->name, p->column);
        }
        ck_assert_msg(subjects <= 1, "%s has %d subjects", a->name, subjects);
    }
    world_free(&w);
}
END_TEST

/* A prefilled column that is no parameter would be lost without a word. */
START_TEST(what_is_filled_and_told_can_be_read)
{
    const struct kk_action *a;

    open_world();
    for (size_t i = 0; (a = kk_action_at(&kk_app_registry, i)) != NULL; i++) {
        struct kk_cur *cur;

        if (a->fill != NULL) {
            ck_ok(kk_cur_open(w.f.db, a->fill, NULL, &cur, &w.err), &w.err);
            for (int c = 0; c < kk_cur_count(cur); c++) {
                const struct kk_param *p = a->params;

                while (p->name != NULL &&
                       strcmp(p->name, kk_cur_name(cur, c)) != 0)
                    p++;
                ck_assert_msg(p->name != NULL, "%s fills %s", a->name,
                              kk_cur_name(cur, c));
            }
            kk_cur_close(&cur);
        }
        if (a->tell != NULL) {
            ck_ok(kk_cur_open(w.f.db, a->tell, NULL, &cur, &w.err), &w.err);
            kk_cur_close(&cur);
        }
    }
    world_free(&w);
}
END_TEST

static bool fills(const struct kk_action *a, const char *column)
{
    struct kk_cur *cur;
    bool found;

    if (a->fill == NULL)
        return false;
    ck_ok(kk_cur_open(w.f.db, a->fill, NULL, &cur, &w.err), &w.err);
    found = has_column(cur, column);
    kk_cur_close(&cur);
    return found;
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n >= m && strcmp(s + n - m, end) == 0;
}

/* Who puts a record right sees in the form what stands in it. */
START_TEST(an_edit_shows_what_stands)
{
    const struct kk_action *a;
    size_t n = 0;

    open_world();
    for (size_t i = 0; (a = kk_action_at(&kk_app_registry, i)) != NULL; i++) {
        if (!ends_with(a->name, "edit") && !ends_with(a->name, "correct"))
            continue;
        n++;
        for (const struct kk_param *p = a->params; p->name != NULL; p++)
            ck_assert_msg(p->column == NULL || fills(a, p->name),
                          "%s does not fill %s", a->name, p->name);
    }
    ck_assert_uint_gt(n, 10);
    world_free(&w);
}
END_TEST

static bool is_col(const struct kk_col *cols, const char *name)
{
    for (; cols->name != NULL; cols++)
        if (strcmp(cols->name, name) == 0)
            return true;
    return strcmp(name, "id") == 0;
}

/* Has a listing or a record of that statement the column? */
static bool is_shown(const char *sql, const char *name)
{
    const struct kk_listing *l;

    for (size_t i = 0; (l = kk_listing_at(&kk_app_registry, i)) != NULL; i++)
        if (strcmp(l->sql, sql) == 0 && is_col(l->cols, name))
            return true;
    for (const struct kk_feature *const *f = kk_app_registry.features;
         *f != NULL; f++)
        for (const struct kk_kind *k = (*f)->kinds; k != NULL && k->name; k++)
            if (k->show != NULL && strcmp(k->show, sql) == 0 &&
                is_col(k->cols, name))
                return true;
    return strncmp(name, "kk_", 3) == 0;
}

static void expect_shown(const char *sql)
{
    const struct kk_data *d = kk_data_sql(sql);
    struct kk_cur *cur;

    ck_assert_ptr_nonnull(d);
    if (strncmp(strstr(d->bytes, "SELECT"), "SELECT *", 8) == 0)
        return; /* of a view that others read more of */
    ck_ok(kk_cur_open(w.f.db, sql, NULL, &cur, &w.err), &w.err);
    for (int c = 0; c < kk_cur_count(cur); c++)
        ck_assert_msg(is_shown(sql, kk_cur_name(cur, c)),
                      "%s.sql reads %s, which no column shows", sql,
                      kk_cur_name(cur, c));
    kk_cur_close(&cur);
}

START_TEST(what_is_read_is_shown)
{
    const struct kk_listing *l;

    open_world();
    for (size_t i = 0; (l = kk_listing_at(&kk_app_registry, i)) != NULL; i++)
        if ((l->flags & KK_LIST_JOINED) == 0)
            expect_shown(l->sql);
    for (const struct kk_feature *const *f = kk_app_registry.features;
         *f != NULL; f++)
        for (const struct kk_kind *k = (*f)->kinds; k != NULL && k->name; k++)
            if (k->show != NULL)
                expect_shown(k->show);
    world_free(&w);
}
END_TEST

static bool is_screen(const char *name)
{
    const struct kk_ui_screen *s = kk_screens;

    while (s->name != NULL && strcmp(s->name, name) != 0)
        s++;
    return s->name != NULL;
}

static bool are_kinds(char *names)
{
    bool all = true;

    for (char *name; (name = strsep(&names, "|")) != NULL;)
        all = all && kk_find_kind(&kk_app_registry, name) != NULL;
    return all;
}

/* What a key opens, runs or asks for is there. */
START_TEST(every_key_leads_somewhere)
{
    size_t n;
    const struct kk_binding *b = kk_keymap(&n);

    for (size_t i = 0; i < n; i++) {
        const char *of = strchr(b[i].target, ':');
        char *name = kk_strdup(of == NULL ? b[i].target : of + 1);
        bool found =
            of == NULL ? kk_cmd_named(name) != KK_DO_NONE ||
                             kk_find_action(&kk_app_registry, name) != NULL
            : strncmp(b[i].target, "screen:", 7) == 0 ? is_screen(name)
            : strncmp(b[i].target, "list:", 5) == 0 ||
                    strncmp(b[i].target, "beside:", 7) == 0
                ? kk_find_listing(&kk_app_registry, name) != NULL ||
                      (b[i].target[0] == 'b' && is_screen(name))
                : strncmp(b[i].target, "go:", 3) == 0 && are_kinds(name);

        ck_assert_msg(found, "keys.def: KEY(\"%s\", \"%s\", \"%s\": no such",
                      b[i].target, b[i].scope, b[i].key);
        kk_free(name);
    }
}
END_TEST

static void expect_columns(const struct kk_listing *l)
{
    struct kk_cur *cur;

    ck_ok(kk_cur_open(w.f.db, l->sql, NULL, &cur, &w.err), &w.err);
    ck_assert_msg(strcmp(kk_cur_name(cur, 0), "id") == 0, "%s: no id", l->name);
    for (const struct kk_col *c = l->cols; c->name != NULL; c++)
        ck_assert_msg(has_column(cur, c->name), "%s: no column %s", l->name,
                      c->name);
    kk_cur_close(&cur);
}

START_TEST(every_listing_has_its_columns_and_orders)
{
    const struct kk_listing *l;

    open_world();
    for (size_t i = 0; (l = kk_listing_at(&kk_app_registry, i)) != NULL; i++) {
        /* the parts of a joined one have a test of their own */
        if ((l->flags & KK_LIST_JOINED) == 0)
            expect_columns(l);
        ck_assert_msg(l->row_kind != NULL, "%s", l->name);
        if (*l->row_kind != '\0')
            ck_assert_msg(kk_find_kind(&kk_app_registry, l->row_kind) != NULL,
                          "%s: no kind %s", l->name, l->row_kind);
        for (size_t o = 0; l->orders != NULL && l->orders[o] != NULL; o++) {
            const struct kk_query q = {.listing = l, .order = o, .limit = 5};
            struct kk_rows rows;

            ck_ok(kk_listing_fetch(&w.ctx, &q, &rows, &w.err), &w.err);
            kk_rows_free(&rows);
        }
        if (l->flags & KK_LIST_SEARCH) {
            const struct kk_query q = {
                .listing = l, .search = "北区 M720_", .limit = 5};
            struct kk_rows rows;

            ck_ok(kk_listing_fetch(&w.ctx, &q, &rows, &w.err), &w.err);
            kk_rows_free(&rows);
        }
    }
    world_free(&w);
}
END_TEST

START_TEST(every_kind_resolves_and_shows)
{
    open_world();
    for (const struct kk_feature *const *f = kk_app_registry.features;
         *f != NULL; f++) {
        for (const struct kk_kind *k = (*f)->kinds; k != NULL && k->name; k++) {
            struct kk_cur *cur;
            char names[64];

            for (size_t n = 0; k->related != NULL && k->related[n] != NULL; n++)
                ck_assert_msg(
                    kk_find_listing(&kk_app_registry, k->related[n]) != NULL,
                    "%s: no listing %s", k->name, k->related[n]);
            ck_assert_msg(kk_catalog_named(kk_db_catalog(w.f.db), k->table) !=
                              NULL,
                          "%s: no table %s", k->name, k->table);
            snprintf(names, sizeof names, "%s/names", k->name);
            ck_ok(kk_cur_open(w.f.db, names, NULL, &cur, &w.err), &w.err);
            ck_assert_msg(kk_cur_count(cur) == 6, "%s", names);
            kk_cur_close(&cur);
            if (k->show == NULL)
                continue;
            ck_ok(kk_cur_open(w.f.db, k->show, NULL, &cur, &w.err), &w.err);
            for (const struct kk_col *c = k->cols; c->name != NULL; c++)
                ck_assert_msg(has_column(cur, c->name), "%s: no column %s",
                              k->name, c->name);
            kk_cur_close(&cur);
        }
    }
    world_free(&w);
}
END_TEST

/* A list of 200,000 rows pages by an index: never a sort of the whole. */
START_TEST(a_large_listing_reads_its_orders_from_an_index)
{
    const struct kk_listing *l;

    open_world();
    for (size_t i = 0; (l = kk_listing_at(&kk_app_registry, i)) != NULL; i++) {
        if ((l->flags & KK_LIST_LARGE) == 0)
            continue;
        for (size_t o = 0; l->orders[o] != NULL; o++) {
            const struct kk_query q = {.listing = l, .order = o, .limit = 40};
            struct kk_str plan = {0};

            ck_ok(kk_listing_plan(&w.ctx, &q, &plan, &w.err), &w.err);
            ck_assert_msg(strstr(kk_str_c(&plan), "TEMP B-TREE") == NULL,
                          "%s by %s:\n%s", l->name, l->orders[o],
                          kk_str_c(&plan));
            kk_str_free(&plan);
        }
    }
    world_free(&w);
}
END_TEST

/* What a step's form begins with are parameters of its action; a fact that one
 * takes is a column of the kind's facts. */
static void begins_with_parameters(const struct kk_sheet *s, size_t i,
                                   const struct kk_action *action)
{
    const char *with = kk_sheet_cell(s, i, "with");

    for (size_t n; *with != '\0'; with += n + (with[n] == ' ')) {
        size_t eq = strcspn(with, "=");
        bool found = false;

        n = strcspn(with, " ");
        ck_assert_msg(eq < n, "steps row %zu: %s", i + 1, with);
        for (const struct kk_param *p = action->params; p->name != NULL; p++)
            found |= strlen(p->name) == eq && strncmp(p->name, with, eq) == 0;
        ck_assert_msg(found, "steps row %zu: %s", i + 1, with);
        if (with[eq + 1] == ':') {
            char name[64], as[96];
            const struct kk_data *sql;

            snprintf(name, sizeof name, "%s/facts",
                     kk_sheet_cell(s, i, "kind"));
            sql = kk_data_sql(name);
            snprintf(as, sizeof as, "AS %.*s,", (int)(n - eq - 2),
                     with + eq + 2);
            ck_assert_msg(sql != NULL && strstr(sql->bytes, as) != NULL,
                          "steps row %zu: %s", i + 1, with);
        }
    }
}

/* What does a step, and what it gates, are actions that are there. */
START_TEST(every_step_names_an_action)
{
    struct kk_sheet s;

    ck_ok(kk_sheet_open("workflow/steps.csv", &s, &w.err), &w.err);
    for (size_t i = 0; i < s.n; i++) {
        const char *does = kk_sheet_cell(&s, i, "action");
        const char *gate = kk_sheet_cell(&s, i, "gate");

        ck_assert_msg(kk_find_action(&kk_app_registry, does) != NULL,
                      "steps row %zu: %s", i + 1, does);
        ck_assert_msg(*gate == '\0' ||
                          kk_find_action(&kk_app_registry, gate) != NULL,
                      "steps row %zu: %s", i + 1, gate);
        begins_with_parameters(&s, i, kk_find_action(&kk_app_registry, does));
    }
    kk_sheet_close(&s);
}
END_TEST

KK_TEST_MAIN("registry", every_step_names_an_action, every_key_leads_somewhere,
             an_edit_shows_what_stands, what_is_read_is_shown,
             names_are_unique_and_typeable,
             what_the_palette_offers_has_a_reading,
             what_has_a_name_is_found_by_the_one_search,
             every_parameter_leads_somewhere,
             what_is_filled_and_told_can_be_read,
             every_listing_has_its_columns_and_orders,
             every_kind_resolves_and_shows,
             a_large_listing_reads_its_orders_from_an_index)
