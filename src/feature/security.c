/* What is kept for the city on information security: permits for acts that are
 * forbidden without one (R81), and what happened (R80). */
#include <kikusui/domain/params.h>
#include <kikusui/domain/pass.h>
#include <kikusui/feature/features.h>

/* --- permits ---------------------------------------------------------------
 */

#define PERMIT_FIELDS                                                          \
    {.name = "no",                                                             \
     .label = "承認番号",                                                      \
     .hint = "市の承認の番号。持ち出しの控えと相手の控えに残ります",           \
     .column = "approved_no",                                                  \
     .type = KK_TEXT,                                                          \
     .flags = KK_REQUIRED | KK_NARROW,                                         \
     .max_cps = 20},                                                           \
        {.name = "target",                                                     \
         .label = "対象",                                                      \
         .hint = "何を、どこで",                                               \
         .column = "target",                                                   \
         .type = KK_TEXT},                                                     \
        {.name = "from",                                                       \
         .label = "有効期間の始め",                                            \
         .column = "from_day",                                                 \
         .type = KK_DATE,                                                      \
         .flags = KK_REQUIRED},                                                \
    {                                                                          \
        .name = "to", .label = "有効期間の終わり",                             \
        .hint = "空なら、取り下げるまで", .column = "to_day", .type = KK_DATE  \
    }

static const struct kk_param permit_params[] = {
    {.name = "kind",
     .label = "何の許可か",
     .from = "permit_kind",
     .column = "kind",
     .type = KK_CHOICE,
     .flags = KK_REQUIRED},
    PERMIT_FIELDS,
    KK_P_END,
};
static const struct kk_param permit_remove_params[] = {
    {.name = "permit",
     .label = "許可",
     .from = "permits",
     .type = KK_REF,
     .flags = KK_REQUIRED | KK_SUBJECT},
    KK_P_REASON,
    KK_P_END,
};

static enum kk_status add_permit(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    if (kk_arg_given(a, "to") == KK_GIVEN &&
        kk_arg_day(a, "to") < kk_arg_day(a, "from"))
        return kk_fail_at(err, KK_REFUSED, "to",
                          "有効期間の終わりは始めより後にしてください");
    return kk_put_new(ctx, "permit", a, NULL, id, err);
}

/* --- incidents of information security -------------------------------------
 */

static const struct kk_param incident_params[] = {
    {.name = "kind",
     .label = "種類",
     .from = "security_kind",
     .column = "kind",
     .type = KK_CHOICE,
     .flags = KK_REQUIRED},
    {.name = "at",
     .label = "起きた日時",
     .hint = "分からなければ、気づいた日時",
     .column = "at",
     .type = KK_TIME,
     .flags = KK_REQUIRED | KK_NOW},
    {.name = "text",
     .label = "内容",
     .hint = "何が、どこで、どうなったか。紛失した端末なら名前も",
     .column = "text",
     .type = KK_LINES,
     .flags = KK_REQUIRED},
    {.name = "reported_at",
     .label = "市へ報告した日時",
     .hint = "速やかに報告します。まだなら空のまま、報告したら入れます",
     .column = "reported_at",
     .type = KK_TIME},
    KK_P_END,
};
static const struct kk_param reported_params[] = {
    {.name = "security",
     .label = "セキュリティの記録",
     .from = "security",
     .type = KK_REF,
     .flags = KK_REQUIRED | KK_SUBJECT},
    {.name = "reported_at",
     .label = "市へ報告した日時",
     .column = "reported_at",
     .type = KK_TIME,
     .flags = KK_REQUIRED | KK_NOW},
    KK_P_END,
};

static enum kk_status check_times(struct kk_ctx *ctx, kk_id id,
                                  struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val at, reported = kk_vnull();
    char text[KK_TIME_BYTES];
    enum kk_status st =
        kk_row_get(ctx->db, "sec_record", id, "at", &arena, &at, err);

    if (st == KK_OK)
        st = kk_row_get(ctx->db, "sec_record", id, "reported_at", &arena,
                        &reported, err);
    if (st == KK_OK && reported.type == KK_VINT && reported.i < at.i)
        st = kk_fail_at(err, KK_REFUSED, "reported_at",
                        "起きた日時（%s）より前です", kk_time_long(at.i, text));
    kk_arena_free(&arena);
    return st;
}

static enum kk_status record(struct kk_ctx *ctx, const struct kk_args *a,
                             kk_id *id, struct kk_err *err)
{
    enum kk_status st = kk_put_new(ctx, "sec_record", a, NULL, id, err);

    return st == KK_OK ? check_times(ctx, *id, err) : st;
}

static enum kk_status report(struct kk_ctx *ctx, const struct kk_args *a,
                             kk_id *id, struct kk_err *err)
{
    enum kk_status st = kk_run_edit(ctx, a, id, err);

    return st == KK_OK ? check_times(ctx, *id, err) : st;
}

/* --- a forgotten passphrase -------------------------------------------------
 *
 * Passphrases are facts of one copy; that one was taken away is everybody's to
 * know. */

static const struct kk_param reset_params[] = {
    {.name = "worker",
     .label = "従事者",
     .from = "workers",
     .type = KK_REF,
     .flags = KK_REQUIRED | KK_SUBJECT},
    KK_P_END,
};

