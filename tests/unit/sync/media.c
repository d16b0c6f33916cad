#include "temp.h"

#include <kikusui/sync/media.h>

#include <fcntl.h>

#include <sys/file.h>
#include <sys/stat.h>

static const char name[] = "KKS-7F3A-0B21C4-000123.KKS";
static const char part[] = "~KKS-7F3A-0B21C4-000123.KKS.part";

static bool exists(const char *dir, const char *file)
{
    char *path = kk_path_join(dir, file);
    bool yes = access(path, F_OK) == 0;

    kk_free(path);
    return yes;
}

static void ck_content(const char *dir, const char *file, const char *want)
{
    char *path = kk_path_join(dir, file);
    struct kk_str got = {0};

    temp_get(path, &got);
    ck_assert_str_eq(kk_str_c(&got), want);
    kk_str_free(&got);
    kk_free(path);
}

static struct kk_bundle_head head_of(unsigned sender, unsigned bundle,
                                     uint64_t seq)
{
    struct kk_bundle_head h = {.kind = KK_BUNDLE_TO_OFFICE, .seq = seq};

    memcpy(h.deployment, "\x7f\x3a\x55", 3);
    memcpy(h.sender, "\x0b\x21\xc4", 3);
    h.sender[15] = (unsigned char)sender;
    h.bundle[0] = (unsigned char)bundle;
    return h;
}

/* Writes a real bundle with that head; under its own name when file is NULL. */
static void put_bundle(const char *dir, const struct kk_bundle_head *h,
                       const char *file)
{
    struct kk_keys keys;
    struct kk_node_keys pub;
    struct kk_str bytes = {0};
    struct kk_err err = {0};
    char own[KK_MEDIA_NAME_BYTES];

    kk_keys_make(&keys);
    kk_keys_public(&keys, &pub);
    kk_media_name(h, own);
    ck_ok(kk_bundle_build(h, &keys, &pub.seal, 1, "M\n", 2, &bytes, &err),
          &err);
    ck_ok(kk_media_write(dir, file == NULL ? own : file, bytes.s, bytes.n_bytes,
                         &err),
          &err);
    kk_str_free(&bytes);
}

START_TEST(the_name_tells_deployment_sender_and_count)
{
    struct kk_bundle_head h = head_of(0, 0, 123);
    char out[KK_MEDIA_NAME_BYTES];

    kk_media_name(&h, out);
    ck_assert_str_eq(out, name);
    h.seq = UINT64_MAX;
    kk_media_name(&h, out);
    ck_assert_str_eq(out, "KKS-7F3A-0B21C4-18446744073709551615.KKS");
}
END_TEST

START_TEST(what_was_written_is_there_and_nothing_else)
{
    char *dir = temp_make();
    struct kk_str big = {0}, got = {0};
    struct kk_err err = {0};
    char *path = kk_path_join(dir, name);

    memset(kk_str_room(&big, 300001), 'x', 300001);
    ck_ok(kk_media_write(dir, name, big.s, big.n_bytes, &err), &err);
    ck_assert_int_eq(temp_count(dir), 1);
    ck_ok(kk_media_read(path, &got, &err), &err);
    ck_assert_uint_eq(got.n_bytes, big.n_bytes);
    ck_assert(memcmp(got.s, big.s, got.n_bytes) == 0);
    kk_str_free(&big);
    kk_str_free(&got);
    kk_free(path);
    temp_drop(dir);
}
END_TEST

START_TEST(an_existing_file_is_never_replaced)
{
    char *dir = temp_make();
    struct kk_err err = {0};

    ck_ok(kk_media_write(dir, name, "first", 5, &err), &err);
    ck_assert_int_eq(kk_media_write(dir, name, "second", 6, &err), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, name));
    ck_content(dir, name, "first");
    ck_assert_int_eq(temp_count(dir), 1);
    temp_drop(dir);
}
END_TEST

