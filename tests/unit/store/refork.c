/* A fork: this copy's entries take new names and nothing else of them changes;
 * two copies that hold the same come to the same names. */
#include "exchange.h"

#include <kikusui/store/refork.h>

#include <stdlib.h>
#include <unistd.h>

static void copy_new(struct fixture *f, const char *node)
{
    fixture_new(f);
    ck_ok(kk_meta_set(f->db, "node_id", node, &f->err), &f->err);
}

/* From here on as after a lost lease: another writer, linked to the last. */
static void lose_lease(struct fixture *f)
{
    char *lease = kk_path_join(kk_db_keys_dir(f->db), "lease");

    kk_db_close(&f->db);
    ck_assert_int_eq(unlink(lease), 0);
    fixture_open(f, false);
    kk_free(lease);
}

static enum kk_status refork(struct fixture *f, uint64_t writer, int64_t seq,
                             struct kk_refork_count *n)
{
    const struct kk_intent none = {.action = "refork"};
    struct kk_commit c;
    enum kk_status st;

    ck_ok(kk_tx_begin(f->db, KK_TX_WRITE, &f->err), &f->err);
    st = kk_journal_refork(f->db, writer, seq, n, &f->err);
    if (st == KK_OK)
        return kk_tx_commit(f->db, &none, &c, &f->err);
    kk_tx_rollback(f->db);
    return st;
}

static void take_all(struct fixture *to, struct fixture *from)
{
    struct kk_apply_count n;
    struct kk_str cards = {0};

    exchange_cards(from, &cards);
    ck_ok(exchange_take(to, kk_str_c(&cards), &n), &to->err);
    kk_str_free(&cards);
}

static const char *entry_name(struct fixture *f, int64_t arrival)
{
    struct kk_entry e;
    struct kk_str name = {0};
    const char *s;

    ck_ok(kk_journal_entry(f->db, arrival, &f->arena, &e, &f->err), &f->err);
    kk_card_ref(&name, e.writer, e.seq);
    s = kk_arena_strdup(&f->arena, kk_str_c(&name));
    kk_str_free(&name);
    return s;
}

struct story { /* 1 site, 2 rename | 3 rename by a second writer, 4 its undo */
    kk_id site;
    struct kk_commit first, forked, second, undo;
};

static void tell_story(struct fixture *f, struct story *s)
{
    s->site = fixture_site(f, 7, "東", &s->first);
    ck_ok(fixture_rename(f, s->site, "東区", 0, &s->forked), &f->err);
    lose_lease(f);
    ck_ok(fixture_rename(f, s->site, "東区役所", 0, &s->second), &f->err);
    ck_assert_uint_ne(s->second.writer, s->forked.writer);
    ck_ok(fixture_undo(f, s->second.name, &s->undo), &f->err);
}

START_TEST(what_builds_on_the_fork_is_renamed_with_it)
{
    struct fixture f, other;
    struct story s;
    struct kk_refork_count n;
    struct kk_entry e;

    copy_new(&f, "n1");
    tell_story(&f, &s);
    ck_ok(refork(&f, s.first.writer, 2, &n), &f.err);
    ck_assert_int_eq(n.entries, 3);
    ck_assert_str_eq(entry_name(&f, 1), s.first.name);
    ck_assert_str_ne(entry_name(&f, 2), s.forked.name);
    ck_assert_str_ne(entry_name(&f, 3), s.second.name);
    ck_ok(kk_journal_entry(f.db, 4, &f.arena, &e, &f.err), &f.err);
    ck_assert_str_eq(e.action, "undo");
    ck_assert_str_eq(e.arg[0].value, entry_name(&f, 3));
    ck_assert_str_eq(fixture_name(&f, s.site), "東区");
    fixture_verify(&f);
    /* what it says now, a copy that knows nothing takes whole */
    copy_new(&other, "n2");
    take_all(&other, &f);
    exchange_same(&f, &other);
    fixture_verify(&other);
    fixture_free(&f);
    fixture_free(&other);
}
END_TEST

START_TEST(the_new_names_follow_from_what_was_written)
{
    struct fixture f, g;
    struct story s;
    struct kk_refork_count n;

    copy_new(&f, "n1");
    tell_story(&f, &s);
    copy_new(&g, "n1");
    take_all(&g, &f);
    ck_ok(refork(&f, s.first.writer, 2, &n), &f.err);
    ck_ok(refork(&g, s.first.writer, 2, &n), &g.err);
    exchange_same(&f, &g);
    take_all(&g, &f);
    fixture_verify(&g);
    fixture_free(&f);
    fixture_free(&g);
}
END_TEST

