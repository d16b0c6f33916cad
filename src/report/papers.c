/* Every paper, in the order of §11. */
#include "papers.h"

#include <string.h>

const struct kk_paper_kind *const kk_papers[] = {
    &kk_paper_questions,
    NULL,
};

const struct kk_paper_kind *kk_find_paper(const char *name)
{
    for (size_t i = 0; kk_papers[i] != NULL; i++)
        if (strcmp(kk_papers[i]->name, name) == 0)
            return kk_papers[i];
    return NULL;
}
