#include "load_rows.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *title;
    size_t max_cps;
    bool required;
} columns[KK_L_COUNT] = {
    [KK_L_MACHINE] = {"機器ID", 40, true},
    [KK_L_SEGMENT] = {"区分", 20, false},
    [KK_L_TYPE] = {"機器種別", 40, false},
    [KK_L_MODEL] = {"機種名", 100, true},
    [KK_L_SERIAL] = {"製造番号", 60, false},
    [KK_L_SITE] = {"拠点", 100, true},
    [KK_L_DEPT] = {"設置部署", 100, false},
    [KK_L_ROLE] = {"用途", 20, false},
    [KK_L_STATE] = {"状態", 20, false},
    [KK_L_NOTE] = {"備考", 500, false},
    [KK_L_WARRANTY] = {"保証期限", 40, false},
    [KK_L_PAIR] = {"対機器ID", 40, false},
    [KK_L_KEY] = {"ワイヤー鍵", 40, false},
    [KK_L_MEDIA_KIND] = {"媒体種別", 40, false},
    [KK_L_MEDIA_VERSION] = {"媒体版", 40, false},
    [KK_L_SETTINGS] = {"端末設定", 500, false},
};

static const char *const segments[] = {"住記・税", "国保福祉",
                                       "中間サーバ接続端末"};
static const char *const roles[] = {"窓口", "運用", "接続", "－"};
static const struct {
    const char *theirs, *ours;
} states[] = {
    {"稼働中", "稼働中"}, {"保管中", "保管"},   {"予備", "予備"},
    {"予備機", "予備"},   {"故障", "故障保管"},
};

const char *kk_ledger_title(enum kk_ledger_col col)
{
    return columns[col].title;
}

static void KK_PRINTF(4, 5) bad(struct kk_ledger *l, struct kk_ledger_row *r,
                                enum kk_ledger_col col, const char *fmt, ...)
{
    va_list ap;

    r->good = false;
    kk_str_addf(&l->out->words, "%zu行目 %s: ", r->line, columns[col].title);
    va_start(ap, fmt);
    kk_str_vaddf(&l->out->words, fmt, ap);
    va_end(ap);
    kk_str_addc(&l->out->words, '\n');
}

static bool fold_same(const char *a, const char *b)
{
    struct kk_str fa = {0}, fb = {0};
    bool same;

    kk_fold(a, &fa);
    kk_fold(b, &fb);
    same = kk_streq(kk_str_c(&fa), kk_str_c(&fb));
    kk_str_free(&fa);
    kk_str_free(&fb);
    return same;
}

static enum kk_status read_header(struct kk_ledger *l,
                                  const struct kk_csv_record *h,
                                  struct kk_err *err)
{
    l->n_cols = h->n;
    for (int c = 0; c < KK_L_COUNT; c++)
        l->col[c] = -1;
    for (size_t i = 0; i < h->n; i++) {
        bool known = false;

        for (int c = 0; c < KK_L_COUNT && !known; c++) {
            known = fold_same(h->field[i], columns[c].title);
            if (known && l->col[c] >= 0)
                return kk_fail(err, KK_REFUSED, "見出し「%s」が二つあります",
                               columns[c].title);
            if (known)
                l->col[c] = (int)i;
        }
        if (!known && h->field[i][0] != '\0')
            kk_str_addf(&l->out->words, "列「%.*s」は読みません\n",
                        KK_CUT(h->field[i], 60));
    }
    for (int c = 0; c < KK_L_COUNT; c++)
        if (columns[c].required && l->col[c] < 0)
            return kk_fail(err, KK_REFUSED,
                           "見出し「%s」がありません。1行目に列の名前がある"
                           "一覧を指定してください",
                           columns[c].title);
    return KK_OK;
}

static void read_texts(struct kk_ledger *l, const struct kk_csv_record *rec,
                       struct kk_ledger_row *r)
{
    for (int c = 0; c < KK_L_COUNT; c++) {
        struct kk_str clean = {0};
        struct kk_err why = {0};
        size_t i = (size_t)l->col[c];

        if (l->col[c] < 0 || i >= rec->n)
            continue;
        if (rec->bad[i])
            bad(l, r, (enum kk_ledger_col)c,
                "%zu文字目が読めません（CP932 か UTF-8 で保存してください）",
                rec->bad[i]);
        else if (kk_text_clean(rec->field[i], strlen(rec->field[i]),
                               c == KK_L_NOTE || c == KK_L_SETTINGS,
                               columns[c].max_cps, &clean, &why) != KK_OK)
            bad(l, r, (enum kk_ledger_col)c, "%s", why.text);
        else if (clean.n_bytes > 0)
            r->text[c] = kk_arena_strdup(&l->arena, clean.s);
        kk_str_free(&clean);
    }
}

static const char *one_of(const char *text, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fold_same(text, list[i]))
            return list[i];
    return NULL;
}

