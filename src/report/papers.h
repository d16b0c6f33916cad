/* Between the files of the report layer: the papers that kk_papers names. */
#ifndef KIKUSUI_SRC_REPORT_PAPERS_H
#define KIKUSUI_SRC_REPORT_PAPERS_H

#include <kikusui/report/paper.h>

/* Ends every table of these. */
#define KK_PAPER_END                                                           \
    {                                                                          \
        0                                                                      \
    }
/* The columns of a part in pairs: what, and its value. */
extern const struct kk_paper_col kk_pairs[];

/* Those of all that the city's list of a segment has, in its order, and what
 * stands behind them from `change` on; all while no such list was loaded. Into
 * arena. */
enum kk_status kk_lent_columns(struct kk_ctx *ctx, const char *segment,
                               const struct kk_paper_col *all,
                               struct kk_arena *arena,
                               const struct kk_paper_col **out,
                               struct kk_err *err) KK_MUST;

extern const struct kk_paper_kind kk_paper_ledger_insurance,
    kk_paper_ledger_relay, kk_paper_ledger_residents;
/* The rows of a part that no statement can read: see kk_part.rows. */
enum kk_status kk_corrections(struct kk_ctx *ctx,
                              const struct kk_period *period,
                              struct kk_arena *arena, struct kk_made_part *out,
                              struct kk_err *err) KK_MUST;

extern const struct kk_paper_kind kk_paper_completion, kk_paper_mail,
    kk_paper_media, kk_paper_minutes, kk_paper_monthly, kk_paper_others,
    kk_paper_pages, kk_paper_proposals, kk_paper_questions,
    kk_paper_responsible, kk_paper_roster, kk_paper_security;

#endif
