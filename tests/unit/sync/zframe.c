#include "temp.h"

#include <kikusui/sync/zframe.h>

#include <zstd.h>

enum { CAP = 1 << 20 };

static void refuse(const void *frame, size_t n)
{
    struct kk_str got = {0};
    struct kk_err err = {0};

    ck_assert_int_eq(kk_zframe_unpack(frame, n, CAP, &got, &err), KK_BADBUNDLE);
    ck_assert_uint_eq(got.n_bytes, 0);
    ck_assert_str_ne(err.text, "");
    kk_str_free(&got);
}

START_TEST(what_goes_in_comes_out)
{
    struct kk_str plain = {0}, frame = {0}, got = {0};
    struct kk_err err = {0};

    for (int i = 0; i < 20000; i++)
        kk_str_addf(&plain, "C\t%d\t%d\n", i, i * i % 977);
    ck_ok(kk_zframe_pack(plain.s, plain.n_bytes, &frame, &err), &err);
    ck_assert_uint_lt(frame.n_bytes, plain.n_bytes);
    ck_assert_uint_eq(ZSTD_getFrameContentSize(frame.s, frame.n_bytes),
                      plain.n_bytes);
    ck_ok(kk_zframe_unpack(frame.s, frame.n_bytes, CAP, &got, &err), &err);
    ck_assert_uint_eq(got.n_bytes, plain.n_bytes);
    ck_assert(memcmp(got.s, plain.s, got.n_bytes) == 0);
    kk_str_clear(&frame);
    kk_str_clear(&got);
    ck_ok(kk_zframe_pack("", 0, &frame, &err), &err);
    ck_ok(kk_zframe_unpack(frame.s, frame.n_bytes, CAP, &got, &err), &err);
    ck_assert_uint_eq(got.n_bytes, 0);
    kk_str_free(&plain);
    kk_str_free(&frame);
    kk_str_free(&got);
}
END_TEST

START_TEST(a_cut_frame_and_anything_behind_it_are_refused)
{
    struct kk_str frame = {0};
    struct kk_err err = {0};
    size_t n;

    ck_ok(kk_zframe_pack("hello hello hello", 17, &frame, &err), &err);
    n = frame.n_bytes;
    for (size_t i = 0; i < n; i++)
        refuse(frame.s, i);
    kk_str_addc(&frame, '\0');
    refuse(frame.s, frame.n_bytes);
    kk_str_cut(&frame, n);
    ck_ok(kk_zframe_pack("more", 4, &frame, &err), &err); /* a second frame */
    refuse(frame.s, frame.n_bytes);
    kk_str_cut(&frame, n);
    kk_str_addn(&frame, "\x50\x2a\x4d\x18\0\0\0\0", 8); /* a skippable one */
    refuse(frame.s, frame.n_bytes);
    refuse("\x50\x2a\x4d\x18\0\0\0\0", 8);
    kk_str_free(&frame);
}
END_TEST

START_TEST(every_flipped_bit_is_refused)
{
    struct kk_str frame = {0}, got = {0};
    struct kk_err err = {0};

    ck_ok(kk_zframe_pack("hello hello hello", 17, &frame, &err), &err);
    for (size_t i = 0; i < 8 * frame.n_bytes; i++) {
        enum kk_status st;

        frame.s[i / 8] = (char)(frame.s[i / 8] ^ (1 << i % 8));
        st = kk_zframe_unpack(frame.s, frame.n_bytes, CAP, &got, &err);
        /* A bit that means nothing to the format may flip: what must not
         * happen is another text. */
        ck_assert(st == KK_BADBUNDLE ||
                  kk_streq(kk_str_c(&got), "hello hello hello"));
        kk_str_clear(&got);
        frame.s[i / 8] = (char)(frame.s[i / 8] ^ (1 << i % 8));
    }
    kk_str_free(&frame);
    kk_str_free(&got);
}
END_TEST

START_TEST(a_bomb_is_refused_before_memory_is_taken)
{
    struct kk_str plain = {0}, frame = {0};
    struct kk_err err = {0};
    /* One frame that says 2^62 bytes: single segment, 8-byte size. */
    static const unsigned char lie[] = {0x28, 0xb5, 0x2f, 0xfd, 0xe4, 0,    0,
                                        0,    0,    0,    0,    0,    0x40, 1,
                                        0,    0,    1,    2,    3,    4};

    kk_str_room(&plain, CAP + 1);
    ck_ok(kk_zframe_pack(plain.s, plain.n_bytes, &frame, &err), &err);
    ck_assert_uint_lt(frame.n_bytes, 1000);
    refuse(frame.s, frame.n_bytes);
    refuse(lie, sizeof lie);
    kk_str_free(&plain);
    kk_str_free(&frame);
}
END_TEST

/* Without a checksum or a size, as the zstd program can write them. */
START_TEST(frames_of_another_make_are_refused)
{
    unsigned char to[256];
    ZSTD_CCtx *z = ZSTD_createCCtx();
    size_t n;

    n = ZSTD_compress2(z, to, sizeof to, "hello", 5); /* no checksum */
    ck_assert(!ZSTD_isError(n));
    refuse(to, n);
    ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setParameter(z, ZSTD_c_contentSizeFlag, 0);
    n = ZSTD_compress2(z, to, sizeof to, "hello", 5);
    ck_assert(!ZSTD_isError(n));
    refuse(to, n);
    ZSTD_freeCCtx(z);
}
END_TEST

KK_TEST_MAIN("zframe", what_goes_in_comes_out,
             a_cut_frame_and_anything_behind_it_are_refused,
             every_flipped_bit_is_refused,
             a_bomb_is_refused_before_memory_is_taken,
             frames_of_another_make_are_refused)
