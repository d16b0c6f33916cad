/* Editing the contract's data: next year's contract is an edit, not a release
 * (R1, R3, R4, R33), and the roster (R79). */
#include "contract_feature.h"

#define PARAMS(...) ((const struct kk_param[]){__VA_ARGS__, {.name = NULL}})

/* A field that is its column. */
#define TEXT(n, l, f)                                                          \
    {                                                                          \
        .name = (n), .label = (l), .column = (n), .type = KK_TEXT,             \
        .flags = (f)                                                           \
    }
#define LONG(n, l, f)                                                          \
    {                                                                          \
        .name = (n), .label = (l), .column = (n), .type = KK_TEXT,             \
        .flags = (f), .max_cps = 1000                                          \
    }
#define INT(n, l, f)                                                           \
    {                                                                          \
        .name = (n), .label = (l), .column = (n), .type = KK_INT, .flags = (f) \
    }
#define DATE(n, l, f)                                                          \
    {                                                                          \
        .name = (n), .label = (l), .column = (n), .type = KK_DATE,             \
        .flags = (f)                                                           \
    }
#define CHOICE(n, l, list, f)                                                  \
    {                                                                          \
        .name = (n), .label = (l), .column = (n), .type = KK_CHOICE,           \
        .from = (list), .flags = (f)                                           \
    }
#define YESNO(n, l) CHOICE(n, l, "yesno", 0)
#define REF(n, l, list, col, f)                                                \
    {                                                                          \
        .name = (n), .label = (l), .column = (col), .type = KK_REF,            \
        .from = (list), .flags = (f)                                           \
    }
#define SUBJECT(n, l, list) REF(n, l, list, NULL, KK_REQUIRED | KK_SUBJECT)
#define REASON                                                                 \
    {                                                                          \
        .name = "reason", .label = "理由", .type = KK_TEXT                     \
    }

/* --- the table -------------------------------------------------------------
 */

#define COL(n, l, t, col, f)                                                   \
    {                                                                          \
        .name = (n), .label = (l), .column = (col), .type = (t), .flags = (f)  \
    }

#define SITE_FIELDS(f)                                                         \
    TEXT("name", "拠点名", f), TEXT("kana", "読み", 0),                        \
        TEXT("address", "住所", 0), TEXT("note", "備考", 0),                   \
        DATE("valid_from", "開始", 0), DATE("valid_to", "終了", 0)
#define PLACE_FIELDS(f)                                                        \
    TEXT("name", "場所名", f), TEXT("kana", "読み", 0),                        \
        TEXT("floor", "階", 0), CHOICE("kind", "種類", "place_kind", 0),       \
        YESNO("ledger_scope", "所在管理の対象"),                               \
        YESNO("print_scope", "枚数調査の対象")
#define MODEL_FIELDS(f)                                                        \
    TEXT("name", "機種名", f), TEXT("maker", "メーカー", 0),                   \
        TEXT("short", "略称", 0), TEXT("kana", "読み", 0),                     \
        CHOICE("dev_type", "機器種別", "dev_type", f),                         \
        CHOICE("flow_class", "対応区分", "flow_class", f),                     \
        REF("desk", "窓口", "desks", "desk_id", 0),                            \
        INT("warranty_months", "保証月数", 0),                                 \
        YESNO("counted", "台数に数える"),                                      \
        REF("paired_with", "対の機種", "models", "paired_with_id", 0),         \
        DATE("valid_from", "開始", 0), DATE("valid_to", "終了", 0)
#define DESK_FIELDS(f)                                                         \
    TEXT("name", "窓口名", f), TEXT("vendor", "メーカー", 0),                  \
        TEXT("short", "略称", 0), TEXT("kana", "読み", 0),                     \
        TEXT("service", "内容", 0), TEXT("phone", "電話", 0),                  \
        TEXT("mail", "メール", 0), LONG("needs_text", "伝えること", 0),        \
        YESNO("issues_certificate", "消去証明書"),                             \
        LONG("contract_note", "契約の注記", 0),                                \
    {                                                                          \
        .name = "closed_on", .label = "休業", .column = "closed_on",           \
        .type = KK_TEXT, .hint = "例: 祝日,振替,年末年始,5/1"         \
    }
