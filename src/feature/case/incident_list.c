/* Incidents as lists and as one record; the kind "incident". Everything that
 * is computed comes from the view incident_now. */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

static const struct kk_col queue_cols[] = {
    COL("due", "期限", 11, .show = KK_SHOW_TIME),
    COL("clock", "", 4, .flags = KK_COL_JUDGED),
    COL("left_text", "残り", 10, .flags = KK_COL_RIGHT | KK_COL_JUDGED),
    COL("mark", "", 2, .flags = KK_COL_JUDGED),
    COL_OF(incident, no, 8),
    COL("place", "拠点・部署", 22, .flags = KK_COL_GROW | KK_COL_TAIL),
    COL("device", "機器", 12),
    COL("state", "状態", 10),
    COL("sla", "目標", 10, .flags = KK_COL_WIDE | KK_COL_JUDGED),
    COL("assignee", "担当", 10, .flags = KK_COL_WIDE),
    COL_OF(incident, symptom, 20, .flags = KK_COL_WIDE),
    COL("city_no", "市の番号", 10, .flags = KK_COL_WIDE),
    COL("instructed", "対応指示", 11, .show = KK_SHOW_TIME,
        .flags = KK_COL_HIDDEN),
    COL("left", "残り（分）", 6, .show = KK_SHOW_MINUTES,
        .flags = KK_COL_HIDDEN),
    COL("mine", "自分", 4, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL("unassigned", "未割当", 6, .show = KK_SHOW_YESNO,
        .flags = KK_COL_HIDDEN),
    COL("after", "後処理", 6, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL_OF(incident, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(incident, place_id, 0, .flags = KK_COL_HIDDEN),
    COL("due_key", "期限", 0, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    END,
};

#define CLOCK_COLS(k, title)                                                   \
    COL(k "_due", title "期限", 11, .show = KK_SHOW_TIME,                      \
        .flags = KK_COL_HIDDEN),                                               \
        COL(k "_elapsed", title "経過", 6, .show = KK_SHOW_INT,                \
            .flags = KK_COL_HIDDEN),                                           \
        COL(k "_left", title "残り", 6, .show = KK_SHOW_INT,                   \
            .flags = KK_COL_HIDDEN),                                           \
        COL(k "_status", title "", 12, .flags = KK_COL_WIDE | KK_COL_JUDGED),  \
        COL(k "_miss", title "未達の理由", 30,                                 \
            .flags = KK_COL_HIDDEN | KK_COL_JUDGED)

static const struct kk_col incident_cols[] = {
    COL_OF(incident, no, 8),
    COL("city_no", "市の番号", 10),
    COL("instructed", "対応指示", 11, .show = KK_SHOW_TIME),
    COL("place", "拠点", 14),
    COL("dept", "部署", 12),
    COL("device", "機器", 12),
    COL_OF(incident, symptom, 20, .flags = KK_COL_GROW),
    COL("state", "状態", 10),
    COL("sla", "目標", 10, .flags = KK_COL_HIDDEN | KK_COL_JUDGED),
    CLOCK_COLS("contact", "連絡"),
    CLOCK_COLS("onsite", "着手"),
    COL("miss", "未達の理由", 10, .flags = KK_COL_WIDE | KK_COL_JUDGED),
    COL("assignee", "担当", 10, .flags = KK_COL_WIDE),
    COL("completed", "対応完了", 11, .show = KK_SHOW_TIME,
        .flags = KK_COL_WIDE),
    COL("machine_id", "機器ID", 12, .flags = KK_COL_HIDDEN),
    COL("serial", "製造番号", 12, .flags = KK_COL_HIDDEN),
    COL("segment", "区分", 10, .flags = KK_COL_HIDDEN),
    COL("dev_type", "種別", 10, .flags = KK_COL_HIDDEN),
    COL_OF(incident, flow_class, 4, .flags = KK_COL_HIDDEN),
    COL("site_no", "No.", 4, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
    COL("occurred", "発生", 11, .show = KK_SHOW_TIME, .flags = KK_COL_HIDDEN),
    COL("received", "連絡を受けた日時", 11, .show = KK_SHOW_TIME,
        .flags = KK_COL_HIDDEN),
    COL("contacted", "最初の連絡", 11, .show = KK_SHOW_TIME,
        .flags = KK_COL_HIDDEN),
    COL("started", "最初の着手", 11, .show = KK_SHOW_TIME,
        .flags = KK_COL_HIDDEN),
    COL("mail_sent", "完了メール", 11, .show = KK_SHOW_TIME,
        .flags = KK_COL_HIDDEN),
    COL_OF(incident, cause_kind, 10, .flags = KK_COL_HIDDEN),
    COL_OF(incident, severe, 4, .flags = KK_COL_HIDDEN),
    COL("open", "未完了", 4, .show = KK_SHOW_YESNO, .flags = KK_COL_HIDDEN),
    COL_OF(incident, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(incident, place_id, 0, .flags = KK_COL_HIDDEN),
    END,
};

/* Beside the unit they are about. */
static const struct kk_col unit_incident_cols[] = {
    COL("instructed", "対応指示", 11, .show = KK_SHOW_TIME),
    COL_OF(incident, no, 8),
    COL_OF(incident, symptom, 16, .flags = KK_COL_GROW),
    COL("state", "状態", 10),
    COL_OF(incident, unit_id, 0, .flags = KK_COL_HIDDEN),
    COL_OF(incident, place_id, 0, .flags = KK_COL_HIDDEN),
    END,
};

#define SHOWN_CLOCK(k, title)                                                  \
    COL(k "_status", title, 14),                                               \
        COL(k "_from", title "の開始", 11, .show = KK_SHOW_TIME),              \
        COL(k "_due", title "期限", 11, .show = KK_SHOW_TIME),                 \
        COL(k "_limit", title "目標（分）", 6, .show = KK_SHOW_INT),           \
        COL(k "_elapsed", title "経過（分）", 6, .show = KK_SHOW_INT),         \
        COL(k "_left", title "残り（分）", 6, .show = KK_SHOW_INT),            \
        COL(k "_words", title "の計算", 30),                                   \
        COL(k "_miss_reason", title "未達の理由", 30)

static const struct kk_col show_cols[] = {
    COL_OF(incident, no, 8),
    COL("city_no", "市の番号", 10),
    COL("state", "状態", 10),
    COL("place", "拠点", 20),
    COL("dept", "部署", 20),
    COL("machine_id", "機器ID", 12),
    COL("device", "機器", 20),
    COL("serial", "製造番号", 14),
    COL("segment", "区分", 12),
    COL("dev_type", "種別", 12),
    COL_OF(incident, flow_class, 4),
    COL_OF(incident, symptom, 40),
    COL("error", "エラー", 40),
    COL("contact", "現地担当者", 12),
    COL("phone", "電話", 14),
    COL("assignee", "担当", 12),
    COL("occurred", "発生", 11, .show = KK_SHOW_TIME),
    COL("received", "連絡を受けた日時", 11, .show = KK_SHOW_TIME),
    COL("instructed", "対応指示", 11, .show = KK_SHOW_TIME),
    COL("contacted", "最初の連絡", 11, .show = KK_SHOW_TIME),
    COL("handover", "確認した項目", 20),
    COL_OF(incident, onsite, 6),
    COL("started", "最初の着手", 11, .show = KK_SHOW_TIME),
    SHOWN_CLOCK("contact", "連絡"),
    SHOWN_CLOCK("onsite", "着手"),
    COL_OF(incident, waive_agreed_by, 12),
    COL_OF(incident, waive_agreed_at, 11),
    COL_OF(incident, waive_expected_end, 11),
    COL_OF(incident, severe, 4),
    COL_OF(incident, cause_kind, 10),
    COL_OF(incident, cause, 40),
    COL_OF(incident, action, 40),
    COL_OF(incident, result, 40),
    COL_OF(incident, remarks, 40),
    COL("swap_unit", "交換した故障機", 12),
    COL("swap_spare", "交換した予備機", 12),
    COL_OF(incident, swap_at, 11),
    COL_OF(incident, swap_misfit, 20),
    COL_OF(incident, no_swap_reason, 20),
    COL_OF(incident, asked_at, 11),
    COL_OF(incident, asked_of, 12),
    COL_OF(incident, answered_at, 11),
    COL_OF(incident, answer, 8),
    COL_OF(incident, handed_at, 11),
    COL_OF(incident, handed_to, 12),
    COL_OF(incident, shipped_at, 11),
    COL_OF(incident, shipped_to, 20),
    COL_OF(incident, ship_no, 14),
    COL_OF(incident, ship_back_at, 11),
    COL_OF(incident, part, 12),
    COL_OF(incident, part_at, 11),
    COL("effort", "実稼働時間", 6, .show = KK_SHOW_MINUTES),
    COL_OF(incident, user_check_by, 12),
    COL("user_check", "利用者確認", 11, .show = KK_SHOW_TIME),
    COL("completed", "対応完了", 11, .show = KK_SHOW_TIME),
    COL("mail_sent", "完了メール", 11, .show = KK_SHOW_TIME),
    COL("held", "保留開始", 11, .show = KK_SHOW_TIME),
    COL_OF(incident, hold_reason, 20),
    COL("returned", "差戻し", 11, .show = KK_SHOW_TIME),
    COL_OF(incident, return_reason, 20),
    COL("merged", "統合した案件", 12),
    COL_OF(incident, handed_text, 20),
    COL("told", "窓口へ伝える文", 20, .flags = KK_COL_HAND),
    COL("desk_mail", "窓口へのメール", 20, .flags = KK_COL_HAND),
    END,
};

static const char *const queue_orders[] = {"due_key", "instructed",
                                           "-instructed", NULL};
static const char *const incident_orders[] = {"-instructed", "instructed",
                                              NULL};

static const struct kk_listing listings[] = {
    {.name = "queue",
     .title = "案件",
     .sql = "incident/list_queue",
     .empty = "未完了の案件はありません。市から連絡を受けたら受付 (n) を"
              "します。",
     .row_kind = "incident",
     .aside = "after",
     .orders = queue_orders,
     .cols = queue_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "incidents",
     .title = "案件（全て）",
     .sql = "incident/list",
     .empty = "案件はまだありません。市から連絡を受けたら受付をします。",
     .row_kind = "incident",
     .orders = incident_orders,
     .cols = incident_cols,
     .flags = KK_LIST_SEARCH},
    {.name = "unit_incidents",
     .title = "案件",
     .sql = "incident/list_of_unit",
     .empty = "案件はありません。n で受け付けます。",
     .row_kind = "incident",
     .orders = incident_orders,
     .cols = unit_incident_cols,
     .flags = KK_LIST_HIDDEN},
    {.name = NULL},
};

static const struct kk_kind kinds[] = {
    {.name = "incident",
     .label = "案件",
     .table = "incident",
     .number = "",
     .show = "incident/show",
     .cols = show_cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_incident_list = {
    .name = "incident_list",
    .listings = listings,
    .kinds = kinds,
};
