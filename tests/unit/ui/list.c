/* A list drawn from plain rows: which columns get the room there is. */
#include "side.h"
#include "test.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/tables.h>
#include <kikusui/ui/list.h>

static const struct kk_col cols[] = {
    COL("due", "期限", 11, .show = KK_SHOW_TIME),
    COL("no", "番号", 8),
    COL("place", "拠点・部署", 22, .flags = KK_COL_GROW | KK_COL_TAIL),
    COL("state", "状態", 10),
    COL("who", "担当", 8, .flags = KK_COL_WIDE),
    COL("id", "", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_listing listing = {
    .name = "test",
    .title = "試し",
    .empty = "何もありません。n で受け付けます。",
    .row_kind = "",
    .cols = cols,
};
enum { N_COLS = sizeof cols / sizeof *cols - 1 };

/* Rows of texts, as kk_list_load would have read them. */
static void give_rows(struct kk_list *l, const char *const (*rows)[N_COLS],
                      size_t n)
{
    struct kk_list_page *p = &l->page[0];
    struct kk_arena *arena = &p->rows.arena;

    kk_list_init(l, &listing, NULL, NULL);
    p->rows.n = l->n = n;
    p->rows.n_cols = N_COLS;
    p->rows.id = kk_arena_alloc(arena, sizeof *p->rows.id * n);
    p->text = kk_arena_alloc(arena, sizeof *p->text * n * N_COLS);
    p->width = kk_arena_alloc(arena, sizeof *p->width * N_COLS);
    for (size_t i = 0; i < n; i++) {
        p->rows.id[i] = (kk_id)i + 1;
        for (size_t k = 0; k < N_COLS; k++) {
            p->text[i * N_COLS + k] = rows[i][k];
            if (kk_cols(rows[i][k]) > p->width[k])
                p->width[k] = kk_cols(rows[i][k]);
        }
    }
    l->n_pages = 1;
}

static void ck_drawn(const struct kk_list *l, int n_cols, unsigned flags,
                     const char *want)
{
    struct kk_canvas c;
    struct kk_str got = {0};

    kk_canvas_init(&c, 3, n_cols, false);
    kk_list_draw(l, &c, kk_canvas_all(&c), flags);
    kk_canvas_text(&c, &got);
    ck_assert_str_eq(kk_str_c(&got), want);
    kk_str_free(&got);
    kk_canvas_free(&c);
}

static const char *const two[][N_COLS] = {
    {"5/1 08:59", "K1-0044", "南区役所 戸籍住民課", "保留", "佐藤", "1"},
    {"13:50", "K1-0049", "豊平区役所・豊平保健センター 保険年金課", "SE待ち",
     "高橋", "2"},
};

START_TEST(columns_are_as_wide_as_what_stands_in_them)
{
    struct kk_list l;

    give_rows(&l, two, 2);
    ck_drawn(&l, 80, KK_DRAW_HEAD,
             "   期限       番号     拠点・部署                              "
             " 状態\n"
             " > 5/1 08:59  K1-0044  南区役所 戸籍住民課                     "
             " 保留\n"
             "   13:50      K1-0049  豊平区役所・豊平保健センター 保険年金課 "
             " SE待ち\n");
    kk_list_free(&l);
}
END_TEST

START_TEST(what_grows_gives_way_and_keeps_its_last_word)
{
    struct kk_list l;

    give_rows(&l, two, 2);
    ck_drawn(&l, 50, 0,
             " > 5/1 08:59 K1-0044 南区役所 戸籍住民課    保留\n"
             "   13:50     K1-0049 豊平区役所~ 保険年金課 SE待ち\n\n");
    kk_list_free(&l);
}
END_TEST

START_TEST(columns_that_do_not_fit_go_from_the_right)
{
    struct kk_list l;

    give_rows(&l, two, 2);
    ck_drawn(&l, 32, 0,
             " > 5/1 08:59 K1-0044 南区役所 ~\n"
             "   13:50     K1-0049 豊平区役所~\n\n");
    /* A time or number is never cut: it would be another one. */
    ck_drawn(&l, 22, 0,
             " > 5/1 08:59 南区役所~\n"
             "   13:50     豊平区役~\n\n");
    kk_list_free(&l);
}
END_TEST

START_TEST(wide_columns_stand_where_there_is_room)
{
    struct kk_list l;

    give_rows(&l, two, 1);
    ck_drawn(&l, 70, KK_DRAW_WIDE,
             " > 5/1 08:59  K1-0044  南区役所 戸籍住民課  保留  佐藤\n\n\n");
    kk_list_free(&l);
}
END_TEST

START_TEST(an_empty_list_says_why_and_what_next)
{
    struct kk_list l;

    give_rows(&l, two, 0);
    ck_drawn(&l, 40, 0, "  何もありません。n で受け付けます。\n\n\n");
    kk_edit_set(&l.search, "北");
    ck_drawn(&l, 60, 0,
             " 検索: 北                                               0件\n"
             "  「北」に当たるものはありません。文字を減らすか、Esc で\n"
             "  検索をやめます。\n");
    kk_list_free(&l);
}
END_TEST

/* However many lists stand beside a record, each is reached by Tab, and how
 * many are out of sight is told. */
START_TEST(no_list_beside_a_record_is_cut_silently)
{
    enum { N = 9 };
    struct kk_list lists[N];
    struct kk_rect box[N];
    struct kk_side s = {.list = lists,
                        .box = box,
                        .area = {0, 0, 12, 60},
                        .n = N,
                        .focus = KK_SIDE_NONE};

    for (int i = 0; i < N; i++)
        give_rows(&lists[i], two, 2);
    for (int turn = 0; turn <= N; turn++) {
        struct kk_canvas c;
        struct kk_str got = {0};
        int seen = 0;

        kk_side_turn(&s, 1);
        ck_assert_int_eq(s.focus, turn < N ? turn : KK_SIDE_NONE);
        for (int i = 0; i < N; i++)
            seen += box[i].rows >= 2;
        ck_assert(turn == N || box[turn].rows >= 2);
        kk_canvas_init(&c, 12, 60, false);
        kk_side_draw(&s, &c);
        kk_canvas_text(&c, &got);
        ck_assert_ptr_nonnull(
            strstr(kk_str_c(&got), seen == 3 ? "ほかの一覧 6  Tab" : "!"));
        kk_str_free(&got);
        kk_canvas_free(&c);
    }
    for (int i = 0; i < N; i++)
        kk_list_free(&lists[i]);
}
END_TEST

/* A page that knows its row by counting finds it wherever the window is. */
START_TEST(a_row_beyond_the_window_is_read_for)
{
    static const char *const rows[][N_COLS] = {
        {"", "K1-0001", "", "", "", ""},
        {"", "K1-0002", "", "", "", ""},
    };
    struct kk_list l;

    give_rows(&l, rows, 2);
    l.need = KK_NEED_NOTHING;
    (void)kk_list_seek(&l, 1);
    ck_assert_uint_eq(l.sel, 1);
    ck_assert_int_ne(l.need, KK_NEED_ROW);
    ck_assert_uint_ne(kk_list_seek(&l, 500).flags & KK_FX_RELOAD, 0);
    ck_assert_int_eq(l.need, KK_NEED_ROW);
    ck_assert_uint_eq(l.wanted, 500);
    l.above = true; /* the window does not begin at the start */
    l.wanted = 0;
    (void)kk_list_seek(&l, 1);
    ck_assert_uint_eq(l.wanted, 1);
    kk_list_free(&l);
}
END_TEST

KK_TEST_MAIN("ui/list", a_row_beyond_the_window_is_read_for,
             no_list_beside_a_record_is_cut_silently,
             columns_are_as_wide_as_what_stands_in_them,
             what_grows_gives_way_and_keeps_its_last_word,
             columns_that_do_not_fit_go_from_the_right,
             wide_columns_stand_where_there_is_room,
             an_empty_list_says_why_and_what_next)
