/* Enrolment: the request, the office's grant, its acceptance. */
#include "manifest.h"
#include "outgoing.h"
#include "state.h"
#include "take.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>
#include <kikusui/store/backup.h>
#include <kikusui/store/tx.h>
#include <kikusui/sync/enrol.h>

#include <stdio.h>
#include <string.h>

/* Takes the first file's path out of what was written. */
static void take_file(struct kk_export_done *done, struct kk_enrol_file *out)
{
    out->n_files = done->n_files;
    out->path = done->file[0];
    done->file[0] = NULL;
}

/* --- the laptop asks ------------------------------------------------------ */

static void request_content(const char *hex, const char *name,
                            struct kk_str *out)
{
    kk_str_addf(out, "request\n%s\n%s\n", hex, name);
}

static enum kk_status check_asks(const struct kk_node *node, struct kk_err *err)
{
    if (node->office)
        return kk_fail(err, KK_REFUSED, "事務所は登録を願う必要がありません");
    if (node->enrolled)
        return kk_fail(err, KK_REFUSED,
                       "この端末はもう事務所に登録されています");
    return KK_OK;
}

static enum kk_status write_request(struct kk_outgoing *o,
                                    struct kk_export_done *done,
                                    struct kk_err *err)
{
    enum kk_status st = kk_outgoing_name(o, err);

    if (st == KK_OK)
        st = kk_outgoing_build(o, err);
    if (st == KK_OK)
        st = kk_state_set_seq(o->db, o->seq, err);
    return st == KK_OK ? kk_outgoing_write(o, done, err) : st;
}

enum kk_status kk_enrol_request(struct kk_db *db, const char *pass,
                                const char *dir, struct kk_enrol_file *out,
                                struct kk_err *err)
{
    struct kk_node node;
    struct kk_keys keys = {0};
    struct kk_age_recipient everyone;
    struct kk_outgoing o = {.db = db,
                            .node = &node,
                            .keys = &keys,
                            .kind = KK_BUNDLE_REQUEST,
                            .dir = dir,
                            .to = &everyone,
                            .n_to = 1};
    struct kk_export_done done = {0};
    struct kk_node_keys pub;
    struct kk_str content = {0};
    enum kk_status st = kk_node_read(db, &node, err);

    *out = (struct kk_enrol_file){0};
    if (st == KK_OK)
        st = check_asks(&node, err);
    if (st == KK_OK)
        st = kk_node_keys(db, pass, &keys, err);
    if (st == KK_OK) {
        kk_age_recipient_of(&kk_bundle_request_identity, &everyone);
        kk_keys_public(&keys, &pub);
        kk_manifest_put(&o.front, "name", node.name);
        kk_manifest_put(&o.front, "program", KK_VERSION);
        kk_manifest_put_keys(&o.front, &pub);
        st = write_request(&o, &done, err);
    }
    if (st == KK_OK) {
        request_content(node.hex, node.name, &content);
        kk_digits(&pub, NULL, content.s, content.n_bytes, out->digits);
        take_file(&done, out);
    }
    kk_str_free(&content);
    kk_export_done_free(&done);
    kk_outgoing_free(&o);
    kk_keys_wipe(&keys);
    return st;
}

/* --- the office answers --------------------------------------------------- */

struct request { /* what a request says */
    unsigned char id[KK_BUNDLE_ID_BYTES];
    char hex[KK_NODE_HEX_BYTES];
    char name[KK_NODE_NAME_BYTES];
    struct kk_node_keys keys;
};

static enum kk_status digits_differ(struct kk_err *err)
{
    return kk_fail_at(err, KK_REFUSED, "digits",
                      "数字が合いません。相手の画面の30桁をもう一度読み上げて"
                      "もらってください。何度も合わなければ、途中でファイルが"
                      "すり替えられたおそれがあります");
}

/* Opened before it is verified: its key is inside, and only the digits say
 * whose it is. */
static enum kk_status open_request(struct kk_part *p, struct request *out,
                                   struct kk_err *err)
{
    struct kk_str cards = {0};
    struct kk_card_reader r = {0};
    struct kk_manifest m = {0};
    struct kk_card card;
    enum kk_status st = KK_OK;

