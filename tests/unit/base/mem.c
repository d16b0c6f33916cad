#include "test.h"

#include <kikusui/base/mem.h>

#include <stdint.h>
#include <string.h>

START_TEST(alloc_is_zeroed_and_never_null)
{
    unsigned char *p = kk_alloc(100);

    for (int i = 0; i < 100; i++)
        ck_assert_uint_eq(p[i], 0);
    kk_free(p);
    p = kk_alloc(0);
    ck_assert_ptr_nonnull(p);
    kk_free(p);
    ck_assert_ptr_null(kk_strdup(NULL));
}
END_TEST

START_TEST(strndup_ends_the_string)
{
    char *s = kk_strndup("SP-07 即応", 5);

    ck_assert_str_eq(s, "SP-07");
    kk_free(s);
}
END_TEST

START_TEST(grow_keeps_items_and_zeroes_the_new_room)
{
    size_t cap = 0;
    int *items = NULL;

    for (int i = 0; i < 1000; i++) {
        kk_grow(&items, &cap, (size_t)i + 1, sizeof *items);
        ck_assert_int_eq(items[i], 0);
        items[i] = i;
    }
    ck_assert_uint_ge(cap, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(items[i], i);
    kk_free(items);
}
END_TEST

START_TEST(arena_gives_aligned_zeroed_room_of_any_size)
{
    struct kk_arena a = {0};

    for (size_t n = 0; n < 20000; n = n * 2 + 1) {
        unsigned char *p = kk_arena_alloc(&a, n);

        ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++)
            ck_assert_uint_eq(p[i], 0);
        memset(p, 0xEE, n);
    }
    kk_arena_free(&a);
    ck_assert_str_eq(kk_arena_strdup(&a, "再び"), "再び");
    ck_assert_str_eq(kk_arena_strndup(&a, "abc", 2), "ab");
    ck_assert_str_eq(kk_arena_printf(&a, "%s-%04d", "KK", 412), "KK-0412");
    kk_arena_free(&a);
}
END_TEST

KK_TEST_MAIN("mem", alloc_is_zeroed_and_never_null, strndup_ends_the_string,
             grow_keeps_items_and_zeroes_the_new_room,
             arena_gives_aligned_zeroed_room_of_any_size)
