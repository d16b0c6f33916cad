/* The replicated tables and columns, loaded from tables.csv. */
#include "internal.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/data.h>

#include <string.h>

static const struct {
    const char *name;
    enum kk_col_type type;
} types[] = {
    {"text", KK_CT_TEXT}, {"int", KK_CT_INT}, {"time", KK_CT_TIME},
    {"day", KK_CT_DAY},   {"ref", KK_CT_REF}, {"bool", KK_CT_BOOL},
};

enum {
    F_TABLE_ID,
    F_TABLE,
    F_TABLE_LABEL,
    F_ID,
    F_NAME,
    F_LABEL,
    F_TYPE,
    F_REF,
    F_ONCE,
    F_COUNT
};

static bool type_named(const char *name, enum kk_col_type *out)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (kk_streq(types[i].name, name)) {
            *out = types[i].type;
            return true;
        }
    return false;
}

/* The file stands in order of table id; each table's columns are together. */
static size_t count_tables(const struct kk_csv *csv)
{
    size_t n = 0;

    for (size_t i = 1; i < csv->n; i++)
        if (i == 1 || !kk_streq(csv->record[i].field[F_TABLE],
                                csv->record[i - 1].field[F_TABLE]))
            n++;
    return n;
}

static enum kk_status fill(struct kk_db *db, const struct kk_csv *csv,
                           struct kk_table *table, struct kk_err *err)
{
    struct kk_column *column =
        kk_arena_alloc(&db->arena, csv->n * sizeof *column);
    struct kk_table *t = NULL;
    size_t n = 0;

    for (size_t i = 1; i < csv->n; i++) {
        const struct kk_csv_record *r = &csv->record[i];
        struct kk_column *c = &column[i - 1];
        int64_t tid, cid;

        if (r->n != F_COUNT || !kk_parse_i64(r->field[F_TABLE_ID], &tid) ||
            !kk_parse_i64(r->field[F_ID], &cid) ||
            !type_named(r->field[F_TYPE], &c->type))
            return kk_fail(err, KK_BUG, "tables.csv の%zu行目が読めません",
                           r->line);
        if (t == NULL || t->id != (int)tid) {
            t = &table[n++];
            t->id = (int)tid;
            t->name = kk_arena_strdup(&db->arena, r->field[F_TABLE]);
            t->label = kk_arena_strdup(&db->arena, r->field[F_TABLE_LABEL]);
            t->column = c;
        }
        c->id = (int)cid;
        c->name = kk_arena_strdup(&db->arena, r->field[F_NAME]);
        c->label = kk_arena_strdup(&db->arena, r->field[F_LABEL]);
        if (r->field[F_ONCE][0] != '\0')
            c->once = kk_arena_strdup(&db->arena, r->field[F_ONCE]);
        t->n++;
    }
    db->catalog = (struct kk_catalog){.n = n, .table = table};
    for (size_t i = 1; i < csv->n; i++) {
        const char *ref = csv->record[i].field[F_REF];

        if (ref[0] == '\0')
            continue;
        column[i - 1].ref = kk_catalog_named(&db->catalog, ref);
        if (column[i - 1].ref == NULL)
            return kk_fail(err, KK_BUG, "tables.csv: 表「%s」がありません",
                           ref);
    }
    return KK_OK;
}

enum kk_status kk_catalog_load(struct kk_db *db, struct kk_err *err)
{
    const struct kk_data *data = kk_data_find("sql/tables.csv");
    struct kk_csv csv = {0};
    enum kk_status st;

    if (data == NULL)
        return kk_fail(err, KK_BUG, "tables.csv が組み込まれていません");
    st = kk_csv_read(data->bytes, data->n_bytes, 5000, &csv, err);
    if (st == KK_OK) {
        size_t n = count_tables(&csv);
        struct kk_table *table = kk_arena_alloc(&db->arena, n * sizeof *table);

        st = fill(db, &csv, table, err);
    }
    kk_csv_free(&csv);
    return st;
}

const struct kk_catalog *kk_db_catalog(const struct kk_db *db)
{
    return &db->catalog;
}

const struct kk_table *kk_catalog_table(const struct kk_catalog *c, int id)
{
    size_t lo = 0, hi = c->n;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (c->table[mid].id == id)
            return &c->table[mid];
        if (c->table[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const struct kk_table *kk_catalog_named(const struct kk_catalog *c,
                                        const char *name)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->table[i].name, name) == 0)
            return &c->table[i];
    return NULL;
}

/* Columns stand in order of id, mostly without gaps. */
const struct kk_column *kk_table_column(const struct kk_table *t, int id)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->column[i].id == id)
            return &t->column[i];
    return NULL;
}

const struct kk_column *kk_table_named(const struct kk_table *t,
                                       const char *name)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->column[i].name, name) == 0)
            return &t->column[i];
    return NULL;
}
