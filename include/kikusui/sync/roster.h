/* Which nodes belong to the deployment, with their public keys, and up to
 * where what a revoked one wrote counts. The office signs it; the version
 * rises with every change; every bundle carries it, laptops carry it back.
 *
 * Its text, one node a line, sorted by id; it ends with a newline:
 *
 *   kikusui-roster 1
 *   deployment HEX
 *   version N
 *   node ID office|laptop live|lost|retired SIGN SEAL SINCE NAME
 *   former ID SIGN VERSION     a signing key that was replaced with VERSION
 *   closed ID                  no entry but those below counts any more
 *   limit ID WRITER SEQ HASH */
#ifndef KIKUSUI_SYNC_ROSTER_H
#define KIKUSUI_SYNC_ROSTER_H

#include <kikusui/sync/node.h>
#include <kikusui/sync/vector.h>

enum kk_member_state { KK_MEMBER_LIVE, KK_MEMBER_LOST, KK_MEMBER_RETIRED };
#define KK_MEMBER_FORMER 8

struct kk_former_key {
    struct kk_sign_key sign;
    int64_t version; /* of the roster that replaced it */
};
struct kk_member {
    unsigned char id[KK_BUNDLE_ID_BYTES];
    char hex[KK_NODE_HEX_BYTES];
    char name[KK_NODE_NAME_BYTES];
    bool office;
    enum kk_member_state state;
    bool closed; /* revoked, and its limits hold */
    struct kk_node_keys keys;
    kk_time since;
    size_t n_former;
    struct kk_former_key former[KK_MEMBER_FORMER]; /* newest first */
    struct kk_vector limit;
};
struct kk_roster {
    unsigned char deployment[KK_BUNDLE_ID_BYTES];
    int64_t version;
    size_t n, cap;
    struct kk_member *member;
};
void kk_roster_free(struct kk_roster *r);
struct kk_member *kk_roster_find(const struct kk_roster *r, const char *hex);
struct kk_member *kk_roster_find_id(const struct kk_roster *r,
                                    const unsigned char id[KK_BUNDLE_ID_BYTES]);
struct kk_member *kk_roster_named(const struct kk_roster *r, const char *name);
struct kk_member *kk_roster_office(const struct kk_roster *r);
/* Appends a member and returns it. */
struct kk_member *kk_roster_add(struct kk_roster *r,
                                const unsigned char id[KK_BUNDLE_ID_BYTES]);
/* New keys for a member, with the roster's next version. */
void kk_member_rekey(struct kk_member *m, const struct kk_node_keys *keys,
                     int64_t version);

void kk_roster_text(const struct kk_roster *r, struct kk_str *out);
bool kk_roster_parse(const char *text, struct kk_roster *out);
/* Takes in what `from` says and `r` does not: nodes, newer keys, revocations,
 * higher limits. Whether anything was. */
bool kk_roster_merge(struct kk_roster *r, const struct kk_roster *from);

#define KK_SIGN_BYTES 64
struct kk_roster_doc { /* as it travels */
    const char *text;
    unsigned char sig[KK_SIGN_BYTES];
};
void kk_roster_sign(const char *text, const struct kk_keys *keys,
                    unsigned char sig[KK_SIGN_BYTES]);
/* By the office of `known`: its key, or a former one for a version before the
 * change. */
bool kk_roster_verify(const struct kk_roster_doc *doc, int64_t version,
                      const struct kk_member *office);

/* --- in the database ----------------------------------------------------- */
/* The newest one held. KK_NONE: none yet. */
enum kk_status kk_roster_load(struct kk_db *db, struct kk_roster *out,
                              struct kk_err *err) KK_MUST;
/* Signs r as the next version and keeps it; in the open transaction. */
enum kk_status kk_roster_issue(struct kk_db *db, struct kk_roster *r,
                               const struct kk_keys *keys,
                               struct kk_err *err) KK_MUST;
/* Takes in one that came along, in the open transaction: an office (keys not
 * NULL) takes over what it did not know any more; a laptop follows the newest
 * and keeps what that one does not say, to show it to the office. *changed:
 * what this copy goes by is another now. KK_BADBUNDLE: it is not our office's.
 */
enum kk_status kk_roster_accept(struct kk_db *db,
                                const struct kk_roster_doc *doc,
                                const struct kk_keys *keys, bool *changed,
                                struct kk_err *err) KK_MUST;
/* A new laptop's first, whose office is confirmed by the digits. */
enum kk_status kk_roster_pin(struct kk_db *db, const struct kk_roster_doc *doc,
                             struct kk_err *err) KK_MUST;
/* After a restore, in a transaction of its own: of R cards that tail or old
 * file kept, what our office signed and is newer than the one held. What is not
 * is passed over. */
enum kk_status kk_roster_put_back(struct kk_db *db, const struct kk_str *cards,
                                  struct kk_err *err) KK_MUST;
/* The R cards of all that are held, newest first. */
enum kk_status kk_roster_cards(struct kk_db *db, struct kk_str *out,
                               struct kk_err *err) KK_MUST;
/* An R card read; text in arena. */
bool kk_roster_card(const struct kk_card *card, struct kk_arena *arena,
                    struct kk_roster_doc *out);

#endif
