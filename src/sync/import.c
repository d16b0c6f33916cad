/* Importing the bundles of a folder, one after the other. */
#include "state.h"
#include "take.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/backup.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/media.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A copy before an import only where the newest is older than this. */
#define BACKUP_AGE (24 * 60 * 60)

void kk_import_done_free(struct kk_import_done *d)
{
    kk_free(d->one);
    *d = (struct kk_import_done){0};
}

struct session {
    struct kk_db *db;
    const struct kk_import_how *how;
    struct kk_node node;
    struct kk_keys keys;
    struct kk_roster roster;
    size_t n_seen, cap_seen;
    struct seen *seen;
    struct kk_err *err;
};
struct seen { /* a file that was looked at */
    char *path;
    size_t one;          /* its outcome */
    bool whole, damaged; /* verified or of others; or told from none */
};

static enum kk_status open_session(struct session *s)
{
    enum kk_status st = kk_node_read(s->db, &s->node, s->err);

    if (st == KK_OK && !s->node.enrolled)
        st = kk_fail(s->err, KK_REFUSED,
                     "この端末はまだ事務所に登録されていません。"
                     "node request から始めてください");
    if (st == KK_OK)
        st = kk_node_keys(s->db, s->how->pass, &s->keys, s->err);
    if (st == KK_OK && !s->how->preview)
        st = kk_state_merge(s->db, &s->node, &s->keys, s->err);
    return st;
}

static void fill_one(const struct kk_incoming *in, const struct kk_member *from,
                     struct kk_import_one *one)
{
    const struct kk_bundle_head *h = &in->part[0].bundle.head;

    one->seq = h->seq;
    one->created = h->created;
    kk_fmt(one->file, sizeof one->file, "%s", in->part[0].name);
    if (from != NULL)
        kk_fmt(one->sender, sizeof one->sender, "%s", from->name);
}

static enum kk_status backup_if_old(struct session *s)
{
    kk_time now = kk_now(kk_db_clock(s->db));
    kk_time newest = kk_backup_newest(s->db);

    if (s->how->preview || (newest != 0 && now - newest <= BACKUP_AGE))
        return KK_OK;
    return kk_backup_automatic(s->db, KK_BACKUP_IMPORT, s->err);
}

static enum kk_status take_in(struct session *s, struct kk_taking *t)
{
    enum kk_status st = kk_tx_begin(
        t->db, s->how->preview ? KK_TX_PREVIEW : KK_TX_WRITE, t->err);

    if (st == KK_OK)
        st = kk_take_known(t, &t->one->already);
    if (st == KK_OK)
        st = kk_roster_load(t->db, &t->roster, t->err);
    if (st == KK_OK && !t->one->already)
        st = kk_take(t);
    if (st == KK_OK && !s->how->preview && !t->one->already)
        return kk_take_commit(t);
    kk_tx_rollback(t->db);
    return st;
}

/* One local row, and nothing else but doubt about what a forked peer has. */
static enum kk_status note_refusal(struct session *s, const struct kk_taking *t,
                                   const struct kk_err *why)
{
    const struct kk_intent none = {.action = "refusal"};
    char hex[KK_NODE_HEX_BYTES];
    struct kk_commit c;
    enum kk_status st = kk_tx_begin(s->db, KK_TX_WRITE, s->err);

    kk_hex(t->in->part[0].bundle.head.bundle, KK_BUNDLE_ID_BYTES, hex);
    if (st == KK_OK)
        st = kk_db_run(s->db, "query/sync_refusal_put",
                       KK_BINDS({"at", kk_vint(kk_now(kk_db_clock(s->db)))},
                                {"file", kk_vtext(t->one->file)},
                                {"sender", kk_vtext(t->sender)},
                                {"bundle", kk_vtext(hex)},
                                {"kind", kk_vtext(why->field)},
                                {"text", kk_vtext(why->text)},
                                {"writer", kk_vid((int64_t)t->fork_writer)},
                                {"seq", kk_vid(t->fork_seq)}),
                       s->err);
    if (st == KK_OK && t->fork_writer != 0)
        st = kk_db_run(s->db, "query/sync_peer_forget",
                       KK_BINDS({"node", kk_vtext(t->sender)},
                                {"writer", kk_vint((int64_t)t->fork_writer)}),
                       s->err);
    if (st == KK_OK)
        return kk_tx_commit(s->db, &none, &c, s->err);
    kk_tx_rollback(s->db);
    return st;
}

static enum kk_status refuse(struct session *s, const struct kk_taking *t,
                             struct kk_import_one *one)
{
    const struct kk_err why = *s->err;
    enum kk_status st = KK_OK;

