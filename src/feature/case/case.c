/* What actions on a case read of it first: its facts and clocks. */
#include "case.h"

#include <kikusui/base/shown.h>
#include <kikusui/domain/contract.h>
#include <kikusui/store/tx.h>

#include <stdio.h>
#include <string.h>

struct row { /* a row of a query, read by column name */
    struct kk_cur *cur;
    struct kk_arena *arena;
};

static int64_t row_int(const struct row *r, const char *name)
{
    int col = kk_cur_col(r->cur, name);

    return col < 0 ? 0 : kk_cur_int(r->cur, col);
}

static const char *row_text(const struct row *r, const char *name)
{
    int col = kk_cur_col(r->cur, name);

    return col < 0 ? NULL : kk_arena_strdup(r->arena, kk_cur_text(r->cur, col));
}

static void read_case(const struct row *r, struct kk_case *c)
{
    *c = (struct kk_case){
        .id = row_int(r, "id"),
        .unit = row_int(r, "unit_id"),
        .place = row_int(r, "place_id"),
        .dept = row_int(r, "dept_id"),
        .swap_unit = row_int(r, "swap_unit_id"),
        .swap_spare = row_int(r, "swap_spare_id"),
        .onsite = row_text(r, "onsite"),
        .received = row_int(r, "received_at"),
        .instructed = row_int(r, "instructed_at"),
        .completed = row_int(r, "completed_at"),
    };
}

enum kk_status kk_case_load(struct kk_ctx *ctx, kk_id incident,
                            struct kk_arena *arena, struct kk_case *out,
                            struct kk_err *err)
{
    struct row r = {.arena = arena};
    enum kk_status st;

    *out = (struct kk_case){0};
    st = kk_cur_open(ctx->db, "incident/case",
                     KK_BINDS({"incident", kk_vint(incident)}), &r.cur, err);
    if (st == KK_OK)
        st = kk_cur_next(r.cur, err);
    if (st == KK_OK)
        read_case(&r, out);
    kk_cur_close(&r.cur);
    if (st == KK_NONE)
        return kk_fail_at(err, KK_REFUSED, "incident",
                          "その案件はありません（統合または取消済み）");
    return st;
}

/* --- around the writes ---------------------------------------------------- */

enum kk_status kk_guard_begin(struct kk_ctx *ctx, kk_id incident,
                              struct kk_guard *g, struct kk_err *err)
{
    *g = (struct kk_guard){.ctx = ctx};
    return kk_case_load(ctx, incident, &g->arena, &g->c, err);
}

enum kk_status kk_guard_may(struct kk_ctx *ctx, kk_id incident,
                            const char *action, struct kk_guard *g,
                            struct kk_err *err)
{
    struct kk_val why = {0};
    enum kk_status st = kk_guard_begin(ctx, incident, g, err);

    if (st == KK_OK)
        st = kk_db_one(
            ctx->db, "incident/may",
            KK_BINDS({"id", kk_vint(incident)}, {"action", kk_vtext(action)}),
            &g->arena, &why, 1, err);
    if (st == KK_OK)
        return kk_fail(err, KK_REFUSED, "%s", why.s == NULL ? "" : why.s);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_guard_end(struct kk_guard *g, enum kk_status st)
{
    kk_arena_free(&g->arena);
    return st;
}

/* --- small things that several actions need ------------------------------ */

enum kk_status kk_roster_holds(struct kk_ctx *ctx, kk_id person, kk_time t,
                               const char *field, struct kk_err *err)
{
    kk_day day = kk_day_of(t != 0 ? t : kk_now(ctx->clock));
    char text[KK_TIME_BYTES];
    int64_t on;
    enum kk_status st;

    if (person == 0)
        return KK_OK;
    st = kk_db_int(ctx->db, "worker/on_roster",
                   KK_BINDS({"person", kk_vint(person)}, {"day", kk_vint(day)}),
                   &on, err);
    if (st == KK_OK && on == 0)
        st = kk_fail_at(err, KK_REFUSED, field,
                        "%s の従事者名簿にない人です。名簿に載っている人だけを"
                        "選べます",
                        kk_day_long(day, text));
    return st;
}

kk_time kk_arg_at(const struct kk_ctx *ctx, const struct kk_args *a,
                  const char *name)
{
    return kk_arg_given(a, name) == KK_GIVEN ? kk_arg_time(a, name)
                                             : kk_time_cut(kk_now(ctx->clock));
}

enum kk_status kk_parent_incident(struct kk_ctx *ctx, const char *table,
                                  kk_id row, const struct kk_args *a,
                                  kk_id *incident, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val gone = {0};
    struct kk_val of = {0};
    kk_id given = kk_arg_id(a, "incident");
    enum kk_status st =
        kk_row_get(ctx->db, table, row, "deleted", &arena, &gone, err);

    *incident = 0;
    if (st == KK_OK && gone.type == KK_VNULL)
        st = kk_row_get(ctx->db, table, row, "incident_id", &arena, &of, err);
    kk_arena_free(&arena);
    if (st != KK_OK && st != KK_NONE)
        return st;
    if (of.i == 0)
        return kk_fail_at(err, KK_REFUSED, table,
                          "その記録はありません（取消済み）");
    if (given != 0 && given != of.i)
        return kk_fail_at(err, KK_REFUSED, table, "別の案件の記録です");
    *incident = of.i;
    return KK_OK;
}

enum kk_status kk_correct_row(struct kk_ctx *ctx, const char *table,
                              const struct kk_args *a, kk_id *incident,
                              struct kk_err *err)
{
    kk_id row = kk_arg_id(a, table);
    enum kk_status st = kk_parent_incident(ctx, table, row, a, incident, err);

    if (st != KK_OK)
        return st;
    if (kk_arg_yes(a, "cancel"))
        return kk_row_delete(ctx->db, table, row, err);
    return kk_put_args(ctx, table, row, a, err);
}
