#include "take.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/apply.h>
#include <kikusui/store/refork.h>

#include <inttypes.h>
#include <string.h>

/* Who owns a writer; NULL: nobody of the roster. */
static struct kk_member *owner(struct kk_taking *t, uint64_t writer)
{
    struct kk_arena arena = {0};
    struct kk_member *m = NULL;
    struct kk_val node;

    if (kk_db_one(t->db, "query/sync_writer_node",
                  KK_BINDS({"writer", kk_vint((int64_t)writer)}), &arena, &node,
                  1, NULL) == KK_OK &&
        node.type == KK_VTEXT)
        m = kk_roster_find(&t->roster, node.s);
    kk_arena_free(&arena);
    return m;
}

/* What a live laptop holds of a revoked node came from the office once: it
 * counts, though a restored office may have forgotten. */
static bool trusts_sender(const struct kk_taking *t)
{
    const struct kk_member *m = kk_roster_find(&t->roster, t->sender);

    return t->node->office && m != NULL && m->state == KK_MEMBER_LIVE;
}

static int64_t limit_of(struct kk_taking *t, const struct kk_member *m,
                        uint64_t writer)
{
    const struct kk_stand *s = kk_vector_find(&m->limit, writer);
    const struct kk_stand *they = kk_vector_find(&t->manifest->has, writer);
    int64_t most = s == NULL ? 0 : s->seq;

    if (they != NULL && they->seq > most && trusts_sender(t))
        most = they->seq;
    return most;
}

int64_t kk_take_limit(struct kk_taking *t, uint64_t writer)
{
    const struct kk_member *m = owner(t, writer);

    return m == NULL || !m->closed ? INT64_MAX : limit_of(t, m, writer);
}

enum kk_status kk_take_forked(struct kk_taking *t, uint64_t writer)
{
    t->fork_writer = writer;
    return kk_fail_at(t->err, KK_BADBUNDLE, "fork",
                      "書き手 %010" PRIx64 " の記録が二通りあります", writer);
}

static const struct kk_head *head_of(const struct kk_manifest *m,
                                     uint64_t writer)
{
    for (size_t i = 0; i < m->n_heads; i++)
        if (m->head[i].stand.writer == writer)
            return &m->head[i];
    return NULL;
}

/* Another's entries take new names here only after the owner gave them those:
 * its head of the writer that they would have is in the bundle. */
static bool is_mended(struct kk_taking *t, const struct kk_member *m)
{
    const struct kk_head *h;
    uint64_t to;

    if (m == NULL || kk_refork_writer(t->db, t->fork_writer, t->fork_seq, &to,
                                      NULL) != KK_OK)
        return false;
    h = head_of(t->manifest, to);
    return h != NULL && strcmp(h->node, m->hex) == 0 &&
           kk_head_verify(t->node->deployment, h, m);
}

/* Nobody can make us rename what we wrote: a head that our own key signed says
 * that we wrote something else as well. An honest peer passes it on. */
static bool is_signed_by_us(struct kk_taking *t, const struct kk_member *m)
{
    const struct kk_head *h = head_of(t->manifest, t->fork_writer);
    unsigned char hash[KK_HASH_BYTES];
    enum kk_status st;

    if (h == NULL || strcmp(h->node, m->hex) != 0 ||
        h->stand.seq < t->fork_seq ||
        !kk_head_verify(t->node->deployment, h, m))
        return false;
    st = kk_vector_hash(t->db, h->stand.writer, h->stand.seq, hash, NULL);
    return st == KK_NONE ||
           (st == KK_OK && memcmp(hash, h->stand.hash, sizeof hash) != 0);
}

/* What to do depends on whose writer it is and on what is known. */
void kk_take_fork_words(struct kk_taking *t)
{
    const struct kk_member *m = owner(t, t->fork_writer);
    bool ours = m != NULL && strcmp(m->hex, t->node->hex) == 0;
    bool unproved = ours && t->fork_seq != 0 && !is_signed_by_us(t, m);
    const char *name = m == NULL ? "送り手" : m->name;

    if (unproved || (!ours && t->fork_seq != 0 && !is_mended(t, m)))
        t->fork_seq = 0;
    if (t->fork_seq != 0)
        (void)kk_fail_at(
            t->err, KK_BADBUNDLE, "fork",
            "%s の記録が %010" PRIx64 "-%" PRId64
            " から二通りに分かれています（%s の写しでも記録したため）。"
            "この端末で kikusui node refork を行ってから、このファイルを"
            "もう一度取り込んでください。どちらの記録も残ります",
            name, t->fork_writer, t->fork_seq, name);
    else if (unproved)
        (void)kk_fail_at(
            t->err, KK_BADBUNDLE, "fork",
            "この端末の記録（書き手 %010" PRIx64
            "）と違うものが、この端末の署名なしに入っています。だれかが"
            "作り替えたおそれがあります。取り込まず、送り手に確かめてください",
            t->fork_writer);
    else if (ours)
        (void)kk_fail_at(
            t->err, KK_BADBUNDLE, "fork",
            "この端末の記録が二通りに分かれています（書き手 %010" PRIx64
            "）。どこからかを知るため、この端末で書き出し、相手で取り込み"
            "（不受理になります）、相手が次に書き出したものをここで取り込んで"
            "ください",
            t->fork_writer);
    else
        (void)kk_fail_at(
            t->err, KK_BADBUNDLE, "fork",
            "%s の記録が二通りあります（書き手 %010" PRIx64
            "）。写しや古い控えから始めた %s で、こちらから次に書き出すものを"
            "取り込み（不受理になります）、kikusui node refork を行い、"
            "もう一度取り込んでから書き出してください",
            name, t->fork_writer, name);
}

