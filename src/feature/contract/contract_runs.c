/* What the contract's actions write. */
#include "contract_feature.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/contract_rows.h>
#include <kikusui/store/tx.h>

#include <stdio.h>
#include <string.h>

/* --- conditions
 * ------------------------------------------------------------ */

/* Only what is readable that way: texts, such as a place's name, stay. */
enum kk_status kk_contract_narrow(struct kk_ctx *ctx, struct kk_args *a,
                                  struct kk_err *err)
{
    const char *text = kk_arg_text(a, "value");
    const char *key = NULL;
    struct kk_arena arena = {0};
    struct kk_str narrow = {0};
    struct kk_val v = {0};
    enum kk_status st = KK_OK;

    if (text == NULL)
        return KK_OK;
    if (kk_args_subject(a) == 0)
        key = kk_arg_text(a, "key");
    else
        st = kk_row_get(ctx->db, "contract_param", kk_args_subject(a), "key",
                        &arena, &v, err);
    if (st == KK_OK && v.type == KK_VTEXT)
        key = v.s;
    kk_number(text, &narrow);
    if (st == KK_OK && key != NULL &&
        kk_contract_value(key, text, NULL) == KK_REFUSED &&
        kk_contract_value(key, kk_str_c(&narrow), NULL) == KK_OK)
        st = kk_args_set(ctx, a, "value", kk_str_c(&narrow), err);
    kk_str_free(&narrow);
    kk_arena_free(&arena);
    return st;
}

/* --- holidays, sites --------------------------------------------------------
 */

enum kk_status kk_contract_holiday_add(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id *id,
                                       struct kk_err *err)
{
    return kk_put_new(ctx, "holiday", a,
                      KK_CELLS({"source", kk_vtext("手入力")}), id, err);
}

enum kk_status kk_contract_site_add(struct kk_ctx *ctx, const struct kk_args *a,
                                    kk_id *id, struct kk_err *err)
{
    kk_id place;
    enum kk_status st = kk_put_new(ctx, "site", a, NULL, id, err);

    if (st != KK_OK)
        return st;
    /* Units stand in places: a site begins with one of its own name. */
    return kk_row_insert(
        ctx->db, "place",
        KK_CELLS({"site_id", kk_vint(*id)}, {"name", kk_arg_val(a, "name")},
                 {"kana", kk_arg_val(a, "kana")}, {"kind", kk_vtext("拠点")},
                 {"ledger_scope", kk_vint(1)}, {"print_scope", kk_vint(1)}),
        &place, err);
}

/* The place that began with it is called as it is: else the ledger would go on
 * with a name that the site has no more. */
enum kk_status kk_contract_site_edit(struct kk_ctx *ctx,
                                     const struct kk_args *a, kk_id *id,
                                     struct kk_err *err)
{
    bool name = kk_arg_given(a, "name") == KK_GIVEN;
    struct own {
        kk_id id;
        bool kana;
    } own[8];
    struct kk_cur *cur = NULL;
    size_t n = 0;
    enum kk_status st =
        kk_cur_open(ctx->db, "site/own_places",
                    KK_BINDS({"site", kk_vint(kk_args_subject(a))}), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (n < sizeof own / sizeof *own)
            own[n++] =
                (struct own){kk_cur_int(cur, 0), kk_cur_int(cur, 1) != 0};
    kk_cur_close(&cur);
    if (st == KK_OK || st == KK_NONE)
        st = kk_run_edit(ctx, a, id, err);
    for (size_t i = 0; st == KK_OK && name && i < n; i++)
        st = kk_row_update(ctx->db, "place", own[i].id,
                           KK_CELLS({"name", kk_arg_val(a, "name")}), err);
    for (size_t i = 0; st == KK_OK && i < n; i++)
        if (own[i].kana && kk_arg_given(a, "kana") == KK_GIVEN)
            st = kk_row_update(ctx->db, "place", own[i].id,
                               KK_CELLS({"kana", kk_arg_val(a, "kana")}), err);
    return st;
}

/* --- desks -----------------------------------------------------------------
 */

/* 9:00 as well as 09:00, 24:00 for midnight. */
static enum kk_status minutes_of(const struct kk_args *a, const char *name,
                                 struct kk_val *out, struct kk_err *err)
{
    const char *text = kk_arg_text(a, name);
    char wide[8];
    int min;

