/* The field editor: what people type in Japanese, corrected in the middle. */
#include "test.h"

#include <kikusui/ui/edit.h>
#include <kikusui/ui/term.h>

#include <string.h>

static void type(struct kk_edit *e, const char *s)
{
    kk_edit_insert(e, s);
}

START_TEST(moves_by_grapheme)
{
    struct kk_edit e = {0};

    type(&e, "北か\xE3\x82\x9A区");
    ck_assert_int_eq(kk_edit_act(&e, KK_DO_LEFT, 20), KK_EDIT_MOVED);
    ck_assert_int_eq(kk_edit_act(&e, KK_DO_ERASE_BACK, 20), KK_EDIT_CHANGED);
    ck_assert_str_eq(kk_edit_text(&e), "北区");
    kk_edit_act(&e, KK_DO_FIRST, 20);
    ck_assert_int_eq(kk_edit_act(&e, KK_DO_LEFT, 20), KK_EDIT_NOT);
    kk_edit_act(&e, KK_DO_ERASE, 20);
    type(&e, "南");
    ck_assert_str_eq(kk_edit_text(&e), "南区");
    kk_edit_act(&e, KK_DO_LAST, 20);
    type(&e, " 保険");
    kk_edit_act(&e, KK_DO_ERASE_WORD, 20);
    ck_assert_str_eq(kk_edit_text(&e), "南区 ");
    kk_edit_act(&e, KK_DO_ERASE_ALL, 20);
    ck_assert_str_eq(kk_edit_text(&e), "");
    kk_edit_free(&e);
}
END_TEST

START_TEST(text_becomes_nfc_and_keeps_its_spaces)
{
    struct kk_edit e = {0};

    type(&e, "か");
    type(&e, "\xE3\x82\x99"); /* the voiced sound mark, typed after it */
    type(&e, "す ");
    ck_assert_str_eq(kk_edit_text(&e), "がす ");
    type(&e, "x");
    ck_assert_str_eq(kk_edit_text(&e), "がす x");
    kk_edit_free(&e);
}
END_TEST

START_TEST(a_paste_stays_one_line)
{
    struct kk_edit e = {0};

    type(&e, "行1\n行2\t\033[31m赤\x7F");
    ck_assert_str_eq(kk_edit_text(&e), "行1 行2 [31m赤");
    kk_edit_free(&e);
    e.lines = true;
    type(&e, "行1\n行2");
    ck_assert_str_eq(kk_edit_text(&e), "行1\n行2");
    kk_edit_free(&e);
}
END_TEST

START_TEST(what_is_too_long_is_taken_as_far_as_it_fits_and_told)
{
    struct kk_edit e = {.max_cps = 5};

    ck_assert(kk_edit_insert(&e, "北所"));
    ck_assert(!e.cut);
    ck_assert_int_eq(kk_edit_act(&e, KK_DO_LEFT, 80), KK_EDIT_MOVED);
    ck_assert(kk_edit_insert(&e, "区は\xE2\x80\xA8広い"));
    ck_assert(e.cut);
    ck_assert_str_eq(kk_edit_text(&e), "北区は 所");
    ck_assert(!kk_edit_insert(&e, "い"));
    ck_assert(e.cut);
    ck_assert_str_eq(kk_edit_text(&e), "北区は 所");
    ck_assert_int_eq(kk_edit_act(&e, KK_DO_ERASE_BACK, 80), KK_EDIT_CHANGED);
    ck_assert(kk_edit_insert(&e, "い"));
    ck_assert(!e.cut);
    ck_assert_str_eq(kk_edit_text(&e), "北区はい所");
    kk_edit_free(&e);
}
END_TEST

START_TEST(the_caret_stays_in_sight)
{
    struct kk_edit e = {0};
    struct kk_canvas c;
    struct kk_rect r;
    int row, col;

    kk_canvas_init(&c, 1, 10, false);
    r = kk_rect_in(kk_canvas_all(&c), 0, 1, 1, 8);
    type(&e, "札幌市中央区北一条");
    for (int i = 0; i < 12; i++) {
        kk_edit_draw(&e, &c, r, 0);
        kk_edit_cursor(&e, r, &row, &col);
        ck_assert_int_eq(row, 0);
        ck_assert_int_ge(col, 1);
        ck_assert_int_le(col, 8);
        kk_edit_act(&e, KK_DO_LEFT, 8);
    }
    ck_assert_int_eq(col, 1);
    kk_canvas_free(&c);
    kk_edit_free(&e);
}
END_TEST

