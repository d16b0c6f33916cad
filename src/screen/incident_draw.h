/* Drawing an incident from its snapshot: the head and the foot of its page,
 * home's two lines, and the card home shows where there is room. */
#ifndef KIKUSUI_SRC_SCREEN_INCIDENT_DRAW_H
#define KIKUSUI_SRC_SCREEN_INCIDENT_DRAW_H

#include <kikusui/feature/incident_view.h>
#include <kikusui/ui/canvas.h>

void kk_incident_draw_lines(const struct kk_incident_view *v,
                            struct kk_canvas *c, struct kk_rect r);
void kk_incident_draw_card(const struct kk_incident_view *v,
                           struct kk_canvas *c, struct kk_rect r);
/* The head and the foot of a page of r: the rows they take; c NULL only
 * counts. */
int kk_incident_head(const struct kk_incident_view *v, kk_time now,
                     struct kk_canvas *c, struct kk_rect r);
int kk_incident_foot(const struct kk_incident_view *v, struct kk_canvas *c,
                     struct kk_rect r);

#endif
