#include "exchange.h"
#include "random.h"

#include <kikusui/base/utf8.h>

#include <inttypes.h>

/* Text as it stands in cells: valid UTF-8, no control character but LF. What
 * turns a line around or hides is nothing to refuse an entry for. */
static void random_text(struct rnd *r, struct kk_str *out)
{
    static const uint32_t some[] = {
        '\n',   '\\',    't',      'n',    ' ',    '\'',   0xA0,   0x3042,
        0x5317, 0x1F600, 0x10FFFF, 0xE000, 0x202E, 0x2066, 0x200B, 0xFEFF};

    for (size_t n = rnd_below(r, 40); n > 0; n--) {
        char utf8[4];
        uint32_t cp = rnd_below(r, 2) == 0
                          ? some[rnd_below(r, sizeof some / sizeof *some)]
                          : (uint32_t)(0x20 + rnd_below(r, 0x5F));

        kk_str_addn(out, utf8, kk_utf8_encode(cp, utf8));
    }
}

static struct kk_val random_value(struct rnd *r, struct kk_str *room)
{
    kk_str_clear(room);
    switch (rnd_below(r, 5)) {
    case 0:
        return kk_vnull();
    case 1:
        return kk_vint((int64_t)rnd_u64(r) >> rnd_below(r, 64));
    case 2:
        for (size_t n = rnd_below(r, 30); n > 0; n--)
            kk_str_addc(room, (char)rnd_u64(r));
        return kk_vblob(kk_str_c(room), room->n_bytes);
    default:
        random_text(r, room);
        return kk_vtext(kk_str_c(room));
    }
}

START_TEST(every_value_comes_back_as_it_was)
{
    struct rnd r = rnd_new();

    for (int i = 0; i < 20000; i++) {
        struct kk_str room = {0}, card = {0}, again = {0};
        struct kk_arena arena = {0};
        struct kk_val v = random_value(&r, &room), back;

        kk_card_value(&card, &v);
        ck_assert_msg(kk_card_read_value(kk_str_c(&card), &arena, &back), "%s",
                      kk_str_c(&card));
        ck_assert_msg(kk_val_cmp(&v, &back) == 0, "%s", kk_str_c(&card));
        kk_card_value(&again, &back);
        ck_assert_str_eq(kk_str_c(&card), kk_str_c(&again));
        ck_assert_ptr_null(strpbrk(kk_str_c(&card), "\t\n"));
        kk_str_free(&room);
        kk_str_free(&card);
        kk_str_free(&again);
        kk_arena_free(&arena);
    }
}
END_TEST

/* The chain hashes bytes: a second spelling of one value would let two copies
 * hold the same journal under different hashes. */
START_TEST(a_value_has_one_spelling)
{
    static const char *const not_values[] = {
        "",
        "x",
        "n0",
        "i",
        "i-",
        "i+1",
        "i01",
        "i-0",
        "i00",
        "i1 ",
        "i9223372036854775808",
        "i1.0",
        "t\\x",
        "t\\",
        "ta\\tb",
        "t\x01",
        "t\x7f",
        "t\xc2\x85",
        "t\xff",
        "t\xed\xa0\x80",
        "t\xc0\x80",
        "b0",
        "bAB",
        "bzz",
        "t\r",
    };
    struct kk_arena arena = {0};
    struct kk_val v;

    for (size_t i = 0; i < sizeof not_values / sizeof *not_values; i++)
        ck_assert_msg(!kk_card_read_value(not_values[i], &arena, &v),
                      "taken: %s", not_values[i]);
    ck_assert(kk_card_read_value("i-9223372036854775808", &arena, &v));
    ck_assert(v.i == INT64_MIN);
    kk_arena_free(&arena);
}
END_TEST

START_TEST(a_value_of_more_than_64_kib_is_refused)
{
    struct kk_arena arena = {0};
    struct kk_str s = {0};
    struct kk_val v;

    kk_str_addc(&s, 't');
    memset(kk_str_room(&s, KK_CARD_MAX_VALUE_BYTES), 'a',
           KK_CARD_MAX_VALUE_BYTES);
    ck_assert(kk_card_read_value(kk_str_c(&s), &arena, &v));
    kk_str_addc(&s, 'a');
    ck_assert(!kk_card_read_value(kk_str_c(&s), &arena, &v));
    kk_str_free(&s);
    kk_arena_free(&arena);
}
END_TEST

