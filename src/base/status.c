/* Errors as values: status, field and words. */
#include <kikusui/base/shown.h>
#include <kikusui/base/status.h>

#include <string.h>

static KK_PRINTF(4, 0) void set(struct kk_err *err, enum kk_status st,
                                const char *field, const char *fmt, va_list ap)
{
    struct kk_str text = {0}, shown = {0};

    if (err == NULL)
        return;
    err->status = st;
    kk_fmt(err->field, sizeof err->field, "%s", field);
    kk_str_vaddf(&text, fmt, ap);
    kk_shown(text.s, text.n_bytes, &shown);
    kk_fmt(err->text, sizeof err->text, "%s", shown.s);
    kk_str_free(&text);
    kk_str_free(&shown);
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
    kk_vfmt(head, sizeof head, fmt, ap);
    va_end(ap);
    memcpy(rest, err->text, sizeof rest);
    kk_fmt(err->text, sizeof err->text, "%s%s", head, rest);
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
