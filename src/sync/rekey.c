/* New keys for this node: made, told to the others, taken. The folder `next`
 * holds them from before anybody hears of them until they are taken, so a
 * change that was cut short is found there and finished by the next export. */
#include "rekey.h"

#include "manifest.h"
#include "outgoing.h"
#include "state.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/enrol.h>

#include <dirent.h>
#include <string.h>
#include <unistd.h>

struct rekey {
    struct kk_db *db;
    const char *pass;
    struct kk_node node;
    struct kk_keys old, next;
    bool found; /* next is of a change that was cut short */
    struct kk_roster roster;
    struct kk_age_recipient to[KK_BUNDLE_MAX_RECIPIENTS];
    struct kk_outgoing out;
    char *next_dir;
    struct kk_err *err;
};

static bool same_keys(const struct kk_keys *a, const struct kk_keys *b)
{
    return memcmp(a->sign, b->sign, sizeof a->sign) == 0;
}

char *kk_rekey_folder(struct kk_db *db)
{
    return kk_path_join(kk_db_keys_dir(db), "next");
}

bool kk_rekey_names(const struct kk_roster *r, const char *node,
                    const struct kk_keys *keys)
{
    const struct kk_member *m = kk_roster_find(r, node);
    struct kk_node_keys pub;

    kk_keys_public(keys, &pub);
    return m != NULL && memcmp(&m->keys, &pub, sizeof pub) == 0;
}

/* With what a broken-off writing left there. */
static void drop_next(const struct rekey *k)
{
    DIR *d = opendir(k->next_dir);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL)
        (void)unlinkat(dirfd(d), e->d_name, 0);
    if (d != NULL)
        closedir(d);
    (void)rmdir(k->next_dir);
}

/* What the key folder says: the keys in use, and those of a change that was
 * cut short. */
static enum kk_status look(struct rekey *k)
{
    enum kk_status st = kk_node_read(k->db, &k->node, k->err);

    if (st == KK_OK)
        st = kk_keys_load(kk_db_keys_dir(k->db), k->pass, &k->old, k->err);
    if (st != KK_OK)
        return st;
    st = kk_keys_load(k->next_dir, k->pass, &k->next, k->err);
    k->found = st == KK_OK && !same_keys(&k->old, &k->next);
    /* Taken but for this, or never whole. */
    if ((st == KK_OK && !k->found) || st == KK_NONE)
        drop_next(k);
    return st == KK_NONE ? KK_OK : st;
}

/* The new keys are safe on the disk before anyone hears of them. */
static enum kk_status make_next(struct rekey *k)
{
    if (k->found)
        return KK_OK;
    k->next = k->old;
    kk_keys_renew(&k->next);
    return kk_keys_save(k->next_dir, &k->next, k->pass, k->err);
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

/* So many rosters an office may have issued and forgotten in a restore: what it
 * changes its key by has to be newer than any that a laptop holds, or that one
 * would not follow. */
enum { FORGOTTEN_MOST = 1000 };

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
    k->roster.version += FORGOTTEN_MOST;
    kk_member_rekey(me, &pub, k->roster.version + 2, k->out.seq, &upto);
    return kk_roster_issue(k->db, &k->roster, &k->old, k->err);
}

static enum kk_status note_key(struct rekey *k)
{
    struct kk_node_keys pub;
    char hex[2 * sizeof pub.sign.b + 1];

    kk_keys_public(&k->next, &pub);
    kk_hex(pub.sign.b, sizeof pub.sign.b, hex);
    return kk_meta_set(k->db, KK_META_SIGN, hex, k->err);
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
        st = note_key(k);
    if (st == KK_OK)
        return kk_tx_commit(k->db, &none, &commit, k->err);
    kk_tx_rollback(k->db);
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

static enum kk_status promote(struct rekey *k)
{
    enum kk_status st =
        kk_keys_save(kk_db_keys_dir(k->db), &k->next, k->pass, k->err);

    if (st == KK_OK)
        drop_next(k);
    return st;
}

/* The state in the key folder is written with what the roster names. */
static enum kk_status merge_state(struct rekey *k)
{
    struct kk_keys now;
    enum kk_status st = kk_node_keys(k->db, k->pass, &now, k->err);

