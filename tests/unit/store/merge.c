/* Entries of another copy, conflicts between copies, and settling them. */
#include "exchange.h"

#include <kikusui/store/card.h>
#include <kikusui/store/replay.h>

static struct kk_apply_count carry(struct fixture *from, struct fixture *to)
{
    struct kk_apply_count count;
    struct kk_str cards = {0};

    exchange_cards(from, &cards);
    ck_ok(exchange_take(to, kk_str_c(&cards), &count), &to->err);
    kk_str_free(&cards);
    return count;
}

static void same(struct fixture *a, struct fixture *b)
{
    exchange_same(a, b);
    fixture_verify(a);
    fixture_verify(b);
}

/* A site known to both, renamed by each without the other. */
static kk_id two_names(struct fixture *a, struct fixture *b,
                       struct kk_commit *ca, struct kk_commit *cb)
{
    kk_id site;

    fixture_new(a);
    fixture_new(b);
    site = fixture_site(a, 7, "東", NULL);
    carry(a, b);
    ck_ok(fixture_rename(a, site, "東区", 0, ca), &a->err);
    b->clock.fixed += 60;
    ck_ok(fixture_rename(b, site, "東区役所", 0, cb), &b->err);
    carry(a, b);
    carry(b, a);
    return site;
}

static int64_t conflicts(struct fixture *f)
{
    struct kk_cur *cur;
    int64_t n;

    ck_ok(kk_cur_open_sql(f->db, "SELECT count(*) FROM conflict", NULL, &cur,
                          &f->err),
          &f->err);
    ck_ok(kk_cur_next(cur, &f->err), &f->err);
    n = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return n;
}

