/* The bundle file: building, checking and opening its envelope. */
#include "words.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/sync/bundle.h>
#include <kikusui/sync/zframe.h>

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT "kikusui-bundle-v1\n"

enum {
    VERSION = 1,
    SIGNATURE_BYTES = crypto_sign_BYTES,
    DIGEST_BYTES = KK_BUNDLE_DIGEST_BYTES,
    SIGNED_BYTES = sizeof CONTEXT - 1 + DIGEST_BYTES,
    ID = KK_BUNDLE_ID_BYTES,
    HEADER = KK_BUNDLE_HEADER_BYTES,
};

/* Where the header's fields begin. */
enum {
    AT_VERSION = 8,
    AT_LENGTH = 10,
    AT_KIND = 12,
    AT_RECIPIENTS = 13,
    AT_ZERO_1 = 14,
    AT_DEPLOYMENT = 16,
    AT_BUNDLE = 32,
    AT_SENDER = 48,
    AT_SEQ = 64,
    AT_CREATED = 72,
    AT_BODY = 80,
    AT_ZERO_2 = 88,
    AT_HASH = 96,
    AT_ZERO_3 = 128,
};

_Static_assert(DIGEST_BYTES == crypto_generichash_BYTES_MAX, "BLAKE2b-512");

static const unsigned char magic[8] = {0x89, 'K',  'K',  'S',
                                       '\r', '\n', 0x1a, '\n'};

const struct kk_age_identity kk_bundle_request_identity = {
    "kikusui enrolment request key v1"};

static void put_le(unsigned char *to, uint64_t v, unsigned n_bytes)
{
    for (unsigned i = 0; i < n_bytes; i++)
        to[i] = (unsigned char)(v >> (8 * i));
}

static uint64_t get_le(const unsigned char *from, unsigned n_bytes)
{
    uint64_t v = 0;

    for (unsigned i = n_bytes; i-- > 0;)
        v = v << 8 | from[i];
    return v;
}

static void encode_head(const struct kk_bundle_head *head,
                        unsigned char out[HEADER])
{
    memset(out, 0, HEADER);
    memcpy(out, magic, sizeof magic);
    put_le(out + AT_VERSION, VERSION, 2);
    put_le(out + AT_LENGTH, HEADER, 2);
    out[AT_KIND] = (unsigned char)head->kind;
    out[AT_RECIPIENTS] = (unsigned char)head->n_recipients;
    memcpy(out + AT_DEPLOYMENT, head->deployment, ID);
    memcpy(out + AT_BUNDLE, head->bundle, ID);
    memcpy(out + AT_SENDER, head->sender, ID);
    put_le(out + AT_SEQ, head->seq, 8);
    put_le(out + AT_CREATED, (uint64_t)head->created, 8);
    put_le(out + AT_BODY, head->n_body, 8);
    memcpy(out + AT_HASH, head->recipients_hash, sizeof head->recipients_hash);
}

int64_t kk_bundle_time(int64_t told)
{
    /* Far beyond any clock, far below what a calendar cannot bear. */
    const int64_t most = (int64_t)1 << 40;

    return told < 0 ? 0 : told > most ? most : told;
}

static void decode_head(const unsigned char *p, struct kk_bundle_head *out)
{
    out->kind = (enum kk_bundle_kind)p[AT_KIND];
    out->n_recipients = p[AT_RECIPIENTS];
    memcpy(out->deployment, p + AT_DEPLOYMENT, ID);
    memcpy(out->bundle, p + AT_BUNDLE, ID);
    memcpy(out->sender, p + AT_SENDER, ID);
    out->seq = get_le(p + AT_SEQ, 8);
    out->created = kk_bundle_time((int64_t)get_le(p + AT_CREATED, 8));
    out->n_body = get_le(p + AT_BODY, 8);
    memcpy(out->recipients_hash, p + AT_HASH, sizeof out->recipients_hash);
}

/* What is signed: the context and the hash of all that stands before the
 * signature. */
static void signed_text(const unsigned char digest[DIGEST_BYTES],
                        unsigned char out[SIGNED_BYTES])
{
    memcpy(out, CONTEXT, sizeof CONTEXT - 1);
    memcpy(out + sizeof CONTEXT - 1, digest, DIGEST_BYTES);
}

/* --- building --- */

