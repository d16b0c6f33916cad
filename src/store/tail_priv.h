/* How the tail's file is framed: for the files that write and read it.
 *
 *   "KKTAIL2\n", then records: LE32 sealed length, LE64 name, sealed text
 *
 * The name is the arrival up to which a record holds entries; with its highest
 * bit set the record holds no entries but what this copy is. The text is cards:
 * of entries theirs as in the journal, each followed by
 *
 *   H writer-seq hash     the entry's chain hash
 *
 * and of what this copy is
 *
 *   M key value           who it is (meta)
 *   R signature text      its newest signed roster
 *
 * A "KKTAIL1\n" of an older program has the same records, without H, M and R.
 */
#ifndef KIKUSUI_STORE_TAIL_PRIV_H
#define KIKUSUI_STORE_TAIL_PRIV_H

#include "internal.h"

#include <string.h>

#define KK_TAIL_MAGIC "KKTAIL2\n"
#define KK_TAIL_MAGIC_1 "KKTAIL1\n"
#define KK_TAIL_MAGIC_BYTES 8
#define KK_TAIL_HEAD_BYTES 12
#define KK_TAIL_MAX_BYTES (256u << 20)

static inline bool kk_tail_is(const void *magic)
{
    return memcmp(magic, KK_TAIL_MAGIC, KK_TAIL_MAGIC_BYTES) == 0 ||
           memcmp(magic, KK_TAIL_MAGIC_1, KK_TAIL_MAGIC_BYTES) == 0;
}

struct kk_tail_head {
    uint32_t n_bytes; /* sealed */
    int64_t arrival;
    bool self; /* what this copy is */
};
void kk_tail_put_head(const struct kk_tail_head *h,
                      unsigned char out[KK_TAIL_HEAD_BYTES]);
void kk_tail_get_head(const unsigned char *p, struct kk_tail_head *out);

/* "H\twriter-seq\thash\n" of an entry. */
void kk_tail_put_hash(struct kk_str *out, uint64_t writer, int64_t seq,
                      const unsigned char hash[KK_HASH_BYTES]);

/* The same of the entry that c stands at. */
struct kk_cards;
void kk_tail_add_hash(const struct kk_cards *c, struct kk_str *text);

/* tail.c: opened, and nobody else appends until it is closed. */
enum kk_status kk_tail_lock(struct kk_db *db, int *fd,
                            struct kk_err *err) KK_MUST;
/* While it is locked. KK_NONE: it stands under another name now. */
enum kk_status kk_tail_set_aside(struct kk_db *db, struct kk_err *err) KK_MUST;
/* The arrival behind which it begins. */
int64_t kk_tail_begins_after(struct kk_db *db);

/* The text of a record about this copy; "" where it is nothing yet. */
enum kk_status kk_tail_self(struct kk_db *db, struct kk_str *out,
                            struct kk_err *err) KK_MUST;
/* The R card in it alone. */
enum kk_status kk_tail_roster(struct kk_db *db, struct kk_str *out,
                              struct kk_err *err) KK_MUST;

#endif
