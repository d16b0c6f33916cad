/* What the files of the screen share: how views are made, and the stack. */
#ifndef KIKUSUI_SRC_UI_UI_PRIV_H
#define KIKUSUI_SRC_UI_UI_PRIV_H

#include <kikusui/ui/keymap.h>
#include <kikusui/ui/ui.h>

enum { KK_MIN_ROWS = 8, KK_MIN_COLS = 40, KK_WIDE_COLS = 110 };

/* Takes a view out of the stack, wherever it stands, and closes it. */
void kk_ui_remove(struct kk_ui *ui, struct kk_view *view);
/* Applies what a view answered. */
void kk_ui_apply(struct kk_ui *ui, struct kk_view *view, struct kk_fx fx);
/* Gives a command to the top view, else its general meaning. */
void kk_ui_command(struct kk_ui *ui, enum kk_cmd cmd);
/* Reads what the last line shows. */
void kk_foot_load(struct kk_ui *ui);
void kk_foot_draw(const struct kk_ui *ui, struct kk_canvas *c,
                  struct kk_rect line);
void kk_bar_draw(const struct kk_ui *ui, struct kk_canvas *c,
                 struct kk_rect line);
/* The lowest view that is drawn. */
struct kk_view *kk_ui_base(const struct kk_ui *ui);

/* A binding's action in the registry, NULL when it names none. */
const struct kk_action *kk_ui_action(const struct kk_ui *ui,
                                     const char *target);

/* --- views: each made here, freed by its close --- */
struct kk_view *kk_home_view(struct kk_ui *ui);
struct kk_view *kk_incident_page(struct kk_ui *ui, kk_id id);
struct kk_view *kk_record_page(struct kk_ui *ui, const struct kk_kind *kind,
                               kk_id id);
struct kk_view *kk_history_page(struct kk_ui *ui, const struct kk_kind *kind,
                                kk_id id);
struct kk_view *kk_listing_page(struct kk_ui *ui,
                                const struct kk_listing *listing,
                                const struct kk_filter *filters,
                                const char *search);
struct kk_view *kk_form_view(struct kk_ui *ui, const struct kk_action *action,
                             const struct kk_subject *subject);
/* Puts a value into an argument before the form is first shown. */
void kk_form_preset(struct kk_ui *ui, struct kk_view *form, const char *name,
                    const char *text);
struct kk_view *kk_palette_view(struct kk_ui *ui);
struct kk_view *kk_help_page(struct kk_ui *ui);
/* worker: whose passphrase opens it. With `change` it is the way to another
 * worker and may be left; else it is the lock. */
struct kk_view *kk_lock_view(struct kk_ui *ui, kk_id worker, bool change);
struct kk_view *kk_worker_view(struct kk_ui *ui);

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

/* A question: Cancel has the focus, what was typed ahead is thrown away. */
struct kk_ask {
    const char *title, *text, *yes, *no; /* copied; yes, no: the buttons */
    bool yes_first; /* nothing can be lost by yes: it has the focus */
    void (*answered)(void *user, struct kk_ui *ui, bool yes);
    void *user;
};
struct kk_view *kk_confirm_view(struct kk_ui *ui, const struct kk_ask *how);

/* Text to read, scrolled. */
struct kk_page {
    const char *title; /* copied */
    enum kk_status (*load)(void *user, struct kk_ui *ui, struct kk_str *out,
                           struct kk_err *err);
    void *user; /* given to kk_free at the end */
};
struct kk_view *kk_text_page(struct kk_ui *ui, const struct kk_page *how);

/* Events of a history as lines of text. Appends. */
void kk_history_words(const struct kk_history *h, kk_time now,
                      struct kk_str *out);

#endif
