/* Repairs played at random (R23-R25): whatever is recorded in whatever order,
 * and taken back, what §5.1.2 does not give way in holds after each step. The
 * seed is printed. */
#include "plays.h"

enum { STEPS = 250 };

static const struct play plays[] = {
    {"repair.open",
     {{"unit", {"NB-1", "HP-1", "SP-1", "BC-1"}},
      {"part", {NULL, NULL, "HDD", "パネル"}},
      {"symptom", {NULL, "異音", "映らない", NULL}}}},
    {"repair.call",
     {{"at", {"09:10", "12:00", "昨12:00", "16:59"}},
      {"by", {"電話", "メール", NULL, NULL}},
      {"attached", {"yes", "no", NULL, NULL}},
      {"pass", {NULL, "つながった", NULL, NULL}}}},
    {"repair.plan",
     {{"visit_at", {NULL, "13:00", "明日10:00", "5/20 10:00"}},
      {"witness", {"山田", "", NULL, NULL}},
      {"skip_ok", {NULL, "山田", "", NULL}},
      {"skip_reason", {NULL, "急用", "", NULL}}}},
    {"repair.plan",
     {{"skip_ok", {"山田", "山田", "", NULL}},
      {"skip_at", {"09:00", "09:00", "", NULL}},
      {"skip_reason", {"急用", "急用", "", NULL}},
      {"place", {NULL, "菊水分庁舎", "メーカー預け", ""}}}},
    {"repair.plan",
     {{"place", {"メーカー預け", "メーカー預け", "菊水分庁舎", ""}},
      {"place_ok", {"山田", "山田", NULL, ""}},
      {"place_ok_at", {"09:00", "09:00", NULL, ""}}}},
    {"repair.fix",
     {{"at", {NULL, "13:30", "昨13:30", NULL}},
      {"witness", {NULL, "山田", "", NULL}}}},
    {"repair.erase",
     {{"by", {"メーカー", "佐藤", "メーカー", "佐藤"}},
      {"witness", {NULL, "山田", "山田", ""}},
      {"cert", {NULL, "D-1", NULL, NULL}}}},
    {"repair.no_erase",
     {{"by", {"山田", "山田", NULL, "山田"}},
      {"at", {"09:00", "昨09:00", "09:00", NULL}},
      {"reason", {"市が保管", "市が保管", "市が保管", "市が保管"}}}},
    {"repair.cert", {{"cert", {"D-1", "D-2", "D-3", "D-4"}}}},
    {"repair.rebuild",
     {{"media",
       {"住記・税窓口 v1", "住記・税窓口 v2", "住記・税窓口 v1", NULL}},
      {"at", {NULL, "昨12:00", "13:00", NULL}},
      {"pass", {NULL, "試し", NULL, NULL}}}},
    {"spare.lend", {{"unit", {"NB-1", "SP-1", "NB-1", "BC-1"}}}},
    {"repair.step",
     {{"step", {"再現試験", "データ消去", "証明書番号", "修理"}},
      {"done", {"yes", "no", "skip", "skip"}},
      {"note", {NULL, "急ぐ", "急ぐ", NULL}}}},
    {"repair.finish",
     {{"outcome", {NULL, "予備機", "市引渡", NULL}},
      {"skip_ok", {NULL, NULL, "山田", NULL}},
      {"skip_at", {NULL, NULL, "09:00", NULL}},
      {"skip_reason", {NULL, NULL, "市が保管", NULL}},
      {"pass", {NULL, NULL, "ほかの端末で記録", NULL}}}},
    {"undo", {{NULL, {NULL}}}},
};

