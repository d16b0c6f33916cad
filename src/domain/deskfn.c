/* The SQL functions that ask the makers' desks. */
#include <kikusui/domain/contract.h>
#include <kikusui/domain/deskfn.h>
#include <kikusui/store/db.h>

/* The service of that name, else the first the desk has. NULL: no such desk,
 * or a null argument. */
static const struct kk_desk *
desk_of(const struct kk_ctx *ctx, const struct kk_val *id, const char *service)
{
    const struct kk_desk_info *info;

    if (id->type != KK_VINT)
        return NULL;
    info = kk_contract_desk(ctx->contract, id->i);
    if (info == NULL || info->n_services == 0)
        return NULL;
    for (size_t i = 0; i < info->n_services; i++)
        if (kk_streq(info->services[i].name, service))
            return &info->services[i].desk;
    return &info->services[0].desk;
}

static void fn_badge(void *user, const struct kk_val *args, int n,
                     struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_ctx *ctx = user;
    const struct kk_desk *desk = desk_of(ctx, &args[0], args[1].s);
    struct kk_str words = {0};
    struct kk_desk_state state;

    (void)n;
    if (desk == NULL || args[2].type != KK_VINT)
        return;
    kk_desk_at(desk, kk_contract_desk_env(ctx->contract), args[2].i, &state);
    kk_desk_words(&state, args[2].i, &words);
    *result = kk_vtext(kk_arena_strdup(arena, kk_str_c(&words)));
    kk_str_free(&words);
}

static void fn_open(void *user, const struct kk_val *args, int n,
                    struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_ctx *ctx = user;
    const struct kk_desk *desk = desk_of(ctx, &args[0], args[1].s);
    struct kk_desk_state state;

    (void)n;
    (void)arena;
    if (desk == NULL || args[2].type != KK_VINT)
        return;
    kk_desk_at(desk, kk_contract_desk_env(ctx->contract), args[2].i, &state);
    if (state.open != KK_DESK_MAYBE)
        *result = kk_vint(state.open == KK_DESK_OPEN);
}

static void fn_why(void *user, const struct kk_val *args, int n,
                   struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_ctx *ctx = user;
    const struct kk_desk *desk = desk_of(ctx, &args[0], args[1].s);
    struct kk_desk_state state;

    (void)n;
    if (desk == NULL || args[2].type != KK_VINT)
        return;
    kk_desk_at(desk, kk_contract_desk_env(ctx->contract), args[2].i, &state);
    if (state.open != KK_DESK_OPEN && state.why != NULL)
        *result = kk_vtext(kk_arena_strdup(arena, state.why));
}

/* 約束の日限; null where 別表3 gives none. */
static void fn_visit_by(void *user, const struct kk_val *args, int n,
                        struct kk_val *result, struct kk_arena *arena)
{
    const struct kk_ctx *ctx = user;
    const struct kk_desk *desk = desk_of(ctx, &args[0], "訪問");
    kk_day day;

    (void)n;
    (void)arena;
    if (desk == NULL || args[1].type != KK_VINT ||
        !kk_contract_desk(ctx->contract, args[0].i)->next_day)
        return;
    day =
        kk_desk_visit_by(desk, kk_contract_desk_env(ctx->contract), args[1].i);
    if (day >= 0)
        *result = kk_vint(day);
}

enum kk_status kk_deskfn_register(struct kk_ctx *ctx, struct kk_err *err)
{
    enum kk_status st =
        kk_db_function(ctx->db, "kk_desk_badge", 3, fn_badge, ctx, err);

    if (st == KK_OK)
        st = kk_db_function(ctx->db, "kk_desk_open", 3, fn_open, ctx, err);
    if (st == KK_OK)
        st = kk_db_function(ctx->db, "kk_desk_why", 3, fn_why, ctx, err);
    if (st == KK_OK)
        st = kk_db_function(ctx->db, "kk_desk_visit_by", 2, fn_visit_by, ctx,
                            err);
    return st;
}
