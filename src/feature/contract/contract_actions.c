/* Editing the contract's data: next year's contract is an edit, not a release
 * (R1, R3, R4, R33), and the roster (R79). */
#include "contract_feature.h"

#include <kikusui/domain/tables.h>

/* A choice that is its column, and a reference that is. */
#define CHOICE(table, column, list, ...)                                       \
    FIELD(table, column, __VA_ARGS__, .type = KK_CHOICE, .from = list)
#define YESNO(table, column) FIELD(table, column, 0, .from = "yesno")
#define REF(name, table, column, list, ...)                                    \
    PARAM(name, COLUMN(table, column), .from = list, .flags = __VA_ARGS__)
#define SUBJECT(name_, label_, list)                                           \
    PARAM(name_, .label = label_, .type = KK_REF, .from = list,                \
          .flags = KK_REQUIRED | KK_SUBJECT)

/* --- the table ----------------------------------------------------------- */

#define SITE_FIELDS(f)                                                         \
    FIELD(site, name, f), FIELD(site, kana, 0), FIELD(site, address, 0),       \
        FIELD(site, note, 0), FIELD(site, valid_from, 0),                      \
        FIELD(site, valid_to, 0)
#define PLACE_FIELDS(f)                                                        \
    FIELD(place, name, f), FIELD(place, kana, 0), FIELD(place, floor, 0),      \
        CHOICE(place, kind, "place_kind", 0), YESNO(place, ledger_scope),      \
        YESNO(place, print_scope)
#define MODEL_FIELDS(f)                                                        \
    FIELD(model, name, f), FIELD(model, maker, 0), FIELD(model, short, 0),     \
        FIELD(model, kana, 0), CHOICE(model, dev_type, "dev_type", f),         \
        CHOICE(model, flow_class, "flow_class", f),                            \
        REF("desk", model, desk_id, "desks", 0),                               \
        FIELD(model, warranty_months, 0), YESNO(model, counted),               \
        REF("paired_with", model, paired_with_id, "models", 0),                \
        FIELD(model, valid_from, 0), FIELD(model, valid_to, 0)
#define DESK_FIELDS(f)                                                         \
    FIELD(vendor_desk, name, f), FIELD(vendor_desk, vendor, 0),                \
        FIELD(vendor_desk, short, 0), FIELD(vendor_desk, kana, 0),             \
        FIELD(vendor_desk, service, 0), FIELD(vendor_desk, phone, 0),          \
        FIELD(vendor_desk, mail, 0),                                           \
        FIELD(vendor_desk, needs_text, 0, .max_cps = 1000),                    \
        YESNO(vendor_desk, issues_certificate),                                \
        FIELD(vendor_desk, contract_note, 0, .max_cps = 1000),                 \
        FIELD(vendor_desk, closed_on, 0, .hint = "例: 祝日,振替,年末年始,5/1")
#define HOURS_FIELDS(f)                                                        \
    CHOICE(desk_hours, service, "desk_service", f),                            \
        PARAM("dow", .column = "dow", .label = LABEL(desk_hours, dow),         \
              .type = KK_CHOICE, .from = "dow", .flags = f),                   \
        PARAM("open", .label = "開始", .hint = "例: 9:00", .flags = (f)),      \
        PARAM("close", .label = "終了", .hint = "例: 17:30", .flags = (f))
#define WORKER_FIELDS(f)                                                       \
    FIELD(person, name, f), FIELD(person, kana, 0),                            \
        CHOICE(person, role, "worker_role", 0),                                \
        FIELD(person, phone, KK_NARROW),                                       \
        PARAM("card", COLUMN(person, id_card_no), .flags = KK_NARROW),         \
        PARAM("from", COLUMN(person, roster_from)),                            \
        PARAM("to", COLUMN(person, roster_to)),                                \
        PARAM("notified", COLUMN(person, notified_on),                         \
              .hint = "従事者を市に届け出た日")
#define CONTRACTED_FIELDS(f)                                                   \
    CHOICE(contract_model, segment, "segment", f),                             \
        REF("model", contract_model, model_id, "models", f),                   \
        PARAM("number", COLUMN(contract_model, contracted_number),             \
              .flags = f),                                                     \
        PARAM("line", COLUMN(contract_model, list_no)),                        \
        PARAM("device", COLUMN(contract_model, dev_label)),                    \
        FIELD(contract_model, note, 0), FIELD(contract_model, valid_from, 0),  \
        FIELD(contract_model, valid_to, 0)

#define IMAGE_FIELDS(f)                                                        \
    FIELD(image, kind, f), REF("model", image, model_id, "models", f),         \
        CHOICE(image, segment, "segment", 0),                                  \
        CHOICE(image, role, "unit_role", 0), FIELD(image, label, 0)

