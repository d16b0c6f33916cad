/* A unit's movement, for every action that moves one: written in its place
 * among those that it has. */
#include "move_lost.h"
#include "unit.h"

#include <kikusui/base/mem.h>

/* What was dated ahead gives way to what is recorded after it. The latest is
 * the first to go, so that the unit ends where the earliest took it from. */
static enum kk_status drop_ahead(struct kk_ctx *ctx, const struct kk_move *m,
                                 struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    struct ahead {
        kk_id move;
        struct kk_val from[2];
    } *had = NULL;
    size_t n = 0, cap = 0;
    enum kk_status st = kk_cur_open(
        ctx->db, "move/ahead",
        KK_BINDS({"unit", kk_vint(m->unit)}, {"at", kk_vint(m->at)}), &cur,
        err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&had, &cap, n + 1, sizeof *had);
        had[n++] = (struct ahead){
            .move = kk_cur_int(cur, 0),
            .from = {kk_vid(kk_cur_int(cur, 1)), kk_vid(kk_cur_int(cur, 2))}};
    }
    kk_cur_close(&cur);
    if (st == KK_NONE)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_move_drop(ctx, had[i].move, m->unit, had[i].from, err);
    kk_free(had);
    return st;
}

enum kk_status kk_move_beside(struct kk_ctx *ctx, kk_id move,
                              struct kk_beside *out, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    enum kk_status st =
        kk_db_one(ctx->db, "move/beside", KK_BINDS({"id", kk_vint(move)}),
                  &arena, v, 2, err);

    *out = (struct kk_beside){.before = v[0].i, .after = v[1].i};
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_move_join(struct kk_ctx *ctx, kk_id before, kk_id after,
                            struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    enum kk_status st = KK_OK;

    if (before == 0 || after == 0)
        return KK_OK;
    st = kk_db_one(ctx->db, "move/to", KK_BINDS({"id", kk_vint(before)}),
                   &arena, v, 2, err);
    if (st == KK_OK)
        st = kk_row_update(
            ctx->db, "unit_move", after,
            KK_CELLS({"from_place_id", v[0]}, {"from_dept_id", v[1]}), err);
    kk_arena_free(&arena);
    return st;
}

/* Between others it began where the one before ended; before all of them,
 * where the first began. */
static enum kk_status put_between(struct kk_ctx *ctx, kk_id move,
                                  const struct kk_beside *by,
                                  struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    enum kk_status st = kk_move_join(ctx, by->before, move, err);

    if (st == KK_OK && by->before == 0)
        st = kk_db_one(ctx->db, "move/from",
                       KK_BINDS({"id", kk_vint(by->after)}), &arena, v, 2, err);
    if (st == KK_OK && by->before == 0)
        st = kk_row_update(
            ctx->db, "unit_move", move,
            KK_CELLS({"from_place_id", v[0]}, {"from_dept_id", v[1]}), err);
    kk_arena_free(&arena);
    return st == KK_OK ? kk_move_join(ctx, move, by->after, err) : st;
}

static enum kk_status put_row(struct kk_ctx *ctx, const struct kk_move *m,
                              kk_id *row, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    enum kk_status st =
        kk_db_one(ctx->db, "unit/place", KK_BINDS({"unit", kk_vint(m->unit)}),
                  &arena, v, 2, err);

    kk_arena_free(&arena);
    if (st == KK_NONE)
        return kk_fail_at(err, KK_REFUSED, "unit", "その機器はありません");
    if (st != KK_OK)
        return st;
    return kk_row_insert(
        ctx->db, "unit_move",
        KK_CELLS(
            {"unit_id", kk_vint(m->unit)}, {"from_place_id", kk_vid(v[0].i)},
            {"from_dept_id", kk_vid(v[1].i)}, {"to_place_id", kk_vid(m->place)},
            {"to_dept_id", kk_vid(m->dept)}, {"reason", kk_vtext(m->reason)},
            {"incident_id", kk_vid(m->incident)}, {"job_id", kk_vid(m->job)},
            {"happened_at", kk_vint(m->at)}),
        row, err);
}

enum kk_status kk_unit_move(struct kk_ctx *ctx, const struct kk_move *m,
                            struct kk_err *err)
{
    struct kk_cell cells[16];
    struct kk_beside by = {0};
    size_t n = 0;
    kk_id row = 0;
    enum kk_status st = drop_ahead(ctx, m, err);

    if (st == KK_OK)
        st = put_row(ctx, m, &row, err);
    if (st == KK_OK)
        st = kk_move_beside(ctx, row, &by, err);
    if (st == KK_OK && by.after != 0)
        st = put_between(ctx, row, &by, err);
    if (by.after == 0) {
        cells[n++] = (struct kk_cell){"place_id", kk_vid(m->place)};
        cells[n++] = (struct kk_cell){"dept_id", kk_vid(m->dept)};
    }
    for (const struct kk_cell *c = m->more;
         c != NULL && c->column != NULL && n < 15; c++)
        cells[n++] = *c;
    cells[n].column = NULL;
    return st == KK_OK ? kk_row_update(ctx->db, "unit", m->unit, cells, err)
                       : st;
}
