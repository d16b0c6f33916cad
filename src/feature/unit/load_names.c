/* The names of the city's list, matched against ours. */
#include "load_names.h"

#include <kikusui/base/fold.h>
#include <kikusui/domain/sheet.h>
#include <kikusui/store/journal.h>

#include <string.h>

void kk_names_add(struct kk_names *n, kk_id id, kk_id of, const char *name)
{
    kk_grow(&n->item, &n->cap, n->n + 1, sizeof *n->item);
    n->item[n->n++] = (struct kk_named){
        .id = id, .of = of, .name = kk_arena_strdup(&n->arena, name)};
    n->n_asked = 0;
}

enum kk_status kk_names_read(struct kk_ctx *ctx, const char *query,
                             struct kk_names *out, struct kk_err *err)
{
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(ctx->db, query, NULL, &cur, err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        const char *name = kk_cur_text(cur, 1);

        if (name == NULL)
            continue;
        kk_names_add(out, kk_cur_int(cur, 0), kk_cur_int(cur, 2), name);
        out->item[out->n - 1].extra =
            kk_arena_strdup(&out->arena, kk_cur_text(cur, 3));
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}

struct former {
    struct kk_names *out;
    size_t n; /* items of today */
    bool of;
};

static void add_former(void *user, kk_id row, const struct kk_val *val)
{
    struct former *f = user;
    kk_id last = 0;

    if (val->type != KK_VTEXT)
        return;
    for (size_t i = 0; i < f->n; i++) {
        struct kk_named is = f->out->item[i]; /* adding moves the items */

        if ((f->of ? is.of : is.id) != row || is.id == last)
            continue;
        last = is.id;
        kk_names_add(f->out, is.id, is.of, val->s);
        f->out->item[f->out->n - 1].extra = is.extra;
        f->out->item[f->out->n - 1].former = true;
    }
}

enum kk_status kk_names_former(struct kk_ctx *ctx, const char *table,
                               const char *column, bool of,
                               struct kk_names *out, struct kk_err *err)
{
    const struct kk_table *t = kk_catalog_named(kk_db_catalog(ctx->db), table);
    struct former f = {.out = out, .n = out->n, .of = of};

    return kk_journal_former(ctx->db, t->id, kk_table_named(t, column)->id,
                             add_former, &f, err);
}

static const struct kk_named *named(const struct kk_names *n, const char *name)
{
    for (size_t i = 0; i < n->n; i++)
        if (strcmp(n->item[i].name, name) == 0)
            return &n->item[i];
    return NULL;
}

enum kk_status kk_names_synonyms(const char *kind, struct kk_names *out,
                                 struct kk_err *err)
{
    struct kk_sheet s;
    bool words_only = out->n == 0;
    enum kk_status st = kk_sheet_open("contract/synonym.csv", &s, err);

    for (size_t i = 0; st == KK_OK && i < s.n; i++) {
        const char *ours = kk_sheet_cell(&s, i, "ours");
        const struct kk_named *item;

        if (strcmp(kk_sheet_cell(&s, i, "kind"), kind) != 0)
            continue;
        item = named(out, ours);
        if (item == NULL && words_only) {
            kk_names_add(out, (kk_id)i + 1, 0, ours);
            out->item[out->n - 1].extra = out->item[out->n - 1].name;
            item = &out->item[out->n - 1];
        }
        if (item != NULL) {
            struct kk_named same = *item; /* adding moves the items */

            kk_names_add(out, same.id, same.of, kk_sheet_cell(&s, i, "theirs"));
            out->item[out->n - 1].extra = same.extra;
        }
    }
    if (st == KK_OK)
        kk_sheet_close(&s);
    return st;
}

static void written(const struct kk_names *n, const char *text,
                    struct kk_str *out)
{
    if (n->how == KK_NAMES_IDENT)
        kk_ident(text, out);
    else
        kk_fold(text, out);
}

/* Equal folds win over a name that only says more in brackets. */
static size_t search_of(const struct kk_names *n, const char *text, kk_id of,
                        bool former, const struct kk_named **out)
{
    struct kk_str want = {0}, have = {0};
    size_t exact = 0, loose = 0;
    const struct kk_named *near = NULL;

    written(n, text, &want);
    for (size_t i = 0; i < n->n; i++) {
        const struct kk_named *it = &n->item[i];

        if ((of != 0 && it->of != of) || it->former != former)
            continue;
        kk_str_clear(&have);
        written(n, it->name, &have);
        if (kk_streq(kk_str_c(&have), kk_str_c(&want))) {
            exact += exact == 0 || (*out)->id != it->id;
            *out = it;
        } else if (n->how == KK_NAMES_LOOSE && kk_fold_eq(it->name, text)) {
            loose += loose == 0 || near->id != it->id;
            near = it;
        }
    }
    kk_str_free(&want);
    kk_str_free(&have);
    if (exact > 0)
        return exact;
    *out = near;
    return loose;
}

static size_t search(const struct kk_names *n, const char *text, kk_id of,
                     const struct kk_named **out)
{
    size_t found = search_of(n, text, of, false, out);

    return found > 0 ? found : search_of(n, text, of, true, out);
}

size_t kk_names_find(struct kk_names *n, const char *text, kk_id of,
                     const struct kk_named **out)
{
    struct kk_asked *a;

    *out = NULL;
    for (size_t i = 0; i < n->n_asked; i++) {
        a = &n->asked[i];
        if (a->of == of && strcmp(a->text, text) == 0) {
            *out = a->named;
            return a->found;
        }
    }
    kk_grow(&n->asked, &n->cap_asked, n->n_asked + 1, sizeof *n->asked);
    a = &n->asked[n->n_asked];
    *a = (struct kk_asked){.text = kk_arena_strdup(&n->arena, text), .of = of};
    a->found = search(n, text, of, &a->named);
    *out = a->named;
    /* A hostile list of a million different names must not fill memory. */
    if (n->n_asked < 1000)
        n->n_asked++;
    return a->found;
}

void kk_names_free(struct kk_names *n)
{
    kk_free(n->item);
    kk_free(n->asked);
    kk_arena_free(&n->arena);
    *n = (struct kk_names){0};
}
