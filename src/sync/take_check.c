/* Whether what a bundle brings is complete and vouched for by signed heads. */
#include "take.h"

#include <kikusui/base/mem.h>
#include <kikusui/store/apply.h>

#include <inttypes.h>
#include <string.h>

struct kk_member *kk_take_owner(struct kk_taking *t, uint64_t writer)
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

const struct kk_head *kk_take_head(const struct kk_taking *t, uint64_t writer)
{
    const struct kk_manifest *m = t->manifest;

    for (size_t i = 0; i < m->n_heads; i++)
        if (m->head[i].stand.writer == writer)
            return &m->head[i];
    return NULL;
}

/* What a live laptop holds of a revoked node came from the office once: it
 * counts, though a restored office may have forgotten. */
static bool trusts_sender(const struct kk_taking *t)
{
    const struct kk_member *m = kk_roster_find(&t->roster, t->sender);

    return t->node->office && m != NULL && m->state == KK_MEMBER_LIVE &&
           !t->in->former;
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
    const struct kk_member *m = kk_take_owner(t, writer);

    return m == NULL || !m->closed ? INT64_MAX : limit_of(t, m, writer);
}

static enum kk_status gap(struct kk_taking *t, const struct kk_stand *they,
                          int64_t have)
{
    const struct kk_member *m = kk_take_owner(t, they->writer);

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

bool kk_take_vouched(const struct kk_taking *t, const struct kk_member *owner,
                     const struct kk_head *h)
{
    const struct kk_member *signer = kk_roster_find(&t->roster, h->node);

    return signer != NULL && (signer == owner || signer->office) &&
           kk_head_verify(t->node->deployment, h, signer);
}

static enum kk_status check_chain(struct kk_taking *t,
                                  const struct kk_apply_chain *c)
{
    const struct kk_member *m = kk_take_owner(t, c->writer);
    const struct kk_head *h = kk_take_head(t, c->writer);

    if (c->added == 0)
        return KK_OK;
    if (m == NULL)
        return kk_fail_at(t->err, KK_BADBUNDLE, "signature",
                          "名簿にない端末の記録が入っています");
    if (limit_vouches(t, m, c))
        return KK_OK;
    if (h != NULL && h->stand.seq == c->seq &&
        memcmp(h->stand.hash, c->hash, sizeof c->hash) == 0 &&
        kk_take_vouched(t, m, h))
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
        const struct kk_member *m = kk_take_owner(t, h->stand.writer);

        if (m != NULL && kk_take_vouched(t, m, h))
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