static int compare_keys(const void *a, const void *b)
{
    return memcmp(a, b, KK_AGE_KEY_BYTES);
}

static struct kk_age_recipient *sorted(const struct kk_age_recipient *to,
                                       size_t n_to)
{
    struct kk_age_recipient *keys = kk_alloc(n_to * sizeof *keys);

    memcpy(keys, to, n_to * sizeof *keys);
    qsort(keys, n_to, sizeof *keys, compare_keys);
    return keys;
}

void kk_bundle_recipients_hash(const struct kk_age_recipient *to, size_t n_to,
                               unsigned char out[32])
{
    struct kk_age_recipient *keys = sorted(to, n_to);
    struct kk_hash h;

    kk_hash_init(&h);
    kk_hash_add(&h, keys, n_to * sizeof *keys);
    kk_hash_end(&h, out);
    kk_free(keys);
}

static enum kk_status check_recipients(const struct kk_age_recipient *to,
                                       size_t n_to, struct kk_err *err)
{
    enum kk_status st = KK_OK;
    struct kk_age_recipient *keys;

    if (n_to == 0)
        return kk_fail(err, KK_REFUSED,
                       "あて先がありません。先に受け取る側のパソコンを"
                       "登録してください。");
    if (n_to > KK_BUNDLE_MAX_RECIPIENTS)
        return kk_fail(err, KK_REFUSED,
                       "あて先が %zu 台あり、%d 台を超えています。使わなく"
                       "なったパソコンの登録を取り消してください。",
                       n_to, KK_BUNDLE_MAX_RECIPIENTS);
    keys = sorted(to, n_to);
    for (size_t i = 1; st == KK_OK && i < n_to; i++)
        if (compare_keys(&keys[i - 1], &keys[i]) == 0)
            st = kk_fail(err, KK_REFUSED,
                         "同じ鍵のあて先が二つあります。名簿を確かめて、"
                         "片方の登録を取り消してください。");
    kk_free(keys);
    return st;
}

static void sign(const struct kk_keys *from, struct kk_str *file, size_t start)
{
    unsigned char digest[DIGEST_BYTES], text[SIGNED_BYTES];
    unsigned char signature[SIGNATURE_BYTES];

    crypto_generichash(digest, DIGEST_BYTES, (unsigned char *)file->s + start,
                       file->n_bytes - start, NULL, 0);
    signed_text(digest, text);
    crypto_sign_detached(signature, NULL, text, sizeof text, from->sign);
    kk_str_addn(file, signature, sizeof signature);
}

/* What leaves is what a receiver accepts: a fault of the memory or of this
 * program shows here, not in the office. */
static enum kk_status look_again(const struct kk_str *file, size_t start,
                                 const struct kk_keys *from, struct kk_err *err)
{
    struct kk_bundle b;
    struct kk_node_keys pub;
    enum kk_status st =
        kk_bundle_parse(file->s + start, file->n_bytes - start, &b, err);

    kk_keys_public(from, &pub);
    if (st == KK_OK)
        st = kk_bundle_verify(&b, &pub.sign, err);
    return st;
}

enum kk_status kk_bundle_build(const struct kk_bundle_head *head,
                               const struct kk_keys *from,
                               const struct kk_age_recipient *to, size_t n_to,
                               const void *cards, size_t n_cards,
                               struct kk_str *out, struct kk_err *err)
{
    struct kk_bundle_head h = *head;
    struct kk_str frame = {0}, plain = {0};
    size_t start = out->n_bytes;
    enum kk_status st;

    kk_crypt_ready();
    if (n_cards > KK_BUNDLE_MAX_CARDS_BYTES)
        return kk_fail(err, KK_REFUSED,
                       "一つの受け渡しファイルには %zu バイトまでしか"
                       "入りません。分けて書き出してください。",
                       KK_BUNDLE_MAX_CARDS_BYTES);
    st = check_recipients(to, n_to, err);
    if (st == KK_OK)
        st = kk_zframe_pack(cards, n_cards, &frame, err);
    if (st != KK_OK)
        goto out;
    h.n_recipients = (unsigned)n_to;
    h.n_body = kk_age_size(n_to, HEADER + frame.n_bytes);
    kk_bundle_recipients_hash(to, n_to, h.recipients_hash);
    encode_head(&h, kk_str_room(&plain, HEADER));
    kk_str_addn(out, plain.s, HEADER);
    kk_str_addn(&plain, frame.s, frame.n_bytes);
    st = kk_age_encrypt(to, n_to, plain.s, plain.n_bytes, out, err);
    if (st != KK_OK)
        goto out;
    sign(from, out, start);
    st = look_again(out, start, from, err);
out:
    if (st != KK_OK)
        kk_str_cut(out, start);
    kk_str_free(&frame);
    kk_str_free(&plain);
    return st;
}

