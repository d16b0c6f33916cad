/* What the city lent beside the spares (§5.1.1, 別紙 3(2)(3) and 11; R37, R38):
 * keys of wire locks, manuals, IC cards, user IDs, documents. Each has one
 * holder, a worker or the safe; one that is lost opens a record of security. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#define P_ITEM(more)                                                           \
    PARAM("item", .label = "貸与品", .hint = "番号。種類と番号でもよい",       \
          .from = "lent_items", .type = KK_REF,                                \
          .flags = KK_REQUIRED | KK_SUBJECT | (more))
#define P_WHAT(must)                                                           \
    PARAM("no", COLUMN(lent_item, no),                                         \
          .hint = "鍵は機器のワイヤー鍵と同じ番号",                            \
          .flags = (must) | KK_IDENT | KK_POINT, .max_cps = 40),               \
        PARAM("name", COLUMN(lent_item, name), .hint = "何の、何のための",     \
              .max_cps = 100),                                                 \
        PARAM("model", COLUMN(lent_item, model_id),                            \
              .hint = "手順書で、その機種の対応に要るとき", .from = "models")
#define P_HOLDER(must)                                                         \
    PARAM("holder", COLUMN(lent_item, holder_id), .from = "roster",            \
          .flags = (must) | KK_POINT)
#define P_NOTE PARAM("note", COLUMN(lent_item, note), .max_cps = 200)

static const struct kk_param add_params[] = {
    PARAM("kind", COLUMN(lent_item, kind), .from = "lent_kind",
          .type = KK_CHOICE, .flags = KK_REQUIRED | KK_POINT,
          .initial = "スペアキー"),
    P_WHAT(KK_REQUIRED),
    PARAM("at", INTO(lent_item, lent_at), .label = "借りた日時",
          .flags = KK_NOW),
    P_HOLDER(0),
    P_NOTE,
    END,
};
static const struct kk_param hand_params[] = {
    P_ITEM(KK_MANY),
    P_HOLDER(KK_REQUIRED),
    PARAM("at", INTO(lent_item, since_at), .label = "渡した日時",
          .flags = KK_NOW),
    PARAM("incident", COLUMN(lent_item, incident_id),
          .hint = "その対応のために持ち出すとき", .from = "queue"),
    P_NOTE,
    END,
};
static const struct kk_param back_params[] = {
    P_ITEM(KK_MANY),
    PARAM("at", INTO(lent_item, since_at), .label = "戻した日時",
          .flags = KK_NOW),
    END,
};
static const struct kk_param check_params[] = {
    P_ITEM(KK_MANY),
    PARAM("at", INTO(lent_item, checked_at), .label = "確かめた日時",
          .flags = KK_NOW),
    END,
};
static const struct kk_param return_params[] = {
    P_ITEM(KK_MANY),
    PARAM("at", INTO(lent_item, returned_at), .label = "返した日時",
          .flags = KK_NOW),
    P_NOTE,
    END,
};
static const struct kk_param lost_params[] = {
    PARAM("item", COLUMN(sec_record, lent_item_id), .hint = "番号",
          .from = "lent_items", .flags = KK_REQUIRED | KK_SUBJECT),
    PARAM("at", INTO(sec_record, at), .label = "なくした日時",
          .hint = "分からなければ、気づいた日時", .flags = KK_NOW),
    PARAM("text", INTO(sec_record, text), .label = "いきさつ",
          .hint = "どこで、どうなったか。探した所", .type = KK_LINES,
          .flags = KK_REQUIRED | KK_POINT),
    PARAM("reported_at", INTO(sec_record, reported_at),
          .label = "市へ報告した日時",
          .hint = "速やかに報告します。まだなら空のまま", .flags = KK_PAST),
    END,
};
static const struct kk_param found_params[] = {
    P_ITEM(0),
    PARAM("at", INTO(lent_item, checked_at), .label = "見つけた日時",
          .flags = KK_NOW),
    P_NOTE,
    END,
};
static const struct kk_param edit_params[] = {
    P_ITEM(0), P_WHAT(0), P_NOTE, KK_P_REASON, END,
};
static const struct kk_param remove_params[] = {
    P_ITEM(0),
    KK_P_REASON,
    END,
};

static const struct kk_action actions[] = {
    {.name = "lent.add",
     .label = "市から借りた物を記録",
     .brief = "借用",
     .kind = "",
     .makes = "lent_item",
     .words = "スペアキー、手順書、ICカード、ユーザーID、文書を市から借りたこと"
              "を記録します。",
     .flags = KK_HAPPENED,
     .params = add_params,
     .sets = "lent_item/sets_add"},
    {.name = "lent.back",
     .label = "貸与品を保管庫へ戻す",
     .brief = "保管庫へ",
     .kind = "lent_item",
     .words = "持ち主から戻り、保管庫にあることを記録します。",
     .flags = KK_HAPPENED,
     .params = back_params,
     .may = "lent_item/may",
     .sets = "lent_item/sets_back"},
    {.name = "lent.hand",
     .label = "貸与品を渡す",
     .brief = "渡す",
     .kind = "lent_item",
     .words =
         "貸与品を従事者に渡したことを記録します。持ち主はいつも一人です。",
     .flags = KK_HAPPENED,
     .params = hand_params,
     .may = "lent_item/may",
     .sets = "lent_item/sets_hand"},
    {.name = "lent.check",
     .label = "貸与品の所在を確認",
     .brief = "所在確認",
     .kind = "lent_item",
     .words = "そこにあることを目で確かめたと記録します。",
     .flags = KK_HAPPENED,
     .params = check_params,
     .may = "lent_item/may"},
    {.name = "lent.return",
     .label = "貸与品を市へ返却",
     .brief = "市へ返却",
     .kind = "lent_item",
     .words = "借りた物を市へ返したことを記録します。",
     .flags = KK_HAPPENED,
     .params = return_params,
     .may = "lent_item/may",
     .sets = "lent_item/sets_return"},
    {.name = "lent.lost",
     .label = "貸与品の紛失を記録",
     .brief = "紛失",
     .kind = "lent_item",
     .makes = "security",
     .words = "紛失を記録し、セキュリティの事故を開きます。市へは速やかに報告"
              "します。",
     .tell = "lent_item/tell_lost",
     .flags = KK_HAPPENED | KK_ASKS,
     .params = lost_params,
     .may = "lent_item/may",
     .sets = "lent_item/sets_lost"},
    {.name = "lent.found",
     .label = "紛失した貸与品が見つかった",
     .brief = "発見",
     .kind = "lent_item",
     .words = "見つかったことを記録します。事故の記録は残ります。",
     .flags = KK_HAPPENED,
     .params = found_params,
     .may = "lent_item/may",
     .sets = "lent_item/sets_found"},
    {.name = "lent.edit",
     .label = "貸与品を訂正",
     .kind = "lent_item",
     .words = "番号や名称を理由を付けて直します。",
     .fill = "lent_item/fill_edit",
     .params = edit_params},
    {.name = "lent.remove",
     .label = "貸与品を取り消す",
     .kind = "lent_item",
     .words =
         "誤って記録した貸与品を取り消します。返した物は「市へ返却」です。",
     .params = remove_params,
     .run = kk_run_remove},
    END,
};

static const struct kk_codes codes[] = {
    CODES("lent_kind", SAME("スペアキー"), SAME("手順書"), SAME("ICカード"),
          SAME("ユーザーID"), SAME("文書")),
    END,
};

static const struct kk_col cols[] = {
    COL("mark", "", 2),
    COL_OF(lent_item, kind, 10),
    COL_OF(lent_item, no, 8),
    COL("what", "何の", 18, .flags = KK_COL_GROW),
    COL("holder", "持ち主", 10),
    COL("since", "いつから", 11, .show = KK_SHOW_TIME),
    COL("checked", "所在確認", 11, .show = KK_SHOW_TIME),
    COL("incident", "案件", 8, .flags = KK_COL_WIDE),
    COL("state", "状態", 8, .flags = KK_COL_WIDE),
    COL("lent", "借りた日時", 11, .show = KK_SHOW_TIME, .flags = KK_COL_WIDE),
    COL_OF(lent_item, note, 16, .flags = KK_COL_WIDE),
    COL("returned", "市へ返却", 11, .show = KK_SHOW_TIME,
        .flags = KK_COL_HIDDEN),
    COL("lost", "紛失", 11, .show = KK_SHOW_TIME, .flags = KK_COL_HIDDEN),
    COL("about", "これから", 0, .flags = KK_COL_HIDDEN),
    COL("sort", "種類", 0, .flags = KK_COL_HIDDEN),
    COL_OF(lent_item, incident_id, 0, .flags = KK_COL_HIDDEN),
    COL("unit_id", "機器", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    COL("worker_id", "持ち主", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
/* A record tells all that was recorded. */
static const struct kk_col record_cols[] = {
    COL_OF(lent_item, kind, 10),
    COL_OF(lent_item, no, 8),
    COL("what", "何の", 18),
    COL("holder", "持ち主", 10),
    COL("since", "いつから", 11, .show = KK_SHOW_TIME),
    COL("incident", "案件", 8),
    COL("state", "状態", 8),
    COL("checked", "所在確認", 11, .show = KK_SHOW_TIME),
    COL("check_by", "次の確認", 11, .show = KK_SHOW_DATE),
    COL("lent", "借りた日時", 11, .show = KK_SHOW_TIME),
    COL("returned", "市へ返却", 11, .show = KK_SHOW_TIME),
    COL("lost", "紛失", 11, .show = KK_SHOW_TIME),
    COL_OF(lent_item, note, 16),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "lent_items",
     .title = "貸与品",
     .sql = "lent_item/list",
     .empty =
         "借りている物の記録がありません。F2 の「市から借りた物を記録」で、"
         "まずワイヤー鍵のスペアキーと手順書を加えます。",
     .row_kind = "lent_item",
     .orders = ORDERS("sort", "no", "-since"),
     .cols = cols,
     .flags = KK_LIST_SEARCH,
     .told = "lent_item/told"},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "lent_item",
     .label = "貸与品",
     .table = "lent_item",
     .show = "lent_item/list",
     .cols = record_cols},
    END,
};

const struct kk_feature kk_feature_lent_item = {
    .name = "lent_item",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
