/* What term.c and input.c share. Only they include ncurses. */
#ifndef KIKUSUI_SRC_UI_TERM_PRIV_H
#define KIKUSUI_SRC_UI_TERM_PRIV_H

#include <kikusui/base/utf8.h>
#include <kikusui/ui/term.h>

#include <termios.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

enum { /* codes given to define_key for what ncurses does not know */
       KK_PASTE_BEGIN = KEY_MAX + 100,
       KK_PASTE_END
};
#define KK_PASTE_MAX_BYTES 65536
#define KK_EARLY_MAX 256

struct kk_term {
    SCREEN *screen;
    bool colour, lines, mouse;
    short index[KK_C_COUNT]; /* the terminal's numbers; -1: none */
    struct termios before;   /* the terminal's own settings */
    struct kk_canvas shown;
    bool any_shown;
    /* input */
    struct kk_utf8_dec dec;
    bool pasting;
    struct kk_str paste;
    unsigned char early[KK_EARLY_MAX]; /* typed while the width was probed */
    size_t n_early, early_at;
};

/* Puts the keys ncurses is to recognise in place; once after newterm. */
void kk_input_init(struct kk_term *t);

#endif