    if (p->bundle.head.kind != KK_BUNDLE_REQUEST)
        st = kk_fail(err, KK_BADBUNDLE,
                     "登録の申し込みのファイルではありません");
    if (st == KK_OK)
        st = kk_bundle_open(&p->bundle, &kk_bundle_request_identity, 1, &cards,
                            err);
    r = (struct kk_card_reader){.bytes = kk_str_c(&cards),
                                .n_bytes = cards.n_bytes};
    if (st == KK_OK)
        st = kk_manifest_read(&r, &m, &card, err);
    if (st == KK_OK && (!m.has_keys || strlen(m.name) >= sizeof out->name))
        st = kk_fail(err, KK_BADBUNDLE, "登録の申し込みが壊れています");
    /* It stands in commands and on every screen from now on. */
    if (st == KK_OK && kk_node_name_check(m.name, err) != KK_OK)
        st = kk_fail(err, KK_BADBUNDLE,
                     "登録の申し込みにある端末の名前が使えません。名前は英字と"
                     "数字だけです。その端末で kikusui init からやり直して"
                     "もらってください");
    if (st == KK_OK)
        st = kk_bundle_verify(&p->bundle, &m.keys.sign, err);
    if (st == KK_OK) {
        memcpy(out->id, p->bundle.head.sender, sizeof out->id);
        kk_hex(out->id, sizeof out->id, out->hex);
        memcpy(out->name, m.name, strlen(m.name) + 1);
        out->keys = m.keys;
    }
    kk_card_reader_free(&r);
    kk_manifest_free(&m);
    kk_str_free(&cards);
    return st;
}

static enum kk_status read_file(const char *file, struct request *out,
                                struct kk_err *err)
{
    struct kk_incoming_set set;
    enum kk_status st = kk_incoming_find(file, &set, err);

    if (st != KK_OK)
        return st;
    st = set.n == 1 ? kk_incoming_read(&set.at[0], err)
                    : kk_fail(err, KK_BADBUNDLE,
                              "%s: 登録の申し込みのファイルを一つ指定して"
                              "ください",
                              file);
    if (st == KK_OK)
        st = open_request(&set.at[0].part[0], out, err);
    kk_incoming_set_free(&set);
    return st;
}

static enum kk_status read_request(const char *file, const char *digits,
                                   struct request *out, struct kk_err *err)
{
    char right[KK_DIGITS_BYTES];
    struct kk_str content = {0};
    enum kk_status st = read_file(file, out, err);

    if (st == KK_OK) {
        request_content(out->hex, out->name, &content);
        kk_digits(&out->keys, NULL, content.s, content.n_bytes, right);
        if (!kk_digits_same(right, digits))
            st = digits_differ(err);
    }
    kk_str_free(&content);
    return st;
}

enum kk_status kk_enrol_asker(const char *file, char name[KK_NODE_NAME_BYTES],
                              struct kk_err *err)
{
    struct request q;
    enum kk_status st = read_file(file, &q, err);

    name[0] = '\0';
    if (st == KK_OK)
        memcpy(name, q.name, sizeof q.name);
    return st;
}

/* *known: it is a member already, and only its grant is wanted again. */
static enum kk_status check_request(const struct kk_roster *r,
                                    const struct request *q, bool *known,
                                    struct kk_err *err)
{
    const struct kk_member *m = kk_roster_find(r, q->hex);
    const struct kk_member *same = kk_roster_named(r, q->name);

    *known = m != NULL && m->state == KK_MEMBER_LIVE &&
             memcmp(&m->keys, &q->keys, sizeof m->keys) == 0;
    if (*known)
        return KK_OK;
    if (m != NULL)
        return kk_fail(err, KK_REFUSED,
                       "%s の登録は取り消されています。端末で新しいデータベース"
                       "を作り、そこから申し込んでください",
                       m->name);
    if (same != NULL)
        return kk_fail(err, KK_REFUSED,
                       "「%s」という端末はもうあります。端末で別の名前の"
                       "データベースを作り、そこから申し込んでください",
                       q->name);
    return kk_roster_keys_fit(r, NULL, &q->keys, err);
}

static void grant_content(const struct kk_roster *r, const char *laptop,
                          const char *office, struct kk_str *out)
{
    char hex[KK_NODE_HEX_BYTES];

    kk_hex(r->deployment, sizeof r->deployment, hex);
    kk_str_addf(out, "grant\n%s\n%s\n%s\n", hex, laptop, office);
}

struct approve {
    struct kk_db *db;
    struct kk_node node;
    struct kk_keys keys;
    struct kk_roster roster;
    struct request q;
    struct kk_outgoing out;
    struct kk_err *err;
};

static enum kk_status join(struct approve *a)
{
    const struct kk_intent none = {.action = "enrol"};
    struct kk_commit commit;
    struct kk_node_keys pub;
    bool known;
    enum kk_status st = kk_tx_begin(a->db, KK_TX_WRITE, a->err);

