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
    struct kk_intent_arg arg[2];
    struct kk_intent intent;
    struct kk_err *err;
};

/* Adds the row's unit, or changes what the list says otherwise of it. What one
 * of us changed after the list's date stays, and is told. */
enum kk_status kk_load_unit(struct kk_load_writer *w,
                            struct kk_ledger_row *r) KK_MUST;
/* The row's 対機器ID, once all units stand. */
enum kk_status kk_load_pair(struct kk_load_writer *w,
                            struct kk_ledger_row *r) KK_MUST;

#endif
