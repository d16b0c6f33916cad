/* What only the office changes and a laptop's program changed all the same: it
 * is stored and applied like anything else, and a person lets it stand or takes
 * it out. */
#include "review_priv.h"

#include <kikusui/store/journal.h>
#include <kikusui/store/tx.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* KK_NONE: nobody asks any more. KK_REFUSED: it is of another kind. */
static enum kk_status read_review(struct kk_ctx *ctx, kk_id review,
                                  int64_t *arrival, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[5];
    enum kk_status st =
        kk_db_one(ctx->db, "query/sync_review_one",
                  KK_BINDS({"id", kk_vint(review)}), &arena, v, 5, err);

    *arrival = 0;
    if (st == KK_OK && !kk_streq(v[1].s, KK_REVIEW_OFFICE))
        st = kk_fail(err, KK_REFUSED,
                     "事務所だけで変えるものの要確認ではありません");
    if (st == KK_OK)
        st = kk_journal_find(ctx->db, v[3].s, arrival, err);
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_review_office_can(struct kk_ctx *ctx, kk_id subject,
                                    struct kk_err *err)
{
    int64_t arrival;
    enum kk_status st = read_review(ctx, subject, &arrival, err);

    return st == KK_NONE ? KK_OK : st;
}

/* The value before the first of the writes that are in dispute. */
static enum kk_status good_value(struct kk_db *db, struct kk_entry_change *c,
                                 struct kk_arena *arena, struct kk_val *out,
                                 struct kk_err *err)
{
    enum kk_status st = KK_OK;

    while (st == KK_OK && c->base != 0) {
        struct kk_val base;

        st = kk_db_one(db, "query/sync_review_base",
                       KK_BINDS({"tab", kk_vint(c->table_id)},
                                {"row", kk_vint(c->row)},
                                {"col", kk_vint(c->column_id)},
                                {"entry", kk_vint(c->base)}),
                       arena, &base, 1, err);
        if (st == KK_OK)
            c->base = base.i;
    }
    if (st == KK_OK || st == KK_NONE)
        st = kk_journal_before(db, c, arena, out, err);
    return st;
}

static enum kk_status take_out(struct kk_db *db, struct kk_entry_change *c,
                               struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_table(kk_db_catalog(db), c->table_id);
    const struct kk_column *column =
        t == NULL ? NULL : kk_table_column(t, c->column_id);
    const char *name = column != NULL ? column->name : "deleted";
    struct kk_arena arena = {0};
    struct kk_val val = kk_vint(1);
    enum kk_status st = KK_OK;

    if (t == NULL || (column == NULL && c->column_id > KK_COL_DELETED))
        return KK_OK; /* of a newer program: it decides there */
    if (c->column_id != KK_COL_BIRTH)
        st = good_value(db, c, &arena, &val, err);
    if (st == KK_OK)
        st = kk_row_update(db, t->name, c->row, KK_CELLS({name, val}), err);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_review_take_out(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err)
{
    struct kk_entry_change *c = NULL;
    size_t n = 0, cap = 0;
    struct kk_cur *cur = NULL;
    int64_t arrival;
    enum kk_status st;

    *id = kk_arg_id(a, "review");
    st = read_review(ctx, *id, &arrival, err);
    if (st == KK_NONE)
        return kk_fail_at(err, KK_REFUSED, "review",
                          "この要確認はもう済んでいます。一覧を開き直して"
                          "ください");
    if (st == KK_OK)
        st = kk_cur_open(ctx->db, "query/sync_review_office",
                         KK_BINDS({"entry", kk_vint(arrival)}), &cur, err);
    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&c, &cap, n + 1, sizeof *c);
        c[n++] = (struct kk_entry_change){.table_id = (int)kk_cur_int(cur, 0),
                                          .row = kk_cur_int(cur, 1),
                                          .column_id = (int)kk_cur_int(cur, 2),
                                          .base = kk_cur_int(cur, 3)};
    }
    kk_cur_close(&cur);
    st = st == KK_NONE ? KK_OK : st;
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = take_out(ctx->db, &c[i], err);
    kk_free(c);
    return st;
}
