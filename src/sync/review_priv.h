/* Between the files of the reviews only. */
#ifndef KIKUSUI_SYNC_REVIEW_PRIV_H
#define KIKUSUI_SYNC_REVIEW_PRIV_H

#include <kikusui/sync/review.h>

/* The arrivals of "name,name,…", in that order, in arena. */
enum kk_status kk_review_entries(struct kk_db *db, const char *entries,
                                 struct kk_arena *arena, int64_t **arrival,
                                 size_t *n, struct kk_err *err) KK_MUST;

#endif
