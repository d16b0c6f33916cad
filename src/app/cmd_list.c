/* kikusui list, show, history: what is in the database. */
#include "commands.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/check.h>
#include <kikusui/domain/tables.h>
#include <kikusui/feature/incident_view.h>
#include <kikusui/store/tx.h>

#include <string.h>

#define PAGE 1000
#define MAX_FILTERS 16

/* --- list ------------------------------------------------------------------
 */

static enum kk_status set_order(const struct kk_listing *l, const char *name,
                                size_t *out, struct kk_err *err)
{
    struct kk_str all = {0};

    *out = 0;
    if (name == NULL)
        return KK_OK;
    for (size_t i = 0; l->orders != NULL && l->orders[i] != NULL; i++) {
        if (strcmp(l->orders[i], name) == 0) {
            *out = i;
            return KK_OK;
        }
    }
    for (size_t i = 0; l->orders != NULL && l->orders[i] != NULL; i++)
        kk_str_addf(&all, " %s", l->orders[i]);
    (void)kk_fail(err, KK_USAGE, "一覧「%s」の並び順は次のどれかです:%s",
                  l->name, kk_str_c(&all));
    kk_str_free(&all);
    return KK_USAGE;
}

/* A word that is looked for, without what nobody sees, which is told. */
static const char *seen(struct kk_app *app, const char *word,
                        struct kk_arena *arena)
{
    struct kk_str out = {0};
    size_t n = kk_text_seen(word, &out);

    if (n > 0) {
        kk_str_addf(&app->note, KK_UNSEEN_WORDS "\n", n);
        word = kk_arena_strdup(arena, out.s);
    }
    kk_str_free(&out);
    return word;
}

static enum kk_status set_filters(struct kk_app *app, const struct kk_parsed *p,
                                  struct kk_arena *arena, struct kk_filter *out,
                                  struct kk_err *err)
{
    size_t n = 0;

    for (size_t i = 1; i < p->n; i++) {
        size_t at = strcspn(p->word[i], "=");

        if (p->word[i][at] == '\0')
            return kk_fail(err, KK_USAGE,
                           "「%.*s」は 項目=値 の形ではありません",
                           KK_CUT(p->word[i], 60));
        for (size_t k = 0; k < n; k++)
            if (strncmp(out[k].col, p->word[i], at) == 0 &&
                out[k].col[at] == '\0')
                return kk_fail(err, KK_USAGE,
                               "「%s」が二度あります。どれかに当たるものは "
                               "%s=値|値 と書きます",
                               out[k].col, out[k].col);
        if (n == MAX_FILTERS)
            return kk_fail(err, KK_USAGE, "絞り込みは%d個までです",
                           MAX_FILTERS);
        out[n++] =
            (struct kk_filter){.col = kk_arena_strndup(arena, p->word[i], at),
                               .text = seen(app, p->word[i] + at + 1, arena)};
    }
    out[n] = (struct kk_filter){.col = NULL};
    return KK_OK;
}

/* What to do first is for a list that has nothing, not for one of which nothing
 * was asked for. */
static void tell_empty(struct kk_app *app, const struct kk_query *q)
{
    if (q->filters[0].col != NULL || q->search != NULL)
        kk_str_add(&app->note, "条件に当たるものはありません\n");
    else if (q->listing->empty != NULL)
        kk_str_addf(&app->note, "%s\n", q->listing->empty);
}

