/* Whose entry a decision did not let stand is told of it on his own copy, until
 * he says that he saw it: a local fact. */
#include "review_priv.h"

#include <kikusui/domain/values.h>
#include <kikusui/store/card.h>

#include <string.h>

#define LOST "decisions_lost" /* names of the decisions, space between */
enum { LOST_MOST = 50, CELLS_MOST = 3 };

enum kk_status kk_review_note_lost(struct kk_db *db, const char *node,
                                   int64_t after, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_cur *cur = NULL;
    struct kk_str names = {0};
    const char *before;
    size_t n = 0;
    enum kk_status st = kk_meta_get(db, LOST, &arena, &before, err);

    if (st == KK_OK)
        kk_str_add(&names, before);
    for (const char *p = kk_str_c(&names); *p != '\0'; p++)
        n += *p == ' ';
    if (st == KK_OK || st == KK_NONE)
        st = kk_cur_open(
            db, "query/sync_lost",
            KK_BINDS({"node", kk_vtext(node)}, {"after", kk_vint(after)}), &cur,
            err);
    while (st == KK_OK && (st = kk_cur_next(cur, err)) == KK_OK)
        if (n++ < LOST_MOST)
            kk_str_addf(&names, "%s ", kk_cur_text(cur, 0));
    kk_cur_close(&cur);
    if (st == KK_NONE && names.n_bytes > 0)
        st = kk_meta_set(db, LOST, kk_str_c(&names), err);
    kk_str_free(&names);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

static void add_cell(struct kk_ctx *ctx, const struct kk_entry_change *c,
                     struct kk_arena *arena, struct kk_str *out)
{
    const struct kk_table *t =
        kk_catalog_table(kk_db_catalog(ctx->db), c->table_id);
    const struct kk_column *col =
        t == NULL ? NULL : kk_table_column(t, c->column_id);

    if (t == NULL)
        return;
    kk_str_addf(out, "%s%s", out->n_bytes > 0 ? "、" : "",
                kk_row_words(ctx, t, c->row, arena));
    if (col != NULL)
        kk_str_addf(out, " の%sは「%s」", col->label,
                    kk_value_words(ctx, col, &c->val, arena));
    else if (c->column_id == KK_COL_DELETED)
        kk_str_add(out, c->val.type == KK_VINT && c->val.i != 0
                            ? " は取消"
                            : " は取り消さない");
}

static enum kk_status tell_one(struct kk_ctx *ctx, const char *name,
                               struct kk_str *out, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_str cells = {0};
    char at[KK_TIME_BYTES];
    struct kk_entry e;
    int64_t arrival, again = 0;
    enum kk_status st = kk_journal_find(ctx->db, name, &arrival, err);

    if (st == KK_OK)
        st = kk_db_int(ctx->db, "query/sync_decided_again",
                       KK_BINDS({"decision", kk_vint(arrival)}), &again, err);
    /* The later decision is told of where it let something else stand. */
    if (st == KK_OK && again != 0)
        return KK_OK;
    if (st == KK_OK)
        st = kk_journal_entry(ctx->db, arrival, &arena, &e, err);
    if (st == KK_OK) {
        for (size_t i = 0; i < e.n_changes && i < CELLS_MOST; i++)
            add_cell(ctx, &e.change[i], &arena, &cells);
        kk_str_addf(out, "こちらの記録は選ばれませんでした（%s の決定）: %s%s",
                    kk_time_short(e.recorded_at, kk_now(ctx->clock), at),
                    kk_str_c(&cells), e.n_changes > CELLS_MOST ? " ほか" : "");
        if (e.reason != NULL && e.reason[0] != '\0')
            kk_str_addf(out, "。理由: %s", e.reason);
        kk_str_addc(out, '\n');
    }
    kk_str_free(&cells);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st; /* renamed by a refork: it is history */
}

enum kk_status kk_review_lost(struct kk_ctx *ctx, struct kk_str *out,
                              struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *names = "";
    char *rest;
    enum kk_status st = kk_meta_get(ctx->db, LOST, &arena, &names, err);

    if (st == KK_NONE) {
        kk_arena_free(&arena);
        return KK_OK;
    }
    rest = kk_arena_strdup(&arena, st == KK_OK ? names : "");
    while (st == KK_OK && rest != NULL) {
        const char *name = strsep(&rest, " ");

        if (*name != '\0')
            st = tell_one(ctx, name, out, err);
    }
    kk_arena_free(&arena);
    return st;
}

void kk_review_foretell_seen(struct kk_ctx *ctx, const struct kk_args *a,
                             struct kk_str *out)
{
    struct kk_str lost = {0};

    (void)a;
    if (kk_review_lost(ctx, &lost, NULL) == KK_OK && lost.n_bytes > 0)
        kk_str_add(out, "選ばれなかった記録の知らせは、もう出しません\n");
    kk_str_free(&lost);
}

enum kk_status kk_review_seen(struct kk_ctx *ctx, const struct kk_args *a,
                              kk_id *id, struct kk_err *err)
{
    (void)a;
    (void)id;
    return kk_meta_set(ctx->db, LOST, NULL, err);
}
