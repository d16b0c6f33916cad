/* Where everything of a form stands. */
#ifndef KIKUSUI_SRC_UI_FORM_SHAPE_H
#define KIKUSUI_SRC_UI_FORM_SHAPE_H

#include "form_priv.h"

struct kk_cell_place { /* of a field, in the rectangle of the fields */
    int row, rows;
    int label_at, label_cols;
    int at, cols;  /* what is typed in, between [ and ] */
    int error_row; /* -1: none is shown */
    bool alone;    /* on its row: how it was understood stands beside it */
};
struct kk_form_shape {
    struct kk_rect box, fields, preview, buttons; /* inside the frame */
    bool low;  /* no rules: the fields, or on the buttons what these do */
    int first; /* the first row of the fields that is shown */
    struct kk_cell_place field[KK_MAX_PARAMS];
};
void kk_form_shape(const struct kk_form *f, struct kk_form_shape *s);
struct kk_rect kk_form_edit_rect(const struct kk_form_shape *s, size_t i);
bool kk_form_shows_error(const struct kk_form *f, const struct kk_field *fd,
                         const char **text);
/* Rows of the preview in that width (formdraw.c). */
int kk_form_preview_rows(const struct kk_form *f, int cols);

#endif
