#include "exchange.h"

#include <inttypes.h>

static const struct kk_intent some = {.action = "test", .worker = 7};

static void begin(struct fixture *f)
{
    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
}

static void commit(struct fixture *f, struct kk_commit *c)
{
    ck_ok(kk_tx_commit(f->db, &some, c, &f->err), &f->err);
}

static kk_id place_at(struct fixture *f, kk_id site, struct kk_commit *c)
{
    kk_id id;

    begin(f);
    ck_ok(kk_row_insert(
              f->db, "place",
              KK_CELLS({"site_id", kk_vint(site)}, {"name", kk_vtext("1階")}),
              &id, &f->err),
          &f->err);
    commit(f, c);
    return id;
}

static bool is_deleted(struct fixture *f, const char *table, kk_id id)
{
    struct kk_val v;

    ck_ok(kk_row_get(f->db, table, id, "deleted", &f->arena, &v, &f->err),
          &f->err);
    return v.type != KK_VNULL && v.i != 0;
}

static void expect_refused(struct fixture *f, const char *entry,
                           const char *word)
{
    unsigned char before[KK_HASH_BYTES], after[KK_HASH_BYTES];

    exchange_digest(f, before);
    ck_assert_int_eq(fixture_undo(f, entry, NULL), KK_REFUSED);
    ck_assert_msg(strcmp(f->later, word) == 0 ||
                      strstr(f->err.text, word) != NULL,
                  "%s %s", f->err.text, f->later);
    exchange_digest(f, after);
    ck_assert_mem_eq(before, after, sizeof before);
}

