/* An incident's page from a plain snapshot: nothing that decides what to do is
 * cut, and a small window gives up what can be spared. */
#include "screens_priv.h"
#include "test.h"

#include <kikusui/feature/incident_view.h>
#include <kikusui/ui/flow.h>

#include <string.h>

static struct kk_step steps[] = {
    {.key = "contact", .label = "現地へ連絡", .done = true, .note = "10:35"},
    {.key = "se_told", .label = "現地へSE派遣を連絡", .why = ""},
    {.key = "check",
     .label = "利用者確認",
     .why = "SE作業完了の後",
     .waiting = true},
};
static struct kk_event_view events[] = {
    {.by = "佐藤", .brief = "連絡 佐々木 つながった"},
    {.by = "佐藤", .brief = "連絡 佐々木 つながらない", .undone = true},
};
static struct kk_event_view earlier[] = {
    {.by = "K1-0311", .brief = "起動しない 電源交換"},
};

static struct kk_incident_view view(kk_time now)
{
    struct kk_incident_view v = {
        .id = 1,
        .no = "K1-0042",
        .state = "訪問予定",
        .where = "No.10 厚別区役所・厚別保健センター 保険年金課",
        .contact = "佐々木",
        .phone = "011-757-2400",
        .unit_text = "KK-0413 M720q 窓口",
        .past = "過去1年 2件",
        .assignee = "佐藤 拓也",
        .symptom = "画面が映らない。",
        .next = "現地へSE派遣を連絡",
        .steps = {.n = 3, .n_done = 1, .next = 1, .step = steps},
        .n_events = 2,
        .event = events,
        .n_earlier = 1,
        .earlier = earlier,
        .desk = {.name = "リコー",
                 .badge = "開 残0:05",
                 .phone = "0120-892-111",
                 .needs = "製造機番、設置場所、連絡先等の詳しいことを伝える"},
    };

    events[0].at = now - 60;
    events[1].at = now - 120;
    earlier[0].at = now - 86400;
    for (int i = 0; i < 2; i++)
        v.clock[i] = (struct kk_clock_view){.name = i == 0 ? "連絡" : "着手",
                                            .limit = i == 0 ? 60 : 180,
                                            .from = now - 3600,
                                            .due = now + 3600,
                                            .left = -10,
                                            .left_text = "-0:10",
                                            .status = "計測中",
                                            .mark = "超",
                                            .words = "70分 = 10:20-11:30"};
    return v;
}

static const char *symptom; /* NULL: a short one */
static size_t selected = 1;

static char *drawn(int rows, int cols)
{
    const kk_time now = 1681266600; /* 2023-04-12 11:30 */
    struct kk_incident_view v = view(now);
    struct kk_canvas c;
    struct kk_str out = {0};

    if (symptom != NULL)
        v.symptom = symptom;
    kk_canvas_init(&c, rows, cols, false);
    kk_flow_draw(&(struct kk_flow){.face = &kk_incident_face,
                                   .data = &v,
                                   .links = &(struct kk_links){0},
                                   .now = now,
                                   .sel = selected},
                 &c, kk_canvas_all(&c));
    kk_canvas_text(&c, &out);
    kk_canvas_free(&c);
    return kk_str_take(&out);
}

static void ck_has(const char *screen, const char *text)
{
    ck_assert_msg(strstr(screen, text) != NULL, "no 「%s」 in\n%s", text,
                  screen);
}

START_TEST(nothing_that_matters_is_cut)
{
    char *s = drawn(21, 80);

    /* A long site gives way before its department and the telephone do. */
    ck_has(s, "厚別区~  保険年金課  佐々木様 011-757-2400");
    ck_has(s, "> 次  2 現地へSE派遣を連絡");
    ck_has(s, "利用者確認      SE作業完了の後");
    ck_has(s, "超過 0:10");
    ck_has(s, "70分 = 10:20-11:30");
    ck_has(s, "伝えること: 製造機番、設置場所、");
    ck_has(s, "いことを伝える");
    ck_has(s, "佐藤 連絡 佐々木 つながった");
    ck_has(s, "佐藤 連絡 佐々木 つながらな");
    ck_has(s, "----- この機器の前の案件 -----");
    ck_has(s, "K1-0311 起動しない 電源交換");
    free(s);
}
END_TEST

START_TEST(what_has_no_room_is_told)
{
    char *s;

    symptom = "画面が映らない。\n電源は入る。\n三度試した。\n別の机でも同じ。\n"
              "昨日から。\n音がする。\n焦げた臭い。";
    selected = 2;
    s = drawn(14, 80);
    ck_has(s, "続き h");
    ck_has(s, "上に続き");
    free(s);
    symptom = NULL;
    selected = 1;
}
END_TEST

/* The least window tells whose case it is and both clocks, each time whole. */
START_TEST(the_least_window_keeps_both_clocks)
{
    char *s = drawn(5, 40);

    ck_has(s, "佐々木様 011-757-2400");
    ck_has(s, "連絡  60分  12:30 まで   超過 0:10");
    ck_has(s, "着手 180分  12:30 まで   超過 0:10");
    ck_has(s, "次: 現地へSE派遣を連絡");
    free(s);
}
END_TEST

START_TEST(a_small_window_keeps_the_steps)
{
    char *s = drawn(12, 50);

    ck_has(s, "現地へSE派遣を連絡");
    ck_has(s, "超過 0:10");
    ck_has(s, "次: 現地へSE派遣を連絡");
    ck_assert_ptr_null(strstr(s, "リコー"));
    ck_assert_ptr_null(strstr(s, "経過"));
    free(s);
}
END_TEST

KK_TEST_MAIN("ui/incident", nothing_that_matters_is_cut,
             a_small_window_keeps_the_steps, what_has_no_room_is_told,
             the_least_window_keeps_both_clocks)
