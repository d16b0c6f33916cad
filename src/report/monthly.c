/* 月次報告書 (§5.3, R43, R44): what was done, the thirteen items of every
 * incident, both clocks as rates, and the words that the paper uses. */
#include "papers.h"

#define END                                                                    \
    {                                                                          \
        0                                                                      \
    }
#define ONLY(col_, text_)                                                      \
    ((const struct kk_filter[]){{.col = col_, .text = text_}, {0}})
#define COLS(...) ((const struct kk_paper_col[]){__VA_ARGS__, END})
#define SERIES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NONE "該当なし"

/* --- the covering letter ---------------------------------------------------
 */

#define LETTER(block_, form_, cols_)                                           \
    {                                                                          \
        .listing = "month_cover", .form = form_,                               \
        .filters = ONLY("block", block_), .cols = cols_                        \
    }

static const struct kk_part cover[] = {
    LETTER("日付", KK_PART_TEXT, COLS({"right", NULL, 88})),
    LETTER("宛名", KK_PART_TEXT, COLS({"line", NULL, 88})),
    LETTER("受託者", KK_PART_PAIRS,
           COLS({"label", NULL, 22}, {"line", NULL, 66})),
    LETTER("件名", KK_PART_TEXT, COLS({"line", NULL, 88})),
    LETTER("本文", KK_PART_TEXT, COLS({"line", NULL, 88})),
    LETTER("契約", KK_PART_PAIRS,
           COLS({"label", NULL, 22}, {"line", NULL, 66})),
    {.listing = "month_cover",
     .title = "記載内容",
     .form = KK_PART_PAIRS,
     .filters = ONLY("block", "内容"),
     .cols = COLS({"label", NULL, 22}, {"line", NULL, 66})},
    {.listing = "month_cover",
     .filters = ONLY("block", "確認"),
     .optional = true,
     .cols = COLS({"box1", NULL, 22}, {"box2", NULL, 22}, {"box3", NULL, 22},
                  {"box4", NULL, 22})},
    END,
};

/* --- figures ---------------------------------------------------------------
 */

static const struct kk_chart week_chart = {
    .title = "週ごとのサービスレベル達成率",
    .labels = "week",
    .series = SERIES("contact_rate", "onsite_rate"),
    .bars = true,
};
static const struct kk_chart year_chart = {
    .title = "月ごとのサービスレベル達成率",
    .labels = "month",
    .series = SERIES("contact_rate", "onsite_rate"),
    .bars = true,
};
static const struct kk_part figures[] = {
    {.listing = "month_counts",
     .title = "1 件数（前月継続 ＋ 訂正 ＋ 受付 － 完了 － 差戻し ＝ 継続）",
     .cols =
         COLS({"before", NULL, 16}, {"corrected", NULL, 8}, {"came", NULL, 8},
              {"done", NULL, 8}, {"back", NULL, 8}, {"goes_on", NULL, 9})},
    {.listing = "month_counts",
     .form = KK_PART_TEXT,
     .cols = COLS({"words", NULL, 40})},
    {.listing = "month_level",
     .title = "2 サービスレベル（仕様書7）",
     .cols = COLS({"name", NULL, 18}, {"target", NULL, 8}, {"met", NULL, 8},
                  {"missed", NULL, 8}, {"rate", NULL, 8}, {"waived", NULL, 9},
                  {"none", NULL, 9}, {"other", NULL, 9})},
    {.listing = "month_weeks",
     .title = "3 週ごとのサービスレベル",
     .cols =
         COLS({"week", NULL, 16}, {"contact_met", NULL, 8},
              {"contact_missed", NULL, 8}, {"contact_rate", NULL, 8},
              {"onsite_met", NULL, 8}, {"onsite_missed", NULL, 9},
              {"onsite_rate", NULL, 9}, {"waived", NULL, 9}, {"none", NULL, 9}),
     .chart = &week_chart},
    {.listing = "month_year",
     .title = "4 年度の推移",
     .cols = COLS({"month", NULL, 16}, {"came", NULL, 8}, {"done", NULL, 8},
                  {"contact_rate", NULL, 8}, {"onsite_rate", NULL, 8},
                  {"effort", NULL, 9}),
     .chart = &year_chart},
    {.listing = "month_load",
     .title = "5 拠点別、機器の種類別（完了した障害対応）",
     .cols = COLS({"name", NULL, 16}, {"by", NULL, 8}, {"n", NULL, 8},
                  {"visits", NULL, 8}, {"effort", NULL, 8}, {"after", NULL, 9}),
     .none = NONE},
    END,
};

/* --- incidents -------------------------------------------------------------
 */

