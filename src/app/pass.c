/* Workers' passphrases: local facts of this copy, never in the journal. */
#include <kikusui/app/loop.h>
#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>

#include <stdio.h>

enum { KEY_BYTES = 40 };

static const char *pass_key(kk_id worker, char key[KEY_BYTES])
{
    snprintf(key, KEY_BYTES, "pass/%lld", (long long)worker);
    return key;
}

bool kk_worker_has_pass(void *ctx, kk_id worker)
{
    struct kk_arena arena = {0};
    const char *stored = NULL;
    char key[KEY_BYTES];
    bool has = kk_meta_get(((struct kk_ctx *)ctx)->db, pass_key(worker, key),
                           &arena, &stored, NULL) == KK_OK;

    kk_arena_free(&arena);
    return has;
}

enum kk_status kk_worker_unlock(void *ctx, kk_id worker, const char *pass,
                                struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *stored = NULL;
    char key[KEY_BYTES];
    enum kk_status st =
        kk_meta_get(((struct kk_ctx *)ctx)->db, pass_key(worker, key), &arena,
                    &stored, err);

    if (st == KK_OK && !kk_pass_check(pass, stored))
        st = kk_fail(err, KK_REFUSED,
                     "合言葉が違います。もう一度入れてください。");
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_worker_set_pass(void *user, kk_id worker, const char *pass,
                                  struct kk_err *err)
{
    struct kk_ctx *ctx = user;
    struct kk_str stored = {0};
    char key[KEY_BYTES];
    enum kk_status st = KK_OK;
    bool keep = pass != NULL && pass[0] != '\0';

    if (keep)
        st = kk_pass_store(pass, &stored, err);
    if (st == KK_OK)
        st = kk_meta_set(ctx->db, pass_key(worker, key), keep ? stored.s : NULL,
                         err);
    kk_str_free(&stored);
    return st;
}
