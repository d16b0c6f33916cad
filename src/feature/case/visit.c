/* Visits (§5.3.2, R11, R14, R26): planned, arrived, started, left; our own
 * people's or a maker's. Every visit is a row. */
#include "case.h"
#include "repair.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#include <string.h>

#define P_VISIT                                                                \
    PARAM("visit", .label = "訪問", .hint = "空なら今の訪問。案件の何番目か",  \
          .from = "visits", .type = KK_REF)
#define P_WHO PARAM("who", COLUMN(visit, who_id), .from = "roster")
#define P_MAKER                                                                \
    PARAM("maker", COLUMN(visit, maker), .from = "yesno", .flags = KK_POINT)
#define P_CONTACT                                                              \
    PARAM("contact", COLUMN(visit, contact_person), .flags = KK_POINT,         \
          .max_cps = 60)
#define P_NOTE PARAM("note", COLUMN(visit, note), .flags = KK_POINT)

/* Which visit an arrival, a start or a departure belongs to when none was
 * named: a row of query/visit_for. 0: none. */
static enum kk_status pick_visit(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id incident, const char *step, kk_id *visit,
                                 struct kk_err *err)
{
    kk_id of;
    enum kk_status st;

    *visit = kk_arg_id(a, "visit");
    if (*visit == 0) {
        struct kk_val maker = kk_arg_given(a, "maker") == KK_GIVEN
                                  ? kk_vint(kk_arg_yes(a, "maker"))
                                  : kk_vnull();

        return kk_db_int(ctx->db, "visit/which",
                         KK_BINDS({"incident", kk_vint(incident)},
                                  {"step", kk_vtext(step)}, {"maker", maker},
                                  {"who", kk_vid(kk_arg_id(a, "who"))}),
                         visit, err);
    }
    st = kk_parent_incident(ctx, "visit", *visit, a, &of, err);
    return st;
}

static enum kk_status new_visit(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id incident, const char *column, kk_time at,
                                kk_id *visit, struct kk_err *err)
{
    bool maker = kk_arg_yes(a, "maker");
    kk_id who = kk_arg_id(a, "who");

    if (!maker && who == 0)
        who = ctx->worker;
    return kk_put_new(ctx, "visit", a,
                      KK_CELLS({"incident_id", kk_vint(incident)},
                               {"who_id", kk_vid(who)},
                               {"maker", maker ? kk_vint(1) : kk_vnull()},
                               {column, kk_vint(at)}),
                      visit, err);
}

/* --- visit.plan ---------------------------------------------------------- */

static const struct kk_param plan_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("at", INTO(visit, planned_at), .label = "訪問予定",
          .flags = KK_POINT),
    P_VISIT,
    P_WHO,
    P_MAKER,
    P_CONTACT,
    PARAM("told", INTO(visit, told_at), .label = "現地へ伝えた日時",
          .flags = KK_PAST),
    P_NOTE,
    END,
};

/* A plan that was not carried out yet is changed; a further one is added only
 * for somebody else. */
static enum kk_status run_plan(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    kk_time at = kk_arg_time(a, "at");
    struct kk_guard g;
    kk_id visit = 0;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = pick_visit(ctx, a, *id, "plan", &visit, err);
    if (st == KK_OK && visit == 0 && at == 0)
        st =
            kk_fail_at(err, KK_REFUSED, "at", "訪問予定の日時を入れてください");
    if (st == KK_OK && visit == 0)
        st = new_visit(ctx, a, *id, "planned_at", at, &visit, err);
    else if (st == KK_OK)
        st = kk_put_args(ctx, "visit", visit, a, err);
    return kk_guard_end(&g, st);
}

/* --- visit.arrive, .start, .leave ---------------------------------------- */

static const struct kk_param event_params[] = {
    KK_P_INCIDENT("queue"),
    KK_P_AT,
    P_VISIT,
    P_WHO,
    P_MAKER,
    P_CONTACT,
    P_NOTE,
    END,
};

/* What a maker did there, and whether his report is in our hands. */
#define P_DONE                                                                 \
    PARAM("worked_on", COLUMN(visit, worked_on), .from = "worked_on",          \
          .hint = "打番スキャナのとき", .type = KK_CHOICE),                    \
        PARAM("disk", COLUMN(visit, disk), .hint = "HDDを替えたとき yes",      \
              .from = "yesno"),                                                \
        PARAM("report", COLUMN(visit, report), .from = "visit_report",         \
              .hint = "メーカーの作業報告書", .type = KK_CHOICE)

static const struct kk_param leave_params[] = {
    KK_P_INCIDENT("queue"),
    KK_P_AT,
    P_VISIT,
    P_WHO,
    P_MAKER,
    P_DONE,
    P_CONTACT,
    P_NOTE,
    END,
};

