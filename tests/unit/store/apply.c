#include "exchange.h"

/* Cards of a copy that has never been here, written by hand. */
#define W "W\t00000000aa\t\t-\t-\t-\n"
#define E_BY(writer, seq)                                                      \
    "E\t" writer "\t" seq "\t1700000000\t1700000000\t7\tsite.edit\t4\t100\t0"  \
    "\t0.1.0\t1\tn\n"
#define E(seq) E_BY("00000000aa", seq)
#define BIRTH "C\t4\t100\t0\t-\t-\t2\ti4\t3\tt北区\n"
#define NAME(base, also, value) "C\t4\t100\t3\t" base "\t" also "\t" value "\n"
#define FIRST W E("1") BIRTH
#define SECOND E("2") NAME("00000000aa-1", "-", "t北区役所")

static const char *name_of(struct fixture *f, kk_id site)
{
    return fixture_name(f, site);
}

START_TEST(what_was_written_elsewhere_stands_in_the_tables)
{
    struct fixture f;
    struct kk_apply_count n;

    fixture_new(&f);
    ck_ok(exchange_take(&f, FIRST SECOND, &n), &f.err);
    ck_assert_int_eq(n.entries, 2);
    ck_assert_int_eq(n.changes, 2);
    ck_assert_str_eq(name_of(&f, 100), "北区役所");
    fixture_verify(&f);
    ck_ok(exchange_take(
              &f, FIRST SECOND E("3") NAME("00000000aa-2", "-", "t北"), &n),
          &f.err);
    ck_assert_int_eq(n.already, 2);
    ck_assert_int_eq(n.entries, 1);
    ck_assert_str_eq(name_of(&f, 100), "北");
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(columns_of_a_newer_program_are_kept_and_passed_on)
{
    static const char cards[] =
        W E("1") "C\t4\t100\t0\t-\t-\t2\ti4\t3\tt北区\t900\tb00ff\n"
                 "C\t9000\t5\t0\t-\t-\t2\ti1\n" E(
                     "2") "C\t4\t100\t901\t00000000aa-1\t-\tt新\n";
    struct fixture f;
    struct kk_apply_count n;
    struct kk_str back = {0};

    fixture_new(&f);
    ck_ok(exchange_take(&f, cards, &n), &f.err);
    exchange_cards(&f, &back);
    ck_assert_str_eq(kk_str_c(&back), cards);
    ck_assert_str_eq(name_of(&f, 100), "北区");
    fixture_verify(&f);
    kk_str_free(&back);
    fixture_free(&f);
}
END_TEST

/* Each of these comes after FIRST and SECOND and must change nothing. */
static const struct {
    const char *why, *cards;
} hostile[] = {
    {"an entry of a writer nobody introduced", E_BY("00000000bb", "1") BIRTH},
    {"a writer introduced another way", "W\t00000000aa\tother\t-\t-\t-\n"},
    {"a writer without a name", "W\t0000000000\t\t-\t-\t-\n"},
    {"half a parent", "W\t00000000bb\t\t-\t1\t-\n"},
    {"a parent's hash in capitals",
     "W\t00000000bb\t\t00000000aa\t1\tAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
     "AAAAAAAAAAAAAAAAAAAAAAAA\n"},
    {"a parent's sequence with a zero in front",
     "W\t00000000bb\t\t00000000aa\t01\taaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
     "aaaaaaaaaaaaaaaaaaaaaaaaa\n"},
    {"a hole in the chain", E("4") NAME("00000000aa-2", "-", "tx")},
    {"another second entry", E("2") NAME("00000000aa-1", "-", "tx")},
    {"a zero in front of the sequence",
     E("03") NAME("00000000aa-2", "-", "tx")},
    {"a negative zero",
     "E\t00000000aa\t3\t1700000000\t1700000000\t-0\tsite.edit\t4\t100\t0\t0.1.0"
     "\t1\tn\n" NAME("00000000aa-2", "-", "tx")},
    {"a logical time beyond all that is held",
     "E\t00000000aa\t3\t253402300801\t1700000000\t7\tsite.edit\t4\t100\t0"
     "\t0.1.0\t1\tn\n"},
    {"a logical time that the clocks would reach",
     "E\t00000000aa\t3\t1099511627776\t1700000000\t7\tsite.edit\t4\t100\t0"
     "\t0.1.0\t1\tn\n"},
    {"a clock beyond the year 9999",
     "E\t00000000aa\t3\t1700000000\t253402300800\t7\tsite.edit\t4\t100\t0"
     "\t0.1.0\t1\tn\n"},
    {"a day beyond the year 9999",
     "E\t00000000aa\t3\t1700000000\t1700000000\t7\tsite.edit\t4\t100\t"
     "253402300800\t0.1.0\t1\tn\n"},
    {"a reason that is a number",
     "E\t00000000aa\t3\t1700000000\t1700000000\t7\tsite.edit\t4\t100\t0\t0.1.0"
     "\t1\ti5\n" NAME("00000000aa-2", "-", "tx")},
    {"a field too few",
     "E\t00000000aa\t3\t1700000000\t1700000000\t7\tsite.edit\t4\t100\t0\t0.1.0"
     "\t1\n"},
    {"a row born twice", E("3") BIRTH},
    {"a row born twice in one entry",
     E("3") "C\t4\t101\t0\t-\t-\nC\t4\t101\t0\t-\t-\n"},
    {"a base that is not here", E("3") NAME("00000000aa-9", "-", "tx")},
    {"a base of a writer that is not here",
     E("3") NAME("00000000bb-1", "-", "tx")},
    {"itself as base", E("3") NAME("00000000aa-3", "-", "tx")},
    {"a base that wrote another cell",
     E("3") "C\t4\t100\t6\t00000000aa-2\t-\ttx\n"},
    {"a base that wrote another row",
     E("3") "C\t4\t101\t0\t-\t-\n" E(
         "4") "C\t4\t101\t3\t00000000aa-1\t-\ttx\n"},
    {"a cell of a row that was never born",
     E("3") "C\t4\t555\t3\t00000000aa-1\t-\ttx\n"},
    {"an also that is not here",
     E("3") NAME("00000000aa-2", "00000000aa-9", "tx")},
    {"an also that is no name", E("3") NAME("00000000aa-2", "x", "tx")},
    {"an empty also", E("3") NAME("00000000aa-2", "", "tx")},
    {"a comma at the end of also",
     E("3") NAME("00000000aa-2", "00000000aa-1,", "tx")},
    {"a number in a text column", E("3") NAME("00000000aa-2", "-", "i5")},
    {"text in a number column", E("3") "C\t4\t100\t2\t00000000aa-1\t-\ttx\n"},
    {"text for the deleted flag", E("3") "C\t4\t100\t1\t00000000aa-1\t-\ttx\n"},
    {"a number with a zero in front",
     E("3") "C\t4\t100\t2\t00000000aa-1\t-\ti05\n"},
    {"a column with a zero in front",
     E("3") "C\t4\t100\t03\t00000000aa-2\t-\ttx\n"},
    {"cells out of order", E("3") "C\t4\t100\t3\t00000000aa-2\t-\ttx\n"
                                  "C\t4\t100\t2\t00000000aa-1\t-\ti5\n"},
    {"a cell twice in one entry",
     E("3") NAME("00000000aa-2", "-", "tx") NAME("00000000aa-2", "-", "ty")},
    {"a birth with its columns out of order",
     E("3") "C\t4\t101\t0\t-\t-\t3\ttx\t2\ti4\n"},
    {"a birth with a null", E("3") "C\t4\t101\t0\t-\t-\t3\tn\n"},
    {"a birth with half a pair", E("3") "C\t4\t101\t0\t-\t-\t3\n"},
    {"a birth with a base", E("3") "C\t4\t101\t0\t00000000aa-1\t-\t3\ttx\n"},
    {"a birth of row 0", E("3") "C\t4\t0\t0\t-\t-\t3\ttx\n"},
    {"a reference to a row that does not exist",
     E("3") "C\t5\t200\t0\t-\t-\t2\ti999\t3\tt本庁\n"},
    {"a control character", E("3") NAME("00000000aa-2", "-", "ta\x01")},
    {"broken UTF-8", E("3") NAME("00000000aa-2", "-", "t\xe5\x8c")},
    {"an argument after a change",
     E("3") NAME("00000000aa-2", "-", "tx") "A\tnote\ttx\n"},
    {"an argument that is a number", E("3") "A\tnote\ti1\n"},
    {"a change without an entry", NAME("00000000aa-2", "-", "tx")},
    {"an argument without an entry", "A\tnote\ttx\n"},
    {"a card of another kind", "M\tx\n"},
    {"no card", "hello\n"},
    {"a cut-off card", E("3") "C\t4\t100\t3\t00000000aa-2\t-\ttx"},
};

START_TEST(hostile_cards_change_nothing)
{
    unsigned char before[KK_HASH_BYTES], after[KK_HASH_BYTES];
    struct kk_apply_count n;
    struct fixture f;

    fixture_new(&f);
    ck_ok(exchange_take(&f, FIRST SECOND, &n), &f.err);
    exchange_digest(&f, before);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        enum kk_status st = exchange_take(&f, hostile[i].cards, &n);
        int64_t arrival;

        ck_assert_msg(st == KK_BADBUNDLE, "%s: status %d: %s", hostile[i].why,
                      (int)st, st == KK_OK ? "" : f.err.text);
        ck_assert_msg(f.err.text[0] != '\0', "%s", hostile[i].why);
        exchange_digest(&f, after);
        ck_assert_msg(memcmp(before, after, sizeof before) == 0, "%s",
                      hostile[i].why);
        ck_ok(kk_tx_as_of(f.db, &arrival, &f.err), &f.err);
        ck_assert_msg(arrival == 2, "%s", hostile[i].why);
    }
    fixture_verify(&f);
    fixture_site(&f, 5, "北保健センター", NULL);
    fixture_free(&f);
}
END_TEST

