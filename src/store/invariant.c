/* What must hold across rows and copies, and no single cell can see: for each
 * table the features' parts, and the numbers that copies which cannot talk may
 * give twice. Each hit has one row for every entry that has
 * part in it. */
#include "internal.h"

#include <kikusui/base/data.h>
#include <kikusui/base/shown.h>

#include <string.h>

#define HEAD "WITH invariant(kind, key, tab, row, title, entry) AS ("
#define DELETED "sql/invariant/"

static const struct kk_data *part_of(const char *what, const struct kk_table *t,
                                     size_t *i)
{
    char part[80];

    kk_fmt(part, sizeof part, "%s_%s", what, t->name);
    return kk_data_part(part, i);
}

/* What of a table's rows an action is refused for, or would be. */
static const char *const rules[] = {"rules", "meets"};

/* Whether both cells of all its rules lie in one record or in what refers to
 * it. */
static bool is_alone(const struct kk_data *part)
{
    return strstr(part->bytes, "--alone\n") != NULL;
}

/* The next part of rules that is asked of a row; alone: of one that nobody but
 * its maker ever knew. */
static const struct kk_data *rule_of(const char *what, const struct kk_table *t,
                                     bool alone, size_t *i)
{
    const struct kk_data *part;

    while ((part = part_of(what, t, i)) != NULL)
        if (!alone || !is_alone(part))
            return part;
        else
            ++*i;
    return NULL;
}

bool kk_invariant_has(const struct kk_table *t, bool alone)
{
    size_t i = 0;

    for (size_t c = 0; c < t->n; c++)
        if (t->column[c].once != NULL)
            return true;
    if (part_of("inv", t, &i) != NULL)
        return true;
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        i = 0;
        if (rule_of(rules[k], t, alone, &i) != NULL)
            return true;
    }
    return false;
}

/* The same number twice. Who wrote it: the cell's newest live head, else the
 * birth. */
static void add_once(struct kk_str *s, const struct kk_table *t,
                     const struct kk_column *c)
{
    kk_str_addf(
        s,
        "SELECT 'same_number', '%d:%d:' || n.\"%s\", %d, n.id, "
        "'%s ' || n.\"%s\" || ' が二つあります', "
        "(SELECT c.entry FROM change c JOIN entry e ON e.arrival = c.entry "
        "WHERE c.tab = %d AND c.row = n.id "
        "AND (c.col = 0 OR c.col = %d AND c.live = 1) "
        "ORDER BY c.col DESC, e.ltime DESC, e.writer DESC, e.seq DESC LIMIT 1) "
        "FROM %s n WHERE n.deleted IS NULL AND n.\"%s\" IS NOT NULL "
        "AND EXISTS (SELECT 1 FROM %s o WHERE o.\"%s\" = n.\"%s\" "
        "AND o.id <> n.id AND o.deleted IS NULL)",
        t->id, c->id, c->name, t->id, c->once, c->name, t->id, c->id, t->name,
        c->name, t->name, c->name, c->name);
}

/* The entry that wrote what stands in a cell of w: its newest live head, else
 * the birth. */
static void add_wrote(struct kk_str *s, const char *cell)
{
    kk_str_addf(s,
                " CROSS JOIN entry %s ON %s.arrival = "
                "(SELECT c.entry FROM change c JOIN entry e "
                "ON e.arrival = c.entry "
                "WHERE c.tab = w.%s_tab AND c.row = w.%s_row "
                "AND (c.col = 0 OR c.col = w.%s_col AND c.live = 1) "
                "ORDER BY c.col DESC, e.ltime DESC, e.writer DESC, e.seq DESC "
                "LIMIT 1)",
                cell, cell, cell, cell, cell);
}

/* DISTINCT keeps the joins out of each of the rules, few of which are ever
 * broken: asked of one row that is a fraction of the time.
 * What a rule refuses, where what stands in its two cells was written by two
 * nodes; an older program kept nobody from it, so the later one must have known
 * the rule. */
static void add_rules(struct kk_str *s, const struct kk_table *t,
                      const struct kk_data *part)
{
    kk_str_addf(s,
                "SELECT 'rule', w.key || ':' || w.\"row\", %d, w.\"row\", "
                "kk_label(%d) || ': ' || ifnull(w.words, w.key), side.arrival "
                "FROM (SELECT DISTINCT * FROM (%s\n)) w",
                t->id, t->id, part->bytes);
    add_wrote(s, "a");
    add_wrote(s, "b");
    kk_str_add(
        s, " CROSS JOIN writer x ON x.writer = a.writer"
           " CROSS JOIN writer y ON y.writer = b.writer"
           " AND y.node IS NOT x.node"
           " CROSS JOIN entry side ON side.arrival IN (a.arrival, b.arrival)"
           " WHERE CASE WHEN (a.ltime, a.writer, a.seq)"
           " > (b.ltime, b.writer, b.seq) THEN a.schema ELSE b.schema END"
           " >= w.since");
}

/* One part of the rows; the first has no join before it. */
static void add_part(struct kk_str *s, const char **join, const char *sql)
{
    kk_str_addf(s, "%sSELECT * FROM (%s\n)", *join, sql);
    *join = " UNION ALL ";
}

static void add_table(struct kk_str *s, const char **join,
                      const struct kk_table *t, bool alone)
{
    const struct kk_data *part;

    for (size_t i = 0; (part = part_of("inv", t, &i)) != NULL; i++)
        add_part(s, join, part->bytes);
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++)
        for (size_t i = 0; (part = rule_of(rules[k], t, alone, &i)) != NULL;
             i++) {
            kk_str_add(s, *join);
            *join = " UNION ALL ";
            add_rules(s, t, part);
        }
    for (size_t c = 0; c < t->n; c++)
        if (t->column[c].once != NULL) {
            kk_str_add(s, *join);
            *join = " UNION ALL ";
            add_once(s, t, &t->column[c]);
        }
}

static void add_deleted(struct kk_str *s, const char **join)
{
    const struct kk_data *d;

    for (size_t i = 0; (d = kk_data_under(DELETED, &i)) != NULL; i++)
        add_part(s, join, d->bytes);
}

void kk_invariant_of(const struct kk_table *t, bool alone, struct kk_str *out)
{
    const char *join = "";

    kk_str_add(out, HEAD);
    add_table(out, &join, t, alone);
    kk_str_add(out, ") ");
}

void kk_invariant_of_deleted(struct kk_str *out)
{
    const char *join = "";

    kk_str_add(out, HEAD);
    add_deleted(out, &join);
    kk_str_add(out, ") ");
}

void kk_invariant_all(const struct kk_db *db, struct kk_str *out)
{
    const char *join = "";

    kk_str_add(out, HEAD);
    for (size_t i = 0; i < db->catalog.n; i++)
        add_table(out, &join, &db->catalog.table[i], false);
    add_deleted(out, &join);
    kk_str_add(out, ") ");
}

/* The parts' tables are not known before the catalog is read: every file of
 * theirs counts. tables.csv, with its numbers, is hashed beside. */
void kk_invariant_hash(struct kk_hash *h)
{
    static const char *const parts[] = {"inv_", "rules_", "meets_"};
    const struct kk_data *d;

    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
        for (size_t i = 0; (d = kk_data_parts(parts[p], &i)) != NULL; i++)
            kk_hash_add(h, d->hash, KK_HASH_BYTES);
    for (size_t i = 0; (d = kk_data_under(DELETED, &i)) != NULL; i++)
        kk_hash_add(h, d->hash, KK_HASH_BYTES);
}
