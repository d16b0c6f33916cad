/* The values that choices offer; the words are the contract's. */
#include "contract_feature.h"

#include <kikusui/domain/contract_rows.h>
#include <kikusui/domain/tables.h>

const struct kk_codes kk_contract_codes[] = {
    CODES("yesno", CODE("yes", "はい"), CODE("no", "いいえ")),
    CODES("step_done", CODE("yes", "済んだ"), CODE("no", "取消"),
          CODE("skip", "省く")),
    CODES("segment", SAME("住記・税"), SAME("国保福祉"),
          SAME("中間サーバ接続端末")),
    CODES("unit_role", SAME("窓口"), SAME("運用"), SAME("接続"), SAME("－")),
    CODES("dev_type", SAME("パソコン"), SAME("ディスプレイ"),
          SAME("カラーレーザー"), SAME("モノクロレーザー"),
          SAME("小型レーザー"), SAME("ドットインパクト"), SAME("打番スキャナ"),
          SAME("打番スキャナ制御PC"), SAME("USBスキャナ"), SAME("バーコード"),
          SAME("磁気カード"), SAME("ICカード")),
    CODES("flow_class", CODE("P", "パソコン"), CODE("M", "メーカー手配"),
          CODE("S", "小型機器")),
    CODES("place_kind", SAME("拠点"), SAME("市管理"), SAME("受託者"),
          SAME("搬送"), SAME("メーカー")),
    CODES("holiday_kind", KK_HOLIDAY_KINDS(SAME)),
    CODES("worker_role", SAME("従事者"), SAME("業務責任者"),
          SAME("情報セキュリティ責任者")),
    CODES("desk_service", SAME("受付"), SAME("訪問")),
    CODES("dow", CODE("0", "日"), CODE("1", "月"), CODE("2", "火"),
          CODE("3", "水"), CODE("4", "木"), CODE("5", "金"), CODE("6", "土")),
    END,
};