START_TEST(a_gap_and_a_fork_are_told_apart)
{
    struct kk_apply_count n;
    struct fixture f;

    fixture_new(&f);
    ck_ok(exchange_take(&f, FIRST SECOND, &n), &f.err);
    ck_assert_int_eq(
        exchange_take(&f, E("4") NAME("00000000aa-2", "-", "tx"), &n),
        KK_BADBUNDLE);
    ck_assert_str_eq(f.err.field, "gap");
    ck_assert_int_eq(
        exchange_take(&f, E("2") NAME("00000000aa-1", "-", "tx"), &n),
        KK_BADBUNDLE);
    ck_assert_str_eq(f.err.field, "fork");
    fixture_free(&f);
}
END_TEST

/* Two copies edit the same cell: all copies show the same winner, whichever
 * way the entries came, and the cell is marked for a review. */
START_TEST(the_order_of_arrival_does_not_matter)
{
    static const char aa[] = W FIRST
        "E\t00000000aa\t2\t1700000100\t1\t7\tsite.edit\t4\t100\t0\t0.1.0"
        "\t1\tn\n" NAME("00000000aa-1", "-", "t甲");
    static const char bb[] = W FIRST
        "W\t00000000bb\t\t-\t-\t-\n"
        "E\t00000000bb\t1\t1700000200\t1\t8\tsite.edit\t4\t100\t0\t0.1.0"
        "\t1\tn\n" NAME("00000000aa-1", "-", "t乙");
    struct kk_apply_count n;
    struct fixture x, y;

    fixture_new(&x);
    fixture_new(&y);
    ck_ok(exchange_take(&x, aa, &n), &x.err);
    ck_assert_str_eq(name_of(&x, 100), "甲");
    ck_ok(exchange_take(&x, bb, &n), &x.err);
    ck_ok(exchange_take(&y, bb, &n), &y.err);
    ck_ok(exchange_take(&y, aa, &n), &y.err);
    exchange_same(&x, &y);
    ck_assert_str_eq(name_of(&x, 100), "乙");
    ck_assert_str_eq(name_of(&y, 100), "乙");
    fixture_verify(&x);
    fixture_verify(&y);
    fixture_free(&x);
    fixture_free(&y);
}
END_TEST

