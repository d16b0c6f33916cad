/* Views that others build on: each made here, freed by its close. */
#ifndef KIKUSUI_UI_PAGES_H
#define KIKUSUI_UI_PAGES_H

#include <kikusui/domain/feature.h>
#include <kikusui/domain/history.h>
#include <kikusui/domain/steps.h>
#include <kikusui/ui/ui.h>

enum { KK_WIDE_COLS = 110 }; /* from here on there is room for more */

struct kk_view *kk_listing_page(struct kk_ui *ui,
                                const struct kk_listing *listing,
                                const struct kk_filter *filters,
                                const char *search);
struct kk_view *kk_form_view(struct kk_ui *ui, const struct kk_action *action,
                             const struct kk_subject *subject);
/* The same of what was read from a pasted text, in its fields and marked. */
struct kk_pasted;
struct kk_view *kk_form_pasted(struct kk_ui *ui, const struct kk_pasted *h);
/* The form on top is one of a round: Enter in a field records. */
void kk_form_quick(struct kk_ui *ui);
/* Puts a value into an argument before the form is first shown. */
void kk_form_preset(struct kk_ui *ui, struct kk_view *form, const char *name,
                    const char *text);
/* Opens the form that gets a step of that record done, begun for that very
 * step, or says why not. */
void kk_step_run(struct kk_ui *ui, const struct kk_subject *of,
                 const struct kk_step *step);
/* The action of the nth step that is not done, the next one first; NULL: there
 * are no more. */
const char *kk_steps_undone(const struct kk_steps *all, size_t nth);
struct kk_view *kk_worker_view(struct kk_ui *ui);
/* Sets, changes or takes away the passphrase of who works. */
struct kk_view *kk_pass_view(struct kk_ui *ui);

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

/* A few things to type, for what is no action: a folder, a passphrase, the
 * digits of an enrolment. */
enum kk_dialog_kind {
    KK_DIALOG_TEXT,
    KK_DIALOG_SECRET,
    KK_DIALOG_DIGITS /* 30 of them, shown in groups of five */
};
struct kk_dialog_field {
    const char *label, *hint, *preset; /* hint, preset: NULL for none */
    enum kk_dialog_kind kind;
    bool required;
};
#define KK_DIALOG_FIELDS 3
struct kk_dialog {
    const char *title, *text, *yes; /* yes: the button */
    const struct kk_dialog_field *field;
    size_t n_fields;
    /* What was typed, cleaned. Anything but KK_OK keeps it open and
     * shows why. */
    enum kk_status (*done)(void *user, struct kk_ui *ui,
                           const char *const *value, struct kk_err *err);
    void *user;
    bool owns; /* user is given to kk_free at the end */
};
struct kk_view *kk_dialog_view(struct kk_ui *ui, const struct kk_dialog *how);

/* Events of a history as lines of text. Appends. */
void kk_history_words(const struct kk_history *h, kk_time now,
                      struct kk_str *out);

#endif