/* §5.3.2, its thirteen items in its order and words. */
static const struct kk_paper_col thirteen[] = {
    {"city_no", "本市から連絡のあった案件管理番号", 10},
    {"place", "設置場所", 12},
    {"dev_type", "機器の種類", 9},
    {"segment", "機器の区分", 7},
    {"machine_id", "機器ID", 9},
    {"occurred", "発生日時", 9.5},
    {"received", "連絡を受けた日時", 9.5},
    {"contacted", "現地に最初に連絡をした日時", 9.5},
    {"arrived", "現地到着", 12},
    {"left", "撤収日時", 12},
    {"effort", "復旧までに要した実稼働時間", 6},
    {"symptom", "発生していた現象", 18},
    {"work", "原因と対応内容及び対応結果", 35},
    END,
};
static const struct kk_part incidents[] = {
    {.listing = "month_done",
     .filters = ONLY("part", "完了"),
     .cols = thirteen,
     .none = NONE},
    {.listing = "month_done",
     .title =
         "継続（月末の時点で対応を終えていないもの。対応完了の月に報告します）",
     .filters = ONLY("part", "継続"),
     .cols = thirteen,
     .none = NONE},
    {.listing = "month_done",
     .title = "差戻し（本業務の対象外として札幌市に戻したもの。サービスレベルに"
              "含みません）",
     .filters = ONLY("part", "差戻し"),
     .cols = thirteen,
     .none = NONE},
    END,
};
static const struct kk_part visits[] = {
    {.listing = "month_visits",
     .cols = COLS({"city_no", NULL, 12}, {"nth", NULL, 4}, {"place", NULL, 18},
                  {"arrived", NULL, 14}, {"left", NULL, 14}, {"who", NULL, 12},
                  {"note", NULL, 14}),
     .none = NONE},
    END,
};

/* --- the rest --------------------------------------------------------------
 */

static const struct kk_part works[] = {
    {.listing = "month_works",
     .cols = COLS({"work", NULL, 26}, {"done", NULL, 8}, {"used", NULL, 10},
                  {"what", NULL, 44})},
    END,
};
static const struct kk_part questions[] = {
    {.listing = "paper_questions",
     .cols = COLS({"asked", NULL, 14}, {"place", NULL, 16}, {"asker", NULL, 10},
                  {"incident", NULL, 10}, {"question", NULL, 30},
                  {"answer", NULL, 30}, {"answered", NULL, 14},
                  {"due", NULL, 11}, {"state", NULL, 9}),
     .none = NONE},
    END,
};
static const struct kk_part proposals[] = {
    {.listing = "paper_findings",
     .filters = ONLY("kind", "改善提案"),
     .cols = COLS({"no", NULL, 10}, {"found", NULL, 14}, {"place", NULL, 16},
                  {"text", "改善提案", 46}, {"instruction", NULL, 30},
                  {"state", NULL, 12}),
     .none = NONE},
    END,
};
static const struct kk_part others[] = {
    {.listing = "paper_findings",
     .title = "訪問時に発見した事象、現場から依頼された事象（仕様書8.1）",
     .filters = ONLY("kind", "発見|要望"),
     .cols = COLS({"no", NULL, 10}, {"kind", NULL, 11}, {"found", NULL, 14},
                  {"place", NULL, 16}, {"text", NULL, 40},
                  {"instruction", NULL, 26}, {"state", NULL, 12}),
     .none = NONE},
    {.listing = "paper_notices",
     .title = "事前提示、機器使用の申出、疑義（仕様書9.2、9.8、9.9）",
     .cols = COLS({"no", NULL, 10}, {"kind", NULL, 11}, {"told_at", NULL, 14},
                  {"partner", NULL, 16}, {"text", NULL, 40},
                  {"answer", NULL, 26}, {"state", NULL, 12}),
     .none = NONE},
    {.listing = "month_events",
     .title = "予備機、時間外の対応、情報セキュリティ、打合せ",
     .cols =
         COLS({"no", NULL, 10}, {"kind", NULL, 11}, {"at", NULL, 14},
              {"place", NULL, 16}, {"what", NULL, 40}, {"answer", NULL, 26}),
     .none = NONE},
    END,
};
static const struct kk_part terms[] = {
    {.listing = "month_terms",
     .cols = COLS({"word", NULL, 22}, {"meaning", NULL, 66})},
    END,
};

/* --- 訂正 ------------------------------------------------------------------
 */

static const struct kk_part corrections[] = {
    {.listing = "corrections",
     .cols =
         COLS({"month", NULL, 12}, {"no", NULL, 12}, {"item", NULL, 22},
              {"before", NULL, 26}, {"after", NULL, 26}, {"reason", NULL, 22}),
     .none = NONE,
     .rows = kk_corrections},
    END,
};

static const struct kk_paper_sheet sheets[] = {
    {.name = "鑑", .parts = cover},
    {.name = "総括", .parts = figures},
    {.name = "障害対応", .landscape = true, .parts = incidents},
    {.name = "訪問一覧", .parts = visits},
    {.name = "作業実績", .parts = works},
    {.name = "質問と回答", .landscape = true, .parts = questions},
    {.name = "改善提案", .landscape = true, .parts = proposals},
    {.name = "その他", .landscape = true, .parts = others},
    {.name = "訂正", .landscape = true, .parts = corrections},
    {.name = "用語", .parts = terms},
    END,
};
const struct kk_paper_kind kk_paper_monthly = {
    .name = "monthly",
    .title = "月次報告書",
    .no = 2,
    .sheets = sheets,
};
