/* What the files of the screen share: how views are made, and the stack. */
#ifndef KIKUSUI_SRC_UI_UI_PRIV_H
#define KIKUSUI_SRC_UI_UI_PRIV_H

#include <kikusui/ui/edit.h>
#include <kikusui/ui/keymap.h>
#include <kikusui/ui/pages.h>
#include <kikusui/ui/ui.h>

enum { KK_MIN_ROWS = 8, KK_MIN_COLS = 40 };

/* Applies what a view answered. */
void kk_ui_apply(struct kk_ui *ui, struct kk_view *view, struct kk_fx fx);
/* Gives a command to the top view, else its general meaning. */
void kk_ui_command(struct kk_ui *ui, enum kk_cmd cmd);
/* Opens a listing, searched for that; search may be NULL. */
void kk_ui_list(struct kk_ui *ui, const char *name, const char *search);
/* Whether the parameter refers to records of that kind. */
bool kk_ui_refers(const struct kk_ui *ui, const struct kk_param *p,
                  const char *kind);
/* Reads what the last line shows. */
void kk_foot_load(struct kk_ui *ui);
void kk_foot_draw(const struct kk_ui *ui, struct kk_canvas *c,
                  struct kk_rect line);
void kk_bar_draw(const struct kk_ui *ui, struct kk_canvas *c,
                 struct kk_rect line);
/* The lowest view that is drawn. */
struct kk_view *kk_ui_base(const struct kk_ui *ui);

/* What one key stands for in one scope: a command, or of several actions the
 * first one that is still to be done, else the first that may run, else the
 * first. NULL: nothing. */
const struct kk_binding *kk_ui_choose(struct kk_ui *ui, const char *scope,
                                      uint32_t code);
/* --- what a scanner types (scan.c) --- */

/* How many of the keys, which arrived at once, are a scanner's: four or more
 * characters, with a digit; while typing not all alike, but for an Enter that
 * came with them. 0: none. */
size_t kk_scan_run(const struct kk_key *keys, size_t n, bool typing);
void kk_ui_scan(struct kk_ui *ui, const char *text);
/* Enter: true when it only ended what was scanned. */
bool kk_ui_scan_end(struct kk_ui *ui);

/* The parameter that a record in hand goes to: the action's own, or without one
 * the first reference to a row of its kind (受付 on a unit). NULL: none. */
const struct kk_param *kk_form_param(const struct kk_ui *ui,
                                     const struct kk_action *action,
                                     const char *kind);

/* --- views: each made here, freed by its close --- */
struct kk_view *kk_record_page(struct kk_ui *ui, const struct kk_kind *kind,
                               kk_id id, const struct kk_ui_face *face);
struct kk_view *kk_history_page(struct kk_ui *ui, const struct kk_kind *kind,
                                kk_id id);
/* own: only what can be done to the record in hand. */
struct kk_view *kk_palette_view(struct kk_ui *ui, bool own);
struct kk_view *kk_help_page(struct kk_ui *ui);
/* worker: whose passphrase opens it. With `change` it is the way to another
 * worker and may be left; else it is the lock. */
struct kk_view *kk_lock_view(struct kk_ui *ui, kk_id worker, bool change);

/* A picker over a listing: what is chosen goes to `picked`, then it closes.
 * With `many`, all marked rows, else one. */
struct kk_pick {
    const struct kk_listing *listing;
    const struct kk_bind *binds; /* copied */
    const char *title, *search;  /* search: what was typed so far, or NULL */
    bool many;
    const kk_id *marked;
    size_t n_marked;
    void (*picked)(void *user, struct kk_ui *ui, const kk_id *ids, size_t n);
    void *user;
};
struct kk_view *kk_pick_view(struct kk_ui *ui, const struct kk_pick *how);

/* Whether records of a kind have a text to hand on (KK_COL_HAND). */
bool kk_kind_hands_on(const struct kk_kind *kind);
/* Shows that column of the record in hand whole and gives it to the clipboard:
 * ui->copy. */
void kk_ui_hand_on(struct kk_ui *ui, const char *column);

#endif
