/* Who belongs: enrolment by one round trip of the stick, revocation, new keys.
 * All of it changes the signed roster, which only the office does. */
#ifndef KIKUSUI_SYNC_ENROL_H
#define KIKUSUI_SYNC_ENROL_H

#include <kikusui/store/journal.h>
#include <kikusui/sync/digits.h>
#include <kikusui/sync/roster.h>

struct kk_enrol_file {
    char *path; /* kk_free it; of a grant in several files the first */
    size_t n_files;
    char digits[KK_DIGITS_BYTES];
};
/* A laptop asks: a file for the office, and the digits to read aloud. */
enum kk_status kk_enrol_request(struct kk_db *db, const char *pass,
                                const char *dir, struct kk_enrol_file *out,
                                struct kk_err *err) KK_MUST;
/* The office answers once the digits agree: the laptop joins the roster, and
 * the grant carries the whole journal. Again for the same request: the grant
 * is written anew. KK_BADBUNDLE: no request; KK_REFUSED: digits, name. */
struct kk_enrol_how {
    const char *file, *digits, *dir, *pass;
    kk_progress *progress;
    void *user;
};
/* Who asks in a request, by its own word: only the digits prove it. */
enum kk_status kk_enrol_asker(const char *file, char name[KK_NODE_NAME_BYTES],
                              struct kk_err *err) KK_MUST;
enum kk_status kk_enrol_approve(struct kk_db *db,
                                const struct kk_enrol_how *how,
                                struct kk_enrol_file *out,
                                struct kk_err *err) KK_MUST;
/* The laptop takes the grant in: it pins the office's keys. dir is unused. */
enum kk_status kk_enrol_accept(struct kk_db *db, const struct kk_enrol_how *how,
                               int64_t *entries, struct kk_err *err) KK_MUST;

/* Ends a node's part. lost: what the office holds now is the last that counts.
 * Else retired: the last bundle that it brings. */
enum kk_status kk_enrol_revoke(struct kk_db *db, const char *name, bool lost,
                               const char *pass, struct kk_err *err) KK_MUST;
/* New keys for this node, announced by a file signed with the old ones. Cut
 * short, what is sealed to either is read, and the next export finishes it. */
enum kk_status kk_enrol_rekey(struct kk_db *db, const char *pass,
                              const char *dir, char **file,
                              struct kk_err *err) KK_MUST;
/* Where keys stand that are made and not yet taken; the caller kk_frees. */
char *kk_rekey_folder(struct kk_db *db);

#endif
