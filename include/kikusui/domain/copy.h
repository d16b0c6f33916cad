/* What a screen asks of the copy itself that stands open: it includes no header
 * of the store. Each is the function of store/db.h or store/tx.h with the
 * same words, on the database of ctx. */
#ifndef KIKUSUI_DOMAIN_COPY_H
#define KIKUSUI_DOMAIN_COPY_H

#include <kikusui/domain/ctx.h>

/* Changes when another connection committed. */
int64_t kk_copy_version(const struct kk_ctx *ctx);
/* Highest arrival held now: a form's as_of. */
enum kk_status kk_copy_as_of(const struct kk_ctx *ctx, int64_t *out,
                             struct kk_err *err) KK_MUST;
/* KK_NODB, with what to do: the file is not the one that was opened. */
enum kk_status kk_copy_here(const struct kk_ctx *ctx,
                            struct kk_err *err) KK_MUST;
/* Moves what went wrong beside a success to the end of out; was there any? */
bool kk_copy_warnings(const struct kk_ctx *ctx, struct kk_str *out);
/* Many reads take the lock once, until kk_copy_let. */
void kk_copy_hold(const struct kk_ctx *ctx);
void kk_copy_let(const struct kk_ctx *ctx);
/* A local fact of this copy, never replicated, copied into arena; KK_NONE:
 * there is none. NULL takes it away. */
enum kk_status kk_copy_fact(const struct kk_ctx *ctx, const char *key,
                            struct kk_arena *arena, const char **value,
                            struct kk_err *err) KK_MUST;
enum kk_status kk_copy_set_fact(const struct kk_ctx *ctx, const char *key,
                                const char *value, struct kk_err *err) KK_MUST;

#endif
