/* Which nodes belong to the deployment, with their public keys, and up to
 * where what a revoked one wrote counts. The office signs it; the version
 * rises with every change; every bundle carries it, laptops carry it back.
 *
 * Its text, one node a line, sorted by id; it ends with a newline:
 *
 *   kikusui-roster 2
 *   deployment HEX
 *   version N
 *   node ID office|laptop live|lost|retired SIGN SEAL SINCE NAME
 *   former ID SIGN VERSION COUNT    a signing key, replaced with VERSION: good
 *                                   for the node's bundles up to COUNT and
 *   upto ID VERSION WRITER SEQ HASH for its entries up to these
 *   closed ID                       no entry but those below counts any more
 *   limit ID WRITER SEQ HASH
 *
 * What a program of format 1 can read is written as it did: `kikusui-roster 1`
 * where no former key has a bound and it is at most 64 KiB. */
#ifndef KIKUSUI_SYNC_ROSTER_H
#define KIKUSUI_SYNC_ROSTER_H

#include <kikusui/sync/node.h>
#include <kikusui/sync/vector.h>

enum kk_member_state { KK_MEMBER_LIVE, KK_MEMBER_LOST, KK_MEMBER_RETIRED };
#define KK_MEMBER_FORMER 8

#define KK_ROSTER_MAX_MEMBERS 1000
#define KK_ROSTER_MAX_BYTES ((size_t)1 << 20)

struct kk_former_key {
    struct kk_sign_key sign;
    int64_t version;       /* of the roster that replaced it */
    bool bounded;          /* false: as a program of format 1 wrote it */
    int64_t count;         /* of the node's last bundle that it may sign */
    struct kk_vector upto; /* the node's last entries that it vouches for */
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
/* New keys for a member, with the roster's next version. The key that they
 * replace is good for the member's bundles up to `count` and its entries up to
 * *upto, which is taken over. */
void kk_member_rekey(struct kk_member *m, const struct kk_node_keys *keys,
                     int64_t version, uint64_t count, struct kk_vector *upto);
/* Whether the former key may sign the member's bundle of that count, or vouch
 * for a writer's entries up to there. */
bool kk_former_signs(const struct kk_former_key *f, uint64_t count);
bool kk_former_vouches(const struct kk_former_key *f, const struct kk_stand *s);
/* KK_BADBUNDLE with why unless a node may have these keys: of full order, and
 * none that anybody on the roster has or had. whose NULL: a new node. */
enum kk_status kk_roster_keys_fit(const struct kk_roster *r,
                                  const struct kk_member *whose,
                                  const struct kk_node_keys *keys,
                                  struct kk_err *err) KK_MUST;

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
/* By which key of that office: its own, or a former one for a version before
 * the change. */
/* The version that it says; 0 where it cannot be read. */
int64_t kk_roster_version(const struct kk_roster_doc *doc);
enum kk_roster_signer { KK_SIGNED_BY_NONE, KK_SIGNED_NOW, KK_SIGNED_BEFORE };
enum kk_roster_signer kk_roster_signer(const struct kk_roster_doc *doc,
                                       int64_t version,
                                       const struct kk_member *office);

/* --- in the database ----------------------------------------------------- */
/* The newest one held. KK_NONE: none yet. */
enum kk_status kk_roster_load(struct kk_db *db, struct kk_roster *out,
                              struct kk_err *err) KK_MUST;
/* Signs r as the next version and keeps it; in the open transaction. A former
 * key without a bound gets one: what is held here. KK_REFUSED: it would be too
 * large to be read. */
enum kk_status kk_roster_issue(struct kk_db *db, struct kk_roster *r,
                               const struct kk_keys *keys,
                               struct kk_err *err) KK_MUST;
/* Takes in one that came along, in the open transaction: an office (keys not
 * NULL) takes over what it did not know any more; a laptop follows the newest
 * and keeps what that one does not say, to show it to the office. *changed:
 * what this copy goes by is another now. What a former key of the office
 * signed changes nothing any more: whom it calls revoked and the office does
 * not (it forgot that in a restore before it changed its key, or somebody has
 * the old key), a person judges: added to `gone`, where that is not NULL, a
 * line each. KK_BADBUNDLE: it is not our office's. */
enum kk_status kk_roster_accept(struct kk_db *db,
                                const struct kk_roster_doc *doc,
                                const struct kk_keys *keys, bool *changed,
                                struct kk_str *gone,
                                struct kk_err *err) KK_MUST;
/* A new laptop's first, whose office is confirmed by the digits. */
enum kk_status kk_roster_pin(struct kk_db *db, const struct kk_roster_doc *doc,
                             struct kk_err *err) KK_MUST;
/* After a restore, in a transaction of its own: of R cards that tail or old
 * file kept, what our office signed and is newer than the one held. What is not
 * is passed over. */
enum kk_status kk_roster_put_back(struct kk_db *db, const struct kk_str *cards,
                                  struct kk_err *err) KK_MUST;
/* The R cards of all that are held, newest first or, so that whoever missed a
 * change of the office's key can follow, oldest first. *format (not NULL): of
 * the bundle that they can stand in. */
enum kk_roster_order { KK_ROSTER_NEWEST_FIRST, KK_ROSTER_OLDEST_FIRST };
enum kk_status kk_roster_cards(struct kk_db *db, enum kk_roster_order order,
                               struct kk_str *out, int *format,
                               struct kk_err *err) KK_MUST;
/* Issues a roster again where one of its former keys has no bound; in the open
 * transaction, at the office. */
enum kk_status kk_roster_bound(struct kk_db *db, const struct kk_keys *keys,
                               struct kk_err *err) KK_MUST;
/* An R card read; text in arena. */
bool kk_roster_card(const struct kk_card *card, struct kk_arena *arena,
                    struct kk_roster_doc *out);

#endif
