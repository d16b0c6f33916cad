/* What is handed to the city (§10, §11): a paper is a row of kk_papers, its
 * sheets are parts, and a part is a listing with the period as its filter. Read
 * once (kk_paper_make), it stands in memory as the cells that every back end
 * writes: spreadsheet, text, CSV, mail. No query stands here, and no back end
 * knows a kind of paper. */
#ifndef KIKUSUI_REPORT_PAPER_H
#define KIKUSUI_REPORT_PAPER_H

#include <kikusui/domain/listing.h>

/* --- what a paper is: static tables ----------------------------------------
 */

enum kk_period_of {
    KK_PER_MONTH,  /* 2023-06 */
    KK_PER_YEAR,   /* a contract year: 2023 */
    KK_PER_RECORD, /* one record of paper's `record`: a case, a meeting */
};
struct kk_paper_col {
    const char *col;   /* of the listing; NULL ends */
    const char *title; /* over the column; NULL: the listing's */
    double width;      /* of a spreadsheet's column, in digits at 9 pt */
};
enum kk_part_form {
    KK_PART_TABLE, /* a header row and the rows */
    KK_PART_PAIRS, /* two columns without a header: what, and its value */
    KK_PART_TEXT,  /* one column without a header: lines of a letter, mail */
};
/* Drawn below its part: one line or bar a column of `series`, over `labels`. */
struct kk_chart {
    const char *title;
    const char *labels;        /* a column of the part */
    const char *const *series; /* columns of the part; ends with NULL */
    bool bars;                 /* else a line */
};
struct kk_period;
struct kk_made_part;
struct kk_part {
    const char *listing; /* NULL ends */
    const char *title;   /* a line above; NULL: none */
    enum kk_part_form form;
    /* A column of times or days in which the period must lie; NULL: the
     * listing's own SQL asks :first and :last (days), or :record. */
    const char *within;
    const struct kk_filter *filters; /* what else; NULL: nothing */
    const char *order;               /* NULL: the listing's first */
    const struct kk_paper_col *cols; /* ends with col NULL */
    const char *none;                /* what stands there without rows */
    bool optional;                   /* without rows the part is not there */
    const struct kk_chart *chart;    /* NULL: none */
    /* Rows that another program reads: this part alone goes into a CSV. Where
     * no part says so, every table does, a file each. */
    bool data;
    /* Its columns are those of the list that the city lent, in their order. */
    bool lent;
    /* Without a row here there is no such paper (a notice of a change). */
    bool demanded;
    /* Where no statement can: fills n_rows, cell and id of *out, in the order
     * of its cols, in arena. The listing has the columns then, and no rows. */
    enum kk_status (*rows)(struct kk_ctx *ctx, const struct kk_period *period,
                           struct kk_arena *arena, struct kk_made_part *out,
                           struct kk_err *err);
};
struct kk_paper_sheet {
    const char *name; /* ≤ 31 characters; NULL ends */
    bool landscape;
    const struct kk_part *parts;
};
struct kk_paper_kind {
    const char *name;  /* monthly; NULL ends */
    const char *title; /* 月次報告書 */
    int no;            /* in the order of §11: 02; 0: none in its name */
    enum kk_period_of period;
    const char *record; /* the kind of record of KK_PER_RECORD */
    /* There is no draft of it: a mail, minutes. While a gap is 必ず it is
     * refused. */
    bool whole;
    const char *form; /* it is written in unasked; NULL: the first */
    const struct kk_paper_sheet *sheets;
    /* A listing of what is missing before it may be final (columns `what`,
     * `weight` 必ず | 理由で可, `kind`, hidden `target` and KIND_id); :first,
     * :last, :record. NULL: nothing can be. */
    const char *gaps;
};
/* Ends with NULL. Papers of one name are made together: three ledgers. */
extern const struct kk_paper_kind *const kk_papers[];
/* The first of that name; NULL: none. */
const struct kk_paper_kind *kk_find_paper(const char *name);

/* --- a paper that was read -------------------------------------------------
 */

struct kk_period {
    enum kk_period_of of;
    kk_day first, last; /* both within */
    kk_id record;
    char iso[16]; /* 2023-06, 2023; "" of a record */
    char
        stem[16]; /* R05-06 (era year and month), R05; of a record its number */
    char words[64]; /* 令和5年6月分 */
    bool plain;     /* without what a paper tells of earlier ones */
};
/* From what was typed. KK_USAGE: it is none; a month to come is one. */
enum kk_status kk_period_parse(struct kk_ctx *ctx,
                               const struct kk_paper_kind *kind,
                               const char *text, struct kk_period *out,
                               struct kk_err *err) KK_MUST;

struct kk_made_part {
    const struct kk_part *part;
    const struct kk_listing *listing;
    const struct kk_col **col; /* n_cols, of the listing */
    size_t n_cols, n_rows;
    struct kk_val *cell; /* n_rows * n_cols, row by row */
    kk_id *id;           /* n_rows: the record that the row is of */
};
struct kk_made_sheet {
    const struct kk_paper_sheet *sheet;
    size_t n_parts;
    struct kk_made_part *part;
};
struct kk_paper {
    const struct kk_paper_kind *kind;
    struct kk_period period;
    bool draft;  /* marked on every page, and in its name */
    kk_time now; /* what short times are told from */
    size_t n_sheets;
    struct kk_made_sheet *sheet;
    struct kk_arena arena; /* all of it */
};
enum kk_status kk_paper_make(struct kk_ctx *ctx,
                             const struct kk_paper_kind *kind,
                             const struct kk_period *period, bool draft,
                             struct kk_paper *out, struct kk_err *err) KK_MUST;
void kk_paper_free(struct kk_paper *p);
/* Whether what must be told in it happened: see kk_part.demanded. */
bool kk_paper_has_cause(const struct kk_paper *p);
/* R05-06_02_月次報告書.xlsx, of a draft R05-06_02_月次報告書_下書き.xlsx; NFC,
 * no sign that FAT forbids. Appends. */
void kk_paper_name(const struct kk_paper *p, const char *ending,
                   struct kk_str *out);

/* --- back ends -------------------------------------------------------------
 */

/* As people read it, without a spreadsheet. Appends. */
void kk_paper_text(const struct kk_paper *p, struct kk_str *out);
/* A mail to be sent: its parts in pairs name 宛先, 差出人 and 件名, its text
 * parts are the lines. Appends; KK_REFUSED: an address that is none. */
enum kk_status kk_paper_eml(const struct kk_paper *p, struct kk_str *out,
                            struct kk_err *err) KK_MUST;

/* A paper as a file, one form a row; the first is what is written unasked. */
struct kk_paper_format {
    const char *name, *ending; /* as --as-file takes it; NULL ends */
    enum kk_status (*write)(const struct kk_paper *p, const char *path,
                            struct kk_str *wrote, struct kk_err *err);
};
extern const struct kk_paper_format kk_paper_formats[];
/* NULL: the first. */
const struct kk_paper_format *kk_find_paper_format(const char *name);
/* Into the folder, which is made; where a file of the paper's name stands it is
 * replaced, once the new one is whole. The same paper gives the same bytes.
 * Appends the path of each file, a line each: a CSV is a file a table. KK_IO
 * names the disk, KK_REFUSED the cell whose text is none; nothing of the file
 * is left then. */
enum kk_status kk_paper_write(const struct kk_paper *p,
                              const struct kk_paper_format *f, const char *dir,
                              struct kk_str *wrote, struct kk_err *err) KK_MUST;
/* What stands over a column. */
const char *kk_made_title(const struct kk_made_part *m, size_t col);

#endif
