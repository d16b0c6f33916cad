/* Keys from the terminal: events, pastes, what was typed before it began. */
#include "term_priv.h"

#include <errno.h>
#include <string.h>

void kk_input_init(struct kk_term *t)
{
    (void)t;
    define_key("\033[200~", KK_PASTE_BEGIN);
    define_key("\033[201~", KK_PASTE_END);
}

/* One event of ncurses, or what was typed before it began. ERR: none. */
static int next_event(struct kk_term *t)
{
    if (t->early_at < t->n_early)
        return t->early[t->early_at++];
    return wgetch(stdscr);
}

static uint32_t named(int ch)
{
    static const struct {
        int ch;
        enum kk_key_code code;
    } map[] = {
        {KEY_UP, KK_KEY_UP},
        {KEY_DOWN, KK_KEY_DOWN},
        {KEY_LEFT, KK_KEY_LEFT},
        {KEY_RIGHT, KK_KEY_RIGHT},
        {KEY_PPAGE, KK_KEY_PGUP},
        {KEY_NPAGE, KK_KEY_PGDN},
        {KEY_HOME, KK_KEY_HOME},
        {KEY_FIND, KK_KEY_HOME},
        {KEY_END, KK_KEY_END},
        {KEY_SELECT, KK_KEY_END},
        {KEY_ENTER, KK_KEY_ENTER},
        {KEY_BTAB, KK_KEY_BACKTAB},
        {KEY_BACKSPACE, KK_KEY_BACKSPACE},
        {KEY_DC, KK_KEY_DELETE},
    };

    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (map[i].ch == ch)
            return map[i].code;
    if (ch >= KEY_F(1) && ch <= KEY_F(12))
        return KK_KEY_F1 + (uint32_t)(ch - KEY_F(1));
    return KK_KEY_UNKNOWN;
}

static uint32_t control(uint32_t cp)
{
    switch (cp) {
    case '\r':
    case '\n':
        return KK_KEY_ENTER;
    case '\t':
        return KK_KEY_TAB;
    case 27:
        return KK_KEY_ESC;
    case 8:
    case 127:
        return KK_KEY_BACKSPACE;
    default:
        return cp;
    }
}

/* After ESC: a sequence that ncurses does not know must not be taken for
 * single letters. Reads it to its end; false when ESC stood alone. */
static bool skip_sequence(struct kk_term *t)
{
    int ch = next_event(t);

    if (ch == ERR)
        return false;
    if (ch != '[' && ch != 'O') {
        ungetch(ch);
        return false;
    }
    for (int i = 0; i < 32; i++) {
        ch = next_event(t);
        if (ch == ERR || ch > 255 || (ch >= 0x40 && ch <= 0x7E && ch != '['))
            break;
    }
    return true;
}

static bool click(struct kk_key *out)
{
    MEVENT ev;

    if (getmouse(&ev) != OK)
        return false;
    *out = (struct kk_key){.code = KK_KEY_CLICK, .row = ev.y, .col = ev.x};
    if ((ev.bstate & BUTTON4_PRESSED) != 0)
        out->code = KK_KEY_WHEEL_UP;
    else if ((ev.bstate & BUTTON5_PRESSED) != 0)
        out->code = KK_KEY_WHEEL_DOWN;
    return true;
}

/* Text between the marks of a bracketed paste; true at its end. */
static bool paste_event(struct kk_term *t, int ch, struct kk_key *out)
{
    if (ch == KK_PASTE_END) {
        t->pasting = false;
        *out =
            (struct kk_key){.code = KK_KEY_PASTE, .text = kk_str_c(&t->paste)};
        return true;
    }
    if (ch <= 255 && t->paste.n_bytes < KK_PASTE_MAX_BYTES)
        kk_str_addc(&t->paste, (char)(ch == '\r' ? '\n' : ch));
    return false;
}

static bool byte_event(struct kk_term *t, int ch, struct kk_key *out)
{
    uint32_t cp;

    if (kk_utf8_feed(&t->dec, (unsigned char)ch, &cp) != 1)
        return false;
    cp = control(cp);
    if (cp == KK_KEY_ESC && skip_sequence(t))
        cp = KK_KEY_UNKNOWN;
    if (cp == 0) /* Ctrl-Space */
        cp = KK_KEY_UNKNOWN;
    *out = (struct kk_key){.code = cp};
    return true;
}

bool kk_term_key(struct kk_term *t, struct kk_key *out)
{
    int ch;

    while ((ch = next_event(t)) != ERR) {
        if (t->pasting) {
            if (paste_event(t, ch, out))
                return true;
        } else if (ch == KK_PASTE_BEGIN) {
            t->pasting = true;
            kk_str_clear(&t->paste);
        } else if (ch == KEY_RESIZE) {
            continue; /* SIGWINCH has told the loop already */
        } else if (ch == KEY_MOUSE) {
            if (click(out))
                return true;
        } else if (ch > 255) {
            *out = (struct kk_key){.code = named(ch)};
            return true;
        } else if (byte_event(t, ch, out)) {
            return true;
        }
    }
    return false;
}

void kk_term_flush(struct kk_term *t)
{
    struct kk_key key;

    flushinp();
    t->early_at = t->n_early;
    t->dec = (struct kk_utf8_dec){0};
    while (kk_term_key(t, &key))
        continue;
}