START_TEST(away_from_the_caret_it_shows_from_its_beginning)
{
    struct kk_edit e = {0};
    struct kk_canvas c;
    struct kk_str text = {0};

    kk_canvas_init(&c, 1, 8, false);
    type(&e, "011-757-2400");
    kk_edit_show(&e, &c, kk_canvas_all(&c), false);
    kk_canvas_text(&c, &text);
    ck_assert_str_eq(kk_str_c(&text), "011-757~\n");
    kk_str_clear(&text);
    kk_edit_show(&e, &c, kk_canvas_all(&c), true);
    kk_canvas_text(&c, &text);
    ck_assert_ptr_ne(strstr(kk_str_c(&text), "2400"), NULL);
    kk_str_free(&text);
    kk_canvas_free(&c);
    kk_edit_free(&e);
}
END_TEST

START_TEST(several_lines)
{
    struct kk_edit e = {.lines = true};
    struct kk_canvas c;
    struct kk_str text = {0};
    int row, col;

    kk_canvas_init(&c, 3, 6, false);
    type(&e, "画面が映らない\n");
    ck_assert_int_eq(kk_edit_rows(&e, 6), 4);
    kk_edit_cursor(&e, kk_canvas_all(&c), &row, &col);
    ck_assert_int_eq(row, 2);
    ck_assert_int_eq(col, 0);
    kk_edit_draw(&e, &c, kk_canvas_all(&c), 0);
    kk_canvas_text(&c, &text);
    ck_assert_str_eq(kk_str_c(&text), "映らな\nい\n\n");
    ck_assert_int_eq(kk_edit_act(&e, KK_DO_UP, 6), KK_EDIT_MOVED);
    type(&e, "x");
    ck_assert_str_eq(kk_edit_text(&e), "画面が映らなxい\n");
    kk_edit_act(&e, KK_DO_UP, 6);
    ck_assert_int_eq(kk_edit_act(&e, KK_DO_UP, 6), KK_EDIT_MOVED);
    ck_assert_int_eq(kk_edit_act(&e, KK_DO_UP, 6), KK_EDIT_NOT);
    kk_str_free(&text);
    kk_canvas_free(&c);
    kk_edit_free(&e);
}
END_TEST

START_TEST(a_secret_is_not_shown)
{
    struct kk_edit e = {.secret = true};
    struct kk_canvas c;
    struct kk_str text = {0};

    kk_canvas_init(&c, 1, 10, false);
    type(&e, "ひみつ9");
    kk_edit_draw(&e, &c, kk_canvas_all(&c), 0);
    kk_canvas_text(&c, &text);
    ck_assert_str_eq(kk_str_c(&text), "****\n");
    kk_str_free(&text);
    kk_canvas_free(&c);
    kk_edit_free(&e);
}
END_TEST

/* OSC 52 in base64; a console that would print it gets none. */
START_TEST(a_text_is_given_to_the_clipboard)
{
    static const struct {
        const char *text, *sequence;
    } t[] = {{"", "\033]52;c;\a"},
             {"f", "\033]52;c;Zg==\a"},
             {"fo", "\033]52;c;Zm8=\a"},
             {"foo", "\033]52;c;Zm9v\a"},
             {"機番\n~", "\033]52;c;5qmf55WqCn4=\a"}};
    struct kk_str s = {0};

    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        kk_str_clear(&s);
        ck_assert(kk_copy_sequence(t[i].text, "xterm-256color", &s));
        ck_assert_str_eq(kk_str_c(&s), t[i].sequence);
    }
    ck_assert(!kk_copy_sequence("f", "linux", &s));
    ck_assert(!kk_copy_sequence("f", NULL, &s));
    kk_str_free(&s);
}
END_TEST

KK_TEST_MAIN("ui/edit", moves_by_grapheme,
             text_becomes_nfc_and_keeps_its_spaces, a_paste_stays_one_line,
             what_is_too_long_is_taken_as_far_as_it_fits_and_told,
             the_caret_stays_in_sight,
             away_from_the_caret_it_shows_from_its_beginning, several_lines,
             a_secret_is_not_shown, a_text_is_given_to_the_clipboard)
