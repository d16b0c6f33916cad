/* Locks on files that are waited for only so long, and who holds them. */
#ifndef KIKUSUI_BASE_LOCK_H
#define KIKUSUI_BASE_LOCK_H

#include <kikusui/base/str.h>

/* An flock for this process alone on an open file. KK_BUSY after wait_ms, with
 * the holder in words; what closes fd lets it go. path is for the words. */
enum kk_status kk_lock_take(int fd, const char *path, int wait_ms,
                            struct kk_err *err) KK_MUST;
/* The same of a range of its bytes, against locks of either kind (an open file
 * description's own: other descriptors of this process are others, too). */
enum kk_status kk_lock_range(int fd, int64_t at, int64_t n_bytes,
                             const char *path, int wait_ms,
                             struct kk_err *err) KK_MUST;
/* Appends who else holds a lock of any kind on the file, as far as this
 * machine tells it: "kikusui（プロセス 1234、一時停止中）". False, and nothing
 * appended: nobody that could be found. */
bool kk_lock_holder(const char *path, struct kk_str *out);

#endif
