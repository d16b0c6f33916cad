/* Questions, findings, minutes and notices played at random (§8, §9): whatever
 * is recorded in whatever order, and taken back, each question has an answer or
 * a day, nothing is reported before it was, minutes are due two calendar days
 * later. The seed is printed. */
#include "plays.h"

enum { STEPS = 250 };

static const struct play plays[] = {
    {"qa.add",
     {{"question", {"印刷の向き", "画面を広げる", "鍵", NULL}},
      {"answer", {NULL, "はい", NULL, ""}},
      {"due", {"2023-04-20", NULL, "2023-04-30", "2023-04-01"}},
      {"asker", {"本間様", NULL, "村上様", "近藤様"}},
      {"place", {"東区役所", "北区役所", NULL, "東区役所"}}}},
    {"qa.add",
     {{"question", {"印刷の向き", "画面を広げる", "鍵", NULL}},
      {"answer", {NULL, "はい", NULL, "いいえ"}},
      {"due", {"2023-05-20", NULL, "2023-04-30", NULL}},
      {"incident", {"C-1", "C-1", "C-1", NULL}},
      {"asked", {NULL, "昨12:00", NULL, NULL}}}},
    {"qa.answer",
     {{"answer", {"替えられません", "はい", NULL, "確認中"}},
      {"at", {NULL, NULL, "2023-04-01T09:00", NULL}},
      {"to", {NULL, "近藤様", NULL, NULL}}}},
    {"qa.postpone",
     {{"due", {"2023-06-01", "2023-05-10", "2023-04-13", NULL}},
      {"told", {"本間様", "本間様", NULL, "村上様"}},
      {"reason", {"照会中", "照会中", "照会中", NULL}}}},
    {"qa.report", {{"at", {NULL, NULL, "昨09:00", "2023-04-01T09:00"}}}},
    {"qa.edit",
     {{"answer", {NULL, "", "はい", NULL}},
      {"due", {"", NULL, "2023-07-01", NULL}},
      {"answered", {NULL, NULL, "", "2023-04-01T09:00"}},
      {"asker", {NULL, "", "本間様", NULL}},
      {"reason", {"誤記", "誤記", "誤記", "誤記"}}}},
    {"qa.remove", {{"reason", {"重複", NULL, NULL, NULL}}}},
    {"finding.add",
     {{"kind", {"発見", "要望", "改善提案", NULL}},
      {"text", {"傷み", "置き場所", "手順書の図", "傷み"}},
      {"place", {"東区役所", NULL, "北区役所", NULL}},
      {"found", {NULL, NULL, "昨09:00", NULL}}}},
    {"finding.report", {{"at", {NULL, NULL, NULL, "2023-04-01T09:00"}}}},
    {"finding.instruct", {{"text", {"交換", "移す", NULL, "不要"}}}},
    {"finding.finish",
     {{"outcome", {"完了", "対応不要", NULL, "完了"}},
      {"at", {NULL, NULL, NULL, "2023-04-01T09:00"}},
      {"pass", {NULL, NULL, NULL, "ほかの端末で記録"}}}},
    {"finding.incident",
     {{"symptom", {"割れ", "割れ", NULL, "緩み"}},
      {"place", {"東区役所", "北区役所", NULL, "東区役所"}}}},
    {"finding.job",
     {{"kind", {"設置", "撤去", "再セットアップ", NULL}},
      {"order_no", {"指1", "指2", "指3", "指4"}}}},
    {"minutes.add",
     {{"with", {"リコー", "日立", NULL, "レノボ"}},
      {"start", {NULL, "昨13:00", "2023-04-28T13:00", NULL}},
      {"end", {NULL, NULL, "2023-04-28T12:00", "昨09:00"}},
      {"decided", {"送る", NULL, "送る", NULL}}}},
    {"minutes.submit", {{"at", {NULL, NULL, "2023-04-01T09:00", NULL}}}},
    {"minutes.edit",
     {{"start", {NULL, "昨10:00", "2023-06-01T09:00", NULL}},
      {"submitted", {NULL, "", NULL, NULL}},
      {"reason", {"誤記", "誤記", "誤記", "誤記"}}}},
    {"minutes.task",
     {{"text", {"部品表", "鍵", "部品表", NULL}},
      {"who", {"日立", "佐藤", NULL, "佐藤"}},
      {"due", {"2023-04-20", "2023-05-01", "2023-05-01", "2023-04-13"}}}},
    {"notice.advance",
     {{"partner", {"リコー", "日立", NULL, "リコー"}},
      {"text", {"点検", "打合せ", "点検", "点検"}},
      {"often", {"毎月", NULL, NULL, "毎月"}},
      {"at", {NULL, "2023-04-28T13:00", NULL, NULL}}}},
    {"notice.doubt", {{"text", {"14時15分", "休日", "台数", NULL}}}},
    {"notice.equipment",
     {{"text", {"ノートPC", "USB", NULL, "ノートPC"}},
      {"settings", {"暗号化", NULL, "暗号化", "無線なし"}}}},
    {"notice.approve",
     {{"agreed_on", {"2023-04-12", "2023-04-20", NULL, "2023-04-12"}},
      {"no", {"A-1", "A-2", "A-3", NULL}},
      {"approved_on", {"2023-04-13", "2023-04-13", "2023-04-13", NULL}}}},
    {"notice.usage", {{"text", {"12日間", "毎日", NULL, "なし"}}}},
    {"notice.answer", {{"answer", {"含む", "含まない", NULL, "別途"}}}},
    {"notice.edit",
     {{"answer", {NULL, "", "x", NULL}},
      {"no", {NULL, "", "A-9", NULL}},
      {"often", {NULL, "", NULL, "毎週"}},
      {"reason", {"誤記", "誤記", "誤記", "誤記"}}}},
    {"notice.finish", {{NULL, {NULL}}}},
    {"undo", {{NULL, {NULL}}}},
    {"undo", {{NULL, {NULL}}}},
};