START_TEST(a_row_that_something_live_refers_to_stays)
{
    struct fixture f;
    struct kk_commit made, used;
    kk_id site, place;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区役所", &made);
    place = place_at(&f, site, &used);
    expect_refused(&f, made.name, "場所");
    ck_ok(fixture_undo(&f, used.name, NULL), &f.err);
    ck_assert(is_deleted(&f, "place", place));
    ck_ok(fixture_undo(&f, made.name, NULL), &f.err);
    ck_assert(is_deleted(&f, "site", site));
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(rows_born_together_go_together)
{
    struct fixture f;
    struct kk_commit c, undone;
    kk_id site, place;

    fixture_new(&f);
    begin(&f);
    ck_ok(kk_row_insert(f.db, "site", KK_CELLS({"name", kk_vtext("北区")}),
                        &site, &f.err),
          &f.err);
    ck_ok(kk_row_insert(f.db, "place", KK_CELLS({"site_id", kk_vint(site)}),
                        &place, &f.err),
          &f.err);
    commit(&f, &c);
    ck_ok(fixture_undo(&f, c.name, &undone), &f.err);
    ck_assert(is_deleted(&f, "site", site) && is_deleted(&f, "place", place));
    ck_ok(fixture_undo(&f, undone.name, NULL), &f.err);
    ck_assert(!is_deleted(&f, "site", site));
    ck_assert(!is_deleted(&f, "place", place));
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(a_row_touched_by_a_later_entry_stays)
{
    struct fixture f;
    struct kk_commit made, touched, undone;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区役所", &made);
    begin(&f);
    ck_ok(kk_row_update(f.db, "site", site, KK_CELLS({"note", kk_vtext("北")}),
                        &f.err),
          &f.err);
    commit(&f, &touched);
    expect_refused(&f, made.name, touched.name);
    ck_ok(fixture_undo(&f, touched.name, &undone), &f.err);
    ck_ok(fixture_undo(&f, made.name, NULL), &f.err);
    ck_assert(is_deleted(&f, "site", site));
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(a_deletion_is_taken_back)
{
    struct fixture f;
    struct kk_commit c;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区役所", NULL);
    begin(&f);
    ck_ok(kk_row_delete(f.db, "site", site, &f.err), &f.err);
    commit(&f, &c);
    ck_assert(is_deleted(&f, "site", site));
    ck_ok(fixture_undo(&f, c.name, NULL), &f.err);
    ck_assert(!is_deleted(&f, "site", site));
    ck_assert_str_eq(fixture_name(&f, site), "北区役所");
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* What was meant later about the same thing may rest on it, even where it
 * wrote other cells. */
START_TEST(a_later_entry_about_the_same_thing_refuses)
{
    struct fixture f;
    struct kk_intent in = {
        .action = "site.edit", .subject_table = "site", .worker = 7};
    struct kk_commit one, two;

    fixture_new(&f);
    in.subject = fixture_site(&f, 4, "北区", NULL);
    ck_ok(fixture_rename(&f, in.subject, "北区役所", 0, &one), &f.err);
    begin(&f);
    ck_ok(kk_row_update(f.db, "site", in.subject,
                        KK_CELLS({"note", kk_vtext("改装中")}), &f.err),
          &f.err);
    ck_ok(kk_tx_commit(f.db, &in, &two, &f.err), &f.err);
    expect_refused(&f, one.name, two.name);
    ck_ok(fixture_undo(&f, two.name, NULL), &f.err);
    ck_ok(fixture_undo(&f, one.name, NULL), &f.err);
    ck_assert_str_eq(fixture_name(&f, in.subject), "北区");
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(an_entry_over_several_rows_is_all_or_nothing)
{
    struct fixture f;
    struct kk_commit both, later;
    kk_id one, two;

    fixture_new(&f);
    one = fixture_site(&f, 4, "北区", NULL);
    two = fixture_site(&f, 7, "東区", NULL);
    begin(&f);
    ck_ok(kk_row_update(f.db, "site", one, KK_CELLS({"name", kk_vtext("甲")}),
                        &f.err),
          &f.err);
    ck_ok(kk_row_update(f.db, "site", two, KK_CELLS({"name", kk_vtext("乙")}),
                        &f.err),
          &f.err);
    commit(&f, &both);
    ck_ok(fixture_rename(&f, two, "東区役所", 0, &later), &f.err);
    expect_refused(&f, both.name, later.name);
    ck_assert_str_eq(fixture_name(&f, one), "甲");
    ck_ok(fixture_undo(&f, later.name, NULL), &f.err);
    ck_ok(fixture_undo(&f, both.name, NULL), &f.err);
    ck_assert_str_eq(fixture_name(&f, one), "北区");
    ck_assert_str_eq(fixture_name(&f, two), "東区");
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(a_cell_set_to_nothing_comes_back)
{
    struct fixture f;
    struct kk_commit c;
    struct kk_val v;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区役所", NULL);
    begin(&f);
    ck_ok(kk_row_update(f.db, "site", site,
                        KK_CELLS({"no", kk_vnull()}, {"note", kk_vtext("n")}),
                        &f.err),
          &f.err);
    commit(&f, &c);
    ck_ok(fixture_undo(&f, c.name, NULL), &f.err);
    ck_ok(kk_row_get(f.db, "site", site, "no", &f.arena, &v, &f.err), &f.err);
    ck_assert(v.type == KK_VINT && v.i == 4);
    ck_ok(kk_row_get(f.db, "site", site, "note", &f.arena, &v, &f.err), &f.err);
    ck_assert(v.type == KK_VNULL);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* Two copies changed the same cell: only a review decides. */
START_TEST(a_cell_in_conflict_is_for_a_review)
{
    struct fixture a, b;
    struct kk_str cards = {0}, others = {0};
    struct kk_apply_count n;
    struct kk_commit c;
    kk_id site;

    fixture_new(&a);
    fixture_new(&b);
    site = fixture_site(&a, 4, "北区", NULL);
    exchange_cards(&a, &cards);
    ck_ok(exchange_take(&b, kk_str_c(&cards), &n), &b.err);
    ck_ok(fixture_rename(&b, site, "北区役所", 0, NULL), &b.err);
    ck_ok(fixture_rename(&a, site, "北", 0, &c), &a.err);
    exchange_cards(&b, &others);
    ck_ok(exchange_take(&a, kk_str_c(&others), &n), &a.err);
    expect_refused(&a, c.name, "要確認");
    fixture_verify(&a);
    kk_str_free(&cards);
    kk_str_free(&others);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

START_TEST(the_last_entry_of_a_worker_is_found_and_stepped_back)
{
    struct fixture f;
    struct kk_commit one, two;
    int64_t arrival;
    kk_id site;

    fixture_new(&f);
    ck_ok(kk_journal_last(f.db, 7, &arrival, &f.err), &f.err);
    ck_assert_int_eq(arrival, 0);
    site = fixture_site(&f, 4, "北区", &one);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, &two), &f.err);
    ck_ok(kk_journal_last(f.db, 7, &arrival, &f.err), &f.err);
    ck_assert_int_eq(arrival, two.arrival);
    ck_ok(fixture_undo(&f, two.name, NULL), &f.err);
    ck_ok(kk_journal_last(f.db, 7, &arrival, &f.err), &f.err);
    ck_assert_int_eq(arrival, one.arrival);
    ck_ok(kk_journal_last(f.db, 8, &arrival, &f.err), &f.err);
    ck_assert_int_eq(arrival, 0);
    fixture_free(&f);
}
END_TEST

/* What a newer program wrote is taken back as a whole, also where this one
 * does not know the cell. */
START_TEST(cells_of_a_newer_program_come_back)
{
    static const char cards[] =
        "W\t00000000aa\t\t-\t-\t-\n"
        "E\t00000000aa\t1\t5\t5\t0\tx\t0\t0\t0\t9\t9\tn\n"
        "C\t4\t5\t0\t-\t-\t3\tt北\t90\tt旧\n"
        "C\t99\t5\t0\t-\t-\t2\tt旧\n"
        "E\t00000000aa\t2\t6\t6\t0\tx\t0\t0\t0\t9\t9\tn\n"
        "C\t4\t5\t3\t00000000aa-1\t-\tt南\n"
        "C\t4\t5\t90\t00000000aa-1\t-\tt新\n"
        "C\t99\t5\t2\t00000000aa-1\t-\tt新\n";
    struct kk_apply_count count;
    struct kk_commit c;
    struct kk_entry e;
    struct fixture f;

    fixture_new(&f);
    ck_ok(exchange_take(&f, cards, &count), &f.err);
    ck_ok(fixture_undo(&f, "00000000aa-2", &c), &f.err);
    ck_ok(kk_journal_entry(f.db, c.arrival, &f.arena, &e, &f.err), &f.err);
    ck_assert_uint_eq(e.n_changes, 3);
    ck_assert_str_eq(e.change[0].val.s, "北");
    ck_assert_str_eq(e.change[1].val.s, "旧");
    ck_assert_str_eq(e.change[2].val.s, "旧");
    ck_ok(fixture_undo(&f, "00000000aa-1", &c), &f.err);
    ck_ok(kk_journal_entry(f.db, c.arrival, &f.arena, &e, &f.err), &f.err);
    ck_assert_uint_eq(e.n_changes, 2); /* both rows are gone */
    ck_assert_int_eq(e.change[1].table_id, 99);
    ck_assert_int_eq(e.change[1].column_id, KK_COL_DELETED);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* An undo writes into a row that was deleted: a review for it, also where this
 * program does not know the table. */
START_TEST(an_undo_in_a_deleted_row_of_a_newer_program_is_reviewed)
{
    static const char cards[] =
        "W\t00000000aa\t\t-\t-\t-\n"
        "E\t00000000aa\t1\t5\t5\t0\tx\t0\t0\t0\t9\t9\tn\n"
        "C\t99\t5\t0\t-\t-\t2\tt旧\n"
        "E\t00000000aa\t2\t6\t6\t0\tx\t0\t0\t0\t9\t9\tn\n"
        "C\t99\t5\t1\t00000000aa-1\t-\ti1\n"
        "E\t00000000aa\t3\t7\t7\t0\tx\t0\t0\t0\t9\t9\tn\n"
        "C\t99\t5\t2\t00000000aa-1\t-\tt新\n";
    struct kk_apply_count count;
    struct kk_commit c;
    struct fixture f;

    fixture_new(&f);
    ck_ok(exchange_take(&f, cards, &count), &f.err);
    ck_ok(fixture_undo(&f, "00000000aa-3", &c), &f.err);
    /* what is held as hit is what the views say */
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* An undo, the undo of that, and the undo of that again. */
START_TEST(taken_back_again_is_taken_back)
{
    struct fixture f;
    struct kk_commit edit, undo, redo, again;
    int64_t arrival;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, &edit), &f.err);
    ck_ok(fixture_undo(&f, edit.name, &undo), &f.err);
    ck_ok(fixture_undo(&f, undo.name, &redo), &f.err);
    ck_ok(kk_journal_last(f.db, 7, &arrival, &f.err), &f.err);
    ck_assert_int_eq(arrival, edit.arrival);
    ck_ok(fixture_undo(&f, redo.name, &again), &f.err);
    ck_ok(kk_journal_last(f.db, 7, &arrival, &f.err), &f.err);
    ck_assert_int_lt(arrival, edit.arrival);
    expect_refused(&f, edit.name, "もう取り消して");
    ck_assert_str_eq(fixture_name(&f, site), "北区");
    fixture_free(&f);
}
END_TEST

/* Somebody's value stands in the row again, put there by an undo. */
START_TEST(a_row_with_a_value_restored_by_an_undo_stays)
{
    struct fixture f;
    struct kk_commit made, first, second;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区役所", &made);
    for (int i = 0; i < 2; i++) {
        begin(&f);
        ck_ok(kk_row_update(f.db, "site", site,
                            KK_CELLS({"note", kk_vtext(i == 0 ? "北" : "南")}),
                            &f.err),
              &f.err);
        commit(&f, i == 0 ? &first : &second);
    }
    ck_ok(fixture_undo(&f, second.name, NULL), &f.err);
    expect_refused(&f, made.name, "後から使われています");
    ck_ok(fixture_undo(&f, first.name, NULL), &f.err);
    ck_ok(fixture_undo(&f, made.name, NULL), &f.err);
    ck_assert(is_deleted(&f, "site", site));
    fixture_free(&f);
}
END_TEST

START_TEST(an_entry_that_is_not_there_is_refused)
{
    struct fixture f;
    int64_t arrival;

    fixture_new(&f);
    ck_assert_int_eq(kk_journal_find(f.db, "#1", &arrival, &f.err), KK_NONE);
    ck_assert_int_eq(kk_journal_find(f.db, "0000000001-1", &arrival, &f.err),
                     KK_NONE);
    ck_assert_int_eq(kk_journal_find(f.db, "x", &arrival, &f.err), KK_NONE);
    begin(&f);
    ck_assert_int_eq(kk_journal_undo(f.db, 99, &arrival, &f.err), KK_REFUSED);
    ck_assert_int_eq(arrival, 0);
    kk_tx_rollback(f.db);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("undo", a_row_that_something_live_refers_to_stays,
             rows_born_together_go_together,
             a_row_touched_by_a_later_entry_stays, a_deletion_is_taken_back,
             a_later_entry_about_the_same_thing_refuses,
             an_entry_over_several_rows_is_all_or_nothing,
             a_cell_set_to_nothing_comes_back,
             a_cell_in_conflict_is_for_a_review,
             the_last_entry_of_a_worker_is_found_and_stepped_back,
             cells_of_a_newer_program_come_back,
             an_undo_in_a_deleted_row_of_a_newer_program_is_reviewed,
             taken_back_again_is_taken_back,
             a_row_with_a_value_restored_by_an_undo_stays,
             an_entry_that_is_not_there_is_refused)
