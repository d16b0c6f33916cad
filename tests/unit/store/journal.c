#include "fixture.h"

#include <kikusui/store/backup.h>
#include <kikusui/store/replay.h>

START_TEST(an_entry_holds_who_what_and_the_cells)
{
    struct fixture f;
    struct kk_commit c;
    struct kk_entry e;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区役所", &c);
    ck_ok(kk_journal_entry(f.db, c.arrival, &f.arena, &e, &f.err), &f.err);
    ck_assert_str_eq(e.action, "site.add");
    ck_assert_int_eq(e.worker, 7);
    ck_assert_int_eq(e.recorded_at, f.clock.fixed);
    ck_assert_uint_eq(e.n_changes, 1); /* a birth is one change */
    ck_assert_int_eq(e.change[0].row, site);
    ck_assert_int_eq(e.change[0].column_id, KK_COL_BIRTH);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

/* Two ticks within a minute are read in the order in which they were made. */
START_TEST(ids_of_one_second_follow_the_entries)
{
    struct fixture f;
    kk_id last = 0;

    fixture_new(&f);
    for (int i = 0; i < 60; i++) {
        kk_id site = fixture_site(&f, i, "拠点", NULL);

        ck_assert_int_gt(site, last);
        ck_assert_int_eq(site >> 32, f.clock.fixed & 0x7FFFFFFF);
        last = site;
        if (i % 20 == 19) { /* another process */
            kk_db_close(&f.db);
            fixture_open(&f, false);
        }
    }
    fixture_free(&f);
}
END_TEST

START_TEST(an_edit_names_the_write_it_replaces)
{
    struct fixture f;
    struct kk_commit c;
    struct kk_entry e;
    struct kk_val before;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, &c), &f.err);
    ck_ok(kk_journal_entry(f.db, c.arrival, &f.arena, &e, &f.err), &f.err);
    ck_assert_uint_eq(e.n_changes, 1);
    ck_ok(kk_journal_before(f.db, &e.change[0], &f.arena, &before, &f.err),
          &f.err);
    ck_assert_str_eq(before.s, "北区");
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(a_write_that_changes_nothing_is_no_entry)
{
    struct fixture f;
    struct kk_commit c;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区役所", NULL);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, &c), &f.err);
    ck_assert_int_eq(c.arrival, 0);
    fixture_free(&f);
}
END_TEST

START_TEST(a_cell_written_since_the_form_was_opened_is_refused)
{
    struct fixture f;
    int64_t as_of;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    ck_ok(kk_tx_as_of(f.db, &as_of, &f.err), &f.err);
    ck_ok(fixture_rename(&f, site, "北区役所", as_of, NULL), &f.err);
    ck_assert_int_eq(fixture_rename(&f, site, "北", as_of, NULL), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(f.err.text, "北区役所"));
    ck_assert_str_eq(f.err.field, "name");
    ck_assert_str_eq(fixture_name(&f, site), "北区役所");
    fixture_free(&f);
}
END_TEST

START_TEST(undo_is_a_stack_per_record)
{
    struct fixture f;
    struct kk_commit made, one, two, undone;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", &made);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, &one), &f.err);
    ck_ok(fixture_rename(&f, site, "北", 0, &two), &f.err);
    ck_assert_int_eq(fixture_undo(&f, one.name, NULL), KK_REFUSED);
    ck_assert_str_eq(f.later, two.name);
    ck_assert_int_eq(fixture_undo(&f, made.name, NULL), KK_REFUSED);
    ck_ok(fixture_undo(&f, two.name, &undone), &f.err);
    ck_assert_str_eq(fixture_name(&f, site), "北区役所");
    ck_assert_int_eq(fixture_undo(&f, two.name, NULL), KK_REFUSED);
    ck_ok(fixture_undo(&f, one.name, NULL), &f.err);
    ck_assert_str_eq(fixture_name(&f, site), "北区");
    ck_ok(fixture_undo(&f, made.name, NULL), &f.err);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(an_undo_can_be_undone)
{
    struct fixture f;
    struct kk_commit one, undone;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, &one), &f.err);
    ck_ok(fixture_undo(&f, one.name, &undone), &f.err);
    ck_ok(fixture_undo(&f, undone.name, NULL), &f.err);
    ck_assert_str_eq(fixture_name(&f, site), "北区役所");
    ck_ok(fixture_undo(&f, one.name, NULL), &f.err);
    ck_assert_str_eq(fixture_name(&f, site), "北区");
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(tables_are_rebuilt_from_the_journal)
{
    struct fixture f;
    unsigned char before[KK_HASH_BYTES], after[KK_HASH_BYTES];
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    fixture_site(&f, 7, "東区役所", NULL);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, NULL), &f.err);
    ck_ok(kk_journal_digest(f.db, before, &f.err), &f.err);
    ck_ok(kk_journal_rebuild(f.db, &f.err), &f.err);
    ck_ok(kk_journal_digest(f.db, after, &f.err), &f.err);
    ck_assert_mem_eq(before, after, sizeof before);
    ck_assert_str_eq(fixture_name(&f, site), "北区役所");
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(a_preview_leaves_nothing)
{
    struct fixture f;
    unsigned char before[KK_HASH_BYTES], after[KK_HASH_BYTES];
    kk_id id;

    fixture_new(&f);
    ck_ok(kk_journal_digest(f.db, before, &f.err), &f.err);
    ck_ok(kk_tx_begin(f.db, KK_TX_PREVIEW, &f.err), &f.err);
    ck_ok(
        kk_row_insert(f.db, "site", KK_CELLS({"no", kk_vint(1)}), &id, &f.err),
        &f.err);
    kk_tx_rollback(f.db);
    ck_ok(kk_journal_digest(f.db, after, &f.err), &f.err);
    ck_assert_mem_eq(before, after, sizeof before);
    fixture_site(&f, 1, "本庁舎", NULL);
    fixture_free(&f);
}
END_TEST

