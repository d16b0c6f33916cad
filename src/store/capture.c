/* The capture buffer: what the generated triggers report, one item a cell.
 * The functions only fill it; commit turns it into an entry. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static size_t slot_of(const struct kk_capture *c, int tab, kk_id row, int col)
{
    uint64_t h = (uint64_t)row * 0x9E3779B97F4A7C15u;

    h ^= ((uint64_t)(unsigned)tab << 32 | (unsigned)col) * 0xC2B2AE3D27D4EB4Fu;
    h ^= h >> 29;
    return (size_t)h & (c->n_slots - 1);
}

static void insert_slot(struct kk_capture *c, size_t index)
{
    const struct kk_capture_item *it = &c->item[index];
    size_t s = slot_of(c, it->tab, it->row, it->col);

    while (c->slot[s] != 0)
        s = (s + 1) & (c->n_slots - 1);
    c->slot[s] = index + 1;
}

static struct kk_capture_item *find(struct kk_capture *c, int tab, kk_id row,
                                    int col)
{
    if (c->n_slots == 0)
        return NULL;
    for (size_t s = slot_of(c, tab, row, col); c->slot[s] != 0;
         s = (s + 1) & (c->n_slots - 1)) {
        struct kk_capture_item *it = &c->item[c->slot[s] - 1];

        if (it->tab == tab && it->row == row && it->col == col)
            return it;
    }
    return NULL;
}

static struct kk_capture_item *add(struct kk_capture *c, int tab, kk_id row,
                                   int col)
{
    if ((c->n + 1) * 2 > c->n_slots) {
        size_t n = c->n_slots == 0 ? 64 : c->n_slots * 2;

        kk_free(c->slot);
        c->slot = kk_alloc(n * sizeof *c->slot);
        c->n_slots = n;
        for (size_t i = 0; i < c->n; i++)
            insert_slot(c, i);
    }
    kk_grow(&c->item, &c->cap, c->n + 1, sizeof *c->item);
    c->item[c->n] =
        (struct kk_capture_item){.tab = tab, .row = row, .col = col};
    insert_slot(c, c->n);
    return &c->item[c->n++];
}

void kk_capture_clear(struct kk_capture *c)
{
    c->n = 0;
    if (c->n_slots > 0)
        memset(c->slot, 0, c->n_slots * sizeof *c->slot);
    kk_arena_free(&c->arena);
}

static int by_cell(const void *pa, const void *pb)
{
    const struct kk_capture_item *a = pa, *b = pb;

    if (a->tab != b->tab)
        return a->tab < b->tab ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->col > b->col) - (a->col < b->col);
}

/* Sorts and drops what ended where it began. The slots are rebuilt, so that
 * capture may go on afterwards. */
void kk_capture_sort(struct kk_capture *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++) {
        const struct kk_capture_item *it = &c->item[i];

        if (it->col == KK_COL_BIRTH || it->settled ||
            kk_val_cmp(&it->old, &it->new) != 0)
            c->item[n++] = *it;
    }
    c->n = n;
    if (n == 0)
        return;
    qsort(c->item, n, sizeof *c->item, by_cell);
    memset(c->slot, 0, c->n_slots * sizeof *c->slot);
    for (size_t i = 0; i < n; i++)
        insert_slot(c, i);
}

void kk_touch(struct kk_db *db, int tab, kk_id row)
{
    if (db->n_touched > 0 && db->touched[db->n_touched - 1].tab == tab &&
        db->touched[db->n_touched - 1].row == row)
        return;
    kk_grow(&db->touched, &db->cap_touched, db->n_touched + 1,
            sizeof *db->touched);
    db->touched[db->n_touched++] = (struct kk_touched){.tab = tab, .row = row};
}

void kk_capture_cell(struct kk_db *db, int tab, kk_id row, int col,
                     const struct kk_val *old, const struct kk_val *new,
                     bool settled)
{
    struct kk_capture *c = &db->capture;
    struct kk_capture_item *it = find(c, tab, row, col);

    /* no trigger tells of a cell that only a newer program knows */
    kk_touch(db, tab, row);
    if (it == NULL) {
        it = add(c, tab, row, col);
        it->old = kk_val_keep(&c->arena, *old);
    }
    it->new = kk_val_keep(&c->arena, *new);
    it->settled |= settled;
}

