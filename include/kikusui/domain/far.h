/* Days that nobody means: of a kind whose records are of this contract's work
 * (struct kk_kind, near) a day or time lies within two years of today; what
 * lies farther is a slip of the year, or has a reason; what a rule of the
 * contract gave its row (ruled_TABLE.sql) is neither. */
#ifndef KIKUSUI_DOMAIN_FAR_H
#define KIKUSUI_DOMAIN_FAR_H

#include <kikusui/domain/check.h>

/* Adds a fault (理由で可) to out for each such cell that the open transaction
 * wrote. */
void kk_far_written(struct kk_ctx *ctx, struct kk_faults *out);

#endif
