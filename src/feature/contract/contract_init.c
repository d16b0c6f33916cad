/* The contract's data into a new office copy: every file of data/contract that
 * has a table, its header being the table's columns. One entry. */
#include <kikusui/base/time.h>
#include <kikusui/domain/contract.h>
#include <kikusui/domain/ctx.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/feature/contract_init.h>
#include <kikusui/store/tx.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* In an order in which what is referred to stands before. */
static const struct {
    const char *file, *table;
    const char *key; /* the column by which other files name its rows */
} files[] = {
    {"contract/param.csv", "contract_param", NULL},
    {"contract/site.csv", "site", "no"},
    {"contract/place.csv", "place", NULL},
    {"contract/dept.csv", "dept", NULL},
    {"contract/desk.csv", "vendor_desk", "name"},
    {"contract/desk_hours.csv", "desk_hours", NULL},
    {"contract/model.csv", "model", "name"},
    {"contract/contract_model.csv", "contract_model", NULL},
    {"contract/image.csv", "image", NULL},
};

struct named {
    const struct kk_table *table;
    const char *key;
    kk_id id;
};

struct init {
    struct kk_ctx *ctx;
    int shift; /* years added to every day */
    struct named *named;
    size_t n, cap;
    struct kk_arena arena;
    struct kk_err *err;
};

static kk_id find(const struct init *in, const struct kk_table *table,
                  const char *key)
{
    for (size_t i = 0; i < in->n; i++)
        if (in->named[i].table == table && kk_streq(in->named[i].key, key))
            return in->named[i].id;
    return 0;
}

static bool shifted_day(const struct init *in, const char *text, kk_day *out)
{
    int y, m, d;

    if (sscanf(text, "%4d-%2d-%2d", &y, &m, &d) != 3 || !kk_date_valid(y, m, d))
        return false;
    y += in->shift;
    if (!kk_date_valid(y, m, d))
        d = 28; /* 29 February of another year */
    *out = kk_day_make(y, m, d);
    return true;
}

/* *later: the row it means comes further down in the same file. */
static bool read_value(const struct init *in, const struct kk_column *c,
                       const char *text, struct kk_val *out, bool *later)
{
    int64_t i;
    kk_day day;

    *later = false;
    switch (c->type) {
    case KK_CT_TEXT:
        *out = kk_vtext(text);
        return true;
    case KK_CT_INT:
    case KK_CT_BOOL:
        *out = kk_vint(0);
        return kk_parse_i64(text, &out->i);
    case KK_CT_DAY:
        if (!shifted_day(in, text, &day))
            return false;
        *out = kk_vint(day);
        return true;
    case KK_CT_REF:
        i = find(in, c->ref, text);
        *later = i == 0;
        *out = kk_vid(i);
        return true;
    case KK_CT_TIME:
        break;
    }
    return false;
}

static enum kk_status insert_row(struct init *in, const struct kk_sheet *s,
                                 size_t row, const struct kk_table *t,
                                 kk_id *id)
{
    const struct kk_csv_record *head = &s->csv.record[0];
    struct kk_cell cell[64];
    size_t n = 0;

    for (size_t i = 0; i < head->n && n < 63; i++) {
        const struct kk_column *c = kk_table_named(t, head->field[i]);
        const char *text = kk_sheet_cell(s, row, head->field[i]);
        struct kk_val v;
        bool later;

        if (c == NULL || text[0] == '\0')
            continue;
        if (!read_value(in, c, text, &v, &later))
            return kk_fail(in->err, KK_BUG, "%s の「%s」が読めません", t->name,
                           text);
        if (!later)
            cell[n++] = (struct kk_cell){c->name, v};
    }
    cell[n].column = NULL;
    return kk_row_insert(in->ctx->db, t->name, cell, id, in->err);
}

