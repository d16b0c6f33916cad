/* Values, rows and changes in words: what previews, histories and reviews say.
 */
#ifndef KIKUSUI_DOMAIN_VALUES_H
#define KIKUSUI_DOMAIN_VALUES_H

#include <kikusui/domain/feature.h>
#include <kikusui/store/catalog.h>

/* A value of that column as people read it: a ref by its label, times short,
 * yes and no; － for null. Into arena or borrowed. */
const char *kk_value_words(struct kk_ctx *ctx, const struct kk_column *col,
                           const struct kk_val *v, struct kk_arena *arena);
/* A row's label, by its kind; the table's label when it has none. */
const char *kk_row_words(struct kk_ctx *ctx, const struct kk_table *t,
                         kk_id row, struct kk_arena *arena);
/* A record's label as it was called when an entry had just been made: a
 * department that was renamed since stands there by its name of then. */
enum kk_status kk_label_then(struct kk_ctx *ctx, const struct kk_kind *kind,
                             kk_id id, const struct kk_entry *e,
                             struct kk_arena *arena,
                             const char **label) KK_MUST;
/* An argument as the journal keeps it, in words: each reference by its label,
 * a choice by its own, a time short where it is `brief`, else long; － for
 * NULL. p NULL: as it stands. What it names is called as it was when the entry
 * `then` had been made; NULL: as today. Into arena or borrowed. */
const char *kk_arg_words(struct kk_ctx *ctx, const struct kk_param *p,
                         const char *value, bool brief,
                         const struct kk_entry *then, struct kk_arena *arena);
/* What people call the action of an entry. */
const char *kk_entry_label(const struct kk_ctx *ctx, const char *action);
/* What the open transaction has captured, a line per change; counts the
 * changes. Appends. */
size_t kk_effects_words(struct kk_ctx *ctx, struct kk_str *out);

#endif
