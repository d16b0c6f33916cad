/* Which of one's own entries is taken back, or redone, next. */
#include <kikusui/base/shown.h>
#include <kikusui/domain/takeback.h>
#include <kikusui/domain/values.h>
#include <kikusui/store/journal.h>

#include <string.h>

bool kk_entry_taken(struct kk_ctx *ctx, const struct kk_entry *e,
                    struct kk_arena *arena, struct kk_entry *of)
{
    int64_t arrival;

    for (size_t i = 0; kk_streq(e->action, "undo") && i < e->n_args; i++)
        if (kk_streq(e->arg[i].name, "entry") &&
            kk_journal_find(ctx->db, e->arg[i].value, &arrival, NULL) ==
                KK_OK &&
            kk_journal_entry(ctx->db, arrival, arena, of, NULL) == KK_OK)
            return true;
    return false;
}

const char *kk_entry_title(struct kk_ctx *ctx, const struct kk_entry *e)
{
    struct kk_arena arena = {0};
    struct kk_entry of;
    bool redo =
        kk_entry_taken(ctx, e, &arena, &of) && kk_streq(of.action, "undo");

    kk_arena_free(&arena);
    return kk_entry_label(ctx, redo ? "redo" : e->action);
}

void kk_entry_words(struct kk_ctx *ctx, const struct kk_entry *e,
                    struct kk_str *out)
{
    const struct kk_table *table =
        kk_catalog_table(kk_db_catalog(ctx->db), e->subject_table);
    struct kk_arena arena = {0};
    char at[KK_TIME_BYTES];

    kk_str_addf(
        out, "%s %s",
        kk_time_short(e->happened_at != 0 ? e->happened_at : e->recorded_at,
                      kk_now(ctx->clock), at),
        kk_entry_title(ctx, e));
    if (table != NULL && e->subject != 0)
        kk_str_addf(out, " %s", kk_row_words(ctx, table, e->subject, &arena));
    kk_arena_free(&arena);
}

/* The same for a message line: the day only where it is not today, of the
 * record what it is called by. */
static void brief_words(struct kk_ctx *ctx, const struct kk_entry *e,
                        struct kk_arena *arena, char *out, size_t room_bytes)
{
    const struct kk_table *table =
        kk_catalog_table(kk_db_catalog(ctx->db), e->subject_table);
    kk_time now = kk_now(ctx->clock);
    const char *row = table == NULL || e->subject == 0
                          ? ""
                          : kk_row_words(ctx, table, e->subject, arena);
    char at[KK_TIME_BYTES] = "";

    if (kk_day_of(e->recorded_at) != kk_day_of(now))
        kk_time_short(e->recorded_at, now, at);
    kk_fmt(out, room_bytes, "%s%s%s%s%.*s", at, *at == '\0' ? "" : " ",
           kk_entry_title(ctx, e), *row == '\0' ? "" : " ",
           (int)strcspn(row, " "), row);
}

/* about: the record that goes or returns, taken: what is taken back for it. */
static enum kk_status name_it(struct kk_ctx *ctx, int64_t about, int64_t taken,
                              struct kk_arena *arena, struct kk_takeback *out,
                              struct kk_err *err)
{
    struct kk_entry e;
    enum kk_status st = kk_journal_entry(ctx->db, taken, arena, &e, err);

    if (st != KK_OK)
        return st;
    kk_fmt(out->entry, sizeof out->entry, "%s", e.name);
    if (about != taken)
        st = kk_journal_entry(ctx->db, about, arena, &e, err);
    if (st == KK_OK) {
        out->action = e.action;
        brief_words(ctx, &e, arena, out->words, sizeof out->words);
    }
    return st;
}

enum kk_status kk_undo_next(struct kk_ctx *ctx, struct kk_arena *arena,
                            struct kk_takeback *out, struct kk_err *err)
{
    int64_t last;
    enum kk_status st = kk_journal_last(ctx->db, ctx->worker, &last, err);

    *out = (struct kk_takeback){0};
    if (st == KK_OK && last == 0)
        return KK_NONE;
    return st == KK_OK ? name_it(ctx, last, last, arena, out, err) : st;
}

enum kk_status kk_redo_next(struct kk_ctx *ctx, struct kk_arena *arena,
                            struct kk_takeback *out, struct kk_err *err)
{
    int64_t undo, of;
    enum kk_status st =
        kk_journal_last_undo(ctx->db, ctx->worker, &undo, &of, err);

    *out = (struct kk_takeback){0};
    if (st == KK_OK && undo == 0)
        return KK_NONE;
    return st == KK_OK ? name_it(ctx, of, undo, arena, out, err) : st;
}

bool kk_undone_words(struct kk_ctx *ctx, const char *entry,
                     struct kk_takeback *out, bool *redo)
{
    struct kk_arena arena = {0};
    struct kk_entry e, of, first;
    int64_t arrival;
    bool found =
        kk_journal_find(ctx->db, entry, &arrival, NULL) == KK_OK &&
        kk_journal_entry(ctx->db, arrival, &arena, &e, NULL) == KK_OK &&
        kk_entry_taken(ctx, &e, &arena, &of);

    *out = (struct kk_takeback){0};
    *redo = found && kk_entry_taken(ctx, &of, &arena, &first);
    if (found)
        brief_words(ctx, *redo ? &first : &of, &arena, out->words,
                    sizeof out->words);
    kk_arena_free(&arena);
    return found;
}

/* What is settled stands: it is settled anew, not taken back. */
const char *kk_entry_way_out(struct kk_ctx *ctx, const struct kk_entry *e)
{
    const struct kk_action *a = kk_find_action(ctx->reg, e->action);

    if (a == NULL || (a->flags & KK_NO_UNDO) == 0)
        return "先にそちらを取り消してください";
    return kk_str_starts(e->action, "review.")
               ? "それは取り消せません。「決めた要確認」（kikusui list "
                 "decided）"
                 "で決め直すか、今の値を訂正してください"
               : "それは取り消せません。今の値を訂正してください";
}
