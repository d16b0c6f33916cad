/* A node's own keys: Ed25519 to sign what it sends, X25519 to open what is
 * sealed to it (R84). They stand in the key folder beside the database
 * (NAME.keys, 0700) in one file, node.key (0600). Without a passphrase that
 * file is also an identity file of the age program. */
#ifndef KIKUSUI_SYNC_KEYS_H
#define KIKUSUI_SYNC_KEYS_H

#include <kikusui/sync/age.h>

/* Former sealing keys that are kept: what was sealed to them still arrives. */
#define KK_KEYS_FORMER 3

struct kk_sign_key { /* public */
    unsigned char b[32];
};
struct kk_node_keys { /* what others know of a node */
    struct kk_sign_key sign;
    struct kk_age_recipient seal;
};
struct kk_keys { /* secret: kk_keys_wipe it when done */
    unsigned char sign[64];
    size_t n_seal;
    struct kk_age_identity seal[1 + KK_KEYS_FORMER]; /* the one in use first */
};

void kk_keys_make(struct kk_keys *out);
/* New keys in place of these; the sealing key joins the former ones. */
void kk_keys_renew(struct kk_keys *k);
void kk_keys_public(const struct kk_keys *k, struct kk_node_keys *out);
void kk_keys_wipe(struct kk_keys *k);

/* The file's text, sealed under a passphrase (Argon2id) unless pass is NULL.
 * Sealed, it is also what a backup carries. Appends. KK_REFUSED for an empty
 * passphrase. */
enum kk_status kk_keys_encode(const struct kk_keys *k, const char *pass,
                              struct kk_str *out, struct kk_err *err) KK_MUST;
/* KK_REFUSED: no key file, or its passphrase is missing or wrong, then with
 * err->field "passphrase". A passphrase for a file without one is ignored. */
enum kk_status kk_keys_decode(const void *text, size_t n_bytes,
                              const char *pass, struct kk_keys *out,
                              struct kk_err *err) KK_MUST;

/* In the folder `dir`, which is made where it is missing. create: KK_REFUSED
 * when there are keys already; save: replaces them, whole. */
enum kk_status kk_keys_create(const char *dir, const struct kk_keys *k,
                              const char *pass, struct kk_err *err) KK_MUST;
enum kk_status kk_keys_save(const char *dir, const struct kk_keys *k,
                            const char *pass, struct kk_err *err) KK_MUST;
/* KK_NONE: there are none. KK_REFUSED as kk_keys_decode, and when others may
 * read the file. */
enum kk_status kk_keys_load(const char *dir, const char *pass,
                            struct kk_keys *out, struct kk_err *err) KK_MUST;

/* The sealing keys as `age -d -i FILE` reads them. Appends. */
void kk_keys_identity(const struct kk_keys *k, struct kk_str *out);

#endif
