/* age files and the text forms of its keys. */
#include "fuzz.h"

#include <kikusui/base/mem.h>
#include <kikusui/sync/age.h>

#include <string.h>

static const struct kk_age_identity id = {"a key that the fuzzer may know."};

bool kk_fuzz_seed(size_t i, struct kk_str *out)
{
    static char plain[200000];
    static const size_t sizes[] = {0, 10, 70000, 131072};
    struct kk_age_identity other = id;
    struct kk_age_recipient to[2];

    other.b[5] ^= 1;
    kk_age_recipient_of(&id, &to[1]);
    kk_age_recipient_of(&other, &to[0]);
    if (i < sizeof sizes / sizeof *sizes)
        FUZZ_CHECK(kk_age_encrypt(to, 2, plain, sizes[i], out, NULL) == KK_OK);
    else if (i == 4) /* to another */
        FUZZ_CHECK(kk_age_encrypt(to, 1, plain, 10, out, NULL) == KK_OK);
    else if (i == 5)
        kk_age_identity_text(&id, out);
    else if (i == 6)
        kk_age_recipient_text(&to[0], out);
    return i <= 6;
}

static void try_text(const uint8_t *data, size_t n_bytes)
{
    char *text = kk_strndup((const char *)data, n_bytes);
    struct kk_age_identity got;
    struct kk_age_recipient to;
    struct kk_str again = {0};

    if (kk_age_identity_parse(text, &got)) {
        kk_age_identity_text(&got, &again);
        FUZZ_CHECK(strcasecmp(kk_str_c(&again), text) == 0);
    }
    kk_str_clear(&again);
    if (kk_age_recipient_parse(text, &to)) {
        kk_age_recipient_text(&to, &again);
        FUZZ_CHECK(strcasecmp(kk_str_c(&again), text) == 0);
    }
    kk_str_free(&again);
    kk_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct kk_str out = {0};
    struct kk_err err = {0};
    enum kk_status st = kk_age_decrypt(&id, 1, data, n_bytes, &out, &err);

    FUZZ_CHECK(st == KK_OK || st == KK_BADBUNDLE);
    FUZZ_CHECK(st == KK_OK ? out.n_bytes < n_bytes : out.n_bytes == 0);
    FUZZ_CHECK(st == KK_OK || (err.text[0] != '\0' && err.field[0] != '\0'));
    kk_str_free(&out);
    if (n_bytes < 1000)
        try_text(data, n_bytes);
    return 0;
}
