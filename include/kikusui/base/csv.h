/* CSV as people send it: UTF-8 with or without BOM, UTF-16 with one, or CP932;
 * lines end with CR LF, LF or CR; fields are parted by commas, or by tabs or
 * semicolons where the first line has no comma; quoted fields may hold line
 * breaks; any number of fields a record. The whole file is in memory (callers
 * cap its size). */
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
    const char *encoding; /* "UTF-8", "UTF-16" or "CP932": of the whole file,
                             or else of its first line */
    char comma;           /* ',', '\t' or ';' */
    size_t n;
    struct kk_csv_record *record; /* lines that hold nothing, or nothing but
                                     commas, are left out */
    struct kk_arena arena;
};
/* KK_REFUSED for a NUL byte, broken UTF-16, an empty file, over 1,000 fields in
 * a record, or over max_records. */
enum kk_status kk_csv_read(const char *bytes, size_t n_bytes,
                           size_t max_records, struct kk_csv *out,
                           struct kk_err *err) KK_MUST;
void kk_csv_free(struct kk_csv *csv);
/* Takes off in place what a spreadsheet put around a value: ="00123" and '00123
 * are 00123. */
void kk_csv_unwrap(char *field);
/* A spreadsheet takes what begins with = + - @ or a tab for a formula; behind a
 * ' all is text to it. What begins with ' gets one more, so that whoever takes
 * off exactly one has the text again. */
bool kk_csv_needs_sign(const char *text);
void kk_csv_unsign(char *field); /* in place, only such a one */
/* What a spreadsheet wrote instead of a value, in words, or NULL: an error
 * (#N/A, ####); with `number` also 1.23E+05, of whose digits most are lost. */
const char *kk_csv_ruined(const char *field, bool number);
/* Appends one field, quoted when it has to be. */
struct kk_str;
void kk_csv_quote(struct kk_str *out, const char *field);

#endif
