/* What a movement leaves behind that is decided against, and the place of a
 * unit after its movements changed. Private to the feature layer. */
#ifndef KIKUSUI_FEATURE_MOVE_LOST_H
#define KIKUSUI_FEATURE_MOVE_LOST_H

#include <kikusui/domain/action.h>
#include <kikusui/domain/ctx.h>
#include <kikusui/store/journal.h>

/* A cell that nobody but this entry wrote goes back to what it was before. */
enum kk_status kk_lost_revert(struct kk_ctx *ctx, const struct kk_entry *e,
                              const struct kk_entry_change *c,
                              struct kk_err *err) KK_MUST;

/* A movement was not: the unit stands where the others brought it, or, without
 * any, where this one took it from. */
enum kk_status kk_move_drop(struct kk_ctx *ctx, kk_id move, kk_id unit,
                            const struct kk_val from[2],
                            struct kk_err *err) KK_MUST;

/* The unit stands where its last movement brought it; KK_NONE: it has none. */
enum kk_status kk_move_settle_place(struct kk_ctx *ctx, kk_id unit,
                                    struct kk_err *err) KK_MUST;

/* kk_action.lost of unit.move: none of its movements was, and what it said of
 * the units beside is as it was before. */
enum kk_status kk_move_lost(struct kk_ctx *ctx, const struct kk_entry *e,
                            struct kk_err *err) KK_MUST;
/* kk_action.lost of move.correct: the movement is as it was before. */
enum kk_status kk_move_correct_lost(struct kk_ctx *ctx,
                                    const struct kk_entry *e,
                                    struct kk_err *err) KK_MUST;
/* kk_feature.lost: of whatever action (a swap, a loan, the city's list), the
 * movements of the units that the entry that stands moved, too. */
enum kk_status kk_moves_shared_lost(struct kk_ctx *ctx,
                                    const struct kk_entry *lost,
                                    const struct kk_entry *won,
                                    struct kk_err *err) KK_MUST;

#endif
