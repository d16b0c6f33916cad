/* The processes behind the terminal: a session leader, as a shell is, and the
 * program in a process group of its own. */
#include "vt_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static void tell(int fd, pid_t program, int status)
{
    struct kk_vt_report r = {.program = program, .status = status};

    if (write(fd, &r, sizeof r) != (ssize_t)sizeof r)
        _exit(125);
}

static void default_signals(void)
{
    sigset_t none;

    for (int s = 1; s < NSIG; s++)
        signal(s, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Takes the terminal (still ignoring SIGTTOU), then becomes the program. */
static void become(const struct kk_vt_how *how, int slave)
{
    setpgid(0, 0);
    tcsetpgrp(slave, getpid());
    for (int fd = 0; fd < 3; fd++)
        dup2(slave, fd);
    if (slave > 2)
        close(slave);
    default_signals();
    execve(how->argv[0], (char *const *)how->argv, (char *const *)how->env);
    fprintf(stderr, "%s: %s\n", how->argv[0], strerror(errno));
    _exit(127);
}

/* The leader's; the kernel tells a hang-up to the leader alone. */
static volatile sig_atomic_t group;

static void pass_on(int signo)
{
    if (group != 0) {
        kill(-(pid_t)group, signo);
        kill(-(pid_t)group, SIGCONT);
    }
}

/* Waits for the program as a shell does: on a stop it takes the terminal back
 * and goes on when told to. */
static void lead(const struct kk_vt_how *how, int slave, int report,
                 int command)
{
    struct sigaction hangup = {.sa_handler = pass_on, .sa_flags = SA_RESTART};
    pid_t program;
    int status;
    char word;

    setsid();
    ioctl(slave, TIOCSCTTY, 0);
    signal(SIGTTOU, SIG_IGN);
    signal(SIGTTIN, SIG_IGN);
    signal(SIGTSTP, SIG_IGN);
    sigaction(SIGHUP, &hangup, NULL);
    program = fork();
    if (program < 0)
        _exit(125);
    if (program == 0)
        become(how, slave);
    setpgid(program, program);
    group = program;
    tell(report, program, -1);
    while (waitpid(program, &status, WUNTRACED) == program) {
        if (WIFSTOPPED(status))
            tcsetpgrp(slave, getpid());
        tell(report, program, status);
        if (!WIFSTOPPED(status))
            break;
        if (read(command, &word, 1) != 1)
            break;
        tcsetpgrp(slave, program);
        kill(-program, SIGCONT);
    }
    _exit(0);
}

int kk_vt_spawn(struct kk_vt *vt, const struct kk_vt_how *how)
{
    int report[2], command[2];

    if (pipe2(report, O_CLOEXEC) != 0)
        return errno;
    if (pipe2(command, O_CLOEXEC) != 0) {
        close(report[0]);
        close(report[1]);
        return errno;
    }
    vt->leader = fork();
    if (vt->leader == 0) {
        close(report[0]);
        close(command[1]);
        close(vt->master); /* or it could never hang up */
        lead(how, vt->slave, report[1], command[0]);
    }
    close(report[1]);
    close(command[0]);
    vt->report = report[0];
    vt->command = command[1];
    return vt->leader < 0 ? EAGAIN : 0;
}

/* Enough of a poll to be the program's own: ncurses polls the keyboard alone,
 * for a moment, to tell ESC from the keys that begin with it. */
static bool long_poll(unsigned long n_fds, unsigned long timeout)
{
    return n_fds > 2 || (int)timeout < 0;
}

static bool idle_call(const char *line)
{
    unsigned long arg[3];
    long nr;

    if (sscanf(line, "%ld 0x%lx 0x%lx 0x%lx", &nr, &arg[0], &arg[1], &arg[2]) !=
        4)
        return false; /* "running" */
    if (nr == SYS_read)
        return arg[0] == STDIN_FILENO;
#ifdef SYS_poll
    if (nr == SYS_poll)
        return long_poll(arg[1], arg[2]);
#endif
    if (nr == SYS_ppoll) /* its timeout is a pointer, NULL: for ever */
        return long_poll(arg[1], arg[2] == 0 ? (unsigned long)-1 : 0);
    return false;
}

bool kk_vt_waits(const struct kk_vt *vt)
{
    char path[64], line[256] = "";
    FILE *f;
    bool idle;

    if (vt->program == 0 || vt->ended || vt->stopped)
        return vt->ended || vt->stopped;
    snprintf(path, sizeof path, "/proc/%d/syscall", (int)vt->program);
    f = fopen(path, "re");
    if (f == NULL)
        return false;
    idle = fgets(line, sizeof line, f) != NULL && idle_call(line);
    fclose(f);
    return idle;
}
