/* Shared by the files that take another copy's entries in. */
#ifndef KIKUSUI_STORE_APPLY_PRIV_H
#define KIKUSUI_STORE_APPLY_PRIV_H

#include "internal.h"

#include <kikusui/store/apply.h>

struct kk_apply_change { /* a C card */
    int tab, col;
    kk_id row;
    int64_t entry; /* its arrival; 0 while the entry is being read */
    uint64_t base_writer;
    int64_t base_seq;
    int64_t base;     /* the arrival of that; 0 for a birth */
    const char *also; /* "-" for none; once stored arrivals, space between */
    struct kk_val val;
};

struct kk_apply {
    struct kk_db *db;
    kk_apply_skip *skip;
    void *skip_user;
    struct kk_apply_count count;
    int64_t before; /* the highest arrival when it began */
    int64_t next_arrival;
    int64_t
        highest; /* logical time: of what is held and was read, or a clock */
    struct kk_apply_chain *chain;
    size_t n_chains, cap_chains;

    bool have; /* an entry is being read */
    struct kk_entry e;
    struct kk_str bytes, args;
    struct kk_str again; /* the card that was read, written down again */

    /* What stands in the journal as entries, but not yet as changes; from
     * n_stored on it is of the entry being read. */
    struct kk_apply_change *pending;
    size_t n_pending, cap_pending, n_stored;
    int64_t first_pending; /* the arrival of the first of these entries */
    struct kk_arena arena; /* of their texts and of the entry being read */
    size_t n_bytes;        /* of cards that were read into it */

    uint64_t base_writer; /* the write that was looked up last */
    int64_t base_seq, base;

    uint64_t fork_writer; /* where the cards and the journal part */
    int64_t fork_seq;
};

/* Steps a writing statement once and gives it back. */
enum kk_status kk_apply_step(struct kk_apply *a, sqlite3_stmt *st,
                             struct kk_err *err) KK_MUST;
enum kk_status kk_apply_malformed(struct kk_err *err, const char *what);

/* What was read, written down again, must be the very line. */
bool kk_apply_same_line(const struct kk_card *card, const struct kk_str *again);

/* apply_writer.c */
bool kk_apply_parse_writer(const char *s, uint64_t *out);
/* The arrival of an entry that was among the cards and new; 0: none such. */
int64_t kk_apply_added(struct kk_apply *a, uint64_t writer, int64_t seq);
/* Where the chain of a writer stands here; KK_BADBUNDLE for one that was never
 * introduced. */
enum kk_status kk_apply_chain_of(struct kk_apply *a, uint64_t writer,
                                 struct kk_apply_chain **out,
                                 struct kk_err *err) KK_MUST;
enum kk_status kk_apply_take_writer(struct kk_apply *a,
                                    const struct kk_card *card,
                                    struct kk_err *err) KK_MUST;

/* apply_settle.c: what is pending becomes changes, and the winners of its cells
 * go into the tables. */
enum kk_status kk_apply_settle(struct kk_apply *a, struct kk_err *err) KK_MUST;
/* At the end: what the rows refer to has to be here. */
enum kk_status kk_apply_check_references(struct kk_apply *a,
                                         struct kk_err *err) KK_MUST;

/* apply_read.c: E, A and C cards into a->e, a->args and a->pending. What would
 * not be written down again byte for byte is refused: the chain could not be
 * passed on. */
void kk_apply_begin_times(struct kk_apply *a, int64_t held);
enum kk_status kk_apply_take_entry(struct kk_apply *a,
                                   const struct kk_card *card,
                                   struct kk_err *err) KK_MUST;
enum kk_status kk_apply_take_arg(struct kk_apply *a, const struct kk_card *card,
                                 struct kk_err *err) KK_MUST;
enum kk_status kk_apply_take_change(struct kk_apply *a,
                                    const struct kk_card *card,
                                    struct kk_err *err) KK_MUST;

#endif
