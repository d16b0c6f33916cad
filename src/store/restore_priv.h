/* Shared by the files that go back to a backup. */
#ifndef KIKUSUI_STORE_RESTORE_PRIV_H
#define KIKUSUI_STORE_RESTORE_PRIV_H

#include "internal.h"

/* Names of entries. */
struct kk_entry_refs {
    struct kk_entry_ref {
        uint64_t writer;
        int64_t seq;
    } * at;
    size_t n, cap;
};
void kk_entry_refs_add(struct kk_entry_refs *l, uint64_t writer, int64_t seq);
/* Sorts them; how many different ones they are. */
int64_t kk_entry_refs_count(struct kk_entry_refs *l);

/* Takes in, in a transaction of its own, what of the cards fits onto what the
 * database holds; counts what is new, and names what was left out. */
enum kk_status kk_restore_take(struct kk_db *db, const struct kk_str *cards,
                               int64_t *added, struct kk_entry_refs *left_out,
                               struct kk_err *err) KK_MUST;

/* restore_old.c: the cards of an old file's entries, and the names of those
 * that are not as they were written. False: it could not be read to its end. */
bool kk_restore_read_old(const char *path, struct kk_str *cards,
                         struct kk_entry_refs *damaged);

#endif
