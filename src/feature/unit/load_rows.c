/* Reading and judging the rows of the city's list. */
#include "load_rows.h"

#include <kikusui/base/fold.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum kept { AS_TEXT, AS_LINES, AS_NUMBER, AS_IDENT };
static const struct {
    const char *title;
    size_t max_cps;
    bool required;
    enum kept kept;
} columns[KK_L_COUNT] = {
    [KK_L_MACHINE] = {"機器ID", 40, true, AS_IDENT},
    [KK_L_SEGMENT] = {"区分", 20, false, AS_TEXT},
    [KK_L_TYPE] = {"機器種別", 40, false, AS_TEXT},
    [KK_L_MODEL] = {"機種名", 100, true, AS_TEXT},
    [KK_L_SERIAL] = {"製造番号", 60, false, AS_IDENT},
    [KK_L_SITE] = {"拠点", 100, true, AS_TEXT},
    [KK_L_DEPT] = {"設置部署", 100, false, AS_TEXT},
    [KK_L_ROLE] = {"用途", 20, false, AS_TEXT},
    [KK_L_STATE] = {"状態", 20, false, AS_TEXT},
    [KK_L_NOTE] = {"備考", 500, false, AS_LINES},
    [KK_L_WARRANTY] = {"保証期限", 40, false, AS_TEXT},
    [KK_L_PAIR] = {"対機器ID", 40, false, AS_IDENT},
    [KK_L_KEY] = {"ワイヤー鍵", 40, false, AS_IDENT},
    [KK_L_MEDIA_KIND] = {"媒体種別", 40, false, AS_TEXT},
    [KK_L_MEDIA_VERSION] = {"媒体版", 40, false, AS_NUMBER},
    [KK_L_SETTINGS] = {"端末設定", 500, false, AS_LINES},
};

const char *kk_ledger_title(enum kk_ledger_col col)
{
    return columns[col].title;
}

static KK_PRINTF(4, 0) void tell(struct kk_ledger *l,
                                 const struct kk_ledger_row *r,
                                 enum kk_ledger_col col, const char *fmt,
                                 va_list ap)
{
    kk_str_addf(&l->out->words, "%zu行目 %s: ", r->line, columns[col].title);
    kk_str_vaddf(&l->out->words, fmt, ap);
    kk_str_addc(&l->out->words, '\n');
}

void kk_ledger_bad(struct kk_ledger *l, struct kk_ledger_row *r,
                   enum kk_ledger_col col, const char *fmt, ...)
{
    va_list ap;

    r->good = false;
    va_start(ap, fmt);
    tell(l, r, col, fmt, ap);
    va_end(ap);
}

