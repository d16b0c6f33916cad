/* The training copy: an office with the contract, a ledger and cases. */
#include "demo.h"

#include <kikusui/base/shown.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/feature/contract_init.h>
#include <kikusui/feature/load.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/node.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The fiscal year (April to March) that holds the instant. */
static int fiscal_of(kk_time t)
{
    struct kk_civil c;

    kk_civil_of(t, &c);
    return c.month >= 4 ? c.year : c.year - 1;
}

/* An office as any other: a training laptop can be enrolled at it. */
static enum kk_status set_role(struct kk_db *db, struct kk_err *err)
{
    enum kk_status st = kk_node_init(db, true, "K1", NULL, err);

    if (st == KK_OK)
        st = kk_meta_set(db, "training", "yes", err);
    return st;
}

static enum kk_status add_people(struct kk_ctx *ctx, int fiscal,
                                 struct kk_err *err)
{
    static const char *const columns[] = {"name", "kana",  "org",
                                          "role", "phone", "id_card_no"};
    const struct kk_intent in = {.action = "demo"};
    struct kk_commit commit;
    struct kk_sheet s;
    enum kk_status st = kk_sheet_open("demo/worker.csv", &s, err);

    if (st != KK_OK)
        return st;
    st = kk_tx_begin(ctx->db, KK_TX_WRITE, err);
    for (size_t i = 0; st == KK_OK && i < s.n; i++) {
        struct kk_cell cell[9];
        size_t n = 0;
        kk_id id;

        for (; n < 6; n++)
            cell[n] = (struct kk_cell){
                columns[n], kk_vtext(kk_sheet_cell(&s, i, columns[n]))};
        cell[n++] = (struct kk_cell){"roster_from",
                                     kk_vint(kk_day_make(fiscal - 1, 4, 1))};
        cell[n++] = (struct kk_cell){"notified_on",
                                     kk_vint(kk_day_make(fiscal - 1, 3, 20))};
        cell[n].column = NULL;
        st = kk_row_insert(ctx->db, "person", cell, &id, err);
        if (st == KK_OK && i == 0)
            ctx->worker = id;
    }
    if (st == KK_OK)
        st = kk_tx_commit(ctx->db, &in, &commit, err);
    else
        kk_tx_rollback(ctx->db);
    kk_sheet_close(&s);
    return st;
}

static enum kk_status add_cover_row(struct kk_ctx *ctx, const char *key,
                                    const char *value, int fiscal,
                                    struct kk_err *err)
{
    kk_id id;

    return kk_row_insert(
        ctx->db, "contract_param",
        KK_CELLS({"key", kk_vtext(key)}, {"value", kk_vtext(value)},
                 {"valid_from", kk_vint(kk_day_make(fiscal, 4, 1))},
                 {"valid_to", kk_vint(kk_day_make(fiscal + 1, 3, 31))}),
        &id, err);
}

/* Who the contractor of the training copy is: what its papers say. */
static enum kk_status add_cover(struct kk_ctx *ctx, int fiscal,
                                struct kk_err *err)
{
    const struct kk_intent in = {.action = "demo"};
    struct kk_commit commit;
    struct kk_sheet s;
    char day[KK_TIME_BYTES];
    enum kk_status st = kk_sheet_open("demo/cover.csv", &s, err);

    if (st != KK_OK)
        return st;
    st = kk_tx_begin(ctx->db, KK_TX_WRITE, err);
    for (size_t i = 0; st == KK_OK && i < s.n; i++)
        st = add_cover_row(ctx, kk_sheet_cell(&s, i, "key"),
                           kk_sheet_cell(&s, i, "value"), fiscal, err);
    if (st == KK_OK)
        st = add_cover_row(ctx, "cover.contract_date",
                           kk_day_iso(kk_day_make(fiscal, 3, 28), day), fiscal,
                           err);
    if (st == KK_OK)
        st = kk_tx_commit(ctx->db, &in, &commit, err);
    else
        kk_tx_rollback(ctx->db);
    kk_sheet_close(&s);
    return st;
}

/* A training copy has one worker who need not be chosen. */
static enum kk_status remember_worker(struct kk_ctx *ctx, struct kk_err *err)
{
    char id[32];

    snprintf(id, sizeof id, "%lld", (long long)ctx->worker);
    return kk_meta_set(ctx->db, KK_META_WORKER, id, err);
}

static enum kk_status load_units(struct kk_ctx *ctx, struct kk_clock *clock,
                                 int fiscal, kk_progress *progress, void *user,
                                 struct kk_err *err)
{
    kk_time now = clock->fixed;
    struct kk_load how = {.progress = progress, .user = user};
    struct kk_loaded loaded = {0};
    struct kk_str csv = {0};
    enum kk_status st = kk_demo_ledger(fiscal, &csv, err);

