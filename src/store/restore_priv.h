/* Shared by the files that go back to a backup. */
#ifndef KIKUSUI_STORE_RESTORE_PRIV_H
#define KIKUSUI_STORE_RESTORE_PRIV_H

#include "internal.h"

/* Takes in, in a transaction of its own, what of the cards fits onto what the
 * database holds; counts what is new, and what was left out. */
enum kk_status kk_restore_take(struct kk_db *db, const struct kk_str *cards,
                               int64_t *added, int64_t *left_out,
                               struct kk_err *err) KK_MUST;

#endif
