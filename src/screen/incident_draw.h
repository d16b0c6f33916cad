/* Drawing an incident from its snapshot: the page, home's two lines, and the
 * card home shows where there is room. */
#ifndef KIKUSUI_SRC_SCREEN_INCIDENT_DRAW_H
#define KIKUSUI_SRC_SCREEN_INCIDENT_DRAW_H

#include <kikusui/feature/incident_view.h>
#include <kikusui/ui/canvas.h>
#include <kikusui/ui/links.h>

void kk_incident_draw_lines(const struct kk_incident_view *v,
                            struct kk_canvas *c, struct kk_rect r);
void kk_incident_draw_card(const struct kk_incident_view *v,
                           struct kk_canvas *c, struct kk_rect r);
/* sel: the step the keys act on, or behind the steps the list; top: the first
 * line of the timeline. */
void kk_incident_draw_page(const struct kk_incident_view *v,
                           const struct kk_links *links, kk_time now,
                           size_t sel, int top, struct kk_canvas *c,
                           struct kk_rect r);
/* Lines of the timeline, and how many of them a page of r shows. */
int kk_incident_lines(const struct kk_incident_view *v);
int kk_incident_lines_shown(const struct kk_incident_view *v, kk_time now,
                            struct kk_rect r);

#endif