    /* They were there before the story begins. */
    clock->fixed = kk_now(clock) - (kk_time)60 * 86400;
    if (st == KK_OK)
        st = kk_load_ledger(ctx, csv.s, csv.n_bytes, &how, &loaded, err);
    clock->fixed = now;
    if (st == KK_REFUSED && loaded.words.n_bytes > 0)
        (void)kk_fail(err, KK_BUG, "訓練用の一覧: %.*s",
                      KK_CUT(loaded.words.s, 400));
    kk_loaded_free(&loaded);
    kk_str_free(&csv);
    return st;
}

/* --- what the city lent -------------------------------------------------- */

static enum kk_status add_lent_row(struct kk_ctx *ctx, const struct kk_sheet *s,
                                   size_t i, kk_time at, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[2] = {{0}, {0}};
    kk_id id;
    enum kk_status st =
        kk_db_one(ctx->db, "query/demo_lent",
                  KK_BINDS({"holder", kk_vtext(kk_sheet_cell(s, i, "holder"))},
                           {"model", kk_vtext(kk_sheet_cell(s, i, "model"))}),
                  &arena, v, 2, err);

    if (st == KK_OK)
        st = kk_row_insert(
            ctx->db, "lent_item",
            KK_CELLS({"kind", kk_vtext(kk_sheet_cell(s, i, "kind"))},
                     {"no", kk_vtext(kk_sheet_cell(s, i, "no"))},
                     {"name", kk_vtext(kk_sheet_cell(s, i, "name"))},
                     {"holder_id", v[0]}, {"model_id", v[1]},
                     {"lent_at", kk_vint(at)}, {"checked_at", kk_vint(at)}),
            &id, err);
    kk_arena_free(&arena);
    return st;
}

static enum kk_status add_keys(struct kk_ctx *ctx, kk_time at,
                               struct kk_err *err)
{
    enum { KEYS = 32 };
    char no[KEYS][48];
    struct kk_cur *cur = NULL;
    size_t n = 0;
    kk_id id;
    enum kk_status st =
        kk_cur_open(ctx->db, "query/demo_keys", NULL, &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (n < KEYS)
            kk_fmt(no[n++], sizeof no[0], "%s", kk_cur_text(cur, 0));
    kk_cur_close(&cur);
    st = st == KK_NONE ? KK_OK : st;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_row_insert(
            ctx->db, "lent_item",
            KK_CELLS({"kind", kk_vtext("スペアキー")}, {"no", kk_vtext(no[i])},
                     {"lent_at", kk_vint(at)}, {"checked_at", kk_vint(at)}),
            &id, err);
    return st;
}

/* Manuals, cards and so on of the sheet, and the keys that today's cases ask
 * for: lent a week ago, in the safe unless the sheet says who has them. */
static enum kk_status add_lent(struct kk_ctx *ctx, struct kk_err *err)
{
    kk_time at = kk_time_cut(kk_now(ctx->clock)) - (kk_time)7 * 86400;
    const struct kk_intent in = {.action = "demo"};
    struct kk_commit commit;
    struct kk_sheet s;
    enum kk_status st = kk_sheet_open("demo/lent.csv", &s, err);

    if (st != KK_OK)
        return st;
    st = kk_tx_begin(ctx->db, KK_TX_WRITE, err);
    for (size_t i = 0; st == KK_OK && i < s.n; i++)
        st = add_lent_row(ctx, &s, i, at, err);
    if (st == KK_OK)
        st = add_keys(ctx, at, err);
    if (st == KK_OK)
        st = kk_tx_commit(ctx->db, &in, &commit, err);
    else
        kk_tx_rollback(ctx->db);
    kk_sheet_close(&s);
    return st;
}

enum kk_status kk_demo_make(const char *path, struct kk_clock *clock,
                            const struct kk_registry *reg,
                            kk_progress *progress, void *user,
                            struct kk_err *err)
{
    struct kk_db_open how = {
        .path = path, .create = true, .busy_ms = 10000, .clock = clock};
    struct kk_ctx ctx = {0};
    struct kk_db *db = NULL;
    int fiscal = fiscal_of(kk_now(clock));
    enum kk_status st = kk_db_open(&how, &db, err);

    if (st != KK_OK)
        return st;
    st = set_role(db, err);
    if (st == KK_OK)
        st = kk_ctx_open(&ctx, db, clock, reg, err);
    if (st == KK_OK)
        st = kk_contract_init(&ctx, fiscal, err);
    if (st == KK_OK)
        st = add_people(&ctx, fiscal, err);
    if (st == KK_OK)
        st = add_cover(&ctx, fiscal, err);
    if (st == KK_OK)
        st = remember_worker(&ctx, err);
    if (st == KK_OK)
        st = kk_ctx_refresh(&ctx, err);
    if (st == KK_OK)
        st = load_units(&ctx, clock, fiscal, progress, user, err);
    if (st == KK_OK)
        st = kk_demo_incidents(&ctx, clock, progress, user, err);
    if (st == KK_OK)
        st = add_lent(&ctx, err);
    kk_ctx_close(&ctx);
    kk_db_close(&db);
    if (st != KK_OK)
        (void)unlink(path); /* a copy half told is never opened */
    return st;
}
