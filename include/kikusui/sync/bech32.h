/* Bech32, the checked text form that age gives its keys: age1… for a
 * recipient, AGE-SECRET-KEY-1… for an identity. No length limit of 90. */
#ifndef KIKUSUI_SYNC_BECH32_H
#define KIKUSUI_SYNC_BECH32_H

#include <kikusui/base/str.h>

/* Appends `prefix` (lower case), "1", the bytes and the checksum, all in lower
 * case, or in upper case when upper. */
void kk_bech32_encode(const char *prefix, const void *bytes, size_t n_bytes,
                      bool upper, struct kk_str *out);
/* True when `text` is exactly n_bytes bytes under that prefix with a right
 * checksum and no mixed case; `bytes` is zeroed otherwise. */
bool kk_bech32_decode(const char *text, const char *prefix, void *bytes,
                      size_t n_bytes);

#endif
