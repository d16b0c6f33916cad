/* Files of the age format: sealed to recipients and opened. */
#include "words.h"

#include <kikusui/base/crypt.h>
#include <kikusui/sync/age.h>
#include <kikusui/sync/bech32.h>

#include <sodium.h>
#include <string.h>

#define VERSION_LINE "age-encryption.org/v1\n"
#define WRAP_INFO "age-encryption.org/v1/X25519"
#define RECIPIENT_PREFIX "age"
#define IDENTITY_PREFIX "age-secret-key-"

enum {
    FILE_KEY_BYTES = 16,
    MAC_BYTES = crypto_auth_hmacsha256_BYTES,
    TAG_BYTES = crypto_aead_chacha20poly1305_ietf_ABYTES,
    WRAPPED_BYTES = FILE_KEY_BYTES + TAG_BYTES,
    NONCE_BYTES = 16,
    CHUNK_BYTES = 64 * 1024,
    LINE_CHARS = 64, /* of base64 in a stanza's body */
    B64_CHARS = 43,  /* of 32 bytes */
};
#define B64 sodium_base64_VARIANT_ORIGINAL_NO_PADDING

_Static_assert(KK_AGE_KEY_BYTES == crypto_scalarmult_BYTES, "X25519's keys");
_Static_assert(WRAPPED_BYTES == 32, "a wrapped file key is one base64 line");

void kk_age_identity_make(struct kk_age_identity *out)
{
    kk_random(out->b, sizeof out->b);
}

void kk_age_recipient_of(const struct kk_age_identity *id,
                         struct kk_age_recipient *out)
{
    kk_crypt_ready();
    crypto_scalarmult_base(out->b, id->b);
}

void kk_age_identity_text(const struct kk_age_identity *id, struct kk_str *out)
{
    kk_bech32_encode(IDENTITY_PREFIX, id->b, sizeof id->b, true, out);
}

void kk_age_recipient_text(const struct kk_age_recipient *to,
                           struct kk_str *out)
{
    kk_bech32_encode(RECIPIENT_PREFIX, to->b, sizeof to->b, false, out);
}

bool kk_age_identity_parse(const char *text, struct kk_age_identity *out)
{
    return kk_bech32_decode(text, IDENTITY_PREFIX, out->b, sizeof out->b);
}

bool kk_age_recipient_parse(const char *text, struct kk_age_recipient *out)
{
    return kk_bech32_decode(text, RECIPIENT_PREFIX, out->b, sizeof out->b);
}

/* HKDF-SHA-256 for one block of output. */
static void derive(const void *salt, size_t n_salt, const void *key,
                   size_t n_key, const char *info, unsigned char out[MAC_BYTES])
{
    unsigned char prk[MAC_BYTES];
    crypto_auth_hmacsha256_state h;

    crypto_auth_hmacsha256_init(&h, salt, n_salt);
    crypto_auth_hmacsha256_update(&h, key, n_key);
    crypto_auth_hmacsha256_final(&h, prk);
    crypto_auth_hmacsha256_init(&h, prk, sizeof prk);
    crypto_auth_hmacsha256_update(&h, (const unsigned char *)info,
                                  strlen(info));
    crypto_auth_hmacsha256_update(&h, (const unsigned char *)"\x01", 1);
    crypto_auth_hmacsha256_final(&h, out);
    kk_wipe(prk, sizeof prk);
    kk_wipe(&h, sizeof h);
}

/* The MAC of the header up to and with its "---". */
static void header_mac(const unsigned char file_key[FILE_KEY_BYTES],
                       const void *header, size_t n_bytes,
                       unsigned char mac[MAC_BYTES])
{
    unsigned char key[MAC_BYTES];
    crypto_auth_hmacsha256_state h;

    derive("", 0, file_key, FILE_KEY_BYTES, "header", key);
    crypto_auth_hmacsha256_init(&h, key, sizeof key);
    crypto_auth_hmacsha256_update(&h, header, n_bytes);
    crypto_auth_hmacsha256_final(&h, mac);
    kk_wipe(key, sizeof key);
    kk_wipe(&h, sizeof h);
}

/* The key that wraps the file key: of the secret that `own` and `their` agree
 * on. False where that secret is all zero. */
