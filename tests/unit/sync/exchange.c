/* Bundles out and in (R84): nothing lost, nothing twice, nobody unknown. */
#include "copies.h"

#include <kikusui/sync/media.h>

#include <unistd.h>

START_TEST(a_grant_carries_the_whole_journal)
{
    struct world w;
    kk_id site = world_new(&w);

    ck_assert_str_eq(copy_name(&w.k1, site), "東");
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    world_free(&w);
}
END_TEST

START_TEST(two_laptops_meet_at_the_office)
{
    struct world w;
    kk_id site = world_new(&w), other;

    copy_rename(&w.k1, site, "東区役所", NULL);
    other = copy_site(&w.k2, 11, "厚別");
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.k2, &w.office);
    carry(&w, &w.office, &w.k1);
    carry(&w, &w.office, &w.k2);
    ck_assert_str_eq(copy_name(&w.k2, site), "東区役所");
    ck_assert_str_eq(copy_name(&w.k1, other), "厚別");
    same(&w.office, &w.k1);
    same(&w.office, &w.k2);
    world_free(&w);
}
END_TEST

START_TEST(the_same_bundle_again_changes_nothing)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_import_one one;
    char *file;
    int64_t before;

    copy_rename(&w.k1, site, "東区役所", NULL);
    file = copy_export(&w.k1, w.stick);
    one = copy_import(&w.office, file);
    ck_assert_int_eq(one.entries, 1);
    ck_assert(!one.already);
    before = copy_int(&w.office, "SELECT total(id) FROM import_log");
    one = copy_import(&w.office, file);
    ck_assert(one.already);
    ck_assert_int_eq(one.entries, 0);
    ck_assert_int_eq(copy_int(&w.office, "SELECT total(id) FROM import_log"),
                     before);
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(a_preview_tells_the_same_and_changes_nothing)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_import_how how = {.preview = true};
    struct kk_import_done done;
    char *file;

    copy_rename(&w.k1, site, "東区役所", NULL);
    file = copy_export(&w.k1, w.stick);
    how.path = file;
    ck_ok(kk_import(w.office.db, &how, &done, &w.office.err), &w.office.err);
    ck_assert_int_eq(done.entries, 1);
    ck_assert_str_eq(done.one[0].sender, "K1");
    kk_import_done_free(&done);
    ck_assert_str_eq(copy_name(&w.office, site), "東");
    ck_assert_int_eq(copy_int(&w.office, "SELECT count(*) FROM import_log"), 0);
    ck_assert(!copy_import(&w.office, file).already);
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(lost_bundles_heal_and_late_ones_are_taken)
{
    struct world w;
    kk_id site = world_new(&w);
    char *late, *lost, *last;

    copy_rename(&w.k1, site, "一", NULL);
    late = copy_export(&w.k1, w.stick);
    copy_rename(&w.k1, site, "二", NULL);
    lost = copy_export(&w.k1, w.stick);
    copy_rename(&w.k1, site, "三", NULL);
    last = copy_export(&w.k1, w.stick);
    ck_assert_int_eq(copy_import(&w.office, last).entries, 3);
    ck_assert_int_eq(copy_import(&w.office, late).entries, 0);
    same(&w.office, &w.k1);
    kk_free(late);
    kk_free(lost);
    kk_free(last);
    world_free(&w);
}
END_TEST

/* A sender that went back between two bundles has less than the older one
 * says: when that one comes last, the newer still counts. */
START_TEST(a_late_bundle_does_not_tell_what_its_sender_has)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_str saved = {0};
    char *late, *newer;

    kk_str_addf(&saved, "%s.saved", w.k1.path);
    ck_ok(kk_backup_to(w.k1.db, saved.s, &w.k1.err), &w.k1.err);
    copy_rename(&w.office, site, "北", NULL);
    carry(&w, &w.office, &w.k1);
    /* the office's bundle begins where the one who has least stands */
    carry(&w, &w.office, &w.k2);
    carry(&w, &w.k2, &w.office);
    late = copy_export(&w.k1, w.stick);
    kk_db_close(&w.k1.db);
    ck_assert_int_eq(rename(saved.s, w.k1.path), 0);
    copy_open(&w.k1, false);
    ck_assert_str_eq(copy_name(&w.k1, site), "東");
    newer = copy_export(&w.k1, w.stick);
    (void)copy_import(&w.office, newer);
    (void)copy_import(&w.office, late);
    carry(&w, &w.office, &w.k1);
    ck_assert_str_eq(copy_name(&w.k1, site), "北");
    same(&w.office, &w.k1);
    kk_free(late);
    kk_free(newer);
    kk_str_free(&saved);
    world_free(&w);
}
END_TEST

