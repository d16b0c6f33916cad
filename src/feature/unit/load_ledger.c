/* `load ledger`: rows are read and judged first (load_rows.c), then written in
 * one transaction, an entry for every thousand (load_unit.c). */
#include "load_writer.h"

#include <kikusui/domain/feature.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_PER_ENTRY 1000
#define MAX_ROWS 500000

static enum kk_status end_entry(struct kk_load_writer *w)
{
    struct kk_commit commit;

    return kk_tx_entry(w->l.ctx->db, &w->intent, &commit, w->err);
}

static bool go_on(struct kk_load_writer *w, size_t done)
{
    const struct kk_load *how = w->l.how;

    return how->progress == NULL ||
           how->progress(how->user, (int64_t)(w->l.n + done),
                         (int64_t)w->l.n * 2, "一覧を書いています");
}

static enum kk_status write_rows(
    struct kk_load_writer *w,
    enum kk_status (*write)(struct kk_load_writer *, struct kk_ledger_row *))
{
    size_t in_entry = 0;

    for (size_t i = 0; i < w->l.n; i++) {
        enum kk_status st;

        if (!w->l.row[i].good)
            continue;
        st = write(w, &w->l.row[i]);
        if (st == KK_OK && ++in_entry == ROWS_PER_ENTRY) {
            in_entry = 0;
            st = end_entry(w);
        }
        if (st == KK_OK && i % 500 == 0 && !go_on(w, i))
            st = kk_fail(w->err, KK_CANCELLED,
                         "中止しました。何も変わっていません");
        if (st != KK_OK)
            return st;
    }
    return end_entry(w);
}

