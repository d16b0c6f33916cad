/* One zstd frame that says its size and carries a checksum. */
#ifndef KIKUSUI_SYNC_ZFRAME_H
#define KIKUSUI_SYNC_ZFRAME_H

#include <kikusui/base/str.h>

/* Appends the frame. */
enum kk_status kk_zframe_pack(const void *plain, size_t n_bytes,
                              struct kk_str *out, struct kk_err *err) KK_MUST;
/* Appends the plain text, all of it or nothing. KK_BADBUNDLE for anything but
 * exactly one such frame, and for a declared size over max_bytes, before any
 * memory is taken for it. */
enum kk_status kk_zframe_unpack(const void *frame, size_t n_bytes,
                                size_t max_bytes, struct kk_str *out,
                                struct kk_err *err) KK_MUST;

#endif
