/* Changes of the roster that end something: a node's part, a key's life. */
#include "manifest.h"
#include "outgoing.h"
#include "state.h"

#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/enrol.h>

#include <string.h>
#include <unistd.h>

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

/* --- new keys ------------------------------------------------------------- */

struct rekey {
    struct kk_db *db;
    struct kk_node node;
    struct kk_keys old, next;
    struct kk_roster roster;
    struct kk_age_recipient to[KK_BUNDLE_MAX_RECIPIENTS];
    struct kk_outgoing out;
    char *next_dir;
    struct kk_err *err;
};

/* The new keys are safe on the disk before anyone hears of them; of a change
 * that was broken off they are found again. */
static enum kk_status make_next(struct rekey *k, const char *pass)
{
    enum kk_status st = kk_keys_load(k->next_dir, pass, &k->next, k->err);

    if (st != KK_NONE)
        return st;
    k->next = k->old;
    kk_keys_renew(&k->next);
    return kk_keys_save(k->next_dir, &k->next, pass, k->err);
}

static enum kk_status find_receivers(struct rekey *k)
{
    for (size_t i = 0; i < k->roster.n; i++) {
        const struct kk_member *m = &k->roster.member[i];

        if (m->office != k->node.office && m->state == KK_MEMBER_LIVE &&
            k->out.n_to < KK_BUNDLE_MAX_RECIPIENTS)
            k->to[k->out.n_to++] = m->keys.seal;
    }
    k->out.to = k->to;
    if (k->out.n_to == 0)
        return kk_fail(k->err, KK_REFUSED, "鍵の変更を知らせる相手がいません");
    return KK_OK;
}

/* The office's own change is a roster that the old key still signs; it is the
 * last, and this bundle the last of its bundles. */
static enum kk_status issue_next(struct rekey *k)
{
    struct kk_member *me = kk_roster_find(&k->roster, k->node.hex);
    struct kk_vector upto;
    struct kk_node_keys pub;
    enum kk_status st;

    kk_keys_public(&k->next, &pub);
    kk_manifest_put_keys(&k->out.front, &pub);
    if (!k->node.office || me == NULL ||
        memcmp(&me->keys, &pub, sizeof pub) == 0)
        return KK_OK;
    st = kk_vector_of_node(k->db, k->node.hex, &upto, k->err);
    if (st != KK_OK)
        return st;
    kk_member_rekey(me, &pub, k->roster.version + 2, k->out.seq, &upto);
    return kk_roster_issue(k->db, &k->roster, &k->old, k->err);
}

static enum kk_status prepare(struct rekey *k)
{
    const struct kk_intent none = {.action = "rekey"};
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(k->db, KK_TX_WRITE, k->err);

    if (st == KK_OK)
        st = kk_roster_load(k->db, &k->roster, k->err);
    if (st == KK_OK)
        st = find_receivers(k);
    if (st == KK_OK)
        st = kk_outgoing_name(&k->out, k->err);
    if (st == KK_OK)
        st = issue_next(k);
    /* A laptop's old heads tell the office up to where the old key counts; the
     * office's roster has told it. */
    if (st == KK_OK)
        st = kk_heads_sign(k->db, &k->node, k->node.office ? &k->next : &k->old,
                           k->err);
    if (st == KK_OK)
        st = kk_outgoing_begin(&k->out, k->err);
    if (st == KK_OK)
        st = kk_state_set_seq(k->db, k->out.seq, k->err);
    if (st == KK_OK)
        return kk_tx_commit(k->db, &none, &commit, k->err);
    kk_tx_rollback(k->db);
    return st;
}

static enum kk_status promote(struct rekey *k, const char *pass)
{
    char *left = kk_path_join(k->next_dir, "node.key");
    enum kk_status st =
        kk_keys_save(kk_db_keys_dir(k->db), &k->next, pass, k->err);

    if (st == KK_OK) {
        (void)unlink(left);
        (void)rmdir(k->next_dir);
    }
    kk_free(left);
    return st;
}

static enum kk_status announce(struct rekey *k, char **file)
{
    struct kk_export_done done = {0};
    enum kk_status st = kk_outgoing_build(&k->out, k->err);

    if (st == KK_OK)
        st = kk_outgoing_write(&k->out, &done, k->err);
    if (st == KK_OK) {
        *file = done.file[0];
        done.file[0] = NULL;
    }
    kk_export_done_free(&done);
    return st;
}

static enum kk_status rekey(struct rekey *k, const char *pass, char **file)
{
    enum kk_status st = kk_node_read(k->db, &k->node, k->err);

    if (st == KK_OK && !k->node.enrolled)
        st = kk_fail(k->err, KK_REFUSED,
                     "この端末はまだ事務所に登録されていません");
    if (st == KK_OK)
        st = kk_node_keys(k->db, pass, &k->old, k->err);
    if (st == KK_OK)
        st = kk_state_merge(k->db, &k->node, &k->old, k->err);
    if (st == KK_OK)
        st = make_next(k, pass);
    if (st == KK_OK)
        st = prepare(k);
    if (st == KK_OK)
        st = announce(k, file);
    if (st == KK_OK)
        st = promote(k, pass);
    return st == KK_OK ? kk_state_save(k->db, k->err) : st;
}

enum kk_status kk_enrol_rekey(struct kk_db *db, const char *pass,
                              const char *dir, char **file, struct kk_err *err)
{
    struct rekey *k = kk_alloc(sizeof *k);
    enum kk_status st;

    *file = NULL;
    *k = (struct rekey){.db = db, .err = err};
    k->next_dir = kk_path_join(kk_db_keys_dir(db), "next");
    k->out = (struct kk_outgoing){.db = db,
                                  .node = &k->node,
                                  .keys = &k->old,
                                  .kind = KK_BUNDLE_REKEY,
                                  .dir = dir};
    st = rekey(k, pass, file);
    kk_outgoing_free(&k->out);
    kk_roster_free(&k->roster);
    kk_keys_wipe(&k->old);
    kk_keys_wipe(&k->next);
    kk_free(k->next_dir);
    kk_free(k);
    return st;
}
