/* The lists that speak of a record: every one with a column KIND_id, whatever
 * feature it is of. */
#ifndef KIKUSUI_UI_LINKS_H
#define KIKUSUI_UI_LINKS_H

#include <kikusui/ui/ui.h>

struct kk_link {
    const struct kk_listing *listing;
    int64_t count; /* of its rows; more than 0 */
};
struct kk_links {
    size_t n, cap;
    struct kk_link *link;
};
/* *out is freed first. Hidden listings are left out, and `but` (NULL: none),
 * which the page shows in its own way. */
enum kk_status kk_links_load(struct kk_ctx *ctx, const char *kind, kk_id id,
                             const char *const *but, struct kk_links *out,
                             struct kk_err *err) KK_MUST;
void kk_links_free(struct kk_links *links);
/* Opens the nth list, of that record alone. */
void kk_links_open(const struct kk_links *links, size_t nth, struct kk_ui *ui,
                   const char *kind, kk_id id);

#endif