    if (st == KK_OK)
        st = kk_roster_load(a->db, &a->roster, a->err);
    if (st == KK_OK)
        st = check_request(&a->roster, &a->q, &known, a->err);
    if (st == KK_OK && !known) {
        struct kk_member *m = kk_roster_add(&a->roster, a->q.id);

        memcpy(m->name, a->q.name, sizeof m->name);
        m->keys = a->q.keys;
        m->since = kk_now(kk_db_clock(a->db));
        st = kk_roster_issue(a->db, &a->roster, &a->keys, a->err);
    }
    kk_keys_public(&a->keys, &pub);
    kk_manifest_put_keys(&a->out.front, &pub);
    if (st == KK_OK)
        st = kk_heads_sign(a->db, &a->node, &a->keys, a->err);
    if (st == KK_OK)
        st = kk_outgoing_begin(&a->out, a->err);
    if (st == KK_OK)
        st = kk_state_set_seq(a->db, a->out.seq, a->err);
    if (st == KK_OK)
        return kk_tx_commit(a->db, &none, &commit, a->err);
    kk_tx_rollback(a->db);
    return st;
}

static enum kk_status open_office(struct approve *a, const char *pass)
{
    enum kk_status st = kk_node_read(a->db, &a->node, a->err);

    if (st == KK_OK && !a->node.office)
        st = kk_fail(a->err, KK_REFUSED,
                     "端末の登録は事務所のデータベースで行います");
    if (st == KK_OK)
        st = kk_node_keys(a->db, pass, &a->keys, a->err);
    if (st == KK_OK)
        st = kk_state_merge(a->db, &a->node, &a->keys, a->err);
    return st;
}

static enum kk_status write_grant(struct approve *a,
                                  struct kk_export_done *done)
{
    enum kk_status st = kk_outgoing_build(&a->out, a->err);

    if (st == KK_OK)
        st = kk_state_set_seq(a->db, a->out.seq + a->out.n_parts - 1, a->err);
    if (st == KK_OK)
        st = kk_state_save(a->db, a->err);
    return st == KK_OK ? kk_outgoing_write(&a->out, done, a->err) : st;
}

enum kk_status kk_enrol_approve(struct kk_db *db,
                                const struct kk_enrol_how *how,
                                struct kk_enrol_file *out, struct kk_err *err)
{
    struct approve a = {.db = db, .err = err};
    struct kk_export_done done = {0};
    struct kk_str content = {0};
    struct kk_node_keys pub;
    enum kk_status st = open_office(&a, how->pass);

    *out = (struct kk_enrol_file){0};
    a.out = (struct kk_outgoing){.db = db,
                                 .node = &a.node,
                                 .keys = &a.keys,
                                 .kind = KK_BUNDLE_GRANT,
                                 .dir = how->dir,
                                 .to = &a.q.keys.seal,
                                 .n_to = 1,
                                 .over = {.asked = a.q.id},
                                 .progress = how->progress,
                                 .user = how->user};
    if (st == KK_OK)
        st = read_request(how->file, how->digits, &a.q, err);
    if (st == KK_OK)
        st = join(&a);
    if (st == KK_OK)
        st = write_grant(&a, &done);
    if (st == KK_OK) {
        kk_keys_public(&a.keys, &pub);
        grant_content(&a.roster, a.q.hex, a.node.hex, &content);
        kk_digits(&a.q.keys, &pub, content.s, content.n_bytes, out->digits);
        take_file(&done, out);
    }
    kk_str_free(&content);
    kk_export_done_free(&done);
    kk_outgoing_free(&a.out);
    kk_roster_free(&a.roster);
    kk_keys_wipe(&a.keys);
    return st;
}

/* --- the laptop joins ----------------------------------------------------- */

/* The roster in the grant: signed by the key inside, with us on it. */
static enum kk_status check_grant(struct kk_taking *t, const char *digits)
{
    const struct kk_manifest *m = t->manifest;
    const struct kk_member *office, *me;
    char right[KK_DIGITS_BYTES];
    struct kk_node_keys pub;
    struct kk_str content = {0};

    kk_roster_free(&t->roster);
    if (!m->has_keys || m->n_rosters == 0 ||
        !kk_roster_parse(m->roster[0].text, &t->roster))
        return kk_fail(t->err, KK_BADBUNDLE, "登録の許可が壊れています");
    office = kk_roster_office(&t->roster);
    me = kk_roster_find(&t->roster, t->node->hex);
    kk_keys_public(t->keys, &pub);
    if (me == NULL || memcmp(&me->keys, &pub, sizeof pub) != 0 ||
        memcmp(&office->keys, &m->keys, sizeof m->keys) != 0 ||
        memcmp(office->id, t->in->part[0].bundle.head.sender,
               sizeof office->id) != 0 ||
        memcmp(t->roster.deployment, t->in->part[0].bundle.head.deployment,
               sizeof t->roster.deployment) != 0)
        return kk_fail(t->err, KK_BADBUNDLE,
                       "この端末の申し込みへの返事ではありません");
    grant_content(&t->roster, me->hex, office->hex, &content);
    kk_digits(&pub, &office->keys, content.s, content.n_bytes, right);
    kk_str_free(&content);
    memcpy(t->sender, office->hex, sizeof t->sender);
    return kk_digits_same(right, digits) ? KK_OK : digits_differ(t->err);
}