/* References within one file, once all of its rows have an id. */
static enum kk_status set_later(struct init *in, const struct kk_sheet *s,
                                const struct kk_table *t, const kk_id *ids)
{
    for (size_t k = 0; k < t->n; k++) {
        const struct kk_column *c = &t->column[k];

        if (c->ref != t)
            continue;
        for (size_t i = 0; i < s->n; i++) {
            const char *text = kk_sheet_cell(s, i, c->name);
            enum kk_status st;

            if (text[0] == '\0')
                continue;
            st = kk_row_update(in->ctx->db, t->name, ids[i],
                               KK_CELLS({c->name, kk_vid(find(in, t, text))}),
                               in->err);
            if (st != KK_OK)
                return st;
        }
    }
    return KK_OK;
}

static enum kk_status read_file(struct init *in, size_t f)
{
    const struct kk_table *t =
        kk_catalog_named(kk_db_catalog(in->ctx->db), files[f].table);
    struct kk_sheet s;
    kk_id *ids;
    enum kk_status st = kk_sheet_open(files[f].file, &s, in->err);

    if (st != KK_OK)
        return st;
    ids = kk_arena_alloc(&in->arena, (s.n + 1) * sizeof *ids);
    for (size_t i = 0; st == KK_OK && i < s.n; i++) {
        st = insert_row(in, &s, i, t, &ids[i]);
        if (st == KK_OK && files[f].key != NULL) {
            kk_grow(&in->named, &in->cap, in->n + 1, sizeof *in->named);
            in->named[in->n++] = (struct named){
                .table = t,
                .key = kk_arena_strdup(&in->arena,
                                       kk_sheet_cell(&s, i, files[f].key)),
                .id = ids[i]};
        }
    }
    if (st == KK_OK)
        st = set_later(in, &s, t, ids);
    kk_sheet_close(&s);
    return st;
}

/* The year that the files are written for. */
static enum kk_status written_year(int *out, struct kk_err *err)
{
    struct kk_sheet s;
    enum kk_status st = kk_sheet_open("contract/param.csv", &s, err);
    int64_t year = 0;

    *out = 0;
    if (st != KK_OK)
        return st;
    for (size_t i = 0; i < s.n; i++)
        if (kk_streq(kk_sheet_cell(&s, i, "key"), "contract.year") &&
            kk_parse_i64(kk_sheet_cell(&s, i, "value"), &year))
            *out = (int)year;
    kk_sheet_close(&s);
    return *out != 0 ? KK_OK
                     : kk_fail(err, KK_BUG, "contract.year がありません");
}

static enum kk_status set_year(struct init *in, int fiscal)
{
    char year[16];
    int64_t id;
    enum kk_status st =
        kk_db_int(in->ctx->db, "query/contract_year_row", NULL, &id, in->err);

    if (st != KK_OK || in->shift == 0)
        return st;
    snprintf(year, sizeof year, "%d", fiscal);
    return kk_row_update(in->ctx->db, "contract_param", id,
                         KK_CELLS({"value", kk_vtext(year)}), in->err);
}

enum kk_status kk_contract_init(struct kk_ctx *ctx, int fiscal,
                                struct kk_err *err)
{
    const struct kk_intent intent = {.action = "init", .worker = ctx->worker};
    struct init in = {.ctx = ctx, .err = err};
    struct kk_commit commit;
    int written;
    enum kk_status st = written_year(&written, err);

    if (st == KK_OK)
        st = kk_tx_begin(ctx->db, KK_TX_WRITE, err);
    if (st != KK_OK)
        return st;
    in.shift = fiscal == 0 ? 0 : fiscal - written;
    for (size_t f = 0; st == KK_OK && f < sizeof files / sizeof *files; f++)
        st = read_file(&in, f);
    if (st == KK_OK)
        st = set_year(&in, fiscal);
    if (st == KK_OK)
        st = kk_tx_commit(ctx->db, &intent, &commit, err);
    else
        kk_tx_rollback(ctx->db);
    kk_free(in.named);
    kk_arena_free(&in.arena);
    return st;
}
