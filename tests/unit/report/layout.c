/* What text takes of a spreadsheet's cell. */
#include "test.h"

#include <kikusui/base/str.h>
#include <kikusui/report/layout.h>

#include <string.h>

static const char *times(struct kk_str *b, const char *s, size_t n)
{
    kk_str_clear(b);
    for (size_t i = 0; i < n; i++)
        kk_str_add(b, s);
    return kk_str_c(b);
}

/* How many cells a text takes; they must be the text. */
static size_t pieces(const char *s, int fit)
{
    size_t n = 0, lines, sum = 0, all = strlen(s);

    while (sum < all) {
        size_t len = kk_layout_piece(s + sum, fit, KK_LAYOUT_MAX_LINES, &lines);

        ck_assert_uint_gt(len, 0);
        ck_assert_uint_ge(lines, 1);
        ck_assert_uint_le(lines, KK_LAYOUT_MAX_LINES);
        sum += len;
        n++;
        /* never inside a character */
        ck_assert_int_ne((unsigned char)s[sum] & 0xC0, 0x80);
    }
    ck_assert_uint_eq(sum, all);
    return n;
}

START_TEST(a_line_holds_what_the_width_has)
{
    /* (floor(7*35+5) - 6) / 6 - 1 */
    ck_assert_int_eq(kk_layout_fit(35, 9), 39);
    ck_assert_int_eq(kk_layout_fit(10, 9), 10);
    ck_assert_int_eq(kk_layout_fit(9.5, 9), 9);
    for (int fit = 3; fit < 100; fit++)
        ck_assert_int_ge(kk_layout_fit(kk_layout_width(fit, 9), 9), fit);
}
END_TEST

START_TEST(a_row_is_as_high_as_its_lines)
{
    ck_assert_double_eq(kk_layout_height(1, 9), 18.75);   /* 18.3 */
    ck_assert_double_eq(kk_layout_height(12, 9), 186.75); /* 186.6 */
}
END_TEST

START_TEST(two_thousand_characters_take_nine_rows)
{
    struct kk_str b = {0};

    ck_assert_uint_eq(pieces(times(&b, "漢", 2000), kk_layout_fit(35, 9)), 9);
    ck_assert_uint_eq(kk_layout_lines(kk_str_c(&b), 39), 106);
    kk_str_free(&b);
}
END_TEST

START_TEST(lines_break_as_japanese_does)
{
    ck_assert_uint_eq(kk_layout_line("あいう。", 6), strlen("あい"));
    ck_assert_uint_eq(kk_layout_line("あい「う", 6), strlen("あい"));
    ck_assert_uint_eq(kk_layout_line("あ printer 機", 10), strlen("あ "));
    ck_assert_uint_eq(kk_layout_line("ab\ncd", 10), 3);
    /* A word that no line holds is cut. */
    ck_assert_uint_eq(kk_layout_line("0123456789", 6), 5);
    ck_assert_uint_eq(kk_layout_line("あ", 1), strlen("あ"));
    /* In a terminal's columns a letter is one. */
    ck_assert_uint_eq(kk_layout_columns("0123456789", 6), 6);
    ck_assert_uint_eq(kk_layout_lines("", 10), 1);
    ck_assert_uint_eq(kk_layout_lines("a\nb", 10), 2);
    ck_assert_uint_eq(kk_layout_lines("a\n", 10), 2);
    ck_assert_uint_eq(kk_layout_lines("\n\n", 10), 3);
}
END_TEST

START_TEST(a_cell_holds_no_more_than_it_may)
{
    struct kk_str b = {0};

    /* Marks take no place on a line, but a place in the cell. */
    times(&b, "\xE3\x82\x99", 40000); /* U+3099 */
    ck_assert_uint_eq(pieces(kk_str_c(&b), 39), 2);
    /* Outside the first plane: two units each. */
    times(&b, "\xF3\xA0\x84\x80", 20000); /* U+E0100 */
    ck_assert_uint_eq(pieces(kk_str_c(&b), 39), 2);
    kk_str_free(&b);
}
END_TEST

START_TEST(what_looks_like_an_escape_is_told)
{
    ck_assert(kk_layout_escape("_x0041_"));
    ck_assert(kk_layout_escape("_xABcd_z"));
    ck_assert(!kk_layout_escape("_x004_"));
    ck_assert(!kk_layout_escape("_x00410_"));
    ck_assert(!kk_layout_escape("_X0041_"));
}
END_TEST

/* Any text of any characters: its pieces are it, and a row holds them. */
START_TEST(pieces_joined_are_the_text)
{
    static const char *const some[] = {"漢", "。", "「", "a", "W",  " ", "\n",
                                       "𠮷", "ｱ",  "゙",   "-", "あ", "9", "　"};
    unsigned seed = (unsigned)time(NULL);
    struct kk_str b = {0};

    printf("seed %u\n", seed);
    for (int round = 0; round < 300; round++) {
        int n = rand_r(&seed) % 900;

        kk_str_clear(&b);
        for (int i = 0; i < n; i++)
            kk_str_add(
                &b, some[(size_t)rand_r(&seed) % (sizeof some / sizeof *some)]);
        (void)pieces(kk_str_c(&b), 1 + rand_r(&seed) % 60);
    }
    kk_str_free(&b);
}
END_TEST

KK_TEST_MAIN("layout", a_line_holds_what_the_width_has,
             a_row_is_as_high_as_its_lines,
             two_thousand_characters_take_nine_rows,
             lines_break_as_japanese_does, a_cell_holds_no_more_than_it_may,
             what_looks_like_an_escape_is_told, pieces_joined_are_the_text)
