/* The bindings of keys.def, found by scope and key. */
#include <kikusui/base/utf8.h>
#include <kikusui/ui/command.h>
#include <kikusui/ui/keymap.h>

#include <string.h>

static const struct kk_binding keys[] = {
#define KEY(target, scope, key, alt, label, help)                              \
    {target, scope, key, alt, label, help},
#define SCOPE(scope, label)
#include "keys.def"
#undef KEY
#undef SCOPE
};

static const struct {
    const char *scope, *label;
} scopes[] = {
#define KEY(target, scope, key, alt, label, help)
#define SCOPE(scope, label) {scope, label},
#include "keys.def"
#undef KEY
#undef SCOPE
};

enum kk_cmd kk_cmd_named(const char *name)
{
    static const char *const names[] = {"",
#define X(id, name) name,
                                        KK_COMMANDS(X)
#undef X
    };

    for (int i = 1; i < KK_DO_COUNT; i++)
        if (strcmp(names[i], name) == 0)
            return (enum kk_cmd)i;
    return KK_DO_NONE;
}

const struct kk_binding *kk_keymap(size_t *n)
{
    *n = sizeof keys / sizeof *keys;
    return keys;
}

const struct kk_binding *kk_keymap_find(const char *scope, uint32_t code,
                                        const struct kk_binding *after)
{
    const struct kk_binding *end = keys + sizeof keys / sizeof *keys;

    if (code == 0)
        return NULL;
    for (const struct kk_binding *b = after == NULL ? keys : after + 1; b < end;
         b++)
        if (strcmp(b->scope, scope) == 0 &&
            (kk_key_parse(b->key) == code || kk_key_parse(b->alt) == code))
            return b;
    return NULL;
}

const struct kk_binding *kk_keymap_for(const char *target,
                                       const char *const *in, size_t n)
{
    for (size_t s = 0; s < n; s++)
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            if (strcmp(keys[i].scope, in[s]) == 0 &&
                strcmp(keys[i].target, target) == 0)
                return &keys[i];
    return NULL;
}

const char *kk_scope_label(const char *scope)
{
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++)
        if (strcmp(scopes[i].scope, scope) == 0)
            return scopes[i].label;
    return scope;
}
