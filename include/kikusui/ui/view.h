/* A view: something that stands on the stack and has the keys while it is on
 * top. Full views take the screen between the first line and the message
 * line; overlays (forms, dialogs, the palette) stand on what is below. */
#ifndef KIKUSUI_UI_VIEW_H
#define KIKUSUI_UI_VIEW_H

#include <kikusui/base/status.h>
#include <kikusui/base/val.h>
#include <kikusui/ui/canvas.h>
#include <kikusui/ui/command.h>

struct kk_ui;
struct kk_view;

/* What a view answers to a command or text. */
enum {
    KK_FX_NOT = 1,    /* not mine: the program's own meaning, if any */
    KK_FX_REDRAW = 2, /* what is shown changed */
    KK_FX_RELOAD = 4, /* this view reads again */
    KK_FX_POP = 8     /* this view is done; it is closed */
};
struct kk_fx {
    unsigned flags;
    struct kk_view *push; /* after a POP, when both are given */
};

/* A record that the keys act on. */
struct kk_subject {
    const char *kind; /* "" when there is none */
    kk_id id;
};

/* How a job ended. Borrowed. */
struct kk_job_end {
    bool good, cancelled;
    int status;        /* as a command ends: 0 good, 1 refused, … */
    const char *out;   /* what it wrote to stdout */
    const char *notes; /* and to stderr: why not, or what to know */
};

enum {
    KK_VIEW_OVER = 1,    /* drawn over the one below */
    KK_VIEW_MODAL = 2,   /* no global keys */
    KK_VIEW_BORROWS = 8, /* acts on what is selected in the view below */
    KK_VIEW_LOCK = 4     /* hides everything below */
};
#define KK_SCOPES_MAX 8
#define KK_TITLE_BYTES 256

/* Any function may be NULL where a view has nothing to say. */
struct kk_view_ops {
    unsigned flags;
    /* Copies what is shown from the domain into the view. view->area is set. */
    enum kk_status (*load)(struct kk_view *, struct kk_ui *, struct kk_err *);
    /* What load leaves out while ui->settled is not set (kk_ui_settle). */
    enum kk_status (*settle)(struct kk_view *, struct kk_ui *, struct kk_err *);
    /* The same for what may come after the frame: counts from elsewhere. */
    enum kk_status (*late)(struct kk_view *, struct kk_ui *, struct kk_err *);
    struct kk_fx (*act)(struct kk_view *, struct kk_ui *, enum kk_cmd);
    /* Whether a command of its scopes does anything now: what does nothing is
     * not in the last line. */
    bool (*can)(const struct kk_view *, const struct kk_ui *, enum kk_cmd);
    /* Characters, while `typing`. */
    struct kk_fx (*text)(struct kk_view *, struct kk_ui *, const char *utf8,
                         bool pasted);
    bool (*typing)(const struct kk_view *);
    /* Japanese text that arrived while not typing: opens the search. */
    struct kk_fx (*search)(struct kk_view *, struct kk_ui *, const char *utf8);
    /* What a scanner typed: it replaces what stood there. `ended`: the Enter
     * behind it, which never records. KK_FX_NOT: there is no place for it
     * here. NULL while typing: it is text like any other. */
    struct kk_fx (*scan)(struct kk_view *, struct kk_ui *, const char *utf8,
                         bool ended);
    /* A digit that is no key here begins what is to be recorded. */
    struct kk_fx (*number)(struct kk_view *, struct kk_ui *, char digit);
    struct kk_fx (*click)(struct kk_view *, struct kk_ui *, int row, int col);
    /* From the snapshot to the canvas, in view->area; touches nothing else. */
    void (*draw)(const struct kk_view *, struct kk_canvas *);
    /* Where the caret is; false hides it. */
    bool (*cursor)(const struct kk_view *, int *row, int *col);
    /* Key scopes, innermost first; without "global". */
    size_t (*scopes)(const struct kk_view *, const char *out[KK_SCOPES_MAX]);
    /* The record the keys act on, of any kind it can offer: the selected row,
     * else the page's own. */
    void (*subject)(const struct kk_view *, struct kk_subject *out);
    /* The record of that kind that belongs to the subject (the unit of the
     * selected incident); 0: none. */
    kk_id (*related)(const struct kk_view *, const char *kind);
    /* Marked rows: how many, borrowed. */
    size_t (*marks)(const struct kk_view *, const char **kind,
                    const kk_id **ids);
    /* The actions still to be done, the next one first; NULL: no more. Of
     * several on one key the first of these is taken. */
    const char *(*prefer)(const struct kk_view *, size_t nth);
    /* A form has made that record over this view: the row to stand on now. */
    void (*made)(struct kk_view *, const struct kk_subject *made);
    /* The left of the first line. */
    void (*title)(const struct kk_view *, char out[KK_TITLE_BYTES]);
    /* The message line when there is no message; NULL. */
    const char *(*hint)(const struct kk_view *);
    /* A job that this view started is over (kk_ui_job). */
    void (*ended)(struct kk_view *, struct kk_ui *,
                  const struct kk_job_end *end);
    /* Puts unfinished work on disk: after two idle seconds, on a hang-up. */
    void (*save)(struct kk_view *, struct kk_ui *);
    void (*close)(struct kk_view *, struct kk_ui *); /* frees the view */
};
/* First member of every view. */
struct kk_view {
    const struct kk_view_ops *ops;
    struct kk_view *below;
    struct kk_rect area; /* set by the stack before load and draw */
    bool stale;
    bool scanned; /* opened by what a scanner typed */
};

#endif
