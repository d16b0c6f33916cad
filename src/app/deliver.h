/* Between cmd_deliver.c and deliver_final.c. */
#ifndef KIKUSUI_SRC_APP_DELIVER_H
#define KIKUSUI_SRC_APP_DELIVER_H

#include "commands.h"

#include <kikusui/report/deliver.h>
#include <kikusui/report/gaps.h>

struct deliver {
    struct kk_app *app;
    const struct kk_parsed *parsed;
    struct kk_ctx *ctx; /* what the papers are read from */
    const char *dir;
    bool draft;
    struct kk_period period;
    struct kk_str vector; /* of what they are read from */
    kk_time made;
    struct kk_sums sums;
    struct kk_str files; /* written so far, a path a line */
    size_t n;            /* papers of a month */
    struct kk_err *err;
};
/* All papers and the list of sums, into dir. */
enum kk_status kk_deliver_write(struct deliver *d) KK_MUST;
/* For good: refuses with what is missing, records it, and never writes over a
 * file. */
enum kk_status kk_deliver_final(struct deliver *d) KK_MUST;

#endif
