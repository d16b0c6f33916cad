/* Moving a unit, for every action that does. Private to the domain layer. */
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
/* Writes the movement and where the unit is now. KK_REFUSED when it happened
 * before the unit's last one. */
enum kk_status kk_unit_move(struct kk_ctx *ctx, const struct kk_move *m,
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
