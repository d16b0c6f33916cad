/* Papers that are made up, without a database: three sheets, two charts, every
 * kind of value. */
#ifndef KIKUSUI_TESTS_REPORT_MADE_UP_H
#define KIKUSUI_TESTS_REPORT_MADE_UP_H

#include <kikusui/report/paper.h>

/* what: month, hostile (texts that mean harm to what reads them), broken (bytes
 * that are no text). kk_paper_free it. */
void made_up(struct kk_paper *p, const char *what, size_t rows);

#endif