/* A copy under a name that comes before the good one's, spoilt. */
static void bad_copy(const char *file, const char *dir, const char *name,
                     size_t cut, size_t flip)
{
    char *path = kk_path_join(dir, name);
    struct kk_str bytes = {0};
    struct kk_err err = {0};

    ck_ok(kk_media_read(file, &bytes, &err), &err);
    bytes.n_bytes -= cut;
    if (flip > 0)
        bytes.s[flip] ^= 2;
    ck_ok(kk_file_replace(path, 0600, bytes.s, bytes.n_bytes, &err), &err);
    kk_str_free(&bytes);
    kk_free(path);
}

START_TEST(damaged_copies_do_not_hide_the_good_bundle)
{
    struct world w;
    kk_id site = world_new(&w);
    char *in = kk_path_join(w.dir, "in"), *file, *bad;
    struct kk_import_one one;

    ck_ok(kk_dir_make(in, 0700, &w.office.err), &w.office.err);
    copy_rename(&w.k1, site, "東区役所", NULL);
    file = copy_export(&w.k1, in);
    bad_copy(file, in, "KKS-0-CUT.KKS", 400, 0);
    bad_copy(file, in, "KKS-0-BODY.KKS", 0, 300);
    bad_copy(file, in, "KKS-0-COUNT.KKS", 0, 64);
    bad_copy(file, in, "KKS-0-KIND.KKS", 0, 12);
    bad_copy(file, in, "KKS-0-OTHER.KKS", 0, 20);
    bad_copy(file, in, "KKS-Z-SAME.KKS", 0, 0);
    one = copy_import(&w.office, in);
    ck_assert_int_eq(one.entries, 1);
    ck_assert_str_eq(copy_name(&w.office, site), "東区役所");
    ck_assert_ptr_nonnull(strstr(one.why, "KKS-0-CUT.KKS は使いません: "));
    ck_assert_ptr_nonnull(strstr(one.why, "KKS-0-BODY.KKS は使いません: "));
    ck_assert_ptr_nonnull(strstr(one.why, "KKS-0-COUNT.KKS は使いません: "));
    ck_assert_ptr_nonnull(strstr(one.why, "KKS-0-KIND.KKS は使いません: "));
    ck_assert_ptr_nonnull(strstr(one.why, "KKS-0-OTHER.KKS は使いません: "));
    ck_assert_ptr_null(strstr(one.why, "SAME"));
    ck_assert(copy_import(&w.office, in).already);
    /* Nor do those that seem to be of no bundle, or of another. */
    ck_assert_int_eq(temp_sh("rm %s/KKS-0-*", in), 0);
    bad_copy(file, in, "KKS-0-MAGIC.KKS", 0, 1);
    bad_copy(file, in, "KKS-0-BUNDLE.KKS", 0, 33);
    bad_copy(file, in, "KKS-0-BUNDLE2.KKS", 100, 34);
    one = copy_import(&w.office, in);
    ck_assert(one.already);
    ck_assert_ptr_nonnull(strstr(one.why, "KKS-0-MAGIC.KKS は使いません: "));
    ck_assert_ptr_nonnull(strstr(one.why, "KKS-0-BUNDLE.KKS は使いません: "));
    ck_assert_ptr_nonnull(strstr(one.why, "KKS-0-BUNDLE2.KKS は使いません: "));
    /* One that is of no other is refused, whatever lies beside it. */
    bad = temp_put(in, "KKS-0-ALONE.KKS", "\x89KKS", 4);
    ck_assert_int_eq(copy_take(&w.office, in).status, KK_BADBUNDLE);
    ck_assert_int_eq(unlink(bad), 0);
    kk_free(bad);
    bad_copy(file, in, "KKS-0-CUT.KKS", 400, 0);
    /* None of them good: the folder is refused. */
    ck_assert_int_eq(unlink(file), 0);
    kk_free(file);
    file = kk_path_join(in, "KKS-Z-SAME.KKS");
    ck_assert_int_eq(unlink(file), 0);
    ck_assert_int_eq(copy_take(&w.office, in).status, KK_BADBUNDLE);
    /* Named, a damaged one is refused whatever lies beside it. */
    kk_free(file);
    file = kk_path_join(in, "KKS-0-CUT.KKS");
    ck_assert_int_eq(copy_take(&w.k2, file).status, KK_BADBUNDLE);
    kk_free(file);
    kk_free(in);
    world_free(&w);
}
END_TEST

