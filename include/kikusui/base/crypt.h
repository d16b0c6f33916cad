/* Hash, randomness, passphrases and the local seal: the only file of the base
 * layer that may use libsodium is crypt.c. */
#ifndef KIKUSUI_BASE_CRYPT_H
#define KIKUSUI_BASE_CRYPT_H

#include <kikusui/base/str.h>

/* libsodium made ready for use, any number of times: for the files of other
 * layers that call it themselves. */
void kk_crypt_ready(void);

#define KK_HASH_BYTES 32

struct kk_hash { /* a BLAKE2b state; treat as opaque */
    _Alignas(64) unsigned char state[384];
};
void kk_hash_init(struct kk_hash *h); /* BLAKE2b-256 */
void kk_hash_add(struct kk_hash *h, const void *p, size_t bytes);
void kk_hash_end(struct kk_hash *h, unsigned char out[KK_HASH_BYTES]);

/* SHA-256 as sha256sum prints it, NUL-terminated: for what others check. */
#define KK_SHA256_TEXT_BYTES 65
void kk_sha256_text(const void *p, size_t bytes,
                    char out[KK_SHA256_TEXT_BYTES]);

void kk_random(void *p, size_t bytes);
uint64_t kk_random_u64(void);
void kk_wipe(void *p, size_t bytes);

/* Lower-case hex of n bytes, NUL-terminated, and back (false when it is not
 * exactly 2n hex digits). */
void kk_hex(const void *p, size_t bytes, char *out);
bool kk_unhex(const char *s, void *p, size_t bytes);

/* Appends base64 with padding (RFC 4648), in one line. */
void kk_base64(const void *p, size_t bytes, struct kk_str *out);

/* XChaCha20-Poly1305 under a local key, with a random nonce in front. */
#define KK_SEAL_KEY_BYTES 32
#define KK_SEAL_OVERHEAD_BYTES 40
void kk_seal(const unsigned char key[KK_SEAL_KEY_BYTES], const void *plain,
             size_t bytes, struct kk_str *out); /* appends */
enum kk_status kk_unseal(const unsigned char key[KK_SEAL_KEY_BYTES],
                         const void *sealed, size_t bytes, struct kk_str *out,
                         struct kk_err *err) KK_MUST; /* appends */

/* Passphrases: Argon2id, 64 MiB. `stored` is a printable string. */
enum kk_status kk_pass_store(const char *pass, struct kk_str *stored,
                             struct kk_err *err) KK_MUST;
bool kk_pass_check(const char *pass, const char *stored);
/* A key from a passphrase and a 16-byte salt. */
enum kk_status kk_pass_key(const char *pass, const unsigned char salt[16],
                           unsigned char key[KK_SEAL_KEY_BYTES],
                           struct kk_err *err) KK_MUST;

#endif