static void read_segment(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_SEGMENT];
    const char *found;

    if (text == NULL)
        text = l->how->segment;
    found = text == NULL ? NULL : one_of(text, segments, 3);
    if (text == NULL)
        bad(l, r, KK_L_SEGMENT,
            "空です。--segment で区分を指定するか、列に書いてください");
    else if (found == NULL)
        bad(l, r, KK_L_SEGMENT,
            "「%s」は区分にありません（住記・税、国保福祉、"
            "中間サーバ接続端末）",
            text);
    else if (l->how->segment != NULL && !fold_same(found, l->how->segment))
        bad(l, r, KK_L_SEGMENT, "「%s」は指定の区分「%s」と違います", found,
            l->how->segment);
    r->text[KK_L_SEGMENT] = found;
}

static void read_state(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_STATE];

    r->state = text == NULL ? "稼働中" : NULL;
    for (size_t i = 0; text != NULL && i < sizeof states / sizeof *states; i++)
        if (fold_same(text, states[i].theirs))
            r->state = states[i].ours;
    if (r->state == NULL)
        bad(l, r, KK_L_STATE,
            "「%s」は状態にありません（稼働中、保管中、予備、故障）", text);
    if (r->text[KK_L_ROLE] != NULL) {
        const char *role = one_of(r->text[KK_L_ROLE], roles, 4);

        if (role == NULL)
            bad(l, r, KK_L_ROLE, "「%s」は用途にありません（窓口、運用、接続）",
                r->text[KK_L_ROLE]);
        r->text[KK_L_ROLE] = role;
    }
}

static void read_model(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_MODEL], *type = r->text[KK_L_TYPE];
    const struct kk_named *m;
    size_t found;

    if (text == NULL) {
        bad(l, r, KK_L_MODEL, "空です");
        return;
    }
    found = kk_names_find(&l->models, text, 0, &m);
    if (found == 0)
        bad(l, r, KK_L_MODEL, "機種「%s」はありません", text);
    else if (found > 1)
        bad(l, r, KK_L_MODEL, "機種「%s」は%zu種類に当たります", text, found);
    else
        r->model = m->id;
    /* The model decides; a differing word is only told. */
    if (found == 1 && type != NULL && m->extra != NULL &&
        strstr(type, m->extra) == NULL && strstr(m->extra, type) == NULL)
        kk_str_addf(&l->out->words,
                    "%zu行目 機器種別: 注意「%s」ですが機種は%sです\n", r->line,
                    type, m->extra);
}

static void read_place(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_SITE];
    const struct kk_named *p;
    size_t found;

    if (text == NULL) {
        bad(l, r, KK_L_SITE, "空です");
        return;
    }
    found = kk_names_find(&l->places, text, 0, &p);
    if (found == 0) {
        bad(l, r, KK_L_SITE, "「%s」は別表2の拠点にありません", text);
    } else if (found > 1) {
        bad(l, r, KK_L_SITE,
            "「%s」は%zuか所に当たります。場所の名前で書いてください", text,
            found);
    } else {
        r->place = p->id;
        r->site = p->of;
    }
}

/* An unknown department is no mistake: 別表2 says 「など」. It is made when the
 * row is written. */
static void read_dept(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *text = r->text[KK_L_DEPT];
    const struct kk_named *d;
    size_t found;

    if (text == NULL || r->site == 0)
        return;
    found = kk_names_find(&l->depts, text, r->site, &d);
    if (found > 1)
        bad(l, r, KK_L_DEPT, "「%s」は%zu部署に当たります", text, found);
    else if (found == 1)
        r->dept = d->id;
}

static void read_media(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *kind = r->text[KK_L_MEDIA_KIND];
    const char *version = r->text[KK_L_MEDIA_VERSION];
    const struct kk_named *image;

    if (r->text[KK_L_WARRANTY] != NULL) {
        struct kk_err why = {0};

        if (kk_day_parse(r->text[KK_L_WARRANTY], kk_now(l->ctx->clock),
                         &r->warranty, &why) != KK_OK)
            bad(l, r, KK_L_WARRANTY, "%s", why.text);
    }
    if (kind == NULL && version == NULL)
        return;
    if (kind == NULL || version == NULL) {
        bad(l, r, kind == NULL ? KK_L_MEDIA_KIND : KK_L_MEDIA_VERSION,
            "媒体種別と媒体版は両方書いてください");
        return;
    }
    if (kk_names_find(&l->images, kind, 0, &image) != 1) {
        bad(l, r, KK_L_MEDIA_KIND, "媒体「%s」はありません", kind);
        return;
    }
    r->media_kind = image->extra;
    r->media = kk_arena_printf(&l->arena, "%s %s", image->extra, version);
}

static int by_machine(const void *pa, const void *pb)
{
    const struct kk_ledger_row *a = *(struct kk_ledger_row *const *)pa;
    const struct kk_ledger_row *b = *(struct kk_ledger_row *const *)pb;
    int c = strcmp(a->key, b->key);

    return c != 0 ? c : (a->line > b->line) - (a->line < b->line);
}

