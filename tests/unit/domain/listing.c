/* Listings: filters, search, and pages that together are the whole list. */
#include "../feature/world.h"

#include <kikusui/domain/listing.h>
#include <kikusui/domain/tables.h>

static struct world w;

static const struct kk_listing *listing(const char *name)
{
    return kk_find_listing(w.ctx.reg, name);
}

static struct kk_rows fetch(const struct kk_query *q)
{
    struct kk_rows rows;

    ck_ok(kk_listing_fetch(&w.ctx, q, &rows, &w.err), &w.err);
    return rows;
}

/* How many rows a filter finds; counted both ways. */
static size_t found(const char *list, const char *col, const char *text)
{
    const struct kk_filter filters[] = {{col, text}, {.col = NULL}};
    const struct kk_query q = {
        .listing = listing(list), .filters = filters, .limit = 1000};
    struct kk_rows rows = fetch(&q);
    size_t n = rows.n;
    int64_t counted;

    ck_ok(kk_listing_count(&w.ctx, &q, 1000, &counted, &w.err), &w.err);
    ck_assert_int_eq(counted, (int64_t)n);
    kk_rows_free(&rows);
    return n;
}

START_TEST(a_filter_folds_and_alternatives_join)
{
    world_new(&w);
    ck_assert_uint_eq(found("sites", "name", "北区役所"), 1);
    ck_assert_uint_eq(found("sites", "name", "定山渓出張所"), 1);
    ck_assert_uint_eq(found("sites", "name", "北区役所|東区役所"), 2);
    ck_assert_uint_eq(found("sites", "name", "区役所"),
                      0); /* whole, not part */
    ck_assert_uint_eq(found("sites", "no", "4"), 1);
    ck_assert_uint_eq(found("sites", "note", "令和4年度新設"), 2);
    ck_assert_uint_eq(found("sites", "note", ""), 30);
    ck_assert_uint_eq(found("places", "print_scope", "no"), 5);
    ck_assert_uint_eq(found("places", "print_scope", "yes"), 31);
    ck_assert_uint_eq(found("models", "valid_from", "2023-04"), 17);
    ck_assert_uint_eq(found("models", "valid_from", "R5.4.1"), 17);
    world_free(&w);
}
END_TEST

START_TEST(a_filter_that_makes_no_sense_is_told)
{
    static const char *const bad[][2] = {
        {"color", "red"}, {"no", "四"}, {"valid_from", "いつか"}};

    world_new(&w);
    for (size_t i = 0; i < 3; i++) {
        const struct kk_filter filters[] = {{bad[i][0], bad[i][1]},
                                            {.col = NULL}};
        const struct kk_query q = {
            .listing = listing("sites"), .filters = filters, .limit = 1};
        struct kk_rows rows;

        ck_assert_int_eq(kk_listing_fetch(&w.ctx, &q, &rows, &w.err), KK_USAGE);
        ck_assert_ptr_nonnull(strstr(w.err.text, bad[i][0]));
    }
    world_free(&w);
}
END_TEST

START_TEST(search_finds_kana_and_other_spelling)
{
    struct kk_query q = {.limit = 100};
    struct kk_rows rows;

    world_new(&w);
    q.listing = listing("sites");
    q.search = "ていね";
    rows = fetch(&q);
    ck_assert_uint_eq(rows.n, 1);
    kk_rows_free(&rows);
    q.search = "  ";
    rows = fetch(&q);
    ck_assert_uint_eq(rows.n, 32); /* nothing is searched for */
    kk_rows_free(&rows);
    q.listing = listing("contracted");
    q.search = "x";
    ck_assert_int_eq(kk_listing_fetch(&w.ctx, &q, &rows, &w.err), KK_USAGE);
    world_free(&w);
}
END_TEST

/* Counted are the rows that are found, also where one page does not hold them.
 */
START_TEST(what_is_found_is_counted)
{
    static const char *const lists[] = {"sites", "places", "depts", "models",
                                        "params"};
    struct kk_rows rows;

    world_new(&w);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct kk_query q = {
            .listing = listing(lists[i]), .search = "1", .limit = 1000};
        int64_t n;
        size_t all;

        if (i < 3)
            q.search = "区";
        rows = fetch(&q);
        all = rows.n;
        ck_assert_uint_gt(all, 2);
        kk_rows_free(&rows);
        q.limit = 1;
        ck_ok(kk_listing_counted(&w.ctx, &q, 1000, &rows, &n, &w.err), &w.err);
        ck_assert_msg(n == (int64_t)all, "%s", lists[i]);
        kk_rows_free(&rows);
    }
    world_free(&w);
}
END_TEST

