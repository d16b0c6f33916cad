/* Styles: colours and attributes, with and without colour. */
#include <kikusui/ui/theme.h>

#include <string.h>

static const struct {
    enum kk_colour colour;
    unsigned attr; /* with colour */
    unsigned mono; /* without */
} looks[KK_S_COUNT] = {
    [KK_S_PLAIN] = {KK_C_DEFAULT, 0, 0},
    [KK_S_DIM] = {KK_C_DEFAULT, KK_A_DIM, KK_A_DIM},
    [KK_S_HEAD] = {KK_C_CYAN, 0, KK_A_UNDERLINE},
    [KK_S_BAR] = {KK_C_DEFAULT, KK_A_REVERSE, KK_A_REVERSE},
    [KK_S_FRAME] = {KK_C_DEFAULT, KK_A_DIM, 0},
    [KK_S_FRAME_ON] = {KK_C_CYAN, KK_A_BOLD, KK_A_BOLD},
    [KK_S_OVER] = {KK_C_RED, KK_A_BOLD, KK_A_BOLD},
    [KK_S_URGENT] = {KK_C_YELLOW, KK_A_BOLD, KK_A_BOLD},
    [KK_S_GOOD] = {KK_C_GREEN, 0, 0},
    [KK_S_ERROR] = {KK_C_RED, KK_A_BOLD, KK_A_BOLD},
    [KK_S_KEY] = {KK_C_CYAN, KK_A_BOLD, KK_A_BOLD},
    [KK_S_FIELD] = {KK_C_DEFAULT, 0, 0},
    [KK_S_FIELD_ON] = {KK_C_DEFAULT, KK_A_UNDERLINE, KK_A_UNDERLINE},
    [KK_S_BUTTON] = {KK_C_DEFAULT, 0, 0},
    [KK_S_BUTTON_ON] = {KK_C_DEFAULT, KK_A_REVERSE, KK_A_REVERSE},
};

struct kk_look kk_theme_look(unsigned style, bool colour)
{
    unsigned base = style & 0x3F;
    struct kk_look look = {KK_C_DEFAULT, 0};

    if (base >= KK_S_COUNT)
        base = KK_S_PLAIN;
    if (colour) {
        look.colour = looks[base].colour;
        look.attr = looks[base].attr;
    } else {
        look.attr = looks[base].mono;
    }
    if ((style & KK_S_MATCH) != 0) {
        look.attr |= KK_A_BOLD | KK_A_UNDERLINE;
        if (colour && look.colour == KK_C_DEFAULT)
            look.colour = KK_C_YELLOW;
    }
    if ((style & KK_S_SELECTED) != 0) {
        look.attr |= KK_A_REVERSE;
        look.attr &= ~(unsigned)KK_A_DIM;
    }
    return look;
}

enum kk_style kk_theme_word(const char *word)
{
    static const struct {
        const char *word;
        enum kk_style style;
    } words[] = {
        {"超", KK_S_OVER},       {"未達", KK_S_OVER},
        {"NG", KK_S_OVER},       {"障害", KK_S_OVER},
        {"急", KK_S_URGENT},     {"要更新", KK_S_URGENT},
        {"済", KK_S_GOOD},       {"達成", KK_S_GOOD},
        {"即応", KK_S_GOOD},     {"保留", KK_S_DIM},
        {"対象外", KK_S_DIM},    {"対象外（合意）", KK_S_DIM},
        {"未報告", KK_S_URGENT}, {"予備未定", KK_S_OVER},
    };

    if (word == NULL)
        return KK_S_PLAIN;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i].word) == 0)
            return words[i].style;
    return KK_S_PLAIN;
}
