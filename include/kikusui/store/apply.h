/* Entries that another copy wrote, taken into this one: the same path serves
 * import, restore and the tail. Inside an open write transaction whose own
 * capture buffer is empty; nothing is committed here.
 *
 * What is checked: the chain of every writer without a gap, every named write
 * held, no second birth of a row, values of the column's type where the
 * column is known (columns of a newer program are kept and not shown). */
#ifndef KIKUSUI_STORE_APPLY_H
#define KIKUSUI_STORE_APPLY_H

#include <kikusui/store/card.h>

struct kk_apply;

struct kk_apply_count {
    int64_t entries, changes; /* new here */
    int64_t already;          /* entries held before */
};
/* The transaction must be open (kk_tx_begin). */
enum kk_status kk_apply_new(struct kk_db *db, struct kk_apply **out,
                            struct kk_err *err) KK_MUST;
/* One card in order: W, E, A, C. An entry is checked and stored when the next
 * one begins or kk_apply_finish is called, its changes some time until then.
 * KK_BADBUNDLE says what is wrong;
 * err->field is "gap" where entries in between are missing, "fork" where the
 * same name has other content. The caller rolls back. */
enum kk_status kk_apply_card(struct kk_apply *a, const struct kk_card *card,
                             struct kk_err *err) KK_MUST;
/* Leaves entries out for which skip says true, and all that follow of the same
 * writer (beyond a revocation's limit). Set before the first card. */
typedef bool kk_apply_skip(void *user, uint64_t writer, int64_t seq);
void kk_apply_set_skip(struct kk_apply *a, kk_apply_skip *skip, void *user);
/* The writers whose entries were among the cards, and where the chain of each
 * stands with them, left out ones included. Borrowed; good until the next
 * card. */
struct kk_apply_chain {
    uint64_t writer;
    int64_t seq;
    unsigned char hash[KK_HASH_BYTES];
    int64_t from; /* the first of its entries among the cards */
    int64_t added, left_out;
    int64_t *arrival; /* of the entries added */
    size_t cap;
};
size_t kk_apply_chains(const struct kk_apply *a,
                       const struct kk_apply_chain **out);
/* After a failure with field "fork": the first entry that differs; seq 0 when
 * the cards do not go back that far. */
bool kk_apply_fork(const struct kk_apply *a, uint64_t *writer, int64_t *seq);
/* Writes the winners of all touched cells into the tables. */
enum kk_status kk_apply_finish(struct kk_apply *a, struct kk_apply_count *out,
                               struct kk_err *err) KK_MUST;
void kk_apply_free(struct kk_apply **a);

/* Writes the winner of every cell of the rows named into the tables; for
 * rebuild and after a review. */
enum kk_status kk_apply_row(struct kk_db *db, int tab, kk_id row,
                            struct kk_err *err) KK_MUST;

#endif
