/* Telling what a bundle holds without taking it in. */
#include "incoming.h"

#include <kikusui/base/mem.h>
#include <kikusui/base/shown.h>

#include <stdio.h>
#include <string.h>

struct look {
    struct kk_db *db;
    struct kk_node node;
    struct kk_roster roster;
    const struct kk_member *sender;
    struct kk_part *part;
    struct kk_inspect *out;
};

static void say(struct kk_inspect *out, const struct kk_err *err)
{
    if (out->why[0] == '\0')
        kk_fmt(out->why, sizeof out->why, "%s", err->text);
}

static void check_sender(struct look *l)
{
    struct kk_bundle *b = &l->part->bundle;
    struct kk_err err = {0};
    bool former = false;

    l->sender = kk_roster_find_id(&l->roster, b->head.sender);
    l->out->known = l->sender != NULL;
    if (l->sender != NULL)
        kk_fmt(l->out->sender, sizeof l->out->sender, "%s", l->sender->name);
    if (b->head.kind == KK_BUNDLE_REQUEST || b->head.kind == KK_BUNDLE_GRANT) {
        (void)kk_fail(&err, KK_REFUSED,
                      "登録のためのファイルです。30桁の数字で確かめます");
        say(l->out, &err);
        return;
    }
    if (l->sender == NULL) {
        (void)kk_fail(&err, KK_REFUSED, "送り手が端末の名簿にありません");
        say(l->out, &err);
        return;
    }
    if (kk_bundle_belongs(b, l->node.deployment, &err) == KK_OK &&
        kk_incoming_signed(b, l->sender, &former, &err) == KK_OK)
        l->out->genuine = true;
    if (!l->out->genuine)
        say(l->out, &err);
}

static void read_cards(struct look *l, const struct kk_str *cards)
{
    struct kk_card_reader r = {.bytes = kk_str_c(cards),
                               .n_bytes = cards->n_bytes};
    struct kk_manifest m;
    struct kk_card card;
    struct kk_err err = {0};

    if (kk_manifest_read(&r, &m, &card, &err) != KK_OK) {
        say(l->out, &err);
    } else {
        l->out->opened = true;
        l->out->part = m.part;
        l->out->last = m.last;
        kk_fmt(l->out->reason, sizeof l->out->reason, "%s", m.reason);
        kk_fmt(l->out->permit, sizeof l->out->permit, "%s", m.permit);
        kk_fmt(l->out->program, sizeof l->out->program, "%s", m.program);
        if (l->out->sender[0] == '\0')
            kk_fmt(l->out->sender, sizeof l->out->sender, "%s", m.name);
        while (card.kind != '\0') {
            l->out->entries += card.kind == 'E';
            l->out->changes += card.kind == 'C';
            if (kk_card_next(&r, &card, &err) != KK_OK)
                break;
        }
    }
    kk_manifest_free(&m);
    kk_card_reader_free(&r);
}

/* What nobody vouches for is not unpacked. */
static void open_it(struct look *l, const char *pass)
{
    enum kk_bundle_kind kind = l->part->bundle.head.kind;
    struct kk_keys keys = {0};
    struct kk_str cards = {0};
    struct kk_err err = {0};
    enum kk_status st;

    if (!l->out->genuine && kind != KK_BUNDLE_REQUEST)
        return;
    if (kind == KK_BUNDLE_REQUEST)
        st = kk_bundle_open(&l->part->bundle, &kk_bundle_request_identity, 1,
                            &cards, &err);
    else if ((st = kk_node_keys(l->db, pass, &keys, &err)) == KK_OK)
        st = kk_bundle_open(&l->part->bundle, keys.seal, keys.n_seal, &cards,
                            &err);
    if (st == KK_OK)
        read_cards(l, &cards);
    else
        say(l->out, &err);
    kk_keys_wipe(&keys);
    kk_str_free(&cards);
}

/* The file itself, not the others of its bundle. */
static struct kk_part *find_part(struct kk_incoming *in, const char *path)
{
    for (size_t i = 0; i < in->n; i++)
        if (strcmp(in->part[i].path, path) == 0)
            return &in->part[i];
    return &in->part[0];
}

enum kk_status kk_inspect(struct kk_db *db, const char *path, const char *pass,
                          struct kk_inspect *out, struct kk_err *err)
{
    struct kk_incoming_set set;
    struct look l = {.db = db, .out = out};
    enum kk_status st = kk_incoming_find(path, &set, err);

    *out = (struct kk_inspect){0};
    if (st != KK_OK)
        return st;
    if (set.n != 1)
        st = kk_fail(err, KK_BADBUNDLE, "%s: ファイルを一つ指定してください",
                     path);
    if (st == KK_OK)
        st = kk_incoming_read(&set.at[0], err);
    if (st == KK_OK) {
        l.part = find_part(&set.at[0], path);
        out->head = l.part->bundle.head;
        st = kk_node_read(db, &l.node, err);
    }
    if (st == KK_OK)
        st = kk_roster_load(db, &l.roster, err);
    if (st == KK_OK || st == KK_NONE) {
        st = KK_OK;
        check_sender(&l);
        open_it(&l, pass);
    }
    kk_roster_free(&l.roster);
    kk_incoming_set_free(&set);
    return st;
}