START_TEST(names_of_entries_are_read_strictly)
{
    static const char *const not_names[] = {
        "",
        "-1",
        "0000000001",
        "0000000001-",
        "0000000001-0",
        "000000001-1",
        "00000000001-1",
        "000000000G-1",
        "000000000A-1",
        "0000000001--1",
        "0000000001-01",
        "0000000001-1 ",
        " 0000000001-1",
    };
    uint64_t w;
    int64_t seq;
    struct kk_str s = {0};

    for (size_t i = 0; i < sizeof not_names / sizeof *not_names; i++)
        ck_assert_msg(!kk_card_parse_ref(not_names[i], &w, &seq), "taken: %s",
                      not_names[i]);
    kk_card_ref(&s, 0xFFFFFFFFFFu, INT64_MAX);
    ck_assert(kk_card_parse_ref(kk_str_c(&s), &w, &seq));
    ck_assert(w == 0xFFFFFFFFFFu && seq == INT64_MAX);
    kk_str_free(&s);
}
END_TEST

START_TEST(a_line_that_is_no_card_is_refused)
{
    static const char *const lines[] = {
        "E\n", "E\t\n", "E a\n", "x\ta\n", "\n", "E\ta", "EE\ta\n", " E\ta\n",
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct kk_card_reader r = {.bytes = lines[i],
                                   .n_bytes = strlen(lines[i])};
        struct kk_card card;
        struct kk_err err = {0};

        ck_assert_msg(kk_card_next(&r, &card, &err) == KK_BADBUNDLE,
                      "taken: %s", lines[i]);
        ck_assert_str_ne(err.text, "");
        kk_card_reader_free(&r);
    }
}
END_TEST

START_TEST(a_nul_or_too_many_fields_are_refused)
{
    static const char nul[] = "A\ta\tt\0x\n";
    struct kk_card_reader r = {.bytes = nul, .n_bytes = sizeof nul - 1};
    struct kk_str s = {0};
    struct kk_card card;

    ck_assert_int_eq(kk_card_next(&r, &card, NULL), KK_BADBUNDLE);
    kk_card_reader_free(&r);
    kk_str_addc(&s, 'C');
    for (int i = 0; i <= KK_CARD_MAX_FIELDS; i++)
        kk_str_add(&s, "\t1");
    kk_str_addc(&s, '\n');
    r = (struct kk_card_reader){.bytes = s.s, .n_bytes = s.n_bytes};
    ck_assert_int_eq(kk_card_next(&r, &card, NULL), KK_BADBUNDLE);
    kk_card_reader_free(&r);
    kk_str_free(&s);
}
END_TEST

/* One random action on one of the sites made so far. */
static void random_action(struct rnd *r, struct fixture *f, kk_id *site,
                          size_t *n)
{
    struct kk_intent_arg arg = {"note", NULL};
    struct kk_intent in = {.action = "site.edit",
                           .subject_table = "site",
                           .arg = &arg,
                           .n_args = rnd_below(r, 2),
                           .worker = (kk_id)rnd_below(r, 3)};
    struct kk_str name = {0}, note = {0}, reason = {0};
    struct kk_commit c;
    size_t i = *n == 0 ? 0 : rnd_below(r, *n);

    random_text(r, &name);
    random_text(r, &note);
    random_text(r, &reason);
    f->clock.fixed += (kk_time)rnd_below(r, 100);
    arg.value = rnd_below(r, 3) == 0 ? NULL : kk_str_c(&note);
    in.reason = rnd_below(r, 2) == 0 ? NULL : kk_str_c(&reason);
    in.happened_at = rnd_below(r, 2) == 0 ? 0 : f->clock.fixed - 60;
    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
    if (*n == 0 || (*n < 20 && rnd_below(r, 4) == 0)) {
        i = (*n)++;
        ck_ok(kk_row_insert(f->db, "site",
                            KK_CELLS({"no", kk_vint((int64_t)i)},
                                     {"name", kk_vtext(kk_str_c(&name))}),
                            &site[i], &f->err),
              &f->err);
    } else if (rnd_below(r, 8) == 0) {
        ck_ok(kk_row_delete(f->db, "site", site[i], &f->err), &f->err);
    } else {
        in.subject = site[i];
        ck_ok(kk_row_update(f->db, "site", site[i],
                            KK_CELLS({"name", kk_vtext(kk_str_c(&name))},
                                     {"note", rnd_below(r, 2) == 0
                                                  ? kk_vnull()
                                                  : kk_vtext(kk_str_c(&note))}),
                            &f->err),
              &f->err);
    }
    ck_ok(kk_tx_commit(f->db, &in, &c, &f->err), &f->err);
    kk_str_free(&name);
    kk_str_free(&note);
    kk_str_free(&reason);
}

