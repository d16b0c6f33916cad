/* Every feature, one a line: all that screen and command line know. */
#include <kikusui/app/cli.h>
#include <kikusui/domain/features.h>
#include <kikusui/sync/review.h>

static const struct kk_feature *const features[] = {
    &kk_feature_contract,
    &kk_feature_journal,
    &kk_feature_sync,
    NULL,
};
const struct kk_registry kk_app_registry = {.features = features};
