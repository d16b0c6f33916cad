/* What a month's papers lack before they may be final, each with where to go:
 * the listing `gaps` held against what the office accepted for a reason. */
#ifndef KIKUSUI_REPORT_GAPS_H
#define KIKUSUI_REPORT_GAPS_H

#include <kikusui/report/paper.h>

struct kk_gap {
    const char *key, *kind, *no, *place, *what; /* "" what is not known */
    const char *go;                             /* a command */
    const char *target;                         /* kind of the record `id` */
    const char *reason;                         /* for which it may be so */
    kk_id id;
    bool must; /* no reason lifts it */
};
struct kk_gaps {
    size_t n, cap;
    size_t n_must, n_open; /* that no reason lifts; that nobody accepted yet */
    struct kk_gap *gap;
    struct kk_arena arena;
};
enum kk_status kk_gaps_read(struct kk_ctx *ctx, const struct kk_period *period,
                            struct kk_gaps *out, struct kk_err *err) KK_MUST;
void kk_gaps_free(struct kk_gaps *g);
/* A line each. Appends. */
void kk_gaps_words(const struct kk_gaps *g, const struct kk_period *period,
                   bool accepted_too, struct kk_str *out);

#endif
