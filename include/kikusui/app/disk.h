/* Whether the disk under a file is encrypted (R84), as far as Linux tells. */
#ifndef KIKUSUI_APP_DISK_H
#define KIKUSUI_APP_DISK_H

#include <kikusui/base/str.h>

enum kk_disk {
    KK_DISK_UNKNOWN, /* a file system without a block device of its own */
    KK_DISK_PLAIN,   /* at least one device under it is not encrypted */
    KK_DISK_SEALED   /* dm-crypt (LUKS), an encrypted folder */
};
/* Follows mount and device-mapper layers down. sys and mounts are /sys and
 * /proc/self/mountinfo, or NULL for these. A disk that encrypts by itself
 * looks plain. */
enum kk_disk kk_disk_of(const char *path, const char *sys, const char *mounts);
/* encrypted, plain, unknown: for json. */
const char *kk_disk_name(enum kk_disk disk);

#endif