const struct kk_action kk_contract_actions[] = {
    {.name = "param.add",
     .label = "契約条件を加える",
     .kind = "param",
     .words = "来年度の値は、適用開始を決めて加えます。今の行はそのまま"
              "残します。",
     .flags = KK_OFFICE,
     .params = PARAMS(FIELD(contract_param, key, KK_REQUIRED),
                      FIELD(contract_param, value, KK_REQUIRED),
                      FIELD(contract_param, label, 0),
                      FIELD(contract_param, valid_from, KK_REQUIRED),
                      FIELD(contract_param, valid_to, 0)),
     .complete = kk_contract_narrow,
     .run = kk_run_add},
    {.name = "param.edit",
     .label = "契約条件を訂正",
     .kind = "param",
     .fill = "param/fill",
     .may = "param/may",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("param", "契約条件", "params"),
                      FIELD(contract_param, value, 0),
                      FIELD(contract_param, label, 0),
                      FIELD(contract_param, valid_from, 0),
                      FIELD(contract_param, valid_to, 0), KK_P_WHY),
     .complete = kk_contract_narrow,
     .run = kk_run_edit},
    {.name = "param.remove",
     .label = "契約条件を外す",
     .kind = "param",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("param", "契約条件", "params"), KK_P_REASON),
     .run = kk_run_remove},

    {.name = "holiday.add",
     .label = "休日を加える",
     .kind = "holiday",
     .words = "法律の祝日は計算しています。違う日、臨時に閉じる日を加えます。"
              "名称を空にすると、その日の祝日を取り消します。",
     .flags = KK_OFFICE,
     .params =
         PARAMS(FIELD(holiday, date, KK_REQUIRED), FIELD(holiday, name, 0),
                CHOICE(holiday, kind, "holiday_kind", KK_REQUIRED)),
     .run = kk_contract_holiday_add},
    {.name = "holiday.edit",
     .label = "休日を訂正",
     .kind = "holiday",
     .fill = "holiday/fill",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("holiday", "休日", "holidays"),
                      FIELD(holiday, date, 0), FIELD(holiday, name, 0),
                      CHOICE(holiday, kind, "holiday_kind", 0), KK_P_WHY),
     .run = kk_run_edit},
    {.name = "holiday.remove",
     .label = "休日を外す",
     .kind = "holiday",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("holiday", "休日", "holidays"), KK_P_WHY),
     .run = kk_run_remove},

    {.name = "site.add",
     .label = "拠点を加える",
     .kind = "site",
     .words = "同じ名前の場所もできます。",
     .flags = KK_OFFICE,
     .params = PARAMS(FIELD(site, no, KK_REQUIRED), SITE_FIELDS(KK_REQUIRED)),
     .run = kk_contract_site_add},
    {.name = "site.edit",
     .label = "拠点を訂正",
     .kind = "site",
     .fill = "site/fill",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("site", "拠点", "sites"), FIELD(site, no, 0),
                      SITE_FIELDS(0), KK_P_WHY),
     .run = kk_contract_site_edit},
    {.name = "site.remove",
     .label = "拠点を外す",
     .kind = "site",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("site", "拠点", "sites"), KK_P_WHY),
     .run = kk_run_remove},

    {.name = "place.add",
     .label = "場所を加える",
     .kind = "place",
     .flags = KK_OFFICE,
     .params = PARAMS(REF("site", place, site_id, "sites", 0),
                      PLACE_FIELDS(KK_REQUIRED)),
     .run = kk_run_add},
    {.name = "place.edit",
     .label = "場所を訂正",
     .kind = "place",
     .fill = "place/fill",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("place", "場所", "places"),
                      REF("site", place, site_id, "sites", 0), PLACE_FIELDS(0),
                      KK_P_WHY),
     .run = kk_run_edit},
    {.name = "place.remove",
     .label = "場所を外す",
     .kind = "place",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("place", "場所", "places"), KK_P_WHY),
     .run = kk_run_remove},

    {.name = "dept.add",
     .label = "部署を加える",
     .kind = "dept",
     .params = PARAMS(REF("site", dept, site_id, "sites", KK_REQUIRED),
                      FIELD(dept, name, KK_REQUIRED), FIELD(dept, kana, 0),
                      FIELD(dept, note, 0)),
     .run = kk_run_add},
    {.name = "dept.edit",
     .label = "部署を訂正",
     .kind = "dept",
     .fill = "dept/fill",
     .params =
         PARAMS(PARAM("site", .label = "拠点", .type = KK_REF, .from = "sites"),
                SUBJECT("dept", "部署", "depts"), FIELD(dept, name, 0),
                FIELD(dept, kana, 0), FIELD(dept, note, 0), KK_P_WHY),
     .run = kk_run_edit},
    {.name = "dept.remove",
     .label = "部署を外す",
     .kind = "dept",
     .params =
         PARAMS(PARAM("site", .label = "拠点", .type = KK_REF, .from = "sites"),
                SUBJECT("dept", "部署", "depts"), KK_P_WHY),
     .run = kk_run_remove},

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
         PARAMS(SUBJECT("model", "機種", "models"), MODEL_FIELDS(0), KK_P_WHY),
     .run = kk_run_edit},
    {.name = "model.remove",
     .label = "機種を外す",
     .kind = "model",
     .flags = KK_OFFICE,
     .params = PARAMS(SUBJECT("model", "機種", "models"), KK_P_WHY),
     .run = kk_run_remove},

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
                      CONTRACTED_FIELDS(0), KK_P_WHY),
     .run = kk_run_edit},
    {.name = "contracted.remove",
     .label = "契約台数を外す",
     .kind = "contracted",
     .flags = KK_OFFICE,
     .params =
         PARAMS(SUBJECT("contracted", "契約台数", "contracted"), KK_P_WHY),
     .run = kk_run_remove},

    {.name = "image.add",
     .label = "媒体種別を加える",
     .kind = "image",
     .words = "新しい機種のリカバリ媒体の種類（§5.6.2）を加えます。予備機が"
              "使えるかは、機種と種類と版で決まります。",
     .flags = KK_OFFICE,
     .params = PARAMS(IMAGE_FIELDS(KK_REQUIRED)),
     .run = kk_run_add},

    {.name = "desk.add",
     .label = "メーカー窓口を加える",
     .kind = "desk",
     .params = PARAMS(DESK_FIELDS(KK_REQUIRED)),
     .run = kk_run_add},
    {.name = "desk.edit",
     .label = "メーカー窓口を訂正",
     .kind = "desk",
     .fill = "desk/fill",
     .params =
         PARAMS(SUBJECT("desk", "窓口", "desks"), DESK_FIELDS(0), KK_P_WHY),
     .run = kk_run_edit},
    {.name = "desk.remove",
     .label = "メーカー窓口を外す",
     .kind = "desk",
     .params = PARAMS(SUBJECT("desk", "窓口", "desks"), KK_P_WHY),
     .run = kk_run_remove},

    {.name = "hours.add",
     .label = "窓口の受付時間を加える",
     .kind = "desk_hours",
     .params = PARAMS(REF("desk", desk_hours, desk_id, "desks", KK_REQUIRED),
                      HOURS_FIELDS(KK_REQUIRED)),
     .run = kk_contract_hours_add},
    {.name = "hours.edit",
     .label = "窓口の受付時間を訂正",
     .kind = "desk_hours",
     .fill = "desk_hours/fill",
     .params = PARAMS(SUBJECT("hours", "受付時間", "desk_hours"),
                      HOURS_FIELDS(0), KK_P_WHY),
     .run = kk_contract_hours_edit},
    {.name = "hours.remove",
     .label = "窓口の受付時間を外す",
     .kind = "desk_hours",
     .params = PARAMS(SUBJECT("hours", "受付時間", "desk_hours"), KK_P_WHY),
     .run = kk_run_remove},

    {.name = "closure.add",
     .label = "窓口の休業を加える",
     .kind = "closure",
     .words = "メーカーの夏季休業や臨時の休みを入れます（別表3にない日）。",
     .params = PARAMS(
         REF("desk", desk_closure, desk_id, "desks", KK_REQUIRED),
         PARAM("from", COLUMN(desk_closure, from_day), .flags = KK_REQUIRED),
         PARAM("to", COLUMN(desk_closure, to_day)),
         FIELD(desk_closure, note, 0)),
     .run = kk_contract_closure_add},
    {.name = "closure.edit",
     .label = "窓口の休業を訂正",
     .kind = "closure",
     .fill = "closure/fill",
     .params = PARAMS(SUBJECT("closure", "休業", "closures"),
                      PARAM("from", COLUMN(desk_closure, from_day)),
                      PARAM("to", COLUMN(desk_closure, to_day)),
                      FIELD(desk_closure, note, 0), KK_P_WHY),
     .run = kk_run_edit},
    {.name = "closure.remove",
     .label = "窓口の休業を外す",
     .kind = "closure",
     .params = PARAMS(SUBJECT("closure", "休業", "closures"), KK_P_WHY),
     .run = kk_run_remove},

    {.name = "worker.add",
     .label = "従事者を名簿に加える",
     .kind = "worker",
     .words =
         "市に届け出た従事者だけを加えます。名簿開始を省くと今日からです。",
     .flags = KK_NO_WORKER | KK_OFFICE,
     .params = PARAMS(WORKER_FIELDS(KK_REQUIRED)),
     .can = kk_contract_can_add_worker,
     .run = kk_contract_worker_add},
    {.name = "worker.edit",
     .label = "従事者を訂正",
     .kind = "worker",
     .flags = KK_OFFICE,
     .fill = "worker/fill",
     .params = PARAMS(SUBJECT("worker", "従事者", "workers"), WORKER_FIELDS(0),
                      KK_P_WHY),
     .run = kk_run_edit},
    {.name = "worker.remove",
     .label = "従事者を名簿から外す",
     .kind = "worker",
     .words = "名簿の終了日を入れます。省くと今日までです。",
     .tell = "worker/tell_remove",
     .flags = KK_OFFICE,
     .params =
         PARAMS(SUBJECT("worker", "従事者", "workers"),
                PARAM("to", .label = "名簿終了", .type = KK_DATE), KK_P_WHY),
     .run = kk_contract_worker_remove},
    {.name = NULL},
};
