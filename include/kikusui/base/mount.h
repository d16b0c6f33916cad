/* What is mounted where, as /proc/self/mountinfo tells it. */
#ifndef KIKUSUI_BASE_MOUNT_H
#define KIKUSUI_BASE_MOUNT_H

#include <kikusui/base/status.h>

/* One line of mountinfo, cut in place. */
struct kk_mount {
    char *dev; /* "8:17" */
    char *root, *point, *fs, *source;
    bool read_only;
};
bool kk_mount_read(char *line, struct kk_mount *m);
/* The type of the file system that a file or folder lies on ("ext4",
 * "fuse.sshfs"); NULL when it is not told. The caller kk_frees. */
char *kk_mount_type(const char *path);

#endif
