/* One row of the city's list, read and resolved but not written. */
#ifndef KIKUSUI_FEATURE_LOAD_ROWS_H
#define KIKUSUI_FEATURE_LOAD_ROWS_H

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
    const char *key; /* the machine ID folded, NULL where it is blank */
    kk_id model, place, site, dept;
    const char *state; /* ours: 稼働中 保管 予備 故障保管 */
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
    struct kk_names places, depts, models, images;
    struct kk_arena arena;
};

/* Tells how many characters of the file's fields are left out because nobody
 * sees them. */
void kk_load_tell_unseen(const struct kk_csv *csv, struct kk_str *words);
/* Reads the header and every row; bad rows are counted and put into words. */
enum kk_status kk_ledger_read(struct kk_ledger *l, const struct kk_csv *csv,
                              struct kk_err *err) KK_MUST;
const char *kk_ledger_title(enum kk_ledger_col col);
void kk_ledger_free(struct kk_ledger *l);

#endif
