/* What every domain function is given. */
#ifndef KIKUSUI_DOMAIN_CTX_H
#define KIKUSUI_DOMAIN_CTX_H

#include <kikusui/base/time.h>
#include <kikusui/base/val.h>
#include <kikusui/store/db.h>

struct kk_registry;
struct kk_calendar;

struct kk_ctx {
    struct kk_db *db;             /* borrowed */
    const struct kk_clock *clock; /* borrowed */
    const struct kk_registry *reg;
    struct kk_calendar *cal; /* owned: contract hours and holidays */
    kk_id worker;            /* who acts; 0: nobody chosen */
    bool office;             /* role of this copy */
    char node[32];           /* its name: K1 */
    /* private to domain/ctx.c: when `cal` was read */
    int64_t cal_version;
};

/* Reads role, node and calendar, registers the SQL functions (kk_due,
 * kk_elapsed, kk_now, kk_jst…; see sqlfn.h). */
enum kk_status kk_ctx_open(struct kk_ctx *ctx, struct kk_db *db,
                           const struct kk_clock *clock,
                           const struct kk_registry *reg,
                           struct kk_err *err) KK_MUST;
void kk_ctx_close(struct kk_ctx *ctx);
/* Picks the worker by name, id or staff number; only who is on the roster
 * today (R79). NULL: the only one there is, else none. */
enum kk_status kk_ctx_worker(struct kk_ctx *ctx, const char *who,
                             struct kk_err *err) KK_MUST;
/* Reads the calendar again when contract data changed. Call before drawing
 * and before acting. */
enum kk_status kk_ctx_refresh(struct kk_ctx *ctx, struct kk_err *err) KK_MUST;

#endif
