/* `load ledger`: rows are read and judged first (load_rows.c), then written in
 * one transaction, an entry for every thousand. */
#include "load_rows.h"

#include <kikusui/store/tx.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_PER_ENTRY 1000
#define MAX_ROWS 500000
#define ACTION "load.ledger"

/* The cells a list can set, in the order of query/load_unit. */
enum {
    C_SERIAL,
    C_MODEL,
    C_SEGMENT,
    C_ROLE,
    C_DEPT,
    C_PLACE,
    C_STATE,
    C_NOTE,
    C_WARRANTY,
    C_PAIR,
    C_KEY,
    C_MEDIA,
    C_SETTINGS,
    C_COUNT
};
static const struct {
    const char *column;
    enum kk_ledger_col source;
} cells[C_COUNT] = {
    [C_SERIAL] = {"serial", KK_L_SERIAL},
    [C_MODEL] = {"model_id", KK_L_MODEL},
    [C_SEGMENT] = {"segment", KK_L_SEGMENT},
    [C_ROLE] = {"role", KK_L_ROLE},
    [C_DEPT] = {"dept_id", KK_L_DEPT},
    [C_PLACE] = {"place_id", KK_L_SITE},
    [C_STATE] = {"state", KK_L_STATE},
    [C_NOTE] = {"note", KK_L_NOTE},
    [C_WARRANTY] = {"warranty_until", KK_L_WARRANTY},
    [C_PAIR] = {"pair_id", KK_L_PAIR},
    [C_KEY] = {"key_no", KK_L_KEY},
    [C_MEDIA] = {"image_release_id", KK_L_MEDIA_KIND},
    [C_SETTINGS] = {"settings", KK_L_SETTINGS},
};

struct writer {
    struct kk_ledger l;
    struct kk_names releases;
    kk_time as_of;
    struct kk_intent_arg arg[2];
    struct kk_intent intent;
    struct kk_err *err;
};

static enum kk_status department(struct writer *w, struct kk_ledger_row *r)
{
    const char *name = r->text[KK_L_DEPT];
    const struct kk_named *d;
    enum kk_status st;

    if (name == NULL || r->dept != 0 || r->site == 0)
        return KK_OK;
    /* An earlier row may have made it. */
    if (kk_names_find(&w->l.depts, name, r->site, &d) == 1) {
        r->dept = d->id;
        return KK_OK;
    }
    st = kk_row_insert(
        w->l.ctx->db, "dept",
        KK_CELLS({"site_id", kk_vint(r->site)}, {"name", kk_vtext(name)}),
        &r->dept, w->err);
    if (st == KK_OK) {
        kk_names_add(&w->l.depts, r->dept, r->site, name);
        kk_str_addf(&w->l.out->words, "%zu行目 設置部署: 「%s」を加えます\n",
                    r->line, name);
        w->l.out->new_depts++;
    }
    return st;
}

static enum kk_status release(struct writer *w, const struct kk_ledger_row *r,
                              kk_id *id)
{
    const struct kk_named *found;
    enum kk_status st;

    *id = 0;
    if (r->media == NULL)
        return KK_OK;
    if (kk_names_find(&w->releases, r->media, 0, &found) == 1) {
        *id = found->id;
        return KK_OK;
    }
    st = kk_row_insert(
        w->l.ctx->db, "media_release",
        KK_CELLS({"kind", kk_vtext(r->media_kind)},
                 {"version", kk_vtext(r->text[KK_L_MEDIA_VERSION])},
                 {"note", kk_vtext("所在等管理一覧より")}),
        id, w->err);
    if (st == KK_OK) {
        kk_names_add(&w->releases, *id, 0, r->media);
        w->l.out->new_releases++;
    }
    return st;
}

/* What the list says of every cell; pairs come in a second pass. */
static enum kk_status wanted(struct writer *w, struct kk_ledger_row *r,
                             struct kk_val want[C_COUNT])
{
    kk_id media;
    enum kk_status st = department(w, r);

    if (st == KK_OK)
        st = release(w, r, &media);
    if (st != KK_OK)
        return st;
    for (int c = 0; c < C_COUNT; c++)
        want[c] = kk_vtext(r->text[cells[c].source]);
    want[C_MODEL] = kk_vid(r->model);
    want[C_DEPT] = kk_vid(r->dept);
    want[C_PLACE] = kk_vid(r->place);
    want[C_STATE] = kk_vtext(r->state);
    want[C_WARRANTY] = kk_vid(r->warranty);
    want[C_MEDIA] = kk_vid(media);
    want[C_PAIR] = kk_vnull();
    return KK_OK;
}

