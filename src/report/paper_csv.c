/* A paper's tables as CSV: a file for the rows that another program reads, or
 * one a table; UTF-8 with BOM, or CP932 where it can hold them. */
#include "backends.h"

#include <kikusui/base/csv.h>
#include <kikusui/base/file.h>
#include <kikusui/base/shown.h>
#include <kikusui/base/time.h>
#include <kikusui/base/utf8.h>

#include <iconv.h>
#include <string.h>

enum { MAX_NAMED = 8 };
#define NO_ICONV ((iconv_t)-1)

struct csv {
    const struct kk_paper *paper;
    bool cp932;
    iconv_t to, from;
    struct kk_str out;
    struct kk_str lost; /* characters that CP932 has not, with their places */
    size_t n_lost;
};

/* --- cells -----------------------------------------------------------------
 */

static const char *cell_text(const struct kk_paper *p, const struct kk_col *col,
                             const struct kk_val *v, struct kk_arena *a)
{
    char buf[KK_TIME_BYTES];
    char *text;

    if (v->type != KK_VINT)
        return v->type == KK_VTEXT ? v->s : "";
    switch (col->show) {
    case KK_SHOW_TIME:
        text = kk_arena_strdup(a, kk_time_iso(v->i, buf));
        *strchr(text, 'T') = ' ';
        return text;
    case KK_SHOW_DATE:
        return kk_arena_strdup(a, kk_day_iso((kk_day)v->i, buf));
    case KK_SHOW_TEXT:
    case KK_SHOW_INT:
    case KK_SHOW_ID:
    case KK_SHOW_CLOCK:
    case KK_SHOW_MINUTES:
    case KK_SHOW_RATE:
    case KK_SHOW_YESNO:
        break;
    }
    return kk_cell_text(col, v, p->now, a);
}

/* --- CP932 -----------------------------------------------------------------
 */

/* Appends s in another encoding; false: a character of it has none there. */
static bool recode(iconv_t cd, const char *s, size_t n, struct kk_str *out)
{
    char *from = (char *)(uintptr_t)s;
    char chunk[512];

    (void)iconv(cd, NULL, NULL, NULL, NULL);
    while (n > 0) {
        char *to = chunk;
        size_t room = sizeof chunk, before = n;
        size_t r = iconv(cd, &from, &n, &to, &room);

        kk_str_addn(out, chunk, sizeof chunk - room);
        if (r == (size_t)-1 && n == before)
            return false;
    }
    return true;
}

/* Encoded, and the same again when it is read: 〜 would come back as ～. */
static bool survives(struct csv *c, const char *s, size_t n, struct kk_str *out)
{
    struct kk_str back = {0};
    bool same = recode(c->to, s, n, out) &&
                recode(c->from, kk_str_c(out), out->n_bytes, &back) &&
                back.n_bytes == n && memcmp(kk_str_c(&back), s, n) == 0;

    kk_str_free(&back);
    return same;
}

static void name_lost(struct csv *c, const char *s, size_t row,
                      const char *title)
{
    uint32_t cp;

    for (size_t len; *s != '\0'; s += len) {
        struct kk_str one = {0};

        len = kk_utf8_decode(s, strnlen(s, 4), &cp);
        len = len == 0 ? 1 : len;
        if (!survives(c, s, len, &one) && c->n_lost++ < MAX_NAMED)
            kk_str_addf(&c->lost, "\n%zu行目「%s」の「%.*s」", row, title,
                        (int)len, s);
        kk_str_free(&one);
    }
}

/* --- rows ------------------------------------------------------------------
 */

static void add_field(struct csv *c, const char *s, bool sign, size_t row,
                      const char *title)
{
    struct kk_str bare = {0}, shown = {0}, field = {0}, encoded = {0};

    for (const char *p = s; *p != '\0'; p++)
        if (*p != '\r')
            kk_str_addc(&bare, *p);
    kk_shown(kk_str_c(&bare), bare.n_bytes, &shown);
    if (sign && kk_csv_needs_sign(kk_str_c(&shown)))
        kk_str_addc(&field, '\'');
    kk_str_add(&field, kk_str_c(&shown));
    kk_str_clear(&shown);
    kk_csv_quote(&shown, kk_str_c(&field));
    if (!c->cp932)
        kk_str_add(&c->out, kk_str_c(&shown));
    else if (survives(c, kk_str_c(&shown), shown.n_bytes, &encoded))
        kk_str_addn(&c->out, kk_str_c(&encoded), encoded.n_bytes);
    else
        name_lost(c, kk_str_c(&field), row, title);
    kk_str_free(&bare);
    kk_str_free(&shown);
    kk_str_free(&field);
    kk_str_free(&encoded);
}

