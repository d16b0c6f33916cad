#include "temp.h"

#include <kikusui/base/crypt.h>
#include <kikusui/sync/age.h>
#include <kikusui/sync/bech32.h>

static struct kk_age_identity own, other;
static struct kk_age_recipient to_own, to_other;

static void make_keys(void)
{
    kk_age_identity_make(&own);
    kk_age_identity_make(&other);
    kk_age_recipient_of(&own, &to_own);
    kk_age_recipient_of(&other, &to_other);
}

static void fill(struct kk_str *s, size_t n)
{
    unsigned char *p = kk_str_room(s, n);

    for (size_t i = 0; i < n; i++)
        p[i] = (unsigned char)(i * 7 + i / 251);
}

START_TEST(every_recipient_reads_what_was_sealed_whatever_its_size)
{
    static const size_t sizes[] = {0,     1,      65535,  65536,
                                   65537, 131072, 131073, 200000};
    struct kk_age_recipient to[2];
    struct kk_err err = {0};

    make_keys();
    to[0] = to_own;
    to[1] = to_other;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct kk_str plain = {0}, file = {0}, got = {0};

        fill(&plain, sizes[i]);
        ck_ok(kk_age_encrypt(to, 2, plain.s, sizes[i], &file, &err), &err);
        ck_assert_uint_eq(file.n_bytes, kk_age_size(2, sizes[i]));
        ck_ok(kk_age_decrypt(&own, 1, file.s, file.n_bytes, &got, &err), &err);
        ck_assert_uint_eq(got.n_bytes, sizes[i]);
        ck_assert(memcmp(got.s, plain.s, sizes[i]) == 0);
        kk_str_clear(&got);
        ck_ok(kk_age_decrypt(&other, 1, file.s, file.n_bytes, &got, &err),
              &err);
        ck_assert_uint_eq(got.n_bytes, sizes[i]);
        kk_str_free(&plain);
        kk_str_free(&file);
        kk_str_free(&got);
    }
}
END_TEST

/* After new keys were made, files sealed to the former ones still arrive. */
START_TEST(any_of_several_identities_opens)
{
    struct kk_age_identity ids[2];
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};

    make_keys();
    ids[0] = other;
    ids[1] = own;
    ck_ok(kk_age_encrypt(&to_own, 1, "abc", 3, &file, &err), &err);
    ck_ok(kk_age_decrypt(ids, 2, file.s, file.n_bytes, &got, &err), &err);
    ck_assert_str_eq(kk_str_c(&got), "abc");
    kk_str_clear(&got);
    ck_assert_int_eq(
        kk_age_decrypt(&other, 1, file.s, file.n_bytes, &got, &err),
        KK_BADBUNDLE);
    ck_assert_str_eq(err.field, "recipient");
    ck_assert_uint_eq(got.n_bytes, 0);
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

START_TEST(cut_anywhere_or_with_a_byte_more_it_is_refused_whole)
{
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};

    make_keys();
    ck_ok(kk_age_encrypt(&to_own, 1, "0123456789", 10, &file, &err), &err);
    for (size_t n = 0; n < file.n_bytes; n++) {
        ck_assert_int_eq(kk_age_decrypt(&own, 1, file.s, n, &got, &err),
                         KK_BADBUNDLE);
        ck_assert_uint_eq(got.n_bytes, 0);
    }
    kk_str_addc(&file, 'x');
    ck_assert_int_eq(kk_age_decrypt(&own, 1, file.s, file.n_bytes, &got, &err),
                     KK_BADBUNDLE);
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

/* No byte of the header has two spellings. */
START_TEST(any_flipped_bit_is_refused)
{
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};

    make_keys();
    ck_ok(kk_age_encrypt(&to_own, 1, "0123456789", 10, &file, &err), &err);
    for (size_t i = 0; i < 8 * file.n_bytes; i++) {
        file.s[i / 8] = (char)(file.s[i / 8] ^ (1 << i % 8));
        ck_assert_msg(kk_age_decrypt(&own, 1, file.s, file.n_bytes, &got,
                                     &err) == KK_BADBUNDLE,
                      "bit %zu of byte %zu", i % 8, i / 8);
        ck_assert_uint_eq(got.n_bytes, 0);
        file.s[i / 8] = (char)(file.s[i / 8] ^ (1 << i % 8));
    }
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

