/* What the contract's actions check and write. */
#include "contract_feature.h"

#include <kikusui/base/shown.h>
#include <kikusui/domain/contract_rows.h>
#include <kikusui/store/tx.h>

#include <stdio.h>
#include <string.h>

/* --- checks ----------------------------------------------------------------
 */

/* A number or date that another live row has already. Not an index of the
 * database: copies that cannot talk would break it. */
static enum kk_status refuse_double(struct kk_ctx *ctx, const char *query,
                                    const struct kk_args *a, const char *arg,
                                    const char *words, struct kk_err *err)
{
    int64_t n;
    enum kk_status st = kk_db_int(ctx->db, query,
                                  KK_BINDS({"value", kk_arg_val(a, arg)},
                                           {"id", kk_vid(kk_args_subject(a))}),
                                  &n, err);

    if (st == KK_OK && n > 0)
        return kk_fail_at(err, KK_REFUSED, arg, "%s", words);
    return st;
}

static enum kk_status refuse_used(struct kk_ctx *ctx, const char *query,
                                  kk_id id, const char *words,
                                  struct kk_err *err)
{
    int64_t n;
    enum kk_status st =
        kk_db_int(ctx->db, query, KK_BINDS({"id", kk_vint(id)}), &n, err);

    if (st == KK_OK && n > 0)
        return kk_fail(err, KK_REFUSED, "%s（%lld件）", words, (long long)n);
    return st;
}

/* A term that ends before it begins. */
static enum kk_status check_term(const struct kk_args *a, const char *from,
                                 const char *to, struct kk_err *err)
{
    if (kk_arg_day(a, from) != 0 && kk_arg_day(a, to) != 0 &&
        kk_arg_day(a, to) < kk_arg_day(a, from))
        return kk_fail_at(err, KK_REFUSED, to, "終了が開始より前です");
    return KK_OK;
}

/* What was written must still make a calendar and desks. */
static enum kk_status check_contract(struct kk_ctx *ctx, struct kk_err *err)
{
    struct kk_contract *c;
    enum kk_status st = kk_contract_load(ctx->db, &c, err);

    kk_contract_free(&c);
    return st;
}

enum kk_status kk_contract_add_checked(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id *id,
                                       struct kk_err *err)
{
    enum kk_status st = kk_run_add(ctx, a, id, err);

    return st == KK_OK ? check_contract(ctx, err) : st;
}

enum kk_status kk_contract_edit_checked(struct kk_ctx *ctx,
                                        const struct kk_args *a, kk_id *id,
                                        struct kk_err *err)
{
    enum kk_status st = kk_run_edit(ctx, a, id, err);

    return st == KK_OK ? check_contract(ctx, err) : st;
}

enum kk_status kk_contract_remove_checked(struct kk_ctx *ctx,
                                          const struct kk_args *a, kk_id *id,
                                          struct kk_err *err)
{
    enum kk_status st = kk_run_remove(ctx, a, id, err);

    return st == KK_OK ? check_contract(ctx, err) : st;
}

/* --- conditions and holidays -----------------------------------------------
 */

/* Around kk_run_add, _edit and _remove of a condition. */
static enum kk_status param_checked(struct kk_ctx *ctx, kk_id id,
                                    enum kk_status st, struct kk_err *err)
{
    if (st == KK_OK)
        st = kk_contract_check_param(ctx, id, err);
    return st == KK_OK ? check_contract(ctx, err) : st;
}

enum kk_status kk_contract_param_add(struct kk_ctx *ctx,
                                     const struct kk_args *a, kk_id *id,
                                     struct kk_err *err)
{
    enum kk_status st = kk_run_add(ctx, a, id, err);

    return param_checked(ctx, *id, st, err);
}

enum kk_status kk_contract_param_edit(struct kk_ctx *ctx,
                                      const struct kk_args *a, kk_id *id,
                                      struct kk_err *err)
{
    enum kk_status st = kk_run_edit(ctx, a, id, err);

    return param_checked(ctx, *id, st, err);
}

enum kk_status kk_contract_param_remove(struct kk_ctx *ctx,
                                        const struct kk_args *a, kk_id *id,
                                        struct kk_err *err)
{
    enum kk_status st = kk_run_remove(ctx, a, id, err);

    return param_checked(ctx, *id, st, err);
}

enum kk_status kk_contract_holiday_add(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id *id,
                                       struct kk_err *err)
{
    enum kk_status st =
        refuse_double(ctx, "holiday/double", a, "date",
                      "その日はもう登録されています。「休日を訂正」で"
                      "変えてください",
                      err);

    return st == KK_OK
               ? kk_put_new(ctx, "holiday", a,
                            KK_CELLS({"source", kk_vtext("手入力")}), id, err)
               : st;
}

/* --- sites, places, departments --------------------------------------------
 */