static enum kk_status print_pages(struct kk_app *app, struct kk_query *q,
                                  int64_t most, struct kk_err *err)
{
    struct kk_report sheet;
    struct kk_rows rows = {0};
    struct kk_rows next;
    enum kk_status st;
    int64_t n = 0;

    kk_out_rows(app, &sheet, q->listing->cols, true);
    do {
        q->limit = most - n < PAGE ? (size_t)(most - n) : PAGE;
        q->key = rows.n == 0 ? NULL : &rows.key[2 * (rows.n - 1)];
        st = kk_listing_fetch(&app->ctx, q, &next, err);
        kk_rows_free(&rows);
        rows = next;
        for (size_t r = 0; st == KK_OK && r < rows.n; r++)
            kk_report_row(&sheet, rows.id[r], &rows.cell[r * rows.n_cols]);
        n += (int64_t)rows.n;
    } while (st == KK_OK && rows.more && n < most);
    kk_rows_free(&rows);
    kk_report_end(&sheet);
    if (st == KK_OK && n == 0 && app->format == KK_FMT_TABLE)
        tell_empty(app, q);
    return st;
}

enum kk_status kk_cmd_list(struct kk_app *app, const struct kk_parsed *p,
                           struct kk_err *err)
{
    const struct kk_listing *l = kk_find_listing(app->reg, p->word[0]);
    const char *limit = kk_parsed_opt(p, "limit");
    struct kk_filter filters[MAX_FILTERS + 1];
    struct kk_query q = {.listing = l, .filters = filters};
    struct kk_arena arena = {0};
    int64_t most = INT64_MAX;
    enum kk_status st;

    if (l == NULL)
        return kk_fail(err, KK_USAGE,
                       "「%.*s」という一覧はありません。kikusui lists で"
                       "名前を示します",
                       KK_CUT(p->word[0], 60));
    if (limit != NULL && (!kk_parse_i64(limit, &most) || most < 1))
        return kk_fail(err, KK_USAGE, "--limit は1以上の数です");
    q.search = kk_parsed_opt(p, "search");
    if (q.search != NULL)
        q.search = seen(app, q.search, &arena);
    st = set_order(l, kk_parsed_opt(p, "order"), &q.order, err);
    if (st == KK_OK)
        st = set_filters(app, p, &arena, filters, err);
    if (st == KK_OK)
        st = print_pages(app, &q, most, err);
    if (st != KK_OK)
        kk_str_clear(&app->out);
    kk_arena_free(&arena);
    return st;
}

/* --- show ------------------------------------------------------------------
 */

static enum kk_status find_row(struct kk_app *app, const struct kk_parsed *p,
                               const struct kk_kind **kind, kk_id *id,
                               struct kk_err *err)
{
    struct kk_arena arena = {0};
    const char *label;
    enum kk_status st;

    *kind = kk_find_kind(app->reg, p->word[0]);
    if (*kind == NULL) {
        struct kk_str all = {0};

        for (const struct kk_feature *const *f = app->reg->features; *f != NULL;
             f++)
            for (const struct kk_kind *k = (*f)->kinds;
                 k != NULL && k->name != NULL; k++)
                kk_str_addf(&all, " %s", k->name);
        (void)kk_fail(err, KK_USAGE, "「%.*s」という種類はありません:%s",
                      KK_CUT(p->word[0], 60), kk_str_c(&all));
        kk_str_free(&all);
        return KK_USAGE;
    }
    st = kk_resolve(&app->ctx, *kind, seen(app, p->word[1], &arena), NULL,
                    &arena, id, &label, err);
    kk_arena_free(&arena);
    return st;
}

static void show_words(struct kk_app *app, const struct kk_col *cols,
                       const struct kk_val *v)
{
    struct kk_arena arena = {0};

    for (size_t i = 0; cols[i].name != NULL; i++) {
        const char *s =
            kk_cell_text(&cols[i], &v[i], kk_now(&app->clock), &arena);

        if ((cols[i].flags & KK_COL_HIDDEN) || *s == '\0')
            continue;
        kk_out_line(app, "%s: %s", cols[i].title, s);
    }
    kk_arena_free(&arena);
}

static void show_json(struct kk_app *app, kk_id id, const struct kk_col *cols,
                      const struct kk_val *v)
{
    kk_str_addf(&app->out, "{\"id\":\"%lld\"", (long long)id);
    for (size_t i = 0; cols[i].name != NULL; i++) {
        if (strcmp(cols[i].name, "id") == 0)
            continue;
        kk_str_addc(&app->out, ',');
        kk_json_text(&app->out, cols[i].name);
        kk_str_addc(&app->out, ':');
        kk_json_cell(&app->out, &cols[i], &v[i]);
    }
    kk_str_add(&app->out, "}\n");
}