static bool wrap_key(const unsigned char own[KK_AGE_KEY_BYTES],
                     const unsigned char their[KK_AGE_KEY_BYTES],
                     const unsigned char share[KK_AGE_KEY_BYTES],
                     const unsigned char recipient[KK_AGE_KEY_BYTES],
                     unsigned char key[MAC_BYTES])
{
    unsigned char secret[KK_AGE_KEY_BYTES];
    unsigned char salt[2 * KK_AGE_KEY_BYTES];
    bool ok = crypto_scalarmult(secret, own, their) == 0;

    memcpy(salt, share, KK_AGE_KEY_BYTES);
    memcpy(salt + KK_AGE_KEY_BYTES, recipient, KK_AGE_KEY_BYTES);
    if (ok)
        derive(salt, sizeof salt, secret, sizeof secret, WRAP_INFO, key);
    kk_wipe(secret, sizeof secret);
    return ok;
}

/* A file key wraps once per key, so the nonce is zero. */
static const unsigned char
    zero_nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];

/* The nonce of chunk `i`: its number in 11 bytes, big end first, and the last
 * chunk's mark. */
static void
chunk_nonce(uint64_t i, bool last,
            unsigned char nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES])
{
    memset(nonce, 0, crypto_aead_chacha20poly1305_ietf_NPUBBYTES);
    for (unsigned k = 0; k < 8; k++)
        nonce[10 - k] = (unsigned char)(i >> (8 * k));
    nonce[11] = last ? 1 : 0;
}

/* --- writing --- */

static size_t chunk_count(size_t n_bytes)
{
    return n_bytes == 0 ? 1 : (n_bytes - 1) / CHUNK_BYTES + 1;
}

size_t kk_age_size(size_t n_recipients, size_t n_bytes)
{
    size_t stanza = strlen("-> X25519 \n\n") + 2 * (size_t)B64_CHARS;

    return strlen(VERSION_LINE) + n_recipients * stanza + strlen("--- \n") +
           B64_CHARS + NONCE_BYTES + n_bytes + chunk_count(n_bytes) * TAG_BYTES;
}

static void add_b64(struct kk_str *out, const unsigned char bytes[32])
{
    char text[B64_CHARS + 1];

    sodium_bin2base64(text, sizeof text, bytes, 32, B64);
    kk_str_add(out, text);
}

static bool add_stanza(struct kk_str *out, const struct kk_age_recipient *to,
                       const unsigned char file_key[FILE_KEY_BYTES])
{
    struct kk_age_identity once;
    struct kk_age_recipient share;
    unsigned char key[MAC_BYTES], wrapped[WRAPPED_BYTES];
    bool ok;

    kk_age_identity_make(&once);
    kk_age_recipient_of(&once, &share);
    ok = wrap_key(once.b, to->b, share.b, to->b, key);
    if (ok) {
        crypto_aead_chacha20poly1305_ietf_encrypt(wrapped, NULL, file_key,
                                                  FILE_KEY_BYTES, NULL, 0, NULL,
                                                  zero_nonce, key);
        kk_str_add(out, "-> X25519 ");
        add_b64(out, share.b);
        kk_str_addc(out, '\n');
        add_b64(out, wrapped);
        kk_str_addc(out, '\n');
    }
    kk_wipe(&once, sizeof once);
    kk_wipe(key, sizeof key);
    return ok;
}

static void add_payload(struct kk_str *out,
                        const unsigned char file_key[FILE_KEY_BYTES],
                        const unsigned char *plain, size_t n_bytes)
{
    unsigned char nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];
    unsigned char salt[NONCE_BYTES], key[MAC_BYTES];
    size_t chunks = chunk_count(n_bytes);
    unsigned char *to;

    kk_random(salt, sizeof salt);
    derive(salt, sizeof salt, file_key, FILE_KEY_BYTES, "payload", key);
    kk_str_addn(out, salt, sizeof salt);
    to = kk_str_room(out, n_bytes + chunks * TAG_BYTES);
    for (size_t i = 0; i < chunks; i++) {
        bool last = i + 1 == chunks;
        size_t n = last ? n_bytes - i * CHUNK_BYTES : CHUNK_BYTES;

        chunk_nonce(i, last, nonce);
        crypto_aead_chacha20poly1305_ietf_encrypt(to, NULL, plain, n, NULL, 0,
                                                  NULL, nonce, key);
        plain += n;
        to += n + TAG_BYTES;
    }
    kk_wipe(key, sizeof key);
}

enum kk_status kk_age_encrypt(const struct kk_age_recipient *to, size_t n_to,
                              const void *plain, size_t n_bytes,
                              struct kk_str *out, struct kk_err *err)
{
    unsigned char file_key[FILE_KEY_BYTES], mac[MAC_BYTES];
    size_t start = out->n_bytes;
    enum kk_status st = KK_OK;