START_TEST(a_raw_write_from_outside_fails)
{
    struct fixture f;
    struct kk_str cmd = {0};

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", NULL);
    kk_str_addf(&cmd, "sqlite3 %s \"update site set name='x'\" >%s/out 2>&1",
                f.path, f.dir);
    ck_assert_int_ne(system(kk_str_c(&cmd)), 0);
    kk_str_clear(&cmd);
    kk_str_addf(&cmd, "sqlite3 %s \"delete from site\" >>%s/out 2>&1", f.path,
                f.dir);
    ck_assert_int_ne(system(kk_str_c(&cmd)), 0);
    kk_str_free(&cmd);
    fixture_verify(&f);
    fixture_free(&f);
}
END_TEST

START_TEST(a_copied_file_takes_a_writer_of_its_own)
{
    struct fixture f;
    struct kk_commit here, there, again;
    struct kk_str cmd = {0};
    char *first;

    fixture_new(&f);
    fixture_site(&f, 4, "北区役所", &here);
    kk_db_close(&f.db);
    kk_str_addf(&cmd, "cp %s %s/copy.db", f.path, f.dir);
    ck_assert_int_eq(system(kk_str_c(&cmd)), 0);
    kk_str_free(&cmd);
    fixture_open(&f, false);
    fixture_site(&f, 5, "北保健センター", &again);
    ck_assert_uint_eq(again.writer, here.writer);
    kk_db_close(&f.db);
    first = f.path;
    f.path = kk_path_join(f.dir, "copy.db");
    fixture_open(&f, false);
    fixture_site(&f, 5, "北保健センター", &there);
    ck_assert_uint_ne(there.writer, here.writer);
    fixture_verify(&f);
    kk_free(first);
    fixture_free(&f);
}
END_TEST

START_TEST(restore_brings_back_what_came_after_the_backup)
{
    struct fixture f;
    struct kk_restore_count n;
    struct kk_commit last, after;
    unsigned char before[KK_HASH_BYTES], now[KK_HASH_BYTES];
    char *backup;
    FILE *broken;
    kk_id site;

    fixture_new(&f);
    site = fixture_site(&f, 4, "北区", NULL);
    ck_ok(kk_backup_automatic(f.db, KK_BACKUP_DAILY, &f.err), &f.err);
    ck_ok(fixture_rename(&f, site, "北区役所", 0, &last), &f.err);
    fixture_site(&f, 5, "北保健センター", &last);
    ck_ok(kk_journal_digest(f.db, before, &f.err), &f.err);
    backup = kk_backup_newest_path(f.db);
    kk_db_close(&f.db);
    /* the disk lost the database: only backup and tail are left */
    broken = fopen(f.path, "w");
    ck_assert_ptr_nonnull(broken);
    fputs("gone", broken);
    fclose(broken);
    ck_ok(kk_restore(f.path, backup, &f.clock, &n, &f.err), &f.err);
    ck_assert_int_eq(n.backup, 1);
    ck_assert_int_eq(n.tail, 2);
    ck_assert_int_eq(n.old, 0);
    ck_assert_int_eq(n.unverified, 0);
    fixture_open(&f, false);
    ck_ok(kk_journal_digest(f.db, now, &f.err), &f.err);
    ck_assert_mem_eq(before, now, sizeof now);
    ck_assert_str_eq(fixture_name(&f, site), "北区役所");
    fixture_site(&f, 6, "篠路出張所", &after);
    ck_assert_uint_ne(after.writer, last.writer);
    fixture_verify(&f);
    kk_free(backup);
    fixture_free(&f);
}
END_TEST

KK_TEST_MAIN("journal", an_entry_holds_who_what_and_the_cells,
             ids_of_one_second_follow_the_entries,
             an_edit_names_the_write_it_replaces,
             a_write_that_changes_nothing_is_no_entry,
             a_cell_written_since_the_form_was_opened_is_refused,
             undo_is_a_stack_per_record, an_undo_can_be_undone,
             tables_are_rebuilt_from_the_journal, a_preview_leaves_nothing,
             a_raw_write_from_outside_fails,
             a_copied_file_takes_a_writer_of_its_own,
             restore_brings_back_what_came_after_the_backup)
