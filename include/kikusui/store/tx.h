/* Transactions: the one write path. Between kk_tx_begin and kk_tx_commit the
 * generated triggers hand every cell change of a replicated table to the
 * capture buffer; commit turns the buffer into one journal entry with base
 * pointers and chain hash, updates the search index, commits, and writes the
 * sealed tail before it returns. A write outside of a transaction fails. */
#ifndef KIKUSUI_STORE_TX_H
#define KIKUSUI_STORE_TX_H

#include <kikusui/base/crypt.h>
#include <kikusui/store/catalog.h>
#include <kikusui/store/db.h>

enum kk_tx_mode {
    KK_TX_WRITE,  /* BEGIN IMMEDIATE */
    KK_TX_PREVIEW /* same, on nothing that reaches the disk; never waits:
                     KK_BUSY at once when another process is writing */
};

struct kk_intent_arg {
    const char *name, *value; /* value NULL: was emptied */
};
/* What was meant: goes into the entry. Everything is borrowed. */
struct kk_intent {
    const char *action;
    kk_id worker;
    const struct kk_intent_arg *arg;
    size_t n_args;
    const char *subject_table; /* NULL: none */
    kk_id subject;
    kk_time happened_at; /* 0: when it is recorded */
    const char *reason;  /* NULL: none */
    int64_t as_of; /* highest arrival when the form was filled; 0: no check.
                      A cell written since then by someone else is refused,
                      with the new value in words. */
};
struct kk_commit {
    int64_t arrival; /* 0: nothing changed, no entry was written */
    uint64_t writer;
    int64_t seq;
    char name[KK_ENTRY_NAME_BYTES];
    unsigned char hash[KK_HASH_BYTES];
};

enum kk_status kk_tx_begin(struct kk_db *db, enum kk_tx_mode mode,
                           struct kk_err *err) KK_MUST;
/* On any failure the transaction has been rolled back and nothing is kept. A
 * tail that cannot be written is a warning of the database (kk_db_warnings):
 * the entry stands. */
enum kk_status kk_tx_commit(struct kk_db *db, const struct kk_intent *intent,
                            struct kk_commit *out, struct kk_err *err) KK_MUST;
/* Writes one entry of what was captured so far and keeps the transaction
 * open: a large load is several entries, and still all or nothing. Also tells
 * in a preview what the journal would refuse. On failure the transaction has
 * been rolled back. kk_tx_commit after it needs no further change. */
enum kk_status kk_tx_entry(struct kk_db *db, const struct kk_intent *intent,
                           struct kk_commit *out, struct kk_err *err) KK_MUST;
void kk_tx_rollback(struct kk_db *db); /* harmless when none is open */
/* A place in the open transaction to go back to, before anything of the next
 * entry was written; kk_tx_back takes back what was written since. */
enum kk_status kk_tx_mark(struct kk_db *db, struct kk_err *err) KK_MUST;
enum kk_status kk_tx_back(struct kk_db *db, struct kk_err *err) KK_MUST;
/* Many reads take the lock once, not each its own, until kk_tx_let. A writer
 * waits meanwhile: not longer than a fraction of a second. Neither does
 * anything inside a transaction. */
void kk_tx_hold(struct kk_db *db);
void kk_tx_let(struct kk_db *db);
bool kk_tx_open(const struct kk_db *db);
/* While *flag is not 0, running statements end with KK_CANCELLED; NULL ends
 * the watch. Borrowed. */
void kk_db_cancel(struct kk_db *db, const volatile int *flag);
/* Highest arrival held now: a form's as_of. */
enum kk_status kk_tx_as_of(struct kk_db *db, int64_t *out,
                           struct kk_err *err) KK_MUST;

struct kk_cell {
    const char *column; /* NULL ends the list */
    struct kk_val val;
};
#define KK_CELLS(...) ((const struct kk_cell[]){__VA_ARGS__, {.column = NULL}})

/* A fresh random id; the row is born with the non-null cells. */
enum kk_status kk_row_insert(struct kk_db *db, const char *table,
                             const struct kk_cell *cells, kk_id *id,
                             struct kk_err *err) KK_MUST;
/* Only cells whose value differs become changes. KK_NONE: no such row. */
enum kk_status kk_row_update(struct kk_db *db, const char *table, kk_id id,
                             const struct kk_cell *cells,
                             struct kk_err *err) KK_MUST;
/* Sets the deleted flag; rows are never removed. */
enum kk_status kk_row_delete(struct kk_db *db, const char *table, kk_id id,
                             struct kk_err *err) KK_MUST;
/* One cell; KK_NONE: no such row. Text is copied into arena. */
enum kk_status kk_row_get(struct kk_db *db, const char *table, kk_id id,
                          const char *column, struct kk_arena *arena,
                          struct kk_val *out, struct kk_err *err) KK_MUST;

/* What the open transaction has captured so far, in order of table, row,
 * column; births come as one call per column with old = null. For previews. */
struct kk_captured {
    const struct kk_table *table;
    kk_id row;
    const struct kk_column *column; /* NULL: the deleted flag */
    bool born;
    struct kk_val old, new;
};
typedef void kk_captured_fn(void *user, const struct kk_captured *c);
void kk_tx_captured(struct kk_db *db, kk_captured_fn *fn, void *user);

#endif
