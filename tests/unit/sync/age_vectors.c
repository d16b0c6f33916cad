/* The X25519 vectors of the age format. The folder is beside the source tree;
 * KIKUSUI_SHARED in the environment names another. */
#include "temp.h"

#include <kikusui/sync/age.h>

#include <sodium.h>

#include <sys/stat.h>

static const char *vectors(void)
{
    const char *dir = getenv("KIKUSUI_SHARED");

    return dir == NULL ? KIKUSUI_SHARED : dir;
}

/* Copies every vector, with the body inflated where it is deflated. */
static const char inflate[] =
    "import os, sys, zlib\n"
    "src, dst = sys.argv[1:]\n"
    "for name in os.listdir(src):\n"
    "    head, mark, body = open(os.path.join(src, name), 'rb').read()"
    ".partition(b'\\n\\n')\n"
    "    if not head.startswith(b'expect: '):\n"
    "        continue\n"
    "    if b'compressed: zlib' in head:\n"
    "        body = zlib.decompress(body)\n"
    "    open(os.path.join(dst, name), 'wb').write(head + mark + body)\n";

struct vector {
    struct kk_str file; /* as read */
    char expect[32], payload[65];
    struct kk_age_identity id[4];
    size_t n_id;
    const char *body;
    size_t n_body;
};

static void read_vector(const char *path, struct vector *v)
{
    char *line, *rest, *end;

    temp_get(path, &v->file);
    end = memmem(v->file.s, v->file.n_bytes, "\n\n", 2);
    ck_assert_ptr_nonnull(end);
    *end = '\0';
    v->body = end + 2;
    v->n_body = v->file.n_bytes - (size_t)(v->body - v->file.s);
    for (line = strtok_r(v->file.s, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (kk_str_starts(line, "expect: "))
            snprintf(v->expect, sizeof v->expect, "%s", line + 8);
        else if (kk_str_starts(line, "payload: "))
            snprintf(v->payload, sizeof v->payload, "%s", line + 9);
        else if (kk_str_starts(line, "identity: "))
            ck_assert(kk_age_identity_parse(line + 10, &v->id[v->n_id++]));
    }
}

/* What our reader says for each of the vectors' expectations. */
static const char *field_of(const char *expect)
{
    static const char *const map[][2] = {{"no match", "recipient"},
                                         {"HMAC failure", "mac"},
                                         {"header failure", "header"},
                                         {"payload failure", "payload"}};

    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (kk_streq(map[i][0], expect))
            return map[i][1];
    ck_abort_msg("an expectation that this test does not know: %s", expect);
}

static void check_vector(const char *name, const struct vector *v)
{
    struct kk_err err = {0};
    struct kk_str plain = {0};
    enum kk_status st;
    unsigned char hash[32];
    char hex[65];

    kk_str_add(&plain, "before");
    st = kk_age_decrypt(v->id, v->n_id, v->body, v->n_body, &plain, &err);
    ck_assert(memcmp(plain.s, "before", 6) == 0);
    if (kk_streq(v->expect, "success")) {
        ck_assert_msg(st == KK_OK, "%s: %s", name, err.text);
        crypto_hash_sha256(hash, (const unsigned char *)plain.s + 6,
                           plain.n_bytes - 6);
        sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
        ck_assert_msg(kk_streq(hex, v->payload), "%s: plain text", name);
    } else {
        ck_assert_msg(st == KK_BADBUNDLE, "%s: accepted", name);
        ck_assert_msg(plain.n_bytes == 6, "%s: released something", name);
        ck_assert_msg(kk_streq(err.field, field_of(v->expect)),
                      "%s: expected %s, got %s", name, v->expect, err.field);
        ck_assert_msg(err.text[0] != '\0', "%s: no reason", name);
    }
    kk_str_free(&plain);
}

START_TEST(every_vector_ends_as_it_says)
{
    char *dir = temp_make();
    int n = 0;
    struct dirent *e;
    DIR *d;

    ck_assert_int_eq(
        temp_sh("python3 -c \"%s\" '%s' '%s'", inflate, vectors(), dir), 0);
    d = opendir(dir);
    while ((e = readdir(d)) != NULL) {
        struct vector v = {0};
        char *path;

        if (e->d_name[0] == '.')
            continue;
        path = kk_path_join(dir, e->d_name);
        read_vector(path, &v);
        check_vector(e->d_name, &v);
        kk_str_free(&v.file);
        kk_free(path);
        n++;
    }
    closedir(d);
    ck_assert_msg(n >= 60, "only %d vectors", n);
    temp_drop(dir);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {every_vector_ends_as_it_says};
    struct stat sb;

    if (stat(vectors(), &sb) != 0) {
        printf("SKIP: no age test vectors in %s\n", vectors());
        return KK_TEST_SKIPPED;
    }
    return kk_test_run("age_vectors", tests, 1);
}
