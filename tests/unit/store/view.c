#include "../../../src/store/internal.h"
#include "fixture.h"

/* A feature more must not be the one whose views are not found. */
START_TEST(any_number_of_views_and_of_any_length_is_found)
{
    enum { MANY = 1500 };
    struct kk_views all = {0};
    struct kk_arena arena = {0};

    ck_assert_ptr_null(kk_views_find(&all, "none", 4));
    for (int i = 0; i < MANY; i++) {
        struct kk_view v = {
            .name = kk_arena_printf(&arena, "%*s_%d", i % 70, "v", i)};

        v.n_name = strlen(v.name);
        kk_views_add(&all, &v);
    }
    for (size_t i = 0; i < MANY; i++) {
        const struct kk_view *v = &all.view[i];

        ck_assert_ptr_eq(kk_views_find(&all, v->name, v->n_name), v);
    }
    ck_assert_ptr_null(kk_views_find(&all, "none", 4));
    kk_views_empty(&all);
    kk_arena_free(&arena);
}
END_TEST

KK_TEST_MAIN("view", any_number_of_views_and_of_any_length_is_found)
