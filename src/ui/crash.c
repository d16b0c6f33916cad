/* A program that dies in the middle leaves a terminal that shows nothing typed
 * and takes no line. What is done here is what a signal handler may do. */
#include "crash.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
enum { N_DEADLY = sizeof deadly / sizeof *deadly };

/* Mutable and static: a signal handler can reach nothing else. */
static struct sigaction had[N_DEADLY];
static struct termios own; /* the terminal's settings before us */
static volatile sig_atomic_t armed;

/* Mouse and pasting as they were, plain characters, cursor, keys, the screen
 * before ours. */
static const char give_back[] = "\033[?1000l\033[?1006l\033[?2004l\033[0m"
                                "\033[?25h\033[?1l\033>\033[?1049l\r";

static void on_death(int signo)
{
    if (armed) {
        armed = 0;
        (void)!write(STDOUT_FILENO, give_back, sizeof give_back - 1);
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &own);
    }
    /* Whoever stood here before, a sanitizer or the default, has it. */
    for (int i = 0; i < N_DEADLY; i++)
        if (deadly[i] == signo)
            (void)sigaction(signo, &had[i], NULL);
    (void)raise(signo);
}

void kk_crash_arm(const struct termios *before)
{
    static char stack[64 * 1024]; /* an overflown one cannot hold a handler */
    const stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction sa = {.sa_handler = on_death, .sa_flags = SA_ONSTACK};
    stack_t now;

    own = *before;
    armed = 1;
    sigemptyset(&sa.sa_mask);
    /* A sanitizer's own is left to it. */
    if (sigaltstack(NULL, &now) == 0 && (now.ss_flags & SS_DISABLE) != 0)
        (void)sigaltstack(&alternate, NULL);
    for (int i = 0; i < N_DEADLY; i++)
        (void)sigaction(deadly[i], &sa, &had[i]);
}

void kk_crash_disarm(void)
{
    if (!armed)
        return;
    armed = 0;
    for (int i = 0; i < N_DEADLY; i++)
        (void)sigaction(deadly[i], &had[i], NULL);
}
