/* An incident as its screen and `show` present it: both SLA clocks with their
 * arithmetic, the checklist of its device class, the timeline read from the
 * journal. Snapshots: plain structs in one arena, no handle into the store. */
#ifndef KIKUSUI_FEATURE_INCIDENT_VIEW_H
#define KIKUSUI_FEATURE_INCIDENT_VIEW_H

#include <kikusui/base/mem.h>
#include <kikusui/domain/history.h>
#include <kikusui/domain/steps.h>

struct kk_clock_view {       /* one of the two clocks of §7 */
    const char *name;        /* 連絡, 着手 */
    int limit;               /* minutes */
    kk_time from, due, stop; /* stop 0: still running */
    int64_t elapsed, left;   /* minutes; left < 0: over */
    const char *left_text;   /* 2:43, -0:42, 13営業日 */
    const char *status; /* 計測中 達成 未達 対象外（合意） 現場作業なし */
    const char *mark;  /* 超, 急 or "" */
    const char *words; /* the arithmetic: 15分 = 10:20-10:35 */
};
struct kk_desk_view {
    const char *name, *badge, *phone,
        *needs; /* 開 残5:25; what it wants told */
};
struct kk_incident_view {
    kk_id id, unit, place, dept, spare;
    const char *no, *city_no, *state, *where, *contact, *phone;
    const char *unit_text; /* KK-0413 M720q 窓口  S/N … 保証 … */
    const char *past;      /* 過去1年 2件 */
    const char *assignee, *symptom, *error;
    const char *next;       /* the one next step, in words */
    const char *visit_next; /* the action that goes on with the visit under
                               way; "" when none is */
    const char *notes; /* what its rules tell, a line each; NULL where only the
                          brief is shown */
    const char *spare_text; /* SP-07 (窓口 v3 即応), or "" */
    struct kk_clock_view clock[2];
    struct kk_desk_view desk; /* name NULL: none for this model */
    struct kk_steps steps;
    size_t n_events;
    struct kk_event_view *event;
    size_t n_earlier; /* earlier incidents of the unit, newest first */
    struct kk_event_view *earlier;
    struct kk_arena arena;
};
/* KK_NONE when there is no such incident. The brief is all but events and
 * earlier. */
enum kk_status kk_incident_brief_load(struct kk_ctx *ctx, kk_id incident,
                                      struct kk_incident_view *out,
                                      struct kk_err *err) KK_MUST;
enum kk_status kk_incident_view_load(struct kk_ctx *ctx, kk_id incident,
                                     struct kk_incident_view *out,
                                     struct kk_err *err) KK_MUST;
void kk_incident_view_free(struct kk_incident_view *v);

#endif
