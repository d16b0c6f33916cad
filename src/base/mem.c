/* Allocations that abort, growing arrays, and arenas. */
#include <kikusui/base/mem.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct kk_arena_block {
    struct kk_arena_block *next;
    size_t used, cap; /* bytes of data */
    max_align_t data[];
};

enum { ARENA_BLOCK_BYTES = 4000 };

void *kk_alloc(size_t bytes)
{
    void *p = calloc(1, bytes == 0 ? 1 : bytes);

    if (p == NULL)
        abort();
    return p;
}

void *kk_realloc(void *p, size_t bytes)
{
    void *q = realloc(p, bytes == 0 ? 1 : bytes);

    if (q == NULL)
        abort();
    return q;
}

char *kk_strdup(const char *s)
{
    return s == NULL ? NULL : kk_strndup(s, strlen(s));
}

char *kk_strndup(const char *s, size_t bytes)
{
    char *copy;

    if (s == NULL)
        return NULL;
    copy = kk_alloc(bytes + 1);
    memcpy(copy, s, bytes);
    return copy;
}

void kk_free(void *p)
{
    free(p);
}

void kk_grow(void *items_ptr, size_t *cap, size_t need, size_t size)
{
    size_t room = *cap < 8 ? 8 : *cap;
    char *items;

    if (need <= *cap)
        return;
    while (room < need) {
        if (room > SIZE_MAX / 2)
            abort();
        room *= 2;
    }
    if (room > SIZE_MAX / size)
        abort();
    /* The caller's pointer has a type of its own: copied, not dereferenced. */
    memcpy(&items, items_ptr, sizeof items);
    items = kk_realloc(items, room * size);
    memset(items + *cap * size, 0, (room - *cap) * size);
    memcpy(items_ptr, &items, sizeof items);
    *cap = room;
}

void *kk_arena_alloc(struct kk_arena *a, size_t bytes)
{
    const size_t unit = sizeof(max_align_t);
    struct kk_arena_block *b = a->head;
    size_t want;
    char *p;

    if (bytes > SIZE_MAX / 2)
        abort();
    want = (bytes + unit - 1) / unit * unit;
    if (b == NULL || b->cap - b->used < want) {
        size_t cap = want > ARENA_BLOCK_BYTES ? want : ARENA_BLOCK_BYTES;

        b = kk_alloc(sizeof *b + cap);
        b->cap = cap;
        b->next = a->head;
        a->head = b;
    }
    p = (char *)b->data + b->used;
    b->used += want;
    return p;
}

char *kk_arena_strdup(struct kk_arena *a, const char *s)
{
    return s == NULL ? NULL : kk_arena_strndup(a, s, strlen(s));
}

char *kk_arena_strndup(struct kk_arena *a, const char *s, size_t bytes)
{
    char *copy;

    if (s == NULL)
        return NULL;
    copy = kk_arena_alloc(a, bytes + 1);
    memcpy(copy, s, bytes);
    return copy;
}

char *kk_arena_printf(struct kk_arena *a, const char *fmt, ...)
{
    va_list ap;
    char *text;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        abort();
    text = kk_arena_alloc(a, (size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(text, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return text;
}

void kk_arena_free(struct kk_arena *a)
{
    while (a->head != NULL) {
        struct kk_arena_block *next = a->head->next;

        kk_free(a->head);
        a->head = next;
    }
}
