/* Between the files of the report layer: the functions that kk_backends
 * names. */
#ifndef KIKUSUI_SRC_REPORT_BACKENDS_H
#define KIKUSUI_SRC_REPORT_BACKENDS_H

#include <kikusui/report/paper.h>
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

/* Of kk_paper_formats; the paper's texts are text (kk_paper_write asked). */
enum kk_status kk_paper_xlsx(const struct kk_paper *p, const char *path,
                             struct kk_str *wrote, struct kk_err *err) KK_MUST;
enum kk_status kk_paper_csv(const struct kk_paper *p, const char *path,
                            struct kk_str *wrote, struct kk_err *err) KK_MUST;
enum kk_status kk_paper_csv_cp932(const struct kk_paper *p, const char *path,
                                  struct kk_str *wrote,
                                  struct kk_err *err) KK_MUST;

#endif
