/* Rows that must exist by a rule though nobody recorded them yet: a view for
 * each table that a feature has a rule for. */
#include "internal.h"

#include <kikusui/base/data.h>
#include <kikusui/base/shown.h>

#include <string.h>

/* data/feature/KIND/ruled_TABLE.sql; NULL: no rule for that table. */
static const struct kk_data *rule_of(const struct kk_table *t)
{
    char part[80];
    size_t i = 0;

    kk_fmt(part, sizeof part, "ruled_%s", t->name);
    return kk_data_part(part, &i);
}

bool kk_ruled_has(const struct kk_table *t)
{
    return rule_of(t) != NULL;
}

/* The statement's first line names its columns: -- (rule_key, kind, due_on) */
static bool gives(const struct kk_data *rule, const char *column)
{
    const char *s = strchr(rule->bytes, '('), *end = strchr(rule->bytes, ')');
    size_t n = strlen(column);

    while (s != NULL && end != NULL && s < end) {
        s += strspn(s, "(, ");
        if (strcspn(s, ",)") == n && strncmp(s, column, n) == 0)
            return true;
        s += strcspn(s, ",)");
        s += *s == ',';
        if (*s == ')')
            break;
    }
    return false;
}

const char *kk_ruled_sql(const struct kk_table *t, const char *column)
{
    const struct kk_data *rule = rule_of(t);

    return rule != NULL && gives(rule, column) ? rule->bytes : NULL;
}

void kk_ruled_view(const struct kk_table *t, struct kk_str *s)
{
    const struct kk_data *rule = rule_of(t);

    kk_str_addf(s, "SELECT id, -kk_hash63('%s ' || rule_key) AS ruled",
                t->name);
    for (size_t i = 0; i < t->n; i++)
        kk_str_addf(s, ", \"%s\"", t->column[i].name);
    kk_str_addf(s,
                " FROM %s WHERE deleted IS NULL UNION ALL "
                "SELECT -kk_hash63('%s ' || r.rule_key), "
                "-kk_hash63('%s ' || r.rule_key)",
                t->name, t->name, t->name);
    for (size_t i = 0; i < t->n; i++)
        kk_str_addf(s, gives(rule, t->column[i].name) ? ", r.\"%s\"" : ", NULL",
                    t->column[i].name);
    kk_str_addf(s,
                " FROM (%s\n) r WHERE NOT EXISTS (SELECT 1 FROM %s o "
                "WHERE o.rule_key = r.rule_key AND o.deleted IS NULL)",
                rule->bytes, t->name);
}

/* The tables are not known before the catalog is read: every rule counts. */
void kk_ruled_hash(struct kk_hash *h)
{
    const struct kk_data *d;

    for (size_t i = 0; (d = kk_data_parts("ruled_", &i)) != NULL; i++)
        kk_hash_add(h, d->hash, KK_HASH_BYTES);
}
