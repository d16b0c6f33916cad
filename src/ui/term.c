/* The terminal: opened, drawn to with ncurses, given back. */
#include "crash.h"
#include "term_priv.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include <sys/ioctl.h>

/* --- the width of ambiguous characters --- */

/* How long a terminal may take to tell its cursor: slow links included. */
enum { PROBE_MS = 400 };

static void say(const char *s)
{
    size_t n = strlen(s);

    while (n > 0) {
        ssize_t w = write(STDOUT_FILENO, s, n);

        if (w < 0 && errno == EINTR)
            continue;
        if (w <= 0)
            return;
        s += w;
        n -= (size_t)w;
    }
}

/* Finds ESC [ row ; col R in what came and takes it out; 0 while there is
 * none. Everything else was typed and stays. */
static int take_report(unsigned char *buf, size_t *n)
{
    for (size_t i = 0; i + 5 < *n; i++) {
        char text[32] = {0};
        int row, col, len = 0;

        if (buf[i] != 27 || buf[i + 1] != '[')
            continue;
        memcpy(text, buf + i,
               *n - i < sizeof text - 1 ? *n - i : sizeof text - 1);
        if (sscanf(text, "\033[%3d;%4dR%n", &row, &col, &len) < 2 || len == 0)
            continue;
        memmove(buf + i, buf + i + len, *n - i - (size_t)len);
        *n -= (size_t)len;
        return col;
    }
    return 0;
}

/* Draws one ambiguous character and asks where the cursor is. Columns it took,
 * 0 when the terminal does not say. */
static int probe(struct kk_term *t)
{
    struct termios raw = t->before;
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    int col = 0;

    cfmakeraw(&raw);
    if (tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) != 0)
        return 0;
    say("\r\xE2\x80\xBB\033[6n");
    while (col == 0 && t->n_early < KK_EARLY_MAX &&
           poll(&in, 1, PROBE_MS) > 0) {
        ssize_t n = read(STDIN_FILENO, t->early + t->n_early,
                         KK_EARLY_MAX - t->n_early);

        if (n <= 0)
            break;
        t->n_early += (size_t)n;
        col = take_report(t->early, &t->n_early);
    }
    say("\r\033[K");
    (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &t->before);
    return col > 0 ? col - 1 : 0;
}

static bool draws_narrow(struct kk_term *t, const char *ambiguous)
{
    if (ambiguous != NULL && strcmp(ambiguous, "narrow") == 0)
        return true;
    if (ambiguous != NULL && strcmp(ambiguous, "wide") == 0)
        return false;
    return probe(t) == 1;
}

/* --- opening and closing --- */

static void bracketed_paste(bool on)
{
    say(on ? "\033[?2004h" : "\033[?2004l");
}

static void set_up(struct kk_term *t, const struct kk_term_how *how)
{
    const char *no_color = getenv("NO_COLOR");
    enum kk_ground ground =
        kk_theme_ground(how->background, getenv("COLORFGBG"));

    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    set_escdelay(how->escdelay_ms > 0 ? how->escdelay_ms : 100);
    t->colour = has_colors() && (no_color == NULL || *no_color == '\0');
    if (t->colour) {
        start_color();
        use_default_colors();
        for (short i = 1; i < KK_C_COUNT; i++) {
            t->index[i] = kk_theme_index((enum kk_colour)i, ground, COLORS);
            if (t->index[i] >= 0)
                init_pair(i, t->index[i], -1);
        }
    }
    kk_input_init(t);
    kk_term_mouse(t, how->mouse);
    bracketed_paste(true);
}

/* ncurses takes a terminal that cannot be told where to write (dumb), and
 * writes what no one can read. */
static bool can_place(void)
{
    const char *move = tigetstr("cup");

    return move != NULL && move != (char *)-1;
}

static enum kk_status no_such(const char *name, struct kk_err *err)
{
    return kk_fail(err, KK_IO,
                   "端末の種類 %s を扱えません。TERM=xterm-256color の"
                   "ように設定してください。",
                   name == NULL || *name == '\0' ? "(なし)" : name);
}

enum kk_status kk_term_open(const struct kk_term_how *how, struct kk_term **out,
                            struct kk_err *err)
{
    struct kk_term *t;
    const char *name = getenv("TERM");

    *out = NULL;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return kk_fail(
            err, KK_IO,
            "画面を出せる端末がありません。端末の中で"
            "動かすか、kikusui list などのコマンドを使ってください。");
    t = kk_alloc(sizeof *t);
    if (tcgetattr(STDIN_FILENO, &t->before) != 0) {
        kk_free(t);
        return kk_fail(err, KK_IO, "端末の設定を読めません: %s。",
                       kk_errno_text(errno));
    }
    t->lines = draws_narrow(t, how->ambiguous);
    t->screen = newterm(NULL, stdout, stdin);
    if (t->screen == NULL || !can_place()) {
        if (t->screen != NULL) {
            endwin();
            delscreen(t->screen);
        }
        kk_free(t);
        return no_such(name, err);
    }
    kk_crash_arm(&t->before);
    set_up(t, how);
    *out = t;
    return KK_OK;
}

