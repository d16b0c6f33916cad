/* What must not go back when an older backup of the database is put in place
 * stands once more in the key folder (sync.state): rosters, signed heads, and
 * how many bundles this node has sent. */
#ifndef KIKUSUI_SYNC_STATE_H
#define KIKUSUI_SYNC_STATE_H

#include <kikusui/sync/head.h>

/* Local fact: the highest arrival that an export of ours has carried. */
#define KK_META_SENT "sent"

/* Takes over what the folder knows and the database does not, in a transaction
 * of its own when there is anything. Before every exchange. */
enum kk_status kk_state_merge(struct kk_db *db, const struct kk_node *node,
                              const struct kk_keys *keys,
                              struct kk_err *err) KK_MUST;
/* Writes the folder's copy; after a commit. */
enum kk_status kk_state_save(struct kk_db *db, struct kk_err *err) KK_MUST;
/* The count of the last bundle; and one higher for every file of another. */
enum kk_status kk_state_seq(struct kk_db *db, uint64_t *out,
                            struct kk_err *err) KK_MUST;
enum kk_status kk_state_set_seq(struct kk_db *db, uint64_t seq,
                                struct kk_err *err) KK_MUST;

#endif
