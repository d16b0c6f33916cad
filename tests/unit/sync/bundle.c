#include "resign.h"
#include "temp.h"

#include <kikusui/base/crypt.h>
#include <kikusui/sync/bundle.h>
#include <kikusui/sync/zframe.h>

static struct kk_keys office, laptop, stranger;
static struct kk_node_keys office_pub, laptop_pub, stranger_pub;
static const char cards[] = "M\t1\nE\tk1\t1\nA\tincident\tK1-0042\n";

static void make_keys(void)
{
    kk_keys_make(&office);
    kk_keys_make(&laptop);
    kk_keys_make(&stranger);
    kk_keys_public(&office, &office_pub);
    kk_keys_public(&laptop, &laptop_pub);
    kk_keys_public(&stranger, &stranger_pub);
}

static struct kk_bundle_head head_of(enum kk_bundle_kind kind)
{
    struct kk_bundle_head h = {.kind = kind, .seq = 123, .created = 1681261200};

    memset(h.deployment, 0x7f, sizeof h.deployment);
    memset(h.sender, 0x0b, sizeof h.sender);
    memset(h.bundle, 0x5a, sizeof h.bundle);
    return h;
}

/* From the laptop to the office. */
static void build(struct kk_str *out)
{
    struct kk_bundle_head h = head_of(KK_BUNDLE_TO_OFFICE);
    struct kk_err err = {0};

    ck_ok(kk_bundle_build(&h, &laptop, &office_pub.seal, 1, cards,
                          strlen(cards), out, &err),
          &err);
}

/* All that an import does before it looks at the cards. */
static enum kk_status receive(const void *bytes, size_t n_bytes,
                              struct kk_str *got, struct kk_err *err)
{
    struct kk_bundle b;
    struct kk_bundle_head want = head_of(KK_BUNDLE_TO_OFFICE);
    enum kk_status st = kk_bundle_parse(bytes, n_bytes, &b, err);

    if (st == KK_OK)
        st = kk_bundle_belongs(&b, want.deployment, err);
    if (st == KK_OK)
        st = kk_bundle_verify(&b, &laptop_pub.sign, err);
    if (st == KK_OK)
        st = kk_bundle_open(&b, office.seal, office.n_seal, got, err);
    return st;
}

static void refuse(const void *bytes, size_t n_bytes, const char *because)
{
    struct kk_str got = {0};
    struct kk_err err = {0};
    /* A copy of exactly that size: a read behind it is seen by the tools that
     * watch memory. */
    char *copy = kk_alloc(n_bytes);

    memcpy(copy, bytes, n_bytes);
    ck_assert_int_eq(receive(copy, n_bytes, &got, &err), KK_BADBUNDLE);
    ck_assert_uint_eq(got.n_bytes, 0);
    ck_assert_msg(strstr(err.text, because) != NULL,
                  "\"%s\" says nothing of %s", err.text, because);
    kk_free(copy);
    kk_str_free(&got);
}

