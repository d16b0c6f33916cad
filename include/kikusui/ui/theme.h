/* What a piece of text is, and how the terminal shows that. Colour never
 * carries a meaning alone: the words 超, 急, 済, NG and the mark > do. */
#ifndef KIKUSUI_UI_THEME_H
#define KIKUSUI_UI_THEME_H

#include <stdbool.h>

enum kk_style {
    KK_S_PLAIN,
    KK_S_DIM,  /* what does not apply, or is done */
    KK_S_HEAD, /* column titles, captions */
    KK_S_BAR,  /* the first line */
    KK_S_FRAME,
    KK_S_FRAME_ON, /* of what has the keys */
    KK_S_OVER,     /* 超, 未達, NG */
    KK_S_URGENT,   /* 急 */
    KK_S_GOOD,     /* 済, 達成 */
    KK_S_ERROR,
    KK_S_KEY,   /* a key in the footer */
    KK_S_FIELD, /* a form's field, and the one that has the keys */
    KK_S_FIELD_ON,
    KK_S_BUTTON,
    KK_S_BUTTON_ON,
    KK_S_COUNT
};
/* Flags added to a style. */
enum {
    KK_S_SELECTED = 0x40, /* the row the keys act on */
    KK_S_MATCH = 0x80     /* what the search found */
};

enum { /* of kk_look.attr */
       KK_A_BOLD = 1,
       KK_A_DIM = 2,
       KK_A_REVERSE = 4,
       KK_A_UNDERLINE = 8
};
enum kk_colour { /* a colour pair each, on the default background */
                 KK_C_DEFAULT,
                 KK_C_RED,
                 KK_C_YELLOW,
                 KK_C_GREEN,
                 KK_C_CYAN,
                 KK_C_COUNT
};
/* What the terminal draws on, as far as it is known. */
enum kk_ground { KK_GROUND_UNKNOWN, KK_GROUND_DARK, KK_GROUND_LIGHT };
/* Of the setting (auto, dark, light; NULL: auto), else of COLORFGBG ("15;0"; or
 * NULL). */
enum kk_ground kk_theme_ground(const char *setting, const char *colorfgbg);
/* The terminal's number of a colour, of so many that it has. Each reads at 4.5
 * to 1 on that ground, on black and on white where it is unknown; -1: none
 * does, and what the style is without colour stands for it. */
short kk_theme_index(enum kk_colour colour, enum kk_ground ground, int n);
struct kk_look {
    enum kk_colour colour;
    unsigned attr;
};
/* style with its flags. Without colour what a colour stood for is bold or
 * underlined. */
struct kk_look kk_theme_look(unsigned style, bool colour);
/* The style of a mark or status word: 超 未達, 急, 済 達成; else plain. */
enum kk_style kk_theme_word(const char *word);

#endif
