/* What becomes of a small device that was swapped out (§5.1.2, R30, R31): in
 * warranty packed and sent to the maker, out of it handed to the city, asked of
 * the city while it is not known. */
#include "move_lost.h"
#include "swap.h"
#include "unit.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#include <string.h>

/* --- incident.ask_warranty, .warranty_answer ------------------------------ */

static const struct kk_param ask_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("at", INTO(incident, asked_at), .label = "日時", .flags = KK_NOW),
    PARAM("of", COLUMN(incident, asked_of), .flags = KK_POINT, .max_cps = 60),
    END,
};

static const struct kk_param answer_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("answer", COLUMN(incident, answer), .from = "warranty_answer",
          .type = KK_CHOICE, .flags = KK_REQUIRED | KK_POINT),
    PARAM("at", INTO(incident, answered_at), .label = "日時", .flags = KK_NOW),
    PARAM("until", .label = "保証期限",
          .hint = "市が答えたとき。台帳に入ります", .type = KK_DATE),
    END,
};

/* In warranty after all: the repair that the swap did not open. */
static enum kk_status open_repair(struct kk_ctx *ctx, const struct kk_case *c,
                                  struct kk_arena *arena, struct kk_err *err)
{
    struct kk_seat seat;
    int64_t had = 0;
    enum kk_status st =
        kk_db_int(ctx->db, "swap/repair",
                  KK_BINDS({"incident", kk_vint(c->id)}), &had, err);

    if (st == KK_OK && had == 0)
        st = kk_seat_load(ctx, c, 0, arena, &seat, err);
    return st == KK_OK && had == 0 ? kk_swap_repair(ctx, &seat, c->id, err)
                                   : st;
}

static enum kk_status run_answer(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    if (st == KK_OK && kk_arg_given(a, "until") == KK_GIVEN)
        st = kk_row_update(
            ctx->db, "unit", g.c.swap_unit,
            KK_CELLS({"warranty_until", kk_vint(kk_arg_day(a, "until"))}), err);
    if (st == KK_OK && kk_streq(kk_arg_text(a, "answer"), "保証内"))
        st = open_repair(ctx, &g.c, &g.arena, err);
    return kk_guard_end(&g, st);
}

/* --- incident.hand_over --------------------------------------------------- */

static const struct kk_param hand_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("to", COLUMN(incident, handed_to), .flags = KK_REQUIRED | KK_POINT,
          .max_cps = 60),
    PARAM("at", INTO(incident, handed_at), .label = "日時", .flags = KK_NOW),
    END,
};

/* --- incident.ship, .ship_back -------------------------------------------- */

static const struct kk_param ship_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("at", INTO(incident, shipped_at), .label = "日時", .flags = KK_NOW),
    PARAM("to", COLUMN(incident, shipped_to),
          .hint = "窓口が分からない機種は市に聞いて入れる",
          .flags = KK_REQUIRED | KK_POINT, .max_cps = 100),
    PARAM("no", COLUMN(incident, ship_no), .flags = KK_NARROW, .max_cps = 40),
    END,
};

static enum kk_status move_faulty(struct kk_ctx *ctx, const struct kk_args *a,
                                  const struct kk_case *c, kk_id place,
                                  const char *reason,
                                  const struct kk_cell *more,
                                  struct kk_err *err)
{
    return place == 0
               ? KK_OK
               : kk_unit_move(ctx,
                              &(struct kk_move){.unit = c->swap_unit,
                                                .place = place,
                                                .incident = c->id,
                                                .reason = reason,
                                                .at = kk_arg_at(ctx, a, "at"),
                                                .more = more},
                              err);
}

/* What was sent was called in with it. */
static enum kk_status run_ship(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    int64_t repair = 0;
    int64_t place = 0;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    if (st == KK_OK)
        st = kk_db_int(ctx->db, "swap/maker_place", NULL, &place, err);
    if (st == KK_OK)
        st = move_faulty(ctx, a, &g.c, place, "修理のため発送",
                         KK_CELLS({"state", kk_vtext("修理中")}), err);
    if (st == KK_OK)
        st = kk_db_int(ctx->db, "repair/uncalled",
                       KK_BINDS({"unit", kk_vint(g.c.swap_unit)},
                                {"incident", kk_vint(*id)}),
                       &repair, err);
    if (st == KK_OK && repair != 0)
        st = kk_row_update(
            ctx->db, "repair", repair,
            KK_CELLS({"called_at", kk_vint(kk_arg_at(ctx, a, "at"))}), err);
    return kk_guard_end(&g, st);
}

static const struct kk_param back_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("at", INTO(incident, ship_back_at), .label = "日時", .flags = KK_NOW),
    PARAM("place", .label = "戻した場所", .hint = "空なら故障機を置く場所",
          .from = "places", .type = KK_REF),
    END,
};

/* What went on since it was sent is where the ledger has it. */
static enum kk_status run_back(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    kk_id place = kk_arg_id(a, "place");
    int64_t moved_on = 0;
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    if (st == KK_OK && place == 0)
        st = kk_db_int(ctx->db, "swap/faulty_place", NULL, &place, err);
    if (st == KK_OK)
        st = kk_db_int(ctx->db, "swap/moved_on",
                       KK_BINDS({"incident", kk_vint(*id)}), &moved_on, err);
    if (st == KK_OK && moved_on == 0 && place == 0)
        st = kk_fail_at(err, KK_REFUSED, "place", "戻した場所を入れてください");
    if (st == KK_OK && moved_on == 0)
        st = move_faulty(ctx, a, &g.c, place, "メーカーから返着", NULL, err);
    return kk_guard_end(&g, st);
}

