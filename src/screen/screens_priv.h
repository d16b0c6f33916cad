/* The pages that know features, and what they share. */
#ifndef KIKUSUI_SRC_SCREEN_SCREENS_PRIV_H
#define KIKUSUI_SRC_SCREEN_SCREENS_PRIV_H

#include <kikusui/feature/incident_view.h>
#include <kikusui/ui/pages.h>

struct kk_view *kk_home_view(struct kk_ui *ui, kk_id none);
struct kk_view *kk_calendar_view(struct kk_ui *ui, kk_id none);
extern const struct kk_ui_face kk_incident_face;

/* The action that does the nth step of an incident that is not done yet, the
 * next one first, and last what goes on with a further visit; NULL: there are
 * no more. */
const char *kk_incident_undone(const struct kk_incident_view *v, size_t nth);

#endif
