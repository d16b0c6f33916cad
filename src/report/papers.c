/* Every paper, in the order of §11. */
#include "papers.h"

#include <string.h>

const struct kk_paper_kind *const kk_papers[] = {
    &kk_paper_security,
    &kk_paper_monthly,
    &kk_paper_completion,
    &kk_paper_ledger_residents,
    &kk_paper_ledger_insurance,
    &kk_paper_ledger_relay,
    &kk_paper_questions,
    &kk_paper_proposals,
    &kk_paper_others,
    &kk_paper_pages,
    &kk_paper_media,
    &kk_paper_roster,
    &kk_paper_responsible,
    &kk_paper_minutes,
    &kk_paper_mail,
    NULL,
};

const struct kk_paper_col kk_pairs[] = {
    {"label", NULL, 18},
    {"value", NULL, 70},
    KK_PAPER_END,
};

const struct kk_paper_kind *kk_find_paper(const char *name)
{
    for (size_t i = 0; kk_papers[i] != NULL; i++)
        if (strcmp(kk_papers[i]->name, name) == 0)
            return kk_papers[i];
    return NULL;
}
