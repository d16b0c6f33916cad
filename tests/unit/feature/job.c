/* Orders of many units and of media played at random (§5.2, §5.6, §5.7,
 * R39-R41, R54-R61): whatever is recorded in whatever order, and taken back,
 * the limits hold but for what was agreed with the city, and the ledger
 * follows. The seed is printed. */
#include "plays.h"

enum { STEPS = 300 };

static const struct play plays[] = {
    {"job.open",
     {{"kind", {"設置", "撤去", "再セットアップ", "設置"}},
      {"order_no", {"指1", "指2", "指3", "指4"}},
      {"ordered", {NULL, "昨12:00", "09:00", "2024-04-10 09:00"}}}},
    {"job.open",
     {{"kind", {"設置", "撤去", "再セットアップ", "撤去"}},
      {"order_no", {"指5", "指6", "指7", "指8"}},
      {"agreed_by", {"山田", "山田", NULL, "山田"}},
      {"agreed_at", {"09:00", "09:00", "09:00", NULL}},
      {"agreed_ref", {"議事録1", "議事録1", "議事録1", NULL}}}},
    {"job.edit",
     {{"agreed_by", {"山田", "", NULL, NULL}},
      {"agreed_at", {"09:00", "09:00", "", NULL}},
      {"agreed_ref", {"議事録2", "", NULL, NULL}},
      {"ordered", {NULL, NULL, "", "昨10:00"}}}},
    {"job.add_unit",
     {{"unit", {"PC-1,PC-2,PC-3", "PC-4,DP-1", "PC-5,DS-1", "PC-6"}},
      {"to", {"12", "7", "12", NULL}},
      {"media", {"住記・税窓口", "住記・税窓口", "住記・税運用", NULL}}}},
    {"job.add_unit",
     {{"unit", {"PC-2", "LP-1", "PC-1,LP-1", "DP-1,PC-6"}},
      {"to", {"12", "7", NULL, NULL}},
      {"pass", {"市の確認済み", NULL, NULL, NULL}}}},
    {"job.edit_unit",
     {{"line", {"PC-1", "PC-2", "PC-4", "DP-1"}},
      {"to", {"12", "7", "", NULL}},
      {"media", {"住記・税窓口", "住記・税運用", "月面", ""}}}},
    {"job.cancel_unit",
     {{"line", {"PC-1", "PC-2,PC-3", "PC-4", "DP-1"}},
      {"reason", {"市の変更", "市の変更", "市の変更", "市の変更"}}}},
    {"job.setup",
     {{"line", {"PC-1", "PC-2,PC-3", "PC-4", "DP-1"}},
      {"media", {NULL, NULL, "住記・税運用 v1", "住記・税窓口 v2"}},
      {"at", {NULL, "昨12:00", NULL, "09:00"}}}},
    {"job.done",
     {{"line", {"PC-1", "PC-2,PC-3", "PC-4", "DP-1"}},
      {"at", {NULL, "昨13:00", NULL, "09:30"}}}},
    {"job.receive", {{"at", {NULL, "昨12:00", "09:00", NULL}}}},
    {"job.step",
     {{"step", {"検品", "搬出", "作業", "返却"}},
      {"done", {NULL, "no", "skip", "skip"}},
      {"note", {NULL, "急ぐ", "急ぐ", NULL}}}},
    {"job.finish",
     {{"at", {NULL, NULL, "09:00", NULL}},
      {"to", {NULL, "市 山田", NULL, ""}}}},
    {"media.order",
     {{"city_ref", {"媒1", "媒2", "媒3", "媒4"}},
      {"ordered", {NULL, "昨12:00", "09:00", "2023-04-05 09:00"}}}},
    {"media.order",
     {{"city_ref", {"媒5", "媒6", "媒7", "媒8"}},
      {"agreed_by", {NULL, NULL, "山田", "山田"}},
      {"agreed_at", {NULL, NULL, "09:00", "09:00"}},
      {"agreed_ref", {NULL, NULL, "議事録1", NULL}}}},
    {"media.plan",
     {{"order", {"媒1", "媒2", "媒5", "媒6"}},
      {"kind", {"住記・税窓口", "住記・税運用", "国保福祉窓口", NULL}},
      {"version", {"v3", "v4", "v5", "v5"}}}},
    {"media.release",
     {{"order", {"媒1", "媒2", "媒5", NULL}},
      {"kind", {"住記・税窓口", "住記・税運用", "国保福祉窓口", NULL}},
      {"version", {"v3", "v4", "v5", "v6"}},
      {"released", {NULL, NULL, "2023-04-20", "2024-05-01"}}}},
    {"media.doc",
     {{"doc",
       {"住記・税窓口 v3 環境構築手順書", "住記・税窓口 v4 マスターパソコン",
        "住記・税運用 v3 Sysprep 実行手順書",
        "住記・税窓口 v3 リカバリメディア(USB)"}},
      {"changed", {"更新", "変更なし", "更新", "更新"}},
      {"version", {NULL, "第2版", NULL, "v3"}}}},
    {"media.submit",
     {{"order", {"媒1", "媒2", "媒5", "媒6"}},
      {"to", {"市 山田", "市 山田", "市 山田", NULL}}}},
    {"undo", {{NULL, {NULL}}}},
};

