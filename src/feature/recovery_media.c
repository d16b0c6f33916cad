/* Recovery media (§5.6, R36, R54, R55): the city's orders and what was released
 * by them. Which release is the newest, and which spares it makes 要更新, is
 * computed (view media_current); what must hold is rules_media_*.sql. */
#include "case.h"

#include <kikusui/domain/steps.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>
#include <kikusui/store/tx.h>

/* --- media.order --------------------------------------------------------- */

#define P_ORDER(must)                                                          \
    PARAM("city_ref", COLUMN(media_order, city_ref),                           \
          .flags = (must) | KK_NARROW, .max_cps = 60)
#define P_NOTE PARAM("note", COLUMN(media_order, note))
#define P_AGREED                                                               \
    PARAM("agreed_by", COLUMN(media_order, agreed_by),                         \
          .hint = "上限を超えるとき", .max_cps = 60),                          \
        PARAM("agreed_at", COLUMN(media_order, agreed_at), .flags = KK_PAST),  \
        PARAM("agreed_ref", COLUMN(media_order, agreed_ref), .max_cps = 60)

static const struct kk_param order_params[] = {
    P_ORDER(KK_REQUIRED),
    PARAM("ordered", COLUMN(media_order, ordered_at), .flags = KK_NOW),
    P_AGREED,
    P_NOTE,
    END,
};

static enum kk_status run_order(struct kk_ctx *ctx, const struct kk_args *a,
                                kk_id *id, struct kk_err *err)
{
    return kk_put_new(
        ctx, "media_order", a,
        KK_CELLS({"ordered_at", kk_vint(kk_arg_at(ctx, a, "ordered"))}), id,
        err);
}

static const struct kk_param order_correct_params[] = {
    PARAM("order", .label = "媒体更新指示", .from = "media_orders",
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT),
    P_ORDER(0),
    PARAM("ordered", COLUMN(media_order, ordered_at)),
    P_AGREED,
    PARAM("submitted", INTO(media_order, finished_at), .label = "提出日時",
          .flags = KK_PAST),
    PARAM("to", COLUMN(media_order, submitted_to), .max_cps = 60),
    P_NOTE,
    KK_P_REASON,
    END,
};

static enum kk_status run_order_correct(struct kk_ctx *ctx,
                                        const struct kk_args *a, kk_id *id,
                                        struct kk_err *err)
{
    *id = kk_arg_id(a, "order");
    if (kk_arg_given(a, "city_ref") == KK_EMPTY ||
        kk_arg_given(a, "ordered") == KK_EMPTY)
        return kk_fail(err, KK_REFUSED, "指示番号と日時は空にできません");
    return kk_put_args(ctx, "media_order", *id, a, err);
}

#define P_OF                                                                   \
    PARAM("order", .label = "媒体更新指示", .from = "media_orders",            \
          .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT)

/* --- media.release ------------------------------------------------------- */

#define P_RELEASE(must)                                                        \
    PARAM("version", COLUMN(media_release, version), .hint = "v3 など",        \
          .flags = must, .max_cps = 40),                                       \
        PARAM("released", COLUMN(media_release, released_on)), P_NOTE
#define P_OF_ORDER                                                             \
    PARAM("order", INTO(media_release, order_id), .label = "媒体更新指示",     \
          .hint = "指示番号。指示によらないものは空", .from = "media_orders")

static const struct kk_param release_params[] = {
    P_OF_ORDER,
    PARAM("kind", .label = "媒体種別", .from = "images", .type = KK_REF,
          .flags = KK_REQUIRED),
    P_RELEASE(KK_REQUIRED),
    END,
};

/* One of an order that is being made: its deliverables are due before it is
 * out, which media.release says. */
static const struct kk_param plan_params[] = {
    PARAM("order", INTO(media_release, order_id), .label = "媒体更新指示",
          .from = "media_orders", .flags = KK_REQUIRED),
    PARAM("kind", .label = "媒体種別", .from = "images", .type = KK_REF,
          .flags = KK_REQUIRED | KK_POINT),
    PARAM("version", COLUMN(media_release, version), .hint = "v3 など",
          .flags = KK_REQUIRED | KK_POINT, .max_cps = 40),
    P_NOTE,
    END,
};

static enum kk_status run_plan(struct kk_ctx *ctx, const struct kk_args *a,
                               kk_id *id, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val kind;
    enum kk_status st = kk_row_get(ctx->db, "image", kk_arg_id(a, "kind"),
                                   "kind", &arena, &kind, err);

    if (st == KK_OK)
        st = kk_put_new(ctx, "media_release", a, KK_CELLS({"kind", kind}), id,
                        err);
    kk_arena_free(&arena);
    return st;
}

/* A version that the ledger named already, or that is being made, is that one:
 * it gets its day. */