static bool responsible(struct kk_ctx *ctx)
{
    struct kk_arena arena = {0};
    struct kk_val role;
    bool is = kk_row_get(ctx->db, "person", ctx->worker, "role", &arena, &role,
                         NULL) == KK_OK &&
              role.type == KK_VTEXT && kk_streq(role.s, "業務責任者");

    kk_arena_free(&arena);
    return is && kk_pass_has(ctx, ctx->worker);
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

/* --- the feature -----------------------------------------------------------
 */

static const struct kk_action actions[] = {
    {.name = "permit.add",
     .label = "市の許可を記録",
     .kind = "",
     .words =
         "持ち出しなど、市の許可が要ることの承認番号と有効期間を残します。",
     .params = permit_params,
     .run = add_permit},
    {.name = "permit.remove",
     .label = "市の許可を取り下げ",
     .kind = "permit",
     .words = "誤りや取り消された許可を外します。控えに写った番号は残ります。",
     .params = permit_remove_params,
     .run = kk_run_remove},
    {.name = "security.incident",
     .label = "セキュリティの事故を記録",
     .kind = "",
     .words = "紛失などを記録します。市へは速やかに報告します。",
     .flags = KK_HAPPENED,
     .params = incident_params,
     .run = record},
    {.name = "security.report",
     .label = "市への報告を記録",
     .kind = "security",
     .words = "セキュリティの事故を市へ報告した日時を入れます。",
     .params = reported_params,
     .run = report},
    {.name = KK_RESET_PASS,
     .label = "忘れた合言葉を外す",
     .kind = "worker",
     .words = "この端末での合言葉を外します。外したことは記録に残り、本人が"
              "新しく決めます。",
     .flags = KK_ASKS | KK_NO_UNDO,
     .params = reset_params,
     .run = reset_pass},
    {.name = NULL},
};

/* What §3 forbids without a permit. */
static const struct kk_code permit_codes[] = {
    {"持ち出し", "情報資産の持ち出し"},
    {"複製", "情報資産の複写・複製"},
    {"持込", "個人の端末・周辺機器の持込"},
    {"目的外", "端末・周辺機器の目的外の利用"},
    {"保存", "端末への情報資産の保存"},
    {"ソフトウェア", "ソフトウェアの導入・削除"},
    {"プリンタ設定", "プリンタ設定の変更"},
    {"移設", "端末の移設"},
    {"接続", "端末への周辺機器の接続"},
    {NULL, NULL}};
static const struct kk_code security_codes[] = {{"紛失", "紛失・盗難"},
                                                {"漏えい", "漏えい"},
                                                {"誤送付", "誤送付"},
                                                {"ウイルス", "ウイルス感染"},
                                                {"不正使用", "不正な使用"},
                                                {"その他", "その他"},
                                                {NULL, NULL}};
static const struct kk_codes codes[] = {
    {"permit_kind", permit_codes},
    {"security_kind", security_codes},
    {.name = NULL},
};

static const struct kk_col permit_cols[] = {
    {"no", "承認番号", 14, KK_SHOW_TEXT, 0},
    {"kind", "何の許可か", 12, KK_SHOW_TEXT, 0},
    {"target", "対象", 20, KK_SHOW_TEXT, KK_COL_GROW},
    {"from", "始め", 10, KK_SHOW_DATE, 0},
    {"to", "終わり", 10, KK_SHOW_DATE, 0},
    {"state", "状態", 6, KK_SHOW_TEXT, 0},
    {.name = NULL},
};
static const struct kk_col security_cols[] = {
    {"at", "日時", 12, KK_SHOW_TIME, 0},
    {"kind", "種類", 8, KK_SHOW_TEXT, 0},
    {"text", "内容", 30, KK_SHOW_TEXT, KK_COL_GROW},
    {"reported_at", "市への報告", 12, KK_SHOW_TIME, 0},
    {"state", "状態", 6, KK_SHOW_TEXT, 0},
    {.name = NULL},
};
static const char *const permit_orders[] = {"-from", "kind", NULL};
static const struct kk_col access_cols[] = {
    {"at", "日時", 12, KK_SHOW_TIME, 0},
    {"who", "誰", 12, KK_SHOW_TEXT, 0},
    {"what", "何を", 24, KK_SHOW_TEXT, KK_COL_GROW},
    {.name = NULL},
};
static const char *const access_orders[] = {"-id", NULL};
static const char *const security_orders[] = {"-at", NULL};
static const struct kk_listing listings[] = {
    {.name = "permits",
     .title = "市の許可",
     .sql = "permit/list",
     .empty = "許可の記録がありません。「市の許可を記録」で加えます。",
     .row_kind = "permit",
     .orders = permit_orders,
     .cols = permit_cols},
    {.name = "security",
     .title = "セキュリティの記録",
     .sql = "security/list",
     .empty = "セキュリティの事故の記録はありません。",
     .row_kind = "security",
     .orders = security_orders,
     .cols = security_cols},
    {.name = "accesses",
     .title = "この端末の合言葉の記録",
     .sql = "security/accesses",
     .empty = "合言葉を尋ねたことがありません。",
     .row_kind = "",
     .orders = access_orders,
     .cols = access_cols},
    {.name = NULL},
};
static const struct kk_kind kinds[] = {
    {.name = "permit",
     .label = "許可",
     .table = "permit",
     .resolve = "permit/resolve",
     .label_sql = "permit/label",
     .show = "permit/list",
     .cols = permit_cols},
    {.name = "security",
     .label = "セキュリティの記録",
     .table = "sec_record",
     .resolve = "security/resolve",
     .label_sql = "security/label",
     .show = "security/list",
     .cols = security_cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_security = {
    .name = "security",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
