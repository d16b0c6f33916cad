#include "temp.h"

#include <kikusui/base/crypt.h>
#include <kikusui/sync/digits.h>
#include <kikusui/sync/keys.h>

#include <sys/stat.h>

static bool same(const struct kk_keys *a, const struct kk_keys *b)
{
    return a->n_seal == b->n_seal &&
           memcmp(a->sign, b->sign, sizeof a->sign) == 0 &&
           memcmp(a->seal, b->seal, a->n_seal * sizeof a->seal[0]) == 0;
}

static unsigned mode_of(const char *path)
{
    struct stat sb;

    ck_assert_int_eq(stat(path, &sb), 0);
    return sb.st_mode & 0777;
}

START_TEST(keys_come_back_as_they_were_and_only_the_owner_reads_them)
{
    char *dir = temp_make(), *folder = kk_path_join(dir, "kikusui.db.keys");
    char *path = kk_path_join(folder, "node.key");
    struct kk_keys made, got;
    struct kk_err err = {0};

    ck_assert_int_eq(kk_keys_load(folder, NULL, &got, &err), KK_NONE);
    kk_keys_make(&made);
    ck_ok(kk_keys_create(folder, &made, NULL, &err), &err);
    ck_assert_uint_eq(mode_of(folder), 0700);
    ck_assert_uint_eq(mode_of(path), 0600);
    ck_assert_int_eq(temp_count(folder), 1);
    ck_ok(kk_keys_load(folder, NULL, &got, &err), &err);
    ck_assert(same(&made, &got));
    ck_assert_int_eq(chmod(path, 0644), 0);
    ck_assert_int_eq(kk_keys_load(folder, NULL, &got, &err), KK_REFUSED);
    ck_assert_ptr_nonnull(strstr(err.text, "chmod 600"));
    ck_assert_uint_eq(got.n_seal, 0);
    kk_free(path);
    kk_free(folder);
    temp_drop(dir);
}
END_TEST

START_TEST(keys_are_never_made_over_others)
{
    char *dir = temp_make();
    struct kk_keys first, second, got;
    struct kk_err err = {0};

    kk_keys_make(&first);
    kk_keys_make(&second);
    ck_ok(kk_keys_create(dir, &first, NULL, &err), &err);
    ck_assert_int_eq(kk_keys_create(dir, &second, NULL, &err), KK_REFUSED);
    ck_ok(kk_keys_load(dir, NULL, &got, &err), &err);
    ck_assert(same(&first, &got));
    ck_assert_int_eq(temp_count(dir), 1);
    ck_ok(kk_keys_save(dir, &second, NULL, &err), &err);
    ck_ok(kk_keys_load(dir, NULL, &got, &err), &err);
    ck_assert(same(&second, &got));
    temp_drop(dir);
}
END_TEST

START_TEST(a_passphrase_seals_the_keys)
{
    char *dir = temp_make(), *path = kk_path_join(dir, "node.key"), hex[65];
    struct kk_keys made, got;
    struct kk_str text = {0}, id = {0};
    struct kk_err err = {0};

    kk_keys_make(&made);
    kk_hex(made.sign, 32, hex);
    kk_age_identity_text(&made.seal[0], &id);
    ck_ok(kk_keys_create(dir, &made, "札幌市 2023", &err), &err);
    temp_get(path, &text);
    ck_assert_ptr_null(strstr(text.s, hex));
    ck_assert_ptr_null(strstr(text.s, kk_str_c(&id)));
    ck_assert_int_eq(kk_keys_load(dir, NULL, &got, &err), KK_REFUSED);
    ck_assert_str_eq(err.field, "passphrase");
    ck_assert_int_eq(kk_keys_load(dir, "札幌市 2024", &got, &err), KK_REFUSED);
    ck_assert_str_eq(err.field, "passphrase");
    ck_assert_uint_eq(got.n_seal, 0);
    ck_ok(kk_keys_load(dir, "札幌市 2023", &got, &err), &err);
    ck_assert(same(&made, &got));
    kk_str_clear(&text);
    ck_assert_int_eq(kk_keys_encode(&made, "", &text, &err), KK_REFUSED);
    ck_assert_uint_eq(text.n_bytes, 0);
    kk_str_free(&text);
    kk_str_free(&id);
    kk_free(path);
    temp_drop(dir);
}
END_TEST

