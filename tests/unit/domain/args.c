/* What is typed into a form or behind key= on the command line. */
#include "../feature/world.h"

#include <kikusui/domain/tables.h>

static const struct kk_param params[] = {
    PARAM("text", .label = "文", .max_cps = 5),
    PARAM("phone", .label = "電話", .flags = KK_NARROW),
    PARAM("lines", .label = "行", .type = KK_LINES),
    PARAM("count", .label = "数", .type = KK_INT, .flags = KK_REQUIRED),
    PARAM("at", .label = "日時", .type = KK_TIME,
          .flags = KK_NOW | KK_REQUIRED),
    PARAM("on", .label = "日", .type = KK_DATE),
    PARAM("kind", .label = "種類", .type = KK_CHOICE, .from = "segment"),
    PARAM("ok", .label = "可否", .type = KK_CHOICE, .from = "yesno"),
    PARAM("usual", .label = "常", .type = KK_CHOICE, .from = "yesno",
          .initial = "yes"),
    PARAM("place", .label = "場所", .type = KK_REF, .from = "places",
          .flags = KK_SPLIT),
    PARAM("dept", .label = "部署", .type = KK_REF, .from = "depts"),
    PARAM("sites", .label = "拠点", .type = KK_REF, .from = "sites",
          .flags = KK_MANY),
    PARAM("secret", .label = "合言葉", .type = KK_SECRET),
    END,
};
static const struct kk_action action = {
    .name = "test.args", .label = "試験", .kind = "", .params = params};

static struct world w;
static struct kk_args *a;

static void begin(void)
{
    world_new(&w);
    a = kk_args_new(&action);
}

static void end(void)
{
    kk_args_free(&a);
    world_free(&w);
}

static enum kk_status set(const char *name, const char *text)
{
    kk_err_clear(&w.err);
    return kk_args_set(&w.ctx, a, name, text, &w.err);
}

START_TEST(unset_empty_and_given_are_three_things)
{
    begin();
    ck_assert_int_eq(kk_arg_given(a, "text"), KK_UNSET);
    ck_ok(set("text", ""), &w.err);
    ck_assert_int_eq(kk_arg_given(a, "text"), KK_EMPTY);
    ck_ok(set("text", "  "), &w.err);
    ck_assert_int_eq(kk_arg_given(a, "text"), KK_EMPTY);
    ck_ok(set("text", "abc"), &w.err);
    ck_assert_int_eq(kk_arg_given(a, "text"), KK_GIVEN);
    ck_assert_str_eq(kk_arg_text(a, "text"), "abc");
    ck_ok(set("text", NULL), &w.err);
    ck_assert_int_eq(kk_arg_given(a, "text"), KK_UNSET);
    end();
}
END_TEST

START_TEST(text_is_cleaned_and_capped)
{
    begin();
    ck_ok(set("text", " か\xE3\x82\x99 "), &w.err);
    ck_assert_str_eq(kk_arg_text(a, "text"), "が");
    ck_assert_int_eq(set("text", "六文字になる"), KK_REFUSED);
    ck_assert_str_eq(w.err.field, "text");
    ck_assert_str_eq(kk_arg_text(a, "text"), "が"); /* what was, stays */
    ck_assert_int_eq(set("text", "a\x01"), KK_REFUSED);
    ck_ok(set("lines", "一\r\n二"), &w.err);
    ck_assert_str_eq(kk_arg_text(a, "lines"), "一\n二");
    end();
}
END_TEST

START_TEST(a_telephone_is_kept_half_width)
{
    begin();
    ck_ok(set("phone", "０１１ー７５７−２４００（内線　１２）"), &w.err);
    ck_assert_str_eq(kk_arg_text(a, "phone"), "011-757-2400(内線 12)");
    ck_ok(set("phone", "フリーダイヤル ０１２０"), &w.err);
    ck_assert_str_eq(kk_arg_text(a, "phone"), "フリーダイヤル 0120");
    ck_ok(set("phone", ""), &w.err);
    ck_assert_int_eq(kk_arg_given(a, "phone"), KK_EMPTY);
    end();
}
END_TEST

START_TEST(numbers_take_what_people_type)
{
    begin();
    ck_ok(set("count", "１２０，３４５"), &w.err);
    ck_assert_int_eq(kk_arg_int(a, "count"), 120345);
    ck_ok(set("count", "131,020"), &w.err);
    ck_assert_int_eq(kk_arg_int(a, "count"), 131020);
    ck_assert_int_eq(set("count", "多数"), KK_REFUSED);
    ck_assert_str_eq(w.err.field, "count");
    end();
}
END_TEST

START_TEST(times_and_dates_are_read_next_to_now)
{
    char buf[KK_TIME_BYTES];

    begin();
    ck_ok(set("at", "９：０５"), &w.err);
    ck_assert_str_eq(kk_time_iso(kk_arg_time(a, "at"), buf),
                     "2023-04-12T09:05");
    ck_ok(set("on", "R5.5.1"), &w.err);
    ck_assert_str_eq(kk_day_iso(kk_arg_day(a, "on"), buf), "2023-05-01");
    ck_assert_int_eq(set("at", "いつか"), KK_REFUSED);
    end();
}
END_TEST

