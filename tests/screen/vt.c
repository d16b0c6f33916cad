#include "vt_priv.h"

#include <kikusui/base/mem.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <sys/ioctl.h>
#include <sys/wait.h>

/* --- the terminal's side --- */

/* Answers to questions and named keys. A wide terminal has moved its cursor
 * one column further after an ambiguous character. */
static void take_output(const char *s, size_t len, void *user)
{
    struct kk_vt *vt = user;
    char text[32] = {0};
    int row, col;
    char last = '\0';

    memcpy(text, s, len < sizeof text - 1 ? len : sizeof text - 1);
    if (vt->wide && len < sizeof text &&
        sscanf(text, "\033[%d;%d%c", &row, &col, &last) == 3 && last == 'R' &&
        col > 1) {
        VTermScreenCell cell = {0};

        vterm_screen_get_cell(vt->screen, (VTermPos){row - 1, col - 2}, &cell);
        if (cell.chars[0] >= 0x80 && cell.width == 1)
            col++;
        kk_str_addf(&vt->out, "\033[%d;%dR", row, col);
    } else {
        kk_str_addn(&vt->out, s, len);
    }
}

static int take_prop(VTermProp prop, VTermValue *val, void *user)
{
    struct kk_vt *vt = user;

    if (prop == VTERM_PROP_CURSORVISIBLE)
        vt->cursor_shown = val->boolean != 0;
    else if (prop == VTERM_PROP_ALTSCREEN)
        vt->alt = val->boolean != 0;
    return 1;
}

static int take_bell(void *user)
{
    ((struct kk_vt *)user)->bells++;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = take_prop,
                                               .bell = take_bell};

struct kk_vt *kk_vt_start(const struct kk_vt_how *how)
{
    struct winsize size = {.ws_row = (unsigned short)how->rows,
                           .ws_col = (unsigned short)how->cols};
    struct kk_vt *vt = kk_alloc(sizeof *vt);
    int rc;

    vt->report = vt->command = -1;
    vt->wide = how->wide;
    vt->cursor_shown = true;
    if (openpty(&vt->master, &vt->slave, NULL, NULL, &size) != 0) {
        fprintf(stderr, "openpty: %s\n", strerror(errno));
        kk_free(vt);
        return NULL;
    }
    fcntl(vt->master, F_SETFD, FD_CLOEXEC);
    fcntl(vt->slave, F_SETFD, FD_CLOEXEC);
    fcntl(vt->master, F_SETFL, O_NONBLOCK);
    vt->term = vterm_new(how->rows, how->cols);
    vterm_set_utf8(vt->term, 1);
    vterm_output_set_callback(vt->term, take_output, vt);
    vt->screen = vterm_obtain_screen(vt->term);
    vterm_screen_set_callbacks(vt->screen, &callbacks, vt);
    vterm_screen_enable_altscreen(vt->screen, 1);
    vterm_screen_reset(vt->screen, 1);
    rc = kk_vt_spawn(vt, how);
    if (rc != 0) {
        fprintf(stderr, "fork: %s\n", strerror(rc));
        kk_vt_free(&vt);
    }
    return vt;
}

void kk_vt_free(struct kk_vt **p)
{
    struct kk_vt *vt = *p;
    int status;

    if (vt == NULL)
        return;
    kk_vt_hangup(vt);
    if (vt->program > 0 && !vt->ended)
        kill(vt->program, SIGKILL);
    close(vt->slave);
    if (vt->command >= 0)
        close(vt->command);
    if (vt->report >= 0)
        close(vt->report);
    if (vt->leader > 0)
        waitpid(vt->leader, &status, 0);
    vterm_free(vt->term);
    kk_str_free(&vt->out);
    kk_free(vt);
    *p = NULL;
}

/* --- input and output --- */

static void read_report(struct kk_vt *vt)
{
    struct kk_vt_report r;

    if (read(vt->report, &r, sizeof r) != (ssize_t)sizeof r) {
        close(vt->report);
        vt->report = -1;
        vt->ended = true;
        return;
    }
    vt->program = r.program;
    if (r.status == -1)
        return;
    vt->stopped = WIFSTOPPED(r.status);
    vt->ended = !vt->stopped;
    if (vt->ended)
        vt->status = WIFEXITED(r.status) ? WEXITSTATUS(r.status)
                                         : 128 + WTERMSIG(r.status);
}