START_TEST(what_was_cut_or_altered_is_refused_whole)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_str bytes = {0};
    char *file, *bad;

    copy_rename(&w.k1, site, "東区役所", NULL);
    file = copy_export(&w.k1, w.stick);
    temp_get(file, &bytes);
    for (size_t cut = 0; cut < bytes.n_bytes; cut += 1 + bytes.n_bytes / 7) {
        bad = temp_put(w.dir, "cut.KKS", bytes.s, cut);
        ck_assert_int_eq(copy_take(&w.office, bad).status, KK_BADBUNDLE);
        kk_free(bad);
    }
    for (size_t at = 0; at < bytes.n_bytes; at += 1 + bytes.n_bytes / 13) {
        bytes.s[at] ^= 1;
        bad = temp_put(w.dir, "bad.KKS", bytes.s, bytes.n_bytes);
        ck_assert_int_eq(copy_take(&w.office, bad).status, KK_BADBUNDLE);
        kk_free(bad);
        bytes.s[at] ^= 1;
    }
    ck_assert_str_eq(copy_name(&w.office, site), "東");
    (void)copy_import(&w.office, file);
    kk_str_free(&bytes);
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(one_bundle_may_be_several_files)
{
    struct world w;
    struct kk_export_how how = {.part_bytes = 400};
    struct kk_export_done done;
    kk_id site = world_new(&w);

    for (int i = 0; i < 20; i++) {
        char name[16];

        snprintf(name, sizeof name, "名前%d", i);
        copy_rename(&w.k1, site, name, NULL);
    }
    how.dir = w.stick;
    ck_ok(kk_export(w.k1.db, &how, &done, &w.k1.err), &w.k1.err);
    ck_assert_uint_gt(done.n_files, 3);
    /* any one of them names the others */
    ck_assert_int_eq(copy_import(&w.office, done.file[2]).entries, 20);
    same(&w.office, &w.k1);
    kk_export_done_free(&done);
    world_free(&w);
}
END_TEST

START_TEST(a_missing_part_is_refused)
{
    struct world w;
    struct kk_export_how how = {.part_bytes = 400};
    struct kk_export_done done;
    kk_id site = world_new(&w);

    for (int i = 0; i < 20; i++) {
        char name[16];

        snprintf(name, sizeof name, "名前%d", i);
        copy_rename(&w.k1, site, name, NULL);
    }
    how.dir = w.stick;
    ck_ok(kk_export(w.k1.db, &how, &done, &w.k1.err), &w.k1.err);
    ck_assert_int_eq(unlink(done.file[1]), 0);
    ck_assert_int_eq(copy_take(&w.office, done.file[0]).status, KK_BADBUNDLE);
    ck_assert_int_eq(unlink(done.file[done.n_files - 1]), 0);
    ck_assert_int_eq(copy_take(&w.office, done.file[0]).status, KK_BADBUNDLE);
    ck_assert_str_eq(copy_name(&w.office, site), "東");
    kk_export_done_free(&done);
    world_free(&w);
}
END_TEST

START_TEST(a_folder_is_taken_whole_and_foreign_files_are_named)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_import_how how = {0};
    struct kk_import_done done;
    char *a, *b, *foreign;

    copy_rename(&w.k1, site, "東区役所", NULL);
    a = copy_export(&w.k1, w.stick);
    (void)copy_site(&w.k2, 9, "白石");
    b = copy_export(&w.k2, w.stick);
    foreign = temp_put(w.stick, "photo.KKS", "x", 1);
    how.path = w.stick;
    ck_assert_int_eq(kk_import(w.office.db, &how, &done, &w.office.err),
                     KK_BADBUNDLE);
    ck_assert_int_eq(done.entries, 2);
    ck_assert_int_eq(done.refused, 1);
    kk_import_done_free(&done);
    kk_free(a);
    kk_free(b);
    kk_free(foreign);
    world_free(&w);
}
END_TEST

START_TEST(a_stranger_is_refused)
{
    struct world w;
    struct copy other;
    char *file;
    kk_id site = world_new(&w);

    /* the same names, another deployment */
    copy_new(&other, w.dir, "X", true);
    copy_rename(&w.k1, site, "東区役所", NULL);
    file = copy_export(&w.k1, w.stick);
    ck_assert_int_eq(copy_take(&other, file).status, KK_BADBUNDLE);
    /* a laptop reads neither another's bundle nor its own */
    ck_assert_int_eq(copy_take(&w.k2, file).status, KK_BADBUNDLE);
    ck_assert_int_eq(copy_take(&w.k1, file).status, KK_BADBUNDLE);
    ck_assert_int_eq(copy_int(&w.k2, "SELECT count(*) FROM refusal"), 0);
    kk_free(file);
    copy_free(&other);
    world_free(&w);
}
END_TEST

