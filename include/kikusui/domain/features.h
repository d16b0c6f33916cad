/* The features of the domain layer, one a line; app/registry.c lists them. */
#ifndef KIKUSUI_DOMAIN_FEATURES_H
#define KIKUSUI_DOMAIN_FEATURES_H

#include <kikusui/domain/feature.h>

extern const struct kk_feature kk_feature_contract; /* sites, models, desks … */
extern const struct kk_feature kk_feature_journal;  /* undo */
extern const struct kk_feature kk_feature_incident; /* intake, the record */
extern const struct kk_feature kk_feature_incident_flow;
extern const struct kk_feature kk_feature_incident_close;
extern const struct kk_feature kk_feature_incident_merge;
extern const struct kk_feature kk_feature_incident_list;
extern const struct kk_feature kk_feature_contact;
extern const struct kk_feature kk_feature_visit;
extern const struct kk_feature kk_feature_swap;
extern const struct kk_feature kk_feature_work;
extern const struct kk_feature kk_feature_overtime;
extern const struct kk_feature kk_feature_unit;
extern const struct kk_feature kk_feature_unit_list; /* ledgers too */
extern const struct kk_feature kk_feature_spare;
extern const struct kk_feature kk_feature_repair;
extern const struct kk_feature kk_feature_security; /* permits, incidents */
extern const struct kk_feature kk_feature_media;
extern const struct kk_feature kk_feature_due; /* everything with a date */

#endif