static size_t read_all(struct kk_query *q, kk_id *out, size_t most)
{
    struct kk_val key[2];
    struct kk_arena arena = {0};
    size_t n = 0;
    bool more = true;

    for (q->key = NULL; more; q->key = key) {
        struct kk_rows rows = fetch(q);
        size_t edge = q->backwards || rows.n == 0 ? 0 : rows.n - 1;

        ck_assert_uint_le(rows.n, q->limit);
        ck_assert_uint_le(n + rows.n, most);
        for (size_t i = 0; i < rows.n; i++)
            out[n + i] = rows.id[q->backwards ? rows.n - 1 - i : i];
        n += rows.n;
        more = rows.more;
        if (rows.n > 0) {
            memcpy(key, &rows.key[2 * edge], sizeof key);
            if (key[0].type == KK_VTEXT || key[0].type == KK_VBLOB)
                key[0].s = kk_arena_strndup(&arena, key[0].s, key[0].n_bytes);
        }
        kk_rows_free(&rows);
    }
    kk_arena_free(&arena);
    return n;
}

/* Any order, any page size, both ways: every row once and in the same order,
 * also where the order's column is empty or the same in many rows. */
START_TEST(pages_together_are_the_whole_list)
{
    static const char *const lists[] = {"models", "sites", "workers"};
    kk_id whole[200];
    kk_id paged[200];

    world_new(&w);
    for (int i = 0; i < 40; i++) {
        char name[40];

        snprintf(name, sizeof name, "従事者%d", i);
        world_do(&w, "worker.add", "name", name, "kana",
                 i % 3 == 0   ? ""
                 : i % 3 == 1 ? "あ"
                              : name,
                 "from", i % 4 == 0 ? "2023-04-01" : "");
    }
    for (size_t l = 0; l < 3; l++) {
        struct kk_query q = {.listing = listing(lists[l])};

        for (q.order = 0; q.listing->orders[q.order] != NULL; q.order++) {
            q.backwards = false;
            q.limit = 1000;
            size_t n = read_all(&q, whole, 200);
            for (q.limit = 1; q.limit < 9; q.limit += 3) {
                q.backwards = false;
                ck_assert_uint_eq(read_all(&q, paged, 200), n);
                ck_assert(memcmp(whole, paged, n * sizeof *whole) == 0);
                q.backwards = true;
                ck_assert_uint_eq(read_all(&q, paged, 200), n);
                for (size_t i = 0; i < n; i++)
                    ck_assert_int_eq(paged[i], whole[n - 1 - i]);
            }
        }
    }
    world_free(&w);
}
END_TEST

static const struct kk_listing units = {
    .name = "units",
    .title = "機器",
    .sql = "unit/list",
    .row_kind = "",
    .orders = (const char *const[]){"machine_id", "-machine_id", NULL},
    .flags = KK_LIST_LARGE | KK_LIST_SEARCH,
    .cols = (const struct kk_col[]){COL("machine_id", "機器ID", 12,
                                        .flags = KK_COL_GROW),
                                    {.name = NULL}},
};

/* 300 units, every third at 北区役所; half of the serials look like the machine
 * ID of another unit. */
static void unit_names(int i, char machine[32], char serial[32])
{
    snprintf(machine, 32, "KK-%04d", (i * 7) % 300);
    snprintf(serial, 32, "%s%04d", i % 2 ? "KK-" : "S", i);
}

static void add_units(void)
{
    const struct kk_intent in = {.action = "test"};
    struct kk_commit done;
    kk_id place = world_find(&w, "place", "東区役所");
    kk_id north = world_find(&w, "place", "北区役所");

    ck_ok(kk_tx_begin(w.f.db, KK_TX_WRITE, &w.err), &w.err);
    for (int i = 0; i < 300; i++) {
        char machine[32];
        char serial[32];
        kk_id id;

        unit_names(i, machine, serial);
        ck_ok(kk_row_insert(
                  w.f.db, "unit",
                  KK_CELLS({"machine_id", kk_vtext(machine)},
                           {"serial", kk_vtext(serial)},
                           {"place_id", kk_vint(i % 3 ? place : north)}),
                  &id, &w.err),
              &w.err);
    }
    ck_ok(kk_tx_commit(w.f.db, &in, &done, &w.err), &w.err);
}

/* Counted by hand: the units that have the key text and, if asked, are in the
 * north. */
static size_t units_with(const char *key, bool north)
{
    size_t n = 0;

    for (int i = 0; i < 300; i++) {
        char machine[32];
        char serial[32];

        unit_names(i, machine, serial);
        n += (!north || i % 3 == 0) &&
             (strstr(machine, key) != NULL || strstr(serial, key) != NULL);
    }
    return n;
}

