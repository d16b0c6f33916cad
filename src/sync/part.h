/* The file that a bundle is while it is being written: ~NAME.part. Its writer
 * holds a lock on it, so that a broken-off one can be told from a live one. */
#ifndef KIKUSUI_SYNC_PART_H
#define KIKUSUI_SYNC_PART_H

#include <kikusui/base/status.h>

/* NAME is at most 200 bytes. */
#define KK_PART_NAME_BYTES 208
void kk_part_name(const char *name, char out[KK_PART_NAME_BYTES]);
/* Removes a broken-off one. 0, or errno: EWOULDBLOCK when its writer lives. */
int kk_part_remove_stale(int dir_fd, const char *part);

#endif
