/* Styles: colours and attributes, with and without colour. */
#include <kikusui/base/str.h>
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

enum kk_ground kk_theme_ground(const char *setting, const char *colorfgbg)
{
    const char *back = colorfgbg != NULL ? strrchr(colorfgbg, ';') : NULL;
    int64_t n;

    if (setting != NULL && strcmp(setting, "dark") == 0)
        return KK_GROUND_DARK;
    if (setting != NULL && strcmp(setting, "light") == 0)
        return KK_GROUND_LIGHT;
    if (back == NULL || !kk_parse_i64(back + 1, &n) || n < 0 || n > 15)
        return KK_GROUND_UNKNOWN;
    return n == 7 || n == 15 ? KK_GROUND_LIGHT : KK_GROUND_DARK;
}

/* Of 256 colours those from 16 on are the same everywhere, and a few of them
 * read on black and on white alike. The first sixteen are what each terminal
 * takes them for: none of them reads on both, and of the first eight on black
 * only green and cyan do, on white only red, blue and magenta. */
short kk_theme_index(enum kk_colour colour, enum kk_ground ground, int n)
{
    enum { UNKNOWN = KK_GROUND_UNKNOWN, DARK, LIGHT };
    static const short of_256[][KK_C_COUNT] = {
        [UNKNOWN] = {-1, 131, 163, 29, 63},
        [DARK] = {-1, 203, 221, 114, 80},
        [LIGHT] = {-1, 124, 94, 22, 24},
    };
    static const short of_16[][KK_C_COUNT] = {
        [UNKNOWN] = {-1, -1, -1, -1, -1},
        [DARK] = {-1, 9, 11, 10, 14},
        [LIGHT] = {-1, 1, 5, -1, 4},
    };
    static const short of_8[][KK_C_COUNT] = {
        [UNKNOWN] = {-1, -1, -1, -1, -1},
        [DARK] = {-1, -1, -1, 2, 6},
        [LIGHT] = {-1, 1, 5, -1, 4},
    };

    return n >= 256  ? of_256[ground][colour]
           : n >= 16 ? of_16[ground][colour]
           : n >= 8  ? of_8[ground][colour]
                     : -1;
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
