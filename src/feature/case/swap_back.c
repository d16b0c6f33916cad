/* Taking a swap back: because the spare did not do, or because a review gave
 * it to another case. */
#include "move_lost.h"
#include "swap.h"
#include "unit.h"

#include <kikusui/domain/tables.h>
#include <kikusui/store/journal.h>

#include <string.h>

/* --- incident.swap_back -------------------------------------------------- */

const struct kk_param kk_swap_back_params[] = {
    KK_P_INCIDENT("queue"),
    KK_P_AT,
    PARAM("spare_to", .label = "予備機は", .hint = "空なら元の場所",
          .from = "places", .type = KK_REF),
    PARAM("spare_state", .label = "予備機の状態", .from = "spare_back",
          .type = KK_CHOICE, .initial = "使用可"),
    PARAM("faulty_back", .label = "故障機を席に戻す",
          .hint = "戻さなければ予備未定になります", .from = "yesno",
          .type = KK_CHOICE, .initial = "no"),
    KK_P_REASON,
    END,
};

static enum kk_status spare_out(struct kk_ctx *ctx, const struct kk_args *a,
                                const struct kk_case *c, struct kk_err *err)
{
    const char *state = kk_arg_text(a, "spare_state");
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    kk_id to = kk_arg_id(a, "spare_to");
    enum kk_status st = kk_db_one(ctx->db, "swap/came_from",
                                  KK_BINDS({"unit", kk_vint(c->swap_spare)},
                                           {"incident", kk_vint(c->id)}),
                                  &arena, v, 2, err);

    kk_arena_free(&arena);
    if (st == KK_NONE)
        st = KK_OK;
    if (st == KK_OK)
        st = kk_pairs_exchange(ctx, c->swap_unit, c->swap_spare, err);
    if (st == KK_OK)
        st = kk_unit_move(
            ctx,
            &(struct kk_move){
                .unit = c->swap_spare,
                .place = to != 0 ? to : v[0].i,
                .dept = to != 0 ? 0 : v[1].i,
                .incident = c->id,
                .reason = kk_arg_text(a, "reason"),
                .at = kk_arg_at(ctx, a, "at"),
                .more =
                    KK_CELLS({"state", kk_vtext("予備")},
                             {"custodian", kk_vtext("受託者")},
                             {"key_no", kk_vnull()}, {"settings", kk_vnull()},
                             {"spare_state",
                              kk_vtext(state != NULL ? state : "使用可")}),
            },
            err);
    return st;
}

/* The wire key stays at the seat: with the unit it was taken from, until one
 * sits there again. */
static enum kk_status key_back(struct kk_ctx *ctx, const struct kk_case *c,
                               struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val key = {0};
    enum kk_status st =
        kk_row_get(ctx->db, "unit", c->swap_spare, "key_no", &arena, &key, err);

    if (st == KK_OK && key.type != KK_VNULL)
        st = kk_row_update(ctx->db, "unit", c->swap_unit,
                           KK_CELLS({"key_no", key}), err);
    kk_arena_free(&arena);
    return st;
}

/* A repair that nobody called in yet was opened by the swap and goes with it.
 */
static enum kk_status faulty_back(struct kk_ctx *ctx, const struct kk_args *a,
                                  const struct kk_case *c,
                                  struct kk_arena *arena, struct kk_err *err)
{
    struct kk_seat seat;
    kk_id repair = 0;
    enum kk_status st = kk_seat_load(ctx, c, 0, arena, &seat, err);

    if (st == KK_OK)
        st = kk_unit_move(ctx,
                          &(struct kk_move){
                              .unit = c->swap_unit,
                              .place = seat.place,
                              .dept = seat.dept,
                              .incident = c->id,
                              .reason = kk_arg_text(a, "reason"),
                              .at = kk_arg_at(ctx, a, "at"),
                              .more = KK_CELLS({"state", kk_vtext("稼働中")}),
                          },
                          err);
    if (st == KK_OK)
        st = kk_db_int(ctx->db, "repair/uncalled",
                       KK_BINDS({"incident", kk_vint(c->id)},
                                {"unit", kk_vint(c->swap_unit)}),
                       &repair, err);
    if (st == KK_OK && repair != 0)
        st = kk_row_delete(ctx->db, "repair", repair, err);
    if (st == KK_OK)
        st = kk_row_update(
            ctx->db, "incident", c->id,
            KK_CELLS({"swap_unit_id", kk_vnull()}, {"swap_at", kk_vnull()}),
            err);
    return st;
}

