/* What mountinfo says of a place. */
#include "test.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/mount.h>

#include <string.h>

START_TEST(a_line_is_read_with_its_blanks)
{
    char line[] = "36 35 8:17 / /media/My\\040Stick rw,nosuid shared:1 "
                  "master:2 - vfat /dev/sdb1 ro,utf8";
    struct kk_mount m;

    ck_assert(kk_mount_read(line, &m));
    ck_assert_str_eq(m.dev, "8:17");
    ck_assert_str_eq(m.root, "/");
    ck_assert_str_eq(m.point, "/media/My Stick");
    ck_assert_str_eq(m.fs, "vfat");
    ck_assert_str_eq(m.source, "/dev/sdb1");
    ck_assert(m.read_only);
}
END_TEST

START_TEST(what_is_cut_short_is_none)
{
    static const char *const lines[] = {
        "", "36 35 8:17 / /media", "36 35 8:17 / /media rw shared:1",
        "36 35 8:17 / /media rw -", "36 35 8:17 / /media rw - vfat"};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct kk_mount m;
        char *line = kk_strdup(lines[i]);

        ck_assert_msg(!kk_mount_read(line, &m), "%s", lines[i]);
        kk_free(line);
    }
}
END_TEST

START_TEST(the_type_of_a_place_is_found)
{
    char *type = kk_mount_type("/proc/self/mountinfo");

    ck_assert_str_eq(type, "proc");
    kk_free(type);
    ck_assert_ptr_null(kk_mount_type("/nowhere/at/all"));
}
END_TEST

KK_TEST_MAIN("mount", a_line_is_read_with_its_blanks, what_is_cut_short_is_none,
             the_type_of_a_place_is_found)
