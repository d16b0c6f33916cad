/* The form of an action: fields from its parameters, its own preview below. */
#ifndef KIKUSUI_SRC_UI_FORM_PRIV_H
#define KIKUSUI_SRC_UI_FORM_PRIV_H

#include "ui_priv.h"

#include <kikusui/domain/pasted.h>
#include <kikusui/ui/drafts.h>
#include <kikusui/ui/edit.h>

struct kk_field {
    const struct kk_param *param;
    const struct kk_codes *codes; /* KK_CHOICE; n_codes of them */
    size_t n_codes;
    int choice; /* -1: none */
    struct kk_edit edit;
    bool named;   /* a ref shows its label: typing starts anew */
    bool fresh;   /* filled, the caret not moved in it: as well */
    bool scanned; /* all that stands there was scanned */
    bool picked;  /* its ids came from a picker or a mark list */
    bool had;     /* something stood there: empty means "empty it" */
    bool touched; /* by the user */
    bool pasted;  /* read from a text that was pasted */
    bool visited; /* left once: its error may be shown */
    bool changed; /* not yet handed to the arguments */
    kk_id *kept;  /* collected before what is typed; n_kept of them */
    size_t n_kept;
    struct kk_str echo;  /* how it was understood */
    struct kk_str error; /* why it was not */
    struct kk_str taken; /* why what stood there was taken away */
};

struct kk_form {
    struct kk_view view;
    const struct kk_action *action;
    struct kk_args *args;
    struct kk_subject subject;
    size_t n_marked; /* records it is about, when they were marked */
    struct kk_str title;
    struct kk_field *field;
    size_t n_fields;
    size_t focus; /* n_fields: the submit button, n_fields + 1: cancel */
    int64_t as_of;
    kk_time now;          /* of the last load */
    bool quick;           /* one of a round: Enter in a field records */
    bool opened;          /* the first load is over */
    struct kk_str pasted; /* what was read from a pasted text, as a draft */
    bool refill;          /* a reference changed: fill again */
    /* the preview */
    struct kk_str tell;    /* what follows from it, in words */
    struct kk_str effects; /* what it would write, a line a record */
    struct kk_err refused; /* text "" when it would run */
    bool busy;             /* somebody is writing: the preview is the last */
    int scroll;            /* of the preview, rows */
    struct kk_str hint;    /* for the message line, of the focused field */
    /* the draft */
    struct kk_str draft; /* as last saved */
    kk_time draft_at;    /* 0: none is saved */
};

extern const struct kk_view_ops kk_form_ops;
enum kk_status kk_form_load(struct kk_view *v, struct kk_ui *ui,
                            struct kk_err *err) KK_MUST;
/* Checks, asks where it cannot be undone, writes (formsubmit.c). */
struct kk_fx kk_form_submit(struct kk_form *f, struct kk_ui *ui);

/* --- fields and arguments (formfield.c) --- */
void kk_field_init(struct kk_form *f, struct kk_ui *ui,
                   const struct kk_param *p, struct kk_field *out);
void kk_field_free(struct kk_field *fd);
/* Hands what was typed to the arguments; fills error or echo. */
void kk_field_set(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd);
/* Shows what stands in the arguments in every field nobody has touched. */
void kk_fields_show(struct kk_form *f, struct kk_ui *ui);
/* Chosen from a list. */
void kk_field_ids(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd,
                  const kk_id *ids, size_t n);
/* The first field that could not be understood; NULL. */
const struct kk_field *kk_form_unread(const struct kk_form *f);
struct kk_field *kk_form_field(struct kk_form *f, const char *name);
/* One that the form began without, behind the others. */
struct kk_field *kk_form_add(struct kk_form *f, struct kk_ui *ui,
                             const struct kk_param *p);
/* Shows or takes away the field for going on with a reason. */
void kk_form_ask_pass(struct kk_form *f, struct kk_ui *ui, bool asked);
/* The keys go to it: a time, number or reference is typed anew. */
void kk_field_enter(struct kk_field *fd);
/* Typed text; true when the field changed. */
bool kk_field_type(struct kk_field *fd, const char *text);
/* What was scanned: in place of a reference, or of the scan before. */
bool kk_field_scan(struct kk_field *fd, const char *text);
/* One more of several references; refused in words where it is none. */
void kk_field_add(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd,
                  const char *text);
/* Of several collected the last one goes; false: there are not several. */
bool kk_field_drop(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd);
/* What is typed behind several collected comes to them. Settled, the field
 * shows all of them; false: nothing was typed, or it is none. */
void kk_field_keep(struct kk_form *f, struct kk_field *fd);
bool kk_field_settle(struct kk_form *f, struct kk_ui *ui, struct kk_field *fd);
/* An editing command; the width of the field on screen is for wrapped ones. */
enum kk_edit_did kk_field_act(struct kk_field *fd, enum kk_cmd cmd, int cols);
/* Shows what stands in the argument. */
void kk_field_show(struct kk_form *f, struct kk_field *fd);

/* --- drawing (formdraw.c, formshape.c) --- */
void kk_form_draw(const struct kk_view *v, struct kk_canvas *c);
bool kk_form_cursor(const struct kk_view *v, int *row, int *col);
int kk_form_field_cols(const struct kk_form *f, const struct kk_field *fd);

/* --- drafts of an open form (formdraft.c) --- */
void kk_form_offer_draft(struct kk_form *f, struct kk_ui *ui);
/* False: what was typed is nowhere but here, and it was said why. */
bool kk_form_keep_draft(struct kk_form *f, struct kk_ui *ui);
struct kk_fx kk_form_leave(struct kk_form *f, struct kk_ui *ui);

/* --- drafts (draft.c) --- */
/* What the user has put in so far, a line a field; nothing when nothing. */
void kk_form_draft(const struct kk_form *f, struct kk_str *out);
/* What was read from a pasted text, for its first load. */
void kk_form_paste(struct kk_form *f, const struct kk_pasted *h);
void kk_form_restore(struct kk_form *f, struct kk_ui *ui, const char *draft);
/* Local facts of this copy. title is what a list of drafts shows. */
enum kk_status kk_draft_put(struct kk_ctx *ctx, const struct kk_action *action,
                            kk_id subject, kk_time now, const char *title,
                            const char *text, struct kk_err *err) KK_MUST;
/* KK_NONE when there is none. */
enum kk_status kk_draft_get(struct kk_ctx *ctx, const struct kk_action *action,
                            kk_id subject, struct kk_arena *arena, kk_time *at,
                            const char **text, struct kk_err *err) KK_MUST;

#endif
