/* The names of the city's list, matched folded against our tables. */
#ifndef KIKUSUI_FEATURE_LOAD_NAMES_H
#define KIKUSUI_FEATURE_LOAD_NAMES_H

#include <kikusui/base/str.h>
#include <kikusui/domain/ctx.h>

struct kk_named {
    kk_id id, of; /* of: the site of a department or place, else 0 */
    const char *name;
    const char *extra; /* model: device type */
};
struct kk_names {
    struct kk_named *item;
    size_t n, cap;
    struct kk_arena arena;
    /* what was asked before: a list repeats itself */
    struct kk_asked {
        const char *text;
        kk_id of, id;
        size_t found;
        const struct kk_named *named;
    } * asked;
    size_t n_asked, cap_asked;
};
/* Rows (id, name, of, extra) of a query; several rows may share an id. */
enum kk_status kk_names_read(struct kk_ctx *ctx, const char *query,
                             struct kk_names *out, struct kk_err *err) KK_MUST;
void kk_names_add(struct kk_names *n, kk_id id, kk_id of, const char *name);
/* How many different ids the text means (0, 1, or more: ambiguous); `of` 0
 * looks everywhere. */
size_t kk_names_find(struct kk_names *n, const char *text, kk_id of,
                     const struct kk_named **out);
void kk_names_free(struct kk_names *n);

#endif
