/* What time it is for the contract: the first line of every screen. */
#ifndef KIKUSUI_DOMAIN_SERVICE_VIEW_H
#define KIKUSUI_DOMAIN_SERVICE_VIEW_H

#include <kikusui/domain/ctx.h>

struct kk_service_view {
    bool open, outside_contract; /* 契約期間外 */
    int64_t left;                /* minutes until closing while open */
    char words[96]; /* 受付中 残2:43 / 時間外 / 祝日 勤労感謝の日 */
    kk_time next_change; /* when words change by themselves next */
};
enum kk_status kk_service_view_load(struct kk_ctx *ctx,
                                    struct kk_service_view *out,
                                    struct kk_err *err) KK_MUST;

#endif
