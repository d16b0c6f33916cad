/* Every feature, one a line: all that screen and command line know. */
#include <kikusui/app/cli.h>
#include <kikusui/domain/features.h>

static const struct kk_feature *const features[] = {
    &kk_feature_contract,
    &kk_feature_journal,
    NULL,
};
const struct kk_registry kk_app_registry = {.features = features};
