/* The roster as text: parsed, merged, signed and verified. */
#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/sync/roster.h>

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT "kikusui-roster-v1\n"
#define FIRST_LINE "kikusui-roster 1\n"
#define FORMAT_AT (sizeof FIRST_LINE - 3)

_Static_assert(KK_SIGN_BYTES == crypto_sign_BYTES, "Ed25519");

static const char *const state_words[] = {
    [KK_MEMBER_LIVE] = "live",
    [KK_MEMBER_LOST] = "lost",
    [KK_MEMBER_RETIRED] = "retired",
};

static void former_free(struct kk_member *m)
{
    for (size_t i = 0; i < m->n_former; i++)
        kk_vector_free(&m->former[i].upto);
    m->n_former = 0;
}

void kk_roster_free(struct kk_roster *r)
{
    for (size_t i = 0; i < r->n; i++) {
        kk_vector_free(&r->member[i].limit);
        former_free(&r->member[i]);
    }
    kk_free(r->member);
    *r = (struct kk_roster){0};
}

struct kk_member *kk_roster_find(const struct kk_roster *r, const char *hex)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->member[i].hex, hex) == 0)
            return &r->member[i];
    return NULL;
}

struct kk_member *kk_roster_find_id(const struct kk_roster *r,
                                    const unsigned char id[KK_BUNDLE_ID_BYTES])
{
    char hex[KK_NODE_HEX_BYTES];

    kk_hex(id, KK_BUNDLE_ID_BYTES, hex);
    return kk_roster_find(r, hex);
}

struct kk_member *kk_roster_named(const struct kk_roster *r, const char *name)
{
    struct kk_member *found = NULL;

    for (size_t i = 0; i < r->n; i++) /* a live one before a revoked one */
        if (strcmp(r->member[i].name, name) == 0 &&
            (found == NULL || r->member[i].state == KK_MEMBER_LIVE))
            found = &r->member[i];
    return found;
}

struct kk_member *kk_roster_office(const struct kk_roster *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->member[i].office)
            return &r->member[i];
    return NULL;
}

struct kk_member *kk_roster_add(struct kk_roster *r,
                                const unsigned char id[KK_BUNDLE_ID_BYTES])
{
    struct kk_member *m;

    kk_grow(&r->member, &r->cap, r->n + 1, sizeof *r->member);
    m = &r->member[r->n++];
    *m = (struct kk_member){0};
    memcpy(m->id, id, sizeof m->id);
    kk_hex(id, sizeof m->id, m->hex);
    return m;
}

void kk_member_rekey(struct kk_member *m, const struct kk_node_keys *keys,
                     int64_t version, uint64_t count, struct kk_vector *upto)
{
    if (m->n_former == KK_MEMBER_FORMER)
        kk_vector_free(&m->former[--m->n_former].upto);
    memmove(&m->former[1], &m->former[0], m->n_former * sizeof m->former[0]);
    m->former[0] = (struct kk_former_key){
        .sign = m->keys.sign,
        .version = version,
        .bounded = true,
        .count = count > INT64_MAX ? INT64_MAX : (int64_t)count,
        .upto = *upto};
    m->n_former++;
    m->keys = *keys;
    *upto = (struct kk_vector){0};
}

bool kk_former_signs(const struct kk_former_key *f, uint64_t count)
{
    return !f->bounded || count <= (uint64_t)f->count;
}

bool kk_former_vouches(const struct kk_former_key *f, const struct kk_stand *s)
{
    const struct kk_stand *last = kk_vector_find(&f->upto, s->writer);

    if (!f->bounded)
        return true;
    return last != NULL && (s->seq < last->seq ||
                            (s->seq == last->seq &&
                             memcmp(s->hash, last->hash, sizeof s->hash) == 0));
}

/* --- keys that fit -------------------------------------------------------- */

/* Of a point of small order anybody has the secret key. */
static bool is_usable(const struct kk_node_keys *k)
{
    unsigned char secret[crypto_scalarmult_curve25519_SCALARBYTES];
    unsigned char shared[crypto_scalarmult_curve25519_BYTES];
    bool ok;

    kk_crypt_ready();
    kk_random(secret, sizeof secret);
    ok = crypto_core_ed25519_is_valid_point(k->sign.b) == 1 &&
         (k->seal.b[31] & 0x80) == 0 &&
         crypto_scalarmult_curve25519(shared, secret, k->seal.b) == 0;
    kk_wipe(shared, sizeof shared);
    return ok;
}

static bool shares_key(const struct kk_member *m, const struct kk_node_keys *k)
{
    bool same = memcmp(&m->keys.sign, &k->sign, sizeof k->sign) == 0 ||
                memcmp(&m->keys.seal, &k->seal, sizeof k->seal) == 0;

    for (size_t i = 0; !same && i < m->n_former; i++)
        same = memcmp(&m->former[i].sign, &k->sign, sizeof k->sign) == 0;
    return same;
}

