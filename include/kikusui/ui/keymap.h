/* The key table (src/ui/keys.def) and what is made of it: dispatch, footer,
 * help, palette, doc/keys.md and the man page. */
#ifndef KIKUSUI_UI_KEYMAP_H
#define KIKUSUI_UI_KEYMAP_H

#include <kikusui/base/str.h>
#include <kikusui/ui/key.h>

struct kk_binding {
    const char *target, *scope, *key, *alt, *label, *help;
};
/* All rows, in order. */
const struct kk_binding *kk_keymap(size_t *n);
/* The first row of a scope for a key, after `after` (NULL: from the start). */
const struct kk_binding *kk_keymap_find(const char *scope, uint32_t code,
                                        const struct kk_binding *after);
/* The first row for a target in any of the scopes; NULL. */
const struct kk_binding *kk_keymap_for(const char *target,
                                       const char *const *scopes, size_t n);
/* What people call a scope: 一覧, 案件. */
const char *kk_scope_label(const char *scope);

/* doc/keys.md, the man page's section, and what `kikusui help keys` prints.
 * Append. */
void kk_keys_markdown(struct kk_str *out);
void kk_keys_man(struct kk_str *out);
void kk_keys_text(struct kk_str *out);

#endif
