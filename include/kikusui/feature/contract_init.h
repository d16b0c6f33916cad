/* A new office copy begins with the contract's data. */
#ifndef KIKUSUI_FEATURE_CONTRACT_INIT_H
#define KIKUSUI_FEATURE_CONTRACT_INIT_H

#include <kikusui/domain/ctx.h>

/* Journals the built-in data into a new office copy, one entry; every day of
 * validity shifted so that the contract year is `fiscal` (0: as written). No
 * units: those come by kk_load_ledger (§5.4.2). */
enum kk_status kk_contract_init(struct kk_ctx *ctx, int fiscal,
                                struct kk_err *err) KK_MUST;

#endif
