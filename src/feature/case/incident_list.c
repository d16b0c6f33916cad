/* Incidents as lists and as one record; the kind "incident". Everything that
 * is computed comes from the view incident_now. */
#include <kikusui/feature/features.h>

static const struct kk_col queue_cols[] = {
    {"due", "期限", 11, KK_SHOW_TIME, 0},
    {"clock", "", 4, KK_SHOW_TEXT, 0},
    {"left_text", "残り", 10, KK_SHOW_TEXT, KK_COL_RIGHT},
    {"mark", "", 2, KK_SHOW_TEXT, 0},
    {"no", "番号", 8, KK_SHOW_TEXT, 0},
    {"place", "拠点・部署", 22, KK_SHOW_TEXT, KK_COL_GROW | KK_COL_TAIL},
    {"device", "機器", 12, KK_SHOW_TEXT, 0},
    {"state", "状態", 10, KK_SHOW_TEXT, 0},
    {"sla", "目標", 10, KK_SHOW_TEXT, KK_COL_WIDE},
    {"assignee", "担当", 10, KK_SHOW_TEXT, KK_COL_WIDE},
    {"symptom", "症状", 20, KK_SHOW_TEXT, KK_COL_WIDE},
    {"city_no", "市の番号", 10, KK_SHOW_TEXT, KK_COL_WIDE},
    {"instructed", "対応指示", 11, KK_SHOW_TIME, KK_COL_HIDDEN},
    {"left", "残り（分）", 6, KK_SHOW_MINUTES, KK_COL_HIDDEN},
    {"mine", "自分", 4, KK_SHOW_YESNO, KK_COL_HIDDEN},
    {"unassigned", "未割当", 6, KK_SHOW_YESNO, KK_COL_HIDDEN},
    {"unit_id", "機器", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"place_id", "拠点", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"due_key", "期限", 0, KK_SHOW_INT, KK_COL_HIDDEN},
    {.name = NULL},
};

#define CLOCK_COLS(k, title)                                                   \
    {k "_due", title "期限", 11, KK_SHOW_TIME, KK_COL_HIDDEN},                 \
        {k "_elapsed", title "経過", 6, KK_SHOW_INT, KK_COL_HIDDEN},           \
        {k "_left", title "残り", 6, KK_SHOW_INT, KK_COL_HIDDEN},              \
    {                                                                          \
        k "_status", title "", 12, KK_SHOW_TEXT, KK_COL_WIDE                   \
    }

