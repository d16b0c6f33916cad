/* The state that other entries made than are held now: those of a vector,
 * replayed by the path that takes in a bundle, into a private database beside
 * the one that is open. Nothing of it is committed; it goes with the close. */
#ifndef KIKUSUI_STORE_AS_OF_H
#define KIKUSUI_STORE_AS_OF_H

#include <kikusui/store/journal.h>

struct kk_as_of;
/* vector: of each writer its last entry, as kk_card_ref writes them, a space
 * between. KK_REFUSED: not all of these entries are held here. progress may be
 * NULL; false cancels. The clock is what the state is looked at with; it must
 * outlive the handle. */
enum kk_status kk_as_of_open(struct kk_db *db, const char *vector,
                             const struct kk_clock *clock,
                             kk_progress *progress, void *user,
                             struct kk_as_of **out, struct kk_err *err) KK_MUST;
struct kk_db *kk_as_of_db(struct kk_as_of *a); /* to read from; borrowed */
void kk_as_of_close(struct kk_as_of **a);      /* NULL is good */

#endif