#define HOURS_FIELDS(f)                                                        \
    CHOICE("service", "区分", "desk_service", f),                              \
        CHOICE("dow", "曜日", "dow", f),                                       \
        {.name = "open",                                                       \
         .label = "開始",                                                      \
         .type = KK_TEXT,                                                      \
         .hint = "例: 9:00",                                                   \
         .flags = (f)},                                                        \
    {                                                                          \
        .name = "close", .label = "終了", .type = KK_TEXT,                     \
        .hint = "例: 17:30", .flags = (f)                                      \
    }
#define WORKER_FIELDS(f)                                                       \
    TEXT("name", "氏名", f), TEXT("kana", "読み", 0),                          \
        CHOICE("role", "役割", "worker_role", 0),                              \
        TEXT("phone", "電話", KK_NARROW),                                      \
        COL("card", "身分証番号", KK_TEXT, "id_card_no", KK_NARROW),           \
        COL("from", "名簿開始", KK_DATE, "roster_from", 0),                    \
        COL("to", "名簿終了", KK_DATE, "roster_to", 0)
#define CONTRACTED_FIELDS(f)                                                   \
    CHOICE("segment", "区分", "segment", f),                                   \
        REF("model", "機種", "models", "model_id", f),                         \
        COL("number", "契約台数", KK_INT, "contracted_number", f),             \
        COL("line", "行番号", KK_INT, "list_no", 0),                           \
        COL("device", "機器", KK_TEXT, "dev_label", 0),                        \
        TEXT("note", "備考", 0), DATE("valid_from", "開始", 0),                \
        DATE("valid_to", "終了", 0)

