#include "test.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/str.h>

#include <inttypes.h>
#include <string.h>

START_TEST(adds_and_always_ends_with_nul)
{
    struct kk_str s = {0};

    ck_assert_str_eq(kk_str_c(&s), "");
    kk_str_add(&s, "北区");
    kk_str_addc(&s, ' ');
    kk_str_addf(&s, "%d台", 14);
    kk_str_addn(&s, "\0x", 2);
    ck_assert_uint_eq(s.n_bytes, strlen("北区 14台") + 2);
    ck_assert_mem_eq(s.s, "北区 14台\0x", s.n_bytes + 1);
    kk_str_clear(&s);
    ck_assert_str_eq(kk_str_c(&s), "");
    kk_str_free(&s);
    ck_assert_ptr_null(s.s);
}
END_TEST

START_TEST(formats_longer_than_any_guess)
{
    struct kk_str s = {0};

    for (int i = 0; i < 500; i++)
        kk_str_addf(&s, "%050d", i);
    ck_assert_uint_eq(s.n_bytes, 25000);
    ck_assert_uint_eq(strlen(s.s), 25000);
    kk_str_free(&s);
}
END_TEST

START_TEST(take_hands_over_a_string_even_when_empty)
{
    struct kk_str s = {0};
    char *taken = kk_str_take(&s);

    ck_assert_str_eq(taken, "");
    kk_free(taken);
    kk_str_add(&s, "x");
    taken = kk_str_take(&s);
    ck_assert_str_eq(taken, "x");
    ck_assert_ptr_null(s.s);
    kk_free(taken);
}
END_TEST

START_TEST(compares_with_null)
{
    ck_assert(kk_streq(NULL, NULL));
    ck_assert(!kk_streq(NULL, ""));
    ck_assert(!kk_streq("", NULL));
    ck_assert(kk_streq("a", "a"));
    ck_assert(kk_str_starts("incident.open", "incident."));
    ck_assert(!kk_str_starts("inc", "incident."));
}
END_TEST

START_TEST(parses_whole_decimals_only)
{
    static const char *const bad[] = {
        "",   "-",    "+1",  " 1",
        "1 ", "1.5",  "0x1", "9223372036854775808",
        "１", "12a3", "--1", "-9223372036854775809"};
    int64_t v;

    ck_assert(kk_parse_i64("0", &v) && v == 0);
    ck_assert(kk_parse_i64("-42", &v) && v == -42);
    ck_assert(kk_parse_i64("9223372036854775807", &v) && v == INT64_MAX);
    ck_assert(kk_parse_i64("-9223372036854775808", &v) && v == INT64_MIN);
    ck_assert(!kk_parse_i64(NULL, &v));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        v = 7;
        ck_assert_msg(!kk_parse_i64(bad[i], &v), "took %s", bad[i]);
        ck_assert_int_eq(v, 0);
    }
}
END_TEST

START_TEST(numbers_are_written_as_printf_writes_them)
{
    static const int64_t some[] = {0,         1,         -1,   9,   10,
                                   -10,       99,        100,  101, 109,
                                   INT64_MAX, INT64_MIN, 1010, 990};
    struct kk_str s = {0}, want = {0};

    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        kk_str_addi(&s, some[i]);
        kk_str_addx(&s, (uint64_t)some[i], i + 1);
        kk_str_addf(&want, "%" PRId64 "%0*" PRIx64, some[i], (int)i + 1,
                    (uint64_t)some[i]);
    }
    for (int n = 0; n < 63; n++) {
        int64_t v = INT64_C(1) << n;

        kk_str_addi(&s, -v);
        kk_str_addx(&s, (uint64_t)v, 10);
        kk_str_addf(&want, "%" PRId64 "%010" PRIx64, -v, (uint64_t)v);
    }
    ck_assert_str_eq(kk_str_c(&s), kk_str_c(&want));
    kk_str_free(&s);
    kk_str_free(&want);
}
END_TEST

START_TEST(room_is_filled_in_place_and_cut_again)
{
    struct kk_str b = {0};

    kk_str_add(&b, "ab");
    memcpy(kk_str_room(&b, 3), "cde", 3);
    ck_assert_str_eq(kk_str_c(&b), "abcde");
    kk_str_cut(&b, 9);
    ck_assert_uint_eq(b.n_bytes, 5);
    kk_str_cut(&b, 1);
    ck_assert_str_eq(kk_str_c(&b), "a");
    ck_assert_uint_eq(b.n_bytes, 1);
    kk_str_free(&b);
}
END_TEST

KK_TEST_MAIN("str", numbers_are_written_as_printf_writes_them,
             room_is_filled_in_place_and_cut_again,
             adds_and_always_ends_with_nul, formats_longer_than_any_guess,
             take_hands_over_a_string_even_when_empty, compares_with_null,
             parses_whole_decimals_only)
