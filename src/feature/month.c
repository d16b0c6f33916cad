/* What the month's paper for the city is made of (§5.3, R43, R44, R73): hidden
 * listings of what was done from :first to :last (days). */
#include <kikusui/domain/tables.h>
#include <kikusui/feature/features.h>

#define TIME(name_, title_) COL(name_, title_, 12, .show = KK_SHOW_TIME)
#define COUNT(name_, title_)                                                   \
    COL(name_, title_, 6, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT)
#define RATE(name_, title_)                                                    \
    COL(name_, title_, 8, .show = KK_SHOW_RATE, .flags = KK_COL_RIGHT)
#define MINUTES(name_, title_)                                                 \
    COL(name_, title_, 8, .show = KK_SHOW_MINUTES, .flags = KK_COL_RIGHT)
#define PLACE COL("place", "設置場所", 20)
#define CITY_NO COL("city_no", "案件管理番号", 14)

static const struct kk_col cover_cols[] = {
    COL("block", "部分", 8),
    COL("label", "", 12),
    COL("line", "", 40),
    COL("right", "", 40, .flags = KK_COL_RIGHT),
    COL("box1", "課長", 12),
    COL("box2", "係長", 12),
    COL("box3", "担当", 12),
    COL("box4", "受付", 12),
    END,
};
static const struct kk_col count_cols[] = {
    COUNT("before", "前月継続"), COUNT("corrected", "訂正"),
    COUNT("came", "受付"),       COUNT("done", "完了"),
    COUNT("back", "差戻し"),     COUNT("goes_on", "継続"),
    COL("words", "計算", 30),    END,
};
static const struct kk_col level_cols[] = {
    COL("name", "項目", 18),
    COL("target", "目標", 10),
    COUNT("met", "達成"),
    COUNT("missed", "未達"),
    COL("words", "達成÷（達成＋未達）", 10, .flags = KK_COL_RIGHT),
    RATE("rate", "達成率"),
    COUNT("waived", "対象外（合意）"),
    COUNT("none", "現場作業なし"),
    COUNT("other", "判定なし"),
    END,
};
static const struct kk_col week_cols[] = {
    COL("week", "週", 14),
    COUNT("done", "完了"),
    COUNT("contact_met", "連絡 達成"),
    COUNT("contact_missed", "連絡 未達"),
    RATE("contact_rate", "連絡 達成率"),
    COUNT("onsite_met", "着手 達成"),
    COUNT("onsite_missed", "着手 未達"),
    RATE("onsite_rate", "着手 達成率"),
    COUNT("waived", "対象外（合意）"),
    COUNT("none", "現場作業なし"),
    END,
};
static const struct kk_col year_cols[] = {
    COL("month", "月", 14),
    COUNT("came", "受付"),
    COUNT("done", "完了"),
    RATE("contact_rate", "連絡 達成率"),
    RATE("onsite_rate", "着手 達成率"),
    MINUTES("effort", "実稼働時間"),
    END,
};
static const struct kk_col load_cols[] = {
    COL("by", "別", 6),
    COL("name", "拠点・機器", 28),
    COUNT("n", "完了"),
    COUNT("visits", "訪問"),
    MINUTES("effort", "実稼働時間"),
    MINUTES("after", "利用者確認後"),
    END,
};
/* §5.3.2, in its order and words. */
static const struct kk_col done_cols[] = {
    COL("city_no", "本市から連絡のあった案件管理番号", 14),
    PLACE,
    COL("dev_type", "機器の種類", 10),
    COL("segment", "機器の区分", 8),
    COL("machine_id", "機器ID", 10),
    TIME("occurred", "発生日時"),
    TIME("received", "連絡を受けた日時"),
    TIME("contacted", "現地に最初に連絡をした日時"),
    COL("arrived", "現地到着", 12),
    COL("left", "撤収日時", 12),
    MINUTES("effort", "復旧までに要した実稼働時間"),
    COL("symptom", "発生していた現象", 20),
    COL("work", "原因と対応内容及び対応結果", 40),
    COL("part", "完了・継続・差戻し", 8),
    TIME("sort", "並び"),
    END,
};
static const struct kk_col visit_cols[] = {
    CITY_NO,
    COUNT("nth", "回"),
    PLACE,
    TIME("arrived", "現地到着"),
    TIME("started", "着手"),
    TIME("left", "撤収"),
    COL("who", "訪問者", 14),
    COL("contact", "訪問先担当者", 14),
    COL("note", "備考", 16),
    END,
};
static const struct kk_col work_cols[] = {
    COL("work", "対象作業（仕様書4.1）", 30),
    COL("done", "当月", 8, .flags = KK_COL_RIGHT),
    COL("used", "年度累計／上限", 12, .flags = KK_COL_RIGHT),
    COL("what", "内容", 40),
    END,
};
static const struct kk_col event_cols[] = {
    COL("kind", "種類", 12),
    COL("no", "番号", 10),
    TIME("at", "日時"),
    COL("place", "場所", 16),
    COL("what", "内容", 40),
    COL("answer", "対応", 30),
    END,
};
static const struct kk_col term_cols[] = {
    COL("word", "用語", 16),
    COL("meaning", "意味", 60),
    COL("kana", "読み", 10, .flags = KK_COL_HIDDEN),
    END,
};

#define LISTING(name_, sql_, title_, cols_, ...)                               \
    {                                                                          \
        .name = name_, .title = title_, .sql = sql_, .empty = "該当なし",      \
        .row_kind = "", .orders = ORDERS(__VA_ARGS__), .cols = cols_,          \
        .flags = KK_LIST_HIDDEN                                                \
    }

static const struct kk_listing listings[] = {
    LISTING("month_cover", "monthly/cover", "月次報告書の鑑", cover_cols, "id"),
    LISTING("month_counts", "monthly/counts", "月の件数", count_cols, "id"),
    LISTING("month_level", "monthly/level", "月の達成率", level_cols, "id"),
    LISTING("month_weeks", "monthly/weeks", "週の達成率", week_cols, "id"),
    LISTING("month_year", "monthly/year", "年度の達成率", year_cols, "id"),
    LISTING("month_load", "monthly/load", "月の作業", load_cols, "id"),
    LISTING("month_done", "monthly/done", "月の完了", done_cols, "sort"),
    LISTING("month_visits", "monthly/visits", "月の訪問", visit_cols, "arrived",
            "city_no"),
    LISTING("month_works", "monthly/works", "月の作業実績", work_cols, "id"),
    LISTING("month_events", "monthly/events", "月の報告事項", event_cols, "at"),
    LISTING("month_terms", "monthly/terms", "用語", term_cols, "kana"),
    END,
};

const struct kk_feature kk_feature_month = {
    .name = "month",
    .listings = listings,
};