enum kk_status kk_contract_site_add(struct kk_ctx *ctx, const struct kk_args *a,
                                    kk_id *id, struct kk_err *err)
{
    kk_id place;
    enum kk_status st = refuse_double(ctx, "site/double", a, "no",
                                      "その番号の拠点がもうあります", err);

    if (st == KK_OK)
        st = kk_put_new(ctx, "site", a, NULL, id, err);
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

enum kk_status kk_contract_site_edit(struct kk_ctx *ctx,
                                     const struct kk_args *a, kk_id *id,
                                     struct kk_err *err)
{
    enum kk_status st = refuse_double(ctx, "site/double", a, "no",
                                      "その番号の拠点がもうあります", err);

    if (st == KK_OK)
        st = check_term(a, "valid_from", "valid_to", err);
    return st == KK_OK ? kk_run_edit(ctx, a, id, err) : st;
}

enum kk_status kk_contract_site_remove(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id *id,
                                       struct kk_err *err)
{
    enum kk_status st = refuse_used(
        ctx, "site/used", kk_args_subject(a),
        "その拠点には場所か部署があります。先に外してください", err);

    return st == KK_OK ? kk_run_remove(ctx, a, id, err) : st;
}

enum kk_status kk_contract_place_remove(struct kk_ctx *ctx,
                                        const struct kk_args *a, kk_id *id,
                                        struct kk_err *err)
{
    enum kk_status st =
        refuse_used(ctx, "place/used", kk_args_subject(a),
                    "その場所には機器があります。先に移してください", err);

    return st == KK_OK ? kk_run_remove(ctx, a, id, err) : st;
}

enum kk_status kk_contract_dept_remove(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id *id,
                                       struct kk_err *err)
{
    enum kk_status st =
        refuse_used(ctx, "dept/used", kk_args_subject(a),
                    "その部署には機器があります。先に移してください", err);

    return st == KK_OK ? kk_run_remove(ctx, a, id, err) : st;
}

enum kk_status kk_contract_model_remove(struct kk_ctx *ctx,
                                        const struct kk_args *a, kk_id *id,
                                        struct kk_err *err)
{
    enum kk_status st =
        refuse_used(ctx, "model/used", kk_args_subject(a),
                    "その機種の機器があります。valid_to で終了日を"
                    "入れてください",
                    err);

    return st == KK_OK ? kk_run_remove(ctx, a, id, err) : st;
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
    struct kk_arena arena = {0};
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
    if (st == KK_OK)
        st = kk_row_get(ctx->db, "desk_hours", id, "open_min", &arena, &open,
                        err);
    if (st == KK_OK)
        st = kk_row_get(ctx->db, "desk_hours", id, "close_min", &arena, &close,
                        err);
    kk_arena_free(&arena);
    if (st == KK_OK && close.i <= open.i)
        return kk_fail_at(err, KK_REFUSED, "close",
                          "終了が開始より後に"
                          "なっていません");
    return st;
}

enum kk_status kk_contract_hours_add(struct kk_ctx *ctx,
                                     const struct kk_args *a, kk_id *id,
                                     struct kk_err *err)
{
    enum kk_status st = kk_put_new(ctx, "desk_hours", a, NULL, id, err);

    if (st == KK_OK)
        st = hours_times(ctx, a, *id, err);
    return st == KK_OK ? check_contract(ctx, err) : st;
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
    if (st == KK_OK)
        st = hours_times(ctx, a, *id, err);
    return st == KK_OK ? check_contract(ctx, err) : st;
}

enum kk_status kk_contract_closure_add(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id *id,
                                       struct kk_err *err)
{
    kk_day last = kk_arg_day(a, "to");
    enum kk_status st = check_term(a, "from", "to", err);

    if (st != KK_OK)
        return st;
    return kk_put_new(
        ctx, "desk_closure", a,
        KK_CELLS({"to_day", kk_vint(last == 0 ? kk_arg_day(a, "from") : last)}),
        id, err);
}

enum kk_status kk_contract_closure_edit(struct kk_ctx *ctx,
                                        const struct kk_args *a, kk_id *id,
                                        struct kk_err *err)
{
    enum kk_status st = check_term(a, "from", "to", err);

    return st == KK_OK ? kk_run_edit(ctx, a, id, err) : st;
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
    kk_day today = kk_day_of(kk_now(ctx->clock));
    struct kk_cell more[4] = {{"org", kk_vtext("受託者")}};
    size_t n = 1;
    enum kk_status st = check_term(a, "from", "to", err);

    if (st == KK_OK)
        st = refuse_double(ctx, "worker/double", a, "name",
                           "同じ氏名の従事者がもう名簿にいます。区別できる"
                           "氏名にするか、「従事者を訂正」で変えてください",
                           err);
    if (st != KK_OK)
        return st;
    if (kk_arg_given(a, "from") != KK_GIVEN)
        more[n++] = (struct kk_cell){"roster_from", kk_vint(today)};
    if (kk_arg_given(a, "role") != KK_GIVEN)
        more[n++] = (struct kk_cell){"role", kk_vtext("従事者")};
    return kk_put_new(ctx, "person", a, more, id, err);
}

enum kk_status kk_contract_worker_edit(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id *id,
                                       struct kk_err *err)
{
    enum kk_status st = check_term(a, "from", "to", err);

    if (st == KK_OK && kk_arg_given(a, "name") == KK_GIVEN)
        st = refuse_double(ctx, "worker/double", a, "name",
                           "同じ氏名の従事者がもう名簿にいます", err);
    return st == KK_OK ? kk_run_edit(ctx, a, id, err) : st;
}

/* Nobody is deleted who did work: the roster ends. */
enum kk_status kk_contract_worker_remove(struct kk_ctx *ctx,
                                         const struct kk_args *a, kk_id *id,
                                         struct kk_err *err)
{
    kk_day last = kk_arg_day(a, "to");
    struct kk_arena arena = {0};
    struct kk_val from = {0};
    enum kk_status st;

    if (last == 0)
        last = kk_day_of(kk_now(ctx->clock));
    *id = kk_args_subject(a);
    st = kk_row_get(ctx->db, "person", *id, "roster_from", &arena, &from, err);
    kk_arena_free(&arena);
    if (st == KK_OK && last < from.i)
        st = kk_fail_at(err, KK_REFUSED, "to", "名簿の開始より前です");
    if (st != KK_OK)
        return st;
    return kk_row_update(ctx->db, "person", *id,
                         KK_CELLS({"roster_to", kk_vint(last)}), err);
}
