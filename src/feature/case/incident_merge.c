/* One case recorded twice becomes one (「同一案件として統合」). */
#include "case.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#include <string.h>

static const struct kk_param merge_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("into", .label = "統合先", .hint = "残す案件", .from = "incidents",
          .type = KK_REF, .flags = KK_REQUIRED),
    KK_P_WHY,
    END,
};

/* How the case that stays stands is its own: these are never filled in. */
static const char *const own_columns[] = {
    "no",
    "user_check_by",
    "user_check_at",
    "completed_at",
    "mail_sent_at",
    "held_since",
    "hold_reason",
    "returned_at",
    "return_reason",
    "merged_into_id",
    "instructed_at",
};

static bool is_own(const char *column)
{
    for (size_t i = 0; i < sizeof own_columns / sizeof *own_columns; i++)
        if (strcmp(own_columns[i], column) == 0)
            return true;
    return false;
}

static enum kk_status fill_empty(struct kk_ctx *ctx, kk_id from, kk_id into,
                                 struct kk_arena *arena, struct kk_err *err)
{
    const struct kk_table *t =
        kk_catalog_named(kk_db_catalog(ctx->db), "incident");
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < t->n; i++) {
        const char *name = t->column[i].name;
        struct kk_val old;
        struct kk_val other;

        if (is_own(name))
            continue;
        st = kk_row_get(ctx->db, "incident", into, name, arena, &old, err);
        if (st == KK_OK)
            st =
                kk_row_get(ctx->db, "incident", from, name, arena, &other, err);
        if (st == KK_OK && old.type == KK_VNULL && other.type != KK_VNULL)
            st = kk_row_update(ctx->db, "incident", into,
                               KK_CELLS({name, other}), err);
    }
    return st;
}

/* Everything that names the one names the other from now on. */
static enum kk_status re_point(struct kk_ctx *ctx, kk_id from, kk_id into,
                               struct kk_err *err)
{
    struct child {
        const char *table, *column;
        kk_id id;
    } *child = NULL;
    struct kk_arena arena = {0};
    struct kk_cur *cur = NULL;
    size_t n = 0;
    size_t cap = 0;
    enum kk_status st =
        kk_cur_open(ctx->db, "incident/children",
                    KK_BINDS({"incident", kk_vint(from)}), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&child, &cap, n + 1, sizeof *child);
        child[n++] = (struct child){
            .table = kk_arena_strdup(&arena, kk_cur_text(cur, 0)),
            .column = kk_arena_strdup(&arena, kk_cur_text(cur, 1)),
            .id = kk_cur_int(cur, 2)};
    }
    kk_cur_close(&cur);
    if (st == KK_NONE)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_row_update(ctx->db, child[i].table, child[i].id,
                           KK_CELLS({child[i].column, kk_vint(into)}), err);
    kk_free(child);
    kk_arena_free(&arena);
    return st;
}

static enum kk_status check_merge(const struct kk_case *from,
                                  const struct kk_case *into,
                                  struct kk_err *err)
{
    if (from->id == into->id)
        return kk_fail_at(err, KK_REFUSED, "into",
                          "統合先には別の案件を選んでください");
    if (from->swap_unit != 0 && into->swap_unit != 0)
        return kk_fail_at(err, KK_REFUSED, "into",
                          "両方の案件に交換の記録があります。誤っている方の"
                          "交換を先に取り消してください");
    if (from->unit != 0 && into->unit != 0 && from->unit != into->unit)
        return kk_fail_at(err, KK_REFUSED, "into",
                          "機器が違います。同じ案件なら、先に片方の機器を直して"
                          "ください");
    return KK_OK;
}

static enum kk_status run_merge(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    kk_id from = kk_arg_id(a, "incident");
    struct kk_case loser;
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "into");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_case_load(ctx, from, &g.arena, &loser, err);
    if (st == KK_OK)
        st = check_merge(&loser, &g.c, err);
    if (st == KK_OK)
        st = fill_empty(ctx, from, *id, &g.arena, err);
    /* The earliest instruction counts: the clocks began with it. */
    if (st == KK_OK && loser.instructed != 0 &&
        (g.c.instructed == 0 || loser.instructed < g.c.instructed))
        st = kk_row_update(
            ctx->db, "incident", *id,
            KK_CELLS({"instructed_at", kk_vint(loser.instructed)}), err);
    if (st == KK_OK)
        st = re_point(ctx, from, *id, err);
    if (st == KK_OK)
        st = kk_row_update(ctx->db, "incident", from,
                           KK_CELLS({"merged_into_id", kk_vint(*id)}), err);
    if (st == KK_OK)
        st = kk_row_delete(ctx->db, "incident", from, err);
    return kk_guard_end(&g, st);
}

static const struct kk_action actions[] = {
    {.name = "incident.merge",
     .label = "同一案件として統合",
     .kind = "incident",
     .words = "二重に受け付けた案件を一つにします。連絡や訪問は統合先に移り、"
              "空いている項目だけが補われ、早い方の対応指示が残ります。",
     .tell = "incident/tell_clocks",
     .params = merge_params,
     .run = run_merge},
    {.name = NULL},
};

const struct kk_feature kk_feature_incident_merge = {
    .name = "incident_merge",
    .actions = actions,
};
