/* The 30 digits of an enrolment: one person reads them aloud, the other types
 * them, so that both know that no one changed a key or a word on the way. */
#ifndef KIKUSUI_SYNC_DIGITS_H
#define KIKUSUI_SYNC_DIGITS_H

#include <kikusui/sync/keys.h>

#define KK_DIGITS_BYTES 36 /* "12345 67890 12345 67890 12345 67890" */

/* Of the laptop's public keys, the office's (NULL while the laptop knows none)
 * and the content that both hold. */
void kk_digits(const struct kk_node_keys *laptop,
               const struct kk_node_keys *office, const void *content,
               size_t n_bytes, char out[KK_DIGITS_BYTES]);
/* Whether a person typed these digits: in any grouping, full-width too. */
bool kk_digits_same(const char *digits, const char *typed);

#endif
