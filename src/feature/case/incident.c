/* Intake and the incident's own record (§5.1.1, R8): incident.open, .edit,
 * .set_unit, .assign, .hold, .resume, .merge. */
#include "swap.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#include <string.h>

/* --- what open and edit share -------------------------------------------- */

#define CITY_NO                                                                \
    PARAM("city_no", INTO(incident, city_no), .label = "市の番号",             \
          .hint = "案件管理番号", .flags = KK_POINT | KK_NARROW,               \
          .max_cps = 40)

#define PLACE                                                                  \
    PARAM("place", COLUMN(incident, place_id),                                 \
          .hint = "番号、名前、拠点/部署", .from = "places",                   \
          .flags = KK_SPLIT),                                                  \
        PARAM("dept", COLUMN(incident, dept_id), .from = "depts")

#define DEVICE                                                                 \
    PARAM("device", INTO(incident, device_text), .label = "台帳にない機器",    \
          .max_cps = 100)

#define TOLD                                                                   \
    PARAM("error", COLUMN(incident, error_text), .type = KK_LINES,             \
          .max_cps = 1000),                                                    \
        PARAM("contact", COLUMN(incident, site_contact), .max_cps = 60),       \
        PARAM("phone", COLUMN(incident, site_phone), .flags = KK_NARROW,       \
              .max_cps = 40)

