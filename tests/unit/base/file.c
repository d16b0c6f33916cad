#include "test.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <sys/resource.h>
#include <sys/stat.h>

static char *dir;

static void make_dir(void)
{
    const char *tmp = getenv("TMPDIR");

    dir = kk_path_join(tmp == NULL ? "/tmp" : tmp, "kk-file-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void remove_tree(const char *path)
{
    DIR *d = opendir(path);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char *p;

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        p = kk_path_join(path, e->d_name);
        if (unlink(p) != 0)
            remove_tree(p);
        kk_free(p);
    }
    if (d != NULL)
        closedir(d);
    rmdir(path);
}

static void drop_dir(void)
{
    remove_tree(dir);
    kk_free(dir);
}

static int count_files(void)
{
    DIR *d = opendir(dir);
    int n = 0;

    while (readdir(d) != NULL)
        n++;
    closedir(d);
    return n - 2;
}

START_TEST(replace_leaves_the_new_bytes_mode_and_nothing_else)
{
    struct kk_str got = {0};
    struct kk_err err = {0};
    struct stat sb;
    char *path;

    make_dir();
    path = kk_path_join(dir, "台帳.csv");
    ck_ok(kk_file_replace(path, 0600, "old", 3, &err), &err);
    ck_ok(kk_file_replace(path, 0640, "new\0er", 6, &err), &err);
    ck_assert_int_eq(stat(path, &sb), 0);
    ck_assert_uint_eq(sb.st_mode & 0777, 0640);
    ck_ok(kk_file_read(path, 6, true, &got, &err), &err);
    ck_assert_uint_eq(got.n_bytes, 6);
    ck_assert_mem_eq(got.s, "new\0er", 6);
    ck_assert_int_eq(count_files(), 1);
    kk_str_free(&got);
    kk_free(path);
    drop_dir();
}
END_TEST

START_TEST(replace_that_fails_keeps_the_old_file)
{
    struct kk_err err = {0};
    char *path, *inside;

    make_dir();
    path = kk_path_join(dir, "target");
    ck_ok(kk_dir_make(path, 0700, &err), &err);
    ck_assert_int_eq(kk_file_replace(path, 0600, "x", 1, &err), KK_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "フォルダー"));
    ck_assert_int_eq(count_files(), 1);
    inside = kk_path_join(dir, "none/file");
    ck_assert_int_eq(kk_file_replace(inside, 0600, "x", 1, &err), KK_IO);
    kk_free(inside);
    kk_free(path);
    drop_dir();
}
END_TEST

START_TEST(a_full_disk_keeps_the_old_file)
{
    static const char big[40000];
    const struct rlimit small = {.rlim_cur = 1000, .rlim_max = RLIM_INFINITY};
    struct rlimit whole;
    struct kk_str got = {0};
    struct kk_err err = {0};
    char *path;

    make_dir();
    path = kk_path_join(dir, "f");
    ck_ok(kk_file_replace(path, 0600, big, sizeof big, &err), &err);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &whole), 0);
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    ck_assert_int_eq(kk_file_replace(path, 0600, big, 2000, &err), KK_IO);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &whole), 0);
    ck_assert_int_eq(count_files(), 1);
    /* What was read of a file that proves too long is taken back. */
    ck_assert_int_eq(kk_file_read(path, sizeof big - 1, true, &got, &err),
                     KK_REFUSED);
    ck_assert_uint_eq(got.n_bytes, 0);
    ck_ok(kk_file_read(path, sizeof big, true, &got, &err), &err);
    ck_assert_uint_eq(got.n_bytes, sizeof big);
    kk_str_free(&got);
    kk_free(path);
    drop_dir();
}
END_TEST

