/* The roster as text: parsed, merged, signed and verified. */
#include <kikusui/base/crypt.h>
#include <kikusui/base/mem.h>
#include <kikusui/sync/roster.h>

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT "kikusui-roster-v1\n"
#define FIRST_LINE "kikusui-roster 1\n"
#define MAX_MEMBERS 1000

_Static_assert(KK_SIGN_BYTES == crypto_sign_BYTES, "Ed25519");

static const char *const state_words[] = {
    [KK_MEMBER_LIVE] = "live",
    [KK_MEMBER_LOST] = "lost",
    [KK_MEMBER_RETIRED] = "retired",
};

void kk_roster_free(struct kk_roster *r)
{
    for (size_t i = 0; i < r->n; i++)
        kk_vector_free(&r->member[i].limit);
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
                     int64_t version)
{
    memmove(&m->former[1], &m->former[0],
            (KK_MEMBER_FORMER - 1) * sizeof m->former[0]);
    m->former[0] =
        (struct kk_former_key){.sign = m->keys.sign, .version = version};
    if (m->n_former < KK_MEMBER_FORMER)
        m->n_former++;
    m->keys = *keys;
}

/* --- text ----------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    return memcmp(((const struct kk_member *)a)->id,
                  ((const struct kk_member *)b)->id, KK_BUNDLE_ID_BYTES);
}

static void put_member(const struct kk_member *m, struct kk_str *out)
{
    char sign[65], seal[65], hash[2 * KK_HASH_BYTES + 1];

    kk_hex(m->keys.sign.b, sizeof m->keys.sign.b, sign);
    kk_hex(m->keys.seal.b, sizeof m->keys.seal.b, seal);
    kk_str_addf(out, "node %s %s %s %s %s %" PRId64 " %s\n", m->hex,
                m->office ? "office" : "laptop", state_words[m->state], sign,
                seal, m->since, m->name);
    for (size_t i = 0; i < m->n_former; i++) {
        kk_hex(m->former[i].sign.b, sizeof m->former[i].sign.b, sign);
        kk_str_addf(out, "former %s %s %" PRId64 "\n", m->hex, sign,
                    m->former[i].version);
    }
    if (m->closed)
        kk_str_addf(out, "closed %s\n", m->hex);
    for (size_t i = 0; i < m->limit.n; i++) {
        const struct kk_stand *s = &m->limit.at[i];

        kk_hex(s->hash, sizeof s->hash, hash);
        kk_str_addf(out, "limit %s %010" PRIx64 " %" PRId64 " %s\n", m->hex,
                    s->writer, s->seq, hash);
    }
}

void kk_roster_text(const struct kk_roster *r, struct kk_str *out)
{
    char hex[KK_NODE_HEX_BYTES];

    kk_hex(r->deployment, sizeof r->deployment, hex);
    kk_str_addf(out, FIRST_LINE "deployment %s\nversion %" PRId64 "\n", hex,
                r->version);
    if (r->n > 0)
        qsort(r->member, r->n, sizeof *r->member, by_id);
    for (size_t i = 0; i < r->n; i++)
        put_member(&r->member[i], out);
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
        !kk_unhex(word[1], id, sizeof id) || r->n >= MAX_MEMBERS ||
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
    if (strcmp(word[0], "former") == 0 && n == 4 &&
        m->n_former < KK_MEMBER_FORMER) {
        struct kk_former_key *f = &m->former[m->n_former++];

        return read_key(word[2], f->sign.b) &&
               kk_card_read_int(word[3], &f->version);
    }
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
    bool ok = kk_str_starts(text, FIRST_LINE);

    *out = (struct kk_roster){0};
    if (ok)
        line += strlen(FIRST_LINE);
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

static bool merge_limits(struct kk_member *m, const struct kk_member *from)
{
    bool changed = false;

    for (size_t i = 0; i < from->limit.n; i++) {
        const struct kk_stand *s = &from->limit.at[i];
        const struct kk_stand *have = kk_vector_find(&m->limit, s->writer);

        if (have == NULL || have->seq < s->seq) {
            kk_vector_put(&m->limit, s);
            changed = true;
        }
    }
    return changed;
}

static bool merge_member(struct kk_member *m, const struct kk_member *from)
{
    bool changed = false;

    if (key_age(from) > key_age(m)) {
        m->keys = from->keys;
        m->n_former = from->n_former;
        memcpy(m->former, from->former, sizeof m->former);
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
    if (from->closed && merge_limits(m, from))
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
            struct kk_vector limit = {0};

            m = kk_roster_add(r, f->id);
            *m = *f;
            m->limit = limit;
            (void)merge_limits(m, f);
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

bool kk_roster_verify(const struct kk_roster_doc *doc, int64_t version,
                      const struct kk_member *office)
{
    struct kk_str s = {0};
    bool ok;

    signed_text(doc->text, &s);
    ok = crypto_sign_verify_detached(doc->sig, (unsigned char *)s.s, s.n_bytes,
                                     office->keys.sign.b) == 0;
    for (size_t i = 0; !ok && i < office->n_former; i++)
        ok = version < office->former[i].version &&
             crypto_sign_verify_detached(doc->sig, (unsigned char *)s.s,
                                         s.n_bytes,
                                         office->former[i].sign.b) == 0;
    kk_str_free(&s);
    return ok;
}
