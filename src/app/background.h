/* Long work beside the screen: the program runs its own command line, tells
 * how far it is through a pipe, and is stopped with SIGTERM. */
#ifndef KIKUSUI_SRC_APP_BACKGROUND_H
#define KIKUSUI_SRC_APP_BACKGROUND_H

#include <kikusui/ui/ui.h>

#include <sys/types.h>

struct kk_job { /* zero-initialised: none runs */
    pid_t pid;
    /* pipes, to be polled while pid is not 0; else 0 */
    int progress, output, errors;
    struct kk_str title, line, words;
    struct kk_str out, notes; /* what it wrote to stdout and stderr */
    int status;               /* of waitpid, once ended */
    bool cancelled;
    bool cut; /* it said more than is kept */
};
/* KK_REFUSED while one runs. */
enum kk_status kk_job_start(struct kk_job *j, const char *program,
                            const char *const *options,
                            const struct kk_ui_job *what,
                            struct kk_err *err) KK_MUST;
void kk_job_cancel(struct kk_job *j);
/* A pipe can be read. True when `words` (what it says now) changed. */
bool kk_job_read(struct kk_job *j);
/* After SIGCHLD: true once, when it has ended; `words` tells how. */
bool kk_job_reap(struct kk_job *j, bool *good);
/* Waits for a cancelled one; frees everything. */
void kk_job_free(struct kk_job *j);

#endif
