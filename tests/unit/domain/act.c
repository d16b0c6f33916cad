/* Running actions: one transaction, one entry, and a preview that is the same
 * code. */
#include "../feature/world.h"

#include <kikusui/feature/incident_view.h>

static struct world w;

static int64_t entries(void)
{
    int64_t n;

    ck_ok(kk_tx_as_of(w.f.db, &n, &w.err), &w.err);
    return n;
}

static const char *cell(const char *table, kk_id id, const char *column)
{
    struct kk_val v;

    ck_ok(kk_row_get(w.f.db, table, id, column, &w.f.arena, &v, &w.err),
          &w.err);
    return v.type == KK_VTEXT ? v.s : NULL;
}

START_TEST(one_action_is_one_entry_with_its_effects_in_words)
{
    struct kk_outcome o;
    int64_t before;

    world_new(&w);
    before = entries();
    ck_ok(world_act(&w, &o, KK_ACT_RUN, "site.edit", "site", "4", "address",
                    "札幌市北区北24条西6丁目", "note", "移転", NULL),
          &w.err);
    ck_assert_int_eq(entries(), before + 1);
    ck_assert_str_ne(o.entry, "");
    ck_assert_str_eq(o.no, "4");
    ck_assert_uint_eq(o.n_effects, 2);
    /* One line a record: its name, two blanks, all that changes. */
    ck_assert_ptr_eq(strstr(kk_str_c(&o.effects), "No.4 北区役所  住所 "),
                     kk_str_c(&o.effects));
    ck_assert_ptr_nonnull(strstr(kk_str_c(&o.effects),
                                 " > 札幌市北区北24条西6丁目、備考 － > 移転"));
    ck_assert_ptr_null(strchr(kk_str_c(&o.effects), '\n'));
    kk_outcome_free(&o);
    world_free(&w);
}
END_TEST

START_TEST(a_preview_says_the_same_and_changes_nothing)
{
    struct kk_outcome p;
    struct kk_outcome o;
    int64_t before;
    kk_id site;

    world_new(&w);
    site = world_find(&w, "site", "4");
    before = entries();
    ck_ok(world_act(&w, &p, KK_ACT_PREVIEW, "site.edit", "site", "4", "note",
                    "移転", NULL),
          &w.err);
    ck_assert_int_eq(entries(), before);
    ck_assert_str_eq(p.entry, "");
    ck_assert_ptr_null(cell("site", site, "note"));
    ck_ok(world_act(&w, &o, KK_ACT_RUN, "site.edit", "site", "4", "note",
                    "移転", NULL),
          &w.err);
    ck_assert_str_eq(kk_str_c(&p.effects), kk_str_c(&o.effects));
    ck_assert_str_eq(cell("site", site, "note"), "移転");
    kk_outcome_free(&p);
    kk_outcome_free(&o);
    world_free(&w);
}
END_TEST

START_TEST(an_edit_that_names_no_field_leaves_it)
{
    struct kk_outcome o;
    kk_id id;

    world_new(&w);
    id = world_find(&w, "worker", "佐藤");
    world_do(&w, "worker.edit", "worker", "佐藤", "phone", "090-1");
    ck_assert_str_eq(cell("person", id, "kana"), "さとう たくや");
    world_do(&w, "worker.edit", "worker", "佐藤", "phone", "");
    ck_assert_ptr_null(cell("person", id, "phone"));
    ck_assert_int_eq(
        world_act(&w, &o, KK_ACT_RUN, "worker.edit", "worker", "佐藤", NULL),
        KK_REFUSED);
    world_free(&w);
}
END_TEST

START_TEST(a_refused_action_changes_nothing)
{
    struct kk_outcome o;
    int64_t before;

    world_new(&w);
    before = entries();
    /* Written, then refused by the check behind it. */
    ck_assert_int_eq(world_act(&w, &o, KK_ACT_RUN, "param.edit", "param",
                               "service.open", "value", "19:00", "reason",
                               "試し", NULL),
                     KK_REFUSED);
    ck_assert_int_eq(world_act(&w, &o, KK_ACT_RUN, "site.add", "no", "4",
                               "name", "二つ目", NULL),
                     KK_REFUSED);
    ck_assert_str_eq(w.err.field, "no");
    ck_assert_int_eq(world_act(&w, &o, KK_ACT_RUN, "hours.add", "desk",
                               "リコー", "service", "受付", "dow", "日", "open",
                               "18:00", "close", "9:00", NULL),
                     KK_REFUSED);
    ck_assert_int_eq(entries(), before);
    world_free(&w);
}
END_TEST

START_TEST(changed_hours_count_at_once)
{
    world_new(&w);
    ck_assert(kk_cal_is_weekday(w.ctx.cal, kk_day_make(2023, 5, 1)));
    world_do(&w, "holiday.add", "date", "2023-05-01", "kind", "臨時", "name",
             "停電");
    ck_ok(kk_ctx_refresh(&w.ctx, &w.err), &w.err);
    ck_assert(!kk_cal_is_weekday(w.ctx.cal, kk_day_make(2023, 5, 1)));
    world_free(&w);
}
END_TEST

