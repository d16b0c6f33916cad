/* Taking one bundle in, inside the open transaction. */
#ifndef KIKUSUI_SYNC_TAKE_H
#define KIKUSUI_SYNC_TAKE_H

#include "incoming.h"

struct kk_taking {
    struct kk_db *db;
    const struct kk_node *node;
    const struct kk_keys *keys;
    struct kk_incoming *in;
    bool more; /* a later bundle of the sender waits behind it */
    struct kk_manifest *manifest; /* of the first file */
    struct kk_card_reader reader; /* of the first file, past the manifest */
    struct kk_card first;         /* kind 0: no entries */
    struct kk_roster roster;      /* the newest known; owned */
    char sender[KK_NODE_HEX_BYTES];
    kk_id worker;
    struct kk_import_one *one;
    kk_progress *progress;
    void *user;
    /* where the sender's journal and ours part, when that is what is wrong */
    uint64_t fork_writer;
    int64_t fork_seq; /* 0: somewhere before */
    struct kk_err *err;
};
/* Words beside a success, a line each. */
void kk_take_say(struct kk_import_one *one, const char *fmt, ...)
    KK_PRINTF(2, 3);
/* Whether the ledger has this very bundle already. */
enum kk_status kk_take_known(struct kk_taking *t, bool *known) KK_MUST;
/* Opens the first file: manifest, reader and first are set. The cards must
 * outlive what follows. */
enum kk_status kk_take_open(struct kk_taking *t, struct kk_str *cards) KK_MUST;
/* Everything but the commit. On failure the caller rolls back. */
enum kk_status kk_take(struct kk_taking *t) KK_MUST;

/* Commits, and reads back from the ledger that it was. */
enum kk_status kk_take_commit(struct kk_taking *t) KK_MUST;

/* take_check.c: what is checked once the entries are in. */
struct kk_limits { /* up to where a writer's entries count */
    struct kk_taking *t;
    uint64_t writer;
    int64_t most;
};
/* Whose a writer is; NULL: nobody of the roster. */
struct kk_member *kk_take_owner(struct kk_taking *t, uint64_t writer);
/* The signed head of it that came along; NULL: none. */
const struct kk_head *kk_take_head(const struct kk_taking *t, uint64_t writer);
/* Signed by the owner of the writer, or by the office. */
bool kk_take_vouched(const struct kk_taking *t, const struct kk_member *owner,
                     const struct kk_head *h);
/* INT64_MAX: all of them. */
int64_t kk_take_limit(struct kk_taking *t, uint64_t writer);
/* After: all that the sender had is here, and every new entry is covered by
 * its node's signed head. Keeps the heads. */
struct kk_apply;
enum kk_status kk_take_check_heads(struct kk_taking *t,
                                   const struct kk_apply *a) KK_MUST;

/* take_fork.c: where the sender's journal and ours part. */
/* Before: a writer of whom the sender has other entries than we; 0: none. */
enum kk_status kk_take_find_fork(struct kk_taking *t, uint64_t *writer) KK_MUST;
enum kk_status kk_take_forked(struct kk_taking *t, uint64_t writer);
/* Says in t->err what to do about it. */
void kk_take_fork_words(struct kk_taking *t);

/* take_note.c: what is remembered of the sender. */
enum kk_status kk_take_note(struct kk_taking *t,
                            const struct kk_apply *a) KK_MUST;

#endif
