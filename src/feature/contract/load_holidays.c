/* `load holidays`: the Cabinet Office's list (CP932, `1955/1/1`, name). */
#include "load_rows.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/fold.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/feature/load.h>
#include <kikusui/rules/holiday.h>
#include <kikusui/store/tx.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SOURCE "内閣府"

static bool read_date(const char *s, kk_day *out)
{
    int y, m, d, n = 0;

    if ((sscanf(s, "%4d/%2d/%2d%n", &y, &m, &d, &n) != 3 &&
         sscanf(s, "%4d-%2d-%2d%n", &y, &m, &d, &n) != 3) ||
        s[n] != '\0' || !kk_date_valid(y, m, d))
        return false;
    *out = kk_day_make(y, m, d);
    return true;
}

struct row {
    kk_day day;
    char name[128];
};

static bool read_row(const struct kk_csv_record *rec, struct row *r,
                     struct kk_str *words)
{
    struct kk_str name = {0};
    struct kk_err why = {0};
    bool ok = false;

    if (rec->torn || rec->n < 2)
        kk_str_addf(words, "%zu行目: 日付と名称の2列がありません\n", rec->line);
    else if (rec->bad[0] || rec->bad[1])
        kk_str_addf(words, "%zu行目 名称: 文字が読めません\n", rec->line);
    else if (!read_date(rec->field[0], &r->day))
        kk_str_addf(words,
                    "%zu行目 日付: 「%.*s」は日付ではありません"
                    "（例 2023/5/3）\n",
                    rec->line, KK_CUT(rec->field[0], 40));
    else if (kk_text_clean(rec->field[1], strlen(rec->field[1]), false, 40,
                           &name, &why) != KK_OK ||
             name.n_bytes == 0)
        kk_str_addf(words, "%zu行目 名称: %s\n", rec->line,
                    name.n_bytes == 0 ? "空です" : why.text);
    else
        ok = true;
    kk_fmt(r->name, sizeof r->name, "%s", kk_str_c(&name));
    kk_str_free(&name);
    return ok;
}

static enum kk_status write_one(struct kk_ctx *ctx, const struct row *r,
                                struct kk_loaded *out, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val got[3];
    const struct kk_cell *cells =
        KK_CELLS({"date", kk_vint(r->day)}, {"name", kk_vtext(r->name)},
                 {"source", kk_vtext(SOURCE)});
    kk_id id;
    enum kk_status st =
        kk_db_one(ctx->db, "holiday/load", KK_BINDS({"date", kk_vint(r->day)}),
                  &arena, got, 3, err);

    if (st == KK_NONE) {
        out->added++;
        st = kk_row_insert(ctx->db, "holiday", cells, &id, err);
    } else if (st == KK_OK && !kk_streq(got[1].s, r->name)) {
        out->changed++;
        st = kk_row_update(ctx->db, "holiday", got[0].i, cells, err);
    } else if (st == KK_OK) {
        out->same++;
    }
    kk_arena_free(&arena);
    return st;
}

/* A day the law makes a holiday and the list does not, or the other way. */
static void tell_differences(const struct row *row, size_t n,
                             struct kk_loaded *out)
{
    struct kk_holiday *list = kk_alloc((n + 1) * sizeof *list);
    const struct kk_holiday_diff *diff;
    struct kk_holidays *h;
    size_t n_diffs;

    for (size_t i = 0; i < n; i++)
        list[i] = (struct kk_holiday){.day = row[i].day, .name = row[i].name};
    h = kk_holidays_new(list, n);
    n_diffs = kk_holidays_diffs(h, &diff);
    for (size_t i = 0; i < n_diffs; i++) {
        char day[KK_TIME_BYTES];

        kk_str_addf(&out->words,
                    "%s: 読み込んだ表では「%s」、計算では「%s」です"
                    "（表を使います）\n",
                    kk_day_long(diff[i].day, day),
                    diff[i].loaded == NULL ? "平日" : diff[i].loaded,
                    diff[i].computed == NULL ? "平日" : diff[i].computed);
    }
    kk_holidays_free(&h);
    kk_free(list);
}

static int by_day(const void *pa, const void *pb)
{
    const struct row *a = pa, *b = pb;

    return (a->day > b->day) - (a->day < b->day);
}

/* Rows of the list's years that an earlier list had and this one has not. */
static enum kk_status drop_old(struct kk_ctx *ctx, const struct row *row,
                               size_t n, struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(ctx->db, "holiday/load_held",
                                    KK_BINDS({"from", kk_vint(row[0].day)},
                                             {"to", kk_vint(row[n - 1].day)}),
                                    &cur, err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        struct row key = {.day = (kk_day)kk_cur_int(cur, 1)};

        if (bsearch(&key, row, n, sizeof *row, by_day) == NULL) {
            st = kk_row_delete(ctx->db, "holiday", kk_cur_int(cur, 0), err);
            if (st != KK_OK)
                break;
        }
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status write_all(struct kk_ctx *ctx, const struct kk_load *how,
                                const struct row *row, size_t n,
                                struct kk_loaded *out, struct kk_err *err)
{
    struct kk_intent intent = {.action = "load.holidays",
                               .worker = ctx->worker};
    struct kk_commit commit;
    enum kk_status st =
        kk_tx_begin(ctx->db, how->preview ? KK_TX_PREVIEW : KK_TX_WRITE, err);

    if (st != KK_OK)
        return st;
    st = drop_old(ctx, row, n, err);
    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = write_one(ctx, &row[i], out, err);
    if (st == KK_OK && !how->preview)
        return kk_tx_commit(ctx->db, &intent, &commit, err);
    kk_tx_rollback(ctx->db);
    return st;
}

static enum kk_status load(struct kk_ctx *ctx, const struct kk_csv *csv,
                           const struct kk_load *how, struct kk_loaded *out,
                           struct kk_err *err)
{
    struct row *row = kk_alloc((csv->n + 1) * sizeof *row);
    size_t n = 0;
    enum kk_status st = KK_OK;
    kk_day header;

    for (size_t i = 0; i < csv->n; i++) {
        /* The first line is the header unless it is a date already. */
        if (i == 0 && !read_date(csv->record[0].field[0], &header))
            continue;
        if (read_row(&csv->record[i], &row[n], &out->words))
            n++;
        else
            out->bad++;
        out->rows++;
    }
    qsort(row, n, sizeof *row, by_day);
    if (out->bad > 0 && !how->accept_good && !how->preview)
        st = kk_fail(err, KK_REFUSED,
                     "%" PRId64 "行に誤りがあり、何も読み込みませんでした",
                     out->bad);
    else if (n == 0)
        st = kk_fail(err, KK_REFUSED,
                     "祝日の行がありません。内閣府の「国民の祝日」CSV を"
                     "指定してください");
    if (st == KK_OK)
        st = write_all(ctx, how, row, n, out, err);
    if (st == KK_OK)
        tell_differences(row, n, out);
    kk_free(row);
    return st;
}

enum kk_status kk_load_holidays(struct kk_ctx *ctx, const char *bytes,
                                size_t n_bytes, const struct kk_load *how,
                                struct kk_loaded *out, struct kk_err *err)
{
    struct kk_csv csv = {0};
    enum kk_status st;

    *out = (struct kk_loaded){0};
    st = kk_csv_read(bytes, n_bytes, 5000, &csv, err);
    if (st == KK_OK) {
        out->encoding = csv.encoding;
        kk_load_tell_unseen(&csv, &out->words);
        st = load(ctx, &csv, how, out, err);
    }
    kk_csv_free(&csv);
    return st;
}
