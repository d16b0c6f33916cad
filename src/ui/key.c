/* Keys: names, labels, parsing, and what an input method makes of them. */
#include <kikusui/base/shown.h>
#include <kikusui/base/utf8.h>
#include <kikusui/ui/key.h>

#include <stdio.h>
#include <string.h>

static const struct {
    uint32_t code;
    const char *name, *label;
} names[] = {
    {KK_KEY_UP, "Up", "上"},
    {KK_KEY_DOWN, "Down", "下"},
    {KK_KEY_LEFT, "Left", "左"},
    {KK_KEY_RIGHT, "Right", "右"},
    {KK_KEY_PGUP, "PgUp", "PgUp"},
    {KK_KEY_PGDN, "PgDn", "PgDn"},
    {KK_KEY_HOME, "Home", "Home"},
    {KK_KEY_END, "End", "End"},
    {KK_KEY_ENTER, "Enter", "Enter"},
    {KK_KEY_ESC, "Esc", "Esc"},
    {KK_KEY_TAB, "Tab", "Tab"},
    {KK_KEY_BACKTAB, "S-Tab", "Shift-Tab"},
    {KK_KEY_BACKSPACE, "BS", "BackSpace"},
    {KK_KEY_DELETE, "Del", "Delete"},
    {' ', "Space", "空白"},
};

uint32_t kk_key_parse(const char *name)
{
    uint32_t cp;
    size_t n = strlen(name);

    if (n == 1) /* no name is as short */
        return kk_key_is_text((unsigned char)*name) ? (unsigned char)*name : 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i].name) == 0)
            return names[i].code;
    if (n == 2 && name[0] == '^' && name[1] >= 'A' && name[1] <= 'Z')
        return KK_CTRL(name[1]);
    /* As it is written on the screen. */
    if (n == 6 && strncmp(name, "Ctrl-", 5) == 0 && name[5] >= 'A' &&
        name[5] <= 'Z')
        return KK_CTRL(name[5]);
    if (n >= 2 && name[0] == 'F') {
        int64_t f;

        if (kk_parse_i64(name + 1, &f) && f >= 1 && f <= 12)
            return KK_KEY_F1 + (uint32_t)f - 1;
    }
    if (n > 0 && kk_utf8_decode(name, n, &cp) == n && kk_key_is_text(cp))
        return cp;
    return 0;
}

char *kk_key_name(uint32_t code, char buf[KK_KEY_BYTES])
{
    size_t n;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == code) {
            kk_fmt(buf, KK_KEY_BYTES, "%s", names[i].name);
            return buf;
        }
    if (code >= KK_KEY_F1 && code <= KK_KEY_F12) {
        snprintf(buf, KK_KEY_BYTES, "F%u", code - KK_KEY_F1 + 1);
    } else if (code > 0 && code < 0x20) {
        snprintf(buf, KK_KEY_BYTES, "^%c", (char)('@' + code));
    } else {
        n = kk_utf8_encode(code, buf);
        buf[n] = '\0';
    }
    return buf;
}

char *kk_key_label(uint32_t code, char buf[KK_KEY_BYTES])
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == code) {
            kk_fmt(buf, KK_KEY_BYTES, "%s", names[i].label);
            return buf;
        }
    if (code > 0 && code < 0x20) {
        snprintf(buf, KK_KEY_BYTES, "Ctrl-%c", (char)('@' + code));
        return buf;
    }
    return kk_key_name(code, buf);
}

bool kk_key_is_text(uint32_t code)
{
    return code >= 0x20 && code < 0x110000 && !(code >= 0x7F && code < 0xA0);
}

uint32_t kk_key_of_ime(uint32_t cp, bool *vowel)
{
    /* What one key leaves behind when the input method is on: the five vowels,
     * n, and the signs that romaji input turns. Hiragana; katakana and its
     * half-width forms are mapped to it first. */
    static const struct {
        uint32_t cp;
        char key;
        bool vowel;
    } kana[] = {
        {0x3042, 'a', true},  {0x3044, 'i', true},  {0x3046, 'u', true},
        {0x3048, 'e', true},  {0x304A, 'o', true},  {0x3093, 'n', false},
        {0x3001, ',', false}, {0x3002, '.', false}, {0x300C, '[', false},
        {0x300D, ']', false}, {0x30FB, '/', false}, {0x30FC, '-', false},
        {0xFF71, 'a', true},  {0xFF72, 'i', true},  {0xFF73, 'u', true},
        {0xFF74, 'e', true},  {0xFF75, 'o', true},  {0xFF9D, 'n', false},
        {0xFF65, '/', false},
    };

    *vowel = false;
    if (kk_cp_narrow(cp) != cp)
        return kk_cp_narrow(cp);
    if (cp >= 0x30A1 && cp <= 0x30F3)
        cp -= 0x60;
    for (size_t i = 0; i < sizeof kana / sizeof *kana; i++)
        if (kana[i].cp == cp) {
            *vowel = kana[i].vowel;
            return (uint32_t)kana[i].key;
        }
    return 0;
}
