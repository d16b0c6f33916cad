/* A fork: two copies of one machine, each with other entries under the same
 * names. The copy that gives way gives its entries new names. */
#ifndef KIKUSUI_STORE_REFORK_H
#define KIKUSUI_STORE_REFORK_H

#include <kikusui/store/db.h>

struct kk_refork_count {
    int64_t entries; /* that have new names now */
    uint64_t writer; /* of the first */
};
/* In the open transaction: every entry of the writer from seq on, and what
 * builds on it, whoever wrote it, goes on under a new writer; bases, arguments
 * that name entries and the chains follow. Nothing that was recorded changes.
 * KK_NONE: no such entry here. From the commit on this copy writes under a new
 * writer. */
enum kk_status kk_journal_refork(struct kk_db *db, uint64_t writer, int64_t seq,
                                 struct kk_refork_count *out,
                                 struct kk_err *err) KK_MUST;
/* Under which writer the entry held here, and those after it, would go on. */
enum kk_status kk_refork_writer(struct kk_db *db, uint64_t writer, int64_t seq,
                                uint64_t *out, struct kk_err *err) KK_MUST;

#endif
