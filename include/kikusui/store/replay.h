/* Tables from the journal. */
#ifndef KIKUSUI_STORE_REPLAY_H
#define KIKUSUI_STORE_REPLAY_H

#include <kikusui/store/journal.h>

/* A row as the journal has it: val[0] is the deleted flag, val[1 + i] the
 * table's column i; t->n + 1 of them. KK_NONE: never born. Text in arena. */
enum kk_status kk_replay_row(struct kk_db *db, const struct kk_table *t,
                             kk_id row, struct kk_arena *arena,
                             struct kk_val *val, struct kk_err *err) KK_MUST;
/* Empties every replicated table and the search index and writes them anew,
 * in one transaction. */
enum kk_status kk_journal_rebuild(struct kk_db *db, struct kk_err *err) KK_MUST;

#endif
