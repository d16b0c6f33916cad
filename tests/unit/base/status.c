#include "test.h"

#include <string.h>

START_TEST(keeps_status_field_and_words)
{
    struct kk_err err = {0};

    ck_assert_int_eq(kk_fail_at(&err, KK_REFUSED, "site", "拠点%dなし", 33),
                     KK_REFUSED);
    ck_assert_str_eq(err.field, "site");
    ck_assert_str_eq(err.text, "拠点33なし");
    kk_err_prefix(&err, "%d行目: ", 4);
    ck_assert_str_eq(err.text, "4行目: 拠点33なし");
}
END_TEST

START_TEST(cuts_long_words_at_a_character)
{
    struct kk_err err = {0};
    char text[3000] = "";

    for (int i = 0; i < 900; i++)
        strcat(text, "札");
    ck_assert_int_eq(kk_fail(&err, KK_IO, "%s", text), KK_IO);
    ck_assert_uint_eq(strlen(err.text) % strlen("札"), 0);
    ck_assert_uint_gt(strlen(err.text), 1000);
}
END_TEST

/* "%.60s" counts bytes: what it leaves of a character would be shown as one. */
START_TEST(half_a_character_is_left_out)
{
    struct kk_err err = {0};

    ck_assert_int_eq(
        kk_fail(&err, KK_REFUSED, "「%.4s」はありません", "札幌市"),
        KK_REFUSED);
    ck_assert_str_eq(err.text, "「札」はありません");
}
END_TEST

KK_TEST_MAIN("status", keeps_status_field_and_words,
             cuts_long_words_at_a_character, half_a_character_is_left_out)
