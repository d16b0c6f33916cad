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

static enum kk_status make_and_write(struct kk_app *app, const char *dir,
                                     const struct kk_paper_kind *kind,
                                     const char *period_text,
                                     const struct kk_paper_format *f,
                                     struct kk_err *err)
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
        st = kk_paper_write(&paper, f, dir, &app->out, err);
    kk_paper_free(&paper);
    return st;
}

enum kk_status kk_cmd_report(struct kk_app *app, const struct kk_parsed *p,
                             struct kk_err *err)
{
    const struct kk_paper_kind *kind = kk_find_paper(p->word[0]);
    const char *as_file = kk_parsed_opt(p, "as-file");
    const char *dir = kk_parsed_opt(p, "to");
    const struct kk_paper_format *f;
    enum kk_status st = KK_OK;

    if (kind == NULL)
        return no_paper(p->word[0], err);
    f = kk_find_paper_format(as_file != NULL ? as_file : kind->form);
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
