/* Signed heads: a node vouches for every entry of its writers up to a place.
 * They travel with the entries; what no signed head covers is refused, so no
 * enrolled laptop can write under another's name. The office, which says who
 * owns a writer and where it ends, may vouch for any.
 *
 *   H writer seq hash node signature          one card */
#ifndef KIKUSUI_SYNC_HEAD_H
#define KIKUSUI_SYNC_HEAD_H

#include <kikusui/sync/roster.h>

struct kk_head {
    struct kk_stand stand;
    char node[KK_NODE_HEX_BYTES];
    unsigned char sig[KK_SIGN_BYTES];
};
void kk_head_sign(const unsigned char deployment[KK_BUNDLE_ID_BYTES],
                  const struct kk_keys *keys, struct kk_head *h);
/* With the node's key, or one that it had before. */
bool kk_head_verify(const unsigned char deployment[KK_BUNDLE_ID_BYTES],
                    const struct kk_head *h, const struct kk_member *node);
bool kk_head_card(const struct kk_card *card, struct kk_head *out);

/* In the open transaction. Signs how far this node's own writers stand. The
 * office also signs for other nodes' where the head of the last entry held is
 * not here: one that went back to a backup may hold less than what the newest
 * head was signed for, and passes on what it holds all the same. */
enum kk_status kk_heads_sign(struct kk_db *db, const struct kk_node *node,
                             const struct kk_keys *keys,
                             struct kk_err *err) KK_MUST;
/* Keeps it when it is newer than what is held, or of the same place and the
 * owner's, and matches the journal here; its signature was verified. */
enum kk_status kk_head_save(struct kk_db *db, const struct kk_head *h,
                            struct kk_err *err) KK_MUST;
/* The H cards of all that are held. */
enum kk_status kk_heads_cards(struct kk_db *db, struct kk_str *out,
                              struct kk_err *err) KK_MUST;

struct kk_heads_found {
    int64_t heads, bad;  /* looked at; of those with something wrong */
    struct kk_str words; /* a line for each of the first fifty */
};
/* Every signed head held here: is it its node's, and does the journal say the
 * same? Writes nothing. The caller frees out->words. */
enum kk_status kk_heads_check(struct kk_db *db, struct kk_heads_found *out,
                              struct kk_err *err) KK_MUST;

/* The node's own key file: is it there and whole? Sealed it is opened where
 * pass is not NULL. Findings are added. */
enum kk_status kk_keys_check(struct kk_db *db, const char *pass,
                             struct kk_heads_found *out,
                             struct kk_err *err) KK_MUST;

#endif
