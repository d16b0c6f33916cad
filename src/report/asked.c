/* What was asked and noticed on site (§8, §10): the papers beside the monthly
 * report. */
#include "papers.h"

#define END                                                                    \
    {                                                                          \
        0                                                                      \
    }

static const struct kk_paper_col question_cols[] = {
    {"no", NULL, 10},    {"asked", NULL, 14},    {"place", NULL, 18},
    {"asker", NULL, 10}, {"question", NULL, 32}, {"answer", NULL, 32},
    {"due", NULL, 14},   {"state", NULL, 10},    END,
};
static const struct kk_part questions[] = {
    {.listing = "questions",
     .within = "asked",
     .order = "no",
     .cols = question_cols,
     .none = "該当なし"},
    END,
};
static const struct kk_paper_sheet question_sheets[] = {
    {"質問と回答", true, questions},
    END,
};
const struct kk_paper_kind kk_paper_questions = {
    .name = "questions",
    .title = "訪問時質問回答",
    .no = 7,
    .sheets = question_sheets,
};
