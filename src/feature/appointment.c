/* Who is responsible and from when (§11 業務責任者指定通知書, R79): a new one
 * ends the former the day before, and a day without one is told. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

static const struct kk_action actions[] = {
    {.name = "worker.appoint",
     .label = "責任者を選任",
     .brief = "選任",
     .kind = "worker",
     .makes = "appointment",
     .words = "業務責任者、情報セキュリティ責任者をその日から決めます。前任は"
              "前の日までになります。一人が兼ねることもできます。",
     .tell = "appointment/tell_appoint",
     .flags = KK_OFFICE,
     .params = PARAMS(
         PARAM("mark", COLUMN(appointment, role), .from = "responsible",
               .type = KK_CHOICE, .flags = KK_REQUIRED | KK_POINT),
         PARAM("worker", COLUMN(appointment, person_id), .from = "workers",
               .flags = KK_REQUIRED | KK_SUBJECT),
         PARAM("from", COLUMN(appointment, from_day), .flags = KK_REQUIRED)),
     .sets = "appointment/sets_appoint"},
    {.name = "appointment.edit",
     .label = "選任を訂正",
     .kind = "appointment",
     .words = "選任の開始と終了を直します。",
     .tell = "appointment/tell_edit",
     .fill = "appointment/fill_edit",
     .flags = KK_OFFICE,
     .params =
         PARAMS(PARAM("appointment", .label = "選任", .from = "appointments",
                      .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT),
                PARAM("from", COLUMN(appointment, from_day)),
                PARAM("to", COLUMN(appointment, to_day)), KK_P_REASON)},
    {.name = "appointment.remove",
     .label = "選任を取り消す",
     .kind = "appointment",
     .words = "誤って記録した選任を外します。前任の終わりはそのままなので、"
              "「選任を訂正」で直します。",
     .tell = "appointment/tell_remove",
     .flags = KK_OFFICE,
     .params =
         PARAMS(PARAM("appointment", .label = "選任", .from = "appointments",
                      .type = KK_REF, .flags = KK_REQUIRED | KK_SUBJECT),
                KK_P_REASON),
     .run = kk_run_remove},
    END,
};
static const struct kk_col cols[] = {
    COL_OF(appointment, role, 22),
    COL("name", "従事者", 16, .flags = KK_COL_GROW),
    COL_OF(appointment, from_day, 10),
    COL_OF(appointment, to_day, 10),
    COL("state", "状態", 6, .flags = KK_COL_JUDGED),
    COL("worker_id", "従事者", 0, .show = KK_SHOW_ID, .flags = KK_COL_HIDDEN),
    END,
};
static const struct kk_listing listings[] = {
    {.name = "appointments",
     .title = "責任者の選任",
     .sql = "appointment/list",
     .empty = "責任者の選任はありません。従事者名簿で従事者を選び、F2 の"
              "「責任者を選任」で決めます。",
     .row_kind = "appointment",
     .orders = ORDERS("-from_day", "role"),
     .cols = cols,
     .flags = KK_LIST_SEARCH},
    END,
};
static const struct kk_kind kinds[] = {
    {.name = "appointment",
     .label = "選任",
     .table = "appointment",
     .near = true,
     .show = "appointment/list",
     .cols = cols},
    END,
};
static const struct kk_codes codes[] = {
    CODES("responsible", SAME("業務責任者"), SAME("情報セキュリティ責任者")),
    END,
};

const struct kk_feature kk_feature_appointment = {
    .name = "appointment",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
    .codes = codes,
};
