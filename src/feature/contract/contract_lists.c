/* The contract's lists and kinds of record. */
#include "contract_feature.h"

#include <kikusui/feature/features.h>

#define ORDERS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define COLS(...) ((const struct kk_col[]){__VA_ARGS__, {.name = NULL}})

#define SITE_NO                                                                \
    {                                                                          \
        "site_no", "No.", 3, KK_SHOW_INT, KK_COL_RIGHT                         \
    }
#define SITE                                                                   \
    {                                                                          \
        "site", "拠点", 24, KK_SHOW_TEXT, KK_COL_GROW                          \
    }
#define KANA                                                                   \
    {                                                                          \
        "kana", "読み", 16, KK_SHOW_TEXT, KK_COL_HIDDEN                        \
    }
#define NOTE                                                                   \
    {                                                                          \
        "note", "備考", 20, KK_SHOW_TEXT, KK_COL_WIDE                          \
    }
#define SORT                                                                   \
    {                                                                          \
        "sort", "並び", 6, KK_SHOW_INT, KK_COL_HIDDEN                          \
    }
#define SORT_TEXT                                                              \
    {                                                                          \
        "sort", "並び", 6, KK_SHOW_TEXT, KK_COL_HIDDEN                         \
    }
#define FROM                                                                   \
    {                                                                          \
        "valid_from", "開始", 10, KK_SHOW_DATE, KK_COL_WIDE                    \
    }
#define TO                                                                     \
    {                                                                          \
        "valid_to", "終了", 10, KK_SHOW_DATE, KK_COL_WIDE                      \
    }