/* --- decided against ------------------------------------------------------ */

/* kk_action.lost of all of them: what it said of case, unit and repair is as it
 * was before, and its movement was not. A repair that it opened is none. */
static enum kk_status lost(struct kk_ctx *ctx, const struct kk_entry *e,
                           struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < e->n_changes; i++) {
        const struct kk_entry_change *c = &e->change[i];
        const struct kk_table *t =
            kk_catalog_table(kk_db_catalog(ctx->db), c->table_id);

        if (t == NULL || (strcmp(t->name, "incident") != 0 &&
                          strcmp(t->name, "repair") != 0))
            continue;
        if (c->column_id > KK_COL_DELETED)
            st = kk_lost_revert(ctx, e, c, err);
        else if (c->column_id == KK_COL_BIRTH && strcmp(t->name, "repair") == 0)
            st = kk_row_delete(ctx->db, "repair", c->row, err);
    }
    return st == KK_OK ? kk_move_lost(ctx, e, err) : st;
}

/* --- the table ------------------------------------------------------------ */

static const struct kk_action actions[] = {
    {.name = "incident.ask_warranty",
     .label = "保証の有無を市へ照会",
     .brief = "保証を照会",
     .kind = "incident",
     .words = "保証期限の分からない小型機器について市に尋ねたことを記録します。"
              "不明は期限切れではありません。",
     .fill = "incident/fill_ask_warranty",
     .tell = "incident/tell_rest",
     .flags = KK_HAPPENED,
     .params = ask_params,
     .may = "incident/may",
     .lost = lost},
    {.name = "incident.warranty_answer",
     .label = "照会の回答を記録",
     .brief = "照会の回答",
     .kind = "incident",
     .words = "保証の有無についての市の回答を記録します。保証内なら発送、"
              "保証外なら市への引渡しに進みます。",
     .fill = "incident/fill_warranty_answer",
     .tell = "incident/tell_rest",
     .flags = KK_HAPPENED,
     .params = answer_params,
     .may = "incident/may",
     .run = run_answer,
     .lost = lost},
    {.name = "incident.hand_over",
     .label = "故障機を市へ引渡し",
     .brief = "市へ引渡し",
     .kind = "incident",
     .words = "保証期間の過ぎた小型機器を、修理せず市に引き渡したことを記録"
              "します。",
     .fill = "incident/fill_hand_over",
     .tell = "incident/tell_rest",
     .sets = "incident/sets_hand_over",
     .flags = KK_HAPPENED,
     .params = hand_params,
     .may = "incident/may",
     .lost = lost},
    {.name = "incident.ship",
     .label = "故障機を発送",
     .brief = "発送",
     .kind = "incident",
     .words = "保証期間内の小型機器を梱包してメーカーへ送ったことを記録"
              "します。",
     .fill = "incident/fill_ship",
     .tell = "incident/tell_rest",
     .flags = KK_HAPPENED,
     .params = ship_params,
     .may = "incident/may",
     .run = run_ship,
     .lost = lost},
    {.name = "incident.ship_back",
     .label = "故障機の返着",
     .brief = "返着",
     .kind = "incident",
     .words = "メーカーに送った機器が戻ったことを記録します。",
     .fill = "incident/fill_ship_back",
     .tell = "incident/tell_ship_back",
     .flags = KK_HAPPENED,
     .params = back_params,
     .may = "incident/may",
     .run = run_back,
     .lost = lost},
    {.name = NULL},
};

static const struct kk_code answer_codes[] = {SAME("保証内"), SAME("保証外"),
                                              CODE(NULL, NULL)};
static const struct kk_codes codes[] = {
    {.name = "warranty_answer", .code = answer_codes},
    END,
};

/* What remains when the mail is out. */
static const struct kk_col cols[] = {
    COL_OF(incident, no, 8),
    COL("place", "拠点・部署", 22, .flags = KK_COL_GROW | KK_COL_TAIL),
    COL("device", "機器", 12),
    COL("machine_id", "故障機", 12),
    COL("rest", "残っていること", 16),
    COL("since", "いつから", 11, .show = KK_SHOW_TIME),
    COL("warranty", "保証", 8, .flags = KK_COL_WIDE),
    COL("mailed", "完了メール", 11, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL_OF(incident, unit_id, 0, .flags = KK_COL_HIDDEN),
    END,
};
static const char *const orders[] = {"since", "-since", NULL};
static const struct kk_listing listings[] = {
    {.name = "aftercare",
     .title = "後処理",
     .sql = "incident/list_aftercare",
     .empty = "完了メールの後に残っていることはありません。",
     .row_kind = "incident",
     .orders = orders,
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    {.name = NULL},
};

const struct kk_feature kk_feature_faulty = {
    .name = "faulty",
    .actions = actions,
    .listings = listings,
    .codes = codes,
};