/* Each counts what must never be. */
static const char *const never[] = {
    /* neither answered nor with a day; one half of an answer */
    "SELECT count(*) FROM qa WHERE deleted IS NULL "
    "AND (answered_at IS NULL AND due_on IS NULL "
    "OR (answer IS NULL) <> (answered_at IS NULL))",
    /* nobody asked it, or nowhere */
    "SELECT count(*) FROM qa a LEFT JOIN incident i ON i.id = a.incident_id "
    "WHERE a.deleted IS NULL AND (a.asker IS NULL "
    "OR a.place_id IS NULL AND i.place_id IS NULL)",
    "SELECT count(*) FROM qa WHERE deleted IS NULL "
    "AND (answered_at < asked_at OR reported_at < asked_at)",
    /* put off, and not known to whom that was told or why */
    "SELECT count(*) FROM qa WHERE deleted IS NULL AND put_off_at IS NOT NULL "
    "AND (put_off_told IS NULL OR put_off_why IS NULL)",
    "SELECT count(*) FROM finding WHERE deleted IS NULL "
    "AND (reported_at < found_at OR finished_at < found_at)",
    /* finished, the city never heard of it, and nobody said why */
    "SELECT count(*) FROM finding f WHERE f.deleted IS NULL "
    "AND f.finished_at IS NOT NULL AND f.reported_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM pass p WHERE p.\"row\" = f.id "
    "AND p.deleted IS NULL)",
    /* it names what is not there */
    "SELECT count(*) FROM finding f JOIN incident i "
    "ON i.id = f.opened_incident_id "
    "WHERE f.deleted IS NULL AND i.deleted IS NOT NULL",
    "SELECT count(*) FROM finding f JOIN job j ON j.id = f.job_id "
    "WHERE f.deleted IS NULL AND j.deleted IS NOT NULL",
    /* two calendar days, by the number of seconds in a day */
    "SELECT count(*) FROM minutes_now m WHERE m.due IS NOT "
    "(m.started_at + 32400) / 86400 + 2",
    "SELECT count(*) FROM minutes WHERE deleted IS NULL "
    "AND (ended_at < started_at OR submitted_at < started_at)",
    /* §9.8, §9.2, §9.9 */
    "SELECT count(*) FROM notice WHERE deleted IS NULL AND kind = '事前提示' "
    "AND at IS NULL AND often IS NULL",
    "SELECT count(*) FROM notice WHERE deleted IS NULL "
    "AND used_at IS NOT NULL AND approved_no IS NULL",
    "SELECT count(*) FROM notice WHERE deleted IS NULL "
    "AND kind <> '疑義' AND answer IS NOT NULL",
    "SELECT count(*) FROM notice WHERE deleted IS NULL "
    "AND kind <> '機器使用申出' AND approved_no IS NOT NULL",
};

/* The record that an action is about: one of the newest of its kind. */
static enum kk_status play_one(struct world *w, struct rnd *r,
                               const struct play *p, struct kk_str *told)
{
    const struct kk_action *action = kk_find_action(w->ctx.reg, p->action);
    const struct kk_kind *kind = kk_find_kind(w->ctx.reg, action->kind);
    kk_id id;

    for (const struct kk_param *q = action->params; q->name != NULL; q++) {
        if ((q->flags & (KK_SUBJECT | KK_REQUIRED)) !=
                (KK_SUBJECT | KK_REQUIRED) ||
            kind == NULL)
            continue;
        id = some_row(w, r, kind->table, "deleted IS NULL", 3);
        return id == 0 ? KK_REFUSED : play(w, r, p, q->name, id, told);
    }
    return play(w, r, p, NULL, 0, told);
}

static void shop(struct world *w)
{
    world_do(w, "incident.open", "place", "北区役所", "symptom", "動かない",
             "city_no", "C-1", "contact", "佐々木様");
}

START_TEST(nothing_is_said_by_halves)
{
    const struct plays all = {PLAYS(plays, never), .shop = shop,
                              .one = play_one, .steps = STEPS, .minutes = 400};

    plays_run(&all);
}
END_TEST

KK_TEST_MAIN("asked", nothing_is_said_by_halves)