static bool read_master(struct kk_vt *vt)
{
    char buf[16384];
    bool any = false;
    ssize_t n;

    while ((n = read(vt->master, buf, sizeof buf)) > 0) {
        vt->bytes += (size_t)n;
        vterm_input_write(vt->term, buf, (size_t)n);
        any = true;
    }
    return any;
}

void kk_vt_send(struct kk_vt *vt)
{
    size_t at = 0;

    while (vt->master >= 0 && at < vt->out.n_bytes) {
        ssize_t n = write(vt->master, vt->out.s + at, vt->out.n_bytes - at);
        struct pollfd p = {.fd = vt->master, .events = POLLIN | POLLOUT};

        if (n > 0)
            at += (size_t)n;
        else if (errno != EAGAIN || poll(&p, 1, KK_VT_WAIT_MS) <= 0)
            break;
        if ((p.revents & POLLIN) != 0)
            read_master(vt);
    }
    kk_str_clear(&vt->out);
}

bool kk_vt_pump(struct kk_vt *vt, int ms)
{
    struct pollfd p[] = {{.fd = vt->master, .events = POLLIN},
                         {.fd = vt->report, .events = POLLIN}};
    bool any = false;

    if (poll(p, 2, ms) <= 0)
        return false;
    if (p[1].revents != 0) {
        read_report(vt);
        any = true;
    }
    /* Also after an end: what it printed last. */
    if (vt->master >= 0 && read_master(vt))
        any = true;
    kk_vt_send(vt);
    return any;
}

/* --- keys --- */

static const struct {
    const char *name;
    VTermKey key;
} named[] = {
    {"Enter", VTERM_KEY_ENTER},  {"Tab", VTERM_KEY_TAB},
    {"BS", VTERM_KEY_BACKSPACE}, {"Esc", VTERM_KEY_ESCAPE},
    {"Up", VTERM_KEY_UP},        {"Down", VTERM_KEY_DOWN},
    {"Left", VTERM_KEY_LEFT},    {"Right", VTERM_KEY_RIGHT},
    {"Ins", VTERM_KEY_INS},      {"Del", VTERM_KEY_DEL},
    {"Home", VTERM_KEY_HOME},    {"End", VTERM_KEY_END},
    {"PgUp", VTERM_KEY_PAGEUP},  {"PgDn", VTERM_KEY_PAGEDOWN},
};

bool kk_vt_put_key(struct kk_vt *vt, const char *name)
{
    size_t n = strlen(name);
    int f = 0;
    char c = '\0', rest = '\0';

    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strcmp(named[i].name, name) == 0) {
            vterm_keyboard_key(vt->term, named[i].key, VTERM_MOD_NONE);
            return true;
        }
    if (strcmp(name, "Space") == 0) {
        kk_str_addc(&vt->out, ' ');
    } else if (strcmp(name, "S-Tab") == 0) {
        vterm_keyboard_key(vt->term, VTERM_KEY_TAB, VTERM_MOD_SHIFT);
    } else if (sscanf(name, "F%d%c", &f, &rest) == 1 && f >= 1 && f <= 12) {
        vterm_keyboard_key(vt->term, (VTermKey)VTERM_KEY_FUNCTION(f),
                           VTERM_MOD_NONE);
    } else if ((n == 2 && sscanf(name, "^%c", &c) == 1) ||
               (n == 3 && sscanf(name, "C-%c", &c) == 1)) {
        kk_str_addc(&vt->out, (char)(c & 0x1F));
    } else if (n > 0 && (n == 1 || ((unsigned char)name[0] >= 0x80 &&
                                    mblen(name, n) == (int)n))) {
        kk_str_add(&vt->out, name);
    } else {
        return false;
    }
    return true;
}

void kk_vt_put_text(struct kk_vt *vt, const char *utf8)
{
    kk_str_add(&vt->out, utf8);
}

void kk_vt_put_paste(struct kk_vt *vt, const char *utf8)
{
    vterm_keyboard_start_paste(vt->term);
    for (; *utf8 != '\0'; utf8++)
        kk_str_addc(&vt->out, (char)(*utf8 == '\n' ? '\r' : *utf8));
    vterm_keyboard_end_paste(vt->term);
}

/* --- what else happens to a terminal --- */

