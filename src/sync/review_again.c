/* A decision that is changed by a later one: everything is put back to where
 * the first one found it, and another entry is let stand. */
#include "review_priv.h"

#include <kikusui/store/journal.h>
#include <kikusui/store/tx.h>

#include <string.h>

static enum kk_status read_decisions(struct kk_again *a, struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st =
        kk_cur_open(a->db, "query/sync_review_decisions",
                    KK_BINDS({"review", kk_vint(a->review)}), &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&a->decision, &a->cap_decisions, a->n_decisions + 1,
                sizeof *a->decision);
        a->decision[a->n_decisions++] = kk_cur_int(cur, 0);
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status read_cells(struct kk_again *a, struct kk_err *err)
{
    struct kk_cur *cur = NULL;
    enum kk_status st =
        kk_cur_open(a->db, "query/sync_review_closed",
                    KK_BINDS({"review", kk_vint(a->review)},
                             {"entry", kk_vint(a->decision[0])}),
                    &cur, err);

    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK) {
        kk_grow(&a->cell, &a->cap_cells, a->n_cells + 1, sizeof *a->cell);
        a->cell[a->n_cells++] =
            (struct kk_settle){.table_id = (int)kk_cur_int(cur, 0),
                               .row = kk_cur_int(cur, 1),
                               .column_id = (int)kk_cur_int(cur, 2)};
        if (a->entries == NULL)
            a->entries = kk_arena_strdup(&a->arena, kk_cur_text(cur, 3));
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_again_read(struct kk_again *a, struct kk_err *err)
{
    enum kk_status st = read_decisions(a, err);

    if (st == KK_OK && a->n_decisions == 0)
        return KK_NONE;
    if (st == KK_OK)
        st = read_cells(a, err);
    if (st == KK_OK && a->n_cells == 0)
        st = kk_fail_at(
            err, KK_REFUSED, "review",
            "この要確認の決定は選び直せません。記録を直してください");
    return st;
}

void kk_again_free(struct kk_again *a)
{
    kk_free(a->decision);
    kk_free(a->cell);
    kk_arena_free(&a->arena);
}

/* Nobody wrote there since, and no two decisions are open against each other.
 */
static enum kk_status check_cell(struct kk_again *a,
                                 const struct kk_entry_change *c,
                                 struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[2];
    enum kk_status st = kk_db_one(a->db, "query/sync_review_heads",
                                  KK_BINDS({"tab", kk_vint(c->table_id)},
                                           {"row", kk_vint(c->row)},
                                           {"col", kk_vint(c->column_id)},
                                           {"review", kk_vint(a->review)}),
                                  &arena, v, 2, err);

    if (st == KK_OK && v[0].i > 1)
        st = kk_fail_at(err, KK_REFUSED, "review",
                        "決定どうしが食い違っています。その要確認を決めて"
                        "ください");
    else if (st == KK_OK && v[1].type == KK_VINT)
        st = kk_fail_at(err, KK_REFUSED, "review",
                        "決めた後に同じところが変えられています。記録を直して"
                        "ください");
    kk_arena_free(&arena);
    return st;
}

static enum kk_status put(struct kk_db *db, int table_id, kk_id row, int column,
                          const struct kk_val *val, struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_table(kk_db_catalog(db), table_id);
    const struct kk_column *c = t == NULL ? NULL : kk_table_column(t, column);
    enum kk_status st;

    if (t == NULL || (c == NULL && column != KK_COL_DELETED))
        return kk_fail_at(err, KK_REFUSED, "review",
                          "新しいプログラムの項目です。新しいプログラムで決めて"
                          "ください");
    st = kk_row_update(db, t->name, row,
                       KK_CELLS({c != NULL ? c->name : "deleted", *val}), err);
    return st == KK_NONE ? KK_OK : st;
}

static bool settled(const struct kk_again *a, const struct kk_entry_change *c)
{
    for (size_t i = 0; i < a->n_cells; i++)
        if (a->cell[i].table_id == c->table_id && a->cell[i].row == c->row &&
            a->cell[i].column_id == c->column_id)
            return true;
    return false;
}

/* What a decision put right after the losers is put back, last one first. */
static enum kk_status put_back(struct kk_again *a, int64_t decision,
                               struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_entry e;
    enum kk_status st = kk_journal_entry(a->db, decision, &arena, &e, err);

    for (size_t i = 0; st == KK_OK && i < e.n_changes; i++) {
        const struct kk_entry_change *c = &e.change[i];
        struct kk_val before;

        st = check_cell(a, c, err);
        if (st != KK_OK || settled(a, c))
            continue;
        st = kk_journal_before(a->db, c, &arena, &before, err);
        if (st == KK_OK)
            st = put(a->db, c->table_id, c->row, c->column_id, &before, err);
    }
    kk_arena_free(&arena);
    return st;
}

enum kk_status kk_again_back(struct kk_again *a, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = a->n_decisions; st == KK_OK && i-- > 0;)
        st = put_back(a, a->decision[i], err);
    return st;
}

enum kk_status kk_again_settle(struct kk_again *a, int64_t chosen,
                               struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < a->n_cells; i++) {
        const struct kk_settle *cell = &a->cell[i];
        struct kk_arena arena = {0};
        struct kk_val v;

        st = kk_db_one(a->db, "query/sync_review_value",
                       KK_BINDS({"tab", kk_vint(cell->table_id)},
                                {"row", kk_vint(cell->row)},
                                {"col", kk_vint(cell->column_id)},
                                {"entry", kk_vint(chosen)}),
                       &arena, &v, 1, err);
        if (st == KK_OK)
            st =
                put(a->db, cell->table_id, cell->row, cell->column_id, &v, err);
        kk_arena_free(&arena);
    }
    return st;
}
