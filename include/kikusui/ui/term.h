/* The real terminal. The only files that know ncurses are term.c and input.c.
 * One terminal a process: ncurses keeps it in globals of its own. */
#ifndef KIKUSUI_UI_TERM_H
#define KIKUSUI_UI_TERM_H

#include <kikusui/base/str.h>
#include <kikusui/ui/canvas.h>
#include <kikusui/ui/key.h>

struct kk_term;

struct kk_term_how {
    const char *ambiguous;  /* auto, narrow or wide; NULL: auto */
    const char *background; /* auto, dark or light; NULL: auto */
    int escdelay_ms;
    bool mouse;
};
/* KK_IO when stdin or stdout is no terminal or TERM is unknown. */
enum kk_status kk_term_open(const struct kk_term_how *how, struct kk_term **out,
                            struct kk_err *err) KK_MUST;
void kk_term_close(struct kk_term **t); /* gives the terminal back as it was */

void kk_term_size(const struct kk_term *t, int *rows, int *cols);
/* After SIGWINCH: asks the terminal for its size. */
void kk_term_resize(struct kk_term *t);
bool kk_term_lines(const struct kk_term *t); /* frames as box drawing */

/* Shows the canvas and parks the cursor there (row -1: hidden). all: every
 * cell is sent again, whatever the terminal is thought to show. */
void kk_term_show(struct kk_term *t, const struct kk_canvas *c, int row,
                  int col, bool all);
void kk_term_bell(struct kk_term *t);
/* To the clipboard of whoever sits at the terminal, where that allows it:
 * nobody is told whether it did. */
void kk_term_copy(struct kk_term *t, const char *text);
/* What does that on a terminal of that kind (TERM; NULL: none), appended.
 * false: nothing would. */
bool kk_copy_sequence(const char *text, const char *term, struct kk_str *out);
void kk_term_mouse(struct kk_term *t, bool on);
/* Leaves the screen for another program or a stopped job, and back. */
void kk_term_suspend(struct kk_term *t);
void kk_term_resume(struct kk_term *t);

/* The next key that has arrived: false when there is none. Never waits, but
 * for the escape delay after a lone ESC. A decoder's state is kept between
 * calls: half a character is completed later. */
bool kk_term_key(struct kk_term *t, struct kk_key *out);
/* Throws away what was typed ahead. */
void kk_term_flush(struct kk_term *t);

#endif
