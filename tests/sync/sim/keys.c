/* New keys for a copy, and what the keys of before still sign: nothing new. */
#include "sim.h"

#include <kikusui/base/crypt.h>
#include <kikusui/base/file.h>
#include <kikusui/base/mem.h>
#include <kikusui/sync/enrol.h>
#include <kikusui/sync/exchange.h>
#include <kikusui/sync/head.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char thief[] = "dd00000002";

static void read_keys(struct sim *s, struct copy *c, struct kk_keys *out)
{
    struct kk_err err = {0};

    sim_ok(s, kk_keys_load(kk_db_keys_dir(c->db), NULL, out, &err), &err,
           "keys");
}

/* A new writer of the node with one entry, under a head of that key. */
static void forge_cards(const struct kk_node *node, const struct kk_keys *by,
                        struct kk_str *out)
{
    struct kk_str w = {0}, e = {0};
    struct kk_head h = {.stand = {.writer = 0xdd00000002, .seq = 1}};
    char hash[2 * KK_HASH_BYTES + 1], sig[2 * KK_SIGN_BYTES + 1];
    struct kk_hash sum;

    kk_str_addf(&w, "W\t%s\t%s\t-\t-\t-\n", thief, node->hex);
    kk_str_addf(&e, "E\t%s\t1\t5\t5\t0\tx\t0\t0\t0\t0\t1\tn\n", thief);
    kk_hash_init(&sum);
    kk_hash_add(&sum, w.s, w.n_bytes);
    kk_hash_end(&sum, h.stand.hash);
    kk_hash_init(&sum);
    kk_hash_add(&sum, h.stand.hash, sizeof h.stand.hash);
    kk_hash_add(&sum, e.s, e.n_bytes);
    kk_hash_end(&sum, h.stand.hash);
    memcpy(h.node, node->hex, sizeof h.node);
    kk_head_sign(node->deployment, by, &h);
    kk_hex(h.stand.hash, sizeof h.stand.hash, hash);
    kk_hex(h.sig, sizeof h.sig, sig);
    kk_str_addf(out,
                "M\tformat\t1\t0\nM\tpart\t1\tlast\n"
                "H\t%s\t1\t%s\t%s\t%s\n%s%s",
                thief, hash, h.node, sig, w.s, e.s);
    kk_str_free(&w);
    kk_str_free(&e);
}

/* With a count that the key did sign, or one beyond. */
static void forge(struct sim *s, struct copy *c, struct copy *to,
                  const struct kk_keys *by, uint64_t seq, char path[160])
{
    struct kk_bundle_head head = {
        .kind = c == &s->copy[0] ? KK_BUNDLE_TO_LAPTOPS : KK_BUNDLE_TO_OFFICE,
        .seq = seq};
    struct kk_str cards = {0}, bytes = {0};
    struct kk_keys theirs;
    struct kk_node_keys pub;
    struct kk_node node;
    struct kk_err err = {0};

    sim_ok(s, kk_node_read(c->db, &node, &err), &err, "node");
    read_keys(s, to, &theirs);
    kk_keys_public(&theirs, &pub);
    memcpy(head.deployment, node.deployment, sizeof head.deployment);
    memcpy(head.sender, node.id, sizeof head.sender);
    kk_random(head.bundle, sizeof head.bundle);
    forge_cards(&node, by, &cards);
    sim_ok(s,
           kk_bundle_build(&head, by, &pub.seal, 1, cards.s, cards.n_bytes,
                           &bytes, &err),
           &err, "forge");
    snprintf(path, 160, "%s/stick/forged.KKS", s->dir);
    sim_ok(s, kk_file_replace(path, 0600, bytes.s, bytes.n_bytes, &err), &err,
           path);
    kk_str_free(&cards);
    kk_str_free(&bytes);
}

static enum kk_status take_file(struct copy *c, const char *path,
                                struct kk_err *err)
{
    const struct kk_import_how how = {.path = path};
    struct kk_import_done done;
    char *before = copy_newest_backup(c), *after;
    enum kk_status st = kk_import(c->db, &how, &done, err);

    after = copy_newest_backup(c);
    if (!kk_streq(before, after))
        copy_tail_restart(c);
    kk_free(before);
    kk_free(after);
    kk_import_done_free(&done);
    return st;
}

/* All that must hear of it hear of it at once; a former bundle is nothing new
 * to anybody. */
static void tell(struct sim *s, struct copy *c)
{
    bool office = c == &s->copy[0];
    char dir[100], *file;
    struct kk_err err = {0};

    snprintf(dir, sizeof dir, "%s/stick", s->dir);
    sim_ok(s, kk_enrol_rekey(c->db, NULL, dir, &file, &err), &err, "rekey");
    for (int i = office ? 1 : 0; i < (office ? s->h->copies : 1); i++) {
        sim_ok(s, take_file(&s->copy[i], file, &err), &err, "new keys");
        copy_tail_append(&s->copy[i]);
    }
    unlink(file);
    kk_free(file);
}

static bool each_its_own(const struct sim *s)
{
    for (int i = 0; i < s->h->copies; i++)
        if (s->copy[i].is.node != i)
            return false;
    return true;
}

static void step_rekey(struct sim *s, struct copy *c, const struct step *st)
{
    bool office = c == &s->copy[0];
    struct copy *to =
        &s->copy[office ? 1 + st->a % (unsigned)(s->h->copies - 1) : 0];
    struct kk_keys old;
    struct kk_err err = {0};
    char path[160];

    if (!each_its_own(s) || s->n_mails >= S_MAILS - 64 - 6 * s->h->copies)
        return;
    star_carry_all(s);
    s->rekeyed = true;
    s->office_rekeyed |= office;
    read_keys(s, c, &old);
    tell(s, c);
    forge(s, c, to, &old, st->b % 2 == 0 ? 1 : 1000000, path);
    if (take_file(to, path, &err) != KK_BADBUNDLE)
        sim_fail(s, "the key of before still signs for copy %d",
                 (int)(c - s->copy));
    if (strstr(err.text, "署名") == NULL)
        sim_fail(s, "not refused for its signature: %s", err.text);
    unlink(path);
    s->refused++;
    check_copy(s, to, false);
}

const struct op key_ops[] = {
    {"rekey", 0, 1, step_rekey},
    {NULL, 0, 0, NULL},
};