static enum kk_status put_event(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id incident, const char *step,
                                const char *column, struct kk_err *err)
{
    kk_time at = kk_arg_at(ctx, a, "at");
    kk_id visit;
    enum kk_status st = pick_visit(ctx, a, incident, step, &visit, err);

    if (st != KK_OK)
        return st;
    if (visit == 0 && strcmp(step, "leave") == 0)
        return kk_fail(err, KK_REFUSED,
                       "撤収していない訪問がありません。先に到着か着手を記録"
                       "してください");
    if (visit == 0)
        return new_visit(ctx, a, incident, column, at, &visit, err);
    st = kk_row_update(ctx->db, "visit", visit, KK_CELLS({column, kk_vint(at)}),
                       err);
    for (const struct kk_param *p = kk_args_action(a)->params;
         st == KK_OK && p->name != NULL; p++)
        if (p->column != NULL && kk_arg_given(a, p->name) == KK_GIVEN)
            return kk_put_args(ctx, "visit", visit, a, err);
    return st;
}

static enum kk_status run_arrive(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = put_event(ctx, a, *id, "arrive", "arrived_at", err);
    return kk_guard_end(&g, st);
}

static enum kk_status run_start(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = put_event(ctx, a, *id, "start", "started_at", err);
    /* Hands on site: the field work that was ruled out took place after all. */
    if (st == KK_OK && kk_streq(g.c.onsite, "no"))
        st = kk_row_update(ctx->db, "incident", *id,
                           KK_CELLS({"onsite", kk_vtext("yes")}), err);
    return kk_guard_end(&g, st);
}

enum kk_status kk_visit_start(struct kk_ctx *ctx, kk_id incident, kk_time at,
                              struct kk_err *err)
{
    int64_t visit;
    enum kk_status st = kk_db_int(
        ctx->db, "visit/which",
        KK_BINDS({"incident", kk_vint(incident)}, {"step", kk_vtext("start")},
                 {"maker", kk_vnull()}, {"who", kk_vnull()}),
        &visit, err);

    if (st != KK_OK)
        return st;
    if (visit != 0)
        return kk_row_update(ctx->db, "visit", visit,
                             KK_CELLS({"started_at", kk_vint(at)}), err);
    return kk_row_insert(ctx->db, "visit",
                         KK_CELLS({"incident_id", kk_vint(incident)},
                                  {"who_id", kk_vid(ctx->worker)},
                                  {"started_at", kk_vint(at)}),
                         &visit, err);
}

/* A disk that a maker replaced on site is erased, with a certificate where his
 * desk issues one: the repair that asks for it. */
static enum kk_status open_disk_repair(struct kk_ctx *ctx, kk_id incident,
                                       struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[3] = {{0}};
    kk_id row;
    enum kk_status st =
        kk_db_one(ctx->db, "visit/disk_of",
                  KK_BINDS({"incident", kk_vint(incident)}), &arena, v, 3, err);

    kk_arena_free(&arena);
    if (st == KK_NONE)
        return kk_fail_at(err, KK_REFUSED, "disk",
                          "機器がまだ特定されていません。先に機器を選んで"
                          "ください");
    if (st != KK_OK || v[2].i != 0)
        return st;
    return kk_repair_open(ctx,
                          &(struct kk_repair_new){.unit = v[0].i,
                                                  .incident = incident,
                                                  .desk = v[1].i,
                                                  .part = "HDD",
                                                  .erase = true},
                          &row, err);
}

/* Leaving comes after completion as a rule, so the case need not be open. */
static enum kk_status run_leave(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = put_event(ctx, a, *id, "leave", "left_at", err);
    if (st == KK_OK && kk_arg_yes(a, "disk"))
        st = open_disk_repair(ctx, *id, err);
    return kk_guard_end(&g, st);
}

/* --- visit.correct ------------------------------------------------------- */

static const struct kk_param correct_params[] = {
    KK_P_OF_INCIDENT,
    PARAM("visit", .label = "訪問", .hint = "案件の何番目か", .from = "visits",
          .type = KK_REF, .flags = KK_REQUIRED),
    PARAM("planned", INTO(visit, planned_at), .label = "訪問予定"),
    PARAM("told", INTO(visit, told_at), .label = "現地へ伝えた日時",
          .flags = KK_PAST),
    PARAM("arrived", COLUMN(visit, arrived_at), .flags = KK_PAST),
    PARAM("started", COLUMN(visit, started_at), .flags = KK_PAST),
    PARAM("left", COLUMN(visit, left_at), .flags = KK_PAST),
    P_WHO,
    P_MAKER,
    P_DONE,
    P_CONTACT,
    P_NOTE,
    PARAM("cancel", .label = "この訪問を取り消す",
          .hint = "していない訪問だったときだけ yes", .from = "yesno",
          .type = KK_CHOICE),
    KK_P_REASON,
    END,
};

