/* Bundles as a laptop's owner could make them with its keys and another
 * program: opened with the office's keys, altered, chained and signed anew. */
#ifndef KIKUSUI_TESTS_UNIT_SYNC_FORGE_H
#define KIKUSUI_TESTS_UNIT_SYNC_FORGE_H

#include "copies.h"

#include <kikusui/store/card.h>
#include <kikusui/sync/head.h>

#include <inttypes.h>

struct forge {
    struct kk_bundle_head head;
    struct kk_keys keys; /* of the laptop that signs */
    struct kk_node node;
    struct kk_age_recipient to;
    struct kk_str cards;
};

/* The cards of a bundle from `from` to `to`. */
static inline void forge_open(struct forge *f, struct copy *from,
                              struct copy *to, const char *file)
{
    struct kk_str bytes = {0};
    struct kk_bundle b;
    struct kk_keys theirs;
    struct kk_node_keys pub;

    *f = (struct forge){0};
    ck_ok(kk_node_read(from->db, &f->node, &from->err), &from->err);
    ck_ok(kk_node_keys(from->db, NULL, &f->keys, &from->err), &from->err);
    ck_ok(kk_node_keys(to->db, NULL, &theirs, &to->err), &to->err);
    kk_keys_public(&theirs, &pub);
    f->to = pub.seal;
    temp_get(file, &bytes);
    ck_ok(kk_bundle_parse(bytes.s, bytes.n_bytes, &b, &to->err), &to->err);
    kk_keys_public(&f->keys, &pub);
    ck_ok(kk_bundle_verify(&b, &pub.sign, &to->err), &to->err);
    ck_ok(kk_bundle_open(&b, theirs.seal, theirs.n_seal, &f->cards, &to->err),
          &to->err);
    f->head = b.head;
    kk_str_free(&bytes);
    kk_keys_wipe(&theirs);
}

static inline void forge_free(struct forge *f)
{
    kk_str_free(&f->cards);
    kk_keys_wipe(&f->keys);
}

/* The first `from` becomes `to`; there has to be one. */
static inline void forge_sub(struct forge *f, const char *from, const char *to)
{
    const char *p = strstr(kk_str_c(&f->cards), from);
    struct kk_str now = {0};

    ck_assert_msg(p != NULL, "no %s in %s", from, kk_str_c(&f->cards));
    kk_str_addn(&now, f->cards.s, (size_t)(p - f->cards.s));
    kk_str_add(&now, to);
    kk_str_add(&now, p + strlen(from));
    kk_str_free(&f->cards);
    f->cards = now;
}

/* The first line that begins with `start` becomes `line`. */
static inline void forge_line(struct forge *f, const char *start,
                              const char *line)
{
    const char *p = f->cards.s;
    char *whole;

    while (strncmp(p, start, strlen(start)) != 0) {
        p = strchr(p, '\n');
        ck_assert_msg(p != NULL && p[1] != '\0', "no line %s", start);
        p++;
    }
    whole = kk_strndup(p, strcspn(p, "\n") + 1);
    forge_sub(f, whole, line);
    kk_free(whole);
}

/* Where the chain of the writer that the cards introduce really ends. */
static inline void forge_chain(const struct forge *f, struct kk_stand *out)
{
    struct kk_str entry = {0};
    const char *p = strstr(f->cards.s, "\nW\t");
    struct kk_hash h;

    ck_assert_ptr_nonnull(p);
    *out = (struct kk_stand){.writer = strtoull(p + 3, NULL, 16)};
    p++;
    kk_hash_init(&h);
    kk_hash_add(&h, p, strcspn(p, "\n") + 1);
    kk_hash_end(&h, out->hash);
    p += strcspn(p, "\n") + 1;
    while (*p != '\0') {
        size_t n = strcspn(p, "\n");

        n += p[n] == '\n';
        kk_str_addn(&entry, p, n);
        p += n;
        if (*p == 'E' || *p == '\0') {
            kk_card_chain(out->hash, &entry, out->hash);
            kk_str_clear(&entry);
            out->seq++;
        }
    }
    kk_str_free(&entry);
}

/* The S and the H card of that writer as an honest copy would state them. */
static inline void forge_state(struct forge *f, const struct kk_stand *s)
{
    char hash[2 * KK_HASH_BYTES + 1], sig[2 * KK_SIGN_BYTES + 1], start[32];
    struct kk_head h = {.stand = *s};
    struct kk_str line = {0};

    memcpy(h.node, f->node.hex, sizeof h.node);
    kk_head_sign(f->node.deployment, &f->keys, &h);
    kk_hex(s->hash, sizeof s->hash, hash);
    kk_hex(h.sig, sizeof h.sig, sig);
    snprintf(start, sizeof start, "S\t%010" PRIx64 "\t", s->writer);
    kk_str_addf(&line, "%s%" PRId64 "\t%s\n", start, s->seq, hash);
    forge_line(f, start, kk_str_c(&line));
    kk_str_clear(&line);
    snprintf(start, sizeof start, "H\t%010" PRIx64 "\t", s->writer);
    kk_str_addf(&line, "%s%" PRId64 "\t%s\t%s\t%s\n", start, s->seq, hash,
                h.node, sig);
    forge_line(f, start, kk_str_c(&line));
    kk_str_free(&line);
}

/* Entries altered: chained and vouched for anew. */
static inline void forge_again(struct forge *f)
{
    struct kk_stand s;

    forge_chain(f, &s);
    forge_state(f, &s);
}

/* Sealed and signed; the path, which the caller kk_frees. */
static inline char *forge_put_as(struct forge *f, const char *dir)
{
    struct kk_str bytes = {0};
    struct kk_err err = {0};
    char *path;

    ck_ok(kk_bundle_build(&f->head, &f->keys, &f->to, 1, f->cards.s,
                          f->cards.n_bytes, &bytes, &err),
          &err);
    path = temp_put(dir, "forged.KKS", bytes.s, bytes.n_bytes);
    kk_str_free(&bytes);
    return path;
}

/* The same under a name of its own. */
static inline char *forge_put(struct forge *f, const char *dir)
{
    kk_random(f->head.bundle, sizeof f->head.bundle);
    return forge_put_as(f, dir);
}

#endif