/* What a backup carries: nothing that was cut or changed opens. */
START_TEST(a_damaged_blob_is_refused)
{
    struct kk_keys made, got;
    struct kk_str text = {0};
    struct kk_err err = {0};

    kk_keys_make(&made);
    ck_ok(kk_keys_encode(&made, NULL, &text, &err), &err);
    for (size_t n = 0; n < text.n_bytes; n++) {
        ck_assert_int_eq(kk_keys_decode(text.s, n, NULL, &got, &err),
                         KK_REFUSED);
        ck_assert_uint_eq(got.n_seal, 0);
    }
    kk_str_clear(&text);
    ck_ok(kk_keys_encode(&made, "a", &text, &err), &err);
    text.s[text.n_bytes - 5] = text.s[text.n_bytes - 5] == '0' ? '1' : '0';
    ck_assert_int_eq(kk_keys_decode(text.s, text.n_bytes, "a", &got, &err),
                     KK_REFUSED);
    ck_assert_int_eq(kk_keys_decode("", 0, NULL, &got, &err), KK_REFUSED);
    ck_assert_int_eq(
        kk_keys_decode("# kikusui-keys 1 sealed\n", 24, "a", &got, &err),
        KK_REFUSED);
    kk_str_free(&text);
}
END_TEST

START_TEST(former_sealing_keys_are_kept_but_not_for_ever)
{
    struct kk_keys k, got;
    struct kk_node_keys before, after;
    struct kk_age_identity first;
    struct kk_str text = {0};
    struct kk_err err = {0};

    kk_keys_make(&k);
    first = k.seal[0];
    kk_keys_public(&k, &before);
    kk_keys_renew(&k);
    kk_keys_public(&k, &after);
    ck_assert(memcmp(&before.sign, &after.sign, sizeof before.sign) != 0);
    ck_assert(memcmp(&before.seal, &after.seal, sizeof before.seal) != 0);
    ck_assert_uint_eq(k.n_seal, 2);
    ck_assert(memcmp(&k.seal[1], &first, sizeof first) == 0);
    for (int i = 0; i < 10; i++)
        kk_keys_renew(&k);
    ck_assert_uint_eq(k.n_seal, 1 + KK_KEYS_FORMER);
    ck_ok(kk_keys_encode(&k, NULL, &text, &err), &err);
    ck_ok(kk_keys_decode(text.s, text.n_bytes, NULL, &got, &err), &err);
    ck_assert(same(&k, &got));
    kk_str_free(&text);
}
END_TEST

START_TEST(digits_change_with_every_key_and_word)
{
    struct kk_node_keys laptop, office;
    char a[KK_DIGITS_BYTES], b[KK_DIGITS_BYTES];
    struct kk_keys k;

    kk_keys_make(&k);
    kk_keys_public(&k, &laptop);
    kk_keys_make(&k);
    kk_keys_public(&k, &office);
    kk_digits(&laptop, &office, "K2", 2, a);
    kk_digits(&laptop, &office, "K2", 2, b);
    ck_assert_str_eq(a, b);
    kk_digits(&laptop, NULL, "K2", 2, b);
    ck_assert_str_ne(a, b);
    kk_digits(&laptop, &office, "K3", 2, b);
    ck_assert_str_ne(a, b);
    office.seal.b[31] ^= 1;
    kk_digits(&laptop, &office, "K2", 2, b);
    ck_assert_str_ne(a, b);
    office.seal.b[31] ^= 1;
    laptop.sign.b[0] ^= 1;
    kk_digits(&laptop, &office, "K2", 2, b);
    ck_assert_str_ne(a, b);
}
END_TEST

/* doc/bundle-format.md gives this example. */
START_TEST(digits_are_six_groups_of_five)
{
    static const struct kk_node_keys zero;
    char a[KK_DIGITS_BYTES];

    kk_digits(&zero, NULL, "", 0, a);
    ck_assert_str_eq(a, "17660 96000 87154 14866 28229 74838");
}
END_TEST

START_TEST(digits_may_be_typed_in_any_grouping)
{
    const char *d = "01234 56789 01234 56789 01234 56789";

    ck_assert(kk_digits_same(d, d));
    ck_assert(kk_digits_same(d, "012345678901234567890123456789"));
    ck_assert(kk_digits_same(d, " 01234-56789-01234-56789-01234-56789 "));
    ck_assert(kk_digits_same(
        d, "０１２３４　５６７８９ー０１２３４－５６７８９　01234 56789"));
    ck_assert(!kk_digits_same(d, "01234 56789 01234 56789 01234 56780"));
    ck_assert(!kk_digits_same(d, "01234 56789 01234 56789 01234 5678"));
    ck_assert(!kk_digits_same(d, "01234 56789 01234 56789 01234 56789 0"));
    ck_assert(!kk_digits_same(d, "01234 56789 01234 56789 01234 5678O"));
    ck_assert(!kk_digits_same(d, ""));
    ck_assert(!kk_digits_same("", ""));
    ck_assert(!kk_digits_same(d, "\xef\xbc"));
}
END_TEST

KK_TEST_MAIN("keys", keys_come_back_as_they_were_and_only_the_owner_reads_them,
             keys_are_never_made_over_others, a_passphrase_seals_the_keys,
             a_damaged_blob_is_refused,
             former_sealing_keys_are_kept_but_not_for_ever,
             digits_change_with_every_key_and_word,
             digits_are_six_groups_of_five, digits_may_be_typed_in_any_grouping)