    *one = (struct kk_import_one){
        .status = KK_BADBUNDLE, .seq = one->seq, .created = one->created};
    fill_one(t->in, kk_roster_find(&s->roster, t->sender), one);
    kk_fmt(one->why, sizeof one->why, "%s", why.text);
    if (t->sender[0] != '\0' && !s->how->preview)
        st = note_refusal(s, t, &why);
    *s->err = why;
    return st;
}

static enum kk_status verified(struct session *s, struct kk_taking *t)
{
    struct kk_str cards = {0};
    /* The very bytes that were taken in before need not be opened again. */
    enum kk_status st = kk_take_known(t, &t->one->already);

    if (st == KK_OK && t->one->already)
        return KK_OK;
    if (st == KK_OK)
        st = kk_take_open(t, &cards);
    if (st == KK_OK)
        st = backup_if_old(s);
    if (st == KK_OK)
        st = take_in(s, t);
    /* It is taken in all the same; the next exchange saves again. */
    if (st == KK_OK && !s->how->preview && !t->one->already &&
        kk_state_save(s->db, s->err) != KK_OK) {
        kk_err_prefix(s->err, "取り込みましたが、控えを書けません: ");
        kk_take_say(t->one, "%s", s->err->text);
    }
    kk_card_reader_free(&t->reader);
    kk_str_free(&cards);
    return st;
}

/* What was counted was not kept. */
static void failed(struct session *s, const struct kk_incoming *in,
                   const struct kk_member *from, enum kk_status st,
                   struct kk_import_one *one)
{
    *one = (struct kk_import_one){.status = st};
    fill_one(in, from, one);
    kk_fmt(one->why, sizeof one->why, "%s", s->err->text);
}

/* Anything but a refusal of this one bundle ends the import. */
static enum kk_status import_one(struct session *s, struct kk_incoming *in,
                                 bool more, struct kk_import_one *one)
{
    struct kk_manifest manifest = {0};
    struct kk_taking t = {.db = s->db,
                          .node = &s->node,
                          .keys = &s->keys,
                          .in = in,
                          .more = more,
                          .manifest = &manifest,
                          .worker = s->how->worker,
                          .one = one,
                          .progress = s->how->progress,
                          .user = s->how->user,
                          .err = s->err};
    const struct kk_member *from = NULL;
    enum kk_status st = kk_incoming_read(in, s->err);

    kk_roster_free(&s->roster);
    if (st == KK_OK)
        st = kk_roster_load(s->db, &s->roster, s->err);
    if (st == KK_OK)
        st = kk_incoming_verify(in, &s->node, &s->roster, &from,
                                &one->for_others, s->err);
    fill_one(in, from, one);
    if (st == KK_OK) {
        memcpy(t.sender, from->hex, sizeof t.sender);
        st = verified(s, &t);
    }
    if (st == KK_OK && in->left.n_bytes > 0)
        kk_take_say(one, "%s", kk_str_c(&in->left));
    if (st == KK_BADBUNDLE)
        st = refuse(s, &t, one);
    else if (st != KK_OK && !one->for_others)
        failed(s, in, from, st, one);
    kk_roster_free(&t.roster);
    kk_manifest_free(&manifest);
    return st;
}

static struct kk_import_one *add_one(struct kk_import_done *out)
{
    kk_grow(&out->one, &out->cap, out->n + 1, sizeof *out->one);
    out->one[out->n] = (struct kk_import_one){.status = KK_OK};
    return &out->one[out->n++];
}

static void add_up(struct kk_import_done *out)
{
    for (size_t i = 0; i < out->n; i++) {
        const struct kk_import_one *o = &out->one[i];

        out->entries += o->entries;
        out->changes += o->changes;
        out->held += o->held;
        out->left_out += o->left_out;
        out->reviews += o->reviews;
        out->refused += o->status == KK_BADBUNDLE;
    }
}

static bool same_sender(const struct kk_incoming *a,
                        const struct kk_incoming *b)
{
    return memcmp(a->part[0].head.sender, b->part[0].head.sender,
                  sizeof a->part[0].head.sender) == 0;
}

/* --- damaged copies --------------------------------------------------------
 *
 * Where the header is damaged a copy is in no bundle's company, and seems to be
 * one of its own. Sealed bytes are equal by chance nowhere: a file that has
 * some where a whole one has them was that one. */

static void note_file(struct session *s, const char *path, size_t one,
                      const struct kk_import_one *o, bool verified)
{
    kk_grow(&s->seen, &s->cap_seen, s->n_seen + 1, sizeof *s->seen);
    s->seen[s->n_seen++] =
        (struct seen){.path = kk_strdup(path),
                      .one = one,
                      .whole = o->status == KK_OK,
                      .damaged = o->status == KK_BADBUNDLE && !verified};
}

