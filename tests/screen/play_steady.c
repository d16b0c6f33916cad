/* What differs from run to run, made steady before a screen is compared: file
 * names with random ids, writers' ids, the script's folder, room on a disk,
 * digits of an enrolment. A row where widths may change by that is squeezed. */
#include "play.h"

#include <string.h>

static size_t run_of(const char *s, const char *among)
{
    return strspn(s, among);
}

/* KKS-7F3A-0B21C4: the beginnings of two ids. */
static bool bundle_name(const char *s)
{
    static const char hex[] = "0123456789ABCDEF";

    return strncmp(s, "KKS-", 4) == 0 && run_of(s + 4, hex) == 4 &&
           s[8] == '-' && run_of(s + 9, hex) == 6;
}

/* Six groups of five. */
static bool digits(const char *s)
{
    for (int i = 0; i < 6; i++, s += 6)
        if (run_of(s, "0123456789") != 5 || (i < 5 && s[5] != ' '))
            return false;
    return true;
}

/* A writer's id, where it is called one or names an entry. */
static size_t writer(const char *s)
{
    static const char called[] = "書き手 ", hex[] = "0123456789abcdef";
    size_t lead = strncmp(s, called, strlen(called)) == 0 ? strlen(called) : 0;

    if (run_of(s + lead, hex) != 10 || (lead == 0 && s[10] != '-'))
        return 0;
    return lead + 10;
}

static void add_squeezed(struct kk_str *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != ' ' || i == 0 || s[i - 1] != ' ')
            kk_str_addc(out, s[i]);
}

static void steady_row(const struct play *p, const char *s, size_t n,
                       struct kk_str *out)
{
    static const char room[] = "空き ";
    struct kk_str row = {0};
    bool squeeze = false;

    for (size_t i = 0, step; i < n; i += step) {
        step = 1;
        if (strncmp(s + i, p->dir, strlen(p->dir)) == 0) {
            kk_str_add(&row, "$DIR");
            step = strlen(p->dir);
            squeeze = true;
        } else if (strncmp(s + i, room, strlen(room)) == 0) {
            kk_str_addf(&row, "%s#", room);
            step = strlen(room) + run_of(s + i + strlen(room), "0123456789.");
            squeeze = true;
        } else if (bundle_name(s + i)) {
            kk_str_add(&row, "KKS-####-######");
            step = strlen("KKS-####-######");
        } else if (writer(s + i) > 0) {
            step = writer(s + i);
            kk_str_addn(&row, s + i, step - 10);
            kk_str_add(&row, "##########");
        } else if (digits(s + i)) {
            kk_str_add(&row, "##### ##### ##### ##### ##### #####");
            step = 6 * 6 - 1;
        } else {
            kk_str_addc(&row, s[i]);
        }
    }
    if (squeeze)
        add_squeezed(out, kk_str_c(&row), row.n_bytes);
    else
        kk_str_addn(out, kk_str_c(&row), row.n_bytes);
    kk_str_free(&row);
}

void kk_play_steady(const struct play *p, struct kk_str *text)
{
    struct kk_str out = {0};

    for (const char *s = kk_str_c(text); *s != '\0';) {
        size_t n = strcspn(s, "\n");

        steady_row(p, s, n, &out);
        kk_str_addc(&out, '\n');
        s += n + (s[n] == '\n' ? 1 : 0);
    }
    kk_str_free(text);
    *text = out;
}
