/* The canvas: what it holds is what a terminal would show, whatever is written
 * where. */
#include "test.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>
#include <kikusui/ui/canvas.h>

#include <math.h>
#include <string.h>

static char *text_of(const struct kk_canvas *c)
{
    struct kk_str out = {0};

    kk_canvas_text(c, &out);
    return kk_str_take(&out);
}

#define ck_canvas(c, want)                                                     \
    do {                                                                       \
        char *got_ = text_of(c);                                               \
        ck_assert_str_eq(got_, want);                                          \
        kk_free(got_);                                                         \
    } while (0)

START_TEST(writes_and_clips)
{
    struct kk_canvas c;
    struct kk_rect r;

    kk_canvas_init(&c, 2, 6, false);
    r = kk_canvas_all(&c);
    ck_assert_int_eq(kk_put(&c, r, 0, 0, 0, "北区役所"), 8);
    ck_canvas(&c, "北区~\n\n");
    kk_put(&c, r, 1, 1, 0, "北区役");
    ck_canvas(&c, "北区~\n 北区~\n");
    kk_put(&c, r, 5, 0, 0, "x");
    kk_put(&c, r, -1, 0, 0, "x");
    kk_put(&c, r, 0, 70, 0, "x");
    ck_canvas(&c, "北区~\n 北区~\n");
    kk_canvas_free(&c);
}
END_TEST

START_TEST(repairs_half_overwritten)
{
    struct kk_canvas c;

    kk_canvas_init(&c, 1, 6, false);
    kk_put(&c, kk_canvas_all(&c), 0, 0, 0, "北区役");
    kk_put(&c, kk_canvas_all(&c), 0, 1, 0, "x");
    ck_canvas(&c, " x区役\n");
    kk_put(&c, kk_canvas_all(&c), 0, 2, 0, "y");
    ck_canvas(&c, " xy 役\n");
    kk_put(&c, kk_canvas_all(&c), 0, 3, 0, "本");
    ck_canvas(&c, " xy本\n");
    kk_put(&c, kk_canvas_all(&c), 0, -1, 0, "札");
    ck_canvas(&c, " xy本\n");
    kk_canvas_free(&c);
}
END_TEST

START_TEST(a_rectangle_keeps_its_neighbours)
{
    struct kk_canvas c;
    struct kk_rect box;

    kk_canvas_init(&c, 2, 8, false);
    kk_put(&c, kk_canvas_all(&c), 0, 0, 0, "abcdefgh");
    box = kk_rect_in(kk_canvas_all(&c), 0, 2, 1, 3);
    kk_put(&c, box, 0, 0, 0, "札幌市");
    ck_canvas(&c, "ab札~fgh\n\n");
    kk_put_in(&c, box, 0, 0, 3, KK_RIGHT, 0, "7");
    ck_canvas(&c, "ab  7fgh\n\n");
    kk_put_end(&c, kk_canvas_all(&c), 1, 1, 0, "終");
    ck_canvas(&c, "ab  7fgh\n     終\n");
    ck_assert_int_eq(kk_rect_in(box, 0, 2, 9, 9).cols, 1);
    ck_assert_int_eq(kk_rect_in(box, 0, 5, 9, 9).cols, 0);
    kk_canvas_free(&c);
}
END_TEST

START_TEST(marks_join_and_controls_vanish)
{
    struct kk_canvas c;

    kk_canvas_init(&c, 1, 8, true);
    /* ka with the handakuten that has no composed form; an escape; an emoji
     * selector. */
    kk_put(&c, kk_canvas_all(&c), 0, 0, 0, "か\xE3\x82\x9A\033[b\xEF\xB8\x8F");
    ck_canvas(&c, "か\xE3\x82\x9A[b\n");
    /* What turns a line around, what hides, a control of C1, a byte that is
     * none of a character. */
    kk_put(&c, kk_canvas_all(&c), 0, 0, 0,
           "甲\u202E\u2066\u200B乙\xC2\x9B\xFF"
           "x");
    ck_canvas(&c, "甲乙?x\n");
    kk_canvas_free(&c);
}
END_TEST

