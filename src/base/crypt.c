/* Hashes, seals, random bytes and wiping, with libsodium. */
#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(crypto_generichash_state) <=
                   sizeof((struct kk_hash *)0)->state,
               "struct kk_hash holds libsodium's state");
_Static_assert(_Alignof(crypto_generichash_state) <= _Alignof(struct kk_hash),
               "struct kk_hash is aligned for libsodium's state");
_Static_assert(KK_SEAL_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
               "the seal's key");
_Static_assert(KK_SEAL_OVERHEAD_BYTES ==
                   crypto_aead_xchacha20poly1305_ietf_NPUBBYTES +
                       crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "the seal's nonce and tag");
_Static_assert(crypto_pwhash_SALTBYTES == 16, "the salt of kk_pass_key");

enum {
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    PASS_PASSES = 3,
    PASS_MEMORY_BYTES = 64 << 20
};

/* sodium_init may be called any number of times; only the first does work. */
void kk_crypt_ready(void)
{
    if (sodium_init() < 0)
        abort();
}

static crypto_generichash_state *state_of(struct kk_hash *h)
{
    return (void *)h->state;
}

void kk_hash_init(struct kk_hash *h)
{
    kk_crypt_ready();
    crypto_generichash_init(state_of(h), NULL, 0, KK_HASH_BYTES);
}

void kk_hash_add(struct kk_hash *h, const void *p, size_t bytes)
{
    if (bytes > 0)
        crypto_generichash_update(state_of(h), p, bytes);
}

void kk_hash_end(struct kk_hash *h, unsigned char out[KK_HASH_BYTES])
{
    crypto_generichash_final(state_of(h), out, KK_HASH_BYTES);
}

void kk_sha256_text(const void *p, size_t bytes, char out[KK_SHA256_TEXT_BYTES])
{
    unsigned char hash[crypto_hash_sha256_BYTES];

    kk_crypt_ready();
    crypto_hash_sha256(hash, p, bytes);
    kk_hex(hash, sizeof hash, out);
}

void kk_random(void *p, size_t bytes)
{
    kk_crypt_ready();
    randombytes_buf(p, bytes);
}

uint64_t kk_random_u64(void)
{
    uint64_t v;

    kk_random(&v, sizeof v);
    return v;
}

void kk_wipe(void *p, size_t bytes)
{
    sodium_memzero(p, bytes);
}

void kk_base64(const void *p, size_t bytes, struct kk_str *out)
{
    size_t room =
        sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_ORIGINAL);
    char *text = kk_str_room(out, room);

    sodium_bin2base64(text, room, p, bytes, sodium_base64_VARIANT_ORIGINAL);
    kk_str_cut(out, out->n_bytes - 1); /* its NUL */
}

void kk_hex(const void *p, size_t bytes, char *out)
{
    sodium_bin2hex(out, 2 * bytes + 1, p, bytes);
}

bool kk_unhex(const char *s, void *p, size_t bytes)
{
    size_t got = 0;
    const char *end = NULL;

    return strlen(s) == 2 * bytes &&
           sodium_hex2bin(p, bytes, s, 2 * bytes, NULL, &got, &end) == 0 &&
           got == bytes && end == s + 2 * bytes;
}

void kk_seal(const unsigned char key[KK_SEAL_KEY_BYTES], const void *plain,
             size_t bytes, struct kk_str *out)
{
    unsigned char nonce[NONCE_BYTES];
    unsigned char *sealed = kk_alloc(bytes + TAG_BYTES);

    kk_random(nonce, sizeof nonce);
    if (crypto_aead_xchacha20poly1305_ietf_encrypt(
            sealed, NULL, plain, bytes, NULL, 0, NULL, nonce, key) != 0)
        abort();
    kk_str_addn(out, nonce, sizeof nonce);
    kk_str_addn(out, sealed, bytes + TAG_BYTES);
    kk_free(sealed);
}

enum kk_status kk_unseal(const unsigned char key[KK_SEAL_KEY_BYTES],
                         const void *sealed, size_t bytes, struct kk_str *out,
                         struct kk_err *err)
{
    const unsigned char *nonce = sealed;
    enum kk_status st = KK_OK;
    unsigned char *plain = NULL;
    size_t n_plain;

    kk_crypt_ready();
    if (bytes < KK_SEAL_OVERHEAD_BYTES)
        return kk_fail(err, KK_REFUSED,
                       "封を開けません。内容が途中で切れています。");
    n_plain = bytes - KK_SEAL_OVERHEAD_BYTES;
    plain = kk_alloc(n_plain);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, NULL, NULL, nonce + NONCE_BYTES, bytes - NONCE_BYTES, NULL,
            0, nonce, key) == 0)
        kk_str_addn(out, plain, n_plain);
    else
        st = kk_fail(err, KK_REFUSED,
                     "封を開けません。鍵が違うか、内容が壊れています。");
    kk_wipe(plain, n_plain);
    kk_free(plain);
    return st;
}

static enum kk_status no_memory(struct kk_err *err)
{
    return kk_fail(err, KK_IO,
                   "合言葉の計算に必要なメモリー 64MB がありません。"
                   "ほかのプログラムを閉じてやり直してください。");
}

enum kk_status kk_pass_store(const char *pass, struct kk_str *stored,
                             struct kk_err *err)
{
    char text[crypto_pwhash_STRBYTES];

    kk_crypt_ready();
    if (pass[0] == '\0')
        return kk_fail(err, KK_REFUSED,
                       "合言葉が空です。1文字以上入れてください。");
    if (crypto_pwhash_str_alg(text, pass, strlen(pass), PASS_PASSES,
                              PASS_MEMORY_BYTES,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return no_memory(err);
    kk_str_add(stored, text);
    return KK_OK;
}

bool kk_pass_check(const char *pass, const char *stored)
{
    kk_crypt_ready();
    return strlen(stored) < crypto_pwhash_STRBYTES &&
           crypto_pwhash_str_verify(stored, pass, strlen(pass)) == 0;
}

enum kk_status kk_pass_key(const char *pass, const unsigned char salt[16],
                           unsigned char key[KK_SEAL_KEY_BYTES],
                           struct kk_err *err)
{
    kk_crypt_ready();
    if (crypto_pwhash(key, KK_SEAL_KEY_BYTES, pass, strlen(pass), salt,
                      PASS_PASSES, PASS_MEMORY_BYTES,
                      crypto_pwhash_ALG_ARGON2ID13) == 0)
        return KK_OK;
    kk_wipe(key, KK_SEAL_KEY_BYTES);
    return no_memory(err);
}
