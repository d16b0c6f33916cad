/* doc/kikusui.1 is what the tables write. With KIKUSUI_TEST_WRITE set the file
 * is written in place of being compared. */
#include "test.h"

#include <kikusui/app/cli.h>
#include <kikusui/base/file.h>

#include <string.h>

START_TEST(the_manual_page_equals_the_tables)
{
    const char *root = getenv("KIKUSUI_TEST_ROOT");
    char *path = kk_path_join(root == NULL ? "." : root, "doc/kikusui.1");
    struct kk_str want = {0};
    struct kk_str have = {0};
    struct kk_err err = {0};

    kk_man_page(&want);
    if (getenv("KIKUSUI_TEST_WRITE") != NULL)
        ck_ok(kk_file_replace(path, 0644, want.s, want.n_bytes, &err), &err);
    ck_ok(kk_file_read(path, 1 << 20, false, &have, &err), &err);
    ck_assert_msg(strcmp(kk_str_c(&have), kk_str_c(&want)) == 0,
                  "doc/kikusui.1 is not what the tables say: run "
                  "KIKUSUI_TEST_WRITE=1 meson test app/man");
    kk_str_free(&want);
    kk_str_free(&have);
    kk_free(path);
}
END_TEST

KK_TEST_MAIN("man", the_manual_page_equals_the_tables)