START_TEST(read_tells_absence_size_and_kind_apart)
{
    struct kk_str got = {0};
    struct kk_err err = {0};
    char *path, *link_path, *pipe_path;

    make_dir();
    path = kk_path_join(dir, "f");
    link_path = kk_path_join(dir, "link");
    pipe_path = kk_path_join(dir, "pipe");
    kk_str_add(&got, "前");
    ck_assert_int_eq(kk_file_read(path, 9, false, &got, &err), KK_NONE);
    ck_ok(kk_file_replace(path, 0600, "12345", 5, &err), &err);
    ck_assert_int_eq(kk_file_read(path, 4, false, &got, &err), KK_REFUSED);
    ck_assert_str_eq(got.s, "前");
    ck_assert_int_eq(symlink("f", link_path), 0);
    ck_assert_int_eq(kk_file_read(link_path, 5, true, &got, &err), KK_REFUSED);
    ck_ok(kk_file_read(link_path, 5, false, &got, &err), &err);
    ck_assert_str_eq(got.s, "前12345");
    ck_assert_int_eq(mkfifo(pipe_path, 0600), 0);
    ck_assert_int_eq(kk_file_read(pipe_path, 5, false, &got, &err), KK_REFUSED);
    ck_assert_int_eq(kk_file_read(dir, 5, false, &got, &err), KK_REFUSED);
    kk_str_free(&got);
    kk_free(path);
    kk_free(link_path);
    kk_free(pipe_path);
    drop_dir();
}
END_TEST

START_TEST(dir_make_makes_parents_and_accepts_what_is_there)
{
    struct kk_err err = {0};
    struct stat sb;
    char *deep, *file, *under;

    make_dir();
    deep = kk_path_join(dir, "a/b//c/");
    ck_ok(kk_dir_make(deep, 0700, &err), &err);
    ck_ok(kk_dir_make(deep, 0700, &err), &err);
    ck_assert(stat(deep, &sb) == 0 && S_ISDIR(sb.st_mode));
    file = kk_path_join(dir, "f");
    ck_ok(kk_file_replace(file, 0600, "", 0, &err), &err);
    under = kk_path_join(file, "g");
    ck_assert_int_eq(kk_dir_make(under, 0700, &err), KK_IO);
    ck_assert_int_eq(kk_dir_make(file, 0700, &err), KK_IO);
    kk_free(deep);
    kk_free(file);
    kk_free(under);
    drop_dir();
}
END_TEST

static void check_owned(char *got, const char *want)
{
    ck_assert_str_eq(got, want);
    kk_free(got);
}

START_TEST(paths_join_and_split)
{
    check_owned(kk_path_join("a", "b"), "a/b");
    check_owned(kk_path_join("/", "b"), "/b");
    check_owned(kk_path_join("a/", "b"), "a/b");
    check_owned(kk_path_join("", "b"), "b");
    check_owned(kk_path_dir("a"), ".");
    check_owned(kk_path_dir(""), ".");
    check_owned(kk_path_dir("/a"), "/");
    check_owned(kk_path_dir("/"), "/");
    check_owned(kk_path_dir("a/b"), "a");
    check_owned(kk_path_dir("a/b/"), "a");
    check_owned(kk_path_dir("/a//b"), "/a");
}
END_TEST

START_TEST(abs_resolves_what_exists_and_keeps_the_rest)
{
    char *real, *link_path, *typed, *want;

    make_dir();
    real = realpath(dir, NULL);
    link_path = kk_path_join(dir, "link");
    ck_assert_int_eq(symlink(".", link_path), 0);
    typed = kk_path_join(link_path, "new/./x/../kikusui.db");
    want = kk_path_join(real, "new/kikusui.db");
    check_owned(kk_path_abs(typed), want);
    kk_free(typed);
    kk_free(want);
    ck_assert_int_eq(chdir(dir), 0);
    want = kk_path_join(real, "kikusui.db");
    check_owned(kk_path_abs("kikusui.db"), want);
    check_owned(kk_path_abs("./none/../kikusui.db"), want);
    kk_free(want);
    check_owned(kk_path_abs("."), real);
    check_owned(kk_path_abs("/none-here/x"), "/none-here/x");
    free(real);
    kk_free(link_path);
    drop_dir();
}
END_TEST

START_TEST(says_why_in_japanese)
{
    ck_assert_str_eq(kk_errno_text(ENOSPC), "空き容量がありません");
    ck_assert_uint_gt(strlen(kk_errno_text(12345)), 0);
}
END_TEST

KK_TEST_MAIN("file", replace_leaves_the_new_bytes_mode_and_nothing_else,
             replace_that_fails_keeps_the_old_file,
             a_full_disk_keeps_the_old_file,
             read_tells_absence_size_and_kind_apart,
             dir_make_makes_parents_and_accepts_what_is_there,
             paths_join_and_split, abs_resolves_what_exists_and_keeps_the_rest,
             says_why_in_japanese)
