/* What an undo breaks: what was so before the record that goes is no reason to
 * keep it, and what was recorded since and stands in the way has a name. */
#include <kikusui/base/shown.h>
#include <kikusui/domain/check.h>
#include <kikusui/domain/takeback.h>
#include <kikusui/store/journal.h>

/* More than these are not gone through: the undo is refused without a name. */
#define MOST 1000

struct weigh {
    struct kk_ctx *ctx;
    const struct kk_scopes *scopes;
    int64_t entry;
    int64_t later[MOST + 1]; /* the newest first */
    size_t n;
};

static bool open_fault(const struct kk_faults *before, const struct kk_fault *f)
{
    return f->weight != KK_REMARK && f->reason == NULL &&
           !kk_fault_stood(before, f);
}

static bool any(const struct kk_faults *before, const struct kk_faults *now)
{
    for (size_t i = 0; i < now->n; i++)
        if (open_fault(before, &now->fault[i]))
            return true;
    return false;
}

/* As if neither the entry nor anything after it had come. */
static enum kk_status stood_before(struct weigh *w, struct kk_faults *out,
                                   struct kk_err *err)
{
    enum kk_status st = kk_tx_back(w->ctx->db, err);

    if (st == KK_OK)
        st = kk_journal_rewind(w->ctx->db, w->entry, err);
    return st == KK_OK ? kk_check_all(w->ctx, w->scopes, out, err) : st;
}

static void name(struct weigh *w, struct kk_faults *now, struct kk_fault *f,
                 int64_t later)
{
    struct kk_arena arena = {0};
    struct kk_str words = {0};
    struct kk_entry e;

    if (kk_journal_entry(w->ctx->db, later, &arena, &e, NULL) == KK_OK) {
        kk_str_addf(&words, "%s。それは後からの記録「", f->words);
        kk_entry_words(w->ctx, &e, &words);
        kk_str_addf(&words, "」によります。%s", kk_entry_way_out(w->ctx, &e));
        f->words = kk_arena_strdup(&now->arena, kk_str_c(&words));
    }
    kk_str_free(&words);
    kk_arena_free(&arena);
}

/* Without which of what came later it would not be broken: the newest such. */
static enum kk_status name_later(struct weigh *w,
                                 const struct kk_faults *before,
                                 struct kk_faults *now, struct kk_err *err)
{
    struct kk_faults without = {0};
    bool *named = kk_alloc((now->n + 1) * sizeof *named);
    enum kk_status st = kk_tx_back(w->ctx->db, err);

    if (st == KK_OK)
        st = kk_journal_reverse(w->ctx->db, w->entry, err);
    for (size_t i = 0; st == KK_OK && i < w->n; i++) {
        st = kk_journal_reverse(w->ctx->db, w->later[i], err);
        if (st == KK_OK)
            st = kk_check_all(w->ctx, w->scopes, &without, err);
        for (size_t k = 0; st == KK_OK && k < now->n; k++) {
            struct kk_fault *f = &now->fault[k];

            if (named[k] || !open_fault(before, f) ||
                f->weight != KK_FORBIDDEN || kk_fault_stood(&without, f))
                continue;
            named[k] = true;
            name(w, now, f, w->later[i]);
        }
        kk_faults_free(&without);
    }
    kk_free(named);
    return st;
}

enum kk_status kk_undo_weigh(struct kk_ctx *ctx, const char *entry,
                             const struct kk_scopes *scopes,
                             const struct kk_faults *before,
                             struct kk_faults *now, bool *went_back,
                             struct kk_err *err)
{
    struct kk_faults then = {0};
    struct weigh w = {.ctx = ctx, .scopes = scopes};
    enum kk_status st;

    *went_back = false;
    if (!any(before, now))
        return KK_OK;
    st = kk_journal_find(ctx->db, entry, &w.entry, err);
    if (st == KK_OK)
        st = kk_journal_after(ctx->db, w.entry, w.later, MOST + 1, &w.n, err);
    if (st != KK_OK || w.n > MOST)
        return st;
    *went_back = true;
    st = stood_before(&w, &then, err);
    for (size_t i = 0; st == KK_OK && i < now->n; i++)
        if (open_fault(before, &now->fault[i]) &&
            kk_fault_stood(&then, &now->fault[i]))
            now->fault[i].weight = KK_REMARK;
    kk_faults_free(&then);
    return st == KK_OK && any(before, now) ? name_later(&w, before, now, err)
                                           : st;
}
