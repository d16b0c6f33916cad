/* What swap.c, swap_back.c and faulty.c share. Private to this folder. */
#ifndef KIKUSUI_FEATURE_SWAP_H
#define KIKUSUI_FEATURE_SWAP_H

#include "case.h"

/* The unit that broke, and the seat it stood on. */
struct kk_seat {
    kk_id unit, place, dept, desk;
    const char *machine_id, *flow_class, *role, *segment, *settings, *key;
    kk_day warranty; /* 0: unknown */
};
/* The seat as it was then (0: is now); after the unit was taken out it is where
 * it was taken from. KK_REFUSED when the incident's unit is not known. */
enum kk_status kk_seat_load(struct kk_ctx *ctx, const struct kk_case *c,
                            kk_time at, struct kk_arena *arena,
                            struct kk_seat *out, struct kk_err *err) KK_MUST;

/* The repair of the unit that the case took out. */
enum kk_status kk_swap_repair(struct kk_ctx *ctx, const struct kk_seat *s,
                              kk_id incident, struct kk_err *err) KK_MUST;

/* Display and control PC stay where they are: what counted as one unit with
 * `a` does so with `b` from now on, and the other way round. */
enum kk_status kk_pairs_exchange(struct kk_ctx *ctx, kk_id a, kk_id b,
                                 struct kk_err *err) KK_MUST;

extern const struct kk_param kk_swap_back_params[];
enum kk_status kk_swap_back_run(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err) KK_MUST;
/* kk_action.lost of incident.swap. */
enum kk_status kk_swap_lost(struct kk_ctx *ctx, const struct kk_entry *e,
                            struct kk_err *err) KK_MUST;

/* Another time for the swap that stands: of the case and of both movements. */
enum kk_status kk_swap_retime(struct kk_ctx *ctx, kk_id incident, kk_time at,
                              struct kk_err *err) KK_MUST;

#endif
