/* incident.swap (R22, R30, R31): one action, all or nothing: the spare takes
 * the broken unit's seat, the broken unit goes where the city wants it, the
 * ledger, the case and the repair follow. And incident.replace_part. */
#include "swap.h"

#include "repair.h"
#include "spare.h"
#include "unit.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#include <string.h>

/* --- what is swapped ----------------------------------------------------- */

enum kk_status kk_seat_load(struct kk_ctx *ctx, const struct kk_case *c,
                            kk_time at, struct kk_arena *arena,
                            struct kk_seat *out, struct kk_err *err)
{
    struct kk_val v[10] = {{0}};
    enum kk_status st;

    *out = (struct kk_seat){.unit = c->swap_unit != 0 ? c->swap_unit : c->unit};
    if (out->unit == 0)
        return kk_fail(
            err, KK_REFUSED,
            "機器がまだ特定されていません。先に機器を選んでください");
    st = kk_db_one(ctx->db, "swap/seat",
                   KK_BINDS({"unit", kk_vint(out->unit)},
                            {"incident", kk_vint(c->id)}, {"at", kk_vid(at)}),
                   arena, v, 10, err);
    if (st == KK_NONE)
        return kk_fail(err, KK_REFUSED, "その機器はもう台帳にありません");
    if (st != KK_OK)
        return st;
    out->machine_id = v[0].s;
    out->flow_class = v[1].s;
    out->place = v[2].i != 0 ? v[2].i : c->place;
    out->dept = v[2].i != 0 ? v[3].i : c->dept;
    out->role = v[4].s;
    out->segment = v[5].s;
    out->settings = v[6].s;
    out->key = v[7].s;
    out->desk = v[8].i;
    out->warranty = (kk_day)v[9].i;
    return KK_OK;
}

static enum kk_status point_to(struct kk_ctx *ctx, const char *query, kk_id old,
                               kk_id new, struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    kk_id row[8];
    size_t n = 0;
    enum kk_status st = kk_cur_open(
        ctx->db, query, KK_BINDS({"unit", kk_vint(old)}, {"not", kk_vint(new)}),
        &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (n < sizeof row / sizeof *row)
            row[n++] = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    if (st == KK_NONE)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_row_update(ctx->db, "unit", row[i],
                           KK_CELLS({"pair_id", kk_vint(new)}), err);
    return st;
}

enum kk_status kk_pairs_exchange(struct kk_ctx *ctx, kk_id a, kk_id b,
                                 struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    kk_id of_b[8];
    size_t n = 0;
    int64_t pair_a;
    int64_t pair_b;
    enum kk_status st = kk_cell_int(ctx, "unit", a, "pair_id", &pair_a, err);

    if (st == KK_OK)
        st = kk_cell_int(ctx, "unit", b, "pair_id", &pair_b, err);
    if (st == KK_OK)
        st = kk_cur_open(ctx->db, "unit/pointing",
                         KK_BINDS({"unit", kk_vint(b)}, {"not", kk_vint(a)}),
                         &cur, err);
    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (n < sizeof of_b / sizeof *of_b)
            of_b[n++] = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    if (st == KK_NONE)
        st = KK_OK;
    if (st == KK_OK)
        st = point_to(ctx, "unit/pointing", a, b, err);
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_row_update(ctx->db, "unit", of_b[i],
                           KK_CELLS({"pair_id", kk_vint(a)}), err);
    if (st == KK_OK && pair_a != b)
        st = kk_row_update(ctx->db, "unit", b,
                           KK_CELLS({"pair_id", kk_vid(pair_a)}), err);
    if (st == KK_OK && pair_b != a)
        st = kk_row_update(ctx->db, "unit", a,
                           KK_CELLS({"pair_id", kk_vid(pair_b)}), err);
    return st;
}

/* --- what comes before --------------------------------------------------- */

#define P_BEFORE                                                               \
    PARAM("contact", .label = "連絡がついた日時",                              \
          .hint = "現場への連絡の記録がまだのとき", .type = KK_TIME,           \
          .flags = KK_PAST),                                                   \
        PARAM("start", .label = "着手した日時",                                \
              .hint = "着手の記録がまだのとき", .type = KK_TIME,               \
              .flags = KK_PAST)

/* The call and the start that were not written down yet, by whoever is there:
 * what was swapped at this minute was begun before it. */
static enum kk_status put_before(struct kk_ctx *ctx, const struct kk_args *a,
                                 const struct kk_case *c, struct kk_err *err)
{
    kk_time contact = kk_arg_time(a, "contact");
    kk_time start = kk_arg_time(a, "start");
    enum kk_status st = KK_OK;

    if (contact != 0)
        st = kk_contact_reached(ctx, c->id, contact, err);
    if (st == KK_OK && start != 0)
        st = kk_visit_start(ctx, c->id, start, err);
    if (st == KK_OK && kk_streq(c->onsite, "no"))
        st = kk_row_update(ctx->db, "incident", c->id,
                           KK_CELLS({"onsite", kk_vtext("yes")}), err);
    return st;
}

/* --- incident.swap ------------------------------------------------------- */

static const struct kk_param swap_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("spare", .label = "予備機", .hint = "機器ID", .from = "spares_for",
          .type = KK_REF, .flags = KK_REQUIRED | KK_POINT),
    PARAM("at", INTO(incident, swap_at), .label = "日時", .flags = KK_NOW),
    P_BEFORE,
    PARAM("faulty_to", .label = "故障機は", .from = "places", .type = KK_REF),
    PARAM("faulty_state", .label = "故障機の状態", .from = "unit_state",
          .type = KK_CHOICE),
    PARAM("settings", .label = "設定", .type = KK_LINES, .max_cps = 1000,
          .hint = "端末名 IP プリンタ など"),
    PARAM("key", .label = "ワイヤー鍵", .flags = KK_IDENT, .max_cps = 40),
    PARAM("reason", .label = "理由",
          .hint = "機種・用途・版が合わないときは必要です"),
    END,
};

