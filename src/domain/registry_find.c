/* Finding actions, listings, kinds and codes by name in the registry. */
#include <kikusui/base/data.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/feature.h>

/* Every feature's array ends with name NULL, so one walk serves all. */
#define FIND(type, member)                                                     \
    for (const struct kk_feature *const *f = r->features; *f != NULL; f++)     \
        for (const struct type *x = (*f)->member;                              \
             x != NULL && x->name != NULL; x++)                                \
            if (kk_streq(x->name, name))                                       \
                return x;                                                      \
    return NULL

const struct kk_action *kk_find_action(const struct kk_registry *r,
                                       const char *name)
{
    FIND(kk_action, actions);
}

const struct kk_listing *kk_find_listing(const struct kk_registry *r,
                                         const char *name)
{
    FIND(kk_listing, listings);
}

bool kk_kind_has_sql(const struct kk_kind *kind, const char *part)
{
    char name[128];

    kk_fmt(name, sizeof name, "%s/%s", kind->name, part);
    return kk_data_sql(name) != NULL;
}

const struct kk_kind *kk_find_kind(const struct kk_registry *r,
                                   const char *name)
{
    FIND(kk_kind, kinds);
}

const struct kk_codes *kk_find_codes(const struct kk_registry *r,
                                     const char *name)
{
    FIND(kk_codes, codes);
}

const struct kk_kind *kk_param_kind(const struct kk_registry *r,
                                    const struct kk_param *p)
{
    const struct kk_listing *l;

    if (p->type != KK_REF || p->from == NULL)
        return NULL;
    l = kk_find_listing(r, p->from);
    return kk_find_kind(r, l == NULL ? p->from : l->row_kind);
}

const char *kk_code_label(const struct kk_registry *r, const char *codes,
                          const char *value)
{
    const struct kk_codes *list = kk_find_codes(r, codes);

    for (const struct kk_code *c = list == NULL ? NULL : list->code;
         c != NULL && c->value != NULL; c++)
        if (kk_streq(c->value, value))
            return c->label;
    return value;
}

const struct kk_action *kk_action_at(const struct kk_registry *r, size_t i)
{
    for (const struct kk_feature *const *f = r->features; *f != NULL; f++)
        for (const struct kk_action *x = (*f)->actions;
             x != NULL && x->name != NULL; x++)
            if (i-- == 0)
                return x;
    return NULL;
}

const struct kk_listing *kk_listing_at(const struct kk_registry *r, size_t i)
{
    for (const struct kk_feature *const *f = r->features; *f != NULL; f++)
        for (const struct kk_listing *x = (*f)->listings;
             x != NULL && x->name != NULL; x++)
            if (i-- == 0)
                return x;
    return NULL;
}

const struct kk_kind *kk_kind_of_table(const struct kk_registry *r,
                                       const char *table)
{
    for (const struct kk_feature *const *f = r->features; *f != NULL; f++)
        for (const struct kk_kind *x = (*f)->kinds;
             x != NULL && x->name != NULL; x++)
            if (kk_streq(x->table, table))
                return x;
    return NULL;
}
