/* What needs a person after copies met: cells that several changed without
 * knowing of each other, and what must hold across rows. Derived from the
 * journal on every copy by the view `review`; decided at the office. */
#ifndef KIKUSUI_SYNC_REVIEW_H
#define KIKUSUI_SYNC_REVIEW_H

#include <kikusui/domain/feature.h>
#include <kikusui/store/journal.h>

struct kk_review_side { /* one of the entries between which it is */
    int64_t arrival;
    const char *entry;   /* its name */
    const char *node;    /* whose copy: K1 */
    const char *who;     /* the worker; "" unknown */
    const char *action;  /* label */
    const char *subject; /* label of the record it was about; "" none */
    const char *table;   /* and that record; NULL */
    kk_id row;
    const char *meant;   /* a line per argument: 予備機 SP-07 */
    const char *leaves;  /* a line for the state of each incident concerned,
                            and one per change that choosing it would make */
    bool looked;         /* what it would leave was worked out: "" is nothing */
    const char *why_not; /* why it cannot be chosen; NULL: it can */
    kk_time recorded, happened; /* happened is 0 where nobody told */
};
struct kk_review_cell {       /* one that differs */
    const char *row, *column; /* labels */
    const char **value;       /* in words, n_sides of them */
};
struct kk_review {
    kk_id id;
    const char *kind; /* conflict, or the invariant: spare_twice … */
    const char *title;
    bool acceptable; /* both may stand: no cell differs */
    bool decided;    /* before: a choice takes that decision's place */
    size_t n_sides, n_cells;
    struct kk_review_side *side; /* in the order in which they were recorded */
    struct kk_review_cell *cell;
    struct kk_arena arena;
};
/* KK_NONE: there is no such review, nor was one decided. leaves: also work out
 * what each choice would leave; that needs a preview and is left "" while
 * another process writes. */
enum kk_status kk_review_load(struct kk_ctx *ctx, kk_id id, bool leaves,
                              struct kk_review *out,
                              struct kk_err *err) KK_MUST;
void kk_review_free(struct kk_review *r);
/* How many there are: for the badge. */
enum kk_status kk_review_count(struct kk_db *db, int64_t *out,
                               struct kk_err *err) KK_MUST;

/* Decides it for one of its entries, inside the open transaction: every cell
 * gets that entry's value, and what the losing actions left behind is put
 * right by their `lost`. One that was decided before is decided anew, unless
 * somebody wrote there since. */
enum kk_status kk_review_choose(struct kk_ctx *ctx, kk_id id, int64_t arrival,
                                struct kk_err *err) KK_MUST;

/* Notes, in the open transaction, which decisions after that arrival did not
 * let stand what the node wrote. Part of an import. */
enum kk_status kk_review_note_lost(struct kk_db *db, const char *node,
                                   int64_t after, struct kk_err *err) KK_MUST;
/* What was noted and not yet seen (review.seen), a line each: record, value
 * that stands, the office's reason. Appends. */
enum kk_status kk_review_lost(struct kk_ctx *ctx, struct kk_str *out,
                              struct kk_err *err) KK_MUST;

/* The actions review.choose and review.accept, the listing reviews, and the
 * lists of nodes and of what came and went. */
extern const struct kk_feature kk_feature_sync;

#endif
