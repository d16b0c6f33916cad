/* data/sql/tables.csv as C: every replicated table and column, declared
 * once. Ids are numbers, never reused. Triggers, capture, replay, history
 * labels, merge and verification derive from it; no other code of the journal
 * names a table. */
#ifndef KIKUSUI_STORE_CATALOG_H
#define KIKUSUI_STORE_CATALOG_H

#include <kikusui/base/status.h>

/* Columns every table has, not listed in the file. */
enum { KK_COL_BIRTH = 0, KK_COL_DELETED = 1 };

enum kk_col_type {
    KK_CT_TEXT,
    KK_CT_INT,
    KK_CT_TIME, /* UTC seconds */
    KK_CT_DAY,  /* JST days since 1970 */
    KK_CT_REF,  /* row of another table */
    KK_CT_BOOL
};

struct kk_column {
    int id;
    const char *name, *label;
    enum kk_col_type type;
    const struct kk_table *ref; /* KK_CT_REF */
    /* What it is called in 「案件 K1-0042 が二つあります」: no two live rows
     * should have the same value. NULL: they may. */
    const char *once;
};
struct kk_table {
    int id;
    const char *name, *label;
    size_t n;
    const struct kk_column *column;
};

struct kk_catalog {
    size_t n;
    const struct kk_table *table; /* by id */
};
/* Made of the file when the program was built; borrowed. */
struct kk_db;
const struct kk_catalog *kk_db_catalog(const struct kk_db *db);
const struct kk_table *kk_catalog_table(const struct kk_catalog *c, int id);
/* Is there a rule for rows that must exist in it (data/feature/KIND/
 * ruled_TABLE.sql)? Then the view ruled_TABLE has them, too: id, negative where
 * no record was made of the row yet; ruled, the id that the rule gives it, the
 * same on every copy; and the columns. Such a table has a column rule_key. */
bool kk_ruled_has(const struct kk_table *t);
/* The rule itself, with a column rule_key, where it gives that column; NULL: no
 * rule does. */
const char *kk_ruled_sql(const struct kk_table *t, const char *column);
const struct kk_table *kk_catalog_named(const struct kk_catalog *c,
                                        const char *name);
const struct kk_column *kk_table_column(const struct kk_table *t, int id);
const struct kk_column *kk_table_named(const struct kk_table *t,
                                       const char *name);
#endif