static void add_table(struct csv *c, const struct kk_made_part *m)
{
    struct kk_arena arena = {0};

    if (!c->cp932)
        kk_str_add(&c->out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < m->n_cols; i++) {
        kk_str_add(&c->out, i > 0 ? "," : "");
        add_field(c, kk_made_title(m, i), true, 1, kk_made_title(m, i));
    }
    kk_str_add(&c->out, "\r\n");
    for (size_t r = 0; r < m->n_rows; r++) {
        for (size_t i = 0; i < m->n_cols; i++) {
            const struct kk_val *v = &m->cell[r * m->n_cols + i];

            kk_str_add(&c->out, i > 0 ? "," : "");
            add_field(c, cell_text(c->paper, m->col[i], v, &arena),
                      v->type == KK_VTEXT, r + 2, kk_made_title(m, i));
        }
        kk_str_add(&c->out, "\r\n");
        kk_arena_free(&arena);
    }
}

static enum kk_status told_lost(const struct csv *c, struct kk_err *err)
{
    return kk_fail(err, KK_REFUSED,
                   "CP932 にない文字が%zuあり、書きませんでした。"
                   "csv（UTF-8）で書くか、文字を直してください。%s%s",
                   c->n_lost, kk_str_c(&c->lost),
                   c->n_lost > MAX_NAMED ? "\nほか" : "");
}

/* --- files -----------------------------------------------------------------
 */

static size_t tables(const struct kk_paper *p, bool data)
{
    size_t n = 0;

    for (size_t s = 0; s < p->n_sheets; s++)
        for (size_t i = 0; i < p->sheet[s].n_parts; i++)
            n += data ? p->sheet[s].part[i].part->data
                      : p->sheet[s].part[i].part->form == KK_PART_TABLE;
    return n;
}

/* PATH.csv, or where there are several PATH_SHEET.csv and PATH_SHEET-2.csv. */
static void name_file(const char *path, const struct kk_made_sheet *sheet,
                      size_t nth, bool alone, struct kk_str *out)
{
    const char *dot = strrchr(path, '.');

    kk_str_clear(out);
    if (alone) {
        kk_str_add(out, path);
        return;
    }
    kk_str_addn(out, path, (size_t)(dot - path));
    kk_str_addf(out, "_%s", sheet->sheet->name);
    if (nth > 1)
        kk_str_addf(out, "-%zu", nth);
    kk_str_add(out, dot);
}

static enum kk_status write_table(struct csv *c, const struct kk_made_part *m,
                                  const char *path, struct kk_err *err)
{
    kk_str_clear(&c->out);
    add_table(c, m);
    return c->n_lost > 0 ? told_lost(c, err)
                         : kk_file_replace(path, 0600, kk_str_c(&c->out),
                                           c->out.n_bytes, err);
}

static enum kk_status write_tables(struct csv *c, const char *path,
                                   struct kk_str *wrote, struct kk_err *err)
{
    const struct kk_paper *p = c->paper;
    bool data = tables(p, true) > 0, alone = tables(p, data) == 1;
    enum kk_status st = KK_OK;
    struct kk_str name = {0};

    for (size_t s = 0; s < p->n_sheets; s++) {
        size_t nth = 0;

        for (size_t i = 0; st == KK_OK && i < p->sheet[s].n_parts; i++) {
            const struct kk_made_part *m = &p->sheet[s].part[i];

            if (data ? !m->part->data : m->part->form != KK_PART_TABLE)
                continue;
            name_file(path, &p->sheet[s], ++nth, alone, &name);
            st = write_table(c, m, kk_str_c(&name), err);
            if (st == KK_OK)
                kk_str_addf(wrote, "%s\n", kk_str_c(&name));
        }
    }
    kk_str_free(&name);
    if (st == KK_OK && tables(p, data) == 0)
        st = kk_fail(err, KK_USAGE,
                     "「%s」には表がありません。xlsx か txt で書いてください。",
                     p->kind->title);
    return st;
}

static enum kk_status write_csv(const struct kk_paper *p, bool cp932,
                                const char *path, struct kk_str *wrote,
                                struct kk_err *err)
{
    struct csv c = {
        .paper = p, .cp932 = cp932, .to = NO_ICONV, .from = NO_ICONV};
    enum kk_status st = KK_OK;

    if (cp932) {
        c.to = iconv_open("CP932", "UTF-8");
        c.from = iconv_open("UTF-8", "CP932");
    }
    if (cp932 && (c.to == NO_ICONV || c.from == NO_ICONV))
        st = kk_fail(err, KK_IO,
                     "この環境では CP932 を書けません。csv で書いてください。");
    if (st == KK_OK)
        st = write_tables(&c, path, wrote, err);
    if (c.to != NO_ICONV)
        iconv_close(c.to);
    if (c.from != NO_ICONV)
        iconv_close(c.from);
    kk_str_free(&c.out);
    kk_str_free(&c.lost);
    return st;
}

enum kk_status kk_paper_csv(const struct kk_paper *p, const char *path,
                            struct kk_str *wrote, struct kk_err *err)
{
    return write_csv(p, false, path, wrote, err);
}

enum kk_status kk_paper_csv_cp932(const struct kk_paper *p, const char *path,
                                  struct kk_str *wrote, struct kk_err *err)
{
    return write_csv(p, true, path, wrote, err);
}
