/* The back ends of a paper, one a row, and the one way to write a file. */
#include "backends.h"

#include <kikusui/base/file.h>
#include <kikusui/base/utf8.h>

#include <string.h>

/* Whole at once, from memory. */
static enum kk_status put(const struct kk_str *all, const char *path,
                          struct kk_str *wrote, struct kk_err *err)
{
    enum kk_status st =
        kk_file_replace(path, 0600, kk_str_c(all), all->n_bytes, err);

    if (st == KK_OK)
        kk_str_addf(wrote, "%s\n", path);
    return st;
}

static enum kk_status text(const struct kk_paper *p, const char *path,
                           struct kk_str *wrote, struct kk_err *err)
{
    struct kk_str all = {0};
    enum kk_status st;

    kk_paper_text(p, &all);
    st = put(&all, path, wrote, err);
    kk_str_free(&all);
    return st;
}

static enum kk_status eml(const struct kk_paper *p, const char *path,
                          struct kk_str *wrote, struct kk_err *err)
{
    struct kk_str all = {0};
    enum kk_status st = kk_paper_eml(p, &all, err);

    if (st == KK_OK)
        st = put(&all, path, wrote, err);
    kk_str_free(&all);
    return st;
}

const struct kk_paper_format kk_paper_formats[] = {
    {"xlsx", "xlsx", kk_paper_xlsx},
    {"csv", "csv", kk_paper_csv},
    {"csv-cp932", "csv", kk_paper_csv_cp932},
    {"txt", "txt", text},
    {"eml", "eml", eml},
    {NULL, NULL, NULL},
};

const struct kk_paper_format *kk_find_paper_format(const char *name)
{
    for (size_t i = 0; kk_paper_formats[i].name != NULL; i++)
        if (name == NULL || strcmp(kk_paper_formats[i].name, name) == 0)
            return &kk_paper_formats[i];
    return NULL;
}

const char *kk_made_title(const struct kk_made_part *m, size_t col)
{
    const char *t = m->part->cols[col].title;

    return t != NULL ? t : m->col[col]->title != NULL ? m->col[col]->title : "";
}

/* --- what is no text -------------------------------------------------------
 */

static bool valid(const struct kk_val *v)
{
    uint32_t cp;

    for (size_t at = 0, len; v->type == KK_VTEXT && at < v->n_bytes;
         at += len) {
        len = kk_utf8_decode(v->s + at, v->n_bytes - at, &cp);
        if (len == 0 || cp == 0)
            return false;
    }
    return true;
}

static enum kk_status check_part(const struct kk_made_sheet *sheet,
                                 const struct kk_made_part *m,
                                 struct kk_err *err)
{
    for (size_t i = 0; i < m->n_rows * m->n_cols; i++)
        if (!valid(&m->cell[i]))
            return kk_fail(
                err, KK_REFUSED,
                "シート「%s」の%zu行目「%s」の文字が壊れています"
                "（記録 %lld）。この記録の文字を入れ直してください。",
                sheet->sheet->name, i / m->n_cols + 1,
                kk_made_title(m, i % m->n_cols),
                (long long)m->id[i / m->n_cols]);
    return KK_OK;
}

enum kk_status kk_paper_write(const struct kk_paper *p,
                              const struct kk_paper_format *f, const char *dir,
                              struct kk_str *wrote, struct kk_err *err)
{
    enum kk_status st = KK_OK;
    struct kk_str name = {0};
    char *path;

    for (size_t s = 0; s < p->n_sheets; s++)
        for (size_t i = 0; st == KK_OK && i < p->sheet[s].n_parts; i++)
            st = check_part(&p->sheet[s], &p->sheet[s].part[i], err);
    if (st == KK_OK)
        st = kk_dir_make(dir, 0700, err);
    if (st != KK_OK)
        return st;
    kk_paper_name(p, f->ending, &name);
    path = kk_path_join(dir, kk_str_c(&name));
    st = f->write(p, path, wrote, err);
    kk_free(path);
    kk_str_free(&name);
    return st;
}
