/* CSV as people send it: UTF-8 with or without BOM, or CP932; CR LF or LF;
 * quoted fields, which may hold line breaks; any number of fields a record.
 * The whole file is in memory (callers cap its size). */
#ifndef KIKUSUI_BASE_CSV_H
#define KIKUSUI_BASE_CSV_H

#include <kikusui/base/mem.h>
#include <kikusui/base/status.h>

struct kk_csv_record {
    size_t line;  /* of the record's first character, from 1 */
    size_t n;     /* fields */
    char **field; /* UTF-8 NFC-untouched, NUL-terminated; never NULL */
    size_t *bad;  /* where that field could not be decoded (shown as U+FFFD):
                     its first such character, from 1; 0 nowhere */
    bool torn;    /* a quote was never closed, or text follows one; such a
                     record ends with its line, and the next are read */
};
struct kk_csv {
    const char *encoding; /* "UTF-8" or "CP932": of the whole file, or else of
                             its first line */
    size_t n;
    struct kk_csv_record *record; /* empty lines are left out */
    struct kk_arena arena;
};
/* KK_REFUSED for a NUL byte, UTF-16, an empty file, over 1,000 fields in a
 * record, or over max_records. */
enum kk_status kk_csv_read(const char *bytes, size_t n_bytes,
                           size_t max_records, struct kk_csv *out,
                           struct kk_err *err) KK_MUST;
void kk_csv_free(struct kk_csv *csv);
/* Appends one field, quoted when it has to be. */
struct kk_str;
void kk_csv_quote(struct kk_str *out, const char *field);

#endif