/* A stick pulled too early leaves a part, on FAT perhaps an empty file. */
START_TEST(what_a_broken_off_writing_left_is_no_obstacle)
{
    char *dir = temp_make();
    struct kk_err err = {0};

    kk_free(temp_put(dir, part, "half", 4));
    kk_free(temp_put(dir, name, "", 0));
    ck_ok(kk_media_write(dir, name, "whole", 5, &err), &err);
    ck_content(dir, name, "whole");
    ck_assert_int_eq(temp_count(dir), 1);
    temp_drop(dir);
}
END_TEST

START_TEST(a_live_writer_is_left_alone)
{
    char *dir = temp_make(), *path = temp_put(dir, part, "half", 4);
    struct kk_bundle_head next = head_of(0, 9, 124);
    struct kk_err err = {0};
    int fd = open(path, O_RDWR);

    ck_assert_int_eq(flock(fd, LOCK_EX), 0);
    ck_assert_int_eq(kk_media_write(dir, name, "whole", 5, &err), KK_BUSY);
    ck_content(dir, part, "half");
    ck_assert_uint_eq(kk_media_tidy(dir, &next, NULL), 0);
    ck_assert_int_eq(temp_count(dir), 1);
    close(fd);
    ck_assert_uint_eq(kk_media_tidy(dir, &next, NULL), 1);
    ck_assert_int_eq(temp_count(dir), 0);
    kk_free(path);
    temp_drop(dir);
}
END_TEST

START_TEST(a_folder_that_is_none_is_refused_with_advice)
{
    char *dir = temp_make(), *none = kk_path_join(dir, "none");
    char *file = temp_put(dir, "file", "x", 1);
    struct kk_err err = {0};

    ck_assert_int_eq(kk_media_write(none, name, "x", 1, &err), KK_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "差してあるか"));
    ck_assert_int_eq(kk_media_write(file, name, "x", 1, &err), KK_IO);
    kk_free(none);
    kk_free(file);
    temp_drop(dir);
}
END_TEST

START_TEST(only_whole_plain_files_of_a_bearable_size_are_read)
{
    char *dir = temp_make(), *file = temp_put(dir, "a.KKS", "x", 1);
    char *link_path = kk_path_join(dir, "l.KKS");
    char *fifo = kk_path_join(dir, "f.KKS"), *big = kk_path_join(dir, "b.KKS");
    struct kk_str got = {0};
    struct kk_err err = {0};

    ck_ok(kk_media_read(file, &got, &err), &err);
    kk_str_clear(&got);
    ck_assert_int_eq(symlink("a.KKS", link_path), 0);
    ck_assert_int_eq(kk_media_read(link_path, &got, &err), KK_BADBUNDLE);
    ck_assert_int_eq(err.status, KK_BADBUNDLE);
    ck_assert_int_eq(mkfifo(fifo, 0600), 0);
    ck_assert_int_eq(kk_media_read(fifo, &got, &err), KK_BADBUNDLE);
    ck_assert_int_eq(kk_media_read(dir, &got, &err), KK_BADBUNDLE);
    kk_free(temp_put(dir, "b.KKS", "x", 1));
    ck_assert_int_eq(truncate(big, (off_t)KK_BUNDLE_MAX_FILE_BYTES + 1), 0);
    ck_assert_int_eq(kk_media_read(big, &got, &err), KK_BADBUNDLE);
    ck_assert_uint_eq(got.n_bytes, 0);
    unlink(big);
    ck_assert_int_eq(kk_media_read(big, &got, &err), KK_NONE);
    kk_str_free(&got);
    kk_free(file);
    kk_free(link_path);
    kk_free(fifo);
    kk_free(big);
    temp_drop(dir);
}
END_TEST

