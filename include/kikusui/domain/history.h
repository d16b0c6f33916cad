/* The history of any record, read from the journal, in words. */
#ifndef KIKUSUI_DOMAIN_HISTORY_H
#define KIKUSUI_DOMAIN_HISTORY_H

#include <kikusui/base/mem.h>
#include <kikusui/domain/ctx.h>

struct kk_event_view {    /* a line of history, newest first */
    kk_time at, recorded; /* differ when it was recorded later */
    const char *who, *text;
    const char *by,
        *brief;        /* surname, and the point of it: for one short line;
                          of an earlier incident: its number, what it was */
    const char *entry; /* its name, as `undo` takes it */
    int64_t arrival;
    bool undone;
};
/* The history of any record, in words: who, when, which action, what changed
 * (label old > new). */
struct kk_history {
    size_t n;
    struct kk_event_view *event;
    bool more;
    struct kk_arena arena;
};
enum kk_status kk_history_load(struct kk_ctx *ctx, const char *table, kk_id row,
                               int64_t before, size_t most,
                               struct kk_history *out,
                               struct kk_err *err) KK_MUST;
/* Of a record's last `most` entries those that were about it for the sake of
 * another: whose argument `name` is that row (引当 of a spare for a case). */
enum kk_status kk_history_for(struct kk_ctx *ctx, const char *table, kk_id row,
                              const char *name, kk_id of, size_t most,
                              struct kk_history *out,
                              struct kk_err *err) KK_MUST;
void kk_history_free(struct kk_history *h);

#endif