static bool ready(sqlite3_context *sc, struct kk_db *db)
{
    if (!db->capturing)
        return false;
    if (!db->in_tx) {
        sqlite3_result_error(sc, "write outside of an action", -1);
        return false;
    }
    return true;
}

static int column_id(const struct kk_table *t, int i)
{
    return i == 0 ? KK_COL_DELETED : t->column[i - 1].id;
}

/* kk_change(table, OLD.id, NEW.id, old values…, new values…), `deleted` first
 */
static void change(sqlite3_context *sc, int n, sqlite3_value **v)
{
    struct kk_db *db = sqlite3_user_data(sc);
    struct kk_capture *c = &db->capture;
    int tab = sqlite3_value_int(v[0]);
    kk_id row = sqlite3_value_int64(v[1]);
    const struct kk_table *t;
    int cols = (n - 3) / 2;
    bool born;

    if (!ready(sc, db))
        return;
    t = kk_catalog_table(&db->catalog, tab);
    if (t == NULL || (size_t)cols != t->n + 1 ||
        row != sqlite3_value_int64(v[2])) {
        sqlite3_result_error(sc, "ids never change", -1);
        return;
    }
    born = find(c, tab, row, KK_COL_BIRTH) != NULL;
    kk_touch(db, tab, row);
    for (int i = 0; i < cols; i++) {
        struct kk_val old = kk_sql_val(v[3 + i]);
        struct kk_val new = kk_sql_val(v[3 + cols + i]);
        struct kk_capture_item *it;

        if (kk_val_cmp(&old, &new) == 0)
            continue;
        it = find(c, tab, row, column_id(t, i));
        if (it == NULL) {
            it = add(c, tab, row, column_id(t, i));
            it->born = born;
            it->old = born ? kk_vnull() : kk_val_keep(&c->arena, old);
        }
        it->new = kk_val_keep(&c->arena, new);
    }
}

/* kk_birth(table, NEW.id, new values…) */
static void birth(sqlite3_context *sc, int n, sqlite3_value **v)
{
    struct kk_db *db = sqlite3_user_data(sc);
    struct kk_capture *c = &db->capture;
    int tab = sqlite3_value_int(v[0]);
    kk_id row = sqlite3_value_int64(v[1]);
    const struct kk_table *t;

    if (!ready(sc, db))
        return;
    t = kk_catalog_table(&db->catalog, tab);
    if (t == NULL || (size_t)(n - 2) != t->n + 1) {
        sqlite3_result_error(sc, "tables.csv and triggers differ", -1);
        return;
    }
    kk_touch(db, tab, row);
    add(c, tab, row, KK_COL_BIRTH)->born = true;
    for (int i = 0; i < n - 2; i++) {
        struct kk_val new = kk_sql_val(v[2 + i]);
        struct kk_capture_item *it;

        if (new.type == KK_VNULL)
            continue;
        it = add(c, tab, row, column_id(t, i));
        it->born = true;
        it->new = kk_val_keep(&c->arena, new);
    }
}

enum kk_status kk_capture_register(struct kk_db *db, struct kk_err *err)
{
    int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;

    if (sqlite3_create_function_v2(db->sql, "kk_change", -1, flags, db, change,
                                   NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_create_function_v2(db->sql, "kk_birth", -1, flags, db, birth,
                                   NULL, NULL, NULL) != SQLITE_OK)
        return kk_sql_fail(db, err, "kk_change");
    return KK_OK;
}

void kk_tx_captured(struct kk_db *db, kk_captured_fn *fn, void *user)
{
    struct kk_capture *c = &db->capture;

    kk_capture_sort(c);
    for (size_t i = 0; i < c->n; i++) {
        const struct kk_capture_item *it = &c->item[i];
        struct kk_captured out = {
            .table = kk_catalog_table(&db->catalog, it->tab),
            .row = it->row,
            .born = it->born,
            .old = it->old,
            .new = it->new,
        };

        if (it->col == KK_COL_BIRTH || out.table == NULL)
            continue;
        if (!it->born && kk_val_cmp(&it->old, &it->new) == 0)
            continue; /* settled as it stands */
        if (it->col != KK_COL_DELETED) {
            out.column = kk_table_column(out.table, it->col);
            if (out.column == NULL)
                continue; /* of a newer program: not shown */
        }
        fn(user, &out);
    }
}