static bool shares_body(const struct kk_str *a, const struct kk_str *b)
{
    const size_t block = 64;
    size_t n = a->n_bytes < b->n_bytes ? a->n_bytes : b->n_bytes;

    for (size_t at = KK_BUNDLE_HEADER_BYTES; at + block <= n; at += block)
        if (memcmp(a->s + at, b->s + at, block) == 0)
            return true;
    return false;
}

/* The whole file that this one was; NULL: none. */
static const struct seen *copied_from(const struct session *s,
                                      const struct seen *bad)
{
    struct kk_str bytes = {0}, other = {0};
    const struct seen *found = NULL;

    if (kk_media_read(bad->path, &bytes, NULL) != KK_OK)
        bytes.n_bytes = 0;
    for (size_t i = 0; found == NULL && bytes.n_bytes > 0 && i < s->n_seen;
         i++) {
        kk_str_clear(&other);
        if (s->seen[i].whole &&
            kk_media_read(s->seen[i].path, &other, NULL) == KK_OK &&
            shares_body(&bytes, &other))
            found = &s->seen[i];
    }
    kk_str_free(&bytes);
    kk_str_free(&other);
    return found;
}

/* Told with the bundle that was taken in; the refusal of the copy is none. */
static void leave_copies(struct session *s, struct kk_import_done *out)
{
    const struct seen **of = kk_alloc((out->n + 1) * sizeof *of);
    bool *stays = kk_alloc((out->n + 1) * sizeof *stays);
    size_t n = 0;

    memset(of, 0, out->n * sizeof *of);
    memset(stays, 0, out->n * sizeof *stays);
    for (size_t i = 0; i < s->n_seen; i++) {
        const struct seen *bad = &s->seen[i];

        if (bad->damaged)
            of[bad->one] = copied_from(s, bad);
        stays[bad->one] |= of[bad->one] == NULL;
    }
    for (size_t i = 0; i < out->n; i++)
        if (of[i] != NULL && !stays[i])
            kk_take_say(&out->one[of[i]->one], "%s は使いません: %s",
                        out->one[i].file, out->one[i].why);
    for (size_t i = 0; i < out->n; i++)
        if (of[i] == NULL || stays[i])
            out->one[n++] = out->one[i];
    out->n = n;
    kk_free(of);
    kk_free(stays);
}

/* Of a folder what is not for us is passed over; named, it is refused. */
static enum kk_status import_all(struct session *s, struct kk_incoming_set *set,
                                 struct kk_import_done *out)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < set->n; i++) {
        struct kk_import_one *one = add_one(out);
        bool more = i + 1 < set->n && same_sender(&set->at[i], &set->at[i + 1]);

        st = import_one(s, &set->at[i], more, one);
        for (size_t k = 0; k < set->at[i].n; k++)
            note_file(s, set->at[i].part[k].path, out->n - 1, one,
                      one->sender[0] != '\0');
        if (st == KK_REFUSED && one->for_others) {
            st = KK_OK;
            if (set->n == 1) {
                one->status = KK_BADBUNDLE;
                kk_fmt(one->why, sizeof one->why, "%s", s->err->text);
            }
        }
        kk_incoming_free(&set->at[i]);
    }
    for (size_t i = 0; st == KK_OK && i < set->n_bad; i++) {
        *add_one(out) = set->bad[i].one;
        note_file(s, set->bad[i].path, out->n - 1, &set->bad[i].one, false);
    }
    if (st == KK_OK)
        leave_copies(s, out);
    return st;
}

static enum kk_status outcome(const struct kk_import_done *out,
                              struct kk_err *err)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->one[i].status == KK_BADBUNDLE)
            return kk_fail(err, KK_BADBUNDLE, "%s: %s", out->one[i].file,
                           out->one[i].why);
    return KK_OK;
}

enum kk_status kk_import(struct kk_db *db, const struct kk_import_how *how,
                         struct kk_import_done *out, struct kk_err *err)
{
    struct session s = {.db = db, .how = how, .err = err};
    struct kk_incoming_set set = {0};
    enum kk_status st;

    *out = (struct kk_import_done){0};
    st = open_session(&s);
    if (st == KK_OK)
        st = kk_incoming_find(how->path, &set, err);
    if (st == KK_OK)
        st = import_all(&s, &set, out);
    add_up(out);
    if (st == KK_OK)
        st = outcome(out, err);
    kk_incoming_set_free(&set);
    for (size_t i = 0; i < s.n_seen; i++)
        kk_free(s.seen[i].path);
    kk_free(s.seen);
    kk_roster_free(&s.roster);
    kk_keys_wipe(&s.keys);
    return st;
}