START_TEST(a_clock_that_is_off_is_told_and_nothing_refused)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_import_one one;
    char *file;

    w.k1.clock.fixed += 2 * 3600;
    copy_rename(&w.k1, site, "先", NULL);
    file = copy_export(&w.k1, w.stick);
    one = copy_import(&w.office, file);
    ck_assert_int_eq(one.skew, 2 * 3600);
    ck_assert_int_eq(
        copy_int(&w.office, "SELECT last_seq-first_seq+1 FROM clock_warning"),
        1);
    kk_free(file);
    /* behind: it read the office's bundle before that was made */
    carry(&w, &w.office, &w.k2);
    w.office.clock.fixed += 86400;
    w.k2.clock.fixed += 3600;
    carry(&w, &w.office, &w.k2);
    file = copy_export(&w.k2, w.stick);
    one = copy_import(&w.office, file);
    ck_assert_int_eq(one.skew, 3600 - 86400);
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(the_ledgers_keep_reason_and_permit_on_both_sides)
{
    struct world w;
    struct kk_export_how how = {.reason = "定期", .permit = "許可-12"};
    struct kk_export_done done;
    struct kk_import_one one;

    (void)world_new(&w);
    how.dir = w.stick;
    ck_ok(kk_export(w.k1.db, &how, &done, &w.k1.err), &w.k1.err);
    one = copy_import(&w.office, done.file[0]);
    ck_assert_str_eq(one.reason, "定期");
    ck_assert_str_eq(one.permit, "許可-12");
    ck_assert_int_eq(copy_int(&w.k1, "SELECT count(*) FROM export_log WHERE "
                                     "permit='許可-12' AND written=1"),
                     1);
    ck_assert_int_eq(copy_int(&w.office, "SELECT count(*) FROM import_log "
                                         "WHERE reason='定期'"),
                     1);
    kk_export_done_free(&done);
    world_free(&w);
}
END_TEST

/* Goes on as often as *user says. */
static bool stop(void *user, int64_t done, int64_t total, const char *words)
{
    int *left = user;

    (void)done;
    (void)total;
    (void)words;
    return (*left)-- > 0;
}

/* Wherever it is stopped, be it between the files of a bundle. */
START_TEST(what_is_stopped_leaves_nothing)
{
    struct world w;
    int left, asked = 0;
    struct kk_export_how how = {
        .part_bytes = 400, .progress = stop, .user = &left};
    struct kk_export_done done;
    kk_id site = world_new(&w);
    enum kk_status st = KK_CANCELLED;

    for (int i = 0; i < 8; i++)
        copy_rename(&w.k1, site, i % 2 == 0 ? "東区役所" : "東", NULL);
    ck_assert_int_eq(temp_sh("rm -f '%s'/*", w.stick), 0);
    how.dir = w.stick;
    for (; st == KK_CANCELLED; asked++) {
        left = asked;
        st = kk_export(w.k1.db, &how, &done, &w.k1.err);
        ck_assert(st == KK_CANCELLED || st == KK_OK);
        if (st == KK_OK)
            break;
        ck_assert_uint_eq(done.n_files, 0);
        ck_assert_int_eq(temp_sh("test -z \"$(ls -A '%s')\"", w.stick), 0);
    }
    ck_assert_uint_gt(done.n_files, 2);
    ck_assert_uint_gt((size_t)asked, done.n_files);
    kk_export_done_free(&done);
    carry(&w, &w.k1, &w.office);
    same(&w.office, &w.k1);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("sync/exchange", a_grant_carries_the_whole_journal,
             two_laptops_meet_at_the_office,
             the_same_bundle_again_changes_nothing,
             a_preview_tells_the_same_and_changes_nothing,
             lost_bundles_heal_and_late_ones_are_taken,
             a_late_bundle_does_not_tell_what_its_sender_has,
             damaged_copies_do_not_hide_the_good_bundle,
             what_was_cut_or_altered_is_refused_whole,
             one_bundle_may_be_several_files, a_missing_part_is_refused,
             a_folder_is_taken_whole_and_foreign_files_are_named,
             a_stranger_is_refused,
             a_clock_that_is_off_is_told_and_nothing_refused,
             the_ledgers_keep_reason_and_permit_on_both_sides,
             what_is_stopped_leaves_nothing)