enum kk_status kk_swap_back_run(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    bool back = kk_arg_yes(a, "faulty_back");
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK && g.c.swap_spare != 0)
        st = key_back(ctx, &g.c, err);
    if (st == KK_OK && g.c.swap_spare != 0)
        st = spare_out(ctx, a, &g.c, err);
    if (st == KK_OK)
        st = kk_row_update(ctx->db, "incident", *id,
                           KK_CELLS({"swap_spare_id", kk_vnull()},
                                    {"swap_misfit", kk_vnull()},
                                    {"user_check_by", kk_vnull()},
                                    {"user_check_at", kk_vnull()}),
                           err);
    if (st == KK_OK && back)
        st = faulty_back(ctx, a, &g.c, &g.arena, err);
    return kk_guard_end(&g, st);
}

/* --- incident.swap, decided against -------------------------------------- */

static const struct kk_table *table_of(struct kk_ctx *ctx, const char *name)
{
    return kk_catalog_named(kk_db_catalog(ctx->db), name);
}

struct birth {
    int column;
    int64_t value;
};

static void find_value(void *user, int column_id, const struct kk_val *val)
{
    struct birth *b = user;

    if (column_id == b->column && val->type == KK_VINT)
        b->value = val->i;
}

/* The movement of the spare that this entry made is one that never was. */
static enum kk_status drop_move(struct kk_ctx *ctx,
                                const struct kk_entry_change *c, kk_id spare,
                                struct kk_err *err)
{
    const struct kk_table *t = table_of(ctx, "unit_move");
    struct birth b = {.column = kk_table_named(t, "unit_id")->id};
    enum kk_status st;

    if (c->table_id != t->id || c->column_id != KK_COL_BIRTH)
        return KK_OK;
    st = kk_journal_birth(&c->val, find_value, &b, err);
    if (st == KK_OK && b.value == spare)
        st = kk_row_delete(ctx->db, "unit_move", c->row, err);
    return st;
}

/* A cell that only this entry wrote goes back to what it was: the spare as it
 * stood (the other case's swap wrote its own cells, which stand), and which
 * unit a display and the seat's key belong to. The broken unit is out of its
 * seat all the same.
 */
static enum kk_status revert(struct kk_ctx *ctx, const struct kk_entry *e,
                             const struct kk_entry_change *c, kk_id faulty,
                             struct kk_err *err)
{
    const struct kk_table *t = table_of(ctx, "unit");
    const struct kk_column *col;

    if (c->table_id != t->id || c->column_id <= KK_COL_DELETED)
        return KK_OK;
    col = kk_table_column(t, c->column_id);
    if (col == NULL || (c->row == faulty && strcmp(col->name, "pair_id") != 0 &&
                        strcmp(col->name, "key_no") != 0))
        return KK_OK;
    return kk_lost_revert(ctx, e, c, err);
}

static kk_id arg_id(const struct kk_entry *e, const char *name)
{
    int64_t id = 0;

    for (size_t i = 0; i < e->n_args; i++)
        if (kk_streq(e->arg[i].name, name) && e->arg[i].value != NULL)
            (void)kk_parse_i64(e->arg[i].value, &id);
    return id;
}

enum kk_status kk_swap_lost(struct kk_ctx *ctx, const struct kk_entry *e,
                            struct kk_err *err)
{
    kk_id spare = arg_id(e, "spare");
    int64_t now_spare;
    int64_t faulty;
    enum kk_status st = kk_cell_int(ctx, "incident", e->subject,
                                    "swap_spare_id", &now_spare, err);

    if (st == KK_OK)
        st = kk_cell_int(ctx, "incident", e->subject, "swap_unit_id", &faulty,
                         err);
    if (st == KK_OK && now_spare == spare)
        st = kk_row_update(ctx->db, "incident", e->subject,
                           KK_CELLS({"swap_spare_id", kk_vnull()}), err);
    for (size_t i = 0; st == KK_OK && i < e->n_changes; i++)
        st = drop_move(ctx, &e->change[i], spare, err);
    for (size_t i = 0; st == KK_OK && i < e->n_changes; i++)
        st = revert(ctx, e, &e->change[i], faulty, err);
    return st;
}