enum kk_status kk_take_find_fork(struct kk_taking *t, uint64_t *writer)
{
    const struct kk_vector *has = &t->manifest->has;

    *writer = 0;
    for (size_t i = 0; *writer == 0 && i < has->n; i++) {
        unsigned char hash[KK_HASH_BYTES];
        enum kk_status st = kk_vector_hash(t->db, has->at[i].writer,
                                           has->at[i].seq, hash, t->err);

        if (st == KK_OK && memcmp(hash, has->at[i].hash, sizeof hash) != 0)
            *writer = has->at[i].writer;
        else if (st != KK_OK && st != KK_NONE)
            return st;
    }
    return KK_OK;
}

/* --- after the entries -----------------------------------------------------
 */

static enum kk_status gap(struct kk_taking *t, const struct kk_stand *they,
                          int64_t have)
{
    const struct kk_member *m = owner(t, they->writer);

    return kk_fail_at(
        t->err, KK_BADBUNDLE, "gap",
        "間の記録が抜けています（%s の %010" PRIx64 " の %" PRId64 "〜%" PRId64
        "）。間の持ち出しファイルを先に取り込むか、こちらから"
        "書き出したものを送り手で取り込んでから、もう一度書き出してもらって"
        "ください",
        m == NULL ? "知らない端末" : m->name, they->writer, have + 1,
        they->seq);
}

static enum kk_status check_complete(struct kk_taking *t)
{
    const struct kk_vector *has = &t->manifest->has;
    struct kk_vector held;
    enum kk_status st = kk_vector_held(t->db, &held, t->err);

    for (size_t i = 0; st == KK_OK && i < has->n; i++) {
        const struct kk_stand *they = &has->at[i];
        const struct kk_stand *s = kk_vector_find(&held, they->writer);
        int64_t have = s == NULL ? 0 : s->seq, need = they->seq;
        unsigned char hash[KK_HASH_BYTES];

        if (have < need) {
            int64_t most = kk_take_limit(t, they->writer);

            if (have < (most < need ? most : need))
                st = gap(t, they, have);
            continue;
        }
        st = kk_vector_hash(t->db, they->writer, need, hash, t->err);
        if (st == KK_OK && memcmp(hash, they->hash, sizeof hash) != 0)
            st = kk_take_forked(t, they->writer);
    }
    kk_vector_free(&held);
    return st;
}

/* The limit of a revoked node is the office's word for what lies below. */
static bool limit_vouches(struct kk_taking *t, const struct kk_member *m,
                          const struct kk_apply_chain *c)
{
    const struct kk_stand *s = kk_vector_find(&m->limit, c->writer);
    unsigned char hash[KK_HASH_BYTES];

    return m->closed && s != NULL && s->seq == c->seq - c->left_out &&
           kk_vector_hash(t->db, c->writer, s->seq, hash, NULL) == KK_OK &&
           memcmp(hash, s->hash, sizeof hash) == 0;
}

/* By the writer's own node, or by the office. */
static bool is_vouched(const struct kk_taking *t, const struct kk_member *owner,
                       const struct kk_head *h)
{
    const struct kk_member *signer = kk_roster_find(&t->roster, h->node);

    return signer != NULL && (signer == owner || signer->office) &&
           kk_head_verify(t->node->deployment, h, signer);
}

static enum kk_status check_chain(struct kk_taking *t,
                                  const struct kk_apply_chain *c)
{
    const struct kk_member *m = owner(t, c->writer);
    const struct kk_head *h = head_of(t->manifest, c->writer);

    if (c->added == 0)
        return KK_OK;
    if (m == NULL)
        return kk_fail_at(t->err, KK_BADBUNDLE, "signature",
                          "名簿にない端末の記録が入っています");
    if (limit_vouches(t, m, c))
        return KK_OK;
    if (h != NULL && h->stand.seq == c->seq &&
        memcmp(h->stand.hash, c->hash, sizeof c->hash) == 0 &&
        is_vouched(t, m, h))
        return KK_OK;
    return kk_fail_at(t->err, KK_BADBUNDLE, "signature",
                      "%s の記録に %s の署名がありません。だれかが作り替えた"
                      "おそれがあります。取り込まず、送り手に確かめてください",
                      m->name, m->name);
}

/* Also of what was here before: a copy restored from a backup may hold entries
 * whose heads it lost. */
static enum kk_status keep_heads(struct kk_taking *t)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < t->manifest->n_heads; i++) {
        const struct kk_head *h = &t->manifest->head[i];
        const struct kk_member *m = owner(t, h->stand.writer);

        if (m != NULL && is_vouched(t, m, h))
            st = kk_head_save(t->db, h, t->err);
    }
    return st;
}

enum kk_status kk_take_check_heads(struct kk_taking *t,
                                   const struct kk_apply *a)
{
    const struct kk_apply_chain *c;
    size_t n = kk_apply_chains(a, &c);
    enum kk_status st = check_complete(t);

    for (size_t i = 0; st == KK_OK && i < n; i++)
        st = check_chain(t, &c[i]);
    if (st == KK_OK)
        st = keep_heads(t);
    return st;
}
