/* Rows with columns on their way out of the program. One source gives them
 * (kk_report_begin, any number of kk_report_row, kk_report_end), a back end a
 * format writes them; another format is another row of kk_backends. What is
 * written goes to the end of a string: where that goes is the caller's. */
#ifndef KIKUSUI_REPORT_REPORT_H
#define KIKUSUI_REPORT_REPORT_H

#include <kikusui/domain/listing.h>

enum kk_format {
    KK_FMT_TABLE, /* for people: columns below each other */
    KK_FMT_TSV,
    KK_FMT_CSV,
    KK_FMT_JSON,
    KK_FMT_COUNT
};

struct kk_report;
struct kk_backend {
    const char *name; /* as --format takes it */
    /* Any may be NULL: nothing is to be written then. */
    void (*begin)(struct kk_report *);
    void (*row)(struct kk_report *, kk_id id, const struct kk_val *cells);
    void (*end)(struct kk_report *);
};
extern const struct kk_backend kk_backends[KK_FMT_COUNT];

struct kk_sink { /* where a report goes */
    struct kk_str *out;
    /* Called between two rows once much stands in `out`: whoever can empties
     * it, so that 200,000 rows need not be in memory at once. NULL: nobody. */
    void (*full)(void *user);
    void *user;
};
struct kk_report {
    const struct kk_backend *backend;
    struct kk_sink sink;
    const struct kk_col *cols; /* borrowed; ends with name NULL */
    size_t n_cols, n_rows;     /* n_rows: so far */
    bool head;                 /* column names before the rows (not in json) */
    kk_time now;               /* what a short time is told from */
    /* the back end's own */
    struct kk_arena arena;
    size_t n_kept, cap_kept;
    const char **kept; /* rows that are held back for their widths */
};
void kk_report_begin(struct kk_report *r, enum kk_format format,
                     const struct kk_sink *sink, const struct kk_col *cols,
                     bool head, kk_time now);
/* Cells in order of cols; id 0: the row stands for no record. */
void kk_report_row(struct kk_report *r, kk_id id, const struct kk_val *cells);
/* Frees what the report holds. */
void kk_report_end(struct kk_report *r);

/* One value of json, for answers that are no rows. Both append. */
void kk_json_text(struct kk_str *out, const char *s); /* quoted; NULL: null */
void kk_json_cell(struct kk_str *out, const struct kk_col *col,
                  const struct kk_val *v);

#endif
