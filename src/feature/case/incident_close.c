/* The end of an incident: user check, completion, mail, and the ways back
 * (R12, R13, R20, R9). */
#include "case.h"

#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#include <string.h>

/* A spare that is only reserved is free again when the case ends without it. */
static enum kk_status release_reserved(struct kk_ctx *ctx, kk_id incident,
                                       struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st =
        kk_cur_open(ctx->db, "spare/reserved_for",
                    KK_BINDS({"incident", kk_vint(incident)}), &cur, err);
    kk_id spare[16];
    size_t n = 0;

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (n < sizeof spare / sizeof *spare)
            spare[n++] = kk_cur_int(cur, 0);
    kk_cur_close(&cur);
    if (st == KK_NONE)
        st = KK_OK;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = kk_row_update(ctx->db, "unit", spare[i],
                           KK_CELLS({"spare_state", kk_vtext("使用可")},
                                    {"spare_incident_id", kk_vnull()}),
                           err);
    return st;
}

/* --- incident.user_check ------------------------------------------------- */

static const struct kk_param check_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("by", INTO(incident, user_check_by), .label = "確認した利用者",
          .flags = KK_REQUIRED | KK_POINT, .max_cps = 60),
    PARAM("at", INTO(incident, user_check_at), .label = "日時",
          .flags = KK_NOW),
    END,
};

static enum kk_status run_check(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    return kk_guard_end(&g, st);
}

/* --- incident.complete --------------------------------------------------- */

static const struct kk_param complete_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("at", COLUMN(incident, completed_at), .flags = KK_NOW),
    PARAM("cause", COLUMN(incident, cause), .type = KK_LINES, .max_cps = 2000),
    PARAM("action", COLUMN(incident, action), .type = KK_LINES,
          .max_cps = 2000),
    PARAM("result", COLUMN(incident, result), .type = KK_LINES,
          .max_cps = 2000),
    PARAM("no_swap", COLUMN(incident, no_swap_reason),
          .hint = "機器故障で、予備機も部品も替えなかったとき"),
    PARAM("remarks", COLUMN(incident, remarks),
          .hint = "現地担当者との調整内容など", .type = KK_LINES,
          .max_cps = 2000),
    END,
};

static enum kk_status run_complete(struct kk_ctx *ctx, const struct kk_args *a,
                                   kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    if (st == KK_OK)
        st = kk_row_update(
            ctx->db, "incident", *id,
            KK_CELLS({"held_since", kk_vnull()}, {"hold_reason", kk_vnull()}),
            err);
    if (st == KK_OK)
        st = release_reserved(ctx, *id, err);
    return kk_guard_end(&g, st);
}

/* --- incident.mail_sent -------------------------------------------------- */

static const struct kk_param mail_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("at", INTO(incident, mail_sent_at), .label = "送信日時",
          .flags = KK_NOW),
    END,
};

static enum kk_status run_mail(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    return kk_guard_end(&g, st);
}

/* --- incident.reopen ----------------------------------------------------- */

static const struct kk_param reopen_params[] = {
    KK_P_INCIDENT("incidents"),
    KK_P_REASON,
    END,
};

static enum kk_status run_reopen(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    *id = kk_arg_id(a, "incident");
    return kk_row_update(
        ctx->db, "incident", *id,
        KK_CELLS({"user_check_by", kk_vnull()}, {"user_check_at", kk_vnull()},
                 {"completed_at", kk_vnull()}, {"mail_sent_at", kk_vnull()},
                 {"returned_at", kk_vnull()}, {"return_reason", kk_vnull()}),
        err);
}

/* --- incident.return ----------------------------------------------------- */

static const struct kk_param return_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("reason", INTO(incident, return_reason), .label = "差戻しの理由",
          .hint = "対象機器の障害ではなかった、など", .flags = KK_REQUIRED),
    PARAM("at", INTO(incident, returned_at), .label = "日時", .flags = KK_NOW),
    END,
};

static enum kk_status run_return(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    if (st == KK_OK)
        st = release_reserved(ctx, *id, err);
    return kk_guard_end(&g, st);
}

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "incident.user_check",
     .label = "利用者確認を記録",
     .brief = "利用者確認",
     .kind = "incident",
     .words = "復旧後に動作を確認した利用者と日時を記録します。",
     .fill = "incident/fill_user_check",
     .flags = KK_HAPPENED,
     .params = check_params,
     .may = "incident/may",
     .run = run_check},
    {.name = "incident.complete",
     .label = "完了を記録",
     .brief = "完了",
     .kind = "incident",
     .words = "対応を終えます。利用者確認と、未達のときはその理由が要ります。",
     .fill = "incident/fill_complete",
     .tell = "incident/tell_complete",
     .flags = KK_HAPPENED,
     .params = complete_params,
     .may = "incident/may",
     .run = run_complete},
    {.name = "incident.mail_sent",
     .label = "完了メールを送った",
     .brief = "完了メール",
     .kind = "incident",
     .words = "市への完了メールの送信を記録します。案件は一覧から外れます。",
     .tell = "incident/tell_mail",
     .flags = KK_HAPPENED,
     .params = mail_params,
     .may = "incident/may",
     .run = run_mail},
    {.name = "incident.reopen",
     .label = "再開する",
     .brief = "再開",
     .kind = "incident",
     .words = "完了または差戻しを取り下げて続けます。計測は元のままです。",
     .tell = "incident/tell_clocks",
     .params = reopen_params,
     .may = "incident/may",
     .run = run_reopen},
    {.name = "incident.return",
     .label = "市へ差し戻す",
     .brief = "差戻し",
     .kind = "incident",
     .words = "対象機器の障害ではない案件を市へ戻します。",
     .flags = KK_HAPPENED,
     .params = return_params,
     .may = "incident/may",
     .run = run_return},
    {.name = NULL},
};

const struct kk_feature kk_feature_incident_close = {
    .name = "incident_close",
    .actions = actions,
};
