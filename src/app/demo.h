/* The training copy: inside the app layer only. */
#ifndef KIKUSUI_APP_DEMO_H
#define KIKUSUI_APP_DEMO_H

#include <kikusui/base/str.h>
#include <kikusui/domain/ctx.h>
#include <kikusui/store/journal.h>

/* The contract's 2,062 units as a list that `load ledger` takes: spread over
 * sites and departments by data/demo/weight.csv, spares by spare.csv. The same
 * every time for the same fiscal year (its April). */
enum kk_status kk_demo_ledger(int fiscal, struct kk_str *csv,
                              struct kk_err *err) KK_MUST;

/* Incidents in every state over the 30 days before *clock, told by the actions
 * that a technician would run; *clock is moved while it works and is back
 * where it was afterwards. ctx->clock must be this clock. */
enum kk_status kk_demo_incidents(struct kk_ctx *ctx, struct kk_clock *clock,
                                 kk_progress *progress, void *user,
                                 struct kk_err *err) KK_MUST;

/* A whole training database at `path`: contract data with its year shifted to
 * the clock's, people, units, incidents. The clock as above. */
struct kk_registry;
enum kk_status kk_demo_make(const char *path, struct kk_clock *clock,
                            const struct kk_registry *reg,
                            kk_progress *progress, void *user,
                            struct kk_err *err) KK_MUST;

#endif