/* Is the broken unit repaired (§5.1.2)? Not a small device whose warranty is
 * over on that day, nor one whose warranty is not known: the city is asked. */
static bool is_repaired(const struct kk_seat *s, kk_time at)
{
    return !kk_streq(s->flow_class, "S") ||
           (s->warranty != 0 && s->warranty >= kk_day_of(at));
}

enum kk_status kk_swap_repair(struct kk_ctx *ctx, const struct kk_seat *s,
                              kk_id incident, struct kk_err *err)
{
    kk_id row;

    return kk_repair_open(
        ctx,
        &(struct kk_repair_new){.unit = s->unit,
                                .incident = incident,
                                .desk = s->desk,
                                .erase = kk_streq(s->flow_class, "P")},
        &row, err);
}

static enum kk_status install(struct kk_ctx *ctx, const struct kk_args *a,
                              const struct kk_seat *s, kk_id spare,
                              kk_id incident, struct kk_err *err)
{
    const char *settings = kk_arg_text(a, "settings");
    const char *key = kk_arg_text(a, "key");
    enum kk_status st;

    if (kk_arg_given(a, "settings") == KK_UNSET)
        settings = s->settings;
    if (kk_arg_given(a, "key") == KK_UNSET)
        key = s->key;
    st = kk_unit_move(
        ctx,
        &(struct kk_move){
            .unit = spare,
            .place = s->place,
            .dept = s->dept,
            .incident = incident,
            .reason = "予備機を設置",
            .at = kk_arg_at(ctx, a, "at"),
            .more = KK_CELLS(
                {"state", kk_vtext("稼働中")}, {"role", kk_vtext(s->role)},
                {"segment", kk_vtext(s->segment)},
                {"custodian", kk_vtext("市")}, {"settings", kk_vtext(settings)},
                {"key_no", kk_vtext(key)}, {"spare_state", kk_vtext("設置済")},
                {"spare_incident_id", kk_vnull()}),
        },
        err);
    return st == KK_OK ? kk_pairs_exchange(ctx, s->unit, spare, err) : st;
}

