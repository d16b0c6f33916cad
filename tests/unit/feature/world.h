/* An office with the contract's data and two workers, and every feature. */
#ifndef KIKUSUI_TESTS_FEATURE_WORLD_H
#define KIKUSUI_TESTS_FEATURE_WORLD_H

#include "../store/fixture.h"

#include <kikusui/domain/contract.h>
#include <kikusui/feature/contract_init.h>
#include <kikusui/feature/features.h>

struct world {
    struct fixture f;
    struct kk_ctx ctx;
    struct kk_err err;
};

#define FEATURE(name, files) &kk_feature_##name,
static const struct kk_feature *const world_features[] = {
#include <kikusui/feature/features.def>
    NULL,
};
#undef FEATURE
static const struct kk_registry world_registry = {.features = world_features};

/* Runs an action with key, value pairs up to NULL; keeps the outcome. */
static inline enum kk_status world_act(struct world *w, struct kk_outcome *o,
                                       enum kk_act_mode mode, const char *name,
                                       ...)
{
    const struct kk_action *action = kk_find_action(w->ctx.reg, name);
    struct kk_args *a;
    enum kk_status st = KK_OK;
    const char *key;
    va_list ap;

    ck_assert_msg(action != NULL, "no action %s", name);
    *o = (struct kk_outcome){0};
    kk_err_clear(&w->err);
    a = kk_args_new(action);
    va_start(ap, name);
    while (st == KK_OK && (key = va_arg(ap, const char *)) != NULL)
        st = kk_args_set(&w->ctx, a, key, va_arg(ap, const char *), &w->err);
    va_end(ap);
    if (st == KK_OK)
        st = kk_act(&w->ctx, a, mode, o, &w->err);
    kk_args_free(&a);
    return st;
}

/* The same, when only success and the record count. */
#define world_do(w, ...)                                                       \
    do {                                                                       \
        struct kk_outcome wd_o_;                                               \
        ck_ok(world_act(w, &wd_o_, KK_ACT_RUN, __VA_ARGS__, NULL), &(w)->err); \
        kk_outcome_free(&wd_o_);                                               \
    } while (0)

static inline void world_new(struct world *w)
{
    memset(w, 0, sizeof *w);
    fixture_new(&w->f);
    ck_ok(kk_meta_set(w->f.db, "role", "office", &w->err), &w->err);
    ck_ok(kk_meta_set(w->f.db, "node", "K0", &w->err), &w->err);
    ck_ok(kk_ctx_open(&w->ctx, w->f.db, &w->f.clock, &world_registry, &w->err),
          &w->err);
    ck_ok(kk_contract_init(&w->ctx, 0, &w->err), &w->err);
    world_do(w, "worker.add", "name", "佐藤 拓也", "kana", "さとう たくや");
    ck_ok(kk_ctx_worker(&w->ctx, NULL, &w->err), &w->err);
    world_do(w, "worker.add", "name", "高橋 美咲", "kana", "たかはし みさき");
}

static inline void world_free(struct world *w)
{
    kk_db_close(&w->f.db);
    kk_ctx_close(&w->ctx);
    fixture_free(&w->f);
}

static inline kk_id world_find(struct world *w, const char *kind,
                               const char *ref)
{
    struct kk_arena arena = {0};
    const char *label;
    kk_id id;

    ck_ok(kk_resolve(&w->ctx, kk_find_kind(w->ctx.reg, kind), ref, NULL, &arena,
                     &id, &label, &w->err),
          &w->err);
    kk_arena_free(&arena);
    return id;
}

#endif
