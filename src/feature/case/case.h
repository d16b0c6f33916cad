/* One incident as its actions see it: what stands in its row, and the guards
 * that all of them share. Private to this folder. */
#ifndef KIKUSUI_FEATURE_CASE_H
#define KIKUSUI_FEATURE_CASE_H

#include <kikusui/domain/action.h>
#include <kikusui/domain/ctx.h>
#include <kikusui/rules/sla.h>

struct kk_case {
    kk_id id, unit, place, dept, swap_unit, swap_spare;
    const char *onsite;
    kk_time received, instructed, completed;
};
/* Text is copied into arena. KK_REFUSED: no such incident (any more). */
enum kk_status kk_case_load(struct kk_ctx *ctx, kk_id incident,
                            struct kk_arena *arena, struct kk_case *out,
                            struct kk_err *err) KK_MUST;
/* Around the writes of an action: the case as it was.
 *
 *     struct kk_guard g;
 *     st = kk_guard_begin(ctx, incident, &g, err);
 *     if (st == KK_OK) st = … writes …
 *     return kk_guard_end(&g, st);
 */
struct kk_guard {
    struct kk_ctx *ctx;
    struct kk_case c;
    struct kk_arena arena;
};
enum kk_status kk_guard_begin(struct kk_ctx *ctx, kk_id incident,
                              struct kk_guard *g, struct kk_err *err) KK_MUST;
/* kk_guard_begin; KK_REFUSED where incident/may does not let that action be. */
enum kk_status kk_guard_may(struct kk_ctx *ctx, kk_id incident,
                            const char *action, struct kk_guard *g,
                            struct kk_err *err) KK_MUST;
/* Frees g; st is passed on. */
enum kk_status kk_guard_end(struct kk_guard *g, enum kk_status st) KK_MUST;

/* Registered staff only (R79): `person` must be on the roster on the day of
 * t (0: today). person 0 passes. */
enum kk_status kk_roster_holds(struct kk_ctx *ctx, kk_id person, kk_time t,
                               const char *field, struct kk_err *err) KK_MUST;

/* Time arguments of an action that has an `at`: what was given, else now. */
kk_time kk_arg_at(const struct kk_ctx *ctx, const struct kk_args *a,
                  const char *name);

/* The incident a live row belongs to. KK_REFUSED when the row is gone, or is
 * another's than the one in argument `incident`. */
enum kk_status kk_parent_incident(struct kk_ctx *ctx, const char *table,
                                  kk_id row, const struct kk_args *a,
                                  kk_id *incident, struct kk_err *err) KK_MUST;

/* Runs every action that corrects a row of `table`: the argument of that name
 * is the row, `cancel` takes it back, else the others are its new cells.
 * *incident: whose it is. */
enum kk_status kk_correct_row(struct kk_ctx *ctx, const char *table,
                              const struct kk_args *a, kk_id *incident,
                              struct kk_err *err) KK_MUST;

/* The call that reached the site, and hands on site, as the acting worker's:
 * for actions that record what came before them. */
enum kk_status kk_contact_reached(struct kk_ctx *ctx, kk_id incident,
                                  kk_time at, struct kk_err *err) KK_MUST;
enum kk_status kk_visit_start(struct kk_ctx *ctx, kk_id incident, kk_time at,
                              struct kk_err *err) KK_MUST;

#endif
