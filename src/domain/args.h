/* Inside of struct kk_args: for args.c, argval.c and act.c only. */
#ifndef KIKUSUI_DOMAIN_ARGS_H
#define KIKUSUI_DOMAIN_ARGS_H

#include <kikusui/domain/feature.h>

struct kk_slot {
    enum kk_given given;
    bool filled; /* set by kk_act_fill, not touched since */
    bool now;    /* KK_NOW, set by kk_args_now */
    char *text;  /* cleaned text, or a choice's value; owned */
    char *shown; /* what a form shows; owned */
    int64_t i;   /* int, time, day, first id */
    kk_id *ids;  /* owned */
    size_t n_ids;
    kk_id *ruled;  /* while the action runs: `ids` as they were before rows of
                      a rule became records; owned, or NULL */
    size_t unseen; /* characters left out because nobody sees them */
};
struct kk_args {
    const struct kk_action *action;
    size_t n;
    struct kk_slot slot[KK_MAX_PARAMS + 1]; /* the last used one: pass */
    struct kk_bind bind[2 * KK_MAX_PARAMS + 1];
    int64_t as_of;
};
/* Index of a parameter, -1: no such name; n is that of KK_PASS. */
int kk_args_index(const struct kk_args *a, const char *name);
const struct kk_param *kk_args_param(const struct kk_args *a, size_t i);
void kk_slot_clear(struct kk_slot *s);
/* `run` of an action that has none: see struct kk_action. */
enum kk_status kk_run_plain(struct kk_ctx *ctx, const struct kk_args *a,
                            kk_id *id, struct kk_err *err) KK_MUST;
/* Inside the transaction: of every row of a rule that a reference names a
 * record is made, and the reference names that. Can be run again after it was
 * taken back. kk_ruled_back: the references name the rows again. */
enum kk_status kk_ruled_make(struct kk_ctx *ctx, struct kk_args *a,
                             struct kk_err *err) KK_MUST;
void kk_ruled_back(struct kk_args *a);
/* KK_NOW parameters that nobody gave become now. */
void kk_args_now(struct kk_args *a, kk_time now);
/* What nobody gave becomes its `initial`, as if filled. */
enum kk_status kk_args_defaults(struct kk_ctx *ctx, struct kk_args *a,
                                struct kk_err *err) KK_MUST;
/* Sets a parameter to a value read from the database, unless somebody set it:
 * ids, times and days as numbers, everything else as text. Other names are
 * ignored. */
enum kk_status kk_args_prefill(struct kk_ctx *ctx, struct kk_args *a,
                               const char *name, struct kk_val v,
                               struct kk_err *err) KK_MUST;

#endif
