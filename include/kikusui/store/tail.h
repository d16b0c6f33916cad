/* The sealed tail beside the database (NAME.tail). */
#ifndef KIKUSUI_STORE_TAIL_H
#define KIKUSUI_STORE_TAIL_H

#include <kikusui/base/crypt.h>
#include <kikusui/store/db.h>

/* Starts it afresh: it will hold the entries after that arrival. */
enum kk_status kk_tail_restart(struct kk_db *db, int64_t after,
                               struct kk_err *err) KK_MUST;
/* Appends the cards of every whole record; *bad counts the entries of those
 * whose seal does not verify. KK_NONE: there is no tail. */
enum kk_status kk_tail_read(const char *path,
                            const unsigned char key[KK_SEAL_KEY_BYTES],
                            struct kk_str *cards, int64_t *bad,
                            struct kk_err *err) KK_MUST;

#endif
