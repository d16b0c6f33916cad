/* What a screen asks of the copy that stands open, handed on to the store. */
#include <kikusui/domain/copy.h>
#include <kikusui/store/tx.h>

int64_t kk_copy_version(const struct kk_ctx *ctx)
{
    return kk_db_version(ctx->db);
}

enum kk_status kk_copy_as_of(const struct kk_ctx *ctx, int64_t *out,
                             struct kk_err *err)
{
    return kk_tx_as_of(ctx->db, out, err);
}

enum kk_status kk_copy_here(const struct kk_ctx *ctx, struct kk_err *err)
{
    return kk_db_here(ctx->db, err);
}

bool kk_copy_warnings(const struct kk_ctx *ctx, struct kk_str *out)
{
    return kk_db_warnings(ctx->db, out);
}

void kk_copy_hold(const struct kk_ctx *ctx)
{
    kk_tx_hold(ctx->db);
}

void kk_copy_let(const struct kk_ctx *ctx)
{
    kk_tx_let(ctx->db);
}

enum kk_status kk_copy_fact(const struct kk_ctx *ctx, const char *key,
                            struct kk_arena *arena, const char **value,
                            struct kk_err *err)
{
    return kk_meta_get(ctx->db, key, arena, value, err);
}

enum kk_status kk_copy_set_fact(const struct kk_ctx *ctx, const char *key,
                                const char *value, struct kk_err *err)
{
    return kk_meta_set(ctx->db, key, value, err);
}
