/* `load counters`: page counts that a list brings (§5.5), under the rules of
 * the ledger: all rows or, if wished, the good ones; every bad one is told. */
#include "load_field.h"
#include "load_rows.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/domain/check.h>
#include <kikusui/domain/far.h>
#include <kikusui/feature/load.h>
#include <kikusui/store/tx.h>

#include <inttypes.h>
#include <string.h>

#define MAX_ROWS 100000
#define ACTION "load.counters"

enum col { MACHINE, COUNT, AT, COLS };
static const char *const titles[COLS] = {"機器ID", "枚数", "計測日時"};

struct loader {
    struct kk_ctx *ctx;
    struct kk_loaded *out;
    struct kk_names units;
    const struct kk_kind *kind;
    size_t col[COLS];
};
struct reading {
    kk_id unit;
    int64_t count;
    kk_time at;
};

static enum kk_status
read_header(struct loader *l, const struct kk_csv_record *h, struct kk_err *err)
{
    for (int c = 0; c < COLS; c++) {
        l->col[c] = h->n;
        for (size_t i = 0; i < h->n; i++) {
            if (!kk_fold_same(h->field[i], titles[c]))
                continue;
            if (l->col[c] < h->n)
                return kk_fail(err, KK_REFUSED, "見出し「%s」が二つあります",
                               titles[c]);
            l->col[c] = i;
        }
        if (l->col[c] == h->n)
            return kk_fail(err, KK_REFUSED,
                           "見出し「%s」がありません。1行目に 機器ID、枚数、"
                           "計測日時 がある一覧を指定してください",
                           titles[c]);
    }
    return KK_OK;
}

/* --- one row -------------------------------------------------------------- */

static enum kk_status read_unit(struct loader *l, const char *text, kk_id *out,
                                struct kk_err *why)
{
    const struct kk_named *found;

    if (kk_names_find(&l->units, text, 0, &found) != 1)
        return kk_fail(why, KK_REFUSED,
                       "「%s」は、調べるカラーレーザープリンターの台帳に"
                       "ありません",
                       text);
    *out = found->id;
    return KK_OK;
}

/* 120345, 120,345, full-width digits. */
static enum kk_status read_count(const char *text, int64_t *out,
                                 struct kk_err *why)
{
    struct kk_str narrow = {0}, digits = {0};
    bool good;

    kk_number(text, &narrow);
    for (const char *c = kk_str_c(&narrow); *c != '\0'; c++)
        if (*c != ',')
            kk_str_addc(&digits, *c);
    good =
        digits.n_bytes > 0 && kk_parse_i64(kk_str_c(&digits), out) && *out >= 0;
    kk_str_free(&narrow);
    kk_str_free(&digits);
    return good ? KK_OK
                : kk_fail(why, KK_REFUSED, "「%s」は枚数ではありません", text);
}

/* A whole date; the time of day may be missing. */
static enum kk_status read_at(const struct kk_ctx *ctx, const char *text,
                              kk_time *out, struct kk_err *why)
{
    size_t n = strcspn(text, " T");
    char *day_text = kk_strndup(text, n);
    kk_day day = 0;
    enum kk_status st = kk_day_parse_full(day_text, &day, why);

    *out = kk_day_start(day);
    if (st == KK_OK && text[n] != '\0')
        st = kk_time_parse(text + n + 1, *out, out, why);
    if (st == KK_OK && kk_day_of(*out) != day)
        st = kk_fail(why, KK_REFUSED, "「%s」は時刻ではありません",
                     text + n + 1);
    if (st == KK_OK && *out > kk_now(ctx->clock))
        st = kk_fail(why, KK_REFUSED, "「%s」はまだ来ていません", text);
    kk_free(day_text);
    return st;
}

static bool read_row(struct loader *l, const struct kk_csv_record *rec,
                     struct reading *r)
{
    struct kk_str text[COLS] = {{0}};
    struct kk_err why = {0};
    enum kk_status st = KK_OK;
    int c = 0;

    if (rec->torn) {
        kk_str_addf(&l->out->words, "%zu行目: 引用符が閉じていません\n",
                    rec->line);
        return false;
    }
    for (; c < COLS; c++) {
        st = kk_load_field(rec, l->col[c], &text[c], &why);
        if (st == KK_OK && c == MACHINE)
            st = read_unit(l, kk_str_c(&text[c]), &r->unit, &why);
        else if (st == KK_OK && c == COUNT)
            st = read_count(kk_str_c(&text[c]), &r->count, &why);
        else if (st == KK_OK)
            st = read_at(l->ctx, kk_str_c(&text[c]), &r->at, &why);
        if (st != KK_OK)
            break;
    }
    if (st != KK_OK)
        kk_str_addf(&l->out->words, "%zu行目 %s: %s\n", rec->line, titles[c],
                    why.text);
    for (int i = 0; i < COLS; i++)
        kk_str_free(&text[i]);
    return st == KK_OK;
}

/* --- writing -------------------------------------------------------------- */

/* What the record breaks as it stands now: the words of the first rule. Whoever
 * loads a list gives no reason for a row of it. */
static enum kk_status broken(struct loader *l, kk_id id, struct kk_str *words,
                             struct kk_err *err)
{
    struct kk_faults f = {0};
    enum kk_status st = kk_check_record(l->ctx, l->kind, id, &f, err);

