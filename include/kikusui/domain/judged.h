/* What the contract's data judge: data/feature/KIND/judged.sql of a kind
 * returns (id, no, what is judged, verdict) of its records that are closed.
 * Whoever changes the contract's data judges them anew. */
#ifndef KIKUSUI_DOMAIN_JUDGED_H
#define KIKUSUI_DOMAIN_JUDGED_H

#include <kikusui/domain/check.h>

/* Adds the fault 判定が変わります, with how many and the first of them, to out
 * where the open transaction wrote the contract's data and a verdict is another
 * by them. `own`: the action is about the contract's data, so that it wants a
 * reason; what only comes out of another (undo, a decision) is told. */
enum kk_status kk_judged_anew(struct kk_ctx *ctx, bool own,
                              struct kk_faults *out,
                              struct kk_err *err) KK_MUST;
/* The same in a line added to out, for what is no action. */
enum kk_status kk_judged_words(struct kk_ctx *ctx, struct kk_str *out,
                               struct kk_err *err) KK_MUST;

#endif
