/* A person at a terminal, for tests and the bench: runs a program in a pseudo
 * terminal under a session leader of its own (so that ^Z stops it as under a
 * shell), shows what it prints on a libvterm screen, answers its questions to
 * the terminal and presses keys.
 *
 * Nothing sleeps: what waits, waits for a condition, at most KK_VT_WAIT_MS;
 * functions that wait return false when that is over. Rows and columns count
 * from 0. */
#ifndef KIKUSUI_TESTS_VT_H
#define KIKUSUI_TESTS_VT_H

#include <kikusui/base/str.h>

struct kk_vt;

#define KK_VT_WAIT_MS 20000

struct kk_vt_how {
    const char *const *argv; /* [0] is the program's path; ends with NULL */
    const char *const *env;  /* all of its environment; ends with NULL */
    int rows, cols;
    bool wide; /* tells the cursor as a terminal does that draws ambiguous
                  characters two columns wide */
};
/* NULL and a message on stderr when the system gives no pseudo terminal. */
struct kk_vt *kk_vt_start(const struct kk_vt_how *how);
/* Hangs up, ends the program by its id if it still runs, frees. */
void kk_vt_free(struct kk_vt **vt);

/* --- what is done to the program --- */

/* Keys gather and arrive together with kk_vt_send. Names: a single character,
 * Enter Esc Tab S-Tab Space BS Del Up Down Left Right PgUp PgDn Home End,
 * F1-F12, ^L or C-l. False for any other name. */
bool kk_vt_put_key(struct kk_vt *vt, const char *name);
void kk_vt_put_text(struct kk_vt *vt, const char *utf8);
/* With the marks of a bracketed paste when the program asked for them; line
 * ends become CR, as terminals do. */
void kk_vt_put_paste(struct kk_vt *vt, const char *utf8);
void kk_vt_send(struct kk_vt *vt);

void kk_vt_resize(struct kk_vt *vt, int rows, int cols);
void kk_vt_signal(struct kk_vt *vt, int signo);
void kk_vt_hangup(struct kk_vt *vt);   /* closes the terminal */
void kk_vt_continue(struct kk_vt *vt); /* fg, after a stop */

/* --- waiting --- */

/* Until the program has read every key, waits in a poll or read of its own
 * (not in ncurses' short wait after an ESC), and all it printed is shown. */
bool kk_vt_settle(struct kk_vt *vt);
bool kk_vt_expect(struct kk_vt *vt, const char *text); /* in one row */
bool kk_vt_expect_gone(struct kk_vt *vt, const char *text);
/* Until the whole screen (kk_vt_text) is this; at most ms. */
bool kk_vt_expect_all(struct kk_vt *vt, const char *screen, int ms);
bool kk_vt_wait_stopped(struct kk_vt *vt);
/* Until more than so many bytes were printed since the start. */
bool kk_vt_wait_bytes(struct kk_vt *vt, size_t bytes);
/* *status as a shell gives it: 128 + n after a signal. */
bool kk_vt_wait_exit(struct kk_vt *vt, int *status);

/* --- what is seen --- */

/* Rows without trailing blanks, each ended by a newline; a wide character of
 * which one half was overwritten is U+FFFD. Append. */
void kk_vt_text(const struct kk_vt *vt, struct kk_str *out);
void kk_vt_row(const struct kk_vt *vt, int row, struct kk_str *out);
/* Where a text stands first, in columns. */
bool kk_vt_find(const struct kk_vt *vt, const char *text, int *row, int *col);
bool kk_vt_cursor(const struct kk_vt *vt, int *row, int *col); /* visible? */

struct kk_vt_look {
    bool bold, underline, reverse;
    bool colour; /* foreground or background is not the default */
};
struct kk_vt_look kk_vt_look(const struct kk_vt *vt, int row, int col);

void kk_vt_size(const struct kk_vt *vt, int *rows, int *cols);
int kk_vt_torn(const struct kk_vt *vt);     /* halves of wide characters */
int kk_vt_coloured(const struct kk_vt *vt); /* cells with a colour */
/* Cells whose character terminals draw one or two columns wide (a choice of
 * those that the program or its data have: frames, arrows, circles, ...). */
int kk_vt_ambiguous(const struct kk_vt *vt);
bool kk_vt_alt(const struct kk_vt *vt);     /* the alternate screen is shown */
bool kk_vt_cooked(const struct kk_vt *vt);  /* lines and echo, as in a shell */
size_t kk_vt_bytes(const struct kk_vt *vt); /* printed since the start */
size_t kk_vt_bells(const struct kk_vt *vt);
/* The screen in a frame with its cursor, for messages. Appends. */
void kk_vt_dump(const struct kk_vt *vt, struct kk_str *out);

#endif
