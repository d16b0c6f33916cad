/* Workers' passphrases: tries, waiting, the screen that stands locked. */
#include <kikusui/base/crypt.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/pass.h>
#include <kikusui/store/db.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define LOCKED "locked"
#define NEXT_ACCESS "access"

enum { KEY_BYTES = 48, ACCESSES_MAX = 1000, WRONG_MAX = 1000 };

static const char *key_of(char key[KEY_BYTES], const char *kind, int64_t n)
{
    snprintf(key, KEY_BYTES, "%s/%" PRId64, kind, n);
    return key;
}

/* A local fact; false where there is none. */
static bool fact(struct kk_ctx *ctx, const char *key, struct kk_arena *arena,
                 const char **value)
{
    struct kk_err ignored = {0};

    return kk_meta_get(ctx->db, key, arena, value, &ignored) == KK_OK;
}

static int64_t number(struct kk_ctx *ctx, const char *key)
{
    struct kk_arena arena = {0};
    const char *value = NULL;
    int64_t n = 0;

    if (fact(ctx, key, &arena, &value))
        (void)kk_parse_i64(value, &n);
    kk_arena_free(&arena);
    return n;
}

static enum kk_status set_number(struct kk_ctx *ctx, const char *key, int64_t n,
                                 struct kk_err *err)
{
    char text[32];

    snprintf(text, sizeof text, "%" PRId64, n);
    return kk_meta_set(ctx->db, key, n == 0 ? NULL : text, err);
}

bool kk_pass_has(struct kk_ctx *ctx, kk_id worker)
{
    struct kk_arena arena = {0};
    const char *stored = NULL;
    char key[KEY_BYTES];
    bool has = fact(ctx, key_of(key, "pass", worker), &arena, &stored);

    kk_arena_free(&arena);
    return has;
}

/* --- who came in ---
 *
 * access/N: time, worker and words, in columns that a query can cut. */

static enum kk_status note(struct kk_ctx *ctx, kk_id worker, const char *what,
                           struct kk_err *err)
{
    int64_t n = number(ctx, NEXT_ACCESS) + 1;
    char key[KEY_BYTES], line[256];
    enum kk_status st = set_number(ctx, NEXT_ACCESS, n, err);

    kk_fmt(line, sizeof line, "%012" PRId64 " %020" PRId64 " %s",
           kk_now(ctx->clock), worker, what);
    if (st == KK_OK)
        st = kk_meta_set(ctx->db, key_of(key, "access", n), line, err);
    if (st == KK_OK && n > ACCESSES_MAX)
        st = kk_meta_set(ctx->db, key_of(key, "access", n - ACCESSES_MAX), NULL,
                         err);
    return st;
}

/* --- waiting ---
 *
 * wrong/WORKER: how many wrong tries in a row; tried/WORKER: when the last. */

static int64_t wait_s(int64_t wrong)
{
    static const int64_t s[] = {0, 0, 0, 5, 10, 20};

    return wrong < (int64_t)(sizeof s / sizeof *s) ? s[wrong]
                                                   : KK_PASS_WAIT_MAX;
}

/* The try counts as wrong from its beginning: many at once win nothing. */
enum kk_status kk_pass_begin(struct kk_ctx *ctx, kk_id worker,
                             struct kk_err *err)
{
    char tried[KEY_BYTES], wrong[KEY_BYTES];
    int64_t n = number(ctx, key_of(wrong, "wrong", worker));
    int64_t at = number(ctx, key_of(tried, "tried", worker));
    int64_t now = kk_now(ctx->clock), left = at + wait_s(n) - now;
    enum kk_status st = KK_OK;

    /* A clock that was set back must not make it hours. */
    if (n > 0 && at > now) {
        left = wait_s(n);
        st = set_number(ctx, tried, now, err);
    }
    if (st == KK_OK && n > 0 && left > 0)
        return kk_fail_at(err, KK_REFUSED, "passphrase",
                          "合言葉が続けて%" PRId64 "回違いました。あと%" PRId64
                          "秒たってから入れてください。",
                          n, left);
    if (st == KK_OK && n < WRONG_MAX)
        st = set_number(ctx, wrong, n + 1, err);
    return st == KK_OK ? set_number(ctx, tried, now, err) : st;
}

enum kk_status kk_pass_end(struct kk_ctx *ctx, kk_id worker, bool right,
                           const char *what, struct kk_err *err)
{
    char key[KEY_BYTES], words[128];
    enum kk_status st = KK_OK;

    if (right) {
        st = kk_meta_set(ctx->db, key_of(key, "wrong", worker), NULL, err);
        if (st == KK_OK)
            st = kk_meta_set(ctx->db, key_of(key, "tried", worker), NULL, err);
    }
    kk_fmt(words, sizeof words, "%s%s", what, right ? "" : "（合言葉が違う）");
    return st == KK_OK ? note(ctx, worker, words, err) : st;
}

enum kk_status kk_pass_try(struct kk_ctx *ctx, kk_id worker, const char *pass,
                           const char *what, struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *stored = NULL;
    char key[KEY_BYTES];
    enum kk_status st =
        kk_meta_get(ctx->db, key_of(key, "pass", worker), &arena, &stored, err);
    bool right = false;

    if (st == KK_OK)
        st = kk_pass_begin(ctx, worker, err);
    if (st == KK_OK) {
        right = kk_pass_check(pass, stored);
        st = kk_pass_end(ctx, worker, right, what, err);
    }
    if (st == KK_OK && !right)
        st = kk_fail_at(err, KK_REFUSED, "passphrase",
                        "合言葉が違います。もう一度入れてください。");
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_pass_set(struct kk_ctx *ctx, kk_id worker, const char *pass,
                           struct kk_err *err)
{
    struct kk_str stored = {0};
    char key[KEY_BYTES];
    enum kk_status st = KK_OK;
    bool keep = pass != NULL && pass[0] != '\0';

    if (keep)
        st = kk_pass_store(pass, &stored, err);
    if (st == KK_OK)
        st = kk_meta_set(ctx->db, key_of(key, "pass", worker),
                         keep ? stored.s : NULL, err);
    if (st == KK_OK)
        st = kk_meta_set(ctx->db, key_of(key, "wrong", worker), NULL, err);
    if (st == KK_OK)
        st = kk_meta_set(ctx->db, key_of(key, "tried", worker), NULL, err);
    if (st == KK_OK && !keep && kk_pass_locked(ctx) == worker)
        st = kk_pass_lock(ctx, 0, err);
    kk_str_free(&stored);
    return st == KK_OK ? note(ctx, worker,
                              keep ? "合言葉を決めた" : "合言葉をなくした", err)
                       : st;
}

/* --- the lock --- */

enum kk_status kk_pass_lock(struct kk_ctx *ctx, kk_id worker,
                            struct kk_err *err)
{
    return number(ctx, LOCKED) == worker ? KK_OK
                                         : set_number(ctx, LOCKED, worker, err);
}

kk_id kk_pass_locked(struct kk_ctx *ctx)
{
    kk_id worker = number(ctx, LOCKED);

    return worker != 0 && kk_pass_has(ctx, worker) ? worker : 0;
}
