/* The makers' desks as SQL asks for them.
 *
 *   kk_desk_badge(desk, service, time)  開 残5分, 閉 次 5/2 9:00; service 受付
 *                                       or 訪問. NULL: no such desk
 *   kk_desk_open(desk, service, time)   1, 0, or NULL where it is unknown
 *   kk_desk_why(desk, service, time)    why it is not open, or not surely:
 * 海の日, 時間外, 夏季 …; NULL where it is kk_desk_visit_by(desk, time) the day
 * a maker who comes on 翌営業日 after a call at that time comes by */
#ifndef KIKUSUI_DOMAIN_DESKFN_H
#define KIKUSUI_DOMAIN_DESKFN_H

#include <kikusui/domain/ctx.h>

/* Registers them on ctx->db; *ctx is kept. Part of kk_ctx_open. */
enum kk_status kk_deskfn_register(struct kk_ctx *ctx,
                                  struct kk_err *err) KK_MUST;

#endif
