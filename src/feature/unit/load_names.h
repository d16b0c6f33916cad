/* The names of the city's list, matched against our tables and against what
 * else people call the same (data/contract/synonym.csv). */
#ifndef KIKUSUI_FEATURE_LOAD_NAMES_H
#define KIKUSUI_FEATURE_LOAD_NAMES_H

#include <kikusui/base/str.h>
#include <kikusui/domain/ctx.h>

struct kk_named {
    kk_id id, of; /* of: the site of a department or place, else 0 */
    const char *name;
    const char *extra; /* model: device type; a word of ours: itself */
    bool former;       /* was called so: counts where nothing is called so */
};
enum kk_names_how {
    KK_NAMES_LOOSE, /* by kk_fold; one may say more in brackets */
    KK_NAMES_FOLD,  /* by kk_fold */
    KK_NAMES_IDENT  /* by kk_ident: v1.11 is not v11.1 */
};
struct kk_names {
    enum kk_names_how how;
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
/* Rows (id, name, of, extra) of a query; several rows may share an id. Those
 * that `out` has already stay. */
enum kk_status kk_names_read(struct kk_ctx *ctx, const char *query,
                             struct kk_names *out, struct kk_err *err) KK_MUST;
/* What rows of the table were called before, by that column, for those that
 * `out` holds; with `of`: for those of that row. */
enum kk_status kk_names_former(struct kk_ctx *ctx, const char *table,
                               const char *column, bool of,
                               struct kk_names *out,
                               struct kk_err *err) KK_MUST;
void kk_names_add(struct kk_names *n, kk_id id, kk_id of, const char *name);
/* The synonyms of that kind: names for what `out` holds already. Where it is
 * empty they are all there is: each word of ours becomes an item. */
enum kk_status kk_names_synonyms(const char *kind, struct kk_names *out,
                                 struct kk_err *err) KK_MUST;
/* How many different ids the text means (0, 1, or more: ambiguous); `of` 0
 * looks everywhere. */
size_t kk_names_find(struct kk_names *n, const char *text, kk_id of,
                     const struct kk_named **out);
void kk_names_free(struct kk_names *n);

#endif
