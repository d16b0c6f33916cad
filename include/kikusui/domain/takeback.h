/* Going back and forth through what one has recorded: which entry comes next.
 * Taking back and redoing are one kind of entry, `undo`: a redo takes back an
 * undo. */
#ifndef KIKUSUI_DOMAIN_TAKEBACK_H
#define KIKUSUI_DOMAIN_TAKEBACK_H

#include <kikusui/base/str.h>
#include <kikusui/base/val.h>
#include <kikusui/domain/ctx.h>

struct kk_entry;
struct kk_takeback {
    char entry[KK_ENTRY_NAME_BYTES]; /* what is to be taken back */
    const char *action;              /* of the record that goes or returns */
    char words[256];                 /* that record: 連絡を記録 K1-0042 */
};
/* The worker's last record that stands; KK_NONE: none is left. */
enum kk_status kk_undo_next(struct kk_ctx *ctx, struct kk_arena *arena,
                            struct kk_takeback *out,
                            struct kk_err *err) KK_MUST;
/* The worker's last undo since the last record that stands; KK_NONE: none. */
enum kk_status kk_redo_next(struct kk_ctx *ctx, struct kk_arena *arena,
                            struct kk_takeback *out,
                            struct kk_err *err) KK_MUST;
/* Of an entry that undid or redid: `words` name the record that went or came
 * back; redo: which of both. false: it is none. */
bool kk_undone_words(struct kk_ctx *ctx, const char *entry,
                     struct kk_takeback *out, bool *redo);
/* The entry that an undo took back; false: it is none. */
bool kk_entry_taken(struct kk_ctx *ctx, const struct kk_entry *e,
                    struct kk_arena *arena, struct kk_entry *of);
/* What people call the action of an entry: that of an undo of an undo is a
 * redo. */
const char *kk_entry_title(struct kk_ctx *ctx, const struct kk_entry *e);
/* An entry in words: when it was, what, of which record. Appends. */
void kk_entry_words(struct kk_ctx *ctx, const struct kk_entry *e,
                    struct kk_str *out);
/* What is to be done about an entry that stands in the way of an undo. */
const char *kk_entry_way_out(struct kk_ctx *ctx, const struct kk_entry *e);

/* Inside the transaction of an undo that has run: what it broke (`now`, but not
 * `before`). What was broken already before the entry it takes back is told and
 * no more; what cannot be because of something recorded since names that.
 * went_back: the transaction stands at its mark again, the undo has to run
 * anew. */
struct kk_faults;
struct kk_scopes;
enum kk_status kk_undo_weigh(struct kk_ctx *ctx, const char *entry,
                             const struct kk_scopes *scopes,
                             const struct kk_faults *before,
                             struct kk_faults *now, bool *went_back,
                             struct kk_err *err) KK_MUST;

#endif
