/* Exporting: what is sent to whom, logged and written to a folder. */
#include "manifest.h"
#include "outgoing.h"
#include "rekey.h"
#include "state.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/sync_status.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void kk_export_done_free(struct kk_export_done *d)
{
    for (size_t i = 0; i < d->n_files; i++)
        kk_free(d->file[i]);
    kk_free(d->file);
    *d = (struct kk_export_done){0};
}

struct export
{
    struct kk_db *db;
    const struct kk_export_how *how;
    struct kk_export_done *done;
    struct kk_node node;
    struct kk_keys keys;
    struct kk_roster roster;
    struct kk_age_recipient to[KK_BUNDLE_MAX_RECIPIENTS + 1];
    struct kk_outgoing out;
    unsigned char joined[KK_BUNDLE_MAX_RECIPIENTS][32]; /* over: their grants */
    int64_t upto; /* the highest arrival that it carries */
    struct kk_err *err;
};

/* The permit told, or the one on record. */
static enum kk_status find_permit(struct export *x)
{
    kk_day today = kk_day_of(kk_now(kk_db_clock(x->db)));

    if (x->how->permit == NULL)
        return kk_sync_permit(x->db, today, x->done->permit, x->err);
    kk_fmt(x->done->permit, sizeof x->done->permit, "%s", x->how->permit);
    return KK_OK;
}

/* To whom, and what they have: of all laptops the lowest, writer by writer. */
static enum kk_status find_receivers(struct export *x)
{
    struct kk_outgoing *o = &x->out;
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < x->roster.n; i++) {
        const struct kk_member *m = &x->roster.member[i];
        struct kk_vector has;

        if (m->office == x->node.office || m->state != KK_MEMBER_LIVE)
            continue;
        if (o->n_to == KK_BUNDLE_MAX_RECIPIENTS)
            return kk_fail(x->err, KK_REFUSED,
                           "登録した端末が多すぎます。使わなくなった端末を "
                           "node revoke で外してください");
        st = kk_vector_peer(x->db, m->hex, &has, x->err);
        if (st != KK_OK)
            break;
        x->to[o->n_to++] = m->keys.seal;
        if (o->n_to == 1) {
            o->theirs = has;
        } else {
            kk_vector_lower(&o->theirs, &has);
            kk_vector_free(&has);
        }
    }
    if (st == KK_OK && o->n_to == 0)
        st = kk_fail(x->err, KK_REFUSED,
                     "渡す相手の端末がありません。先に node approve で端末を"
                     "登録してください");
    o->to = x->to;
    return st;
}

static void add_joined(struct export *x, const struct kk_age_recipient *to)
{
    if (x->out.over.n_joined < KK_BUNDLE_MAX_RECIPIENTS)
        kk_bundle_recipients_hash(to, 1, x->joined[x->out.over.n_joined++]);
    x->out.over.joined = (const unsigned char(*)[32])x->joined;
}

/* A grant has done its work once its laptop writes, or was heard of. */
static enum kk_status find_joined(struct export *x)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; !x->node.office && i < x->keys.n_seal; i++) {
        struct kk_age_recipient pub;

        kk_age_recipient_of(&x->keys.seal[i], &pub);
        add_joined(x, &pub);
    }
    for (size_t i = 0; x->node.office && st == KK_OK && i < x->roster.n; i++) {
        const struct kk_member *m = &x->roster.member[i];
        struct kk_arena arena = {0};
        struct kk_val v[3];

        st = kk_db_one(x->db, "query/sync_heard_get",
                       KK_BINDS({"node", kk_vtext(m->hex)}), &arena, v, 3,
                       x->err);
        if (st == KK_OK)
            add_joined(x, &m->keys.seal);
        kk_arena_free(&arena);
        st = st == KK_NONE ? KK_OK : st;
    }
    return st;
}

static enum kk_status log_begin(struct export *x)
{
    char hex[KK_NODE_HEX_BYTES];

    kk_hex(x->out.bundle, sizeof x->out.bundle, hex);
    return kk_db_run(
        x->db, "query/sync_export_begin",
        KK_BINDS(
            {"seq", kk_vint((int64_t)x->out.seq)}, {"bundle", kk_vtext(hex)},
            {"at", kk_vint(kk_now(kk_db_clock(x->db)))},
            {"worker", kk_vid(x->how->worker)},
            {"reason", kk_vtext(x->how->reason)},
            {"permit",
             kk_vtext(x->done->permit[0] == '\0' ? NULL : x->done->permit)}),
        x->err);
}

static enum kk_status put_words(struct export *x)
{
    struct kk_arena arena = {0};
    struct kk_val name = kk_vnull();
    enum kk_status st = KK_OK;

    if (x->how->reason != NULL)
        kk_manifest_put(&x->out.front, "reason", x->how->reason);
    if (x->done->permit[0] != '\0')
        kk_manifest_put(&x->out.front, "permit", x->done->permit);
    if (x->how->worker != 0)
        st = kk_db_one(x->db, "query/sync_worker_name",
                       KK_BINDS({"id", kk_vint(x->how->worker)}), &arena, &name,
                       1, x->err);
    if (st == KK_OK && name.type == KK_VTEXT)
        kk_manifest_put(&x->out.front, "worker", name.s);
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

/* One moment: heads signed, what is held read, the ledger begun. */
static enum kk_status fix_moment(struct export *x)
{
    const struct kk_intent none = {.action = "export"};
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(x->db, KK_TX_WRITE, x->err);