const struct kk_action kk_contract_actions[] = {
    {.name = "param.add",
     .label = "契約条件を加える",
     .kind = "param",
     .words = "来年度の値は、適用開始を決めて加えます。今の行はそのまま"
              "残します。",
     .flags = KK_OFFICE,
     .params = PARAMS(
         TEXT("key", "項目", KK_REQUIRED), TEXT("value", "値", KK_REQUIRED),
         TEXT("label", "名称", 0), DATE("valid_from", "適用開始", KK_REQUIRED),
         DATE("valid_to", "適用終了", 0)),
     .run = kk_contract_param_add},
    {.name = "param.edit",
     .label = "契約条件を訂正",
     .kind = "param",
     .fill = "param/fill",
     .flags = KK_OFFICE,
     .params =
         PARAMS(SUBJECT("param", "契約条件", "params"), TEXT("value", "値", 0),
                TEXT("label", "名称", 0), DATE("valid_from", "適用開始", 0),
                DATE("valid_to", "適用終了", 0), REASON),
     .run = kk_contract_param_edit},
    {.name = "param.remove",
     .label = "契約条件を外す",
     .kind = "param",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("param", "契約条件", "params"), REASON),
     .run = kk_contract_param_remove},

    {.name = "holiday.add",
     .label = "休日を加える",
     .kind = "holiday",
     .words = "法律の祝日は計算しています。違う日、臨時に閉じる日を加えます。"
              "名称を空にすると、その日の祝日を取り消します。",
     .flags = KK_OFFICE,
     .params =
         PARAMS(DATE("date", "日付", KK_REQUIRED), TEXT("name", "名称", 0),
                CHOICE("kind", "種類", "holiday_kind", KK_REQUIRED)),
     .run = kk_contract_holiday_add},
    {.name = "holiday.edit",
     .label = "休日を訂正",
     .kind = "holiday",
     .fill = "holiday/fill",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("holiday", "休日", "holidays"),
                      DATE("date", "日付", 0), TEXT("name", "名称", 0),
                      CHOICE("kind", "種類", "holiday_kind", 0), REASON),
     .run = kk_contract_edit_checked},
    {.name = "holiday.remove",
     .label = "休日を外す",
     .kind = "holiday",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("holiday", "休日", "holidays"), REASON),
     .run = kk_contract_remove_checked},

    {.name = "site.add",
     .label = "拠点を加える",
     .kind = "site",
     .words = "同じ名前の場所もできます。",
     .flags = KK_OFFICE,
     .params = PARAMS(INT("no", "番号", KK_REQUIRED), SITE_FIELDS(KK_REQUIRED)),
     .run = kk_contract_site_add},
    {.name = "site.edit",
     .label = "拠点を訂正",
     .kind = "site",
     .fill = "site/fill",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("site", "拠点", "sites"), INT("no", "番号", 0),
                      SITE_FIELDS(0), REASON),
     .run = kk_contract_site_edit},
    {.name = "site.remove",
     .label = "拠点を外す",
     .kind = "site",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("site", "拠点", "sites"), REASON),
     .run = kk_contract_site_remove},

    {.name = "place.add",
     .label = "場所を加える",
     .kind = "place",
     .flags = KK_OFFICE,
     .params = PARAMS(REF("site", "拠点", "sites", "site_id", 0),
                      PLACE_FIELDS(KK_REQUIRED)),
     .run = kk_run_add},
    {.name = "place.edit",
     .label = "場所を訂正",
     .kind = "place",
     .fill = "place/fill",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("place", "場所", "places"),
                      REF("site", "拠点", "sites", "site_id", 0),
                      PLACE_FIELDS(0), REASON),
     .run = kk_run_edit},
    {.name = "place.remove",
     .label = "場所を外す",
     .kind = "place",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("place", "場所", "places"), REASON),
     .run = kk_contract_place_remove},

    {.name = "dept.add",
     .label = "部署を加える",
     .kind = "dept",
     .params = PARAMS(REF("site", "拠点", "sites", "site_id", KK_REQUIRED),
                      TEXT("name", "部署名", KK_REQUIRED),
                      TEXT("kana", "読み", 0), TEXT("note", "備考", 0)),
     .run = kk_run_add},
    {.name = "dept.edit",
     .label = "部署を訂正",
     .kind = "dept",
     .fill = "dept/fill",
     .params =
         PARAMS(REF("site", "拠点", "sites", NULL, 0),
                SUBJECT("dept", "部署", "depts"), TEXT("name", "部署名", 0),
                TEXT("kana", "読み", 0), TEXT("note", "備考", 0), REASON),
     .run = kk_run_edit},
    {.name = "dept.remove",
     .label = "部署を外す",
     .kind = "dept",
     .params = PARAMS(REF("site", "拠点", "sites", NULL, 0),
                      SUBJECT("dept", "部署", "depts"), REASON),
     .run = kk_contract_dept_remove},

    {.name = "model.add",
     .label = "機種を加える",
     .kind = "model",
     .flags = KK_OFFICE,
     .params = PARAMS(MODEL_FIELDS(KK_REQUIRED)),
     .run = kk_run_add},
    {.name = "model.edit",
     .label = "機種を訂正",
     .kind = "model",
     .fill = "model/fill",
     .flags = KK_OFFICE,
     .params =
         PARAMS(SUBJECT("model", "機種", "models"), MODEL_FIELDS(0), REASON),
     .run = kk_run_edit},
    {.name = "model.remove",
     .label = "機種を外す",
     .kind = "model",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("model", "機種", "models"), REASON),
     .run = kk_contract_model_remove},

    {.name = "contracted.add",
     .label = "契約台数を加える",
     .kind = "contracted",
     .flags = KK_OFFICE,
     .params = PARAMS(CONTRACTED_FIELDS(KK_REQUIRED)),
     .run = kk_run_add},
    {.name = "contracted.edit",
     .label = "契約台数を訂正",
     .kind = "contracted",
     .fill = "contracted/fill",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("contracted", "契約台数", "contracted"),
                      CONTRACTED_FIELDS(0), REASON),
     .run = kk_run_edit},
    {.name = "contracted.remove",
     .label = "契約台数を外す",
     .kind = "contracted",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("contracted", "契約台数", "contracted"), REASON),
     .run = kk_run_remove},

    {.name = "desk.add",
     .label = "メーカー窓口を加える",
     .kind = "desk",
     .params = PARAMS(DESK_FIELDS(KK_REQUIRED)),
     .run = kk_contract_add_checked},
    {.name = "desk.edit",
     .label = "メーカー窓口を訂正",
     .kind = "desk",
     .fill = "desk/fill",
     .params = PARAMS(SUBJECT("desk", "窓口", "desks"), DESK_FIELDS(0), REASON),
     .run = kk_contract_edit_checked},
    {.name = "desk.remove",
     .label = "メーカー窓口を外す",
     .kind = "desk",
     .params = PARAMS(SUBJECT("desk", "窓口", "desks"), REASON),
     .run = kk_contract_remove_checked},

    {.name = "hours.add",
     .label = "窓口の受付時間を加える",
     .kind = "desk_hours",
     .params = PARAMS(REF("desk", "窓口", "desks", "desk_id", KK_REQUIRED),
                      HOURS_FIELDS(KK_REQUIRED)),
     .run = kk_contract_hours_add},
    {.name = "hours.edit",
     .label = "窓口の受付時間を訂正",
     .kind = "desk_hours",
     .fill = "desk_hours/fill",
     .params = PARAMS(SUBJECT("hours", "受付時間", "desk_hours"),
                      HOURS_FIELDS(0), REASON),
     .run = kk_contract_hours_edit},
    {.name = "hours.remove",
     .label = "窓口の受付時間を外す",
     .kind = "desk_hours",
     .params = PARAMS(SUBJECT("hours", "受付時間", "desk_hours"), REASON),
     .run = kk_contract_remove_checked},

    {.name = "closure.add",
     .label = "窓口の休業を加える",
     .kind = "closure",
     .words = "メーカーの夏季休業や臨時の休みを入れます（別表3にない日）。",
     .params = PARAMS(REF("desk", "窓口", "desks", "desk_id", KK_REQUIRED),
                      COL("from", "開始", KK_DATE, "from_day", KK_REQUIRED),
                      COL("to", "終了", KK_DATE, "to_day", 0),
                      TEXT("note", "備考", 0)),
     .run = kk_contract_closure_add},
    {.name = "closure.edit",
     .label = "窓口の休業を訂正",
     .kind = "closure",
     .fill = "closure/fill",
     .params = PARAMS(SUBJECT("closure", "休業", "closures"),
                      COL("from", "開始", KK_DATE, "from_day", 0),
                      COL("to", "終了", KK_DATE, "to_day", 0),
                      TEXT("note", "備考", 0), REASON),
     .run = kk_contract_closure_edit},
    {.name = "closure.remove",
     .label = "窓口の休業を外す",
     .kind = "closure",
     .params = PARAMS(SUBJECT("closure", "休業", "closures"), REASON),
     .run = kk_run_remove},

    {.name = "worker.add",
     .label = "従事者を名簿に加える",
     .kind = "worker",
     .words =
         "市に届け出た従事者だけを加えます。名簿開始を省くと今日からです。",
     .flags = KK_NO_WORKER,
     .params = PARAMS(WORKER_FIELDS(KK_REQUIRED)),
     .can = kk_contract_can_add_worker,
     .run = kk_contract_worker_add},
    {.name = "worker.edit",
     .label = "従事者を訂正",
     .kind = "worker",
     .fill = "worker/fill",
     .params = PARAMS(SUBJECT("worker", "従事者", "workers"), WORKER_FIELDS(0),
                      REASON),
     .run = kk_contract_worker_edit},
    {.name = "worker.remove",
     .label = "従事者を名簿から外す",
     .kind = "worker",
     .words = "名簿の終了日を入れます。省くと今日までです。",
     .params = PARAMS(SUBJECT("worker", "従事者", "workers"),
                      COL("to", "名簿終了", KK_DATE, NULL, 0), REASON),
     .run = kk_contract_worker_remove},
    {.name = NULL},
};