static enum kk_status take_out(struct kk_ctx *ctx, const struct kk_args *a,
                               const struct kk_seat *s, kk_id incident,
                               struct kk_err *err)
{
    kk_time at = kk_arg_at(ctx, a, "at");
    const char *state = kk_arg_text(a, "faulty_state");
    kk_id to = kk_arg_id(a, "faulty_to");
    enum kk_status st = KK_OK;

    if (to == 0)
        st = kk_db_int(ctx->db, "swap/faulty_place", NULL, &to, err);
    if (st == KK_OK && to == 0)
        st = kk_fail_at(err, KK_REFUSED, "faulty_to",
                        "故障機を持ち帰る場所を入れてください");
    if (st == KK_OK)
        st = kk_unit_move(
            ctx,
            &(struct kk_move){
                .unit = s->unit,
                .place = to,
                .incident = incident,
                .reason = "故障のため予備機と交換",
                .at = at,
                .more = KK_CELLS(
                    {"state", kk_vtext(state != NULL ? state : "故障保管")},
                    {"key_no", kk_vnull()}, {"spare_state", kk_vnull()},
                    {"spare_incident_id", kk_vnull()}),
            },
            err);
    if (st == KK_OK && is_repaired(s, at))
        st = kk_swap_repair(ctx, s, incident, err);
    return st;
}

/* What does not fit of the spare, as it stands before it goes in. NULL:
 * nothing.
 */
static enum kk_status misfit(struct kk_ctx *ctx, kk_id spare,
                             struct kk_guard *g, const char **out,
                             struct kk_err *err)
{
    struct kk_spare s = {0};
    enum kk_status st = kk_spare_load(ctx, spare, g->c.id, &g->arena, &s, err);
    bool repair = st == KK_OK && s.in_repair;

    *out = NULL;
    if (st == KK_OK && (repair || s.mismatch[0] != '\0'))
        *out = kk_arena_printf(&g->arena, "%s%s%s", repair ? "修理中です" : "",
                               repair && s.mismatch[0] != '\0' ? "。" : "",
                               s.mismatch);
    return st;
}

static enum kk_status run_swap(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    kk_id spare = kk_arg_id(a, "spare");
    const char *wrong = NULL;
    struct kk_seat seat;
    struct kk_guard g;
    bool again;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_seat_load(ctx, &g.c, kk_arg_at(ctx, a, "at"), &g.arena, &seat,
                          err);
    if (st == KK_OK)
        st = misfit(ctx, spare, &g, &wrong, err);
    if (st == KK_OK)
        st = put_before(ctx, a, &g.c, err);
    again = g.c.swap_unit != 0;
    if (st == KK_OK && !again)
        st = take_out(ctx, a, &seat, *id, err);
    else if (st == KK_OK) /* it is out; the seat's key goes on */
        st = kk_row_update(ctx->db, "unit", seat.unit,
                           KK_CELLS({"key_no", kk_vnull()}), err);
    if (st == KK_OK)
        st = install(ctx, a, &seat, spare, *id, err);
    if (st == KK_OK)
        st = kk_row_update(
            ctx->db, "incident", *id,
            KK_CELLS({"swap_unit_id", kk_vint(seat.unit)},
                     {"swap_spare_id", kk_vint(spare)},
                     {"swap_misfit", kk_vtext(wrong)},
                     {"swap_at", kk_vint(kk_arg_at(ctx, a, "at"))}),
            err);
    /* The case had ended with a spare that then went to another: what the
     * user saw working was not this one. */
    if (st == KK_OK && again && g.c.completed != 0)
        st = kk_row_update(ctx->db, "incident", *id,
                           KK_CELLS({"user_check_by", kk_vnull()},
                                    {"user_check_at", kk_vnull()},
                                    {"completed_at", kk_vnull()},
                                    {"mail_sent_at", kk_vnull()}),
                           err);
    return kk_guard_end(&g, st);
}

