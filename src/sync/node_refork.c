/* node refork: this copy gives way where another copy of the same machine got
 * to the other side first; and follows where its peer has given way. */
#include "state.h"

#include <kikusui/store/backup.h>
#include <kikusui/store/refork.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/exchange.h>

static enum kk_status find(struct kk_db *db, uint64_t *writer, int64_t *seq,
                           struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[2];
    enum kk_status st =
        kk_db_one(db, "query/sync_fork_find", NULL, &arena, v, 2, err);

    if (st == KK_OK) {
        *writer = (uint64_t)v[0].i;
        *seq = v[1].i;
    }
    kk_arena_free(&arena);
    return st;
}

/* One writer after the other, the earliest first. */
static enum kk_status mend(struct kk_db *db, struct kk_refork *out,
                           struct kk_err *err)
{
    enum kk_status st;

    for (;;) {
        struct kk_refork_count n;
        uint64_t writer;
        int64_t seq;

        st = find(db, &writer, &seq, err);
        if (st != KK_OK)
            break;
        st = kk_journal_refork(db, writer, seq, &n, err);
        if (st == KK_OK)
            st = kk_db_run(db, "query/sync_fork_mended",
                           KK_BINDS({"writer", kk_vint((int64_t)writer)}), err);
        if (st != KK_OK)
            return st;
        if (out->entries == 0)
            *out = (struct kk_refork){
                .writer = writer, .seq = seq, .new_writer = n.writer};
        out->entries += n.entries;
    }
    if (st != KK_NONE)
        return st;
    /* The export signs anew; for another's new names the office vouches until
     * that one does. */
    return kk_db_run(db, "query/sync_head_drop", NULL, err);
}

static enum kk_status mend_in_one(struct kk_db *db, struct kk_refork *out,
                                  struct kk_err *err)
{
    const struct kk_intent none = {.action = "refork"};
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(db, KK_TX_WRITE, err);

    if (st == KK_OK)
        st = mend(db, out, err);
    if (st == KK_OK)
        return kk_tx_commit(db, &none, &commit, err);
    kk_tx_rollback(db);
    return st;
}

static enum kk_status nothing(struct kk_err *err)
{
    return kk_fail(
        err, KK_REFUSED,
        "直すことは見つかっていません。写しから始めたために不受理に"
        "なったときは、この端末で kikusui export を行い、相手で取り込み"
        "（不受理になります）、相手が次に書き出したものをここで取り込んで"
        "から（これも不受理になります）、もう一度行ってください");
}

enum kk_status kk_refork(struct kk_db *db, struct kk_refork *out,
                         struct kk_err *err)
{
    uint64_t writer;
    int64_t seq;
    enum kk_status st;

    *out = (struct kk_refork){0};
    st = find(db, &writer, &seq, err);
    if (st == KK_NONE)
        return nothing(err);
    /* A verified copy before, and one after: the tail begins anew with the
     * names that hold from now on. */
    if (st == KK_OK)
        st = kk_backup_automatic(db, KK_BACKUP_REFORK, err);
    if (st == KK_OK)
        st = mend_in_one(db, out, err);
    if (st != KK_OK)
        return st;
    st = kk_backup_automatic(db, KK_BACKUP_REFORK, err);
    if (st == KK_OK)
        st = kk_state_save(db, err);
    if (st != KK_OK)
        kk_db_warn(db, "注意: 直しましたが、控えを作れません: %s", err->text);
    return KK_OK;
}
