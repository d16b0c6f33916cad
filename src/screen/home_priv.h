/* Home: the queue, the lookup and the spares on one screen. home.c reads and
 * answers keys, home_draw.c draws what was read. */
#ifndef KIKUSUI_SRC_SCREEN_HOME_PRIV_H
#define KIKUSUI_SRC_SCREEN_HOME_PRIV_H

#include "screens_priv.h"

#include <kikusui/ui/list.h>

enum kk_pane { KK_PANE_QUEUE, KK_PANE_UNITS, KK_PANE_SPARES, KK_PANES };

struct kk_home;
struct kk_home_pane { /* a pane is a row of kk_home_panes */
    const char *listing, *title;
    const char *scope; /* keys that hold in it beside those of its rows; NULL */
    bool seeks;        /* what is typed anywhere on home is looked for in it */
    /* Sums up what was read, for the title; NULL: nothing to sum. */
    void (*sum)(struct kk_home *, const struct kk_ui *);
    /* Behind the title, in place of how many rows there are; NULL. */
    void (*told)(const struct kk_home *, char out[64]);
    /* At the right of the title; NULL. */
    void (*right)(const struct kk_home *, char out[128]);
};
extern const struct kk_home_pane kk_home_panes[KK_PANES];

struct kk_home_layout {
    struct kk_rect box[KK_PANES]; /* with frames; rows 0: not shown */
    struct kk_rect brief;         /* the selected incident; rows 0: not shown */
    bool wide;
};
struct kk_home {
    struct kk_view view;
    struct kk_list list[KK_PANES]; /* listing NULL: the registry has none */
    enum kk_pane pane;
    bool zoom, loaded;
    bool told_contract; /* that a value of the contract makes no sense */
    bool told_lost;     /* that a decision let another record stand */
    enum kk_whose {
        KK_ALL,
        KK_MINE,
        KK_NOBODYS,
        KK_AFTER,
        KK_WHOSE_COUNT
    } whose;
    char who[64];
    /* the selected incident; id 0: none */
    struct kk_incident_view brief;
    struct kk_str waits;     /* what waits on other pages; empty: nothing */
    int64_t n_waits;         /* how much that is in all */
    int over, urgent, today; /* in the queue */
    int64_t spare_ready, spare_all;
};
struct kk_home_layout kk_home_layout(const struct kk_home *h);
/* What of a pane's box is for its list, and how that is drawn. */
struct kk_rect kk_home_inner(struct kk_rect box);
/* For the table: what the queue's and the spares' titles tell. */
void kk_home_queue_words(const struct kk_home *h, char out[128]);
void kk_home_spare_words(const struct kk_home *h, char out[64]);
unsigned kk_home_flags(const struct kk_home *h, enum kk_pane pane);
void kk_home_draw(const struct kk_view *v, struct kk_canvas *c);

#endif
