/* Bundles as they lie on a stick, and the same signed again by their sender,
 * which is what an enrolled but hostile node could send. */
#include "fuzz.h"

#include <kikusui/base/mem.h>
#include <kikusui/sync/bundle.h>

#include <sodium.h>
#include <string.h>

enum { AROUND = KK_BUNDLE_HEADER_BYTES + crypto_sign_BYTES };

static const char cards[] =
    "M\t1\nE\tk1\t1\t1681261200\nA\tincident\tK1-0042\n";

static void fixed_keys(unsigned char fill, struct kk_keys *k,
                       struct kk_node_keys *pub)
{
    unsigned char seed[32];

    memset(seed, fill, sizeof seed);
    *k = (struct kk_keys){.n_seal = 1};
    memset(k->seal[0].b, fill, sizeof k->seal[0].b);
    crypto_sign_seed_keypair(pub->sign.b, k->sign, seed);
    kk_keys_public(k, pub);
}

bool kk_fuzz_seed(size_t i, struct kk_str *out)
{
    struct kk_bundle_head h = {.kind = (enum kk_bundle_kind)(i + 1),
                               .deployment = {1},
                               .sender = {2},
                               .bundle = {3},
                               .seq = i};
    struct kk_keys from, to;
    struct kk_node_keys from_pub, to_pub;

    if (i >= KK_BUNDLE_REKEY)
        return false;
    fixed_keys(1, &from, &from_pub);
    fixed_keys(2, &to, &to_pub);
    FUZZ_CHECK(kk_bundle_build(&h, &from, &to_pub.seal, 1, cards,
                               strlen(cards) * (i % 2), out, NULL) == KK_OK);
    return true;
}

static void receive(const uint8_t *data, size_t n_bytes, bool must_verify)
{
    struct kk_keys from, to;
    struct kk_node_keys from_pub, to_pub;
    struct kk_bundle b;
    struct kk_str got = {0};
    struct kk_err err = {0};
    enum kk_status st;

    fixed_keys(1, &from, &from_pub);
    fixed_keys(2, &to, &to_pub);
    st = kk_bundle_parse(data, n_bytes, &b, &err);
    if (st == KK_OK) {
        FUZZ_CHECK(b.head.n_body == n_bytes - AROUND);
        st = kk_bundle_verify(&b, &from_pub.sign, &err);
        FUZZ_CHECK(st == KK_OK || !must_verify);
        /* An enrolment is opened unverified: try all kinds so. */
        b.verified = true;
        st = kk_bundle_open(&b, to.seal, to.n_seal, &got, &err);
    }
    FUZZ_CHECK(st == KK_OK || st == KK_BADBUNDLE);
    /* Whoever changes it without our key cannot make other cards of it. */
    FUZZ_CHECK(got.n_bytes == 0 ||
               (st == KK_OK && kk_streq(kk_str_c(&got), cards)));
    FUZZ_CHECK(st == KK_OK || err.text[0] != '\0');
    kk_str_free(&got);
}

/* With a right length and signature, so that the inner checks are reached. */
static void sign_again(const uint8_t *data, size_t n_bytes)
{
    static const char context[] = "kikusui-bundle-v1\n";
    unsigned char text[sizeof context - 1 + 64];
    size_t n_signed = n_bytes - crypto_sign_BYTES;
    struct kk_keys from;
    struct kk_node_keys pub;
    uint8_t *copy = kk_alloc(n_bytes);

    fixed_keys(1, &from, &pub);
    memcpy(copy, data, n_bytes);
    for (int i = 0; i < 8; i++)
        copy[80 + i] = (uint8_t)((uint64_t)(n_bytes - AROUND) >> (8 * i));
    memcpy(text, context, sizeof context - 1);
    crypto_generichash(text + sizeof context - 1, 64, copy, n_signed, NULL, 0);
    crypto_sign_detached(copy + n_signed, NULL, text, sizeof text, from.sign);
    receive(copy, n_bytes, true);
    kk_free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct kk_bundle_head head;

    (void)kk_bundle_peek(data, n_bytes, &head);
    receive(data, n_bytes, false);
    if (n_bytes >= AROUND)
        sign_again(data, n_bytes);
    return 0;
}