/* What is written here must be readable there: text that no card may carry
 * never becomes an entry. */
START_TEST(text_that_no_card_carries_is_never_recorded)
{
    static const char *const unfit[] = {"a\tb", "a\x01", "\xff", "\xc2\x85"};
    struct kk_intent_arg arg = {"note", NULL};
    struct fixture f;
    struct kk_commit c;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++) {
        struct kk_intent in = {.action = "site.edit", .worker = 7};

        ck_assert_int_ne(fixture_rename(&f, site, unfit[i], 0, NULL), KK_OK);
        ck_assert_str_ne(f.err.text, "");
        ck_assert_str_eq(fixture_name(&f, site), "北区");
        for (int k = 0; k < 2; k++) {
            in.reason = k == 0 ? unfit[i] : NULL;
            arg.value = unfit[i];
            in.arg = &arg;
            in.n_args = (size_t)k;
            ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
            ck_ok(kk_row_update(f.db, "site", site,
                                KK_CELLS({"name", kk_vtext("x")}), &f.err),
                  &f.err);
            ck_assert_int_ne(kk_tx_commit(f.db, &in, &c, &f.err), KK_OK);
        }
    }
    ck_assert_str_eq(fixture_name(&f, site), "北区");
    fixture_free(&f);
}
END_TEST

/* A place at a site that comes behind it, a movement of a unit likewise: rows
 * stand in the order of table and id, not in that of what they refer to. */
