/* The age v1 file format (age-encryption.org/v1), in memory: X25519 recipients,
 * not armoured. What this writes, any age program opens, and the other way
 * round. */
#ifndef KIKUSUI_SYNC_AGE_H
#define KIKUSUI_SYNC_AGE_H

#include <kikusui/base/str.h>

#define KK_AGE_KEY_BYTES 32
/* Stanzas a file may have: each costs a key agreement before anything is
 * known to be genuine. */
#define KK_AGE_MAX_STANZAS 256

struct kk_age_identity { /* secret: wipe it when done */
    unsigned char b[KK_AGE_KEY_BYTES];
};
struct kk_age_recipient {
    unsigned char b[KK_AGE_KEY_BYTES];
};

void kk_age_identity_make(struct kk_age_identity *out);
void kk_age_recipient_of(const struct kk_age_identity *id,
                         struct kk_age_recipient *out);

/* The text forms of the age program, appended; and back. */
void kk_age_identity_text(const struct kk_age_identity *id, struct kk_str *out);
void kk_age_recipient_text(const struct kk_age_recipient *to,
                           struct kk_str *out);
bool kk_age_identity_parse(const char *text, struct kk_age_identity *out);
bool kk_age_recipient_parse(const char *text, struct kk_age_recipient *out);

/* Bytes of the file that kk_age_encrypt makes. */
size_t kk_age_size(size_t n_recipients, size_t n_bytes);
/* Appends the file. KK_REFUSED for a recipient that is no proper key. */
enum kk_status kk_age_encrypt(const struct kk_age_recipient *to, size_t n_to,
                              const void *plain, size_t n_bytes,
                              struct kk_str *out, struct kk_err *err) KK_MUST;
/* Appends the plain text, all of it or nothing. KK_BADBUNDLE otherwise, with
 * err->field saying where: "header" (malformed), "recipient" (sealed to none
 * of these identities), "mac" (header altered), "payload" (altered, cut off or
 * something behind it). */
enum kk_status kk_age_decrypt(const struct kk_age_identity *id, size_t n_id,
                              const void *file, size_t n_bytes,
                              struct kk_str *out, struct kk_err *err) KK_MUST;

#endif