enum kk_status kk_roster_keys_fit(const struct kk_roster *r,
                                  const struct kk_member *whose,
                                  const struct kk_node_keys *keys,
                                  struct kk_err *err)
{
    if (!is_usable(keys))
        return kk_fail_at(err, KK_BADBUNDLE, "keys",
                          "鍵として使えないものが入っています。だれかが作り替え"
                          "たおそれがあります。取り込まず、送り手に確かめて"
                          "ください");
    for (size_t i = 0; i < r->n; i++) {
        const struct kk_member *m = &r->member[i];

        if (!shares_key(m, keys))
            continue;
        if (m == whose)
            return kk_fail_at(err, KK_BADBUNDLE, "keys",
                              "%s が前に使っていた鍵です。もう一度 node rekey "
                              "を行ってもらってください",
                              m->name);
        return kk_fail_at(err, KK_BADBUNDLE, "keys",
                          "%s の鍵と同じです。だれかが作り替えたおそれが"
                          "あります。送り手に確かめてください",
                          m->name);
    }
    return KK_OK;
}

/* --- text ----------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    return memcmp(((const struct kk_member *)a)->id,
                  ((const struct kk_member *)b)->id, KK_BUNDLE_ID_BYTES);
}

/* A line for each: LEAD writer seq hash. */
static void put_stands(const char *lead, const struct kk_vector *v,
                       struct kk_str *out)
{
    char hash[2 * KK_HASH_BYTES + 1];

    for (size_t i = 0; i < v->n; i++) {
        const struct kk_stand *s = &v->at[i];

        kk_hex(s->hash, sizeof s->hash, hash);
        kk_str_addf(out, "%s %010" PRIx64 " %" PRId64 " %s\n", lead, s->writer,
                    s->seq, hash);
    }
}

static void put_former(const struct kk_member *m, const struct kk_former_key *f,
                       struct kk_str *out)
{
    char sign[65], lead[KK_NODE_HEX_BYTES + 32];

    kk_hex(f->sign.b, sizeof f->sign.b, sign);
    kk_str_addf(out, "former %s %s %" PRId64, m->hex, sign, f->version);
    if (f->bounded)
        kk_str_addf(out, " %" PRId64, f->count);
    kk_str_addc(out, '\n');
    snprintf(lead, sizeof lead, "upto %s %" PRId64, m->hex, f->version);
    put_stands(lead, &f->upto, out);
}

static void put_member(const struct kk_member *m, struct kk_str *out)
{
    char sign[65], seal[65], lead[KK_NODE_HEX_BYTES + 8];

    kk_hex(m->keys.sign.b, sizeof m->keys.sign.b, sign);
    kk_hex(m->keys.seal.b, sizeof m->keys.seal.b, seal);
    kk_str_addf(out, "node %s %s %s %s %s %" PRId64 " %s\n", m->hex,
                m->office ? "office" : "laptop", state_words[m->state], sign,
                seal, m->since, m->name);
    for (size_t i = 0; i < m->n_former; i++)
        put_former(m, &m->former[i], out);
    if (m->closed)
        kk_str_addf(out, "closed %s\n", m->hex);
    snprintf(lead, sizeof lead, "limit %s", m->hex);
    put_stands(lead, &m->limit, out);
}

static bool has_bound(const struct kk_roster *r)
{
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->member[i].n_former; k++)
            if (r->member[i].former[k].bounded)
                return true;
    return false;
}

void kk_roster_text(const struct kk_roster *r, struct kk_str *out)
{
    char hex[KK_NODE_HEX_BYTES];
    size_t from = out->n_bytes;

    kk_hex(r->deployment, sizeof r->deployment, hex);
    kk_str_addf(out, FIRST_LINE "deployment %s\nversion %" PRId64 "\n", hex,
                r->version);
    if (r->n > 0)
        qsort(r->member, r->n, sizeof *r->member, by_id);
    for (size_t i = 0; i < r->n; i++)
        put_member(&r->member[i], out);
    if (has_bound(r) || out->n_bytes - from > KK_CARD_MAX_VALUE_BYTES)
        out->s[from + FORMAT_AT] = '2';
}

/* Cuts the line into words; the last takes the rest of the line. */
static size_t words_of(char *line, char *word[], size_t most)
{
    size_t n = 0;

    while (n < most) {
        word[n++] = line;
        line = strchr(line, ' ');
        if (line == NULL || n == most)
            break;
        *line++ = '\0';
    }
    return n;
}