enum kk_status kk_swap_retime(struct kk_ctx *ctx, kk_id incident, kk_time at,
                              struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    struct {
        kk_id move, unit;
    } row[2];
    size_t n = 0;
    enum kk_status st = kk_cur_open(
        ctx->db, "swap/moves",
        KK_BINDS({"incident", kk_vint(incident)}, {"at", kk_vint(at)}), &cur,
        err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (n < sizeof row / sizeof *row) {
            row[n].move = kk_cur_int(cur, 0);
            row[n++].unit = kk_cur_int(cur, 1);
        }
    kk_cur_close(&cur);
    if (st == KK_NONE)
        st = KK_OK;
    if (st == KK_OK)
        st = kk_row_update(ctx->db, "incident", incident,
                           KK_CELLS({"swap_at", kk_vint(at)}), err);
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_move_retime(ctx, row[i].unit, row[i].move, at, err);
    return st;
}

/* --- incident.replace_part ----------------------------------------------- */

static const struct kk_param part_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("part", COLUMN(incident, part), .flags = KK_REQUIRED | KK_POINT,
          .max_cps = 100),
    PARAM("at", INTO(incident, part_at), .label = "日時", .flags = KK_NOW),
    PARAM("repair", .label = "部品の修理", .from = "yesno", .type = KK_CHOICE,
          .hint = "空なら記憶装置のときだけ始める"),
    P_BEFORE,
    END,
};

/* A part that holds data is erased as a whole unit is (§5.1.2). */
static enum kk_status open_part_repair(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id incident,
                                       struct kk_err *err)
{
    const char *part = kk_arg_text(a, "part");
    bool told = kk_arg_given(a, "repair") == KK_GIVEN;
    struct kk_arena arena = {0};
    struct kk_val v[3] = {{0}};
    kk_id row;
    enum kk_status st = kk_db_one(
        ctx->db, "repair/of_part",
        KK_BINDS({"incident", kk_vint(incident)}, {"part", kk_vtext(part)}),
        &arena, v, 3, err);

    kk_arena_free(&arena);
    if (st != KK_OK || !(told ? kk_arg_yes(a, "repair") : v[2].i != 0))
        return st == KK_NONE ? KK_OK : st;
    return kk_repair_open(ctx,
                          &(struct kk_repair_new){.unit = v[0].i,
                                                  .incident = incident,
                                                  .desk = v[1].i,
                                                  .part = part,
                                                  .erase = v[2].i != 0},
                          &row, err);
}

/* A further part is named beside the ones before. */
static enum kk_status run_part(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    struct kk_val had = {0};
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = put_before(ctx, a, &g.c, err);
    if (st == KK_OK)
        st = kk_row_get(ctx->db, "incident", *id, "part", &g.arena, &had, err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    if (st == KK_OK && had.type == KK_VTEXT)
        st = kk_row_update(ctx->db, "incident", *id,
                           KK_CELLS({"part", kk_vtext(kk_arena_printf(
                                                 &g.arena, "%s、%s", had.s,
                                                 kk_arg_text(a, "part")))}),
                           err);
    if (st == KK_OK)
        st = open_part_repair(ctx, a, *id, err);
    return kk_guard_end(&g, st);
}

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "incident.swap",
     .label = "予備機と交換",
     .brief = "交換",
     .kind = "incident",
     .words = "予備機を故障機の席に置き、故障機を持ち帰ります。台帳、案件、"
              "修理まで一度に記録します。",
     .fill = "swap/fill",
     .tell = "swap/tell",
     .flags = KK_HAPPENED,
     .params = swap_params,
     .may = "incident/may",
     .run = run_swap,
     .lost = kk_swap_lost},
    {.name = "incident.swap_back",
     .label = "交換を戻す",
     .brief = "交換を戻す",
     .kind = "incident",
     .words = "置いた予備機が使えなかったときなどに、予備機を外します。",
     .flags = KK_HAPPENED,
     .params = kk_swap_back_params,
     .may = "incident/may",
     .run = kk_swap_back_run},
    {.name = "incident.replace_part",
     .label = "部品を交換",
     .brief = "部品交換",
     .kind = "incident",
     .words = "部品だけを交換します。機器はそのままです。記憶装置なら消去のため"
              "に修理を始めます。",
     .tell = "repair/tell_part",
     .flags = KK_HAPPENED,
     .params = part_params,
     .may = "incident/may",
     .run = run_part},
    {.name = NULL},
};

const struct kk_feature kk_feature_swap = {
    .name = "swap",
    .actions = actions,
};
