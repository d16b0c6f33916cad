/* Between the files of the report layer: the papers that kk_papers names. */
#ifndef KIKUSUI_SRC_REPORT_PAPERS_H
#define KIKUSUI_SRC_REPORT_PAPERS_H

#include <kikusui/report/paper.h>

extern const struct kk_paper_kind kk_paper_questions;

#endif