START_TEST(choices_go_by_value_label_or_fold)
{
    begin();
    ck_ok(set("kind", "国保福祉"), &w.err);
    ck_assert_str_eq(kk_arg_text(a, "kind"), "国保福祉");
    ck_ok(set("ok", "はい"), &w.err);
    ck_assert(kk_arg_yes(a, "ok"));
    ck_ok(set("ok", "NO"), &w.err);
    ck_assert(!kk_arg_yes(a, "ok"));
    ck_assert_int_eq(set("kind", "生活"), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(w.err.text, "住記・税"));
    end();
}
END_TEST

START_TEST(a_reference_depends_on_the_others)
{
    begin();
    /* There is a 保険年金課 at many sites. */
    ck_assert_int_eq(set("dept", "保険年金課"), KK_REFUSED);
    ck_ok(set("place", "4"), &w.err);
    ck_ok(set("dept", "保険年金課"), &w.err);
    ck_assert_str_eq(kk_arg_shown(a, "place"), "北区役所");
    /* Both at once, wide slash and other spelling included. */
    ck_ok(set("place", "東区役所／保護課"), &w.err);
    ck_assert_str_eq(kk_arg_shown(a, "place"), "東区役所");
    ck_assert_ptr_nonnull(strstr(kk_arg_shown(a, "dept"), "保護課"));
    ck_assert_int_eq(set("place", "北区役所/税政部"), KK_REFUSED);
    ck_assert_str_eq(w.err.field, "dept");
    end();
}
END_TEST

START_TEST(several_references_stand_behind_commas)
{
    const kk_id *ids;

    begin();
    ck_ok(set("sites", "4,北保健センター、定山渓出張所"), &w.err);
    ck_assert_uint_eq(kk_arg_many(a, "sites", &ids), 3);
    ck_assert_int_eq(ids[2], world_find(&w, "site", "15"));
    ck_assert_int_eq(set("sites", "4,どこか"), KK_REFUSED);
    end();
}
END_TEST

START_TEST(required_ones_are_asked_for)
{
    begin();
    ck_assert_int_eq(kk_args_check(a, &w.err), KK_REFUSED);
    ck_assert_str_eq(w.err.field, "count");
    ck_ok(set("count", "1"), &w.err);
    ck_ok(kk_args_check(a, &w.err), &w.err); /* `at` is now unless told */
    ck_ok(set("count", ""), &w.err);
    ck_assert_int_eq(kk_args_check(a, &w.err), KK_REFUSED);
    ck_assert_int_eq(set("nothing", "1"), KK_USAGE);
    end();
}
END_TEST

START_TEST(the_journal_gets_ids_times_and_no_secrets)
{
    struct kk_arena arena = {0};

    begin();
    ck_ok(set("at", "9:05"), &w.err);
    ck_ok(set("secret", "ひみつ"), &w.err);
    ck_ok(set("sites", "4"), &w.err);
    ck_assert_str_eq(kk_args_canonical(a, "at", &arena), "2023-04-12T09:05");
    ck_assert_ptr_null(kk_args_canonical(a, "secret", &arena));
    ck_assert_str_eq(kk_arg_shown(a, "secret"), "");
    ck_assert_int_eq(atoll(kk_args_canonical(a, "sites", &arena)),
                     world_find(&w, "site", "4"));
    for (const struct kk_bind *b = kk_args_binds(a, NULL); b->name != NULL; b++)
        ck_assert_str_ne(b->name, "secret");
    kk_arena_free(&arena);
    end();
}
END_TEST

/* What it is unless told stands in the form, and gives way to what was said,
 * also to nothing. */
START_TEST(an_initial_value_is_filled_in)
{
    begin();
    ck_assert_int_eq(kk_arg_given(a, "usual"), KK_UNSET);
    ck_ok(kk_act_fill(&w.ctx, a, &w.err), &w.err);
    ck_assert_str_eq(kk_arg_shown(a, "usual"), "はい");
    ck_ok(set("usual", "no"), &w.err);
    ck_ok(kk_act_fill(&w.ctx, a, &w.err), &w.err);
    ck_assert_str_eq(kk_arg_text(a, "usual"), "no");
    ck_ok(set("usual", ""), &w.err);
    ck_ok(kk_act_fill(&w.ctx, a, &w.err), &w.err);
    ck_assert_int_eq(kk_arg_given(a, "usual"), KK_EMPTY);
    end();
}
END_TEST

START_TEST(a_message_names_the_field_as_people_know_it)
{
    begin();
    ck_assert_int_eq(kk_args_check(a, &w.err), KK_REFUSED);
    ck_assert_str_eq(w.err.text, "数を入れてください");
    ck_assert_str_eq(w.err.field, "count");
    end();
}
END_TEST

KK_TEST_MAIN(
    "args", unset_empty_and_given_are_three_things, text_is_cleaned_and_capped,
    a_telephone_is_kept_half_width, numbers_take_what_people_type,
    times_and_dates_are_read_next_to_now, choices_go_by_value_label_or_fold,
    a_reference_depends_on_the_others, several_references_stand_behind_commas,
    required_ones_are_asked_for, the_journal_gets_ids_times_and_no_secrets,
    an_initial_value_is_filled_in, a_message_names_the_field_as_people_know_it)
