/* A form drawn from plain fields: where they stand, what it says it will do. */
#include "../../../src/ui/form_shape.h"
#include "test.h"

#include <kikusui/base/mem.h>
#include <kikusui/domain/tables.h>

#include <string.h>

static const struct kk_param params[] = {
    PARAM("no", .label = "番号", .max_cps = 40),
    PARAM("at", .label = "日時", .type = KK_TIME, .flags = KK_NOW),
    PARAM("place", .label = "拠点", .type = KK_REF, .flags = KK_REQUIRED),
    PARAM("what", .label = "症状", .type = KK_LINES, .flags = KK_REQUIRED,
          .max_cps = 1000),
    END,
};
static const struct kk_action action = {
    .name = "test.form", .label = "試す", .kind = "", .params = params};
static struct kk_view_ops ops;

static void make(struct kk_form *f, int rows, int cols)
{
    *f = (struct kk_form){.action = &action, .n_fields = 4};
    f->view.ops = &ops;
    f->view.area = (struct kk_rect){0, 0, rows, cols};
    f->args = kk_args_new(&action);
    f->field = kk_alloc(sizeof *f->field * 4);
    for (size_t i = 0; i < 4; i++) {
        f->field[i] = (struct kk_field){.param = &params[i], .choice = -1};
        f->field[i].edit.lines = params[i].type == KK_LINES;
        f->field[i].edit.max_cps = (size_t)params[i].max_cps;
    }
    kk_str_add(&f->title, "試す");
    kk_edit_set(&f->field[1].edit, "10:20");
}

static void unmake(struct kk_form *f)
{
    for (size_t i = 0; i < f->n_fields; i++)
        kk_field_free(&f->field[i]);
    kk_free(f->field);
    kk_args_free(&f->args);
    kk_str_free(&f->title);
    kk_str_free(&f->tell);
    kk_str_free(&f->effects);
}

static char *drawn(const struct kk_form *f)
{
    struct kk_canvas c;
    struct kk_str out = {0};

    kk_canvas_init(&c, f->view.area.rows, f->view.area.cols, false);
    kk_form_draw(&f->view, &c);
    kk_canvas_text(&c, &out);
    kk_canvas_free(&c);
    return kk_str_take(&out);
}

static void ck_has(const struct kk_form *f, const char *text, bool want)
{
    char *s = drawn(f);

    ck_assert_msg((strstr(s, text) != NULL) == want, "「%s」 in\n%s", text, s);
    kk_free(s);
}

START_TEST(short_fields_share_a_row_where_there_is_room)
{
    struct kk_form f;

    make(&f, 20, 80);
    ck_has(&f, "番号    [                    ]  日時  [10:20           ]",
           true);
    ck_has(&f, "拠点  * [", true);
    unmake(&f);
    make(&f, 20, 44);
    ck_has(&f, "日時    [10:20           ]", true);
    ck_has(&f, "]  日時", false);
    unmake(&f);
}
END_TEST

START_TEST(a_field_grows_with_its_text)
{
    struct kk_form f;
    struct kk_form_shape s;

    make(&f, 20, 80);
    kk_form_shape(&f, &s);
    ck_assert_int_eq(s.field[3].rows, 1);
    kk_edit_set(&f.field[3].edit, "一\n二\n三\n四\n五\n六");
    kk_form_shape(&f, &s);
    ck_assert_int_eq(s.field[3].rows, 4);
    unmake(&f);
}
END_TEST

START_TEST(an_error_stands_below_its_field)
{
    struct kk_form f;
    struct kk_form_shape s;

    make(&f, 20, 80);
    kk_str_add(&f.field[1].error, "読めません");
    ck_has(&f, "読めません", false); /* not while it is being typed */
    f.field[1].visited = true;
    kk_form_shape(&f, &s);
    ck_assert_int_eq(s.field[1].error_row, s.field[1].row + 1);
    ck_assert_int_eq(s.field[2].row, s.field[1].row + 2);
    ck_has(&f, "読めません", true);
    unmake(&f);
}
END_TEST

START_TEST(the_focused_field_is_in_sight)
{
    struct kk_form f;
    struct kk_form_shape s;

    make(&f, 9, 80);
    for (f.focus = 0; f.focus < f.n_fields; f.focus++) {
        kk_form_shape(&f, &s);
        ck_assert_int_gt(kk_form_edit_rect(&s, f.focus).rows, 0);
    }
    unmake(&f);
}
END_TEST

/* 40x8 and 60x12 leave five and nine rows. */
START_TEST(an_error_hides_no_field_in_a_low_window)
{
    static const int size[][2] = {{5, 40}, {9, 60}};

    for (size_t i = 0; i < 2; i++) {
        struct kk_form f;

        make(&f, size[i][0], size[i][1]);
        kk_edit_set(&f.field[1].edit, "99:99");
        kk_str_add(&f.field[1].error, "読めません");
        f.field[1].visited = true;
        f.focus = 1;
        ck_has(&f, "[99:99", true);
        ck_has(&f, "読めません", true);
        f.focus = f.n_fields; /* what will be done, and how */
        ck_has(&f, "実行すると", true);
        ck_has(&f, "[ 記録する F8 ]", true);
        unmake(&f);
    }
}
END_TEST

START_TEST(it_says_what_is_missing_then_what_it_will_do)
{
    struct kk_form f;

    make(&f, 20, 80);
    ck_assert_int_eq(kk_args_check(f.args, &f.refused), KK_REFUSED);
    ck_has(&f, "必要な欄: 拠点、症状", true);
    kk_err_clear(&f.refused);
    ck_has(&f, "変わるところはありません", true);
    kk_str_add(&f.tell, "期限 連絡 11:20");
    kk_str_add(&f.effects,
               "SP-07 M720q 窓口  状態 予備 > 稼働中\n"
               "K1-0042 北区役所 保険年金課  交換した予備機 － > SP-07");
    ck_has(&f, "期限 連絡 11:20", true);
    ck_has(&f, "SP-07 M720q 窓口  状態 予備 > 稼働中", true);
    /* A name that would take the row stands by its first word. */
    ck_has(&f, "K1-0042           交換した予備機 － > SP-07", true);
    unmake(&f);
}
END_TEST

KK_TEST_MAIN("ui/form", short_fields_share_a_row_where_there_is_room,
             a_field_grows_with_its_text, an_error_stands_below_its_field,
             the_focused_field_is_in_sight,
             an_error_hides_no_field_in_a_low_window,
             it_says_what_is_missing_then_what_it_will_do)
