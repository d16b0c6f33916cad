/* A table of data/ (an embedded CSV with a header line) read by column name.
 */
#ifndef KIKUSUI_DOMAIN_SHEET_H
#define KIKUSUI_DOMAIN_SHEET_H

#include <kikusui/base/csv.h>

struct kk_sheet {
    struct kk_csv csv;
    size_t n; /* rows below the header */
};
enum kk_status kk_sheet_open(const char *name, struct kk_sheet *out,
                             struct kk_err *err) KK_MUST;
/* Borrowed from the sheet; "" for a column it does not have. */
const char *kk_sheet_cell(const struct kk_sheet *s, size_t row,
                          const char *column);
void kk_sheet_close(struct kk_sheet *s);

#endif
