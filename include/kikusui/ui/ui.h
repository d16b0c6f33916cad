/* The full-screen program without terminal and event loop: keys in, a canvas
 * out. The loop in `app` drives it on a real terminal, `kikusui screen` and
 * the tests without one. */
#ifndef KIKUSUI_UI_UI_H
#define KIKUSUI_UI_UI_H

#include <kikusui/base/config.h>
#include <kikusui/domain/feature.h>
#include <kikusui/domain/service_view.h>
#include <kikusui/ui/edit.h>
#include <kikusui/ui/key.h>
#include <kikusui/ui/view.h>

/* A command of the program that takes long: it runs as a process of its own
 * beside the screen. */
struct kk_ui_job {
    const char *title;       /* 書き出し */
    const char *const *argv; /* after the program's name; ends with NULL */
    const char *secret;      /* handed over by a pipe; or NULL */
};

struct kk_flow_told;
struct kk_steps;

/* What a kind's records look like where that is their own. Steps, lists, the
 * selection and the keys are those of the page of any record; `data` is the
 * snapshot that load makes. */
struct kk_ui_face {
    const char *const *told; /* lists that it tells in its own way */
    enum kk_status (*load)(struct kk_ui *ui, kk_id id, void **data,
                           struct kk_err *err);
    void (*free)(void *data);
    const struct kk_steps *(*steps)(const void *data); /* of the snapshot */
    /* As kk_steps_undone, with what else goes on. */
    const char *(*undone)(const void *data, size_t nth);
    kk_id (*related)(const void *data, const char *kind);
    void (*title)(const void *data, char out[KK_TITLE_BYTES]);
    /* Head and foot of a page: the rows they take; c NULL only counts. */
    int (*head)(const void *data, kk_time now, struct kk_canvas *c,
                struct kk_rect page);
    int (*foot)(const void *data, struct kk_canvas *c, struct kk_rect page);
    void (*tells)(const void *data, struct kk_flow_told *out); /* ui/flow.h */
};
/* A screen of a feature: what screen:NAME opens, and the page of a kind's
 * records, or their face, in place of the general one. */
struct kk_ui_screen {
    const char *name, *label; /* label: in the palette; NULL: not there */
    const char *kind;         /* "" none */
    struct kk_view *(*open)(struct kk_ui *ui, kk_id id);
    const struct kk_ui_face *face;
};

/* What the process gives the screen. Everything is borrowed and outlives it.
 * A callback may be NULL: the screen does without. */
struct kk_ui_host {
    struct kk_ctx *ctx;
    const struct kk_config *config;
    const struct kk_ui_screen *screens; /* ends with name NULL */
    const char *seek; /* the listing that typed text is looked for in where the
                         page has none; or NULL */
    const char
        *find; /* the listing that finds records of all kinds: what `seek`
                  is for a scanner, for what a person types; or NULL */
    void *user;
    /* How many records are over their time: one bell when there are more. */
    enum kk_status (*over)(void *user, int64_t *n, struct kk_err *err);
    /* Has this worker a passphrase, and is this the one? KK_REFUSED: no. */
    bool (*has_pass)(void *user, kk_id worker);
    enum kk_status (*set_pass)(void *user, kk_id worker, const char *pass,
                               struct kk_err *err); /* "": none any more */
    enum kk_status (*unlock)(void *user, kk_id worker, const char *pass,
                             struct kk_err *err);
    /* The screen is locked under this worker's passphrase; 0: open again. */
    void (*lock)(void *user, kk_id worker);
    /* The passphrase of the node's keys, held since it was typed (NULL: not
     * yet); borrowed. Holding it: `pass` is copied. */
    const char *(*node_pass)(void *user);
    void (*hold_node_pass)(void *user, const char *pass);
    /* For the first line, a piece a line, the most important first: 要確認 1,
     * 未送信 3件. As many as there is room for are shown. Appends. */
    void (*outbox)(void *user, struct kk_str *words);
    enum kk_status (*job_start)(void *user, const struct kk_ui_job *job,
                                struct kk_err *err);
    void (*job_cancel)(void *user);
};

struct kk_ui_foot { /* an entry of the last line */
    char key[KK_KEY_BYTES];
    const char *label;
};
#define KK_UI_FOOT_MAX 24

struct kk_ui_moment { /* of the database and the clock */
    int64_t version, arrival;
    kk_time minute;
};
struct kk_ui {
    struct kk_ui_host host;
    struct kk_ctx *ctx;
    struct kk_view *top; /* the bottom one is never popped */
    size_t depth;
    int rows, cols;
    kk_time now; /* of the last refresh */
    bool lines;  /* the terminal draws frames */
    /* wishes to whoever drives it; that one clears them */
    bool quit, suspend, repaint, flush, bell, mouse;
    bool dirty;   /* kk_ui_draw would draw something else */
    bool late;    /* something is left for kk_ui_late */
    bool settled; /* kk_ui_settle was called */
    bool locked;
    /* the first line */
    struct kk_service_view service;
    char who[64];
    struct kk_str outbox;
    struct kk_ui_moment outbox_at; /* when it was asked for */
    /* the message line */
    struct kk_str message;
    enum kk_style message_style;
    bool message_passing; /* goes with the next key */
    char undo[KK_ENTRY_NAME_BYTES];
    char undo_words[128];     /* what that was: 連絡を記録 K1-0042 */
    struct kk_str scanned;    /* what came at once just now; empty: nothing */
    struct kk_str copy;       /* a text for the clipboard; empty: none */
    struct kk_str job;        /* what the running job says; empty: none runs */
    struct kk_view *job_view; /* who started it, while that one stands */
    /* The key that made a record just now; 0: none. What waits and equals it
     * was not meant for what stands there since. Cleared by who reads the keys,
     * when none waits any more. */
    uint32_t held;
    bool recorded; /* by the key in hand */
    /* the last line */
    struct kk_ui_foot foot[KK_UI_FOOT_MAX];
    size_t n_foot;
    int64_t db_version;
    int64_t over; /* records over their time when last counted; -1: never */
    bool count;   /* something may have changed them */
};

