#include "exchange.h"

#include <unistd.h>

static void shell(struct fixture *f, const char *fmt, ...) KK_PRINTF(2, 3);

/* In the fixture's folder, where the database is k.db. */
static void shell(struct fixture *f, const char *fmt, ...)
{
    struct kk_str cmd = {0};
    va_list ap;

    kk_str_addf(&cmd, "cd %s && ", f->dir);
    va_start(ap, fmt);
    kk_str_vaddf(&cmd, fmt, ap);
    va_end(ap);
    ck_assert_int_eq(system(kk_str_c(&cmd)), 0);
    kk_str_free(&cmd);
}

static int64_t count(struct fixture *f, const char *sql)
{
    struct kk_cur *cur;
    int64_t n;

    ck_ok(kk_cur_open_sql(f->db, sql, NULL, &cur, &f->err), &f->err);
    ck_ok(kk_cur_next(cur, &f->err), &f->err);
    n = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    return n;
}

static void insert_site(struct fixture *f, int no)
{
    kk_id id;

    ck_ok(kk_row_insert(f->db, "site", KK_CELLS({"no", kk_vint(no)}), &id,
                        &f->err),
          &f->err);
}

START_TEST(a_writer_goes_on_over_processes)
{
    struct fixture f;
    struct kk_commit one, two;

    fixture_new(&f);
    fixture_site(&f, 1, "本庁舎", &one);
    kk_db_close(&f.db);
    fixture_open(&f, false);
    fixture_site(&f, 2, "中央区役所", &two);
    ck_assert_uint_eq(one.writer, two.writer);
    ck_assert_int_eq(one.seq + 1, two.seq);
    ck_assert_int_eq(count(&f, "SELECT count(*) FROM writer"), 1);
    fixture_free(&f);
}
END_TEST

START_TEST(two_processes_share_a_writer_without_a_clash)
{
    struct fixture f;
    struct kk_db *one, *two;
    struct kk_commit c;
    uint64_t writer = 0;

    fixture_new(&f);
    fixture_site(&f, 1, "本庁舎", NULL);
    one = f.db;
    fixture_open(&f, false);
    two = f.db;
    for (int i = 0; i < 8; i++) {
        f.db = i % 3 == 1 ? one : two;
        fixture_site(&f, 10 + i, "x", &c);
        ck_assert(writer == 0 || writer == c.writer);
        writer = c.writer;
        ck_assert_int_eq(c.seq, i + 2);
    }
    fixture_verify(&f);
    kk_db_close(&two);
    f.db = one;
    fixture_free(&f);
}
END_TEST

