/* What the bytes of a CSV are written in, and its fields as UTF-8. Private to
 * csv.c. */
#ifndef KIKUSUI_BASE_CSV_TEXT_H
#define KIKUSUI_BASE_CSV_TEXT_H

#include <kikusui/base/status.h>
#include <kikusui/base/str.h>

#include <iconv.h>

struct kk_csv_text {
    const char *p; /* what is to be read: behind a BOM; borrowed */
    size_t n_bytes;
    const char *encoding; /* "UTF-8", "CP932" or "UTF-16" */
    iconv_t cp932;        /* (iconv_t)-1: p holds UTF-8 */
    struct kk_str owned;  /* where p points when the file was UTF-16 */
};
/* KK_REFUSED: no text that can be read. Close it in any case. */
enum kk_status kk_csv_text_open(struct kk_csv_text *t, const char *bytes,
                                size_t n_bytes, struct kk_err *err) KK_MUST;
/* Appends raw as UTF-8; which character was the first that could not be read
 * (U+FFFD stands for it), from 1; 0: none. */
size_t kk_csv_text_decode(const struct kk_csv_text *t, const struct kk_str *raw,
                          struct kk_str *out);
void kk_csv_text_close(struct kk_csv_text *t);

#endif
