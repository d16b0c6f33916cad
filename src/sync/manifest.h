/* The cards in front of a bundle's entries: who sends, why, what it has, who
 * vouches. doc/bundle-format.md describes them. */
#ifndef KIKUSUI_SYNC_MANIFEST_H
#define KIKUSUI_SYNC_MANIFEST_H

#include <kikusui/sync/head.h>

/* The newest that is read. What a program of format 1 can read is written as
 * format 1. */
#define KK_FORMAT_MAJOR 2
#define KK_FORMAT_MINOR 0

struct kk_manifest {
    int64_t major, minor;
    int64_t part;                                          /* from 1 */
    bool last;                                             /* no part follows */
    const char *name, *program, *reason, *permit, *worker; /* "" where untold */
    int64_t schema;
    /* When our last bundle was made by our clock, and when it was taken in by
     * the sender's; 0: none yet. */
    kk_time anchor_ours, anchor_theirs;
    struct kk_node_keys keys; /* of a request and a key change */
    bool has_keys;
    struct kk_vector has;
    size_t n_rosters, cap_rosters, n_heads, cap_heads;
    struct kk_roster_doc *roster;
    struct kk_head *head;
    struct kk_arena arena;
};
void kk_manifest_free(struct kk_manifest *m);
/* M, S, R and H cards up to the first of another kind, which is left in *card
 * (kind 0: there is none). KK_BADBUNDLE: malformed, or of a newer format. */
enum kk_status kk_manifest_read(struct kk_card_reader *r,
                                struct kk_manifest *out, struct kk_card *card,
                                struct kk_err *err) KK_MUST;

/* Writing: one "M name value…" card each. */
void kk_manifest_put(struct kk_str *out, const char *name, const char *value);
void kk_manifest_put_format(struct kk_str *out, int major);
void kk_manifest_put_keys(struct kk_str *out, const struct kk_node_keys *keys);

#endif
