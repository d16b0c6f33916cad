#include "test.h"

#include <kikusui/base/val.h>

START_TEST(makes_nulls_of_what_is_absent)
{
    ck_assert_int_eq(kk_vtext(NULL).type, KK_VNULL);
    ck_assert_int_eq(kk_vid(0).type, KK_VNULL);
    ck_assert_int_eq(kk_vid(5).i, 5);
    ck_assert_uint_eq(kk_vtext("札幌").n_bytes, 6);
    ck_assert_uint_eq(kk_vblob("\0\1", 2).n_bytes, 2);
}
END_TEST

START_TEST(orders_all_values)
{
    const struct kk_val sorted[] = {
        kk_vnull(),      kk_vint(INT64_MIN), kk_vint(-1),
        kk_vint(3),      kk_vtext(""),       kk_vtext("a"),
        kk_vtext("ab"),  kk_vtext("b"),      kk_vtext("札"),
        kk_vblob("", 0), kk_vblob("\0", 1),  kk_vblob("a", 1)};
    const int n = sizeof sorted / sizeof *sorted;

    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            ck_assert_int_eq(kk_val_cmp(&sorted[i], &sorted[j]),
                             (i > j) - (i < j));
}
END_TEST

KK_TEST_MAIN("val", makes_nulls_of_what_is_absent, orders_all_values)