static enum kk_status run_release(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    struct kk_val today = kk_vint(kk_day_of(kk_now(ctx->clock)));
    bool dated = kk_arg_given(a, "released") == KK_GIVEN;
    struct kk_arena arena = {0};
    struct kk_val kind;
    struct kk_val known = {0};
    enum kk_status st = kk_row_get(ctx->db, "image", kk_arg_id(a, "kind"),
                                   "kind", &arena, &kind, err);

    if (st == KK_OK)
        st = kk_db_one(
            ctx->db, "media/known",
            KK_BINDS({"kind", kind}, {"version", kk_arg_val(a, "version")}),
            &arena, &known, 1, err);
    if (st == KK_NONE) {
        st = kk_put_new(
            ctx, "media_release", a,
            KK_CELLS({"kind", kind}, {dated ? NULL : "released_on", today}), id,
            err);
    } else if (st == KK_OK) {
        *id = known.i;
        st = kk_put_args(ctx, "media_release", *id, a, err);
        if (st == KK_OK && !dated)
            st = kk_row_update(ctx->db, "media_release", *id,
                               KK_CELLS({"released_on", today}), err);
    }
    kk_arena_free(&arena);
    return st;
}

static const struct kk_param correct_params[] = {
    PARAM("media", .label = "媒体", .hint = "国保福祉窓口 v3 など",
          .from = "media", .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT),
    P_OF_ORDER,
    P_RELEASE(0),
    KK_P_REASON,
    END,
};

static enum kk_status run_correct(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    *id = kk_arg_id(a, "media");
    if (kk_arg_given(a, "version") == KK_EMPTY)
        return kk_fail_at(err, KK_REFUSED, "version", "版は空にできません");
    return kk_put_args(ctx, "media_release", *id, a, err);
}

/* --- media.doc ----------------------------------------------------------- */

static const struct kk_param doc_params[] = {
    PARAM("doc", .label = "成果物", .hint = "媒体の版と成果物の名前",
          .from = "media_docs", .type = KK_REF,
          .flags = KK_REQUIRED | KK_SUBJECT | KK_MANY),
    PARAM("changed", INTO(media_doc, changed), .label = "更新したか",
          .from = "media_changed", .type = KK_CHOICE,
          .flags = KK_REQUIRED | KK_POINT, .initial = "変更なし"),
    PARAM("version", COLUMN(media_doc, version),
          .hint = "変更なしなら空。前の版のままと示します", .max_cps = 40),
    END,
};

/* --- the table ----------------------------------------------------------- */

static const struct kk_action actions[] = {
    {.name = "media.order",
     .label = "媒体更新の指示",
     .kind = "media_order",
     .words = "市から媒体の更新を指示されたことを記録します。",
     .tell = "media_order/tell",
     .params = order_params,
     .run = run_order},
    {.name = "media.order_correct",
     .label = "媒体更新の指示を訂正",
     .kind = "media_order",
     .words = "記録した指示の番号や日時、提出を理由を付けて直します。",
     .may = "media_order/may",
     .fill = "media_order/fill_correct",
     .params = order_correct_params,
     .run = run_order_correct},
    {.name = "media.plan",
     .label = "更新する媒体を決める",
     .brief = "更新する媒体",
     .kind = "media",
     .flags = KK_OFFICE,
     .words =
         "指示で更新する媒体の種類と版を決めます。11 の成果物が並びます。公"
         "開するまで予備機は変わりません。",
     .tell = "media_order/tell_plan",
     .params = plan_params,
     .run = run_plan},
    {.name = "media.step",
     .label = "媒体更新の手順を済みにする",
     .brief = "手順",
     .kind = "media_order",
     .words = "検証のように、ほかの記録からは分からない手順を済みにします。",
     .flags = KK_HAPPENED,
     .may = "media_order/may",
     .params = PARAMS(P_OF, KK_P_STEP),
     .run = kk_run_step},
    {.name = "media.submit",
     .label = "媒体更新の成果物を提出",
     .brief = "提出",
     .kind = "media_order",
     .words = "更新したマスター、媒体、手順書を市に提出したことを記録します。",
     .may = "media_order/may",
     .tell = "media_order/tell_submit",
     .flags = KK_HAPPENED,
     .params = PARAMS(P_OF,
                      PARAM("at", INTO(media_order, finished_at),
                            .label = "提出日時", .flags = KK_NOW),
                      PARAM("to", COLUMN(media_order, submitted_to),
                            .flags = KK_REQUIRED | KK_POINT, .max_cps = 60))},
    {.name = "media.cancel",
     .label = "媒体更新の指示を取りやめる",
     .brief = "指示の取りやめ",
     .kind = "media_order",
     .words = "市が指示そのものを取りやめたことを、理由を付けて残します。回数の"
              "枠に戻ります。更新した成果物や公開があるとできません。",
     .may = "media_order/may",
     .tell = "media_order/tell_cancel",
     .flags = KK_HAPPENED,
     .params = PARAMS(
         P_OF, PARAM("at", COLUMN(media_order, cancelled_at), .flags = KK_NOW),
         KK_P_REASON)},
    {.name = "media.release",
     .label = "媒体を公開",
     .kind = "media",
     .flags = KK_OFFICE,
     .words = "新しい版のリカバリ媒体を公開したことを記録します。前の版の予備機"
              "は要更新になります。",
     .tell = "media/tell",
     .params = release_params,
     .run = run_release},
    {.name = "media.correct",
     .label = "媒体を訂正",
     .kind = "media",
     .flags = KK_OFFICE,
     .words = "公開した媒体の版、公開日、指示を理由を付けて直します。",
     .fill = "media/fill_correct",
     .tell = "media/tell",
     .params = correct_params,
     .run = run_correct},
    {.name = "media.doc",
     .label = "媒体の成果物を記録",
     .brief = "成果物",
     .kind = "media_doc",
     .words = "更新に伴う 11 の成果物のそれぞれを、更新したか変更なしかで記録"
              "します。",
     .may = "media_doc/may",
     .sets = "media_doc/sets",
     .tell = "media_doc/tell",
     .params = doc_params},
    {.name = NULL},
};