START_TEST(candidates_come_in_the_senders_order)
{
    static const char *const want[] = {"KKS-7F3A-0B21C4-000009.KKS",
                                       "KKS-7F3A-0B21C4-000010.KKS",
                                       "aaa copy.kks", /* the other sender */
                                       "A.KKS", "Z.KKS"};
    char *dir = temp_make(), *other = kk_path_join(dir, "D.KKS");
    struct kk_bundle_head h = head_of(1, 1, 10);
    struct kk_media_files files;
    struct kk_err err = {0};

    put_bundle(dir, &h, NULL);
    h = head_of(1, 2, 9);
    put_bundle(dir, &h, NULL);
    h = head_of(2, 3, 1);
    put_bundle(dir, &h, "aaa copy.kks");
    kk_free(temp_put(dir, "Z.KKS", "", 0));
    kk_free(temp_put(dir, "A.KKS", "PK spreadsheet", 14));
    kk_free(temp_put(dir, part, "half", 4));
    kk_free(temp_put(dir, "._hidden.KKS", "x", 1));
    kk_free(temp_put(dir, "readme.txt", "x", 1));
    ck_assert_int_eq(mkdir(other, 0700), 0);
    ck_ok(kk_media_list(dir, &files, &err), &err);
    ck_assert_uint_eq(files.n, sizeof want / sizeof *want);
    for (size_t i = 0; i < files.n; i++) {
        ck_assert_str_eq(files.file[i].name, want[i]);
        ck_assert_int_eq(files.file[i].has_head, i < 3);
    }
    ck_assert_uint_eq(files.file[1].head.seq, 10);
    kk_media_files_free(&files);
    ck_ok(kk_media_list(other, &files, &err), &err);
    ck_assert_uint_eq(files.n, 0);
    kk_free(other);
    other = kk_path_join(dir, "none");
    ck_assert_int_eq(kk_media_list(other, &files, &err), KK_NONE);
    kk_free(other);
    temp_drop(dir);
}
END_TEST

START_TEST(two_earlier_bundles_stay_with_all_their_files)
{
    char *dir = temp_make();
    struct kk_bundle_head h;

    for (unsigned seq = 1; seq <= 7; seq++) {
        static const unsigned bundle[] = {0, 1, 2, 2, 3, 3, 4, 4};

        h = head_of(1, bundle[seq], seq);
        put_bundle(dir, &h, NULL);
    }
    h = head_of(1, 4, 6); /* the newest bundle's first file */
    ck_assert_uint_eq(kk_media_tidy(dir, &h, NULL), 1);
    ck_assert(!exists(dir, "KKS-7F3A-0B21C4-000001.KKS"));
    ck_assert(exists(dir, "KKS-7F3A-0B21C4-000002.KKS"));
    ck_assert(exists(dir, "KKS-7F3A-0B21C4-000007.KKS"));
    ck_assert_int_eq(temp_count(dir), 6);
    ck_assert_uint_eq(kk_media_tidy(dir, &h, NULL), 0);
    temp_drop(dir);
}
END_TEST

START_TEST(a_request_takes_the_place_of_the_earlier_ones)
{
    char *dir = temp_make();
    struct kk_bundle_head h, newest = head_of(1, 9, 9);

    for (unsigned seq = 1; seq <= 2; seq++) {
        h = head_of(1, seq, seq);
        h.kind = KK_BUNDLE_REQUEST;
        put_bundle(dir, &h, NULL);
    }
    h = head_of(1, 3, 3);
    put_bundle(dir, &h, NULL);
    h = head_of(2, 4, 4);
    h.kind = KK_BUNDLE_REQUEST;
    put_bundle(dir, &h, NULL);
    newest.kind = KK_BUNDLE_REQUEST;
    put_bundle(dir, &newest, NULL);
    ck_assert_uint_eq(kk_media_tidy(dir, &newest, NULL), 2);
    ck_assert_int_eq(temp_count(dir), 3);
    newest.kind = KK_BUNDLE_TO_OFFICE;
    newest.seq = 10;
    ck_assert_uint_eq(kk_media_tidy(dir, &newest, NULL), 0);
    temp_drop(dir);
}
END_TEST

