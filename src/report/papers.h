/* Between the files of the report layer: the papers that kk_papers names. */
#ifndef KIKUSUI_SRC_REPORT_PAPERS_H
#define KIKUSUI_SRC_REPORT_PAPERS_H

#include <kikusui/report/paper.h>

/* Ends every table of these. */
#define KK_PAPER_END                                                           \
    {                                                                          \
        0                                                                      \
    }
/* The columns of a part in pairs: what, and its value. */
extern const struct kk_paper_col kk_pairs[];

extern const struct kk_paper_kind kk_paper_completion, kk_paper_mail,
    kk_paper_media, kk_paper_minutes, kk_paper_monthly, kk_paper_others,
    kk_paper_pages, kk_paper_proposals, kk_paper_questions,
    kk_paper_responsible, kk_paper_roster, kk_paper_security;

#endif
