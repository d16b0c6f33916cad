/* The files of one bundle, read and verified, before anything is written. */
#ifndef KIKUSUI_SYNC_INCOMING_H
#define KIKUSUI_SYNC_INCOMING_H

#include "manifest.h"

#include <kikusui/sync/exchange.h>

struct kk_part {
    char *path, *name;
    struct kk_bundle_head head; /* as it looks: unverified */
    bool named;                 /* what was asked for, no copy beside it */
    struct kk_str bytes;
    struct kk_bundle bundle; /* borrows bytes */
};
struct kk_incoming { /* the files of one bundle, in order */
    size_t n, cap;
    struct kk_part *part; /* until verified also what only looks like one */
    struct kk_str left;   /* which of those were left, and why: a line each */
    char hash[2 * KK_HASH_BYTES + 1]; /* of all of them, once verified */
    bool former;                      /* signed with a former key */
};
void kk_incoming_free(struct kk_incoming *in);

struct kk_no_bundle { /* what is none at all: refused by name */
    char *path;
    struct kk_import_one one;
};
struct kk_incoming_set {
    size_t n, cap;
    struct kk_incoming *at;
    size_t n_bad, cap_bad;
    struct kk_no_bundle *bad;
};
void kk_incoming_set_free(struct kk_incoming_set *s);
/* A file, with the other files of its bundle beside it; or a folder.
 * KK_BADBUNDLE for one file that is no bundle. */
enum kk_status kk_incoming_find(const char *path, struct kk_incoming_set *out,
                                struct kk_err *err) KK_MUST;

/* Reads its files into memory and parses the envelopes. What is damaged falls
 * away while another file of the bundle is whole, unless it was named. */
enum kk_status kk_incoming_read(struct kk_incoming *in,
                                struct kk_err *err) KK_MUST;
/* Deployment, a sender of the roster, a kind that it may send to us, and the
 * signature, of every file: those that verify count, each place once, and the
 * others fall away into in->left; where none does, or the named one does not,
 * its failure is told. *for_others: well, but not for this copy. A late file
 * may be signed with a key that the sender had before: in->former. */
struct kk_member;
/* The signature alone: the sender's key, or a former one for what that may
 * still sign; then *former. */
enum kk_status kk_incoming_signed(struct kk_bundle *b,
                                  const struct kk_member *sender, bool *former,
                                  struct kk_err *err) KK_MUST;
enum kk_status kk_incoming_verify(struct kk_incoming *in,
                                  const struct kk_node *node,
                                  const struct kk_roster *roster,
                                  const struct kk_member **sender,
                                  bool *for_others, struct kk_err *err) KK_MUST;

#endif
