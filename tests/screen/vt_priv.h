#ifndef KIKUSUI_TESTS_VT_PRIV_H
#define KIKUSUI_TESTS_VT_PRIV_H

#include "vt.h"

#include <vterm.h>

#include <sys/types.h>

struct kk_vt {
    VTerm *term;
    VTermScreen *screen;
    int master, slave;   /* slave: kept open to see what was not read yet */
    int report, command; /* pipes of the session leader */
    pid_t leader, program;
    int status; /* of the program, once ended */
    bool ended, stopped, wide, cursor_shown, alt;
    size_t bytes, bells;
    struct kk_str out; /* keys and answers on their way to the program */
};

/* What the session leader tells, one record each. */
struct kk_vt_report {
    pid_t program;
    int status; /* of waitpid; -1: it was started */
};

/* Starts the program on the slave under a session leader. 0 or errno. */
int kk_vt_spawn(struct kk_vt *vt, const struct kk_vt_how *how);
/* Is the program asleep waiting for input? Linux: /proc/PID/syscall. */
bool kk_vt_waits(const struct kk_vt *vt);

/* Reads what there is, waiting at most ms for the first of it; true when
 * anything came. */
bool kk_vt_pump(struct kk_vt *vt, int ms);

#endif
