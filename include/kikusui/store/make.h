/* A new database becomes visible at once or not at all: it is filled in a
 * folder beside its place, and what belongs to it is moved there with the
 * database itself last. What a broken-off attempt left is removed by the next.
 */
#ifndef KIKUSUI_STORE_MAKE_H
#define KIKUSUI_STORE_MAKE_H

#include <kikusui/base/status.h>
#include <kikusui/base/str.h>
#include <kikusui/base/time.h>

struct kk_make;
/* KK_REFUSED: there is one already; KK_NODB: it may not lie there. */
enum kk_status kk_make_begin(const char *path, const struct kk_clock *clock,
                             struct kk_make **out, struct kk_err *err) KK_MUST;
/* Where it is to be made and filled; nobody may have it open at the end. */
const char *kk_make_path(const struct kk_make *m);
/* Moves it to its place. Keys, tail and copies that stand there without a
 * database are set aside under another name; note gets a line for each. On
 * failure all is as before. */
enum kk_status kk_make_end(struct kk_make *m, struct kk_str *note,
                           struct kk_err *err) KK_MUST;
/* Removes what is not in its place by now. */
void kk_make_free(struct kk_make **m);

#endif