static enum kk_status city_no_free(struct kk_ctx *ctx, kk_id self,
                                   const char *city_no, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val no;
    enum kk_status st;

    if (city_no == NULL || city_no[0] == '\0')
        return KK_OK;
    st = kk_db_one(
        ctx->db, "incident/city_no",
        KK_BINDS({"city_no", kk_vtext(city_no)}, {"self", kk_vint(self)}),
        &arena, &no, 1, err);
    if (st == KK_OK)
        st = kk_fail_at(err, KK_REFUSED, "city_no",
                        "市の番号 %s は %s で受け付けています。同じ案件なら%s",
                        city_no, no.s == NULL ? "別の案件" : no.s,
                        self == 0 ? "その案件に続けて記録してください"
                                  : "「同一案件として統合」で一つにできます");
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

struct unit_facts {
    kk_id place, dept;
    const char *flow_class, *state;
};
static enum kk_status unit_facts(struct kk_ctx *ctx, kk_id unit,
                                 struct kk_arena *arena, struct unit_facts *out,
                                 struct kk_err *err)
{
    struct kk_val v[4];
    enum kk_status st;

    *out = (struct unit_facts){0};
    if (unit == 0)
        return KK_OK;
    st = kk_db_one(ctx->db, "unit/facts_now", KK_BINDS({"unit", kk_vint(unit)}),
                   arena, v, 4, err);
    if (st == KK_NONE)
        return kk_fail_at(err, KK_REFUSED, "unit", "その機器はありません");
    if (st == KK_OK)
        *out = (struct unit_facts){v[0].i, v[1].i, v[2].s, v[3].s};
    return st;
}

/* --- incident.open ------------------------------------------------------- */

#define OPEN                                                                   \
    CITY_NO,                                                                   \
        PARAM("instructed", .label = "対応指示", .type = KK_TIME,              \
              .flags = KK_NOW),                                                \
        PLACE,                                                                 \
        PARAM("unit", COLUMN(incident, unit_id),                               \
              .hint = "機器ID。拠点と部署はその機器のものになります",          \
              .from = "units_of"),                                             \
        PARAM("symptom", COLUMN(incident, symptom), .type = KK_LINES,          \
              .flags = KK_REQUIRED, .max_cps = 1000),                          \
        TOLD, PARAM("occurred", INTO(incident, occurred_at), .label = "発生"), \
        PARAM("received", .label = "連絡を受けた日時",                         \
              .hint = "空なら対応指示と同じ", .type = KK_TIME),                \
        PARAM("assignee", COLUMN(incident, assignee_id), .from = "roster"),    \
        DEVICE,                                                                \
        PARAM("handed", COLUMN(incident, handed_text), .type = KK_LINES,       \
              .flags = KK_PASTED, .max_cps = 4000)
static const struct kk_param open_params[] = {OPEN, END};

static enum kk_status run_open(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    struct kk_guard g = {.ctx = ctx};
    kk_time instructed = kk_arg_at(ctx, a, "instructed");
    kk_time received = kk_arg_given(a, "received") == KK_GIVEN
                           ? kk_arg_time(a, "received")
                           : instructed;
    kk_id place = kk_arg_id(a, "place");
    struct unit_facts of;
    char no[48];
    enum kk_status st;

    *id = 0;
    if (kk_arg_id(a, "unit") == 0 && place == 0)
        return kk_fail_at(err, KK_REFUSED, "place",
                          "機器か拠点のどちらかを入れてください");
    st = city_no_free(ctx, 0, kk_arg_text(a, "city_no"), err);
    if (st == KK_OK)
        st = kk_roster_holds(ctx, kk_arg_id(a, "assignee"), 0, "assignee", err);
    if (st == KK_OK)
        st = unit_facts(ctx, kk_arg_id(a, "unit"), &g.arena, &of, err);
    if (st == KK_OK)
        st = kk_next_no(ctx, kk_find_kind(ctx->reg, "incident"), no, err);
    if (st == KK_OK)
        st = kk_put_new(
            ctx, "incident", a,
            KK_CELLS({"no", kk_vtext(no)},
                     {"flow_class", kk_vtext(of.flow_class)},
                     {"place_id", kk_vid(place != 0 ? place : of.place)},
                     {"dept_id",
                      kk_vid(place != 0 ? kk_arg_id(a, "dept") : of.dept)},
                     {"received_at", kk_vint(received)},
                     {"instructed_at", kk_vint(instructed)}),
            id, err);
    g.c.id = *id;
    return kk_guard_end(&g, st);
}

/* --- finding.incident ---------------------------------------------------- */

/* §8.1: what was found on site, and the city ordered to be mended. */
static const struct kk_param of_finding_params[] = {
    PARAM("finding", .label = "気づき", .from = "findings", .type = KK_REF,
          .flags = KK_REQUIRED | KK_SUBJECT),
    OPEN,
    END,
};

static enum kk_status run_of_finding(struct kk_ctx *ctx,
                                     const struct kk_args *a, kk_id *id,
                                     struct kk_err *err)
{
    enum kk_status st = run_open(ctx, a, id, err);

    if (st != KK_OK)
        return st;
    return kk_row_update(ctx->db, "finding", kk_arg_id(a, "finding"),
                         KK_CELLS({"opened_incident_id", kk_vint(*id)}), err);
}

/* --- incident.edit ------------------------------------------------------- */

static const struct kk_param edit_params[] = {
    KK_P_INCIDENT("incidents"),
    CITY_NO,
    PLACE,
    DEVICE,
    PARAM("symptom", COLUMN(incident, symptom), .type = KK_LINES,
          .max_cps = 1000),
    TOLD,
    PARAM("occurred", INTO(incident, occurred_at), .label = "発生",
          .flags = KK_PAST),
    PARAM("received", COLUMN(incident, received_at), .flags = KK_PAST),
    PARAM("instructed", INTO(incident, instructed_at), .label = "対応指示"),
    PARAM("decided", INTO(incident, onsite_decided_at),
          .label = "現場作業の判断", .flags = KK_PAST),
    PARAM("checked_by", COLUMN(incident, user_check_by), .max_cps = 60),
    PARAM("checked", INTO(incident, user_check_at), .label = "利用者確認",
          .flags = KK_PAST),
    PARAM("swapped", COLUMN(incident, swap_at), .flags = KK_PAST),
    PARAM("part", COLUMN(incident, part), .max_cps = 100),
    PARAM("part_at", COLUMN(incident, part_at), .flags = KK_PAST),
    PARAM("completed", INTO(incident, completed_at), .label = "対応完了",
          .flags = KK_PAST),
    PARAM("mailed", INTO(incident, mail_sent_at), .label = "完了メール送信",
          .flags = KK_PAST),
    PARAM("cause", COLUMN(incident, cause), .type = KK_LINES, .max_cps = 2000),
    PARAM("action", COLUMN(incident, action), .type = KK_LINES,
          .max_cps = 2000),
    PARAM("result", COLUMN(incident, result), .type = KK_LINES,
          .max_cps = 2000),
    PARAM("remarks", COLUMN(incident, remarks), .type = KK_LINES,
          .max_cps = 2000),
    PARAM("reason", .label = "訂正の理由",
          .hint = "記録済みの日時や市の番号を変えるときは必要です"),
    END,
};

static enum kk_status run_edit(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = city_no_free(ctx, *id, kk_arg_text(a, "city_no"), err);
    if (st == KK_OK && kk_arg_given(a, "swapped") == KK_GIVEN)
        st = kk_swap_retime(ctx, *id, kk_arg_time(a, "swapped"), err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    /* A department belongs to its site. */
    if (st == KK_OK && kk_arg_given(a, "place") != KK_UNSET &&
        kk_arg_id(a, "place") != g.c.place &&
        kk_arg_given(a, "dept") == KK_UNSET)
        st = kk_row_update(ctx->db, "incident", *id,
                           KK_CELLS({"dept_id", kk_vnull()}), err);
    return kk_guard_end(&g, st);
}

/* --- incident.set_unit --------------------------------------------------- */

static const struct kk_param set_unit_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("unit", .label = "機器", .hint = "機器ID", .from = "units_of",
          .type = KK_REF, .flags = KK_REQUIRED | KK_POINT),
    KK_P_WHY,
    END,
};

/* The place handed over and confirmed stays: it never follows the unit. */
static enum kk_status run_set_unit(struct kk_ctx *ctx, const struct kk_args *a,
                                   kk_id *id, struct kk_err *err)
{
    kk_id unit = kk_arg_id(a, "unit");
    struct kk_guard g;
    struct unit_facts of;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = unit_facts(ctx, unit, &g.arena, &of, err);
    if (st == KK_OK)
        st = kk_row_update(
            ctx->db, "incident", *id,
            KK_CELLS(
                {"unit_id", kk_vid(unit)},
                {"flow_class", kk_vtext(of.flow_class)},
                {"place_id", kk_vid(g.c.place != 0 ? g.c.place : of.place)},
                {"dept_id", kk_vid(g.c.place != 0 ? g.c.dept : of.dept)}),
            err);
    return kk_guard_end(&g, st);
}

/* --- assign, hold, resume ------------------------------------------------ */

static const struct kk_param assign_params[] = {
    PARAM("incident", .label = "案件", .from = "queue", .type = KK_REF,
          .flags = KK_REQUIRED | KK_SUBJECT | KK_MANY),
    PARAM("worker", COLUMN(incident, assignee_id), .hint = "空にすると未割当",
          .from = "roster", .flags = KK_POINT),
    END,
};

static enum kk_status run_assign(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    kk_id worker = kk_arg_id(a, "worker");
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK && kk_arg_given(a, "worker") == KK_UNSET)
        worker = ctx->worker;
    if (st == KK_OK)
        st = kk_roster_holds(ctx, worker, 0, "worker", err);
    if (st == KK_OK)
        st = kk_row_update(ctx->db, "incident", *id,
                           KK_CELLS({"assignee_id", kk_vid(worker)}), err);
    return kk_guard_end(&g, st);
}