void kk_term_close(struct kk_term **t)
{
    if (*t == NULL)
        return;
    kk_term_mouse(*t, false);
    bracketed_paste(false);
    endwin();
    kk_crash_disarm();
    delscreen((*t)->screen);
    kk_canvas_free(&(*t)->shown);
    kk_str_free(&(*t)->paste);
    kk_free(*t);
    *t = NULL;
}

void kk_term_size(const struct kk_term *t, int *rows, int *cols)
{
    (void)t;
    getmaxyx(stdscr, *rows, *cols);
}

void kk_term_resize(struct kk_term *t)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
        size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
    t->any_shown = false;
}

bool kk_term_lines(const struct kk_term *t)
{
    return t->lines;
}

/* --- showing --- */

static attr_t attr_of(const struct kk_term *t, unsigned style, short *pair)
{
    struct kk_look look = kk_theme_look(style, t->colour);
    attr_t attr = A_NORMAL;

    if (look.colour != KK_C_DEFAULT && t->index[look.colour] < 0)
        look = kk_theme_look(style, false);
    *pair = (short)look.colour;
    if ((look.attr & KK_A_BOLD) != 0)
        attr |= A_BOLD;
    if ((look.attr & KK_A_DIM) != 0)
        attr |= A_DIM;
    if ((look.attr & KK_A_REVERSE) != 0)
        attr |= A_REVERSE;
    if ((look.attr & KK_A_UNDERLINE) != 0)
        attr |= A_UNDERLINE;
    return attr;
}

static void show_row(const struct kk_term *t, const struct kk_canvas *c,
                     int row)
{
    cchar_t *line = kk_alloc(sizeof *line * ((size_t)c->cols + 1));
    int n = 0;

    for (int col = 0; col < c->cols; col++) {
        const struct kk_glyph *g = &c->cell[row * c->cols + col];
        char text[KK_GLYPH_BYTES];
        wchar_t wide[CCHARW_MAX + 1] = {0};
        short pair;
        attr_t attr = attr_of(t, g->style, &pair);
        size_t at = 0, len;
        uint32_t cp;

        if (g->cols == 0)
            continue;
        kk_glyph_text(c, g, text);
        for (int i = 0; i < CCHARW_MAX - 1 && text[at] != '\0'; i++) {
            len = kk_utf8_decode(text + at, strlen(text + at), &cp);
            wide[i] = (wchar_t)cp;
            at += len == 0 ? 1 : len;
        }
        setcchar(&line[n++], wide, attr, pair, NULL);
    }
    /* Cleared first: ncurses does not repair a wide character of which the
     * new row overwrites one half. */
    wmove(stdscr, row, 0);
    wclrtoeol(stdscr);
    mvwadd_wchnstr(stdscr, row, 0, line, n);
    kk_free(line);
}

static bool row_same(const struct kk_canvas *a, const struct kk_canvas *b,
                     int row)
{
    size_t from = (size_t)row * (size_t)a->cols;

    return memcmp(a->cell + from, b->cell + from,
                  sizeof *a->cell * (size_t)a->cols) == 0;
}

void kk_term_show(struct kk_term *t, const struct kk_canvas *c, int row,
                  int col, bool all)
{
    bool fits = t->any_shown && t->shown.rows == c->rows &&
                t->shown.cols == c->cols && t->shown.lines == c->lines;

    if (!fits || all) {
        kk_canvas_free(&t->shown);
        kk_canvas_init(&t->shown, c->rows, c->cols, c->lines);
        werase(stdscr);
        fits = false;
    }
    if (all)
        clearok(stdscr, TRUE);
    for (int r = 0; r < c->rows; r++) {
        if (fits && row_same(c, &t->shown, r))
            continue;
        show_row(t, c, r);
    }
    memcpy(t->shown.cell, c->cell,
           sizeof *c->cell * (size_t)c->rows * (size_t)c->cols);
    t->any_shown = true;
    curs_set(row >= 0 ? 1 : 0);
    wmove(stdscr, row >= 0 ? row : c->rows - 1, row >= 0 ? col : 0);
    wnoutrefresh(stdscr);
    doupdate();
}

void kk_term_bell(struct kk_term *t)
{
    (void)t;
    beep();
}

void kk_term_copy(struct kk_term *t, const char *text)
{
    struct kk_str s = {0};

    (void)t;
    if (kk_copy_sequence(text, getenv("TERM"), &s))
        say(kk_str_c(&s));
    kk_str_free(&s);
}

void kk_term_mouse(struct kk_term *t, bool on)
{
    t->mouse = on;
    mousemask(on ? BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED |
                       BUTTON5_PRESSED
                 : 0,
              NULL);
    mouseinterval(0);
}

void kk_term_suspend(struct kk_term *t)
{
    bracketed_paste(false);
    werase(stdscr);
    wrefresh(stdscr);
    t->any_shown = false;
    endwin();
    kk_crash_disarm();
}

void kk_term_resume(struct kk_term *t)
{
    kk_crash_arm(&t->before);
    kk_term_resize(t);
    wrefresh(stdscr);
    bracketed_paste(true);
}
