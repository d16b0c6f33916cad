/* kikusui deliver: all that of a month is handed to the city. */
#include "deliver.h"

#include <kikusui/base/file.h>

#include <string.h>

/* What was written stands in `wrote`, a path a line. */
static enum kk_status add_sums(struct deliver *d, const struct kk_paper *paper,
                               const struct kk_str *wrote)
{
    enum kk_status st = KK_OK;

    for (const char *s = kk_str_c(wrote); st == KK_OK && *s != '\0';) {
        size_t n = strcspn(s, "\n");
        char *path = kk_strndup(s, n);

        st = kk_sums_add(&d->sums, paper, path, d->err);
        kk_free(path);
        s += n + (s[n] == '\n');
    }
    return st;
}

static enum kk_status write_one(struct deliver *d,
                                const struct kk_paper_kind *kind)
{
    struct kk_paper paper;
    struct kk_str wrote = {0};
    enum kk_status st =
        kk_paper_make(d->ctx, kind, &d->period, d->draft, &paper, d->err);

    if (st != KK_OK)
        return st;
    if (kk_paper_has_cause(&paper))
        st = kk_paper_write(&paper, kk_find_paper_format(kind->form), d->dir,
                            &wrote, d->err);
    kk_str_add(&d->files, kk_str_c(&wrote));
    if (st == KK_OK)
        st = add_sums(d, &paper, &wrote);
    kk_str_free(&wrote);
    kk_paper_free(&paper);
    return st;
}

static enum kk_status write_sums(struct deliver *d)
{
    struct kk_str text = {0}, name = {0};
    enum kk_status st;
    char *path;

    kk_sums_name(&d->period, d->draft, &name);
    kk_sums_text(&d->sums, &d->period, d->draft, d->made, kk_str_c(&d->vector),
                 &text);
    path = kk_path_join(d->dir, kk_str_c(&name));
    st = kk_file_replace(path, 0600, kk_str_c(&text), text.n_bytes, d->err);
    if (st == KK_OK)
        kk_str_addf(&d->files, "%s\n", path);
    kk_free(path);
    kk_str_free(&text);
    kk_str_free(&name);
    return st;
}

enum kk_status kk_deliver_write(struct deliver *d)
{
    enum kk_status st = kk_dir_make(d->dir, 0700, d->err);
    const struct kk_paper_kind *kind;
    int64_t done = 0;
    size_t i = 0;

    while (st == KK_OK && (kind = kk_month_paper(&i)) != NULL) {
        if (!kk_app_progress(d->app, done++, (int64_t)d->n, kind->title))
            st = kk_fail(d->err, KK_CANCELLED, "中止しました");
        else
            st = write_one(d, kind);
    }
    if (st == KK_OK)
        st = write_sums(d);
    if (st == KK_OK)
        (void)kk_app_progress(d->app, (int64_t)d->n, (int64_t)d->n, "");
    return st;
}

/* On stderr, so that stdout has the files alone. */
static enum kk_status tell_gaps(struct deliver *d)
{
    struct kk_gaps gaps;
    enum kk_status st = kk_gaps_read(d->ctx, &d->period, &gaps, d->err);

    if (st == KK_OK && gaps.n > 0) {
        kk_str_addf(&d->app->note,
                    "足りないもの %zu件（そろうまで確定できない %zu、理由を"
                    "添えれば確定できる %zu、了承済 %zu）\n",
                    gaps.n, gaps.n_must, gaps.n_open - gaps.n_must,
                    gaps.n - gaps.n_open);
        kk_gaps_words(&gaps, &d->period, true, &d->app->note);
    }
    kk_gaps_free(&gaps);
    return st;
}

static enum kk_status draft(struct deliver *d)
{
    enum kk_status st = kk_vector(d->ctx, &d->vector, d->err);

    if (st == KK_OK)
        st = kk_deliver_write(d);
    kk_str_add(&d->app->out, kk_str_c(&d->files));
    return st == KK_OK ? tell_gaps(d) : st;
}

/* Every paper of the set is of the same month. */
static enum kk_status parse_month(struct deliver *d)
{
    const struct kk_paper_kind *kind, *first = NULL;
    size_t i = 0;

    for (; (kind = kk_month_paper(&i)) != NULL; d->n++)
        if (first == NULL)
            first = kind;
    return kk_period_parse(d->ctx, first, d->parsed->word[0], &d->period,
                           d->err);
}

enum kk_status kk_cmd_deliver(struct kk_app *app, const struct kk_parsed *p,
                              struct kk_err *err)
{
    const char *to = kk_parsed_opt(p, "to");
    struct deliver d = {.app = app,
                        .parsed = p,
                        .ctx = &app->ctx,
                        .dir = to == NULL ? "." : to,
                        .draft = kk_parsed_opt(p, "final") == NULL,
                        .made = kk_time_cut(kk_now(app->ctx.clock)),
                        .err = err};
    enum kk_status st = parse_month(&d);

    if (st == KK_OK)
        st = d.draft ? draft(&d) : kk_deliver_final(&d);
    kk_sums_free(&d.sums);
    kk_str_free(&d.vector);
    kk_str_free(&d.files);
    return st;
}
