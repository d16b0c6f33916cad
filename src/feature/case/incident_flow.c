/* What is decided on the way (§5.1.2, §7): field work or not, the cause, the
 * waiver, the steps ticked by hand, the reason for a missed target. */
#include "case.h"

#include <kikusui/domain/contract.h>
#include <kikusui/domain/steps.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

#include <string.h>

/* --- incident.decide ----------------------------------------------------- */

static const struct kk_param decide_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("onsite", COLUMN(incident, onsite), .from = "onsite",
          .type = KK_CHOICE, .flags = KK_REQUIRED | KK_POINT),
    PARAM("at", INTO(incident, onsite_decided_at), .label = "判断した日時",
          .flags = KK_NOW),
    END,
};

static enum kk_status run_decide(struct kk_ctx *ctx, const struct kk_args *a,
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

/* --- incident.cause ------------------------------------------------------ */

static const struct kk_param cause_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("kind", COLUMN(incident, cause_kind), .from = "cause_kind",
          .type = KK_CHOICE, .flags = KK_POINT),
    PARAM("cause", COLUMN(incident, cause), .type = KK_LINES, .max_cps = 2000),
    END,
};

static enum kk_status run_cause(struct kk_ctx *ctx, const struct kk_args *a,
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

/* --- incident.waive ------------------------------------------------------ */

static const struct kk_param waive_params[] = {
    KK_P_INCIDENT("queue"),
    PARAM("expected_end", COLUMN(incident, waive_expected_end),
          .flags = KK_POINT),
    PARAM("agreed_by", INTO(incident, waive_agreed_by),
          .label = "合意した現場の担当者", .flags = KK_POINT, .max_cps = 60),
    PARAM("agreed_at", COLUMN(incident, waive_agreed_at), .flags = KK_PAST),
    PARAM("reason", .label = "理由",
          .hint = "期限の後に記録するときに入れます"),
    END,
};

static enum kk_status refuse_waiver(const struct kk_ctx *ctx,
                                    const struct kk_case *c, unsigned missing,
                                    struct kk_err *err)
{
    const struct kk_sla_case of = {.instructed = c->instructed};
    struct kk_sla_terms terms;
    struct kk_str words = {0};

    kk_contract_sla(ctx->contract, c->instructed, kk_now(ctx->clock), &terms);
    kk_waive_words(ctx->cal, &terms, &of, missing, &words);
    (void)kk_fail_at(err, KK_REFUSED,
                     (missing & KK_WAIVE_NO_END) != 0 ? "expected_end"
                                                      : "incident",
                     "合意による対象外にはできません: %s", kk_str_c(&words));
    kk_str_free(&words);
    return KK_REFUSED;
}

static enum kk_status can_waive(struct kk_ctx *ctx, kk_id incident,
                                struct kk_err *err)
{
    struct kk_sla_terms terms;
    struct kk_case c = {0};
    /* Not the whole case: the last line asks this at every key. */
    enum kk_status st = kk_db_int(ctx->db, "incident/instructed",
                                  KK_BINDS({"incident", kk_vint(incident)}),
                                  &c.instructed, err);

    if (st == KK_OK) {
        kk_contract_sla(ctx->contract, c.instructed, kk_now(ctx->clock),
                        &terms);
        if (!kk_waive_possible(ctx->cal, &terms, c.instructed))
            st = refuse_waiver(
                ctx, &c, c.instructed == 0 ? KK_WAIVE_NO_ORDER : KK_WAIVE_LATE,
                err);
    }
    return st;
}

/* The conditions of §7 are rules (incident/check). A late entry for a completed
 * case is allowed: what was agreed was agreed. */
static enum kk_status run_waive(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK && kk_arg_time(a, "expected_end") == 0 &&
        kk_arg_text(a, "agreed_by") == NULL && kk_arg_time(a, "agreed_at") == 0)
        st = refuse_waiver(
            ctx, &g.c, KK_WAIVE_NO_END | KK_WAIVE_NO_NAME | KK_WAIVE_NO_TIME,
            err);
    if (st == KK_OK)
        st = kk_put_args(ctx, "incident", *id, a, err);
    return kk_guard_end(&g, st);
}

static const struct kk_param unwaive_params[] = {
    KK_P_INCIDENT("incidents"),
    KK_P_REASON,
    END,
};

static enum kk_status run_unwaive(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_row_update(ctx->db, "incident", *id,
                           KK_CELLS({"waive_expected_end", kk_vnull()},
                                    {"waive_agreed_by", kk_vnull()},
                                    {"waive_agreed_at", kk_vnull()}),
                           err);
    return kk_guard_end(&g, st);
}

