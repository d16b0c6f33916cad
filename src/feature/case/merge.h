/* Two records of one thing become one: what the actions that do it share. */
#ifndef KIKUSUI_FEATURE_MERGE_H
#define KIKUSUI_FEATURE_MERGE_H

#include <kikusui/domain/ctx.h>
#include <kikusui/store/tx.h>

/* Where `into` is empty it takes what `from` says; `own` (ends with NULL) names
 * the columns that are each record's own. */
enum kk_status kk_merge_fill(struct kk_ctx *ctx, const char *table, kk_id from,
                             kk_id into, const char *const *own,
                             struct kk_err *err) KK_MUST;
/* Everything that names `from` names `into` from now on; the query has a row
 * (table, column, row) for each, bound to :id. */
enum kk_status kk_merge_point(struct kk_ctx *ctx, const char *children,
                              kk_id from, kk_id into,
                              struct kk_err *err) KK_MUST;
/* `from` says what it went into (merged_into_id) and is flagged deleted. */
enum kk_status kk_merge_end(struct kk_ctx *ctx, const char *table, kk_id from,
                            kk_id into, struct kk_err *err) KK_MUST;

#endif