static bool state_of(const char *word, enum kk_member_state *out)
{
    for (size_t i = 0; i < sizeof state_words / sizeof *state_words; i++)
        if (strcmp(word, state_words[i]) == 0) {
            *out = (enum kk_member_state)i;
            return true;
        }
    return false;
}

static bool read_key(const char *hex, unsigned char out[32])
{
    return strlen(hex) == 64 && kk_unhex(hex, out, 32);
}

static bool read_node(struct kk_roster *r, char **word, size_t n)
{
    unsigned char id[KK_BUNDLE_ID_BYTES];
    struct kk_member *m;

    if (n != 8 || strlen(word[1]) != 2 * sizeof id ||
        !kk_unhex(word[1], id, sizeof id) || r->n >= KK_ROSTER_MAX_MEMBERS ||
        kk_roster_find_id(r, id) != NULL ||
        strlen(word[7]) >= KK_NODE_NAME_BYTES)
        return false;
    m = kk_roster_add(r, id);
    m->office = strcmp(word[2], "office") == 0;
    memcpy(m->name, word[7], strlen(word[7]) + 1);
    return state_of(word[3], &m->state) && read_key(word[4], m->keys.sign.b) &&
           read_key(word[5], m->keys.seal.b) &&
           kk_card_read_int(word[6], &m->since);
}

static bool read_former(struct kk_member *m, char **word, size_t n)
{
    struct kk_former_key *f = &m->former[m->n_former];

    if (m->n_former == KK_MEMBER_FORMER)
        return false;
    *f = (struct kk_former_key){.bounded = n == 5};
    m->n_former++;
    return read_key(word[2], f->sign.b) &&
           kk_card_read_int(word[3], &f->version) &&
           (!f->bounded ||
            (kk_card_read_int(word[4], &f->count) && f->count >= 0));
}

/* Of the former key that stands above it. */
static bool read_upto(struct kk_member *m, char **word)
{
    struct kk_former_key *f =
        m->n_former == 0 ? NULL : &m->former[m->n_former - 1];
    struct kk_stand s;
    int64_t version;

    if (f == NULL || !f->bounded || !kk_card_read_int(word[2], &version) ||
        version != f->version || !kk_stand_parse(word + 3, &s))
        return false;
    kk_vector_put(&f->upto, &s);
    return true;
}

static bool read_about(struct kk_roster *r, char **word, size_t n)
{
    struct kk_member *m = n < 2 ? NULL : kk_roster_find(r, word[1]);
    struct kk_stand s;

    if (m == NULL)
        return false;
    if (strcmp(word[0], "closed") == 0 && n == 2) {
        m->closed = true;
        return true;
    }
    if (strcmp(word[0], "former") == 0 && (n == 4 || n == 5))
        return read_former(m, word, n);
    if (strcmp(word[0], "upto") == 0 && n == 6)
        return read_upto(m, word);
    if (strcmp(word[0], "limit") != 0 || n != 5 ||
        !kk_stand_parse(word + 2, &s))
        return false;
    kk_vector_put(&m->limit, &s);
    return true;
}

static bool read_line(struct kk_roster *r, char *line)
{
    char *word[8];
    size_t n = words_of(line, word, 8);

    if (strcmp(word[0], "node") == 0)
        return read_node(r, word, n);
    if (strcmp(word[0], "version") == 0)
        return n == 2 && kk_card_read_int(word[1], &r->version);
    if (strcmp(word[0], "deployment") == 0)
        return n == 2 && strlen(word[1]) == 2 * sizeof r->deployment &&
               kk_unhex(word[1], r->deployment, sizeof r->deployment);
    return read_about(r, word, n);
}

/* Only the one spelling that kk_roster_text gives is a roster. */
bool kk_roster_parse(const char *text, struct kk_roster *out)
{
    char *copy = kk_strdup(text), *line = copy;
    struct kk_str again = {0};
    bool ok = strlen(text) <= KK_ROSTER_MAX_BYTES &&
              strncmp(text, FIRST_LINE, FORMAT_AT) == 0;

    *out = (struct kk_roster){0};
    if (ok) {
        line = strchr(line, '\n');
        line = line == NULL ? copy + strlen(copy) : line + 1;
    }
    while (ok && *line != '\0') {
        char *end = strchr(line, '\n');

        ok = end != NULL;
        if (ok) {
            *end = '\0';
            ok = read_line(out, line);
            line = end + 1;
        }
    }
    if (ok) {
        kk_roster_text(out, &again);
        ok = strcmp(kk_str_c(&again), text) == 0 &&
             kk_roster_office(out) != NULL;
    }
    if (!ok)
        kk_roster_free(out);
    kk_str_free(&again);
    kk_free(copy);
    return ok;
}

/* --- merging -------------------------------------------------------------- */