static enum kk_status add_unit(struct writer *w, struct kk_ledger_row *r,
                               const struct kk_val want[C_COUNT])
{
    struct kk_cell cell[C_COUNT + 4] = {
        {"machine_id", kk_vtext(r->text[KK_L_MACHINE])},
        {"custodian", kk_vtext("市")},
    };
    size_t n = 2;
    kk_id id;

    for (int c = 0; c < C_COUNT; c++)
        if (want[c].type != KK_VNULL)
            cell[n++] = (struct kk_cell){cells[c].column, want[c]};
    if (kk_streq(r->state, "予備"))
        cell[n++] = (struct kk_cell){"spare_state", kk_vtext("使用可")};
    cell[n].column = NULL;
    w->l.out->added++;
    return kk_row_insert(w->l.ctx->db, "unit", cell, &id, w->err);
}

/* Did one of us write that cell at or after the list's date? What an earlier
 * load wrote is not ours. */
static enum kk_status ours_is_later(struct writer *w, kk_id unit,
                                    const char *column, bool *later)
{
    const struct kk_table *t =
        kk_catalog_named(kk_db_catalog(w->l.ctx->db), "unit");
    struct kk_arena arena = {0};
    struct kk_val got[2];
    enum kk_status st =
        kk_db_one(w->l.ctx->db, "query/cell_written",
                  KK_BINDS({"tab", kk_vint(t->id)}, {"row", kk_vint(unit)},
                           {"col", kk_vint(kk_table_named(t, column)->id)}),
                  &arena, got, 2, w->err);

    *later = st == KK_OK && got[0].i >= w->as_of && got[1].s != NULL &&
             strcmp(got[1].s, ACTION) != 0;
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

static const char *name_of(const struct kk_names *names, kk_id id)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->item[i].id == id)
            return names->item[i].name;
    return "?";
}

static const char *value_words(struct writer *w, int c, const struct kk_val *v,
                               char day[KK_TIME_BYTES])
{
    if (v->type == KK_VNULL)
        return "(空)";
    switch (c) {
    case C_MODEL:
        return name_of(&w->l.models, v->i);
    case C_PLACE:
        return name_of(&w->l.places, v->i);
    case C_DEPT:
        return name_of(&w->l.depts, v->i);
    case C_MEDIA:
        return name_of(&w->releases, v->i);
    case C_WARRANTY:
        return kk_day_era((kk_day)v->i, day);
    default:
        return v->type == KK_VTEXT ? v->s : "?";
    }
}

static void tell_kept(struct writer *w, const struct kk_ledger_row *r, int c,
                      const struct kk_val *have, const struct kk_val *want)
{
    char day[2][KK_TIME_BYTES];

    w->l.out->kept++;
    kk_str_addf(
        &w->l.out->words,
        "%zu行目 %s %s: こちらの「%s」を残します（一覧では「%s」）\n", r->line,
        r->text[KK_L_MACHINE], kk_ledger_title(cells[c].source),
        value_words(w, c, have, day[0]), value_words(w, c, want, day[1]));
}

static enum kk_status record_move(struct writer *w, kk_id unit,
                                  const struct kk_val *have,
                                  const struct kk_val *want)
{
    kk_id id;

    w->l.out->moved++;
    return kk_row_insert(
        w->l.ctx->db, "unit_move",
        KK_CELLS({"unit_id", kk_vint(unit)}, {"from_place_id", have[C_PLACE]},
                 {"from_dept_id", have[C_DEPT]}, {"to_place_id", want[C_PLACE]},
                 {"to_dept_id", want[C_DEPT]},
                 {"reason", kk_vtext("所在等管理一覧の取込")},
                 {"happened_at", kk_vint(w->as_of)}),
        &id, w->err);
}

static enum kk_status change_unit(struct writer *w, struct kk_ledger_row *r,
                                  kk_id unit, const struct kk_val *have,
                                  struct kk_val want[C_COUNT])
{
    struct kk_cell cell[C_COUNT + 2];
    bool moved = false;
    size_t n = 0;