START_TEST(ambiguous_are_replaced_where_they_are_wide)
{
    struct kk_canvas c;

    kk_canvas_init(&c, 1, 10, false);
    ck_assert_int_eq(kk_put(&c, kk_canvas_all(&c), 0, 0, 0, "①※→○Ⅳα北"), 8);
    ck_canvas(&c, "1*>o4?北\n");
    kk_canvas_free(&c);
    kk_canvas_init(&c, 1, 10, true);
    kk_put(&c, kk_canvas_all(&c), 0, 0, 0, "①※→○");
    ck_canvas(&c, "①※→○\n");
    kk_canvas_free(&c);
}
END_TEST

START_TEST(frames_join)
{
    struct kk_canvas c;
    struct kk_rect r;

    for (int lines = 0; lines < 2; lines++) {
        kk_canvas_init(&c, 5, 7, lines != 0);
        r = kk_canvas_all(&c);
        kk_frame(&c, r, 0);
        kk_rule(&c, r, 2, 0);
        kk_vrule(&c, r, 3, 2, 3, 0);
        kk_put(&c, r, 0, 2, 0, "案");
        ck_canvas(&c, lines != 0 ? "┌─案──┐\n│     │\n├──┬──┤\n│  │  │\n"
                                   "└──┴──┘\n"
                                 : "+-案--+\n|     |\n+--+--+\n|  |  |\n"
                                   "+--+--+\n");
        kk_canvas_free(&c);
    }
}
END_TEST

START_TEST(wraps)
{
    struct kk_canvas c;

    kk_canvas_init(&c, 4, 5, false);
    ck_assert_int_eq(kk_put_wrap(&c, kk_canvas_all(&c), 0, 0, "画面が映\n\nab"),
                     4);
    ck_canvas(&c, "画面\nが映\n\nab\n");
    ck_assert_int_eq(kk_wrap_rows("", 5), 1);
    ck_assert_int_eq(kk_wrap_rows("a\n", 5), 1);
    ck_assert_int_eq(kk_wrap_rows("漢字", 1), 2);
    kk_canvas_free(&c);
}
END_TEST

/* A closing mark begins no line, an opening one ends none, a short number or
 * name is not split, and what is too long for a line still goes on. */