const struct kk_listing kk_contract_listings[] = {
    {
        .name = "sites",
        .title = "拠点",
        .sql = "site/list",
        .empty = "拠点がありません。事務所は kikusui init で、端末は kikusui "
                 "node accept で取り込みます",
        .row_kind = "site",
        .orders = ORDERS("no", "name", "-units"),
        .flags = KK_LIST_SEARCH,
        .cols = COLS({"no", "No.", 3, KK_SHOW_INT, KK_COL_RIGHT},
                     {"name", "拠点", 28, KK_SHOW_TEXT, KK_COL_GROW}, KANA,
                     {"units", "台数", 5, KK_SHOW_INT, KK_COL_RIGHT},
                     {"address", "住所", 30, KK_SHOW_TEXT, KK_COL_WIDE},
                     {"depts", "設置部署", 30, KK_SHOW_TEXT, KK_COL_WIDE}, NOTE,
                     FROM, TO),
    },
    {
        .name = "places",
        .title = "場所",
        .sql = "place/list",
        .empty = "場所がありません。F2 の「場所を加える」で加えます",
        .row_kind = "place",
        .orders = ORDERS("sort", "place"),
        .flags = KK_LIST_SEARCH,
        .cols = COLS(SITE_NO, {"place", "場所", 24, KK_SHOW_TEXT, KK_COL_GROW},
                     KANA, {"floor", "階", 10, KK_SHOW_TEXT, 0},
                     {"kind", "種類", 8, KK_SHOW_TEXT, 0},
                     {"site", "拠点", 24, KK_SHOW_TEXT, KK_COL_WIDE},
                     {"ledger_scope", "所在管理", 8, KK_SHOW_YESNO, 0},
                     {"print_scope", "枚数調査", 8, KK_SHOW_YESNO, 0}, SORT),
    },
    {
        .name = "depts",
        .title = "部署",
        .sql = "dept/list",
        .empty = "部署がありません。F2 の「部署を加える」で加えます",
        .row_kind = "dept",
        .orders = ORDERS("sort", "dept"),
        .flags = KK_LIST_SEARCH,
        .cols = COLS(SITE_NO, SITE, {"dept", "部署", 24, KK_SHOW_TEXT, 0}, KANA,
                     NOTE, SORT),
    },
    {
        .name = "models",
        .title = "機種",
        .sql = "model/list",
        .empty = "機種がありません。F2 の「機種を加える」で加えます",
        .row_kind = "model",
        .orders = ORDERS("dev_type", "model", "-units"),
        .flags = KK_LIST_SEARCH,
        .cols =
            COLS({"short", "略称", 10, KK_SHOW_TEXT, 0},
                 {"model", "機種名", 28, KK_SHOW_TEXT, KK_COL_GROW},
                 {"dev_type", "機器種別", 14, KK_SHOW_TEXT, 0},
                 {"flow_class", "対応", 4, KK_SHOW_TEXT, 0},
                 {"contracted", "契約", 5, KK_SHOW_INT, KK_COL_RIGHT},
                 {"units", "台帳", 5, KK_SHOW_INT, KK_COL_RIGHT},
                 {"desk", "窓口", 14, KK_SHOW_TEXT, 0},
                 {"maker", "メーカー", 12, KK_SHOW_TEXT, KK_COL_WIDE},
                 {"warranty_months", "保証月", 6, KK_SHOW_INT,
                  KK_COL_RIGHT | KK_COL_WIDE},
                 {"counted", "台に数える", 10, KK_SHOW_YESNO, KK_COL_HIDDEN},
                 {"paired_with", "対の機種", 10, KK_SHOW_TEXT, KK_COL_HIDDEN},
                 KANA, FROM, TO),
    },
    {
        .name = "contracted",
        .title = "契約台数（別表1）",
        .sql = "contracted/list",
        .empty = "別表1がありません",
        .row_kind = "contracted",
        .orders = ORDERS("list_no"),
        .cols = COLS({"list_no", "行", 3, KK_SHOW_INT, KK_COL_RIGHT},
                     {"segment", "区分", 18, KK_SHOW_TEXT, 0},
                     {"device", "機器", 30, KK_SHOW_TEXT, KK_COL_GROW},
                     {"model", "機種名", 28, KK_SHOW_TEXT, 0},
                     {"contracted", "契約", 5, KK_SHOW_INT, KK_COL_RIGHT},
                     {"units", "台帳", 5, KK_SHOW_INT, KK_COL_RIGHT}, NOTE,
                     FROM, TO),
    },
    {
        .name = "workers",
        .title = "従事者名簿",
        .sql = "worker/list",
        .empty = "名簿が空です。F2 の「従事者を名簿に加える」で加えます",
        .row_kind = "worker",
        .orders = ORDERS("sort", "-roster_from"),
        .flags = KK_LIST_SEARCH,
        .cols =
            COLS({"name", "氏名", 16, KK_SHOW_TEXT, KK_COL_GROW}, KANA,
                 {"role", "役割", 20, KK_SHOW_TEXT, 0},
                 {"on_roster", "本日", 4, KK_SHOW_YESNO, 0},
                 {"roster_from", "開始", 10, KK_SHOW_DATE, 0},
                 {"roster_to", "終了", 10, KK_SHOW_DATE, 0},
                 {"phone", "電話", 14, KK_SHOW_TEXT, KK_COL_WIDE},
                 {"id_card_no", "身分証番号", 10, KK_SHOW_TEXT, KK_COL_WIDE},
                 SORT_TEXT),
    },
    {
        .name = "roster",
        .title = "本日の従事者",
        .sql = "worker/list_roster",
        .empty = "本日の名簿に誰もいません。F2 の「従事者を名簿に加える」 "
                 "で従事者を加えます",
        .row_kind = "worker",
        .orders = ORDERS("sort"),
        .flags = KK_LIST_SEARCH | KK_LIST_HIDDEN,
        .cols = COLS({"name", "氏名", 16, KK_SHOW_TEXT, KK_COL_GROW}, KANA,
                     {"role", "役割", 20, KK_SHOW_TEXT, 0}, SORT_TEXT),
    },
    {
        .name = "desks",
        .title = "メーカー窓口（別表3）",
        .sql = "desk/list",
        .empty = "窓口がありません。F2 の「メーカー窓口を加える」で加えます",
        .row_kind = "desk",
        .orders = ORDERS("id", "vendor"),
        .flags = KK_LIST_SEARCH,
        .cols = COLS(
            {"short", "略称", 14, KK_SHOW_TEXT, 0},
            {"name", "窓口", 30, KK_SHOW_TEXT, KK_COL_GROW},
            {"vendor", "メーカー", 14, KK_SHOW_TEXT, KK_COL_WIDE},
            {"phone", "電話", 16, KK_SHOW_TEXT, 0},
            {"closed_on", "休業", 16, KK_SHOW_TEXT, 0},
            {"service", "内容", 20, KK_SHOW_TEXT, KK_COL_WIDE},
            {"mail", "メール", 20, KK_SHOW_TEXT, KK_COL_HIDDEN},
            {"needs", "伝えること", 20, KK_SHOW_TEXT, KK_COL_HIDDEN},
            {"certificate", "消去証明書", 10, KK_SHOW_YESNO, KK_COL_HIDDEN},
            {"note", "契約の注記", 20, KK_SHOW_TEXT, KK_COL_HIDDEN},
            {"id", "番号", 6, KK_SHOW_ID, KK_COL_HIDDEN}),
    },
    {
        .name = "desk_hours",
        .title = "窓口の受付時間",
        .sql = "desk_hours/list",
        .empty =
            "受付時間がありません。F2 の「窓口の受付時間を加える」で加えます",
        .row_kind = "desk_hours",
        .orders = ORDERS("sort"),
        .cols = COLS({"desk", "窓口", 20, KK_SHOW_TEXT, KK_COL_GROW},
                     {"service", "区分", 6, KK_SHOW_TEXT, 0},
                     {"wday", "曜日", 4, KK_SHOW_TEXT, 0},
                     {"open", "開始", 6, KK_SHOW_TEXT, KK_COL_RIGHT},
                     {"close", "終了", 6, KK_SHOW_TEXT, KK_COL_RIGHT},
                     {"dow", "曜日番号", 4, KK_SHOW_INT, KK_COL_HIDDEN}, SORT),
    },
    {
        .name = "closures",
        .title = "窓口の休業",
        .sql = "closure/list",
        .empty = "登録された休業はありません。F2 の「窓口の休業を加える」 "
                 "で加えます",
        .row_kind = "closure",
        .orders = ORDERS("from", "desk"),
        .cols = COLS({"desk", "窓口", 20, KK_SHOW_TEXT, KK_COL_GROW},
                     {"from", "開始", 10, KK_SHOW_DATE, 0},
                     {"to", "終了", 10, KK_SHOW_DATE, 0},
                     {"note", "備考", 20, KK_SHOW_TEXT, 0}),
    },
    {
        .name = "holidays",
        .title = "登録した休日",
        .sql = "holiday/list",
        .empty = "登録した休日はありません。祝日は法律から計算しています"
                 "（kikusui holidays で示します）",
        .row_kind = "holiday",
        .orders = ORDERS("date", "-date"),
        .flags = KK_LIST_SEARCH,
        .cols = COLS({"date", "日付", 10, KK_SHOW_DATE, 0},
                     {"name", "名称", 24, KK_SHOW_TEXT, KK_COL_GROW},
                     {"kind", "種類", 10, KK_SHOW_TEXT, 0},
                     {"source", "出典", 16, KK_SHOW_TEXT, 0}),
    },
    {
        .name = "params",
        .title = "契約条件",
        .sql = "param/list",
        .empty = "契約条件がありません。事務所は kikusui init で取り込みます",
        .row_kind = "param",
        .orders = ORDERS("key", "-valid_from"),
        .flags = KK_LIST_SEARCH,
        .cols = COLS({"key", "項目", 22, KK_SHOW_TEXT, 0},
                     {"value", "値", 14, KK_SHOW_TEXT, 0},
                     {"label", "名称", 30, KK_SHOW_TEXT, KK_COL_GROW},
                     {"valid_from", "開始", 10, KK_SHOW_DATE, 0},
                     {"valid_to", "終了", 10, KK_SHOW_DATE, 0}),
    },
    {.name = NULL},
};

