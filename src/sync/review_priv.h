/* Between the files of the reviews only. */
#ifndef KIKUSUI_SYNC_REVIEW_PRIV_H
#define KIKUSUI_SYNC_REVIEW_PRIV_H

#include <kikusui/sync/review.h>

/* The arrivals of "name,name,…", in that order, in arena. */
enum kk_status kk_review_entries(struct kk_db *db, const char *entries,
                                 struct kk_arena *arena, int64_t **arrival,
                                 size_t *n, struct kk_err *err) KK_MUST;

/* A review that was decided before. kk_again_read fills all but db and review;
 * KK_NONE: it never was. _back writes what stood before the first decision,
 * where nobody wrote since, except into the settled cells, which _settle gives
 * the chosen entry's values. */
struct kk_again {
    struct kk_db *db;
    kk_id review;
    const char *entries; /* names of its sides */
    size_t n_decisions, cap_decisions, n_cells, cap_cells;
    int64_t *decision;      /* arrivals, the first one first */
    struct kk_settle *cell; /* without chosen */
    struct kk_arena arena;
};
enum kk_status kk_again_read(struct kk_again *a, struct kk_err *err) KK_MUST;
enum kk_status kk_again_back(struct kk_again *a, struct kk_err *err) KK_MUST;
enum kk_status kk_again_settle(struct kk_again *a, int64_t chosen,
                               struct kk_err *err) KK_MUST;
void kk_again_free(struct kk_again *a);

/* foretell and run of review.seen: what was told of lost entries is told no
 * more. */
void kk_review_foretell_seen(struct kk_ctx *ctx, const struct kk_args *a,
                             struct kk_str *out);
enum kk_status kk_review_seen(struct kk_ctx *ctx, const struct kk_args *a,
                              kk_id *id, struct kk_err *err) KK_MUST;

/* kind of the reviews of what only the office changes */
#define KK_REVIEW_OFFICE "office_only"
/* can and run of letting such a change stand, or taking it out: every cell gets
 * the value it had before, a row that it made is taken away. */
enum kk_status kk_review_office_can(struct kk_ctx *ctx, kk_id subject,
                                    struct kk_err *err) KK_MUST;
enum kk_status kk_review_take_out(struct kk_ctx *ctx, const struct kk_args *a,
                                  kk_id *id, struct kk_err *err) KK_MUST;

#endif
