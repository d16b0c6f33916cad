/* What lies inside the seal: zstd frames. And the key file, whose backup copy
 * travels. */
#include "fuzz.h"

#include <kikusui/sync/keys.h>
#include <kikusui/sync/zframe.h>

enum { CAP = 1 << 20 };

bool kk_fuzz_seed(size_t i, struct kk_str *out)
{
    struct kk_str plain = {0};
    struct kk_keys keys;

    if (i > 4)
        return false;
    if (i == 4) {
        kk_keys_make(&keys);
        return kk_keys_encode(&keys, NULL, out, NULL) == KK_OK;
    }
    for (size_t k = 0; k < (size_t)1 << 5 * i; k++)
        kk_str_addf(&plain, "C\t%zu\t%zu\n", k, k * k % 977);
    FUZZ_CHECK(kk_zframe_pack(kk_str_c(&plain), plain.n_bytes, out, NULL) ==
               KK_OK);
    kk_str_free(&plain);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct kk_str out = {0};
    struct kk_err err = {0};
    struct kk_keys keys;
    enum kk_status st = kk_zframe_unpack(data, n_bytes, CAP, &out, &err);

    FUZZ_CHECK(st == KK_OK || st == KK_BADBUNDLE);
    FUZZ_CHECK(out.n_bytes <= (st == KK_OK ? CAP : 0));
    FUZZ_CHECK(st == KK_OK || err.text[0] != '\0');
    kk_str_free(&out);
    st = kk_keys_decode(data, n_bytes, NULL, &keys, &err);
    FUZZ_CHECK(st == KK_OK || st == KK_REFUSED);
    FUZZ_CHECK((st == KK_OK) == (keys.n_seal > 0));
    return 0;
}
