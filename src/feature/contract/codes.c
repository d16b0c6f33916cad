/* The values that choices offer; the words are the contract's. */
#include "contract_feature.h"

#define CODES(...) ((const struct kk_code[]){__VA_ARGS__, {.value = NULL}})
#define SAME(s)                                                                \
    {                                                                          \
        s, s                                                                   \
    }

const struct kk_codes kk_contract_codes[] = {
    {"yesno", CODES({"yes", "はい"}, {"no", "いいえ"})},
    {"segment",
     CODES(SAME("住記・税"), SAME("国保福祉"), SAME("中間サーバ接続端末"))},
    {"unit_role", CODES(SAME("窓口"), SAME("運用"), SAME("接続"), SAME("－"))},
    {"dev_type",
     CODES(SAME("パソコン"), SAME("ディスプレイ"), SAME("カラーレーザー"),
           SAME("モノクロレーザー"), SAME("小型レーザー"),
           SAME("ドットインパクト"), SAME("打番スキャナ"),
           SAME("打番スキャナ制御PC"), SAME("USBスキャナ"), SAME("バーコード"),
           SAME("磁気カード"), SAME("ICカード"))},
    {"flow_class",
     CODES({"P", "パソコン"}, {"M", "メーカー手配"}, {"S", "小型機器"})},
    {"place_kind", CODES(SAME("拠点"), SAME("市管理"), SAME("受託者"),
                         SAME("搬送"), SAME("メーカー"))},
    {"holiday_kind", CODES(SAME("祝日"), SAME("振替休日"), SAME("国民の休日"),
                           SAME("年末年始"), SAME("臨時"))},
    {"worker_role",
     CODES(SAME("従事者"), SAME("業務責任者"), SAME("情報セキュリティ責任者"))},
    {"desk_service", CODES(SAME("受付"), SAME("訪問"))},
    {"dow", CODES({"0", "日"}, {"1", "月"}, {"2", "火"}, {"3", "水"},
                  {"4", "木"}, {"5", "金"}, {"6", "土"})},
    {.name = NULL},
};
