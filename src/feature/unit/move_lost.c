/* Taking back what a lost movement left behind. */
#include "move_lost.h"

#include <kikusui/base/mem.h>
#include <kikusui/feature/features.h>

#include <string.h>

enum kk_status kk_lost_revert(struct kk_ctx *ctx, const struct kk_entry *e,
                              const struct kk_entry_change *c,
                              struct kk_err *err)
{
    const struct kk_table *t =
        kk_catalog_table(kk_db_catalog(ctx->db), c->table_id);
    const struct kk_column *col = t == NULL || c->column_id <= KK_COL_DELETED
                                      ? NULL
                                      : kk_table_column(t, c->column_id);
    struct kk_arena arena = {0};
    struct kk_val old;
    int64_t others;
    enum kk_status st;

    if (col == NULL)
        return KK_OK;
    st = kk_db_int(ctx->db, "swap/other_heads",
                   KK_BINDS({"tab", kk_vint(c->table_id)},
                            {"row", kk_vint(c->row)},
                            {"col", kk_vint(c->column_id)},
                            {"entry", kk_vint(e->arrival)}),
                   &others, err);
    if (st != KK_OK || others != 0)
        return st;
    st = kk_journal_before(ctx->db, c, &arena, &old, err);
    if (st == KK_OK || st == KK_NONE)
        st = kk_row_update(
            ctx->db, t->name, c->row,
            KK_CELLS({col->name, st == KK_OK ? old : kk_vnull()}), err);
    kk_arena_free(&arena);
    return st;
}

static enum kk_status put_place(struct kk_ctx *ctx, kk_id unit,
                                const struct kk_val v[2], struct kk_err *err)
{
    return kk_row_update(ctx->db, "unit", unit,
                         KK_CELLS({"place_id", v[0]}, {"dept_id", v[1]}), err);
}

enum kk_status kk_move_settle_place(struct kk_ctx *ctx, kk_id unit,
                                    struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    enum kk_status st =
        kk_db_one(ctx->db, "move/last", KK_BINDS({"unit", kk_vint(unit)}),
                  &arena, v, 2, err);

    if (st == KK_OK)
        st = put_place(ctx, unit, v, err);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_move_drop(struct kk_ctx *ctx, kk_id move, kk_id unit,
                            const struct kk_val from[2], struct kk_err *err)
{
    enum kk_status st = kk_row_delete(ctx->db, "unit_move", move, err);

    if (st == KK_OK)
        st = kk_move_settle_place(ctx, unit, err);
    return st == KK_NONE ? put_place(ctx, unit, from, err) : st;
}

struct gone { /* a movement that is decided against */
    kk_id move, unit;
    struct kk_val from[2];
};

/* won 0: all movements of the entry. KK_NONE: there are none. */
static enum kk_status drop_moves(struct kk_ctx *ctx, int64_t lost, int64_t won,
                                 struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    struct gone *g = NULL;
    size_t n = 0, cap = 0;
    enum kk_status st = kk_cur_open(
        ctx->db, "move/lost",
        KK_BINDS({"lost", kk_vint(lost)}, {"won", kk_vint(won)}), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&g, &cap, n + 1, sizeof *g);
        g[n++] = (struct gone){
            .move = kk_cur_int(cur, 0),
            .unit = kk_cur_int(cur, 1),
            .from = {kk_vid(kk_cur_int(cur, 2)), kk_vid(kk_cur_int(cur, 3))}};
    }
    kk_cur_close(&cur);
    if (st == KK_NONE && n > 0)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_move_drop(ctx, g[i].move, g[i].unit, g[i].from, err);
    kk_free(g);
    return st;
}

static enum kk_status revert_table(struct kk_ctx *ctx, const struct kk_entry *e,
                                   const char *table, struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_named(kk_db_catalog(ctx->db), table);
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < e->n_changes; i++)
        if (e->change[i].table_id == t->id)
            st = kk_lost_revert(ctx, e, &e->change[i], err);
    return st;
}

