/* The city's list: what §5.4 needs of taking it in. */
#include "../store/fixture.h"

#include <kikusui/feature/features.h>
#include <kikusui/feature/load.h>

struct world {
    struct fixture f;
    struct kk_ctx ctx;
    kk_id kita, kikusui;
};

static kk_id insert(struct world *w, const char *table,
                    const struct kk_cell *cells)
{
    kk_id id;

    ck_ok(kk_row_insert(w->f.db, table, cells, &id, &w->f.err), &w->f.err);
    return id;
}

static const struct kk_feature *const contract[] = {&kk_feature_contract, NULL};
static const struct kk_registry with_codes = {.features = contract};

static void world_new(struct world *w)
{
    const struct kk_intent in = {.action = "init"};
    struct kk_commit c;
    kk_id site;

    memset(w, 0, sizeof *w);
    fixture_new(&w->f);
    w->ctx = (struct kk_ctx){
        .db = w->f.db, .clock = &w->f.clock, .reg = &with_codes};
    ck_ok(kk_tx_begin(w->f.db, KK_TX_WRITE, &w->f.err), &w->f.err);
    site = insert(w, "site",
                  KK_CELLS({"no", kk_vint(4)}, {"name", kk_vtext("北区役所")}));
    w->kita = insert(w, "place",
                     KK_CELLS({"site_id", kk_vint(site)},
                              {"name", kk_vtext("北区役所")},
                              {"ledger_scope", kk_vint(1)}));
    insert(
        w, "dept",
        KK_CELLS({"site_id", kk_vint(site)}, {"name", kk_vtext("保険年金課")}));
    site =
        insert(w, "site",
               KK_CELLS({"no", kk_vint(32)}, {"name", kk_vtext("菊水・DEOS")}));
    w->kikusui = insert(w, "place",
                        KK_CELLS({"site_id", kk_vint(site)},
                                 {"name", kk_vtext("菊水分庁舎")},
                                 {"ledger_scope", kk_vint(0)}));
    insert(w, "place",
           KK_CELLS({"site_id", kk_vint(site)}, {"name", kk_vtext("DEOS")}));
    insert(w, "model",
           KK_CELLS({"name", kk_vtext("Lenovo_ThinkCentre_M720q_Tiny")},
                    {"short", kk_vtext("M720q")},
                    {"dev_type", kk_vtext("パソコン")}));
    insert(w, "image", KK_CELLS({"kind", kk_vtext("国保福祉窓口")}));
    ck_ok(kk_tx_commit(w->f.db, &in, &c, &w->f.err), &w->f.err);
}

static enum kk_status load(struct world *w, const char *csv,
                           const struct kk_load *how, struct kk_loaded *out)
{
    return kk_load_ledger(&w->ctx, csv, strlen(csv), how, out, &w->f.err);
}

static int64_t count(struct world *w, const char *sql)
{
    struct kk_cur *cur;
    int64_t n;

    ck_ok(kk_cur_open_sql(w->f.db, sql, NULL, &cur, &w->f.err), &w->f.err);
    ck_ok(kk_cur_next(cur, &w->f.err), &w->f.err);
    n = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return n;
}

#define HEADER "区分,機器ID,機種名,拠点,設置部署,状態,備考\r\n"

START_TEST(takes_a_list_in_any_order_of_columns)
{
    static const char csv[] =
        "\xEF\xBB\xBF" HEADER
        "国保福祉,KK-0001,Lenovo ThinkCentre M720q Tiny,北区役所,保険年金課,"
        "稼働中,\r\n"
        "国保福祉,KK-0002,Ｍ７２０ｑ,No.4,,予備機,\"改行\nあり\"\r\n"
        "国保福祉,KK-0003,M720q,菊水分庁舎,,保管中,\r\n"
        "国保福祉,KK-0004,M720q,北区役所,収納係,,\r\n";
    struct kk_loaded out;
    struct world w;

    world_new(&w);
    ck_ok(load(&w, csv, &(struct kk_load){0}, &out), &w.f.err);
    ck_assert_int_eq(out.rows, 4);
    ck_assert_int_eq(out.added, 4);
    ck_assert_int_eq(out.bad, 0);
    ck_assert_int_eq(out.new_depts, 1);
    ck_assert_int_eq(count(&w, "SELECT count(*) FROM unit WHERE "
                               "state='予備' AND spare_state='使用可'"),
                     1);
    ck_assert_int_eq(count(&w, "SELECT count(*) FROM unit WHERE state='保管'"),
                     1);
    kk_loaded_free(&out);
    /* the same list again changes nothing */
    ck_ok(load(&w, csv, &(struct kk_load){0}, &out), &w.f.err);
    ck_assert_int_eq(out.same, 4);
    ck_assert_int_eq(out.added + out.changed, 0);
    ck_assert_int_eq(count(&w, "SELECT count(*) FROM unit"), 4);
    kk_loaded_free(&out);
    fixture_verify(&w.f);
    fixture_free(&w.f);
}
END_TEST

