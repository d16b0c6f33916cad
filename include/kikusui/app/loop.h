/* The screen on a real terminal: the program's only poll. */
#ifndef KIKUSUI_APP_LOOP_H
#define KIKUSUI_APP_LOOP_H

#include <kikusui/ui/ui.h>

struct kk_loop {            /* how; everything is borrowed */
    struct kk_ui_host host; /* its job functions and user are set here */
    const char *program;    /* runs long commands: a path, or /proc/self/exe */
    /* Options that come before a job's own words (--db FILE …); ends with
     * NULL. */
    const char *const *job_options;
    const char *first; /* opened over home: screen:NAME; NULL */
    bool locked;       /* begins locked */
    /* What a job finds in its passphrase file, or NULL; node: what it was
     * given for the node's keys, or NULL. The caller wipes and frees it. */
    char *(*secrets)(void *user, const char *node);
};
/* Until the user quits or the terminal or the process is told to go: then
 * drafts are on disk. */
enum kk_status kk_loop_run(const struct kk_loop *how,
                           struct kk_err *err) KK_MUST;

/* One screen as text, without a terminal. name: home, palette, help, lock,
 * sync, nodes, a listing, or KIND REF for a record's page (incident K1-0042);
 * NULL: home. keys: key names between blanks (j Enter F8 ^L), anything longer
 * is typed as text; NULL: none. KK_USAGE for a name that is none. Appends to
 * out. */
enum kk_status kk_screen_render(const struct kk_ui_host *host, const char *name,
                                int rows, int cols, const char *keys,
                                struct kk_str *out, struct kk_err *err) KK_MUST;

#endif