static enum kk_status verify_parts(struct kk_taking *t)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < t->in->n; i++) {
        struct kk_bundle *b = &t->in->part[i].bundle;

        if (b->head.kind != KK_BUNDLE_GRANT ||
            memcmp(b->head.bundle, t->in->part[0].bundle.head.bundle,
                   sizeof b->head.bundle) != 0)
            st = kk_fail(t->err, KK_BADBUNDLE,
                         "登録の許可のファイルが揃っていません");
        if (st == KK_OK)
            st = kk_bundle_verify(b, &t->manifest->keys.sign, t->err);
    }
    return st;
}

static enum kk_status join_here(struct kk_taking *t)
{
    char hex[KK_NODE_HEX_BYTES];
    struct kk_node joined = *t->node;
    enum kk_status st = kk_tx_begin(t->db, KK_TX_WRITE, t->err);

    kk_hex(t->roster.deployment, sizeof t->roster.deployment, hex);
    memcpy(joined.deployment, t->roster.deployment, sizeof joined.deployment);
    joined.enrolled = true;
    t->node = &joined;
    if (st == KK_OK)
        st = kk_meta_set(t->db, "deployment", hex, t->err);
    if (st == KK_OK)
        st = kk_roster_pin(t->db, &t->manifest->roster[0], t->err);
    if (st == KK_OK)
        st = kk_take(t);
    if (st == KK_OK)
        st = kk_take_commit(t);
    else
        kk_tx_rollback(t->db);
    if (st == KK_OK && kk_state_save(t->db, t->err) != KK_OK)
        kk_db_warn(t->db, "注意: 登録しましたが、状態の控えを書けません: %s",
                   t->err->text);
    return st;
}

static enum kk_status accept(struct kk_taking *t, const char *digits)
{
    struct kk_str cards = {0};
    enum kk_status st = kk_incoming_read(t->in, t->err);

    if (st == KK_OK && t->in->part[0].bundle.head.kind != KK_BUNDLE_GRANT)
        st =
            kk_fail(t->err, KK_BADBUNDLE, "登録の許可のファイルではありません");
    if (st == KK_OK)
        st = kk_take_open(t, &cards);
    if (st == KK_OK)
        st = verify_parts(t);
    if (st == KK_OK)
        st = check_grant(t, digits);
    if (st == KK_OK)
        st = join_here(t);
    kk_card_reader_free(&t->reader);
    kk_str_free(&cards);
    return st;
}

enum kk_status kk_enrol_accept(struct kk_db *db, const struct kk_enrol_how *how,
                               int64_t *entries, struct kk_err *err)
{
    struct kk_node node;
    struct kk_keys keys = {0};
    struct kk_manifest manifest = {0};
    struct kk_import_one one = {0};
    struct kk_incoming_set set = {0};
    struct kk_taking t = {.db = db,
                          .node = &node,
                          .keys = &keys,
                          .manifest = &manifest,
                          .one = &one,
                          .progress = how->progress,
                          .user = how->user,
                          .err = err};
    enum kk_status st = kk_node_read(db, &node, err);

    *entries = 0;
    if (st == KK_OK)
        st = check_asks(&node, err);
    if (st == KK_OK)
        st = kk_node_keys(db, how->pass, &keys, err);
    if (st == KK_OK)
        st = kk_incoming_find(how->file, &set, err);
    if (st == KK_OK && set.n != 1)
        st = kk_fail(err, KK_BADBUNDLE,
                     "%s: 登録の許可のファイルを一つ指定してください",
                     how->file);
    if (st == KK_OK) {
        t.in = &set.at[0];
        kk_fmt(one.file, sizeof one.file, "%s", t.in->part[0].name);
        st = accept(&t, how->digits);
    }
    if (st == KK_OK) {
        *entries = one.entries;
        kk_backup_first(db);
    }
    kk_roster_free(&t.roster);
    kk_manifest_free(&manifest);
    kk_incoming_set_free(&set);
    kk_keys_wipe(&keys);
    return st;
}
