/* Every feature, one a line: all that screen and command line know. */
#include <kikusui/app/cli.h>
#include <kikusui/domain/features.h>
#include <kikusui/sync/review.h>

static const struct kk_feature *const features[] = {
    &kk_feature_contract,
    &kk_feature_journal,
    &kk_feature_sync,
    &kk_feature_incident,
    &kk_feature_incident_flow,
    &kk_feature_incident_close,
    &kk_feature_incident_merge,
    &kk_feature_incident_list,
    &kk_feature_contact,
    &kk_feature_visit,
    &kk_feature_swap,
    &kk_feature_work,
    &kk_feature_overtime,
    &kk_feature_unit,
    &kk_feature_unit_list,
    &kk_feature_spare,
    &kk_feature_repair,
    &kk_feature_security,
    &kk_feature_media,
    &kk_feature_due,
    NULL,
};
const struct kk_registry kk_app_registry = {.features = features};
