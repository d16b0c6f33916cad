/* What is held already, for a list to be told apart from. */
#ifndef KIKUSUI_FEATURE_LOAD_KNOWN_H
#define KIKUSUI_FEATURE_LOAD_KNOWN_H

#include <kikusui/base/mem.h>
#include <kikusui/domain/ctx.h>

struct kk_known_unit {
    kk_id id, model;
    const char *shown;   /* the machine ID as it is stored */
    const char *machine; /* as kk_ident makes it */
    const char *serial;  /* the same, or NULL */
    const char *key_no;  /* the same, or NULL */
    const char *open;    /* what is not finished of it, in words; NULL */
};
struct kk_known {
    struct kk_known_unit *unit; /* in order of id */
    size_t n, cap;
    struct kk_known_key {
        const char *text;
        size_t unit;
    } * key; /* in order of text */
    size_t n_keys, cap_keys;
    struct kk_arena arena;
};
enum kk_status kk_known_read(struct kk_ctx *ctx, struct kk_known *out,
                             struct kk_err *err) KK_MUST;
void kk_known_free(struct kk_known *k);

/* Each NULL when there is none; borrowed. The texts are as kk_ident makes
 * them. */
const struct kk_known_unit *kk_known_id(const struct kk_known *k, kk_id id);
const struct kk_known_unit *kk_known_machine(const struct kk_known *k,
                                             const char *machine);
/* A number that differs by leading zeros only. */
const struct kk_known_unit *kk_known_zeros(const struct kk_known *k,
                                           const char *machine);
const struct kk_known_unit *kk_known_serial(const struct kk_known *k,
                                            kk_id model, const char *serial);

/* Nothing that could tell one unit from another: 「－」. */
bool kk_key_useless(const char *machine);
/* The keys that those are found by; NULL: it has none. They go into arena. */
const char *kk_key_machine(struct kk_arena *arena, const char *machine);
const char *kk_key_zeros(struct kk_arena *arena, const char *machine);
const char *kk_key_serial(struct kk_arena *arena, kk_id model,
                          const char *serial);

#endif
