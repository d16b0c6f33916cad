#include <kikusui/base/status.h>
#include <kikusui/base/utf8.h>

#include <stdio.h>
#include <string.h>

/* Cuts what vsnprintf truncated back to the end of its last character. */
static void cut_at_character(char *s, size_t cap)
{
    size_t n = strlen(s);

    if (n + 1 < cap)
        return;
    while (n > 0 && ((unsigned char)s[n - 1] & 0xC0) == 0x80)
        n--;
    if (n > 0)
        n--;
    s[n] = '\0';
}

static KK_PRINTF(4, 0) void set(struct kk_err *err, enum kk_status st,
                                const char *field, const char *fmt, va_list ap)
{
    if (err == NULL)
        return;
    err->status = st;
    snprintf(err->field, sizeof err->field, "%s", field);
    vsnprintf(err->text, sizeof err->text, fmt, ap);
    cut_at_character(err->text, sizeof err->text);
    err->text[kk_utf8_mend(err->text, strlen(err->text))] = '\0';
}

enum kk_status kk_fail(struct kk_err *err, enum kk_status st, const char *fmt,
                       ...)
{
    va_list ap;

    va_start(ap, fmt);
    set(err, st, "", fmt, ap);
    va_end(ap);
    return st;
}

enum kk_status kk_fail_at(struct kk_err *err, enum kk_status st,
                          const char *field, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    set(err, st, field, fmt, ap);
    va_end(ap);
    return st;
}

void kk_err_prefix(struct kk_err *err, const char *fmt, ...)
{
    char rest[sizeof err->text];
    char head[256];
    va_list ap;

    if (err == NULL)
        return;
    va_start(ap, fmt);
    vsnprintf(head, sizeof head, fmt, ap);
    va_end(ap);
    cut_at_character(head, sizeof head);
    memcpy(rest, err->text, sizeof rest);
    int n = snprintf(err->text, sizeof err->text, "%s%s", head, rest);
    if (n >= (int)sizeof err->text)
        cut_at_character(err->text, sizeof err->text);
}

void kk_err_clear(struct kk_err *err)
{
    if (err != NULL)
        *err = (struct kk_err){0};
}

int kk_exit_status(enum kk_status st)
{
    switch (st) {
    case KK_OK:
        return 0;
    case KK_USAGE:
        return 2;
    case KK_NODB:
    case KK_BUSY:
        return 3;
    case KK_BADBUNDLE:
        return 4;
    case KK_NONE:
    case KK_REFUSED:
    case KK_IO:
    case KK_CANCELLED:
    case KK_BUG:
        return 1;
    }
    return 1;
}