    if (st == KK_OK)
        kk_far_written(l->ctx, &f);
    for (size_t i = 0; st == KK_OK && i < f.n && words->n_bytes == 0; i++)
        if (f.fault[i].weight != KK_REMARK)
            kk_str_addf(words, "%s%s", f.fault[i].words,
                        f.fault[i].weight == KK_FORBIDDEN
                            ? ""
                            : "（正しいときは「印刷枚数を記録」で理由を"
                              "入れて記録します）");
    kk_faults_free(&f);
    return st;
}

/* got: id, rule_key, survey_id and count of its row in the survey. */
static enum kk_status put(struct loader *l, const struct reading *r,
                          const struct kk_val got[4], kk_id *id,
                          struct kk_err *err)
{
    struct kk_cell cell[8] = {{"unit_id", kk_vint(r->unit)},
                              {"count", kk_vint(r->count)},
                              {"at", kk_vint(r->at)}};

    if (got[0].type == KK_VINT && got[0].i > 0) {
        *id = got[0].i;
        /* Read after all: why it could not be is no more. */
        cell[3] = (struct kk_cell){"unread", kk_vnull()};
        return kk_row_update(l->ctx->db, "print_count", *id, cell + 1, err);
    }
    if (got[0].type == KK_VINT) {
        cell[3] = (struct kk_cell){"rule_key", got[1]};
        cell[4] = (struct kk_cell){"survey_id", got[2]};
    }
    return kk_row_insert(l->ctx->db, "print_count", cell, id, err);
}

/* An entry a printer: what is wrong of the next one leaves it alone. */
static enum kk_status end_entry(struct loader *l, const struct reading *r,
                                struct kk_err *err)
{
    const struct kk_intent intent = {
        .action = ACTION, .worker = l->ctx->worker, .happened_at = r->at};
    struct kk_commit commit;

    l->out->added++;
    return kk_tx_entry(l->ctx->db, &intent, &commit, err);
}

static enum kk_status write_row(struct loader *l, size_t line,
                                const struct reading *r, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_str words = {0};
    struct kk_val got[5];
    kk_id id = 0;
    enum kk_status st =
        kk_db_one(l->ctx->db, "print_count/load_row",
                  KK_BINDS({"unit", kk_vint(r->unit)}, {"at", kk_vint(r->at)}),
                  &arena, got, 5, err);

    if (st == KK_OK && got[4].type == KK_VINT && got[4].i == r->count) {
        l->out->same++;
    } else if (st == KK_OK &&
               (got[4].type == KK_VINT || got[3].type == KK_VINT)) {
        kk_str_addf(&words, "もう読んでいます（%" PRId64 "）",
                    got[4].type == KK_VINT ? got[4].i : got[3].i);
    } else if (st == KK_OK) {
        st = kk_tx_mark(l->ctx->db, err);
        if (st == KK_OK)
            st = put(l, r, got, &id, err);
        if (st == KK_OK)
            st = broken(l, id, &words, err);
        if (st == KK_OK && words.n_bytes > 0)
            st = kk_tx_back(l->ctx->db, err);
        else if (st == KK_OK)
            st = end_entry(l, r, err);
    }
    if (st == KK_OK && words.n_bytes > 0) {
        l->out->bad++;
        kk_str_addf(&l->out->words, "%zu行目 %s: %s\n", line, titles[COUNT],
                    kk_str_c(&words));
    }
    kk_str_free(&words);
    kk_arena_free(&arena);
    return st;
}

static enum kk_status write_all(struct loader *l, const struct kk_csv *csv,
                                const struct kk_load *how, struct kk_err *err)
{
    const struct kk_intent intent = {.action = ACTION,
                                     .worker = l->ctx->worker};
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(
        l->ctx->db, how->preview ? KK_TX_PREVIEW : KK_TX_WRITE, err);

    if (st != KK_OK)
        return st;
    for (size_t i = 1; i < csv->n && st == KK_OK; i++) {
        struct reading r = {0};

        l->out->rows++;
        if (read_row(l, &csv->record[i], &r))
            st = write_row(l, csv->record[i].line, &r, err);
        else
            l->out->bad++;
    }
    if (st == KK_OK && l->out->bad > 0 && !how->accept_good && !how->preview)
        st = kk_fail(
            err, KK_REFUSED,
            "%" PRId64
            "行に誤りがあり、何も読み込みませんでした。" KK_LOAD_GOOD_ONLY,
            l->out->bad);
    if (st == KK_OK && !how->preview)
        return kk_tx_commit(l->ctx->db, &intent, &commit, err);
    kk_tx_rollback(l->ctx->db);
    return st;
}

enum kk_status kk_load_counters(struct kk_ctx *ctx, const char *bytes,
                                size_t n_bytes, const struct kk_load *how,
                                struct kk_loaded *out, struct kk_err *err)
{
    struct loader l = {.ctx = ctx,
                       .out = out,
                       .units = {.how = KK_NAMES_IDENT},
                       .kind = kk_find_kind(ctx->reg, "print_count")};
    struct kk_csv csv = {0};
    enum kk_status st;

    *out = (struct kk_loaded){0};
    st = kk_csv_read(bytes, n_bytes, MAX_ROWS, &csv, err);
    if (st == KK_OK) {
        out->encoding = csv.encoding;
        kk_load_tell_unseen(&csv, &out->words);
        st = read_header(&l, &csv.record[0], err);
    }
    if (st == KK_OK)
        st = kk_names_read(ctx, "print_count/load_units", &l.units, err);
    if (st == KK_OK)
        st = write_all(&l, &csv, how, err);
    kk_csv_free(&csv);
    kk_names_free(&l.units);
    return st;
}
