/* A typed value, as SQLite, the journal and the actions pass it around.
 * Text and blobs are borrowed: whoever made the value says how long it lives.
 */
#ifndef KIKUSUI_BASE_VAL_H
#define KIKUSUI_BASE_VAL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef int64_t kk_id; /* a row; 0 is none */
/* A journal entry's name: writer and seq as "7f3a0b21c4-123"; fits. */
#define KK_ENTRY_NAME_BYTES 40

enum kk_val_type { KK_VNULL, KK_VINT, KK_VTEXT, KK_VBLOB };

struct kk_val {
    enum kk_val_type type;
    int64_t i;      /* KK_VINT */
    const char *s;  /* KK_VTEXT (NUL-terminated as well), KK_VBLOB */
    size_t n_bytes; /* of s */
};

static inline struct kk_val kk_vnull(void)
{
    return (struct kk_val){.type = KK_VNULL};
}
static inline struct kk_val kk_vint(int64_t i)
{
    return (struct kk_val){.type = KK_VINT, .i = i};
}
/* NULL becomes a null value. */
static inline struct kk_val kk_vtext(const char *s)
{
    if (s == NULL)
        return kk_vnull();
    return (struct kk_val){.type = KK_VTEXT, .s = s, .n_bytes = strlen(s)};
}
static inline struct kk_val kk_vblob(const void *p, size_t n)
{
    return (struct kk_val){.type = KK_VBLOB, .s = p, .n_bytes = n};
}
/* 0 becomes a null value: for ids and times that may be absent. */
static inline struct kk_val kk_vid(int64_t i)
{
    return i == 0 ? kk_vnull() : kk_vint(i);
}
/* A value by name, as a statement binds it. */
struct kk_bind {
    const char *name; /* without the colon; NULL ends the list */
    struct kk_val val;
};
#define KK_BINDS(...) ((const struct kk_bind[]){__VA_ARGS__, {.name = NULL}})

/* The value with text and bytes of its own, in arena. */
struct kk_arena;
struct kk_val kk_val_keep(struct kk_arena *arena, struct kk_val v);
int kk_val_cmp(const struct kk_val *a,
               const struct kk_val *b); /* total order */

#endif