START_TEST(references_count_when_all_is_here)
{
    static const char ordered[] =
        W E("1") "C\t4\t100\t0\t-\t-\t2\ti4\n"
                 "C\t5\t7\t0\t-\t-\t2\ti100\n"
                 "C\t11\t9\t0\t-\t-\t2\ttKK-1\n"
                 "C\t12\t3\t0\t-\t-\t2\ti9\t8\ti20\n"
                 "C\t13\t20\t0\t-\t-\t2\ttK1-0001\t4\ti9\n";
    static const char *const broken[] = {
        W E("1") "C\t5\t7\t0\t-\t-\t2\ti100\n",
        W E("1") "C\t4\t100\t0\t-\t-\t2\ti4\n"
                 "C\t5\t7\t0\t-\t-\t2\ti100\n" E(
                     "2") "C\t5\t7\t2\t00000000aa-1\t-\ti101\n",
    };
    struct fixture f;
    struct kk_apply_count n;
    kk_id id;

    fixture_new(&f);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        ck_assert_int_eq(exchange_take(&f, broken[i], &n), KK_BADBUNDLE);
        ck_assert_str_eq(f.err.field, "gap");
    }
    ck_ok(exchange_take(&f, ordered, &n), &f.err);
    ck_assert_int_eq(n.changes, 5);
    fixture_verify(&f);
    /* The database itself looks again at what is written here. */
    ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
    ck_ok(kk_row_insert(f.db, "place", KK_CELLS({"site_id", kk_vint(101)}), &id,
                        &f.err),
          &f.err);
    ck_assert_int_ne(kk_tx_commit(f.db,
                                  &(struct kk_intent){.action = "place.add"},
                                  &(struct kk_commit){0}, &f.err),
                     KK_OK);
    fixture_free(&f);
}
END_TEST

/* As far as a clock can be off: what is written after it is taken everywhere.
 */
START_TEST(a_time_that_is_taken_leaves_room_for_ours)
{
    static const char last[] =
        "E\t00000000aa\t3\t253402300800\t253402300799\t7\tsite.edit\t4\t100"
        "\t0\t0.1.0\t1\tn\n" NAME("00000000aa-2", "-", "t北");
    struct kk_apply_count n;
    struct kk_str cards = {0};
    struct fixture f, g;

    fixture_new(&f);
    fixture_new(&g);
    ck_ok(exchange_take(&f, FIRST SECOND, &n), &f.err);
    ck_ok(exchange_take(&f, last, &n), &f.err);
    for (int i = 0; i < 3; i++)
        fixture_site(&f, 10 + i, "拠点", NULL);
    exchange_cards(&f, &cards);
    ck_ok(exchange_take(&g, kk_str_c(&cards), &n), &g.err);
    ck_assert_int_eq(n.entries, 6);
    exchange_same(&f, &g);
    kk_str_free(&cards);
    fixture_free(&f);
    fixture_free(&g);
}
END_TEST

/* Each takes back the one before it, as a hostile laptop may go on at will. */
START_TEST(undos_of_undos_are_counted_whatever_their_number)
{
    enum { LONG = 50001 };
    struct kk_apply_count n;
    struct kk_str cards = {0};
    struct fixture f;

    fixture_new(&f);
    kk_str_add(&cards, FIRST);
    for (int i = 2; i <= LONG; i++)
        kk_str_addf(&cards,
                    "E\t00000000aa\t%d\t1700000000\t1700000000\t7\tundo\t0\t0"
                    "\t0\t0.1.0\t1\tn\nA\tentry\tt00000000aa-%d\n",
                    i, i - 1);
    ck_ok(exchange_take(&f, kk_str_c(&cards), &n), &f.err);
    ck_assert_int_eq(n.entries, LONG);
    for (int64_t arrival = 1; arrival <= 4; arrival++) {
        bool undone;

        ck_ok(kk_journal_undone(f.db, arrival, &undone, &f.err), &f.err);
        ck_assert_int_eq(undone, (LONG - arrival) % 2);
    }
    kk_str_free(&cards);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("apply", references_count_when_all_is_here,
             what_was_written_elsewhere_stands_in_the_tables,
             columns_of_a_newer_program_are_kept_and_passed_on,
             hostile_cards_change_nothing, a_gap_and_a_fork_are_told_apart,
             the_order_of_arrival_does_not_matter,
             text_that_no_card_carries_is_never_recorded,
             a_time_that_is_taken_leaves_room_for_ours,
             undos_of_undos_are_counted_whatever_their_number)