    if (st == KK_OK && x->node.office)
        st = kk_roster_bound(x->db, &x->keys, x->err);
    if (st == KK_OK)
        st = kk_heads_sign(x->db, &x->node, &x->keys, x->err);
    if (st == KK_OK)
        st = kk_outgoing_begin(&x->out, x->err);
    if (st == KK_OK)
        st = kk_state_set_seq(x->db, x->out.seq, x->err);
    if (st == KK_OK)
        st = log_begin(x);
    if (st == KK_OK)
        st = kk_tx_as_of(x->db, &x->upto, x->err);
    if (st == KK_OK)
        return kk_tx_commit(x->db, &none, &commit, x->err);
    kk_tx_rollback(x->db);
    return st;
}

/* The counts of the files were used, whatever becomes of the writing. */
static enum kk_status use_counts(struct export *x)
{
    enum kk_status st = KK_OK;

    if (x->out.n_parts > 1)
        st = kk_state_set_seq(x->db, x->out.seq + x->out.n_parts - 1, x->err);
    return st == KK_OK ? kk_state_save(x->db, x->err) : st;
}

/* Together, or the ledger tells of files that are taken away again. */
static enum kk_status log_end(struct export *x)
{
    const struct kk_intent none = {.action = "export"};
    char hex[KK_NODE_HEX_BYTES], upto[24];
    struct kk_commit commit;
    enum kk_status st = kk_tx_begin(x->db, KK_TX_WRITE, x->err);

    kk_hex(x->out.bundle, sizeof x->out.bundle, hex);
    snprintf(upto, sizeof upto, "%" PRId64, x->upto);
    if (st == KK_OK)
        st = kk_db_run(x->db, "query/sync_export_end",
                       KK_BINDS({"files", kk_vint((int64_t)x->out.n_parts)},
                                {"entries", kk_vint(x->out.entries)},
                                {"bundle", kk_vtext(hex)}),
                       x->err);
    if (st == KK_OK)
        st = kk_meta_set(x->db, KK_META_SENT, upto, x->err);
    if (st == KK_OK)
        return kk_tx_commit(x->db, &none, &commit, x->err);
    kk_tx_rollback(x->db);
    return st;
}

static enum kk_status open_all(struct export *x, const char *pass)
{
    enum kk_status st = kk_node_read(x->db, &x->node, x->err);

    if (st == KK_OK && !x->node.enrolled)
        st = kk_fail(x->err, KK_REFUSED,
                     "この端末はまだ事務所に登録されていません。"
                     "node request から始めてください");
    if (st == KK_OK)
        st = kk_rekey_finish(x->db, pass, x->how->dir, x->err);
    if (st == KK_OK)
        st = kk_node_keys(x->db, pass, &x->keys, x->err);
    if (st == KK_OK)
        st = kk_state_merge(x->db, &x->node, &x->keys, x->err);
    if (st == KK_OK)
        st = kk_roster_load(x->db, &x->roster, x->err);
    return st;
}

enum kk_status kk_export(struct kk_db *db, const struct kk_export_how *how,
                         struct kk_export_done *out, struct kk_err *err)
{
    struct export *x = kk_alloc(sizeof *x);
    enum kk_status st;

    *out = (struct kk_export_done){0};
    *x = (struct export){.db = db, .how = how, .done = out, .err = err};
    st = open_all(x, how->pass);
    x->out = (struct kk_outgoing){
        .db = db,
        .node = &x->node,
        .keys = &x->keys,
        .kind = x->node.office ? KK_BUNDLE_TO_LAPTOPS : KK_BUNDLE_TO_OFFICE,
        .dir = how->dir,
        .part_bytes = how->part_bytes,
        .progress = how->progress,
        .user = how->user,
    };
    if (st == KK_OK)
        st = find_permit(x);
    if (st == KK_OK)
        st = find_receivers(x);
    if (st == KK_OK)
        st = find_joined(x);
    if (st == KK_OK)
        st = put_words(x);
    if (st == KK_OK)
        st = fix_moment(x);
    if (st == KK_OK)
        st = kk_outgoing_build(&x->out, err);
    if (st == KK_OK)
        st = use_counts(x);
    if (st == KK_OK)
        st = kk_outgoing_write(&x->out, out, err);
    if (st == KK_OK) {
        st = log_end(x);
        /* What the ledger (R81) does not know must not lie on a stick. */
        if (st != KK_OK)
            kk_outgoing_take_away(out);
    }
    out->entries = x->out.entries;
    out->recipients = x->out.n_to;
    if (st != KK_OK)
        kk_export_done_free(out);
    kk_outgoing_free(&x->out);
    kk_roster_free(&x->roster);
    kk_keys_wipe(&x->keys);
    kk_free(x);
    return st;
}