START_TEST(a_file_with_endless_stanzas_is_refused)
{
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};

    make_keys();
    kk_str_add(&file, "age-encryption.org/v1\n");
    for (int i = 0; i <= KK_AGE_MAX_STANZAS; i++)
        kk_str_add(&file, "-> other x\n\n");
    kk_str_add(&file, "--- 8McE3ix9R34E/vLrQv3yepsHjo/LXhfs22Ab3UyInmg\n");
    fill(&file, 64);
    ck_assert_int_eq(kk_age_decrypt(&own, 1, file.s, file.n_bytes, &got, &err),
                     KK_BADBUNDLE);
    ck_assert_str_eq(err.field, "header");
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

START_TEST(nobody_to_seal_to_and_a_null_key_are_refused)
{
    struct kk_age_recipient bad[2] = {{{0}}};
    struct kk_str file = {0};
    struct kk_err err = {0};

    make_keys();
    bad[0] = to_own;
    ck_assert_int_eq(kk_age_encrypt(bad, 0, "a", 1, &file, &err), KK_REFUSED);
    ck_assert_int_eq(kk_age_encrypt(bad, 2, "a", 1, &file, &err), KK_REFUSED);
    ck_assert_uint_eq(file.n_bytes, 0);
    kk_str_free(&file);
}
END_TEST

START_TEST(keys_have_the_text_form_of_age)
{
    struct kk_str id = {0}, to = {0};
    struct kk_age_identity id2;
    struct kk_age_recipient to2;

    make_keys();
    kk_age_identity_text(&own, &id);
    kk_age_recipient_text(&to_own, &to);
    ck_assert(kk_str_starts(kk_str_c(&id), "AGE-SECRET-KEY-1"));
    ck_assert_uint_eq(id.n_bytes, 74);
    ck_assert(kk_str_starts(kk_str_c(&to), "age1"));
    ck_assert_uint_eq(to.n_bytes, 62);
    ck_assert(kk_age_identity_parse(kk_str_c(&id), &id2));
    ck_assert(memcmp(&id2, &own, sizeof own) == 0);
    ck_assert(kk_age_recipient_parse(kk_str_c(&to), &to2));
    ck_assert(memcmp(&to2, &to_own, sizeof to_own) == 0);
    ck_assert(!kk_age_recipient_parse(kk_str_c(&id), &to2));
    ck_assert(!kk_age_identity_parse("", &id2));
    for (size_t i = 0; i < to.n_bytes; i++) { /* one letter off */
        char was = to.s[i];

        to.s[i] = was == 'q' ? 'p' : 'q';
        ck_assert(!kk_age_recipient_parse(kk_str_c(&to), &to2));
        to.s[i] = was;
    }
    to.s[0] = 'A'; /* mixed case */
    ck_assert(!kk_age_recipient_parse(kk_str_c(&to), &to2));
    kk_str_free(&id);
    kk_str_free(&to);
}
END_TEST

/* Two of BIP 173's own examples. */
START_TEST(bech32_is_the_published_one)
{
    struct kk_str s = {0};
    unsigned char b[20];
    char hex[41];

    kk_bech32_encode("a", "", 0, true, &s);
    ck_assert_str_eq(kk_str_c(&s), "A12UEL5L");
    ck_assert(kk_bech32_decode("a12uel5l", "a", b, 0));
    ck_assert(kk_bech32_decode("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
                               "abcdef", b, sizeof b));
    kk_hex(b, sizeof b, hex);
    ck_assert_str_eq(hex, "00443214c74254b635cf84653a56d7c675be77df");
    kk_str_clear(&s);
    kk_bech32_encode("abcdef", b, sizeof b, false, &s);
    ck_assert_str_eq(kk_str_c(&s),
                     "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw");
    ck_assert(!kk_bech32_decode("A12uEL5L", "a", b, 0));
    kk_str_free(&s);
}
END_TEST

KK_TEST_MAIN("age", every_recipient_reads_what_was_sealed_whatever_its_size,
             any_of_several_identities_opens,
             cut_anywhere_or_with_a_byte_more_it_is_refused_whole,
             any_flipped_bit_is_refused, a_file_with_endless_stanzas_is_refused,
             nobody_to_seal_to_and_a_null_key_are_refused,
             keys_have_the_text_form_of_age, bech32_is_the_published_one)
