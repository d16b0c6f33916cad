/* Forms that were begun and not recorded: local facts of this copy. */
#ifndef KIKUSUI_UI_DRAFTS_H
#define KIKUSUI_UI_DRAFTS_H

#include <kikusui/base/mem.h>
#include <kikusui/domain/action.h>

struct kk_draft_item {
    const char *action, *title;
    kk_id subject;
    kk_time at;
};
enum { KK_DRAFTS_MAX = 20 };
size_t kk_draft_list(struct kk_ctx *ctx, struct kk_arena *arena,
                     struct kk_draft_item out[KK_DRAFTS_MAX]);

#endif