    kk_crypt_ready();
    if (n_to == 0)
        return kk_fail(err, KK_REFUSED,
                       "封をするあて先がありません。先に受け取る側の"
                       "パソコンを登録してください。");
    kk_random(file_key, sizeof file_key);
    kk_str_add(out, VERSION_LINE);
    for (size_t i = 0; i < n_to; i++) {
        if (!add_stanza(out, &to[i], file_key)) {
            st = kk_fail(err, KK_REFUSED,
                         "あて先の鍵が正しくありません。受け取る側の"
                         "パソコンを登録し直してください。");
            goto out;
        }
    }
    kk_str_add(out, "---");
    header_mac(file_key, out->s + start, out->n_bytes - start, mac);
    kk_str_addc(out, ' ');
    add_b64(out, mac);
    kk_str_addc(out, '\n');
    add_payload(out, file_key, plain, n_bytes);
out:
    kk_wipe(file_key, sizeof file_key);
    if (st != KK_OK)
        kk_str_cut(out, start);
    return st;
}

/* --- reading --- */

struct reader {
    const char *at, *end;
};
struct slice {
    const char *s;
    size_t n;
};
struct stanza {
    size_t n_args, n_body; /* n_body: bytes, all lines together */
    struct slice arg[2];   /* the first two */
    unsigned char body[WRAPPED_BYTES];
};

/* The next line without its line feed; false when the file ends before. */
static bool next_line(struct reader *r, struct slice *line)
{
    const char *lf = memchr(r->at, '\n', (size_t)(r->end - r->at));

    if (lf == NULL)
        return false;
    *line = (struct slice){r->at, (size_t)(lf - r->at)};
    r->at = lf + 1;
    return true;
}

static bool starts(const struct slice *line, const char *with)
{
    return line->n >= strlen(with) && memcmp(line->s, with, strlen(with)) == 0;
}

/* Canonical base64 without padding, at most max bytes. libsodium 1.0.18 takes
 * bytes above 127 for letters. */
static bool get_b64(const struct slice *text, unsigned char *out, size_t max,
                    size_t *n_out)
{
    for (size_t i = 0; i < text->n; i++)
        if ((unsigned char)text->s[i] > 127)
            return false;
    return sodium_base642bin(out, max, text->s, text->n, NULL, n_out, NULL,
                             B64) == 0;
}

static bool get_b64_32(const struct slice *text, unsigned char out[32])
{
    size_t n;

    return get_b64(text, out, 32, &n) && n == 32;
}

/* One or more arguments of visible ASCII, a single space before each. */
static bool read_args(const struct slice *line, struct stanza *out)
{
    const char *p = line->s + 2, *end = line->s + line->n;

    while (p < end) {
        const char *arg = ++p; /* a space, or the line would not begin so */

        while (p < end && *p >= 33 && *p <= 126)
            p++;
        if (p == arg || (p < end && *p != ' '))
            return false;
        if (out->n_args < 2)
            out->arg[out->n_args] = (struct slice){arg, (size_t)(p - arg)};
        out->n_args++;
    }
    return out->n_args > 0;
}

/* Lines of 64 columns and one shorter, perhaps empty. */
static bool read_body(struct reader *r, struct stanza *out)
{
    unsigned char bytes[LINE_CHARS / 4 * 3];
    struct slice line;
    size_t n;

    do {
        if (!next_line(r, &line) || line.n > LINE_CHARS ||
            !get_b64(&line, bytes, sizeof bytes, &n))
            return false;
        for (size_t i = 0; i < n; i++, out->n_body++)
            if (out->n_body < sizeof out->body)
                out->body[out->n_body] = bytes[i];
    } while (line.n == LINE_CHARS);
    return true;
}

struct opening {
    const struct kk_age_identity *id;
    size_t n_id;
    bool found;
    unsigned char file_key[FILE_KEY_BYTES];
};

/* False where the stanza is no proper X25519 stanza; another type's is left
 * alone. */
static bool try_stanza(struct opening *o, const struct stanza *st)
{
    unsigned char share[KK_AGE_KEY_BYTES], key[MAC_BYTES];
    struct kk_age_recipient own;
    bool ok = true;

    if (st->arg[0].n != strlen("X25519") || !starts(&st->arg[0], "X25519"))
        return true;
    if (st->n_args != 2 || st->n_body != WRAPPED_BYTES ||
        !get_b64_32(&st->arg[1], share))
        return false;
    for (size_t i = 0; ok && !o->found && i < o->n_id; i++) {
        kk_age_recipient_of(&o->id[i], &own);
        ok = wrap_key(o->id[i].b, share, share, own.b, key);
        o->found = ok && crypto_aead_chacha20poly1305_ietf_decrypt(
                             o->file_key, NULL, NULL, st->body, WRAPPED_BYTES,
                             NULL, 0, zero_nonce, key) == 0;
    }
    kk_wipe(key, sizeof key);
    return ok;
}