/* The first page and the count, found together, and what follows on it. */
static void counted_at_once(struct kk_query q, const kk_id *whole, size_t n)
{
    static const size_t limits[] = {1, 7, 150, 299, 300, 301};
    static const size_t most[] = {1000, 350, 302, 40};

    for (size_t i = 0; i < 6; i++)
        for (size_t m = 0; m < 4; m++) {
            struct kk_rows rows, next;
            int64_t count;

            q.limit = limits[i];
            q.key = NULL;
            ck_ok(
                kk_listing_counted(&w.ctx, &q, most[m], &rows, &count, &w.err),
                &w.err);
            ck_assert_uint_eq(rows.n, n < q.limit ? n : q.limit);
            ck_assert(memcmp(rows.id, whole, rows.n * sizeof *whole) == 0);
            ck_assert_int_eq(rows.more, n > q.limit);
            /* a page of which nothing is left out counts itself */
            ck_assert_uint_eq((size_t)count,
                              n < most[m] || n < q.limit ? n : most[m]);
            if (rows.more) {
                q.key = rows.key + 2 * (rows.n - 1);
                ck_ok(kk_listing_counted(&w.ctx, &q, most[m], &next, &count,
                                         &w.err),
                      &w.err);
                ck_assert(memcmp(next.id, whole + rows.n,
                                 next.n * sizeof *whole) == 0);
                ck_assert_uint_gt(next.n, 0);
                ck_assert_uint_eq((size_t)count, n < most[m] ? n : most[m]);
                kk_rows_free(&next);
            }
            kk_rows_free(&rows);
        }
}

/* What begins with the text comes first, then the other hits; each once, the
 * same in pages of any size and both directions. */
START_TEST(a_large_search_shows_keys_first_and_each_row_once)
{
    static const struct {
        const char *typed, *key;
        bool north;
    } ask[] = {{"ｋｋ－０１", "KK-01", false},
               {"KK-", "KK-", false},
               {"きたく", "", true},
               {"北区 KK-02", "KK-02", true},
               {"KK-0123", "KK-0123", false},
               {"nothing", "nothing", false},
               {"k", "KK-", false},
               {"1", "1", false},
               {"s", "S", false},
               {"北", "", true}};
    kk_id whole[400];
    kk_id paged[400];

    world_new(&w);
    add_units();
    for (size_t i = 0; i < sizeof ask / sizeof *ask; i++) {
        struct kk_query q = {.listing = &units, .search = ask[i].typed};
        int64_t counted;

        q.limit = 1000;
        size_t n = read_all(&q, whole, 400);
        ck_assert_msg(n == units_with(ask[i].key, ask[i].north), "%s: %zu",
                      ask[i].typed, n);
        q.key = NULL;
        ck_ok(kk_listing_count(&w.ctx, &q, 1000, &counted, &w.err), &w.err);
        ck_assert_int_eq(counted, (int64_t)n);
        counted_at_once(q, whole, n);
        for (size_t a = 0; a < n; a++)
            for (size_t b = 0; b < a; b++)
                ck_assert_int_ne(whole[a], whole[b]);
        for (q.limit = 7; q.limit < 50; q.limit += 20) {
            q.backwards = false;
            ck_assert_uint_eq(read_all(&q, paged, 400), n);
            ck_assert(memcmp(whole, paged, n * sizeof *whole) == 0);
            q.backwards = true;
            ck_assert_uint_eq(read_all(&q, paged, 400), n);
            for (size_t k = 0; k < n; k++)
                ck_assert_int_eq(paged[k], whole[n - 1 - k]);
        }
    }
    world_free(&w);
}
END_TEST

START_TEST(cells_read_as_people_write)
{
    static const struct {
        enum kk_show show;
        int64_t i;
        const char *text;
    } cell[] = {
        {KK_SHOW_INT, 12, "12"},
        {KK_SHOW_MINUTES, 163, "2:43"},
        {KK_SHOW_MINUTES, -42, "-0:42"},
        {KK_SHOW_RATE, 750, "75.0%"},
        {KK_SHOW_RATE, -5, "-0.5%"},
        {KK_SHOW_CLOCK, INT64_C(1681262400), "10:20"},
        {KK_SHOW_YESNO, 1, "はい"},
        {KK_SHOW_YESNO, 0, ""},
        {KK_SHOW_ID, INT64_C(6917529027641081857), "6917529027641081857"},
    };
    struct kk_arena arena = {0};
    const struct kk_val none = kk_vnull();

    for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
        const struct kk_col col = {.name = "c", .show = cell[i].show};
        const struct kk_val v = kk_vint(cell[i].i);

        ck_assert_str_eq(kk_cell_text(&col, &v, 0, &arena), cell[i].text);
        ck_assert_str_eq(kk_cell_text(&col, &none, 0, &arena), "");
    }
    kk_arena_free(&arena);
}
END_TEST

KK_TEST_MAIN("listing", a_filter_folds_and_alternatives_join,
             a_filter_that_makes_no_sense_is_told, what_is_found_is_counted,
             search_finds_kana_and_other_spelling,
             pages_together_are_the_whole_list,
             a_large_search_shows_keys_first_and_each_row_once,
             cells_read_as_people_write)
