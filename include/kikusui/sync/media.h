/* Bundle files in a folder, most often on a USB stick. Any folder will do. */
#ifndef KIKUSUI_SYNC_MEDIA_H
#define KIKUSUI_SYNC_MEDIA_H

#include <kikusui/sync/bundle.h>

#define KK_MEDIA_NAME_BYTES 48
/* Earlier bundles of a sender that stay in the folder beside the new one: one
 * may turn out unreadable, or a laptop may not have fetched it yet. */
#define KK_MEDIA_EARLIER 2

/* KKS-7F3A-0B21C4-000123.KKS: the beginning of the deployment's and of the
 * sender's id, and the sender's count. ASCII, fit for FAT. */
void kk_media_name(const struct kk_bundle_head *head,
                   char out[KK_MEDIA_NAME_BYTES]);

/* Writes dir/name so that after KK_OK the stick may be pulled once it is
 * unmounted: it is on the medium and was read back from there. Otherwise
 * nothing of it stays in the folder, as far as the medium lets itself be
 * cleaned. An existing file is never replaced.
 * KK_IO: the system refused, with what to do and, where room is short, the
 * bytes needed and free. KK_REFUSED: that name is taken. KK_BUSY: another
 * process is writing it. */
enum kk_status kk_media_write(const char *dir, const char *name,
                              const void *bytes, size_t n_bytes,
                              struct kk_err *err) KK_MUST;

struct kk_media_file {
    char *name;
    size_t n_bytes;
    bool has_head; /* its beginning looks like a bundle's */
    struct kk_bundle_head head;
};
struct kk_media_files {
    size_t n, cap;
    struct kk_media_file *file;
};
/* The files of a folder that may be bundles, by their name's end .KKS: those
 * that look like one by sender and count, then the others by name, so that an
 * empty or foreign file is refused by name and not passed over. Nothing is
 * verified. Finding none is KK_OK. */
enum kk_status kk_media_list(const char *dir, struct kk_media_files *out,
                             struct kk_err *err) KK_MUST;
void kk_media_files_free(struct kk_media_files *files);

/* Appends a whole bundle file; a regular file, no link, of at most
 * KK_BUNDLE_MAX_FILE_BYTES. KK_BADBUNDLE when it is none of that, KK_NONE when
 * there is none. */
enum kk_status kk_media_read(const char *path, struct kk_str *out,
                             struct kk_err *err) KK_MUST;

/* What has done its work: the requests of a node (NULL: of none), and the
 * grants sealed to one of these alone (kk_bundle_recipients_hash). */
struct kk_media_over {
    const unsigned char *asked;
    size_t n_joined;
    const unsigned char (*joined)[32];
};
/* After the bundle `newest` was written (its first file, when it has several):
 * removes from the folder our sender's earlier data bundles but the last
 * KK_MEDIA_EARLIER; after a request, our earlier requests; what is over (NULL:
 * nothing); what is left of our own broken-off writing, and of others' where
 * the file itself is there. Key changes, renamed files and all else of others
 * stay. How many were removed; what cannot be removed stays. */
size_t kk_media_tidy(const char *dir, const struct kk_bundle_head *newest,
                     const struct kk_media_over *over);

#endif