static enum kk_status run_correct(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val had = {0};
    enum kk_status st = kk_row_get(ctx->db, "visit", kk_arg_id(a, "visit"),
                                   "disk", &arena, &had, err);
    bool new_disk = (had.type != KK_VINT || had.i == 0) &&
                    kk_arg_yes(a, "disk") && !kk_arg_yes(a, "cancel");

    kk_arena_free(&arena);
    if (st == KK_OK)
        st = kk_correct_row(ctx, "visit", a, id, err);
    if (st == KK_OK && new_disk)
        st = open_disk_repair(ctx, *id, err);
    if (st == KK_OK && !kk_arg_yes(a, "cancel") && kk_arg_yes(a, "maker") &&
        kk_arg_given(a, "who") == KK_UNSET)
        st = kk_row_update(ctx->db, "visit", kk_arg_id(a, "visit"),
                           KK_CELLS({"who_id", kk_vnull()}), err);
    return st;
}

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "visit.plan",
     .label = "訪問予定",
     .brief = "訪問予定",
     .kind = "incident",
     .words = "訪問の予定と、それを現地へ伝えた日時を記録します。メーカーSEの"
              "訪問もここで記録します。",
     .fill = "visit/fill_plan",
     .tell = "visit/tell_plan",
     .params = plan_params,
     .may = "incident/may",
     .run = run_plan},
    {.name = "visit.arrive",
     .label = "到着",
     .brief = "到着",
     .kind = "incident",
     .words = "現地への到着を記録します。予定がなくても記録できます。",
     .tell = "visit/tell_arrive",
     .flags = KK_HAPPENED,
     .params = event_params,
     .may = "incident/may",
     .run = run_arrive},
    {.name = "visit.start",
     .label = "着手",
     .brief = "着手",
     .kind = "incident",
     .words = "現場での作業の開始を記録します。最初の着手で着手の計測が"
              "止まります。",
     .tell = "incident/tell_clocks",
     .flags = KK_HAPPENED,
     .params = event_params,
     .may = "incident/may",
     .run = run_start},
    {.name = "visit.leave",
     .label = "撤収",
     .brief = "撤収",
     .kind = "incident",
     .words = "現地からの撤収を記録します。完了の後でも記録できます。",
     .fill = "visit/fill_leave",
     .tell = "visit/tell_leave",
     .flags = KK_HAPPENED,
     .params = leave_params,
     .may = "incident/may",
     .run = run_leave},
    {.name = "visit.correct",
     .label = "訪問を訂正",
     .kind = "incident",
     .words = "記録した訪問を理由を付けて直します。",
     .fill = "visit/fill_correct",
     .tell = "visit/tell_correct",
     .params = correct_params,
     .run = run_correct},
    {.name = NULL},
};

static const struct kk_col cols[] = {
    COL("no", "番号", 9),
    COL("place", "拠点", 20, .flags = KK_COL_GROW),
    COL("who", "訪問者", 10),
    COL("planned", "予定", 12, .show = KK_SHOW_TIME),
    COL("arrived", "到着", 12, .show = KK_SHOW_TIME),
    COL("started", "着手", 12, .show = KK_SHOW_TIME),
    COL("left", "撤収", 12, .show = KK_SHOW_TIME),
    COL("contact", "訪問先担当者", 12, .flags = KK_COL_WIDE),
    COL("told", "現地へ連絡", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL_OF(visit, maker, 10, .flags = KK_COL_WIDE),
    COL_OF(visit, note, 12, .flags = KK_COL_WIDE),
    COL_OF(visit, worked_on, 10, .flags = KK_COL_WIDE),
    COL_OF(visit, disk, 6, .flags = KK_COL_WIDE),
    COL_OF(visit, report, 8, .flags = KK_COL_WIDE),
    COL_OF(visit, incident_id, 0, .flags = KK_COL_HIDDEN),
    COL("sort", "順", 0, .show = KK_SHOW_TIME, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const orders[] = {"-sort", "sort", NULL};

static const struct kk_listing listings[] = {
    {.name = "visits",
     .title = "訪問",
     .sql = "visit/list",
     .empty =
         "訪問の記録はありません。案件の画面で訪問予定か到着を記録します。",
     .row_kind = "visit",
     .orders = orders,
     .cols = cols},
    {.name = NULL},
};

static const struct kk_kind kinds[] = {
    {.name = "visit",
     .label = "訪問",
     .table = "visit",
     .show = "visit/list",
     .cols = cols},
    {.name = NULL},
};

static const struct kk_code worked_codes[] = {SAME("スキャナ"), SAME("制御PC"),
                                              SAME("両方"), CODE(NULL, NULL)};
static const struct kk_code report_codes[] = {
    SAME("受領"), CODE("現地", "現地へ"), CODE(NULL, NULL)};
static const struct kk_codes codes[] = {
    {.name = "worked_on", .code = worked_codes},
    {.name = "visit_report", .code = report_codes},
    END,
};

const struct kk_feature kk_feature_visit = {
    .name = "visit",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
