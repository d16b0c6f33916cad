/* Keys that were made and not yet taken: a change of keys that was cut short.
 */
#ifndef KIKUSUI_SYNC_REKEY_H
#define KIKUSUI_SYNC_REKEY_H

#include <kikusui/sync/enrol.h>

/* Local fact: the public signing key (hex) that this node has changed to. Until
 * the office answers no roster names it. */
#define KK_META_SIGN "sign"
/* Whether the roster says that these are the node's. */
bool kk_rekey_names(const struct kk_roster *r, const char *node,
                    const struct kk_keys *keys);
/* Before an export into `dir`: finishes a change that was cut short, and says
 * so (kk_db_warnings). */
enum kk_status kk_rekey_finish(struct kk_db *db, const char *pass,
                               const char *dir, struct kk_err *err) KK_MUST;

#endif