static const struct kk_col cols[] = {
    COL_OF(media_release, kind, 18, .flags = KK_COL_GROW),
    COL_OF(media_release, version, 8),
    COL_OF(media_release, released_on, 10),
    COL("current", "最新", 4, .show = KK_SHOW_YESNO),
    COL("state", "", 8),
    COL("order", "指示", 10),
    COL("units", "機器", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("spares", "予備機", 6, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
    COL("ordered", "指示日時", 12, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL_OF(media_release, note, 16, .flags = KK_COL_WIDE),
    COL("media_order_id", "指示", 0, .show = KK_SHOW_ID,
        .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col order_cols[] = {
    COL_OF(media_order, city_ref, 12),
    COL("ordered", "指示日時", 12, .show = KK_SHOW_TIME),
    COL("releases", "媒体", 30, .flags = KK_COL_GROW),
    COL("nth", "回", 5),
    COL("docs", "成果物", 6),
    COL("fresh", "予備更新", 8),
    COL("submitted", "提出", 12, .show = KK_SHOW_TIME),
    COL_OF(media_order, submitted_to, 12, .flags = KK_COL_WIDE),
    COL("agreed", "市と協議", 16, .flags = KK_COL_WIDE),
    COL("cancelled", "取りやめ", 12, .show = KK_SHOW_TIME,
        .flags = KK_COL_WIDE),
    COL_OF(media_order, note, 16, .flags = KK_COL_WIDE),
    COL("open", "未完了", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col doc_cols[] = {
    COL_OF(media_doc, doc_kind, 30, .flags = KK_COL_GROW),
    COL("state", "更新", 8),
    COL_OF(media_doc, version, 8),
    COL("media", "媒体", 16),
    COL("order", "指示", 8),
    COL("open", "未確認", 0, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL("sort", "媒体", 0, .flags = KK_COL_HIDDEN),
    COL("media_id", "媒体", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("media_order_id", "指示", 0, .show = KK_SHOW_ID,
        .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_col image_cols[] = {
    COL_OF(image, kind, 16),
    COL("label", "端末", 20, .flags = KK_COL_GROW),
    COL("models", "機種", 12),
    COL("version", "最新", 8),
    END,
};
static const char *const by_day[] = {"-released_on", NULL};
static const char *const by_order[] = {"-ordered", NULL};
static const char *const by_kind[] = {"kind", NULL};

static const struct kk_listing listings[] = {
    {.name = "media",
     .title = "媒体の版",
     .sql = "media/list",
     .empty = "公開された媒体がありません。",
     .row_kind = "media",
     .orders = by_day,
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    {.name = "media_orders",
     .title = "媒体更新指示",
     .sql = "media_order/list",
     .empty = "媒体更新の指示はありません。F2 の「媒体更新の指示」で始めます。",
     .row_kind = "media_order",
     .orders = by_order,
     .cols = order_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "media_docs",
     .title = "媒体の成果物",
     .sql = "media_doc/list",
     .empty =
         "成果物はありません。市の指示による媒体を公開すると、11 の成果物が"
         "ここに並びます。",
     .row_kind = "media_doc",
     .orders = ORDERS("sort", "doc_kind"),
     .cols = doc_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "images",
     .title = "媒体種別",
     .sql = "image/list",
     .empty = "媒体種別が登録されていません。",
     .row_kind = "image",
     .orders = by_kind,
     .cols = image_cols,
     .flags = KK_LIST_HIDDEN},
    {.name = NULL},
};

static const struct kk_kind kinds[] = {
    {.name = "media",
     .label = "媒体の版",
     .table = "media_release",
     .near = true,
     .show = "media/list",
     .cols = cols},
    {.name = "media_order",
     .label = "媒体更新指示",
     .table = "media_order",
     .near = true,
     .show = "media_order/list",
     .cols = order_cols,
     .related = RELATED("media_docs", "media")},
    {.name = "media_doc",
     .label = "媒体の成果物",
     .table = "media_doc",
     .show = "media_doc/list",
     .cols = doc_cols},
    {
        .name = "image",
        .label = "媒体種別",
        .table = "image",
    },
    {.name = NULL},
};

static const struct kk_codes codes[] = {
    CODES("media_changed", SAME("更新"), SAME("変更なし")),
    END,
};

const struct kk_feature kk_feature_media = {
    .name = "media",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
    .lost = kk_ruled_lost,
};