    for (int c = 0; c < C_COUNT; c++) {
        bool later;
        enum kk_status st;

        /* A column that the list does not have says nothing. */
        if (c == C_PAIR || (w->l.col[cells[c].source] < 0 && c != C_SEGMENT) ||
            kk_val_cmp(&have[c], &want[c]) == 0)
            continue;
        st = ours_is_later(w, unit, cells[c].column, &later);
        if (st != KK_OK)
            return st;
        if (later) {
            tell_kept(w, r, c, &have[c], &want[c]);
            want[c] = have[c];
            continue;
        }
        moved |= c == C_PLACE;
        cell[n++] = (struct kk_cell){cells[c].column, want[c]};
        if (c == C_STATE)
            cell[n++] = (struct kk_cell){
                "spare_state",
                kk_streq(r->state, "予備") ? kk_vtext("使用可") : kk_vnull()};
    }
    if (n == 0) {
        w->l.out->same++;
        return KK_OK;
    }
    cell[n].column = NULL;
    w->l.out->changed++;
    if (moved) {
        enum kk_status st = record_move(w, unit, have, want);

        if (st != KK_OK)
            return st;
    }
    return kk_row_update(w->l.ctx->db, "unit", unit, cell, w->err);
}

static enum kk_status find_unit(struct writer *w, const char *machine,
                                struct kk_arena *arena,
                                struct kk_val got[C_COUNT + 1])
{
    return kk_db_one(w->l.ctx->db, "query/load_unit",
                     KK_BINDS({"machine_id", kk_vtext(machine)}), arena, got,
                     C_COUNT + 1, w->err);
}

static enum kk_status write_row(struct writer *w, struct kk_ledger_row *r)
{
    struct kk_arena arena = {0};
    struct kk_val got[C_COUNT + 1], have[C_COUNT], want[C_COUNT];
    enum kk_status st = wanted(w, r, want);

    if (st != KK_OK)
        return st;
    st = find_unit(w, r->text[KK_L_MACHINE], &arena, got);
    if (st == KK_OK) {
        /* query/load_unit's order is that of the cells, but for the pair. */
        static const int order[C_COUNT] = {
            C_SERIAL, C_MODEL, C_SEGMENT, C_ROLE,     C_DEPT,
            C_PLACE,  C_STATE, C_NOTE,    C_WARRANTY, C_PAIR,
            C_KEY,    C_MEDIA, C_SETTINGS};

        for (int i = 0; i < C_COUNT; i++)
            have[order[i]] = got[i + 1];
        st = change_unit(w, r, got[0].i, have, want);
    } else if (st == KK_NONE) {
        st = add_unit(w, r, want);
    }
    kk_arena_free(&arena);
    return st;
}

/* 対機器ID names a unit of the list or one held already. */
static enum kk_status write_pair(struct writer *w, struct kk_ledger_row *r)
{
    struct kk_arena arena = {0};
    struct kk_val self[C_COUNT + 1], pair[C_COUNT + 1];
    enum kk_status st;

    if (r->text[KK_L_PAIR] == NULL)
        return KK_OK;
    st = find_unit(w, r->text[KK_L_MACHINE], &arena, self);
    if (st == KK_OK)
        st = find_unit(w, r->text[KK_L_PAIR], &arena, pair);
    if (st == KK_NONE) {
        kk_str_addf(&w->l.out->words,
                    "%zu行目 対機器ID: 注意「%s」がありません（空のまま"
                    "にします）\n",
                    r->line, r->text[KK_L_PAIR]);
        st = KK_OK;
    } else if (st == KK_OK) {
        st = kk_row_update(w->l.ctx->db, "unit", self[0].i,
                           KK_CELLS({"pair_id", kk_vint(pair[0].i)}), w->err);
    }
    kk_arena_free(&arena);
    return st;
}

static enum kk_status end_entry(struct writer *w)
{
    struct kk_commit commit;

    return kk_tx_entry(w->l.ctx->db, &w->intent, &commit, w->err);
}

static bool go_on(struct writer *w, size_t done)
{
    const struct kk_load *how = w->l.how;

    return how->progress == NULL ||
           how->progress(how->user, (int64_t)(w->l.n + done),
                         (int64_t)w->l.n * 2, "一覧を書いています");
}