START_TEST(the_receiver_gets_what_the_sender_wrote)
{
    struct kk_str file = {0}, got = {0};
    struct kk_bundle_head want = head_of(KK_BUNDLE_TO_OFFICE);
    struct kk_err err = {0};
    struct kk_bundle b;

    make_keys();
    build(&file);
    ck_ok(receive(file.s, file.n_bytes, &got, &err), &err);
    ck_assert_str_eq(kk_str_c(&got), cards);
    ck_ok(kk_bundle_parse(file.s, file.n_bytes, &b, &err), &err);
    ck_assert_int_eq(b.head.kind, KK_BUNDLE_TO_OFFICE);
    ck_assert_uint_eq(b.head.n_recipients, 1);
    ck_assert_uint_eq(b.head.seq, want.seq);
    ck_assert_int_eq(b.head.created, want.created);
    ck_assert(memcmp(b.head.sender, want.sender, sizeof want.sender) == 0);
    ck_assert(memcmp(b.head.bundle, want.bundle, sizeof want.bundle) == 0);
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

/* doc/bundle-format.md, byte for byte. */
START_TEST(the_envelope_is_laid_out_as_documented)
{
    struct kk_str file = {0};
    const unsigned char *p;
    unsigned char hash[32];
    size_t body;

    make_keys();
    build(&file);
    p = (const unsigned char *)file.s;
    ck_assert(memcmp(p, "\x89KKS\r\n\x1a\n\x01\0\xc0\0\x01\x01\0\0", 16) == 0);
    for (int i = 0; i < 16; i++) {
        ck_assert_uint_eq(p[16 + i], 0x7f);
        ck_assert_uint_eq(p[32 + i], 0x5a);
        ck_assert_uint_eq(p[48 + i], 0x0b);
    }
    ck_assert(memcmp(p + 64, "\x7b\0\0\0\0\0\0\0", 8) == 0);
    ck_assert(memcmp(p + 72, "\x90\x02\x36\x64\0\0\0\0", 8) == 0);
    body = p[80] | (size_t)p[81] << 8;
    ck_assert_uint_eq(file.n_bytes, 192 + body + 64);
    ck_assert(sodium_is_zero(p + 82, 14) == 1);
    crypto_generichash(hash, 32, office_pub.seal.b, 32, NULL, 0);
    ck_assert(memcmp(p + 96, hash, 32) == 0);
    ck_assert(sodium_is_zero(p + 128, 64) == 1);
    ck_assert(memcmp(p + 192, "age-encryption.org/v1\n-> X25519 ", 32) == 0);
    kk_str_free(&file);
}
END_TEST

START_TEST(cut_at_any_byte_it_is_refused)
{
    struct kk_str file = {0};

    make_keys();
    build(&file);
    refuse(file.s, 0, "空のファイル");
    for (size_t n = 1; n < file.n_bytes; n++)
        refuse(file.s, n, "途中で切れています");
    kk_str_addc(&file, '\0');
    refuse(file.s, file.n_bytes, "余分な 1 バイト");
    kk_str_free(&file);
}
END_TEST

START_TEST(any_flipped_bit_is_refused)
{
    struct kk_str file = {0};

    make_keys();
    build(&file);
    for (size_t i = 0; i < 8 * file.n_bytes; i++) {
        file.s[i / 8] = (char)(file.s[i / 8] ^ (1 << i % 8));
        refuse(file.s, file.n_bytes, "。");
        file.s[i / 8] = (char)(file.s[i / 8] ^ (1 << i % 8));
    }
    kk_str_free(&file);
}
END_TEST

/* Even with a right signature: header and cipher text hold each other. */
START_TEST(any_flipped_bit_is_refused_even_when_signed_again)
{
    struct kk_str file = {0};
    size_t n;

    make_keys();
    build(&file);
    n = file.n_bytes - 64;
    for (size_t i = 0; i < 8 * n; i++) {
        file.s[i / 8] = (char)(file.s[i / 8] ^ (1 << i % 8));
        resign(&file, &laptop);
        refuse(file.s, file.n_bytes, "。");
        file.s[i / 8] = (char)(file.s[i / 8] ^ (1 << i % 8));
    }
    kk_str_free(&file);
}
END_TEST

START_TEST(nobody_signs_the_bundle_of_another_as_his_own)
{
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};
    struct kk_bundle b;

    make_keys();
    build(&file);
    memset(file.s + 48, 0x0c, 16); /* the thief's node */
    resign(&file, &stranger);
    ck_ok(kk_bundle_parse(file.s, file.n_bytes, &b, &err), &err);
    ck_ok(kk_bundle_verify(&b, &stranger_pub.sign, &err), &err);
    ck_assert_int_eq(kk_bundle_open(&b, office.seal, office.n_seal, &got, &err),
                     KK_BADBUNDLE);
    ck_assert_ptr_nonnull(strstr(err.text, "作り替えた"));
    ck_assert_uint_eq(got.n_bytes, 0);
    kk_str_free(&file);
}
END_TEST

START_TEST(strangers_other_deployments_and_other_files_are_refused)
{
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};
    struct kk_bundle b;

    make_keys();
    refuse("PK\3\4 a spreadsheet", 18, "受け渡しファイルではありません");
    build(&file);
    resign(&file, &stranger);
    refuse(file.s, file.n_bytes, "署名が合いません");
    resign(&file, &laptop);
    ck_ok(kk_bundle_parse(file.s, file.n_bytes, &b, &err), &err);
    ck_ok(kk_bundle_verify(&b, &laptop_pub.sign, &err), &err);
    ck_assert_int_eq(
        kk_bundle_open(&b, stranger.seal, stranger.n_seal, &got, &err),
        KK_BADBUNDLE);
    ck_assert_ptr_nonnull(strstr(err.text, "あてに封をしたものではありません"));
    file.s[16] = 0;
    refuse(file.s, file.n_bytes, "別の事業所");
    file.s[16] = 0x7f;
    file.s[8] = 2;
    refuse(file.s, file.n_bytes, "新しくしてから");
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

