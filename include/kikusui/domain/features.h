/* The features of the domain layer, one a line; app/registry.c lists them. */
#ifndef KIKUSUI_DOMAIN_FEATURES_H
#define KIKUSUI_DOMAIN_FEATURES_H

#include <kikusui/domain/feature.h>

extern const struct kk_feature kk_feature_contract; /* sites, models, desks … */
extern const struct kk_feature kk_feature_journal; /* undo */

#endif