static int64_t key_age(const struct kk_member *m)
{
    return m->n_former > 0 ? m->former[0].version : 0;
}

/* Puts what is higher. */
static bool raise(struct kk_vector *v, const struct kk_vector *from)
{
    bool changed = false;

    for (size_t i = 0; i < from->n; i++) {
        const struct kk_stand *s = &from->at[i];
        const struct kk_stand *have = kk_vector_find(v, s->writer);

        if (have == NULL || have->seq < s->seq) {
            kk_vector_put(v, s);
            changed = true;
        }
    }
    return changed;
}

static void take_keys(struct kk_member *m, const struct kk_member *from)
{
    former_free(m);
    m->keys = from->keys;
    for (; m->n_former < from->n_former; m->n_former++) {
        struct kk_former_key *f = &m->former[m->n_former];

        *f = from->former[m->n_former];
        f->upto = (struct kk_vector){0};
        (void)raise(&f->upto, &from->former[m->n_former].upto);
    }
}

/* A bound is never taken back; of two that the office set the higher. */
static bool merge_bounds(struct kk_member *m, const struct kk_member *from)
{
    bool changed = false;

    for (size_t i = 0; i < m->n_former && i < from->n_former; i++) {
        struct kk_former_key *f = &m->former[i];
        const struct kk_former_key *g = &from->former[i];

        if (!g->bounded || memcmp(&f->sign, &g->sign, sizeof f->sign) != 0)
            continue;
        changed |= !f->bounded || g->count > f->count;
        f->count = f->bounded && f->count > g->count ? f->count : g->count;
        f->bounded = true;
        changed |= raise(&f->upto, &g->upto);
    }
    return changed;
}

static bool merge_member(struct kk_member *m, const struct kk_member *from)
{
    bool changed = false;

    if (key_age(from) > key_age(m)) {
        take_keys(m, from);
        changed = true;
    } else if (key_age(from) == key_age(m) && merge_bounds(m, from)) {
        changed = true;
    }
    if (m->state == KK_MEMBER_LIVE && from->state != KK_MEMBER_LIVE) {
        m->state = from->state; /* a revocation is never taken back */
        changed = true;
    }
    if (!m->closed && from->closed) {
        m->closed = true;
        changed = true;
    }
    if (from->closed && raise(&m->limit, &from->limit))
        changed = true;
    return changed;
}

bool kk_roster_merge(struct kk_roster *r, const struct kk_roster *from)
{
    bool changed = false;

    for (size_t i = 0; i < from->n; i++) {
        const struct kk_member *f = &from->member[i];
        struct kk_member *m = kk_roster_find(r, f->hex);

        if (m == NULL) {
            m = kk_roster_add(r, f->id);
            *m = *f;
            m->n_former = 0;
            m->limit = (struct kk_vector){0};
            take_keys(m, f);
            (void)raise(&m->limit, &f->limit);
            changed = true;
        } else if (merge_member(m, f)) {
            changed = true;
        }
    }
    return changed;
}

/* --- signing -------------------------------------------------------------- */

static void signed_text(const char *text, struct kk_str *out)
{
    kk_crypt_ready();
    kk_str_add(out, CONTEXT);
    kk_str_add(out, text);
}

void kk_roster_sign(const char *text, const struct kk_keys *keys,
                    unsigned char sig[KK_SIGN_BYTES])
{
    struct kk_str s = {0};

    signed_text(text, &s);
    crypto_sign_detached(sig, NULL, (unsigned char *)s.s, s.n_bytes,
                         keys->sign);
    kk_str_free(&s);
}

static bool is_signed(const struct kk_roster_doc *doc, const struct kk_str *s,
                      const struct kk_sign_key *by)
{
    return crypto_sign_verify_detached(doc->sig, (unsigned char *)s->s,
                                       s->n_bytes, by->b) == 0;
}

int64_t kk_roster_version(const struct kk_roster_doc *doc)
{
    struct kk_roster r;
    int64_t version = kk_roster_parse(doc->text, &r) ? r.version : 0;

    kk_roster_free(&r);
    return version;
}

enum kk_roster_signer kk_roster_signer(const struct kk_roster_doc *doc,
                                       int64_t version,
                                       const struct kk_member *office)
{
    enum kk_roster_signer by = KK_SIGNED_BY_NONE;
    struct kk_str s = {0};

    signed_text(doc->text, &s);
    if (is_signed(doc, &s, &office->keys.sign))
        by = KK_SIGNED_NOW;
    for (size_t i = 0; by == KK_SIGNED_BY_NONE && i < office->n_former; i++)
        if (version < office->former[i].version &&
            is_signed(doc, &s, &office->former[i].sign))
            by = KK_SIGNED_BEFORE;
    kk_str_free(&s);
    return by;
}