enum kk_status kk_move_correct_lost(struct kk_ctx *ctx,
                                    const struct kk_entry *e,
                                    struct kk_err *err)
{
    int64_t unit = 0;
    enum kk_status st = revert_table(ctx, e, "unit_move", err);

    if (st == KK_OK)
        st = kk_db_int(ctx->db, "move/unit_of",
                       KK_BINDS({"id", kk_vint(e->subject)}), &unit, err);
    if (st == KK_OK && unit != 0)
        st = kk_move_settle_place(ctx, unit, err);
    return st == KK_NONE ? KK_OK : st;
}

/* What an entry that is decided against took away stands again: an undo, or a
 * movement that another one dated ahead gave way to. */
static enum kk_status undrop_moves(struct kk_ctx *ctx, int64_t lost,
                                   int64_t won, struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    struct gone *g = NULL;
    size_t n = 0, cap = 0;
    enum kk_status st = kk_cur_open(
        ctx->db, "move/undropped",
        KK_BINDS({"lost", kk_vint(lost)}, {"won", kk_vint(won)}), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&g, &cap, n + 1, sizeof *g);
        g[n++] = (struct gone){.move = kk_cur_int(cur, 0),
                               .unit = kk_cur_int(cur, 1)};
    }
    kk_cur_close(&cur);
    if (st == KK_NONE && n > 0)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++) {
        st = kk_row_update(ctx->db, "unit_move", g[i].move,
                           KK_CELLS({"deleted", kk_vnull()}), err);
        if (st == KK_OK)
            st = kk_move_settle_place(ctx, g[i].unit, err);
    }
    kk_free(g);
    return st;
}

enum kk_status kk_move_lost(struct kk_ctx *ctx, const struct kk_entry *e,
                            struct kk_err *err)
{
    enum kk_status st = revert_table(ctx, e, "unit", err);

    if (st == KK_OK)
        st = revert_table(ctx, e, "unit_move", err);
    if (st == KK_OK)
        st = drop_moves(ctx, e->arrival, 0, err);
    if (st == KK_OK || st == KK_NONE)
        st = undrop_moves(ctx, e->arrival, 0, err);
    return st == KK_NONE ? KK_OK : st;
}

/* What both entries recorded and nothing takes away (a unit's first movement)
 * joins up: the later one began where the earlier one ended. */
static enum kk_status join_moves(struct kk_ctx *ctx, int64_t lost, int64_t won,
                                 struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    struct gone *g = NULL;
    size_t n = 0, cap = 0;
    enum kk_status st = kk_cur_open(
        ctx->db, "move/apart",
        KK_BINDS({"lost", kk_vint(lost)}, {"won", kk_vint(won)}), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&g, &cap, n + 1, sizeof *g);
        g[n++] = (struct gone){
            .move = kk_cur_int(cur, 0),
            .from = {kk_vid(kk_cur_int(cur, 1)), kk_vid(kk_cur_int(cur, 2))}};
    }
    kk_cur_close(&cur);
    if (st == KK_NONE && n > 0)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_row_update(ctx->db, "unit_move", g[i].move,
                           KK_CELLS({"from_place_id", g[i].from[0]},
                                    {"from_dept_id", g[i].from[1]}),
                           err);
    kk_free(g);
    return st;
}

enum kk_status kk_moves_shared_lost(struct kk_ctx *ctx,
                                    const struct kk_entry *lost,
                                    const struct kk_entry *won,
                                    struct kk_err *err)
{
    enum kk_status (*const step[])(struct kk_ctx *, int64_t, int64_t,
                                   struct kk_err *) = {drop_moves, undrop_moves,
                                                       join_moves};
    enum kk_status st = KK_NONE;

    for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
        enum kk_status one = step[i](ctx, lost->arrival, won->arrival, err);

        if (one != KK_NONE)
            st = one;
        if (one != KK_OK && one != KK_NONE)
            break;
    }
    return st;
}
