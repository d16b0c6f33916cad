/* What every domain function is given. */
#ifndef KIKUSUI_DOMAIN_CTX_H
#define KIKUSUI_DOMAIN_CTX_H

#include <kikusui/base/mem.h>
#include <kikusui/base/status.h>
#include <kikusui/base/str.h>
#include <kikusui/base/time.h>
#include <kikusui/base/val.h>

struct kk_db; /* store/db.h: screens do without it */
struct kk_registry;
struct kk_calendar;
struct kk_contract;
struct kk_sqlfn;

struct kk_ctx {
    struct kk_db *db;             /* borrowed */
    const struct kk_clock *clock; /* borrowed */
    const struct kk_registry *reg;
    struct kk_contract *contract;  /* owned: hours, limits, desks */
    const struct kk_calendar *cal; /* borrowed from contract */
    kk_id worker;                  /* who acts; 0: nobody chosen */
    bool office;                   /* role of this copy */
    bool vouched;  /* whoever acts knew the passphrase of the node's keys */
    char node[32]; /* its name: K1 */
    /* private to ctx.c and sqlfn.c: when `contract` was read, and what the
     * SQL functions hold */
    int64_t read_version;
    struct kk_sqlfn *sqlfn;
};

/* Reads role, node and contract, and registers the SQL functions (sqlfn.h),
 * which keep a pointer to *ctx: it must not move, and must outlive every use
 * of db. Local facts of a copy (kk_meta): role = office|laptop, node = K1. */
enum kk_status kk_ctx_open(struct kk_ctx *ctx, struct kk_db *db,
                           const struct kk_clock *clock,
                           const struct kk_registry *reg,
                           struct kk_err *err) KK_MUST;
void kk_ctx_close(struct kk_ctx *ctx);
/* Local fact of a copy: the id of who was chosen on it last. */
#define KK_META_WORKER "worker"

/* Picks the worker by name, reading or id; only who is on the roster
 * today (R79). NULL: the only one there is, else none. KK_REFUSED lists who
 * there is. */
enum kk_status kk_ctx_worker(struct kk_ctx *ctx, const char *who,
                             struct kk_err *err) KK_MUST;
/* KK_REFUSED while nobody is chosen: everything that is written names who. */
enum kk_status kk_ctx_need_worker(const struct kk_ctx *ctx,
                                  struct kk_err *err) KK_MUST;
/* Reads the contract again when another process committed, or after
 * kk_ctx_stale. Call before drawing and before acting. */
enum kk_status kk_ctx_refresh(struct kk_ctx *ctx, struct kk_err *err) KK_MUST;
/* This process wrote contract data. */
void kk_ctx_stale(struct kk_ctx *ctx);
/* How many are on the roster today. */
enum kk_status kk_ctx_roster(struct kk_ctx *ctx, int64_t *out,
                             struct kk_err *err) KK_MUST;

#endif
