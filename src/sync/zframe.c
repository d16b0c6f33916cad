/* Packing and unpacking one zstd frame. */
#include "words.h"

#include <kikusui/base/mem.h>
#include <kikusui/sync/zframe.h>

#include <stdlib.h>
#include <zstd.h>

enum { LEVEL = 3 };

enum kk_status kk_zframe_pack(const void *plain, size_t n_bytes,
                              struct kk_str *out, struct kk_err *err)
{
    size_t room = ZSTD_compressBound(n_bytes), n;
    ZSTD_CCtx *z = ZSTD_createCCtx();
    void *to = kk_alloc(room); /* most of it is never touched */

    if (z == NULL)
        abort();
    n = ZSTD_CCtx_setParameter(z, ZSTD_c_compressionLevel, LEVEL);
    if (!ZSTD_isError(n))
        n = ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag, 1);
    if (!ZSTD_isError(n))
        n = ZSTD_compress2(z, to, room, plain, n_bytes);
    ZSTD_freeCCtx(z);
    if (!ZSTD_isError(n))
        kk_str_addn(out, to, n);
    kk_free(to);
    if (ZSTD_isError(n))
        return kk_fail(err, KK_BUG,
                       "圧縮できません (%s)。プログラムの不具合です。",
                       ZSTD_getErrorName(n));
    return KK_OK;
}

/* A plain frame (not a skippable one) with a checksum and no dictionary: magic
 * number, then the descriptor, whose bit 2 is the checksum's. */
static bool is_our_frame(const unsigned char *p, size_t n_bytes)
{
    return n_bytes > 4 && p[0] == 0x28 && p[1] == 0xb5 && p[2] == 0x2f &&
           p[3] == 0xfd && (p[4] & 4) != 0 &&
           ZSTD_getDictID_fromFrame(p, n_bytes) == 0 &&
           ZSTD_findFrameCompressedSize(p, n_bytes) == n_bytes;
}

enum kk_status kk_zframe_unpack(const void *frame, size_t n_bytes,
                                size_t max_bytes, struct kk_str *out,
                                struct kk_err *err)
{
    size_t start = out->n_bytes, n;
    unsigned long long size;
    void *to;

    if (!is_our_frame(frame, n_bytes))
        return kk_fail(err, KK_BADBUNDLE,
                       "圧縮の形が正しくありません。" KK_ASK_AGAIN);
    size = ZSTD_getFrameContentSize(frame, n_bytes);
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR)
        return kk_fail(err, KK_BADBUNDLE,
                       "圧縮前の大きさが書かれていません。" KK_ASK_AGAIN);
    if (size > max_bytes)
        return kk_fail(err, KK_BADBUNDLE,
                       "圧縮前の大きさ %llu バイトは、受け取れる %zu バイトを"
                       "超えています。取り込まず、送り手に確かめてください。",
                       size, max_bytes);
    to = kk_str_room(out, (size_t)size);
    n = ZSTD_decompress(to, (size_t)size, frame, n_bytes);
    if (ZSTD_isError(n) || n != size) {
        kk_str_cut(out, start);
        return kk_fail(err, KK_BADBUNDLE,
                       "圧縮された中身が壊れています。" KK_ASK_AGAIN);
    }
    return KK_OK;
}