START_TEST(bad_rows_are_told_and_refuse_everything)
{
    static const char csv[] =
        HEADER "国保福祉,KK-0001,M720q,北区役所,,,\n"
               "国保福祉,,M720q,北区役所,,,\n"
               "国保,KK-0003,M720q,北区役所,,,\n"
               "国保福祉,KK-0004,X999,北区役所,,,\n"
               "国保福祉,KK-0005,M720q,菊水・DEOS,,,\n"
               "国保福祉,KK-0001,M720q,北区役所,,,\n"
               "国保福祉,KK-0007,M720q,北海区役所,,行方不明,\n";
    struct kk_loaded out;
    struct world w;

    world_new(&w);
    ck_assert_int_eq(load(&w, csv, &(struct kk_load){0}, &out), KK_REFUSED);
    ck_assert_int_eq(out.bad, 6);
    ck_assert_ptr_nonnull(strstr(out.words.s, "3行目 機器ID: 空"));
    ck_assert_ptr_nonnull(strstr(out.words.s, "4行目 区分"));
    ck_assert_ptr_nonnull(strstr(out.words.s, "5行目 機種名"));
    ck_assert_ptr_nonnull(strstr(out.words.s, "6行目 拠点"));
    ck_assert_ptr_nonnull(strstr(out.words.s, "は2行目にもあります"));
    ck_assert_ptr_nonnull(strstr(out.words.s, "8行目 状態"));
    ck_assert_int_eq(count(&w, "SELECT count(*) FROM unit"), 0);
    kk_loaded_free(&out);
    ck_ok(load(&w, csv, &(struct kk_load){.accept_good = true}, &out),
          &w.f.err);
    ck_assert_int_eq(out.added, 1);
    kk_loaded_free(&out);
    fixture_free(&w.f);
}
END_TEST

START_TEST(what_we_changed_after_the_lists_date_stays)
{
    static const char csv[] = HEADER "国保福祉,KK-0001,M720q,北区役所,,,初め\n"
                                     "国保福祉,KK-0002,M720q,北区役所,,,初め\n";
    static const char later[] =
        HEADER "国保福祉,KK-0001,M720q,北区役所,,,一覧の値\n";
    const struct kk_intent in = {.action = "unit.edit"};
    struct kk_commit c;
    struct kk_loaded out;
    struct kk_load how = {0};
    struct world w;

    world_new(&w);
    ck_ok(load(&w, csv, &how, &out), &w.f.err);
    kk_loaded_free(&out);
    w.f.clock.fixed += 86400;
    ck_ok(kk_tx_begin(w.f.db, KK_TX_WRITE, &w.f.err), &w.f.err);
    ck_ok(kk_row_update(w.f.db, "unit",
                        count(&w, "SELECT id FROM unit WHERE "
                                  "machine_id='KK-0001'"),
                        KK_CELLS({"note", kk_vtext("こちらの値")}), &w.f.err),
          &w.f.err);
    ck_ok(kk_tx_commit(w.f.db, &in, &c, &w.f.err), &w.f.err);
    how.as_of = w.f.clock.fixed - 3600;
    w.f.clock.fixed += 86400;
    ck_ok(load(&w, later, &how, &out), &w.f.err);
    ck_assert_int_eq(out.kept, 1);
    ck_assert_int_eq(out.vanished, 1);
    ck_assert_ptr_nonnull(strstr(out.words.s, "こちらの値"));
    ck_assert_ptr_nonnull(strstr(out.words.s, "一覧の値"));
    ck_assert_ptr_nonnull(strstr(out.words.s, "KK-0002"));
    ck_assert_int_eq(count(&w, "SELECT count(*) FROM unit WHERE "
                               "note='こちらの値'"),
                     1);
    kk_loaded_free(&out);
    /* a list dated later wins, and the move of a unit is a row */
    how.as_of = w.f.clock.fixed;
    ck_ok(load(&w, HEADER "国保福祉,KK-0001,M720q,菊水分庁舎,,,一覧の値\n",
               &how, &out),
          &w.f.err);
    ck_assert_int_eq(out.changed, 1);
    ck_assert_int_eq(out.moved, 1);
    ck_assert_int_eq(count(&w, "SELECT count(*) FROM unit_move"), 1);
    kk_loaded_free(&out);
    fixture_verify(&w.f);
    fixture_free(&w.f);
}
END_TEST

START_TEST(a_preview_counts_and_changes_nothing)
{
    struct kk_loaded out;
    struct world w;

    world_new(&w);
    ck_ok(load(&w, HEADER "国保福祉,KK-0001,M720q,北区役所,新しい係,,\n",
               &(struct kk_load){.preview = true}, &out),
          &w.f.err);
    ck_assert_int_eq(out.added, 1);
    ck_assert_int_eq(out.new_depts, 1);
    ck_assert_int_eq(count(&w, "SELECT count(*) FROM unit"), 0);
    kk_loaded_free(&out);
    fixture_free(&w.f);
}
END_TEST

START_TEST(pairs_media_and_segment_by_option)
{
    static const char csv[] =
        "機器ID,機種名,拠点,対機器ID,媒体種別,媒体版,保証期限\n"
        "KK-1,M720q,北区役所,KK-1-D,国保福祉窓口,v3,R6.3.31\n"
        "KK-1-D,M720q,北区役所,,,,\n";
    struct kk_loaded out;
    struct world w;

    world_new(&w);
    ck_assert_int_eq(load(&w, csv, &(struct kk_load){0}, &out), KK_REFUSED);
    kk_loaded_free(&out);
    ck_ok(load(&w, csv, &(struct kk_load){.segment = "国保福祉"}, &out),
          &w.f.err);
    ck_assert_int_eq(out.added, 2);
    ck_assert_int_eq(out.new_releases, 1);
    ck_assert_int_eq(
        count(&w, "SELECT count(*) FROM unit a JOIN unit b ON b.id=a.pair_id "
                  "JOIN media_release m ON m.id=a.image_release_id WHERE "
                  "a.machine_id='KK-1' AND b.machine_id='KK-1-D' AND "
                  "m.version='v3' AND a.warranty_until IS NOT NULL"),
        1);
    kk_loaded_free(&out);
    fixture_free(&w.f);
}
END_TEST

KK_TEST_MAIN("load_ledger", takes_a_list_in_any_order_of_columns,
             bad_rows_are_told_and_refuse_everything,
             what_we_changed_after_the_lists_date_stays,
             a_preview_counts_and_changes_nothing,
             pairs_media_and_segment_by_option)