/* --- incident.step ------------------------------------------------------- */

static const struct kk_param step_params[] = {
    KK_P_INCIDENT("queue"),
    KK_P_STEP,
    END,
};

/* --- incident.miss_reason ------------------------------------------------ */

static const struct kk_param miss_params[] = {
    KK_P_INCIDENT("incidents"),
    PARAM("sla", .label = "どの目標", .from = "sla", .type = KK_CHOICE,
          .flags = KK_REQUIRED | KK_POINT),
    PARAM("text", .label = "達成できなかった理由", .type = KK_LINES,
          .flags = KK_REQUIRED | KK_POINT, .max_cps = 1000),
    PARAM("severe", COLUMN(incident, severe), .hint = "事務所の判断",
          .from = "yesno"),
    END,
};

/* §7「その理由を対応報告書に記載」. Whether there is one to give is
 * incident/may_reason. */
static enum kk_status run_miss(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    bool contact = kk_streq(kk_arg_text(a, "sla"), "連絡");
    struct kk_guard g;
    enum kk_status st;

    *id = kk_arg_id(a, "incident");
    st = kk_guard_begin(ctx, *id, &g, err);
    if (st == KK_OK)
        st = kk_row_update(
            ctx->db, "incident", *id,
            KK_CELLS({contact ? "contact_miss_reason" : "onsite_miss_reason",
                      kk_arg_val(a, "text")}),
            err);
    if (st == KK_OK && kk_arg_given(a, "severe") != KK_UNSET)
        st = kk_put_args(ctx, "incident", *id, a, err);
    return kk_guard_end(&g, st);
}

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "incident.decide",
     .label = "現場作業の要否",
     .brief = "現場作業",
     .kind = "incident",
     .words = "現場での作業が要るかどうかの判断を記録します。要らなければ"
              "電話で解決した案件になります。",
     .tell = "incident/tell_clocks",
     .flags = KK_HAPPENED,
     .params = decide_params,
     .may = "incident/may",
     .run = run_decide},
    {.name = "incident.cause",
     .label = "原因区分",
     .brief = "原因",
     .kind = "incident",
     .words = "原因の区分を決めます。手順がそれに合わせて変わります。",
     .fill = "incident/fill_cause",
     .params = cause_params,
     .run = run_cause},
    {.name = "incident.waive",
     .label = "着手目標の対象外（合意）",
     .brief = "合意",
     .kind = "incident",
     .words = "§7 の条件（指示の時刻、完了見込み、現場の担当者の合意）が"
              "そろうときに記録します。連絡の目標は変わりません。",
     .tell = "incident/tell_waive",
     .params = waive_params,
     .may = "incident/may",
     .can = can_waive,
     .run = run_waive},
    {.name = "incident.waive_cancel",
     .label = "合意の記録を取り消す",
     .brief = "合意を取消",
     .kind = "incident",
     .words = "誤って記録した合意を理由を付けて外します。",
     .tell = "incident/tell_clocks",
     .params = unwaive_params,
     .may = "incident/may",
     .run = run_unwaive},
    {.name = "incident.step",
     .label = "手順を済みにする",
     .brief = "手順",
     .kind = "incident",
     .words =
         "追加設定のように、ほかの記録からは分からない手順を済みにします。",
     .flags = KK_HAPPENED,
     .params = step_params,
     .may = "incident/may",
     .run = kk_run_step},
    {.name = "incident.miss_reason",
     .label = "未達の理由",
     .brief = "未達の理由",
     .kind = "incident",
     .words = "目標時間を守れなかった理由を記録します。完了メールと月次報告書に"
              "載ります。",
     .params = miss_params,
     .may = "incident/may_reason",
     .run = run_miss},
    {.name = NULL},
};

static const struct kk_code onsite_codes[] = {
    CODE("yes", "要"), CODE("no", "不要"), CODE(NULL, NULL)};
static const struct kk_code cause_codes[] = {
    SAME("機器故障"), SAME("設定起因"), SAME("設定起因（SE手配）"),
    SAME("その他"),   CODE(NULL, NULL),
};
static const struct kk_code sla_codes[] = {SAME("連絡"), SAME("着手"),
                                           CODE(NULL, NULL)};
static const struct kk_codes codes[] = {
    {.name = "onsite", .code = onsite_codes},
    {.name = "cause_kind", .code = cause_codes},
    {.name = "sla", .code = sla_codes},
    END,
};

const struct kk_feature kk_feature_incident_flow = {
    .name = "incident_flow",
    .actions = actions,
    .codes = codes,
};
