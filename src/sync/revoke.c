/* The end of a node's part. */
#include "state.h"

#include <kikusui/store/tx.h>
#include <kikusui/sync/enrol.h>

static enum kk_status close_at_held(struct kk_db *db, struct kk_member *m,
                                    struct kk_err *err)
{
    m->closed = true;
    kk_vector_free(&m->limit);
    return kk_vector_of_node(db, m->hex, &m->limit, err);
}

static enum kk_status end_part(struct kk_db *db, struct kk_roster *r,
                               const char *name, bool lost,
                               const struct kk_keys *keys, struct kk_err *err)
{
    struct kk_member *m = kk_roster_named(r, name);
    enum kk_status st = KK_OK;

    if (m == NULL)
        return kk_fail(err, KK_REFUSED, "「%s」という端末はありません", name);
    if (m->office)
        return kk_fail(err, KK_REFUSED, "事務所の登録は取り消せません");
    /* A retired one that turns out lost is closed now. */
    if (m->state == KK_MEMBER_LOST || (m->state == KK_MEMBER_RETIRED && !lost))
        return kk_fail(err, KK_REFUSED, "%s の登録はもう取り消してあります",
                       name);
    m->state = lost ? KK_MEMBER_LOST : KK_MEMBER_RETIRED;
    if (lost)
        st = close_at_held(db, m, err);
    return st == KK_OK ? kk_roster_issue(db, r, keys, err) : st;
}

enum kk_status kk_enrol_revoke(struct kk_db *db, const char *name, bool lost,
                               const char *pass, struct kk_err *err)
{
    const struct kk_intent none = {.action = "revoke"};
    struct kk_commit commit;
    struct kk_roster r = {0};
    struct kk_keys keys = {0};
    struct kk_node node;
    enum kk_status st = kk_node_read(db, &node, err);

    if (st == KK_OK && !node.office)
        st = kk_fail(err, KK_REFUSED,
                     "登録の取り消しは事務所のデータベースで行います");
    if (st == KK_OK)
        st = kk_node_keys(db, pass, &keys, err);
    if (st == KK_OK)
        st = kk_state_merge(db, &node, &keys, err);
    if (st == KK_OK)
        st = kk_tx_begin(db, KK_TX_WRITE, err);
    if (st == KK_OK)
        st = kk_roster_load(db, &r, err);
    if (st == KK_OK)
        st = end_part(db, &r, name, lost, &keys, err);
    if (st == KK_OK)
        st = kk_tx_commit(db, &none, &commit, err);
    else
        kk_tx_rollback(db);
    if (st == KK_OK)
        st = kk_state_save(db, err);
    kk_roster_free(&r);
    kk_keys_wipe(&keys);
    return st;
}
