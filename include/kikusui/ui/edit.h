/* The field editor: one line, or several wrapped ones. The text is NFC, the
 * caret stands between graphemes. No terminal and no store in here. */
#ifndef KIKUSUI_UI_EDIT_H
#define KIKUSUI_UI_EDIT_H

#include <kikusui/ui/canvas.h>
#include <kikusui/ui/command.h>

struct kk_edit {
    struct kk_str text;
    size_t at;      /* the caret, in bytes */
    size_t max_cps; /* 0: 200 */
    bool lines;     /* line breaks are text */
    bool secret;    /* shown as *, wiped when freed */
    bool cut;       /* of what was inserted last, not all had room */
    size_t unseen;  /* what of it was left out because nobody sees it */
};
void kk_edit_free(struct kk_edit *e);
const char *kk_edit_text(const struct kk_edit *e); /* "" when empty */
size_t kk_edit_max(const struct kk_edit *e);
/* Replaces everything, the caret at the end. */
void kk_edit_set(struct kk_edit *e, const char *text);
/* Inserts at the caret what was typed or pasted: control characters are left
 * out, a line break becomes a space unless `lines`, and of what is longer than
 * max_cps the beginning is taken. True when the text changed. */
bool kk_edit_insert(struct kk_edit *e, const char *text);
/* cols: the width it is drawn in, for moving between wrapped lines. */
enum kk_edit_did {
    KK_EDIT_NOT, /* not an editing command, or nowhere to move to */
    KK_EDIT_MOVED,
    KK_EDIT_CHANGED
};
enum kk_edit_did kk_edit_act(struct kk_edit *e, enum kk_cmd cmd, int cols);

/* One row (the part around the caret), or as many as r has. */
void kk_edit_draw(const struct kk_edit *e, struct kk_canvas *c,
                  struct kk_rect r, unsigned style);
/* As a field of a form: away from the caret it shows from its beginning. */
void kk_edit_show(const struct kk_edit *e, struct kk_canvas *c,
                  struct kk_rect r, bool on);
/* Where the caret is on the canvas. */
void kk_edit_cursor(const struct kk_edit *e, struct kk_rect r, int *row,
                    int *col);
/* Rows that the text takes in that width, at least 1. */
int kk_edit_rows(const struct kk_edit *e, int cols);

#endif
