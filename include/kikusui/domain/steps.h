/* The steps of a record (data/workflow/steps.csv; doc/contract-data.md says
 * what its columns mean): which of its kind and class apply by its facts
 * (data/feature/KIND/facts.sql, :id bound), which are done, what is next and
 * why another waits, and which action an open step gates. */
#ifndef KIKUSUI_DOMAIN_STEPS_H
#define KIKUSUI_DOMAIN_STEPS_H

#include <kikusui/domain/check.h>

struct kk_step {
    const char *key, *label, *action, *gate;
    const char *with; /* what its form begins with: to=メーカー …; "" */
    const char *why;  /* waiting: 連絡の後; "" otherwise */
    const char *note; /* when it was done, or with what; how far it is; "" */
    bool done;        /* or left out for a reason, which is the note */
    bool passed;      /* skipped: a later step is done */
    bool waiting;     /* not done, and another has to come first */
    bool tick;        /* done by hand: KIND.step */
    bool skip;
    bool gates; /* its gate_if holds */
    bool firm;  /* left out by an action of its own alone, never by KIND.step */
};
/* Why not yet, else its note; never NULL. */
const char *kk_step_note(const struct kk_step *s);
struct kk_steps { /* the steps that apply, in order */
    size_t n, n_done;
    int next; /* index, -1: none */
    struct kk_step *step;
};
/* Has the kind steps at all, that is, a facts.sql? */
bool kk_steps_has(const struct kk_kind *kind);
/* Everything lives in `arena`. KK_NONE: no such record. */
enum kk_status kk_steps_load(struct kk_ctx *ctx, const struct kk_kind *kind,
                             kk_id id, struct kk_arena *arena,
                             struct kk_steps *out, struct kk_err *err) KK_MUST;
/* By key or label; NULL: none that applies. */
const struct kk_step *kk_steps_find(const struct kk_steps *list,
                                    const char *name);
/* Every open step whose gate is done already, as a rule that is broken. */
enum kk_status kk_steps_faults(struct kk_ctx *ctx, const struct kk_kind *kind,
                               kk_id id, struct kk_faults *out,
                               struct kk_err *err) KK_MUST;

/* The parameters behind the record, and `run`, of an action that ticks a step
 * of its kind or leaves it out for a reason (KIND.step). */
/* clang-format off */
#define KK_P_STEP                                                              \
    PARAM("step", .label = "手順", .hint = "手順の名前",                       \
          .flags = KK_REQUIRED | KK_POINT, .max_cps = 60),                     \
    PARAM("done", .label = "済んだ", .from = "step_done", .type = KK_CHOICE,   \
          .initial = "yes"),                                                   \
    PARAM("at", COLUMN(step_done, at), .flags = KK_NOW),                       \
    PARAM("note", COLUMN(step_done, note), .hint = "省くときはその理由",       \
          .flags = KK_POINT)
/* clang-format on */
enum kk_status kk_run_step(struct kk_ctx *ctx, const struct kk_args *a,
                           kk_id *id, struct kk_err *err) KK_MUST;

#endif
