/* The order of columns of the list that the city lent: each load.ledger keeps
 * what it read in its entry. */
#include "papers.h"

#include <kikusui/store/db.h>
#include <kikusui/store/journal.h>

#include <string.h>

static const char *arg_of(const struct kk_entry *e, const char *name)
{
    for (size_t i = 0; i < e->n_args; i++)
        if (strcmp(e->arg[i].name, name) == 0 && e->arg[i].value != NULL)
            return e->arg[i].value;
    return "";
}

static size_t commas(const char *s)
{
    size_t n = 0;

    for (; *s != '\0'; s++)
        n += *s == ',';
    return n;
}

/* Of the lists that were loaded the one with most columns: another may have
 * brought only what it set right. */
static enum kk_status fullest(struct kk_ctx *ctx, const char *segment,
                              struct kk_arena *arena, const char **titles,
                              struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(ctx->db, "paper/lent", NULL, &cur, err);

    *titles = "";
    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        struct kk_entry e;
        const char *of, *columns;

        st = kk_journal_entry(ctx->db, kk_cur_int(cur, 0), arena, &e, err);
        if (st != KK_OK)
            break;
        of = arg_of(&e, "segment");
        columns = arg_of(&e, "columns");
        if ((*of == '\0' || strcmp(of, segment) == 0) && *columns != '\0' &&
            (**titles == '\0' || commas(columns) > commas(*titles)))
            *titles = columns;
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

static const struct kk_paper_col *titled(const struct kk_paper_col *all,
                                         const char *title, size_t n)
{
    for (; all->col != NULL; all++)
        if (all->title != NULL && strlen(all->title) == n &&
            strncmp(all->title, title, n) == 0)
            return all;
    return NULL;
}

enum kk_status kk_lent_columns(struct kk_ctx *ctx, const char *segment,
                               const struct kk_paper_col *all,
                               struct kk_arena *arena,
                               const struct kk_paper_col **out,
                               struct kk_err *err)
{
    const char *titles, *at;
    size_t n = 0, most = 0;
    struct kk_paper_col *cols;
    bool ours = false;
    enum kk_status st = fullest(ctx, segment, arena, &titles, err);

    *out = all;
    if (st != KK_OK || *titles == '\0')
        return st;
    while (all[most].col != NULL)
        most++;
    cols = kk_arena_alloc(arena, (most + commas(titles) + 2) * sizeof *cols);
    for (at = titles; *at != '\0'; at += strspn(at, ",")) {
        size_t len = strcspn(at, ",");
        const struct kk_paper_col *c = titled(all, at, len);

        if (c != NULL)
            cols[n++] = *c;
        at += len;
    }
    /* What we say of each row stands behind. */
    for (size_t i = 0; i < most; i++) {
        ours = ours || strcmp(all[i].col, "change") == 0;
        if (ours)
            cols[n++] = all[i];
    }
    cols[n] = (struct kk_paper_col){0};
    *out = cols;
    return KK_OK;
}
