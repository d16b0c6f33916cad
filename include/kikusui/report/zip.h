/* A spreadsheet's file read again after it was written, by nothing of what
 * wrote it. */
#ifndef KIKUSUI_REPORT_ZIP_H
#define KIKUSUI_REPORT_ZIP_H

#include <kikusui/base/status.h>

#include <stddef.h>

/* Every member is there whole (its length, its CRC, the end of its XML), and
 * the sheets hold so many cells. KK_IO: it is not what was written. */
enum kk_status kk_zip_check(const char *bytes, size_t n_bytes, size_t n_sheets,
                            size_t n_cells, struct kk_err *err) KK_MUST;

#endif
