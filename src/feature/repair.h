/* A repair is opened by a swap, by a part, by what a maker replaced on site, or
 * alone (repair.open, §5.1.2). */
#ifndef KIKUSUI_FEATURE_REPAIR_H
#define KIKUSUI_FEATURE_REPAIR_H

#include <kikusui/domain/ctx.h>

struct kk_repair_new {
    kk_id unit;
    kk_id incident;   /* 0: none */
    kk_id desk;       /* 0: none known */
    const char *part; /* what was replaced while the unit stays; NULL: all of
                         it */
    bool erase;       /* its disk is to be erased */
};
enum kk_status kk_repair_open(struct kk_ctx *ctx, const struct kk_repair_new *r,
                              kk_id *id, struct kk_err *err) KK_MUST;

#endif
