/* Where the exchange stands, in numbers and words: what waits is never called
 * carried, what was carried is not called safe before it was heard. */
#include "copies.h"

#include <kikusui/sync/sync_status.h>

#define DAY ((kk_time)24 * 60 * 60)

static void later(struct world *w, kk_time by)
{
    w->office.clock.fixed += by;
    w->k1.clock.fixed += by;
    w->k2.clock.fixed += by;
}

static char *brief(struct copy *c)
{
    struct kk_str out = {0};

    ck_ok(kk_sync_brief(c->db, c->clock.fixed, &out, &c->err), &c->err);
    return out.s == NULL ? kk_strdup("") : kk_str_take(&out);
}

#define ck_brief(c, want)                                                      \
    do {                                                                       \
        char *got_ = brief(c);                                                 \
        ck_assert_str_eq(got_, want);                                          \
        kk_free(got_);                                                         \
    } while (0)

START_TEST(a_laptop_counts_what_the_office_lacks)
{
    struct world w;
    kk_id site = world_new(&w);
    char *file;

    ck_brief(&w.k1, "");
    copy_rename(&w.k1, site, "東区", NULL);
    copy_rename(&w.k1, site, "東区役所", NULL);
    ck_brief(&w.k1, "未送信 2件\n");
    /* Written is not yet heard of; it goes along again until it is. */
    file = copy_export(&w.k1, w.stick);
    ck_brief(&w.k1, "返事待ち 2件\n");
    copy_rename(&w.k1, site, "東", NULL);
    ck_brief(&w.k1, "未送信 1件\n");
    (void)copy_import(&w.office, file);
    ck_brief(&w.k1, "未送信 1件\n");
    carry(&w, &w.office, &w.k1);
    ck_brief(&w.k1, "未送信 1件\n");
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k1);
    ck_brief(&w.k1, "");
    kk_free(file);
    world_free(&w);
}
END_TEST

START_TEST(a_lost_bundle_keeps_waiting)
{
    struct world w;
    kk_id site = world_new(&w);
    char *lost;

    copy_rename(&w.k1, site, "東区役所", NULL);
    lost = copy_export(&w.k1, w.stick);
    carry(&w, &w.office, &w.k1);
    ck_brief(&w.k1, "返事待ち 1件\n");
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.office, &w.k1);
    ck_brief(&w.k1, "");
    kk_free(lost);
    world_free(&w);
}
END_TEST

START_TEST(the_office_sees_how_old_each_laptops_data_is)
{
    struct world w;
    kk_id site = world_new(&w);

    ck_brief(&w.office, "K1 まだ!\nK2 まだ!\n");
    carry(&w, &w.k2, &w.office);
    later(&w, DAY);
    carry(&w, &w.k1, &w.office);
    ck_brief(&w.office, "K2 昨日08:50\nK1 今日08:50\n");
    later(&w, DAY);
    ck_brief(&w.office, "K2 2日前!\nK1 昨日08:50\n");
    /* What both changed comes first of all. */
    copy_rename(&w.k1, site, "東区", NULL);
    copy_rename(&w.k2, site, "東区役所", NULL);
    carry(&w, &w.k1, &w.office);
    carry(&w, &w.k2, &w.office);
    ck_brief(&w.office, "要確認 1\nK1 今日08:50\nK2 今日08:50\n");
    ck_ok(kk_enrol_revoke(w.office.db, "K2", true, NULL, &w.office.err),
          &w.office.err);
    ck_brief(&w.office, "要確認 1\nK1 今日08:50\n");
    world_free(&w);
}
END_TEST

/* A laptop's clock that runs ahead is no age. */
START_TEST(data_from_the_future_is_the_clocks)
{
    const kk_time now = 1800000000;
    char age[KK_TIME_BYTES];

    kk_sync_age(now + KK_CLOCK_TOLERANCE, now, age);
    ck_assert_str_ne(age, "時計!");
    kk_sync_age(now + KK_CLOCK_TOLERANCE + 1, now, age);
    ck_assert_str_eq(age, "時計!");
    kk_sync_age(INT64_C(253402300799), now, age);
    ck_assert_str_eq(age, "時計!");
}
END_TEST

START_TEST(a_copy_nobody_knows_says_so)
{
    struct world w;
    struct copy k3;

    (void)world_new(&w);
    copy_new(&k3, w.dir, "K3", false);
    ck_brief(&k3, "未登録\n");
    copy_free(&k3);
    world_free(&w);
}
END_TEST

START_TEST(peers_and_groups)
{
    struct world w;
    kk_id site = world_new(&w);
    struct kk_sync_status s;

    copy_rename(&w.k1, site, "東区役所", NULL);
    ck_ok(kk_sync_status_load(w.k1.db, &s, &w.k1.err), &w.k1.err);
    /* Laptops exchange with the office only. */
    ck_assert_uint_eq(s.n_direct, 1);
    ck_assert(s.peer[0].office && s.peer[0].direct);
    ck_assert(s.peer[0].heard != 0);
    ck_assert_uint_eq(s.n_groups, 1);
    ck_assert_str_eq(s.group[0].node, "K1");
    ck_assert_int_eq(s.group[0].entries, 1);
    ck_assert_int_eq(s.unsent, 1);
    ck_assert_int_eq(s.exported, 0);
    ck_assert_str_eq(s.permit, "");
    kk_sync_status_free(&s);
    ck_ok(kk_sync_status_load(w.office.db, &s, &w.office.err), &w.office.err);
    ck_assert_uint_eq(s.n_direct, 2);
    ck_assert_str_eq(s.peer[0].name, "K1");
    kk_sync_status_free(&s);
    /* What one laptop has, another may still lack. */
    carry(&w, &w.k2, &w.office);
    carry(&w, &w.k1, &w.office);
    ck_ok(kk_sync_status_load(w.office.db, &s, &w.office.err), &w.office.err);
    ck_assert_int_eq(s.unsent + s.waiting, 1);
    ck_assert_uint_eq(s.n_groups, 1);
    ck_assert_str_eq(s.group[0].node, "K1");
    kk_sync_status_free(&s);
    world_free(&w);
}
END_TEST

KK_TEST_MAIN("sync/status", a_laptop_counts_what_the_office_lacks,
             a_lost_bundle_keeps_waiting,
             the_office_sees_how_old_each_laptops_data_is,
             data_from_the_future_is_the_clocks, a_copy_nobody_knows_says_so,
             peers_and_groups)
