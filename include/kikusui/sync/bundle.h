/* The bundle file: a signed envelope around an age file, which holds a copy of
 * the envelope's header and one zstd frame of text cards. doc/bundle-format.md
 * describes every byte.
 *
 * Reading goes in three steps, so that nothing of an unknown sender is ever
 * unpacked: kk_bundle_parse looks at the envelope only; the caller finds the
 * sender in its roster, checks deployment and kind, and has kk_bundle_verify
 * check the signature; kk_bundle_open decrypts and inflates. The two kinds of
 * an enrolment introduce their sender inside, so these are opened before they
 * are verified: with the key found inside, which the 30 digits then confirm.
 *
 * Whatever is wrong with a file is KK_BADBUNDLE with the reason in Japanese. */
#ifndef KIKUSUI_SYNC_BUNDLE_H
#define KIKUSUI_SYNC_BUNDLE_H

#include <kikusui/base/crypt.h>
#include <kikusui/sync/keys.h>

#define KK_BUNDLE_ID_BYTES 16
#define KK_BUNDLE_HEADER_BYTES 192
#define KK_BUNDLE_DIGEST_BYTES 64
#define KK_BUNDLE_MAX_RECIPIENTS 64
#define KK_BUNDLE_MAX_CARDS_BYTES ((size_t)64 << 20) /* not compressed */
#define KK_BUNDLE_MAX_FILE_BYTES ((size_t)65 << 20)

/* The numbers are the file's. */
enum kk_bundle_kind {
    KK_BUNDLE_TO_OFFICE = 1,
    KK_BUNDLE_TO_LAPTOPS = 2,
    KK_BUNDLE_REQUEST = 3, /* a laptop asks to be enrolled */
    KK_BUNDLE_GRANT = 4,   /* the office's answer */
    KK_BUNDLE_REKEY = 5    /* a node announces new keys */
};

struct kk_bundle_head {
    enum kk_bundle_kind kind;
    unsigned n_recipients;                        /* set by build */
    unsigned char deployment[KK_BUNDLE_ID_BYTES]; /* zero in a request */
    unsigned char bundle[KK_BUNDLE_ID_BYTES];     /* random */
    unsigned char sender[KK_BUNDLE_ID_BYTES];     /* the node */
    uint64_t seq;                      /* the sender's count of bundles */
    int64_t created;                   /* UTC seconds; information only */
    uint64_t n_body;                   /* bytes of the age file; set by build */
    unsigned char recipients_hash[32]; /* set by build */
};

/* A request holds no secret, and its sender knows no one's key: it is sealed
 * to this identity, which all have, so that the format has no exception. */
extern const struct kk_age_identity kk_bundle_request_identity;

/* Appends the file. `head` gives kind, deployment, bundle, sender, seq and
 * created; `from` signs. KK_REFUSED when there are no recipients, the same one
 * twice or too many, or too many cards for one file. Built, the file is opened
 * again in memory with all checks but decryption. */
enum kk_status kk_bundle_build(const struct kk_bundle_head *head,
                               const struct kk_keys *from,
                               const struct kk_age_recipient *to, size_t n_to,
                               const void *cards, size_t n_cards,
                               struct kk_str *out, struct kk_err *err) KK_MUST;

/* The header of what looks like a bundle, from its first bytes: nothing is
 * verified, so for sorting and showing only. */
bool kk_bundle_peek(const void *first, size_t n_bytes,
                    struct kk_bundle_head *out);

struct kk_bundle {
    struct kk_bundle_head head;
    const unsigned char *bytes; /* borrowed: the whole file */
    size_t n_bytes;
    bool digested, verified;
    unsigned char digest[KK_BUNDLE_DIGEST_BYTES]; /* of what is signed */
};
/* Magic, version, header, exact length. */
enum kk_status kk_bundle_parse(const void *bytes, size_t n_bytes,
                               struct kk_bundle *out,
                               struct kk_err *err) KK_MUST;
/* That it belongs to this deployment. */
enum kk_status
kk_bundle_belongs(const struct kk_bundle *b,
                  const unsigned char deployment[KK_BUNDLE_ID_BYTES],
                  struct kk_err *err) KK_MUST;
/* The signature. */
enum kk_status kk_bundle_verify(struct kk_bundle *b,
                                const struct kk_sign_key *sender,
                                struct kk_err *err) KK_MUST;
/* Of one that was looked at so: adds what no other file has, digest and
 * signature. */
void kk_bundle_hash(const struct kk_bundle *b, struct kk_hash *h);
/* Appends the cards, all of them or nothing. KK_BUG when the bundle should
 * have been verified before. */
enum kk_status kk_bundle_open(const struct kk_bundle *b,
                              const struct kk_age_identity *id, size_t n_id,
                              struct kk_str *cards, struct kk_err *err) KK_MUST;

/* A time that a sender tells, cut to what can be shown: any number may stand
 * there. */
int64_t kk_bundle_time(int64_t told);

/* BLAKE2b-256 over the keys in ascending order. */
void kk_bundle_recipients_hash(const struct kk_age_recipient *to, size_t n_to,
                               unsigned char out[32]);

#endif
