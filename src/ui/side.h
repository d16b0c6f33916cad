/* The lists beside a record: those its kind names (struct kk_kind, related). */
#ifndef KIKUSUI_SRC_UI_SIDE_H
#define KIKUSUI_SRC_UI_SIDE_H

#include "ui_priv.h"

#include <kikusui/ui/list.h>

enum { KK_SIDE_NONE = -1 };

struct kk_side {
    struct kk_list *list;
    struct kk_rect *box; /* a list's title and rows; no rows: it has no room */
    struct kk_rect area; /* of the last load */
    int n;
    int focus;   /* of the lists; KK_SIDE_NONE: the record has the keys */
    bool chosen; /* somebody moved it */
    bool steps;  /* of a kind with steps, whose page begins with them */
};

void kk_side_init(struct kk_side *s, struct kk_ui *ui,
                  const struct kk_kind *kind, kk_id id);
void kk_side_free(struct kk_side *s);
/* Reads the lists and shares r out among them. Until somebody chose, the first
 * that has rows gets the keys. */
enum kk_status kk_side_load(struct kk_side *s, struct kk_ui *ui,
                            struct kk_rect r, struct kk_err *err) KK_MUST;
/* To the next list, or back to the record. */
void kk_side_turn(struct kk_side *s, int by);
/* KK_FX_NOT when the record has the keys, or for what lists do not know. */
struct kk_fx kk_side_act(struct kk_side *s, struct kk_ui *ui, enum kk_cmd cmd);
struct kk_fx kk_side_click(struct kk_side *s, int row, int col);
/* The record of that kind which the selected row is, or is about; 0. */
kk_id kk_side_related(const struct kk_side *s, const char *kind);
void kk_side_draw(const struct kk_side *s, struct kk_canvas *c);

#endif