#define LIVE                                                                   \
    "FROM job_line l JOIN job j ON j.id = l.job_id AND j.deleted IS NULL "     \
    "JOIN unit u ON u.id = l.unit_id JOIN model m ON m.id = u.model_id "       \
    "WHERE l.deleted IS NULL AND l.cancelled_at IS NULL "
#define AGREED                                                                 \
    "(agreed_by IS NOT NULL AND agreed_at IS NOT NULL "                        \
    "AND agreed_ref IS NOT NULL)"
#define YEAR(at) "strftime('%Y', " at " + 32400, 'unixepoch', '-3 months')"

/* Each counts what must never be. */
static const char *const never[] = {
    /* more orders a contract year than the city agreed to */
    "SELECT count(*) FROM (SELECT 1 FROM job WHERE deleted IS NULL "
    "AND kind IN ('設置', '撤去') AND NOT " AGREED
    "GROUP BY " YEAR("ordered_at") " HAVING count(*) > 5)",
    "SELECT count(*) FROM job WHERE deleted IS NULL AND ordered_at IS NULL",
    /* more than 5台 at once, a colour printer, a unit twice */
    "SELECT count(*) FROM (SELECT 1 " LIVE "AND j.kind IN ('設置', '撤去') "
    "AND m.counted = 1 GROUP BY j.id HAVING count(*) > 5)",
    "SELECT count(*) " LIVE "AND j.kind IN ('設置', '撤去') "
    "AND m.dev_type = 'カラーレーザー'",
    "SELECT count(*) FROM (SELECT 1 " LIVE
    "GROUP BY j.id, u.id HAVING count(*) > 1)",
    /* more units set up anew than the contract's (here 4) without the city */
    "SELECT count(*) FROM (SELECT 1 " LIVE "AND j.kind = '再セットアップ' "
    "AND NOT " AGREED "GROUP BY " YEAR("j.ordered_at") " HAVING count(*) > 4)",
    /* installed without being set up before, with a medium nobody named */
    "SELECT count(*) " LIVE "AND j.kind = '設置' AND m.dev_type = 'パソコン' "
    "AND l.done_at IS NOT NULL AND (l.setup_at IS NULL "
    "OR l.setup_at > l.done_at)",
    "SELECT count(*) " LIVE "AND m.dev_type = 'パソコン' "
    "AND l.setup_at IS NOT NULL AND l.media_kind IS NULL",
    "SELECT count(*) " LIVE "AND l.setup_at IS NOT NULL "
    "AND l.setup_release_id NOT IN (SELECT r.id FROM media_release r "
    "WHERE r.kind = l.media_kind)",
    /* worked on before it came; done and given back to the limit */
    "SELECT count(*) " LIVE
    "AND j.kind = '再セットアップ' AND l.done_at < j.received_at",
    "SELECT count(*) FROM job_line WHERE deleted IS NULL "
    "AND cancelled_at IS NOT NULL AND done_at IS NOT NULL",
    /* finished with lines left, or given back to nobody */
    "SELECT count(*) " LIVE "AND j.finished_at IS NOT NULL "
    "AND l.done_at IS NULL AND m.counted = 1",
    "SELECT count(*) FROM job WHERE deleted IS NULL "
    "AND kind = '再セットアップ' AND finished_at IS NOT NULL "
    "AND returned_to IS NULL",
    /* out of the list, and nobody took it away; taken away, and in it */
    "SELECT count(*) FROM unit u WHERE u.state = '管理外' "
    "AND u.id NOT IN (SELECT l.unit_id " LIVE "AND j.kind = '撤去' "
    "AND l.done_at IS NOT NULL)",
    "SELECT count(*) FROM unit u JOIN place p ON p.id = u.place_id "
    "WHERE u.state = '管理外' AND p.kind <> '市管理'",
    /* more renewals of media a contract year than the city agreed to */
    "SELECT count(*) FROM (SELECT 1 FROM media_order WHERE deleted IS NULL "
    "AND NOT " AGREED "GROUP BY " YEAR("ordered_at") " HAVING count(*) > 6)",
    /* carried, or the newest, while it is being made; handed in without it */
    "SELECT count(*) FROM unit u JOIN media_release r "
    "ON r.id = u.image_release_id WHERE r.released_on IS NULL "
    "AND r.order_id IS NOT NULL",
    "SELECT count(*) FROM media_current c JOIN media_release r "
    "ON r.id = c.release_id WHERE r.released_on IS NULL "
    "AND r.order_id IS NOT NULL",
    "SELECT count(*) FROM media_order o WHERE o.deleted IS NULL "
    "AND o.finished_at IS NOT NULL AND NOT EXISTS (SELECT 1 "
    "FROM media_doc d JOIN media_release r ON r.id = d.release_id "
    "WHERE r.order_id = o.id AND d.changed IS NOT NULL)",
    /* a renewed manual without its version */
    "SELECT count(*) FROM media_doc WHERE deleted IS NULL "
    "AND changed = '更新' AND version IS NULL AND doc_kind LIKE '%手順書'",
    /* a medium of another model */
    "SELECT count(*) FROM unit u JOIN media_release r "
    "ON r.id = u.image_release_id WHERE NOT EXISTS (SELECT 1 FROM image i "
    "WHERE i.kind = r.kind AND i.model_id = u.model_id)",
};

