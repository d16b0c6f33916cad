/* Keys as the program names them: a character, Ctrl with a letter, or one of
 * the named keys. */
#ifndef KIKUSUI_UI_KEY_H
#define KIKUSUI_UI_KEY_H

#include <kikusui/base/status.h>

/* A code is a Unicode scalar value (controls are Ctrl+letter, except those
 * with a key of their own), or one of these. */
enum kk_key_code {
    KK_KEY_NONE = 0,
    KK_KEY_UP = 0x110000,
    KK_KEY_DOWN,
    KK_KEY_LEFT,
    KK_KEY_RIGHT,
    KK_KEY_PGUP,
    KK_KEY_PGDN,
    KK_KEY_HOME,
    KK_KEY_END,
    KK_KEY_ENTER,
    KK_KEY_ESC,
    KK_KEY_TAB,
    KK_KEY_BACKTAB,
    KK_KEY_BACKSPACE,
    KK_KEY_DELETE,
    KK_KEY_F1, /* to F12 follow each other */
    KK_KEY_F12 = KK_KEY_F1 + 11,
    KK_KEY_PASTE, /* text: what was pasted */
    KK_KEY_CLICK, /* row, col: mouse, when it is on */
    KK_KEY_WHEEL_UP,
    KK_KEY_WHEEL_DOWN,
    KK_KEY_UNKNOWN /* a sequence nobody binds */
};
#define KK_CTRL(letter) ((uint32_t)(letter)&0x1F)

struct kk_key {
    uint32_t code;
    const char *text; /* KK_KEY_PASTE: UTF-8 as it came, borrowed */
    int row, col;     /* KK_KEY_CLICK */
};

/* "Enter", "Esc", "S-Tab", "F2", "^L" or "Ctrl-L", "Space" or a single
 * character; 0 for any other text. */
uint32_t kk_key_parse(const char *name);
/* The name above. Returns buf. */
#define KK_KEY_BYTES 16
char *kk_key_name(uint32_t code, char buf[KK_KEY_BYTES]);
/* As people read it: 上, 空白, Ctrl-L. Returns buf. */
char *kk_key_label(uint32_t code, char buf[KK_KEY_BYTES]);

/* Whether it is text: what a field takes. */
bool kk_key_is_text(uint32_t code);
/* With the input method on, the key a lone character stands for: full-width
 * forms to ASCII, U+3000 to space, kana that a romaji key turns into. 0 when
 * it stands for none. *vowel: a kana vowel, which never changes data. */
uint32_t kk_key_of_ime(uint32_t cp, bool *vowel);

#endif
