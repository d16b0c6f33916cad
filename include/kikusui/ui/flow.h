/* The page of a record whose kind has a face of its own: head, steps, related
 * lists, what was told, timeline and foot, from a snapshot. The face says what
 * stands in head and foot; the rest is drawn alike for every kind. */
#ifndef KIKUSUI_UI_FLOW_H
#define KIKUSUI_UI_FLOW_H

#include <kikusui/base/str.h>
#include <kikusui/domain/history.h>
#include <kikusui/ui/links.h>
#include <kikusui/ui/ui.h>

/* What stands below the steps and in the timeline. */
struct kk_flow_told {
    struct kk_str words; /* owned by whoever asked */
    size_t n_events, n_earlier;
    const struct kk_event_view *event, *earlier; /* borrowed; newest first */
    const char *earlier_title; /* the line between both; with n_earlier > 0 */
};

struct kk_flow {
    const struct kk_ui_face *face;
    const void *data; /* of the face */
    const struct kk_links *links;
    kk_time now;
    size_t sel; /* the step the keys act on, or behind the steps the list */
    int top;    /* first line of the timeline */
};

void kk_flow_draw(const struct kk_flow *flow, struct kk_canvas *c,
                  struct kk_rect page);
/* Lines of the timeline, and how many of them a page shows. */
int kk_flow_lines(const struct kk_flow *flow);
int kk_flow_lines_shown(const struct kk_flow *flow, struct kk_rect page);

#endif
