/* A forgotten passphrase. Passphrases are facts of one copy; that one was taken
 * away is everybody's to know (R82). */
#include <kikusui/domain/pass.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

static const struct kk_param reset_params[] = {
    PARAM("worker", .label = "従事者", .from = "workers", .type = KK_REF,
          .flags = KK_REQUIRED | KK_SUBJECT),
    END,
};

static bool responsible(struct kk_ctx *ctx)
{
    int64_t holds = 0;

    return kk_db_int(ctx->db, "appointment/holds",
                     KK_BINDS({"role", kk_vtext("業務責任者")},
                              {"person", kk_vint(ctx->worker)}),
                     &holds, NULL) == KK_OK &&
           holds > 0 && kk_pass_has(ctx, ctx->worker);
}

static enum kk_status reset_pass(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    kk_id worker = kk_arg_id(a, "worker"), row;
    struct kk_str text = {0};
    enum kk_status st;

    if (!kk_pass_has(ctx, worker))
        return kk_fail_at(err, KK_REFUSED, "worker",
                          "この端末に %s さんの合言葉はありません",
                          kk_arg_shown(a, "worker"));
    if (!ctx->vouched && !responsible(ctx))
        return kk_fail(err, KK_REFUSED,
                       "合言葉を外せるのは、自分の合言葉を決めた業務責任者か、"
                       "この端末の鍵の合言葉を知る人です（コマンドでは "
                       "--passphrase-file にその合言葉）");
    kk_str_addf(&text, "端末 %s で %s の合言葉を外した（%s）", ctx->node,
                kk_arg_shown(a, "worker"),
                ctx->vouched ? "端末の鍵の合言葉による" : "業務責任者による");
    st =
        kk_row_insert(ctx->db, "sec_record",
                      KK_CELLS({"kind", kk_vtext("合言葉")},
                               {"at", kk_vint(kk_time_cut(kk_now(ctx->clock)))},
                               {"text", kk_vtext(kk_str_c(&text))}),
                      &row, err);
    if (st == KK_OK)
        st = kk_pass_set(ctx, worker, NULL, err);
    *id = worker;
    kk_str_free(&text);
    return st;
}

static const struct kk_action actions[] = {
    {.name = KK_RESET_PASS,
     .label = "忘れた合言葉を外す",
     .kind = "worker",
     .words = "この端末での合言葉を外します。外したことは記録に残り、本人が"
              "新しく決めます。",
     .flags = KK_ASKS | KK_NO_UNDO,
     .params = reset_params,
     .run = reset_pass},
    END,
};

const struct kk_feature kk_feature_passphrase = {
    .name = "passphrase",
    .actions = actions,
};
