/* The lists that speak of a record. */
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/ui/links.h>
#include <kikusui/ui/pages.h>

#include <stdio.h>
#include <string.h>

enum { COUNT_MAX = 10000 };

struct of { /* the filter that a record's rows pass */
    char col[48], id[32];
    struct kk_filter filter[2];
};

static void of_record(struct of *of, const char *kind, kk_id id)
{
    kk_fmt(of->col, sizeof of->col, "%s_id", kind);
    snprintf(of->id, sizeof of->id, "%lld", (long long)id);
    of->filter[0] = (struct kk_filter){of->col, of->id};
    of->filter[1] = (struct kk_filter){NULL, NULL};
}

static bool left_out(const struct kk_listing *l, const char *const *but)
{
    for (; but != NULL && *but != NULL; but++)
        if (strcmp(*but, l->name) == 0)
            return true;
    return (l->flags & KK_LIST_HIDDEN) != 0;
}

enum kk_status kk_links_load(struct kk_ctx *ctx, const char *kind, kk_id id,
                             const char *const *but, struct kk_links *out,
                             struct kk_err *err)
{
    const struct kk_listing *l;
    struct of of;
    enum kk_status st = KK_OK;

    kk_links_free(out);
    of_record(&of, kind, id);
    for (size_t i = 0; st == KK_OK && (l = kk_listing_at(ctx->reg, i)) != NULL;
         i++) {
        struct kk_query q = {.listing = l, .filters = of.filter, .limit = 1};
        int64_t count;

        if (left_out(l, but) || !kk_listing_has(l, of.col))
            continue;
        st = kk_listing_count(ctx, &q, COUNT_MAX, &count, err);
        if (st != KK_OK || count == 0)
            continue;
        kk_grow(&out->link, &out->cap, out->n + 1, sizeof *out->link);
        out->link[out->n++] = (struct kk_link){l, count};
    }
    return st;
}

void kk_links_free(struct kk_links *links)
{
    kk_free(links->link);
    *links = (struct kk_links){0};
}

void kk_links_open(const struct kk_links *links, size_t nth, struct kk_ui *ui,
                   const char *kind, kk_id id)
{
    struct of of;

    if (nth >= links->n)
        return;
    of_record(&of, kind, id);
    kk_ui_push(ui,
               kk_listing_page(ui, links->link[nth].listing, of.filter, NULL));
}
