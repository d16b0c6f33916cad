/* One row of the city's list, read and resolved but not written. */
#ifndef KIKUSUI_FEATURE_LOAD_ROWS_H
#define KIKUSUI_FEATURE_LOAD_ROWS_H

#include "load_known.h"
#include "load_names.h"

#include <kikusui/base/csv.h>
#include <kikusui/feature/load.h>

enum kk_ledger_col {
    KK_L_MACHINE,
    KK_L_SEGMENT,
    KK_L_TYPE,
    KK_L_MODEL,
    KK_L_SERIAL,
    KK_L_SITE,
    KK_L_DEPT,
    KK_L_ROLE,
    KK_L_STATE,
    KK_L_NOTE,
    KK_L_WARRANTY,
    KK_L_PAIR,
    KK_L_KEY,
    KK_L_MEDIA_KIND,
    KK_L_MEDIA_VERSION,
    KK_L_SETTINGS,
    KK_L_COUNT
};

struct kk_ledger_row {
    size_t line;
    /* texts, NULL where blank or where the list has no such column */
    const char *text[KK_L_COUNT];
    const char *typed; /* the machine ID as the list writes it */
    const char *key;   /* as kk_ident makes it, NULL where it cannot be read */
    const char *twin;  /* the key of the unit that a bad row may mean */
    kk_id unit;        /* the known one with that ID, or the new one; 0 */
    kk_id model, place, site, dept;
    const char *state; /* ours; NULL: blank, which says nothing */
    kk_day warranty;   /* 0: blank */
    const char *media; /* "kind version", or NULL */
    const char *media_kind;
    bool good;
};

struct kk_ledger {
    struct kk_ctx *ctx;
    const struct kk_load *how;
    struct kk_loaded *out;
    int col[KK_L_COUNT]; /* index in the file, -1: not in the list */
    size_t n_cols;       /* of the header */
    size_t n;
    struct kk_ledger_row *row;
    struct kk_names places, depts, models, images, segments, roles, states;
    struct kk_known known;
    struct kk_arena arena;
};

/* Tells how many characters of the file's fields are left out because nobody
 * sees them. */
void kk_load_tell_unseen(const struct kk_csv *csv, struct kk_str *words);
/* Reads the header and every row; bad rows are counted and put into words. */
enum kk_status kk_ledger_read(struct kk_ledger *l, const struct kk_csv *csv,
                              struct kk_err *err) KK_MUST;
const char *kk_ledger_title(enum kk_ledger_col col);
/* Puts the row's values into our terms; what cannot be is told. */
void kk_ledger_values(struct kk_ledger *l, struct kk_ledger_row *r);
/* Tells what is wrong with a cell: the row is a bad one. */
void kk_ledger_bad(struct kk_ledger *l, struct kk_ledger_row *r,
                   enum kk_ledger_col col, const char *fmt, ...)
    KK_PRINTF(4, 5);
/* Tells of a cell what is no fault. */
void kk_ledger_note(struct kk_ledger *l, const struct kk_ledger_row *r,
                    enum kk_ledger_col col, const char *fmt, ...)
    KK_PRINTF(4, 5);
/* Which rows are which unit; of rows that are the same one the first stands. */
void kk_ledger_identify(struct kk_ledger *l);
void kk_ledger_free(struct kk_ledger *l);

#endif