static enum kk_status show_row(struct kk_app *app, const struct kk_kind *kind,
                               kk_id id, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val *v;
    size_t n;
    enum kk_status st = kk_show_load(&app->ctx, kind, id, &arena, &v, &n, err);

    if (st == KK_OK && app->format == KK_FMT_JSON) {
        show_json(app, id, kind->cols, v);
    } else if (st == KK_OK && app->format == KK_FMT_TABLE) {
        show_words(app, kind->cols, v);
        st = kk_check_lines(&app->ctx, kind, id, &app->out, err);
    } else if (st == KK_OK) {
        struct kk_report sheet;

        kk_out_rows(app, &sheet, kind->cols, true);
        kk_report_row(&sheet, id, v);
        kk_report_end(&sheet);
    }
    kk_arena_free(&arena);
    return st == KK_NONE ? kk_fail(err, KK_REFUSED, "その記録はありません")
                         : st;
}

enum kk_status kk_cmd_show(struct kk_app *app, const struct kk_parsed *p,
                           struct kk_err *err)
{
    const struct kk_kind *kind;
    kk_id id;
    enum kk_status st = find_row(app, p, &kind, &id, err);

    if (st != KK_OK)
        return st;
    if (kind->show == NULL)
        return kk_fail(err, KK_USAGE, "%sは一覧でだけ見られます", kind->label);
    return show_row(app, kind, id, err);
}

/* --- history ---------------------------------------------------------------
 */

static const struct kk_col history_cols[] = {
    COL("at", "日時", 12, .show = KK_SHOW_TIME),
    COL("recorded_at", "入力", 12, .show = KK_SHOW_TIME),
    COL("who", "誰", 12),
    COL("text", "内容", 40, .flags = KK_COL_GROW),
    COL("entry", "記録", 10),
    COL("undone", "取消済", 6, .show = KK_SHOW_YESNO),
    END,
};

/* An id names its row even when that was taken back, or merged into another:
 * its journal is still there to read. */
static enum kk_status find_past(struct kk_app *app, const struct kk_parsed *p,
                                const struct kk_kind **kind, kk_id *id,
                                struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val deleted;
    enum kk_status st = KK_NONE;

    *kind = kk_find_kind(app->reg, p->word[0]);
    if (*kind != NULL && kk_parse_i64(p->word[1], id))
        st = kk_row_get(app->db, (*kind)->table, *id, "deleted", &arena,
                        &deleted, NULL);
    kk_arena_free(&arena);
    return st == KK_OK ? st : find_row(app, p, kind, id, err);
}

enum kk_status kk_cmd_history(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    const struct kk_kind *kind;
    struct kk_report sheet;
    struct kk_history h = {.more = true};
    int64_t before = 0;
    kk_id id;
    enum kk_status st = find_past(app, p, &kind, &id, err);

    if (st != KK_OK)
        return st;
    kk_out_rows(app, &sheet, history_cols, true);
    while (h.more && st == KK_OK) {
        st = kk_history_load(&app->ctx, kind->table, id, before, PAGE, &h, err);
        for (size_t i = 0; i < h.n && st == KK_OK; i++) {
            const struct kk_event_view *e = &h.event[i];

            kk_report_row(&sheet, 0,
                          (const struct kk_val[]){
                              kk_vint(e->at), kk_vint(e->recorded),
                              kk_vtext(e->who), kk_vtext(e->text),
                              kk_vtext(e->entry), kk_vint(e->undone)});
            before = e->arrival;
        }
        bool more = h.more && st == KK_OK;
        kk_history_free(&h);
        h.more = more;
    }
    kk_report_end(&sheet);
    return st;
}
