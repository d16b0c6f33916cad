/* Opening and refreshing what every domain function is given. */
#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/ctx.h>
#include <kikusui/domain/deskfn.h>
#include <kikusui/domain/slafn.h>
#include <kikusui/domain/sqlfn.h>
#include <kikusui/store/db.h>

#include <stdio.h>
#include <string.h>

static enum kk_status read_contract(struct kk_ctx *ctx, struct kk_err *err)
{
    struct kk_contract *fresh;
    enum kk_status st = kk_contract_load(ctx->db, &fresh, err);

    if (st != KK_OK)
        return st;
    kk_contract_free(&ctx->contract);
    ctx->contract = fresh;
    ctx->cal = kk_contract_cal(fresh);
    return KK_OK;
}

static enum kk_status read_meta(struct kk_ctx *ctx, struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *role;
    const char *node;
    enum kk_status st = kk_meta_get(ctx->db, "role", &arena, &role, err);

    if (st == KK_OK)
        ctx->office = strcmp(role, "office") == 0;
    if (st == KK_OK || st == KK_NONE)
        st = kk_meta_get(ctx->db, "node", &arena, &node, err);
    if (st == KK_OK)
        kk_fmt(ctx->node, sizeof ctx->node, "%s", node);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_ctx_open(struct kk_ctx *ctx, struct kk_db *db,
                           const struct kk_clock *clock,
                           const struct kk_registry *reg, struct kk_err *err)
{
    enum kk_status st;

    *ctx = (struct kk_ctx){.db = db, .clock = clock, .reg = reg};
    ctx->read_version = kk_db_version(db);
    st = read_meta(ctx, err);
    if (st == KK_OK)
        st = read_contract(ctx, err);
    if (st == KK_OK)
        st = kk_sqlfn_register(ctx, err);
    if (st == KK_OK)
        st = kk_slafn_register(ctx, err);
    if (st == KK_OK)
        st = kk_deskfn_register(ctx, err);
    if (st != KK_OK)
        kk_ctx_close(ctx);
    return st;
}

void kk_ctx_close(struct kk_ctx *ctx)
{
    kk_contract_free(&ctx->contract);
    kk_free(ctx->sqlfn);
    *ctx = (struct kk_ctx){0};
}

void kk_ctx_stale(struct kk_ctx *ctx)
{
    ctx->read_version = -1;
}

enum kk_status kk_ctx_need_worker(const struct kk_ctx *ctx, struct kk_err *err)
{
    if (ctx->worker != 0)
        return KK_OK;
    return kk_fail(
        err, KK_REFUSED,
        "作業者が決まっていません。画面では F2 の「作業者を替える」、"
        "コマンドでは --as か設定の worker で指定してください");
}

enum kk_status kk_ctx_refresh(struct kk_ctx *ctx, struct kk_err *err)
{
    int64_t version = kk_db_version(ctx->db);
    enum kk_status st = kk_db_here(ctx->db, err);

    if (st != KK_OK || version == ctx->read_version)
        return st;
    st = read_meta(ctx, err);
    if (st == KK_OK)
        st = read_contract(ctx, err);
    if (st == KK_OK)
        ctx->read_version = version;
    return st;
}

/* --- the worker ------------------------------------------------------------
 */

enum kk_status kk_ctx_roster(struct kk_ctx *ctx, int64_t *out,
                             struct kk_err *err)
{
    return kk_db_int(ctx->db, "query/roster_count", NULL, out, err);
}

/* Rows of a query (id, name): the id when there is exactly one; their names
 * in `names`. */
static enum kk_status pick(struct kk_ctx *ctx, const char *query,
                           const struct kk_bind *binds, kk_id *id, size_t *n,
                           struct kk_str *names, struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(ctx->db, query, binds, &cur, err);

    *id = 0;
    *n = 0;
    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        const char *name = kk_cur_text(cur, 1);

        if ((*n)++ == 0)
            *id = kk_cur_int(cur, 0);
        kk_str_addf(names, "%s%s", *n > 1 ? "、" : "",
                    name == NULL ? "" : name);
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status no_such_worker(struct kk_ctx *ctx, const char *who,
                                     struct kk_err *err)
{
    struct kk_str names = {0};
    size_t n;
    kk_id id;
    enum kk_status st = pick(ctx, "query/roster", NULL, &id, &n, &names, err);

    if (st == KK_OK)
        st = kk_fail(err, KK_REFUSED,
                     "「%s」は本日の従事者名簿にありません（名簿: %s）", who,
                     n == 0 ? "空" : kk_str_c(&names));
    kk_str_free(&names);
    return st;
}

enum kk_status kk_ctx_worker(struct kk_ctx *ctx, const char *who,
                             struct kk_err *err)
{
    struct kk_str names = {0};
    struct kk_str fold = {0};
    int64_t refid = 0;
    size_t n;
    kk_id id;
    enum kk_status st;

    ctx->worker = 0;
    if (who == NULL) {
        st = pick(ctx, "query/roster", NULL, &id, &n, &names, err);
        if (st == KK_OK && n == 1)
            ctx->worker = id;
        kk_str_free(&names);
        return st;
    }
    kk_fold(who, &fold);
    (void)kk_parse_i64(who, &refid);
    st = pick(
        ctx, "query/roster_find",
        KK_BINDS({"fold", kk_vtext(kk_str_c(&fold))}, {"refid", kk_vid(refid)}),
        &id, &n, &names, err);
    if (st == KK_OK && n == 1)
        ctx->worker = id;
    else if (st == KK_OK && n > 1)
        st = kk_fail(err, KK_REFUSED, "「%s」に当たる人が%zu人います: %s", who,
                     n, kk_str_c(&names));
    else if (st == KK_OK)
        st = no_such_worker(ctx, who, err);
    kk_str_free(&fold);
    kk_str_free(&names);
    return st;
}
