/* The parts of the contract feature, and what its actions share. */
#ifndef KIKUSUI_FEATURE_CONTRACT_FEATURE_H
#define KIKUSUI_FEATURE_CONTRACT_FEATURE_H

#include <kikusui/domain/feature.h>

extern const struct kk_action kk_contract_actions[];
extern const struct kk_listing kk_contract_listings[];
extern const struct kk_kind kk_contract_kinds[];
extern const struct kk_codes kk_contract_codes[];

/* Their runs (contract_runs.c). */
typedef enum kk_status kk_contract_run(struct kk_ctx *ctx,
                                       const struct kk_args *a, kk_id *id,
                                       struct kk_err *err);
kk_contract_run kk_contract_holiday_add;
kk_contract_run kk_contract_site_add;
kk_contract_run kk_contract_site_edit;
kk_contract_run kk_contract_hours_add;
kk_contract_run kk_contract_hours_edit;
kk_contract_run kk_contract_closure_add;
kk_contract_run kk_contract_worker_add;
kk_contract_run kk_contract_worker_remove;
/* A condition's number or time as it is kept, however it was typed: ８：４５.
 */
enum kk_status kk_contract_narrow(struct kk_ctx *ctx, struct kk_args *a,
                                  struct kk_err *err) KK_MUST;
/* Of kinds whose rows make the contract (contract_check.c). */
enum kk_status kk_contract_check(struct kk_ctx *ctx, const struct kk_kind *kind,
                                 kk_id id, struct kk_faults *out,
                                 struct kk_err *err) KK_MUST;
/* The first worker of an empty roster has nobody to be entered by. */
enum kk_status kk_contract_can_add_worker(struct kk_ctx *ctx, kk_id subject,
                                          struct kk_err *err) KK_MUST;

#endif
