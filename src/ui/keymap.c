#include <kikusui/base/utf8.h>
#include <kikusui/ui/command.h>
#include <kikusui/ui/keymap.h>

#include <string.h>

static const struct kk_binding keys[] = {
#define KEY(target, scope, key, alt, label, help)                              \
    {target, scope, key, alt, label, help},
#include "keys.def"
#undef KEY
};

static const struct {
    const char *scope, *label;
} scopes[] = {
    {"incident", "案件"},
    {"unit", "機器"},
    {"home", "最初の画面"},
    {"queue", "案件の区画"},
    {"picks", "候補（複数）"},
    {"offer", "候補のある欄"},
    {"list", "一覧"},
    {"search", "検索の欄"},
    {"pick", "候補"},
    {"form", "記入"},
    {"text", "欄の中"},
    {"confirm", "確認"},
    {"palette", "操作一覧"},
    {"steps", "手順"},
    {"record", "記録"},
    {"page", "読む画面"},
    {"lock", "鍵"},
    {"go", "選んだ記録から"},
    {"dialog", "問い合わせ"},
    {"sync", "受け渡し"},
    {"job", "作業中"},
    {"take", "取込の確認"},
    {"taken", "取込の後"},
    {"review", "要確認"},
    {"sides", "要確認の双方"},
    {"nodes", "端末"},
    {"global", "どこでも"},
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
