/* The features of the feature layer, one for each line of features.def. */
#ifndef KIKUSUI_FEATURE_FEATURES_H
#define KIKUSUI_FEATURE_FEATURES_H

#include <kikusui/domain/feature.h>

#define FEATURE(name, files) extern const struct kk_feature kk_feature_##name;
#include <kikusui/feature/features.def>
#undef FEATURE

#endif