/* --- reading --- */

static bool all_zero(const unsigned char *p, size_t n)
{
    return sodium_is_zero(p, n) == 1;
}

static enum kk_status check_start(const unsigned char *p, size_t n_bytes,
                                  struct kk_err *err)
{
    uint64_t version;

    if (n_bytes == 0)
        return kk_fail(err, KK_BADBUNDLE,
                       "空のファイルです（0 バイト）。" KK_ASK_AGAIN);
    if (memcmp(p, magic, n_bytes < sizeof magic ? n_bytes : sizeof magic) != 0)
        return kk_fail(err, KK_BADBUNDLE,
                       "kikusui の受け渡しファイルではありません。"
                       "KKS- で始まる名前のファイルを選んでください。");
    if (n_bytes < HEADER)
        return kk_fail(
            err, KK_BADBUNDLE,
            "途中で切れています（%zu バイトしかありません）。" KK_ASK_AGAIN,
            n_bytes);
    version = get_le(p + AT_VERSION, 2);
    if (version > VERSION)
        return kk_fail(err, KK_BADBUNDLE,
                       "新しい kikusui の形式（%d）です。このパソコンの "
                       "kikusui を新しくしてから取り込んでください。",
                       (int)version);
    return KK_OK;
}

static enum kk_status check_head(const unsigned char *p, struct kk_err *err)
{
    if (get_le(p + AT_VERSION, 2) != VERSION ||
        get_le(p + AT_LENGTH, 2) != HEADER ||
        p[AT_KIND] < KK_BUNDLE_TO_OFFICE || p[AT_KIND] > KK_BUNDLE_REKEY ||
        p[AT_RECIPIENTS] < 1 || p[AT_RECIPIENTS] > KK_BUNDLE_MAX_RECIPIENTS ||
        !all_zero(p + AT_ZERO_1, AT_DEPLOYMENT - AT_ZERO_1) ||
        !all_zero(p + AT_ZERO_2, AT_HASH - AT_ZERO_2) ||
        !all_zero(p + AT_ZERO_3, HEADER - AT_ZERO_3))
        return kk_fail(err, KK_BADBUNDLE,
                       "見出しが壊れています。" KK_ASK_AGAIN);
    return KK_OK;
}

bool kk_bundle_peek(const void *first, size_t n_bytes,
                    struct kk_bundle_head *out)
{
    *out = (struct kk_bundle_head){0};
    if (check_start(first, n_bytes, NULL) != KK_OK ||
        check_head(first, NULL) != KK_OK)
        return false;
    decode_head(first, out);
    return true;
}

enum kk_status kk_bundle_parse(const void *bytes, size_t n_bytes,
                               struct kk_bundle *out, struct kk_err *err)
{
    const size_t around = HEADER + SIGNATURE_BYTES;
    enum kk_status st;
    uint64_t body;

    *out = (struct kk_bundle){0};
    st = check_start(bytes, n_bytes, err);
    if (st == KK_OK)
        st = check_head(bytes, err);
    if (st != KK_OK)
        return st;
    body = get_le((const unsigned char *)bytes + AT_BODY, 8);
    if (n_bytes > KK_BUNDLE_MAX_FILE_BYTES ||
        body > KK_BUNDLE_MAX_FILE_BYTES - around)
        return kk_fail(err, KK_BADBUNDLE,
                       "大きすぎます。受け取れるのは %zu バイトまでです。"
                       "取り込まず、送り手に確かめてください。",
                       KK_BUNDLE_MAX_FILE_BYTES);
    if (n_bytes < around + body)
        return kk_fail(err, KK_BADBUNDLE,
                       "途中で切れています（%zu バイトのうち %zu バイト）。"
                       "USB メモリーから写し直すか、" KK_ASK_AGAIN,
                       around + (size_t)body, n_bytes);
    if (n_bytes > around + body)
        return kk_fail(
            err, KK_BADBUNDLE,
            "終わりの後ろに余分な %zu バイトがあります。" KK_ASK_AGAIN,
            n_bytes - around - (size_t)body);
    decode_head(bytes, &out->head);
    out->bytes = bytes;
    out->n_bytes = n_bytes;
    return KK_OK;
}

