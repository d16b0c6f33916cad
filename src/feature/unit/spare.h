/* A spare as reserve and swap judge it. Private to the domain layer. */
#ifndef KIKUSUI_FEATURE_SPARE_H
#define KIKUSUI_FEATURE_SPARE_H

#include <kikusui/base/mem.h>
#include <kikusui/domain/ctx.h>

struct kk_spare {
    kk_id id, place, dept, for_incident;
    const char *machine_id, *state, *readiness, *for_no;
    const char *mismatch; /* 機種が違います, 版が古いです …; "" fits */
    bool in_repair;
};
/* Seen from an incident (0: none). KK_REFUSED: no spare on loan. */
enum kk_status kk_spare_load(struct kk_ctx *ctx, kk_id spare, kk_id incident,
                             struct kk_arena *arena, struct kk_spare *out,
                             struct kk_err *err) KK_MUST;
#endif
