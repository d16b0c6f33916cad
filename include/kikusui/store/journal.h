/* Reading the journal: history of a record, entries, undo, digest, verify.
 * The journal is the truth; the tables are its replay. */
#ifndef KIKUSUI_STORE_JOURNAL_H
#define KIKUSUI_STORE_JOURNAL_H

#include <kikusui/base/crypt.h>
#include <kikusui/store/tx.h>

struct kk_entry_arg {
    const char *name, *value;
};
struct kk_entry_change {
    int table_id;
    kk_id row;
    int column_id;
    struct kk_val val; /* of KK_COL_BIRTH: see card.h */
    int64_t base;      /* arrival of the write it replaces; 0 for births */
};
struct kk_entry {
    int64_t arrival;
    uint64_t writer;
    int64_t seq;
    int64_t ltime; /* logical time */
    kk_time recorded_at, happened_at;
    kk_id worker;
    const char *action, *reason, *program;
    int schema;
    int subject_table;
    kk_id subject;
    unsigned char hash[KK_HASH_BYTES];
    size_t n_args, n_changes;
    struct kk_entry_arg *arg;
    struct kk_entry_change *change;
    bool undone; /* see kk_journal_undone */
    char name[KK_ENTRY_NAME_BYTES];
};
/* By name ("7f3a0b21c4-12") or arrival ("#57"); KK_NONE when there is none. */
enum kk_status kk_journal_find(struct kk_db *db, const char *name,
                               int64_t *arrival, struct kk_err *err) KK_MUST;
enum kk_status kk_journal_entry(struct kk_db *db, int64_t arrival,
                                struct kk_arena *arena, struct kk_entry *out,
                                struct kk_err *err) KK_MUST;
/* Whether another entry took it back and was not itself taken back. */
enum kk_status kk_journal_undone(struct kk_db *db, int64_t arrival, bool *out,
                                 struct kk_err *err) KK_MUST;
/* Arrivals of the entries that touched a row or have it as subject, newest
 * first, below `before` (0: from the newest), at most n. */
enum kk_status kk_journal_history(struct kk_db *db, const char *table,
                                  kk_id row, int64_t before, int64_t *arrival,
                                  size_t n, size_t *found,
                                  struct kk_err *err) KK_MUST;
/* One cell as it was just before an entry (for "old > new" in a history). */
enum kk_status kk_journal_before(struct kk_db *db,
                                 const struct kk_entry_change *c,
                                 struct kk_arena *arena, struct kk_val *out,
                                 struct kk_err *err) KK_MUST;
/* Whether a cell was ever written after its row came to be; true where that
 * cannot be told. Asked for every row of a list, hence by itself. */
bool kk_journal_changed(struct kk_db *db, int table_id, kk_id row,
                        int column_id);
/* The entry that wrote a cell last: its name and order alone. KK_NONE: none. */
enum kk_status kk_journal_wrote(struct kk_db *db, int table_id, kk_id row,
                                int column_id, struct kk_entry *out,
                                struct kk_err *err) KK_MUST;
/* One cell as it was when an entry had just been made, in the order that all
 * copies have of what changed it since. KK_NONE: nothing did. */
enum kk_status kk_journal_then(struct kk_db *db, int table_id, kk_id row,
                               int column_id, const struct kk_entry *e,
                               struct kk_arena *arena, struct kk_val *out,
                               struct kk_err *err) KK_MUST;
/* Every value that a column once had and that was replaced: calls fn for
 * each; its text is good until fn returns. */
typedef void kk_former_fn(void *user, kk_id row, const struct kk_val *val);
enum kk_status kk_journal_former(struct kk_db *db, int table_id, int column_id,
                                 kk_former_fn *fn, void *user,
                                 struct kk_err *err) KK_MUST;
/* The birth's pairs, unpacked: calls fn for each. */
typedef void kk_birth_fn(void *user, int column_id, const struct kk_val *val);
enum kk_status kk_journal_birth(const struct kk_val *packed, kk_birth_fn *fn,
                                void *user, struct kk_err *err) KK_MUST;

/* Writes what undoes an entry into the open transaction; the caller commits
 * with an intent of action "undo". KK_REFUSED: *later is the entry to be taken
 * back before, or 0. */
enum kk_status kk_journal_undo(struct kk_db *db, int64_t arrival,
                               int64_t *later, struct kk_err *err) KK_MUST;
/* For a transaction that goes back, to find out what was so before: the tables
 * as they were before an entry came, whatever its order. */
enum kk_status kk_journal_rewind(struct kk_db *db, int64_t arrival,
                                 struct kk_err *err) KK_MUST;
/* Likewise what one entry wrote, without asking whether that can be. */
enum kk_status kk_journal_reverse(struct kk_db *db, int64_t arrival,
                                  struct kk_err *err) KK_MUST;
/* Arrivals of what was recorded or came in after an entry, newest first. */
enum kk_status kk_journal_after(struct kk_db *db, int64_t arrival, int64_t *out,
                                size_t most, size_t *n,
                                struct kk_err *err) KK_MUST;
/* Decides a cell between its heads, in the open transaction: the value of one
 * of them is written, as a change even where it stands already, and that
 * change closes all the others. Whatever the same transaction wrote into the
 * cell before gives way. KK_REFUSED: the chosen one is no head any more. */
struct kk_settle {
    int table_id;
    kk_id row;
    int column_id;
    int64_t chosen; /* arrival of the entry whose value is to stand */
};
enum kk_status kk_journal_settle(struct kk_db *db, const struct kk_settle *cell,
                                 struct kk_err *err) KK_MUST;
/* The last entry of a worker on this copy that is not undone and not itself
 * an undo; 0 when there is none. */
enum kk_status kk_journal_last(struct kk_db *db, kk_id worker, int64_t *arrival,
                               struct kk_err *err) KK_MUST;

/* The last undo of a worker that stands, unless a record that stands was made
 * after it, and the entry that it took back; 0 when there is none. An undo that
 * took back an undo is none of these. */
enum kk_status kk_journal_last_undo(struct kk_db *db, kk_id worker,
                                    int64_t *undo, int64_t *of,
                                    struct kk_err *err) KK_MUST;
/* The undo by which an entry is taken back; 0 when it stands. */
enum kk_status kk_journal_undo_of(struct kk_db *db, int64_t arrival,
                                  int64_t *undo, struct kk_err *err) KK_MUST;

enum kk_status kk_journal_digest(struct kk_db *db,
                                 unsigned char out[KK_HASH_BYTES],
                                 struct kk_err *err) KK_MUST;

struct kk_verify {
    int64_t entries, changes, rows; /* looked at */
    int64_t bad;                    /* findings; words has a line each */
    struct kk_str words;
};
/* Schema, chains, heads, every replicated table against its replay, both ways,
 * all that is derived, the search index, the local tables. progress may be
 * NULL; false cancels. The caller frees out->words, after a failure as well. */
typedef bool kk_progress(void *user, int64_t done, int64_t total,
                         const char *words);
enum kk_status kk_journal_verify(struct kk_db *db, kk_progress *progress,
                                 void *user, struct kk_verify *out,
                                 struct kk_err *err) KK_MUST;
#endif