/* Each counts what must never be. */
static const char *const never[] = {
    /* repaired without a witness or the city's consent: who, when, why */
    "SELECT count(*) FROM repair WHERE deleted IS NULL "
    "AND repaired_at IS NOT NULL AND witness IS NULL AND (skip_ok IS NULL "
    "OR skip_ok_at IS NULL OR skip_reason IS NULL)",
    "SELECT count(*) FROM repair WHERE deleted IS NULL "
    "AND erased_at IS NOT NULL AND erase_witness IS NULL AND (skip_ok IS NULL "
    "OR skip_ok_at IS NULL OR skip_reason IS NULL)",
    "SELECT count(*) FROM repair WHERE deleted IS NULL "
    "AND finished_at IS NOT NULL AND erase_needed = 1 AND erased_at IS NULL "
    "AND (erase_ok IS NULL OR erase_ok_at IS NULL OR erase_reason IS NULL)",
    /* elsewhere than in the city's houses */
    "SELECT count(*) FROM repair r JOIN place p ON p.id = r.place_id "
    "WHERE r.deleted IS NULL AND p.kind = 'メーカー' "
    "AND (r.place_ok IS NULL OR r.place_ok_at IS NULL)",
    /* a mail to 日立 that counts as sent without its paper */
    "SELECT count(*) FROM repair r JOIN vendor_desk d ON d.id = r.desk_id "
    "WHERE r.deleted IS NULL AND r.called_by = 'メール' AND d.short = '日立' "
    "AND r.attached IS NOT 1",
    /* ready with a disk that was erased and not rebuilt since, in whichever
       repair */
    "SELECT count(*) FROM spare_now s JOIN repair r ON r.unit_id = s.id "
    "AND r.deleted IS NULL AND r.part IS NULL "
    "WHERE s.readiness = '即応' AND r.erased_at IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM repair o WHERE o.unit_id = s.id "
    "AND o.deleted IS NULL AND o.rebuilt_at >= r.erased_at)",
    /* in use while it is a spare, or a spare while its repair is open */
    "SELECT count(*) FROM unit u WHERE u.state = '稼働中' "
    "AND u.spare_state = '使用可'",
    "SELECT count(*) FROM spare_now s JOIN repair r ON r.unit_id = s.id "
    "AND r.deleted IS NULL AND r.part IS NULL AND r.finished_at IS NULL "
    "WHERE s.readiness = '即応'",
    /* the place that a part was replaced at keeps its unit */
    "SELECT count(*) FROM unit u WHERE u.machine_id = 'HP-1' "
    "AND u.state NOT IN ('稼働中', '市引渡済')",
};

static void shop(struct world *w)
{
    world_do(w, "unit.add", "machine_id", "HP-1", "model", "ProDesk", "segment",
             "住記・税", "role", "窓口", "place", "東区役所", "state", "稼働中",
             "custodian", "市");
    world_do(w, "unit.add", "machine_id", "NB-1", "model", "ProBook", "segment",
             "中間サーバ接続端末", "role", "接続", "place", "菊水分庁舎",
             "state", "故障保管");
    world_do(w, "unit.add", "machine_id", "SP-1", "model", "ProDesk", "segment",
             "住記・税", "role", "窓口", "place", "受託者保管", "state",
             "予備");
    world_do(w, "unit.add", "machine_id", "BC-1", "model", "SSH65LVU",
             "segment", "国保福祉", "place", "菊水分庁舎", "state", "故障保管");
    world_do(w, "spare.lend", "unit", "SP-1");
    for (int i = 0; i < 2; i++)
        world_do(w, "media.release", "kind", "住記・税窓口", "version",
                 i == 0 ? "v1" : "v2", "released",
                 i == 0 ? "2023-04-01" : "2023-04-10");
}

/* Refused where there is none yet. */
static enum kk_status play_repair(struct world *w, struct rnd *r,
                                  const struct play *p, struct kk_str *told)
{
    static const char open_ones[] =
        "SELECT count(*) FROM repair WHERE finished_at IS NULL "
        "AND deleted IS NULL";
    const struct kk_action *action = kk_find_action(w->ctx.reg, p->action);
    bool of = strcmp(action->kind, "repair") == 0;
    kk_id id = of ? some_row(w, r, "repair", "finished_at IS NULL", 3) : 0;

    if (p == plays && count(w, open_ones) > 2)
        return KK_NONE;
    return of && id == 0 ? KK_REFUSED : play(w, r, p, "repair", id, told);
}

START_TEST(what_the_contract_does_not_give_way_in_holds)
{
    const struct plays all = {PLAYS(plays, never), .shop = shop,
                              .one = play_repair, .steps = STEPS,
                              .minutes = 400};

    plays_run(&all);
}
END_TEST

KK_TEST_MAIN("repair", what_the_contract_does_not_give_way_in_holds)
