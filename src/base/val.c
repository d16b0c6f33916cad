/* The order of values: by type, then by value. */
#include <kikusui/base/mem.h>
#include <kikusui/base/val.h>

static int cmp_bytes(const struct kk_val *a, const struct kk_val *b)
{
    size_t n = a->n_bytes < b->n_bytes ? a->n_bytes : b->n_bytes;
    int c = n == 0 ? 0 : memcmp(a->s, b->s, n);

    if (c != 0)
        return c < 0 ? -1 : 1;
    return (a->n_bytes > b->n_bytes) - (a->n_bytes < b->n_bytes);
}

int kk_val_cmp(const struct kk_val *a, const struct kk_val *b)
{
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    switch (a->type) {
    case KK_VNULL:
        return 0;
    case KK_VINT:
        return (a->i > b->i) - (a->i < b->i);
    case KK_VTEXT:
    case KK_VBLOB:
        return cmp_bytes(a, b);
    }
    return 0;
}

struct kk_val kk_val_keep(struct kk_arena *arena, struct kk_val v)
{
    if (v.type == KK_VTEXT || v.type == KK_VBLOB)
        v.s = kk_arena_strndup(arena, v.s, v.n_bytes);
    return v;
}
