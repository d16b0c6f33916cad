/* Every feature: all that screen and command line know. */
#include <kikusui/app/cli.h>
#include <kikusui/feature/features.h>
#include <kikusui/sync/review.h>

#define FEATURE(name, files) &kk_feature_##name,
static const struct kk_feature *const features[] = {
#include <kikusui/feature/features.def>
    &kk_feature_sync,
    NULL,
};
const struct kk_registry kk_app_registry = {.features = features};