START_TEST(copies_that_saw_the_same_show_the_same)
{
    struct fixture a, b;
    struct kk_commit ca, cb;
    kk_id site = two_names(&a, &b, &ca, &cb);

    same(&a, &b);
    ck_assert_str_eq(fixture_name(&a, site), "東区役所"); /* the later */
    ck_assert_str_eq(fixture_name(&b, site), "東区役所");
    ck_assert_int_eq(conflicts(&a), 1);
    ck_assert_int_eq(conflicts(&b), 1);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

START_TEST(the_same_cards_again_change_nothing)
{
    struct fixture a, b;
    struct kk_commit ca, cb;
    struct kk_apply_count count;

    two_names(&a, &b, &ca, &cb);
    count = carry(&a, &b);
    ck_assert_int_eq(count.entries, 0);
    ck_assert_int_eq(count.already, 3);
    same(&a, &b);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

static void settle(struct fixture *f, kk_id site, const char *chosen)
{
    const struct kk_intent in = {.action = "review.choose", .worker = 7};
    struct kk_settle cell = {.table_id = 4, .row = site, .column_id = 3};
    struct kk_commit c;

    ck_ok(kk_journal_find(f->db, chosen, &cell.chosen, &f->err), &f->err);
    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
    ck_ok(kk_journal_settle(f->db, &cell, &f->err), &f->err);
    ck_ok(kk_tx_commit(f->db, &in, &c, &f->err), &f->err);
    ck_assert_int_ne(c.arrival, 0);
}

START_TEST(settling_writes_the_chosen_value_and_closes_the_rest)
{
    struct fixture a, b;
    struct kk_commit ca, cb;
    kk_id site = two_names(&a, &b, &ca, &cb);

    settle(&a, site, ca.name); /* the one that did not stand */
    ck_assert_str_eq(fixture_name(&a, site), "東区");
    ck_assert_int_eq(conflicts(&a), 0);
    carry(&a, &b);
    ck_assert_str_eq(fixture_name(&b, site), "東区");
    ck_assert_int_eq(conflicts(&b), 0);
    same(&a, &b);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

START_TEST(settling_for_what_stands_is_a_change_too)
{
    struct fixture a, b;
    struct kk_commit ca, cb;
    kk_id site = two_names(&a, &b, &ca, &cb);

    settle(&a, site, cb.name);
    ck_assert_str_eq(fixture_name(&a, site), "東区役所");
    ck_assert_int_eq(conflicts(&a), 0);
    carry(&a, &b);
    ck_assert_int_eq(conflicts(&b), 0);
    same(&a, &b);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

START_TEST(two_equal_decisions_merge_and_unequal_ones_do_not)
{
    struct fixture a, b;
    struct kk_commit ca, cb;
    kk_id site = two_names(&a, &b, &ca, &cb);

    settle(&a, site, ca.name);
    settle(&b, site, ca.name);
    carry(&a, &b);
    carry(&b, &a);
    ck_assert_int_eq(conflicts(&a), 0);
    same(&a, &b);
    fixture_free(&a);
    fixture_free(&b);
    site = two_names(&a, &b, &ca, &cb);
    settle(&a, site, ca.name);
    settle(&b, site, cb.name);
    carry(&a, &b);
    carry(&b, &a);
    ck_assert_int_eq(conflicts(&a), 1);
    same(&a, &b);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

START_TEST(an_ordinary_edit_leaves_the_other_head_to_the_review)
{
    struct fixture a, b;
    struct kk_commit ca, cb;
    kk_id site = two_names(&a, &b, &ca, &cb);

    ck_ok(fixture_rename(&a, site, "東区民センター", 0, NULL), &a.err);
    ck_assert_int_eq(conflicts(&a), 1);
    carry(&a, &b);
    same(&a, &b);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

START_TEST(a_rebuild_finds_the_conflicts_again)
{
    struct fixture a, b;
    struct kk_commit ca, cb;

    two_names(&a, &b, &ca, &cb);
    ck_ok(kk_journal_rebuild(a.db, &a.err), &a.err);
    ck_assert_int_eq(conflicts(&a), 1);
    same(&a, &b);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

static void set_deleted(struct fixture *f, kk_id site, struct kk_val deleted,
                        const char *name)
{
    const struct kk_intent in = {.action = "site.delete", .worker = 7};
    struct kk_commit c;

    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
    ck_ok(
        kk_row_update(f->db, "site", site,
                      KK_CELLS({"deleted", deleted},
                               {name == NULL ? NULL : "name", kk_vtext(name)}),
                      &f->err),
        &f->err);
    ck_ok(kk_tx_commit(f->db, &in, &c, &f->err), &f->err);
}

/* Whoever writes the deleted flag names all that he saw of the row; that does
 * not decide against another's word on the flag itself. */
START_TEST(a_deletion_leaves_another_word_on_it_open)
{
    struct fixture a, b;
    struct kk_cur *cur;
    kk_id site;

    fixture_new(&a);
    fixture_new(&b);
    site = fixture_site(&a, 7, "東", NULL);
    carry(&a, &b);
    set_deleted(&b, site, kk_vint(1), NULL);
    set_deleted(&b, site, kk_vnull(), "東区");
    a.clock.fixed += 600;
    set_deleted(&a, site, kk_vint(1), NULL);
    carry(&b, &a);
    ck_assert_int_eq(conflicts(&a), 1);
    set_deleted(&a, site, kk_vnull(), NULL);
    ck_ok(kk_cur_open_sql(a.db,
                          "SELECT count(*) FROM change WHERE tab=4 AND col=1 "
                          "AND live=1",
                          NULL, &cur, &a.err),
          &a.err);
    ck_ok(kk_cur_next(cur, &a.err), &a.err);
    ck_assert_int_eq(kk_cur_int(cur, 0), 2);
    kk_cur_close(&cur);
    carry(&a, &b);
    same(&a, &b);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

/* What comes is either kept to the byte or refused. */
START_TEST(cards_that_would_not_be_written_so_again_are_refused)
{
    static const char *const from[] = {"\tt東区\n", "site.add", "\t7\t"};
    static const char *const to[] = {"\tt東区 \\t\n", "site.add\\", "\t+7\t"};

    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        struct fixture a, b;
        struct kk_commit c;
        struct kk_apply_count count;
        struct kk_str cards = {0}, bad = {0};
        const char *p;
        kk_id site;

        fixture_new(&a);
        fixture_new(&b);
        site = fixture_site(&a, 7, "東", NULL);
        ck_ok(fixture_rename(&a, site, "東区", 0, &c), &a.err);
        exchange_cards(&a, &cards);
        p = strstr(cards.s, from[i]);
        ck_assert_ptr_nonnull(p);
        kk_str_addn(&bad, cards.s, (size_t)(p - cards.s));
        kk_str_add(&bad, to[i]);
        kk_str_add(&bad, p + strlen(from[i]));
        ck_assert_int_eq(exchange_take(&b, bad.s, &count), KK_BADBUNDLE);
        kk_str_free(&cards);
        kk_str_free(&bad);
        fixture_free(&a);
        fixture_free(&b);
    }
}
END_TEST

START_TEST(a_gap_and_a_reference_to_nothing_are_refused)
{
    struct fixture a, b;
    struct kk_apply_count count;
    struct kk_str cards = {0};
    kk_id site;

    fixture_new(&a);
    fixture_new(&b);
    site = fixture_site(&a, 7, "東", NULL);
    ck_ok(fixture_rename(&a, site, "東区", 0, NULL), &a.err);
    ck_ok(kk_card_of_entry(a.db, 2, &cards, &a.err), &a.err);
    ck_assert_int_eq(exchange_take(&b, cards.s, &count), KK_BADBUNDLE);
    ck_assert_str_eq(b.err.field, "gap");
    kk_str_free(&cards);
    kk_str_add(&cards, "W\t00000000aa\t\t-\t-\t-\n"
                       "E\t00000000aa\t1\t5\t5\t0\tx\t0\t0\t0\t0\t1\tn\n"
                       "C\t5\t77\t0\t-\t-\t2\ti99\n"); /* a place of no site */
    ck_assert_int_eq(exchange_take(&b, cards.s, &count), KK_BADBUNDLE);
    ck_assert_str_eq(b.err.field, "gap");
    kk_str_free(&cards);
    fixture_verify(&b);
    fixture_free(&a);
    fixture_free(&b);
}
END_TEST

KK_TEST_MAIN("store/merge", copies_that_saw_the_same_show_the_same,
             the_same_cards_again_change_nothing,
             settling_writes_the_chosen_value_and_closes_the_rest,
             settling_for_what_stands_is_a_change_too,
             two_equal_decisions_merge_and_unequal_ones_do_not,
             an_ordinary_edit_leaves_the_other_head_to_the_review,
             a_rebuild_finds_the_conflicts_again,
             a_deletion_leaves_another_word_on_it_open,
             cards_that_would_not_be_written_so_again_are_refused,
             a_gap_and_a_reference_to_nothing_are_refused)
