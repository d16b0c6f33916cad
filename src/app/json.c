#include <kikusui/app/cli.h>
#include <kikusui/base/time.h>
#include <kikusui/base/utf8.h>

/* One character at s; its bytes. What is none, as half a file name can be, must
 * not spoil the whole output. */
static size_t add_character(struct kk_str *out, const char *s)
{
    uint32_t cp;
    size_t n = kk_utf8_decode(s, strnlen(s, 4), &cp);

    if (n > 0)
        kk_str_addn(out, s, n);
    else
        kk_str_add(out, "\\ufffd");
    return n > 0 ? n : 1;
}

void kk_json_text(struct kk_str *out, const char *s)
{
    if (s == NULL) {
        kk_str_add(out, "null");
        return;
    }
    kk_str_addc(out, '"');
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;

        if (c == '"' || c == '\\')
            kk_str_addf(out, "\\%c", c);
        else if (c == '\n')
            kk_str_add(out, "\\n");
        else if (c < 0x20 || c == 0x7F)
            kk_str_addf(out, "\\u%04x", c);
        else
            s += add_character(out, s) - 1;
    }
    kk_str_addc(out, '"');
}

void kk_json_cell(struct kk_str *out, const struct kk_col *col,
                  const struct kk_val *v)
{
    char buf[KK_TIME_BYTES];

    if (v->type == KK_VTEXT) {
        kk_json_text(out, v->s);
        return;
    }
    if (v->type != KK_VINT) {
        kk_str_add(out, col->show == KK_SHOW_YESNO ? "false" : "null");
        return;
    }
    switch (col->show) {
    case KK_SHOW_TIME:
        kk_json_text(out, kk_time_iso(v->i, buf));
        return;
    case KK_SHOW_DATE:
        kk_json_text(out, kk_day_iso((kk_day)v->i, buf));
        return;
    case KK_SHOW_YESNO:
        kk_str_add(out, v->i != 0 ? "true" : "false");
        return;
    case KK_SHOW_TEXT:
    case KK_SHOW_ID: /* ids exceed 2^53 */
        kk_str_addf(out, "\"%lld\"", (long long)v->i);
        return;
    case KK_SHOW_INT:
    case KK_SHOW_MINUTES:
        kk_str_addf(out, "%lld", (long long)v->i);
        return;
    }
}

const char *kk_plain_cell(const struct kk_col *col, const struct kk_val *v,
                          struct kk_arena *arena)
{
    char buf[KK_TIME_BYTES];

    if (v->type == KK_VTEXT)
        return v->s;
    if (v->type != KK_VINT)
        return "";
    switch (col->show) {
    case KK_SHOW_TIME:
        return kk_arena_strdup(arena, kk_time_iso(v->i, buf));
    case KK_SHOW_DATE:
        return kk_arena_strdup(arena, kk_day_iso((kk_day)v->i, buf));
    case KK_SHOW_YESNO:
        return v->i != 0 ? "yes" : "no";
    case KK_SHOW_TEXT:
    case KK_SHOW_ID:
    case KK_SHOW_INT:
    case KK_SHOW_MINUTES:
        break;
    }
    return kk_arena_printf(arena, "%lld", (long long)v->i);
}
