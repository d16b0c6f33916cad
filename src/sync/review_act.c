/* Deciding a review, and the feature that the registry is given. */
#include "review_priv.h"

#include <kikusui/domain/tables.h>
#include <kikusui/store/journal.h>
#include <kikusui/store/tx.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct choice {
    struct kk_ctx *ctx;
    int64_t chosen;
    const char *entries;
    bool office; /* of what only the office changes: nothing to choose */
    size_t n;
    int64_t *arrival;
    struct kk_entry won;
    size_t hooks; /* how many had something to put right */
    bool decided; /* before: it is decided anew */
    struct kk_again again;
    size_t n_cells, cap_cells;
    struct kk_settle *cell;
    struct kk_arena arena;
    struct kk_err *err;
};

static enum kk_status read_cells(struct choice *c)
{
    struct kk_cur *cur;
    enum kk_status st =
        kk_cur_open(c->ctx->db, "query/sync_review_cells",
                    KK_BINDS({"entries", kk_vtext(c->entries)}), &cur, c->err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, c->err)) == KK_OK) {
        kk_grow(&c->cell, &c->cap_cells, c->n_cells + 1, sizeof *c->cell);
        c->cell[c->n_cells++] =
            (struct kk_settle){.table_id = (int)kk_cur_int(cur, 0),
                               .row = kk_cur_int(cur, 1),
                               .column_id = (int)kk_cur_int(cur, 2),
                               .chosen = c->chosen};
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status read_review(struct choice *c, kk_id id)
{
    struct kk_val v[4];
    bool found = false;
    enum kk_status st =
        kk_db_one(c->ctx->db, "query/sync_review_one",
                  KK_BINDS({"id", kk_vint(id)}), &c->arena, v, 4, c->err);

    if (st == KK_NONE) {
        c->again = (struct kk_again){.db = c->ctx->db, .review = id};
        c->decided = true;
        st = kk_again_read(&c->again, c->err);
    }
    if (st == KK_NONE)
        return kk_fail_at(c->err, KK_REFUSED, "review",
                          "この要確認はもう済んでいます。一覧を開き直して"
                          "ください");
    if (st != KK_OK)
        return st;
    c->entries = c->decided ? c->again.entries : v[3].s;
    c->office = !c->decided && kk_streq(v[1].s, KK_REVIEW_OFFICE);
    st = kk_review_entries(c->ctx->db, c->entries, &c->arena, &c->arrival,
                           &c->n, c->err);
    for (size_t i = 0; st == KK_OK && i < c->n; i++)
        found |= c->arrival[i] == c->chosen;
    if (st == KK_OK && !found)
        st = kk_fail_at(c->err, KK_REFUSED, "entry",
                        "その記録はこの要確認のものではありません");
    return st == KK_OK && !c->decided ? read_cells(c) : st;
}

static enum kk_status settle(struct choice *c)
{
    enum kk_status st = KK_OK;

    if (c->decided)
        return kk_again_settle(&c->again, c->chosen, c->err);
    for (size_t i = 0; st == KK_OK && i < c->n_cells; i++)
        st = kk_journal_settle(c->ctx->db, &c->cell[i], c->err);
    return st;
}

static enum kk_status run_features(struct choice *c, const struct kk_entry *e)
{
    enum kk_status st = KK_OK;

    for (const struct kk_feature *const *f = c->ctx->reg->features;
         st == KK_OK && *f != NULL; f++) {
        if ((*f)->lost == NULL)
            continue;
        st = (*f)->lost(c->ctx, e, &c->won, c->err);
        if (st == KK_OK)
            c->hooks++;
        else if (st == KK_NONE)
            st = KK_OK;
    }
    return st;
}

static enum kk_status put_right(struct choice *c, int64_t loser)
{
    const struct kk_action *action;
    struct kk_entry e;
    enum kk_status st =
        kk_journal_entry(c->ctx->db, loser, &c->arena, &e, c->err);

    if (st != KK_OK)
        return st;
    action = kk_find_action(c->ctx->reg, e.action);
    if (action != NULL && action->lost != NULL) {
        c->hooks++;
        st = action->lost(c->ctx, &e, c->err);
    }
    return st == KK_OK ? run_features(c, &e) : st;
}

/* Settled once before the hooks, so that they see what stands, and once after
 * them, so that none of them overrides the decision. */
static enum kk_status decide(struct choice *c)
{
    enum kk_status st =
        kk_journal_entry(c->ctx->db, c->chosen, &c->arena, &c->won, c->err);

    if (st == KK_OK && c->decided)
        st = kk_again_back(&c->again, c->err);
    if (st == KK_OK)
        st = settle(c);
    for (size_t i = 0; st == KK_OK && i < c->n; i++)
        if (c->arrival[i] != c->chosen)
            st = put_right(c, c->arrival[i]);
    if (st == KK_OK)
        st = settle(c);
    if (st == KK_OK && c->office)
        st = kk_fail(c->err, KK_REFUSED,
                     "操作一覧（F2）の「端末での変更を認める」か"
                     "「端末での変更を外す」で決めてください");
    else if (st == KK_OK && c->n_cells == 0 && c->hooks == 0 && !c->decided)
        st = kk_fail(c->err, KK_REFUSED,
                     "どちらかを選んでも変わるものがありません。記録を直すか、"
                     "「両方を残す」を行ってください");
    return st;
}

enum kk_status kk_review_choose(struct kk_ctx *ctx, kk_id id, int64_t arrival,
                                struct kk_err *err)
{
    struct choice c = {.ctx = ctx, .chosen = arrival, .err = err};
    enum kk_status st = read_review(&c, id);

    if (st == KK_OK)
        st = decide(&c);
    kk_free(c.cell);
    kk_again_free(&c.again);
    kk_arena_free(&c.arena);
    return st;
}

/* --- actions -------------------------------------------------------------- */

static enum kk_status run_choose(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    const char *name = kk_arg_text(a, "entry");
    int64_t arrival;
    enum kk_status st = kk_journal_find(ctx->db, name, &arrival, err);

    if (st == KK_NONE)
        return kk_fail_at(err, KK_REFUSED, "entry",
                          "「%s」という記録はありません", name);
    if (st != KK_OK)
        return st;
    *id = kk_arg_id(a, "review");
    return kk_review_choose(ctx, *id, arrival, err);
}

/* KK_NONE: nobody asks any more. */
static enum kk_status may_accept(struct kk_ctx *ctx, kk_id review,
                                 struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[5];
    enum kk_status st =
        kk_db_one(ctx->db, "query/sync_review_one",
                  KK_BINDS({"id", kk_vint(review)}), &arena, v, 5, err);

    if (st == KK_OK && v[4].i > 0)
        st = kk_fail(err, KK_REFUSED,
                     "同じ欄に食い違う値があります。「要確認を決める」で"
                     "どちらかを選んでください");
    kk_arena_free(&arena);
    return st;
}

static enum kk_status can_accept(struct kk_ctx *ctx, kk_id subject,
                                 struct kk_err *err)
{
    enum kk_status st = may_accept(ctx, subject, err);

    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status run_accept(struct kk_ctx *ctx, const struct kk_args *a,
                                 kk_id *id, struct kk_err *err)
{
    char review[24];
    kk_id row;
    enum kk_status st;

    *id = kk_arg_id(a, "review");
    st = may_accept(ctx, *id, err);
    if (st == KK_NONE)
        st = kk_fail_at(err, KK_REFUSED, "review",
                        "この要確認はもう済んでいます。一覧を開き直して"
                        "ください");
    snprintf(review, sizeof review, "%" PRId64, *id);
    if (st == KK_OK)
        st = kk_row_insert(
            ctx->db, "review_accept",
            KK_CELLS({"review", kk_vtext(review)},
                     {"reason", kk_vtext(kk_arg_text(a, "reason"))}),
            &row, err);
    return st;
}

#define REVIEW                                                                 \
    PARAM("review", .label = "要確認", .from = "reviews", .type = KK_REF,      \
          .flags = KK_REQUIRED | KK_SUBJECT)

#define REASON PARAM("reason", .label = "理由", .flags = KK_REQUIRED)

static const struct kk_action actions[] = {
    {.name = "review.choose",
     .label = "要確認を決める",
     .kind = "review",
     .words = "食い違う記録のうち、残すほうを選びます。もう一方は経過に"
              "残ります。決めたものも、番号を指定して選び直せます。",
     .flags = KK_OFFICE | KK_ASKS | KK_NO_UNDO,
     .params =
         (const struct kk_param[]){REVIEW,
                                   PARAM("entry", .label = "残す記録",
                                         .hint = "例: 7f3a0b21c4-12",
                                         .flags = KK_REQUIRED),
                                   PARAM("reason", .label = "理由",
                                         .hint = "選ばれなかった人に"
                                                 "要確認の記録に残ります"),
                                   {.name = NULL}},
     .run = run_choose},
    {.name = "review.accept",
     .label = "両方を残す",
     .kind = "review",
     .words = "どちらも正しいとして、理由を添えて済みにします。",
     .flags = KK_OFFICE,
     .params = (const struct kk_param[]){REVIEW, REASON, {.name = NULL}},
     .can = can_accept,
     .run = run_accept},
    {.name = "review.seen",
     .label = "決まったことを確かめた",
     .kind = "review",
     .words = "選ばれなかった記録の知らせを、見たものとして消します。",
     .flags = KK_NO_UNDO | KK_LOCAL,
     .params = (const struct kk_param[]){{.name = NULL}},
     .foretell = kk_review_foretell_seen,
     .run = kk_review_seen},
    {.name = "review.admit",
     .label = "端末での変更を認める",
     .kind = "review",
     .words =
         "事務所だけで変える名簿や媒体の版への、端末からの変更を認めます。",
     .flags = KK_OFFICE,
     .params = (const struct kk_param[]){REVIEW, REASON, {.name = NULL}},
     .can = kk_review_office_can,
     .run = run_accept},
    {.name = "review.take_out",
     .label = "端末での変更を外す",
     .kind = "review",
     .words = "事務所だけで変える名簿や媒体の版への、端末からの変更を元に"
              "戻します。その人の作業などの記録は残ります。",
     .flags = KK_OFFICE | KK_ASKS | KK_NO_UNDO,
     .params = (const struct kk_param[]){REVIEW, REASON, {.name = NULL}},
     .can = kk_review_office_can,
     .run = kk_review_take_out},
    {.name = NULL},
};

static const struct kk_listing listings[] = {
    {.name = "reviews",
     .title = "要確認",
     .sql = "review/list",
     .empty = "食い違いはありません",
     .row_kind = "review",
     .orders = ORDERS("-at", "title"),
     .cols = COLS(
         COL("title", "内容", 40, .flags = KK_COL_GROW),
         COL("who", "だれとだれ", 12),
         COL("at", "日時", 12, .show = KK_SHOW_TIME),
         COL("kind", "種類", 12, .flags = KK_COL_HIDDEN),
         COL("cells", "欄", 3, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
         COL("hits", "件", 3, .show = KK_SHOW_INT, .flags = KK_COL_HIDDEN),
         COL("entries", "記録", 30, .flags = KK_COL_HIDDEN))},
    {.name = "decided",
     .title = "決めた要確認",
     .sql = "review/list_decided",
     .empty = "決めた要確認はありません",
     .row_kind = "review",
     .orders = ORDERS("-at", "title"),
     .cols = COLS(COL("at", "日時", 12, .show = KK_SHOW_TIME),
                  COL("title", "内容", 40, .flags = KK_COL_GROW),
                  COL("who", "決めた人", 12), COL_OF(review_accept, reason, 20),
                  COL("entry", "記録", 16, .flags = KK_COL_HIDDEN))},
    {.name = "nodes",
     .title = "端末",
     .sql = "exchange/list_nodes",
     .empty = "登録した端末がありません",
     .row_kind = "",
     .orders = ORDERS("name", "-heard"),
     .cols = COLS(COL("name", "名前", 8), COL("part", "役割", 8),
                  COL("standing", "状態", 8),
                  COL("since", "登録", 12, .show = KK_SHOW_TIME),
                  COL("heard", "最後の取込", 12, .show = KK_SHOW_TIME,
                      .flags = KK_COL_GROW),
                  COL("made", "その作成", 12, .show = KK_SHOW_TIME,
                      .flags = KK_COL_WIDE),
                  COL("skew", "時計の差", 8, .show = KK_SHOW_INT,
                      .flags = KK_COL_RIGHT | KK_COL_HIDDEN),
                  COL("warnings", "時計の警告", 8, .show = KK_SHOW_INT,
                      .flags = KK_COL_RIGHT | KK_COL_WIDE),
                  COL("program", "版", 8, .flags = KK_COL_WIDE),
                  COL("here", "この端末", 6, .show = KK_SHOW_YESNO),
                  COL("role", "role", 8, .flags = KK_COL_HIDDEN),
                  COL("state", "state", 8, .flags = KK_COL_HIDDEN))},
    {.name = "imports",
     .title = "取込の控え",
     .sql = "exchange/list_imports",
     .empty = "まだ取り込んでいません",
     .row_kind = "",
     .orders = ORDERS("-at", "sender"),
     .cols = COLS(
         COL("at", "日時", 12, .show = KK_SHOW_TIME),
         COL("sender", "送り手", 8),
         COL("seq", "回", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
         COL("created", "作成", 12, .show = KK_SHOW_TIME),
         COL("entries", "新規", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
         COL("already", "取込済", 6, .show = KK_SHOW_INT,
             .flags = KK_COL_RIGHT),
         COL("left_out", "不受理", 6, .show = KK_SHOW_INT,
             .flags = KK_COL_RIGHT),
         COL("reviews", "要確認", 6, .show = KK_SHOW_INT,
             .flags = KK_COL_RIGHT),
         COL_OF(review_accept, reason, 16, .flags = KK_COL_GROW),
         COL("permit", "許可", 10, .flags = KK_COL_WIDE),
         COL("worker", "取込者", 10, .flags = KK_COL_WIDE),
         COL("file", "ファイル", 28, .flags = KK_COL_WIDE))},
    {.name = "exports",
     .title = "持ち出しの控え",
     .sql = "exchange/list_exports",
     .empty = "まだ持ち出していません",
     .row_kind = "",
     .orders = ORDERS("-at"),
     .cols = COLS(
         COL("at", "日時", 12, .show = KK_SHOW_TIME),
         COL("seq", "回", 5, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
         COL("entries", "記録", 6, .show = KK_SHOW_INT, .flags = KK_COL_RIGHT),
         COL("files", "ファイル", 8, .show = KK_SHOW_INT,
             .flags = KK_COL_RIGHT),
         COL_OF(review_accept, reason, 16, .flags = KK_COL_GROW),
         COL("permit", "許可", 10), COL("worker", "持ち出した人", 12),
         COL("state", "状態", 16, .flags = KK_COL_WIDE))},
    {.name = "refusals",
     .title = "受け取らなかったもの",
     .sql = "exchange/list_refusals",
     .empty = "受け取らなかったものはありません",
     .row_kind = "",
     .orders = ORDERS("-at"),
     .cols = COLS(COL("at", "日時", 12, .show = KK_SHOW_TIME),
                  COL("sender", "送り手", 8), COL("file", "ファイル", 28),
                  COL("text", "理由", 30, .flags = KK_COL_GROW),
                  COL("kind", "種類", 8, .flags = KK_COL_HIDDEN))},
    {.name = NULL},
};

static const struct kk_kind kinds[] = {
    {.name = "review",
     .label = "要確認",
     .table = "review_accept",
     .show = "query/sync_review_show",
     .cols = COLS(COL("title", "内容", 40, .flags = KK_COL_GROW),
                  COL("kind", "種類", 12), COL("who", "だれとだれ", 12),
                  COL("at", "日時", 12, .show = KK_SHOW_TIME),
                  COL("cells", "欄", 3, .show = KK_SHOW_INT),
                  COL("hits", "件", 3, .show = KK_SHOW_INT),
                  COL("entries", "記録", 30))},
    {.name = NULL},
};

const struct kk_feature kk_feature_sync = {
    .name = "sync",
    .actions = actions,
    .listings = listings,
    .kinds = kinds,
};