/* Reads the header and leaves r at the nonce; the MAC and how much of the
 * header it covers. */
static bool read_header(struct reader *r, struct opening *o,
                        unsigned char mac[MAC_BYTES], const char **mac_end)
{
    struct slice line;
    size_t n = 0;

    if (!next_line(r, &line) || line.n + 1 != strlen(VERSION_LINE) ||
        !starts(&line, "age-encryption.org/v1"))
        return false;
    for (;; n++) {
        struct stanza st = {0};

        if (!next_line(r, &line))
            return false;
        if (!starts(&line, "-> "))
            break;
        if (n == KK_AGE_MAX_STANZAS || !read_args(&line, &st) ||
            !read_body(r, &st) || !try_stanza(o, &st))
            return false;
    }
    if (n == 0 || !starts(&line, "--- "))
        return false;
    *mac_end = line.s + 3;
    line.s += 4;
    line.n -= 4;
    return get_b64_32(&line, mac) && r->end - r->at >= NONCE_BYTES;
}

static bool open_payload(const unsigned char file_key[FILE_KEY_BYTES],
                         const struct reader *r, struct kk_str *out)
{
    unsigned char nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];
    const unsigned char *from = (const unsigned char *)r->at + NONCE_BYTES;
    size_t rest = (size_t)(r->end - r->at) - NONCE_BYTES;
    size_t start = out->n_bytes, end = start;
    unsigned char key[MAC_BYTES], *to;
    bool ok = true, last = false;

    derive(r->at, NONCE_BYTES, file_key, FILE_KEY_BYTES, "payload", key);
    to = kk_str_room(out, rest);
    for (uint64_t i = 0; ok && !last; i++) {
        size_t n = rest;

        last = rest <= CHUNK_BYTES + TAG_BYTES;
        if (!last)
            n = CHUNK_BYTES + TAG_BYTES;
        chunk_nonce(i, last, nonce);
        /* Only an empty plain text has an empty chunk. */
        ok = (i == 0 || n > TAG_BYTES) &&
             crypto_aead_chacha20poly1305_ietf_decrypt(
                 to, NULL, NULL, from, n, NULL, 0, nonce, key) == 0;
        from += n;
        rest -= n;
        to += ok ? n - TAG_BYTES : 0;
        end += ok ? n - TAG_BYTES : 0;
    }
    if (!ok) {
        kk_wipe(out->s + start, out->n_bytes - start);
        end = start;
    }
    kk_str_cut(out, end);
    kk_wipe(key, sizeof key);
    return ok;
}

enum kk_status kk_age_decrypt(const struct kk_age_identity *id, size_t n_id,
                              const void *file, size_t n_bytes,
                              struct kk_str *out, struct kk_err *err)
{
    const char *start = file, *mac_end = NULL;
    struct reader r = {start, start + n_bytes};
    struct opening o = {.id = id, .n_id = n_id};
    unsigned char mac[MAC_BYTES], want[MAC_BYTES];
    enum kk_status st = KK_OK;

    kk_crypt_ready();
    if (!read_header(&r, &o, mac, &mac_end)) {
        st = kk_fail_at(err, KK_BADBUNDLE, "header",
                        "封の見出しが正しくありません。" KK_ASK_AGAIN);
        goto out;
    }
    if (!o.found) {
        st = kk_fail_at(err, KK_BADBUNDLE, "recipient",
                        "このパソコンあてに封をしたものではありません。"
                        "送り手に、あて先を確かめてから書き出し直して"
                        "もらってください。");
        goto out;
    }
    header_mac(o.file_key, start, (size_t)(mac_end - start), want);
    if (sodium_memcmp(mac, want, MAC_BYTES) != 0)
        st = kk_fail_at(err, KK_BADBUNDLE, "mac",
                        "封の見出しが書き換わっています。" KK_ASK_AGAIN);
    else if (!open_payload(o.file_key, &r, out))
        st =
            kk_fail_at(err, KK_BADBUNDLE, "payload",
                       "中身が壊れているか、途中で切れています。" KK_ASK_AGAIN);
out:
    kk_wipe(&o, sizeof o);
    return st;
}