START_TEST(wraps_as_japanese_is_written)
{
    static const struct {
        const char *text;
        int cols;
        const char *want;
    } cases[] = {
        {"警告が出る。", 10, "警告が出\nる。\n\n\n"},
        {"警告が「出る」", 8, "警告が\n「出る」\n\n\n"},
        {"電話は011-585-5526", 14, "電話は\n011-585-5526\n\n\n"},
        {"予定 昨11:00、着", 11, "予定 昨\n11:00、着\n\n\n"},
        {"期限は11/30 09:00", 9, "期限は\n11/30\n09:00\n\n"},
        {"0123456789abc", 5, "01234\n56789\nabc\n\n"},
        {"。。。。", 2, "。\n。\n。\n。\n"},
        {"マスター", 6, "マス\nター\n\n\n"},
        {"スタート", 6, "スター\nト\n\n\n"},
        {"予定は令和5年4月12日(水) 10:20", 20,
         "予定は\n令和5年4月12日(水)\n10:20\n\n"},
        {"未達 12件あります", 8, "未達\n12件あり\nます\n\n"},
        {"窓口の作業を見る", 8, "窓口の\n作業を見\nる\n\n"},
        {"第3回は4/12(水)まで", 12, "第3回は\n4/12(水)まで\n\n\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kk_canvas c;

        kk_canvas_init(&c, 4, cases[i].cols, false);
        kk_put_wrap(&c, kk_canvas_all(&c), 0, 0, cases[i].text);
        ck_canvas(&c, cases[i].want);
        kk_canvas_free(&c);
    }
}
END_TEST

START_TEST(what_is_cut_says_so)
{
    struct kk_canvas c;
    struct kk_rect r;

    kk_canvas_init(&c, 1, 11, false);
    r = kk_canvas_all(&c);
    kk_put_in(&c, r, 0, 0, 7, KK_LEFT, 0, "厚別区役所");
    kk_put(&c, r, 0, 7, 0, "|");
    ck_canvas(&c, "厚別区~|\n");
    kk_put_in(&c, r, 0, 0, 8, KK_LEFT, 0, "厚別区役所");
    ck_canvas(&c, "厚別区~\n");
    kk_put_in(&c, r, 0, 0, 10, KK_LEFT, 0, "厚別区役所");
    ck_canvas(&c, "厚別区役所\n");
    kk_put_in(&c, r, 0, 0, 4, KK_RIGHT, 0, "123456");
    ck_canvas(&c, "123~区役所\n");
    kk_canvas_free(&c);
    kk_canvas_init(&c, 1, 11, true);
    kk_put_in(&c, kk_canvas_all(&c), 0, 0, 7, KK_LEFT, 0, "厚別区役所");
    ck_canvas(&c, "厚別区…\n");
    /* A sentence that the edge ends would say the contrary. */
    r = kk_canvas_all(&c);
    kk_put(&c, r, 0, 2, 0, "記録がありません");
    ck_canvas(&c, "厚記録があ…\n");
    kk_canvas_clear(&c);
    kk_put_end(&c, r, 0, 1, 0, "記録がありません");
    ck_canvas(&c, "記録があ…\n");
    kk_put_first(&c, r, 0, 0, 11, 0,
                 (const char *const[]){"許可の記録がありません", "許可なし",
                                       "なし", NULL});
    ck_canvas(&c, "許可なし\n");
    kk_frame_title(&c, r, 0, "厚別区役所");
    ck_canvas(&c, "許 厚別…\n");
    kk_canvas_free(&c);
}
END_TEST

START_TEST(the_last_word_stays_readable)
{
    struct kk_canvas c;
    struct kk_rect r;

    kk_canvas_init(&c, 1, 20, false);
    r = kk_canvas_all(&c);
    kk_put_middle(&c, r, 0, 0, 20, 0, "厚別区役所保健センター 保護課");
    ck_canvas(&c, "厚別区役所保~ 保護課\n");
    kk_put_middle(&c, r, 0, 0, 20, 0, "北区役所 保護課");
    ck_canvas(&c, "北区役所 保護課\n");
    kk_put_middle(&c, r, 0, 0, 20, 0, "北区 保険年金課国民健康保険係");
    ck_canvas(&c, "北区 保険年金課国民~\n");
    kk_canvas_free(&c);
}
END_TEST

/* However writes overlap, every row takes exactly the canvas's columns, and no
 * character stands there by half. */
START_TEST(rows_stay_whole)
{
    static const char *const words[] = {
        "北", "x", "札幌市中央区", "ｶﾞ", "①", "か\xE3\x82\x9A", "--------"};
    unsigned seed = (unsigned)time(NULL);
    struct kk_canvas c;

    printf("seed %u\n", seed);
    srand(seed);
    for (int round = 0; round < 300; round++) {
        kk_canvas_init(&c, 3, 17, round % 2 == 0);
        for (int i = 0; i < 40; i++) {
            struct kk_rect r =
                kk_rect_in(kk_canvas_all(&c), rand() % 3, rand() % 17,
                           1 + rand() % 3, 1 + rand() % 17);

            kk_put(&c, r, rand() % 3, rand() % 20 - 4, 0,
                   words[(size_t)rand() % (sizeof words / sizeof *words)]);
            if (rand() % 5 == 0)
                kk_frame(&c, r, 0);
        }
        for (int row = 0; row < c.rows; row++)
            for (int col = 0; col < c.cols; col++) {
                const struct kk_glyph *g = &c.cell[row * c.cols + col];

                if (g->cols == 2)
                    ck_assert(col + 1 < c.cols && g[1].cols == 0);
                else if (g->cols == 0)
                    ck_assert(col > 0 && g[-1].cols == 2);
            }
        kk_canvas_free(&c);
    }
}
END_TEST

/* WCAG's contrast of two colours, by their relative luminance. */
static double light(const unsigned char c[3])
{
    static const double part[] = {0.2126, 0.7152, 0.0722};
    double l = 0;

    for (int i = 0; i < 3; i++) {
        double v = c[i] / 255.0;

        l += part[i] *
             (v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
    }
    return l;
}

static double contrast(const unsigned char a[3], const unsigned char b[3])
{
    double x = light(a), y = light(b);

    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* The first sixteen colours as xterm, the Linux console and Windows Terminal
 * have them. */
static const unsigned char palettes[][16][3] = {
    {{0, 0, 0},
     {205, 0, 0},
     {0, 205, 0},
     {205, 205, 0},
     {0, 0, 238},
     {205, 0, 205},
     {0, 205, 205},
     {229, 229, 229},
     {127, 127, 127},
     {255, 0, 0},
     {0, 255, 0},
     {255, 255, 0},
     {92, 92, 255},
     {255, 0, 255},
     {0, 255, 255},
     {255, 255, 255}},
    {{0, 0, 0},
     {170, 0, 0},
     {0, 170, 0},
     {170, 85, 0},
     {0, 0, 170},
     {170, 0, 170},
     {0, 170, 170},
     {170, 170, 170},
     {85, 85, 85},
     {255, 85, 85},
     {85, 255, 85},
     {255, 255, 85},
     {85, 85, 255},
     {255, 85, 255},
     {85, 255, 255},
     {255, 255, 255}},
    {{12, 12, 12},
     {197, 15, 31},
     {19, 161, 14},
     {193, 156, 0},
     {0, 55, 218},
     {136, 23, 152},
     {58, 150, 221},
     {204, 204, 204},
     {118, 118, 118},
     {231, 72, 86},
     {22, 198, 12},
     {249, 241, 165},
     {59, 120, 255},
     {180, 0, 158},
     {97, 214, 214},
     {242, 242, 242}},
};

static void rgb_of(short index, size_t palette, unsigned char out[3])
{
    static const unsigned char step[] = {0, 95, 135, 175, 215, 255};
    int k = index - 16;

    if (index < 16)
        memcpy(out, palettes[palette][index], 3);
    else if (index < 232)
        memcpy(out,
               (unsigned char[]){step[k / 36], step[k / 6 % 6], step[k % 6]},
               3);
    else
        memset(out, 8 + 10 * (index - 232), 3);
}

START_TEST(every_colour_reads_on_its_ground)
{
    static const int numbers[] = {8, 16, 256};
    static const unsigned char black[3] = {0}, white[3] = {255, 255, 255};
    int any = 0;

    for (int g = KK_GROUND_UNKNOWN; g <= KK_GROUND_LIGHT; g++)
        for (size_t n = 0; n < 3; n++)
            for (int k = 1; k < KK_C_COUNT; k++) {
                short i = kk_theme_index((enum kk_colour)k, (enum kk_ground)g,
                                         numbers[n]);

                ck_assert_int_lt(i, numbers[n]);
                for (size_t p = 0; i >= 0 && p < 3; p++) {
                    unsigned char c[3];

                    rgb_of(i, p, c);
                    any++;
                    ck_assert_msg(g == KK_GROUND_LIGHT ||
                                      contrast(c, black) >= 4.5,
                                  "%d of %d on black", i, numbers[n]);
                    /* Windows Terminal's own black. */
                    ck_assert_msg(g != KK_GROUND_DARK ||
                                      contrast(c, palettes[2][0]) >= 4.5,
                                  "%d of %d on its black", i, numbers[n]);
                    ck_assert_msg(g == KK_GROUND_DARK ||
                                      contrast(c, white) >= 4.5,
                                  "%d of %d on white", i, numbers[n]);
                }
            }
    ck_assert_int_gt(any, 50);
    ck_assert_int_eq(kk_theme_index(KK_C_RED, KK_GROUND_DARK, 2), -1);
}
END_TEST

START_TEST(the_ground_is_what_the_setting_or_the_terminal_says)
{
    ck_assert_int_eq(kk_theme_ground("dark", "0;15"), KK_GROUND_DARK);
    ck_assert_int_eq(kk_theme_ground("light", NULL), KK_GROUND_LIGHT);
    ck_assert_int_eq(kk_theme_ground("auto", "0;15"), KK_GROUND_LIGHT);
    ck_assert_int_eq(kk_theme_ground(NULL, "15;default;0"), KK_GROUND_DARK);
    ck_assert_int_eq(kk_theme_ground(NULL, "15;default"), KK_GROUND_UNKNOWN);
    ck_assert_int_eq(kk_theme_ground(NULL, "99"), KK_GROUND_UNKNOWN);
    ck_assert_int_eq(kk_theme_ground(NULL, NULL), KK_GROUND_UNKNOWN);
}
END_TEST

KK_TEST_MAIN("ui/canvas", every_colour_reads_on_its_ground,
             the_ground_is_what_the_setting_or_the_terminal_says,
             writes_and_clips, repairs_half_overwritten,
             a_rectangle_keeps_its_neighbours, marks_join_and_controls_vanish,
             ambiguous_are_replaced_where_they_are_wide, frames_join, wraps,
             wraps_as_japanese_is_written, what_is_cut_says_so,
             the_last_word_stays_readable, rows_stay_whole)