void kk_ledger_note(struct kk_ledger *l, const struct kk_ledger_row *r,
                    enum kk_ledger_col col, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    tell(l, r, col, fmt, ap);
    va_end(ap);
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
            known = kk_fold_same(h->field[i], columns[c].title);
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

/* Characters of the private use areas, which every machine draws as it likes
 * or not at all (外字). */
static size_t private_use(const char *s)
{
    size_t n = strlen(s), nth = 1, len;

    for (size_t at = 0; at < n; at += len, nth++) {
        uint32_t cp;

        len = kk_utf8_decode(s + at, n - at, &cp);
        if ((cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000)
            return nth;
        len = len == 0 ? 1 : len;
    }
    return 0;
}

static const char *kept_text(struct kk_ledger *l, enum kept kept,
                             const char *text)
{
    struct kk_str out = {0};
    const char *s;

    if (kept == AS_NUMBER)
        kk_number(text, &out);
    else if (kept == AS_IDENT)
        kk_ident(text, &out);
    else
        kk_str_add(&out, text);
    s = out.n_bytes == 0 ? NULL : kk_arena_strdup(&l->arena, out.s);
    kk_str_free(&out);
    return s;
}

static void read_text(struct kk_ledger *l, char *field, struct kk_ledger_row *r,
                      enum kk_ledger_col c)
{
    enum kept kept = columns[c].kept;
    struct kk_str clean = {0};
    struct kk_err why = {0};
    const char *ruined;
    size_t odd;

    if (kept != AS_LINES)
        kk_csv_unwrap(field);
    else
        kk_csv_unsign(field);
    if (kk_text_clean(field, strlen(field), kept == AS_LINES,
                      columns[c].max_cps, &clean, &why) != KK_OK) {
        kk_ledger_bad(l, r, c, "%s", why.text);
        kk_str_free(&clean);
        return;
    }
    ruined = kk_csv_ruined(kk_str_c(&clean), kept >= AS_NUMBER);
    odd = private_use(kk_str_c(&clean));
    if (ruined != NULL)
        kk_ledger_bad(l, r, c, "「%.*s」は%s", KK_CUT(clean.s, 60), ruined);
    else if (clean.n_bytes > 0)
        r->text[c] = kept_text(l, kept, clean.s);
    if (odd > 0)
        kk_ledger_note(l, r, c,
                       "注意 %zu文字目は外字です。ほかの機械では読めない"
                       "ので、普通の字に直してください",
                       odd);
    if (c == KK_L_MACHINE && clean.n_bytes > 0)
        r->typed = kk_arena_strdup(&l->arena, clean.s);
    kk_str_free(&clean);
}

static void read_texts(struct kk_ledger *l, const struct kk_csv_record *rec,
                       struct kk_ledger_row *r)
{
    for (int c = 0; c < KK_L_COUNT; c++) {
        size_t i = (size_t)l->col[c];

        if (l->col[c] < 0 || i >= rec->n)
            continue;
        if (rec->bad[i])
            kk_ledger_bad(
                l, r, (enum kk_ledger_col)c,
                "%zu文字目が読めません（CP932 か UTF-8 で保存してください）",
                rec->bad[i]);
        else
            read_text(l, rec->field[i], r, (enum kk_ledger_col)c);
    }
}

static void read_machine(struct kk_ledger *l, struct kk_ledger_row *r)
{
    const char *machine = r->text[KK_L_MACHINE];

    if (machine == NULL) {
        if (r->good)
            kk_ledger_bad(l, r, KK_L_MACHINE, "空です");
        return;
    }
    if (kk_key_useless(machine))
        kk_ledger_bad(l, r, KK_L_MACHINE, "「%s」は機器IDになりません",
                      r->typed);
    else
        r->key = machine;
    if (kk_streq(r->text[KK_L_PAIR], machine))
        kk_ledger_bad(l, r, KK_L_PAIR, "自分自身は対にできません");
}

/* A comma too many moves everything behind it one column on. */
static void read_extra(struct kk_ledger *l, const struct kk_csv_record *rec,
                       struct kk_ledger_row *r)
{
    for (size_t i = l->n_cols; i < rec->n; i++)
        if (rec->field[i][0] != '\0') {
            kk_ledger_bad(
                l, r, KK_L_MACHINE,
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
        kk_ledger_bad(l, r, KK_L_MACHINE, "引用符（\"）が閉じていません");
    else
        read_extra(l, rec, r);
    read_texts(l, rec, r);
    read_machine(l, r);
    kk_ledger_values(l, r);
}

/* The city may still call them as we did before. */
static enum kk_status read_former(struct kk_ledger *l, struct kk_err *err)
{
    enum kk_status st =
        kk_names_former(l->ctx, "dept", "name", false, &l->depts, err);

    if (st == KK_OK)
        st = kk_names_former(l->ctx, "place", "name", false, &l->places, err);
    if (st == KK_OK)
        st = kk_names_former(l->ctx, "site", "name", true, &l->places, err);
    if (st == KK_OK)
        st = kk_names_former(l->ctx, "model", "name", false, &l->models, err);
    return st == KK_OK ? kk_names_former(l->ctx, "model", "short", false,
                                         &l->models, err)
                       : st;
}

static enum kk_status read_names(struct kk_ledger *l, struct kk_err *err)
{
    const struct {
        struct kk_names *names;
        const char *query, *synonyms;
    } all[] = {
        {&l->places, "unit/load_places", NULL},
        {&l->depts, "unit/load_depts", NULL},
        {&l->models, "unit/load_models", "機種"},
        {&l->images, "unit/load_images", NULL},
        {&l->segments, NULL, "区分"},
        {&l->roles, NULL, "用途"},
        {&l->states, NULL, "状態"},
    };
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < sizeof all / sizeof *all; i++) {
        if (all[i].query != NULL)
            st = kk_names_read(l->ctx, all[i].query, all[i].names, err);
        else
            all[i].names->how = KK_NAMES_FOLD;
        if (st == KK_OK && all[i].query != NULL && all[i].names->n == 0 &&
            all[i].names == &l->models)
            return kk_fail(err, KK_REFUSED,
                           "機種と拠点がまだありません。kikusui init か "
                           "node accept を先に行ってください");
        if (st == KK_OK && all[i].synonyms != NULL)
            st = kk_names_synonyms(all[i].synonyms, all[i].names, err);
    }
    if (st == KK_OK)
        st = read_former(l, err);
    return st == KK_OK ? kk_known_read(l->ctx, &l->known, err) : st;
}

enum kk_status kk_ledger_read(struct kk_ledger *l, const struct kk_csv *csv,
                              struct kk_err *err)
{
    enum kk_status st = read_header(l, &csv->record[0], err);

    if (st == KK_OK)
        st = read_names(l, err);
    if (st == KK_OK && csv->n == 1)
        st = kk_fail(err, KK_REFUSED,
                     "見出しのほかに行がありません。機器の行のある一覧を指定"
                     "してください");
    if (st != KK_OK)
        return st;
    l->row = kk_arena_alloc(&l->arena, csv->n * sizeof *l->row);
    for (size_t i = 1; i < csv->n; i++) {
        read_row(l, &csv->record[i], &l->row[l->n++]);
        if (i % 500 == 0 && l->how->progress != NULL &&
            !l->how->progress(l->how->user, (int64_t)i, (int64_t)csv->n * 2,
                              "一覧を読んでいます"))
            return kk_fail(err, KK_CANCELLED,
                           "中止しました。何も変わっていません");
    }
    kk_ledger_identify(l);
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
    kk_names_free(&l->segments);
    kk_names_free(&l->roles);
    kk_names_free(&l->states);
    kk_known_free(&l->known);
    kk_arena_free(&l->arena);
}
