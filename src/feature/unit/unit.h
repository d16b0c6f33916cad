/* Moving a unit, for every action that does. Private to the feature layer. */
#ifndef KIKUSUI_FEATURE_UNIT_H
#define KIKUSUI_FEATURE_UNIT_H

#include <kikusui/domain/action.h>
#include <kikusui/domain/ctx.h>

struct kk_move {
    kk_id unit, place, dept, incident, job;
    const char *reason;
    kk_time at;
    /* further cells of the unit (state …), or NULL */
    const struct kk_cell *more;
};
/* Writes the movement and where the unit is now. One that happened before
 * others is put in between: the next one starts where it ended, and the unit
 * stays where the last one brought it. What was dated ahead, later than this
 * one, was not: it is taken away. */
enum kk_status kk_unit_move(struct kk_ctx *ctx, const struct kk_move *m,
                            struct kk_err *err) KK_MUST;
/* The same with what counts as one with it: a display goes with its PC; a PC
 * never follows its display. */
enum kk_status kk_unit_move_pair(struct kk_ctx *ctx, const struct kk_move *m,
                                 struct kk_err *err) KK_MUST;

/* The movements of the same unit just before and just after one; 0: none. */
struct kk_beside {
    kk_id before, after;
};
enum kk_status kk_move_beside(struct kk_ctx *ctx, kk_id move,
                              struct kk_beside *out,
                              struct kk_err *err) KK_MUST;
/* What happened after starts where what happened before ended; 0: nothing to
 * join. */
enum kk_status kk_move_join(struct kk_ctx *ctx, kk_id before, kk_id after,
                            struct kk_err *err) KK_MUST;

/* One column of a live row as a number; KK_REFUSED when the row is gone. */
enum kk_status kk_cell_int(struct kk_ctx *ctx, const char *table, kk_id row,
                           const char *column, int64_t *out,
                           struct kk_err *err) KK_MUST;

/* Another time for a live movement of that unit; what stands before and after
 * it joins up, and the unit is where its last one brought it. */
enum kk_status kk_move_retime(struct kk_ctx *ctx, kk_id unit, kk_id move,
                              kk_time at, struct kk_err *err) KK_MUST;

#endif