#define VALID FROM, TO

const struct kk_kind kk_contract_kinds[] = {
    {
        .name = "site",
        .label = "拠点",
        .table = "site",
        .resolve = "site/resolve",
        .label_sql = "site/label",
        .show = "site/show",
        .cols = COLS({"no", "No.", 3, KK_SHOW_INT, 0},
                     {"name", "拠点", 28, KK_SHOW_TEXT, 0},
                     {"kana", "読み", 28, KK_SHOW_TEXT, 0},
                     {"address", "住所", 40, KK_SHOW_TEXT, 0},
                     {"places", "場所", 40, KK_SHOW_TEXT, 0},
                     {"depts", "設置部署", 40, KK_SHOW_TEXT, 0},
                     {"note", "備考", 40, KK_SHOW_TEXT, 0}, VALID),
    },
    {
        .name = "place",
        .label = "場所",
        .table = "place",
        .resolve = "place/resolve",
        .label_sql = "place/label",
        .show = "place/show",
        .cols = COLS({"place", "場所", 28, KK_SHOW_TEXT, 0}, SITE_NO, SITE,
                     {"kana", "読み", 28, KK_SHOW_TEXT, 0},
                     {"floor", "階", 12, KK_SHOW_TEXT, 0},
                     {"kind", "種類", 10, KK_SHOW_TEXT, 0},
                     {"ledger_scope", "所在管理の対象", 4, KK_SHOW_YESNO, 0},
                     {"print_scope", "枚数調査の対象", 4, KK_SHOW_YESNO, 0},
                     {"units", "機器", 5, KK_SHOW_INT, 0}),
        .related = (const char *const[]){"arrival", "units", NULL},
    },
    {
        .name = "dept",
        .label = "部署",
        .table = "dept",
        .resolve = "dept/resolve",
        .label_sql = "dept/label",
        .show = "dept/show",
        .cols = COLS({"dept", "部署", 28, KK_SHOW_TEXT, 0}, SITE_NO, SITE,
                     {"kana", "読み", 28, KK_SHOW_TEXT, 0},
                     {"note", "備考", 40, KK_SHOW_TEXT, 0}),
    },
    {
        .name = "model",
        .label = "機種",
        .table = "model",
        .resolve = "model/resolve",
        .label_sql = "model/label",
        .show = "model/show",
        .cols = COLS({"model", "機種名", 28, KK_SHOW_TEXT, 0},
                     {"short", "略称", 12, KK_SHOW_TEXT, 0},
                     {"maker", "メーカー", 16, KK_SHOW_TEXT, 0},
                     {"kana", "読み", 16, KK_SHOW_TEXT, 0},
                     {"dev_type", "機器種別", 16, KK_SHOW_TEXT, 0},
                     {"flow_class", "対応区分", 4, KK_SHOW_TEXT, 0},
                     {"desk", "窓口", 20, KK_SHOW_TEXT, 0},
                     {"warranty_months", "保証月数", 4, KK_SHOW_INT, 0},
                     {"counted", "台数に数える", 4, KK_SHOW_YESNO, 0},
                     {"paired_with", "対の機種", 20, KK_SHOW_TEXT, 0}, VALID),
    },
    {
        .name = "worker",
        .label = "従事者",
        .table = "person",
        .resolve = "worker/resolve",
        .label_sql = "worker/label",
        .show = "worker/show",
        .cols = COLS({"name", "氏名", 16, KK_SHOW_TEXT, 0},
                     {"kana", "読み", 16, KK_SHOW_TEXT, 0},
                     {"role", "役割", 20, KK_SHOW_TEXT, 0},
                     {"phone", "電話", 16, KK_SHOW_TEXT, 0},
                     {"id_card_no", "身分証番号", 12, KK_SHOW_TEXT, 0},
                     {"roster_from", "名簿開始", 10, KK_SHOW_DATE, 0},
                     {"roster_to", "名簿終了", 10, KK_SHOW_DATE, 0}),
    },
    {
        .name = "desk",
        .label = "メーカー窓口",
        .table = "vendor_desk",
        .resolve = "desk/resolve",
        .label_sql = "desk/label",
        .show = "desk/show",
        .cols = COLS({"name", "窓口", 30, KK_SHOW_TEXT, 0},
                     {"short", "略称", 14, KK_SHOW_TEXT, 0},
                     {"vendor", "メーカー", 14, KK_SHOW_TEXT, 0},
                     {"kana", "読み", 14, KK_SHOW_TEXT, 0},
                     {"service", "内容", 30, KK_SHOW_TEXT, 0},
                     {"phone", "電話", 20, KK_SHOW_TEXT, 0},
                     {"mail", "メール", 20, KK_SHOW_TEXT, 0},
                     {"needs", "伝えること", 40, KK_SHOW_TEXT, 0},
                     {"certificate", "消去証明書", 4, KK_SHOW_YESNO, 0},
                     {"closed_on", "休業", 20, KK_SHOW_TEXT, 0},
                     {"note", "契約の注記", 60, KK_SHOW_TEXT, 0}),
    },
    {
        .name = "desk_hours",
        .label = "窓口の受付時間",
        .table = "desk_hours",
        .resolve = "desk_hours/resolve",
        .label_sql = "desk_hours/label",
    },
    {
        .name = "closure",
        .label = "窓口の休業",
        .table = "desk_closure",
        .resolve = "closure/resolve",
        .label_sql = "closure/label",
    },
    {
        .name = "holiday",
        .label = "休日",
        .table = "holiday",
        .resolve = "holiday/resolve",
        .label_sql = "holiday/label",
        .show = "holiday/show",
        .cols = COLS({"date", "日付", 10, KK_SHOW_DATE, 0},
                     {"name", "名称", 24, KK_SHOW_TEXT, 0},
                     {"kind", "種類", 10, KK_SHOW_TEXT, 0},
                     {"source", "出典", 20, KK_SHOW_TEXT, 0}),
    },
    {
        .name = "param",
        .label = "契約条件",
        .table = "contract_param",
        .resolve = "param/resolve",
        .label_sql = "param/label",
        .show = "param/show",
        .cols = COLS({"key", "項目", 20, KK_SHOW_TEXT, 0},
                     {"label", "名称", 40, KK_SHOW_TEXT, 0},
                     {"value", "値", 20, KK_SHOW_TEXT, 0}, VALID),
    },
    {
        .name = "contracted",
        .label = "契約台数",
        .table = "contract_model",
        .resolve = "contracted/resolve",
        .label_sql = "contracted/label",
    },
    {.name = NULL},
};

const struct kk_feature kk_feature_contract = {
    .name = "contract",
    .actions = kk_contract_actions,
    .listings = kk_contract_listings,
    .kinds = kk_contract_kinds,
    .codes = kk_contract_codes,
};