START_TEST(a_fork_from_the_first_entry_on_leaves_no_writer)
{
    struct fixture f;
    struct story s;
    struct kk_refork_count n;
    struct kk_str cards = {0};

    copy_new(&f, "n1");
    tell_story(&f, &s);
    ck_ok(refork(&f, s.first.writer, 1, &n), &f.err);
    ck_assert_int_eq(n.entries, 4);
    fixture_verify(&f);
    exchange_cards(&f, &cards);
    ck_assert_ptr_null(strstr(kk_str_c(&cards), "W\t0000000000\t"));
    s.first.name[10] = '\0';
    ck_assert_ptr_null(strstr(kk_str_c(&cards), s.first.name));
    kk_str_free(&cards);
    fixture_free(&f);
}
END_TEST

START_TEST(a_writer_that_went_on_from_the_fork_is_renamed_too)
{
    struct fixture f;
    struct kk_commit first, second;
    struct kk_refork_count n;

    copy_new(&f, "n1");
    (void)fixture_site(&f, 7, "東", &first);
    lose_lease(&f);
    (void)fixture_site(&f, 8, "西", &second);
    ck_ok(refork(&f, first.writer, 1, &n), &f.err);
    ck_assert_int_eq(n.entries, 2);
    ck_assert_str_ne(entry_name(&f, 2), second.name);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* Also one that has the file open, and knew its writer before. */
START_TEST(nobody_goes_on_with_the_forked_writer)
{
    struct fixture f, open = {0};
    struct story s;
    struct kk_refork_count n;
    struct kk_commit after;

    copy_new(&f, "n1");
    s.site = fixture_site(&f, 7, "東", &s.first);
    open = f;
    open.db = NULL;
    open.arena = (struct kk_arena){0};
    fixture_open(&open, false);
    ck_ok(fixture_rename(&open, s.site, "東区", 0, &s.forked), &open.err);
    ck_assert_uint_eq(s.forked.writer, s.first.writer);
    ck_ok(refork(&f, s.first.writer, 2, &n), &f.err);
    ck_ok(fixture_rename(&open, s.site, "東区役所", 0, &after), &open.err);
    ck_assert_uint_ne(after.writer, s.first.writer);
    ck_assert_uint_ne(after.writer, n.writer);
    kk_db_close(&open.db);
    ck_ok(fixture_rename(&f, s.site, "ひがし", 0, &after), &f.err);
    ck_assert_uint_ne(after.writer, s.first.writer);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* Both copies hold both nodes' work: they come to the same names, and each
 * writer stays its node's. */
START_TEST(what_another_node_built_on_it_is_renamed_too)
{
    struct fixture f, other;
    struct story s;
    struct kk_refork_count n;
    struct kk_commit theirs;
    struct kk_str cards = {0};

    copy_new(&f, "n1");
    tell_story(&f, &s);
    copy_new(&other, "n2");
    take_all(&other, &f);
    (void)fixture_site(&other, 9, "豊平", &theirs);
    ck_ok(fixture_rename(&other, s.site, "ヒガシ", 0, &theirs), &other.err);
    take_all(&f, &other);
    ck_assert_int_eq(refork(&f, s.first.writer, 99, &n), KK_NONE);
    ck_ok(refork(&f, s.first.writer, 2, &n), &f.err);
    ck_assert_int_eq(n.entries, 4);
    ck_assert_str_ne(entry_name(&f, 6), theirs.name);
    ck_ok(refork(&other, s.first.writer, 2, &n), &other.err);
    exchange_same(&f, &other);
    take_all(&f, &other);
    fixture_verify(&f);
    exchange_cards(&f, &cards);
    ck_assert_ptr_nonnull(strstr(kk_str_c(&cards), "\tn2\t"));
    ck_assert_ptr_nonnull(strstr(strstr(kk_str_c(&cards), "豊平"), "\tn2\t"));
    kk_str_free(&cards);
    fixture_free(&f);
    fixture_free(&other);
}
END_TEST

KK_TEST_MAIN("refork", what_builds_on_the_fork_is_renamed_with_it,
             the_new_names_follow_from_what_was_written,
             a_fork_from_the_first_entry_on_leaves_no_writer,
             a_writer_that_went_on_from_the_fork_is_renamed_too,
             nobody_goes_on_with_the_forked_writer,
             what_another_node_built_on_it_is_renamed_too)
