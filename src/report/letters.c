/* What is handed in as a letter or a form: 業務完了届 (§11), the mail of a
 * case's end (§5.1.2), the report on security (§9.11, 別紙). */
#include "papers.h"

static const struct kk_paper_col line_cols[] = {
    {"line", NULL, 88},
    KK_PAPER_END,
};

static const struct kk_part completion[] = {
    {.listing = "paper_letter",
     .title = "業務完了届",
     .form = KK_PART_TEXT,
     .cols = line_cols},
    {.listing = "paper_completion",
     .title = "次のとおり業務を完了したので届け出ます。",
     .form = KK_PART_PAIRS,
     .cols = kk_pairs},
    KK_PAPER_END,
};
static const struct kk_paper_sheet completion_sheets[] = {
    {"業務完了届", false, completion},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_completion = {
    .name = "completion",
    .title = "業務完了届",
    .no = 3,
    .sheets = completion_sheets,
};

static const struct kk_part mail[] = {
    {.listing = "paper_mail_head", .form = KK_PART_PAIRS, .cols = kk_pairs},
    {.listing = "paper_mail", .form = KK_PART_TEXT, .cols = line_cols},
    KK_PAPER_END,
};
static const struct kk_paper_sheet mail_sheets[] = {
    {"完了報告メール", false, mail},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_mail = {
    .name = "mail",
    .title = "完了報告メール",
    .period = KK_PER_RECORD,
    .record = "incident",
    .whole = true,
    .form = "eml",
    .sheets = mail_sheets,
    .gaps = "paper_mail_gaps",
};

static const struct kk_paper_col security_cols[] = {
    {"item", NULL, 8},   {"text", NULL, 52},  {"state", NULL, 14},
    {"basis", NULL, 44}, {"chief", NULL, 14}, KK_PAPER_END,
};
static const struct kk_part security[] = {
    {.listing = "paper_letter",
     .title = "セキュリティ保全状況報告書",
     .form = KK_PART_TEXT,
     .cols = line_cols},
    {.listing = "paper_security",
     .title = "セキュリティ保全に係る事項の実施状況",
     .cols = security_cols},
    KK_PAPER_END,
};
static const struct kk_paper_sheet security_sheets[] = {
    {"セキュリティ保全状況報告書", true, security},
    KK_PAPER_END,
};
const struct kk_paper_kind kk_paper_security = {
    .name = "security",
    .title = "セキュリティ保全状況報告書",
    .no = 1,
    .sheets = security_sheets,
};
