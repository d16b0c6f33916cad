/* Files, written so that a crash leaves the old or the new one. */
#ifndef KIKUSUI_BASE_FILE_H
#define KIKUSUI_BASE_FILE_H

#include <kikusui/base/str.h>

/* A regular file of at most max_bytes, read whole; opened O_NOFOLLOW when
 * nofollow. KK_NONE when there is none. Appends to out. */
enum kk_status kk_file_read(const char *path, size_t max_bytes, bool nofollow,
                            struct kk_str *out, struct kk_err *err) KK_MUST;
/* A new file beside it, fsync, rename over, fsync of the folder. Root's belongs
 * to the owner of what it replaces, else of the folder; so with folders. */
enum kk_status kk_file_replace(const char *path, unsigned mode,
                               const void *bytes, size_t n_bytes,
                               struct kk_err *err) KK_MUST;
/* fsync of the file and of its folder. */
enum kk_status kk_file_sync(const char *path, struct kk_err *err) KK_MUST;
enum kk_status kk_dir_make(const char *path, unsigned mode,
                           struct kk_err *err) KK_MUST; /* parents too */
/* On an open file: all bytes written; an open folder's names made durable
 * (file systems that cannot are forgiven). 0 or errno. */
int kk_fd_write(int fd, const void *bytes, size_t n_bytes);
int kk_fd_sync_dir(int fd);
/* In an open folder, or relative to AT_FDCWD: renames without ever replacing
 * (EEXIST), also where the file system cannot refuse to, as with exFAT and
 * what a program serves, and has no links either. 0 or errno; *left: an empty
 * file `to` of ours could not be taken away again. */
int kk_fd_rename_new(int dir_fd, const char *from, const char *to, bool *left);
/* What is made with the rights of root (sudo) belongs to whom the file or
 * folder `like` belongs, or its owner could not use it any more. Nothing
 * otherwise. */
void kk_fd_own_as(int fd, const char *like);
void kk_path_own_as(const char *path, const char *like);
/* Appends "（持ち主は root、今は taro です）" where another owns it. */
void kk_path_owner(const char *path, struct kk_str *out);
/* Why the system refused, in Japanese, without a full stop: for messages. */
const char *kk_errno_text(int errnum);
/* dir + "/" + name; the caller kk_frees. */
char *kk_path_join(const char *dir, const char *name);
char *kk_path_dir(const char *path);
char *kk_path_abs(const char *path); /* realpath of the part that exists */

#endif
