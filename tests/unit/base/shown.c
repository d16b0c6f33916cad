#include "test.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <stdlib.h>
#include <string.h>

static void check_shown(const char *s, const char *want)
{
    struct kk_str out = {0};

    kk_str_add(&out, "前");
    kk_shown(s, strlen(s), &out);
    ck_assert_msg(strncmp(out.s, "前", 3) == 0 && strcmp(out.s + 3, want) == 0,
                  "%s", out.s);
    kk_str_free(&out);
}

START_TEST(shows_what_a_terminal_may_get)
{
    check_shown("", "");
    check_shown("札幌\tA\n", "札幌\tA\n");
    check_shown("a\x1B[31mb\x07\r\x7F", "a?[31mb???");
    check_shown("a\xC2\x9B z", "a? z"); /* CSI of C1 */
    check_shown("甲\u202E乙\u2066丙\u2028", "甲?乙?丙?");
    check_shown("甲\u200B乙\uFEFF\u2060", "甲乙");   /* hides: left out */
    check_shown("葛\U000E0100城", "葛\U000E0100城"); /* the form of a kanji */
    check_shown("か\u3099", "か\u3099");
    check_shown("\x83\x65\xFF x", "?e? x"); /* a name in CP932 */
    check_shown("札\xE6\x9C」", "札」");    /* a character that breaks off */
    check_shown("\xED\xA0\x80\xC0\xAF", "?????");
}
END_TEST

START_TEST(whatever_comes_goes_out_clean)
{
    srand(20231124);
    for (int i = 0; i < 20000; i++) {
        struct kk_str in = {0}, out = {0};
        uint32_t cp;
        size_t len;

        for (int n = rand() % 12; n >= 0; n--)
            kk_str_addc(&in, (char)(rand() % 3 ? rand() % 256 : 0xE2));
        kk_shown(in.s, in.n_bytes, &out);
        for (size_t at = 0; at < out.n_bytes; at += len) {
            len = kk_utf8_decode(out.s + at, out.n_bytes - at, &cp);
            ck_assert_uint_gt(len, 0);
            ck_assert(!kk_cp_unsafe(cp) && !kk_cp_hides(cp));
        }
        kk_str_free(&in);
        kk_str_free(&out);
    }
}
END_TEST

START_TEST(cuts_between_characters)
{
    char buf[8];

    for (size_t max = 0; max < 9; max++) {
        ck_assert_int_eq(kk_cut("札幌市", max), (int)(max / 3 * 3));
        ck_assert_int_eq(kk_cut("abc", max), (int)(max < 3 ? max : 3));
    }
    kk_fmt(buf, sizeof buf, "%s", "札幌市");
    ck_assert_str_eq(buf, "札幌");
    kk_fmt(buf, sizeof buf, "a%s", "札幌");
    ck_assert_str_eq(buf, "a札幌"); /* just fits */
    kk_fmt(buf, sizeof buf, "ab%s", "札幌");
    ck_assert_str_eq(buf, "ab札");
    kk_fmt(buf, sizeof buf, "abcd%s", "𠮷");
    ck_assert_str_eq(buf, "abcd");
    kk_fmt(buf, sizeof buf, "%s", "abcdefghi");
    ck_assert_str_eq(buf, "abcdefg");
}
END_TEST

START_TEST(counts_what_nobody_sees)
{
    static const char text[] = "\uFEFF札\u200B幌\u202E市\u200D 葛\U000E0100";
    struct kk_str clean = {0};
    struct kk_err err = {0};

    ck_assert_uint_eq(kk_text_unseen(text, strlen(text)), 4);
    ck_ok(kk_text_clean(text, strlen(text), false, 0, &clean, &err), &err);
    ck_assert_str_eq(clean.s, "札幌市 葛\U000E0100");
    ck_assert_uint_eq(kk_text_unseen(clean.s, clean.n_bytes), 0);
    kk_str_free(&clean);
}
END_TEST

KK_TEST_MAIN("shown", shows_what_a_terminal_may_get,
             whatever_comes_goes_out_clean, cuts_between_characters,
             counts_what_nobody_sees)
