/* kikusui load ledger, load holidays, load counters. */
#include "commands.h"

#include <kikusui/base/file.h>
#include <kikusui/feature/load.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A list of 500,000 rows is about this large; more is no list. */
#define MAX_FILE_BYTES ((size_t)256 << 20)

static enum kk_status read_as_of(struct kk_app *app, const char *text,
                                 kk_time *out, struct kk_err *err)
{
    kk_day day;
    enum kk_status st;

    *out = 0;
    if (text == NULL)
        return KK_OK;
    st = kk_day_parse(text, kk_now(&app->clock), &day, err);
    if (st != KK_OK) {
        kk_err_prefix(err, "--as-of: ");
        return KK_USAGE;
    }
    *out = kk_day_start(day);
    return KK_OK;
}

/* The lines of `words`, an array of texts. */
static void json_lines(struct kk_str *out, const char *words)
{
    struct kk_str line = {0};
    bool first = true;

    kk_str_addc(out, '[');
    while (*words != '\0') {
        size_t n = strcspn(words, "\n");

        kk_str_clear(&line);
        kk_str_addn(&line, words, n);
        kk_str_add(out, first ? "" : ",");
        first = false;
        kk_json_text(out, kk_str_c(&line));
        words += n + (words[n] == '\n');
    }
    kk_str_addc(out, ']');
    kk_str_free(&line);
}

static void print_json(struct kk_app *app, const struct kk_loaded *l)
{
    kk_str_add(&app->out, "{\"encoding\":");
    kk_json_text(&app->out, l->encoding);
    kk_str_addf(
        &app->out,
        ",\"rows\":%" PRId64 ",\"added\":%" PRId64 ",\"changed\":%" PRId64
        ",\"same\":%" PRId64 ",\"moved\":%" PRId64 ",\"bad\":%" PRId64
        ",\"new_depts\":%" PRId64 ",\"new_releases\":%" PRId64
        ",\"kept\":%" PRId64 ",\"overwritten\":%" PRId64
        ",\"vanished\":%" PRId64 ",\"words\":",
        l->rows, l->added, l->changed, l->same, l->moved, l->bad, l->new_depts,
        l->new_releases, l->kept, l->overwritten, l->vanished);
    json_lines(&app->out, kk_str_c(&l->words));
    kk_str_add(&app->out, "}\n");
}

/* A line of names and one of values. */
static void print_tsv(struct kk_app *app, const struct kk_loaded *l)
{
    kk_str_add(&app->out, "rows\tadded\tchanged\tsame\tmoved\tbad\tnew_depts\t"
                          "new_releases\tkept\toverwritten\tvanished\n");
    kk_str_addf(&app->out,
                "%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64
                "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64
                "\t%" PRId64 "\n",
                l->rows, l->added, l->changed, l->same, l->moved, l->bad,
                l->new_depts, l->new_releases, l->kept, l->overwritten,
                l->vanished);
}

static void print_counts(struct kk_app *app, const struct kk_loaded *l,
                         bool preview)
{
    kk_out_line(app,
                "%s%" PRId64 "行（%s）: 新規 %" PRId64 " 変更 %" PRId64
                " 変わらず %" PRId64 " 誤り %" PRId64,
                preview ? "読み込むと " : "", l->rows, l->encoding, l->added,
                l->changed, l->same, l->bad);
    if (l->moved + l->new_depts + l->new_releases > 0)
        kk_out_line(
            app, "異動 %" PRId64 " 新しい部署 %" PRId64 " 新しい媒体 %" PRId64,
            l->moved, l->new_depts, l->new_releases);
    if (l->kept + l->overwritten + l->vanished > 0)
        kk_out_line(app,
                    "こちらの値を残した欄 %" PRId64
                    " 一覧の値に変えた欄 %" PRId64 " 一覧にない機器 %" PRId64,
                    l->kept, l->overwritten, l->vanished);
}

/* A preview ends as the load would. */
static enum kk_status refuse_bad(const struct kk_loaded *l,
                                 const struct kk_load *how, struct kk_err *err)
{
    if (!how->preview || how->accept_good || l->bad == 0)
        return KK_OK;
    return kk_fail(
        err, KK_REFUSED,
        "%" PRId64
        "行に誤りがあり、このままでは読み込めません。" KK_LOAD_GOOD_ONLY,
        l->bad);
}

typedef enum kk_status load_fn(struct kk_ctx *, const char *, size_t,
                               const struct kk_load *, struct kk_loaded *,
                               struct kk_err *);

static enum kk_status run(struct kk_app *app, const struct kk_parsed *p,
                          load_fn *load, struct kk_err *err)
{
    struct kk_load how = {
        .segment = kk_parsed_opt(p, "segment"),
        .preview = kk_parsed_opt(p, "preview") != NULL,
        .accept_good = kk_parsed_opt(p, "accept-good") != NULL,
        .progress = kk_app_progress,
        .user = app,
    };
    struct kk_loaded l = {0};
    struct kk_str bytes = {0};
    enum kk_status st =
        read_as_of(app, kk_parsed_opt(p, "as-of"), &how.as_of, err);

    if (st == KK_OK)
        st = kk_ctx_need_worker(&app->ctx, err);
    if (st == KK_OK)
        st = kk_file_read(p->word[0], MAX_FILE_BYTES, false, &bytes, err);
    if (st == KK_NONE)
        st = kk_fail(err, KK_REFUSED, "%s がありません", p->word[0]);
    if (st == KK_OK)
        st = load(&app->ctx, kk_str_c(&bytes), bytes.n_bytes, &how, &l, err);
    if (st == KK_OK && app->format == KK_FMT_JSON) {
        print_json(app, &l);
    } else if (st == KK_OK) {
        if (app->format == KK_FMT_TSV)
            print_tsv(app, &l);
        else
            print_counts(app, &l, how.preview);
        kk_str_add(&app->note, kk_str_c(&l.words));
    } else if (l.words.n_bytes > 0) {
        /* every bad row, before the reason why nothing was taken */
        kk_str_add(&app->note, l.words.s);
    }
    if (st == KK_OK)
        st = refuse_bad(&l, &how, err);
    kk_loaded_free(&l);
    kk_str_free(&bytes);
    return st;
}

enum kk_status kk_cmd_load_ledger(struct kk_app *app, const struct kk_parsed *p,
                                  struct kk_err *err)
{
    return run(app, p, kk_load_ledger, err);
}

enum kk_status kk_cmd_load_holidays(struct kk_app *app,
                                    const struct kk_parsed *p,
                                    struct kk_err *err)
{
    return run(app, p, kk_load_holidays, err);
}

enum kk_status kk_cmd_load_counters(struct kk_app *app,
                                    const struct kk_parsed *p,
                                    struct kk_err *err)
{
    return run(app, p, kk_load_counters, err);
}