/* A sender who says 64 MiB of zeros in a few bytes, with a right signature. */
START_TEST(a_bomb_and_a_frame_with_something_behind_are_refused)
{
    static char zeros[1 << 20];
    struct kk_bundle_head h = head_of(KK_BUNDLE_TO_OFFICE);
    struct kk_str frame = {0}, plain = {0}, file = {0};
    struct kk_err err = {0};

    make_keys();
    for (int trial = 0; trial < 2; trial++) {
        kk_str_clear(&frame);
        kk_str_clear(&file);
        kk_str_clear(&plain);
        if (trial == 0) {
            char *big = kk_alloc(KK_BUNDLE_MAX_CARDS_BYTES + 1);

            ck_ok(kk_zframe_pack(big, KK_BUNDLE_MAX_CARDS_BYTES + 1, &frame,
                                 &err),
                  &err);
            kk_free(big);
        } else {
            ck_ok(kk_zframe_pack(zeros, sizeof zeros, &frame, &err), &err);
            kk_str_addc(&frame, 'x');
        }
        /* The same header for a plain text of another length. */
        ck_ok(kk_bundle_build(&h, &laptop, &office_pub.seal, 1, "", 0, &file,
                              &err),
              &err);
        kk_str_cut(&file, 192);
        {
            uint64_t n = kk_age_size(1, 192 + frame.n_bytes);

            for (int i = 0; i < 8; i++)
                file.s[80 + i] = (char)(n >> (8 * i) & 0xff);
        }
        kk_str_addn(&plain, file.s, 192);
        kk_str_addn(&plain, frame.s, frame.n_bytes);
        ck_ok(kk_age_encrypt(&office_pub.seal, 1, plain.s, plain.n_bytes, &file,
                             &err),
              &err);
        kk_str_room(&file, 64);
        resign(&file, &laptop);
        refuse(file.s, file.n_bytes, trial == 0 ? "超えています" : "圧縮の形");
    }
    kk_str_free(&frame);
    kk_str_free(&plain);
    kk_str_free(&file);
}
END_TEST

START_TEST(one_bundle_goes_to_every_live_laptop)
{
    struct kk_bundle_head h = head_of(KK_BUNDLE_TO_LAPTOPS);
    struct kk_age_recipient to[KK_BUNDLE_MAX_RECIPIENTS + 1];
    struct kk_keys keys[KK_BUNDLE_MAX_RECIPIENTS + 1];
    unsigned char hash[32], reversed[32];
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};
    struct kk_bundle b;

    make_keys();
    for (size_t i = 0; i <= KK_BUNDLE_MAX_RECIPIENTS; i++) {
        struct kk_node_keys pub;

        kk_keys_make(&keys[i]);
        kk_keys_public(&keys[i], &pub);
        to[i] = pub.seal;
    }
    ck_ok(kk_bundle_build(&h, &office, to, KK_BUNDLE_MAX_RECIPIENTS, cards,
                          strlen(cards), &file, &err),
          &err);
    ck_ok(kk_bundle_parse(file.s, file.n_bytes, &b, &err), &err);
    ck_assert_uint_eq(b.head.n_recipients, KK_BUNDLE_MAX_RECIPIENTS);
    ck_ok(kk_bundle_verify(&b, &office_pub.sign, &err), &err);
    for (size_t i = 0; i < KK_BUNDLE_MAX_RECIPIENTS; i += 21) {
        kk_str_clear(&got);
        ck_ok(kk_bundle_open(&b, keys[i].seal, 1, &got, &err), &err);
        ck_assert_str_eq(kk_str_c(&got), cards);
    }
    kk_str_clear(&file);
    ck_assert_int_eq(kk_bundle_build(&h, &office, to,
                                     KK_BUNDLE_MAX_RECIPIENTS + 1, cards,
                                     strlen(cards), &file, &err),
                     KK_REFUSED);
    to[1] = to[0];
    ck_assert_int_eq(kk_bundle_build(&h, &office, to, 2, cards, 1, &file, &err),
                     KK_REFUSED);
    ck_assert_int_eq(kk_bundle_build(&h, &office, to, 0, cards, 1, &file, &err),
                     KK_REFUSED);
    ck_assert_uint_eq(file.n_bytes, 0);
    to[1] = office_pub.seal;
    kk_bundle_recipients_hash(to, 2, hash);
    to[1] = to[0];
    to[0] = office_pub.seal;
    kk_bundle_recipients_hash(to, 2, reversed);
    ck_assert(memcmp(hash, reversed, 32) == 0);
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

