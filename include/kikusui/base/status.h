/* What a fallible function returns, and the words that go with a failure.
 *
 * A function that can fail returns enum kk_status; the detail, in Japanese and
 * saying what to do, goes into the caller's struct kk_err. Output parameters
 * come last and are zeroed on failure. Nothing below the app layer prints. */
#ifndef KIKUSUI_BASE_STATUS_H
#define KIKUSUI_BASE_STATUS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KK_MUST __attribute__((warn_unused_result))
#define KK_PRINTF(f, a) __attribute__((format(printf, f, a)))

enum kk_status {
    KK_OK = 0,
    KK_NONE,      /* there is no such row, file or line; often not an error */
    KK_REFUSED,   /* a guard or check said no; nothing changed */
    KK_USAGE,     /* the caller's words are wrong */
    KK_NODB,      /* the database cannot be opened or used */
    KK_BADBUNDLE, /* a bundle was refused */
    KK_BUSY,      /* another process holds the lock; again later */
    KK_IO,        /* the system refused to read or write */
    KK_CANCELLED, /* the user stopped it; nothing changed */
    KK_BUG        /* what must hold does not: a defect of the program */
};

struct kk_err {
    enum kk_status status;
    char field[64];  /* the parameter or column at fault, or "" */
    char text[1024]; /* UTF-8, one or more lines, no newline at the end */
};

/* Fills `err` (which may be NULL) and returns `st`, so that a failure is one
 * line: return kk_fail(err, KK_REFUSED, "…"). Too long a text is cut at a
 * character's end; strangers' words in it are cleaned (kk_shown). */
enum kk_status kk_fail(struct kk_err *err, enum kk_status st, const char *fmt,
                       ...) KK_PRINTF(3, 4);
enum kk_status kk_fail_at(struct kk_err *err, enum kk_status st,
                          const char *field, const char *fmt, ...)
    KK_PRINTF(4, 5);
/* Puts words in front of what `err` says already. */
void kk_err_prefix(struct kk_err *err, const char *fmt, ...) KK_PRINTF(2, 3);
void kk_err_clear(struct kk_err *err);

/* How a process of ours ends: 0 done, 1 refused, 2 usage, 3 no database, 4
 * bundle refused. */
int kk_exit_status(enum kk_status st);

#endif