/* A load of thousands of rows is several entries in one transaction. */
START_TEST(several_entries_of_one_transaction_have_one_writer)
{
    const struct kk_intent in = {.action = "load", .worker = 7};
    struct fixture f;
    struct kk_commit c[3], end, next;

    fixture_new(&f);
    ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
    for (int i = 0; i < 3; i++) {
        insert_site(&f, i);
        ck_ok(kk_tx_entry(f.db, &in, &c[i], &f.err), &f.err);
        ck_assert_uint_eq(c[i].writer, c[0].writer);
        ck_assert_int_eq(c[i].seq, i + 1);
    }
    ck_ok(kk_tx_commit(f.db, &in, &end, &f.err), &f.err);
    fixture_site(&f, 9, "北区役所", &next);
    ck_assert_uint_eq(next.writer, c[0].writer);
    ck_assert_int_eq(next.seq, 4);
    kk_db_close(&f.db);
    fixture_open(&f, false);
    fixture_site(&f, 10, "東区役所", &next);
    ck_assert_uint_eq(next.writer, c[0].writer);
    ck_assert_int_eq(count(&f, "SELECT count(*) FROM writer"), 1);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(a_rolled_back_entry_leaves_no_writer)
{
    const struct kk_intent in = {.action = "load", .worker = 7};
    struct fixture f;
    struct kk_commit c;

    fixture_new(&f);
    ck_ok(kk_tx_begin(f.db, KK_TX_WRITE, &f.err), &f.err);
    insert_site(&f, 1);
    ck_ok(kk_tx_entry(f.db, &in, &c, &f.err), &f.err);
    kk_tx_rollback(f.db);
    ck_assert_int_eq(count(&f, "SELECT count(*) FROM writer"), 0);
    fixture_site(&f, 1, "本庁舎", &c);
    ck_assert_int_eq(c.seq, 1);
    ck_assert_int_eq(count(&f, "SELECT count(*) FROM writer"), 1);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* The file was put back to an earlier state: the names given since then must
 * never be given again. */
START_TEST(an_older_file_takes_a_new_writer_linked_to_the_old)
{
    struct fixture f;
    struct kk_commit one, lost, next;

    fixture_new(&f);
    fixture_site(&f, 1, "本庁舎", &one);
    kk_db_close(&f.db);
    shell(&f, "cp k.db earlier");
    fixture_open(&f, false);
    fixture_site(&f, 2, "中央区役所", &lost);
    kk_db_close(&f.db);
    shell(&f, "cp earlier k.db");
    fixture_open(&f, false);
    fixture_site(&f, 3, "北区役所", &next);
    ck_assert_uint_ne(next.writer, lost.writer);
    ck_assert_int_eq(next.seq, 1);
    ck_assert_int_eq(count(&f,
                           "SELECT w.parent=e.writer AND w.parent_seq=e.seq "
                           "AND w.parent_hash=e.hash FROM writer w, entry e "
                           "WHERE w.parent IS NOT NULL AND e.arrival=1"),
                     1);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* Both go on from the same entry, and never under one name. */
START_TEST(a_copy_with_its_key_folder_takes_a_new_writer)
{
    struct fixture f;
    struct kk_commit here, there;

    fixture_new(&f);
    fixture_site(&f, 1, "本庁舎", &here);
    kk_db_close(&f.db);
    shell(&f, "cp -a k.db c.db && cp -a k.db.keys c.db.keys");
    fixture_open(&f, false);
    fixture_site(&f, 2, "中央区役所", &here);
    ck_assert_int_eq(here.seq, 2);
    kk_db_close(&f.db);
    kk_free(f.path);
    f.path = kk_path_join(f.dir, "c.db");
    fixture_open(&f, false);
    fixture_site(&f, 3, "北区役所", &there);
    ck_assert_uint_ne(there.writer, here.writer);
    ck_assert_int_eq(there.seq, 1);
    fixture_free(&f);
}
END_TEST

START_TEST(a_lease_that_is_lost_broken_or_of_another_machine_is_not_used)
{
    static const char *const spoil[] = {
        "rm k.db.keys/lease",
        ": >k.db.keys/lease",
        "head -c 40 k.db.keys/lease >x && mv x k.db.keys/lease",
        "sed -i 's/^[^ ]*/elsewhere/' k.db.keys/lease",
        "sed -i 's/.$/z/' k.db.keys/lease",
        "head -c 300 /dev/urandom >k.db.keys/lease",
    };
    struct fixture f;
    struct kk_commit before, after;

    fixture_new(&f);
    fixture_site(&f, 0, "本庁舎", &before);
    for (size_t i = 0; i < sizeof spoil / sizeof *spoil; i++) {
        kk_db_close(&f.db);
        shell(&f, "%s", spoil[i]);
        fixture_open(&f, false);
        fixture_site(&f, (int)i + 1, "x", &after);
        ck_assert_msg(after.writer != before.writer, "%s", spoil[i]);
        ck_assert_int_eq(after.seq, 1);
        before = after;
    }
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* It is written after the commit without fsync, so it may lag. */
START_TEST(a_lagging_lease_goes_on_with_the_same_writer)
{
    struct fixture f;
    struct kk_commit one, two, three;

    fixture_new(&f);
    fixture_site(&f, 1, "本庁舎", &one);
    shell(&f, "cp k.db.keys/lease lagging");
    fixture_site(&f, 2, "中央区役所", &two);
    kk_db_close(&f.db);
    shell(&f, "cp lagging k.db.keys/lease");
    fixture_open(&f, false);
    fixture_site(&f, 3, "北区役所", &three);
    ck_assert_uint_eq(three.writer, one.writer);
    ck_assert_int_eq(three.seq, 3);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(keys_and_lease_are_for_the_owner_alone)
{
    struct fixture f;

    fixture_new(&f);
    fixture_site(&f, 1, "本庁舎", NULL);
    shell(&f, "test \"$(stat -c %%a k.db.keys)\" = 700");
    shell(&f, "test \"$(stat -c %%a k.db.keys/local.key)\" = 600");
    shell(&f, "test \"$(stat -c %%a k.db)\" = 600");
    shell(&f, "test \"$(stat -c %%a k.db.tail)\" = 600");
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("lease", a_writer_goes_on_over_processes,
             two_processes_share_a_writer_without_a_clash,
             several_entries_of_one_transaction_have_one_writer,
             a_rolled_back_entry_leaves_no_writer,
             an_older_file_takes_a_new_writer_linked_to_the_old,
             a_copy_with_its_key_folder_takes_a_new_writer,
             a_lease_that_is_lost_broken_or_of_another_machine_is_not_used,
             a_lagging_lease_goes_on_with_the_same_writer,
             keys_and_lease_are_for_the_owner_alone)
