#include "test.h"

#include <kikusui/base/crypt.h>

#include <string.h>

static const unsigned char key[KK_SEAL_KEY_BYTES] = {1, 2, 3};

/* BLAKE2b-256 of "abc", as published with the reference implementation's
 * b2sum -l 256. */
START_TEST(hash_is_blake2b_256_however_it_is_fed)
{
    struct kk_hash h;
    unsigned char out[KK_HASH_BYTES];
    char hex[2 * KK_HASH_BYTES + 1];

    kk_hash_init(&h);
    kk_hash_add(&h, "a", 1);
    kk_hash_add(&h, NULL, 0);
    kk_hash_add(&h, "bc", 2);
    kk_hash_end(&h, out);
    kk_hex(out, sizeof out, hex);
    ck_assert_str_eq(hex, "bddd813c634239723171ef3fee98579b"
                          "94964e3bb1cb3e427262c8c068d52319");
}
END_TEST

START_TEST(hex_goes_back_and_refuses_anything_else)
{
    unsigned char bytes[3];
    char hex[7];

    ck_assert(kk_unhex("00Ff7a", bytes, 3));
    kk_hex(bytes, 3, hex);
    ck_assert_str_eq(hex, "00ff7a");
    ck_assert(!kk_unhex("00ff7", bytes, 3));
    ck_assert(!kk_unhex("00ff7a0", bytes, 3));
    ck_assert(!kk_unhex("00ff7g", bytes, 3));
    ck_assert(!kk_unhex("", bytes, 3));
}
END_TEST

START_TEST(random_differs)
{
    ck_assert_uint_ne(kk_random_u64(), kk_random_u64());
}
END_TEST

START_TEST(seal_opens_only_whole_and_with_its_key)
{
    static const char plain[] = "受付中 残2:43";
    unsigned char other[KK_SEAL_KEY_BYTES] = {9};
    struct kk_str sealed = {0}, out = {0};
    struct kk_err err = {0};

    kk_str_add(&out, "前");
    kk_seal(key, plain, sizeof plain, &sealed);
    ck_assert_uint_eq(sealed.n_bytes, sizeof plain + KK_SEAL_OVERHEAD_BYTES);
    ck_ok(kk_unseal(key, sealed.s, sealed.n_bytes, &out, &err), &err);
    ck_assert_str_eq(out.s, "前受付中 残2:43");
    kk_str_clear(&out);
    ck_assert_int_eq(kk_unseal(other, sealed.s, sealed.n_bytes, &out, &err),
                     KK_REFUSED);
    for (size_t n = 0; n < sealed.n_bytes; n++)
        ck_assert_int_eq(kk_unseal(key, sealed.s, n, &out, &err), KK_REFUSED);
    for (size_t i = 0; i < sealed.n_bytes; i++) {
        sealed.s[i] ^= 1;
        ck_assert_int_eq(kk_unseal(key, sealed.s, sealed.n_bytes, &out, &err),
                         KK_REFUSED);
        sealed.s[i] ^= 1;
    }
    ck_assert_uint_eq(out.n_bytes, 0);
    kk_str_free(&sealed);
    kk_str_free(&out);
}
END_TEST

START_TEST(seals_nothing_as_well)
{
    struct kk_str sealed = {0}, out = {0};
    struct kk_err err = {0};

    kk_seal(key, "", 0, &sealed);
    ck_ok(kk_unseal(key, sealed.s, sealed.n_bytes, &out, &err), &err);
    ck_assert_uint_eq(out.n_bytes, 0);
    kk_str_free(&sealed);
    kk_str_free(&out);
}
END_TEST

START_TEST(passphrases_check_and_make_keys)
{
    unsigned char salt[16] = {7}, a[KK_SEAL_KEY_BYTES], b[KK_SEAL_KEY_BYTES];
    struct kk_str stored = {0};
    struct kk_err err = {0};

    ck_ok(kk_pass_store("菊水の鍵", &stored, &err), &err);
    ck_assert(kk_str_starts(stored.s, "$argon2id$v=19$m=65536,"));
    ck_assert(kk_pass_check("菊水の鍵", stored.s));
    ck_assert(!kk_pass_check("菊水の鍵 ", stored.s));
    ck_assert(!kk_pass_check("菊水の鍵", ""));
    ck_assert(!kk_pass_check("菊水の鍵", "$argon2id$v=19$m=65536"));
    ck_assert_int_eq(kk_pass_store("", &stored, &err), KK_REFUSED);
    ck_ok(kk_pass_key("菊水の鍵", salt, a, &err), &err);
    ck_ok(kk_pass_key("菊水の鍵", salt, b, &err), &err);
    ck_assert_mem_eq(a, b, sizeof a);
    salt[0]++;
    ck_ok(kk_pass_key("菊水の鍵", salt, b, &err), &err);
    ck_assert_mem_ne(a, b, sizeof a);
    kk_str_free(&stored);
}
END_TEST

KK_TEST_MAIN("crypt", hash_is_blake2b_256_however_it_is_fed,
             hex_goes_back_and_refuses_anything_else, random_differs,
             seal_opens_only_whole_and_with_its_key, seals_nothing_as_well,
             passphrases_check_and_make_keys)