static const struct kk_param hold_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("reason", INTO(incident, hold_reason), .label = "保留の理由",
          .flags = KK_REQUIRED),
    KK_P_AT,
    END,
};

static enum kk_status run_hold(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_row_update(
            ctx->db, "incident", *id,
            KK_CELLS({"held_since", kk_vint(kk_arg_at(ctx, a, "at"))}), err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    return kk_guard_end(&g, st);
}

static const struct kk_param resume_params[] = {
    KK_P_INCIDENT("queue"),
    KK_P_AT,
    END,
};

static enum kk_status run_resume(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    *id = kk_arg_id(a, "incident");
    return kk_row_update(
        ctx->db, "incident", *id,
        KK_CELLS({"held_since", kk_vnull()}, {"hold_reason", kk_vnull()}), err);
}

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "incident.open",
     .label = "受け付ける",
     .brief = "受付",
     .kind = "incident",
     .words = "市から引き継いだ障害を記録し、連絡と着手の期限を出します。",
     .fill = "incident/fill_open",
     .tell = "incident/tell_open",
     .params = open_params,
     .run = run_open},
    {.name = "finding.incident",
     .label = "気づきから案件を開く",
     .brief = "受付",
     .kind = "finding",
     .makes = "incident",
     .words =
         "市の指示で対応する気づきを、その場所と機器の案件として受け付けます。",
     .fill = "finding/fill_incident",
     .tell = "incident/tell_open",
     .params = of_finding_params,
     .may = "finding/may",
     .run = run_of_finding},
    {.name = "incident.edit",
     .label = "案件を訂正",
     .kind = "incident",
     .words = "引き継いだ内容や記録済みの日時を直します。",
     .fill = "incident/fill_edit",
     .tell = "incident/tell_clocks",
     .may = "incident/may_edit",
     .params = edit_params,
     .run = run_edit},
    {.name = "incident.set_unit",
     .label = "機器を特定",
     .brief = "機器",
     .kind = "incident",
     .words = "案件の機器を台帳から選びます。",
     .tell = "incident/tell_set_unit",
     .params = set_unit_params,
     .run = run_set_unit},
    {.name = "incident.assign",
     .label = "担当を決める",
     .brief = "担当",
     .kind = "incident",
     .words = "案件を受け持つ人を決めます。指定しなければ自分です。",
     .fill = "incident/fill_assign",
     .params = assign_params,
     .may = "incident/may",
     .run = run_assign},
    {.name = "incident.hold",
     .label = "保留にする",
     .brief = "保留",
     .kind = "incident",
     .words = "保留の印を付けます。期限は止まりません。",
     .flags = KK_HAPPENED,
     .params = hold_params,
     .may = "incident/may",
     .run = run_hold},
    {.name = "incident.resume",
     .label = "保留を解く",
     .brief = "保留を解く",
     .kind = "incident",
     .words = "保留の印を外します。",
     .flags = KK_HAPPENED,
     .params = resume_params,
     .may = "incident/may",
     .run = run_resume},
    {.name = NULL},
};

const struct kk_feature kk_feature_incident = {
    .name = "incident",
    .actions = actions,
};