/* Of a doubled machine ID the first row stands. */
static void find_doubles(struct kk_ledger *l)
{
    struct kk_ledger_row **by = kk_alloc((l->n + 1) * sizeof *by);
    size_t n = 0;

    for (size_t i = 0; i < l->n; i++)
        if (l->row[i].key != NULL)
            by[n++] = &l->row[i];
    qsort(by, n, sizeof *by, by_machine);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (strcmp(by[i]->key, by[first]->key) == 0)
            bad(l, by[i], KK_L_MACHINE,
                "「%s」は%zu行目にもあります（%zu行目を使います）",
                by[i]->text[KK_L_MACHINE], by[first]->line, by[first]->line);
        else
            first = i;
    }
    kk_free(by);
}

static void read_machine(struct kk_ledger *l, struct kk_ledger_row *r)
{
    struct kk_str key = {0};

    if (r->text[KK_L_MACHINE] == NULL) {
        if (r->good)
            bad(l, r, KK_L_MACHINE, "空です");
        return;
    }
    kk_fold(r->text[KK_L_MACHINE], &key);
    if (key.n_bytes == 0)
        bad(l, r, KK_L_MACHINE, "「%s」は機器IDになりません",
            r->text[KK_L_MACHINE]);
    else
        r->key = kk_arena_strdup(&l->arena, key.s);
    kk_str_free(&key);
    if (r->text[KK_L_PAIR] != NULL &&
        fold_same(r->text[KK_L_PAIR], r->text[KK_L_MACHINE]))
        bad(l, r, KK_L_PAIR, "自分自身は対にできません");
}

/* A comma too many moves everything behind it one column on. */
static void read_extra(struct kk_ledger *l, const struct kk_csv_record *rec,
                       struct kk_ledger_row *r)
{
    for (size_t i = l->n_cols; i < rec->n; i++)
        if (rec->field[i][0] != '\0') {
            bad(l, r, KK_L_MACHINE,
                "見出しより列が多くあります（%zu列目「%.*s」）。コンマを含む"
                "欄は引用符で囲んでください",
                i + 1, KK_CUT(rec->field[i], 60));
            return;
        }
}

static void read_row(struct kk_ledger *l, const struct kk_csv_record *rec,
                     struct kk_ledger_row *r)
{
    r->line = rec->line;
    r->good = true;
    if (rec->torn)
        bad(l, r, KK_L_MACHINE, "引用符（\"）が閉じていません");
    else
        read_extra(l, rec, r);
    read_texts(l, rec, r);
    read_machine(l, r);
    read_segment(l, r);
    read_state(l, r);
    read_model(l, r);
    read_place(l, r);
    read_dept(l, r);
    read_media(l, r);
}

enum kk_status kk_ledger_read(struct kk_ledger *l, const struct kk_csv *csv,
                              struct kk_err *err)
{
    enum kk_status st = read_header(l, &csv->record[0], err);

    if (st == KK_OK)
        st = kk_names_read(l->ctx, "unit/load_places", &l->places, err);
    if (st == KK_OK)
        st = kk_names_read(l->ctx, "unit/load_depts", &l->depts, err);
    if (st == KK_OK)
        st = kk_names_read(l->ctx, "unit/load_models", &l->models, err);
    if (st == KK_OK)
        st = kk_names_read(l->ctx, "unit/load_images", &l->images, err);
    if (st != KK_OK)
        return st;
    if (l->models.n == 0)
        return kk_fail(err, KK_REFUSED,
                       "機種と拠点がまだありません。kikusui init か "
                       "node accept を先に行ってください");
    l->row = kk_arena_alloc(&l->arena, csv->n * sizeof *l->row);
    for (size_t i = 1; i < csv->n; i++) {
        read_row(l, &csv->record[i], &l->row[l->n++]);
        if (i % 500 == 0 && l->how->progress != NULL &&
            !l->how->progress(l->how->user, (int64_t)i, (int64_t)csv->n * 2,
                              "一覧を読んでいます"))
            return kk_fail(err, KK_CANCELLED,
                           "中止しました。何も変わっていません");
    }
    find_doubles(l);
    for (size_t i = 0; i < l->n; i++)
        l->out->bad += !l->row[i].good;
    l->out->rows = (int64_t)l->n;
    return KK_OK;
}

void kk_load_tell_unseen(const struct kk_csv *csv, struct kk_str *words)
{
    size_t n = 0;

    for (size_t i = 0; i < csv->n; i++)
        for (size_t f = 0; f < csv->record[i].n; f++)
            n += kk_text_unseen(csv->record[i].field[f],
                                strlen(csv->record[i].field[f]));
    if (n > 0)
        kk_str_addf(words, KK_UNSEEN_WORDS "\n", n);
}

void kk_ledger_free(struct kk_ledger *l)
{
    kk_names_free(&l->places);
    kk_names_free(&l->depts);
    kk_names_free(&l->models);
    kk_names_free(&l->images);
    kk_arena_free(&l->arena);
}
