/* Workers' passphrases, and who came in with one: local facts of this copy,
 * never in the journal. */
#ifndef KIKUSUI_DOMAIN_PASS_H
#define KIKUSUI_DOMAIN_PASS_H

#include <kikusui/domain/ctx.h>

/* The action that takes a forgotten one away. */
#define KK_RESET_PASS "worker.reset_passphrase"

bool kk_pass_has(struct kk_ctx *ctx, kk_id worker);
/* Is this the worker's? What it is asked for (開始, 鍵, an action) goes into
 * the record of accesses, and so does a wrong one. KK_REFUSED with err->field
 * "passphrase": no, or after wrong tries not before some seconds have passed
 * (at most KK_PASS_WAIT_MAX; the right one is not looked at either). KK_OK for
 * a worker without one. */
#define KK_PASS_WAIT_MAX 30
enum kk_status kk_pass_try(struct kk_ctx *ctx, kk_id worker, const char *pass,
                           const char *what, struct kk_err *err) KK_MUST;
/* The same waiting for a secret of another kind (worker 0): before it is looked
 * at, and what came of it. */
enum kk_status kk_pass_begin(struct kk_ctx *ctx, kk_id worker,
                             struct kk_err *err) KK_MUST;
enum kk_status kk_pass_end(struct kk_ctx *ctx, kk_id worker, bool right,
                           const char *what, struct kk_err *err) KK_MUST;
/* NULL or "": none any more. Wrong tries are forgotten. */
enum kk_status kk_pass_set(struct kk_ctx *ctx, kk_id worker, const char *pass,
                           struct kk_err *err) KK_MUST;

/* A screen stands locked under this worker's passphrase (0: none does). Until
 * it is opened nobody works on this copy without giving a passphrase. */
enum kk_status kk_pass_lock(struct kk_ctx *ctx, kk_id worker,
                            struct kk_err *err) KK_MUST;
kk_id kk_pass_locked(struct kk_ctx *ctx);

#endif