    *out = kk_vnull();
    if (text == NULL)
        return KK_OK;
    kk_fmt(wide, sizeof wide, "%s%s", strlen(text) == 4 ? "0" : "", text);
    min = kk_contract_minutes(wide);
    if (min < 0)
        return kk_fail_at(err, KK_REFUSED, name,
                          "「%.*s」は時刻ではありません（例: 9:00）",
                          KK_CUT(text, 20));
    *out = kk_vint(min);
    return KK_OK;
}

static enum kk_status hours_times(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id id, struct kk_err *err)
{
    struct kk_cell cells[3] = {{0}};
    struct kk_val open;
    struct kk_val close;
    size_t n = 0;
    enum kk_status st = minutes_of(a, "open", &open, err);

    if (st == KK_OK)
        st = minutes_of(a, "close", &close, err);
    if (st != KK_OK)
        return st;
    if (open.type == KK_VINT)
        cells[n++] = (struct kk_cell){"open_min", open};
    if (close.type == KK_VINT)
        cells[n++] = (struct kk_cell){"close_min", close};
    if (n > 0)
        st = kk_row_update(ctx->db, "desk_hours", id, cells, err);
    return st;
}

enum kk_status kk_contract_hours_add(struct kk_ctx *ctx,
                                     const struct kk_args *a, kk_id *id,
                                     struct kk_err *err)
{
    enum kk_status st = kk_put_new(ctx, "desk_hours", a, NULL, id, err);

    return st == KK_OK ? hours_times(ctx, a, *id, err) : st;
}

enum kk_status kk_contract_hours_edit(struct kk_ctx *ctx,
                                      const struct kk_args *a, kk_id *id,
                                      struct kk_err *err)
{
    enum kk_status st = KK_OK;

    *id = kk_args_subject(a);
    if (kk_arg_given(a, "service") != KK_UNSET ||
        kk_arg_given(a, "dow") != KK_UNSET)
        st = kk_put_args(ctx, "desk_hours", *id, a, err);
    return st == KK_OK ? hours_times(ctx, a, *id, err) : st;
}

enum kk_status kk_contract_closure_add(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id *id,
                                       struct kk_err *err)
{
    kk_day last = kk_arg_day(a, "to");

    return kk_put_new(
        ctx, "desk_closure", a,
        KK_CELLS({"to_day", kk_vint(last == 0 ? kk_arg_day(a, "from") : last)}),
        id, err);
}

/* --- the roster ------------------------------------------------------------
 */

/* The first worker of an empty roster has nobody to be entered by. */
enum kk_status kk_contract_can_add_worker(struct kk_ctx *ctx, kk_id subject,
                                          struct kk_err *err)
{
    int64_t n;
    enum kk_status st = kk_ctx_roster(ctx, &n, err);

    (void)subject;
    if (st == KK_OK && n > 0 && ctx->worker == 0)
        return kk_ctx_need_worker(ctx, err);
    return st;
}

enum kk_status kk_contract_worker_add(struct kk_ctx *ctx,
                                      const struct kk_args *a, kk_id *id,
                                      struct kk_err *err)
{
    kk_day first = kk_day_of(kk_now(ctx->clock)), last = kk_arg_day(a, "to");
    struct kk_cell more[4] = {{"org", kk_vtext("受託者")}};
    size_t n = 1;

    if (kk_arg_given(a, "from") != KK_GIVEN)
        more[n++] = (struct kk_cell){
            "roster_from", kk_vint(last != 0 && last < first ? last : first)};
    if (kk_arg_given(a, "role") != KK_GIVEN)
        more[n++] = (struct kk_cell){"role", kk_vtext("従事者")};
    return kk_put_new(ctx, "person", a, more, id, err);
}

/* Nobody is deleted who did work: the roster ends. */
enum kk_status kk_contract_worker_remove(struct kk_ctx *ctx,
                                         const struct kk_args *a, kk_id *id,
                                         struct kk_err *err)
{
    kk_day last = kk_arg_day(a, "to");
    bool told = last != 0;
    struct kk_arena arena = {0};
    struct kk_val from = {0};
    enum kk_status st;

    if (!told)
        last = kk_day_of(kk_now(ctx->clock));
    *id = kk_args_subject(a);
    st = kk_row_get(ctx->db, "person", *id, "roster_from", &arena, &from, err);
    kk_arena_free(&arena);
    if (st == KK_OK && !told && last < from.i)
        last = (kk_day)from.i; /* the clock is behind: it bars nothing */
    if (st == KK_OK && last < from.i)
        st = kk_fail_at(err, KK_REFUSED, "to", "名簿の開始より前です");
    if (st != KK_OK)
        return st;
    return kk_row_update(ctx->db, "person", *id,
                         KK_CELLS({"roster_to", kk_vint(last)}), err);
}
