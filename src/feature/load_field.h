/* One field of a list that others made. */
#ifndef KIKUSUI_FEATURE_LOAD_FIELD_H
#define KIKUSUI_FEATURE_LOAD_FIELD_H

#include <kikusui/base/csv.h>
#include <kikusui/base/str.h>

/* The i-th as it was meant: what a spreadsheet put around it and the blanks
 * taken off. KK_REFUSED: it cannot be read, a spreadsheet ruined it, or it is
 * empty; why says so. */
enum kk_status kk_load_field(const struct kk_csv_record *rec, size_t i,
                             struct kk_str *out, struct kk_err *why) KK_MUST;

#endif
