/* Both ways with the programs that doc/bundle-format.md names: age, age-keygen
 * and zstd. Skips where they are not installed. */
#include "temp.h"

#include <kikusui/sync/bundle.h>
#include <kikusui/sync/zframe.h>

static char *dir;

static void start(void)
{
    dir = temp_make();
}

static void end(void)
{
    temp_drop(dir);
}

static char *in_dir(const char *name)
{
    return kk_path_join(dir, name);
}

START_TEST(age_opens_what_we_seal)
{
    struct kk_str text = {0}, plain = {0}, file = {0}, got = {0};
    struct kk_err err = {0};
    struct kk_keys keys;
    struct kk_node_keys pub;
    char *out;

    start();
    kk_keys_make(&keys);
    kk_keys_renew(&keys);
    kk_keys_public(&keys, &pub);
    kk_keys_identity(&keys, &text);
    kk_free(temp_put(dir, "id", text.s, text.n_bytes));
    for (int i = 0; i < 30000; i++)
        kk_str_addf(&plain, "%d\n", i);
    ck_ok(kk_age_encrypt(&pub.seal, 1, plain.s, plain.n_bytes, &file, &err),
          &err);
    kk_free(temp_put(dir, "sealed", file.s, file.n_bytes));
    ck_assert_int_eq(temp_sh("cd '%s' && age -d -i id -o plain sealed", dir),
                     0);
    out = in_dir("plain");
    temp_get(out, &got);
    ck_assert_uint_eq(got.n_bytes, plain.n_bytes);
    ck_assert(memcmp(got.s, plain.s, got.n_bytes) == 0);
    kk_free(out);
    kk_str_free(&text);
    kk_str_free(&plain);
    kk_str_free(&file);
    kk_str_free(&got);
    end();
}
END_TEST

START_TEST(we_open_what_age_seals)
{
    struct kk_str text = {0}, file = {0}, got = {0};
    struct kk_err err = {0};
    struct kk_age_identity id;
    struct kk_age_recipient to;
    char *path, *line, *rest = NULL;

    start();
    ck_assert_int_eq(temp_sh("cd '%s' && age-keygen -o id 2>/dev/null && "
                             "seq 30000 >plain && "
                             "age -r $(age-keygen -y id) -o sealed plain",
                             dir),
                     0);
    path = in_dir("id");
    temp_get(path, &text);
    kk_free(path);
    line = strtok_r(text.s, "\n", &rest);
    while (line != NULL && !kk_age_identity_parse(line, &id)) {
        const char *pub = "# public key: ";

        if (kk_str_starts(line, pub))
            ck_assert(kk_age_recipient_parse(line + strlen(pub), &to));
        line = strtok_r(NULL, "\n", &rest);
    }
    ck_assert_ptr_nonnull(line);
    {
        struct kk_age_recipient own;

        kk_age_recipient_of(&id, &own);
        ck_assert(memcmp(&own, &to, sizeof own) == 0);
    }
    path = in_dir("sealed");
    temp_get(path, &file);
    kk_free(path);
    ck_ok(kk_age_decrypt(&id, 1, file.s, file.n_bytes, &got, &err), &err);
    kk_str_clear(&text);
    path = in_dir("plain");
    temp_get(path, &text);
    kk_free(path);
    ck_assert_uint_eq(got.n_bytes, text.n_bytes);
    ck_assert(memcmp(got.s, text.s, got.n_bytes) == 0);
    kk_str_free(&text);
    kk_str_free(&file);
    kk_str_free(&got);
    end();
}
END_TEST

/* The key file itself, and the pipeline of doc/bundle-format.md. */
START_TEST(a_bundle_opens_without_kikusui)
{
    static const char cards[] = "M\t1\nE\tk1\t1\n";
    struct kk_bundle_head h = {.kind = KK_BUNDLE_TO_OFFICE, .seq = 1};
    struct kk_str file = {0}, got = {0};
    struct kk_err err = {0};
    struct kk_keys office, laptop;
    struct kk_node_keys pub;
    char *out;

    start();
    kk_keys_make(&office);
    kk_keys_make(&laptop);
    kk_keys_public(&office, &pub);
    ck_ok(kk_keys_create(dir, &office, NULL, &err), &err);
    ck_ok(kk_bundle_build(&h, &laptop, &pub.seal, 1, cards, strlen(cards),
                          &file, &err),
          &err);
    kk_free(temp_put(dir, "F.KKS", file.s, file.n_bytes));
    ck_assert_int_eq(temp_sh("cd '%s' && tail -c +193 F.KKS | head -c -64 | "
                             "age -d -i node.key | tail -c +193 | "
                             "zstd -dq >cards",
                             dir),
                     0);
    out = in_dir("cards");
    temp_get(out, &got);
    ck_assert_str_eq(kk_str_c(&got), cards);
    kk_free(out);
    kk_str_free(&file);
    kk_str_free(&got);
    end();
}
END_TEST

START_TEST(zstd_reads_our_frames_and_we_read_its)
{
    struct kk_str frame = {0}, got = {0}, plain = {0};
    struct kk_err err = {0};
    char *path;

    start();
    ck_assert_int_eq(temp_sh("cd '%s' && seq 9999 >p && zstd -q p", dir), 0);
    path = in_dir("p");
    temp_get(path, &plain);
    kk_free(path);
    path = in_dir("p.zst");
    temp_get(path, &frame);
    kk_free(path);
    ck_ok(kk_zframe_unpack(frame.s, frame.n_bytes, 1 << 20, &got, &err), &err);
    ck_assert_uint_eq(got.n_bytes, plain.n_bytes);
    kk_str_clear(&frame);
    ck_ok(kk_zframe_pack(plain.s, plain.n_bytes, &frame, &err), &err);
    kk_free(temp_put(dir, "ours.zst", frame.s, frame.n_bytes));
    ck_assert_int_eq(temp_sh("cd '%s' && zstd -dq ours.zst && cmp p ours", dir),
                     0);
    kk_str_free(&frame);
    kk_str_free(&got);
    kk_str_free(&plain);
    end();
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        age_opens_what_we_seal, we_open_what_age_seals,
        a_bundle_opens_without_kikusui, zstd_reads_our_frames_and_we_read_its};

    if (temp_sh("command -v age age-keygen zstd >/dev/null") != 0) {
        printf("SKIP: the programs age and zstd are not installed\n");
        return KK_TEST_SKIPPED;
    }
    return kk_test_run("interop", tests, sizeof tests / sizeof *tests);
}