START_TEST(a_copy_that_took_the_cards_is_the_same)
{
    struct rnd r = rnd_new();

    for (int round = 0; round < 5; round++) {
        struct fixture a, b;
        struct kk_str cards = {0}, back = {0};
        struct kk_apply_count count;
        kk_id site[32];
        size_t n = 0;

        fixture_new(&a);
        fixture_new(&b);
        for (int i = 0; i < 40; i++)
            random_action(&r, &a, site, &n);
        exchange_cards(&a, &cards);
        ck_ok(exchange_take(&b, kk_str_c(&cards), &count), &b.err);
        exchange_cards(&b, &back);
        ck_assert_str_eq(kk_str_c(&cards), kk_str_c(&back));
        exchange_same(&a, &b);
        fixture_verify(&b);
        ck_ok(exchange_take(&b, kk_str_c(&cards), &count), &b.err);
        ck_assert_int_eq(count.entries, 0);
        ck_assert_int_gt(count.already, 0);
        exchange_same(&a, &b);
        kk_str_free(&cards);
        kk_str_free(&back);
        fixture_free(&a);
        fixture_free(&b);
    }
}
END_TEST

START_TEST(a_run_of_entries_is_one_after_the_other)
{
    struct rnd r = rnd_new();
    struct kk_cards *none = NULL;
    struct fixture f;
    kk_id site[32];
    size_t n = 0;
    int64_t have = 0;

    fixture_new(&f);
    while (have < 12) { /* an action that changes nothing is no entry */
        random_action(&r, &f, site, &n);
        ck_ok(kk_tx_as_of(f.db, &have, &f.err), &f.err);
    }
    for (int64_t first = 1; first <= 13; first++) {
        struct kk_str run = {0}, single = {0};
        struct kk_cards *c;
        int64_t last = first + (int64_t)rnd_below(&r, 14), at = first;

        ck_ok(kk_cards_open(f.db, first, last, &c, &f.err), &f.err);
        for (; at <= last && at <= 12; at++) {
            ck_ok(kk_cards_next(c, &run, &f.err), &f.err);
            ck_ok(kk_card_of_entry(f.db, at, &single, &f.err), &f.err);
            ck_assert_str_eq(kk_str_c(&run), kk_str_c(&single));
        }
        ck_assert_int_eq(kk_cards_next(c, &run, &f.err), KK_NONE);
        ck_assert_str_eq(kk_str_c(&run), kk_str_c(&single));
        kk_cards_close(&c);
        kk_str_free(&run);
        kk_str_free(&single);
    }
    kk_cards_close(&none);
    fixture_free(&f);
}
END_TEST

/* Another process commits while one walks: what is seen is one state, never an
 * entry without its changes. */
static void commit_beside(bool single)
{
    struct fixture f;
    struct kk_db *one;
    struct kk_str seen = {0}, whole = {0};
    struct kk_cards *c;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    one = f.db;
    fixture_open(&f, false);
    kk_db_set_busy(f.db, 0);
    ck_ok(kk_cards_open(one, single ? 2 : 1, INT64_MAX, &c, &f.err), &f.err);
    /* refused while the other reads, or done: both are good */
    (void)fixture_rename(&f, site, "北区役所", 0, NULL);
    for (int64_t at = single ? 2 : 1; kk_cards_next(c, &seen, &f.err) == KK_OK;
         at++)
        ck_ok(kk_card_of_entry(f.db, at, &whole, &f.err), &f.err);
    ck_assert_str_eq(kk_str_c(&seen), kk_str_c(&whole));
    kk_cards_close(&c);
    ck_ok(fixture_rename(&f, site, "北区役所本庁", 0, NULL), &f.err);
    kk_db_close(&one);
    kk_str_free(&seen);
    kk_str_free(&whole);
    fixture_verify(&f);
    fixture_free(&f);
}

START_TEST(a_commit_beside_shows_whole_or_not_at_all)
{
    commit_beside(true);
    commit_beside(false);
}
END_TEST

KK_TEST_MAIN("card", every_value_comes_back_as_it_was, a_value_has_one_spelling,
             a_value_of_more_than_64_kib_is_refused,
             names_of_entries_are_read_strictly,
             a_line_that_is_no_card_is_refused,
             a_nul_or_too_many_fields_are_refused,
             a_copy_that_took_the_cards_is_the_same,
             a_run_of_entries_is_one_after_the_other,
             a_commit_beside_shows_whole_or_not_at_all)
