/* A small full-screen program, with what a real one does to a terminal and
 * some of what it must not do: the harness is tested on it. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <sys/ioctl.h>
#include <sys/signalfd.h>

static struct termios before;

/* A terminal that hung up is told nothing more. */
static void say(const char *s)
{
    size_t n = strlen(s);

    while (n > 0) {
        ssize_t w = write(STDOUT_FILENO, s, n);

        if (w <= 0)
            return;
        s += w;
        n -= (size_t)w;
    }
}

static void show_size(void)
{
    struct winsize size = {0};
    char line[64];

    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    snprintf(line, sizeof line, "\033[1;1H\033[KSIZE %dx%d", size.ws_col,
             size.ws_row);
    say(line);
}

static void enter(void)
{
    struct termios raw = before;

    cfmakeraw(&raw);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    say("\033[?1049h\033[2J\033[?1h");
    show_size();
}

static void leave(void)
{
    say("\033[?1l\033[?25h\033[?1049l");
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

/* The cursor's column after one ambiguous character. */
static void probe(void)
{
    char buf[32] = {0}, line[64];
    size_t n = 0;
    int row = 0, col = 0;

    say("\033[5;1H\xE2\x80\xBB\033[6n");
    while (n < sizeof buf - 1 && strchr(buf, 'R') == NULL) {
        ssize_t got = read(STDIN_FILENO, buf + n, sizeof buf - 1 - n);

        if (got <= 0)
            _exit(5);
        n += (size_t)got;
    }
    sscanf(buf, "\033[%d;%dR", &row, &col);
    snprintf(line, sizeof line, "\033[6;1HWIDTH %d", col - 1);
    say(line);
}

static void show_keys(const char *buf, size_t n)
{
    char line[1024];
    int at = snprintf(line, sizeof line, "\033[3;1H\033[KKEYS");

    for (size_t i = 0; i < n && at < (int)sizeof line - 8; i++)
        at += snprintf(line + at, sizeof line - (size_t)at, " %02X",
                       (unsigned char)buf[i]);
    say(line);
}

static void stop(void)
{
    leave();
    signal(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    enter();
    say("\033[2;1HBACK");
}

/* One chunk as it was read. */
static int obey(const char *buf, size_t n)
{
    show_keys(buf, n);
    if (n != 1)
        return -1;
    switch (buf[0]) {
    case 'w': /* a kanji whose right half, and one whose left half is lost */
        say("\033[4;1H\xE5\x8C\x97\xE5\x8C\xBA\033[4;2Hx"
            "\033[4;11H\xE5\x8C\x97\033[4;11Hy");
        break;
    case 'W':
        say("\033[4;1H\033[K\xE5\x8C\x97\xE5\x8C\xBA\xEF\xBD\xB1|");
        break;
    case 'r': /* repeat the character before */
        say("\033[7;1H-\033[9b|");
        break;
    case 'a':
        say("\033[8;1H\033[1mB\033[m\033[7mR\033[m\033[4mU\033[m\033[31mC"
            "\033[m.");
        break;
    case 'h':
        say("\033[?25l");
        break;
    case 'b':
        say("\007");
        break;
    case 'p':
        say("\033[?2004h\033[9;1HPASTE");
        break;
    case 'q':
        probe();
        break;
    case 26:
        stop();
        break;
    case 'x':
        return 3;
    default:
        break;
    }
    return -1;
}

/* Returns the exit status, -1 to go on. */
static int on_signals(int fd)
{
    struct signalfd_siginfo s;

    while (read(fd, &s, sizeof s) == (ssize_t)sizeof s) {
        if (s.ssi_signo != SIGWINCH)
            return (int)s.ssi_signo + 100;
        show_size();
    }
    return -1;
}

int main(void)
{
    struct pollfd p[3] = {
        {.fd = STDIN_FILENO, .events = POLLIN}, {.events = POLLIN}, {.fd = -1}};
    sigset_t set;
    int status = -1;

    sigemptyset(&set);
    sigaddset(&set, SIGWINCH);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    p[1].fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    tcgetattr(STDIN_FILENO, &before);
    enter();
    while (status < 0) {
        char buf[256];
        ssize_t n;

        if (poll(p, 3, -1) < 0 && errno != EINTR)
            return 6;
        if (p[1].revents != 0)
            status = on_signals(p[1].fd);
        if (status < 0 && p[0].revents != 0) {
            n = read(STDIN_FILENO, buf, sizeof buf);
            if (n > 0)
                status = obey(buf, (size_t)n);
        }
    }
    leave();
    return status;
}
