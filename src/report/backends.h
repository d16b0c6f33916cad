/* Between the files of the report layer: the functions that kk_backends
 * names. */
#ifndef KIKUSUI_SRC_REPORT_BACKENDS_H
#define KIKUSUI_SRC_REPORT_BACKENDS_H

#include <kikusui/report/report.h>

void kk_json_begin(struct kk_report *r);
void kk_json_row(struct kk_report *r, kk_id id, const struct kk_val *cells);
void kk_json_end(struct kk_report *r);

void kk_csv_begin(struct kk_report *r);
void kk_csv_row(struct kk_report *r, kk_id id, const struct kk_val *cells);
void kk_tsv_begin(struct kk_report *r);
void kk_tsv_row(struct kk_report *r, kk_id id, const struct kk_val *cells);

void kk_table_row(struct kk_report *r, kk_id id, const struct kk_val *cells);
void kk_table_end(struct kk_report *r);

#endif
