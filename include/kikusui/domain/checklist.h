/* The checklist of an incident (data/workflow/steps.csv; doc/contract-data.md
 * says what its columns mean): which steps of its device class apply, which
 * are done, what is next and why another waits, and which action refuses while
 * a step is open. */
#ifndef KIKUSUI_DOMAIN_CHECKLIST_H
#define KIKUSUI_DOMAIN_CHECKLIST_H

#include <kikusui/base/mem.h>
#include <kikusui/domain/ctx.h>

struct kk_check_step {
    const char *key, *label, *action, *gate;
    const char *why;  /* waiting: 連絡の後; "" otherwise */
    const char *note; /* when it was done, or with what; "" */
    bool done;
    bool passed;  /* skipped: a later step is done */
    bool waiting; /* not done, and another has to come first */
    bool tick;    /* done by hand: incident.step */
    bool skip;
};
struct kk_checklist { /* the steps that apply, in order */
    size_t n, n_done;
    int next; /* index, -1: none */
    struct kk_check_step *step;
};
/* Everything lives in `arena`. KK_NONE: no such incident. */
enum kk_status kk_checklist_load(struct kk_ctx *ctx, kk_id incident,
                                 struct kk_arena *arena,
                                 struct kk_checklist *out,
                                 struct kk_err *err) KK_MUST;
/* KK_REFUSED, naming the step, while one whose gate is that action is open. */
enum kk_status kk_checklist_gate(const struct kk_checklist *list,
                                 const char *action,
                                 struct kk_err *err) KK_MUST;
/* By key or label; NULL: none that applies. */
const struct kk_check_step *kk_checklist_find(const struct kk_checklist *list,
                                              const char *name);

#endif