/* With the host's screen "home" as the bottom of the stack. */
struct kk_ui *kk_ui_new(const struct kk_ui_host *host, int rows, int cols,
                        bool lines);
void kk_ui_free(struct kk_ui **ui);

/* --- driven by the loop --- */
/* Keys that arrived together: what the input method commits comes at once. */
void kk_ui_keys(struct kk_ui *ui, const struct kk_key *keys, size_t n);
void kk_ui_resize(struct kk_ui *ui, int rows, int cols);
void kk_ui_changed(struct kk_ui *ui); /* somebody may have committed */
void kk_ui_tick(struct kk_ui *ui);    /* another minute */
void kk_ui_idle(struct kk_ui *ui);    /* nothing typed for two seconds */
void kk_ui_save(struct kk_ui *ui);    /* before the process ends */
void kk_ui_lock(struct kk_ui *ui);
/* A running job: what it says now; its end, in words for the message line
 * where the view that started it has nothing to say, or is gone. */
void kk_ui_job_says(struct kk_ui *ui, const char *words);
void kk_ui_job_ended(struct kk_ui *ui, const struct kk_job_end *end,
                     const char *words);
/* Loads what is stale. Then draw may be called. */
void kk_ui_refresh(struct kk_ui *ui);
/* Loads what the first frame left out of what follows from its rows (`settle`
 * of a view), when no key waits and at the latest before the first one; false:
 * that was done. */
bool kk_ui_settle(struct kk_ui *ui);
/* Loads what was left for after the frame, when no key waits. */
void kk_ui_late(struct kk_ui *ui);
/* Draws everything; *row -1: no cursor. */
void kk_ui_draw(const struct kk_ui *ui, struct kk_canvas *c, int *row,
                int *col);

/* --- for views --- */
void kk_ui_push(struct kk_ui *ui, struct kk_view *view);
void kk_ui_pop(struct kk_ui *ui);
/* Takes a view out of the stack, wherever it stands, and closes it. */
void kk_ui_remove(struct kk_ui *ui, struct kk_view *view);
void kk_ui_stale(struct kk_ui *ui); /* all views read again */
/* A result stays until somebody moves on or something else is said; a refusal
 * goes with the next key. What u takes back at once is offered by the message
 * that tells of it and goes with that message. */
void kk_ui_say(struct kk_ui *ui, const char *fmt, ...) KK_PRINTF(2, 3);
void kk_ui_fail(struct kk_ui *ui, const struct kk_err *err);
void kk_ui_refuse(struct kk_ui *ui, const char *words);
void kk_ui_hush(struct kk_ui *ui); /* nothing is said any more */
/* After something was recorded: what went wrong beside it, if anything. */
void kk_ui_warn(struct kk_ui *ui);
/* Offers, behind the message, one's last record that stands for taking back:
 * u after u walks back. */
void kk_ui_offer_back(struct kk_ui *ui);
/* Opens the form of an action. subject may be NULL. */
void kk_ui_start(struct kk_ui *ui, const struct kk_action *action,
                 const struct kk_subject *subject);
/* The same with what was read from a pasted text in its fields. */
struct kk_pasted;
void kk_ui_start_pasted(struct kk_ui *ui, const struct kk_pasted *pasted);
/* Starts a job; `view` is told of its end. KK_REFUSED while one runs. */
enum kk_status kk_ui_job(struct kk_ui *ui, struct kk_view *view,
                         const struct kk_ui_job *job,
                         struct kk_err *err) KK_MUST;
/* Opens the page of a record. */
void kk_ui_open(struct kk_ui *ui, const char *kind, kk_id id);
/* One of the host's screens; NULL. */
const struct kk_ui_screen *kk_ui_screen(const struct kk_ui *ui,
                                        const char *name);
/* What a binding or a palette entry names: an action, a command, screen:NAME
 * or list:NAME, go:KIND. */
void kk_ui_run(struct kk_ui *ui, const char *target);
/* The id of the subject's record of that kind, 0 when there is none. */
kk_id kk_ui_related(const struct kk_ui *ui, const char *kind);
void kk_ui_subject(const struct kk_ui *ui, struct kk_subject *out);
/* Rows marked in the view that the keys act on: how many, borrowed. */
size_t kk_ui_marks(const struct kk_ui *ui, const char **kind,
                   const kk_id **ids);
/* The view whose selection the keys act on. */
const struct kk_view *kk_ui_acting(const struct kk_ui *ui);
/* The key scopes of the top view, or of any: innermost first, "global" last
 * unless the view is modal. */
size_t kk_view_scopes(const struct kk_view *view,
                      const char *out[KK_SCOPES_MAX + 1]);
size_t kk_ui_scopes(const struct kk_ui *ui, const char *out[KK_SCOPES_MAX + 1]);
/* Is it about one record, so that one must be in hand? 「加える」 is not. */
bool kk_ui_about_one(const struct kk_action *action);
/* A binding's action in the registry, NULL when it names none. */
const struct kk_action *kk_ui_action(const struct kk_ui *ui,
                                     const char *target);
/* Says so when not all that was inserted had room. */
void kk_ui_tell_cut(struct kk_ui *ui, const struct kk_edit *e);
/* May it run on what is selected now? The subject it would be given. */
bool kk_ui_can(struct kk_ui *ui, const struct kk_action *action,
               struct kk_subject *subject, struct kk_err *err);

#endif