    if (st == KK_OK)
        st = kk_state_merge(k->db, &k->node, &now, k->err);
    kk_keys_wipe(&now);
    return st;
}

/* A commit that failed may stand all the same: the roster is asked. */
static bool may_be_named(const struct rekey *k)
{
    struct kk_roster r = {0};
    bool may = k->node.office && (kk_roster_load(k->db, &r, NULL) != KK_OK ||
                                  kk_rekey_names(&r, k->node.hex, &k->next));

    kk_roster_free(&r);
    return may;
}

/* What nobody has heard of and no roster names is forgotten; else it goes on
 * with the next export. */
static void broken_off(struct rekey *k)
{
    if (!k->found && !may_be_named(k))
        drop_next(k);
    else
        kk_err_prefix(k->err,
                      "鍵の変更は途中です。次に書き出すときに続けます。");
}

static enum kk_status rekey(struct rekey *k, char **file)
{
    enum kk_status st = merge_state(k);

    if (st == KK_OK)
        st = make_next(k);
    if (st == KK_OK)
        st = prepare(k);
    if (st == KK_OK)
        st = announce(k, file);
    if (st != KK_OK) {
        broken_off(k);
        return st;
    }
    st = promote(k);
    return st == KK_OK ? kk_state_save(k->db, k->err) : st;
}

static struct rekey *begin(struct kk_db *db, const char *pass, const char *dir,
                           struct kk_err *err)
{
    struct rekey *k = kk_alloc(sizeof *k);

    *k = (struct rekey){.db = db, .pass = pass, .err = err};
    k->next_dir = kk_rekey_folder(db);
    k->out = (struct kk_outgoing){.db = db,
                                  .node = &k->node,
                                  .keys = &k->old,
                                  .kind = KK_BUNDLE_REKEY,
                                  .dir = dir};
    return k;
}

static void end(struct rekey *k)
{
    kk_outgoing_free(&k->out);
    kk_roster_free(&k->roster);
    kk_keys_wipe(&k->old);
    kk_keys_wipe(&k->next);
    kk_free(k->next_dir);
    kk_free(k);
}

enum kk_status kk_enrol_rekey(struct kk_db *db, const char *pass,
                              const char *dir, char **file, struct kk_err *err)
{
    struct rekey *k = begin(db, pass, dir, err);
    struct kk_keys keys;
    enum kk_status st =
        kk_node_keys(db, pass, &keys, err); /* says what lacks */

    kk_keys_wipe(&keys);
    *file = NULL;
    if (st == KK_OK)
        st = look(k);
    if (st == KK_OK && !k->node.enrolled)
        st = kk_fail(err, KK_REFUSED,
                     "この端末はまだ事務所に登録されていません");
    if (st == KK_OK)
        st = rekey(k, file);
    end(k);
    return st;
}

enum kk_status kk_rekey_finish(struct kk_db *db, const char *pass,
                               const char *dir, struct kk_err *err)
{
    struct rekey *k = begin(db, pass, dir, err);
    struct kk_roster now = {0};
    char *file = NULL;
    enum kk_status st = KK_OK;

    if (access(k->next_dir, F_OK) != 0)
        goto out;
    st = look(k);
    if (st != KK_OK || !k->found)
        goto out;
    st = kk_roster_load(db, &now, err);
    if (st != KK_OK)
        goto out;
    /* The office has taken what a laptop told; the laptops need not have. */
    if (!k->node.office && kk_rekey_names(&now, k->node.hex, &k->next)) {
        st = promote(k);
        if (st == KK_OK)
            kk_db_warn(db, "途中だった鍵の変更を終えました");
    } else {
        st = rekey(k, &file);
        if (st == KK_OK)
            kk_db_warn(db,
                       "途中だった鍵の変更を終えました。%s を、この書き出しより"
                       "先に相手で取り込んでください",
                       file);
    }
out:
    kk_roster_free(&now);
    kk_free(file);
    end(k);
    return st;
}
