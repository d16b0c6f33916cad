/* kikusui report: one paper for the city, to a file. */
#include "commands.h"

#include <kikusui/base/file.h>
#include <kikusui/base/shown.h>
#include <kikusui/report/paper.h>

#include <string.h>

static enum kk_status no_paper(const char *name, struct kk_err *err)
{
    struct kk_str all = {0};

    for (size_t i = 0; kk_papers[i] != NULL; i++)
        if (kk_find_paper(kk_papers[i]->name) == kk_papers[i])
            kk_str_addf(&all, " %s", kk_papers[i]->name);
    (void)kk_fail(err, KK_USAGE,
                  "「%.*s」という書類はありません。次のどれかです:%s",
                  KK_CUT(name, 40), kk_str_c(&all));
    kk_str_free(&all);
    return KK_USAGE;
}

static enum kk_status write_text(const struct kk_paper *paper, const char *path,
                                 struct kk_err *err)
{
    struct kk_str text = {0};
    enum kk_status st;

    kk_paper_text(paper, &text);
    st = kk_file_replace(path, 0600, kk_str_c(&text), text.n_bytes, err);
    kk_str_free(&text);
    return st;
}

/* The back ends, one a row. */
static const struct format {
    const char *name, *ending;
    enum kk_status (*write)(const struct kk_paper *, const char *path,
                            struct kk_err *);
} formats[] = {
    {"xlsx", "xlsx", kk_paper_xlsx},
    {"txt", "txt", write_text},
};

static const struct format *find_format(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (name == NULL || strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

static enum kk_status write_paper(struct kk_app *app, const char *dir,
                                  const struct kk_paper *paper,
                                  const struct format *f, struct kk_err *err)
{
    struct kk_str name = {0};
    enum kk_status st = kk_dir_make(dir, 0700, err);
    char *path;

    kk_paper_name(paper, f->ending, &name);
    path = kk_path_join(dir, kk_str_c(&name));
    kk_str_free(&name);
    if (st == KK_OK)
        st = f->write(paper, path, err);
    if (st == KK_OK)
        kk_str_addf(&app->out, "%s\n", path);
    kk_free(path);
    return st;
}

static enum kk_status make_and_write(struct kk_app *app, const char *dir,
                                     const struct kk_paper_kind *kind,
                                     const char *period_text,
                                     const struct format *f, struct kk_err *err)
{
    struct kk_period period;
    struct kk_paper paper;
    enum kk_status st =
        kk_period_parse(&app->ctx, kind, period_text, &period, err);

    if (st == KK_OK)
        st = kk_paper_make(&app->ctx, kind, &period, true, &paper, err);
    if (st != KK_OK)
        return st;
    if (kk_paper_has_cause(&paper))
        st = write_paper(app, dir, &paper, f, err);
    kk_paper_free(&paper);
    return st;
}

enum kk_status kk_cmd_report(struct kk_app *app, const struct kk_parsed *p,
                             struct kk_err *err)
{
    const struct format *f = find_format(kk_parsed_opt(p, "as-file"));
    const char *dir = kk_parsed_opt(p, "to");
    enum kk_status st = KK_OK;

    if (kk_find_paper(p->word[0]) == NULL)
        return no_paper(p->word[0], err);
    if (f == NULL)
        return kk_fail(err, KK_USAGE,
                       "--as-file は xlsx、csv、csv-cp932、txt、"
                       "eml のどれかです");
    for (size_t i = 0; st == KK_OK && kk_papers[i] != NULL; i++)
        if (strcmp(kk_papers[i]->name, p->word[0]) == 0)
            st = make_and_write(app, dir == NULL ? "." : dir, kk_papers[i],
                                p->word[1], f, err);
    return st;
}
