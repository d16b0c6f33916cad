/* Things on loan and spares played at random (R35-R38): whatever is recorded in
 * whatever order, and taken back, each has one holder, what is lost or given
 * back nobody has, and a card goes by the safe. The seed is printed. */
#include "plays.h"

enum { STEPS = 200 };

static const struct play plays[] = {
    {"lent.hand",
     {{"item", {"A-1", "C-1", "M-1", "A-1,C-1"}},
      {"holder", {"佐藤", "鈴木", "佐藤", "鈴木"}},
      {"at", {NULL, "09:00", "昨12:00", NULL}}}},
    {"lent.hand",
     {{"item", {"A-1", "C-1", "M-1", "C-1"}},
      {"holder", {"佐藤", "鈴木", "佐藤", "鈴木"}}}},
    {"lent.back", {{"item", {"A-1", "C-1", "M-1", "A-1,M-1"}}}},
    {"lent.check", {{"item", {"A-1", "C-1", "M-1", "A-1,C-1,M-1"}}}},
    {"lent.lost",
     {{"item", {"A-1", "C-1", "M-1", "C-1"}},
      {"text", {"なくした", "落とした", NULL, "見当たらない"}},
      {"reported_at", {NULL, "昨12:00", NULL, NULL}}}},
    {"lent.found", {{"item", {"A-1", "C-1", "M-1", "C-1"}}}},
    {"lent.return", {{"item", {NULL, NULL, NULL, "M-1"}}}},
    {"lent.add",
     {{"kind", {"スペアキー", "ICカード", "手順書", "手順書"}},
      {"no", {"A-1", "C-1", "M-1", "M-1"}}}},
    {"lent.edit",
     {{"item", {"A-1", "C-1", "M-1", "M-1"}},
      {"no", {"A-1", "A-1", "M-1", "M-1"}},
      {"reason", {"誤記", "誤記", "誤記", "誤記"}}}},
    {"spare.refresh", {{"spare", {"SP-1", "SP-2", "SP-1,SP-2", "SP-1"}}}},
    {"media.release",
     {{"kind", {"住記・税窓口", "住記・税窓口", NULL, NULL}},
      {"version", {"v1", "v2", "v3", "v4"}}}},
    {"spare.return", {{"spare", {NULL, NULL, NULL, "SP-2"}}}},
    {"spare.lend", {{"unit", {"SP-1", "SP-2", NULL, NULL}}}},
    {"undo", {{NULL, {NULL}}}},
};

/* Each counts what must never be. */
static const char *const never[] = {
    /* what went back or is lost is in nobody's round */
    "SELECT count(*) FROM lent_item WHERE deleted IS NULL "
    "AND returned_at IS NOT NULL AND holder_id IS NOT NULL",
    /* lost without a record of security */
    "SELECT count(*) FROM lent_item l WHERE l.deleted IS NULL "
    "AND l.lost_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sec_record s "
    "WHERE s.lent_item_id = l.id AND s.kind = '紛失')",
    /* one number twice at a time */
    "SELECT count(*) FROM (SELECT 1 FROM lent_item WHERE deleted IS NULL "
    "AND returned_at IS NULL GROUP BY kind, no HAVING count(*) > 1)",
    /* ready with an older medium than is out, by the releases themselves */
    "SELECT count(*) FROM spare_now s "
    "JOIN media_release r ON r.id = s.image_release_id "
    "JOIN media_release n ON n.kind = r.kind AND n.deleted IS NULL "
    "AND n.released_on > coalesce(r.released_on, 0) "
    "AND n.released_on <= kk_today() WHERE s.readiness = '即応'",
    /* given back and still a spare */
    "SELECT count(*) FROM unit WHERE lent_back_at IS NOT NULL "
    "AND spare_state IN ('使用可', '引当') AND spare_incident_id IS NOT NULL",
};

static void shop(struct world *w)
{
    world_do(w, "worker.add", "name", "鈴木 花子", "kana", "すずき");
    for (int i = 0; i < 2; i++) {
        const char *id = i == 0 ? "SP-1" : "SP-2";

        world_do(w, "unit.add", "machine_id", id, "model", "ProDesk", "segment",
                 "住記・税", "role", "窓口", "place", "受託者保管", "state",
                 "予備");
        world_do(w, "spare.lend", "unit", id);
    }
    world_do(w, "lent.add", "kind", "スペアキー", "no", "A-1");
    world_do(w, "lent.add", "kind", "ICカード", "no", "C-1");
    world_do(w, "lent.add", "kind", "手順書", "no", "M-1");
}

/* Who has the card, 0: the safe. */
#define CARD                                                                   \
    "SELECT coalesce((SELECT holder_id FROM lent_item WHERE no = 'C-1' "       \
    "AND kind = 'ICカード' AND deleted IS NULL AND returned_at IS NULL "    \
    "ORDER BY id LIMIT 1), 0)"

static enum kk_status play_lent(struct world *w, struct rnd *r,
                                const struct play *p, struct kk_str *told)
{
    int64_t had = count(w, CARD);
    enum kk_status st = play(w, r, p, NULL, 0, told);

    if (st == KK_OK && strcmp(p->action, "lent.hand") == 0)
        ck_assert_msg(had == 0 || count(w, CARD) == had,
                      "%s\nfrom hand to hand", last_of(told));
    return st;
}

START_TEST(each_has_one_holder_and_none_that_it_may_not)
{
    const struct plays all = {PLAYS(plays, never), .shop = shop,
                              .one = play_lent, .steps = STEPS, .minutes = 400};

    plays_run(&all);
}
END_TEST

KK_TEST_MAIN("lent_item", each_has_one_holder_and_none_that_it_may_not)