/* R79: nobody acts who is not on the roster. */
START_TEST(who_acts_stands_on_the_roster_today)
{
    struct kk_outcome o;

    world_new(&w);
    ck_assert_int_eq(kk_ctx_worker(&w.ctx, "鈴木", &w.err), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(w.err.text, "佐藤"));
    ck_ok(kk_ctx_worker(&w.ctx, "たかはし みさき", &w.err), &w.err);
    ck_ok(kk_ctx_worker(&w.ctx, "高橋", &w.err), &w.err);
    ck_assert_int_ne(w.ctx.worker, 0);
    world_do(&w, "worker.edit", "worker", "佐藤", "from", "2023-04-01", "to",
             "昨日");
    ck_assert_int_eq(kk_ctx_worker(&w.ctx, "佐藤", &w.err), KK_REFUSED);
    w.ctx.worker = 0;
    ck_assert_int_eq(
        world_act(&w, &o, KK_ACT_RUN, "worker.add", "name", "新人", NULL),
        KK_REFUSED);
    w.ctx.worker = world_find(&w, "worker", "高橋");
    w.ctx.office = false;
    ck_assert_int_eq(world_act(&w, &o, KK_ACT_RUN, "site.edit", "site", "4",
                               "note", "x", NULL),
                     KK_REFUSED);
    world_free(&w);
}
END_TEST

START_TEST(undo_is_an_action_and_history_tells_it)
{
    struct kk_history h;
    struct kk_outcome o;
    kk_id site;

    world_new(&w);
    site = world_find(&w, "site", "4");
    ck_ok(world_act(&w, &o, KK_ACT_RUN, "site.edit", "site", "4", "note",
                    "移転", "reason", "市の連絡", NULL),
          &w.err);
    world_do(&w, "undo", "entry", o.entry);
    kk_outcome_free(&o);
    ck_assert_ptr_null(cell("site", site, "note"));
    ck_ok(kk_history_load(&w.ctx, "site", site, 0, 2, &h, &w.err), &w.err);
    ck_assert_uint_eq(h.n, 2);
    ck_assert(h.more);
    ck_assert_str_eq(h.event[1].text, "拠点を訂正 備考 移転（理由: 市の連絡）");
    ck_assert_str_eq(h.event[1].who, "佐藤 拓也");
    ck_assert(h.event[1].undone);
    ck_assert_str_eq(h.event[0].text, "取消 備考 移転 > －");
    kk_history_free(&h);
    ck_assert_int_eq(
        world_act(&w, &o, KK_ACT_RUN, "undo", "entry", "0-1", NULL),
        KK_REFUSED);
    world_free(&w);
}
END_TEST

START_TEST(a_form_shows_what_is_and_writes_only_what_was_touched)
{
    struct kk_args *a;
    struct kk_outcome o;
    kk_id site;

    world_new(&w);
    a = kk_args_new(kk_find_action(w.ctx.reg, "site.edit"));
    ck_ok(kk_args_set(&w.ctx, a, "site", "4", &w.err), &w.err);
    ck_ok(kk_act_fill(&w.ctx, a, &w.err), &w.err);
    ck_assert_str_eq(kk_arg_shown(a, "name"), "北区役所");
    ck_assert_str_eq(kk_arg_shown(a, "valid_from"), "2023-04-01");
    ck_ok(kk_args_set(&w.ctx, a, "note", "移転", &w.err), &w.err);
    /* Another reference: only what nobody touched changes. */
    ck_ok(kk_args_set(&w.ctx, a, "site", "5", &w.err), &w.err);
    ck_ok(kk_act_fill(&w.ctx, a, &w.err), &w.err);
    ck_assert_str_eq(kk_arg_shown(a, "name"), "北保健センター");
    ck_assert_str_eq(kk_arg_shown(a, "note"), "移転");
    site = world_find(&w, "site", "5");
    ck_ok(kk_act(&w.ctx, a, KK_ACT_RUN, &o, &w.err), &w.err);
    ck_assert_uint_eq(o.n_effects, 1);
    ck_assert_str_eq(cell("site", site, "note"), "移転");
    kk_outcome_free(&o);
    kk_args_free(&a);
    world_free(&w);
}
END_TEST

static void sql(const char *statement)
{
    struct kk_str s = {0};

    kk_str_addf(&s, "sqlite3 %s \"%s\"", w.f.path, statement);
    ck_assert_int_eq(system(kk_str_c(&s)), 0);
    kk_str_free(&s);
}

/* Rows that a rule demands become records together or not at all, and those
 * that were named are still named when one could not. */
START_TEST(rows_of_a_rule_that_could_not_be_made_are_made_later)
{
    struct kk_args *a;
    struct kk_outcome o;

    world_new(&w);
    a = kk_args_new(kk_find_action(w.ctx.reg, "document.make"));
    ck_ok(kk_args_set(&w.ctx, a, "document",
                      "月次報告書 令和5年4月分,業務完了届 令和5年4月分,"
                      "セキュリティ保全状況報告書 令和5年4月分",
                      &w.err),
          &w.err);
    sql("CREATE TRIGGER full BEFORE INSERT ON document WHEN NEW.kind = "
        "'業務完了届' BEGIN SELECT RAISE(ABORT, 'full'); END");
    ck_assert_int_ne(kk_act(&w.ctx, a, KK_ACT_RUN, &o, &w.err), KK_OK);
    sql("DROP TRIGGER full");
    kk_err_clear(&w.err);
    ck_ok(kk_act(&w.ctx, a, KK_ACT_RUN, &o, &w.err), &w.err);
    ck_assert_uint_gt(o.n_effects, 2);
    kk_outcome_free(&o);
    kk_args_free(&a);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("act", one_action_is_one_entry_with_its_effects_in_words,
             a_preview_says_the_same_and_changes_nothing,
             an_edit_that_names_no_field_leaves_it,
             a_refused_action_changes_nothing, changed_hours_count_at_once,
             who_acts_stands_on_the_roster_today,
             undo_is_an_action_and_history_tells_it,
             a_form_shows_what_is_and_writes_only_what_was_touched,
             rows_of_a_rule_that_could_not_be_made_are_made_later)