enum kk_status
kk_bundle_belongs(const struct kk_bundle *b,
                  const unsigned char deployment[KK_BUNDLE_ID_BYTES],
                  struct kk_err *err)
{
    if (memcmp(b->head.deployment, deployment, ID) == 0)
        return KK_OK;
    return kk_fail(err, KK_BADBUNDLE,
                   "別の事業所の受け渡しファイルです。"
                   "このデータベースには取り込めません。"
                   "USB メモリーと --db のファイルを確かめてください。");
}

enum kk_status kk_bundle_verify(struct kk_bundle *b,
                                const struct kk_sign_key *sender,
                                struct kk_err *err)
{
    unsigned char text[SIGNED_BYTES];
    size_t n = b->n_bytes - SIGNATURE_BYTES;

    kk_crypt_ready();
    if (!b->digested) /* one of the sender's former keys may be tried next */
        crypto_generichash(b->digest, DIGEST_BYTES, b->bytes, n, NULL, 0);
    b->digested = true;
    signed_text(b->digest, text);
    b->verified = crypto_sign_verify_detached(b->bytes + n, text, sizeof text,
                                              sender->b) == 0;
    if (b->verified)
        return KK_OK;
    return kk_fail(
        err, KK_BADBUNDLE,
        "署名が合いません。送り手が鍵を替えたのなら、先にその知らせを"
        "取り込んでください。そうでなければ、途中で書き換わったか、"
        "送り手のものではありません。取り込まず、" KK_ASK_AGAIN);
}

void kk_bundle_hash(const struct kk_bundle *b, struct kk_hash *h)
{
    kk_hash_add(h, b->digest, DIGEST_BYTES);
    kk_hash_add(h, b->bytes + b->n_bytes - SIGNATURE_BYTES, SIGNATURE_BYTES);
}

static bool needs_verified(enum kk_bundle_kind kind)
{
    return kind != KK_BUNDLE_REQUEST && kind != KK_BUNDLE_GRANT;
}

/* Sealed to one, it says to whom; sealed to more, only the sender's roster
 * could tell whether the hash is right. */
static bool sealed_to_us(const struct kk_bundle_head *h,
                         const struct kk_age_identity *id, size_t n_id)
{
    struct kk_age_recipient pub;
    unsigned char hash[32];

    for (size_t i = 0; i < n_id; i++) {
        kk_age_recipient_of(&id[i], &pub);
        kk_bundle_recipients_hash(&pub, 1, hash);
        if (memcmp(hash, h->recipients_hash, sizeof hash) == 0)
            return true;
    }
    return h->n_recipients > 1;
}

enum kk_status kk_bundle_open(const struct kk_bundle *b,
                              const struct kk_age_identity *id, size_t n_id,
                              struct kk_str *cards, struct kk_err *err)
{
    struct kk_str plain = {0};
    enum kk_status st;

    if (!b->verified && needs_verified(b->head.kind))
        return kk_fail(err, KK_BUG,
                       "署名を確かめる前に開こうとしました。"
                       "プログラムの不具合です。");
    st = kk_age_decrypt(id, n_id, b->bytes + HEADER, (size_t)b->head.n_body,
                        &plain, err);
    if (st == KK_OK && !sealed_to_us(&b->head, id, n_id))
        st = kk_fail(err, KK_BADBUNDLE,
                     "見出しのあて先が合いません。" KK_ASK_AGAIN);
    if (st == KK_OK &&
        (plain.n_bytes < HEADER || memcmp(plain.s, b->bytes, HEADER) != 0))
        st = kk_fail(err, KK_BADBUNDLE,
                     "外側の見出しが中身と合いません。だれかが作り替えた"
                     "おそれがあります。取り込まず、" KK_ASK_AGAIN);
    if (st == KK_OK)
        st = kk_zframe_unpack(plain.s + HEADER, plain.n_bytes - HEADER,
                              KK_BUNDLE_MAX_CARDS_BYTES, cards, err);
    kk_str_free(&plain);
    return st;
}
