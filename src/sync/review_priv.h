/* Between the files of the reviews only. */
#ifndef KIKUSUI_SYNC_REVIEW_PRIV_H
#define KIKUSUI_SYNC_REVIEW_PRIV_H

#include <kikusui/sync/review.h>

/* The arrivals of "name,name,…", in that order, in arena. */
enum kk_status kk_review_entries(struct kk_db *db, const char *entries,
                                 struct kk_arena *arena, int64_t **arrival,
                                 size_t *n, struct kk_err *err) KK_MUST;

/* kind of the reviews of what only the office changes */
#define KK_REVIEW_OFFICE "office_only"
/* can and run of letting such a change stand, or taking it out: every cell gets
 * the value it had before, a row that it made is taken away. */
enum kk_status kk_review_office_can(struct kk_ctx *ctx, kk_id subject,
                                    struct kk_err *err) KK_MUST;
enum kk_status kk_review_take_out(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err) KK_MUST;

#endif
