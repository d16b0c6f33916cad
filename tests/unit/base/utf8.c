#include "test.h"

#include <kikusui/base/utf8.h>

#include <string.h>

START_TEST(every_scalar_value_goes_round)
{
    for (uint32_t cp = 0; cp <= 0x110000; cp++) {
        char b[4];
        size_t n = kk_utf8_encode(cp, b);
        uint32_t back;

        if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
            ck_assert_uint_eq(n, 0);
            continue;
        }
        if (kk_utf8_decode(b, n, &back) != n || back != cp ||
            kk_utf8_decode(b, n - 1, &back) != 0)
            ck_abort_msg("U+%04X", (unsigned)cp);
    }
}
END_TEST

START_TEST(refuses_malformed_sequences)
{
    static const char *const bad[] = {
        "\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x9F\xBF",
        "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5",
        "\xFF",         "\xE3\x81",         "\xE3\x81x"};
    uint32_t cp;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_uint_eq(kk_utf8_decode(bad[i], strlen(bad[i]), &cp), 0);
}
END_TEST

START_TEST(feeding_bytes_equals_decoding_the_whole)
{
    static const char text[] = "a札ﾌﾟ𠮷\xF0\x9F\x91\x8Dé";
    struct kk_utf8_dec d = {0};
    size_t at = 0;

    for (const char *p = text; *p != '\0'; p++) {
        uint32_t fed, whole;
        int r = kk_utf8_feed(&d, (unsigned char)*p, &fed);

        ck_assert_int_ge(r, 0);
        if (r == 0)
            continue;
        at += kk_utf8_decode(text + at, strlen(text) - at, &whole);
        ck_assert_uint_eq(fed, whole);
        ck_assert_ptr_eq(p + 1, text + at);
    }
    ck_assert_uint_eq(at, strlen(text));
}
END_TEST

/* Decodes a whole string, dropping a byte wherever nothing valid begins. */
static size_t decode_all(const char *s, size_t n, uint32_t *cps)
{
    size_t count = 0;

    while (n > 0) {
        size_t len = kk_utf8_decode(s, n, &cps[count]);

        count += len > 0;
        len = len == 0 ? 1 : len;
        s += len;
        n -= len;
    }
    return count;
}

START_TEST(feeding_random_bytes_equals_decoding_the_whole)
{
    static const unsigned char bytes[] = {'a',  0x80, 0x9F, 0xA0, 0xBF, 0xC2,
                                          0xE0, 0xE3, 0xED, 0xF0, 0xF4, 0xFF};
    const char *told = getenv("KK_SEED");
    unsigned seed =
        told == NULL ? (unsigned)time(NULL) : (unsigned)strtoul(told, NULL, 10);

    printf("utf8: KK_SEED=%u\n", seed);
    srand(seed);
    for (int i = 0; i < 200000; i++) {
        struct kk_utf8_dec d = {0};
        uint32_t whole[17], fed[17];
        size_t n_fed = 0, n_whole;
        char s[17];

        for (size_t j = 0; j < 16; j++)
            s[j] = (char)bytes[(size_t)rand() % sizeof bytes];
        s[16] = 'z'; /* ends what is unfinished */
        n_whole = decode_all(s, 17, whole);
        for (size_t j = 0; j < 17; j++)
            if (kk_utf8_feed(&d, (unsigned char)s[j], &fed[n_fed]) == 1)
                n_fed++;
        ck_assert_uint_eq(n_fed, n_whole);
        ck_assert_mem_eq(fed, whole, n_fed * sizeof *fed);
    }
}
END_TEST

START_TEST(a_stray_byte_loses_nothing_valid)
{
    /* Cut-off 札 (two bytes), a lone continuation, then 札幌. */
    static const char bytes[] = "\xE6\x9C"
                                "\x41\x80\xE6\xE6\x9C\xAD\xFF\xE5\xB9\x8C";
    static const uint32_t want[] = {'A', U'札', U'幌'};
    struct kk_utf8_dec d = {0};
    size_t n = 0;

    for (const char *p = bytes; *p != '\0'; p++) {
        uint32_t cp;

        if (kk_utf8_feed(&d, (unsigned char)*p, &cp) == 1) {
            ck_assert_uint_lt(n, 3);
            ck_assert_uint_eq(cp, want[n]);
            n++;
        }
    }
    ck_assert_uint_eq(n, 3);
}
END_TEST

START_TEST(what_is_full_width_has_a_half_width_form)
{
    struct kk_str out = {0};

    kk_narrow("ＫＫ－０１２（Ａ）　北区ー\xff。", &out);
    ck_assert_str_eq(kk_str_c(&out), "KK-012(A) 北区ー\xff。");
    kk_str_free(&out);
}
END_TEST

START_TEST(counts_columns_as_the_terminal_does)
{
    ck_assert_int_eq(kk_cols("SP-07 即応"), 10);
    ck_assert_int_eq(kk_cols("ﾌﾟﾘﾝﾀ"), 5);
    ck_assert_int_eq(kk_cols("か\u3099"), 2);
    ck_assert_int_eq(kk_cols(""), 0);
    ck_assert_int_eq(kk_colsn("札幌", 3), 2);
    ck_assert_int_eq(kk_cp_cols(0x07), 0);
    ck_assert_uint_eq(kk_utf8_count("札幌a", 7), 3);
}
END_TEST

START_TEST(clips_at_whole_graphemes)
{
    int cols;

    ck_assert_uint_eq(kk_clip("札幌市", 5, &cols), 6);
    ck_assert_int_eq(cols, 4);
    ck_assert_uint_eq(kk_clip("札幌市", 6, NULL), 9);
    ck_assert_uint_eq(kk_clip("札幌市", 1, &cols), 0);
    ck_assert_int_eq(cols, 0);
    ck_assert_uint_eq(kk_clip("a\u0301b", 1, &cols), 3);
    ck_assert_uint_eq(kk_clip("abc", -1, &cols), 0);
}
END_TEST

START_TEST(locale_is_utf8_whatever_the_environment)
{
    setenv("LC_ALL", "C", 1);
    kk_locale_init();
    ck_assert_int_eq(kk_cols("札"), 2);
}
END_TEST

KK_TEST_MAIN("utf8", every_scalar_value_goes_round, refuses_malformed_sequences,
             feeding_bytes_equals_decoding_the_whole,
             feeding_random_bytes_equals_decoding_the_whole,
             a_stray_byte_loses_nothing_valid,
             what_is_full_width_has_a_half_width_form,
             counts_columns_as_the_terminal_does, clips_at_whole_graphemes,
             locale_is_utf8_whatever_the_environment)
