/* What was asked and noticed on site (§8, §10): the papers beside the monthly
 * report. */
#include "papers.h"

/* What came in the period, and what was not done yet when it began. */
static const struct kk_filter now[] = {{"part", "当期"}, {NULL, NULL}};
static const struct kk_filter before[] = {{"part", "前から"}, {NULL, NULL}};

static const struct kk_paper_col question_cols[] = {
    {"no", NULL, 9},        {"asked", NULL, 15},    {"place", NULL, 16},
    {"asker", NULL, 9},     {"incident", NULL, 10}, {"visit", NULL, 11},
    {"question", NULL, 24}, {"answer", NULL, 24},   {"due", NULL, 13},
    {"answered", NULL, 15}, {"reported", NULL, 15}, {"state", NULL, 8},
    KK_PAPER_END,
};
static const struct kk_part questions[] = {
    {.listing = "paper_questions",
     .title = "期間中に受けた質問",
     .filters = now,
     .cols = question_cols,
     .none = "該当なし"},
    {.listing = "paper_questions",
     .title = "前から回答を待っていた質問",
     .filters = before,
     .cols = question_cols,
     .none = "該当なし"},
    KK_PAPER_END,
};
static const struct kk_paper_sheet question_sheets[] = {
    {"質問と回答", true, questions},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_questions = {
    .name = "questions",
    .title = "訪問時質問回答",
    .no = 7,
    .sheets = question_sheets,
};

static const struct kk_paper_col finding_cols[] = {
    {"no", NULL, 9},        {"kind", NULL, 8},        {"found", NULL, 15},
    {"place", NULL, 16},    {"machine_id", NULL, 10}, {"incident", NULL, 10},
    {"text", NULL, 30},     {"reported", NULL, 15},   {"instruction", NULL, 24},
    {"finished", NULL, 15}, {"state", NULL, 12},      KK_PAPER_END,
};
static const struct kk_filter proposed_now[] = {
    {"part", "当期"}, {"kind", "改善提案"}, {NULL, NULL}};
static const struct kk_filter proposed_before[] = {
    {"part", "前から"}, {"kind", "改善提案"}, {NULL, NULL}};
static const struct kk_part proposals[] = {
    {.listing = "paper_findings",
     .title = "期間中の改善提案",
     .filters = proposed_now,
     .cols = finding_cols,
     .none = "該当なし"},
    {.listing = "paper_findings",
     .title = "前から続く改善提案",
     .filters = proposed_before,
     .cols = finding_cols,
     .none = "該当なし"},
    KK_PAPER_END,
};
static const struct kk_paper_sheet proposal_sheets[] = {
    {"改善提案", true, proposals},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_proposals = {
    .name = "proposals",
    .title = "改善提案",
    .no = 8,
    .sheets = proposal_sheets,
};

static const struct kk_filter found_now[] = {
    {"part", "当期"}, {"kind", "発見|要望"}, {NULL, NULL}};
static const struct kk_filter found_before[] = {
    {"part", "前から"}, {"kind", "発見|要望"}, {NULL, NULL}};
static const struct kk_paper_col notice_cols[] = {
    {"no", NULL, 9},      {"kind", NULL, 12},     {"told_at", NULL, 15},
    {"text", NULL, 32},   {"partner", NULL, 14},  {"place", NULL, 16},
    {"answer", NULL, 28}, {"answered", NULL, 15}, {"state", NULL, 12},
    KK_PAPER_END,
};
static const struct kk_part others[] = {
    {.listing = "paper_findings",
     .title = "訪問時に発見した事象、現場からの要望",
     .filters = found_now,
     .cols = finding_cols,
     .none = "該当なし"},
    {.listing = "paper_findings",
     .title = "前から続く事象、要望",
     .filters = found_before,
     .cols = finding_cols,
     .none = "該当なし"},
    KK_PAPER_END,
};
static const struct kk_part others_told[] = {
    {.listing = "paper_notices", .cols = notice_cols, .none = "該当なし"},
    KK_PAPER_END,
};
static const struct kk_paper_sheet other_sheets[] = {
    {"その他報告すべき事項", true, others},
    {"連絡、疑義、事前提示", true, others_told},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_others = {
    .name = "others",
    .title = "その他",
    .no = 9,
    .sheets = other_sheets,
};