/* The office does not know the laptop's keys before it reads the request. */
START_TEST(a_request_is_read_by_an_office_that_knows_nobody)
{
    struct kk_bundle_head h = head_of(KK_BUNDLE_REQUEST);
    struct kk_age_recipient anyone;
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};
    struct kk_bundle b;

    make_keys();
    kk_age_identity_text(&kk_bundle_request_identity, &got);
    ck_assert_str_eq(kk_str_c(&got), /* as doc/bundle-format.md prints it */
                     "AGE-SECRET-KEY-1DD5KKATNW45JQETWWFHKCMT9DE6ZQUN9W96K2UM5"
                     "YP4K27FQWCCS78QEEV");
    kk_str_clear(&got);
    kk_age_recipient_of(&kk_bundle_request_identity, &anyone);
    ck_ok(kk_bundle_build(&h, &laptop, &anyone, 1, cards, strlen(cards), &file,
                          &err),
          &err);
    ck_ok(kk_bundle_parse(file.s, file.n_bytes, &b, &err), &err);
    ck_ok(kk_bundle_open(&b, &kk_bundle_request_identity, 1, &got, &err), &err);
    ck_assert_str_eq(kk_str_c(&got), cards);
    ck_ok(kk_bundle_verify(&b, &laptop_pub.sign, &err), &err);
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

START_TEST(other_kinds_are_not_opened_before_their_signature)
{
    static const enum kk_bundle_kind kinds[] = {
        KK_BUNDLE_TO_OFFICE, KK_BUNDLE_TO_LAPTOPS, KK_BUNDLE_REKEY};
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};
    struct kk_bundle b;

    make_keys();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct kk_bundle_head h = head_of(kinds[i]);

        kk_str_clear(&file);
        ck_ok(kk_bundle_build(&h, &laptop, &office_pub.seal, 1, cards, 3, &file,
                              &err),
              &err);
        ck_ok(kk_bundle_parse(file.s, file.n_bytes, &b, &err), &err);
        ck_assert_int_eq(kk_bundle_open(&b, office.seal, 1, &got, &err),
                         KK_BUG);
        ck_assert_int_eq(kk_bundle_verify(&b, &stranger_pub.sign, &err),
                         KK_BADBUNDLE);
        ck_assert_int_eq(kk_bundle_open(&b, office.seal, 1, &got, &err),
                         KK_BUG);
        ck_assert_uint_eq(got.n_bytes, 0);
    }
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

/* The office exported before it learned of the laptop's new keys. */
START_TEST(a_bundle_to_the_former_key_still_opens)
{
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};

    make_keys();
    build(&file);
    kk_keys_renew(&office);
    ck_ok(receive(file.s, file.n_bytes, &got, &err), &err);
    ck_assert_str_eq(kk_str_c(&got), cards);
    kk_str_free(&file);
    kk_str_free(&got);
}
END_TEST

KK_TEST_MAIN("bundle", the_receiver_gets_what_the_sender_wrote,
             the_envelope_is_laid_out_as_documented,
             cut_at_any_byte_it_is_refused, any_flipped_bit_is_refused,
             any_flipped_bit_is_refused_even_when_signed_again,
             nobody_signs_the_bundle_of_another_as_his_own,
             strangers_other_deployments_and_other_files_are_refused,
             a_bomb_and_a_frame_with_something_behind_are_refused,
             one_bundle_goes_to_every_live_laptop,
             a_request_is_read_by_an_office_that_knows_nobody,
             other_kinds_are_not_opened_before_their_signature,
             a_bundle_to_the_former_key_still_opens)