static enum kk_status
write_rows(struct writer *w,
           enum kk_status (*write)(struct writer *, struct kk_ledger_row *))
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
static enum kk_status find_vanished(struct writer *w, const char *segment,
                                    const char *const *listed, size_t n)
{
    struct kk_cur *cur;
    enum kk_status st =
        kk_cur_open(w->l.ctx->db, "query/load_vanished",
                    KK_BINDS({"segment", kk_vtext(segment)}), &cur, w->err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, w->err)) == KK_OK) {
        const char *machine = kk_cur_text(cur, 0);

        if (bsearch(&machine, listed, n, sizeof *listed, by_text) != NULL)
            continue;
        w->l.out->vanished++;
        kk_str_addf(&w->l.out->words, "一覧にない機器: %s %s（消しません）\n",
                    machine,
                    kk_cur_text(cur, 1) == NULL ? "" : kk_cur_text(cur, 1));
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static enum kk_status tell_vanished(struct writer *w)
{
    static const char *const segments[] = {"住記・税", "国保福祉",
                                           "中間サーバ接続端末"};
    const char **listed = kk_alloc((w->l.n + 1) * sizeof *listed);
    bool seen[3] = {false};
    size_t n = 0;
    enum kk_status st = KK_OK;

    for (size_t i = 0; i < w->l.n; i++) {
        const struct kk_ledger_row *r = &w->l.row[i];

        if (r->text[KK_L_MACHINE] != NULL)
            listed[n++] = r->text[KK_L_MACHINE];
        for (int s = 0; s < 3; s++)
            seen[s] |= kk_streq(r->text[KK_L_SEGMENT], segments[s]);
    }
    qsort(listed, n, sizeof *listed, by_text);
    for (int s = 0; s < 3 && st == KK_OK; s++)
        if (seen[s])
            st = find_vanished(w, segments[s], listed, n);
    kk_free(listed);
    return st;
}

static enum kk_status write_all(struct writer *w)
{
    struct kk_db *db = w->l.ctx->db;
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(
        db, w->l.how->preview ? KK_TX_PREVIEW : KK_TX_WRITE, w->err);

    if (st != KK_OK)
        return st;
    st = tell_vanished(w);
    if (st == KK_OK)
        st = write_rows(w, write_row);
    if (st == KK_OK && w->l.col[KK_L_PAIR] >= 0)
        st = write_rows(w, write_pair);
    if (st == KK_OK && !w->l.how->preview)
        return kk_tx_commit(db, &w->intent, &commit, w->err);
    kk_tx_rollback(db);
    return st;
}

static enum kk_status load(struct writer *w, const struct kk_csv *csv)
{
    char at[KK_TIME_BYTES];
    enum kk_status st = kk_ledger_read(&w->l, csv, w->err);

    if (st != KK_OK)
        return st;
    if (w->l.out->bad > 0 && !w->l.how->accept_good && !w->l.how->preview)
        return kk_fail(w->err, KK_REFUSED,
                       "%" PRId64 "行に誤りがあり、何も読み込みませんでした。"
                       "直すか、--accept-good で正しい行だけ読み込んで"
                       "ください",
                       w->l.out->bad);
    st = kk_names_read(w->l.ctx, "query/load_releases", &w->releases, w->err);
    if (st != KK_OK)
        return st;
    w->as_of = w->l.how->as_of != 0 ? w->l.how->as_of : kk_now(w->l.ctx->clock);
    w->arg[0] = (struct kk_intent_arg){"as_of", kk_time_iso(w->as_of, at)};
    w->arg[1] = (struct kk_intent_arg){"segment", w->l.how->segment};
    w->intent = (struct kk_intent){.action = ACTION,
                                   .worker = w->l.ctx->worker,
                                   .arg = w->arg,
                                   .n_args = 2,
                                   .happened_at = w->as_of};
    st = write_all(w);
    w->intent = (struct kk_intent){0};
    return st;
}

enum kk_status kk_load_ledger(struct kk_ctx *ctx, const char *bytes,
                              size_t n_bytes, const struct kk_load *how,
                              struct kk_loaded *out, struct kk_err *err)
{
    struct writer w = {.l = {.ctx = ctx, .how = how, .out = out}, .err = err};
    struct kk_csv csv = {0};
    enum kk_status st;

    *out = (struct kk_loaded){0};
    st = kk_csv_read(bytes, n_bytes, MAX_ROWS, &csv, err);
    if (st == KK_OK) {
        out->encoding = csv.encoding;
        st = load(&w, &csv);
    }
    kk_csv_free(&csv);
    kk_names_free(&w.releases);
    kk_ledger_free(&w.l);
    return st;
}

void kk_loaded_free(struct kk_loaded *l)
{
    kk_str_free(&l->words);
}