static const struct kk_col incident_cols[] = {
    {"no", "番号", 8, KK_SHOW_TEXT, 0},
    {"city_no", "市の番号", 10, KK_SHOW_TEXT, 0},
    {"instructed", "対応指示", 11, KK_SHOW_TIME, 0},
    {"place", "拠点", 14, KK_SHOW_TEXT, 0},
    {"dept", "部署", 12, KK_SHOW_TEXT, 0},
    {"device", "機器", 12, KK_SHOW_TEXT, 0},
    {"symptom", "症状", 20, KK_SHOW_TEXT, KK_COL_GROW},
    {"state", "状態", 10, KK_SHOW_TEXT, 0},
    {"sla", "目標", 10, KK_SHOW_TEXT, KK_COL_HIDDEN},
    CLOCK_COLS("contact", "連絡"),
    CLOCK_COLS("onsite", "着手"),
    {"assignee", "担当", 10, KK_SHOW_TEXT, KK_COL_WIDE},
    {"completed", "対応完了", 11, KK_SHOW_TIME, KK_COL_WIDE},
    {"machine_id", "機器ID", 12, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"serial", "製造番号", 12, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"segment", "区分", 10, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"dev_type", "種別", 10, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"flow_class", "対応区分", 4, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"site_no", "No.", 4, KK_SHOW_INT, KK_COL_HIDDEN},
    {"occurred", "発生", 11, KK_SHOW_TIME, KK_COL_HIDDEN},
    {"received", "連絡を受けた日時", 11, KK_SHOW_TIME, KK_COL_HIDDEN},
    {"contacted", "最初の連絡", 11, KK_SHOW_TIME, KK_COL_HIDDEN},
    {"started", "最初の着手", 11, KK_SHOW_TIME, KK_COL_HIDDEN},
    {"mail_sent", "完了メール", 11, KK_SHOW_TIME, KK_COL_HIDDEN},
    {"cause_kind", "原因区分", 10, KK_SHOW_TEXT, KK_COL_HIDDEN},
    {"severe", "著しく下回った", 4, KK_SHOW_YESNO, KK_COL_HIDDEN},
    {"open", "未完了", 4, KK_SHOW_YESNO, KK_COL_HIDDEN},
    {"unit_id", "機器", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"place_id", "拠点", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {.name = NULL},
};

/* Beside the unit they are about. */
static const struct kk_col unit_incident_cols[] = {
    {"instructed", "対応指示", 11, KK_SHOW_TIME, 0},
    {"no", "番号", 8, KK_SHOW_TEXT, 0},
    {"symptom", "症状", 16, KK_SHOW_TEXT, KK_COL_GROW},
    {"state", "状態", 10, KK_SHOW_TEXT, 0},
    {"unit_id", "機器", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {"place_id", "拠点", 0, KK_SHOW_ID, KK_COL_HIDDEN},
    {.name = NULL},
};

#define SHOWN_CLOCK(k, title)                                                  \
    {k "_status", title, 14, KK_SHOW_TEXT, 0},                                 \
        {k "_from", title "の開始", 11, KK_SHOW_TIME, 0},                      \
        {k "_due", title "期限", 11, KK_SHOW_TIME, 0},                         \
        {k "_limit", title "目標（分）", 6, KK_SHOW_INT, 0},                   \
        {k "_elapsed", title "経過（分）", 6, KK_SHOW_INT, 0},                 \
        {k "_left", title "残り（分）", 6, KK_SHOW_INT, 0},                    \
        {k "_words", title "の計算", 30, KK_SHOW_TEXT, 0},                     \
    {                                                                          \
        k "_miss_reason", title "未達の理由", 30, KK_SHOW_TEXT, 0              \
    }

static const struct kk_col show_cols[] = {
    {"no", "番号", 8, KK_SHOW_TEXT, 0},
    {"city_no", "市の番号", 10, KK_SHOW_TEXT, 0},
    {"state", "状態", 10, KK_SHOW_TEXT, 0},
    {"place", "拠点", 20, KK_SHOW_TEXT, 0},
    {"dept", "部署", 20, KK_SHOW_TEXT, 0},
    {"machine_id", "機器ID", 12, KK_SHOW_TEXT, 0},
    {"device", "機器", 20, KK_SHOW_TEXT, 0},
    {"serial", "製造番号", 14, KK_SHOW_TEXT, 0},
    {"segment", "区分", 12, KK_SHOW_TEXT, 0},
    {"dev_type", "種別", 12, KK_SHOW_TEXT, 0},
    {"flow_class", "対応区分", 4, KK_SHOW_TEXT, 0},
    {"symptom", "症状", 40, KK_SHOW_TEXT, 0},
    {"error", "エラー", 40, KK_SHOW_TEXT, 0},
    {"contact", "現地担当者", 12, KK_SHOW_TEXT, 0},
    {"phone", "電話", 14, KK_SHOW_TEXT, 0},
    {"assignee", "担当", 12, KK_SHOW_TEXT, 0},
    {"occurred", "発生", 11, KK_SHOW_TIME, 0},
    {"received", "連絡を受けた日時", 11, KK_SHOW_TIME, 0},
    {"instructed", "対応指示", 11, KK_SHOW_TIME, 0},
    {"contacted", "最初の連絡", 11, KK_SHOW_TIME, 0},
    {"handover", "確認した項目", 20, KK_SHOW_TEXT, 0},
    {"onsite", "現場作業", 6, KK_SHOW_TEXT, 0},
    {"started", "最初の着手", 11, KK_SHOW_TIME, 0},
    SHOWN_CLOCK("contact", "連絡"),
    SHOWN_CLOCK("onsite", "着手"),
    {"waive_agreed_by", "合意者", 12, KK_SHOW_TEXT, 0},
    {"waive_agreed_at", "合意日時", 11, KK_SHOW_TIME, 0},
    {"waive_expected_end", "完了見込み", 11, KK_SHOW_TIME, 0},
    {"severe", "著しく下回った", 4, KK_SHOW_YESNO, 0},
    {"cause_kind", "原因区分", 10, KK_SHOW_TEXT, 0},
    {"cause", "原因", 40, KK_SHOW_TEXT, 0},
    {"action", "対応内容", 40, KK_SHOW_TEXT, 0},
    {"result", "対応結果", 40, KK_SHOW_TEXT, 0},
    {"remarks", "特記事項", 40, KK_SHOW_TEXT, 0},
    {"swap_unit", "交換した故障機", 12, KK_SHOW_TEXT, 0},
    {"swap_spare", "交換した予備機", 12, KK_SHOW_TEXT, 0},
    {"swap_at", "交換日時", 11, KK_SHOW_TIME, 0},
    {"part", "交換部品", 12, KK_SHOW_TEXT, 0},
    {"part_at", "部品交換日時", 11, KK_SHOW_TIME, 0},
    {"effort", "実稼働時間", 6, KK_SHOW_MINUTES, 0},
    {"user_check_by", "利用者確認者", 12, KK_SHOW_TEXT, 0},
    {"user_check", "利用者確認", 11, KK_SHOW_TIME, 0},
    {"completed", "対応完了", 11, KK_SHOW_TIME, 0},
    {"mail_sent", "完了メール", 11, KK_SHOW_TIME, 0},
    {"held", "保留開始", 11, KK_SHOW_TIME, 0},
    {"hold_reason", "保留理由", 20, KK_SHOW_TEXT, 0},
    {"returned", "差戻し", 11, KK_SHOW_TIME, 0},
    {"return_reason", "差戻し理由", 20, KK_SHOW_TEXT, 0},
    {"merged", "統合した案件", 12, KK_SHOW_TEXT, 0},
    {.name = NULL},
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
     .resolve = "incident/resolve",
     .label_sql = "incident/label",
     .show = "incident/show",
     .cols = show_cols},
    {.name = NULL},
};

const struct kk_feature kk_feature_incident_list = {
    .name = "incident_list",
    .listings = listings,
    .kinds = kinds,
};
