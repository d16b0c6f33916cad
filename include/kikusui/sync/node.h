/* This copy as a node: the office or a laptop, with an id, a name, keys, and
 * the deployment it belongs to. Local facts (kk_meta): role, node (its name),
 * node_id and deployment (hex). */
#ifndef KIKUSUI_SYNC_NODE_H
#define KIKUSUI_SYNC_NODE_H

#include <kikusui/store/db.h>
#include <kikusui/sync/bundle.h>

#define KK_NODE_HEX_BYTES (2 * KK_BUNDLE_ID_BYTES + 1)
#define KK_NODE_NAME_BYTES 32

struct kk_node {
    bool office;
    bool enrolled; /* belongs to a deployment: an office always does */
    unsigned char id[KK_BUNDLE_ID_BYTES];
    unsigned char deployment[KK_BUNDLE_ID_BYTES];
    char hex[KK_NODE_HEX_BYTES]; /* of id: how the journal names it */
    char name[KK_NODE_NAME_BYTES];
};
/* KK_REFUSED: this database was never made a node (kikusui init). */
enum kk_status kk_node_read(struct kk_db *db, struct kk_node *out,
                            struct kk_err *err) KK_MUST;
/* KK_USAGE unless it is 1 to 16 ASCII letters or digits: our numbers (K1-0042)
 * begin with it. */
enum kk_status kk_node_name_check(const char *name, struct kk_err *err) KK_MUST;
/* Makes a fresh database one, before its first entry: id, keys (sealed under
 * pass unless NULL), and for an office deployment and roster. KK_REFUSED
 * when it is a node already. */
enum kk_status kk_node_init(struct kk_db *db, bool office, const char *name,
                            const char *pass, struct kk_err *err) KK_MUST;
/* The keys of this copy, also while a change of them is not finished; the
 * caller wipes them. KK_REFUSED with err->field
 * "passphrase" when that is what is missing. */
enum kk_status kk_node_keys(struct kk_db *db, const char *pass,
                            struct kk_keys *out, struct kk_err *err) KK_MUST;
/* Writes this node's key as the age program reads it to a new file (0600). */
enum kk_status kk_node_identity(struct kk_db *db, const char *pass,
                                const char *path, struct kk_err *err) KK_MUST;

#endif