static void shop(struct world *w)
{
    static const char *const unit[][3] = {
        {"PC-1", "ProDesk", "窓口"}, {"PC-2", "ProDesk", "窓口"},
        {"PC-3", "ProDesk", "窓口"}, {"PC-4", "ProDesk", "運用"},
        {"PC-5", "ProDesk", "窓口"}, {"PC-6", "ProDesk", "窓口"},
        {"DS-1", "P223", "－"},      {"DP-1", "VP-4300N", "－"},
        {"LP-1", "SP C840", "－"},
    };

    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++)
        world_do(w, "unit.add", "machine_id", unit[i][0], "model", unit[i][1],
                 "segment", "住記・税", "role", unit[i][2], "place",
                 i < 5 ? "菊水分庁舎" : "東区役所", "state",
                 i < 5 ? "保管" : "稼働中");
    for (int i = 0; i < 3; i++)
        world_do(w, "media.release", "kind",
                 i < 2 ? "住記・税窓口" : "住記・税運用", "version",
                 i == 1 ? "v2" : "v1", "released",
                 i == 1 ? "2023-04-10" : "2023-04-01");
    world_do(w, "param.edit", "param", "resetup.units", "value", "4", "reason",
             "練習");
}

static enum kk_status play_job(struct world *w, struct rnd *r,
                               const struct play *p, struct kk_str *told)
{
    const struct kk_action *action = kk_find_action(w->ctx.reg, p->action);
    bool of = strcmp(action->kind, "job") == 0;
    kk_id id = of ? some_row(w, r, "job", "finished_at IS NULL", 4) : 0;

    return of && id == 0 ? KK_REFUSED : play(w, r, p, "job", id, told);
}

START_TEST(limits_hold_and_the_ledger_follows)
{
    const struct plays all = {PLAYS(plays, never), .shop = shop,
                              .one = play_job, .steps = STEPS, .minutes = 200};

    plays_run(&all);
}
END_TEST

KK_TEST_MAIN("job", limits_hold_and_the_ledger_follows)