void kk_vt_resize(struct kk_vt *vt, int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows,
                           .ws_col = (unsigned short)cols};

    vterm_set_size(vt->term, rows, cols);
    ioctl(vt->master, TIOCSWINSZ, &size);
}

/* The program's id is known once the leader has told it. */
static bool started(struct kk_vt *vt)
{
    for (int i = 0; vt->program == 0 && !vt->ended && i < 200; i++)
        kk_vt_pump(vt, KK_VT_WAIT_MS / 200);
    return vt->program != 0 && !vt->ended;
}

void kk_vt_signal(struct kk_vt *vt, int signo)
{
    if (started(vt))
        kill(vt->program, signo);
}

void kk_vt_hangup(struct kk_vt *vt)
{
    if (vt->master >= 0)
        close(vt->master);
    vt->master = -1;
}

void kk_vt_continue(struct kk_vt *vt)
{
    vt->stopped = false;
    if (write(vt->command, "c", 1) != 1)
        vt->ended = true;
}

/* --- waiting --- */

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Asking the slave also moves on what the kernel still holds back. */
static bool unread(const struct kk_vt *vt)
{
    struct pollfd p = {.fd = vt->slave, .events = POLLIN};

    return poll(&p, 1, 0) > 0 && (p.revents & POLLIN) != 0;
}

bool kk_vt_settle(struct kk_vt *vt)
{
    int64_t end = now_ms() + KK_VT_WAIT_MS;

    while (now_ms() < end) {
        while (kk_vt_pump(vt, 0))
            continue;
        if (vt->ended || vt->stopped || vt->master < 0)
            return true;
        if (vt->program != 0 && !unread(vt) && kk_vt_waits(vt)) {
            if (!kk_vt_pump(vt, 0))
                return true;
        } else {
            kk_vt_pump(vt, 2);
        }
    }
    return false;
}

typedef bool condition(const struct kk_vt *vt, const void *what);

static bool wait_for(struct kk_vt *vt, condition *good, const void *what,
                     int ms)
{
    int64_t end = now_ms() + ms;

    while (!good(vt, what)) {
        int64_t left = end - now_ms();

        if (left <= 0 || (vt->ended && vt->report < 0))
            return good(vt, what);
        kk_vt_pump(vt, (int)left);
    }
    return true;
}

static bool shows(const struct kk_vt *vt, const void *text)
{
    int row, col;

    return kk_vt_find(vt, text, &row, &col);
}

static bool shows_not(const struct kk_vt *vt, const void *text)
{
    return !shows(vt, text);
}

static bool is_all(const struct kk_vt *vt, const void *screen)
{
    struct kk_str text = {0};
    bool same;

    kk_vt_text(vt, &text);
    same = strcmp(kk_str_c(&text), screen) == 0;
    kk_str_free(&text);
    return same;
}

static bool is_stopped(const struct kk_vt *vt, const void *unused)
{
    (void)unused;
    return vt->stopped;
}

static bool is_ended(const struct kk_vt *vt, const void *unused)
{
    (void)unused;
    return vt->ended;
}

bool kk_vt_expect(struct kk_vt *vt, const char *text)
{
    return wait_for(vt, shows, text, KK_VT_WAIT_MS);
}

bool kk_vt_expect_gone(struct kk_vt *vt, const char *text)
{
    return wait_for(vt, shows_not, text, KK_VT_WAIT_MS);
}

bool kk_vt_expect_all(struct kk_vt *vt, const char *screen, int ms)
{
    return wait_for(vt, is_all, screen, ms);
}

static bool has_printed(const struct kk_vt *vt, const void *bytes)
{
    return vt->bytes > *(const size_t *)bytes;
}

bool kk_vt_wait_bytes(struct kk_vt *vt, size_t bytes)
{
    return wait_for(vt, has_printed, &bytes, KK_VT_WAIT_MS);
}

bool kk_vt_wait_stopped(struct kk_vt *vt)
{
    return wait_for(vt, is_stopped, NULL, KK_VT_WAIT_MS);
}

bool kk_vt_wait_exit(struct kk_vt *vt, int *status)
{
    bool ended = wait_for(vt, is_ended, NULL, KK_VT_WAIT_MS);

    while (ended && kk_vt_pump(vt, 0))
        continue;
    *status = vt->status;
    return ended;
}
