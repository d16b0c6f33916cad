/* Writing the city's list: what load_ledger.c and load_unit.c share. */
#ifndef KIKUSUI_FEATURE_LOAD_WRITER_H
#define KIKUSUI_FEATURE_LOAD_WRITER_H

#include "load_rows.h"

#include <kikusui/store/tx.h>

#define KK_LOAD_LEDGER "load.ledger"

struct kk_load_writer {
    struct kk_ledger l;
    struct kk_names releases;
    kk_time as_of;
    struct kk_ledger_row **added; /* in order of key once all are */
    size_t n_added;
    struct kk_intent_arg arg[3];
    struct kk_str columns; /* those that were read, in the list's order */
    struct kk_intent intent;
    struct kk_err *err;
};

/* The cells a list can set, in the order of unit/load_unit. */
enum kk_load_cell {
    KK_C_SERIAL,
    KK_C_MODEL,
    KK_C_SEGMENT,
    KK_C_ROLE,
    KK_C_DEPT,
    KK_C_PLACE,
    KK_C_STATE,
    KK_C_NOTE,
    KK_C_WARRANTY,
    KK_C_PAIR,
    KK_C_KEY,
    KK_C_MEDIA,
    KK_C_SETTINGS,
    KK_C_COUNT
};
extern const struct kk_load_column {
    const char *column;
    enum kk_ledger_col source;
} kk_load_columns[KK_C_COUNT];

/* Whether the list may set a cell of a known unit to that value. Not while the
 * unit is busy, nor where one of us wrote it after the list's date; then it is
 * told. Told as well is every value of ours that gives way. */
enum kk_status kk_load_may(struct kk_load_writer *w,
                           const struct kk_ledger_row *r, enum kk_load_cell c,
                           const struct kk_val *have, const struct kk_val *want,
                           bool *may) KK_MUST;
/* The same of its place and department: where one of the two is ours, both
 * are. */
enum kk_status kk_load_may_seat(struct kk_load_writer *w,
                                const struct kk_ledger_row *r,
                                const struct kk_val have[KK_C_COUNT],
                                const struct kk_val want[KK_C_COUNT],
                                bool *may) KK_MUST;
/* Adds the row's unit, or changes what the list says otherwise of it. */
enum kk_status kk_load_unit(struct kk_load_writer *w,
                            struct kk_ledger_row *r) KK_MUST;
/* The row's 対機器ID, once all units stand. */
enum kk_status kk_load_pair(struct kk_load_writer *w,
                            struct kk_ledger_row *r) KK_MUST;

/* The list's rows at sites that had ended by its date, and what it adds of
 * models that had. */
enum kk_status kk_load_tell_ended(struct kk_load_writer *w) KK_MUST;

#endif