static int by_text(const void *pa, const void *pb)
{
    return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

/* What is ours, in the list's segments, and not in it: told, never deleted. */
static enum kk_status find_vanished(struct kk_load_writer *w,
                                    const char *segment,
                                    const char *const *listed, size_t n)
{
    struct kk_cur *cur;
    enum kk_status st =
        kk_cur_open(w->l.ctx->db, "unit/load_vanished",
                    KK_BINDS({"segment", kk_vtext(segment)}), &cur, w->err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, w->err)) == KK_OK) {
        const char *key = kk_cur_text(cur, 0);

        if (bsearch(&key, listed, n, sizeof *listed, by_text) != NULL)
            continue;
        w->l.out->vanished++;
        kk_str_addf(&w->l.out->words, "一覧にない機器: %s %s（消しません）\n",
                    kk_cur_text(cur, 1),
                    kk_cur_text(cur, 2) == NULL ? "" : kk_cur_text(cur, 2));
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status tell_vanished(struct kk_load_writer *w)
{
    const struct kk_code *segment =
        kk_find_codes(w->l.ctx->reg, "segment")->code;
    const char **listed = kk_alloc((2 * w->l.n + 1) * sizeof *listed);
    uint64_t seen = 0; /* a bit for each of the segments */
    size_t n = 0, unread = 0;
    enum kk_status st = KK_OK;

    for (size_t i = 0; i < w->l.n; i++) {
        const struct kk_ledger_row *r = &w->l.row[i];

        const struct kk_known_unit *u = kk_known_id(&w->l.known, r->unit);

        if (r->key != NULL)
            listed[n++] = u != NULL ? u->machine : r->key;
        if (r->twin != NULL)
            listed[n++] = r->twin;
        unread += r->key == NULL;
        for (int s = 0; segment[s].value != NULL; s++)
            if (kk_streq(r->text[KK_L_SEGMENT], segment[s].value))
                seen |= (uint64_t)1 << s;
    }
    qsort(listed, n, sizeof *listed, by_text);
    /* What could not be read may be any of them. */
    if (unread > 0)
        kk_str_addf(&w->l.out->words,
                    "機器IDの読めない行が%zu行あるため、一覧にない機器は調べ"
                    "ません\n",
                    unread);
    for (int s = 0; segment[s].value != NULL && st == KK_OK && unread == 0; s++)
        if ((seen >> s & 1) != 0)
            st = find_vanished(w, segment[s].value, listed, n);
    kk_free(listed);
    return st;
}

static int by_row_key(const void *pa, const void *pb)
{
    return strcmp((*(struct kk_ledger_row *const *)pa)->key,
                  (*(struct kk_ledger_row *const *)pb)->key);
}

static enum kk_status write_all(struct kk_load_writer *w)
{
    struct kk_db *db = w->l.ctx->db;
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(
        db, w->l.how->preview ? KK_TX_PREVIEW : KK_TX_WRITE, w->err);

    if (st != KK_OK)
        return st;
    st = tell_vanished(w);
    if (st == KK_OK)
        st = write_rows(w, kk_load_unit);
    if (w->n_added > 0)
        qsort(w->added, w->n_added, sizeof *w->added, by_row_key);
    if (st == KK_OK)
        st = kk_load_tell_ended(w);
    if (st == KK_OK && w->l.col[KK_L_PAIR] >= 0)
        st = write_rows(w, kk_load_pair);
    if (st == KK_OK && !w->l.how->preview)
        return kk_tx_commit(db, &w->intent, &commit, w->err);
    kk_tx_rollback(db);
    return st;
}

/* What we changed may be newer than the list or older: only its date tells.
 * A date that nobody has reached yet is a slip of the pen, and what it moved
 * would bar every later move. */
static enum kk_status check_as_of(struct kk_load_writer *w)
{
    struct kk_ctx *ctx = w->l.ctx;
    kk_time as_of = w->l.how->as_of, now = kk_now(ctx->clock);
    char day[KK_TIME_BYTES], today[KK_TIME_BYTES];
    int64_t found = 0;
    enum kk_status st = KK_OK;

    if (as_of == 0) {
        st = kk_db_int(ctx->db, "unit/load_own", NULL, &found, w->err);
        return st == KK_OK && found != 0
                   ? kk_fail(w->err, KK_REFUSED,
                             "こちらで変えた機器があります。一覧の日付を入れて"
                             "ください（コマンドでは --as-of %s）。"
                             "その日からの変更は残します",
                             kk_day_iso(kk_day_of(now), day))
                   : st;
    }
    if (as_of > now)
        st = kk_db_int(ctx->db, "unit/load_newest", NULL, &found, w->err);
    if (st != KK_OK || as_of <= now || as_of <= found)
        return st;
    /* A clock that is behind cannot tell. */
    if (!kk_time_plausible(now) || found > now + 86400)
        kk_str_addf(
            &w->l.out->words,
            "注意: この機械の時計が %s で、遅れています。一覧の日付 %s が"
            "先のものかどうかは確かめていません\n",
            kk_day_long(kk_day_of(now), today),
            kk_day_long(kk_day_of(as_of), day));
    else
        st = kk_fail(w->err, KK_REFUSED,
                     "一覧の日付 %s はまだ来ていません。日付を確かめて"
                     "ください（コマンドでは --as-of）",
                     kk_day_long(kk_day_of(as_of), day));
    return st;
}

/* The list goes back to the city in its own columns. */
static void keep_columns(struct kk_load_writer *w)
{
    for (size_t i = 0; i < w->l.n_cols; i++)
        for (int c = 0; c < KK_L_COUNT; c++)
            if (w->l.col[c] == (int)i)
                kk_str_addf(&w->columns, "%s%s",
                            w->columns.n_bytes > 0 ? "," : "",
                            kk_ledger_title((enum kk_ledger_col)c));
}

static enum kk_status load(struct kk_load_writer *w, const struct kk_csv *csv)
{
    char at[KK_TIME_BYTES];
    enum kk_status st = kk_ledger_read(&w->l, csv, w->err);

    if (st == KK_OK)
        st = check_as_of(w);
    if (st != KK_OK)
        return st;
    if (w->l.out->bad > 0 && !w->l.how->accept_good && !w->l.how->preview)
        return kk_fail(
            w->err, KK_REFUSED,
            "%" PRId64
            "行に誤りがあり、何も読み込みませんでした。" KK_LOAD_GOOD_ONLY,
            w->l.out->bad);
    w->releases.how = KK_NAMES_IDENT;
    st = kk_names_read(w->l.ctx, "unit/load_releases", &w->releases, w->err);
    if (st != KK_OK)
        return st;
    w->added = kk_alloc((w->l.n + 1) * sizeof(struct kk_ledger_row *));
    w->as_of = w->l.how->as_of != 0 ? w->l.how->as_of : kk_now(w->l.ctx->clock);
    w->arg[0] = (struct kk_intent_arg){"as_of", kk_time_iso(w->as_of, at)};
    w->arg[1] = (struct kk_intent_arg){"segment", w->l.how->segment};
    keep_columns(w);
    w->arg[2] = (struct kk_intent_arg){"columns", kk_str_c(&w->columns)};
    w->intent = (struct kk_intent){.action = KK_LOAD_LEDGER,
                                   .worker = w->l.ctx->worker,
                                   .arg = w->arg,
                                   .n_args = 3,
                                   .happened_at = w->as_of};
    st = write_all(w);
    w->intent = (struct kk_intent){0};
    return st;
}

enum kk_status kk_load_ledger(struct kk_ctx *ctx, const char *bytes,
                              size_t n_bytes, const struct kk_load *how,
                              struct kk_loaded *out, struct kk_err *err)
{
    struct kk_load_writer w = {.l = {.ctx = ctx, .how = how, .out = out},
                               .err = err};
    struct kk_csv csv = {0};
    enum kk_status st;

    *out = (struct kk_loaded){0};
    st = kk_csv_read(bytes, n_bytes, MAX_ROWS, &csv, err);
    if (st == KK_OK) {
        out->encoding = csv.encoding;
        kk_load_tell_unseen(&csv, &out->words);
        st = load(&w, &csv);
    }
    kk_csv_free(&csv);
    kk_names_free(&w.releases);
    kk_str_free(&w.columns);
    kk_free(w.added);
    kk_ledger_free(&w.l);
    return st;
}

void kk_loaded_free(struct kk_loaded *l)
{
    kk_str_free(&l->words);
}