START_TEST(what_has_done_its_work_goes)
{
    char *dir = temp_make();
    struct kk_bundle_head h, newest = head_of(1, 50, 50);
    unsigned char joined[1][32], asked[KK_BUNDLE_ID_BYTES];
    struct kk_media_over over = {.asked = asked,
                                 .n_joined = 1,
                                 .joined = (const unsigned char(*)[32])joined};
    struct kk_media_files files;
    struct kk_err err = {0};

    for (unsigned i = 10; i < 12; i++) { /* of one who joined, and of another */
        h = head_of(2, i, i);
        h.kind = KK_BUNDLE_GRANT;
        put_bundle(dir, &h, NULL);
    }
    ck_ok(kk_media_list(dir, &files, &err), &err);
    memcpy(joined[0], files.file[0].head.recipients_hash, sizeof joined[0]);
    kk_media_files_free(&files);
    for (unsigned i = 3; i < 5; i++) {
        h = head_of(i, 20 + i, 20 + i);
        h.kind = KK_BUNDLE_REQUEST;
        put_bundle(dir, &h, NULL);
    }
    memcpy(asked, head_of(3, 0, 0).sender, sizeof asked);
    /* Of another's writing: finished, and perhaps still going on. */
    kk_free(temp_put(dir, "KKS-7F3A-040000-000030.KKS", "whole", 5));
    kk_free(temp_put(dir, "~KKS-7F3A-040000-000030.KKS.part", "half", 4));
    kk_free(temp_put(dir, "~KKS-7F3A-040000-000031.KKS.part", "half", 4));
    ck_assert_uint_eq(kk_media_tidy(dir, &newest, &over), 3);
    ck_assert(!exists(dir, "KKS-7F3A-0B21C4-000010.KKS"));
    ck_assert(exists(dir, "KKS-7F3A-0B21C4-000011.KKS"));
    ck_assert(!exists(dir, "KKS-7F3A-0B21C4-000023.KKS"));
    ck_assert(exists(dir, "KKS-7F3A-0B21C4-000024.KKS"));
    ck_assert(!exists(dir, "~KKS-7F3A-040000-000030.KKS.part"));
    ck_assert(exists(dir, "~KKS-7F3A-040000-000031.KKS.part"));
    ck_assert_uint_eq(kk_media_tidy(dir, &newest, &over), 0);
    temp_drop(dir);
}
END_TEST

START_TEST(tidying_touches_nothing_else)
{
    char *dir = temp_make();
    struct kk_bundle_head h, newest = head_of(1, 50, 50);

    h = head_of(2, 1, 1); /* another sender whose name begins alike */
    put_bundle(dir, &h, NULL);
    h = head_of(1, 2, 2);
    h.kind = KK_BUNDLE_GRANT;
    put_bundle(dir, &h, NULL);
    h = head_of(1, 3, 3);
    h.deployment[15] = 1;
    put_bundle(dir, &h, NULL);
    h = head_of(1, 4, 4);
    put_bundle(dir, &h, "kept.KKS"); /* set aside by a person */
    h = head_of(1, 5, 51);           /* later than ours: another's clock */
    put_bundle(dir, &h, NULL);
    kk_free(temp_put(dir, "KKS-7F3A-0B21C4-000006.KKS", "foreign", 7));
    ck_assert_uint_eq(kk_media_tidy(dir, &newest, NULL), 0);
    ck_assert_int_eq(temp_count(dir), 6);
    temp_drop(dir);
}
END_TEST

KK_TEST_MAIN("media", the_name_tells_deployment_sender_and_count,
             what_was_written_is_there_and_nothing_else,
             an_existing_file_is_never_replaced,
             what_a_broken_off_writing_left_is_no_obstacle,
             a_live_writer_is_left_alone,
             a_folder_that_is_none_is_refused_with_advice,
             only_whole_plain_files_of_a_bearable_size_are_read,
             candidates_come_in_the_senders_order,
             two_earlier_bundles_stay_with_all_their_files,
             a_request_takes_the_place_of_the_earlier_ones,
             what_has_done_its_work_goes, tidying_touches_nothing_else)
