/* A bundle file that was changed, signed anew: what an enrolled node could do.
 */
#ifndef KIKUSUI_TESTS_UNIT_SYNC_RESIGN_H
#define KIKUSUI_TESTS_UNIT_SYNC_RESIGN_H

#include <kikusui/base/str.h>
#include <kikusui/sync/keys.h>

#include <sodium.h>
#include <string.h>

static inline void resign(struct kk_str *file, const struct kk_keys *by)
{
    static const char context[] = "kikusui-bundle-v1\n";
    unsigned char text[sizeof context - 1 + 64];
    size_t n = file->n_bytes - 64;

    memcpy(text, context, sizeof context - 1);
    crypto_generichash(text + sizeof context - 1, 64, (unsigned char *)file->s,
                       n, NULL, 0);
    crypto_sign_detached((unsigned char *)file->s + n, NULL, text, sizeof text,
                         by->sign);
}

#endif
