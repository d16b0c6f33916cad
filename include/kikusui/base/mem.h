/* Memory. The small allocations of this program never return NULL: on a
 * system that cannot give a few kilobytes the process aborts, which loses
 * nothing (an unfinished transaction rolls back; drafts are on disk). What an
 * outsider can make large is capped before it is allocated. */
#ifndef KIKUSUI_BASE_MEM_H
#define KIKUSUI_BASE_MEM_H

#include <stddef.h>

void *kk_alloc(size_t bytes);            /* zeroed; kk_free it */
void *kk_realloc(void *p, size_t bytes); /* not zeroed */
char *kk_strdup(const char *s);          /* NULL gives NULL */
char *kk_strndup(const char *s, size_t bytes);
void kk_free(void *p);

/* Makes room for `need` items of `size` bytes in the array whose pointer
 * items_ptr points to; *cap (items) is kept. New room is zeroed. */
void kk_grow(void *items_ptr, size_t *cap, size_t need, size_t size);

/* An arena: many allocations, freed at once. Zero-initialise to start. */
struct kk_arena {
    struct kk_arena_block *head;
};
void *kk_arena_alloc(struct kk_arena *a, size_t bytes); /* zeroed, aligned */
char *kk_arena_strdup(struct kk_arena *a, const char *s);
char *kk_arena_strndup(struct kk_arena *a, const char *s, size_t bytes);
char *kk_arena_printf(struct kk_arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void kk_arena_free(struct kk_arena *a); /* usable again afterwards */

#endif
