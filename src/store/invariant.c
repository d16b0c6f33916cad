/* What must hold across rows and copies, and no single cell can see: for each
 * table one view, of the features' parts and of the numbers that copies which
 * cannot talk may give twice. Each hit has one row for every entry that has
 * part in it. */
#include "internal.h"

#include <kikusui/base/data.h>
#include <kikusui/base/shown.h>

#include <string.h>

#define HEAD "(kind, key, tab, row, title, entry) AS "

static const struct kk_data *part_of(const struct kk_table *t, size_t *i)
{
    char part[80];

    kk_fmt(part, sizeof part, "inv_%s", t->name);
    return kk_data_part(part, i);
}

bool kk_invariant_has(const struct kk_table *t)
{
    size_t i = 0;

    for (size_t c = 0; c < t->n; c++)
        if (t->column[c].once != NULL)
            return true;
    return part_of(t, &i) != NULL;
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

static void add_view(struct kk_str *s, const struct kk_table *t)
{
    const char *join = "";
    const struct kk_data *part;

    kk_str_addf(s, "CREATE VIEW inv_of_%s" HEAD, t->name);
    for (size_t i = 0; (part = part_of(t, &i)) != NULL; i++) {
        kk_str_addf(s, "%sSELECT * FROM (%s\n)", join, part->bytes);
        join = " UNION ALL ";
    }
    for (size_t c = 0; c < t->n; c++)
        if (t->column[c].once != NULL) {
            kk_str_add(s, join);
            add_once(s, t, &t->column[c]);
            join = " UNION ALL ";
        }
    kk_str_add(s, ";\n");
}

void kk_invariant_views(const struct kk_db *db, struct kk_str *out)
{
    struct kk_str all = {0};

    kk_str_add(&all, "CREATE VIEW invariant" HEAD);
    for (size_t i = 0; i < db->catalog.n; i++) {
        const struct kk_table *t = &db->catalog.table[i];

        if (!kk_invariant_has(t))
            continue;
        add_view(out, t);
        kk_str_addf(&all, "SELECT * FROM inv_of_%s UNION ALL ", t->name);
    }
    kk_str_add(&all, "SELECT * FROM inv_of_deleted;");
    kk_str_add(out, kk_str_c(&all));
    kk_str_free(&all);
}

/* The parts' tables are not known before the catalog is read: every file of
 * theirs counts. tables.csv, with its numbers, is hashed beside. */
void kk_invariant_hash(struct kk_hash *h)
{
    for (size_t i = 0; i < kk_data_count(); i++) {
        const struct kk_data *d = kk_data_at(i);

        if (kk_str_starts(d->name, "feature/") &&
            strstr(d->name, "/inv_") != NULL)
            kk_hash_add(h, d->bytes, d->n_bytes);
    }
}
