/* Signed heads: signing, verifying, keeping the newest of a writer. */
#include <kikusui/base/crypt.h>
#include <kikusui/sync/head.h>

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

static void signed_text(const unsigned char deployment[KK_BUNDLE_ID_BYTES],
                        const struct kk_head *h, struct kk_str *out)
{
    char id[KK_NODE_HEX_BYTES], hash[2 * KK_HASH_BYTES + 1];

    kk_crypt_ready();
    kk_hex(deployment, KK_BUNDLE_ID_BYTES, id);
    kk_hex(h->stand.hash, sizeof h->stand.hash, hash);
    kk_str_addf(out, "kikusui-head-v1\n%s %s %010" PRIx64 " %" PRId64 " %s\n",
                id, h->node, h->stand.writer, h->stand.seq, hash);
}

void kk_head_sign(const unsigned char deployment[KK_BUNDLE_ID_BYTES],
                  const struct kk_keys *keys, struct kk_head *h)
{
    struct kk_str s = {0};

    signed_text(deployment, h, &s);
    crypto_sign_detached(h->sig, NULL, (unsigned char *)s.s, s.n_bytes,
                         keys->sign);
    kk_str_free(&s);
}

bool kk_head_verify(const unsigned char deployment[KK_BUNDLE_ID_BYTES],
                    const struct kk_head *h, const struct kk_member *node)
{
    struct kk_str s = {0};
    bool ok;

    signed_text(deployment, h, &s);
    ok = crypto_sign_verify_detached(h->sig, (unsigned char *)s.s, s.n_bytes,
                                     node->keys.sign.b) == 0;
    for (size_t i = 0; !ok && i < node->n_former; i++)
        ok =
            kk_former_vouches(&node->former[i], &h->stand) &&
            crypto_sign_verify_detached(h->sig, (unsigned char *)s.s, s.n_bytes,
                                        node->former[i].sign.b) == 0;
    kk_str_free(&s);
    return ok;
}

bool kk_head_card(const struct kk_card *card, struct kk_head *out)
{
    *out = (struct kk_head){0};
    if (card->n != 5 || !kk_stand_parse(card->field, &out->stand) ||
        strlen(card->field[3]) != sizeof out->node - 1 ||
        strlen(card->field[4]) != 2 * sizeof out->sig ||
        !kk_unhex(card->field[4], out->sig, sizeof out->sig))
        return false;
    memcpy(out->node, card->field[3], sizeof out->node);
    return true;
}

static bool is_node(const struct kk_val *v, const char *hex)
{
    return v->type == KK_VTEXT && strcmp(v->s, hex) == 0;
}

/* Of the same place the latest counts of the owner, and of who signed the one
 * held: a key may have been replaced so often that the roster does not name the
 * one any more that signed before. */
static enum kk_status is_newer(struct kk_db *db, const struct kk_head *h,
                               bool *out, struct kk_err *err)
{
    struct kk_arena arena = {0};
    struct kk_val v[4]; /* seq, signature, the writer's node, the signer */
    enum kk_status st =
        kk_db_one(db, "query/sync_head_get",
                  KK_BINDS({"writer", kk_vint((int64_t)h->stand.writer)}),
                  &arena, v, 4, err);

    *out = st == KK_NONE ||
           (st == KK_OK &&
            (v[0].i < h->stand.seq ||
             (v[0].i == h->stand.seq &&
              (is_node(&v[2], h->node) || is_node(&v[3], h->node)) &&
              (v[1].n_bytes != sizeof h->sig ||
               memcmp(v[1].s, h->sig, sizeof h->sig) != 0))));
    kk_arena_free(&arena);
    return st == KK_NONE ? KK_OK : st;
}

enum kk_status kk_head_save(struct kk_db *db, const struct kk_head *h,
                            struct kk_err *err)
{
    unsigned char hash[KK_HASH_BYTES];
    bool newer;
    enum kk_status st = is_newer(db, h, &newer, err);

    if (st != KK_OK || !newer)
        return st;
    st = kk_vector_hash(db, h->stand.writer, h->stand.seq, hash, err);
    if (st != KK_OK || memcmp(hash, h->stand.hash, sizeof hash) != 0)
        return st == KK_NONE ? KK_OK : st;
    return kk_db_run(
        db, "query/sync_head_put",
        KK_BINDS({"writer", kk_vint((int64_t)h->stand.writer)},
                 {"seq", kk_vint(h->stand.seq)},
                 {"hash", kk_vblob(h->stand.hash, sizeof h->stand.hash)},
                 {"node", kk_vtext(h->node)},
                 {"sig", kk_vblob(h->sig, sizeof h->sig)}),
        err);
}

static enum kk_status sign_all(struct kk_db *db, const struct kk_node *node,
                               const struct kk_keys *keys,
                               const struct kk_vector *v, struct kk_err *err)
{
    enum kk_status st = KK_OK;

    for (size_t i = 0; st == KK_OK && i < v->n; i++) {
        struct kk_head h = {.stand = v->at[i]};

        memcpy(h.node, node->hex, sizeof h.node);
        kk_head_sign(node->deployment, keys, &h);
        st = kk_head_save(db, &h, err);
    }
    return st;
}

enum kk_status kk_heads_sign(struct kk_db *db, const struct kk_node *node,
                             const struct kk_keys *keys, struct kk_err *err)
{
    struct kk_vector v = {0};
    enum kk_status st = kk_vector_of_node(db, node->hex, &v, err);

    if (st == KK_OK)
        st = sign_all(db, node, keys, &v, err);
    kk_vector_free(&v);
    if (st != KK_OK || !node->office)
        return st;
    st = kk_vector_unsigned(db, node->hex, &v, err);
    if (st == KK_OK)
        st = sign_all(db, node, keys, &v, err);
    kk_vector_free(&v);
    return st;
}

enum kk_status kk_heads_cards(struct kk_db *db, struct kk_str *out,
                              struct kk_err *err)
{
    char hash[2 * KK_HASH_BYTES + 1], sig[2 * KK_SIGN_BYTES + 1];
    struct kk_cur *cur;
    enum kk_status st = kk_cur_open(db, "query/sync_head_all", NULL, &cur, err);

    if (st != KK_OK)
        return st;
    while ((st = kk_cur_next(cur, err)) == KK_OK) {
        if (kk_cur_val(cur, 2).n_bytes != KK_HASH_BYTES ||
            kk_cur_val(cur, 4).n_bytes != KK_SIGN_BYTES) {
            st = kk_fail(err, KK_NODB,
                         "署名の表が壊れています。控えから戻してください");
            break;
        }
        kk_hex(kk_cur_val(cur, 2).s, KK_HASH_BYTES, hash);
        kk_hex(kk_cur_val(cur, 4).s, KK_SIGN_BYTES, sig);
        kk_str_addf(out, "H\t%010" PRIx64 "\t%" PRId64 "\t%s\t%s\t%s\n",
                    (uint64_t)kk_cur_int(cur, 0), kk_cur_int(cur, 1), hash,
                    kk_cur_text(cur, 3), sig);
    }
    kk_cur_close(&cur);
    return st == KK_NONE ? KK_OK : st;
}
