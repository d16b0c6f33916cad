/* `load holidays`: the Cabinet Office's list (CP932, `1955/1/1`, name). */
#include "load_field.h"
#include "load_rows.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/fold.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/domain/judged.h>
#include <kikusui/feature/load.h>
#include <kikusui/rules/calendar.h>
#include <kikusui/rules/holiday.h>
#include <kikusui/store/tx.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SOURCE "内閣府"

struct row {
    size_t line;
    kk_day day;
    bool kept; /* not read: how the day was before */
    char name[128];
};

static bool read_row(const struct kk_csv_record *rec, struct row *r,
                     struct kk_str *words)
{
    struct kk_str day = {0}, name = {0};
    struct kk_err why = {0};
    bool ok = false;

    r->line = rec->line;
    if (rec->torn || rec->n < 2)
        kk_str_addf(words, "%zu行目: 日付と名称の2列がありません\n", rec->line);
    else if (kk_load_field(rec, 0, &day, &why) != KK_OK ||
             kk_day_parse_full(kk_str_c(&day), &r->day, &why) != KK_OK)
        kk_str_addf(words, "%zu行目 日付: %s\n", rec->line, why.text);
    else if (kk_load_field(rec, 1, &name, &why) != KK_OK)
        kk_str_addf(words, "%zu行目 名称: %s\n", rec->line, why.text);
    else
        ok = true;
    kk_fmt(r->name, sizeof r->name, "%s", kk_str_c(&name));
    kk_str_free(&day);
    kk_str_free(&name);
    return ok;
}

/* A row that is only kept is none of the list's: it is told by its words. */
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
        out->added += !r->kept;
        st = kk_row_insert(ctx->db, "holiday", cells, &id, err);
    } else if (st == KK_OK && !r->kept && !kk_streq(got[1].s, r->name)) {
        out->changed++;
        st = kk_row_update(ctx->db, "holiday", got[0].i, cells, err);
    } else if (st == KK_OK) {
        out->same += !r->kept;
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

    if (a->day == b->day)
        return (a->line > b->line) - (a->line < b->line);
    return a->day > b->day ? 1 : -1;
}

static int is_day(const void *key, const void *row)
{
    kk_day want = *(const kk_day *)key, day = ((const struct row *)row)->day;

    return (want > day) - (want < day);
}

static bool has_day(const struct row *row, size_t n, kk_day day)
{
    return bsearch(&day, row, n, sizeof *row, is_day) != NULL;
}

/* Of two rows with one day the first stands. */
static size_t drop_doubles(struct row *row, size_t n, struct kk_loaded *out)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        const struct row *first = kept > 0 ? &row[kept - 1] : NULL;

        if (first == NULL || first->day != row[i].day) {
            row[kept++] = row[i];
            continue;
        }
        kk_str_addf(&out->words,
                    "%zu行目 日付: %zu行目の「%s」と同じ日です（%zu行目を使い"
                    "ます）\n",
                    row[i].line, first->line, first->name, first->line);
        if (kk_streq(first->name, row[i].name))
            out->same++;
        else
            out->bad++;
    }
    return kept;
}

/* A row that could not be read is not a holiday that is none: days that were
 * holidays so far stay what they were. */
static size_t keep_old(const struct kk_ctx *ctx, struct row **rows, size_t *cap,
                       size_t n, struct kk_loaded *out)
{
    const struct kk_holiday *old;
    size_t n_read = n;
    size_t n_old = kk_holidays_span(kk_cal_holidays(ctx->cal), (*rows)[0].day,
                                    (*rows)[n - 1].day, &old);
    struct row *row;

    kk_grow(rows, cap, n + n_old, sizeof **rows);
    row = *rows;
    for (size_t i = 0; i < n_old; i++) {
        char day[KK_TIME_BYTES];

        if (has_day(row, n_read, old[i].day))
            continue;
        row[n].day = old[i].day;
        row[n].kept = true;
        kk_fmt(row[n].name, sizeof row[n].name, "%s", old[i].name);
        n++;
        kk_str_addf(&out->words,
                    "%s: 読めない行があるため、これまでどおり「%s」とします\n",
                    kk_day_long(old[i].day, day), old[i].name);
    }
    qsort(row, n, sizeof *row, by_day);
    return n;
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
        if (!has_day(row, n, (kk_day)kk_cur_int(cur, 1))) {
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
    if (st == KK_OK)
        st = kk_judged_words(ctx, &out->words, err);
    if (st == KK_OK && !how->preview)
        return kk_tx_commit(ctx->db, &intent, &commit, err);
    kk_tx_rollback(ctx->db);
    return st;
}

/* 「国民の祝日・休日月日」: whatever has a digit was meant to be a day. */
static bool is_heading(const struct kk_csv_record *rec)
{
    struct kk_str narrow = {0};
    bool heading;

    kk_narrow(rec->field[0], &narrow);
    heading = strpbrk(kk_str_c(&narrow), "0123456789") == NULL;
    kk_str_free(&narrow);
    return heading;
}

static size_t read_rows(const struct kk_csv *csv, struct row *row,
                        struct kk_loaded *out)
{
    size_t n = 0;

    for (size_t i = 0; i < csv->n; i++) {
        if (i == 0 && is_heading(&csv->record[0]))
            continue;
        if (read_row(&csv->record[i], &row[n], &out->words))
            n++;
        else
            out->bad++;
        out->rows++;
    }
    qsort(row, n, sizeof *row, by_day);
    return drop_doubles(row, n, out);
}

static enum kk_status load(struct kk_ctx *ctx, const struct kk_csv *csv,
                           const struct kk_load *how, struct kk_loaded *out,
                           struct kk_err *err)
{
    size_t cap = csv->n + 1;
    struct row *row = kk_alloc(cap * sizeof *row);
    size_t n = read_rows(csv, row, out);
    enum kk_status st = KK_OK;

    if (out->bad > 0 && !how->accept_good && !how->preview)
        st = kk_fail(err, KK_REFUSED,
                     "%" PRId64 "行に誤りがあり、何も読み込みませんでした",
                     out->bad);
    else if (n == 0)
        st = kk_fail(err, KK_REFUSED,
                     "祝日の行がありません。内閣府の「国民の祝日」CSV を"
                     "指定してください");
    if (st == KK_OK && out->bad > 0)
        n = keep_old(ctx, &row, &cap, n, out);
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
